"""What checks and briefs see of a statement: a `Claim`, whether it stands in a case file or in a ledger.

A `[[statement]]` of `case.toml` is the short notation for a small case: one table, one source, one chain.  A
ledger keeps statement, reports and documents apart; here they are joined again as of an instant: a statement
is known from the first of its reports on, and the reports that fold into one head count as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from launchwatch.ledger.records import Amount, Document, Statement, canonical
from launchwatch.ledger.view import Ledger

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


def claims_of_ledger(ledger: Ledger) -> list[Claim]:
    """The statements of a ledger as of its instant, in order of their first report."""
    found = [_joined(s, ledger) for s in ledger.statements.values()]
    return sorted(found, key=lambda c: (c.published, c.id))


def _joined(s: Statement, ledger: Ledger) -> Claim:
    told = ledger.reports_of(s.id)
    documents = (ledger.documents.get(r.document) for r in told)
    sources = dict.fromkeys(source_of(d) for d in documents if d is not None)
    dates = [r.date for r in told] + ([s.date] if s.date else [])
    chain = next((r.chain for r in told if r.chain), ())
    return Claim(
        s.id,
        min(dates, default=s.recorded),
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
        len(ledger.independent(s.id)),
        next((r.span.exact for r in told if r.span and r.span.exact), None),
        s.hash,
    )


def source_of(document: Document) -> str:
    """A document as a case names its sources: title and address in one line."""
    return ", ".join(part for part in (document.title, document.address) if part)


def digest_of(plain: Any) -> str:
    """SHA-256 of plain values in canonical JSON."""
    import hashlib

    return hashlib.sha256(canonical(plain).encode("utf-8", "surrogatepass")).hexdigest()
