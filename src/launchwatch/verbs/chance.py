"""`launchwatch chance`: the chance that an attempt reaches orbit."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from launchwatch import listing
from launchwatch.errors import InputError
from launchwatch.verbs._arguments import Answer, add_as_of, add_case, check_folder, instant, whole
from launchwatch.verbs.record import add_record

DOES = "forecast the chance that an attempt reaches orbit, with its reference class"
EXAMPLE = "--line Cheonlima-1 --attempt 3 --as-of 2023-11-01"
MORE = "Give a case, or a line of launchers and the number of the attempt."


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    add_case(verb, nargs="?")
    verb.add_argument("--line", metavar="NAME", help="the line of launchers, named as in the launch record")
    verb.add_argument(
        "--attempt", type=whole(1), metavar="N", help="which launch of that line it is: 1 is the first"
    )
    verb.add_argument(
        "--trace", action="store_true", help="list every count that the chance was made of, with its launches"
    )
    add_record(verb)
    add_as_of(verb)


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The chance that an attempt reaches orbit."""
    as_of = instant(chosen.as_of)
    of_line = (chosen.line is not None, chosen.attempt is not None)
    if of_line not in ((True, True), (False, False)) or (chosen.case is None) != all(of_line):
        raise InputError("chance takes either a case folder, or both --line and --attempt")
    if chosen.case is not None:
        check_folder(chosen.case)
    from launchwatch.record import forecast, load_record

    record, more = load_record(chosen.record), {}
    if chosen.case is None:
        when = as_of or datetime.now(UTC)
        found = forecast(chosen.line, chosen.attempt, when, record, trace=chosen.trace)
    else:
        from launchwatch.brief import around, forecast_case
        from launchwatch.case import load_case

        view = load_case(chosen.case).as_of(as_of)
        found = forecast_case(view, record, trace=chosen.trace)
        more = around(view, found)
    answer = listing.plain(found) | listing.plain(more)
    return answer, [*listing.forecast(answer), *listing.around(answer)]
