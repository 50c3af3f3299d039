"""The burn of a first stage with strap-ons, cut into stretches in which the same engines burn.

Strap-ons cut it at every ignition and burn-out. The order of these instants is that of the central figures,
for all draws. With thrust curves, what a motor burns in a stretch follows from its curve, draw by draw, and
the shape of the thrust of all of them together from the central figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble.draws import Floats
from launchwatch.errors import InputError

if TYPE_CHECKING:
    from launchwatch.launcher import Launcher, Stage, StrapOn

G0: Final = 9.80665
MOST_NODES: Final = 32
"""Of a thrust curve; the kernel's."""
Curve = list[tuple[float, float]]


class Motor:
    """Drawn figures of one stage or group of strap-ons, each (count,) or (1,)."""

    def __init__(self, key: str, model: Stage | StrapOn, values: dict[str, Floats], count: int) -> None:
        def figure(name: str, default: float = 0.0) -> Floats:
            return values.get(f"{key}.{name}", np.full(1, default))

        self.propellant = count * figure("propellant")
        self.dry = count * figure("dry")
        self.thrust = count * figure("thrust")
        self.flow = self.thrust / (G0 * figure("specific_impulse"))
        self.burn = self.propellant / self.flow
        scale = self.thrust / (count * model.thrust.central) if model.sea_level_specific_impulse else 1.0
        self.exit = count * model.exit_area() * scale
        self.beta = figure("ballistic_coefficient")
        self.separation = figure("separation_delay", 0.0)
        self.delay = figure("ignition_delay", 0.0)
        self.hot = figure("hot_staging", 0.0)
        self.limit = figure("acceleration_limit", 0.0)
        self.curve = None if model.thrust_curve is None else model.thrust_curve.table


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch: which motors burn (0 the core, from 1 the groups), and what ends it.

    `ends` is "core" or "out" (burn-out of the core, of group `who`) or "lit" (ignition of group `who`); a
    spent motor is dropped. `begin` and `end`, s after lift-off, are those of the central figures.
    """

    burning: tuple[int, ...]
    ends: str
    who: int
    begin: float
    end: float


def central_motors(launcher: Launcher) -> list[Motor]:
    """Core and groups of strap-ons with their central figures."""
    values = {key: np.full(1, figure.quantity.central) for key, figure in launcher.figures()}
    return motors(launcher, values)


def motors(launcher: Launcher, values: dict[str, Floats]) -> list[Motor]:
    """Core and groups of strap-ons with drawn figures."""
    groups = [Motor(f"strap-on {k}", s, values, s.count) for k, s in enumerate(launcher.strap_ons, 1)]
    return [Motor("stage 1", launcher.stages[0], values, 1), *groups]


def instants(launcher: Launcher, burning: list[Motor]) -> tuple[list[Floats], list[Floats]]:
    """When each motor lights and when it burns out, s after lift-off; the core first."""
    lit, out = [np.zeros(1)], [burning[0].burn]
    ends: dict[str, Floats] = {}
    means: dict[str, float] = {}
    for model, motor in zip(launcher.strap_ons, burning[1:], strict=True):
        after = model.lit.startswith("after ")
        start = ends[model.lit.removeprefix("after ")] if after else np.full(1, model.lit_at(means))
        lit.append(start)
        out.append(start + motor.burn)
        ends[model.name], means[model.name] = out[-1], float(np.mean(out[-1]))
    return lit, out


def stretches(launcher: Launcher) -> list[Stretch]:
    """The stretches of the first stage, by the central figures."""
    lit, out = instants(launcher, central_motors(launcher))
    events = [(float(out[0][0]), "core", 0)]
    for g, model in enumerate(launcher.strap_ons, 1):
        events.append((float(out[g][0]), "out", g))
        if float(lit[g][0]) > 0.0 and not model.lit.startswith("after "):
            events.append((float(lit[g][0]), "lit", g))
    burning = {0, *(g for g in range(1, len(lit)) if float(lit[g][0]) == 0.0)}
    found: list[Stretch] = []
    before = 0.0
    for end, what, g in sorted(events, key=lambda event: event[0]):
        found.append(Stretch(tuple(sorted(burning)), what, g, before, max(end, before)))
        before = max(end, before)
        if what == "core":
            break
        if what == "lit":
            burning.add(g)
        else:
            burning.discard(g)
            after = f"after {launcher.strap_ons[g - 1].name}"
            burning |= {k for k, s in enumerate(launcher.strap_ons, 1) if s.lit == after}
    return found


def burned(curve: Curve, share: Floats) -> Floats:
    """Share of the propellant that is burned at a share of the burn time, by a thrust curve.

    >>> burned([(0.0, 3.0), (1.0, 1.0)], np.array([0.0, 0.5, 1.0])).tolist()
    [0.0, 0.625, 1.0]
    """
    given = np.asarray(curve, dtype=float)
    t = (given[:, 0] - given[0, 0]) / (given[-1, 0] - given[0, 0])
    sums = np.concatenate([[0.0], np.cumsum(0.5 * (given[1:, 1] + given[:-1, 1]) * np.diff(t))])
    at = np.clip(share, 0.0, 1.0)
    k = np.clip(np.searchsorted(t, at, side="right") - 1, 0, len(t) - 2)
    mean = 0.5 * (given[k, 1] + np.interp(at, t, given[:, 1]))
    return np.asarray((sums[k] + mean * (at - t[k])) / sums[-1])


def factor(motor: Motor, lit: Floats, begin: Floats, end: Floats) -> Floats | float:
    """Mean thrust of a motor over a stretch, over its mean thrust; 1 without a thrust curve."""
    if motor.curve is None:
        return 1.0
    low, high = (begin - lit) / motor.burn, (end - lit) / motor.burn
    return (burned(motor.curve, high) - burned(motor.curve, low)) / (high - low)


def joint_curve(launcher: Launcher, stretch: Stretch) -> Curve | None:
    """Thrust of all motors of a stretch against time, None where none of them has a curve."""
    all_motors = central_motors(launcher)
    if all(all_motors[k].curve is None for k in stretch.burning):
        return None
    lit, _ = instants(launcher, all_motors)
    times = {stretch.begin, stretch.end}
    curves = {k: _in_time(all_motors[k], float(lit[k][0])) for k in stretch.burning}
    for curve in curves.values():
        times |= {float(t) for t in curve[0] if stretch.begin + 1e-6 < t < stretch.end - 1e-6}
    if len(times) > MOST_NODES:
        raise InputError(
            f"the thrust curves of the first stage of {launcher.name} and its strap-ons have {len(times)} "
            f"points between {stretch.begin:.0f} and {stretch.end:.0f} s, and there is room for {MOST_NODES}",
            mend="leave out points that lie on a line",
        )
    return [(t, sum(float(np.interp(t, *curve)) for curve in curves.values())) for t in sorted(times)]


def _in_time(motor: Motor, lit: float) -> tuple[Floats, Floats]:
    """The thrust of a motor (N) against time after lift-off."""
    burn, thrust = float(motor.burn[0]), float(motor.thrust[0])
    given = np.asarray([(0.0, 1.0), (1.0, 1.0)] if motor.curve is None else motor.curve, dtype=float)
    share = (given[:, 0] - given[0, 0]) / (given[-1, 0] - given[0, 0])
    mean = float(np.sum(0.5 * (given[1:, 1] + given[:-1, 1]) * np.diff(share)))
    return lit + burn * share, thrust * given[:, 1] / mean


def reference_area(launcher: Launcher) -> float:
    """Of the reference diameter, m2."""
    return float(0.25 * pi * launcher.diameter.central**2)
