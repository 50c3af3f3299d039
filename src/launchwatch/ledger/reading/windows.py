"""The window that a statement tells: `by the end of May`, `between 27 May and 4 June`, `within two weeks`.

Days are days of UTC, an end is the instant after the last of them.  What is told without a year or only by
its weekday is counted from the day of publication: forward in a statement about the future, else backward.
`early`, `mid` and `late` are the thirds of a month or year; `by May` counts May in, `before May` does not.
Words without a measure (`soon`, `in the coming days`) make no window.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Literal

from launchwatch.ledger.reading.numerals import spelt_of

Window = tuple[datetime | None, datetime | None]
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTH = rf"(?:{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s(?:of\s)?(?P<year@>20\d\d|(?:this|next|last)\syear)\b)?"
_PART = (
    r"(?:(?P<part@>early|mid|late|the\sbeginning\sof|the\sstart\sof|the\smiddle\sof|(?:the\s)?end\sof)[\s-])?"
)
_SPOT = (
    rf"(?:{_PART}(?:(?P<dm@>{_DAY})\s(?:of\s)?(?P<m1@>{_MONTH}){_YEAR}|(?P<m2@>{_MONTH})\s(?P<md@>{_DAY})\b(?!:)"
    rf"{_YEAR.replace('year@', 'yeah@')}|(?P<m3@>{_MONTH}){_YEAR.replace('year@', 'yeal@')}"
    r"|(?:the\s)?(?P<which@>first|second|third|fourth)\s(?P<share@>quarter|half)\sof\s(?P<of@>20\d\d|(?:this|next|last|the)\syear)"
    r"|(?P<span@>(?:this|next|last|the|the\scoming|the\sfollowing)\s(?:week|month|year))\b"
    rf"|(?P<weekday@>{'|'.join(_DAYS)})\b|(?P<day@>today|tonight|tomorrow|yesterday)\b"
    r"|(?P<alone@>20\d\d)\b|(?P<yearend@>year[\s-]end)))"
)
_ONE, _TWO = _SPOT.replace("@", "_a"), _SPOT.replace("@", "_b")
_RANGE = re.compile(
    rf"\b(?:between|from)\s{_ONE}\s(?:and|to|until|till|through)\s{_TWO}|\b{_ONE.replace('_a>', '_c>')}"
    rf"\s?(?:-|–|to|until|through)\s?{_TWO.replace('_b>', '_d>')}",
    re.I,
)
_SAME_MONTH = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s(?P<a1>{_DAY})\s?(?:-|–|to|and)\s?(?P<b1>{_DAY})\b"
    rf"|(?P<a2>{_DAY})\s?(?:-|–|to|and)\s?(?P<b2>{_DAY})\s(?P<m2>{_MONTH}))(?:,?\s(?P<year>20\d\d))?",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:within|in(?:\sthe)?\snext|over\sthe\snext|in)\s(?:the\snext\s)?"
    r"(?P<n>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
    r"\s(?P<unit>hour|day|week|month|year)s?\b",
    re.I,
)
_POINT = re.compile(
    r"\b(?P<how>by|before|until|till|no\slater\sthan|not\slater\sthan|after|since|from|starting|as\searly\sas"
    rf"|as\ssoon\sas|no\searlier\sthan|later|on|in|at|during)?\s?(?:late\son\s)?{_SPOT.replace('@', '_a')}",
    re.I,
)
_ENDS = frozenset({"by", "until", "till", "no later than", "not later than"})
_BEGINS = frozenset({"after", "since", "from", "starting", "as early as", "as soon as", "no earlier than"})


_FUTURE = re.compile(
    r"\b(?:will|would|shall|should|plan(?:s|ned)?|going\sto|expected|could|may|might|to\sbe|due|scheduled|set\sto"
    r"|aims?\sto|intends?|next|tomorrow|coming)\b",
    re.I,
)
_PRESENT = re.compile(r"\b(?:is|are|has\sno|remains?|appears?|believes?)\b", re.I)


def tense_of(said: str) -> Literal["past", "present", "future"]:
    """Whether a statement speaks of what is to come, what is, or what was.

    >>> tense_of("A second launch would follow by May")
    'future'
    """
    if _FUTURE.search(said):
        return "future"
    return "present" if _PRESENT.search(said) else "past"


def window_of(said: str, published: datetime, tense: str = "future") -> Window:
    """Begin and end of the window that a statement tells, None where it is open or none is told.

    >>> window_of("It will fly by the end of May", datetime(2023, 5, 20, tzinfo=UTC))[1]
    datetime.datetime(2023, 6, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    day = published.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = tense == "future"
    for find in (_same_month, _range, _within, _point):
        begin, end = find(said, day, ahead)
        if (begin or end) and not (begin and end and end <= begin):
            return begin, end
    return None, None


def _same_month(said: str, day: datetime, ahead: bool) -> Window:
    m = _SAME_MONTH.search(said)
    if m is None:
        return None, None
    month, first, last = (m["m1"], m["a1"], m["b1"]) if m["m1"] else (m["m2"], m["a2"], m["b2"])
    year = int(m["year"]) if m["year"] else _year(_month(month), day, ahead)
    begin, end = _date(year, _month(month), first), _date(year, _month(month), last)
    return (begin, end + timedelta(days=1)) if begin and end else (None, None)


def _range(said: str, day: datetime, ahead: bool) -> Window:
    m = _RANGE.search(said)
    if m is None:
        return None, None
    tails = ("_a", "_b") if m.start("m1_a") >= 0 or any(m[g] for g in _groups(m, "_a")) else ("_c", "_d")
    begin, end = _spot(m, tails[0], day, ahead)[0], _spot(m, tails[1], day, ahead)[1]
    if begin and end and end <= begin:
        end = _later(end)
    return begin, end


def _within(said: str, day: datetime, ahead: bool) -> Window:
    m = _WITHIN.search(said)
    if m is None or not ahead:
        return None, None
    n = int(m["n"]) if m["n"].isdigit() else 1 if m["n"].lower() in ("a", "an") else int(spelt_of(m["n"]))
    unit = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.5, "year": 365.25}[m["unit"].lower()]
    return day, day + timedelta(days=max(1.0, n * unit) + 1)


def _point(said: str, day: datetime, ahead: bool) -> Window:
    for m in _POINT.finditer(said):
        if not any(m[g] for g in _groups(m, "_a")):
            continue
        how = " ".join((m["how"] or "").lower().split())
        if (
            not how
            and not m["part_a"]
            and (m["alone_a"] or m["m3_a"] or m["span_a"] in ("the week", "the month", "the year"))
        ):
            continue
        begin, end = _spot(m, "_a", day, ahead)
        if begin is None or end is None:
            continue
        if how == "before":
            return None, end if (m["part_a"] or "").lower().endswith("end of") else begin
        if how in _ENDS:
            return None, end
        if how in _BEGINS:
            return (end if how == "after" else begin), None
        return (max(begin, day) if how == "later" else begin), end
    return None, None


def _groups(m: re.Match[str], tail: str) -> list[str]:
    names = ("m1", "m2", "m3", "which", "span", "weekday", "day", "alone", "yearend")
    return [f"{name}{tail}" for name in names]


def _spot(m: re.Match[str], tail: str, day: datetime, ahead: bool) -> tuple[datetime | None, datetime | None]:
    """Begin and end of one named time."""

    def get(name: str) -> str:
        return (m[f"{name}{tail}"] or "").lower()

    part: Callable[[datetime, datetime], tuple[datetime, datetime]] = lambda a, b: _third(a, b, get("part"))  # noqa: E731
    if get("m1") or get("m2"):
        month, number = (get("m1"), get("dm")) if get("m1") else (get("m2"), get("md"))
        year = _told_year(get("year") or get("yeah"), day) or _year(_month(month), day, ahead)
        at = _date(year, _month(month), number)
        return (at, at + timedelta(days=1)) if at else (None, None)
    if get("m3"):
        month_number = _month(get("m3"))
        year = _told_year(get("yeal"), day) or _year(month_number, day, ahead)
        begin = datetime(year, month_number, 1, tzinfo=UTC)
        return part(begin, _months_on(begin, 1))
    if get("which"):
        begin = datetime(_told_year(get("of"), day) or day.year, 1, 1, tzinfo=UTC)
        months = 3 if get("share") == "quarter" else 6
        at = _months_on(begin, months * ("first", "second", "third", "fourth").index(get("which")))
        return at, _months_on(at, months)
    if get("span"):
        which, unit = get("span").rsplit(maxsplit=1)
        step = {"next": 1, "last": -1, "the coming": 1, "the following": 1}.get(which, 0)
        return part(*_unit(unit, day, step))
    if get("weekday"):
        gap = (_DAYS.index(get("weekday")) - day.weekday()) % 7
        at = day + timedelta(days=gap if ahead or gap == 0 else gap - 7)
        return at, at + timedelta(days=1)
    if get("day"):
        at = day + timedelta(days={"tomorrow": 1, "yesterday": -1}.get(get("day"), 0))
        return at, at + timedelta(days=1)
    year = int(get("alone")) if get("alone") else day.year
    begin = datetime(year, 1, 1, tzinfo=UTC)
    return part(begin, _months_on(begin, 12)) if get("alone") or get("yearend") else (None, None)


def _third(begin: datetime, end: datetime, part: str) -> tuple[datetime, datetime]:
    if not part:
        return begin, end
    third = (end - begin) / 3
    if part in ("early", "the beginning of", "the start of"):
        return begin, _midnight(begin + third)
    if part in ("mid", "the middle of"):
        return _midnight(begin + third), _midnight(end - third)
    return _midnight(end - third), end


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _unit(unit: str, day: datetime, step: int) -> tuple[datetime, datetime]:
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(weeks=1)
    first = day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
    months = 1 if unit == "month" else 12
    begin = _months_on(first, step * months)
    return begin, _months_on(begin, months)


def _months_on(at: datetime, months: int) -> datetime:
    years, month = divmod(at.month - 1 + months, 12)
    return at.replace(year=at.year + years, month=month + 1, day=1)


def _later(at: datetime) -> datetime:
    return at.replace(year=at.year + 1) if (at.month, at.day) != (2, 29) else at + timedelta(days=366)


def _told_year(told: str, day: datetime) -> int:
    if told[:2] == "20":
        return int(told)
    return {"this": day.year, "the": day.year, "next": day.year + 1, "last": day.year - 1}.get(
        told[:4].split(" ")[0], 0
    )


def _year(month: int, day: datetime, ahead: bool) -> int:
    """The year of a month without one: the next such month, or the last."""
    if ahead:
        return day.year + (month < day.month)
    return day.year - (month > day.month)


def _month(word: str) -> int:
    return next(k for k, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _date(year: int, month: int, number: str) -> datetime | None:
    try:
        return datetime(year, month, int(re.sub(r"\D", "", number)), tzinfo=UTC)
    except ValueError:
        return None
