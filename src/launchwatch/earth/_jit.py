"""The one way kernels are compiled: `jit`, numba's njit with our settings, typed so that signatures survive.

The compiled code is cached on disk, releases the interpreter lock, divides as numpy does (no Python
exceptions inside kernels) and never uses fast-math, because the order of sums is part of the answer
(TRUST.md, bar 6).  With ``NUMBA_DISABLE_JIT=1`` the functions run as plain Python, which is how their
coverage is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def jit(function: F) -> F:
    """Compile `function` on first call; to the type checker it stays what it was."""
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))
