"""Who sees what when: looks of many satellites over many places, their light; revisit and coverage."""

from launchwatch.orbit import Place
from launchwatch.overpass.camera import Camera
from launchwatch.overpass.looks import Looks, find_looks, stream_looks
from launchwatch.overpass.motion import Mover
from launchwatch.overpass.revisit import Revisit, revisit

__all__ = ["Camera", "Looks", "Mover", "Place", "Revisit", "find_looks", "revisit", "stream_looks"]
