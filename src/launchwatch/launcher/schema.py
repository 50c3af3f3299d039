"""The schema of a launcher: stages, strap-ons, fairing, drag; every figure sourced, SI behind every figure.

A launcher is written as TOML (``data/launchers/*.toml``; the user's own file has the same form) and read by
`library.load_launcher`.  Burn time is never entered: it follows from propellant, vacuum thrust and vacuum
specific impulse.  Published burn times and lift-off masses are kept beside for the closure audit
(`closure.py`), because published data often do not close.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from launchwatch.errors import LibraryError, QuantityError
from launchwatch.launcher.figure import (
    DIMENSIONS,
    Duration,
    Figure,
    Force,
    Length,
    Loading,
    Mass,
    SpecificImpulse,
    Strict,
    Surface,
)

STANDARD_GRAVITY = 9.80665  # m/s2, exact by definition (BIPM, The International System of Units, 9th ed.)
STANDARD_PRESSURE = 101_325.0  # Pa, US Standard Atmosphere 1976 at sea level

_AUDIT_ONLY = ("published_burn_time", "lift_off_mass")


class _Motor(Strict):
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

    @model_validator(mode="after")
    def _positive(self) -> _Motor:
        for key in ("propellant", "dry", "thrust", "specific_impulse", "ballistic_coefficient"):
            figure: Figure = getattr(self, key)
            if not figure.quantity.interval(0.98)[0] > 0.0:
                raise ValueError(f"{key} '{figure.value}' reaches zero or less, give a positive range")
        given = [
            k
            for k in ("nozzle_exit_area", "sea_level_thrust", "sea_level_specific_impulse")
            if getattr(self, k) is not None
        ]
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} say the same thing twice, keep one")
        if self.exit_area() < 0.0:
            raise ValueError(f"{given[0]} is higher at sea level than in vacuum, swap the two")
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
        """Nozzle exit area of one unit, m2, as given or from the sea-level figure; 0 where unknown.

        `thrust` is a drawn vacuum thrust in N (the central one if left out).  A given area or a given
        sea-level thrust is a size and does not change with it; a sea-level specific impulse is a ratio:
        A = F (1 - Isp_sl / Isp_vac) / p0.
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


class Stage(_Motor):
    """One stage, burning alone or, for the first, with strap-ons.

    Attributes
    ----------
    ignition_delay:
        Time from the cut-off of the stage below to ignition; "free" where guidance chooses it (a coast).
    separation_delay:
        Time from cut-off to the release of the spent stage.
    """

    diameter: Length
    ignition_delay: Duration | Literal["free"] | None = None


class StrapOn(_Motor):
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

    `jettison` counts from the ignition of the stage named in `after_ignition_of`.
    """

    mass: Mass
    ballistic_coefficient: Loading
    jettison: Duration
    after_ignition_of: str = Field(min_length=1)


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


class Launcher(Strict):
    """A launcher as the library holds it.

    >>> from launchwatch.launcher import load_launcher
    >>> load_launcher("delta iii").stages[0].burn_time  # doctest: +ELLIPSIS
    260.99...
    """

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    state: str
    builder: str
    family: str
    line: str
    summary: str = ""
    insertion: Literal["direct", "coast then last stage"]
    payload: Mass
    lift_off_mass: Mass | None = None
    diameter: Length
    stages: Annotated[list[Stage], Field(min_length=1, max_length=5)]
    strap_ons: Annotated[list[StrapOn], Field(max_length=3, default_factory=list)]
    fairing: Fairing | None = None
    drag: Drag

    @model_validator(mode="after")
    def _names(self) -> Launcher:
        names = [m.name for m in (*self.stages, *self.strap_ons)]
        twice = next((n for n in names if names.count(n) > 1), None)
        if twice is not None:
            raise ValueError(f"the name '{twice}' is used twice")
        groups: list[str] = []
        for group in self.strap_ons:
            if group.lit.startswith("after ") and group.lit.removeprefix("after ") not in groups:
                raise ValueError(
                    f"strap-on '{group.name}' is lit '{group.lit}', which names no group before it"
                )
            groups.append(group.name)
        if self.fairing is not None and self.fairing.after_ignition_of not in [s.name for s in self.stages]:
            raise ValueError(
                f"the fairing leaves after the ignition of '{self.fairing.after_ignition_of}', "
                f"which is no stage; stages are {', '.join(s.name for s in self.stages)}"
            )
        if self.stages[0].ignition_delay is not None:
            raise ValueError("the first stage has no ignition_delay, leave it out")
        if any(s.ignition_delay is None for s in self.stages[1:]):
            raise ValueError("every stage but the first needs an ignition_delay")
        if any(s.ignition_delay == "free" for s in self.stages[1:-1]):
            raise ValueError('only the last stage may have ignition_delay = "free"')
        return self

    def _parts(self) -> Iterator[tuple[str, Strict]]:
        for number, stage in enumerate(self.stages, 1):
            yield f"stage {number}", stage
        for number, group in enumerate(self.strap_ons, 1):
            yield f"strap-on {number}", group
        if self.fairing is not None:
            yield "fairing", self.fairing
        yield "launcher", self

    def _all_figures(self) -> Iterator[tuple[str, Figure]]:
        for part, model in self._parts():
            for key in type(model).model_fields:
                value = getattr(model, key)
                if isinstance(value, Figure):
                    yield f"{part}.{key}", value

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure that describes the launcher, by dotted key, in a stable order.

        Keys are "stage 1.propellant", "strap-on 1.thrust", "fairing.mass", "launcher.payload".  Figures kept
        only for the audit (published burn times, lift-off mass) are in `published`.
        """
        return ((k, f) for k, f in self._all_figures() if k.split(".")[1] not in _AUDIT_ONLY)

    def published(self) -> Iterator[tuple[str, Figure]]:
        """The figures kept only for the closure audit, by dotted key."""
        return ((k, f) for k, f in self._all_figures() if k.split(".")[1] in _AUDIT_ONLY)

    def figure(self, key: str) -> Figure | None:
        """The figure at a dotted key, None where it is left out; an unknown key raises LibraryError."""
        part, field = self._resolve(key)
        value = getattr(dict(self._parts())[part], field)
        return value if isinstance(value, Figure) else None

    def replaced(self, key: str, figure: Figure) -> Launcher:
        """The same launcher with one figure replaced, for the overrides of a case.

        `key` is a dotted key as in `figures`; the stage may be named ("S-IC.thrust"), and "payload" alone is
        "launcher.payload".  LibraryError for an unknown key, QuantityError for a figure of wrong dimension.
        """
        part, field = self._resolve(key)
        try:
            new = figure.of(DIMENSIONS[field])
        except QuantityError as error:
            raise error.at(f"{self.name}, {part}.{field}") from error
        parts = dict(self._parts())
        changed = parts[part].model_copy(update={field: new})
        update: dict[str, Any] = {}
        if part.startswith("stage"):
            update["stages"] = [changed if p is parts[part] else p for p in self.stages]
        elif part.startswith("strap-on"):
            update["strap_ons"] = [changed if p is parts[part] else p for p in self.strap_ons]
        elif part == "fairing":
            update["fairing"] = changed
        else:
            update[field] = new
        try:
            whole = self.model_copy(update=update)
            return Launcher.model_validate({k: _plain(getattr(whole, k)) for k in type(self).model_fields})
        except ValueError as error:
            from launchwatch.launcher.toml import first_sentence

            raise LibraryError(first_sentence(error), where=f"{self.name}, {part}.{field}") from error

    def _resolve(self, key: str) -> tuple[str, str]:
        head, _, field = key.strip().rpartition(".")
        field = field.strip().replace(" ", "_").replace("-", "_")
        parts = dict(self._parts())
        names = {m.name.casefold(): p for p, m in parts.items() if isinstance(m, _Motor)}
        head = " ".join(head.casefold().split()) or "launcher"
        part = head if head in parts else names.get(head)
        known = DIMENSIONS.keys() & type(parts[part]).model_fields.keys() if part else set()
        if part is None or field not in known:
            import difflib

            every = [f"{p}.{k}" for p, m in parts.items() for k in type(m).model_fields if k in DIMENSIONS]
            near = difflib.get_close_matches(f"{part or head}.{field}", every, n=3, cutoff=0.0)
            raise LibraryError(
                f"'{key}' is no figure of {self.name}", mend=f"did you mean {' or '.join(near)}?"
            )
        return part, field


def _plain(value: Any) -> Any:
    """The fields of a model as they stand, one level down, so that validation runs again on the whole."""
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, Strict) and not isinstance(value, Figure):
        return {k: _plain(getattr(value, k)) for k in type(value).model_fields}
    return value
