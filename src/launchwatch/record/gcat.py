"""GCAT's own tables, as they lie at planet4589.org/space/gcat/tsv: launches, vehicles, organisations.

Tab-separated, the first line a heading that begins with `#`, further `#` lines are comments.  Read are
`launch/launch.tsv` and `derived/launchlog.tsv` (one row a launch, and one a payload), `tables/lv.tsv`
(family and builder of a vehicle) and `tables/orgs.tsv` (the state of an agency).

Which rows are attempts, and which reached orbit (GCAT, "Launch Designations", "Launch Success Fractions"):

- a tag YYYY-NNN is an attempt that reached orbit, unless its code is OF with a score of 0;
- a tag YYYY-Fnn is one that did not;
- a tag YYYY-Unn came near: it reached orbit if it is a failure with a score above 0, and not otherwise;
  one that is marked a success aimed just short of orbit, and is no attempt;
- all other tags (suborbital flights, explosions before lift-off) are no attempts, nor is a launch from
  the Moon.

`success` is the letter S of the launch code.  Its first letter is not used: D is given to successes only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from launchwatch.errors import InputError

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOON: Final = ("APBS", "APC", "CRI23", "CRI24", "DES", "FEC", "FMR", "HAD", "LIT", "LOMN", "SV3", "TRAN")
_TAG: Final = re.compile(r"(\d{4})-([FU]?)\d{2,4}")
_DATE: Final = re.compile(r"(\d{4}) ([A-Z][a-z]{2}) +(\d{1,2})(?: +(\d{2})(\d{2})(?::(\d{2}))?)?\S*\s*\??")
_CODE: Final = re.compile(r"[A-Z]([SFUE])(\d{2})?")


class Found(NamedTuple):
    """A launch as GCAT has it, before names are folded."""

    tag: str
    date: datetime
    vehicle: str
    agency: str
    state: str  # as the table gives it; empty where it does not
    site: str
    orbit: bool
    success: bool
    score: float | None


def heading(text: str) -> list[str]:
    """The columns of a GCAT table; empty where the text is none.

    >>> heading("#LV_Name\\tLV_Family\\n")
    ['LV_Name', 'LV_Family']
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return [name.strip() for name in first[1:].split("\t")] if first.startswith("#") else []


def launches(text: str, where: str) -> list[Found]:
    """The orbital attempts of a launch table; raises InputError with the line of a row that is none."""
    found: dict[str, Found] = {}
    for line, row in rows(text, ("Launch_Tag", "Launch_Date", "LV_Type", "Launch_Site", "Agency"), where):
        one = _attempt(row, f"{where}, line {line}")
        if one is not None:
            found.setdefault(one.tag, one)  # launchlog.tsv repeats a launch for each payload
    return list(found.values())


def vehicles(text: str, where: str) -> dict[str, tuple[str, str]]:
    """Family and builder of every vehicle of `lv.tsv`."""
    table = rows(text, ("LV_Name", "LV_Family", "LV_Manufacturer"), where)
    return {row["LV_Name"]: (row["LV_Family"], row["LV_Manufacturer"]) for _, row in table}


def agencies(text: str, where: str) -> dict[str, str]:
    """The state code of every organisation of `orgs.tsv`."""
    return {row["Code"]: row["StateCode"] for _, row in rows(text, ("Code", "StateCode"), where)}


def rows(text: str, needed: tuple[str, ...], where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a GCAT table with their line numbers; raises InputError for a missing column."""
    columns = heading(text)
    missing = [name for name in needed if name not in columns]
    if missing:
        raise InputError(f"the table lacks the column {missing[0]!r}", where=where, mend="give a GCAT table")
    for number, line in enumerate(text.split("\n")[1:], start=2):
        if line.strip() and not line.startswith("#"):
            values = [value.strip() for value in line.split("\t")]
            row = dict(zip(columns, values, strict=False))
            # the last, a note, may be cut off
            if len(values) < len(columns) - 1 or any(name not in row for name in needed):
                raise InputError("the row is cut off", where=f"{where}, line {number}")
            yield number, row


def when(text: str) -> datetime | None:
    """An instant as GCAT writes it, in UTC; a question mark and a missing hour are passed over.

    >>> str(when("2023 Nov 21 1342:58")), str(when("1998 Aug 31 0307?"))
    ('2023-11-21 13:42:58+00:00', '1998-08-31 03:07:00+00:00')
    """
    match = _DATE.fullmatch(text.strip())
    if match is None or match[2] not in MONTHS:
        return None
    year, day, hour, minute, second = (int(match[i] or 0) for i in (1, 3, 4, 5, 6))
    try:
        return datetime(year, MONTHS.index(match[2]) + 1, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _attempt(row: Mapping[str, str], where: str) -> Found | None:
    tag = _TAG.fullmatch(row["Launch_Tag"])
    code = _CODE.fullmatch(row.get("Launch_Code", row.get("LaunchCode", "")))
    letter = code[1] if code else "?"
    if tag is None or letter == "E" or (tag[2] == "U" and letter == "S") or row["Launch_Site"] in MOON:
        return None
    date = when(row["Launch_Date"])
    if date is None or date.year != int(tag[1]):
        raise InputError(
            f"{row['Launch_Tag']} has no date of its year: '{row['Launch_Date']}'",
            where=where,
            mend="write it as 2023 Nov 21 1342:58",
        )
    score = None if letter == "?" else _score(letter, code[2] if code else None)
    orbit = bool(score) if tag[2] == "U" else not tag[2] and (letter != "F" or score != 0.0)
    return Found(
        tag[0],
        date,
        row["LV_Type"],
        row["Agency"],
        row.get("LVState", ""),
        row["Launch_Site"],
        orbit,
        letter == "S" or (letter == "?" and orbit),
        score if score is not None else (1.0 if orbit else None),
    )


def _score(letter: str, digits: str | None) -> float | None:
    if digits:
        return int(digits) / 100.0
    return {"S": 1.0, "F": 0.0}.get(letter)
