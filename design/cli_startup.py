"""Why the command line is written with argparse: what each parser costs before it says a word.

The bar is 150 ms for `launchwatch --help`, on a machine that may be busy. Run it with
`python design/cli_startup.py`; typer and click are measured where they are installed.

Measured on two shared cores, Python 3.11, typer 0.29 (best of nine runs, milliseconds):

    nothing                       11
    argparse, seven verbs         27
    typer, rich help off          69
    typer, rich help on          141
    launchwatch --help            39

typer with its rich help takes the whole bar at its best run, and is over it on a busy machine; without that
help it takes half of the bar and gives nothing that we use. argparse leaves room, and is one dependency less.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time

ARGPARSE = """
import argparse
parser = argparse.ArgumentParser()
verbs = parser.add_subparsers()
for name in ("brief", "fly", "notice", "new", "chance", "launcher", "site"):
    verbs.add_parser(name, help=name).add_argument("--flights", type=int)
parser.parse_args(["--help"])
"""

TYPER = """
import typer
app = typer.Typer({settings})
for name in ("brief", "fly", "notice", "new", "chance", "launcher", "site"):
    @app.command(name)
    def verb(flights: int = 1) -> None: "What it does."
app(["--help"])
"""

PROGRAMS = {
    "nothing": ("sys", ""),
    "argparse, seven verbs": ("argparse", ARGPARSE),
    "typer, rich help off": ("typer", TYPER.format(settings="rich_markup_mode=None")),
    "typer, rich help on": ("typer", TYPER.format(settings="")),
    "launchwatch --help": ("launchwatch", "from launchwatch.cli import main; main(['--help'])"),
}


def best(program: str, runs: int = 9) -> float:
    """The shortest of some runs of a program in a fresh interpreter, milliseconds."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
        times.append(1000 * (time.perf_counter() - begin))
    return min(times)


if __name__ == "__main__":
    for name, (module, program) in PROGRAMS.items():
        if importlib.util.find_spec(module) is not None:
            print(f"{name:24} {best(program):6.0f} ms")
