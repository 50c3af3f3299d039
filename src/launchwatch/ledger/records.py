"""Records of the ledger: documents, statements, reports, checks, assessments, links.

A statement is said once, by its origin. A report is one outlet's rendering of it, a span of a document, with
the chain of hands it went through. A check is a computation, an assessment a person's judgement. Records are
only ever added: what was wrong is superseded by a later record, and the status of a statement is worked out
from its checks and never kept. Instants are UTC; offsets count Unicode code points of the text as read;
figures are in the unit that stands beside them.

>>> hop = Hop(name="National Intelligence Service", role="agency")
>>> statement = Statement(id="s1", recorded="2023-11-01T00:00Z", origin=hop.name, said="success is likely")
>>> statement.hash[:12] == read_record(statement.to_json()).hash[:12]
True

Spans follow the text position and text quote selectors of the Web Annotation Data Model (W3C, 2017).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, Field, ValidationError, model_validator

from launchwatch.errors import InputError
from launchwatch.ledger.fields import (
    Digest,
    Figure,
    Instant,
    Name,
    Offset,
    Part,
    Share,
    Text,
    Words,
    check_bounds,
    refused,
)

VERDICTS: Final = ("supports", "contradicts", "cannot test", "open")
REASON_CODES: Final = (
    *("no public data", "motive", "future", "definition missing", "needs imagery", "dark vessel"),
)
"""Why a statement cannot be tested; a verdict "cannot test" has one of them."""
LINK_KINDS: Final = ("contradicts", "in tension", "corroborates", "denies", "elaborates", "depends on")
COMPARATORS: Final = ("exactly", "about", "at least", "more than", "at most", "less than", "between")


class Hop(Part):
    """One hand that a statement went through; `named` is False for "a source", "officials"."""

    name: Text
    role: Words = ""
    named: Annotated[bool, Field(strict=True)] = True


class Span(Part):
    """A place in the text of a document: code points from `start` up to `end`, and what stands there.

    `exact`, `prefix` and `suffix` are kept only where the text may be: the shipped cases leave them out.
    """

    start: Offset
    end: Offset
    exact: Words | None = None
    prefix: Words = ""
    suffix: Words = ""

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end <= self.start:
            raise refused(f"the span ends at {self.end}, not after {self.start}", "check the two offsets")
        if self.exact is not None and len(self.exact) != self.end - self.start:
            raise refused(
                f"the quote has {len(self.exact)} code points, its span {self.end - self.start}",
                "count Unicode code points",
            )
        return self


class Amount(Part):
    """A quantity in a statement: value with bounds in `unit`; None where it has no such bound."""

    value: Figure
    lower: Figure | None = None
    upper: Figure | None = None
    unit: Text
    comparator: Literal["exactly", "about", "at least", "more than", "at most", "less than", "between"] = (
        "exactly"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Amount:
        check_bounds(self.value, self.lower, self.upper)
        return self


class _Record(Part):
    """What every record has: its name, when it was written down, and which record it replaces."""

    kind: str
    id: Name
    recorded: Instant
    supersedes: Name | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values, what is empty left out, with the hash of all others."""
        plain = self.model_dump(mode="json", exclude_defaults=True)
        plain = {"kind": self.kind, **plain}
        return {**plain, "hash": _digest(plain)}

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of the record."""
        return str(self.to_json()["hash"])


class Document(_Record):
    """A text that was published: an article, a wire, a letter. The text itself is the user's, at `path`."""

    kind: Literal["document"] = "document"
    title: Text
    published: Instant
    retrieved: Instant | None = None
    outlet: Words = ""
    wire: Words = ""
    copy_of: Name | None = None
    address: Words = ""
    language: Words = "en"
    sha256: Digest | None = None
    path: Words | None = None


class Statement(_Record):
    """A public claim, said once: by whom (`origin`), about what, how firmly; `said` in our own words."""

    kind: Literal["statement"] = "statement"
    origin: Text
    said: Text
    date: Instant | None = None
    about: Words = ""
    polarity: Literal["affirms", "denies"] = "affirms"
    tense: Literal["past", "present", "future"] = "past"
    window_begin: Instant | None = None
    window_end: Instant | None = None
    quantities: tuple[Amount, ...] = ()
    hedge: Words = ""
    check: Words = ""

    @model_validator(mode="after")
    def _ordered(self) -> Statement:
        if self.window_begin and self.window_end and self.window_end <= self.window_begin:
            raise refused("the window ends before it begins", "swap window_begin and window_end")
        return self


class Report(_Record):
    """One outlet's rendering of a statement: where, in what voice, through whom (`chain`, origin first)."""

    kind: Literal["report"] = "report"
    statement: Name
    document: Name
    date: Instant
    outlet: Words = ""
    span: Span | None = None
    said: Words = ""
    cue: Words = ""
    voice: Literal["direct", "indirect", "mixed", "passive", ""] = ""
    chain: tuple[Hop, ...] = ()


class Number(Part):
    """The figure a check came to: a median with its 90 % interval, in `unit`."""

    value: Figure
    lower: Figure | None = None
    upper: Figure | None = None
    unit: Words = ""

    @model_validator(mode="after")
    def _ordered(self) -> Number:
        check_bounds(self.value, self.lower, self.upper)
        return self


class Check(_Record):
    """A computation about a statement as of an instant, and what it came to."""

    kind: Literal["check"] = "check"
    statement: Name
    tool: Text
    version: Text
    inputs: dict[Text, Digest] = {}  # noqa: RUF012 - pydantic copies it
    as_of: Instant
    verdict: Literal["supports", "contradicts", "cannot test", "open"]
    number: Number | None = None
    figure: Words = ""
    reason_code: Words = ""
    reason: Text

    @model_validator(mode="after")
    def _coded(self) -> Check:
        if (self.verdict == "cannot test") != (self.reason_code != ""):
            raise refused(
                "'cannot test' goes with a reason code, and only it does",
                f"give one of {', '.join(REASON_CODES)}",
            )
        if self.reason_code and self.reason_code not in REASON_CODES:
            raise refused(f"'{self.reason_code}' is no reason code", f"known are {', '.join(REASON_CODES)}")
        return self


class Assessment(_Record):
    """A person's judgement of a statement: a probability and why."""

    kind: Literal["assessment"] = "assessment"
    statement: Name
    analyst: Text
    date: Instant
    probability: Share | None = None
    text: Text


class Link(_Record):
    """How one statement stands to another: `of` (kind) `to`."""

    kind: Literal["link"] = "link"
    relation: Literal["contradicts", "in tension", "corroborates", "denies", "elaborates", "depends on"]
    of: Name
    to: Name
    why: Words = ""

    @model_validator(mode="after")
    def _two(self) -> Link:
        if self.of == self.to:
            raise refused(f"'{self.of}' is linked to itself", "name two statements")
        return self


Record = Document | Statement | Report | Check | Assessment | Link


class _Kinds:
    of: ClassVar[dict[str, type[_Record]]] = {
        "document": Document, "statement": Statement, "report": Report,
        "check": Check, "assessment": Assessment, "link": Link,
    }  # fmt: skip


KINDS: Final = tuple(_Kinds.of)
"""The kinds of record."""


def canonical(plain: dict[str, Any]) -> str:
    """Plain values as one line of JSON that depends on nothing but them."""
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _digest(plain: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(plain).encode("utf-8")).hexdigest()


def read_record(plain: Any, where: str = "") -> Record:
    """The record that plain values describe.

    Raises InputError, naming the key, where one is missing, unknown or wrong, or the hash does not fit.
    """
    if not isinstance(plain, dict):
        raise InputError(
            "this is no record but a bare value", where=where, mend="write one JSON object a line"
        )
    kind = plain.get("kind")
    if not isinstance(kind, str) or kind not in _Kinds.of:
        raise InputError(f"'{kind}' is no kind of record", where=where, mend=f"known are {', '.join(KINDS)}")
    given = {key: value for key, value in plain.items() if key != "hash"}
    try:
        record = _Kinds.of[kind].model_validate(given)
    except ValidationError as error:
        raise _told(error, where, str(plain.get("id", ""))) from None
    if "hash" in plain and plain["hash"] != _digest(given):
        raise InputError(
            f"the hash of {kind} '{record.id}' does not fit what it holds",
            where=where,
            mend="records are never changed: put the old text back and add a record that supersedes it",
        )
    return record  # type: ignore[return-value]


_NOT_SEARCHED: Final = frozenset(
    (
        *("kind", "id", "recorded", "supersedes", "statement", "document", "copy_of", "of", "to", "sha256"),
        *("path", "language", "inputs", "polarity", "tense", "voice", "comparator", "verdict", "relation"),
    )
)


def searched_text(record: Record) -> str:
    """The words by which a record is found: its texts, without names of records, hashes and instants."""
    return " ".join(_texts(record))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, BaseModel):
        for key, inner in value:
            if key not in _NOT_SEARCHED:
                yield from _texts(inner)


def _told(error: ValidationError, where: str, name: str) -> InputError:
    """The first problem of a record in one sentence."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    what = f"{key}: {first['msg']}" if key else first["msg"]
    more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
    mend = "" if first["type"] == "told" else "check the key against the page on the ledger"
    return InputError(f"record '{name}': {what}{more}", where=where, mend=mend)
