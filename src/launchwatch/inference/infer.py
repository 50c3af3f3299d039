"""Warnings in, orbit out: what physics, earlier launches, earlier warnings and the windows say together.

`infer` multiplies what is expected at the pad (`prior`) with what the areas say (`physics`, and launches of
the archive that look alike, as a mixture: either the areas are those of a path flown before, or physics must
do) and with what the windows say (`windows`), on a grid of inclinations for either branch. Every other figure
is read off the same weights. Degrees, km, hours, UTC.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from launchwatch.errors import InputError
from launchwatch.inference.answer import Gave, Inferred, figure_of_density, figure_of_sample, interval
from launchwatch.inference.archive import Likeness, alike, density, other_boxes
from launchwatch.inference.blind import BlindCase, PathPosterior
from launchwatch.inference.heights import heights
from launchwatch.inference.lines import Known
from launchwatch.inference.look import GRID_DEG, STEP_DEG, Floats, Look, by_hand, horizon, look_of
from launchwatch.inference.physics import physics
from launchwatch.inference.prior import prior, reachable
from launchwatch.inference.read_off import azimuth_and_dogleg
from launchwatch.inference.synchronous import is_synchronous
from launchwatch.inference.vehicles import likelihoods
from launchwatch.inference.windows import node_hours, sun_hours, weigh_windows

SOURCES: Final = ("physics", "history", "archive", "windows")
PHYSICS_WEIGHT: Final = 1.0
"""What physics counts beside likenesses, of which one with equal boxes counts 1."""
SMOOTH_DEG: Final = 1.0
"""Bandwidth by which the flown likelihood is widened: no launcher is modelled to better than that."""
HAND: Final = 0.1
"""Share of the hand method, with its heavy tails, beside the flown likelihood."""
TIED_TO_SUN: Final = 0.5
"""A local time of the node is told where a sun-synchronous orbit is at least this likely."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What each source says over `GRID_DEG`: densities and factors, (m,) or (2, m) for either branch."""

    path: PathPosterior | None
    areas: Floats  # (2, m), flown, and a little by hand
    flat: Floats  # (2, m), where nothing speaks of the areas
    likenesses: tuple[Likeness, ...]
    other_boxes: Floats
    expected: Floats
    expected_by_hours: Floats
    within_reach: Floats
    windows: Floats

    def mass(self, without: Sequence[str]) -> Floats:
        """The product over all sources but some, (2, m), adding up to one."""
        areas = self.flat if "physics" in without else self.areas
        total = PHYSICS_WEIGHT * areas
        if "archive" not in without:
            branch = areas.sum(axis=1, keepdims=True) / areas.sum()
            total = total * self.other_boxes + branch * density(self.likenesses)
        if "history" in without:
            found = total * self.within_reach
        else:
            found = total * (self.expected if "windows" in without else self.expected_by_hours)
        if "windows" not in without:
            found = found * self.windows
        return np.asarray(found / found.sum())


def infer(
    case: BlindCase, archive: Sequence[Known] = (), *, without: Sequence[str] = (), line: str = ""
) -> Inferred:
    """Path and orbit of a blind case; `line` names the line of launchers where it is known.

    Only launches before the case's horizon speak, whatever the archive holds. Raises InputError for a source
    that is not known.

    >>> from launchwatch.inference.lines import read_blind
    >>> box = {"coords": [[29.0, 97.0], [29.0, 98.0], [28.0, 98.0], [28.0, 97.0]]}
    >>> line = {"site_lat": 40.96, "site_lon": 100.3, "areas": [box], "as_of": "2024-04-15T00:00Z"}
    >>> round(infer(read_blind(line, "x")).inclination_deg.mode, 1)
    97.5
    """
    begun = time.perf_counter()
    if wrong := sorted(set(without) - set(SOURCES)):
        raise InputError(f"there is no source '{wrong[0]}'", mend=f"sources are {', '.join(SOURCES)}")
    before = horizon(case)
    parts = _parts(case, archive, before, line)
    mass = parts.mass(without)
    both = mass.sum(axis=0)
    lats = case.site_lat_deg, case.site_lon_deg
    perigee, apogee, weight = heights(
        both, *lats, None if "history" in without else before, () if "archive" in without else archive
    )
    p_sun = float(both[is_synchronous(GRID_DEG)].sum())
    azimuth, dogleg = azimuth_and_dogleg(
        case.site_lat_deg, mass, None if "physics" in without else parts.path
    )
    return Inferred(
        launch_id=case.launch_id,
        inclination_deg=figure_of_density(GRID_DEG, both),
        p_sun_synchronous=p_sun,
        azimuth_deg=azimuth,
        dogleg_p=dogleg,
        ltan_h=node_hours(case, mass) if p_sun >= TIED_TO_SUN else None,
        perigee_km=figure_of_sample(perigee, weight, 40.0),
        apogee_km=figure_of_sample(apogee, weight, 40.0),
        used=tuple(s for s in _speaking(case, parts, before) if s not in without),
        seconds=time.perf_counter() - begun,
        gave=tuple(_gave(parts, without, _speaking(case, parts, before))),
    )


def _parts(case: BlindCase, archive: Sequence[Known], before: datetime | None, line: str) -> Parts:
    look = look_of(case)
    anywhere = np.tile(reachable(case.site_lat_deg), (2, 1))
    flat = anywhere / (anywhere.sum() * STEP_DEG)
    path = None if look is None else physics(case)
    areas = flat if look is None or path is None else _areas(look, path)
    likenesses = () if look is None or before is None else tuple(alike(case, look, archive, before))
    place = case.site_lat_deg, case.site_lon_deg
    hours = sun_hours(case, southbound=bool(areas[1].sum() > areas[0].sum()))
    lines = {} if before is None else likelihoods(case, before, archive)
    return Parts(
        path,
        areas,
        flat,
        likenesses,
        np.ones(len(GRID_DEG)) if before is None else other_boxes(case, archive, before),
        prior(*place, before, archive, line=line, lines=lines),
        prior(*place, before, archive, line=line, hours=hours, lines=lines),
        prior(*place, None),
        weigh_windows(case),
    )


def _areas(look: Look, path: PathPosterior) -> Floats:
    """Density of planes by the areas, (2, m): the flown likelihood widened, and the hand method beside it."""
    step = float(path.grid_deg[1] - path.grid_deg[0])
    flown = np.exp(path.log_grid - path.log_grid.max())
    reach = round(4.0 * SMOOTH_DEG / step)
    kernel = np.exp(-0.5 * (step * np.arange(-reach, reach + 1) / SMOOTH_DEG) ** 2)
    found = np.stack(
        [np.interp(GRID_DEG, path.grid_deg, np.convolve(row, kernel, mode="same")) for row in flown]
    )
    found /= found.sum() * STEP_DEG
    branch = found.sum(axis=1, keepdims=True) / found.sum()
    return np.asarray((1.0 - HAND) * found + HAND * branch * by_hand(look))


def _speaking(case: BlindCase, parts: Parts, before: datetime | None) -> list[str]:
    """The sources that have something to say."""
    says = {
        "physics": bool(case.areas),
        "history": before is not None,
        "archive": bool(parts.likenesses),
        "windows": bool(case.windows),
    }
    return [source for source in SOURCES if says[source]]


def _gave(parts: Parts, without: Sequence[str], speaking: Sequence[str]) -> list[Gave]:
    """What the answer would be without each source, and is with it."""
    full = interval(parts.mass(without).sum(axis=0), GRID_DEG)
    found = []
    for source in speaking:
        if source not in without:
            less = interval(parts.mass([*without, source]).sum(axis=0), GRID_DEG)
            found.append(Gave(source, less, full, _said(source, parts)))
    return found


def _said(source: str, parts: Parts) -> str:
    if source != "archive":
        return ""
    best = parts.likenesses[0]
    return f"{len(parts.likenesses)} like launches, the nearest at {best.known.inclination_deg:.1f} deg"
