"""Small cases made on the fly for tests of draws, weights and answers: Delta III from Cape Canaveral."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from launchwatch.case import CaseView, load_case
from launchwatch.ensemble import Flights, Floats, Plan, fly_draws, make_plan, normals

HEAD = """
[case]
name = "tiny"
title = "A small case"
summary = "Delta III of the ascent benchmark, from the Cape, eastward."
launcher = "Delta III"
site = "Cape Canaveral"
utc_offset = "-05:00"
satellite = "Benchmark"
attempt = 3
line = "Delta III"

[[aim]]
published = "2000-01-01"
source = "the test"
orbit = "low Earth orbit"
altitude = "300 ± 10 km"
inclination = "35 deg"
node = "ascending"
why = "an orbit the launcher reaches with much to spare"

[[place]]
name = "Blake Plateau"
latitude = 30.5
longitude = -74.0
gate = true
"""
WINDOW = """
[[window]]
published = "2000-01-02"
source = "the test"
begin = "2000-02-01T00:00Z"
end = "2000-02-03T00:00Z"
"""
LIFTOFF = """
[[observation]]
published = "2000-02-01"
source = "the test"
kind = "liftoff"
piece = "vehicle"
time = "2000-02-01T12:00:00Z"
time_spread = "1 s"
"""


def item(table: str, /, **fields: object) -> str:
    """One TOML item with what every item needs."""
    lines = [f"[[{table}]]", *(['published = "2000-02-02"'] if "published" not in fields else [])]
    lines += [] if "source" in fields else ['source = "the test"']
    for key, value in fields.items():
        shown = f'"{value}"' if isinstance(value, str) and not value.startswith("[") else str(value)
        lines.append(f"{key} = {shown.lower() if isinstance(value, bool) else shown}")
    return "\n" + "\n".join(lines) + "\n"


def write_case(folder: Path, *items: str, head: str = HEAD) -> Path:
    """A case folder called "tiny" inside `folder`."""
    case = folder / "tiny"
    case.mkdir(parents=True, exist_ok=True)
    (case / "case.toml").write_text(head + "".join(items), encoding="utf-8")
    return case


def view_of(*items: str, as_of: str | None = None, head: str = HEAD) -> CaseView:
    """The view of a case made of the head and some items."""
    return load_case(write_case(Path(mkdtemp(prefix="tiny")), *items, head=head)).as_of(as_of)


@cache
def tiny_plan() -> Plan:
    """The plan of the bare case."""
    return make_plan(view_of())


@cache
def tiny_flights(count: int = 256, seed: int = 5) -> Flights:
    """Flights of the bare case, flown once a session."""
    plan = tiny_plan()
    return fly_draws(plan, normals(len(plan.free), 0, count, seed, 1))


def seen_by(flights: Flights, *items: str) -> Flights:
    """The same flights under a case with more items; what is drawn must not depend on them."""
    view = view_of(*items)
    plan = Plan(view, flights.plan.parameters, flights.plan.gates)
    return Flights(plan, flights.z, flights.rows, flights.out, flights.phases)


def with_columns(flights: Flights, **columns: Floats | float) -> Flights:
    """The same flights with some figures replaced: what a likelihood sees of them is told outright."""
    from launchwatch.flight import OUTPUTS

    out = flights.out.copy()
    for name, values in columns.items():
        out[:, OUTPUTS.index(name)] = values
    return Flights(flights.plan, flights.z, flights.rows, out, flights.phases)


def nothing(flights: Flights) -> Floats:
    """A likelihood that says nothing."""
    return np.zeros(len(flights))
