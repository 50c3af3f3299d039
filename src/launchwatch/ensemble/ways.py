"""How a flight fails, drawn: which stage, in which mode, at which share of its burn.

The ways to fail are cells (stage, mode, slice of the burn) with a probability each. By the record they are
the prior; once something was seen, cells that explain it are drawn more often and each draw is weighed by
prior over proposal, so the answer does not depend on the choice, only its precision does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.flights import Flights
from launchwatch.record import kinds_of_stage

MODES: Final = (
    # code, share with a stage below, share for the first stage, kinds of the record that it stands for
    (1, 0.12, 0.00, ("propulsion",)),  # no ignition
    (2, 0.20, 0.25, ("propulsion",)),  # early shutdown
    (3, 0.27, 0.35, ("propulsion",)),  # break-up, or flight termination on command
    (4, 0.10, 0.17, ("guidance",)),  # loss of control
    (5, 0.10, 0.05, ("staging",)),  # no separation
    (6, 0.05, 0.00, ("fairing",)),  # fairing stays on
    (7, 0.03, 0.00, ("propulsion",)),  # late ignition
    (8, 0.05, 0.05, ("propulsion",)),  # loss of thrust
    (9, 0.05, 0.08, ("guidance",)),  # stuck attitude
    (10, 0.03, 0.05, ("termination",)),  # flight termination in error
)
"""How a stage that fails does so. The shares are a judgement, round figures, shown in the brief as assumed:
propulsion leads and control and separation follow in every count of launch failures (RTI/5180/77-43F, 1996;
I-S. Chang, Aerospace Corp., 2000), but none splits as our modes do. They weigh as `JUDGED` failures beside
those of other lines whose kind the record knows."""

DELAYS_S: Final = (2.0, 100.0)
"""A late ignition is late by so much, log-uniform: from what guidance makes good on. A guess."""
THRUST_LEFT: Final = (0.4, 0.9)
"""Share of thrust left after a loss of thrust, uniform: one engine of ten out, or most of four. A guess."""

JUDGED: Final = 10.0

SLICES: Final = 24
"""Into so many equal slices the burn of a stage is cut."""
KEPT: Final = 0.5
"""Share of the prior that a focused proposal keeps: no draw weighs more than twice what it would without."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Probabilities (stages, modes, slices) of the ways to fail, sum 1."""

    cells: Floats

    @classmethod
    def of_record(cls, flights: Flights, by_phase: dict[str, float]) -> Ways:
        """The ways by the record; `by_phase`: shares of "stage 1", "stage 2", "upper stages"."""
        last = flights.phases[-1].stage
        view = flights.plan.view
        known = kinds_of_stage(view.as_of, other_than=view.line)
        cells = np.empty((last, len(MODES), SLICES))
        for s in range(1, last + 1):
            mode = mode_weights(s, known[min(s, 3)])
            if s == last:  # nothing left to separate from
                mode[4] = 0.0
            if flights.plan.view.launcher.fairing is None or s != min(2, last):
                mode[5] = 0.0
            cells[s - 1] = stage_share(s, last, by_phase) * (mode / mode.sum())[:, None] / SLICES
        return cls(cells / cells.sum())

    def draw(self, u: Floats) -> npt.NDArray[np.int64]:
        """Cells (n,) for uniform draws (n,), as indices into the flat table."""
        edges = np.cumsum(self.cells.ravel())
        return np.asarray(np.minimum(np.searchsorted(edges, u * edges[-1], side="right"), self._last))

    @property
    def _last(self) -> int:
        return int(np.flatnonzero(self.cells.ravel())[-1])

    def focused(self, cells: npt.NDArray[np.int64], weights: Floats) -> Ways:
        """A proposal that draws more where twins in `cells` carry `weights`, both (n,)."""
        seen = np.bincount(cells, weights, minlength=self.cells.size).reshape(self.cells.shape)
        if not seen.sum() > 0.0:
            return self
        smooth = 0.5 * seen
        smooth[..., 1:] += 0.25 * seen[..., :-1]
        smooth[..., :-1] += 0.25 * seen[..., 1:]
        smooth = np.where(self.cells > 0.0, smooth, 0.0)
        return Ways(KEPT * self.cells + (1.0 - KEPT) * smooth / smooth.sum())

    def log_ratio(self, proposal: Ways, cells: npt.NDArray[np.int64]) -> Floats:
        """Log of the probability of cells by these ways over that by a proposal, (n,)."""
        return np.asarray(np.log(self.cells.ravel()[cells]) - np.log(proposal.cells.ravel()[cells]))


def mode_weights(stage: int, known: dict[str, int]) -> Floats:
    """Weights (modes,) of the ways in which a stage fails, given how many failed in which kind.

    Failures of a kind go to its modes in the proportion of the judged shares.
    """
    judged = np.array([m[2] if stage == 1 else m[1] for m in MODES])
    weights = JUDGED * judged
    for kind, count in known.items():
        mine = np.array([share if kind in m[3] else 0.0 for m, share in zip(MODES, judged, strict=True)])
        if mine.sum() > 0.0:
            weights += count * mine / mine.sum()
    return weights


def stage_share(stage: int, last: int, by_phase: dict[str, float]) -> float:
    """Share of failures that fall to a stage of a launcher with `last` stages."""
    if (stage <= 2 and stage < last) or stage == last <= 2:
        share = by_phase.get(f"stage {stage}", 0.0)
        return share + (by_phase.get("upper stages", 0.0) if stage == last else 0.0)
    return by_phase.get("upper stages", 0.0) / max(1, last - 2)
