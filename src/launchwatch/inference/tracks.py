"""Where the pieces of ascents come down and the planes they end in, for many azimuths and turns at once.

A shortcut for the kernel, exact in what moves the plane: Earth rotation and yaw. Frame: a sphere, geocentric
latitudes, axes that coincide with the Earth-fixed ones at lift-off. The first stage flies straight over the
turning Earth; from its burn-out on the thrust is held at a constant yaw, so that the velocity goes over, in
inertial space, from what the pad's rotation and the first stage gave it to what the orbit wants; a piece
keeps the plane of its release while the Earth turns under it. How fast and how far along a piece is released
comes from `drops`. Angles in rad, lengths in radii of the Earth, km and s elsewhere. Against the kernel:
design/inference_shortcut.md.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from launchwatch.earth import MU, OMEGA
from launchwatch.inference.blind import Floats
from launchwatch.inference.drops import Release

EARTH_KM: Final = 6371.0
MU_KM: Final = MU / 1e9
GROUND_KM_S: Final = OMEGA * EARTH_KM
ORBIT_KM_S: Final = 7.75
"""Inertial speed at insertion."""
INSERTION_S: Final = 620.0
INSERTION_KM: Final = 1900.0
"""When and where a vehicle is in orbit, over the Earth: medians of the generic flights, 540 to 850 s."""
MEAN_SHARE: Final = 0.45
"""The share of a gain in velocity that counts for the way made good meanwhile."""


class Burnout(NamedTuple):
    """The state over the turning Earth at burn-out of the first stage."""

    after_s: float
    down_km: float
    speed_km_s: float


class Ascents(NamedTuple):
    """Many ascents at first-stage burn-out, arrays (..., 3) or (...): inertial unit position, heading over
    the Earth, direction of thrust from now on; speed over the Earth."""

    at: Floats
    ahead: Floats
    thrust: Floats
    burnout: Burnout


class Track(NamedTuple):
    """A predicted fall: Earth-fixed unit position and heading (..., 3) over the Earth."""

    at: Floats
    ahead: Floats


class Orbits(NamedTuple):
    """Planes reached: normals (..., 3) of about unit length, and northward speed at insertion (...), km/s."""

    normal: Floats
    northward: Floats


def unit(latitude: Floats | float, longitude: Floats | float) -> Floats:
    """Unit vectors of geocentric latitude and longitude."""
    lat, lon = np.asarray(latitude), np.asarray(longitude)
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat) + 0.0 * lon), axis=-1)


def geocentric(latitude_deg: Floats | float) -> Floats:
    """Geocentric latitude in rad of a geodetic one in degrees."""
    return np.asarray(np.arctan(np.tan(np.radians(latitude_deg)) * (1.0 - 0.00669438)))


def _east(at: Floats) -> Floats:
    """Velocity of the ground, km/s."""
    return GROUND_KM_S * np.stack((-at[..., 1], at[..., 0], 0.0 * at[..., 0]), axis=-1)


def _dot(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.sum(a * b, axis=-1, keepdims=True))


def _norm(a: Floats) -> Floats:
    return np.asarray(np.sqrt(np.sum(a * a, axis=-1, keepdims=True)))


def _turn(vector: Floats, angle: Floats | float) -> Floats:
    """Turned about the axis of the Earth."""
    c, s = np.cos(angle), np.sin(angle)
    x, y = vector[..., 0], vector[..., 1]
    return np.stack((c * x - s * y, s * x + c * y, vector[..., 2]), axis=-1)


def _go(at: Floats, way: Floats, *carried: Floats) -> tuple[Floats, ...]:
    """Along a great circle by the tangent vector `way` (its length the arc); tangent vectors are carried."""
    arc = np.maximum(_norm(way), 1e-12)
    ahead = way / arc
    c, s = np.cos(arc), np.sin(arc)
    moved = at * c + ahead * s
    turned = []
    for vector in carried:
        along = _dot(vector, ahead)
        turned.append(vector + along * ((c - 1.0) * ahead - s * at))
    return (moved, *turned)


def set_out(latitude: float, azimuth: Floats, turn: Floats, burnout: Burnout) -> Ascents:
    """Ascents from a pad (geocentric latitude, longitude 0) at azimuths, thrust turned right by `turn`."""
    pad = unit(latitude, 0.0)
    north = np.array([-np.sin(latitude), 0.0, np.cos(latitude)])
    east = np.array([0.0, 1.0, 0.0])
    azimuth, turn = np.broadcast_arrays(azimuth, turn)
    head = np.cos(azimuth)[..., None] * north + np.sin(azimuth)[..., None] * east
    at, ahead = _go(np.broadcast_to(pad, head.shape), head * burnout.down_km / EARTH_KM, head)
    angle = OMEGA * burnout.after_s
    at, ahead = _turn(at, angle), _turn(ahead, angle)
    right = np.cross(ahead, at)
    thrust = np.cos(turn)[..., None] * ahead + np.sin(turn)[..., None] * right
    return Ascents(at, ahead, thrust, burnout)


def _gain(start: Floats, thrust: Floats, speed: float) -> Floats:
    """The gain along `thrust` that brings a velocity to a speed; the least possible where none does."""
    along = _dot(start, thrust)
    inside = along**2 - _dot(start, start) + speed**2
    return np.maximum(np.sqrt(np.maximum(inside, 0.0)) - along, 0.0)


def _burn(
    flown: Ascents, velocity: Floats, gain: Floats, down_km: float, seconds: float
) -> tuple[Floats, ...]:
    """Position and inertial velocity after a gain of velocity over a way made good over the Earth."""
    mean = velocity + MEAN_SHARE * gain * flown.thrust
    length = max(down_km - flown.burnout.down_km, 0.0)
    time = max(seconds - flown.burnout.after_s, 0.0)
    way = (length * mean / np.maximum(_norm(mean), 1e-9) + time * _east(flown.at)) / EARTH_KM
    return _go(flown.at, way, velocity + gain * flown.thrust + _east(flown.at))


def free_fall(altitude_km: float, level: Floats, climb_km_s: float) -> tuple[Floats, Floats]:
    """Arc (rad) and time (s) of a Kepler orbit from a height to the ground, for inertial level speeds (km/s).

    What would not come down within half a turn counts as coming down there.

    >>> arc, time = free_fall(100.0, np.array([0.5]), 0.0)  # about sqrt(2 h / g)
    >>> 140.0 < float(time[0]) < 150.0
    True
    """
    r0 = EARTH_KM + altitude_km
    energy = 2.0 / r0 - (level**2 + climb_km_s**2) / MU_KM
    a = 1.0 / np.maximum(energy, 0.5 / r0)
    p = (r0 * level) ** 2 / MU_KM
    e = np.sqrt(np.maximum(1.0 - p / a, 1e-9))

    def anomalies(r: float) -> tuple[Floats, Floats]:
        true = np.arccos(np.clip((p / r - 1.0) / e, -1.0, 1.0))
        half = np.arctan(np.sqrt((1.0 - e) / (1.0 + e)) * np.tan(0.5 * np.minimum(true, np.pi - 1e-9)))
        return true, 2.0 * half - e * np.sin(2.0 * half)

    start, early = anomalies(r0)
    end, late = anomalies(EARTH_KM)
    sign = 1.0 if climb_km_s >= 0.0 else -1.0
    arc = (2.0 * np.pi - end - sign * start) % (2.0 * np.pi)
    return arc, np.sqrt(a**3 / MU_KM) * ((2.0 * np.pi - late - sign * early) % (2.0 * np.pi))


def drop(flown: Ascents, piece: Release, range_km: float, *, straight: bool = False) -> Track:
    """Where a piece comes down at a range; `straight`: let go by the first stage, before the thrust turns."""
    start = flown.burnout.speed_km_s * flown.ahead
    speed = piece.level_km_s
    if straight:
        at, inertial = flown.at, start + _east(flown.at)
        down, when = flown.burnout.down_km, flown.burnout.after_s
    else:
        gain = _gain(start, flown.thrust, max(speed, flown.burnout.speed_km_s))
        down, when = max(piece.release_km, flown.burnout.down_km), max(piece.release_s, flown.burnout.after_s)
        at, inertial = _burn(flown, start, gain, down, when)
    ground = _east(at)
    over = inertial - ground
    over = over / np.maximum(_norm(over), 1e-9)
    heading = inertial / np.maximum(_norm(inertial), 1e-9)
    # the arc in inertial space that makes the range over the Earth, and its time: where air stops a piece
    # short of its free fall, it has moved with the Earth from then on
    free, time = free_fall(piece.altitude_km, _norm(inertial), piece.climb_km_s)
    aloft = 0.9 * time
    for _ in range(3):
        arc = (range_km - down + _dot(ground, over) * aloft) / np.maximum(_dot(heading, over), 0.3)
        aloft = time * np.clip(arc / (EARTH_KM * free), 0.0, 1.3)
    at, inertial = _go(at, heading * arc / EARTH_KM, inertial)
    ahead = inertial - _east(at)
    angle = -OMEGA * (when + aloft[..., 0])
    return Track(_turn(at, angle), _turn(ahead / np.maximum(_norm(ahead), 1e-9), angle))


def insert(flown: Ascents, bend: float = 0.0, bend_km_s: float = ORBIT_KM_S) -> Orbits:
    """The planes reached; from a speed over the Earth on the last stage may bend (rad) from its course."""
    start = flown.burnout.speed_km_s * flown.ahead
    ground = _east(flown.at)
    if bend == 0.0:
        gain = _gain(start + ground, flown.thrust, ORBIT_KM_S)
        at, inertial = _burn(flown, start, gain, INSERTION_KM, INSERTION_S)
        return Orbits(np.cross(at, inertial) / ORBIT_KM_S, inertial[..., 2])
    gain = _gain(start, flown.thrust, max(bend_km_s, flown.burnout.speed_km_s + 0.1))
    at, inertial = _burn(flown, start, gain, 0.5 * INSERTION_KM, 0.6 * INSERTION_S)
    ahead = inertial / np.maximum(_norm(inertial), 1e-9)
    thrust = np.cos(bend) * ahead + np.sin(bend) * np.cross(ahead, at)
    gain = _gain(inertial, thrust, ORBIT_KM_S)
    way = 0.5 * INSERTION_KM / EARTH_KM * (inertial + MEAN_SHARE * gain * thrust) / ORBIT_KM_S
    at, inertial = _go(at, way, inertial + gain * thrust)
    return Orbits(np.cross(at, inertial) / ORBIT_KM_S, inertial[..., 2])


def planar_turn(latitude: float, azimuth: Floats, burnout: Burnout) -> Floats:
    """The turn of thrust that keeps the inertial plane of burn-out: to the east, as the Earth turns."""
    flown = set_out(latitude, azimuth, np.zeros_like(azimuth), burnout)
    inertial = burnout.speed_km_s * flown.ahead + _east(flown.at)
    right = np.cross(flown.ahead, flown.at)
    return np.asarray(np.arctan2(np.sum(inertial * right, -1), np.sum(inertial * flown.ahead, -1)))


def offset(track: Track, middle: Floats) -> tuple[Floats, Floats]:
    """Distance of a place to the right of a predicted track, and along it from the predicted fall, km."""
    right = np.cross(track.ahead, track.at)
    across = np.arcsin(np.clip(np.sum(right * middle, -1), -1.0, 1.0))
    along = np.arctan2(np.sum(track.ahead * middle, -1), np.sum(track.at * middle, -1))
    return EARTH_KM * across, EARTH_KM * along
