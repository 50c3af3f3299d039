"""The Earth: its figure, gravity, air and wind; frames, times and the Sun; areas on the ellipsoid; land."""

from launchwatch.earth import land
from launchwatch.earth._jit import inline, jit, spelled_out
from launchwatch.earth.area import Area, circle, ellipse_area, polygon
from launchwatch.earth.atmosphere import HEAT_RATIO, atmosphere
from launchwatch.earth.figure import (
    FLATTENING,
    RADIUS,
    cartesian_array,
    geodetic_array,
    height,
    near_height,
    to_cartesian,
    to_geodetic,
)
from launchwatch.earth.frames import (
    earth_rotation_angle,
    ecef_to_gcrs,
    ecef_to_teme,
    ecef_to_teme_state,
    gcrs_to_ecef,
    gmst,
    teme_to_ecef,
    teme_to_ecef_state,
    teme_to_gcrs,
)
from launchwatch.earth.geodesic import LocalMap, bearing, distance, offset
from launchwatch.earth.gravity import G0, J2, J3, J4, MU, OMEGA, gravity, zonal_pull
from launchwatch.earth.sun import local_solar_time, sun_elevation
from launchwatch.earth.time import format_utc, parse_day, parse_utc, tai_minus_utc, utc
from launchwatch.earth.wind import wind_profile

__all__ = [
    "FLATTENING",
    "G0",
    "HEAT_RATIO",
    "J2",
    "J3",
    "J4",
    "MU",
    "OMEGA",
    "RADIUS",
    "Area",
    "LocalMap",
    "atmosphere",
    "bearing",
    "cartesian_array",
    "circle",
    "distance",
    "earth_rotation_angle",
    "ecef_to_gcrs",
    "ecef_to_teme",
    "ecef_to_teme_state",
    "ellipse_area",
    "format_utc",
    "gcrs_to_ecef",
    "geodetic_array",
    "gmst",
    "gravity",
    "height",
    "inline",
    "jit",
    "land",
    "local_solar_time",
    "near_height",
    "offset",
    "parse_day",
    "parse_utc",
    "polygon",
    "spelled_out",
    "sun_elevation",
    "tai_minus_utc",
    "teme_to_ecef",
    "teme_to_ecef_state",
    "teme_to_gcrs",
    "to_cartesian",
    "to_geodetic",
    "utc",
    "wind_profile",
    "zonal_pull",
]
