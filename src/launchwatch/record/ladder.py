"""The ladder: a hierarchical Beta-binomial from all launches down to the line itself.

Each rung is a conjugate update of the one above, so that every figure is a count of launches:

1. all launches -> this attempt number -> this attempt number with this record so far (Beta-binomial: the
   rung above weighs as `PRIOR` launches);
2. how experienced state and builder are -> this state -> this builder -> this family: each multiplies the
   chance of failure by (failures seen + a) / (failures expected + a), a Gamma-Poisson ratio, `expected`
   being what the rung above had forecast at the time;
3. the line's own launches (Beta-binomial: the rungs above weigh as `LINE_PRIOR` launches).

Counts fade with a half-life of `FADE_YEARS`, those of the line with `LINE_FADE_YEARS`.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence
from typing import Final

from launchwatch.record.counts import Counts, Rung
from launchwatch.record.standing import Entrant, Standing
from launchwatch.record.table import Launch

FADE_YEARS: Final = 15.0
LINE_FADE_YEARS: Final = 5.0
PRIOR: Final = (20.0, 10.0)  # launches: of the attempt number, and of the record so far
LEVEL_PRIOR: Final = (2.0, 8.0, 8.0, 8.0)  # expected failures: experience, state, builder, family
LINE_PRIOR: Final = 20.0
MOST_FAILURE: Final = 0.9


class Ladder:
    """What the ladder has learned so far."""

    def __init__(self, keep: bool = False) -> None:
        self.counts = Counts(keep)

    def rungs(self, who: Launch | Entrant, t: float, standing: Standing) -> list[Rung]:
        """The rungs for an attempt at `t` (years since 1957); the last holds the chance."""
        found = self._upper(who, t, standing)
        known, _ = self.counts.faded("all", t, FADE_YEARS)
        prior = min(LINE_PRIOR, known + 2.0)
        key = ("line", who.line)
        found.append(self.counts.share(f"line {who.line}", key, t, LINE_FADE_YEARS, prior, found[-1].p))
        return found

    def learn(self, launch: Launch, t: float, rungs: Sequence[Rung]) -> None:
        """Take in the outcome of a launch whose rungs were these."""
        reached = float(launch.orbit)
        for rung in rungs[:3]:
            self.counts.add(rung.key, t, 1.0, reached, FADE_YEARS, launch.tag)
        for above, rung in itertools.pairwise(rungs[2:7]):
            self.counts.add(rung.key, t, 1.0 - above.p, 1.0 - reached, FADE_YEARS, launch.tag)
        self.counts.add(rungs[7].key, t, 1.0, reached, LINE_FADE_YEARS, launch.tag)

    def _upper(self, who: Launch | Entrant, t: float, standing: Standing) -> list[Rung]:
        """All rungs above the line's own."""
        n, k = standing.flown, standing.reached
        found = [self.counts.share("all launches", "all", t, FADE_YEARS, 2.0, 0.5)]
        first: list[tuple[str, Hashable]] = [
            (f"attempts {_span(n)} of a line", ("attempt", bucket(n))),
            (f"of these, {_told(n, k)}", ("record", bucket(n), so_far(n, k))),
        ]
        for prior, (what, key) in zip(PRIOR, first, strict=True):
            found.append(self.counts.share(what, key, t, FADE_YEARS, prior, found[-1].p))
        experience = (
            "new state" if standing.state_orbits < 3 else f"builder {experienced(standing.builder_orbits)}"
        )
        levels: list[tuple[str, Hashable]] = [
            (f"{experience}, attempts {_span(n, 5)}", ("experience", min(bucket(n), 5), experience)),
            (f"state {who.state}", ("state", who.state)),
            (f"builder {who.builder}", ("builder", who.builder)),
            (f"family {who.family}", ("family", who.family)),
        ]
        for prior, (what, key) in zip(LEVEL_PRIOR, levels, strict=True):
            seen, hit = self.counts.faded(key, t, FADE_YEARS)
            failure = min((1.0 - found[-1].p) * (hit + prior) / (seen + prior), MOST_FAILURE)
            found.append(Rung(what, "ratio", key, seen, hit, prior, FADE_YEARS, 1.0 - failure))
        return found


def bucket(n: int) -> int:
    """Attempts that are counted together, after `n` launches: 1, 2, 3, 4 to 5, 6 to 10, 11 to 20, later.

    >>> [bucket(n) for n in (0, 2, 4, 9, 19, 300)]
    [0, 2, 3, 5, 10, 20]
    """
    return n if n < 3 else 3 if n < 5 else 5 if n < 10 else 10 if n < 20 else 20


def so_far(n: int, k: int) -> str | int:
    """Records so far, `k` orbits in `n` launches, that are counted together."""
    if n < 3:
        return k
    if n < 5:
        return "all" if k == n else "none" if k == 0 else "some"
    share = (n - k) / n
    return 0 if k == n else 1 if share < 0.1 else 2 if share < 0.3 else 3


def experienced(orbits: int) -> str:
    """The experience of a builder in words, by its orbits so far.

    >>> experienced(0), experienced(3), experienced(40)
    ('without an orbit', 'with 1 to 4 orbits', 'with 5 or more orbits')
    """
    return "without an orbit" if orbits == 0 else f"with {'1 to 4' if orbits < 5 else '5 or more'} orbits"


def _span(n: int, most: int = 20) -> str:
    first = min(bucket(n), most)
    last = {3: "4 to 5", 5: "6 to 10", 10: "11 to 20", 20: "21 on"}
    return "6 on" if first == most == 5 else last.get(first, str(first + 1))


def _told(n: int, k: int) -> str:
    if n == 0:
        return "with no launch before"
    if n < 3:
        return f"with {k} of {n} in orbit so far"
    told = {"all": "without a failure", "none": "without an orbit", "some": "with both"}
    shares = {0: "without a failure", 1: "under 10 % failed", 2: "10 to 30 % failed", 3: "over 30 % failed"}
    key = so_far(n, k)
    return told[key] if isinstance(key, str) else shares[key]
