"""Are the priors of Unha-3 and Chollima-1 centred on a vehicle that can have flown?

Run: python design/launcher_priors.py   (about a minute)

No stage table of either launcher was published.  The centres of their priors were found by fitting vehicle
and steering together to what was announced and seen.  This script checks the result: the central vehicle of
the library is flown with free steering (kick; pitch and yaw of stages 2 and 3, each with a rate; fairing
time; cut-off) and the steering alone is fitted to the sightings.  Printed is found against seen.  What it
decided:

- Chollima-1 gets about 11.4 km/s of ideal velocity with 300 kg.  Its two turns cost about 1.2 km/s (vector
  sums of 27 deg at 1.9 to 4.7 km/s and 23 deg at 4.7 to 7.6 km/s): the 9.5 km/s of a direct ascent would not
  do.
- Unha-3 gets about 10.6 km/s: a lofted path with low thrust at the end, and the turn to 97.5 deg.
- The fall times of the Japanese government fit pieces that fall almost without drag (ballistic coefficient
  of 2,000 kg/m2 and more): they look like extrapolated tracks.  A tumbling stage of 250 kg/m2 comes down two
  minutes later.  The coefficients of the library span both.
- The clocks of February 2016 fit a lift-off near 00:29 UTC, or reports that are 49 s early (the sources say
  00:29, 00:30 and 00:31).

Model: point mass, spherical Earth of 6,371 km that turns, layered exponential air, Cd table of the library;
inertial axes frozen at lift-off.  Good to about 10 km and 10 s, which is enough here.  It shares no code with
launchwatch.flight.

Measured: sum of squared misses 10 over 18 sightings (Unha-3), 4 over 15 (Chollima-1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.optimize import least_squares

from launchwatch.launcher import Launcher, load_launcher

MU, RE, W, G0 = 3.986004e14, 6.371e6, 7.292115e-5, 9.80665
FALL_BETA = 3000.0  # kg/m2: nearly without drag, as the published times ask for
Vector = NDArray[np.float64]


@njit(cache=True)
def air(h: float) -> tuple[float, float, float]:
    """Density, pressure, speed of sound at a height."""
    if h > 120e3:
        return 0.0, 0.0, 300.0
    if h < 11e3:
        t = 288.15 - 6.5e-3 * h
        p = 101325.0 * (t / 288.15) ** 5.2559
    elif h < 25e3:
        t, p = 216.65, 22632.0 * math.exp(-(h - 11e3) / 6341.6)
    else:
        t, p = 225.0, 2488.0 * math.exp(-(h - 25e3) / 7000.0)
    return p / (287.05 * t), p, math.sqrt(1.4 * 287.05 * t)


@njit(cache=True)
def acceleration(r, v, thrust, exit_area, mass, area, direction, beta, mach, cd):  # type: ignore[no-untyped-def]
    distance = math.sqrt((r**2).sum())
    rho, p, sound = air(max(distance - RE, 0.0))
    wind = np.array([v[0] + W * r[1], v[1] - W * r[0], v[2]])
    speed = math.sqrt((wind**2).sum())
    drag = (
        0.5 * rho * speed / beta
        if beta > 0
        else 0.5 * rho * speed * area * np.interp(speed / sound, mach, cd) / mass
    )
    push = (thrust - p * exit_area) / mass if thrust > 0 else 0.0
    return -MU / distance**3 * r - drag * wind + push * direction


@njit(cache=True)
def place(r, t):  # type: ignore[no-untyped-def]
    return math.degrees(math.asin(r[2] / math.sqrt((r**2).sum()))), math.degrees(
        math.atan2(r[1], r[0]) - W * t
    )


@njit(cache=True)
def fall(r, v, t, gate, mach, cd, beta):  # type: ignore[no-untyped-def]
    """Latitude, longitude, time of impact; time and height where the latitude of the gate is passed."""
    zero = np.zeros(3)
    passed, high = -1.0, 0.0
    while math.sqrt((r**2).sum()) > RE:
        step = 0.5 if math.sqrt((r**2).sum()) - RE < 60e3 else 1.0
        a = acceleration(r, v, 0.0, 0.0, 1.0, 1.0, zero, beta, mach, cd)
        m = acceleration(r + v * step / 2, v + a * step / 2, 0.0, 0.0, 1.0, 1.0, zero, beta, mach, cd)
        r, v, t = r + (v + a * step / 2) * step, v + m * step, t + step
        if passed < 0 and place(r, t)[0] < gate:
            passed, high = t, math.sqrt((r**2).sum()) - RE
    latitude, longitude = place(r, t)
    return np.array([latitude, longitude, t, passed, high])


@njit(cache=True)
def fly(stages, above, fairing, area, start, x, gate, beta, mach, cd):  # type: ignore[no-untyped-def]
    """Fly three stages; returns what was seen of a flight, in the order of `NAMES`."""
    azimuth, kick, p2, q2, y2, z2, p3, q3, y3, z3, jettison, cut, coast = x
    la, lo = start
    r = RE * np.array([math.cos(la) * math.cos(lo), math.cos(la) * math.sin(lo), math.sin(la)])
    v, u, t = np.array([-W * r[1], W * r[0], 0.0]), np.zeros(3), 0.0
    mass = above + fairing + stages[:, 0].sum() + stages[:, 1].sum()
    out = np.zeros(20)
    for s in range(3):
        propellant, dry, thrust, isp, exit_area, delay = stages[s]
        flow = thrust / (G0 * isp)
        burn = propellant / flow * (cut if s == 2 else 1.0)
        for _ in range(int((delay if s < 2 else coast) / 0.5)):
            a = acceleration(r, v, 0.0, 0.0, mass, area, u, 0.0, mach, cd)
            r, v, t = r + (v + a * 0.25) * 0.5, v + a * 0.5, t + 0.5
        steps = int(burn / 0.5)
        dt, dropped = burn / steps, False
        for k in range(steps):
            since, up = k * dt, r / math.sqrt((r**2).sum())
            east = np.array([-r[1], r[0], 0.0]) / math.hypot(r[0], r[1])
            north = np.array(
                [
                    up[1] * east[2] - up[2] * east[1],
                    up[2] * east[0] - up[0] * east[2],
                    up[0] * east[1] - up[1] * east[0],
                ]
            )
            wind = np.array([v[0] + W * r[1], v[1] - W * r[0], v[2]])
            if s == 0 and t > 18.0:
                u = wind / math.sqrt((wind**2).sum())
            else:
                lean, yaw = (math.pi / 2 if t < 6.0 else math.pi / 2 - kick), azimuth
                if s == 1:
                    lean, yaw = p2 + q2 * since, y2 + z2 * since
                elif s == 2:
                    lean, yaw = math.atan(p3 + q3 * since), y3 + z3 * since
                u = math.sin(lean) * up + math.cos(lean) * (math.cos(yaw) * north + math.sin(yaw) * east)
            a = acceleration(r, v, thrust, exit_area, mass, area, u, 0.0, mach, cd)
            half = mass - flow * dt / 2
            m = acceleration(r + v * dt / 2, v + a * dt / 2, thrust, exit_area, half, area, u, 0.0, mach, cd)
            r, v, mass, t = r + (v + a * dt / 2) * dt, v + m * dt, mass - flow * dt, t + dt
            if s == 1 and not dropped and since > jettison:
                dropped, mass = True, mass - fairing
                out[3:6] = fall(r, v, t, gate, mach, cd, beta)[:3]
            if s == 2 and out[11] == 0.0 and place(r, t)[0] < gate:
                out[11], out[12] = t, math.sqrt((r**2).sum()) - RE
        if s < 2:
            mass -= dry
            piece = fall(r, v, t, gate, mach, cd, beta)
            out[3 * 2 * s : 3 * 2 * s + 3] = piece[:3]
            if s == 1:
                out[9], out[10] = piece[3], piece[4]
    distance = math.sqrt((r**2).sum())
    h = np.array([r[1] * v[2] - r[2] * v[1], r[2] * v[0] - r[0] * v[2], r[0] * v[1] - r[1] * v[0]])
    out[13], out[14], out[15] = t, distance - RE, (r * v).sum() / distance
    out[16] = math.sqrt((v**2).sum()) - math.sqrt(MU / distance)
    out[17] = math.degrees(math.acos(h[2] / math.sqrt((h**2).sum())))
    return out


NAMES = (
    *("stage 1 lat", "stage 1 lon", "stage 1 s", "fairing lat", "fairing lon", "fairing s", "stage 2 lat"),
    *("stage 2 lon", "stage 2 s", "stage 2 at gate s", "stage 2 at gate m", "top at gate s", "top at gate m"),
    *("orbit s", "orbit m", "climb m/s", "over circular m/s", "inclination deg"),
)


@dataclass
class Sighting:
    """What was seen: value and one-sigma spread by name; lift-off may be off by `clock_s`."""

    launcher: str
    start: tuple[float, float]
    azimuth: float
    gate: float
    clock_s: float
    seen: dict[str, tuple[float, float]]


SIGHTINGS = [
    # Kantei and ROK MND, 7 Feb 2016; corners from first corners and December 2012 (case kwangmyongsong-4)
    Sighting("Unha-3", (39.660, 124.705), 181.0, 24.4, 30.0, {
        "stage 1 lat": (35.4, 0.2), "stage 1 lon": (124.7, 0.15), "stage 1 s": (400, 25),
        "fairing lat": (32.6, 0.3), "fairing lon": (124.4, 0.15), "fairing s": (520, 25),
        "stage 2 lat": (18.0, 0.5), "stage 2 lon": (124.25, 0.2), "stage 2 s": (880, 25),
        "stage 2 at gate s": (640, 25), "stage 2 at gate m": (400e3, 25e3),
        "top at gate s": (520, 25), "top at gate m": (495e3, 20e3), "orbit s": (577, 6),
        "orbit m": (484e3, 8e3), "climb m/s": (0, 15), "over circular m/s": (0, 10),
        "inclination deg": (97.5, 0.1)}),
    # press distances of the areas of 2023, Japanese tracking of 24 Aug and 21 Nov 2023 (case malligyong-1)
    Sighting("Chollima-1", (39.643, 124.728), 195.0, 25.4, 10.0, {
        "stage 1 lat": (36.1, 0.2), "stage 1 lon": (123.5, 0.25), "stage 1 s": (450, 25),
        "fairing lat": (33.6, 0.4), "fairing lon": (123.3, 0.4), "fairing s": (510, 30),
        "stage 2 lat": (13.3, 0.7), "stage 2 lon": (128.6, 0.15), "stage 2 s": (872, 25),
        "stage 2 at gate s": (572, 25), "orbit s": (705, 4), "orbit m": (505e3, 5e3),
        "climb m/s": (0, 15), "over circular m/s": (0, 10), "inclination deg": (97.4, 0.1)}),
]  # fmt: skip


def stage_table(launcher: Launcher) -> Vector:
    rows = []
    for s in launcher.stages:
        delay = 0.0 if s.ignition_delay is None or s.ignition_delay == "free" else s.ignition_delay.central
        rows.append(
            [
                s.propellant.central,
                s.dry.central,
                s.thrust.central,
                s.specific_impulse.central,
                s.exit_area(),
                delay,
            ]
        )
    return np.array(rows)


def check(case: Sighting, tries: int = 12) -> None:
    launcher = load_launcher(case.launcher)
    fairing = launcher.fairing
    assert fairing is not None
    mach, cd = np.array(launcher.drag.table).T.copy()
    area = math.pi * launcher.diameter.central**2 / 4
    start = np.radians(case.start)
    stages, above = stage_table(launcher), launcher.payload.central

    def flight(z: Vector) -> Vector:
        x = np.array([
            math.radians(case.azimuth + 5 * z[0]), 0.1 * z[1], z[2], 1e-3 * z[3],
            math.radians(case.azimuth + 10 * z[4]), 1e-3 * z[5], z[6], 1e-3 * z[7],
            math.radians(190 + 10 * z[8]), 1e-3 * z[9], 45 + 10 * z[10],
            1 - 0.1 * abs(z[11]), 5 + 3 * abs(z[12]),
        ])  # fmt: skip
        found: Vector = fly(
            stages, above, fairing.mass.central, area, start, x, case.gate, FALL_BETA, mach, cd
        )
        return found

    def misses(z: Vector) -> Vector:
        found = dict(zip(NAMES, flight(z), strict=False))
        clock = case.clock_s * z[13]
        late = [clock if n.endswith(" s") and n != "orbit s" else 0.0 for n in case.seen]
        off = [(found[n] - c - s) / w for (n, (s, w)), c in zip(case.seen.items(), late, strict=True)]
        return np.array([*off, z[13], z[10] / 2, z[12] / 2, z[5] / 3, z[9] / 3, z[11] / 2])

    rng, best = np.random.default_rng(0), None
    for _ in range(tries):
        z0 = np.array([0, rng.uniform(0.05, 0.9), rng.uniform(0.3, 1), -rng.uniform(0, 3), 0, 0,
                       rng.uniform(0, 0.7), -rng.uniform(0, 3), rng.uniform(-0.5, 1.5), 0, 0, 0.1, 0.2,
                       0.0])  # fmt: skip
        fit = least_squares(misses, z0, max_nfev=100)
        if best is None or fit.cost < best.cost:
            best = fit
    assert best is not None
    found = dict(zip(NAMES, flight(best.x), strict=False))
    print(
        f"\n{case.launcher}: sum of squared misses {2 * best.cost:.1f} over {len(case.seen)} sightings; "
        f"clock {case.clock_s * best.x[13]:+.0f} s; "
        f"stage 3 uses {1 - 0.1 * abs(best.x[11]):.1%} of its propellant"
    )
    for name, (seen, spread) in case.seen.items():
        print(f"  {name:20s} found {found[name]:10.1f}   seen {seen:10.1f} ± {spread:g}")


if __name__ == "__main__":
    for sighting in SIGHTINGS:
        check(sighting)
