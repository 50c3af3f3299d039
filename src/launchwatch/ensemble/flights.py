"""Flying draws: from standard normal numbers to the table of what the flights did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.ensemble.air import air_of
from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.parameters import Parameter, launcher_parameters, plan_parameters
from launchwatch.ensemble.rows import build_rows
from launchwatch.ensemble.shared import Phase, tables_of
from launchwatch.flight import (
    CYCLE_S,
    GATES,
    OUTPUTS,
    TOLERANCE,
    fly_rows,
    gate_vectors,
)

if TYPE_CHECKING:
    from launchwatch.case import CaseView

_COLUMN = {name: k for k, name in enumerate(OUTPUTS)}


@dataclass(frozen=True)
class Plan:
    """What of a case is drawn, and where overflights are timed.

    Attributes
    ----------
    view:
        The case as of an instant.
    parameters:
        Every quantity, those without spread included.
    gates:
        The places whose overflight is timed, at most `GATES`, by name.
    """

    view: CaseView
    parameters: tuple[Parameter, ...]
    gates: tuple[str, ...]

    @property
    def free(self) -> tuple[Parameter, ...]:
        """The parameters that have a spread; a draw has one number for each."""
        return tuple(p for p in self.parameters if not p.fixed)

    def values(self, z: Floats) -> dict[str, Floats]:
        """Drawn quantities in SI by name from standard normal numbers (n, len(free))."""
        from scipy.special import ndtr

        u = np.clip(ndtr(z), 1e-12, 1.0 - 1e-12)
        drawn = {p.name: np.asarray(p.quantile(u[:, k]), dtype=float) for k, p in enumerate(self.free)}
        half = np.full(1, 0.5)
        return {p.name: drawn.get(p.name, np.asarray(p.quantile(half))) for p in self.parameters}

    def tables(self) -> Floats:
        """What all flights of the plan share: the air, thrust curves, attitude programmes."""
        return tables_of(self.view.launcher, self.view.pad, air_of(self.view))

    def gate_vectors(self) -> Floats:
        """Earth-fixed unit vectors of the gates."""
        by_name = {p.name: (p.latitude, p.longitude) for p in self.view.places}
        return gate_vectors([by_name[name] for name in self.gates])


def make_plan(view: CaseView, without: tuple[str, ...] = ()) -> Plan:
    """The plan of a case; `without=("aim",)` withholds the orbit aimed for."""
    parameters = (*launcher_parameters(view), *plan_parameters(view, without))
    return Plan(view, parameters, tuple(p.name for p in view.places if p.gate)[:GATES])


@dataclass(frozen=True)
class Flights:
    """Flown draws: rows in, rows out, and how to find a figure in them by name."""

    plan: Plan
    z: Floats
    rows: Floats
    out: Floats
    phases: tuple[Phase, ...]

    def __len__(self) -> int:
        return len(self.out)

    def column(self, name: str) -> Floats:
        """One output column, (n,)."""
        return self.out[:, _COLUMN[name]]

    def slot(self, piece: str) -> str | None:
        """The slot of the kernel that holds a piece ("stage 1", "fairing", a strap-on group)."""
        if piece == "fairing":
            return None if self.plan.view.launcher.fairing is None else "fairing"
        return next((f"drop{p}" for p, phase in enumerate(self.phases) if phase.drops == piece), None)

    def impact(self, piece: str) -> tuple[Floats, Floats, Floats] | None:
        """(time s, latitude deg, longitude deg) of the fall of a piece; None where there is no such piece."""
        slot = self.slot(piece)
        if slot is None:
            return None
        return (
            self.column(f"{slot}_impact_s"),
            np.degrees(self.column(f"{slot}_latitude_rad")),
            np.degrees(self.column(f"{slot}_longitude_rad")),
        )

    def phase_of_stage(self, stage: int) -> int:
        """Index of the phase with which a stage (from 1) ends."""
        return next(p for p, phase in enumerate(self.phases) if phase.stage == stage and phase.ends_stage)

    @property
    def pieces(self) -> tuple[str, ...]:
        """What falls in a planned flight, in order of release: all drops but the last stage, the fairing."""
        drops = [phase.drops for phase in self.phases[:-1] if phase.drops is not None]
        fairing = ["fairing"] if self.plan.view.launcher.fairing is not None else []
        return (*drops[:1], *fairing, *drops[1:])

    @property
    def far_piece(self) -> str:
        """The piece whose passages are timed: what the last phase but one drops."""
        return self.phases[max(0, len(self.phases) - 2)].drops or "stage 1"

    def take(self, index: np.ndarray) -> Flights:
        """Some of the flights."""
        return Flights(self.plan, self.z[index], self.rows[index], self.out[index], self.phases)


def fly_draws(
    plan: Plan,
    z: Floats,
    *,
    threads: int | None = None,
    tolerance: float = TOLERANCE,
    cycle: float = CYCLE_S,
) -> Flights:
    """Fly draws as planned; `z` (n, len(plan.free)) are standard normal numbers."""
    rows, phases = build_rows(plan.view.launcher, plan.values(z), plan.view.pad, len(z))
    out = fly_rows(
        rows, plan.gate_vectors(), tolerance=tolerance, cycle=cycle, threads=threads, tables=plan.tables()
    )
    return Flights(plan, z, rows, out, tuple(phases))
