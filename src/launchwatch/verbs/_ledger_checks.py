"""The verbs of the ledger that compute: `ledger check`, `ledger track`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from launchwatch.errors import InputError
from launchwatch.verbs._arguments import (
    Answer,
    Verbs,
    add_as_of,
    add_case,
    add_verb,
    check_folder,
    instant,
    out_folder,
)

FORMATS = ("claimreview", "stix", "annotation")
MARKS = {"supports": "✓", "contradicts": "✗", "cannot test": "?", "open": "…"}


def add(verbs: Verbs) -> None:
    """Add the verbs."""
    check = add_verb(
        verbs, "ledger check", "check the statements of a case by computing, and keep the checks",
        "cases/malligyong-1 --as-of 2023-12-01",
        "What was checked before is computed again only when something it read has changed. "
        "Checks against flights need a brief of the same case and instant.",
    )  # fmt: skip
    add_case(check)
    add_as_of(check)
    check.add_argument(
        "--brief", type=Path, metavar="FILE", help="brief.json of this case and instant (default: where "
        "`launchwatch brief` writes it, if it is there)",
    )  # fmt: skip
    check.add_argument(
        "--ledger", metavar="PLACE", help="where the records are (default: in the case folder)"
    )
    check.add_argument("--dry-run", action="store_true", help="keep nothing")
    track = add_verb(
        verbs, "ledger track", "what a speaker said before, and how it came out",
        "DPRK cases/malligyong-1 cases/kwangmyongsong-4",
        "Beside it stands the share of all other speakers on the same kinds of check.",
    )  # fmt: skip
    track.add_argument(
        "speaker", metavar="SPEAKER", help="the origin of the statements, as the ledger has it"
    )
    track.add_argument("cases", type=Path, nargs="+", metavar="CASE", help="case folders")
    add_as_of(track)
    export = add_verb(
        verbs, "ledger export", "write the checked statements in the format of others",
        "cases/malligyong-1 --format claimreview --out reviews.json",
        "claimreview is schema.org's, stix is STIX 2.1, annotation is the W3C's.",
    )  # fmt: skip
    add_case(export)
    add_as_of(export)
    export.add_argument("--format", choices=FORMATS, required=True, help="which format")
    export.add_argument("--out", type=Path, metavar="FILE", help="where to write (default: print)")
    export.add_argument("--brief", type=Path, metavar="FILE", help="brief.json, as for `ledger check`")
    export.add_argument("--ledger", metavar="PLACE", help="where the records are, as for `ledger check`")
    export.add_argument(
        "--base", default="brief.html", metavar="URL",
        help="the address under which the brief is published (claimreview; default brief.html)",
    )  # fmt: skip
    taken = add_verb(
        verbs, "ledger import", "read annotations into a ledger",
        "docs/examples/marks.json cases/malligyong-1",
        "It takes the JSON of a search of Hypothesis, and what `ledger export --format annotation` wrote.",
    )  # fmt: skip
    taken.add_argument("file", metavar="FILE", help="JSON; - reads standard input")
    taken.add_argument("into", metavar="LEDGER", help="a case folder, or the URL of a database")


def check(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Check the statements of a case and keep the checks."""
    as_of = instant(chosen.as_of)
    check_folder(chosen.case)
    from datetime import UTC, datetime

    from launchwatch.case import load_case
    from launchwatch.ledger import checks_to_json, open_store, run_checks

    view = load_case(chosen.case).as_of(as_of)
    store = open_store(chosen.ledger or chosen.case)
    records = store.records()
    answers = _answers(chosen, view)
    found = run_checks(view, answers, records, datetime.now(UTC).replace(microsecond=0))
    known = {r.id for r in records if r.kind == "statement"}
    kept = [] if chosen.dry_run else [c for c in found.new if c.statement in known]
    if kept:
        store.add(kept)
    answer = {"case": view.name, **checks_to_json(view, found), "problems": list(store.problems)}
    lines = [_line(row) for row in answer["statements"]]
    lines += [f"problem: {problem}" for problem in store.problems]
    lines.append(f"{answer['computed']} computed, {answer['kept']} kept, as of {answer['as_of']}")
    return answer, lines


def _line(row: dict[str, Any]) -> str:
    figure = f" {row['figure']}." if row["figure"] else ""
    verdict = f"{MARKS[row['verdict']]} {row['verdict']:<11}"
    return f"{verdict} {row['speaker']}: {row['said']}.{figure} {row['reason']}"


def _answers(chosen: Namespace, view: Any) -> dict[str, Any]:
    """The answers of the brief of this case and instant, else the forecast from the record alone."""
    import json

    from launchwatch.brief import forecast_case

    file = chosen.brief or out_folder(chosen.case, chosen.as_of) / "brief.json"
    if file.is_file():
        try:
            brief: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            same = (brief["case"], instant(brief["as_of"])) == (view.name, view.as_of)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise InputError("this is no brief.json", where=str(file)) from None
        if same:
            return brief
        if chosen.brief is not None:
            raise InputError(
                f"this brief is of {brief['case']} as of {brief['as_of']}", where=str(file),
                mend="give the brief of this case and instant",
            )  # fmt: skip
    elif chosen.brief is not None:
        raise InputError("there is no such file", where=str(file))
    odds = forecast_case(view)
    return {"chance": {"p": odds.p, "lo": odds.lo, "hi": odds.hi}}


def track(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The track record of a speaker over cases."""
    as_of = instant(chosen.as_of)
    for case in chosen.cases:
        check_folder(case)
    from launchwatch.brief import forecast_case
    from launchwatch.case import load_case
    from launchwatch.ledger import check_statements, reached_orbit, records_of, track

    checked = []
    for case in chosen.cases:
        view = load_case(case).as_of(as_of)
        odds = forecast_case(view)
        answers = {"chance": {"p": odds.p, "lo": odds.lo, "hi": odds.hi}}
        rows = check_statements(view, answers, records_of(case)[0])
        checked.append((view.name, rows, reached_orbit(view), odds.p))
    found = track(chosen.speaker, checked)
    if not found.rows:
        import difflib

        names = {c.statement.speaker for _, rows, _, _ in checked for c in rows}
        near = difflib.get_close_matches(chosen.speaker, names, n=1, cutoff=0.4)
        raise InputError(
            f"'{chosen.speaker}' said nothing in these cases by then",
            mend=f"did you mean '{near[0]}'?"
            if near
            else "list the statements with `launchwatch ledger list`",
        )
    lines = [
        f"{c.statement.published:%Y-%m-%d} {MARKS[c.verdict]} {c.verdict}: {c.statement.said}. "
        f"{c.figure + '. ' if c.figure else ''}{c.reason}"
        for _, c, _ in found.rows
    ]
    for _, _, s in found.rows:
        if s:
            base = "" if s.base_p is None else f", the record {100 * s.base_p:.0f} %"
            lines.append(f"told {100 * s.p:.0f} %{base}: it {'came' if s.came else 'did not come'}")
    lines += [f"{kind}: borne out {mine}, of others {base}" for kind, mine, base in found.by_check]
    lines.append(f"in all: borne out {found.share}, of others on such checks {found.base}")
    return found.to_json(), lines


def export(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Write the checked statements of a case in the format of others."""
    import json

    as_of = instant(chosen.as_of)
    check_folder(chosen.case)
    from launchwatch.brief import write_file
    from launchwatch.case import load_case
    from launchwatch.ledger import (
        Ledger,
        open_store,
        run_checks,
        write_annotations,
        write_claim_reviews,
        write_stix,
    )

    view = load_case(chosen.case).as_of(as_of)
    records = open_store(chosen.ledger or chosen.case).records()
    # the checks are not kept, so the date of writing is nobody's business: equal input, equal bytes
    found = run_checks(view, _answers(chosen, view), records, view.as_of)
    ledger = Ledger(records, view.as_of)
    if chosen.format == "claimreview":
        made = write_claim_reviews(found.rows, ledger, chosen.base)
    elif chosen.format == "stix":
        made = write_stix(view.name, found.rows, ledger)
    else:
        made = write_annotations(view.name, [check for _, check in found.rows], ledger)
    if chosen.out is None:
        return made, [json.dumps(made, ensure_ascii=False, allow_nan=False, indent=2)]
    write_file(chosen.out, json.dumps(made, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
    return {"case": view.name, "statements": len(found.rows), "files": {chosen.format: str(chosen.out)}}, []


def import_(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Read annotations into a ledger."""
    from datetime import UTC, datetime

    from launchwatch.ledger import open_store, read_annotations
    from launchwatch.verbs._arguments import read_text

    records = read_annotations(read_text(chosen.file), chosen.file, datetime.now(UTC).replace(microsecond=0))
    store = open_store(chosen.into)
    known = {(r.kind, r.id) for r in store.records()}
    added = store.add([r for r in records if (r.kind, r.id) not in known])
    counts = {kind: sum(r.kind == kind for r in records) for kind in ("document", "statement", "report")}
    answer = {"given": len(records), "added": added, **{f"{kind}s": n for kind, n in counts.items()}}
    return answer, [f"{added} of {len(records)} records were new"]


DOING = {"check": check, "track": track, "export": export, "import": import_}
