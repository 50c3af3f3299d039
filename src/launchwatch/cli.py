"""The command line: `launchwatch VERB …`.

This module reads the arguments, hands them to a verb (`launchwatch.verbs`) and turns whatever happens
into an exit code and one sentence: 0 done, 1 our fault, 2 bad input, 130 stopped from the keyboard.

It imports nothing but the standard library, and a verb imports only the rooms it needs, so that
`launchwatch --help` answers at once. That is also why it is written with argparse: `design/cli_startup.py`
measures the alternatives.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from launchwatch import __version__
from launchwatch.errors import InputError, LaunchwatchError

EXIT_DONE, EXIT_OUR_FAULT, EXIT_BAD_INPUT, EXIT_STOPPED = 0, 1, 2, 130

FLIGHTS = 10_000
"""How many flights a run has where nothing is said."""

# What the person at the keyboard can mend: no room, no right to write, a name that is no folder.
_MENDABLE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOTDIR, errno.EISDIR,
     errno.EEXIST, errno.ENAMETOOLONG}
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in one sentence and takes no abbreviations."""

    def __init__(self, **settings: object) -> None:
        settings.setdefault("allow_abbrev", False)
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**settings)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and where the help is; exit with 2."""
        self.exit(EXIT_BAD_INPUT, f"{self.prog}: {message}; see `{self.prog} --help`\n")


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


def parser() -> Parser:
    """The parser of the whole command line, with every verb."""
    top = Parser(
        prog="launchwatch",
        description="From the published launch warning to the satellite overhead: "
        "a case folder in, a brief out, with an interval on every figure.",
        epilog="example:\n  launchwatch brief cases/malligyong-1 --as-of 2023-11-21T12:00Z",
    )
    top.add_argument("--version", action="version", version=f"launchwatch {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)

    def verb(name: str, does: str, example: str, more: str = "") -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.{' ' + more if more else ''}",
            epilog=f"example:\n  launchwatch {name} {example}",
        )
        made.add_argument("--json", action="store_true", help="print one JSON object on standard output")
        return made

    brief = verb(
        "brief",
        "write the brief of a case: page, figures and files",
        "cases/malligyong-1 --as-of 2023-11-21T12:00Z --out out/malligyong-1",
        "This is the main job.",
    )
    fly = verb(
        "fly",
        "fly the ensemble of a case and write the table of flights only",
        "cases/malligyong-1 --flights 2000 --seed 7",
    )
    for run in (brief, fly):
        _case(run)
        _as_of(run)
        run.add_argument(
            "--flights",
            type=whole(1),
            default=FLIGHTS,
            metavar="N",
            help=f"how many flights (default {FLIGHTS:,})",
        )
        run.add_argument(
            "--seed",
            type=whole(0),
            default=0,
            metavar="S",
            help="the seed of the draws (default 0); one seed, one table",
        )
        run.add_argument(
            "--threads",
            type=whole(1),
            metavar="N",
            help="how many threads (default: one a core); it changes no figure",
        )
        run.add_argument(
            "--out",
            type=Path,
            metavar="DIR",
            help="where the files go (default out/CASE-ASOF in this folder)",
        )
        run.add_argument(
            "--without",
            action="append",
            default=[],
            choices=["aim", "areas", "observed"],
            metavar="KIND",
            help="withhold evidence: `aim` (only the areas speak then), `areas`, `observed` (what was seen)",
        )

    notice = verb("notice", "read published warnings into areas and windows", "warning.txt --json")
    notice.add_argument("files", nargs="+", metavar="FILE", help="text files; - reads standard input")

    new = verb("new", "make a fresh case folder to fill in", "kwangmyongsong-5 --into cases")
    new.add_argument("name", metavar="NAME", help="the name of the case: small letters, digits and hyphens")
    new.add_argument("--into", type=Path, default=Path(), metavar="DIR", help="the folder that will hold it")

    chance = verb(
        "chance",
        "forecast the chance that an attempt reaches orbit, with its reference class",
        "--line Cheonlima-1 --attempt 3 --as-of 2023-11-01",
        "Give a case, or a line of launchers and the number of the attempt.",
    )
    _case(chance, nargs="?")
    chance.add_argument("--line", metavar="NAME", help="the line of launchers, named as in the launch record")
    chance.add_argument(
        "--attempt", type=whole(1), metavar="N", help="which launch of that line it is: 1 is the first"
    )
    _as_of(chance)

    launcher = verb("launcher", "print the figures of a launcher with their sources", "Chollima-1")
    launcher.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="the launcher, or the path of a .toml file; leave it out to list all",
    )
    site = verb("site", "print the figures of a launch site with their sources", "Sohae")
    site.add_argument("name", nargs="?", metavar="NAME", help="the site; leave it out to list all")
    return top


def _case(verb: argparse.ArgumentParser, nargs: str | None = None) -> None:
    verb.add_argument("case", type=Path, nargs=nargs, metavar="CASE", help="a case folder")


def _as_of(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--as-of",
        metavar="T",
        help="see nothing published later: an instant with its zone (2023-11-21T12:00Z or "
        "2023-11-21T21:00+09:00), or a date (the end of that day, UTC); left out, everything is seen",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code.

    >>> main(["launcher", "Buran-9"])  # doctest: +SKIP
    2
    """
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a sign gets a question mark, not a crash
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        chosen = parser().parse_args(arguments)
    except SystemExit as stop:  # --help, --version, or arguments that cannot be read
        return stop.code if isinstance(stop.code, int) else EXIT_DONE
    try:
        from launchwatch import verbs

        verbs.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except KeyboardInterrupt:
        return _say("stopped from the keyboard; files of earlier runs are as they were", EXIT_STOPPED)
    except (Exception, RecursionError) as error:
        if os.environ.get("LAUNCHWATCH_DEBUG") == "1":
            raise
        return _refuse(error)
    return EXIT_DONE


def _refuse(error: Exception) -> int:
    """One sentence for what went wrong, and its exit code."""
    if isinstance(error, InputError):
        return _say(str(error), EXIT_BAD_INPUT)
    if isinstance(error, OSError) and error.errno in _MENDABLE:
        place = f"{error.filename}: " if error.filename else ""
        return _say(f"{place}{error.strerror}", EXIT_BAD_INPUT)
    kind = "" if isinstance(error, LaunchwatchError) else f"{type(error).__name__}: "
    mend = "set LAUNCHWATCH_DEBUG=1 to see the traceback and please report it"
    return _say(f"this is our fault, not yours: {kind}{error}; {mend}", EXIT_OUR_FAULT)


def _say(sentence: str, code: int) -> int:
    """Print one sentence, on one line, on standard error."""
    print(f"launchwatch: {' '.join(sentence.split())}", file=sys.stderr)
    return code
