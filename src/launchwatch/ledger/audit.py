"""What is wrong with a ledger: every defect with its place, in one sentence, and how to mend it.

A line that cannot be read is told by the store; here the records are held against one another, against the
texts that a person keeps, and against an instant.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from launchwatch.errors import InputError
from launchwatch.ledger.records import Document, Link, Record, Report, Statement
from launchwatch.ledger.spans import anchor
from launchwatch.ledger.view import POINTS, in_force, seen_from

ONE_WAY: Final = ("depends on", "elaborates")
"""Relations that cannot go round in a circle."""
SAME_MATTER: Final = ("contradicts", "in tension", "corroborates", "denies")
"""Relations between statements that speak of the same quantity, if of any."""
NO_NAMES: Final = frozenset({"unnamed", "source", "sources", "official", "officials", "a source", "unknown"})


class Defect(NamedTuple):
    """One defect: the record (`kind 'id'`), what is wrong, and how to mend it."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.mend}"


def audit(
    records: Iterable[Record], folder: Path | None = None, as_of: datetime | None = None
) -> tuple[Defect, ...]:
    """All defects of records; `folder` is where the paths of documents lie, `as_of` an instant that none
    of the records may be later than.

    Of what a later record supersedes nothing is told: that is how a defect is mended.
    """
    every = list(records)
    force = in_force(every)
    found = [*_twice(every), *find_circles(every), *_superseded(every), *_missing(force, every)]
    checks = (_twice_linked, _chains, _dates, _units, _links)
    found += [defect for check in checks for defect in check(force)]
    if folder is not None:
        found += _texts(force, folder)
    if as_of is not None:
        found += _later(force, as_of)
    return tuple(found)


def _of(record: Record) -> str:
    return f"{record.kind} '{record.id}'"


def _twice(records: list[Record]) -> Iterator[Defect]:
    for (kind, name), count in Counter((r.kind, r.id) for r in records).items():
        if count > 1:
            yield Defect(f"{kind} '{name}'", f"there are {count} of that id", "keep one, rename the others")


def _twice_linked(records: list[Record]) -> Iterator[Defect]:
    seen: dict[tuple[str, str, str], str] = {}
    for record in records:
        if isinstance(record, Link):
            first = seen.setdefault((record.relation, record.of, record.to), record.id)
            if first != record.id:
                yield Defect(_of(record), f"it says what link '{first}' says", "take one of them out")


def _superseded(records: list[Record]) -> Iterator[Defect]:
    known = {(r.kind, r.id) for r in records}
    heirs: dict[tuple[str, str], str] = {}
    for record in (r for r in records if r.supersedes is not None):
        old = record.kind, str(record.supersedes)
        if old not in known:
            yield Defect(
                _of(record), f"supersedes: there is no {old[0]} '{old[1]}'", "add it, or mend the id"
            )
        first = heirs.setdefault(old, record.id)
        if first != record.id:
            yield Defect(
                _of(record), f"'{first}' supersedes '{old[1]}' too", f"let this one supersede '{first}'"
            )


def _missing(records: list[Record], every: list[Record]) -> Iterator[Defect]:
    known = {(r.kind, r.id) for r in every}
    for record in records:
        for key, kind in POINTS:
            name = getattr(record, key, None) if key != record.kind else None
            if name is not None and (kind, name) not in known:
                yield Defect(_of(record), f"{key}: there is no {kind} '{name}'", "add it, or mend the id")


def find_circles(records: Iterable[Record]) -> Iterator[Defect]:
    """Records that go round in a circle: by what they supersede, copy, depend on or elaborate."""
    every = list(records)
    graphs: dict[str, dict[str, list[str]]] = {}
    for record in every:
        if record.supersedes is not None:
            graphs.setdefault(f"{record.kind}s supersede", {}).setdefault(record.id, []).append(
                record.supersedes
            )
    for record in in_force(every):
        if isinstance(record, Document) and record.copy_of is not None:
            graphs.setdefault("documents copy", {}).setdefault(record.id, []).append(record.copy_of)
        if isinstance(record, Link) and record.relation in ONE_WAY:
            graphs.setdefault(f"links '{record.relation}'", {}).setdefault(record.of, []).append(record.to)
    for what, graph in graphs.items():
        if (circle := _circle(graph)) is not None:
            path = " > ".join([*circle, circle[0]])
            yield Defect(f"{what}", f"they go round in a circle, {path}", "take one of them out")


def _circle(graph: Mapping[str, list[str]]) -> list[str] | None:
    """A circle of a directed graph, or None (depth first, without recursion)."""
    done: set[str] = set()
    for root in graph:
        path = {root: iter(graph[root])}  # in the order in which it was walked
        while path and root not in done:
            name = next(reversed(path))
            other = next(path[name], None)
            if other is None:
                del path[name]
                done.add(name)
            elif other in path:
                names = list(path)
                return names[names.index(other) :]
            elif other not in done:
                path[other] = iter(graph.get(other, ()))
    return None


def _chains(records: list[Record]) -> Iterator[Defect]:
    origins = {r.id: r.origin for r in records if isinstance(r, Statement)}
    for report in (r for r in records if isinstance(r, Report) and r.chain):
        names = [hop.name for hop in report.chain]
        head = origins.get(report.statement, names[0])
        if head != names[0]:
            yield Defect(
                _of(report),
                f"the chain begins with '{names[0]}', but '{head}' made the statement",
                "put the origin first in the chain",
            )
        for name, count in Counter(names).items():
            if count > 1:
                yield Defect(_of(report), f"'{name}' is {count} times in the chain", "name each hand once")
        for hop in report.chain:
            if hop.named and hop.name.casefold().strip() in NO_NAMES:
                yield Defect(
                    _of(report),
                    f"'{hop.name}' is no name, yet the hop is said to be named",
                    "write named: false",
                )


def _dates(records: list[Record]) -> Iterator[Defect]:
    published = {r.id: r.published for r in records if isinstance(r, Document)}
    seen = seen_from(records)
    for record in records:
        if isinstance(record, Document):
            if record.retrieved is not None and record.retrieved < record.published:
                yield Defect(_of(record), "it was retrieved before it was published", "check the two dates")
            source = published.get(record.copy_of or "")
            if source is not None and record.published < source:
                yield Defect(_of(record), "it was published before what it copies", "check the two dates")
        said = seen.get((record.kind, record.id))
        if said is not None and record.recorded < said:
            yield Defect(
                _of(record),
                f"it was recorded before {said:%Y-%m-%d %H:%MZ}, when it first was",
                "check the dates",
            )
        about = getattr(record, "statement", None)
        first = seen.get(("statement", about)) if isinstance(about, str) else None
        if first is not None and said is not None and said < first:
            yield Defect(
                _of(record),
                f"it is of {said:%Y-%m-%d %H:%MZ}, before the statement was made ({first:%Y-%m-%d %H:%MZ})",
                "check the dates",
            )


def _units(records: list[Record]) -> Iterator[Defect]:
    """Linked statements whose quantities have no unit in common."""
    statements = {r.id: r for r in records if isinstance(r, Statement)}
    for link in (r for r in records if isinstance(r, Link) and r.relation in SAME_MATTER):
        one, other = statements.get(link.of), statements.get(link.to)
        if one is None or other is None or not one.quantities or not other.quantities:
            continue
        units = [{_dimension(a.unit) for a in s.quantities} for s in (one, other)]
        if not units[0] & units[1]:
            told = [", ".join(a.unit for a in s.quantities) for s in (one, other)]
            yield Defect(
                _of(link), f"it holds {told[0]} against {told[1]}", "mend the unit, or link other statements"
            )


def _dimension(unit: str) -> str:
    """What a unit measures: a dimension of physics, money, or the noun itself for what is counted."""
    from launchwatch.quantity import Quantity

    for dimension in ("length", "time", "mass", "speed", "angle"):
        try:
            Quantity.parse(f"1 {unit}", dimension)
        except InputError:
            continue
        return dimension
    if re.fullmatch("[A-Z]{3}", unit):  # ISO 4217
        return "money"
    return unit.casefold().strip().removesuffix("s")


def _links(records: list[Record]) -> Iterator[Defect]:
    """A statement cannot both contradict and corroborate another."""
    kinds: dict[frozenset[str], set[str]] = {}
    for link in (r for r in records if isinstance(r, Link)):
        held = kinds.setdefault(frozenset((link.of, link.to)), set())
        held.add(link.relation)
        if link.relation in ("corroborates", "contradicts") and {"corroborates", "contradicts"} <= held:
            yield Defect(
                _of(link), f"'{link.of}' both corroborates and contradicts '{link.to}'", "take one link out"
            )


def _texts(records: list[Record], folder: Path) -> Iterator[Defect]:
    """Texts that are kept: their hash, and the spans that point into them."""
    texts: dict[str, str] = {}
    for document in (r for r in records if isinstance(r, Document) and r.path is not None):
        assert isinstance(document, Document) and document.path is not None
        file = folder / document.path
        if not file.resolve().is_relative_to(folder.resolve()):
            yield Defect(_of(document), f"its path '{document.path}' leaves the folder", "keep it inside")
            continue
        try:
            octets = file.read_bytes()
            texts[document.id] = octets.decode("utf-8")
        except OSError:
            yield Defect(
                _of(document), f"there is no text at '{document.path}'", "put it there, or drop path"
            )
            continue
        except UnicodeDecodeError:
            yield Defect(_of(document), f"'{document.path}' is not UTF-8", "store it as UTF-8")
            continue
        if document.sha256 is not None and hashlib.sha256(octets).hexdigest() != document.sha256:
            yield Defect(
                _of(document), f"'{document.path}' is not the text that was hashed", "bring that text back"
            )
    for report in (r for r in records if isinstance(r, Report) and r.span is not None):
        assert isinstance(report, Report) and report.span is not None
        if (text := texts.get(report.document)) is None:
            continue
        found = anchor(text, report.span)
        if found is None:
            what = (
                "ends after the text does"
                if report.span.exact is None
                else "quotes what the text does not say"
            )
            yield Defect(_of(report), f"its span {what}", "mend the span against the stored text")
        elif found.how != "in place":
            yield Defect(
                _of(report),
                f"its quote stands at {found.start} to {found.end}, not at {report.span.start} to"
                f" {report.span.end}",
                "write those offsets; they count Unicode code points",
            )


def _later(records: list[Record], as_of: datetime) -> Iterator[Defect]:
    for (kind, name), seen in seen_from(records).items():
        if seen > as_of:
            yield Defect(
                f"{kind} '{name}'",
                f"it is of {seen:%Y-%m-%d %H:%MZ}, after {as_of:%Y-%m-%d %H:%MZ}",
                "leave it out of what was known then",
            )
