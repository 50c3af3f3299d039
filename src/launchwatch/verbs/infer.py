"""`launchwatch infer`: which orbit, which path, from the warnings."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from launchwatch import listing
from launchwatch.errors import InputError
from launchwatch.verbs._arguments import Answer, add_as_of, add_case, check_folder, instant

DOES = "infer path and orbit from the areas and windows of a launch"
EXAMPLE = "cases/malligyong-1 --as-of 2023-11-21T12:00Z"
MORE = (
    "Give a case, or with --batch a file of JSON Lines, one launch a line. What is known of earlier launches "
    "is used up to the instant, or the first window where that is earlier."
)
SOURCES = ("physics", "history", "archive", "windows")


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    add_case(verb, nargs="?")
    add_as_of(verb)
    verb.add_argument("--batch", type=Path, metavar="IN.jsonl", help="launches to infer, one a line")
    verb.add_argument("--out", type=Path, metavar="OUT.jsonl", help="where the answers of a batch go")
    verb.add_argument(
        "--archive", type=Path, metavar="PAST.jsonl", help="earlier launches with areas and orbit, one a line"
    )
    verb.add_argument(
        "--without",
        action="append",
        default=[],
        choices=SOURCES,
        metavar="SOURCE",
        help=f"leave a source out: {', '.join(SOURCES)}; may be given again",
    )


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Infer one case, or a batch."""
    if (chosen.case is None) == (chosen.batch is None):
        raise InputError("infer takes either a case folder, or --batch with a file")
    if chosen.batch is not None:
        return _batch(chosen)
    if chosen.out is not None:
        raise InputError("--out goes with --batch", mend="a case is answered on standard output")
    check_folder(chosen.case)
    as_of = instant(chosen.as_of)
    from launchwatch.case import load_case
    from launchwatch.inference import blind_of, infer, read_archive

    view = load_case(chosen.case).as_of(as_of)
    known, wrong = read_archive(chosen.archive) if chosen.archive else ([], [])
    if wrong:
        raise wrong[0]
    found = infer(blind_of(view), known, without=chosen.without, line=view.line)
    answer = found.to_json()
    return answer, listing.inferred(answer, [gave.to_json() for gave in found.gave])


def _batch(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Infer every line of a file; lines that cannot be read are named, after all others are answered."""
    if chosen.out is None:
        raise InputError("--batch needs --out", mend="name the file for the answers")
    if chosen.as_of is not None:
        raise InputError("--as-of does not go with --batch", mend="each line holds its own as_of")
    from launchwatch.inference import infer_batch
    from launchwatch.progress import progress

    with progress() as report:
        done = infer_batch(chosen.batch, chosen.out, chosen.archive, without=chosen.without, report=report)
    if done.problems:
        more = f" (and {len(done.problems) - 1} more like it)" if len(done.problems) > 1 else ""
        raise InputError(
            f"{done.problems[0]}{more}", mend=f"the other {done.answered} lines are answered in {chosen.out}"
        )
    answer = {"answered": done.answered, "files": {"answers": str(chosen.out)}}
    return answer, [f"answered {done.answered} lines"]
