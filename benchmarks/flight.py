"""How fast flights are flown, beside peers, in one run: `python benchmarks/flight.py` prints the table.

Figures are in flights a second on two cores, from the CPU time of the process (so that a neighbour on the
machine takes less away), with the wall time beside where it is what counts. Peers are optional (heyoka,
rocketpy; scipy is always there); one that is missing is named. `--quick` flies fewer, `--only WORD` picks
rows, `--flights N` sets the size of the run to Parquet.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
from flight_peers import rocketpy_seconds, smooth_here, smooth_heyoka, smooth_rows
from flight_script import Script
from numpy.typing import NDArray

from launchwatch.earth import atmosphere
from launchwatch.flight import INPUTS, INSERT, LOFT, MACH_NODES, OUTPUTS, TURN, fly_rows

Floats = NDArray[np.float64]
Row = tuple[str, str, str, bool | None]
"""What was measured, the figure, the bar, whether it is met (None: there is no bar, or a peer is missing)."""
ROOT = Path(__file__).resolve().parent.parent
CD = (0.30, 0.30, 0.34, 0.45, 0.54, 0.55, 0.48, 0.38, 0.29, 0.22, 0.20)
G0 = 9.80665
BREAK_UP = 3.0


def vehicle(kind: str, n: int, seed: int = 1) -> Floats:
    """Rows of a two-stage launcher like Falcon 9, or a three-stage one of 100 t with a dogleg; all spread."""
    two = kind == "two"
    stages = (  # steering, propellant kg, dry kg, thrust N, Isp s, exit m2, area m2, ballistic kg/m2, coast s
        [
            (TURN, 409e3, 22e3, 8.227e6, 311.0, 6.0, 10.5, 500.0, 0.0),
            (INSERT, 107e3, 4e3, 934e3, 348.0, 0.0, 10.5, 150.0, 3.0),
        ]
        if two
        else [
            (TURN, 66.5e3, 7e3, 1.75e6, 300.0, 1.8, 4.9, 1100.0, 0.0),
            (LOFT, 24.25e3, 3.1e3, 310e3, 300.0, 0.0, 4.9, 550.0, 3.0),
            (INSERT, 3e3, 650.0, 24e3, 294.0, 0.0, 4.9, 175.0, 7.0),
        ]
    )
    columns: dict[str, float] = {
        "phases": len(stages),
        "site_latitude_rad": np.radians(34.6 if two else 39.66),
        "site_longitude_rad": np.radians(-120.6 if two else 124.7),
        "payload_kg": 8e3 if two else 250.0,
        "fairing_kg": 1900.0 if two else 600.0,
        "fairing_phase": 1.0,
        "fairing_after_s": 40.0,
        "fairing_ballistic_kg_m2": 20.0 if two else 70.0,
        "fairing_split_m_s": 5.0,
        "azimuth_rad": np.radians(190.0),
        "vertical_rise_s": 8.0,
        "pitch_over_s": 10.0,
        "burnout_angle_rad": np.radians(30.0),
        "loft_apogee_m": 500e3,
        "ignition_lead": 0.6,
        "target_perigee_m": 300e3 if two else 500e3,
        "target_apogee_m": 300e3 if two else 500e3,
        "target_inclination_rad": np.nan if two else np.radians(97.4),
        "turn_rad": 0.0 if two else np.radians(-5.0),
        "density_factor": 1.0,
        "drag_factor": 1.0,
        "stack_ballistic_kg_m2": 2000.0,
    }
    columns |= {f"drag_coefficient_{k}": cd for k, cd in enumerate(CD[: len(MACH_NODES)])}
    names = (
        "steering",
        "propellant_kg",
        "drop_kg",
        "thrust_N",
        "isp",
        "exit_area_m2",
        "reference_area_m2",
        "drop_ballistic_kg_m2",
        "coast_s",
    )
    for p, values in enumerate(stages):
        fields = dict(zip(names, values, strict=True))
        fields["mass_flow_kg_s"] = fields["thrust_N"] / (G0 * fields.pop("isp"))
        columns |= {f"phase{p}_{name}": value for name, value in fields.items()}
        columns[f"phase{p}_drop_delay_s"] = 2.0
    rows = np.zeros((n, len(INPUTS)))
    for name, value in columns.items():
        rows[:, INPUTS.index(name)] = value
    rng = np.random.default_rng(seed)
    spread = {"density_factor": 0.04, "drag_factor": 0.1, "burnout_angle_rad": 0.05, "payload_kg": 0.02}
    spread |= {f"phase{p}_{k}": 0.003 for p in range(len(stages)) for k in ("propellant_kg", "drop_kg")}
    for name, sigma in spread.items():
        rows[:, INPUTS.index(name)] *= 1.0 + sigma * rng.normal(size=n)
    for name, sigma in {"wind_east_m_s": 15.0, "wind_north_m_s": 8.0}.items():
        rows[:, INPUTS.index(name)] = sigma * rng.normal(size=n)
    return rows


def fly(rows: Floats, tolerance: float, threads: int = 2, cycle: float = 2.0) -> tuple[Floats, float, float]:
    """Outputs, CPU seconds and wall seconds; the code is compiled before."""
    fly_rows(rows[:16], tolerance=tolerance, threads=threads, cycle=cycle)
    cpu, wall = time.process_time(), time.perf_counter()
    out = fly_rows(rows, tolerance=tolerance, threads=threads, cycle=cycle)
    return out, time.process_time() - cpu, time.perf_counter() - wall


def told(n: int, cpu: float, wall: float) -> str:
    """Flights a second on two cores, from CPU time and from the clock."""
    return f"{2 * n / cpu:,.0f}/s (clock {n / wall:,.0f}/s)"


def orbits(out: Floats) -> str:
    """The share that reached the orbit aimed for, and that dropped its pieces."""
    reached = np.mean(out[:, OUTPUTS.index("outcome")] == 0.0)
    halves = np.mean(np.isfinite(out[:, OUTPUTS.index("other_half_impact_s")]))
    return f"{100 * reached:.0f} % in orbit, {100 * halves:.0f} % with both halves down"


def flights(n: int) -> Iterator[Row]:
    """The two guided flights, and what debris costs."""
    rows = vehicle("two", n)
    for tolerance, bar in ((1e-6, 80_000), (1e-8, 50_000)):
        out, cpu, wall = fly(rows, tolerance)
        name = f"two stages to orbit, stage 1 and two fairing halves fall, {tolerance:g} ({orbits(out)})"
        yield name, told(n, cpu, wall), f">= {bar:,}/s", 2 * n / cpu >= bar
    three = vehicle("three", n)
    for tolerance, bar in ((1e-6, 25_000), (1e-8, None)):
        out, cpu, wall = fly(three, tolerance)
        name = f"three stages with dogleg, guidance every 2 s, all pieces, {tolerance:g} ({orbits(out)})"
        met = None if bar is None else 2 * n / cpu >= bar
        yield name, told(n, cpu, wall), "" if bar is None else f">= {bar:,}/s", met
    rng = np.random.default_rng(2)
    _, planned, _ = fly(rows, 1e-6)
    failed = rows.copy()
    failed[:, INPUTS.index("failure")] = BREAK_UP
    failed[:, INPUTS.index("failure_phase")] = 1.0
    failed[:, INPUTS.index("failure_share")] = rng.random(n)
    failed[:, INPUTS.index("debris_groups")] = 10.0
    for k, name in enumerate(INPUTS):
        if name.startswith("debris_") and name.endswith("_m_s"):
            failed[:, k] = 30.0 * rng.normal(size=n)
    out, cpu, _ = fly(failed, 1e-6)
    fallen = np.isfinite(out[:, [k for k, s in enumerate(OUTPUTS) if s.endswith("impact_s")]]).sum(axis=1)
    ratio = cpu / planned
    name = f"a break-up with 10 debris groups ({fallen.mean():.1f} pieces down) beside a planned flight, 1e-6"
    yield name, f"{ratio:.2f} times", "<= 3 times", ratio <= 3.0


def scaling(n: int) -> Iterator[Row]:
    """Threads 1 to 2, by the clock: the best of five, in turns, so that both see the same neighbours."""
    rows = vehicle("two", n)
    walls: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(5):
        for threads in walls:
            walls[threads].append(fly(rows, 1e-6, threads)[2])
    ratio = min(walls[1]) / min(walls[2])
    yield "two threads beside one, by the clock", f"{ratio:.2f} times", ">= 1.9 times", ratio >= 1.9


def script(n: int) -> Iterator[Row]:
    """A script around solve_ivp on one core."""
    for tolerance, bar in ((1e-6, 1500), (1e-8, None)):
        rows = vehicle("two", n)
        _, cpu, _ = fly(rows, tolerance, threads=1)
        spent, misses = [], []
        for k in range(3):
            row = dict(zip(INPUTS, rows[k].tolist(), strict=True))
            row |= {"wind_east_m_s": 0.0, "wind_north_m_s": 0.0, "density_factor": 1.0, "drag_factor": 1.0}
            calm = np.array([[row[name] for name in INPUTS]])
            known = fly_rows(calm, tolerance=tolerance)[0]
            made = Script(row, float(known[OUTPUTS.index("kick_rad")]), standard_air(), tolerance)
            began = time.process_time()
            found = made.run()
            spent.append(time.process_time() - began)
            misses.append(abs(found["drop0_impact_s"] - known[OUTPUTS.index("drop0_impact_s")]))
        ratio = min(spent) / (cpu / n)
        name = f"solve_ivp script, same flight (falls {max(misses):.2f} s apart), one core, {tolerance:g}"
        figure = f"{ratio:,.0f} times ({1e3 * min(spent):.0f} ms beside {1e6 * cpu / n:.1f} us)"
        yield name, figure, "" if bar is None else f">= {bar:,} times", None if bar is None else ratio >= bar


def standard_air() -> Callable[[float], tuple[float, float, float]]:
    """The standard atmosphere as lists: cells of 100 m, linear between, zero above 1,000 km."""
    heights = np.arange(-5_000.0, 1_000_000.0, 100.0)
    density, pressure, _, sound = np.array([atmosphere(float(h)) for h in heights]).T.tolist()

    def air(h: float) -> tuple[float, float, float]:
        at = min(max((h + 5_000.0) / 100.0, 0.0), len(density) - 2.0)
        k = int(at)
        f = at - k
        return (
            density[k] + f * (density[k + 1] - density[k]),
            pressure[k] + f * (pressure[k + 1] - pressure[k]),
            sound[k] + f * (sound[k + 1] - sound[k]),
        )

    return air


def heyoka(n: int) -> Iterator[Row]:
    """heyoka on the smooth sub-problem: each tolerance of ours beside that of heyoka which errs no more."""
    if importlib.util.find_spec("heyoka") is None:
        yield "heyoka on the smooth sub-problem", "left out: heyoka is not installed", ">= 1", None
        return
    n -= n % 8
    rows = smooth_rows(n)
    run = smooth_heyoka(rows)
    truth, _ = run(1e-15)
    for tolerance in (1e-6, 1e-8, 2e-9):
        smooth_here(rows[:64], tolerance)
        here, cpu = smooth_here(rows, tolerance)
        error = np.linalg.norm((here - truth)[:, :3], axis=1).max()
        for theirs in 10.0 ** np.arange(-1.0, -15.0, -0.5):
            run(theirs)
            there, spent = run(theirs)
            if np.linalg.norm((there - truth)[:, :3], axis=1).max() <= error:
                break
        ratio = spent / cpu
        name = (
            f"heyoka, burn to orbit, no air, one core, {error:.0e} m (ours {tolerance:g}, its {theirs:.0e})"
        )
        figure = f"{ratio:.2f} times ({1e6 * spent / n:.2f} beside {1e6 * cpu / n:.2f} us)"
        yield name, figure, ">= 1", ratio >= 1.0


def rocketpy(n: int) -> Iterator[Row]:
    """RocketPy's MonteCarlo, per flight."""
    name = "RocketPy MonteCarlo, a flight, one core, 1e-6 (its problem differs: attitude too, 3 km high)"
    if importlib.util.find_spec("rocketpy") is None:
        yield name, "left out: rocketpy is not installed", ">= 50,000 times", None
        return
    _, cpu, _ = fly(vehicle("two", n), 1e-6, threads=1)
    theirs = rocketpy_seconds(3)
    ratio = theirs / (cpu / n)
    yield name, f"{ratio:,.0f} times ({theirs:.2f} s)", ">= 50,000 times", ratio >= 50_000


def parquet(n: int) -> Iterator[Row]:
    """A case end to end: steered, flown with its twins, weighed, written; n rows, half of them failing."""
    from launchwatch.brief import fly_case

    out = Path(mkdtemp(prefix="flights"))
    marks: dict[str, tuple[float, float]] = {}
    began, cpu = time.perf_counter(), time.process_time()

    def progress(stage: str, share: float) -> None:
        marks.setdefault(stage, (time.perf_counter() - began, time.process_time() - cpu))

    fly_case(
        ROOT / "cases" / "malligyong-1",
        as_of=None,
        flights=n // 2,
        seed=1,
        threads=None,
        out=out,
        without=(),
        progress=progress,
    )
    once, wall, spent = marks["flying"][0], marks["done"][0], marks["done"][1] - marks["flying"][1]
    size = (out / "flights.parquet").stat().st_size
    shutil.rmtree(out)
    scale = 1e6 / n
    seconds = once + scale * (wall - once)
    name = f"a million flights with pieces to Parquet ({n:,} flown, {size / n:,.0f} bytes each)"
    figure = f"{seconds:.0f} s ({once:.0f} s of it to steer; CPU of the rest {scale * spent:.0f} s)"
    yield name, figure, "<= 60 s", seconds <= 60.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    yield "peak memory of all of the above", f"{peak / 1e9:.2f} GB", "< 2 GB", peak < 2e9


PARTS: dict[str, tuple[Callable[[int], Iterator[Row]], int]] = {
    "parquet": (parquet, 1_000_000),
    "flights": (flights, 65_536),
    "scaling": (scaling, 65_536),
    "script": (script, 16_384),
    "heyoka": (heyoka, 16_384),
    "rocketpy": (rocketpy, 16_384),
}


def main() -> None:
    """Print the table, a row as soon as it is known."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--quick", action="store_true", help="a sixteenth of the flights")
    arguments.add_argument(
        "--only", choices=list(PARTS), action="append", help="this part; may be given again"
    )
    arguments.add_argument("--flights", type=int, help="flights of the run to Parquet")
    chosen = arguments.parse_args()
    print("| measure | figure | bar | met |\n| --- | --- | --- | --- |")
    for name in chosen.only or PARTS:
        part, n = PARTS[name]
        n = chosen.flights if name == "parquet" and chosen.flights else n // 16 if chosen.quick else n
        for what, figure, bar, met in part(n):
            print(
                f"| {what} | {figure} | {bar} | {'' if met is None else 'yes' if met else 'NO'} |", flush=True
            )


if __name__ == "__main__":
    main()
