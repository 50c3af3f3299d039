"""Forces on a point mass: gravity, drag in a rotating windy atmosphere, thrust with back pressure.

Frame: Earth-centred inertial axes that coincide with the Earth-fixed axes at lift-off (t = 0). SI units.
What acts during a stretch of flight is described by one small array, the *control* (constants ``C_*``):
thrust and how it is steered, mass and its flow, drag area or ballistic coefficient, air and wind.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import OMEGA, RADIUS, atmosphere, gravity, height, jit, wind_profile
from launchwatch.flight.columns import MACH_NODES

# Steering kinds: how the thrust direction follows from time and state.
COAST: Final = 0
RISE: Final = 1  # along the vertical of the pad, tilted by a growing kick toward the launch azimuth
GRAVITY_TURN: Final = 2  # along the Earth-relative velocity (zero angle of attack)
LINEAR: Final = 3  # along u0 + udot (t - t0), inertial

(
    C_THRUST,
    C_EXIT,
    C_FLOW,
    C_MASS,
    C_T0,
    C_KIND,
    C_U,
    C_UDOT,
    C_AREA,
    C_BETA,
    C_DENSITY,
    C_WIND_EAST,
    C_WIND_NORTH,
    C_KICK,
    C_KICK_START,
    C_KICK_SPAN,
    C_UP,
    C_HEAD,
    C_CD,
) = (0, 1, 2, 3, 4, 5, 6, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 23, 26)
CONTROL_WIDTH: Final = C_CD + len(MACH_NODES)
MACH: Final = np.array(MACH_NODES)

DRAG_CEILING_M: Final = 3.0e5
"""Above it drag is left out: 2e-11 kg/m3 takes 2e-5 m/s2 from the lightest debris, metres at impact."""
CEILING_RADIUS_M: Final = RADIUS + DRAG_CEILING_M


@jit
def drag_coefficient(mach: float, control: np.ndarray) -> float:
    """Cd at a Mach number: linear between the nodes of the row, constant outside."""
    last = MACH.size - 1
    if mach >= MACH[last]:
        return control[C_CD + last]
    k = 0
    while mach > MACH[k + 1]:
        k += 1
    f = (mach - MACH[k]) / (MACH[k + 1] - MACH[k])
    return control[C_CD + k] * (1.0 - f) + control[C_CD + k + 1] * f


@jit
def acceleration(
    t: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
    control: np.ndarray,
) -> tuple[float, float, float]:
    """Acceleration in m/s2 at a time and state under a control."""
    ax, ay, az = gravity(x, y, z)
    thrust = control[C_THRUST]
    beta = control[C_BETA]
    area = control[C_AREA]
    mass = control[C_MASS] - control[C_FLOW] * (t - control[C_T0])
    # velocity relative to the rotating Earth
    rx = vx + OMEGA * y
    ry = vy - OMEGA * x
    rz = vz
    if thrust > 0.0 or beta > 0.0 or area > 0.0:
        pressure = 0.0
        h = DRAG_CEILING_M
        if x * x + y * y + z * z < CEILING_RADIUS_M * CEILING_RADIUS_M:
            h = height(x, y, z)
        if h < DRAG_CEILING_M:
            density, pressure, _temperature, sound = atmosphere(h)
            density *= control[C_DENSITY]
            if density > 0.0:
                gust = wind_profile(h)
                rho = math.sqrt(x * x + y * y)
                r = math.sqrt(rho * rho + z * z)
                we = control[C_WIND_EAST] * gust
                wn = control[C_WIND_NORTH] * gust
                # east = (-y, x, 0)/rho ; north = up x east, spherical
                wx = -we * y / rho - wn * z * x / (r * rho)
                wy = we * x / rho - wn * z * y / (r * rho)
                wz = wn * rho / r
                gx = rx - wx
                gy = ry - wy
                gz = rz - wz
                speed = math.sqrt(gx * gx + gy * gy + gz * gz)
                if beta > 0.0:
                    d = 0.5 * density * speed / beta
                else:
                    d = 0.5 * density * speed * area * drag_coefficient(speed / sound, control) / mass
                ax -= d * gx
                ay -= d * gy
                az -= d * gz
        if thrust > 0.0:
            push = (thrust - pressure * control[C_EXIT]) / mass
            ux, uy, uz = direction(t, rx, ry, rz, control)
            ax += push * ux
            ay += push * uy
            az += push * uz
    return ax, ay, az


@jit
def direction(t: float, rx: float, ry: float, rz: float, control: np.ndarray) -> tuple[float, float, float]:
    """Unit vector of thrust: by the kind of steering, from the Earth-relative velocity (rx, ry, rz)."""
    kind = int(control[C_KIND])
    if kind == LINEAR:
        dt = t - control[C_T0]
        ux = control[C_U] + control[C_UDOT] * dt
        uy = control[C_U + 1] + control[C_UDOT + 1] * dt
        uz = control[C_U + 2] + control[C_UDOT + 2] * dt
        n = math.sqrt(ux * ux + uy * uy + uz * uz)
        return ux / n, uy / n, uz / n
    if kind == GRAVITY_TURN:
        n = math.sqrt(rx * rx + ry * ry + rz * rz)
        return rx / n, ry / n, rz / n
    # RISE: the tilt grows smoothly from none to the kick
    s = (t - control[C_KICK_START]) / control[C_KICK_SPAN]
    s = min(max(s, 0.0), 1.0)
    tilt = control[C_KICK] * s * s * (3.0 - 2.0 * s)
    c = math.cos(tilt)
    q = math.sin(tilt)
    fx = c * control[C_UP] + q * control[C_HEAD]
    fy = c * control[C_UP + 1] + q * control[C_HEAD + 1]
    fz = c * control[C_UP + 2] + q * control[C_HEAD + 2]
    # the pad's axes turn with the Earth
    a = OMEGA * t
    ca = math.cos(a)
    sa = math.sin(a)
    return ca * fx - sa * fy, sa * fx + ca * fy, fz
