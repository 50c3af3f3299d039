"""The instantaneous impact point: where a vehicle would fall if its thrust ended now, in vacuum.

The point is where the Kepler arc of a state comes down to the ellipsoid, carried west by the turning of the
Earth during the fall. Frame: inertial axes that coincide with the Earth-fixed axes at lift-off; SI units.
Source: 14 CFR 417, Appendix A, section A417.17, whose iteration on the radius at the impact latitude is used;
without drag, as it allows for the trace.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from launchwatch.earth import FLATTENING, MU, OMEGA, RADIUS, geodetic_array
from launchwatch.ensemble.draws import Floats

_POLAR: Final = RADIUS * (1.0 - FLATTENING)
_TURNS: Final = 60
"""Iterations on the radius; each takes off at least two digits but where the arc grazes the ground."""


def impact_points(t: Floats, position: Floats, velocity: Floats) -> tuple[Floats, Floats, Floats]:
    """Latitude, longitude (deg) and seconds to the fall, each (n,), of states (n, 3) at times `t` (n,).

    NaN where the arc does not come down: an orbit, or an escape.

    >>> lat, lon, s = impact_points(np.zeros(1), np.array([[6.5e6, 0.0, 0.0]]), np.array([[0.0, 7.0e3, 0.0]]))
    >>> f"{abs(lat[0]):.1f} {lon[0]:.1f} deg in {s[0]:.0f} s"
    '0.0 21.0 deg in 360 s'
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        r = np.linalg.norm(position, axis=1)
        energy = 0.5 * np.sum(velocity**2, axis=1) - MU / r
        a = np.where(energy < 0.0, -0.5 * MU / energy, np.nan)
        moment = np.cross(position, velocity)
        p = np.sum(moment**2, axis=1) / MU
        toward = np.cross(velocity, moment) / MU - position / r[:, None]  # to perigee, as long as e
        e = np.linalg.norm(toward, axis=1)
        ahead = np.cross(moment, toward) / (np.linalg.norm(moment, axis=1) * e)[:, None]
        toward = toward / e[:, None]
        ground = np.full(len(r), _POLAR)
        for _ in range(_TURNS):
            # on the way down; what never rises above the ground is there already
            anomaly = 2.0 * np.pi - np.arccos(np.maximum((p / ground - 1.0) / e, -1.0))
            way = np.cos(anomaly)[:, None] * toward + np.sin(anomaly)[:, None] * ahead
            ground = _POLAR / np.sqrt(1.0 - (1.0 - (_POLAR / RADIUS) ** 2) * (1.0 - way[:, 2] ** 2))
        now = np.arctan2(np.sum(position * ahead, axis=1), np.sum(position * toward, axis=1))
        fall = np.maximum(_mean(anomaly, e) - _mean(now % (2.0 * np.pi), e), 0.0) * np.sqrt(a**3 / MU)
    places = geodetic_array(np.nan_to_num(ground[:, None] * way, nan=RADIUS))
    lands = np.isfinite(fall)
    longitude = np.degrees(places[:, 1] - OMEGA * (t + fall))
    return (
        np.where(lands, np.degrees(places[:, 0]), np.nan),
        np.where(lands, (longitude + 180.0) % 360.0 - 180.0, np.nan),
        np.where(lands, fall, np.nan),
    )


def _mean(anomaly: Floats, e: Floats) -> Floats:
    """Mean anomaly from 0 to 2 pi of a true anomaly from 0 to 2 pi."""
    half = 0.5 * anomaly
    eccentric = 2.0 * np.arctan2(np.sqrt(1.0 - e) * np.sin(half), np.sqrt(1.0 + e) * np.cos(half))
    return np.asarray(eccentric - e * np.sin(eccentric))
