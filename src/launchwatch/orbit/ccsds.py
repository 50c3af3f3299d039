"""State messages of the CCSDS, checked: what a reader of text or of XML found, against the tables.

A message comes as parts in their order (`Part`), each with its keywords (`Field`), whatever notation it was
written in. Checked are keywords, what must be given, parts given twice or out of order, units, numbers,
times. Figures stay as they stand in the message, in its units (km, km/s).

The order of keywords inside a part is fixed by the standard too; nothing hangs on it, messages of the field
break it, and it is not asked for here.

Source: CCSDS 502.0-B-3, sections 3, 5 and 7; CCSDS 508.0-B-1, sections 3 and 6.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from launchwatch.errors import ElementsError
from launchwatch.orbit.ccsds_tables import CHOICES, PARTS, VERSIONS, Table
from launchwatch.orbit.clock import epoch

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_NONE = ("", "n/a")
#: Larger figures are none, and would not stay finite when they are turned into SI units.
BEYOND = 1e100


class Field(NamedTuple):
    """One keyword as it stands: its value as text, its unit or "", its line."""

    value: str
    unit: str
    line: int


@dataclass(slots=True)
class Part:
    """A part of a message: its name, the line where it begins, the segment it belongs to (0: none)."""

    name: str
    line: int
    segment: int
    fields: dict[str, Field] = field(default_factory=dict)


@dataclass(slots=True)
class Message:
    """What one message holds, part by part, and where it stands."""

    kind: str
    version: str
    file: str
    line: int
    parts: list[Part] = field(default_factory=list)

    def at(self, line: int) -> str:
        """The place of a line, for a refusal."""
        return f"{self.file or 'text'}, line {line}"

    def add(self, part: Part, key: str, found: Field) -> None:
        """Put a keyword into a part of this message; refuses what does not belong there or stands there."""
        table = PARTS[self.kind][part.name]
        where = self.at(found.line)
        if key not in table.values and not (
            part.name == "userDefinedParameters" and key.startswith("USER_DEFINED")
        ):
            raise ElementsError(
                f"{key[:40]} is no keyword of {a(self.kind)}'s {part.name}",
                where=where,
                mend="check its spelling",
            )
        if key in part.fields:
            raise ElementsError(f"{key[:40]} is given twice", where=where)
        part.fields[key] = found

    def text(self, part: Part, key: str) -> str:
        """The words of a keyword, blanks as one; "" where it is not given."""
        return " ".join(part.fields[key].value.split()) if key in part.fields else ""

    def number(self, part: Part, key: str) -> float:
        """The figure of a keyword that has been checked, in the unit of the standard."""
        return float(part.fields[key].value)

    def numbers(self, part: Part, keys: tuple[str, ...]) -> list[float]:
        """The figures of keywords that have been checked."""
        return [float(part.fields[key].value) for key in keys]

    def time(self, part: Part, key: str) -> datetime | None:
        """The time of a keyword on the clock of the message, or none where it is not given."""
        found = part.fields.get(key)
        return epoch(found.value, self.at(found.line)) if found and found.value else None


def a(kind: str) -> str:
    """The kind of a message with its article.

    >>> a("OPM"), a("CDM")
    ('an OPM', 'a CDM')
    """
    return f"a {kind}" if kind == "CDM" else f"an {kind}"


def checked(message: Message) -> Message:
    """The message, if nothing in it is against the tables; else ElementsError with line and reason."""
    if message.version not in VERSIONS[message.kind]:
        raise ElementsError(
            f"CCSDS_{message.kind}_VERS {message.version[:20]!r} is not known",
            where=message.at(message.line),
            mend=f"{', '.join(VERSIONS[message.kind])} are read",
        )
    _order(message)
    for part in message.parts:
        _values(message, part)
    for part in message.parts:
        for key, kind in PARTS[message.kind][part.name].values.items():
            if kind == "t" and key in part.fields:
                _time(message, part, key)
        _given(message, part)
    _segments(message)
    return message


def _order(message: Message) -> None:
    """Parts stand in the order of the standard, and once in a segment but for those that may repeat."""
    tables = PARTS[message.kind]
    names = list(tables)
    last, segment = 0, 0
    seen: set[str] = set()
    for part in message.parts:
        if part.segment != segment:
            segment, last, seen = part.segment, 0, set()
        place = names.index(part.name)
        if place < last:
            raise ElementsError(
                f"{next(iter(part.fields), part.name)} ({part.name}) stands after {names[last]}",
                where=message.at(part.line),
                mend="the standard fixes the order of the parts",
            )
        if part.name in seen and not tables[part.name].many:
            raise ElementsError(f"{part.name} stands twice", where=message.at(part.line))
        last = place
        seen.add(part.name)


def _values(message: Message, part: Part) -> None:
    """Units and figures, and words of which there are few."""
    values = PARTS[message.kind][part.name].values
    for key, found in part.fields.items():
        kind = values.get(key, "")
        if kind and found.unit.strip() not in _NONE:
            unit = "" if kind in ("1", "n", "t") else kind
            plain = found.unit.strip().lower().replace("^", "**")
            if plain != unit.lower():
                raise ElementsError(
                    f"{key} is given in [{found.unit.strip()[:20]}]",
                    where=message.at(found.line),
                    mend=f"give {unit}" if unit else "it has no unit",
                )
        if kind and kind != "t" and found.value:
            _figure(message, key, found, kind)
        allowed = CHOICES.get(key)
        if allowed and found.value and found.value.upper() not in allowed:
            raise ElementsError(
                f"{key} {found.value[:40]!r}",
                where=message.at(found.line),
                mend=f"it is {' or '.join(allowed)}",
            )


def _figure(message: Message, key: str, found: Field, kind: str) -> None:
    where = message.at(found.line)
    if not _NUMBER.fullmatch(found.value):
        raise ElementsError(f"{key} {found.value[:40]!r} is no number", where=where)
    value = float(found.value)
    if not abs(value) < BEYOND:
        raise ElementsError(f"{key} {found.value[:40]!r} has no finite value", where=where)
    if kind == "n" and value != math.floor(value):
        raise ElementsError(f"{key} {found.value[:40]!r} is no whole number", where=where)


def _time(message: Message, part: Part, key: str) -> None:
    """Refuses a time that is none, with its keyword."""
    try:
        message.time(part, key)
    except ElementsError as error:
        raise ElementsError(f"{key}: {error.what}", where=error.where, mend=error.mend) from None


def _given(message: Message, part: Part) -> None:
    """What a part must give is given, with a value."""
    for key in PARTS[message.kind][part.name].must:
        if key not in part.fields:
            raise missing(message, key, part.line)
        if not part.fields[key].value:
            raise ElementsError(
                f"{key} has no value",
                where=message.at(part.fields[key].line),
                mend="the standard asks for one",
            )


def missing(message: Message, key: str, line: int) -> ElementsError:
    """The refusal of what is not there; the line is where its part, or its segment, begins."""
    return ElementsError(f"{key} is missing", where=message.at(line), mend="the standard asks for it")


def _segments(message: Message) -> None:
    """Every segment has the parts that the standard asks for."""
    tables = PARTS[message.kind]
    begun: dict[int, tuple[int, set[str]]] = {0: (message.line, set())}
    for part in message.parts:
        begun.setdefault(part.segment, (part.line, set()))[1].add(part.name)
    for segment, (line, names) in begun.items():
        for name, table in tables.items():
            if name not in names and (table.asked if segment else _once(name, table)):
                raise missing(message, table.must[0], line)
    if len(begun) == 1:
        raise missing(message, next(t.must[0] for t in tables.values() if t.asked), message.line)


def _once(name: str, table: Table) -> bool:
    """Whether a part stands before all segments and must."""
    return name in ("header", "relativeMetadataData") and bool(table.must)
