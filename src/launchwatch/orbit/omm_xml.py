"""Orbit Mean-elements Messages in XML: an `omm`, or an `ndm` that holds several.

Read as a stream, so that a refusal can name its line, by defusedxml, which lets no entity grow.
Source: CCSDS 505.0-B-2, XML Specification for Navigation Data Messages.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from launchwatch.errors import ElementsError
from launchwatch.orbit import omm
from launchwatch.orbit.elements import Elements

#: Leaves that hold no keyword of the standard.
_PASSED_OVER = frozenset(("COMMENT", "USER_DEFINED", "omm", "ndm", "data", "header"))
_DEEPEST = 20


class _Messages:
    """What the parser tells, gathered into one set of fields for each `omm`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.expat: Any = None
        self.found: list[Elements | ElementsError] = []
        self.stack: list[str] = []
        self.text: list[str] = []
        self.leaf = False
        self._begin("")

    def _begin(self, where: str) -> None:
        self.fields: omm.Fields = {}
        self.lines: dict[str, str] = {}
        self.seen: set[str] = set()
        self.failed: ElementsError | None = None
        self.where = where

    def _line(self) -> str:
        return f"{self.file or 'text'}, line {self.expat.CurrentLineNumber}"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens: what it stands in is no leaf, and may stand only once in a message."""
        key = tag.rpartition("}")[2]
        if len(self.stack) >= _DEEPEST:
            raise ElementsError("tags in tags too deep for an OMM", where=self._line())
        if self.leaf and self.stack and "omm" in self.stack[:-1]:
            holder = self.stack[-1]
            if holder in self.seen:
                self.failed = self.failed or ElementsError(f"{holder} stands twice", where=self._line())
            self.seen.add(holder)
        self.stack.append(key)
        self.text, self.leaf = [], True
        if key == "omm":
            if "omm" in self.stack[:-1]:
                raise ElementsError("an omm inside an omm", where=self._line())
            self._begin(f"{self._line()}, omm {len(self.found) + 1}")
        elif "omm" in self.stack and key not in _PASSED_OVER and "units" in attributes:
            self.failed = self.failed or omm.unit_error(key, attributes["units"], self._line())

    def data(self, text: str) -> None:
        """Text inside a tag."""
        self.text.append(text)

    def end(self, tag: str) -> None:
        """A tag closes: a leaf gives a keyword, an `omm` an element set."""
        key = self.stack.pop()
        if key == "omm":
            self.found.append(self.failed or omm.message(self.fields, self.where, self.lines))
        elif self.leaf and "omm" in self.stack and key not in _PASSED_OVER:
            self.failed = self.failed or omm.key_error(key, "=", self.fields, self._line())
            self.fields[key] = "".join(self.text).strip()
            self.lines[key] = self._line()
        self.leaf = False

    def close(self) -> list[Elements | ElementsError]:
        """All messages."""
        return self.found


def stream(target: Any, text: str, where: str) -> Any:
    """What `target` makes of the tags of a text: it is told of each, and `target.expat` knows the line.

    Raises ElementsError where the text is no XML, or has what could do harm.
    """
    try:
        defused = importlib.import_module("defusedxml")
        tree = importlib.import_module("defusedxml.ElementTree")
    except ImportError:
        raise ElementsError(
            "XML is read with defusedxml", where=where, mend="pip install defusedxml"
        ) from None
    parser = tree.XMLParser(target=target)
    target.expat = parser.parser
    try:
        parser.feed(text)
        return parser.close()
    except tree.ParseError as error:
        raise ElementsError("not valid XML", where=f"{where}, line {error.position[0]}") from None
    except (defused.DefusedXmlException, ValueError):
        raise ElementsError(
            "entities or declarations that could do harm", where=where, mend="a message needs none"
        ) from None


def read_xml(text: str, file: str = "") -> Iterator[Elements | ElementsError]:
    """Messages in XML, in their order."""
    where = file or "text"
    messages = stream(_Messages(file), text, where)
    if not messages:
        raise ElementsError("no omm in this XML", where=where, mend="the root is omm, or ndm round several")
    yield from messages
