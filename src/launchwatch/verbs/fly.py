"""`launchwatch fly`: the ensemble itself, as a table, or one flight of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from launchwatch import listing
from launchwatch.errors import InputError
from launchwatch.verbs._arguments import Answer, add_run, flying, run_settings, whole

DOES = "fly the ensemble of a case and write the table of flights only"
EXAMPLE = "cases/malligyong-1 --flights 2000 --seed 7"
MORE = (
    "A table of any size is written in bounded memory; a run that was killed goes on where it was. "
    "With --flight K, one flight of that ensemble is flown again alone."
)


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    add_run(verb)
    verb.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="fly on the workers of a dask scheduler, e.g. tcp://192.0.2.1:8786; it changes no figure",
    )
    verb.add_argument(
        "--flight", type=whole(0), metavar="K", help="fly flight K of the ensemble alone (they count from 0)"
    )
    verb.add_argument(
        "--failing", action="store_true", help="with --flight: its twin that fails, not the flight as planned"
    )
    verb.add_argument(
        "--history",
        action="store_true",
        help="with --flight: write its full time history as Parquet, CSV, CZML and OEM",
    )


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The ensemble itself, to `flights.parquet`, or one flight of it."""
    if chosen.flight is None and (chosen.failing or chosen.history):
        raise InputError("--failing and --history are of one flight", mend="say which with --flight K")
    if chosen.flight is not None and chosen.cluster:
        raise InputError("one flight needs no cluster", mend="leave out --cluster or --flight")
    if chosen.device != "cpu" and (chosen.cluster or chosen.flight is not None):
        raise InputError(
            "--device is for ensembles flown here", mend="leave it out with --cluster and with --flight K"
        )
    settings = run_settings(chosen)
    if chosen.flight is None:
        from launchwatch.brief import fly_case

        if chosen.cluster:
            settings["cluster"] = chosen.cluster
        with flying(chosen) as report:
            return fly_case(chosen.case, **settings, progress=report), []
    from launchwatch.brief import fly_flight

    alone = {"flight": chosen.flight, "failing": chosen.failing, "history": chosen.history}
    with flying(chosen) as report:
        answer = fly_flight(chosen.case, **settings, **alone, progress=report)
    return answer, listing.flight(answer)
