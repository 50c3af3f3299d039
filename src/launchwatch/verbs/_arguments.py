"""Arguments that several verbs share, and how they are read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from launchwatch.errors import InputError
from launchwatch.progress import Report, progress

Answer = dict[str, Any]
Verbs: TypeAlias = "argparse._SubParsersAction[Any]"

FLIGHTS = 10_000
"""How many flights a run has where nothing is said."""


def add_verb(verbs: Verbs, name: str, does: str, example: str, more: str = "") -> argparse.ArgumentParser:
    """Add a verb, or a verb of a verb (`record backtest`), with its help, its example and `--json`."""
    made: argparse.ArgumentParser = verbs.add_parser(
        name.split()[-1],
        help=does,
        description=f"{does[0].upper()}{does[1:]}.{' ' + more if more else ''}",
        epilog=f"example:\n  launchwatch {name} {example}",
    )
    if example:
        made.add_argument("--json", action="store_true", help="print one JSON object on standard output")
    else:  # a verb that only holds others
        made.epilog = None
    return made


def nest(verb: argparse.ArgumentParser) -> Verbs:
    """Room for verbs below a verb, as in `ledger add`: the chosen one is `chosen.action`."""
    return verb.add_subparsers(dest="action", metavar="VERB", required=True)


def whole(least: int) -> Callable[[str], int]:
    """A reader of whole numbers that are at least `least`; it takes `10,000` and `10_000` too."""

    def read(text: str) -> int:
        try:
            number = int(text.replace(",", ""))
        except ValueError:
            number = least - 1
        if number < least:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least {least}")
        return number

    return read


def add_case(verb: argparse.ArgumentParser, nargs: str | None = None) -> None:
    """The case folder."""
    verb.add_argument("case", type=Path, nargs=nargs, metavar="CASE", help="a case folder")


def add_as_of(verb: argparse.ArgumentParser) -> None:
    """The instant after which nothing is seen."""
    verb.add_argument(
        "--as-of",
        metavar="T",
        help="see nothing published later: an instant with its zone (2023-11-21T12:00Z or "
        "2023-11-21T21:00+09:00), or a date (the end of that day, UTC); left out, everything is seen",
    )


def add_run(verb: argparse.ArgumentParser) -> None:
    """What a run of the ensemble takes: the case, the instant, flights, seed, threads, folder, evidence."""
    add_case(verb)
    add_as_of(verb)
    verb.add_argument(
        "--flights",
        type=whole(1),
        default=FLIGHTS,
        metavar="N",
        help=f"how many flights (default {FLIGHTS:,})",
    )
    verb.add_argument(
        "--seed",
        type=whole(0),
        default=0,
        metavar="S",
        help="the seed of the draws (default 0); one seed, one table",
    )
    verb.add_argument(
        "--threads",
        type=whole(1),
        metavar="N",
        help="how many threads (default: one a core); it changes no figure",
    )
    verb.add_argument(
        "--device",
        default="cpu",
        choices=["cpu", "cuda"],
        help="fly on the processor or on an NVIDIA GPU (extra `cuda`), where figures differ in their last "
        "digits; where there is none, the processor flies",
    )
    verb.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where the files go (default out/CASE-ASOF in this folder)",
    )
    verb.add_argument(
        "--without",
        action="append",
        default=[],
        choices=["aim", "areas", "observed"],
        metavar="KIND",
        help="withhold evidence: `aim` (only the areas speak then), `areas`, `observed` (what was seen)",
    )


def run_settings(chosen: argparse.Namespace) -> dict[str, Any]:
    """The settings of a long run; what is wrong with them is said before anything heavy is loaded."""
    as_of = instant(chosen.as_of)
    check_folder(chosen.case)
    return {
        "as_of": as_of,
        "flights": chosen.flights,
        "seed": chosen.seed,
        "threads": chosen.threads,
        "out": chosen.out or out_folder(chosen.case, chosen.as_of),
        "without": tuple(chosen.without),
    }


@contextmanager
def flying(chosen: argparse.Namespace) -> Iterator[Report]:
    """A run on the device that was asked for, with its progress; says why, where there is no such device."""
    from launchwatch.flight import flying_on

    with flying_on(chosen.device) as missing:
        if missing:
            print(f"launchwatch: {missing}: flying on the processor", file=sys.stderr)
        with progress() as report:
            yield report


def check_folder(case: Path) -> None:
    """Refuse a case folder that is not there.

    Raises InputError.
    """
    if not case.is_dir():
        raise InputError("there is no such case folder", where=str(case))


def instant(text: str | None, argument: str = "--as-of") -> datetime | None:
    """The instant that `--as-of` (or another argument) means: with its zone, or the end of a day in UTC.

    >>> instant("2023-11-21T21:00+09:00")
    datetime.datetime(2023, 11, 21, 12, 0, tzinfo=datetime.timezone.utc)
    """
    if text is None:
        return None
    from launchwatch.earth import parse_day, parse_utc

    return parse_day(text, argument) if is_day(text) else parse_utc(text, argument)


def is_day(text: str) -> bool:
    """Whether the text is a date without a time."""
    return "T" not in text.upper() and ":" not in text


def out_folder(case: Path, as_of: str | None) -> Path:
    """Where a run writes when nothing is said: `out/CASE-ASOF` in the current folder.

    >>> out_folder(Path("cases/malligyong-1"), "2023-11-21T21:00+09:00")
    PosixPath('out/malligyong-1-20231121T120000Z')
    >>> out_folder(Path("cases/malligyong-1"), "2023-11-01")
    PosixPath('out/malligyong-1-20231101')
    """
    moment = instant(as_of)
    if moment is None or as_of is None:
        when = "latest"
    else:
        when = as_of.strip().replace("-", "") if is_day(as_of) else f"{moment:%Y%m%dT%H%M%SZ}"
    return Path("out") / f"{case.resolve().name}-{when}"


def read_text(name: str) -> str:
    """The text of a file, or of standard input for `-`; old wires in Latin-1 are read too."""
    try:
        octets = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", where=name) from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a text file", where=name) from None
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
