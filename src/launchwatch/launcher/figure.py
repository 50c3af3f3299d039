"""One sourced figure of the library: a quantity as people write it, where it was read, why it is believed.

A `Figure` is the smallest thing the library holds.  It keeps the text (`70 to 76 t`), the source, and, where
nothing was published, the mark `guess` with the reason.  Which dimension it must have is said by the field
that holds it (`Mass`, `Force`, `Duration`, ...), so `thrust = "3 t"` is refused where it stands.  Values are
SI.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from launchwatch.errors import QuantityError
from launchwatch.quantity import Quantity


class Strict(BaseModel):
    """Base of all library models: no unknown keys, no NaN, no infinity, no changes after loading."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class Figure(Strict):
    """A figure with its source.

    >>> print(Figure(value="12.2 t", source="ISRO brochure", dimension="mass"))
    12.2 t

    Attributes
    ----------
    value:
        The figure as written, for example ``"12.2 t"`` or ``"70 to 76 t"``.
    source:
        The page it was read on; for a guess the page it leans on, or "no source found".
    note:
        What the source does not say itself; for a guess the reason for centre and spread.
    guess:
        True where nothing was published; a guess has a spread and a note.
    dimension:
        Filled in by the field that holds the figure; empty while nobody has said.
    """

    value: str = Field(min_length=1)
    source: str = Field(min_length=1)
    note: str | None = None
    guess: bool = False
    dimension: str = ""

    @model_validator(mode="after")
    def _check(self) -> Figure:
        try:
            exact = self.dimension != "" and self.quantity.kind == "exact"
        except QuantityError as error:
            raise ValueError(error.what) from error
        if self.guess and exact:
            raise ValueError(f"'{self.value}' is marked as a guess but has no spread, write 'A to B' or '±'")
        if self.source.startswith("no source") and not self.guess:
            raise ValueError(f"'{self.value}' has no source and is not marked as a guess, write guess = true")
        if self.guess and not self.note:
            raise ValueError(f"'{self.value}' is marked as a guess without a note that gives the reason")
        return self

    @cached_property
    def quantity(self) -> Quantity:
        """The figure as a quantity: SI value and distribution."""
        return Quantity.parse(self.value, self.dimension)

    @property
    def central(self) -> float:
        """The central value, SI."""
        return float(self.quantity.central)

    @property
    def bounds(self) -> tuple[float, float]:
        """The 90 % interval, SI."""
        low, high = self.quantity.interval(0.9)
        return float(low), float(high)

    def of(self, dimension: str) -> Figure:
        """The same figure, read in `dimension`; a wrong unit raises QuantityError."""
        if self.dimension == dimension:
            return self
        Quantity.parse(self.value, dimension)
        return Figure(
            value=self.value, source=self.source, note=self.note, guess=self.guess, dimension=dimension
        )

    def __str__(self) -> str:
        return self.value


def _in(dimension: str) -> Callable[[Any], Any]:
    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            if "dimension" in value:
                raise ValueError("the key 'dimension' is filled in by launchwatch, leave it out")
            return {**value, "dimension": dimension}
        if isinstance(value, Figure):
            return value.of(dimension)
        if isinstance(value, str):
            raise ValueError(f'\'{value}\' has no source, write {{ value = "{value}", source = "..." }}')
        return value

    return fill


Mass = Annotated[Figure, BeforeValidator(_in("mass"))]
Force = Annotated[Figure, BeforeValidator(_in("force"))]
SpecificImpulse = Annotated[Figure, BeforeValidator(_in("specific impulse"))]
Surface = Annotated[Figure, BeforeValidator(_in("area"))]
Length = Annotated[Figure, BeforeValidator(_in("length"))]
Duration = Annotated[Figure, BeforeValidator(_in("time"))]
Loading = Annotated[Figure, BeforeValidator(_in("mass per area"))]
Acceleration = Annotated[Figure, BeforeValidator(_in("acceleration"))]
Speed = Annotated[Figure, BeforeValidator(_in("speed"))]

DIMENSIONS = {
    "propellant": "mass",
    "dry": "mass",
    "mass": "mass",
    "payload": "mass",
    "lift_off_mass": "mass",
    "thrust": "force",
    "sea_level_thrust": "force",
    "specific_impulse": "specific impulse",
    "sea_level_specific_impulse": "specific impulse",
    "nozzle_exit_area": "area",
    "diameter": "length",
    "ballistic_coefficient": "mass per area",
    "ignition_delay": "time",
    "separation_delay": "time",
    "jettison": "time",
    "published_burn_time": "time",
    "hot_staging": "time",
    "acceleration_limit": "acceleration",
    "halves_part_at": "speed",
    "ends_after": "time",
    "ends_at_speed": "speed",
    "ends_at_relative_speed": "speed",
    "ends_at_altitude": "length",
    "ends_at_acceleration": "acceleration",
    "ends_at_semi_major_axis": "length",
    "coast": "time",
    "perigee": "length",
    "apogee": "length",
}
"""The dimension of every field that holds a figure, by the name of the field."""
