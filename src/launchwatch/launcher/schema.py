"""A launcher as a whole: its parts, the checks between them, and its figures by dotted key.

A launcher is written as TOML (``data/launchers/*.toml``; the user's own file has the same form) and read by
`library.load_launcher`.  Published burn times and lift-off masses are kept beside the figures that describe
it for the closure audit (`closure.py`), because published data often do not close.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from launchwatch.errors import LibraryError, QuantityError
from launchwatch.launcher.figure import DIMENSIONS, Figure, Length, Mass, Strict
from launchwatch.launcher.parts import Drag, Fairing, Motor, Stage, StrapOn
from launchwatch.launcher.toml import first_sentence

_AUDIT_ONLY = ("published_burn_time", "lift_off_mass")


class Launcher(Strict):
    """A launcher as the library holds it.

    >>> from launchwatch.launcher import load_launcher
    >>> load_launcher("delta iii").stages[0].burn_time
    261.0
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
        if self.stages[0].hot_staging is not None:
            raise ValueError("the first stage stands on nothing, leave hot_staging out")
        if any(s.ignition_delay == "free" for s in self.stages[1:-1]):
            raise ValueError('only the last stage may have ignition_delay = "free"')
        return self

    @model_validator(mode="after")
    def _steering(self) -> Launcher:
        ways = self.guidance
        if ways[0] == "loft" or (ways[0] == "insert" and not self.strap_ons):
            raise ValueError(
                'the first stage has guidance = "turn" or "attitude", or "insert" if it has strap-ons to lose'
            )
        for before, way, stage in zip(ways, ways[1:], self.stages[1:], strict=False):
            if before == "insert" and way != "insert":
                raise ValueError(f"a stage before '{stage.name}' inserts, so it has guidance = \"insert\"")
            if way == "turn" and before != "turn":
                raise ValueError(f"'{stage.name}' turns after a stage that does not, and has lost its path")
        if len(ways) > 1 and ways[-1] not in ("insert", "attitude"):
            raise ValueError('the last stage has guidance = "insert" or "attitude"')
        restarted = next(
            (s for s, way in zip(self.stages, ways, strict=True) if s.burns and way != "insert"), None
        )
        if restarted is not None or self.stages[0].burns:
            name = (restarted or self.stages[0]).name
            raise ValueError(f"'{name}' burns more than once, but only an upper stage that inserts can")
        return self

    @property
    def guidance(self) -> list[str]:
        """How each stage is steered: as it says, else the first turns, the last inserts, the others loft."""
        last = len(self.stages) - 1
        usual = ("turn" if k == 0 else "insert" if k == last else "loft" for k in range(last + 1))
        return [stage.guidance or way for stage, way in zip(self.stages, usual, strict=True)]

    def _parts(self) -> Iterator[tuple[str, Strict]]:
        for number, stage in enumerate(self.stages, 1):
            yield f"stage {number}", stage
            for which, burn in enumerate(stage.burns, 1):
                yield f"stage {number} burn {which}", burn
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
            number, _, which = part.removeprefix("stage ").partition(" burn ")
            stage = self.stages[int(number) - 1]
            if which:
                burns = [*stage.burns[: int(which) - 1], changed, *stage.burns[int(which) :]]
                changed = stage.model_copy(update={"burns": burns})
            update["stages"] = [changed if p is stage else p for p in self.stages]
        elif part.startswith("strap-on"):
            update["strap_ons"] = [changed if p is parts[part] else p for p in self.strap_ons]
        elif part == "fairing":
            update["fairing"] = changed
        else:
            update[field] = new
        try:
            whole = self.model_copy(update=update)
            return Launcher.model_validate({k: _plain(getattr(whole, k)) for k in type(self).model_fields})
        except ValidationError as error:
            raise LibraryError(first_sentence(error), where=f"{self.name}, {part}.{field}") from error

    def _resolve(self, key: str) -> tuple[str, str]:
        head, _, field = key.strip().rpartition(".")
        field = field.strip().replace(" ", "_").replace("-", "_")
        parts = dict(self._parts())
        names = {m.name.casefold(): p for p, m in parts.items() if isinstance(m, Motor)}
        head = " ".join(head.casefold().split()) or "launcher"
        part = head if head in parts else names.get(head)
        known = DIMENSIONS.keys() & type(parts[part]).model_fields.keys() if part else set()
        if part is None or field not in known:
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
