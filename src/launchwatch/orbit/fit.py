"""An element set from a state, or from an orbit as it was announced.

`elements_of_state` finds the SGP4 set whose state at the epoch is the one given: Newton's steps on the six
elements, to a millimetre. Of 600 sets of a catalogue it finds all but one, within 0.04 degrees of the
equator; SGP4 jumps there, and on exact circles slower than 225 minutes, so such are refused.
`announced_orbit` makes a set of what an operator tells: heights of perigee
and apogee, inclination, and where the object was at one instant.

TEME; metres, seconds, radians inside. Errors are ElementsError or InputError.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.earth import RADIUS, gmst
from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit.elements import WGS72_J2, WGS72_MU, WGS72_RADIUS, Elements
from launchwatch.orbit.kepler import Orbit, state_to_elements, true_to_mean_anomaly
from launchwatch.orbit.mean import mean_elements
from launchwatch.orbit.sgp4 import propagate

Array = npt.NDArray[np.float64]

#: Steps of the differences: mean motion as a part of itself, e, e, rad, rad, rad.
_STEPS = np.array([1e-7, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6])


def turned(n: float, e: float, i: float, node: float, w: float, anomaly: float) -> Array:
    """Six unknowns that are smooth on circles and on the equator, where nodes and perigees are lost.

    Mean motion (rev/day), e cos and e sin of the longitude of perigee, i cos and i sin of the node, mean
    longitude (rad).
    """
    turn = w + node
    return np.array(
        [n, e * math.cos(turn), e * math.sin(turn), i * math.cos(node), i * math.sin(node), turn + anomaly]
    )


def set_of(row: Array, like: Elements, bstar: float | None = None) -> Elements:
    """The set of such a row; what is not orbit is that of `like`."""
    n, x, y, p, q, longitude = (float(v) for v in row)
    node, turn = math.atan2(q, p), math.atan2(y, x)
    return replace(
        like,
        mean_motion_rev_day=n,
        eccentricity=min(math.hypot(x, y), 0.9999),
        inclination_deg=min(math.degrees(math.hypot(p, q)), 180.0),
        raan_deg=math.degrees(node) % 360.0,
        argument_of_perigee_deg=math.degrees(turn - node) % 360.0,
        mean_anomaly_deg=math.degrees(longitude - turn) % 360.0,
        bstar=like.bstar if bstar is None else bstar,
    )


def _kozai(a: float, e: float, inclination: float) -> float:
    """The published mean motion (rev/day) of Brouwer's mean semi-major axis (m): SGP4's own way, reversed."""
    brouwer = math.sqrt(WGS72_MU / a**3)
    tilt = 3.0 * math.cos(inclination) ** 2 - 1.0
    d = 0.75 * WGS72_J2 * WGS72_RADIUS**2 * tilt / math.sqrt(1.0 - e * e) ** 3
    n = brouwer
    for _ in range(5):
        a1 = (WGS72_MU / (n * n)) ** (1.0 / 3.0)
        d1 = d / (a1 * a1)
        a0 = a1 * (1.0 - d1 * (1.0 / 3.0 + d1 * (1.0 + 134.0 * d1 / 81.0)))
        n = brouwer * (1.0 + d / (a0 * a0))
    return n * 86400.0 / (2.0 * math.pi)


def elements_of_state(
    state: npt.ArrayLike,
    epoch: datetime,
    *,
    name: str = "",
    identifier: str = "",
    designator: str = "",
    bstar: float = 0.0,
) -> Elements:
    """The SGP4 set whose state at `epoch` is `state` (6): TEME, m, m/s.

    Raises ElementsError for a state that is not that of a closed orbit above the ground, or for which SGP4
    has no set (it holds to a millimetre or not at all).

    >>> from datetime import UTC
    >>> made = elements_of_state([6.88e6, 0.0, 0.0, 0.0, -1.0e3, 7.54e3], datetime(2026, 1, 1, tzinfo=UTC))
    >>> f"{made.inclination_deg:.1f} deg, {made.perigee_m / 1e3:.0f} km"
    '97.6 deg, 467 km'
    """
    wanted = np.asarray(state, dtype=float).ravel()
    if wanted.shape != (6,) or not np.all(np.isfinite(wanted)):
        raise ElementsError("a state is six finite figures", where=name, mend="x y z (m) and vx vy vz (m/s)")
    with np.errstate(all="ignore"):
        osculating = state_to_elements(wanted)
    perigee = float(osculating.perigee_m)
    if not (float(osculating.eccentricity) < 0.999 and perigee > 80e3):
        raise ElementsError(
            f"the state is of an orbit with its perigee at {perigee / 1e3:.0f} km"
            if float(osculating.eccentricity) < 1.0
            else "the state is of no closed orbit",
            where=name,
            mend="positions are in m, speeds in m/s, both in TEME",
        )
    like = Elements(name, identifier, designator, epoch, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, bstar=bstar)
    row = _start(wanted, osculating)
    best, least = row, math.inf
    for _ in range(30):
        now = propagate(set_of(row, like), 0.0, lenient=True)[0]
        miss = wanted - now
        size = float(np.linalg.norm(miss[:3]) + 1e3 * np.linalg.norm(miss[3:]))
        if not math.isfinite(size):
            break
        if size < least:
            best, least = row, size
        if size < 1e-6:
            break
        jacobian = _slopes(row, like)
        if not np.all(np.isfinite(jacobian)):
            break
        step = np.linalg.lstsq(jacobian, miss, rcond=None)[0]
        row = row + step * min(1.0, 0.05 / max(abs(step[0]) / row[0], np.max(np.abs(step[1:])), 1e-300))
    if least > 2e-3:
        raise ElementsError(
            "SGP4 has no element set with this state", where=name, mend="check the frame and the units"
        )
    return set_of(best, like)


def _start(state: Array, osculating: Orbit) -> Array:
    """Mean elements to begin from: the ripple off, or, far from a circle, the osculating ellipse."""
    a, x, y, i, node, latitude = (float(v) for v in mean_elements(state)[0])
    e, w = math.hypot(x, y), math.atan2(y, x)
    anomaly = latitude - w
    if not e < 0.3:
        a, e, i = (
            float(v) for v in (osculating.semi_major_axis, osculating.eccentricity, osculating.inclination)
        )
        node, w = float(osculating.raan), float(osculating.argument_of_perigee)
        anomaly = float(true_to_mean_anomaly(osculating.true_anomaly, e))
    return turned(_kozai(a, e, i), e, i, node, w, anomaly)


def _slopes(row: Array, like: Elements) -> Array:
    """How the state at the epoch turns with each element: (6, 6)."""
    out = np.empty((6, 6))
    for k in range(6):
        step = _STEPS[k] * (row[0] if k == 0 else 1.0)
        up, down = row.copy(), row.copy()
        up[k] += step
        down[k] -= step
        ahead = propagate(set_of(up, like), 0.0, lenient=True)[0]
        out[:, k] = (ahead - propagate(set_of(down, like), 0.0, lenient=True)[0]) / (2.0 * step)
    return out


def announced_orbit(
    perigee_m: float,
    apogee_m: float,
    inclination_deg: float,
    at: datetime,
    latitude_deg: float,
    longitude_deg: float,
    *,
    northbound: bool = False,
    height_m: float | None = None,
    name: str = "",
    bstar: float = 0.0,
) -> Elements:
    """The set of an orbit as it is announced: heights, inclination, and a place it passed over at `at` (UTC).

    Heights are means over the equatorial radius, as catalogues print them; the latitude is geocentric. The
    object passes northbound or southbound; `height_m` there tells how far the perigee is (on the way up from
    it), and where it is not told the place is the perigee, as it is at the end of an ascent.

    >>> from datetime import UTC
    >>> made = announced_orbit(488e3, 508e3, 97.4, datetime(2023, 11, 21, 13, 54, tzinfo=UTC), 15.0, 122.0)
    >>> f"{made.perigee_m / 1e3:.0f} x {made.apogee_m / 1e3:.0f} km, node {made.raan_deg:.1f} deg"
    '488 x 508 km, node 208.8 deg'
    """
    if not (80e3 <= perigee_m <= apogee_m < 1e9):
        raise InputError(
            f"heights of {perigee_m / 1e3:g} and {apogee_m / 1e3:g} km", mend="80 km or more, the lower first"
        )
    i, latitude = math.radians(inclination_deg), math.radians(latitude_deg)
    if not 0.0 < i < math.pi:
        raise InputError(f"inclination {inclination_deg:g} deg", mend="it lies between 0 and 180")
    if not (abs(latitude) <= math.pi / 2.0 and math.sin(i) >= abs(math.sin(latitude))):
        raise InputError(
            f"no orbit of inclination {inclination_deg:g} deg passes over latitude {latitude_deg:g} deg",
            mend="check which is wrong",
        )
    u = math.asin(math.sin(latitude) / math.sin(i))
    u = u if northbound else math.pi - u
    # from the node to the place, along the equator
    along = math.atan2(math.cos(i) * math.sin(u), math.cos(u))
    node = math.radians(longitude_deg) + float(gmst(at)) - along
    low, high = RADIUS + perigee_m, RADIUS + apogee_m
    a, e = (low + high) / 2.0, (high - low) / (high + low)
    anomaly = 0.0
    if height_m is not None and e > 1e-9:
        cosine = (a * (1.0 - e * e) / (RADIUS + height_m) - 1.0) / e
        if abs(cosine) > 1.0:
            raise InputError(f"{height_m / 1e3:g} km is not between perigee and apogee", where="height")
        anomaly = math.acos(cosine)
    mean_anomaly = float(true_to_mean_anomaly(anomaly, e))
    return Elements(
        name=name,
        identifier="",
        designator="",
        epoch=at,
        mean_motion_rev_day=_kozai(a, e, i),
        eccentricity=e,
        inclination_deg=inclination_deg,
        raan_deg=math.degrees(node) % 360.0,
        argument_of_perigee_deg=math.degrees(u - anomaly) % 360.0,
        mean_anomaly_deg=math.degrees(mean_anomaly) % 360.0,
        bstar=bstar,
    )
