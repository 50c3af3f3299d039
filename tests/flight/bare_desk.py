"""A desk set by hand: one body or one vehicle in the first lane, stepped as the kernel steps it."""

from __future__ import annotations

import numpy as np
from flight_vehicles import CD as COEFFICIENTS
from flight_vehicles import Floats, row_of

from launchwatch.flight import desk as rows
from launchwatch.flight.controls import drag_spline
from launchwatch.flight.desk import CD, D_LANES, W_CALL, W_H, W_NEW, W_STALE, W_STOP, W_T, W_TOLERANCE, W_X
from launchwatch.flight.integrator import accept, body_step, go_on
from launchwatch.flight.lanes import WIDTH
from launchwatch.flight.pieces import park
from launchwatch.flight.tables import standard_tables


def desk_of(state: Floats, **control: float) -> Floats:
    """A desk whose first lane has a state (6,) at t = 0 and a control by the names of `C_*` rows."""
    desk = rows.new_desk(1)
    park(desk, 0)
    put_state(desk, state)
    drag_spline(desk, 0, row_of({f"drag_coefficient_{k}": cd for k, cd in enumerate(COEFFICIENTS)}))
    for name, value in {"mass": 1.0, "density": 0.5, **control}.items():
        desk[getattr(rows, f"C_{name.upper()}")] = value
    return desk


def put_state(desk: Floats, state: Floats) -> None:
    """Set the state of the first lane; its slope is then stale."""
    desk[W_X : W_X + 6 * WIDTH : WIDTH] = state
    desk[W_STALE] = 1.0


def state_of(desk: Floats, row: int = W_X) -> Floats:
    """The state of the first lane, or its trial (`W_NEW`)."""
    return desk[row : row + 6 * WIDTH : WIDTH].copy()


def one_step(desk: Floats, h: float) -> float:
    """Try one step of a body from its state; returns the error."""
    desk[W_H], desk[W_STALE] = h, 1.0
    body_step(0, desk, standard_tables(), 0.0)
    return float(desk[rows.W_ERROR])


def drift(state: Floats, span: float, tolerance: float, drag: float = 0.0) -> tuple[Floats, Floats]:
    """Carry a body over a time, its steps chosen by the error; returns its state and the times of steps."""
    desk = desk_of(state, drag=drag)
    desk[W_STOP], desk[W_TOLERANCE], desk[W_H] = span, tolerance, min(10.0, span)
    times = [0.0]
    while desk[W_T] < span:
        body_step(0 if desk[W_STALE] == 1.0 else 1, desk, standard_tables(), 0.0)
        go_on(desk, 0.0)
        if desk[W_CALL] == 1.0:  # the last step, or a summit, which a body's own sequence would take in
            error = desk[rows.W_ERROR]
            if not np.isfinite(error):
                break
            if error > tolerance:
                desk[W_H] *= 0.5
                continue
            accept(desk, 0, desk[W_T] + desk[W_H])
            desk[rows.W_CLIMB] = -1.0
            desk[W_H] = min(desk[W_H], max(span - desk[W_T], 0.0))
            if span - desk[W_T] < 1e-9:
                break
        times.append(float(desk[W_T]))
    return state_of(desk), np.array([*times, float(desk[W_T])])


__all__ = ["CD", "D_LANES", "W_NEW", "desk_of", "drift", "one_step", "put_state", "state_of"]
