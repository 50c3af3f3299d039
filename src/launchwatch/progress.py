"""How far a long run is, on standard error: a bar on a terminal, one plain line a stage elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Report = Callable[[str, float], None]
"""Takes the stage in words and how much of the whole is done, 0 to 1."""


@contextmanager
def progress(stream: TextIO | None = None) -> Iterator[Report]:
    """Show what is reported while the block runs.

    >>> with progress() as report:
    ...     report("flying", 0.25)
    """
    out = sys.stderr if stream is None else stream
    if out.isatty():
        with _bar(out) as report:
            yield report
    else:
        yield _lines(out)


def _lines(out: TextIO) -> Report:
    """Write a line where a stage begins, and nothing for its later reports."""
    seen: set[str] = set()

    def report(stage: str, fraction: float) -> None:
        if stage not in seen:
            seen.add(stage)
            print(f"{percent(fraction):3d} %  {stage}", file=out, flush=True)

    return report


@contextmanager
def _bar(out: TextIO) -> Iterator[Report]:
    """Show a bar with the stage, the part done and the time run; it goes away at the end."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=out), transient=True) as bar:
        task = bar.add_task("starting", total=100)

        def report(stage: str, fraction: float) -> None:
            bar.update(task, description=stage, completed=percent(fraction))

        yield report


def percent(fraction: float) -> int:
    """The part done as a whole number from 0 to 100."""
    return round(100 * min(max(fraction, 0.0), 1.0))
