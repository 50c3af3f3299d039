"""Failures drawn and flown: for every planned flight a twin that fails.

Which phase fails is drawn from the record's split of failures by phase; how it fails, from a table (`ways`).
A twin shares all other draws with its planned flight, so both stand on the same launcher, path and air, and
pitch over alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from launchwatch.ensemble.draws import EDGE, Floats, counted
from launchwatch.ensemble.flights import Flights
from launchwatch.ensemble.ways import DELAYS_S, MODES, SLICES, THRUST_LEFT, Ways
from launchwatch.flight import FAILURES, INPUTS, fly_rows

DEBRIS_SPEED_M_S: Final = {"dense": 15.0, "plates": 40.0, "light": 60.0}
"""One sigma, per axis, of the speed a break-up imparts: tens of metres a second for liquid stages (14 CFR 417
Appendix A practice); a guess."""

TWIN_TOLERANCE: Final = 1.0e-6
"""Debris is spread over hundreds of kilometres; tens of metres of numerical error do not matter there."""

_PURPOSE, _KICKS, _SIZES = 31, 32, 33
_AT: Final = {name: k for k, name in enumerate(INPUTS)}


@dataclass(frozen=True)
class Twins:
    """Failing twins of planned flights, row by row.

    `cells` says in which cell of the ways to fail each was drawn, and `log_ratio` how much likelier that is
    by the record than by the proposal it was drawn from, both (n,).
    """

    flights: Flights
    cells: npt.NDArray[np.int64]
    log_ratio: Floats


def failing_twins(
    flights: Flights,
    ways: Ways,
    seed: int,
    threads: int | None = None,
    proposal: Ways | None = None,
    first: int = 0,
) -> Twins:
    """Fly the failing twin of every flight, drawn by the `ways` or, where given, by a `proposal`.

    `first` is the number of the first of the flights in its ensemble: a twin is drawn by that number alone,
    so it is the same in any block.
    """
    n = len(flights)
    which, within, roll = counted(3, first, n, seed, _PURPOSE).T
    kicks = _kicks(first, n, seed)
    late, left = counted(2, first, n, seed, _SIZES).T
    cells = (proposal or ways).draw(which)
    at_stage, at_mode, at_slice = np.unravel_index(cells, ways.cells.shape)
    stage, mode = at_stage + 1, np.array([m[0] for m in MODES])[at_mode]
    share = (at_slice + within) / SLICES
    phase = np.empty(n, dtype=int)
    last = flights.phases[-1].stage
    for s in range(1, last + 1):
        here = stage == s
        phase[here], share[here] = _within(flights, s, share[here], here)
        if s == last:  # guidance cuts off with propellant left: fail before that, not after
            share[here] *= _used(flights, phase[here], here)
    rows = flights.rows.copy()
    rows[:, _AT["given_kick_rad"]] = np.nan_to_num(flights.column("kick_rad"))
    rows[:, _AT["failure"]] = mode
    ends = np.array([0, *(flights.phase_of_stage(s) for s in range(1, last + 1))])
    rows[:, _AT["failure_phase"]] = np.where(mode == 5, ends[stage], phase)
    rows[:, _AT["failure_share"]] = share
    rows[:, _AT["failure_turn_rad_s"]] = np.radians(15.0)
    rows[:, _AT["failure_roll_rad"]] = 2.0 * np.pi * roll
    rows[:, _AT["failure_delay_s"]] = DELAYS_S[0] * (DELAYS_S[1] / DELAYS_S[0]) ** late
    rows[:, _AT["failure_factor"]] = THRUST_LEFT[0] + (THRUST_LEFT[1] - THRUST_LEFT[0]) * left
    for g, name in enumerate(DEBRIS_SPEED_M_S):
        for a, axis in enumerate("xyz"):
            rows[:, _AT[f"debris_{name}_{axis}_m_s"]] = DEBRIS_SPEED_M_S[name] * kicks[:, g, a]
    out = fly_rows(
        rows,
        flights.plan.gate_vectors(),
        tolerance=TWIN_TOLERANCE,
        threads=threads,
        tables=flights.plan.tables(),
    )
    flown = Flights(flights.plan, flights.z, rows, out, flights.phases)
    return Twins(flown, cells, ways.log_ratio(proposal or ways, cells))


def _kicks(first: int, count: int, seed: int) -> Floats:
    """Standard normal numbers (count, debris groups, 3) for what a break-up imparts."""
    from scipy.special import ndtri

    u = counted(3 * len(DEBRIS_SPEED_M_S), first, count, seed, _KICKS)
    return np.asarray(ndtri(np.clip(u, EDGE, 1.0 - EDGE))).reshape(count, len(DEBRIS_SPEED_M_S), 3)


def _within(flights: Flights, stage: int, share: Floats, here: np.ndarray) -> tuple[np.ndarray, Floats]:
    """Phase and share of its burn at a share of the whole burn of a stage (strap-ons cut it into phases)."""
    mine = [p for p, phase in enumerate(flights.phases) if phase.stage == stage]
    burns = np.stack(
        [
            flights.rows[here, _AT[f"phase{p}_propellant_kg"]]
            / flights.rows[here, _AT[f"phase{p}_mass_flow_kg_s"]]
            for p in mine
        ]
    )
    upper = np.cumsum(burns, axis=0)
    upper /= upper[-1]
    k = np.minimum((share >= upper).sum(axis=0), len(mine) - 1)
    each = np.arange(len(share))
    lower = np.where(k > 0, upper[k - 1, each], 0.0)
    return np.array(mine)[k], (share - lower) / (upper[k, each] - lower)


def _used(flights: Flights, phase: np.ndarray, here: np.ndarray) -> np.ndarray:
    """The share of the propellant of a phase that flights burn as planned; 1 where they never lit it."""
    share = np.ones(len(phase))
    for p in np.unique(phase):
        mine = phase == p
        full = (
            flights.rows[here][mine, _AT[f"phase{p}_propellant_kg"]]
            / flights.rows[here][mine, _AT[f"phase{p}_mass_flow_kg_s"]]
        )
        burned = flights.column(f"phase{p}_cutoff_s") - flights.column(f"phase{p}_ignition_s")
        share[mine] = np.clip(np.nan_to_num(burned[here][mine] / full, nan=1.0), 0.0, 1.0)
    return share


def mode_names(flights: Flights) -> list[str]:
    """What failed in each flight, in words: "stage 2: early shutdown"; empty for a planned flight."""
    codes, names = failure_codes(flights)
    return [names[code] for code in codes]


def failure_codes(flights: Flights) -> tuple[npt.NDArray[np.int32], tuple[str, ...]]:
    """What failed in each flight, as places (n,) in a list of words, which is the same for all flights."""
    kinds = [m for m in sorted(FAILURES) if m]
    stages = np.array([phase.stage for phase in flights.phases])
    names = ("", *(f"stage {s}: {FAILURES[m]}" for s in range(1, stages.max() + 1) for m in kinds))
    mode = flights.rows[:, _AT["failure"]].astype(int)
    stage = stages[flights.rows[:, _AT["failure_phase"]].astype(int)]
    place = 1 + (stage - 1) * len(kinds) + np.searchsorted(kinds, mode)
    return np.where(mode > 0, place, 0).astype(np.int32), names


def kinds_of_flights(flights: Flights) -> tuple[npt.NDArray[np.int64], list[tuple[str, ...]]]:
    """The phase that failed in each flight (n,), and which kinds of the record that failure is of: none for a
    planned flight."""
    kinds = {code: of for code, _, _, of in MODES}
    mode = flights.rows[:, _AT["failure"]].astype(int)
    return flights.rows[:, _AT["failure_phase"]].astype(np.int64), [kinds.get(int(m), ()) for m in mode]
