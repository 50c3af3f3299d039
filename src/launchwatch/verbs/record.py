"""`launchwatch record`: the launch record itself: its marks, and newer tables of launches."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from launchwatch import listing
from launchwatch.verbs._arguments import Answer, add_verb, instant, nest

DOES = "test the forecasts on the launch record, or bring the record up to date"
EXAMPLE = ""
MORE = ""


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verbs = nest(verb)
    backtest = add_verb(
        verbs,
        "record backtest",
        "forecast every launch since 1965 from the launches before it, and score the forecasts",
        "--until 1975-01-01",
        "Writes the forecasts, the scores and two pictures.",
    )
    add_record(backtest)
    backtest.add_argument(
        "--until", metavar="DATE", help="only launches before this instant, or to the end of this day (UTC)"
    )
    backtest.add_argument(
        "--out",
        type=Path,
        default=Path("out") / "record-backtest",
        metavar="DIR",
        help="where the files go (default out/record-backtest in this folder)",
    )


def add_record(verb: ArgumentParser) -> None:
    """The record to read."""
    verb.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="another record of launches: CSV, or a launch table of GCAT (default: the one that is shipped, "
        "or as `record update` left it)",
    )


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The verb below this one."""
    return {"backtest": _backtest}[chosen.action](chosen)


def _backtest(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The marks of walk-forward forecasts."""
    until = instant(chosen.until, "--until")
    from launchwatch.record import backtest, load_record, report, write_whole

    record = load_record(chosen.record)
    if until is not None:
        record = tuple(launch for launch in record if launch.date < until)
    marks, scored = backtest(record)
    made = report(marks, scored)
    files = {name: str(write_whole(chosen.out / name, content)) for name, content in made.items()}
    answer = {
        "subsets": {name: mark._asdict() for name, mark in marks.items()},
        "forecasts": files["forecasts.csv"],
        "files": files,
    }
    return answer, listing.marks(answer)
