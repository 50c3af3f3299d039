"""Evidence: how well flights explain what was published, and the draws moved to where the weight is."""

from launchwatch.evidence.announcement import announced, inside_share
from launchwatch.evidence.clock import Clock, make_clock
from launchwatch.evidence.hazard import LEVELS, Falls, HazardMap, dispersion, falls, hazard_map
from launchwatch.evidence.observation import event_seconds, observed
from launchwatch.evidence.plane import NaivePlane, OnePlane, naive_plane, one_plane, plane_change
from launchwatch.evidence.recipe import Recipe, find_recipe, pilots_of, with_ways
from launchwatch.evidence.residuals import ground_distance
from launchwatch.evidence.steer import Round, Steered, effective, normalised, steer
from launchwatch.evidence.stream import BLOCK, Streamed, fly_here, fly_on_cluster, fly_part, stream_table
from launchwatch.evidence.told import told_failure
from launchwatch.evidence.weighed import Weighed, weigh

__all__ = [
    "BLOCK",
    "LEVELS",
    "Clock",
    "Falls",
    "HazardMap",
    "NaivePlane",
    "OnePlane",
    "Recipe",
    "Round",
    "Steered",
    "Streamed",
    "Weighed",
    "announced",
    "dispersion",
    "effective",
    "event_seconds",
    "falls",
    "find_recipe",
    "fly_here",
    "fly_on_cluster",
    "fly_part",
    "ground_distance",
    "hazard_map",
    "inside_share",
    "make_clock",
    "naive_plane",
    "normalised",
    "observed",
    "one_plane",
    "pilots_of",
    "plane_change",
    "steer",
    "stream_table",
    "told_failure",
    "weigh",
    "with_ways",
]
