"""The parts of a launcher: stages, strap-ons, fairing, drag; every figure sourced, SI behind every figure.

Burn time is never entered: it follows from propellant, vacuum thrust and vacuum specific impulse.  The thrust
of a stage is its mean over the burn, all engines together; mass flow does not change with altitude, thrust is
the vacuum thrust less nozzle exit area times air pressure.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from launchwatch.launcher.figure import (
    Acceleration,
    Duration,
    Figure,
    Force,
    Length,
    Loading,
    Mass,
    SpecificImpulse,
    Speed,
    Strict,
    Surface,
)

STANDARD_GRAVITY = 9.80665  # m/s2, exact by definition (BIPM, The International System of Units, 9th ed.)
STANDARD_PRESSURE = 101_325.0  # Pa, US Standard Atmosphere 1976 at sea level


class ThrustCurve(Strict):
    """Thrust of a solid motor against time, in any units: its mean is the thrust of the motor."""

    table: Annotated[list[tuple[float, float]], Field(min_length=2, max_length=32)]
    source: str = Field(min_length=1)
    note: str | None = None

    @field_validator("table")
    @classmethod
    def _rising(cls, table: list[tuple[float, float]]) -> list[tuple[float, float]]:
        if any(b[0] <= a[0] for a, b in pairwise(table)):
            raise ValueError("the times of a thrust curve must rise")
        if any(row[1] < 0.0 for row in table) or not any(row[1] > 0.0 for row in table):
            raise ValueError("a thrust curve has no thrust below zero, and some above")
        return table


class Attitude(Strict):
    """Where the thrust of a stage points, whatever the flight does: an attitude programme.

    Rows are time after lift-off (s), elevation above the horizon of the pad and azimuth from north over east
    (degrees), both in directions that keep still among the stars and are those of the pad at lift-off. A
    spline goes through the rows; where a time is given twice the direction jumps.
    """

    table: Annotated[list[tuple[float, float, float]], Field(min_length=2, max_length=200)]
    source: str = Field(min_length=1)
    note: str | None = None

    @field_validator("table")
    @classmethod
    def _rising(cls, table: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
        times = [row[0] for row in table]
        if any(b < a for a, b in pairwise(times)) or any(times.count(t) > 2 for t in times):
            raise ValueError("the times of an attitude programme must rise; a time given twice is a jump")
        if times[0] == times[1] or times[-2] == times[-1]:
            raise ValueError("an attitude programme does not begin or end with a jump")
        if any(not -90.0 <= row[1] <= 90.0 or not -360.0 <= row[2] <= 360.0 for row in table):
            raise ValueError("a row of an attitude programme is time (s), elevation and azimuth (degrees)")
        return table


class Ending(Strict):
    """What ends a burn before its propellant is used up; at most one of these."""

    ends_after: Duration | None = None
    ends_at_speed: Speed | None = None
    ends_at_relative_speed: Speed | None = None
    ends_at_altitude: Length | None = None
    ends_at_acceleration: Acceleration | None = None
    ends_at_semi_major_axis: Length | None = None

    @property
    def ending(self) -> str | None:
        """The key that says what ends the burn, None where it is the propellant or guidance."""
        return next((key for key in Ending.model_fields if getattr(self, key) is not None), None)

    @model_validator(mode="after")
    def _one(self) -> Ending:
        given = [key for key in Ending.model_fields if getattr(self, key) is not None]
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} are given, but one thing ends a burn")
        return self


class Burn(Ending):
    """One burn of a stage that burns more than once.

    Attributes
    ----------
    propellant:
        What this burn may use; the last burn has the rest and leaves it out.
    coast:
        Time from the cut-off of the burn before to ignition, "free" where guidance chooses it; the first
        burn leaves it out, its coast is the ignition_delay of the stage.
    perigee, apogee:
        Heights of the orbit the burn aims for, above the equatorial radius; the last burn leaves them out and
        aims for the orbit of the launch.
    """

    propellant: Mass | None = None
    coast: Duration | Literal["free"] | None = None
    perigee: Length | None = None
    apogee: Length | None = None

    @model_validator(mode="after")
    def _whole(self) -> Burn:
        if (self.perigee is None) != (self.apogee is None):
            raise ValueError("perigee and apogee of a burn go together, give both")
        return self


class Motor(Strict):
    """What a stage and a strap-on have in common."""

    name: str = Field(min_length=1)
    propellant: Mass
    dry: Mass
    thrust: Force
    specific_impulse: SpecificImpulse
    nozzle_exit_area: Surface | None = None
    sea_level_thrust: Force | None = None
    sea_level_specific_impulse: SpecificImpulse | None = None
    ballistic_coefficient: Loading
    separation_delay: Duration | None = None
    published_burn_time: Duration | None = None
    thrust_curve: ThrustCurve | None = None

    @model_validator(mode="after")
    def _positive(self) -> Motor:
        for key in ("propellant", "dry", "thrust", "specific_impulse", "ballistic_coefficient"):
            figure: Figure = getattr(self, key)
            if not figure.quantity.interval(0.98)[0] > 0.0:
                raise ValueError(f"{key} '{figure.value}' reaches zero or less, give a positive range")
        if self.exit_area() < 0.0:
            raise ValueError("the sea-level figure is higher than the one in vacuum, swap the two")
        return self

    @property
    def mass_flow(self) -> float:
        """Central mass flow of one unit, kg/s: thrust / (g0 Isp)."""
        return self.thrust.central / (STANDARD_GRAVITY * self.specific_impulse.central)

    @property
    def burn_time(self) -> float:
        """Central burn time, s: propellant / mass flow."""
        return self.propellant.central / self.mass_flow

    def exit_area(self, thrust: float | None = None) -> float:
        """Nozzle exit area of one unit, m2; 0 where nothing tells it.

        From the first that is given: the area itself, the sea-level thrust, the sea-level specific impulse.
        `thrust` is a drawn vacuum thrust in N (the central one if left out).  An area or a sea-level thrust
        is a size and does not change with it; a specific impulse is a ratio: A = F (1 - Isp_sl / Isp) / p0.
        """
        if self.nozzle_exit_area is not None:
            return self.nozzle_exit_area.central
        if self.sea_level_thrust is not None:
            return (self.thrust.central - self.sea_level_thrust.central) / STANDARD_PRESSURE
        if self.sea_level_specific_impulse is not None:
            lost = 1.0 - self.sea_level_specific_impulse.central / self.specific_impulse.central
            return (self.thrust.central if thrust is None else thrust) * lost / STANDARD_PRESSURE
        return 0.0

    @property
    def lift_off_thrust(self) -> float:
        """Central thrust of one unit at sea level, N."""
        return self.thrust.central - STANDARD_PRESSURE * self.exit_area()


class Stage(Motor, Ending):
    """One stage, burning alone or, for the first, with strap-ons.

    Attributes
    ----------
    guidance:
        How it is steered. "turn": as the wind blows, after a pitch-over at the start; "loft": toward an
        apogee, to depletion; "insert": toward the orbit, together with the stages after it; "attitude": by
        the programme `attitude`. Left out, the first stage turns, the last inserts, those between loft. A
        first stage that inserts does so once its strap-ons are off.
    hot_staging:
        The stage below is dropped so long after the ignition of this one, whatever its separation_delay.
    acceleration_limit:
        Thrust over mass is held to it by throttling.
    burns:
        The burns of a stage that is lit more than once and guided to the orbit.
    ignition_delay:
        Time from the cut-off of the stage below to ignition; "free" where guidance chooses it (a coast).
    separation_delay:
        Time from cut-off to the release of the spent stage.
    """

    diameter: Length
    ignition_delay: Duration | Literal["free"] | None = None
    guidance: Literal["turn", "loft", "insert", "attitude"] | None = None
    hot_staging: Duration | None = None
    acceleration_limit: Acceleration | None = None
    attitude: Attitude | None = None
    burns: Annotated[list[Burn], Field(max_length=4, default_factory=list)]

    @model_validator(mode="after")
    def _steered(self) -> Stage:
        if (self.guidance == "attitude") != (self.attitude is not None):
            raise ValueError('guidance = "attitude" and a table [stages.attitude] go together, give both')
        if len(self.burns) == 1:
            raise ValueError("a stage that burns once has no [[stages.burns]], leave the table out")
        if self.burns and self.ending is not None:
            raise ValueError(f"the stage burns more than once, write {self.ending} in one of its burns")
        for number, burn in enumerate(self.burns, 1):
            last = number == len(self.burns)
            if (burn.propellant is None) != last:
                raise ValueError("every burn but the last says its propellant, and the last has the rest")
            if (burn.coast is None) != (number == 1):
                raise ValueError("every burn but the first says its coast, and the first has ignition_delay")
            if burn.perigee is not None and last:
                raise ValueError("the last burn aims for the orbit of the launch, leave its perigee out")
        early = sum(b.propellant.central for b in self.burns if b.propellant is not None)
        if early >= self.propellant.central:
            raise ValueError("the burns before the last use up all the propellant of the stage")
        return self


class StrapOn(Motor):
    """A group of equal strap-ons that light together; all figures are for one of them.

    `lit` is "lift-off", "after NAME" (at the burn-out of the group NAME) or "at 25 s" (after lift-off).
    """

    count: Annotated[int, Field(ge=1, le=12)]
    lit: Annotated[str, Field(pattern=r"^(lift-off|after .+|at \d+(\.\d+)? s)$")] = "lift-off"

    def lit_at(self, ends: Mapping[str, float]) -> float:
        """Time of ignition, s after lift-off; `ends` holds the burn-out times of the groups before it."""
        if self.lit.startswith("after "):
            return ends[self.lit.removeprefix("after ")]
        return float(self.lit.removeprefix("at ").removesuffix(" s")) if self.lit.startswith("at ") else 0.0


class Fairing(Strict):
    """The nose fairing; `mass` is that of all its pieces, `ballistic_coefficient` that of one piece.

    `jettison` counts from the ignition of the stage named in `after_ignition_of`. With `halves_part_at` it
    falls as two halves that part to either side at that speed.
    """

    mass: Mass
    ballistic_coefficient: Loading
    jettison: Duration
    after_ignition_of: str = Field(min_length=1)
    halves_part_at: Speed | None = None


class Drag(Strict):
    """Zero-lift drag coefficient against Mach number, for the area of the reference diameter."""

    table: Annotated[list[tuple[float, float]], Field(min_length=2)]
    source: str = Field(min_length=1)
    note: str | None = None

    @field_validator("table")
    @classmethod
    def _rising(cls, table: list[tuple[float, float]]) -> list[tuple[float, float]]:
        machs = [row[0] for row in table]
        if machs[0] != 0.0 or any(b <= a for a, b in pairwise(machs)):
            raise ValueError("the Mach numbers must rise from 0")
        if any(row[1] < 0.0 for row in table):
            raise ValueError("a drag coefficient is negative")
        return table

    def coefficient(self, mach: float) -> float:
        """The coefficient at `mach`, linear between the rows, constant beyond the last."""
        before = self.table[0]
        for row in self.table[1:]:
            if mach < row[0]:
                share = (mach - before[0]) / (row[0] - before[0])
                return before[1] + share * (row[1] - before[1])
            before = row
        return before[1]
