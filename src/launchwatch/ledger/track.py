"""The track record of a speaker: what was said with a window, a figure or a likelihood, and how it came out.

Only statements that a check could settle count: `supports` is borne out, `contradicts` is not, all others are
told but not counted.  Beside the share stands that of all other speakers on the same kinds of check, the
base rate.  Likelihoods are scored by Brier's rule, (p - outcome)^2, with p the middle of the interval that
the word stands for, beside the score of the forecast from the launch record; 0 is perfect and 0.25 is what
"even" earns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from launchwatch.ledger.checks import CheckedStatement
from launchwatch.ledger.tools import named
from launchwatch.ledger.words import find_band

SETTLED = {"supports": True, "contradicts": False}


@dataclass(frozen=True, slots=True)
class Share:
    """So many borne out of so many, with the 90 % interval of Jeffreys."""

    supported: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 5 and 95 % quantiles of beta(supported + 1/2, rest + 1/2)."""
        from scipy.special import betaincinv

        a, b = self.supported + 0.5, self.of - self.supported + 0.5
        low, high = (float(betaincinv(a, b, q)) for q in (0.05, 0.95))
        return low, high

    def to_json(self) -> dict[str, Any]:
        """The counts and the interval."""
        low, high = self.interval
        return {"supported": self.supported, "of": self.of, "lo": low, "hi": high}

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = self.interval
        return f"{self.supported} of {self.of} ({100.0 * low:.0f} to {100.0 * high:.0f} %)"


@dataclass(frozen=True, slots=True)
class Scored:
    """A likelihood that was told, what came, and the scores of the teller and of the record."""

    p: float
    came: bool
    base_p: float | None

    def to_json(self) -> dict[str, Any]:
        """Probabilities and Brier scores."""
        base = None if self.base_p is None else (self.base_p - self.came) ** 2
        return {
            "p": self.p,
            "came": self.came,
            "brier": (self.p - self.came) ** 2,
            "base_p": self.base_p,
            "base_brier": base,
        }


@dataclass(frozen=True)
class TrackRecord:
    """What a speaker said, row by row, and what it comes to."""

    speaker: str
    rows: tuple[tuple[str, CheckedStatement, Scored | None], ...]  # case, statement, likelihood if one
    share: Share
    base: Share
    by_check: tuple[tuple[str, Share, Share], ...]  # kind of check, the speaker's share, that of all others

    def to_json(self) -> dict[str, Any]:
        """What `launchwatch ledger track --json` prints."""
        rows = [
            {"case": case, **c.to_json(), "likelihood": scored.to_json() if scored else None}
            for case, c, scored in self.rows
        ]
        return {
            "speaker": self.speaker,
            "statements": rows,
            "share": self.share.to_json(),
            "base_rate": self.base.to_json(),
            "by_check": {
                kind: {"share": mine.to_json(), "base_rate": base.to_json()}
                for kind, mine, base in self.by_check
            },
        }


Checked = tuple[str, Sequence[CheckedStatement], bool | None, float | None]
"""A case, its checked statements, whether the attempt reached orbit (None: not known), and the forecast."""


def track(speaker: str, cases: Sequence[Checked]) -> TrackRecord:
    """The track record of a speaker over cases, each as of the instant its statements were checked."""
    wanted = " ".join(speaker.lower().split())
    rows: list[tuple[str, CheckedStatement, Scored | None]] = []
    others: list[CheckedStatement] = []
    for case, statements, came, base_p in cases:
        for c in statements:
            if c.statement.speaker.lower() != wanted:
                others.append(c)
                continue
            rows.append((case, c, _scored(c, came, base_p)))
    rows.sort(key=lambda row: row[1].statement.published)
    mine = [c for _, c, _ in rows]
    kinds = {_kind(c) for c in mine if c.verdict in SETTLED}
    every = [c for c in others if _kind(c) in kinds]
    by_check = tuple(
        (k, _share([c for c in mine if _kind(c) == k]), _share([c for c in every if _kind(c) == k]))
        for k in sorted(kinds)
    )
    return TrackRecord(speaker, tuple(rows), _share(mine), _share(every), by_check)


def _scored(c: CheckedStatement, came: bool | None, base_p: float | None) -> Scored | None:
    """A told likelihood of reaching orbit, once it is known what came."""
    if _kind(c) != "chance" or came is None:
        return None
    known = find_band(c.statement.hedge or "") or find_band(c.statement.said)
    return None if known is None else Scored(0.5 * (known.lo + known.hi), came, base_p)


def _kind(c: CheckedStatement) -> str:
    return named(c.statement.check)[0]


def _share(statements: Sequence[CheckedStatement]) -> Share:
    settled = [SETTLED[c.verdict] for c in statements if c.verdict in SETTLED]
    return Share(sum(settled), len(settled))
