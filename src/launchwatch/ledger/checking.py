"""Run the checks of a case as of an instant, keep each as a record, and run again only what has changed.

A check is a record: tool, version, a hash of every part it read, verdict, number, reason.  While tool,
version, hashes and instant are those of a check on record, it is kept and not computed again.  A check by
flights needs a brief of the same case and instant; where none is at hand, an earlier check of that instant
is kept as long as everything else it read is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from launchwatch.ledger.checks import Answers, CheckedStatement, claims_of
from launchwatch.ledger.records import Check, Document, Number, Record, Report, Span
from launchwatch.ledger.spans import select
from launchwatch.ledger.store import FOLDER, FileStore
from launchwatch.ledger.told import Claim, digest_of
from launchwatch.ledger.tools import TOOLS, World, find, named
from launchwatch.ledger.verdicts import Finding, ViewLike

UNTESTABLE = "cannot test"
VERSION = "1"  # of the rule that says why nothing can be computed
NOT_SAID = "no check named"


@dataclass(frozen=True)
class Checked:
    """What a run of the checks came to: every statement with its check, and which checks are new."""

    rows: tuple[tuple[Claim, Check], ...]
    new: tuple[Check, ...]

    @property
    def statements(self) -> list[CheckedStatement]:
        """The statements with their verdicts, as the brief shows them."""
        return [
            CheckedStatement(claim, c.verdict, c.reason, c.figure or None, code=c.reason_code or None)
            for claim, c in self.rows
        ]


def records_of(case_folder: Path) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """The records of the ledger of a case, and what could not be read; nothing where it keeps none."""
    folder = case_folder / FOLDER
    if not folder.is_dir():
        return (), ()
    store = FileStore(folder)
    return quoted(store.records(), case_folder), store.problems


def quoted(records: tuple[Record, ...], case_folder: Path) -> tuple[Record, ...]:
    """Records whose spans hold the words that stand there, where the text itself lies in the case folder.

    The words are in memory only.  A text that is not the one that was hashed, or lies outside the folder, is
    not quoted from; `launchwatch ledger audit` names it.
    """
    texts = {r.id: _text(r, case_folder) for r in records if isinstance(r, Document) and r.path}
    return tuple(
        r.model_copy(update={"span": _quote(r.span, texts[r.document])})
        if isinstance(r, Report) and r.span is not None and r.span.exact is None and texts.get(r.document)
        else r
        for r in records
    )


def _text(document: Document, case_folder: Path) -> str:
    assert document.path is not None
    file = (case_folder / document.path).resolve()
    if not file.is_relative_to(case_folder.resolve()):
        return ""
    try:
        octets = file.read_bytes()
        same = document.sha256 is None or hashlib.sha256(octets).hexdigest() == document.sha256
        return octets.decode("utf-8") if same else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _quote(span: Span, text: str) -> Span:
    return select(text, span.start, span.end) if span.end <= len(text) else span


def run_checks(
    view: ViewLike, answers: Answers | None, records: Iterable[Record], recorded: datetime
) -> Checked:
    """Check every statement of a case and its ledger; `recorded` dates the new checks.

    Only what changed since the checks on record is computed.
    """
    every = list(records)
    claims = claims_of(view, every)
    world = World(view, answers, claims)
    before = _by_statement(every, view.as_of)
    rows: list[tuple[Claim, Check]] = []
    new: list[Check] = []
    for claim in claims:
        name, _ = named(claim.check)
        tool = TOOLS.get(name)
        inputs = tool.inputs(claim, world) if tool else {"statement": claim.hash}
        check = next((c for c in before.get(claim.id, ()) if _same(c, name, inputs, world)), None)
        if check is None:
            check = _record(claim, name, inputs, find(claim, world), view.as_of, recorded)
            new.append(check)
        rows.append((claim, check))
    return Checked(tuple(rows), tuple(new))


def _by_statement(records: Sequence[Record], as_of: datetime) -> dict[str, list[Check]]:
    """The checks of this very instant, the latest first."""
    found: dict[str, list[Check]] = {}
    for r in records:
        if isinstance(r, Check) and r.as_of == as_of:
            found.setdefault(r.statement, []).insert(0, r)
    return found


def _same(check: Check, name: str, inputs: dict[str, str], world: World) -> bool:
    tool = TOOLS.get(name)
    version = tool.version if tool else VERSION
    if (check.tool, check.version) != (name or NOT_SAID, version) or check.inputs.keys() != inputs.keys():
        return False
    absent = [part for part in (tool.of_brief if tool else ()) if not (world.answers or {}).get(part)]
    return all(check.inputs[k] == digest for k, digest in inputs.items() if k not in absent)


def _record(
    claim: Claim, name: str, inputs: dict[str, str], finding: Finding, as_of: datetime, recorded: datetime
) -> Check:
    tool = TOOLS.get(name)
    n = finding.number
    seed = digest_of({"of": claim.id, "as_of": as_of.isoformat(), "inputs": inputs, "tool": name})
    return Check(
        id=f"{claim.id}-{as_of:%Y%m%dT%H%M%SZ}-{seed[:8]}",
        recorded=recorded,
        statement=claim.id,
        tool=name or NOT_SAID,
        version=tool.version if tool else VERSION,
        inputs=inputs,
        as_of=as_of,
        verdict=finding.verdict,
        number=None if n is None else Number(value=n.median, lower=n.p05, upper=n.p95, unit=n.unit),
        reason_code=finding.code or "",
        reason=finding.reason,
        figure=finding.figure or "",
    )


def checks_to_json(view: ViewLike, checked: Checked) -> dict[str, Any]:
    """What `launchwatch ledger check --json` prints."""
    rows = [row.to_json() for row in checked.statements]
    for row, (_, check) in zip(rows, checked.rows, strict=True):
        row["number"] = None if check.number is None else check.number.model_dump()
        row["tool"], row["version"], row["recorded"] = check.tool, check.version, check.to_json()["recorded"]
    return {
        "as_of": view.as_of.isoformat().replace("+00:00", "Z"),
        "computed": len(checked.new),
        "kept": len(rows) - len(checked.new),
        "statements": rows,
    }
