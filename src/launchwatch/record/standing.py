"""Where an attempt stands: how often its line, state, family and builder had flown and reached orbit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from launchwatch.record.table import Launch


@dataclass(frozen=True, slots=True)
class Entrant:
    """What is known of an attempt before it flies."""

    date: datetime
    line: str
    family: str
    builder: str
    state: str


class Standing(NamedTuple):
    """Launches and orbits of the line; orbits of state, family and builder, and those by other lines."""

    flown: int
    reached: int
    state_orbits: int
    builder_orbits: int
    other_state_orbits: int
    other_family_orbits: int
    other_builder_orbits: int


class Standings:
    """The tally that `Standing` is read from, launch by launch."""

    def __init__(self) -> None:
        self._flown: Counter[str] = Counter()
        self._orbits: Counter[Hashable] = Counter()

    def of(self, who: Launch | Entrant) -> Standing:
        """Where an attempt stands now."""
        orbits, line = self._orbits, who.line
        state, family, builder = ("state", who.state), ("family", who.family), ("builder", who.builder)
        return Standing(
            self._flown[line],
            orbits["line", line],
            orbits[state],
            orbits[builder],
            *(orbits[key] - orbits[(*key, line)] for key in (state, family, builder)),
        )

    def learn(self, launch: Launch) -> None:
        """Count a launch."""
        self._flown[launch.line] += 1
        if launch.orbit:
            self._orbits["line", launch.line] += 1
            for key in (("state", launch.state), ("family", launch.family), ("builder", launch.builder)):
                self._orbits[key] += 1
                self._orbits[(*key, launch.line)] += 1
