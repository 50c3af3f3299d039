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

    newer = add_verb(
        verbs,
        "record update",
        "take newer launches into your own copy of the record, checked",
        "docs/examples/launches.csv",
        "Reads launch tables of GCAT (planet4589.org/space/gcat, under tsv), or CSV with the columns of "
        "the shipped one, and GCAT's lv.tsv and orgs.tsv for new vehicles and agencies. "
        "An address is fetched; nothing else of launchwatch uses the network.",
    )
    newer.add_argument("sources", nargs="+", metavar="FILE|URL", help="a file, or an http or https address")
    lines = add_verb(
        verbs,
        "record lines",
        "which vehicles are folded into a line, whose they are, and what they flew",
        "Unha-3",
        "Rows in vehicles.csv and builders.csv of the data folder override the shipped ones.",
    )
    lines.add_argument("name", nargs="?", metavar="LINE", help="a line; left out, all are listed")
    add_record(lines)


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
    return {"backtest": _backtest, "update": _update, "lines": _lines}[chosen.action](chosen)


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


def _update(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Newer launches, into the data folder."""
    from launchwatch.record import update

    done = update(chosen.sources)
    answer = listing.plain(done) | {"file": str(done.file)}
    return answer, [done.sentence]


def _lines(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The folding of vehicles into lines."""
    from launchwatch.record import data_folder, lines_of, load_record

    found = lines_of(load_record(chosen.record), chosen.name)
    answer = {"lines": listing.plain(found), "overrides": str(data_folder())}
    return answer, listing.lines(answer)
