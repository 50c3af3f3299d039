"""Statements put to the test as of an instant: each check computes, or says why nothing can be computed.

`check_statements` takes the view of a case and the answers of the brief (may be None or partial) and gives
one `CheckedStatement` each, in order of publication.  The verdict is derived, never stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from launchwatch.ledger.claims import check_chance, check_count, check_orbit, check_outcome
from launchwatch.ledger.fallen import check_areas
from launchwatch.ledger.launch_times import check_launched_early, check_liftoff, check_window
from launchwatch.ledger.passage import check_passage
from launchwatch.ledger.verdicts import Finding, StatementLike, Verdict, ViewLike
from launchwatch.ledger.words import band

Answers = Mapping[str, Any]

# Why a statement cannot be tested, by code, each as a plain sentence.
REASONS: dict[str, str] = {
    "no public data": "Nothing public bears on it.",
    "motive": "It is about what somebody intends; no measurement decides that.",
    "future": "It is about what had not happened yet.",
    "definition missing": "Its words are not defined well enough to be measured.",
    "needs imagery": "It would take imagery that is not public.",
    "dark vessel": "It is about ships that did not report where they were.",
}

_CHECKS: dict[str, Callable[[StatementLike, ViewLike, Answers | None], Finding]] = {
    "window": lambda s, v, a: check_window(s, v),
    "launched early": lambda s, v, a: check_launched_early(s, v),
    "liftoff": lambda s, v, a: check_liftoff(s, v),
    "passage": lambda s, v, a: check_passage(s, v),
    "pair of times": lambda s, v, a: check_passage(s, v),
    "areas": lambda s, v, a: check_areas(s, v),
    "chance": lambda s, v, a: check_chance(s, a),
    "orbit": check_orbit,
    "outcome": check_outcome,
    "count": lambda s, v, a: check_count(s, v),
}


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A statement with its verdict as of the instant, one line of reason and the computed figure if any."""

    statement: StatementLike
    verdict: Verdict
    reason: str
    figure: str | None = None

    def to_json(self) -> dict[str, Any]:
        """One row of `statements` in brief.json."""
        s = self.statement
        return {
            "published": s.published.isoformat(),
            "speaker": s.speaker,
            "chain": list(s.chain),
            "said": s.said,
            "hedge": hedge_in_line(s.hedge),
            "verdict": self.verdict,
            "figure": self.figure,
            "reason": self.reason,
            "source": s.source,
        }


def hedge_in_line(hedge: str | None) -> str | None:
    """A hedge with the interval its word stands for: `likely, 55 to 80 %`; other hedges as they are."""
    if not hedge:
        return None
    known = band(hedge)
    return str(known) if known else hedge


def check_statements(view: ViewLike, answers: Answers | None = None) -> list[CheckedStatement]:
    """Check every statement of a view, in order of publication.

    Parameters
    ----------
    view:
        A case as of an instant (`launchwatch.case`): only what was published by then is in it.
    answers:
        The contents of brief.json as far as they are there: `chance`, `orbit` are used.
    """
    checked = []
    for statement in sorted(view.statements, key=lambda s: s.published):
        finding = _check(statement, view, answers)
        checked.append(CheckedStatement(statement, finding.verdict, finding.reason, finding.figure))
    return checked


def _check(statement: StatementLike, view: ViewLike, answers: Answers | None) -> Finding:
    name, _, code = (statement.check or "").strip().partition(":")
    name = " ".join(name.lower().split())
    if not name:
        return Finding("open", "No check is named for it.")
    if name == "cannot test":
        return Finding("cannot test", _sentence(code))
    check = _CHECKS.get(name)
    if check is None:
        return Finding("open", f"No check is known by the name '{name}'.")
    return check(statement, view, answers)


def _sentence(code: str) -> str:
    """The sentence of a reason code; other words stand as they are, as a sentence."""
    words = " ".join(code.split())
    known = REASONS.get(words.lower().replace("-", " ").replace("_", " "))
    if known or not words:
        return known or REASONS["no public data"]
    return f"{words[0].upper()}{words[1:].rstrip('.')}."
