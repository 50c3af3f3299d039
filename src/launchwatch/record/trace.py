"""A forecast traced to the launches that it was counted from.

A forecast is the mean of one or two voices; a voice goes down rungs; a rung is a count of launches.  With
the launches of a rung anyone can reckon it again: fade each by its age, add up, and apply the rule of the
rung (`counts.Rung`).
"""

from __future__ import annotations

from typing import NamedTuple

from launchwatch.record.counts import Counted
from launchwatch.record.model import Chance, Walk


class Step(NamedTuple):
    """One rung of a voice, as `counts.Rung` has it, with the launches counted where they were kept.

    For kind "share", `hit` of `seen` launches reached orbit.  For kind "ratio", `hit` failed where `seen`
    had been expected to.
    """

    what: str
    kind: str
    seen: float
    hit: float
    prior: float
    half_life_years: float | None
    p: float
    launches: tuple[Counted, ...]


class Voice(NamedTuple):
    """A part of a forecast: its name, its weight in the mean, what it says, and its rungs."""

    name: str
    weight: float
    p: float
    steps: tuple[Step, ...]


def voices(walk: Walk, chance: Chance) -> tuple[Voice, ...]:
    """How a forecast came about."""
    return tuple(
        Voice(
            part.name,
            part.weight,
            part.p,
            tuple(
                Step(
                    rung.what,
                    rung.kind,
                    rung.seen,
                    rung.hit,
                    rung.prior,
                    rung.half_life,
                    rung.p,
                    walk.members(part, rung),
                )
                for rung in part.rungs
            ),
        )
        for part in chance.parts
    )
