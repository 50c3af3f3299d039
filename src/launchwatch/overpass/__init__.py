"""Who sees what when: looks of many satellites over many places, their light; revisit and coverage."""

from launchwatch.orbit import Place
from launchwatch.overpass.calendar import looks_ics
from launchwatch.overpass.camera import Camera
from launchwatch.overpass.clouds import Clouds, clear_sky, read_clouds
from launchwatch.overpass.footprints import looks_czml, looks_geojson
from launchwatch.overpass.look_table import Looks
from launchwatch.overpass.looks import find_looks, stream_looks
from launchwatch.overpass.motion import Mover
from launchwatch.overpass.revisit import Revisit, revisit
from launchwatch.overpass.tables import looks_csv, looks_json, stream_to_file
from launchwatch.overpass.targets import (
    Targets,
    grid,
    looks_of_targets,
    numbered,
    read_places,
    revisit_of_targets,
    stream_of_targets,
)
from launchwatch.overpass.timeline import looks_svg

__all__ = [
    "Camera",
    "Clouds",
    "Looks",
    "Mover",
    "Place",
    "Revisit",
    "Targets",
    "clear_sky",
    "find_looks",
    "grid",
    "looks_csv",
    "looks_czml",
    "looks_geojson",
    "looks_ics",
    "looks_json",
    "looks_of_targets",
    "looks_svg",
    "numbered",
    "read_clouds",
    "read_places",
    "revisit",
    "revisit_of_targets",
    "stream_looks",
    "stream_of_targets",
    "stream_to_file",
]
