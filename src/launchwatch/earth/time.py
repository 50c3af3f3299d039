"""Instants and time scales: UTC at the faces, TAI, TT and UT1 where the physics wants them.

An instant is a timezone-aware `datetime`, or a numpy array of `datetime64` that means UTC.  Inside, a scale
is read as a Julian date in two parts, a day that starts at midnight and the part of a day since, which keep
a microsecond over centuries.  TAI - UTC is erfa's table of leap seconds; after its last entry, and before
its first (1960), the difference stays what it is there.  UT1 - UTC is an argument, 0 where nothing is said:
at most 0.9 s, which is 420 m at the equator.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from launchwatch.errors import InputError

Instants = datetime | NDArray[np.datetime64]
"""One instant, or many: an aware datetime, or an array of datetime64 in UTC."""
TwoPart = tuple[NDArray[np.float64], NDArray[np.float64]]
"""A Julian date in two parts: day (ends in .5) and part of the day."""

SECONDS_PER_DAY = 86_400.0
TT_MINUS_TAI = 32.184
"""Seconds."""

_UNIX_EPOCH = 2_440_587.5
_FIRST_UTC = np.datetime64("1960-01-01")
_MEND = "write the zone, e.g. 2023-11-21T12:00Z or 2023-11-21T21:00+09:00"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?"
)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: float = 0.0) -> datetime:
    """An instant in UTC.

    >>> utc(2023, 11, 21, 13, 42, 28)
    datetime.datetime(2023, 11, 21, 13, 42, 28, tzinfo=datetime.timezone.utc)
    """
    return datetime(year, month, day, hour, minute, tzinfo=UTC) + timedelta(seconds=second)


def parse_utc(text: str, where: str = "") -> datetime:
    """Read an instant with its zone (ISO 8601); a date alone, or a time without a zone, is refused.

    >>> format_utc(parse_utc("2023-11-21T22:43+09:00"))
    '2023-11-21T13:43:00Z'
    """
    found = _INSTANT.fullmatch(text.strip())
    if found is None:
        if _DAY.fullmatch(text.strip()):
            raise InputError(f"'{text}' is a date without a time and zone", where=where, mend=_MEND)
        raise InputError(f"'{text}' is not an instant", where=where, mend=_MEND)
    day, hour, minute, second, fraction, zone = found.groups()
    if zone is None:
        raise InputError(f"'{text}' has no time zone", where=where, mend=_MEND)
    if second == "60":
        raise InputError(
            f"'{text}' lies in a leap second", where=where, mend="write second 59 or the next 00"
        )
    digits = (zone if zone[0] in "+-" else "+0000").replace(":", "")
    hours, minutes = int(digits[1:3]), int(digits[3:5] or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    if hours > 14 or minutes > 59:
        raise InputError(f"'{text}' has an impossible time zone", where=where, mend=_MEND)
    try:
        local = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second or '00'}")
        local += timedelta(microseconds=round(float(f"0.{fraction or 0}") * 1e6))
        return (local - offset if digits[0] == "+" else local + offset).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InputError(
            f"'{text}' is not a date and time that exists", where=where, mend="check the digits"
        ) from None


def parse_day(text: str, where: str = "", *, end: bool = True) -> datetime:
    """Read a date alone as an instant: the last second of that day in UTC, or with `end=False` its beginning.

    >>> format_utc(parse_day("2023-11-01"))
    '2023-11-01T23:59:59Z'
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise InputError(f"'{text}' is not a date", where=where, mend="write it as 2023-11-01")
    try:
        day = date(*(int(part) for part in found.groups()))
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=86_399 if end else 0)
    except (ValueError, OverflowError):
        raise InputError(
            f"'{text}' is not a date that exists", where=where, mend="check the digits"
        ) from None


def format_utc(instant: datetime, digits: int = 0) -> str:
    """The instant as ISO 8601 in UTC, rounded to `digits` (0 to 6) decimals of a second.

    >>> format_utc(utc(2023, 11, 21, 13, 42, 28.6))
    '2023-11-21T13:42:29Z'
    """
    step = 10 ** (6 - digits)
    at = to_utc(instant)
    micro = at.microsecond
    rounded = at + timedelta(microseconds=round(micro / step) * step - micro)
    text = rounded.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    return f"{text}.{rounded.microsecond // step:0{digits}d}Z" if digits else f"{text}Z"


def to_utc(instant: datetime) -> datetime:
    """The same instant with UTC as its zone; one without a zone is refused."""
    if instant.tzinfo is None:
        raise InputError(f"'{instant.isoformat()}' has no time zone", mend=_MEND)
    return instant.astimezone(UTC)


def _day_and_seconds(at: Instants) -> tuple[NDArray[np.datetime64], NDArray[np.float64]]:
    """The UTC day (datetime64[D]) and the seconds since its midnight."""
    if isinstance(at, datetime):
        at = np.asarray(to_utc(at).replace(tzinfo=None), dtype="datetime64[us]")
    day = at.astype("datetime64[D]")
    seconds = (at - day).astype("timedelta64[ns]").astype(np.int64) * 1e-9
    return day, np.asarray(seconds, dtype=np.float64)


def tai_minus_utc(at: Instants) -> NDArray[np.float64]:
    """TAI - UTC in seconds; before 1972 it drifts through the day, as UTC then did."""
    return _tai_minus_utc(*_day_and_seconds(at))


def _tai_minus_utc(day: NDArray[np.datetime64], seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    import erfa

    last = erfa.leap_seconds.get()[-1]
    last_step = np.datetime64(f"{last['year']:04d}-{last['month']:02d}-01")
    day = np.minimum(np.maximum(day, _FIRST_UTC), last_step)
    month = day.astype("datetime64[M]")
    year = month.astype("datetime64[Y]")
    found = erfa.dat(
        year.astype(np.int64) + 1970,
        (month - year).astype(np.int64) + 1,
        (day - month).astype(np.int64) + 1,
        seconds / SECONDS_PER_DAY,
    )
    return np.asarray(found, dtype=np.float64)


def _two_part(day: NDArray[np.datetime64], seconds: NDArray[np.float64]) -> TwoPart:
    return np.asarray(day.astype(np.int64) + _UNIX_EPOCH, np.float64), np.asarray(seconds / SECONDS_PER_DAY)


def tai(at: Instants) -> TwoPart:
    """TAI as a Julian date in two parts."""
    day, seconds = _day_and_seconds(at)
    return _two_part(day, seconds + _tai_minus_utc(day, seconds))


def tt(at: Instants) -> TwoPart:
    """Terrestrial Time as a Julian date in two parts."""
    day, seconds = _day_and_seconds(at)
    return _two_part(day, seconds + (_tai_minus_utc(day, seconds) + TT_MINUS_TAI))


def ut1(at: Instants, delta_ut1: float = 0.0) -> TwoPart:
    """UT1 as a Julian date in two parts; `delta_ut1` is UT1 - UTC in seconds."""
    day, seconds = _day_and_seconds(at)
    return _two_part(day, seconds + delta_ut1)
