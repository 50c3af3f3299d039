"""The Earth: its figure, gravity, air and wind; frames, times and the Sun; areas on the ellipsoid; land."""

from launchwatch.earth._jit import jit
from launchwatch.earth.atmosphere import atmosphere
from launchwatch.earth.figure import (
    FLATTENING,
    RADIUS,
    cartesian_array,
    geodetic_array,
    height,
    to_cartesian,
    to_geodetic,
)
from launchwatch.earth.gravity import G0, J2, J3, J4, MU, OMEGA, gravity
from launchwatch.earth.wind import wind_profile

__all__ = [
    "FLATTENING",
    "G0",
    "J2",
    "J3",
    "J4",
    "MU",
    "OMEGA",
    "RADIUS",
    "atmosphere",
    "cartesian_array",
    "geodetic_array",
    "gravity",
    "height",
    "jit",
    "to_cartesian",
    "to_geodetic",
    "wind_profile",
]
