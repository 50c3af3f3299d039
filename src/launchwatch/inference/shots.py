"""How the areas of a case may belong to one ascent: which is the first stage's, and what others hold then.

Roles are those of `launchwatch.notice.area_roles`; a shot is one way to share them out, with its chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from launchwatch.inference.blind import BlindCase
from launchwatch.inference.boxes import Box
from launchwatch.inference.drops import release
from launchwatch.inference.tracks import Burnout
from launchwatch.launcher import ideal_delta_v
from launchwatch.notice import area_roles

if TYPE_CHECKING:
    from launchwatch.launcher import Launcher

USUAL_FIRST_KM = 550.0
"""Where a first stage falls whose area nobody published."""
FIRST_KM = (40.0, 1500.0)
"""Where one may fall at all."""
FAIRING_KM = 2500.0
"""No fairing falls beyond."""
SHORT_KM = 60.0
"""Nearer than this to the pad is before any turn."""


ASCENT_LOSSES_M_S = 1200.0
"""What gravity and drag take from the ideal velocity of a first stage: 1.0 to 1.4 km/s in generic flights."""


class Shot(NamedTuple):
    """One way the areas may belong to an ascent: its chance, the burn-out of the first stage, and for each
    box the pieces it may hold: (chance, role of the table of drops)."""

    chance: float
    burnout: Burnout
    pieces: tuple[tuple[tuple[float, str], ...], ...]


def roles_of(case: BlindCase) -> list[dict[str, float]]:
    """The probabilities of the roles of the areas of a case."""
    return area_roles(
        [area.ring_deg for area in case.areas],
        case.site_lat_deg,
        case.site_lon_deg,
        [area.windows for area in case.areas],
        [f"{area.label} {area.said_to_be}" for area in case.areas],
    )


def burnout_of(range_km: float) -> Burnout:
    """Burn-out of a first stage that falls at a range."""
    piece = release("stage 1", range_km)
    return Burnout(piece.release_s, piece.release_km, piece.level_km_s)


def named(launcher: Launcher) -> tuple[Burnout, bool]:
    """Burn-out of the first stage of a launcher with everything beside it, and whether a later piece falls.

    Speed is the ideal one less what gravity and drag take; the way is that of the generic flights at it.
    """
    speed = (ideal_delta_v(launcher)[0] - ASCENT_LOSSES_M_S) / 1e3
    tables = [burnout_of(km) for km in np.geomspace(100.0, 1000.0, 40)]
    like = min(tables, key=lambda b: abs(b.speed_km_s - speed))
    burnout = like._replace(after_s=launcher.stages[0].burn_time, speed_km_s=max(speed, 1.0))
    return burnout, len(launcher.stages) > 2 or bool(launcher.strap_ons)


def shots(found: list[Box], roles: list[dict[str, float]], launcher: Launcher | None = None) -> list[Shot]:
    """All ways that are not hopeless; chances add up to one. Without boxes, the one that is usual."""
    told, more = (None, True) if launcher is None else named(launcher)

    def chance(box: Box, *names: str) -> float:
        sums = [sum(roles[k].get(name, 0.0) for name in names) for k in box.members]
        return max(float(np.mean(sums)), 1e-4)

    ways = []
    for first in range(-1, len(found)):
        if first >= 0 and not FIRST_KM[0] < found[first].range_km < FIRST_KM[1]:
            continue
        weight = 1.0
        pieces: list[tuple[tuple[float, str], ...]] = []
        for k, box in enumerate(found):
            if k == first:
                weight *= chance(box, "stage 1")
                pieces.append(((1.0, "stage 1"),))
            elif k < first or box.range_km < SHORT_KM:
                weight *= chance(box, "launch area", "not a launch", "stage 1")
                pieces.append(((1.0, "stage 1"),))
            else:
                fairing = chance(box, "fairing") if box.range_km < FAIRING_KM else 0.0
                later = chance(box, "stage 2", "stage 3", "upper-stage disposal") * (1.0 if more else 0.02)
                weight *= fairing + later + chance(box, "not a launch")
                share = fairing / (fairing + later)
                pieces.append(((share, "fairing"), (1.0 - share, "later stage")))
        burnout = told or burnout_of(found[first].range_km if first >= 0 else USUAL_FIRST_KM)
        ways.append(Shot(weight, burnout, tuple(pieces)))
    total = sum(way.chance for way in ways)
    kept = [way for way in ways if way.chance > 0.02 * total]
    total = sum(way.chance for way in kept)
    return [way._replace(chance=way.chance / total) for way in kept]
