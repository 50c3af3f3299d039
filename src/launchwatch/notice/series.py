"""Whose notice it is: splitting a file into notices, number, series, date of issue, what it cancels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from launchwatch.notice.dates import MONTHS, Calendar, clock, full_year

_MSI_NAME = r"(?:NAVAREA\s+[IVX]{1,5}|HYDROPAC|HYDROLANT|HYDROARC)"
_MSI = re.compile(rf"^[ \t]*(?P<series>{_MSI_NAME})\s+(?P<number>\d{{1,4}}/\d\d)", re.M)
_PRIP = re.compile(r"^\s*(?P<series>ПРИП\s+[А-Я\-]{3,20})\s+(?P<number>\d{1,4}(?:/\d\d)?)\b")
_DTG_LINE = re.compile(
    r"^[ \t]*(?P<day>\d\d)(?P<hour>\d{4})Z\s+(?P<month>[A-Z]{3})\s+(?P<year>\d\d)\.?[ \t]*\r?$", re.M
)
_NOTAM = re.compile(
    r"(?:^|(?<=\s))(?P<number>[A-Z]\d{4}/\d\d)\s+NOTAM(?P<kind>[NRC])(?:\s+(?P<old>[A-Z]\d{4}/\d\d))?"
)
_NOTAM_LOOSE = re.compile(r"^\s*(?P<number>[A-Z]\d{4}/\d\d)\b|^\s*(?P<fdc>(?:!)?FDC\s+\d/\d{4})")
_CANCEL = re.compile(rf"CANCEL\s+(?P<list>(?:{_MSI_NAME}|\d|[/,\s()]|AND(?!\s+THIS)|GEN)+)")
_NUMBER = re.compile(rf"(?P<series>{_MSI_NAME})?\s*(?P<number>\d{{1,4}}/\d\d)")
_SELF = re.compile(r"CANCEL\s+THIS\s+(?:MSG|MESSAGE)\s+(\d\d)(\d{4})Z\s+([A-Z]{3})(?:\s+(\d\d))?")
_CREATED = re.compile(r"CREATED:\s*(\d\d)\s+([A-Z]{3})\s+(?:(\d{4})\s+(\d\d):(\d\d)|(\d\d):(\d\d)\s+(\d{4}))")
_EXTERNAL_DATE = re.compile(r"ISSUE DATE\s*:\s*([A-Z]{3})[A-Z]*\s+(\d{1,2}),\s+(\d{4})\s+AT\s+(\d{4})")


@dataclass(slots=True)
class Identity:
    """Number, series and date of issue of a notice, and the numbers it cancels."""

    kind: str  # "msi", "notam" or "text"
    id: str = ""
    series: str = ""
    issued: datetime | None = None
    cancels: list[str] = field(default_factory=list)
    self_cancel: datetime | None = None
    year: int | None = None


def split_notices(text: str) -> list[tuple[int, int]]:
    """Where each notice of a text begins and ends; parts of one NOTAM stay together; nothing is left out."""
    starts: list[int] = []
    numbers: set[str] = set()
    dtg_ends = {m.end(): m.start() for m in _DTG_LINE.finditer(text)}
    for m in _MSI.finditer(text):
        start = m.start()
        for end in range(start, max(start - 3, -1), -1):  # the date-time group stands on the line before
            start = dtg_ends.get(end, start)
        starts.append(start)
    for m in _NOTAM.finditer(text):
        if m["number"] not in numbers:
            starts.append(m.start())
            numbers.add(m["number"])
    starts = sorted(set(starts))
    if not starts:
        return [(0, len(text))]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def identify(text: str, issued: datetime | None, series: str = "") -> Identity:
    """Read number, series, date of issue and cancellations of one notice (upper case)."""
    msi, notam = _MSI.search(text), _NOTAM.search(text)
    if notam and (not msi or notam.start() < msi.start()):
        who = Identity("notam", notam["number"], "NOTAM")
        if notam["old"]:
            who.cancels = [notam["old"]]
    elif msi:
        name = " ".join(msi["series"].split())
        who = Identity("msi", f"{name} {msi['number']}", name)
    elif russian := _PRIP.match(text):
        name = " ".join(russian["series"].split())
        who = Identity("msi", f"{name} {russian['number']}", name)
    elif loose := _NOTAM_LOOSE.match(text):
        who = Identity("notam", loose["number"] or " ".join(loose["fdc"].split()), "NOTAM")
    elif "HAZARDOUS OPERATIONS" in text or re.search(rf"CANCEL\s+{_MSI_NAME}", text):
        who = Identity("msi", "", series)
    else:
        who = Identity("text", "", series)
    who.issued = issued or _issued(text)
    number = re.search(r"/(\d\d)$", who.id)
    who.year = full_year(int(number[1])) if number else None
    if who.kind == "msi":
        who.cancels = _cancelled(text, who.series)
        _read_self_cancel(text, who)
    return who


def _issued(text: str) -> datetime | None:
    parts: tuple[str, str, str, str] | None = None  # day, month, year, hhmm
    if m := _DTG_LINE.search(text):
        parts = (m["day"], m["month"], str(full_year(int(m["year"]))), m["hour"])
    elif m := _CREATED.search(text):
        hhmm = m[4] + m[5] if m[3] else m[6] + m[7]
        parts = (m[1], m[2], m[3] or m[8], hhmm)
    elif m := _EXTERNAL_DATE.search(text):
        parts = (m[2], m[1], m[3], m[4])
    if not parts or parts[1] not in MONTHS:
        return None
    hour = clock(parts[3])
    day = Calendar().day(int(parts[0]), MONTHS[parts[1]], int(parts[2]))
    return day + hour if day is not None and hour is not None else None


def _cancelled(text: str, series: str) -> list[str]:
    out: list[str] = []
    for clause in _CANCEL.finditer(text):
        name = series
        for m in _NUMBER.finditer(clause["list"]):
            name = " ".join(m["series"].split()) if m["series"] else name
            label = f"{name} {m['number']}".strip()
            if label not in out:
                out.append(label)
    return out


def _read_self_cancel(text: str, who: Identity) -> None:
    """ "CANCEL THIS MSG 251100Z MAY 23": when the notice ends by itself; it may carry the year."""
    m = _SELF.search(text)
    if not m or m[3] not in MONTHS:
        return
    year = full_year(int(m[4])) if m[4] else None
    if who.year is None and year:
        who.year = year
    hour = clock(m[2])
    day = Calendar(who.issued, who.year).day(int(m[1]), MONTHS[m[3]], year)
    who.self_cancel = day + hour if day is not None and hour is not None else None
