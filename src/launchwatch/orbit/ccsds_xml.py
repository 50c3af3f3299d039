"""State messages in XML to parts: an `opm`, `oem` or `cdm`, or an `ndm` that holds several.

Read as a stream, so that a refusal can name its line, by defusedxml, which lets no entity grow.
Source: CCSDS 505.0-B-2, XML Specification for Navigation Data Messages; CCSDS 502.0-B-3, section 8.
"""

from __future__ import annotations

from typing import Any

from launchwatch.errors import ElementsError
from launchwatch.orbit.ccsds import Field, Message, Part
from launchwatch.orbit.ccsds_tables import PARTS, VERSIONS
from launchwatch.orbit.omm_xml import stream

_DEEPEST = 20
#: Tags that hold parts, or other tags that do.
_FRAMES = frozenset(("ndm", "body", "segment", "data"))
#: Kinds of covariance that XML calls by one name; told apart by a keyword of each.
_COVARIANCES = {"CX_X": "otherCovariance", "CSIG3EIGVEC3": "otherCovariance"} | dict.fromkeys(
    PARTS["CDM"]["covarianceMetadata"].values, "covarianceMetadata"
)
#: The tag of a part where it is not its name.
_TAGS = {"otherCovariance": "covarianceMatrix", "covarianceMetadata": "covarianceMatrix"}


class _Messages:
    """What the parser tells, gathered into parts of messages."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.expat: Any = None
        self.found: list[Message] = []
        self.message: Message | None = None
        self.part: Part | None = None
        self.segment = 0
        self.stack: list[str] = []
        self.text: list[str] = []
        self.leaf: tuple[str, str] | None = None

    def _refuse(self, what: str, mend: str = "") -> ElementsError:
        return ElementsError(what, where=f"{self.file or 'text'}, line {self._line()}", mend=mend)

    def _line(self) -> int:
        return int(self.expat.CurrentLineNumber)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens: a message, a part of it, or a keyword."""
        key = tag.rpartition("}")[2]
        if len(self.stack) >= _DEEPEST:
            raise self._refuse("tags in tags too deep for a message")
        if self.leaf is not None:
            raise self._refuse(f"{key[:40]} inside {self.leaf[0][:40]}, which is a keyword")
        self.stack.append(key)
        self.text = []
        if key.upper() in VERSIONS and key.islower():
            if self.message is not None:
                raise self._refuse(f"{key} inside another message")
            self.message = Message(key.upper(), attributes.get("version", ""), self.file, self._line())
            self.found.append(self.message)
            self.segment = 0
        elif self.message is None:
            if key not in ("ndm", "COMMENT", "MESSAGE_ID"):
                raise self._refuse(f"{key[:40]} is no message with states", "opm, oem and cdm are")
        elif key == "segment":
            self.segment += 1
        elif self.part is None and key in PARTS[self.message.kind]:
            self.part = Part(key, self._line(), self.segment)
            self.message.parts.append(self.part)
        elif key not in _FRAMES and key != "relativeStateVector":
            named = attributes.get("parameter", "") if key == "USER_DEFINED" else ""
            self.leaf = (f"{key}_{named}" if named else key, attributes.get("units", ""))

    def data(self, text: str) -> None:
        """Text inside a tag."""
        self.text.append(text)

    def end(self, tag: str) -> None:
        """A tag closes: a keyword is put into its part."""
        key = self.stack.pop()
        if self.leaf is not None:
            if self.leaf[0] != "COMMENT":
                self._keyword(*self.leaf)
            self.leaf = None
        elif self.part is not None and _TAGS.get(self.part.name, self.part.name) == key:
            self.part = None
        elif self.message is not None and key == self.message.kind.lower():
            self.message = None

    def _keyword(self, key: str, unit: str) -> None:
        assert self.message is not None
        if self.part is None:
            raise self._refuse(f"{key[:40]} stands in no part of the message", "check the tag around it")
        if not self.part.fields and self.part.name == "covarianceMatrix" and self.message.kind == "CDM":
            self.part.name = _COVARIANCES.get(key, self.part.name)
        self.message.add(self.part, key, Field("".join(self.text).strip(), unit, self._line()))

    def close(self) -> list[Message]:
        """All messages."""
        return self.found


def read_xml(text: str, file: str = "") -> list[Message]:
    """Messages in XML, in their order. Raises ElementsError with the line where they are none."""
    where = file or "text"
    messages: list[Message] = stream(_Messages(file), text, where)
    if not messages:
        raise ElementsError("no message with states in this XML", where=where, mend="opm, oem and cdm are")
    return messages
