"""`launchwatch fly`: the ensemble itself, as a table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from launchwatch.progress import progress
from launchwatch.verbs._arguments import Answer, add_run, run_settings

DOES = "fly the ensemble of a case and write the table of flights only"
EXAMPLE = "cases/malligyong-1 --flights 2000 --seed 7"
MORE = ""


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    add_run(verb)


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The ensemble itself, to `flights.parquet`."""
    settings = run_settings(chosen)
    from launchwatch.brief import fly_case

    with progress() as report:
        answer = fly_case(chosen.case, **settings, progress=report)
    return answer, []
