"""State messages in key-value text to parts: what stands on which line, not yet checked against the tables.

Source: CCSDS 502.0-B-3, sections 5.2.4, 5.2.5 and 7.4; CCSDS 508.0-B-1, section 6.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from launchwatch.errors import ElementsError
from launchwatch.orbit.ccsds import Field, Message, Part, a
from launchwatch.orbit.ccsds_tables import COVARIANCE, PARTS, STATE, VERSIONS, keys
from launchwatch.orbit.omm import value_and_unit

#: The part in which a keyword of a message stands.
_PLACES = {
    kind: {key: name for name, table in parts.items() for key in table.values}
    for kind, parts in PARTS.items()
}
#: Keywords that begin a part anew.
_BEGINS = {"OPM": "MAN_EPOCH_IGNITION", "CDM": "OBJECT"}
_ROW = ("EPOCH", *keys(STATE), "X_DDOT", "Y_DDOT", "Z_DDOT")
_TRIANGLE = keys(COVARIANCE)
_VERSION = re.compile(r"CCSDS_([A-Z]{3})_VERS")


class _Lines:
    """The lines of a text that say something, one after the other, with their numbers."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.number = 0
        self._lines = text.splitlines()

    def __iter__(self) -> Iterator[str]:
        for number, raw in enumerate(self._lines, start=1):
            self.number, line = number, raw.strip()
            if line and line != "COMMENT" and not line.startswith(("COMMENT ", "COMMENT\t")):
                yield line

    def refuse(self, what: str, mend: str = "") -> ElementsError:
        """The refusal of the line that was read last."""
        return ElementsError(what, where=f"{self.file or 'text'}, line {self.number}", mend=mend)

    def pair(self, line: str) -> tuple[str, str]:
        """The keyword and the value of a line."""
        key, equals, value = (part.strip() for part in line.partition("="))
        if not equals:
            raise self.refuse(f"{line[:40]!r} is not KEY = value")
        return key, value


def read_kvn(text: str, file: str = "") -> Message:
    """The message that a text holds. Raises ElementsError with the line where it is none."""
    lines = _Lines(text, file)
    stream = iter(lines)
    first = next(stream, "")
    key, _, version = (part.strip() for part in first.partition("="))
    named = _VERSION.fullmatch(key)
    if named is None or named[1] not in VERSIONS:
        raise lines.refuse(
            f"a message begins with its version, not with {first[:40]!r}", "CCSDS_OPM_VERS, _OEM_ or _CDM_"
        )
    message = Message(named[1], version, file, lines.number)
    if message.kind == "OEM":
        _ephemeris(message, lines, stream)
    else:
        _keywords(message, lines, stream)
    return message


def _field(message: Message, part: Part, key: str, value: str, line: int) -> None:
    """Put a keyword in; a unit stands in brackets behind a figure, behind words it is part of them."""
    figure = bool(PARTS[message.kind][part.name].values.get(key))
    message.add(part, key, Field(*(value_and_unit(value) if figure else (value, "")), line))


def _keywords(message: Message, lines: _Lines, stream: Iterator[str]) -> None:
    """A message that is keywords throughout: the part changes where a keyword of another comes."""
    places = _PLACES[message.kind]
    segment, part = 0, Part("header", lines.number, 0)
    message.parts.append(part)
    for line in stream:
        key, value = lines.pair(line)
        # a few stand in either covariance of a conjunction: they go on with the one that is open
        name = part.name if key in PARTS[message.kind][part.name].values else places.get(key, "")
        if key.startswith("USER_DEFINED_"):
            name = "userDefinedParameters"
        if not name:
            raise lines.refuse(f"{key[:40]} is no keyword of {a(message.kind)}", "check its spelling")
        anew = key == _BEGINS[message.kind]
        if key == "OBJECT" or (message.kind == "OPM" and segment == 0 and name != "header"):
            segment += 1
        if anew or name != part.name:
            part = Part(name, lines.number, segment)
            message.parts.append(part)
        _field(message, part, key, value, lines.number)


def _ephemeris(message: Message, lines: _Lines, stream: Iterator[str]) -> None:
    """An ephemeris: keywords between META_START and META_STOP, then lines of figures, then covariances."""
    segment, part = 0, Part("header", lines.number, 0)
    message.parts.append(part)
    inside = "header"
    for line in stream:
        if inside == "metadata":
            if line == "META_STOP":
                inside = "data"
                continue
            if line == "META_START":
                raise lines.refuse("META_START before the META_STOP of the last")
            _field(message, part, *lines.pair(line), lines.number)
        elif line == "META_START":
            segment, inside = segment + 1, "metadata"
            part = Part(inside, lines.number, segment)
            message.parts.append(part)
        elif inside == "header":
            _field(message, part, *lines.pair(line), lines.number)
        elif line == "COVARIANCE_START" and inside == "data":
            inside = "after"
            _covariances(message, lines, stream, segment)
        elif inside == "data":
            message.parts.append(_state(lines, line, segment))
        else:
            raise lines.refuse(f"{line[:40]!r} behind the covariances", "META_START begins a segment")
    if inside == "metadata":
        raise ElementsError(
            "META_START without META_STOP", where=message.at(part.line), mend="the end of the file is missing"
        )


def _state(lines: _Lines, line: str, segment: int) -> Part:
    """One line of an ephemeris: time, position, velocity, and, where told, acceleration."""
    if "=" in line:
        raise lines.refuse(f"{line.partition('=')[0].strip()[:40]} is a keyword within the ephemeris")
    words = line.split(maxsplit=11)
    if len(words) not in (7, 10):
        raise lines.refuse(
            f"an ephemeris line of {len(words) if len(words) < 12 else 'more than 11'} columns",
            "it has the time, three km, three km/s and, where told, three km/s**2",
        )
    part = Part("stateVector", lines.number, segment)
    for key, word in zip(_ROW, words, strict=False):
        part.fields[key] = Field(word, "", lines.number)
    return part


def _covariances(message: Message, lines: _Lines, stream: Iterator[str], segment: int) -> None:
    """Covariances to COVARIANCE_STOP: EPOCH, perhaps COV_REF_FRAME, then six rows of one to six figures."""
    begun, row = lines.number, 6
    part: Part | None = None
    for line in stream:
        if line == "COVARIANCE_STOP":
            if part is None or row != 6:
                raise lines.refuse(_rows(part, row))
            return
        key, equals, value = (word.strip() for word in line.partition("="))
        if equals:
            if key not in ("EPOCH", "COV_REF_FRAME"):
                raise lines.refuse(
                    f"{key[:40]} is no keyword of a covariance", "it has EPOCH and COV_REF_FRAME"
                )
            if key == "EPOCH":
                if row != 6:
                    raise lines.refuse(_rows(part, row))
                part, row = Part("covarianceMatrix", lines.number, segment), 0
                message.parts.append(part)
            if part is None or row:
                raise lines.refuse(f"{key} in the midst of a covariance", "its EPOCH begins it")
            message.add(part, key, Field(value, "", lines.number))
            continue
        words = line.split(maxsplit=8)
        if part is None:
            raise lines.refuse("a covariance without its EPOCH", "EPOCH = begins it")
        if row == 6 or len(words) != row + 1:
            raise lines.refuse(
                f"row {row + 1} of a covariance with {len(words)} columns",
                "it has six rows" if row == 6 else f"it has {row + 1}, being a lower triangle",
            )
        start = row * (row + 1) // 2
        for name, word in zip(_TRIANGLE[start : start + row + 1], words, strict=True):
            part.fields[name] = Field(word, "", lines.number)
        row += 1
    raise ElementsError("COVARIANCE_START without COVARIANCE_STOP", where=message.at(begun))


def _rows(part: Part | None, row: int) -> str:
    return "no covariance before COVARIANCE_STOP" if part is None else f"a covariance of {row} rows, not six"
