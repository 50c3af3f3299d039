"""Two clauses under one verb of speech: `said that A and that B` is two statements of one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from launchwatch.ledger.reading.nominals import has_finite, is_finite
from launchwatch.ledger.reading.parts import Claim
from launchwatch.ledger.reading.tokens import Unit

_OTHERS = frozenset({"others", "another", "some", "many", "critics", "few"})


def split_clauses(units: Sequence[Unit], claim: Claim) -> list[Claim]:
    """The statements of one claim: cut where a second 'that' opens a clause of its own."""
    if len(claim.spans) != 1 or not [u for u in units if u.low == "that" or u.text == ";"]:
        return [claim]
    begin, stop = claim.spans[0]
    inside = [k for k, u in enumerate(units) if u.start >= begin and u.end <= stop]
    if len(inside) < 6:
        return [claim]
    low, high = inside[0], inside[-1] + 1
    opened = bool(claim.speakers) and claim.speakers[0].units[0].start < begin
    cuts = [
        (k, k + 1 + (units[k + 1].low == "that"))
        for k in range(low + 2, high - 3)
        if _second_that(units, k, low, high) or (opened and _new_clause(units, k, low, high))
    ]
    edges = [(low, low), *cuts, (high, high)]
    spans = []
    for (_, first), (last, _) in pairwise(edges):
        while last > first and units[last - 1].kind == "p" and units[last - 1].text not in ")]%":
            last -= 1
        spans.append((units[first].start, units[last - 1].end))
    others = {
        units[at].start
        for k, at in cuts
        if units[k].text == ";" and (units[at].low in _OTHERS or units[at].text[:1].isupper())
    }
    return [replace(claim, spans=[span]) for span in spans if span[0] not in others]


def _new_clause(units: Sequence[Unit], k: int, low: int, high: int) -> bool:
    """Whether a semicolon parts two clauses."""
    return units[k].text == ";" and has_finite(units, low, k) and has_finite(units, k + 1, high)


def _second_that(units: Sequence[Unit], k: int, low: int, high: int) -> bool:
    """Whether `and that`, `but that`, `; that` opens a clause at a unit, and one stands before it."""
    joins = units[k].low in ("and", "but") or units[k].text == ";"
    return (
        joins
        and units[k + 1].low == "that"
        and not is_finite(units, k + 2)
        and has_finite(units, low, k)
        and has_finite(units, k + 2, high)
    )
