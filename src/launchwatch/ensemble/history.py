"""The time history of one flight: all accepted steps of the integrator, with what follows from each state.

Frame of position and velocity: inertial axes that coincide with the Earth-fixed axes at lift-off; SI units,
seconds after lift-off, angles in degrees. No figure is interpolated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from launchwatch.earth import OMEGA, geodetic_array
from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.flights import Flights
from launchwatch.ensemble.impact import impact_points
from launchwatch.flight import TRAIL_FIELDS, fly_one


@dataclass(frozen=True)
class History:
    """One flight in full.

    Attributes
    ----------
    columns:
        By name, each (n,): what the kernel notes of a step (`t_s`, the state `x_m` … `vz_m_s`, `mass_kg`,
        `phase`, an index), `burning` (1 or 0), `latitude_deg`, `longitude_deg`, `altitude_m`, `speed_m_s` and
        `angle_deg` (Earth-relative speed, and flight-path angle above the local horizontal), and
        `impact_latitude_deg`, `impact_longitude_deg`, `impact_in_s` (instantaneous impact point in vacuum,
        NaN in orbit).
    """

    columns: dict[str, Floats]

    def __len__(self) -> int:
        return len(self.columns["t_s"])

    @property
    def position(self) -> Floats:
        """(n, 3) m."""
        return np.stack([self.columns[f"{axis}_m"] for axis in "xyz"], axis=1)

    @property
    def velocity(self) -> Floats:
        """(n, 3) m/s."""
        return np.stack([self.columns[f"v{axis}_m_s"] for axis in "xyz"], axis=1)


def history_of(flights: Flights, k: int, tolerance: float) -> History:
    """Fly row `k` of some flights again and keep its path; `tolerance` is the one they were flown with."""
    _, trail = fly_one(
        flights.rows[k], flights.plan.gate_vectors(), tolerance=tolerance, tables=flights.plan.tables()
    )
    trail = trail[np.concatenate([np.diff(trail[:, 0]) > 0.0, [True]])]  # at a joint of two arcs, the later
    noted = {name: trail[:, i] for i, name in enumerate(TRAIL_FIELDS)}
    bare = History(noted)
    t, position, velocity = noted["t_s"], bare.position, bare.velocity
    places = geodetic_array(position)
    relative = velocity - OMEGA * np.stack([-position[:, 1], position[:, 0], np.zeros(len(t))], axis=1)
    speed = np.linalg.norm(relative, axis=1)
    rising = np.sum(relative * position, axis=1) / np.linalg.norm(position, axis=1)
    latitude, longitude, seconds = impact_points(t, position, velocity)
    return History(
        noted
        | {
            "burning": _burning(flights, k, t),
            "latitude_deg": np.degrees(places[:, 0]),
            "longitude_deg": (np.degrees(places[:, 1] - OMEGA * t) + 180.0) % 360.0 - 180.0,
            "altitude_m": places[:, 2],
            "speed_m_s": speed,
            "angle_deg": np.degrees(np.arcsin(np.clip(rising / np.maximum(speed, 1e-9), -1.0, 1.0))),
            "impact_latitude_deg": latitude,
            "impact_longitude_deg": longitude,
            "impact_in_s": seconds,
        }
    )


def _burning(flights: Flights, k: int, t: Floats) -> Floats:
    """Whether engines burn (1 or 0) at times (n,) of flight `k`."""
    burning = np.zeros(len(t))
    failed = flights.column("failure_s")[k]
    for p in range(len(flights.phases)):
        lit, out = (flights.column(f"phase{p}_{what}_s")[k] for what in ("ignition", "cutoff"))
        burning[(t >= lit) & (t < (failed if np.isnan(out) else out))] = 1.0
    return burning
