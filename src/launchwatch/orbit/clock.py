"""Times of CCSDS messages, and the clocks they are given on, to UTC.

A clock that is tied to atomic time is turned into UTC to the microsecond (leap seconds by erfa; dynamical
time to 2 milliseconds, a tenth of what a set is off). A clock that counts from an instant which the message
does not tell (mission time), or by the turning of the Earth (UT1, sidereal time), cannot be: such an epoch is
kept as it stands, the name of its clock with it, and nothing is propagated from it.

Source: CCSDS 502.0-B-3, Orbit Data Messages, section 7.5.10 and annex B; SANA registry of time systems;
IAU 2000 resolution B1.9 and 2006 resolution B3 for TCG and TCB.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta

from launchwatch.earth import tai_minus_utc
from launchwatch.errors import ElementsError

#: TAI less the clock, s.
_BEHIND_TAI = {
    "TAI": 0.0, "TT": -32.184, "TDT": -32.184, "ET": -32.184, "TDB": -32.184, "GPS": 19.0, "QZSS": 19.0,
    "GST": 19.0, "GALILEO": 19.0, "BDT": 33.0,
}  # fmt: skip
#: How fast a clock gains on TT, and the instant at which both agreed (1977-01-01 in TAI).
_GAIN = {"TCG": 6.969290134e-10, "TCB": 1.550519768e-8}
_AGREED = datetime(1977, 1, 1, 0, 0, 32, 184000, tzinfo=UTC)
#: Clocks of which a message may speak and which no table here turns into UTC.
KEPT = frozenset(("UT1", "GMST", "MET", "MRT", "SCLK"))
_EPOCH = re.compile(r"(\d{4})-(?:(\d{2})-(\d{2})|(\d{3}))[T ](\d{2}):(\d{2}):(\d{2})(\.\d*)?Z?", re.ASCII)


def epoch(text: str, where: str = "") -> datetime:
    """A CCSDS time, by calendar or day of year, on the clock of its message, to the microsecond.

    >>> epoch("2007-065T16:00:00")
    datetime.datetime(2007, 3, 6, 16, 0, tzinfo=datetime.timezone.utc)
    """
    found = _EPOCH.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError
        year, month, day, ordinal, hour, minute, second, part = found.groups()
        midnight = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
        if ordinal is not None:
            if not 1 <= int(ordinal) <= 365 + calendar.isleap(int(year)):
                raise ValueError
            midnight += timedelta(days=int(ordinal) - 1)
        if int(hour) > 23 or int(minute) > 59 or int(second) > 60:
            raise ValueError
        micro = round(float("0" + (part or ".0")) * 1e6)
        return midnight + timedelta(
            hours=int(hour), minutes=int(minute), seconds=int(second), microseconds=micro
        )
    except (ValueError, OverflowError):
        raise ElementsError(
            f"epoch {text.strip()[:40]!r} is no time", where=where, mend="write 2023-11-22T00:25:27.5"
        ) from None


def to_utc(instant: datetime, system: str, where: str = "") -> tuple[datetime, str]:
    """An instant read on the clock `system`, as UTC; and "UTC", or the clock that it had to be left on.

    >>> to_utc(epoch("2026-01-01T00:00:18"), "GPS")
    (datetime.datetime(2026, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), 'UTC')
    """
    name = system.strip().upper()
    if name == "UTC":
        return instant, "UTC"
    if name in KEPT:
        return instant, name
    try:
        if name in ("GLONASS", "GLONASST"):  # Moscow's time
            return instant - timedelta(hours=3), "UTC"
        tai = instant
        if name in _GAIN:
            tai -= timedelta(seconds=_GAIN[name] * (instant - _AGREED).total_seconds() + 32.184)
        elif name in _BEHIND_TAI:
            tai += timedelta(seconds=_BEHIND_TAI[name])
        else:
            raise ElementsError(
                f"time system {system.strip()[:40]!r}", where=where, mend="UTC, TAI, TT, TDB, GPS … are read"
            )
        utc = tai
        for _ in range(2):  # the leap seconds are those of the instant in UTC
            utc = tai - timedelta(seconds=float(tai_minus_utc(utc)))
    except OverflowError:
        raise ElementsError(f"the epoch {instant.isoformat()} has no UTC", where=where) from None
    return utc, "UTC"
