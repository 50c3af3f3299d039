"""Instants as a case writes them, read into UTC.

Text (`2023-11-21T22:43+09:00`, `2023-11-21T13:42:28Z`) and TOML's own date-times are read alike.  A time of
day without a zone is refused: the local clock of a launch and UTC are hours apart, and the as-of rule
would show an item too early.  A date alone says only the day, so as a date of publication (and as the
instant of an as-of view) it stands for the *end* of that day in UTC: nothing is known before it surely was.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from launchwatch.errors import CaseError

_ZONE = "give the zone, e.g. '2023-11-21T12:00Z' or '2023-11-21T21:00+09:00'"
_TIME_OF_DAY = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?")
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


def read_instant(value: object) -> datetime:
    """An instant with its zone, as UTC; a date alone or a time without zone is refused."""
    from launchwatch.earth import parse_utc

    if not isinstance(value, datetime | date | str):
        raise CaseError(f"{value!r} is not an instant", mend=_ZONE)
    text = value if isinstance(value, str) else value.isoformat()
    return parse_utc(text)


def read_publication(value: object) -> datetime:
    """When an item was known: an instant with its zone, or a date, which is the end of that day in UTC.

    >>> read_publication("2023-11-01").isoformat()
    '2023-11-01T23:59:59+00:00'
    """
    from launchwatch.earth import parse_day

    if isinstance(value, date) and not isinstance(value, datetime):
        return parse_day(value.isoformat())
    if isinstance(value, str) and "T" not in value and ":" not in value:
        return parse_day(value)
    return read_instant(value)


def read_time_of_day(value: object) -> time:
    """A time of day with its zone, as UTC: `22:30Z`, `07:00+09:00`."""
    found = _TIME_OF_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    mend = "write it as '22:30Z' or '07:30+09:00'"
    if found is None:
        raise CaseError(f"'{value}' cannot be read as a time of day", mend=mend)
    if not found[4]:
        raise CaseError(f"'{value}' is a time of day without a zone", mend=mend)
    try:
        local = time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        raise CaseError(f"'{value}' is no time of day", mend=mend) from None
    offset = timedelta(0) if found[4] == "Z" else read_offset(found[4])
    # Any day well inside the calendar will do; only the clock is kept.
    return (datetime.combine(date(2000, 1, 2), local, tzinfo=UTC) - offset).time()


def read_offset(value: object) -> timedelta:
    """An offset of local time from UTC, as `+09:00`; at most 14 hours either way."""
    found = _OFFSET.fullmatch(value.strip()) if isinstance(value, str) else None
    if found and int(found[3]) < 60:
        size = timedelta(hours=int(found[2]), minutes=int(found[3]))
        if size <= timedelta(hours=14):
            return -size if found[1] == "-" else size
    raise CaseError(f"'{value}' cannot be read as an offset from UTC", mend="write it as '+09:00'")
