"""The lines of a record: which vehicles were folded into each, whose they are, what they flew."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from launchwatch.errors import InputError
from launchwatch.record.table import Launch, Record


class Line(NamedTuple):
    """One line of launchers."""

    line: str
    family: str
    builders: tuple[str, ...]
    vehicles: tuple[str, ...]
    launches: int
    orbits: int


def lines_of(record: Record, name: str | None = None) -> list[Line]:
    """The lines of a record by name, or the one that is named; raises InputError for one that is not there.

    >>> from launchwatch.record.table import load_record
    >>> lines_of(load_record(), "Unha-3")[0].vehicles
    ('Kwangmyongsong', 'Unha-3')
    """
    found: dict[str, list[Launch]] = {}
    for launch in record:
        found.setdefault(launch.line, []).append(launch)
    if name is not None and name not in found:
        raise InputError(f"the launch record has no line '{name}'", mend=nearest(name, record))
    return [_line(key, found[key]) for key in ([name] if name is not None else sorted(found))]


def nearest(line: str, record: Record) -> str:
    """What to write instead of a line that the record does not have."""
    folded = {launch.line.casefold(): launch.line for launch in record}
    near = difflib.get_close_matches(line.casefold(), folded, n=1, cutoff=0.5)
    return f"did you mean '{folded[near[0]]}'?" if near else "name a vehicle line as GCAT does"


def _line(name: str, launches: list[Launch]) -> Line:
    return Line(
        name,
        launches[-1].family,
        tuple(sorted({one.builder for one in launches if one.builder})),
        tuple(sorted({one.vehicle for one in launches})),
        len(launches),
        sum(one.orbit for one in launches),
    )
