"""Proposals on file: what was read from a text, one a line, for a person to confirm, correct or refuse.

The first line names the document; each further line is one proposal with `decision` "" (open), "yes" or "no".
A person may edit the file in any editor: `said` in words of their own, `speaker`, `chain`, `decision`.
The file is written beside and renamed, so that a stop at any instant leaves the old file or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from launchwatch.errors import InputError
from launchwatch.ledger.reading.reader import read_news
from launchwatch.ledger.reading.windows import tense_of, window_of
from launchwatch.ledger.records import Amount, Document, Hop, Record, Report, Span, Statement
from launchwatch.ledger.spans import select

DECISIONS = ("", "yes", "no")


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """The document that was read: its file, the digest of its text, and what a person says of it."""

    file: str
    sha256: str
    title: str
    outlet: str
    published: str
    address: str = ""

    def instant(self) -> datetime:
        """When it was published.

        Raises InputError where `published` is no instant with its zone and no date.
        """
        text = self.published.strip()
        try:
            when = datetime.fromisoformat(
                f"{text}T23:59:59+00:00" if len(text) == 10 else text.replace("Z", "+00:00")
            )
        except ValueError:
            when = None
        if when is None or when.tzinfo is None:
            raise InputError(
                f"'{text}' is no date of publication",
                where=self.file,
                mend="write 2023-11-01 or 2023-11-01T09:30Z",
            )
        return when.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One statement that was read, and what a person decided of it; `plain` is the contract's object."""

    id: str
    plain: dict[str, Any]
    decision: str = ""
    same_as: str = ""

    def to_line(self) -> str:
        """The line of the file."""
        more = {"same_as": self.same_as} if self.same_as else {}
        return json.dumps(
            {"id": self.id, "decision": self.decision, **more, **self.plain},
            ensure_ascii=False,
            allow_nan=False,
        )


@dataclass(slots=True)
class Proposals:
    """All proposals of one document, and the file they lie in."""

    source: DocumentRead
    items: list[Proposal]
    path: Path | None = field(default=None)

    def decide(
        self, number: int, decision: str, plain: dict[str, Any] | None = None, same_as: str = ""
    ) -> None:
        """Keep a decision, on the disk at once where there is a file."""
        old = self.items[number]
        self.items[number] = replace(old, decision=decision, plain=plain or old.plain, same_as=same_as)
        if self.path is not None:
            self.write(self.path)

    def part(self, number: int, parts: Sequence[Proposal]) -> None:
        """Put several proposals in the place of one, on the disk at once where there is a file."""
        self.items[number : number + 1] = parts
        if self.path is not None:
            self.write(self.path)

    def write(self, path: Path) -> None:
        """Write the file beside and rename it."""
        head = {"document": {name: getattr(self.source, name) for name in DocumentRead.__slots__}}
        lines = [json.dumps(head, ensure_ascii=False), *(item.to_line() for item in self.items)]
        beside = path.with_name(f".{path.name}.new")
        with beside.open("w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        self.path = path


def propose(
    text: str, file: str, *, title: str = "", outlet: str = "", published: str = "", address: str = ""
) -> Proposals:
    """Read a text and propose its statements.

    >>> proposed = propose("It flew, the ministry said.", "wire.txt")
    >>> proposed.items[0].plain["speaker"], proposed.items[0].decision
    ('ministry', '')
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    first = next((line.strip() for line in text.splitlines() if line.strip()), file)
    source = DocumentRead(file, digest, title or first[:200], outlet, published, address)
    read = read_news(text)
    items = [
        Proposal(f"{_slug(one.speaker)}-{digest[:8]}-{n}", one.to_json(text)) for n, one in enumerate(read, 1)
    ]
    return Proposals(source, items)


def read_proposals(path: Path) -> Proposals:
    """The proposals in a file.

    Raises InputError, naming the line, for what is no proposal.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
        raise InputError(
            "there is no such file of proposals",
            where=str(path),
            mend="make one with `launchwatch ledger read FILE --out PROPOSALS`",
        ) from None
    plain = [_object(line, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    if not plain or not isinstance(plain[0].get("document"), dict):
        raise InputError(
            "the first line names no document", where=str(path), mend="keep the line that `ledger read` wrote"
        )
    known = {name: str(plain[0]["document"].get(name, "")) for name in DocumentRead.__slots__}
    items = []
    for number, one in enumerate(plain[1:], 2):
        where = f"{path}, line {number}"
        if one.get("decision") not in DECISIONS:
            raise InputError(
                f"'{one.get('decision')}' is no decision", where=where, mend='write "yes", "no" or ""'
            )
        rest = {k: v for k, v in one.items() if k not in ("id", "decision", "same_as")}
        _checked(rest, where)
        items.append(
            Proposal(
                str(one.get("id") or f"proposal-{number}"), rest, one["decision"], str(one.get("same_as", ""))
            )
        )
    return Proposals(DocumentRead(**known), items, path)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict):
        raise InputError(
            "this is no JSON object", where=where, mend="keep one object a line, quotes in pairs"
        )
    return plain


def _checked(plain: dict[str, Any], where: str) -> None:
    """Refuse a proposal from which no record could be made."""
    shapes: tuple[tuple[str, type], ...] = (("spans", list), ("speaker", str), ("chain", list), ("said", str))
    for key, kind in shapes:
        if not isinstance(plain.get(key), kind) or not plain[key]:
            raise InputError(
                f"'{key}' is missing or empty", where=where, mend="put back what `ledger read` wrote"
            )


def records_from(
    proposals: Proposals, items: Sequence[Proposal], text: str, recorded: datetime
) -> list[Record]:
    """The records of proposals that were taken: the document, and a statement and a report each.

    Raises InputError where the text is not the one that was read, or a proposal makes no record.
    """
    source = proposals.source
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest != source.sha256:
        raise InputError(
            "the text has changed since it was read",
            where=source.file,
            mend="read it again with `ledger read`",
        )
    published = source.instant()
    document = Document(
        id=f"doc-{digest[:12]}",
        recorded=recorded,
        title=source.title or source.file,
        published=published,
        outlet=source.outlet,
        address=source.address,
        sha256=digest,
        path=source.file,
    )
    made: list[Record] = [document]
    for item in items:
        try:
            made += _pair(item, document, text, recorded)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise InputError(
                f"proposal '{item.id}' makes no record: {what}", where=str(proposals.path or source.file)
            ) from None
    return made


def _pair(item: Proposal, document: Document, text: str, recorded: datetime) -> list[Record]:
    plain = item.plain
    hedge = ", ".join(str(h["word"]) for h in plain.get("hedges", []))
    tense = tense_of(plain["said"])
    begin, end = window_of(plain["said"], document.published, tense)
    statement = Statement(
        id=item.same_as or item.id,
        recorded=recorded,
        origin=plain["speaker"],
        said=plain["said"],
        polarity=plain.get("polarity", "affirms"),
        date=document.published,
        hedge=hedge,
        tense=tense,
        window_begin=begin,
        window_end=end,
        quantities=tuple(_amount(q) for q in plain.get("quantities", [])),
    )
    first = plain["spans"][0]
    span: Span = select(text, int(first["start"]), int(first["end"]))
    chain = tuple(
        Hop(name=hop["name"], role=hop.get("role", ""), named=hop.get("named", True))
        for hop in plain["chain"]
    )
    report = Report(
        id=f"{item.id}-in-{document.id}",
        recorded=recorded,
        statement=statement.id,
        document=document.id,
        date=document.published,
        outlet=document.outlet,
        span=span,
        said=plain["said"],
        voice="direct" if _quoted(text, first) else "indirect",
        chain=chain,
    )
    return [report] if item.same_as else [statement, report]


def _amount(plain: dict[str, Any]) -> Amount:
    return Amount(
        value=plain["value"],
        lower=plain.get("lo"),
        upper=plain.get("hi"),
        unit=plain.get("unit") or "count",
        comparator=plain.get("comparator", "exactly"),
    )


def _quoted(text: str, span: dict[str, Any]) -> bool:
    return text[max(0, int(span["start"]) - 1) : int(span["start"])] in tuple("\"“«„‘'")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "somebody"
