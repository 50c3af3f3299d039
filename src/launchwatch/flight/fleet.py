"""Many rows at once on threads; the same numbers whatever the number of threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np

from launchwatch.earth import jit, to_cartesian
from launchwatch.flight.ascent import CYCLE_S, fly, fly_vehicles
from launchwatch.flight.columns import GATES, INPUT_WIDTH, OUTPUT_WIDTH
from launchwatch.flight.desk import BATCH, NOTES, TRAIL_WIDTH, new_desk, trail_of
from launchwatch.flight.device import device
from launchwatch.flight.lanes import WIDTH, lanes_of
from launchwatch.flight.lent import lend
from launchwatch.flight.notes import N_ROWS
from launchwatch.flight.pieces import drop_all
from launchwatch.flight.tables import standard_tables

TOLERANCE = 2.0e-9
"""Default integrator tolerance: 0.2 mm and 2e-6 m/s a step. Impacts lie within 10 m of those of a tolerance a
hundred times tighter, a stage that flies 4,000 km included; design/tolerance.py has the measurement."""


@jit
def _fly_lanes(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desk: np.ndarray,
    out: np.ndarray,
) -> None:
    fly(rows, gates, lend(tables), tolerance, cycle, lend(desk), out, lanes_of(0.0))


@jit
def _fly_single(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desk: np.ndarray,
    out: np.ndarray,
) -> None:
    fly(rows, gates, lend(tables), tolerance, cycle, lend(desk), out, 0.0)


@jit
def _vehicles_single(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desk: np.ndarray,
    out: np.ndarray,
) -> None:
    fly_vehicles(rows, gates, lend(tables), tolerance, cycle, lend(desk), out, 0.0)


@jit
def _bodies_single(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    desk: np.ndarray,
    out: np.ndarray,
) -> None:
    drop_all(lend(desk), rows, gates, lend(tables), tolerance, out, 0.0)


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
    tables: np.ndarray | None = None,
    lanes: bool = True,
) -> np.ndarray:
    """Fly rows of `columns.INPUTS` (n, INPUT_WIDTH); returns (n, OUTPUT_WIDTH) of `columns.OUTPUTS`.

    `gates` (m, 3) are Earth-fixed unit vectors of places to time; `tables` the air and what else all flights
    share (the standard air if left out). Rows do not see one another: the result is the same bit for bit for
    any number of threads. `lanes=False` flies one at a time, by the same formulas. Within
    `device.flying_on("cuda")` they are flown on a GPU, to 1e-6.
    """
    rows = np.ascontiguousarray(rows, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != INPUT_WIDTH:
        raise ValueError(f"rows must have {INPUT_WIDTH} columns")
    gates = np.empty((0, 3)) if gates is None else np.ascontiguousarray(gates, dtype=np.float64)
    tables = standard_tables() if tables is None else tables
    if device() == "cuda":
        from launchwatch.flight.graphics import fly_on_cuda

        return fly_on_cuda(rows, gates, tables, tolerance, cycle)
    out = np.empty((rows.shape[0], OUTPUT_WIDTH))
    lanes = lanes and not numba.config.DISABLE_JIT  # type: ignore[attr-defined]
    most = int(numba.config.NUMBA_NUM_THREADS)  # type: ignore[attr-defined]
    workers = max(1, min(most if threads is None else threads, most, -(-rows.shape[0] // WIDTH)))
    kernel = _fly_lanes if lanes else _fly_single

    def shard(k: int) -> None:
        desk = new_desk(WIDTH if lanes else 1)
        for begin in range(k * BATCH, rows.shape[0], workers * BATCH):
            part = slice(begin, begin + BATCH)
            kernel(rows[part], gates, tables, tolerance, cycle, desk, out[part])

    if workers == 1:
        shard(0)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(shard, range(workers)))
    return out


def fly_one(
    row: np.ndarray,
    gates: np.ndarray | None = None,
    *,
    tolerance: float = TOLERANCE,
    cycle: float = CYCLE_S,
    tables: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Fly one row; returns its output row and its path (n, 9): `columns.TRAIL_FIELDS`."""
    rows = np.ascontiguousarray(row, dtype=np.float64).reshape(1, -1)
    desk = new_desk(1)
    out = np.empty((1, OUTPUT_WIDTH))
    gates = np.empty((0, 3)) if gates is None else np.ascontiguousarray(gates, dtype=np.float64)
    tables = standard_tables() if tables is None else tables
    _vehicles_single(rows, gates, tables, tolerance, cycle, desk, out)
    steps = int(desk[NOTES + N_ROWS])
    path = trail_of(desk, 0)[: TRAIL_WIDTH * steps].reshape(steps, TRAIL_WIDTH).copy()
    _bodies_single(rows, gates, tables, tolerance, desk, out)
    return out[0], path
