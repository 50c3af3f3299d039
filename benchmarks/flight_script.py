"""A two-stage flight as an engineer writes it in an afternoon: plain Python around scipy's solve_ivp.

It is the peer of `flight.py`: the same vehicle, gravity (J2 to J4), air, drag, pitch-over and gravity turn as
the row of the kernel it is given, and the same control of error; the second stage is steered by the textbook
form of powered explicit guidance in the plane of motion with a cycle of 2 s; stage and fairing halves fall to
the ellipsoid through the air. The kick angle is given, so it need not search for it as the kernel does.
Source of the guidance: R. F. Jaggers, AIAA 77-1051, in the one-stage form of the Orbiter community's notes.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline

Floats = NDArray[np.float64]
MU, OMEGA, A, F = 3.986004418e14, 7.292115e-5, 6378137.0, 1.0 / 298.257223563
J2, J3, J4 = 1.0826258e-3, -2.5324e-6, -1.61990e-6
POLAR = A * (1.0 - F)
SECOND = F * (2.0 - F) / (1.0 - F) ** 2
Direction = Callable[[float, float, float, float], tuple[float, float, float]]
Slope = Callable[[float, Floats], list[float]]


@dataclass
class Script:
    """One flight; `row` holds the columns of the kernel by name, `air` gives (density, pressure, sound)."""

    row: dict[str, float]
    kick: float
    air: Callable[[float], tuple[float, float, float]]
    tolerance: float
    found: dict[str, float] = field(default_factory=dict)
    states: dict[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lat, lon, azimuth = (self.row[k] for k in ("site_latitude_rad", "site_longitude_rad", "azimuth_rad"))
        self.up = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        north = np.array([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
        east = np.array([-np.sin(lon), np.cos(lon), 0.0])
        self.ahead = np.cos(azimuth) * north + np.sin(azimuth) * east
        n = A / np.sqrt(1.0 - F * (2.0 - F) * np.sin(lat) ** 2)
        h = max(self.row["site_height_m"], 1.0)
        pad = (n + h) * self.up - np.array([0.0, 0.0, n * F * (2.0 - F) * np.sin(lat)])
        self.state = np.concatenate([pad, OMEGA * np.array([-pad[1], pad[0], 0.0])])
        from launchwatch.flight import MACH_NODES

        spline = CubicSpline(
            MACH_NODES,
            [self.row[f"drag_coefficient_{k}"] for k in range(len(MACH_NODES))],
            bc_type="natural",
        )
        self.nodes, self.cubics = spline.x.tolist(), spline.c.T.tolist()
        self.scale = self.tolerance * np.array([1e5] * 3 + [1e3] * 3)

    def cd(self, mach: float) -> float:
        """Drag coefficient by a cubic spline."""
        mach = min(mach, 9.999999)
        k = bisect_right(self.nodes, mach) - 1
        a, b, c, d = self.cubics[k]
        x = mach - self.nodes[k]
        return float(d + x * (c + x * (b + x * a)))

    def forces(
        self, s: Floats, push: tuple[float, float, float], area: float, mass: float, exit_area: float = 0.0
    ) -> list[float]:
        """Slope of a state under gravity (J2 to J4), drag and a push along a direction, N and m2."""
        x, y, z, vx, vy, vz = s.tolist()
        d = math.sqrt(x * x + y * y + z * z)
        sine, q = z / d, A / d
        s2, q2 = sine * sine, q * q
        radial = 1.0 + J2 * q2 * 1.5 * (1.0 - 5.0 * s2) + J3 * q2 * q * 2.5 * sine * (3.0 - 7.0 * s2)
        radial -= J4 * q2 * q2 * 1.875 * (1.0 - 14.0 * s2 + 21.0 * s2 * s2)
        pole = J2 * q2 * 3.0 * sine + J3 * q2 * q * 1.5 * (5.0 * s2 - 1.0)
        pole += J4 * q2 * q2 * 2.5 * sine * (7.0 * s2 - 3.0)
        g, gz = -MU / d**3 * radial, -MU / d**2 * pole
        rx, ry = vx + OMEGA * y, vy - OMEGA * x
        density, pressure, sound = self.air(self.height(x, y, z))
        speed = math.sqrt(rx * rx + ry * ry + vz * vz)
        slowed = -0.5 * density * area * speed / mass
        if exit_area >= 0.0:
            slowed *= self.cd(speed / sound)
        size = math.sqrt(push[0] ** 2 + push[1] ** 2 + push[2] ** 2)
        gain = (1.0 - pressure * exit_area / size) / mass if size > 0.0 else 0.0
        return [
            vx,
            vy,
            vz,
            g * x + slowed * rx + gain * push[0],
            g * y + slowed * ry + gain * push[1],
            g * z + gz + slowed * vz + gain * push[2],
        ]

    @staticmethod
    def height(x: float, y: float, z: float) -> float:
        """Height above the ellipsoid by one step of Bowring's method."""
        p = math.sqrt(x * x + y * y)
        beta = math.atan2(z * A, p * POLAR)
        top = z + SECOND * POLAR * math.sin(beta) ** 3
        lat = math.atan2(top, p - F * (2.0 - F) * A * math.cos(beta) ** 3)
        sine = math.sin(lat)
        return p * math.cos(lat) + z * sine - A * math.sqrt(1.0 - F * (2.0 - F) * sine * sine)

    def travel(self, t: float, end: float, slope: Slope, ground: bool = False) -> float:
        """Advance the state to `end`, or to the ground."""

        def above(_: float, s: Floats) -> float:
            return self.height(*s[:3].tolist())

        above.terminal, above.direction = True, -1.0  # type: ignore[attr-defined]
        ran = solve_ivp(
            slope, (t, end), self.state, "RK45", events=above if ground else None, rtol=1e-12, atol=self.scale
        )
        self.state = ran.y[:, -1]
        return float(ran.t[-1])

    def powered(self, p: int, lit: float, mass: float, direction: Direction) -> Slope:
        """Slope while phase `p` burns since `lit`; the direction may follow the velocity."""
        thrust, flow, exit_area, area = (
            self.row[f"phase{p}_{k}"]
            for k in ("thrust_N", "mass_flow_kg_s", "exit_area_m2", "reference_area_m2")
        )

        def slope(t: float, s: Floats) -> list[float]:
            ux, uy, uz = direction(t, s[3] + OMEGA * s[1], s[4] - OMEGA * s[0], s[5])
            push = (thrust * ux, thrust * uy, thrust * uz)
            return self.forces(s, push, area, mass - flow * (t - lit), exit_area)

        return slope

    def falling(self, beta: float) -> Slope:
        """Slope of a body with a ballistic coefficient."""
        return lambda _, s: self.forces(s, (0.0, 0.0, 0.0), 1.0, beta, -1.0)

    def drop(self, name: str, t: float, beta: float, kick: Floats | None = None) -> None:
        """Let a body fall from the present state, and note when and where."""
        kept = self.state
        self.state = kept if kick is None else kept + np.concatenate([np.zeros(3), kick])
        end = self.travel(t, t + 3e4, self.falling(beta), ground=True)
        self.found[f"{name}_impact_s"] = end
        self.states[name], self.state = self.state, kept

    def run(self) -> dict[str, float]:
        """Fly it: events and falls by name."""
        row = self.row
        rise, over = row["vertical_rise_s"], row["pitch_over_s"]
        mass = row["payload_kg"] + row["fairing_kg"]
        mass += sum(row[f"phase{p}_propellant_kg"] + row[f"phase{p}_drop_kg"] for p in range(2))

        up, ahead, steep = self.up.tolist(), self.ahead.tolist(), math.tan(self.kick)

        def pitching(t: float, *_: float) -> tuple[float, float, float]:
            s = min(max((t - rise) / over, 0.0), 1.0)
            tilt = steep * (3.0 * s * s - 2.0 * s**3)
            size = math.sqrt(1.0 + tilt * tilt)
            x, y, z = ((u + tilt * v) / size for u, v in zip(up, ahead, strict=True))
            cosine, sine = math.cos(OMEGA * t), math.sin(OMEGA * t)
            return cosine * x - sine * y, sine * x + cosine * y, z

        def prograde(_: float, x: float, y: float, z: float) -> tuple[float, float, float]:
            size = math.sqrt(x * x + y * y + z * z)
            return x / size, y / size, z / size

        burn = row["phase0_propellant_kg"] / row["phase0_mass_flow_kg_s"]
        self.travel(0.0, rise, self.powered(0, 0.0, mass, pitching))
        self.travel(rise, rise + over, self.powered(0, 0.0, mass, pitching))
        self.travel(rise + over, burn, self.powered(0, 0.0, mass, prograde))
        self.found["phase0_cutoff_s"], self.states["phase0"] = burn, self.state
        mass -= row["phase0_propellant_kg"]
        t = burn + row["phase0_drop_delay_s"]
        self._coast(burn, t, 0, mass)
        self.drop("drop0", t, row["phase0_drop_ballistic_kg_m2"])
        mass -= row["phase0_drop_kg"]
        lit = burn + row["phase1_coast_s"]
        self._coast(t, lit, 0, mass)
        self._insert(lit, mass)
        return self.found

    def _coast(self, t: float, end: float, p: int, mass: float) -> None:
        area = self.row[f"phase{p}_reference_area_m2"]

        self.travel(t, end, lambda _, s: self.forces(s, (0.0, 0.0, 0.0), area, mass))

    def _insert(self, lit: float, mass: float) -> None:
        """Powered explicit guidance to a circular orbit, letting the fairing go on the way."""
        row = self.row
        flow = row["phase1_mass_flow_kg_s"]
        exhaust = row["phase1_thrust_N"] / flow
        radius = A + row["target_perigee_m"]
        t, togo, attached, start = lit, 350.0, row["fairing_kg"] > 0.0, mass
        fairing = lit + row["fairing_after_s"]
        last = lit + row["phase1_propellant_kg"] / flow
        while t < last:
            m = start - flow * (t - lit)
            a, b, togo = guidance(self.state, exhaust * flow / m, exhaust, radius, togo)
            until = t + min(2.0, max(togo, 0.0)) if togo < 8.0 else t + 2.0
            if attached and fairing < until:
                until = fairing
            plane = np.cross(self.state[:3], self.state[3:])
            normal = plane / np.sqrt(plane @ plane)
            out = self.state[:3] / np.sqrt(self.state[:3] @ self.state[:3])
            spin = float(np.sqrt(plane @ plane) / (self.state[:3] @ self.state[:3]))
            frame = (out.tolist(), np.cross(normal, out).tolist())
            steer = _steering(t, spin, a, b, frame)
            self.travel(t, min(until, last), self.powered(1, lit, start, steer))
            togo -= until - t
            t = until
            if attached and t >= fairing:
                attached, start = False, start - row["fairing_kg"]
                side = row["fairing_split_m_s"] * normal
                self.drop("fairing", t, row["fairing_ballistic_kg_m2"], side)
                self.drop("other_half", t, row["fairing_ballistic_kg_m2"], -side)
            if togo < 1e-3:
                break
        self.found["insertion_s"], self.states["insertion"] = t, self.state


def _steering(
    began: float, spin: float, a: float, b: float, frame: tuple[list[float], list[float]]
) -> Direction:
    """Direction with sine of pitch a + b (t - began), in axes that turn with the vehicle."""
    outward, along = frame

    def steer(t: float, *_: float) -> tuple[float, float, float]:
        since = t - began
        sine = min(max(a + b * since, -0.95), 0.95)
        level = math.sqrt(1.0 - sine * sine)
        c, s = math.cos(spin * since), math.sin(spin * since)
        p, q = sine * c - level * s, sine * s + level * c
        x, y, z = (p * u + q * v for u, v in zip(outward, along, strict=True))
        return x, y, z

    return steer


def guidance(
    state: Floats, acceleration: float, exhaust: float, radius: float, togo: float
) -> tuple[float, float, float]:
    """One cycle: the sine of the pitch now and its rate (gravity made up for), and the time to go, s."""
    r = np.sqrt(state[:3] @ state[:3])
    climb = state[:3] @ state[3:] / r
    momentum = np.sqrt(np.sum(np.cross(state[:3], state[3:]) ** 2))
    wanted = np.sqrt(MU * radius)
    tau = exhaust / acceleration
    for _ in range(3):
        span = min(max(togo, 0.5), 0.98 * tau)
        b0 = -exhaust * np.log(1.0 - span / tau)
        b1 = b0 * tau - exhaust * span
        c0 = b0 * span - b1
        c1 = c0 * tau - exhaust * span * span / 2.0
        d = b0 * c1 - b1 * c0
        first, second = -climb, radius - r - climb * span
        a, b = (c1 * first - b1 * second) / d, (b0 * second - c0 * first) / d
        if togo < 8.0:
            a, b = -climb / b0, 0.0
        c = (MU / r**2 - momentum**2 / r**3) / acceleration
        end = acceleration / (1.0 - span / tau)
        c_end = (MU / radius**2 - wanted**2 / radius**3) / end
        f, f_end = a + c, a + b * span + c_end
        rate = (f_end - f) / span
        level, level_rate, bend = 1.0 - f * f / 2.0, -f * rate, -rate * rate / 2.0
        gain = (wanted - momentum) / (0.5 * (r + radius))
        gain += exhaust * span * (level_rate + bend * tau) + bend * exhaust * span * span / 2.0
        gain /= level + level_rate * tau + bend * tau * tau
        togo = tau * (1.0 - np.exp(-gain / exhaust))
    return float(f), float(rate), float(togo)
