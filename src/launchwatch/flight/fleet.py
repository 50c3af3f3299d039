"""Many rows at once on threads; the same numbers whatever the number of threads."""

from __future__ import annotations

import numba
import numpy as np

from launchwatch.earth import to_cartesian
from launchwatch.flight.ascent import CYCLE_S, fly
from launchwatch.flight.columns import GATES, INPUT_WIDTH, OUTPUT_WIDTH, TRAIL_FIELDS
from launchwatch.flight.desk import new_desk

TOLERANCE = 2.0e-9
"""Default integrator tolerance: 0.3 mm and 3e-6 m/s a step. Impacts lie within 10 m of those of a tolerance a
hundred times tighter, a stage that flies 4,000 km included; design/tolerance.py has the measurement."""


@numba.njit(parallel=True, cache=True, error_model="numpy")  # type: ignore[untyped-decorator,unused-ignore]
def _fly_rows(
    rows: np.ndarray, gates: np.ndarray, tolerance: float, cycle: float, shards: int, out: np.ndarray
) -> None:
    n = rows.shape[0]
    for shard in numba.prange(shards):
        desk = new_desk()
        for k in range(shard * n // shards, (shard + 1) * n // shards):
            fly(rows[k], gates, tolerance, cycle, desk, out[k])


def gate_vectors(places: list[tuple[float, float]]) -> np.ndarray:
    """Earth-fixed unit vectors (n, 3) of places (latitude, longitude in degrees); at most `GATES`."""
    if len(places) > GATES:
        raise ValueError(f"at most {GATES} gates, not {len(places)}")
    vectors = np.empty((len(places), 3))
    for k, (latitude, longitude) in enumerate(places):
        vectors[k] = to_cartesian(np.radians(latitude), np.radians(longitude), 0.0)
        vectors[k] /= np.linalg.norm(vectors[k])
    return vectors


def fly_rows(
    rows: np.ndarray,
    gates: np.ndarray | None = None,
    *,
    tolerance: float = TOLERANCE,
    cycle: float = CYCLE_S,
    threads: int | None = None,
) -> np.ndarray:
    """Fly rows of `columns.INPUTS` (n, INPUT_WIDTH); returns (n, OUTPUT_WIDTH) of `columns.OUTPUTS`.

    `gates` (m, 3) are Earth-fixed unit vectors of places to time. Rows do not see one another: the result
    is the same bit for bit for any number of threads.
    """
    rows = np.ascontiguousarray(rows, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != INPUT_WIDTH:
        raise ValueError(f"rows must have {INPUT_WIDTH} columns")
    gates = np.empty((0, 3)) if gates is None else np.ascontiguousarray(gates, dtype=np.float64)
    out = np.empty((rows.shape[0], OUTPUT_WIDTH))
    before = numba.get_num_threads()
    if threads is not None:
        most = int(numba.config.NUMBA_NUM_THREADS)  # type: ignore[attr-defined]
        numba.set_num_threads(max(1, min(threads, most)))
    try:
        shards = max(1, min(rows.shape[0], 8 * numba.get_num_threads()))
        _fly_rows(rows, gates, tolerance, cycle, shards, out)
    finally:
        numba.set_num_threads(before)
    return out


def fly_one(
    row: np.ndarray, gates: np.ndarray | None = None, *, tolerance: float = TOLERANCE, cycle: float = CYCLE_S
) -> tuple[np.ndarray, np.ndarray]:
    """Fly one row; returns its output row and its path (n, 7): `columns.TRAIL_FIELDS`."""
    desk = new_desk()
    out = np.empty(OUTPUT_WIDTH)
    gates = np.empty((0, 3)) if gates is None else np.ascontiguousarray(gates, dtype=np.float64)
    n = fly(np.ascontiguousarray(row, dtype=np.float64), gates, tolerance, cycle, desk, out)
    return out, desk.trail[:n, : len(TRAIL_FIELDS)].copy()
