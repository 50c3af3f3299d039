"""The command line: `launchwatch VERB …`.

This module reads the arguments, hands them to a verb (`launchwatch.verbs`) and turns whatever happens
into an exit code and one sentence: 0 done, 1 our fault, 2 bad input, 130 stopped from the keyboard.

It imports no room, and a verb imports only the rooms it needs when it runs, so that
`launchwatch --help` answers at once. That is also why it is written with argparse: `design/cli_startup.py`
measures the alternatives.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from launchwatch import __version__
from launchwatch.errors import InputError, LaunchwatchError
from launchwatch.verbs import add_verbs, run

EXIT_DONE, EXIT_OUR_FAULT, EXIT_BAD_INPUT, EXIT_STOPPED = 0, 1, 2, 130

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


def parser() -> Parser:
    """The parser of the whole command line, with every verb."""
    top = Parser(
        prog="launchwatch",
        description="From the published launch warning to the satellite overhead: "
        "a case folder in, a brief out, with an interval on every figure.",
        epilog="example:\n  launchwatch brief cases/malligyong-1 --as-of 2023-11-21T12:00Z",
    )
    top.add_argument("--version", action="version", version=f"launchwatch {__version__}")
    add_verbs(top.add_subparsers(dest="verb", metavar="VERB", required=True, parser_class=Parser))
    return top


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
        run(chosen)
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
