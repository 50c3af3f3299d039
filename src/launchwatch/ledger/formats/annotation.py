"""Reports as W3C Web Annotations out, and annotations in: ours, and those of Hypothesis.

A report is a place in a text, which is what an annotation is: its target is the address of the document
with a text position and a text quote selector, its bodies are what was said (in our own words) and the
verdict.  Read back, an annotation of ours gives the same document, statement and report.  An annotation
of Hypothesis gives a document for its page, a statement from its note, and a report with the marked span;
whoever made the note is not whoever made the statement, so the speaker comes from a tag `speaker:NAME`,
else it is "not named".

Offsets are Unicode code points.  Hypothesis counts UTF-16 code units, so where the marked text holds
characters beyond the basic plane its length is taken from the quote; its beginning cannot be known
without the page.

Source: W3C, Web Annotation Data Model (2017), sections 3.1, 4.2.4, 4.2.5; h.readthedocs.io, API
reference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from launchwatch.errors import InputError
from launchwatch.ledger.records import Check, Document, Hop, Record, Report, Span, Statement
from launchwatch.ledger.view import Ledger

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
UNNAMED = "not named"
_MEND = "give the JSON of a search of Hypothesis, or what `ledger export --format annotation` wrote"


def write_annotations(case: str, checks: Sequence[Check], ledger: Ledger) -> dict[str, Any]:
    """Every report of a ledger as an annotation, in one page."""
    verdicts = {c.statement: c for c in checks}
    items = []
    for report in sorted(ledger.reports, key=lambda r: (r.date, r.id)):
        document = ledger.documents.get(report.document)
        if document is not None:
            statement = ledger.statements[report.statement]
            items.append(_annotation(case, report, document, statement, verdicts.get(statement.id)))
    context = [CONTEXT, {"launchwatch": "urn:launchwatch:"}]
    return {"@context": context, "id": f"urn:launchwatch:{case}", "type": "AnnotationPage", "items": items}


def _annotation(
    case: str, report: Report, document: Document, statement: Statement, check: Check | None
) -> dict[str, Any]:
    bodies = [
        {"type": "TextualBody", "value": statement.said, "format": "text/plain", "purpose": "describing"}
    ]
    if check is not None:
        told = f"{check.verdict}: {check.figure + '. ' if check.figure else ''}{check.reason}"
        bodies.append({"type": "TextualBody", "value": told, "format": "text/plain", "purpose": "assessing"})
    target: dict[str, Any] = {"source": document.address or f"urn:launchwatch:{case}:document:{document.id}"}
    if report.span is not None:
        target["selector"] = _selectors(report.span)
    return {
        "id": f"urn:launchwatch:{case}:report:{report.id}",
        "type": "Annotation",
        "motivation": "assessing" if check is not None else "describing",
        "created": report.to_json()["recorded"],
        "generator": {"type": "Software", "name": "launchwatch"},
        "body": bodies,
        "target": target,
        "launchwatch:records": [document.to_json(), statement.to_json(), report.to_json()],
    }


def _selectors(span: Span) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": span.start, "end": span.end}]
    if span.exact is not None:
        quote = {"type": "TextQuoteSelector", "exact": span.exact}
        found.append(quote | {k: v for k, v in (("prefix", span.prefix), ("suffix", span.suffix)) if v})
    return found


def read_annotations(text: str, where: str, recorded: datetime) -> list[Record]:
    """The records that a file of annotations gives; `recorded` dates those made from Hypothesis.

    Raises InputError for what is neither.
    """
    from launchwatch.ledger.records import read_record

    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("this is not JSON", where=where, mend=_MEND) from None
    rows = given.get("rows", given.get("items")) if isinstance(given, dict) else given
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("these are no annotations", where=where, mend=_MEND)
    records: list[Record] = []
    for n, row in enumerate(rows, 1):
        here = f"{where}, annotation {n}"
        ours = row.get("launchwatch:records")
        if isinstance(ours, list):
            records += [read_record(plain, here) for plain in ours]
        elif "uri" in row:
            records += _of_hypothesis(row, here, recorded)
        else:
            raise InputError("the annotation says neither its page nor its records", where=here, mend=_MEND)
    return list(_once(records))


def _once(records: Iterable[Record]) -> Iterable[Record]:
    seen: set[tuple[str, str]] = set()
    for record in records:
        if (record.kind, record.id) not in seen:
            seen.add((record.kind, record.id))
            yield record


def _of_hypothesis(row: dict[str, Any], where: str, recorded: datetime) -> list[Record]:
    """Document, statement and report of one annotation of Hypothesis."""
    from pydantic import ValidationError

    uri, mark = str(row["uri"]), str(row.get("id") or "")
    tags = [t for t in _items(row.get("tags")) if isinstance(t, str)]
    span = _span(row)
    said = str(row.get("text") or "").strip() or (span.exact if span is not None else None)
    if not mark or not said:
        raise InputError("the annotation has no id, or neither a note nor a marked text", where=where)
    speaker = next((t[8:].strip() for t in tags if t.lower().startswith("speaker:")), "") or UNNAMED
    page = f"page-{hashlib.sha256(uri.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    outlet = urlsplit(uri).hostname or "" if "://" in uri else ""
    created: Any = row.get("created")
    try:
        document = Document(
            id=page,
            recorded=recorded,
            title=_title(row) or uri,
            published=created,
            address=uri,
            outlet=outlet,
        )
        statement = Statement(id=f"hypothesis-{mark}", recorded=recorded, origin=speaker, said=said)
        report = Report(
            id=f"hypothesis-{mark}", recorded=recorded, statement=statement.id, document=page, date=created,
            outlet=outlet, span=span,
            chain=(Hop(name=speaker, named=speaker != UNNAMED), *([Hop(name=outlet)] if outlet else [])),
        )  # fmt: skip
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise InputError(f"the annotation cannot be kept: {key}: {first['msg']}", where=where) from None
    return [document, statement, report]


def _title(row: dict[str, Any]) -> str:
    document = row.get("document")
    titles = _items(document.get("title")) if isinstance(document, dict) else []
    return next((t.strip() for t in titles if isinstance(t, str) and t.strip()), "")


def _span(row: dict[str, Any]) -> Span | None:
    """The marked span: position and quote; None where the position or the quote is missing."""
    selectors = [
        s
        for target in _items(row.get("target"))
        if isinstance(target, dict)
        for s in _items(target.get("selector"))
        if isinstance(s, dict)
    ]
    place = next((s for s in selectors if s.get("type") == "TextPositionSelector"), None)
    quote = next((s for s in selectors if s.get("type") == "TextQuoteSelector"), None)
    start = place.get("start") if place else None
    exact = quote.get("exact") if quote else None
    if not isinstance(start, int) or start < 0 or not isinstance(exact, str) or not exact or quote is None:
        return None
    prefix, suffix = (str(quote.get(k) or "") for k in ("prefix", "suffix"))
    return Span(start=start, end=start + len(exact), exact=exact, prefix=prefix, suffix=suffix)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
