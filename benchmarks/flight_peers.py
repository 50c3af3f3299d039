"""Peers of the flight benchmark: heyoka on the smooth sub-problem, RocketPy's MonteCarlo on its own."""

from __future__ import annotations

import contextlib
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from launchwatch.earth import J2, J3, J4, MU, OMEGA, RADIUS
from launchwatch.flight import ATTITUDE, INPUTS, OUTPUTS, attitude_programme, fly_rows, make_tables

Floats = NDArray[np.float64]
BURN_S, EXHAUST = 420.0, 4400.0
LATITUDE, DIRECTION = np.radians(10.0), np.array([0.62, 0.77, 0.15])
WANTED = [f"insertion_{name}" for name in ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")]


def smooth_rows(n: int) -> Floats:
    """Rows of one burn of 420 s into orbit: no air, a fixed direction of thrust, gravity to J4."""
    rows = np.zeros((n, len(INPUTS)))
    mass = 1e5 * (1.0 + 0.02 * np.linspace(-1.0, 1.0, n))
    columns: dict[str, Any] = {
        "phases": 1.0,
        "site_latitude_rad": LATITUDE,
        "site_height_m": 2e5,
        "payload_kg": mass - 8.6e4,
        "phase0_propellant_kg": 8.6e4,
        "phase0_mass_flow_kg_s": 8.6e4 / BURN_S,
        "phase0_thrust_N": EXHAUST * 8.6e4 / BURN_S,
        "phase0_steering": float(ATTITUDE),
        "phase0_attitude": 1.0,
        "fairing_phase": -1.0,
        "stack_ballistic_kg_m2": 2000.0,
        "target_inclination_rad": np.nan,
        "target_perigee_m": 3e5,
        "target_apogee_m": 3e5,
    }
    for name, value in columns.items():
        rows[:, INPUTS.index(name)] = value
    return rows


def smooth_here(rows: Floats, tolerance: float) -> tuple[Floats, float]:
    """End states (n, 6) by our kernel on one core, and CPU seconds."""
    unit = DIRECTION / np.linalg.norm(DIRECTION)
    programme = attitude_programme(np.array([0.0, 1e3]), np.array([unit, unit]))
    tables = make_tables(attitudes=[programme])
    began = time.process_time()
    out = fly_rows(rows, tolerance=tolerance, threads=1, tables=tables)
    spent = time.process_time() - began
    return out[:, [OUTPUTS.index(name) for name in WANTED]], spent


def smooth_heyoka(rows: Floats) -> Callable[[float], tuple[Floats, float]]:
    """The same burns by heyoka's batch integrator on one core: end states and CPU seconds for a tolerance."""
    import heyoka as hy

    width = hy.recommended_simd_size()
    x, y, z, vx, vy, vz = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    r2 = x * x + y * y + z * z
    r = hy.sqrt(r2)
    s, q = z / r, RADIUS / r
    radial = 1.0 + J2 * q**2 * 1.5 * (1.0 - 5.0 * s * s) + J3 * q**3 * 2.5 * s * (3.0 - 7.0 * s * s)
    radial -= J4 * q**4 * 1.875 * (1.0 - 14.0 * s * s + 21.0 * s**4)
    pole = J2 * q**2 * 3.0 * s + J3 * q**3 * 1.5 * (5.0 * s * s - 1.0)
    pole += J4 * q**4 * 2.5 * s * (7.0 * s * s - 3.0)
    g = -MU / (r2 * r) * radial
    flow = 8.6e4 / BURN_S
    push = EXHAUST * flow / (hy.par[0] - flow * hy.time)
    u = DIRECTION / np.linalg.norm(DIRECTION)
    system = [
        (x, vx),
        (y, vy),
        (z, vz),
        (vx, g * x + push * u[0]),
        (vy, g * y + push * u[1]),
        (vz, g * z - MU / r2 * pole + push * u[2]),
    ]
    from launchwatch.earth import to_cartesian

    pad = np.array(to_cartesian(LATITUDE, 0.0, 2e5))
    start = np.concatenate([pad, OMEGA * np.array([-pad[1], pad[0], 0.0])])
    mass = rows[:, INPUTS.index("payload_kg")] + 8.6e4
    made: dict[float, Any] = {}

    def run(tolerance: float) -> tuple[Floats, float]:
        begin = np.repeat(start[:, None], width, axis=1)
        if tolerance not in made:
            made[tolerance] = hy.taylor_adaptive_batch(system, begin, pars=np.ones((1, width)), tol=tolerance)
        integrator = made[tolerance]
        end = np.empty((len(mass), 6))
        began = time.process_time()
        for first in range(0, len(mass) - width + 1, width):
            integrator.state[:] = begin
            integrator.pars[0, :] = mass[first : first + width]
            integrator.set_time(0.0)
            integrator.propagate_until([BURN_S] * width)
            end[first : first + width] = integrator.state.T
        return end, time.process_time() - began

    return run


def rocketpy_seconds(flights: int) -> float:
    """CPU seconds a flight of RocketPy's MonteCarlo on a small solid rocket, as its own example has it."""
    import rocketpy as rp

    environment = rp.Environment(latitude=33.0, longitude=-107.0, elevation=1400.0)
    environment.set_atmospheric_model(type="standard_atmosphere")
    motor = rp.SolidMotor(
        thrust_source=[(0.0, 0.0), (0.1, 2000.0), (3.5, 1500.0), (3.9, 0.0)],
        dry_mass=1.815,
        dry_inertia=(0.125, 0.125, 0.002),
        nozzle_radius=0.033,
        grain_number=5,
        grain_density=1815.0,
        grain_outer_radius=0.033,
        grain_initial_inner_radius=0.015,
        grain_initial_height=0.12,
        grain_separation=0.005,
        grains_center_of_mass_position=0.397,
        center_of_dry_mass_position=0.317,
        nozzle_position=0.0,
        burn_time=3.9,
        throat_radius=0.011,
        coordinate_system_orientation="nozzle_to_combustion_chamber",
    )
    rocket = rp.Rocket(
        radius=0.0635,
        mass=14.4,
        inertia=(6.3, 6.3, 0.034),
        power_off_drag=0.5,
        power_on_drag=0.5,
        center_of_mass_without_motor=0.0,
        coordinate_system_orientation="tail_to_nose",
    )
    rocket.add_motor(motor, position=-1.255)
    nose = rocket.add_nose(length=0.558, kind="von karman", position=1.278)
    fins = rocket.add_trapezoidal_fins(n=4, root_chord=0.12, tip_chord=0.06, span=0.11, position=-1.05)
    flight = rp.Flight(rocket=rocket, environment=environment, rail_length=5.2, inclination=85, heading=0)
    spread = rp.StochasticRocket(rocket=rocket, mass=(14.4, 0.5))
    spread.add_motor(rp.StochasticSolidMotor(solid_motor=motor), position=(-1.255, 0.001))
    spread.add_nose(rp.StochasticNoseCone(nosecone=nose), position=(1.278, 0.001))
    spread.add_trapezoidal_fins(rp.StochasticTrapezoidalFins(trapezoidal_fins=fins), position=(-1.05, 0.001))
    place = Path(mkdtemp(prefix="rocketpy"))
    study = rp.MonteCarlo(
        filename=str(place / "study"),
        environment=rp.StochasticEnvironment(environment=environment),
        rocket=spread,
        flight=rp.StochasticFlight(flight=flight, inclination=(85, 1)),
    )
    before = os.times()
    with contextlib.redirect_stdout(io.StringIO()):
        study.simulate(number_of_simulations=flights, append=False, parallel=False)
    after = os.times()
    return (after.user + after.system - before.user - before.system) / flights
