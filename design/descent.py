"""How many steps does a falling body take?  Run: python design/descent.py

Bodies of several ballistic coefficients fall from 60 km, flying at 1.8 km/s and sinking at 0.9 km/s, in the
standard air with a wind.  Printed are, by tolerance, the steps of the explicit method and of the implicit one
that takes over near terminal speed, and, for comparison, those of the explicit method alone where an error of
the speed counts in full to the end.

What it decided: to hand over where a step would be as long as drag needs to take the speed.  Light bodies
gain most, and at a loose tolerance, where stability and not error limits the explicit method.
"""

from __future__ import annotations

import math
import os

os.environ["NUMBA_DISABLE_JIT"] = "1"  # steps are counted in plain Python

import numpy as np

from launchwatch.earth import OMEGA
from launchwatch.flight import integrator, pieces
from launchwatch.flight.columns import INPUT_WIDTH, INPUTS, OUTPUT_WIDTH, PIECE_STACK
from launchwatch.flight.desk import new_desk
from launchwatch.flight.tables import standard_tables

COUNTED = {"body_step": 0, "descent_step": 0}


def count(name: str) -> None:
    """Count the calls of a step of `pieces`."""
    step = getattr(pieces, name)

    def counted(*given: object) -> None:
        COUNTED[name] += 1
        step(*given)

    setattr(pieces, name, counted)


def steps(beta: float, tolerance: float) -> tuple[int, int]:
    """Explicit and implicit steps of one fall."""
    up, east = np.array([math.cos(0.7), 0.0, math.sin(0.7)]), np.array([0.0, 1.0, 0.0])
    place = 6429e3 * up
    speed = 1800.0 * (0.9 * np.cross(up, east) - 0.435 * east) - 900.0 * up + OMEGA * place[0] * east
    row = np.zeros((1, INPUT_WIDTH))
    row[0, INPUTS.index("density_factor")] = 1.0
    row[0, INPUTS.index("wind_east_m_s")] = 25.0
    desk, out = new_desk(1), np.full((1, OUTPUT_WIDTH), math.nan)
    COUNTED.update(body_step=0, descent_step=0)
    pieces.release(desk, 0, PIECE_STACK, 0.0, np.concatenate([place, speed]), beta, False, out[0])
    pieces.drop_all(desk, row, np.empty((0, 3)), standard_tables(), tolerance, out, 0.0)
    return COUNTED["body_step"], COUNTED["descent_step"]


def main() -> None:
    for name in COUNTED:
        count(name)
    cases = [(beta, tolerance) for beta in (5.0, 20.0, 70.0, 200.0, 500.0) for tolerance in (1e-6, 2e-9)]
    found = [steps(*case) for case in cases]
    integrator.CARRIED_S = 0.0  # type: ignore[misc]
    for module in (integrator, pieces):
        module.HAND_OVER = math.inf  # type: ignore[attr-defined]
    print("m/(Cd A), kg/m2  tolerance  explicit + implicit  explicit alone")
    for (beta, tolerance), (explicit, implicit) in zip(cases, found, strict=True):
        alone, _ = steps(beta, tolerance)
        print(f"{beta:15.0f}  {tolerance:9.0e}  {explicit:8d} + {implicit:8d}  {alone:14d}")


if __name__ == "__main__":
    main()
