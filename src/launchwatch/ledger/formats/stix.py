"""Checked statements as a STIX 2.1 bundle.

    speaker, launchwatch      identity
    statement                 note, about the identity of its speaker, with every document as a reference
    check                     opinion on the note, with verdict and reason
    link                      relationship from note to note

A note has no chain of relays and no bounds of a quantity, so both stand in its text; a verdict of `cannot
test` is a neutral opinion whose explanation says why.  No `confidence` is given: the scales of STIX cut
elsewhere than ICD 203 and hold one number where the directive has an interval, so the interval stands in
the text.  Identifiers are UUIDs of version 5 in a name space of our own (STIX 2.1, section 2.9), so that
one ledger gives one bundle, byte for byte.

Source: OASIS, STIX Version 2.1 (2021), sections 2.9, 3.2, 4.5, 4.9 (note), 4.10 (opinion), 5.1, 8.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from launchwatch import __version__
from launchwatch.ledger.checks import hedge_in_line
from launchwatch.ledger.records import Check
from launchwatch.ledger.told import Claim
from launchwatch.ledger.view import Ledger

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://launchwatch.example/stix")
OPINIONS = {
    "contradicts": "strongly-disagree",
    "open": "neutral",
    "cannot test": "neutral",
    "supports": "agree",
}
"""`agree` and not `strongly-agree`: a check that computes bears a statement out, it does not prove it."""
SPEC = "2.1"


def write_stix(case: str, rows: Sequence[tuple[Claim, Check]], ledger: Ledger) -> dict[str, Any]:
    """The ledger of a case as one bundle."""
    made = min((c.as_of for _, c in rows), default=datetime(2000, 1, 1, tzinfo=UTC))
    maker = _object(
        "identity", "launchwatch", made, name=f"launchwatch {__version__}", identity_class="system"
    )
    objects: dict[str, dict[str, Any]] = {maker["id"]: maker}
    notes: dict[str, str] = {}
    for claim, check in rows:
        speaker = _object("identity", claim.speaker, made, name=claim.speaker, identity_class="unknown")
        objects.setdefault(speaker["id"], speaker)
        note = _note(case, claim, ledger, speaker["id"], maker["id"])
        objects[note["id"]] = note
        notes[claim.id] = note["id"]
        opinion = _object(
            "opinion",
            f"{case} {check.id}",
            check.as_of,
            created_by_ref=maker["id"],
            opinion=OPINIONS[check.verdict],
            explanation=_explained(check),
            authors=[f"launchwatch {__version__}, check '{check.tool}'"],
            object_refs=[note["id"]],
        )
        objects[opinion["id"]] = opinion
    for link in ledger.links:
        if link.of in notes and link.to in notes:
            more = {"description": link.why} if link.why else {}
            tie = _object(
                "relationship",
                f"{case} {link.id}",
                made,
                created_by_ref=maker["id"],
                relationship_type=link.relation.replace(" ", "-"),
                source_ref=notes[link.of],
                target_ref=notes[link.to],
                **more,
            )
            objects[tie["id"]] = tie
    return {"type": "bundle", "id": _name("bundle", case), "objects": list(objects.values())}


def _note(case: str, claim: Claim, ledger: Ledger, speaker: str, maker: str) -> dict[str, Any]:
    references = []
    for report in ledger.reports_of(claim.id):
        document = ledger.documents.get(report.document)
        if document is not None:
            reference = {"source_name": document.outlet or document.title, "description": document.title}
            if document.address:
                reference["url"] = document.address
            if document.sha256:
                reference["hashes"] = {"SHA-256": document.sha256}  # type: ignore[assignment]
            references.append(reference)
    more = {"external_references": references} if references else {}
    return _object(
        "note",
        f"{case} {claim.id}",
        claim.published,
        created_by_ref=maker,
        abstract=f"{claim.speaker}, {claim.published:%-d %B %Y}",
        content=_content(claim),
        object_refs=[speaker],
        **more,
    )


def _content(claim: Claim) -> str:
    """What was said, through whom, how firmly, with which figures."""
    lines = [claim.said]
    if claim.chain:
        lines.append("Relayed: " + " > ".join(claim.chain))
    if claim.hedge:
        lines.append(f"Hedge: {hedge_in_line(claim.hedge)}")
    for q in claim.quantities:
        lines.append(f"Figure: {q.comparator} {q.value:,.15g} {q.unit}")
    return "\n".join(lines)


def _explained(check: Check) -> str:
    parts = [
        check.verdict,
        *([check.reason_code] if check.reason_code else []),
        *filter(None, [check.figure]),
    ]
    return f"{', '.join(parts)}: {check.reason}"


def _name(kind: str, text: str) -> str:
    return f"{kind}--{uuid.uuid5(SPACE, f'{kind} {text}')}"


def _object(kind: str, text: str, when: datetime, **properties: Any) -> dict[str, Any]:
    """A STIX object with the common properties; instants to the millisecond, as STIX writes them."""
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"
    return {
        "type": kind,
        "spec_version": SPEC,
        "id": _name(kind, text),
        "created": stamp,
        "modified": stamp,
        **properties,
    }
