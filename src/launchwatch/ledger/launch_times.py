"""Checks by the calendar: a launch pledged for a window and missed, a launch before its window opened."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from launchwatch.ledger.verdicts import (
    Finding,
    StatementLike,
    ViewLike,
    days_of,
    independent,
    moment,
    span,
)

_SAME = timedelta(seconds=30)  # clocks of reports that differ by less tell the same lift-off
_CLOCK = re.compile(r"\b(\d{1,2}):(\d\d)(?::(\d\d))?\b(\s*UTC)?")


def liftoffs(view: ViewLike) -> list[datetime]:
    """Every lift-off on record as of the instant, in order; the attempt in hand and earlier ones."""
    times = [o.time for o in view.observations if o.kind == "liftoff" and o.time is not None]
    times += [a.liftoff for a in view.attempts if a.liftoff is not None]
    return sorted(t for t in times if t <= view.as_of)


def check_window(statement: StatementLike, view: ViewLike) -> Finding:
    """Was the launch pledged for a window made in it, missed, or made before it?"""
    begin, end = statement.window_begin, statement.window_end
    if end is None:
        return Finding("open", "The statement names no end of its window, so nothing can be missed.")
    since = statement.published - timedelta(days=1)  # a date alone counts as the end of that day
    later = [t for t in liftoffs(view) if t >= since]
    inside = next((t for t in later if (begin is None or t >= begin) and t <= end), None)
    if inside:
        return Finding("supports", f"Lift-off at {moment(inside)} lies in the window.")
    if later and begin is not None and later[0] < begin:
        early = span(begin - later[0])
        moved = _replaced(statement, view, later[0])
        if moved is not None:
            return Finding("open", f"{moved}, and the lift-off at {moment(later[0])} lies in that one.")
        return Finding(
            "contradicts",
            f"Lift-off at {moment(later[0])}, before the window opened at {moment(begin)}.",
            f"{early} before the window opened",
        )
    if view.as_of <= end:
        return Finding(
            "open", f"The window is open until {moment(end)}.", f"{days_of(end - view.as_of)} left"
        )
    if later:
        late = days_of(later[0] - end)
        return Finding(
            "contradicts",
            f"The window ended {moment(end)}; the next lift-off on record is {moment(later[0])}.",
            f"missed by {late}",
        )
    late = days_of(view.as_of - end)
    return Finding(
        "contradicts",
        f"The window ended {moment(end)} and no launch is on record by {moment(view.as_of)}.",
        f"missed by {late} so far",
    )


def _replaced(statement: StatementLike, view: ViewLike, liftoff: datetime) -> str | None:
    """Whether a later window, announced before the lift-off, holds it: then the first was withdrawn."""
    for w in view.windows:
        if (
            w.attempt == "this"
            and statement.published < w.published <= liftoff
            and w.begin <= liftoff <= w.end
        ):
            return f"Another window, {moment(w.begin)} to {moment(w.end)}, was announced in time"
    return None


def announced_window(
    statement: StatementLike, view: ViewLike, liftoff: datetime
) -> tuple[datetime, datetime] | None:
    """The window to measure a lift-off against: the statement's own, else the nearest announced before."""
    if statement.window_begin is not None and statement.window_end is not None:
        return statement.window_begin, statement.window_end
    own = [w for w in view.windows if w.attempt == "this"]
    known = [w for w in own if w.published <= liftoff] or own
    if not known:
        return None
    nearest = min(known, key=lambda w: abs((w.begin - liftoff).total_seconds()))
    return nearest.begin, nearest.end


def check_launched_early(statement: StatementLike, view: ViewLike) -> Finding:
    """Was the lift-off before the announced window opened?

    A statement with a window of its own is a pledge to keep to it, which an early lift-off contradicts; one
    without says that the launch was early, which an early lift-off supports.
    """
    times = [o.time for o in _this(view)]
    if not times:
        return Finding("open", "No lift-off of this attempt is on record yet.")
    liftoff = min(times)
    window = announced_window(statement, view, liftoff)
    if window is None:
        return Finding("open", "No announced window is on record to measure the lift-off against.")
    begin, end = window
    pledged = statement.window_begin is not None
    others = _spread(times)
    if liftoff < begin:
        return Finding(
            "contradicts" if pledged else "supports",
            f"Lift-off at {moment(liftoff)}; the window opened at {moment(begin)}{others}.",
            f"{span(begin - liftoff)} before the window opened",
        )
    if liftoff <= end:
        return Finding(
            "supports" if pledged else "contradicts",
            f"Lift-off at {moment(liftoff)} lies in the window of {moment(begin)} to {moment(end)}{others}.",
            f"{span(liftoff - begin)} after the window opened",
        )
    return Finding(
        "contradicts",
        f"Lift-off at {moment(liftoff)}, after the window closed at {moment(end)}{others}.",
        f"{span(liftoff - end)} after the window closed",
    )


def _spread(times: list[datetime]) -> str:
    width = max(times) - min(times)
    return f" (reports of the lift-off differ by {span(width)})" if width else ""


def check_liftoff(statement: StatementLike, view: ViewLike) -> Finding:
    """Does a reported lift-off agree with the other reports of it?"""
    others = [o for o in _this(view) if independent(o, statement)]
    told = _told(statement, view)
    if told is None or not others:
        return Finding("open", "Fewer than two independent reports of the lift-off are on record.")
    mine, sigma = told
    nearest: Any = min(others, key=lambda o: abs((o.time - mine).total_seconds()))
    gap = abs(mine - nearest.time)
    figure = f"{span(gap)} apart"
    if gap <= timedelta(seconds=sigma + nearest.time_sigma_s) + _SAME:
        return Finding("supports", f"Another report has {moment(nearest.time)}.", figure)
    return Finding("contradicts", f"The nearest other report has {moment(nearest.time)}.", figure)


def _this(view: ViewLike) -> list[Any]:
    """Observations of the lift-off of the attempt in hand."""
    return [
        o for o in view.observations if o.kind == "liftoff" and o.time is not None and o.attempt == "this"
    ]


def _told(statement: StatementLike, view: ViewLike) -> tuple[datetime, float] | None:
    """The lift-off a statement tells and one sigma (s): of its source's report, or read from its words."""
    own = [o for o in _this(view) if not independent(o, statement)]
    if own:
        return own[0].time, own[0].time_sigma_s
    m, days = _CLOCK.search(statement.said), _this(view)
    if m is None or not days or int(m[1]) > 23 or int(m[2]) > 59 or int(m[3] or 0) > 59:
        return None
    offset = timedelta(0) if m[4] else view.utc_offset
    midnight = (days[0].time + offset).replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + timedelta(hours=int(m[1]), minutes=int(m[2]), seconds=int(m[3] or 0)) - offset
    return at.astimezone(UTC), 0.0 if m[3] else 30.0
