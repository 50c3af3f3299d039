"""How a piece that falls at a range was released: a table of facts from flights of generic launchers.

Solid, hypergolic and kerolox launchers of two to four stages, drawn about usual figures, were flown in the
kernel from pads of all latitudes, and their pieces dropped through drag (`scripts/make_drops.py`). For a
piece of a role that falls at a range the table keeps the state at release over the turning Earth. A plane
needs little more: how long the piece was on its way, and how fast the vehicle was when it let go.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from launchwatch.inference.blind import Floats

BEYOND = 0.4
"""How far the trend at an end of the table is followed, in the logarithm of the range."""
ROLES = ("stage 1", "fairing", "later stage")


class Release(NamedTuple):
    """A release: s after lift-off, km from the pad and km high, m/s and deg over the Earth, s of fall."""

    release_s: float
    release_km: float
    altitude_km: float
    speed_m_s: float
    angle_deg: float
    fall_s: float

    @property
    def level_km_s(self) -> float:
        """Horizontal speed over the Earth, km/s."""
        return self.speed_m_s / 1e3 * math.cos(math.radians(self.angle_deg))

    @property
    def climb_km_s(self) -> float:
        """Upward speed, km/s."""
        return self.speed_m_s / 1e3 * math.sin(math.radians(self.angle_deg))


@cache
def _table() -> dict[str, tuple[Floats, Floats]]:
    text = files("launchwatch.inference").joinpath("data/drops.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[Floats, Floats]] = {}
    rows = list(csv.DictReader(text.splitlines()))
    for role in ROLES:
        mine = [[float(row[k]) for k in row if k != "role"] for row in rows if row["role"] == role]
        values = np.array(mine)
        found[role] = np.log(values[:, 0]), values[:, 1:]
    return found


def release(role: str, range_km: float) -> Release:
    """The usual release of a piece that falls at a range (km from the pad); beyond the table by its trend.

    >>> release("stage 1", 600.0).speed_m_s > release("stage 1", 200.0).speed_m_s
    True
    """
    at, values = _table()[role]
    x = float(np.clip(np.log(max(range_km, 1.0)), at[0] - BEYOND, at[-1] + BEYOND))
    k = int(np.clip(np.searchsorted(at, x), 1, len(at) - 1))
    share = (x - at[k - 1]) / (at[k] - at[k - 1])
    found = [float(v) for v in values[k - 1] + share * (values[k] - values[k - 1])]
    found[1] = min(found[1], 0.7 * range_km)
    return Release(*found)
