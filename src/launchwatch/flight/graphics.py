"""One flight a thread on a graphics processor: the kernel of the processor, compiled once more by numba-cuda.

It is compiled in double precision, without fast-math. Last digits differ from the processor's, since the sine
of one maker is not that of the other, and a step that one takes and the other halves moves a flight by less
than the integrator's tolerance. Each thread has a desk of its own, a column of one array, so that what
neighbours read at once lies side by side.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final

import numpy as np

from launchwatch.earth import jit
from launchwatch.flight.ascent import fly
from launchwatch.flight.columns import OUTPUT_WIDTH
from launchwatch.flight.desk import D_LANES, JOBS, TRAIL_SIZE, TRAILS

cuda: Any = import_module("numba.cuda")  # typed or not, as it is installed or not
COLUMN: Final = TRAILS + TRAIL_SIZE
"""Numbers of the desk of one thread."""
MOST_THREADS: Final = 32_768
BLOCK_THREADS: Final = 64
MEMORY: Final = 0.7
"""The share of the free memory of a GPU that desks may take."""


@jit
def fly_column(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desks: np.ndarray,
    out: np.ndarray,
    k: int,
) -> None:
    """Fly row `k`, if there is one, on its column of the desks (COLUMN, threads)."""
    if k >= rows.shape[0]:
        return
    desk = desks[:, k]
    for i in range(JOBS):
        desk[i] = 0.0
    desk[D_LANES] = 1.0
    fly(rows[k : k + 1], gates, tables, tolerance, cycle, desk, out[k : k + 1], 0.0)


def flights(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desks: np.ndarray,
    out: np.ndarray,
) -> None:
    """What every thread of a GPU runs."""
    fly_column(rows, gates, tables, tolerance, cycle, desks, out, cuda.grid(1))


@cache
def _compiled() -> Any:
    return cuda.jit(flights)


def fly_on_cuda(
    rows: np.ndarray, gates: np.ndarray, tables: np.ndarray, tolerance: float, cycle: float
) -> np.ndarray:
    """Fly rows on the GPU at hand, as many at a time as its memory has room for; as `fleet.fly_rows`."""
    free, _ = cuda.current_context().get_memory_info()
    blocks = int(min(MEMORY * free / (8 * COLUMN), rows.shape[0], MOST_THREADS)) // BLOCK_THREADS + 1
    threads = blocks * BLOCK_THREADS
    desks = cuda.device_array((COLUMN, threads), dtype=np.float64)
    shared = [cuda.to_device(array) for array in (gates, tables)]
    found = np.empty((rows.shape[0], OUTPUT_WIDTH))
    for begin in range(0, rows.shape[0], threads):
        part = cuda.to_device(rows[begin : begin + threads])
        out = cuda.device_array((part.shape[0], OUTPUT_WIDTH), dtype=np.float64)
        _compiled()[blocks, BLOCK_THREADS](part, *shared, tolerance, cycle, desks, out)
        found[begin : begin + threads] = out.copy_to_host()
    return found
