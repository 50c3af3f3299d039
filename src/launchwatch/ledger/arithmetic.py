"""Checks by arithmetic: do so many voyages carry so many rounds, do they last so long, is it one sum?

The figures are those of the statement itself, or of another statement of the same speaker about the same
thing; the anchors (loads, rates of fire, exchange rates) are those that were public by the instant
(`launchwatch.transfer`).  Verdicts go by the share of the spread that reaches the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from launchwatch.interval import Interval
from launchwatch.ledger.verdicts import Finding, StatementLike
from launchwatch.transfer import (
    Spread,
    Sum,
    Worked,
    compare_sums,
    days_of_supply,
    rounds_moved,
    share_at_least,
    voyages_needed,
)

CERTAIN_ENOUGH = 0.80  # "very likely" of ICD 203 begins here
VOYAGES = ("shipments", "voyages", "transfers", "trips")
ROUNDS = ("rounds", "shells")
DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
MONEY = ("USD", "KRW")
_NO_ANCHOR = "No published load of a container and of a ship was known by then."


def figure_of(statement: StatementLike, units: Sequence[str]) -> Any | None:
    """The first quantity of a statement in one of some units, or None."""
    return next((q for q in getattr(statement, "quantities", ()) if q.unit in units), None)


def spread_of(quantity: Any, factor: float = 1.0) -> Spread:
    """The range of a quantity as it was told."""
    ends = (quantity.value, quantity.lower, quantity.upper)
    value, lower, upper = (None if e is None else e * factor for e in ends)
    assert value is not None
    return Spread.told(value, lower, upper, quantity.comparator or "")


def _borrowed(statement: StatementLike, others: Sequence[StatementLike], units: Sequence[str]) -> Any | None:
    """A quantity of the statement, else of another by the same speaker about the same thing."""
    own = figure_of(statement, units)
    if own is not None:
        return own
    near = (o for o in others if (o.speaker, o.about) == (statement.speaker, statement.about))
    return next((q for o in near if (q := figure_of(o, units)) is not None), None)


def check_loads(statement: StatementLike, others: Sequence[StatementLike], as_of: datetime) -> Finding:
    """Can so many voyages carry so many rounds at the loads that were published?"""
    voyages, rounds = (_borrowed(statement, others, units) for units in (VOYAGES, ROUNDS))
    if voyages is None or rounds is None:
        return _missing("a number of voyages and a number of rounds")
    claimed = spread_of(rounds)
    moved = rounds_moved(spread_of(voyages), as_of)
    needed = voyages_needed(Spread.of(claimed.bounds[0]), as_of)
    if moved is None or needed is None:
        return Finding("open", _NO_ANCHOR)
    share = share_at_least(moved, Spread.of(claimed.bounds[0]))
    figure = f"{moved.interval}; {claimed.bounds[0]:,.0f} needs {needed.interval}"
    tail = f"{100.0 * share:.0f} % of the spread reaches {claimed.bounds[0]:,.0f} ({moved.sources})"
    if share >= CERTAIN_ENOUGH:
        return Finding("supports", f"So many voyages carry it: {tail}.", figure, moved.interval)
    if share <= 1.0 - CERTAIN_ENOUGH:
        return Finding("contradicts", f"So many voyages do not carry it: {tail}.", figure, moved.interval)
    return Finding("open", f"Possible but tight: {tail}.", figure, moved.interval)


def check_supply(statement: StatementLike, others: Sequence[StatementLike], as_of: datetime) -> Finding:
    """Do so many rounds last as long as is said, at the published rates of fire?"""
    rounds, time = (_borrowed(statement, others, units) for units in (ROUNDS, tuple(DAYS)))
    if rounds is None or time is None:
        return _missing("a number of rounds and a time")
    worked = days_of_supply(spread_of(rounds), as_of)
    if worked is None:
        return Finding("open", "No published rate of fire was known by then.")
    claimed = spread_of(time, DAYS[time.unit])
    low, high = claimed.bounds
    middle = (low * high) ** 0.5
    figure = f"{worked.interval}; {middle:.0f} days claimed"
    inside = worked.interval.p05 <= high and low <= worked.interval.p95
    possible = worked.bounds[0] <= high and low <= worked.bounds[1]
    rates = _rates(worked)
    if inside:
        return Finding("supports", f"It lies within what {rates} a day give.", figure, worked.interval)
    if possible:
        return Finding("open", f"It lies at the edge of what {rates} a day give.", figure, worked.interval)
    return Finding("contradicts", f"It lies outside what {rates} a day give.", figure, worked.interval)


def _rates(worked: Worked) -> str:
    return f"{min(a.low for a in worked.used):,.0f} to {max(a.high for a in worked.used):,.0f} rounds"


def check_sum(statement: StatementLike, others: Sequence[StatementLike], as_of: datetime) -> Finding:
    """Is a sum of money borne out by the other renderings of it?"""
    mine = figure_of(statement, MONEY)
    if mine is None:
        return _missing("a sum in dollars or won")
    rest = [o for o in others if o is not statement and o.about == statement.about]
    sums = [_sum(q, f"{o.speaker}: {_short(q)}") for o in rest if (q := figure_of(o, MONEY)) is not None]
    if not sums:
        return Finding("open", "No other rendering of the sum is on record.")
    found = compare_sums(_sum(mine, ""), sums, as_of)
    low, high = (d / 1e6 for d in found.dollars)
    number = Interval(0.5 * (low + high), low, low, high, high, "million dollars")
    figure = f"{number.median:,.4g} million dollars"
    off = "; ".join(
        f"{name} is {_times(factor)}{f' ({slip})' if slip else ''}" for name, factor, slip in found.off
    )
    agree = ", ".join(found.agree)
    if found.alone:
        return Finding("contradicts", f"Other renderings are against it: {off}.", figure, number)
    if not found.agree:
        reason = f"One rendering stands against another, and nothing decides: {off}."
        return Finding("open", reason, figure, number)
    reason = f"Borne out by {agree}" + (f"; against it, {off}" if off else "")
    return Finding("supports", f"{reason}.", figure, number)


def _times(factor: float) -> str:
    return f"{factor:,.3g} times more" if factor >= 1.0 else f"{1.0 / factor:,.3g} times less"


def _sum(quantity: Any, told_by: str) -> Sum:
    low, high = quantity.lower, quantity.upper
    half = 0.5 * (high - low) if low is not None and high is not None else 0.0
    return Sum(quantity.value, quantity.unit, half, told_by)


def _short(quantity: Any) -> str:
    """A sum as people write it: `345 million USD`."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if quantity.value >= size:
            return f"{quantity.value / size:,.6g} {word} {quantity.unit}"
    return f"{quantity.value:,.15g} {quantity.unit}"


def _missing(what: str) -> Finding:
    return Finding(
        "cannot test", f"It takes {what}, and the statement gives none.", code="definition missing"
    )
