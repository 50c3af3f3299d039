"""Checks of texts against one another: a headline firmer than its text, one speaker at odds with himself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from launchwatch.ledger.arithmetic import spread_of
from launchwatch.ledger.verdicts import Finding, StatementLike
from launchwatch.ledger.words import find_band


def strength(hedge: str | None) -> float:
    """How firmly a hedge lets a statement stand: 1 without a hedge, else the lower end of its band.

    A hedge that stands for no interval counts as one half.

    >>> strength(None), strength("likely"), strength("appears")
    (1.0, 0.55, 0.5)
    """
    if not hedge:
        return 1.0
    known = find_band(hedge)
    return known.lo if known else 0.5


def check_headline(statement: StatementLike, body: StatementLike | None) -> Finding:
    """Does a headline say it more firmly than the text below it?"""
    if body is None:
        return Finding("open", "The text that the headline stands over is not on record.")
    mine, theirs = strength(statement.hedge), strength(body.hedge)
    figure = f"headline {_hedge(statement)}, text {_hedge(body)}"
    if mine > theirs:
        return Finding("contradicts", "The headline is firmer than the text below it.", figure)
    return Finding("supports", "The headline says no more than the text below it.", figure)


def _hedge(statement: StatementLike) -> str:
    return f"'{statement.hedge}'" if statement.hedge else "without hedge"


def tensions(statements: Sequence[StatementLike]) -> Iterator[tuple[int, int, str]]:
    """Pairs of statements by one speaker about one thing whose figures cannot both be right: indices, why."""
    for (i, one), (j, other) in combinations(enumerate(statements), 2):
        if (one.speaker, one.about) != (other.speaker, other.about) or one.about is None:
            continue
        for a in getattr(one, "quantities", ()):
            for b in getattr(other, "quantities", ()):
                if a.unit != b.unit:
                    continue
                (low, high), (least, most) = spread_of(a).bounds, spread_of(b).bounds
                if high < least or most < low:
                    yield i, j, f"{a.value:,.15g} against {b.value:,.15g} {a.unit}"
