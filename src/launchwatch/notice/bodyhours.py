"""Hours that a notice to airmen tells in its body E) instead of, or beside, the schedule D).

Where D) is missing, a list of dated hours in E) (``PERIOD: JUL 06 0400-0722 JUL 07 0050-0255``) or one pair
of hours for every day of a long B) to C) is the schedule.  Hours beside an area (``1ST STAGE : 0521-0922
UTC``) are that area's own.  All are UTC, and nothing outside B) to C) is taken.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from launchwatch.notice.dates import Window, clock, daily, span_of_days
from launchwatch.notice.schedule import scheduled

Span = tuple[int, int]

_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
_HHMM = r"(?:[01]\d|2[0-4])[0-5]\d"
_HOURS = rf"{_HHMM}(?:\s?UTC)?\s?(?:-|/|TO)\s?{_HHMM}"
_DATED = re.compile(
    rf"(?<![\w/])(?:(?:(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:\s20\d\d)?[\s:,]{{1,3}})"
    rf"(?:{_HOURS}(?:\s?UTC)?(?:\(NEXT\sDAY\))?[\s,]{{0,3}}(?:AND\s)?)+){{1,60}}"
)
_EVERY = re.compile(
    rf"(?<![\w.\-/])({_HHMM})(?:\s?UTC)?\s?(?:-|/|TO)\s?({_HHMM})(?P<zone>\s?UTC|Z)?(?P<daily>\s(?:DLY|DAILY))?"
    r"(?![\d.\-/]|\s?[NSEW]\b)"
)


def body_schedule(body: str, begin: datetime, end: datetime) -> tuple[list[Window], list[Span]]:
    """The windows that E) tells, and where; none when it tells none that fit into B) to C).

    >>> from datetime import UTC
    >>> b, c = datetime(2026, 7, 6, 4, tzinfo=UTC), datetime(2026, 7, 8, 5, 38, tzinfo=UTC)
    >>> windows, _ = body_schedule("PERIOD: JUL 06 0400-0722 JUL 08 0308-0538", b, c)
    >>> [f"{a:%d %H%M}" for a, _ in windows]
    ['06 0400', '08 0308']
    """
    flat = re.sub(r"[\r\n\t]", " ", body)
    for m in _DATED.finditer(flat):
        words = re.sub(r"\s20\d\d(?=[\s:,])", "", m[0])
        windows = sorted(set(scheduled(" ".join(words.split()), begin, end)))
        if windows and all(begin <= a and b <= end + timedelta(minutes=1) for a, b in windows):
            return windows, [m.span()]
    if end - begin <= timedelta(days=1):
        return [], []
    for m in _EVERY.finditer(flat):
        first, last = clock(m[1]), clock(m[2])
        same = m[1] == f"{begin:%H%M}" and m[2] == f"{end:%H%M}"
        if first is not None and last is not None and (same or m["daily"]):
            days = span_of_days(begin.replace(hour=0, minute=0) - timedelta(days=1), end)
            windows = [daily(day, first, last) for day in days]
            inside = [w for w in windows if begin <= w[0] and w[1] <= end]
            if inside:
                return inside, [m.span()]
    return [], []


def own_hours(words: str, windows: list[Window], bounds: Window | None) -> tuple[list[Window], list[Span]]:
    """The windows of an area whose own hours (with UTC) stand last in these words, on the days of the notice.

    >>> from datetime import UTC
    >>> day = (datetime(2026, 4, 25, 5, tzinfo=UTC), datetime(2026, 4, 25, 9, 34, tzinfo=UTC))
    >>> own_hours("1ST STAGE : 0521-0922 UTC", [day], day)[0][0][0].isoformat()
    '2026-04-25T05:21:00+00:00'
    """
    found = [m for m in _EVERY.finditer(re.sub(r"[\r\n\t]", " ", words)) if m["zone"]]
    if not found or bounds is None:
        return [], []
    first, last = clock(found[-1][1]), clock(found[-1][2])
    if first is None or last is None:
        return [], []
    days = sorted({w[0].replace(hour=0, minute=0) for w in windows})
    own = [daily(day, first, last) for day in days]
    own = [w for w in own if bounds[0] <= w[0] and w[1] <= bounds[1] + timedelta(minutes=1)]
    return own, [found[-1].span()] if own else []
