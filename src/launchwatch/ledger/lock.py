"""One writer at a time: a lock on a file, for which writers queue, and which ends with its holder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from launchwatch.errors import InputError


@contextmanager
def locked(file: Path, wait_s: float) -> Iterator[None]:
    """Hold the lock on a file, which is made where it is missing; it stays afterwards, and empty.

    Raises InputError where another writer has held it for `wait_s` seconds.
    """
    import fcntl

    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # The kernel's own queue has no time limit, so a thread stands in it. Where it gets the lock too
            # late, the descriptor is closed by then, and the lock goes with it.
            waiter = Thread(target=fcntl.flock, args=(descriptor, fcntl.LOCK_EX), daemon=True)
            waiter.start()
            waiter.join(wait_s)
            if waiter.is_alive():
                raise InputError(
                    f"another writer has held it for {wait_s:g} s", where=str(file.parent), mend="try again"
                ) from None
        yield
    finally:
        os.close(descriptor)
