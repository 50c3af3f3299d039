"""Blocks of flights on the workers of a cluster (dask.distributed), none lost and none changed.

A block is a function of a recipe and of the numbers of its flights, so it does not matter which worker flies
it, how often, or when. The scheduler gives the blocks of a worker that dies to others. No more blocks are out
at a time than two a worker, so that results do not pile up anywhere. A worker that runs another version of
launchwatch or of a library that computes is refused, as it could change digits.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from launchwatch.errors import InputError

AHEAD: Final = 2
"""Blocks that are out at a time for each worker."""
WAIT_S: Final = 15.0
"""How long the scheduler may take to answer, and its first worker to be there."""
_LIBRARIES: Final = ("numpy", "scipy", "numba", "pyarrow")

Task = Callable[[Any, int, int, int], bytes]
"""Flies a block of a recipe: (recipe, first flight, flights, threads) to its part."""

_flying = threading.Lock()


@cache
def sources() -> str:
    """What computes here: the digest of our sources and the versions of the libraries."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed)


class OtherVersionError(Exception):
    """A worker does not run the sources of the one who asks."""


def fly_task(
    task: Task, packed: bytes, asked: str, first: int, count: int, threads: int | None = None
) -> bytes:
    """Fly one block on a worker; one at a time in a process, with all the threads the worker has."""
    if asked != sources():
        raise OtherVersionError
    with _flying:
        return task(_unpacked(packed), first, count, threads or _threads())


def _threads() -> int:
    from distributed import get_worker

    return int(get_worker().state.nthreads)


def on_cluster(
    address: str, task: Task, recipe: object, blocks: list[tuple[int, int]]
) -> Iterator[tuple[int, bytes]]:
    """Fly blocks (first flight, flights) on the workers of a scheduler; (first flight, part) as they come.

    Raises InputError where the scheduler is not there or has no worker, where a worker runs other sources,
    and where workers die of a block again and again.
    """
    if not blocks:
        return
    distributed = _library()
    packed, asked = pickle.dumps(recipe), sources()
    with _client(distributed, address) as client:
        out = distributed.as_completed(loop=client.loop)
        todo = iter(blocks)
        where: dict[str, int] = {}

        def more() -> None:
            while len(where) < AHEAD * max(1, len(client.nthreads())):
                block = next(todo, None)
                if block is None:
                    return
                future = client.submit(fly_task, task, packed, asked, *block, pure=False, retries=2)
                where[future.key] = block[0]
                out.add(future)

        more()
        for future in out:
            first = where.pop(future.key)
            try:
                part = future.result()
            except Exception as error:
                raise _told(error, address) from error
            future.release()
            more()
            yield first, part


def _library() -> Any:
    try:
        import distributed
    except ModuleNotFoundError:
        raise InputError(
            "this needs dask.distributed", where="--cluster", mend="pip install 'launchwatch[cluster]'"
        ) from None
    return distributed


def _client(distributed: Any, address: str) -> Any:
    client = None
    try:
        client = distributed.Client(address, timeout=WAIT_S, set_as_default=False)
        client.wait_for_workers(1, timeout=WAIT_S)
    except (OSError, ValueError, TimeoutError) as error:
        if client is not None:
            client.close()
        what = "it has no worker" if client is not None else f"no scheduler answers there ({_first(error)})"
        raise InputError(what, where=f"--cluster {address}", mend="start one with `dask scheduler` and "
            "`dask worker ADDRESS`") from error  # fmt: skip
    return client


def _told(error: Exception, address: str) -> Exception:
    """What went wrong on a worker, as a sentence; our own errors as they are."""
    if isinstance(error, (OtherVersionError, ModuleNotFoundError)):
        return InputError(
            "a worker runs another version of launchwatch or of a library, or lacks it",
            where=f"--cluster {address}",
            mend="install the same on all machines",
        )
    if type(error).__name__ == "KilledWorker":
        return InputError(
            "workers died of the same block again and again",
            where=f"--cluster {address}",
            mend="give them more memory; what was flown is kept, and the same command goes on from there",
        )
    return error


def _first(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
