"""Rows of docs/accuracy.md on the integrator itself: conservation, order, heyoka on a smooth phase.

python scripts/accuracy_numbers.py    prints the rows
"""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "flight"), str(ROOT / "scripts"), str(ROOT / "benchmarks")]

from accuracy_line import Line  # noqa: E402
from bare_desk import W_NEW, desk_of, drift, one_step, put_state, state_of  # noqa: E402
from scipy.integrate import solve_ivp  # noqa: E402

from launchwatch.earth import J2, J3, J4, MU, RADIUS, gravity  # noqa: E402

Floats = NDArray[np.float64]
LEO = np.array([6878137.0, 0.0, 0.0, 0.0, 5000.0, 5650.0])
CLIMBING = np.array([6878137.0, 0.0, 0.0, 1500.0, 6000.0, 3650.0])
HEYOKA = importlib.util.find_spec("heyoka") is not None


def energy(state: Floats) -> float:
    """Specific energy in the zonal potential, from the Legendre polynomials of numpy, J/kg."""
    r = float(np.linalg.norm(state[:3]))
    zonal = sum(
        j * (RADIUS / r) ** n * np.polynomial.legendre.Legendre.basis(n)(state[2] / r)
        for n, j in ((2, J2), (3, J3), (4, J4))
    )
    return float(0.5 * state[3:] @ state[3:] - MU / r * (1.0 - zonal))


def polar(state: Floats) -> float:
    """Angular momentum about the pole, the one that zonal gravity keeps, m2/s."""
    return float(state[0] * state[4] - state[1] * state[3])


def conserved() -> list[Line]:
    """Ten revolutions in vacuum at 1e-13."""
    end, _ = drift(LEO, 10.0 * 2.0 * math.pi * math.sqrt(LEO[0] ** 3 / MU), 1e-13)
    lines = []
    for key, what, f in (
        ("energy", "energy", energy),
        ("momentum", "angular momentum about the pole", polar),
    ):
        off = 1e12 * abs(f(end) / f(LEO) - 1.0)
        lines.append(Line(key, f"{what} after ten revolutions, share that changed", off, 10.0, "1e-12"))
    return lines


def order() -> list[Line]:
    """Errors of fixed steps of 72 s down to 4.5 s against scipy's method of order 8."""
    span, counts = 1800.0, np.array([25, 50, 100, 200, 400])
    truth = solve_ivp(
        lambda _t, s: [*s[3:], *gravity(s[0], s[1], s[2])],
        (0.0, span),
        CLIMBING,
        method="DOP853",
        rtol=1e-13,
        atol=[1e-7] * 3 + [1e-10] * 3,
    ).y[:, -1]
    errors = []
    for count in counts:
        desk = desk_of(CLIMBING)
        for _ in range(count):
            one_step(desk, span / count)
            put_state(desk, state_of(desk, W_NEW))
        errors.append(np.linalg.norm(state_of(desk)[:3] - truth[:3]))
    found = -np.polyfit(np.log2(counts), np.log2(errors), 1)[0]
    return [Line("order", "order of convergence less five, four halvings of the step", found - 5.0, 0.2, "-")]


def heyoka() -> list[Line]:
    """A burn of 420 s through J2 to J4 without air, against Taylor series of heyoka at 1e-15."""
    from flight_peers import smooth_here, smooth_heyoka, smooth_rows

    rows = smooth_rows(64)
    ours, _ = smooth_here(rows, 1e-12)
    theirs, _ = smooth_heyoka(rows)(1e-15)
    apart = ours - theirs
    place = float(np.linalg.norm(apart[:, :3], axis=1).max())
    speed = float(np.linalg.norm(apart[:, 3:], axis=1).max())
    return [
        Line("heyoka", "place after a burn of 420 s, worst of 64, against heyoka", 1e3 * place, 10.0, "mm"),
        Line("heyoka-speed", "velocity, likewise", 1e3 * speed, 0.01, "mm/s"),
    ]


def conservation() -> list[Line]:
    """Every row, those of heyoka where it is installed."""
    return [*conserved(), *order(), *(heyoka() if HEYOKA else [])]


if __name__ == "__main__":
    print(*conservation(), sep="\n")
