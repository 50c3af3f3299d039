"""Does what was published about a launcher fit together?  Published data often do not close.

Each `ClosureRow` sets two ways to the same figure side by side: burn time from propellant, thrust and
specific impulse against the published one; lift-off mass as a sum against the published one; thrust to
weight and ideal velocity against what any launcher must have.  Nothing is mended here: a row that does not
close is shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from launchwatch.launcher.parts import STANDARD_GRAVITY, Motor
from launchwatch.launcher.schema import Launcher


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """One check: two values of one figure in `unit`, or a value and the range it must lie in."""

    what: str
    found: float
    expected: tuple[float, float]
    unit: str
    source: str

    @property
    def closes(self) -> bool:
        """True where `found` lies in the expected range."""
        return self.expected[0] <= self.found <= self.expected[1]

    @property
    def miss(self) -> float:
        """How far `found` lies outside the range, as a share of the nearer bound; 0 where it closes."""
        low, high = self.expected
        nearest = min(max(self.found, low), high)
        return (self.found - nearest) / nearest if nearest else self.found - nearest

    def __str__(self) -> str:
        low, high = self.expected
        verdict = "closes" if self.closes else f"does not close, {self.miss:+.1%}"
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.what}: {self.found:,.4g}{unit}, expected {low:,.4g} to {high:,.4g}; {verdict}"


THRUST_TO_WEIGHT = (1.1, 2.6)  # below 1.1 a launcher hardly rises; above 2.6 only sounding rockets start
ORBIT_DELTA_V = (
    8_800.0,
    13_000.0,
)  # m/s with losses: 9,000 to 10,000 to low orbit, 11,500 to 12,500 to a transfer orbit
TOLERANCE = 0.05  # of a published figure that is given without a spread
RATIO_TOLERANCE = (
    0.01  # of the sea-level share: mass flow does not change with altitude, so the two are equal
)


def lift_off_mass(launcher: Launcher) -> float:
    """Central lift-off mass with payload and fairing, kg."""
    mass = launcher.payload.central
    mass += sum(s.propellant.central + s.dry.central for s in launcher.stages)
    mass += sum(g.count * (g.propellant.central + g.dry.central) for g in launcher.strap_ons)
    return mass + (launcher.fairing.mass.central if launcher.fairing else 0.0)


def thrust_to_weight(launcher: Launcher) -> float:
    """Central thrust to weight at lift-off, at sea level."""
    thrust = launcher.stages[0].lift_off_thrust
    thrust += sum(g.count * g.lift_off_thrust for g in launcher.strap_ons if g.lit == "lift-off")
    return thrust / (STANDARD_GRAVITY * lift_off_mass(launcher))


def ideal_delta_v(launcher: Launcher) -> list[float]:
    """Ideal velocity of each stage in vacuum with the reference payload, m/s.

    Strap-ons burn beside the first stage: the interval between two changes of the burning set has the
    flow-weighted specific impulse.  The fairing leaves at its time in the stage after whose ignition it goes.
    """
    mass = lift_off_mass(launcher)
    gains = []
    for number, stage in enumerate(launcher.stages):
        gain = 0.0
        for duration, flow, thrust, drop in _intervals(launcher, number):
            after = mass - flow * duration
            gain += thrust / flow * math.log(mass / after)
            mass = after - drop
        gains.append(gain)
        mass -= stage.dry.central
    return gains


def _intervals(launcher: Launcher, number: int) -> list[tuple[float, float, float, float]]:
    """(duration s, flow kg/s, vacuum thrust N, mass dropped at the end kg) while stage `number` burns."""
    stage = launcher.stages[number]
    burns: list[tuple[float, float, float, float, float]] = [
        (0.0, stage.burn_time, stage.mass_flow, stage.thrust.central, 0.0)
    ]
    if number == 0:
        ends: dict[str, float] = {}
        for group in launcher.strap_ons:
            begin = group.lit_at(ends)
            ends[group.name] = begin + group.burn_time
            n = group.count
            burns.append(
                (
                    begin,
                    ends[group.name],
                    n * group.mass_flow,
                    n * group.thrust.central,
                    n * group.dry.central,
                )
            )
    fairing = launcher.fairing
    if fairing is not None and fairing.after_ignition_of == stage.name:
        at = min(max(fairing.jettison.central, 0.0), stage.burn_time)
        burns.append((at, at, 0.0, 0.0, fairing.mass.central))
    cuts = sorted({0.0, *(b[0] for b in burns), *(b[1] for b in burns)})
    out = []
    for begin, end in pairwise(cuts):
        on = [b for b in burns if b[0] <= begin and b[1] >= end]
        drop = sum(b[4] for b in burns if b[1] == end)
        out.append((end - begin, sum(b[2] for b in on), sum(b[3] for b in on), drop))
    return out


def closure(launcher: Launcher) -> list[ClosureRow]:
    """The audit of a launcher: one row a check, in a stable order.

    >>> from launchwatch.launcher import load_launcher
    >>> all(row.closes for row in closure(load_launcher("Delta III")) if "burn time" in row.what)
    True
    """
    rows = []
    motors: list[Motor] = [*launcher.stages, *launcher.strap_ons]
    for motor in motors:
        rows.extend(_motor_rows(motor))
    if launcher.lift_off_mass is not None:
        low, high = _range(launcher.lift_off_mass.bounds)
        rows.append(
            ClosureRow(
                "lift-off mass, sum of the parts",
                lift_off_mass(launcher) / 1e3,
                (low / 1e3, high / 1e3),
                "t",
                launcher.lift_off_mass.source,
            )
        )
    rows.append(
        ClosureRow(
            "thrust to weight at lift-off", thrust_to_weight(launcher), THRUST_TO_WEIGHT, "", "physics"
        )
    )
    rows.append(
        ClosureRow(
            "ideal velocity with the reference payload",
            sum(ideal_delta_v(launcher)),
            ORBIT_DELTA_V,
            "m/s",
            "physics",
        )
    )
    return rows


def _motor_rows(part: Motor) -> list[ClosureRow]:
    rows = []
    if part.published_burn_time is not None:
        rows.append(
            ClosureRow(
                f"{part.name}, burn time from propellant and flow",
                part.burn_time,
                _range(part.published_burn_time.bounds),
                "s",
                part.published_burn_time.source,
            )
        )
    if part.sea_level_thrust is not None and part.sea_level_specific_impulse is not None:
        ratio = part.sea_level_specific_impulse.central / part.specific_impulse.central
        rows.append(
            ClosureRow(
                f"{part.name}, share of thrust left at sea level, against that of specific impulse",
                part.sea_level_thrust.central / part.thrust.central,
                (ratio * (1.0 - RATIO_TOLERANCE), ratio * (1.0 + RATIO_TOLERANCE)),
                "",
                part.sea_level_thrust.source,
            )
        )
    return rows


def _range(bounds: tuple[float, float]) -> tuple[float, float]:
    """A published range, widened to TOLERANCE where it is narrower."""
    middle = 0.5 * (bounds[0] + bounds[1])
    return min(bounds[0], middle * (1.0 - TOLERANCE)), max(bounds[1], middle * (1.0 + TOLERANCE))
