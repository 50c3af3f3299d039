"""Hours before or after UTC of the time zones that letters and coast-guard notices name.

Zones with their own abbreviation are a table.  "Local time" without a name is taken from the place: the
civil time of the United States with its daylight saving (second Sunday of March to first Sunday of November,
the rule since 2007) on its coasts, the nautical zone of the longitude elsewhere; either is said to be a
guess.  Pyongyang time was half an hour behind from 15 August 2015 to 4 May 2018.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_HOURS = {
    "UTC": 0.0, "GMT": 0.0, "Z": 0.0, "KST": 9.0, "JST": 9.0, "MSK": 3.0, "МСК": 3.0, "IST": 5.5,
    "EST": -5.0, "EDT": -4.0, "CST": -6.0, "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0,
    "AKST": -9.0, "AKDT": -8.0, "HST": -10.0, "NZST": 12.0, "NZDT": 13.0, "CET": 1.0, "CEST": 2.0,
    "BEIJING": 8.0, "JAPAN": 9.0, "JAPANESE": 9.0, "KOREA": 9.0, "KOREAN": 9.0, "SEOUL": 9.0, "TOKYO": 9.0,
    "MOSCOW": 3.0, "INDIAN": 5.5, "日本時間": 9.0, "日本標準時": 9.0, "한국시간": 9.0, "한국 시간": 9.0,
}  # fmt: skip
_PYONGYANG = ("PYONGYANG", "평양시간", "평양 시간")
_CIVIL = {
    "EASTERN": -5.0,
    "CENTRAL": -6.0,
    "MOUNTAIN": -7.0,
    "PACIFIC": -8.0,
    "ALASKA": -9.0,
    "ALASKAN": -9.0,
}
_NAMES = "|".join(sorted((re.escape(n) for n in (*_HOURS, *_PYONGYANG)), key=len, reverse=True))
ZONE = re.compile(
    rf"(?P<offset>\b(?:UTC|GMT)\s?[+\-]\s?\d{{1,2}}(?::?\d\d)?\b)"
    rf"|(?P<name>(?:\b|(?<=\d))(?:{_NAMES})(?![A-Z])(?:\s(?:STANDARD\s|DAYLIGHT\s)?TIME)?)"
    rf"|(?P<civil>\b(?:{'|'.join(_CIVIL)})\s(?:STANDARD\s|DAYLIGHT\s)?TIME\b)"
    r"|(?P<local>\bLOCAL(?:\sTIME)?\b|\bLT\b|現地時間|현지시간)"
)
_HALF_BEHIND = (datetime(2015, 8, 14, 15, tzinfo=UTC), datetime(2018, 5, 4, 15, tzinfo=UTC))
_COASTS = (  # south, north, west, east (deg), hours of standard time
    (24.0, 46.0, -88.0, -60.0, -5),
    (24.0, 31.0, -100.0, -88.0, -6),
    (30.0, 49.0, -135.0, -114.0, -8),
    (51.0, 72.0, -172.0, -130.0, -9),
)


def offset_of(word: str, moment: datetime) -> timedelta:
    """How far a named zone is ahead of UTC at that moment.

    >>> offset_of("PYONGYANG TIME", datetime(2016, 2, 7, tzinfo=UTC))
    datetime.timedelta(seconds=30600)
    """
    m = re.match(r"(?:UTC|GMT)\s?([+\-])\s?(\d{1,2}):?(\d\d)?$", word)
    if m:
        span = timedelta(hours=int(m[2]), minutes=int(m[3] or 0))
        return span if m[1] == "+" else -span
    half = word.split(" ")[0]
    if half in _CIVIL:
        saving = "DAYLIGHT" in word or ("STANDARD" not in word and _saving(moment))
        return timedelta(hours=_CIVIL[half] + saving)
    name = re.sub(r"\s(?:STANDARD\s|DAYLIGHT\s)?TIME$", "", word)
    if name in _PYONGYANG:
        return timedelta(hours=8.5 if _HALF_BEHIND[0] <= moment < _HALF_BEHIND[1] else 9.0)
    return timedelta(hours=_HOURS[name])


def local_offset(place: tuple[float, float], day: datetime) -> tuple[timedelta, str]:
    """How far the local time of a place (degrees) is ahead of UTC that day, and what was taken for it.

    >>> local_offset((28.5, -80.5), datetime(2024, 7, 1, tzinfo=UTC))[0] == timedelta(hours=-4)
    True
    """
    lat, lon = place
    for south, north, west, east, hours in _COASTS:
        if south <= lat <= north and west <= lon <= east:
            return timedelta(hours=hours + _saving(day)), "the civil time of that coast"
    return timedelta(hours=round(lon / 15.0)), "the nautical time of that longitude"


def _saving(day: datetime) -> bool:
    return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)


def _sunday(year: int, month: int, count: int) -> datetime:
    first = datetime(year, month, 1, tzinfo=UTC)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (count - 1))
