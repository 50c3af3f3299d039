"""How names are folded: variants into vehicle lines, builders into identities, states into successors.

Three readable tables ship in `data/`, made from GCAT (see `CREDIT`) by `scripts/make_record.py`:

- `vehicles.csv`: vehicle (GCAT name), line, family, builder.  A line is what counts attempts.
- `builders.csv`: code (GCAT organisation), identity, state, name.  Builders of one identity share their
  record; a launching agency has its state from here.  No builder is merged as shipped.
- `states.csv`: code, state.  Predecessors are folded into successors, and an alliance into its members.

A person overrides any row by a file of the same name and columns in the data folder (`data_folder`); rows
there win over those shipped, and over what a record says itself.
"""

from __future__ import annotations

import csv
import functools
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from launchwatch.errors import InputError


class Vehicle(NamedTuple):
    """What a vehicle of the catalogue is folded into."""

    line: str
    family: str
    builder: str


@dataclass(frozen=True, slots=True)
class Folding:
    """The tables as read; `own` are the vehicles that a person's file names."""

    vehicles: Mapping[str, Vehicle]
    identities: Mapping[str, str]
    agencies: Mapping[str, str]
    states: Mapping[str, str]
    own: frozenset[str] = field(default=frozenset())

    def vehicle(self, name: str, line: str = "", family: str = "", builder: str = "") -> Vehicle:
        """The folding of a vehicle; what a record says itself stands between shipped rows and a person's.

        >>> load_folding(Path("nowhere")).vehicle("Kwangmyongsong")
        Vehicle(line='Unha-3', family='Unha', builder='KPA')
        """
        known = self.vehicles.get(name, Vehicle(name, "", ""))
        if name not in self.own:
            known = Vehicle(line or known.line, family or known.family, builder or known.builder)
        return known._replace(builder=self.identities.get(known.builder, known.builder))

    def state(self, code: str) -> str:
        """A state, folded into its successor.

        >>> load_folding(Path("nowhere")).state("SU")
        'RU'
        """
        return self.states.get(code, code)


def data_folder() -> Path:
    """Where a person's own record and tables lie: `$XDG_DATA_HOME/launchwatch/record`.

    Without that variable, `~/.local/share/launchwatch/record`.
    """
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if base else Path.home() / ".local" / "share") / "launchwatch" / "record"


def load_folding(folder: Path | None = None) -> Folding:
    """The shipped tables with a person's rows from `folder` (by default the data folder) over them.

    Raises InputError for a table that cannot be read, with its line.
    """
    folder = folder or data_folder()
    vehicles, builders, states = (_shipped(name) for name in ("vehicles", "builders", "states"))
    own = {name: _own(folder / f"{name}.csv", name) for name in ("vehicles", "builders", "states")}
    builders = {**builders, **own["builders"]}
    return Folding(
        {k: Vehicle(*row) for k, row in {**vehicles, **own["vehicles"]}.items()},
        {k: row[0] or k for k, row in builders.items()},
        {k: row[1] for k, row in builders.items()},
        {k: row[0] for k, row in {**states, **own["states"]}.items()},
        frozenset(own["vehicles"]),
    )


COLUMNS = {
    "vehicles": ("vehicle", "line", "family", "builder"),
    "builders": ("code", "identity", "state", "name"),
    "states": ("code", "state"),
}


@functools.cache
def _shipped(name: str) -> dict[str, tuple[str, ...]]:
    resource = files("launchwatch.record") / "data" / f"{name}.csv"
    return _rows(resource.read_text(encoding="utf-8"), name, f"{name}.csv")


def _own(path: Path, name: str) -> dict[str, tuple[str, ...]]:
    if not path.is_file():
        return {}
    try:
        return _rows(path.read_text(encoding="utf-8-sig"), name, str(path))
    except (OSError, UnicodeDecodeError):
        raise InputError("this table cannot be read", where=str(path), mend="write UTF-8 text") from None


def _rows(text: str, name: str, where: str) -> dict[str, tuple[str, ...]]:
    reader = csv.reader(text.splitlines(), strict=True)
    columns = COLUMNS[name]
    try:
        if tuple(next(reader, [])) != columns:
            raise InputError("this table has other columns", where=where, mend=f"write {','.join(columns)}")
        found = {}
        for row in reader:
            if len(row) != len(columns) or not row[0] or (not row[1] and name != "builders"):
                raise InputError(
                    "the row cannot be read",
                    where=f"{where}, line {reader.line_num}",
                    mend=f"give {', '.join(columns)}",
                )
            found[row[0]] = tuple(row[1:])
    except csv.Error as error:
        place = f"{where}, line {reader.line_num}"
        raise InputError(f"the row cannot be read: {error}", where=place) from None
    return found
