"""Fading counts of launches: what every figure of the forecast is made of.

A count holds, under a key, how many launches were seen and how many of them hit (reached orbit, or failed,
as the key has it); both fade with age, halving every `half_life` years, so that old launches teach less.
With `keep` the launches behind every key stay listed, and the trace of a forecast names them.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple


class Counted(NamedTuple):
    """A launch in a count: its tag, when it flew (years since 1957), for how much it counts, what hit."""

    tag: str
    at: float
    worth: float
    hit: float


class Rung(NamedTuple):
    """One step of a forecast: a count of launches that moves the chance to `p`.

    `kind` says how. "share": p = (hit + prior * p before) / (seen + prior). "ratio": the chance of failure
    is multiplied by (hit + prior) / (seen + prior), where `hit` counts failures and `seen` is how many had
    been expected. `seen` and `hit` are faded, with a half-life in years (None: they do not fade).
    """

    what: str
    kind: str
    key: Hashable
    seen: float
    hit: float
    prior: float
    half_life: float | None
    p: float


class Counts:
    """Fading counts by key.

    >>> counts = Counts()
    >>> counts.add("all", 0.0, 1.0, 1.0, half_life=10.0)
    >>> counts.faded("all", 10.0, half_life=10.0)
    (0.5, 0.5)
    """

    def __init__(self, keep: bool = False) -> None:
        self._counts: dict[Hashable, tuple[float, float, float]] = {}  # seen, hit, at
        self._members: dict[Hashable, list[Counted]] | None = {} if keep else None

    def faded(self, key: Hashable, t: float, half_life: float | None) -> tuple[float, float]:
        """Seen and hit under a key at the instant `t`, in years."""
        count = self._counts.get(key)
        if count is None:
            return 0.0, 0.0
        share = 1.0 if half_life is None else 0.5 ** ((t - count[2]) / half_life)
        return count[0] * share, count[1] * share

    def add(
        self, key: Hashable, t: float, worth: float, hit: float, half_life: float | None, tag: str = ""
    ) -> None:
        """Count a launch of the instant `t`, worth `worth`."""
        seen, hits = self.faded(key, t, half_life)
        self._counts[key] = (seen + worth, hits + hit, t)
        if self._members is not None:
            self._members.setdefault(key, []).append(Counted(tag, t, worth, hit))

    def share(
        self, what: str, key: Hashable, t: float, half_life: float | None, prior: float, p: float
    ) -> Rung:
        """The rung that draws `p` toward the share of hits under a key."""
        seen, hit = self.faded(key, t, half_life)
        return Rung(what, "share", key, seen, hit, prior, half_life, (hit + prior * p) / (seen + prior))

    def members(self, key: Hashable) -> tuple[Counted, ...]:
        """The launches counted under a key, in order; none unless they are kept."""
        return tuple((self._members or {}).get(key, ()))
