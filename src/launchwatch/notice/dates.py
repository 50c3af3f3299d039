"""Days and hours without a year, as warnings write them, made into instants of UTC.

A warning says ``121606Z NOV`` and means the next such day after it was issued.  `Calendar` holds what is
known of the time of issue and resolves day, month and year; it says so when it had to guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

Window = tuple[datetime, datetime]

MONTHS = {
    name: number
    for number, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], start=1
    )
}
_RUSSIAN = ["ЯНВ", "ФЕВ", "МАР", "АПР", "МА[ЙЯ]", "ИЮН", "ИЮЛ", "АВГ", "СЕН", "ОКТ", "НОЯ", "ДЕК"]
MONTH_WORD = "|".join([*MONTHS, *_RUSSIAN])  # the beginning of the name of a month, as a pattern
_BEFORE = timedelta(days=62)  # a warning in force may name days that lie this far back


@dataclass(slots=True)
class Calendar:
    """When the text was issued (or the year it is of), to place days that carry no year."""

    issued: datetime | None = None
    year: int | None = None
    problems: list[str] = field(default_factory=list)

    def day(self, day: int, month: int | None, year: int | None = None) -> datetime | None:
        """Midnight UTC at the beginning of that day, or None (with a problem) when there is no such day."""
        if month is None:
            if self.issued is None:
                self.problems.append(f"day {day}: no month is given and no date of issue is known")
                return None
            month = self.issued.month + (1 if day < self.issued.day else 0)
            self.problems.append(f"day {day}: no month is given; taken as the next such day after issue")
            month, year = (1, self.issued.year + 1) if month == 13 else (month, self.issued.year)
        if year is None and self.issued is not None:
            years = (self.issued.year - 1, self.issued.year, self.issued.year + 1)
            days = [d for d in (_day(y, month, day) for y in years) if d and d >= self.issued - _BEFORE]
            if days:
                return days[0]
        if year is None and self.issued is None:
            year = self.year
        if year is None:
            self.problems.append(f"day {day} of month {month}: no such day near the issue, or no year known")
            return None
        found = _day(year, month, day)
        if found is None:
            self.problems.append(f"there is no day {day} in month {month} of {year}")
        return found


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def month_number(word: str) -> int:
    """The number of the month whose name begins with this word (English or Russian, upper case).

    >>> month_number("AUGUST"), month_number("АВГ")
    (8, 8)
    """
    known = MONTHS.get(word[:3])
    return known or next(k for k, name in enumerate(_RUSSIAN, 1) if re.match(name, word))


def full_year(two: int) -> int:
    """The year of two digits: 70 to 99 are of the last century."""
    return two + (1900 if two >= 70 else 2000)


def clock(hhmm: str) -> timedelta | None:
    """Time of day of four digits; 2400 is the end of the day."""
    hours, minutes = int(hhmm[:2]), int(hhmm[2:])
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        return None
    return timedelta(hours=hours, minutes=minutes)


def daily(day: datetime, begin: timedelta, end: timedelta) -> Window:
    """The window of a day from one hour to another, over midnight when the end is not later."""
    return day + begin, day + end + (timedelta(days=1) if end <= begin else timedelta(0))


def span_of_days(first: datetime, last: datetime, limit: int = 800) -> list[datetime]:
    """Every midnight from the first day to the last, both in; at most `limit` of them."""
    count = min((last - first).days + 1, limit)
    return [first + timedelta(days=k) for k in range(count)]
