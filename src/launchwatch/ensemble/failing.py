"""Failures drawn and flown: for every planned flight a twin that fails.

Which phase fails is drawn from the record's split of failures by phase; how it fails, from the table below.
A twin shares all other draws with its planned flight, so both stand on the same launcher, path and air.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from launchwatch.ensemble.draws import generator
from launchwatch.ensemble.flights import Flights
from launchwatch.flight import DEBRIS_GROUPS, FAILURES, INPUTS, fly_rows

MODES: Final = (
    # code, share with a stage below, share for the first stage
    (1, 0.15, 0.0),  # no ignition
    (2, 0.25, 0.30),  # early shutdown
    (3, 0.30, 0.40),  # break-up or flight termination
    (4, 0.15, 0.25),  # loss of control
    (5, 0.10, 0.05),  # no separation
    (6, 0.05, 0.0),  # fairing stays on
)
"""How a stage that fails does so. A judgement: propulsion leads and control and separation follow in every
count of launch failures (RTI/5180/77-43F, 1996; I-S. Chang, Aerospace Corp., 2000), but none splits as our
modes do; the shares are round figures, shown in the brief as assumed."""

DEBRIS_SPEED_M_S: Final = {"dense": 15.0, "plates": 40.0, "light": 60.0}
"""One sigma, per axis, of the speed a break-up imparts: tens of metres a second for liquid stages (14 CFR 417
Appendix A practice); a guess."""

TWIN_TOLERANCE: Final = 1.0e-6
"""Debris is spread over hundreds of kilometres; tens of metres of numerical error do not matter there."""

_PURPOSE: Final = 31
_AT: Final = {name: k for k, name in enumerate(INPUTS)}


def failing_twins(
    flights: Flights, by_phase: dict[str, float], seed: int, threads: int | None = None
) -> Flights:
    """Fly the failing twin of every flight; `by_phase`: shares of "stage 1", "stage 2", "upper stages"."""
    n = len(flights)
    rng = generator(seed, _PURPOSE)
    u_stage, u_mode, share, roll = rng.random((4, n))
    kicks = rng.normal(size=(n, len(DEBRIS_GROUPS), 3))
    last = flights.phases[-1].stage
    stages = np.arange(1, last + 1)
    p = np.array([_stage_share(int(s), last, by_phase) for s in stages])
    stage = stages[np.minimum(np.searchsorted(np.cumsum(p / p.sum()), u_stage), last - 1)]
    rows = flights.rows.copy()
    mode = np.empty(n, dtype=int)
    phase = np.empty(n, dtype=int)
    for s in stages:
        here = stage == s
        weight = np.array([m[2] if s == 1 else m[1] for m in MODES])
        if s == last:  # nothing left to separate from
            weight[4] = 0.0
        if flights.plan.view.launcher.fairing is None or s != min(2, last):
            weight[5] = 0.0
        pick = np.searchsorted(np.cumsum(weight / weight.sum()), u_mode[here])
        mode[here] = np.array([m[0] for m in MODES])[np.minimum(pick, len(MODES) - 1)]
        phase[here], share[here] = _within(flights, int(s), share[here])
        if s == last:  # guidance cuts off with propellant left: fail before that, not after
            share[here] *= _used(flights, phase[here], here)
    rows[:, _AT["failure"]] = mode
    rows[:, _AT["failure_phase"]] = np.where(
        mode == 5, [flights.phase_of_stage(int(s)) for s in stage], phase
    )
    rows[:, _AT["failure_share"]] = share
    rows[:, _AT["failure_turn_rad_s"]] = np.radians(15.0)
    rows[:, _AT["failure_roll_rad"]] = 2.0 * np.pi * roll
    for g, (name, _) in enumerate(DEBRIS_GROUPS):
        for a, axis in enumerate("xyz"):
            rows[:, _AT[f"debris_{name}_{axis}_m_s"]] = DEBRIS_SPEED_M_S[name] * kicks[:, g, a]
    out = fly_rows(rows, flights.plan.gate_vectors(), tolerance=TWIN_TOLERANCE, threads=threads)
    return Flights(flights.plan, flights.z, rows, out, flights.phases)


def _stage_share(stage: int, last: int, by_phase: dict[str, float]) -> float:
    if (stage <= 2 and stage < last) or stage == last <= 2:
        share = by_phase.get(f"stage {stage}", 0.0)
        return share + (by_phase.get("upper stages", 0.0) if stage == last else 0.0)
    return by_phase.get("upper stages", 0.0) / max(1, last - 2)


def _within(flights: Flights, stage: int, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Phase and share of its burn at a share of the whole burn of a stage (strap-ons cut it into phases)."""
    mine = [p for p, phase in enumerate(flights.phases) if phase.stage == stage]
    burns = np.array(
        [
            float(
                np.mean(
                    flights.rows[:, _AT[f"phase{p}_propellant_kg"]]
                    / flights.rows[:, _AT[f"phase{p}_mass_flow_kg_s"]]
                )
            )
            for p in mine
        ]
    )
    edges = np.concatenate([[0.0], np.cumsum(burns) / burns.sum()])
    k = np.clip(np.searchsorted(edges, share, side="right") - 1, 0, len(mine) - 1)
    return np.array(mine)[k], (share - edges[k]) / (edges[k + 1] - edges[k])


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
    mode = flights.rows[:, _AT["failure"]].astype(int)
    phase = flights.rows[:, _AT["failure_phase"]].astype(int)
    return [
        f"stage {flights.phases[p].stage}: {FAILURES[m]}" if m else ""
        for m, p in zip(mode, phase, strict=True)
    ]
