"""The one way kernels are compiled: `jit`, numba's njit with our settings, typed so that signatures survive.

The compiled code is cached on disk, releases the interpreter lock, divides as numpy does (no Python
exceptions inside kernels) and never uses fast-math, because the order of sums is part of the answer
(TRUST.md, bar 6).  With ``NUMBA_DISABLE_JIT=1`` the functions run as plain Python, which is how their
coverage is measured.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def _user_cache() -> Path:
    """The folder in which this platform keeps what a program can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))


_LEANS_ON = {"earth": (), "flight": ("earth",)}
"""The rooms whose kernels a room calls; any other room may call those of earth and orbit."""


@cache
def _cache_folder(room: str) -> str:
    """Where compiled code of a room is kept: a folder for every state of the sources it is made from.

    numba notices a change only in the file of the compiled function itself, not in the functions it calls
    from other files; a folder named by the digest of all of them never serves stale code.
    """
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for name in (*_LEANS_ON.get(room, ("earth", "orbit")), room):
        for path in sorted((package / name).glob("*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return str(_user_cache() / "launchwatch" / f"{room}-{digest.hexdigest()[:16]}")


def jit(function: F) -> F:
    """Compile `function` on first call; to the type checker it stays what it was."""
    if not os.environ.get("NUMBA_CACHE_DIR"):
        config: Any = numba.config  # filled at run time, so unknown to a type checker
        config.CACHE_DIR = _cache_folder([*function.__module__.split("."), "earth"][1])
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inline(function: F) -> F:
    """As `jit`, and always merged into what calls it: for the small formulas of a kernel's inner loop."""
    compiled = numba.njit(nogil=True, error_model="numpy", forceinline=True)(function)
    return cast(F, compiled)


def spelled_out(function: F) -> F:
    """As `jit`, but its text takes the place of every call: for what hands out a view of an array."""
    return cast(F, numba.njit(nogil=True, error_model="numpy", inline="always")(function))
