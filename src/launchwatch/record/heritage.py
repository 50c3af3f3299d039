"""The pooled tables: young lines (attempts 1 to 5) counted together by what stands behind them.

Three questions, asked in this order and each a Beta-binomial update of the one before (which weighs as
`PRIOR` launches): is the state new to orbit (fewer than `NEW_STATE` orbits by other lines), has the family
reached orbit by another line, and how often has the builder done so (never, 1 to 4 times, more often).
They are asked apart for first flights, for lines with failures only, with successes only, and with both.

Of 176 first flights since 1965, those of a new state reached orbit about one time in five, those of a
proven family nearly always; nothing else tried told more (the state's or the builder's own first flights,
launch mass, number of stages all did worse on launches they had not seen).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from launchwatch.record.counts import Counts, Rung
from launchwatch.record.ladder import experienced
from launchwatch.record.standing import Standing
from launchwatch.record.table import Launch

YOUNG: Final = 5  # attempts
NEW_STATE: Final = 3  # orbits
FADE_YEARS: Final = 30.0
PRIOR: Final = 4.0  # launches


class Heritage:
    """What the pooled tables have learned so far."""

    def __init__(self, keep: bool = False) -> None:
        self.counts = Counts(keep)

    def rungs(self, t: float, standing: Standing) -> list[Rung]:
        """The rungs for an attempt at `t` (years since 1957); the last holds the chance."""
        found: list[Rung] = []
        p, prior = 0.5, 2.0
        for what, key in _questions(standing):
            found.append(self.counts.share(what, key, t, FADE_YEARS, prior, p))
            p, prior = found[-1].p, min(PRIOR, found[-1].seen + 2.0)
        return found

    def learn(self, launch: Launch, t: float, rungs: Sequence[Rung]) -> None:
        """Take in the outcome of a launch of a young line whose rungs were these."""
        for rung in rungs:
            self.counts.add(rung.key, t, 1.0, float(launch.orbit), FADE_YEARS, launch.tag)


def _questions(standing: Standing) -> list[tuple[str, Hashable]]:
    n, k = standing.flown, standing.reached
    record = (
        "first flights"
        if n == 0
        else "after failures only"
        if k == 0
        else "after successes only"
        if k == n
        else "after successes and failures"
    )
    state = f"{'fewer than' if standing.other_state_orbits < NEW_STATE else 'at least'} {NEW_STATE} orbits"
    answers = [
        ("attempts 1 to 5 of a line", ""),
        (record, record),
        (f"state with {state} by other lines", state),
        *(
            [("family proven by another line", "proven")]
            if standing.other_family_orbits
            else [("family not proven by another line", "new")]
        ),
        (
            f"builder {experienced(standing.other_builder_orbits)} by other lines",
            experienced(standing.other_builder_orbits),
        ),
    ]
    return [(what, tuple(answer for _, answer in answers[: i + 1])) for i, (what, _) in enumerate(answers)]
