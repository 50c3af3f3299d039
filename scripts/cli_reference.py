"""Write docs/reference/cli.md from the parser: `python scripts/cli_reference.py [--check]`.

The page is made from the arguments themselves and not from the help texts, whose layout differs between
versions of Python. With `--check` nothing is written, and the exit code is 1 where the page is out of date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from launchwatch.cli import parser

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"

HEAD = """\
# The command line

% Made by scripts/cli_reference.py from src/launchwatch/verbs: do not edit.

Every verb works without a network, prints one JSON object with `--json`, and names the files it wrote.
Standard output carries the answer, standard error the progress and the refusals.

| exit code | means |
| --- | --- |
| 0 | done |
| 1 | our fault; `LAUNCHWATCH_DEBUG=1` shows the traceback |
| 2 | the input or the arguments are wrong; one sentence on standard error says where and how to mend it |
| 130 | stopped from the keyboard |
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *sections("", parser())])


def sections(above: str, parent: argparse.ArgumentParser) -> list[str]:
    """The verbs of a parser; of a verb that only holds others, those."""
    nested = [a for a in parent._actions if isinstance(a, argparse._SubParsersAction)]
    if not nested:
        return [section(above.strip(), parent)]
    return [text for name, verb in nested[0].choices.items() for text in sections(f"{above} {name}", verb)]


def section(name: str, verb: argparse.ArgumentParser) -> str:
    """One verb: what it does, an example, its arguments."""
    listed = [a for a in verb._actions if not isinstance(a, argparse._HelpAction)]
    arguments = sorted(listed, key=lambda a: (bool(a.option_strings), a.dest == "json"))
    example = (verb.epilog or "").removeprefix("example:\n").strip()
    rows = "\n".join(f"| {said(a)} | {(a.help or '').replace('|', chr(92) + '|')} |" for a in arguments)
    return (
        f"## {name}\n\n{verb.description}\n\n```console\n$ {example}\n```\n\n"
        f"| argument | meaning |\n| --- | --- |\n{rows}\n"
    )


def said(argument: argparse.Action) -> str:
    """How the argument is typed."""
    value = argument.metavar or ("{" + ",".join(argument.choices) + "}" if argument.choices else "")
    if not argument.option_strings:
        return {"?": f"`[{value}]`", "+": f"`{value} ...`"}.get(str(argument.nargs), f"`{value}`")
    return f"`{argument.option_strings[0]} {value}`".replace(" `", "`")


def main() -> int:
    """Write the page, or with `--check` compare it."""
    if "--check" in sys.argv[1:]:
        return int(not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
