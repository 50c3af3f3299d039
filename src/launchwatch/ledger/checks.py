"""Statements put to the test as of an instant: each check computes, or says why nothing can be computed.

`check_statements` takes the view of a case, the answers of the brief (may be None or partial) and the records
of its ledger, and gives one `CheckedStatement` each, in order of publication.  The verdict is derived, never
stored with the statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from launchwatch.interval import Interval
from launchwatch.ledger.records import Record
from launchwatch.ledger.texts import tensions
from launchwatch.ledger.told import Claim, claims_of_case, claims_of_ledger
from launchwatch.ledger.tools import World, find
from launchwatch.ledger.verdicts import Verdict, ViewLike
from launchwatch.ledger.view import Ledger
from launchwatch.ledger.words import find_band

Answers = Mapping[str, Any]

AGAINST = ("contradicts", "in tension", "denies")
"""The links that say of two statements that they do not sit well together."""


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A statement with its verdict as of the instant, one line of reason and the computed figure if any."""

    statement: Claim
    verdict: Verdict
    reason: str
    figure: str | None = None
    number: Interval | None = None
    code: str | None = None

    def to_json(self) -> dict[str, Any]:
        """One row of `statements` in brief.json."""
        s = self.statement
        return {
            "id": s.id,
            "published": s.published.isoformat(),
            "speaker": s.speaker,
            "chain": list(s.chain),
            "said": s.said,
            "exact": s.exact,
            "hedge": hedge_in_line(s.hedge),
            "about": s.about,
            "check": s.check,
            "verdict": self.verdict,
            "figure": self.figure,
            "number": self.number.to_json() if self.number else None,
            "code": self.code,
            "reason": self.reason,
            "reports": s.reports,
            "heads": s.heads,
            "source": s.source,
        }


@dataclass(frozen=True, slots=True)
class Tension:
    """Two statements that do not sit well together, and why."""

    one: Claim
    other: Claim
    relation: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """One row of `tensions` in brief.json."""
        ends = {
            key: {"id": c.id, "speaker": c.speaker, "said": c.said, "published": c.published.isoformat()}
            for key, c in (("one", self.one), ("other", self.other))
        }
        return {**ends, "relation": self.relation, "why": self.why}


def hedge_in_line(hedge: str | None) -> str | None:
    """A hedge with the interval its word stands for: `likely, 55 to 80 %`; other hedges as they are.

    >>> hedge_in_line("chances are high")
    'chances are high, 55 to 95 % (not in ICD 203; our reading)'
    """
    if not hedge:
        return None
    known = find_band(hedge)
    if known is None:
        return hedge
    ours = "" if known.source.startswith("ICD") else f" ({known.source})"
    return f"{hedge}, {str(known).rpartition(', ')[2]}{ours}"


def claims_of(view: ViewLike, records: Iterable[Record] = ()) -> list[Claim]:
    """All statements known at the instant of a view, of the case file and of the ledger, by publication."""
    ledger = Ledger(records, view.as_of)
    every = [*claims_of_case(view.statements), *claims_of_ledger(ledger)]
    return sorted(every, key=lambda c: c.published)


def count_hidden(records: Sequence[Record], as_of: datetime) -> int:
    """How many statements of a ledger had not been made by an instant."""
    return len(Ledger(records).statements) - len(Ledger(records, as_of).statements)


def check_statements(
    view: ViewLike, answers: Answers | None = None, records: Iterable[Record] = ()
) -> list[CheckedStatement]:
    """Check every statement of a view and of a ledger, in order of publication.

    Parameters
    ----------
    view:
        A case as of an instant (`launchwatch.case`): only what was published by then is in it.
    answers:
        The contents of brief.json as far as they are there: `chance`, `orbit`, `timeline`, `drop_zones` and
        `failures` are used.
    records:
        The records of the ledger of the case, whenever published.
    """
    claims = claims_of(view, records)
    world = World(view, answers, claims)
    checked = []
    for claim in claims:
        f = find(claim, world)
        checked.append(CheckedStatement(claim, f.verdict, f.reason, f.figure, f.number, f.code))
    return checked


def find_tensions(claims: Sequence[Claim], records: Iterable[Record] = ()) -> list[Tension]:
    """What does not sit well together: links of the ledger, and one speaker's figures that disagree.

    Only claims that are given are paired, so what is not known yet stays out.
    """
    by_name = {c.id: c for c in claims}
    found = [
        Tension(by_name[link.of], by_name[link.to], link.relation, link.why)
        for link in Ledger(records).links
        if link.relation in AGAINST and link.of in by_name and link.to in by_name
    ]
    linked = {frozenset((t.one.id, t.other.id)) for t in found}
    for i, j, why in tensions(claims):
        if frozenset((claims[i].id, claims[j].id)) not in linked:
            found.append(Tension(claims[i], claims[j], "in tension", why))
    return found
