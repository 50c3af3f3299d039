"""What workers of the cluster tests do; a module of its own, so that they can import it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from launchwatch.errors import InputError
from launchwatch.evidence import Recipe, fly_part

MARK = "LAUNCHWATCH_TEST_MARK"


def squares(recipe: int, first: int, count: int, threads: int) -> bytes:
    """A task whose result is known, in place of flying."""
    return b"".join((recipe * k * k).to_bytes(8, "little") for k in range(first, first + count))


def refuse(recipe: int, first: int, count: int, threads: int) -> bytes:
    """A task that cannot be done."""
    raise InputError("the sky is closed")


def fly_or_die(recipe: Recipe, first: int, count: int, threads: int) -> bytes:
    """Fly a block; the first worker that comes to flight 40 is killed there, in mid-run."""
    if first == 40:
        try:
            Path(os.environ[MARK]).touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    return fly_part(recipe, first, count, threads)
