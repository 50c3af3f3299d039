"""Evidence: how well flights explain what was published, and the draws moved to where the weight is."""

from launchwatch.evidence.announcement import announced, inside_share
from launchwatch.evidence.clock import Clock, make_clock
from launchwatch.evidence.observation import event_seconds, observed
from launchwatch.evidence.plane import NaivePlane, OnePlane, naive_plane, one_plane, plane_change
from launchwatch.evidence.residuals import ground_distance
from launchwatch.evidence.steer import Round, Steered, effective, normalised, steer
from launchwatch.evidence.weighed import Weighed, weigh

__all__ = [
    "Clock",
    "NaivePlane",
    "OnePlane",
    "Round",
    "Steered",
    "Weighed",
    "announced",
    "effective",
    "event_seconds",
    "ground_distance",
    "inside_share",
    "make_clock",
    "naive_plane",
    "normalised",
    "observed",
    "one_plane",
    "plane_change",
    "steer",
    "weigh",
]
