"""`launchwatch ledger`: who said what, kept as records, in files or in a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from launchwatch.errors import InputError
from launchwatch.verbs import _ledger_checks, _ledger_reading
from launchwatch.verbs._arguments import Answer, Verbs, add_as_of, add_verb, instant, nest, read_text, whole

DOES = "keep who said what, through whom, and what a computation says of it"
EXAMPLE = ""
MORE = ""

PARTS: tuple[ModuleType, ...] = (_ledger_checks, _ledger_reading)
"""Modules with more verbs below this one: each has `add(verbs)` and `DOING`, verb to function."""

PLACE = "a case folder, or the URL of a database: sqlite:///FILE, postgresql://USER@HOST/NAME"


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verbs below."""
    verbs = nest(verb)
    _list(verbs)
    show = add_verb(
        verbs, "ledger show", "print one statement with its reports, checks and links",
        "cases/malligyong-1 chances-high",
    )  # fmt: skip
    _place(show)
    show.add_argument("id", metavar="ID", help="the id of a statement")
    add_as_of(show)
    add = add_verb(
        verbs, "ledger add", "add records, one JSON object a line; records are never changed",
        "cases/malligyong-1 docs/examples/records.jsonl",
    )  # fmt: skip
    _place(add)
    add.add_argument("file", metavar="FILE", help="JSON Lines; - reads standard input")
    audited = add_verb(
        verbs, "ledger audit", "name every defect of a ledger: references, chains, dates, units, spans",
        "cases/malligyong-1",
        "Of a case folder, the texts that its documents name are held against their spans.",
    )  # fmt: skip
    _place(audited)
    add_as_of(audited)
    copy = add_verb(
        verbs, "ledger copy", "copy the records of one ledger into another; what is there stays",
        "cases/malligyong-1 sqlite:///team.db",
    )  # fmt: skip
    copy.add_argument("place", metavar="FROM", help=PLACE)
    copy.add_argument("into", metavar="INTO", help="the same")
    for part in PARTS:
        part.add(verbs)


def _list(verbs: Verbs) -> None:
    listed = add_verb(
        verbs, "ledger list", "list the statements of a ledger, with status and sources",
        "cases/malligyong-1 --as-of 2023-11-21T12:00Z",
        "Words and origin narrow the list.",
    )  # fmt: skip
    _place(listed)
    listed.add_argument("--words", default="", metavar="WORDS", help="only statements that hold all of these")
    searched = add_verb(
        verbs, "ledger search", "list the statements of a ledger that hold all of some words",
        "cases/malligyong-1 satellite orbit",
    )  # fmt: skip
    _place(searched)
    searched.add_argument("words", nargs="+", metavar="WORD", help="whole words, in any case")
    for verb in (listed, searched):
        add_as_of(verb)
        verb.add_argument("--origin", default="", metavar="NAME", help="only statements of this speaker")
        verb.add_argument(
            "--limit", type=whole(1), default=50, metavar="N", help="at most so many (default 50)"
        )


def _place(verb: ArgumentParser) -> None:
    verb.add_argument("place", metavar="LEDGER", help=PLACE)


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The verb below this one."""
    doing: dict[str, Callable[[Namespace], tuple[Answer, list[str]]]]
    doing = {
        "list": _do_list,
        "search": _do_list,
        "show": _do_show,
        "add": _do_add,
        "audit": _do_audit,
        "copy": _do_copy,
    }
    for part in PARTS:
        doing |= part.DOING
    return doing[chosen.action](chosen)


def _do_list(chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.ledger import open_store

    store = open_store(chosen.place)
    words = chosen.words if isinstance(chosen.words, str) else " ".join(chosen.words)
    rows = [
        _summary(ledger, statement)
        for ledger, statement in _found(store, words, chosen.origin, instant(chosen.as_of), chosen.limit)
    ]
    lines = [
        f"{row['id']}  [{row['status']}]  {row['origin']}: {row['said']}"
        + (f"  ({row['independent']} sources)" if row["independent"] > 1 else "")
        for row in rows
    ]
    more = ["there may be more: see --limit"] if len(rows) == chosen.limit else []
    return {"statements": rows, "problems": list(store.problems)}, [*lines, *_problems(store.problems), *more]


def _found(store: Any, words: str, origin: str, as_of: Any, limit: int) -> Iterator[tuple[Any, Any]]:
    """The first statements that are in force as of an instant, each with a ledger of what speaks of it."""
    from launchwatch.ledger import Ledger

    given, offset = 0, 0
    while given < limit:
        page = store.find("statement", words=words, origin=origin, limit=limit, offset=offset)
        ledger = Ledger([*page, *store.about([statement.id for statement in page])], as_of)
        for statement in page:
            if statement.id in ledger.statements and given < limit:
                given += 1
                yield ledger, ledger.statements[statement.id]
        offset += len(page)
        if len(page) < limit:
            return


def _do_show(chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.ledger import Ledger, open_store

    store = open_store(chosen.place)
    ledger = Ledger(store.records(), instant(chosen.as_of))
    statement = ledger.statements.get(chosen.id)
    if statement is None:
        import difflib

        near = difflib.get_close_matches(chosen.id, ledger.statements, n=1)
        raise InputError(
            f"there is no statement '{chosen.id}' as of then",
            where=store.place,
            mend=f"did you mean '{near[0]}'?" if near else "list them with `launchwatch ledger list`",
        )
    reports = ledger.reports_of(statement.id)
    checks = ledger.checks_of(statement.id)
    links = [link for link in ledger.links if statement.id in (link.of, link.to)]
    answer = {
        **statement.to_json(),
        "status": ledger.status(statement.id),
        "independent": list(ledger.independent(statement.id)),
        "reports": [report.to_json() for report in reports],
        "checks": [check.to_json() for check in checks],
        "links": [link.to_json() for link in links],
    }
    lines = [f"{statement.origin}: {statement.said}", f"status: {answer['status']}"]
    lines += [f"hedge: {statement.hedge}"] if statement.hedge else []
    for report in reports:
        chain = " > ".join(hop.name for hop in report.chain) or statement.origin
        lines.append(f"{report.date:%Y-%m-%d} {report.outlet or report.document}, through {chain}")
    lines += [
        f"{check.verdict} ({check.tool}, as of {check.as_of:%Y-%m-%d}): {check.reason}" for check in checks
    ]
    lines += [f"{link.of} {link.relation} {link.to}{': ' + link.why if link.why else ''}" for link in links]
    return answer, lines


def _do_add(chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.ledger import find_circles, open_store, read_lines

    records = read_lines(read_text(chosen.file), chosen.file)
    store = open_store(chosen.place)
    if any(r.kind in ("document", "link") or r.supersedes for r in records):
        for circle in find_circles([*store.records(), *records]):
            raise InputError(f"{circle.where}: {circle.what}", where=chosen.file, mend=circle.mend)
    added = store.add(records)
    return {"added": added, "given": len(records)}, [f"{added} of {len(records)} records were new"]


def _do_audit(chosen: Namespace) -> tuple[Answer, list[str]]:
    from pathlib import Path

    from launchwatch.ledger import audit, open_store

    store = open_store(chosen.place)
    records = store.records()
    folder = Path(chosen.place) if "://" not in chosen.place else None
    defects = audit(records, folder, instant(chosen.as_of))
    lines = [*store.problems, *map(str, defects)]
    if not lines:
        return {"records": len(records), "defects": []}, [f"{len(records)} records, no defect"]
    print(
        json.dumps({"records": len(records), "defects": lines}, indent=2) if chosen.json else "\n".join(lines)
    )
    raise InputError(f"{len(lines)} defects in {len(records)} records", where=store.place)


def _do_copy(chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.ledger import open_store

    source, into = open_store(chosen.place), open_store(chosen.into)
    records = source.records()
    added = into.add(records)
    answer = {"added": added, "given": len(records), "problems": list(source.problems)}
    return answer, [*_problems(source.problems), f"{added} of {len(records)} records were new"]


def _summary(ledger: Any, statement: Any) -> dict[str, Any]:
    return {
        "id": statement.id,
        "origin": statement.origin,
        "said": statement.said,
        "hedge": statement.hedge,
        "status": ledger.status(statement.id),
        "independent": len(ledger.independent(statement.id)),
    }


def _problems(problems: tuple[str, ...]) -> list[str]:
    return [f"problem: {problem}" for problem in problems]
