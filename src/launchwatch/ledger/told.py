"""What checks and briefs see of a statement: a `Claim`, whether it stands in a case file or in a ledger.

A `[[statement]]` of `case.toml` is the short notation for a small case: one table, one source, one chain.  A
ledger keeps statement, reports and documents apart; here they are joined again as of an instant: a statement
is known from the first of its reports on, and the reports that fold into one head count as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from launchwatch.ledger.records import Amount, Document, Link, Record, Report, Statement, canonical

_HOP_UNNAMED = " (not named)"


@dataclass(frozen=True, slots=True)
class Claim:
    """One public statement as known at an instant.

    `source` holds the sources in one line with semicolons between, as items of a case do; `reports` counts
    the renderings on record, `heads` those that do not repeat one another; `exact` is the verbatim span where
    the user's own document is at hand.
    """

    id: str
    published: datetime
    source: str
    speaker: str
    chain: tuple[str, ...]
    said: str
    hedge: str | None = None
    window_begin: datetime | None = None
    window_end: datetime | None = None
    about: str | None = None
    check: str | None = None
    quantities: tuple[Amount, ...] = ()
    polarity: str = "affirms"
    reports: int = 1
    heads: int = 1
    exact: str | None = None
    hash: str = ""


def current(records: Iterable[Record]) -> list[Record]:
    """The records that no later one supersedes, in the order in which they were given."""
    every = list(records)
    gone = {r.supersedes for r in every if r.supersedes is not None}
    return [r for r in every if r.id not in gone]


def claims_of_case(statements: Sequence[Any]) -> list[Claim]:
    """The statements of a case file (`launchwatch.case.Statement`), named by their place in it."""
    return [
        Claim(
            f"case-{n}",
            s.published,
            s.source,
            s.speaker,
            tuple(s.chain),
            s.said,
            s.hedge,
            s.window_begin,
            s.window_end,
            s.about,
            s.check,
            hash=digest_of([s.published.isoformat(), s.speaker, s.said, s.hedge, str(s.window_begin),
                            str(s.window_end), s.about, s.check]),
        )
        for n, s in enumerate(statements, 1)
    ]  # fmt: skip


def claims_of_ledger(records: Iterable[Record], as_of: datetime) -> list[Claim]:
    """The statements of a ledger that had been reported by an instant, in order of their first report."""
    kept = current(records)
    documents = {r.id: r for r in kept if isinstance(r, Document)}
    reports: dict[str, list[Report]] = {}
    for r in kept:
        if isinstance(r, Report) and r.date <= as_of:
            reports.setdefault(r.statement, []).append(r)
    found = []
    for s in kept:
        if isinstance(s, Statement) and s.id in reports:
            told = sorted(reports[s.id], key=lambda r: (r.date, r.id))
            found.append(_joined(s, told, documents))
    return sorted(found, key=lambda c: (c.published, c.id))


def _joined(s: Statement, told: Sequence[Report], documents: dict[str, Document]) -> Claim:
    sources = dict.fromkeys(source_of(documents[r.document]) for r in told if r.document in documents)
    chain = next((r.chain for r in told if r.chain), ())
    return Claim(
        s.id,
        told[0].date,
        "; ".join(sources),
        s.origin,
        tuple(h.name + ("" if h.named else _HOP_UNNAMED) for h in chain),
        s.said,
        s.hedge or None,
        s.window_begin,
        s.window_end,
        s.about or None,
        s.check or None,
        s.quantities,
        s.polarity,
        len(told),
        len({_head(r, documents) for r in told}),
        next((r.span.exact for r in told if r.span and r.span.exact), None),
        s.hash,
    )


def _head(report: Report, documents: dict[str, Document]) -> str:
    """Who a rendering leads back to: the head of its chain, or the document that it copies, or itself."""
    if report.chain:
        return report.chain[0].name
    document = documents.get(report.document)
    seen: set[str] = set()
    while document is not None and document.copy_of and document.id not in seen:
        seen.add(document.id)
        document = documents.get(document.copy_of)
    return document.id if document is not None else report.document


def source_of(document: Document) -> str:
    """A document as a case names its sources: title and address in one line."""
    return ", ".join(part for part in (document.title, document.address) if part)


def links_among(records: Iterable[Record], known: Iterable[str]) -> list[Link]:
    """The links of a ledger between statements that are known."""
    names = set(known)
    return [r for r in current(records) if isinstance(r, Link) and r.of in names and r.to in names]


def digest_of(plain: Any) -> str:
    """SHA-256 of plain values in canonical JSON."""
    import hashlib

    return hashlib.sha256(canonical(plain).encode("utf-8", "surrogatepass")).hexdigest()
