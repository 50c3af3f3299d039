"""What launchers shed and where it falls: the table behind the roles of areas, `data/pieces.toml`.

A plan is a kind of launcher. Kilometres; spreads are those of natural logarithms.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ROLES = (
    "launch area",
    "stage 1",
    "stage 2",
    "stage 3",
    "fairing",
    "upper-stage disposal",
    "not a launch",
)
"""The roles an area may have; "stage 1" is whatever burns from lift-off, strap-ons too."""

ORDERED = ("launch area", "stage 1", "stage 2", "stage 3", "upper-stage disposal")
"""The pieces that fall in this order down-range; a fairing falls where it will."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a plan: range down-range and size of its area (median km, spread), how often told."""

    range_km: tuple[float, float]
    size_km: tuple[float, float]
    told: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A kind of launcher: its share among launches, and its pieces by role."""

    name: str
    prior: float
    pieces: dict[str, Piece]


@dataclass(frozen=True, slots=True)
class Table:
    """The plans; the share of further areas for a piece already met, and of areas that are none of these."""

    plans: tuple[Plan, ...]
    again: float
    stranger: float
    provenance: str


@cache
def table() -> Table:
    """The shipped table.

    >>> [plan.name for plan in table().plans]
    ['light, solid', 'two stages', 'three stages', 'strap-ons about a core']
    """
    return read_table(files("launchwatch.notice").joinpath("data/pieces.toml").read_text(encoding="utf-8"))


def read_table(text: str) -> Table:
    """A table of pieces from TOML text."""
    raw = tomllib.loads(text)
    plans = tuple(
        Plan(p["name"], float(p["prior"]), {role: _piece(v) for role, v in p["pieces"].items()})
        for p in raw["plan"]
    )
    return Table(plans, float(raw["again"]), float(raw["stranger"]), str(raw["provenance"]))


def _piece(raw: dict[str, Any]) -> Piece:
    (a, b), (c, d) = raw["range"], raw["size"]
    return Piece((float(a), float(b)), (float(c), float(d)), float(raw["told"]))


def write_table(model: Table) -> str:
    """The table as TOML text, which `read_table` reads back."""
    lines = [
        "# Where the pieces of launchers fall: the model behind the roles of areas.",
        "#",
        "# A plan is a kind of launcher. For each piece: how far down-range the middle of its area lies",
        "# (median, km, and spread of the logarithm), its longest way across (likewise), how often told.",
        f'provenance = "{model.provenance}"',
        f"again = {model.again:.3g}    # a further area for the same piece",
        f"stranger = {model.stranger:.3g} # an area that belongs to no launch",
    ]
    for plan in model.plans:
        lines += ["", "[[plan]]", f'name = "{plan.name}"', f"prior = {plan.prior:.3f}", "", "[plan.pieces]"]
        for role, one in plan.pieces.items():
            (a, b), (c, d) = one.range_km, one.size_km
            figures = f"range = [{a:.0f}.0, {b:.2f}], size = [{c:.0f}.0, {d:.2f}], told = {one.told:.3f}"
            lines.append(f'"{role}" = {{ {figures} }}')
    return "\n".join(lines) + "\n"
