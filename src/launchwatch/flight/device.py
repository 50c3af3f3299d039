"""Where flights are flown: on the processor, or on a graphics processor where there is one (graphics.py)."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

DEVICES: Final = ("cpu", "cuda")
_flown_on: ContextVar[str] = ContextVar("flown_on", default="cpu")


@contextmanager
def flying_on(device: str) -> Iterator[str]:
    """Flights of the block are flown on a device of `DEVICES`; yields why not, where that cannot be.

    They are then flown on the processor. Raises ValueError for a device that is not known.

    >>> with flying_on("cpu") as missing:
    ...     missing, device()
    ('', 'cpu')
    """
    if device not in DEVICES:
        raise ValueError(f"a device is one of {', '.join(DEVICES)}, not {device!r}")
    missing = no_cuda() if device == "cuda" else ""
    token = _flown_on.set("cpu" if missing else device)
    try:
        yield missing
    finally:
        _flown_on.reset(token)


def device() -> str:
    """The device that flights are flown on now."""
    return _flown_on.get()


def no_cuda() -> str:
    """Why no GPU can be used, in a few words; empty where one can."""
    if importlib.util.find_spec("numba_cuda") is None:
        return "numba-cuda is not installed (it comes with `pip install launchwatch[cuda]`)"
    cuda: Any = importlib.import_module("numba.cuda")
    if not cuda.is_available():
        return "no NVIDIA GPU with its driver was found"
    return ""
