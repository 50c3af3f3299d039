"""A ledger as of an instant: what had been said by then, and what the checks make of it.

A document is seen from its publication on, a report from its date, a statement from its own date or, without
one, from its first report, a check from the instant it speaks of, an assessment from its date, a link once
both its statements are seen. When a record was written down does not matter: a ledger is often kept later.

What a later record supersedes is left out. Reports, assessments and links of a statement go over to the one
that supersedes it; its checks do not, since they tested other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from launchwatch.ledger.records import Assessment, Check, Document, Link, Record, Report, Statement

STATUSES: Final = ("supported", "contradicted", "disputed", "cannot test", "open")

POINTS: Final[tuple[tuple[str, str], ...]] = (
    ("statement", "statement"), ("document", "document"), ("copy_of", "document"), ("of", "statement"),
    ("to", "statement"),
)  # fmt: skip
"""The keys by which one record names another, and of which kind that is."""


class Ledger:
    """Records in force as of an instant; what they name is the name in force."""

    def __init__(self, records: Iterable[Record], as_of: datetime | None = None) -> None:
        kept = list(records)
        seen = seen_from(kept)
        dated = [r for r in kept if as_of is None or seen.get((r.kind, r.id), as_of) <= as_of]
        here = in_force(dated)
        self.as_of = as_of
        self.documents = {r.id: r for r in here if isinstance(r, Document)}
        self.statements = {r.id: r for r in here if isinstance(r, Statement)}
        self.reports = tuple(r for r in here if isinstance(r, Report) and r.statement in self.statements)
        self.checks = tuple(r for r in here if isinstance(r, Check) and r.statement in self.statements)
        self.assessments = tuple(
            r for r in here if isinstance(r, Assessment) and r.statement in self.statements
        )
        self.links = tuple(r for r in here if isinstance(r, Link) and {r.of, r.to} <= self.statements.keys())

    def reports_of(self, statement: str) -> tuple[Report, ...]:
        """The reports of a statement, the earliest first."""
        return tuple(sorted((r for r in self.reports if r.statement == statement), key=lambda r: r.date))

    def checks_of(self, statement: str) -> tuple[Check, ...]:
        """The latest check of a statement by each tool."""
        latest: dict[str, Check] = {}
        for check in sorted(
            (c for c in self.checks if c.statement == statement), key=lambda c: (c.as_of, c.recorded)
        ):
            latest[check.tool] = check
        return tuple(latest.values())

    def status(self, statement: str) -> str:
        """What the checks of a statement come to, one of `STATUSES`."""
        verdicts = {check.verdict for check in self.checks_of(statement)}
        if {"supports", "contradicts"} <= verdicts:
            return "disputed"
        for verdict, status in (
            ("supports", "supported"), ("contradicts", "contradicted"), ("cannot test", "cannot test"),
        ):  # fmt: skip
            if verdict in verdicts:
                return status
        return "open"

    def independent(self, statement: str) -> tuple[str, ...]:
        """The distinct heads of the chains through which a statement is told, copies folded, in order.

        Ten outlets that render one briefing are one source: the first hop of their chains. A report without
        a chain counts as its outlet, or, where its text is a copy, as the outlet it copies from.
        """
        heads = dict.fromkeys(self._head(report) for report in self.reports_of(statement))
        return tuple(heads) or (self.statements[statement].origin,)

    def _head(self, report: Report) -> str:
        if report.chain:
            return report.chain[0].name
        document = self.original(report.document)
        if document is None:
            return report.outlet or report.document
        return document.wire or document.outlet or report.outlet or document.id

    def original(self, name: str) -> Document | None:
        """The document that a document was copied from, at the end of however many copies."""
        seen: set[str] = set()
        document = self.documents.get(name)
        while document and document.copy_of in self.documents and document.id not in seen:
            seen.add(document.id)
            document = self.documents[document.copy_of]
        return document


def in_force(records: Iterable[Record]) -> list[Record]:
    """Records that none of the others supersedes; what they name is the name in force."""
    kept = list(records)
    heirs: dict[tuple[str, str], str] = {
        (r.kind, r.supersedes): r.id for r in kept if r.supersedes is not None
    }
    return [_renamed(r, heirs) for r in kept if (r.kind, r.id) not in heirs]


def _renamed(record: Record, heirs: Mapping[tuple[str, str], str]) -> Record:
    """A record that names what supersedes the statements and documents that it named."""
    if isinstance(record, Statement | Check):
        return record
    named = {
        key: heir
        for key, kind in POINTS
        if (name := getattr(record, key, None)) and (heir := _heir(kind, name, heirs)) != name
    }
    return record.model_copy(update=named) if named else record


def _heir(kind: str, name: str, heirs: Mapping[tuple[str, str], str]) -> str:
    """What stands for a record in the end; of a circle, the record itself."""
    seen: set[str] = set()
    heir = name
    while (kind, heir) in heirs and heir not in seen:
        seen.add(heir)
        heir = heirs[kind, heir]
    return name if heir in seen else heir


def seen_from(records: Iterable[Record]) -> dict[tuple[str, str], datetime]:
    """The instant from which each record is seen, by kind and id; links, seen with their statements, not."""
    kept = list(records)
    told: dict[str, datetime] = {}
    for r in kept:
        if isinstance(r, Report):
            told[r.statement] = min(r.date, told.get(r.statement, r.date))
    older = {r.id: r.supersedes for r in kept if isinstance(r, Statement) and r.supersedes}
    for name in older:  # a correction was as good as said when what it corrects was
        passed, old = {name}, older[name]
        while old not in told and old in older and old not in passed:
            passed.add(old)
            old = older[old]
        if old in told:
            told[name] = min(told[old], told.get(name, told[old]))
    return {(r.kind, r.id): _seen(r, told) for r in kept if not isinstance(r, Link)}


def _seen(record: Document | Statement | Report | Check | Assessment, told: dict[str, datetime]) -> datetime:
    match record:
        case Document():
            return record.published
        case Report() | Assessment():
            return record.date
        case Check():
            return record.as_of
        case Statement():
            return record.date or told.get(record.id, record.recorded)
