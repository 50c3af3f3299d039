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


def _keep_compiled_code() -> None:
    """Have numba keep compiled code in the user's cache, apart for every state of our sources.

    numba notices a change only in the file of the compiled function itself, not in the functions it calls
    from other files; a folder named by the digest of all sources never serves stale code.
    """
    if os.environ.get("NUMBA_CACHE_DIR"):
        return
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        if path.parent.name in ("earth", "flight", "evidence", "overpass", "orbit"):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    config: Any = numba.config  # filled at run time, so unknown to a type checker
    config.CACHE_DIR = str(_user_cache() / "launchwatch" / digest.hexdigest()[:16])


_keep_compiled_code()


def jit(function: F) -> F:
    """Compile `function` on first call; to the type checker it stays what it was."""
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))
