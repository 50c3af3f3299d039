"""`launchwatch match`: which catalogued object is it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from launchwatch import listing
from launchwatch.errors import InputError
from launchwatch.verbs._arguments import FLIGHTS, Answer, add_as_of, check_folder, instant, whole

DOES = "rank catalogued objects: which of them is the one that was launched"
EXAMPLE = "cases/malligyong-1 cases/malligyong-1/elements/malligyong-1-2024-06-06.tle --flights 2000"
MORE = (
    "The first argument is a case, whose ensemble is flown, or a file of a planned orbit (TOML or JSON): "
    "lift_off, perigee, apogee, inclination, and node, ltan or site. The second holds element sets."
)


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument("expected", type=Path, metavar="CASE|ORBIT", help="a case folder, or a planned orbit")
    verb.add_argument("elements", type=Path, metavar="ELEMENTS", help="a file of element sets (TLE or OMM)")
    add_as_of(verb)
    verb.add_argument(
        "--before",
        type=Path,
        metavar="FILE",
        help="an earlier catalogue: its objects are too old, and its numbers date the new ones",
    )
    verb.add_argument(
        "--ask",
        choices=["payload", "stage"],
        default="payload",
        help="which object of the launch is looked for (default payload)",
    )
    verb.add_argument(
        "--most", type=whole(1), default=20, metavar="N", help="how many candidates to print (default 20)"
    )
    verb.add_argument(
        "--flights",
        type=whole(1),
        default=FLIGHTS,
        metavar="N",
        help=f"flights of the ensemble of a case (default {FLIGHTS:,})",
    )
    verb.add_argument(
        "--seed", type=whole(0), default=0, metavar="S", help="the seed of the draws of a case (default 0)"
    )


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Match one launch."""
    as_of = instant(chosen.as_of)
    planned = chosen.expected.is_file()
    if planned and as_of is not None:
        raise InputError("--as-of goes with a case", mend="a planned orbit is one plan")
    if not planned:
        check_folder(chosen.expected)
    from launchwatch.brief import expected_of_case
    from launchwatch.orbit import match, read_elements, read_plan
    from launchwatch.progress import progress

    catalogue = read_elements(chosen.elements)
    before = read_elements(chosen.before) if chosen.before else []
    if planned:
        expected = read_plan(chosen.expected)
    else:
        with progress() as report:
            expected = expected_of_case(
                chosen.expected, as_of=as_of, flights=chosen.flights, seed=chosen.seed, progress=report
            )
    ask = "rocket body" if chosen.ask == "stage" else "payload"
    answer = match(expected, catalogue, before=before, ask=ask).to_json(chosen.most)
    return answer, listing.matched(answer)
