"""Windows of aeronautical notices (NOTAM): the B), C) and D) fields, and the long forms of the FAA.

B) and C) bound the notice (yymmddhhmm UTC).  D), when there is one, says which hours of which days: hours
alone are daily; days may stand before their hours (``11 0930-1130, 12 0900-1100``) or after them
(``0200-0338 ON 6 AND 0244-0421 ON 8``).  Windows outside B) to C) are dropped.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from launchwatch.notice.dates import MONTHS, Window, clock, daily, span_of_days

_FIELD = re.compile(r"\b(?P<name>[BC])\)\s*(?P<value>\d{10}|PERM|UFN)")
_SCHEDULE = re.compile(r"\bD\)\s*(?P<value>.{3,900}?)(?=\s[EFG]\))", re.S)
_GROUPS = re.compile(r"(\d{10})\s*(?:TO|-|/)\s*(\d{10})")
_PART = re.compile(
    r"(?P<hours>\b\d{4}\s?(?:[-/]|TO)\s?\d{4}\b)|(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*"
    r"|(?P<days>\b\d{1,2}(?:\s?-\s?\d{1,2})?\b)|(?P<week>\b(?:MON|TUE|WED|THU|FRI|SAT|SUN)\s?-\s?(?:MON|TUE|WED|THU|FRI|SAT|SUN)\b)"
    r"|(?P<except>\bEXC\w*\b)"
)
_WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_LONG = re.compile(
    r"(?<![A-Z\d])(?:(?P<m1>[A-Z]{3})[A-Z]{0,6}\s{1,3}(?P<d1>\d{1,2}),?\s{1,3}(?P<y1>\d{4})\s{1,3}AT\s{1,3}(?P<t1>\d{4})\s?(?:UTC|Z)"
    r"|(?P<d2>\d{1,2})\s{1,3}(?P<m2>[A-Z]{3})[A-Z]{0,6}\s{1,3}(?P<t2>\d\d:\d\d)\s{1,3}(?P<y2>\d{4}))"
)


def stamp(text: str) -> datetime | None:
    """The instant of ten digits yymmddhhmm (UTC), or None when there is no such instant.

    >>> stamp("2303151100").isoformat()
    '2023-03-15T11:00:00+00:00'
    """
    hour = clock(text[6:])
    try:
        day = datetime(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]), tzinfo=UTC)
    except ValueError:
        return None
    return None if hour is None else day + hour


def read_bounds(text: str) -> tuple[datetime | None, datetime | None]:
    """Begin and end of a NOTAM: its first B) and C) fields."""
    bounds: dict[str, datetime | None] = {}
    for m in _FIELD.finditer(text):
        if m["name"] not in bounds:
            bounds[m["name"]] = stamp(m["value"]) if m["value"].isdigit() else None
    return bounds.get("B"), bounds.get("C")


def has_schedule(text: str) -> bool:
    """Whether a NOTAM has a field D)."""
    return _SCHEDULE.search(text) is not None


def read_schedule(text: str) -> tuple[list[Window], list[str]]:
    """The windows of a NOTAM in upper case, and what was odd about them."""
    begin, end = read_bounds(text)
    if begin is None or end is None:
        windows = _long_form(text)
        return windows, ([] if windows else ["the B) and C) fields give no begin and end that can be read"])
    if end <= begin:
        return [], [f"C) {end:%Y-%m-%d %H:%M} is not after B) {begin:%Y-%m-%d %H:%M}"]
    field = _SCHEDULE.search(text)
    if not field:
        return [(begin, end)], []
    words = " ".join(field["value"].split())
    windows = scheduled(words, begin, end)
    inside = sorted({w for w in windows if w[0] >= begin and w[1] <= end + timedelta(minutes=1)})
    if not inside:
        return [(begin, end)], [
            f"the schedule D) {words!r} could not be read; the whole of B) to C) is given"
        ]
    problems = _unread(words)
    if len(inside) < len(set(windows)) and re.search(r"\d{1,2}\s+\d{4}-|ON\s", words):
        problems.append(f"some hours of the schedule D) {words!r} lie outside B) to C) and were left out")
    return inside, problems


def _unread(words: str) -> list[str]:
    """A sentence on what of a schedule holds figures and is neither hours nor days."""
    if _GROUPS.search(words):
        rest = _GROUPS.sub(" ", words)
    else:
        rest = _PART.sub(
            lambda m: (
                m[0] if m["days"] and not all(1 <= int(n) <= 31 for n in re.findall(r"\d+", m[0])) else " "
            ),
            words.replace("0N ", "ON "),
        )
    odd = [
        w for w in rest.replace(",", " ").split() if any(c.isdigit() for c in w) or re.fullmatch("-[A-Z]", w)
    ]
    return [f"of the schedule D) {' '.join(odd)!r} could not be read"] if odd else []


def scheduled(words: str, begin: datetime, end: datetime) -> list[Window]:
    """The windows of a schedule in the manner of D), between two instants; some may lie outside them.

    >>> b, c = stamp("2607060400"), stamp("2607080538")
    >>> [f"{a:%d %H%M}" for a, _ in scheduled("06 0400-0722, 08 0308-0538", b, c)]
    ['06 0400', '08 0308']
    """
    groups = _GROUPS.findall(words)
    if groups:
        pairs = [(stamp(a), stamp(b)) for a, b in groups]
        return [(a, b) for a, b in pairs if a and b and b > a]
    parts = [(m.lastgroup or "", m[0]) for m in _PART.finditer(words.replace("0N ", "ON "))]
    skip = next((k for k, (kind, _) in enumerate(parts) if kind == "except"), len(parts))
    excluded = {d.date() for d in _days_of(parts[skip:], begin)}
    parts = parts[:skip]
    kinds = [kind for kind, _ in parts]
    week = next((text for kind, text in parts if kind == "week"), None)
    if "days" not in kinds:
        midnight = begin.replace(hour=0, minute=0)
        days = span_of_days(midnight - timedelta(days=1), end)
        if week:
            first, last = (_WEEK.index(w.strip()) for w in week.split("-"))
            wanted = {(first + k) % 7 for k in range((last - first) % 7 + 1)}
            days = [d for d in days if d.weekday() in wanted]
        hours = [_hours(text) for kind, text in parts if kind == "hours"]
        return [daily(d, *h) for d in days if d.date() not in excluded for h in hours if h]
    hours_first = kinds.index("hours") < kinds.index("days") if "hours" in kinds else False
    return _paired(parts, begin, hours_first)


def _hours(text: str) -> tuple[timedelta, timedelta] | None:
    first, last = (clock(t) for t in re.findall(r"\d{4}", text))
    return None if first is None or last is None else (first, last)


def _paired(parts: list[tuple[str, str]], begin: datetime, hours_first: bool) -> list[Window]:
    """Days with the hours that stand after them (or before them, when the field begins with hours)."""
    if hours_first:
        parts = _reversed_blocks(parts)
    windows: list[Window] = []
    block: list[tuple[str, str]] = []
    hours: list[tuple[timedelta, timedelta]] = []
    blocks: list[tuple[list[tuple[str, str]], list[tuple[timedelta, timedelta]]]] = []
    for kind, text in parts:
        if kind == "hours":
            hour = _hours(text)
            hours += [hour] if hour else []
        else:
            if hours:
                blocks.append((block, hours))
                block, hours = [], []
            block.append((kind, text))
    blocks.append((block, hours))
    at, month = begin, begin.month
    for block, hours in blocks:
        days = _days_of(block, at, month)
        if days:
            at, month = days[-1], days[-1].month
        windows += [daily(day, *hour) for day in days for hour in hours]
    return windows


def _reversed_blocks(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Hours-before-days turned into days-before-hours, block by block."""
    out: list[tuple[str, str]] = []
    hours: list[tuple[str, str]] = []
    days: list[tuple[str, str]] = []
    for part in parts:
        if part[0] == "hours":
            if any(kind == "days" for kind, _ in days):
                out += days + hours
                hours, days = [], []
            hours.append(part)
        else:
            days.append(part)
    return out + days + hours


def _days_of(parts: list[tuple[str, str]], begin: datetime, month: int | None = None) -> list[datetime]:
    """Days from month names and numbers, on or after the month of `begin`; a smaller day is next month's."""
    month, year = month or begin.month, begin.year
    named = [MONTHS[text[:3]] for kind, text in parts if kind == "month"]
    if len(named) == 1 and parts[0][0] != "month" and parts[-1][0] == "month":  # "20 APR"
        parts = [("month", parts[-1][1]), *parts[:-1]]
    days: list[datetime] = []
    for kind, text in parts:
        if kind == "month":
            new = MONTHS[text[:3]]
            year += 1 if new < month else 0
            month = new
        elif kind == "days":
            ends = [int(n) for n in re.findall(r"\d+", text)]
            last = days[-1] if days else begin.replace(hour=0, minute=0)
            if not named and ends[0] < last.day and month == last.month:
                month, year = (month + 1, year) if month < 12 else (1, year + 1)
            first = _day(year, month, ends[0])
            final = _day(year, month, ends[-1])
            if first and final and final < first:
                final = _day(year + month // 12, month % 12 + 1, ends[-1])
            if first and final:
                days += span_of_days(first, final)
    return days


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _long_form(text: str) -> list[Window]:
    """ "August 18, 2026 at 0021 UTC" or "05 MAR 09:45 2020": the first two are begin and end."""
    found: list[datetime] = []
    for m in _LONG.finditer(text):
        side = "1" if m["m1"] else "2"
        month = MONTHS.get(m["m" + side])
        hour = clock(m["t" + side].replace(":", ""))
        day = _day(int(m["y" + side]), month, int(m["d" + side])) if month else None
        if (
            day
            and hour is not None
            and not re.search(r"ISSUE DATE\s*:\s*$", text[max(0, m.start() - 20) : m.start()])
        ):
            found.append(day + hour)
    if len(found) < 2 or found[1] <= found[0]:
        return []
    lead = re.search(r"(\d{4}-\d{4}),\s*\d\d [A-Z]{3} \d\d:\d\d \d{4}\s+UNTIL", text)
    if lead and (hours := _hours(lead[1])):
        first = found[0].replace(hour=0, minute=0)
        windows = [daily(d, *hours) for d in span_of_days(first, found[1])]
        return [w for w in windows if w[0] >= found[0] and w[1] <= found[1]]
    return [(found[0], found[1])]
