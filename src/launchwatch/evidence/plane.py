"""The plane an analyst reads off a warning by hand, and whether one plane can hold all its areas.

Latitudes and longitudes are degrees north and east on a sphere, because that is how it is done by hand; the
figures inside are km, km/s, seconds. The method: great circle from the pad to the centre of the farthest
area, its azimuth, the rotation of the Earth added to a velocity of 7.6 km/s, then cos i = cos(latitude)
sin(inertial azimuth). Source: Wertz and Larson, Space Mission Analysis and Design, eq. 6-42c; Molczan,
SeeSat-L, 2 April 2012 (satobs.org/seesat/Apr-2012/0018.html). It is what a brief has to beat: where the
vehicle turns on its way, or guides itself into a plane, it is wrong by degrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from launchwatch.earth import OMEGA, RADIUS
from launchwatch.errors import InputError

Array = npt.NDArray[np.float64]
Point = tuple[float, float]

#: Mean radius of the sphere on which analysts draw, km.
SPHERE = 6371.0
#: Velocity at insertion into a low orbit, km/s (SMAD's figure).
SPEED = 7.6
#: Seconds from lift-off to the fall of a piece: a start and a share for each km of ground distance. Set by
#: eye through the reported falls of August 2023 (7, 8, 14 min at 400, 700, 2,900 km) and February 2016 (6 to
#: 7, 8, 14 min at 500, 800, 2,500 km), which are told to the minute.
FALL_START, FALL_PER_KM = 330.0, 0.19
#: Share of the distance that guidance, drift and the simple time model may put between a piece and the plane.
#: Of 38 launches of 2013 to 2026 with two areas or more within 6,000 km it lets 37 pass; the one it stops, a
#: PSLV of 2019, flew a dogleg round Sri Lanka (tests/evidence/test_plane.py).
GUIDANCE = 0.04


@dataclass(frozen=True, slots=True)
class NaivePlane:
    """What the hand method says. Azimuths from north by east, deg; one entry an area in the tuples."""

    azimuth_deg: float
    inertial_azimuth_deg: float
    inclination_deg: float
    inclination_without_rotation_deg: float
    distances_km: tuple[float, ...]
    azimuths_deg: tuple[float, ...]
    inclinations_deg: tuple[float, ...]
    common_azimuth_deg: float
    out_of_plane_km: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OnePlane:
    """Whether one launch azimuth can hold all areas: how far each lies from it and how far it may."""

    fits: bool
    azimuth_deg: float
    out_of_plane_km: tuple[float, ...]
    allowed_km: tuple[float, ...]
    turn_deg: float


def naive_plane(site: Point, points: Sequence[Point]) -> NaivePlane:
    """Inclination by hand from a pad and the centres of the areas, each (latitude, longitude) in degrees.

    >>> plane = naive_plane((39.66, 124.705), [(35.56, 124.69), (17.27, 124.30)])
    >>> f"{plane.azimuth_deg:.0f} deg, {plane.inclination_deg:.1f} deg"
    '181 deg, 88.7 deg'
    """
    places = _points(site, points)
    distances, azimuths = _great_circle(site, places)
    farthest = int(np.argmax(distances))
    azimuth = float(azimuths[farthest])
    common, out = _common(site, places, np.ones(len(places)))
    return NaivePlane(
        azimuth_deg=math.degrees(azimuth),
        inertial_azimuth_deg=math.degrees(inertial_azimuth(azimuth, math.radians(site[0]))),
        inclination_deg=math.degrees(inclination(azimuth, math.radians(site[0]))),
        inclination_without_rotation_deg=math.degrees(
            inclination(azimuth, math.radians(site[0]), rotation=False)
        ),
        distances_km=tuple(float(d) for d in distances),
        azimuths_deg=tuple(math.degrees(a) for a in azimuths),
        inclinations_deg=tuple(math.degrees(inclination(float(a), math.radians(site[0]))) for a in azimuths),
        common_azimuth_deg=math.degrees(common) % 360.0,
        out_of_plane_km=tuple(float(x) for x in out),
    )


def inertial_azimuth(azimuth: float, latitude: float, speed: float = SPEED) -> float:
    """Inertial azimuth (rad, 0 to 2 pi) of a velocity (km/s) flown at an azimuth over the turning Earth."""
    east = speed * math.sin(azimuth) + _eastward(latitude)
    return math.atan2(east, speed * math.cos(azimuth)) % (2.0 * math.pi)


def inclination(azimuth: float, latitude: float, *, rotation: bool = True) -> float:
    """Inclination (rad) of a direct ascent at an azimuth; without the rotation it is Weeden's of 2012."""
    heading = inertial_azimuth(azimuth, latitude) if rotation else azimuth
    return math.acos(math.cos(latitude) * math.sin(heading))


def plane_change(
    inclination_a: npt.ArrayLike, inclination_b: npt.ArrayLike, latitude: npt.ArrayLike = 0.0
) -> Array:
    """Least angle (rad) by which a velocity turns, over a latitude, from one inclination to another.

    Both planes pass over the same point in the same sense; the turn is the difference of their headings
    there, and is least, |a - b|, over the equator. nan where a plane does not reach the latitude.
    """
    cos_lat = np.cos(np.asarray(latitude, dtype=float))
    with np.errstate(invalid="ignore"):
        a = np.arcsin(np.cos(np.asarray(inclination_a, dtype=float)) / cos_lat)
        b = np.arcsin(np.cos(np.asarray(inclination_b, dtype=float)) / cos_lat)
    return np.asarray(np.abs(a - b))


def one_plane(
    site: Point,
    points: Sequence[Point],
    half_width_km: npt.ArrayLike = 30.0,
    sigma_km: npt.ArrayLike = 0.0,
) -> OnePlane:
    """Whether a direct ascent, at one azimuth all the way, can have dropped a piece in every area.

    Each area's azimuth of launch is taken back through the rotation of the Earth (`_launch_azimuths`); the
    common azimuth is the one from which the areas lie least far, measured in what they allow. An area allows
    its half-width across the path, twice the spread of its position, and what guidance and a simple model
    take (`GUIDANCE`). `turn_deg` is the largest difference between the launch azimuths of two areas where
    they do not fit, else 0.
    """
    places = _points(site, points)
    distances, _ = _great_circle(site, places)
    half = np.broadcast_to(np.asarray(half_width_km, dtype=float), len(places))
    sigma = np.broadcast_to(np.asarray(sigma_km, dtype=float), len(places))
    allowed = half + np.hypot(2.0 * sigma, GUIDANCE * distances)
    azimuth, out = _common(site, places, allowed**-2.0)
    fits = bool(np.all(np.abs(out) <= allowed))
    launch = _launch_azimuths(site, places)
    turn = 0.0 if fits else float(np.max(np.abs(_wrap(launch[:, None] - launch[None, :]))))
    return OnePlane(
        fits,
        math.degrees(azimuth) % 360.0,
        tuple(float(x) for x in out),
        tuple(float(x) for x in allowed),
        math.degrees(turn),
    )


def _points(site: Point, points: Sequence[Point]) -> Array:
    if not points:
        raise InputError("no areas", mend="a plane needs the pad and one area at least")
    places = np.asarray(points, dtype=float).reshape(-1, 2)
    for lat, lon in [site, *points]:
        if not (-90.0 <= lat <= 90.0 and -360.0 <= lon <= 360.0):
            raise InputError(f"latitude {lat:g}, longitude {lon:g}", mend="give degrees north, degrees east")
    return places


def _great_circle(site: Point, places: Array) -> tuple[Array, Array]:
    """Distance (km) and azimuth (rad) from the site to each place (n, 2), on the sphere."""
    lat0, lat = math.radians(site[0]), np.radians(places[:, 0])
    east = np.radians(places[:, 1] - site[1])
    x = math.cos(lat0) * np.sin(lat) - math.sin(lat0) * np.cos(lat) * np.cos(east)
    y = np.cos(lat) * np.sin(east)
    z = math.sin(lat0) * np.sin(lat) + math.cos(lat0) * np.cos(lat) * np.cos(east)
    return np.asarray(SPHERE * np.arctan2(np.hypot(x, y), z)), np.asarray(np.arctan2(y, x) % (2.0 * np.pi))


def _launch_azimuths(site: Point, places: Array) -> Array:
    """Azimuth over the Earth (rad) at which a piece that fell in each place was thrown from the pad.

    While the piece flies, the place turns eastward by OMEGA t. In inertial space the piece covers the great
    circle to the turned place in that time; less the pad's own eastward speed, this is the velocity it was
    given over the Earth, as if all at once.
    """
    distances, _ = _great_circle(site, places)
    seconds = FALL_START + FALL_PER_KM * distances
    turned = np.column_stack([places[:, 0], places[:, 1] + np.degrees(OMEGA * seconds)])
    inertial, heading = _great_circle(site, turned)
    east = inertial / seconds * np.sin(heading) - _eastward(math.radians(site[0]))
    return np.asarray(np.arctan2(east, inertial / seconds * np.cos(heading)) % (2.0 * np.pi))


def _common(site: Point, places: Array, weights: Array) -> tuple[float, Array]:
    """The azimuth (rad) with the least weighted squares of distances, and each area's distance from it, km.

    Distances are positive to the right of the path. The sum of w sin2(d) sin2(azimuth - common) is least
    along the main axis of the second moments.
    """
    distances, _ = _great_circle(site, places)
    azimuths = _launch_azimuths(site, places)
    lever = np.sin(distances / SPHERE)
    moment = weights * lever**2
    sine, cosine = np.sum(moment * np.sin(2.0 * azimuths)), np.sum(moment * np.cos(2.0 * azimuths))
    axis = 0.5 * math.atan2(float(sine), float(cosine))
    # an axis has two ends: the one on the side of the areas
    if float(np.sum(moment * np.cos(azimuths - axis))) < 0.0:
        axis += math.pi
    return axis, np.asarray(SPHERE * np.arcsin(lever * np.sin(azimuths - axis)))


def _eastward(latitude: float) -> float:
    """Speed of the ground, km/s (465 m/s over the equator)."""
    return OMEGA * RADIUS / 1e3 * math.cos(latitude)


def _wrap(angle: Array) -> Array:
    return np.asarray((angle + np.pi) % (2.0 * np.pi) - np.pi)
