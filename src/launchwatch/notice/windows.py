"""Windows of maritime warnings (NAVAREA, HYDROPAC, HYDROLANT, HYDROARC): words to intervals of UTC.

The text is cut into tokens; months are carried from right to left, since the month stands once at the end
of a list (``121606Z TO 121854Z NOV, ALTERNATE 131606Z TO 131854Z AND 1607Z TO 1854Z DAILY 14 THRU 18 NOV``).
What remains is a sequence of whole windows, hours and days; hours are joined with the days that follow them,
or with the days before when none follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from launchwatch.notice.dates import MONTHS, Calendar, Window, clock, daily, full_year, span_of_days

_TOKEN = re.compile(
    r"(?=[\d,JFMASONDTUC])(?:(?P<dtg>(?<![\d/])\d{6}(?=Z|\b(?!/)))Z?"
    r"|(?P<time>(?<![\d/\-])(?:\d{4}(?=\s?(?:Z|UTC|GMT|TO\b))|(?<=TO )\d{4}(?=\b)))(?:\s?(?:Z|UTC|GMT))?"
    r"|(?P<bad>(?<![\d/\-])\d{5}(?=Z))Z"
    r"|(?P<num>(?<![\d/\-.])\d{1,2}(?![\d/\-.]\d|\d|\s?(?:NM|MILES|KM|DEG)))"
    r"|\b(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:[A-Z]{1,6})?\b"
    r"|\b(?P<to>TO|THRU|THROUGH|TRHU|THUR)\b|\b(?P<until>UNTIL)\b|\b(?P<daily>DAILY|DLY)\b"
    r"|\b(?P<and>AND|ALT\w{1,9})\b|(?P<comma>,))"
)


@dataclass(slots=True)
class _Token:
    kind: str
    text: str
    start: int
    month: int | None = None
    year: int | None = None


@dataclass(slots=True)
class _Item:
    """A part of the schedule: a whole window, hours of a day, or days."""

    window: Window | None = None
    hours: tuple[timedelta, timedelta] | None = None
    days: list[datetime] | None = None


def read_windows(text: str, calendar: Calendar) -> list[Window]:
    """All windows of a stretch of upper-case text without positions; problems go into the calendar."""
    tokens = [_Token(m.lastgroup or "", m[m.lastgroup or 0], m.start()) for m in _TOKEN.finditer(text)]
    items = _items(_with_months(tokens, calendar), calendar)
    return _joined(items)


def has_times(text: str) -> bool:
    """Whether a stretch of text names any instant or hour."""
    return any(m.lastgroup in ("dtg", "time") for m in _TOKEN.finditer(text))


def _with_months(tokens: list[_Token], calendar: Calendar) -> list[_Token]:
    """Months and years carried from right to left on to days and date-time groups."""
    years = {}
    for k in range(1, len(tokens)):  # "19 JAN 13": a number right after a month is the year
        after = [t.kind for t in tokens[k + 1 : k + 3]]
        a_day = after[:1] == ["month"] or after == ["to", "num"]
        if tokens[k].kind == "num" and tokens[k - 1].kind == "month" and not a_day:
            years[k - 1] = full_year(int(tokens[k].text))
    month = year = later = None
    seen_month = any(t.kind == "month" for t in tokens)
    trailing = None
    kept: list[_Token] = []
    for k in range(len(tokens) - 1, -1, -1):
        token = tokens[k]
        if token.kind == "month":
            new = MONTHS[token.text[:3]]
            if k in years:
                year = years[k]
            elif year is not None and month is not None and new > month:
                year -= 1
            month, later = new, None
        elif token.kind in ("dtg", "num"):
            if k - 1 in years:
                continue
            day = int(token.text[:2])
            if (
                month is not None and later is not None and day > later + 14
            ):  # 30 ... 01 DEC: the month before
                month, year = (month - 1, year) if month > 1 else (12, year - 1 if year else None)
            later = day
            token.month, token.year = month, year
            trailing = token if month is None else trailing
        kept.append(token)
    kept.reverse()
    if seen_month and trailing is not None:
        _months_forward(kept)
    return kept


def _months_forward(tokens: list[_Token]) -> None:
    """Days after the last month named: the same month goes on."""
    month = year = None
    for token in tokens:
        if token.kind == "month":
            month = MONTHS[token.text[:3]]
        elif token.month is not None:
            month, year = token.month, token.year
        elif token.kind in ("dtg", "num"):
            token.month, token.year = month, year


def _instant(token: _Token, calendar: Calendar) -> datetime | None:
    day = calendar.day(int(token.text[:2]), token.month, token.year)
    hour = clock(token.text[2:])
    if hour is None:
        calendar.problems.append(f"{token.text!r} is not a time of day")
    return None if day is None or hour is None else day + hour


def _items(tokens: list[_Token], calendar: Calendar) -> list[_Item]:
    items: list[_Item] = []
    k = 0

    def kind(j: int) -> str:
        return tokens[j].kind if j < len(tokens) else ""

    while k < len(tokens):
        token = tokens[k]
        # the month between a group and its TO does not matter any more
        step = k + 1 if kind(k + 1) == "month" else k
        if token.kind == "dtg" and kind(step + 1) == "to" and kind(step + 2) == "dtg":
            begin, end = _instant(token, calendar), _instant(tokens[step + 2], calendar)
            if begin and end:
                _add_window(items, begin, end, token, calendar)
            k = step + 3
        elif token.kind == "time" and kind(step + 1) == "to" and kind(step + 2) == "time":
            begin_h, end_h = clock(token.text), clock(tokens[step + 2].text)
            if begin_h is None or end_h is None:
                calendar.problems.append(f"{token.text} to {tokens[step + 2].text} is not a time of day")
            else:
                items.append(_Item(hours=(begin_h, end_h)))
            k = step + 3
        elif token.kind == "until" and kind(k + 1) in ("dtg", "num"):
            _add_until(items, tokens[k + 1], calendar)
            k += 2
        elif token.kind == "num":
            first = calendar.day(int(token.text), token.month, token.year)
            last = first
            if kind(step + 1) == "to" and kind(step + 2) == "num":
                end_token = tokens[step + 2]
                last = calendar.day(int(end_token.text), end_token.month, end_token.year)
                step += 2
            if first and last:
                _add_days(items, first, last, calendar)
            k = step + 1
        else:
            if token.kind in ("dtg", "bad"):
                calendar.problems.append(f"{token.text!r} is not part of a window that can be read")
            k += 1
    return items


def _add_window(
    items: list[_Item], begin: datetime, end: datetime, token: _Token, calendar: Calendar
) -> None:
    if end <= begin:
        calendar.problems.append(f"the window beginning {token.text} ends before it begins")
    elif end - begin > timedelta(days=400):
        calendar.problems.append(f"the window beginning {token.text} is over 400 days long; left out")
    else:
        items.append(_Item(window=(begin, end)))


def _add_until(items: list[_Item], token: _Token, calendar: Calendar) -> None:
    """ "UNTIL": the beginning is the issue of the warning."""
    if calendar.issued is None:
        calendar.problems.append("a window runs UNTIL an instant, but no date of issue is known")
        return
    if token.kind == "dtg":
        end = _instant(token, calendar)
        if end and end > calendar.issued:
            items.append(_Item(window=(calendar.issued, end)))
        return
    last = calendar.day(int(token.text), token.month, token.year)
    first = calendar.issued.replace(hour=0, minute=0, second=0, microsecond=0)
    if last:
        _add_days(items, first, last, calendar)


def _add_days(items: list[_Item], first: datetime, last: datetime, calendar: Calendar) -> None:
    if last < first or (last - first).days > 400:
        calendar.problems.append(f"days from {first:%d %b %Y} to {last:%d %b %Y} are not in order")
        return
    days = span_of_days(first, last)
    before = items[-1].window if items else None
    if before and first == last and before[0] - first < timedelta(days=1) and first <= before[0]:
        return  # "220100Z TO 220600Z 22 JUL": the day of the window, said again
    if items and items[-1].days is not None:
        items[-1].days.extend(days)
    else:
        items.append(_Item(days=days))


def _whole_days(days: list[datetime]) -> list[Window]:
    """Days without hours: each run of days on end is one window, midnight to midnight."""
    runs: list[Window] = []
    for day in sorted(set(days)):
        if runs and runs[-1][1] == day:
            runs[-1] = (runs[-1][0], day + timedelta(days=1))
        else:
            runs.append((day, day + timedelta(days=1)))
    return runs


def _joined(items: list[_Item]) -> list[Window]:
    windows: list[Window] = [item.window for item in items if item.window]
    parts = [item for item in items if not item.window]
    hours: list[tuple[timedelta, timedelta]] = []
    days: list[datetime] = []
    for k, part in enumerate(parts):
        if part.hours:
            if k and parts[k - 1].days is not None and any(p.days for p in parts[k:]):
                hours = []
            hours.append(part.hours)
        elif part.days:
            following = any(p.hours for p in parts[k + 1 :])
            if hours:
                windows += [daily(day, *hour) for day in part.days for hour in hours]
            elif not following:
                windows += _whole_days(part.days)
            days = part.days if not hours else []
    if days and hours:
        windows += [daily(day, *hour) for day in days for hour in hours]
    return sorted(set(windows))
