"""How a failure to reach orbit splits over stages and kinds.

The launch record holds no causes.  Two sources stand in.

A published count: of 180 failures among 1,101 flights of Atlas, Delta and Titan (missiles and launchers,
to 1996), 78 came up to flight phase 1, 67 more up to phase 2, 35 more up to phase 4; 48 anomalies in phase
5, most of them in orbit, are left out.  Research Triangle Institute, "Modeling of Unlikely Space-Booster
Failures in Risk Calculations", RTI/5180/77-43F, 10 September 1996, Table 3.  Phase 1 is read as the
first stage, 2 as the second, 3 and 4 as what comes above, a reading of ours: many of those flights had
two stages, so the share of upper stages is low for a launcher of three.

A table of our own, `data/phases.csv`: failures of young lines since 1995 whose stage and kind were told in
public, each with its source and the day from which it was known.  It is what could be found, not a
sample.  Kinds: propulsion (engine, tank, structure), staging (told of the lower stage), guidance (and
control), fairing, termination (destroyed in error).

The count weighs as `PRIOR` failures; each failure of the table counts by whose it was (`WORTH`); both are
judgements.  Failures of mature lines are held against the published count and their own alone.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final, NamedTuple

from launchwatch.record.heritage import YOUNG
from launchwatch.record.reference import ReferenceClass
from launchwatch.record.table import Record, load_record

PUBLISHED: Final = {"stage 1": 78, "stage 2": 67, "upper stages": 35}
PRIOR: Final = 6.0
WORTH: Final = {"line": 1.0, "state": 0.5, "young": 0.25}
KINDS: Final = ("propulsion", "staging", "guidance", "fairing", "termination")
WRONG_PRIOR: Final = 4.0
"""Imperfect launches that the whole record weighs as, in the share that reached orbit all the same."""


class Phase(NamedTuple):
    """Where and how a launch of the record failed, since when that was known, and who says so."""

    tag: str
    stage: int
    kind: str
    known: datetime
    source: str

    @property
    def phase(self) -> str:
        """`stage 1`, `stage 2` or `upper stages`."""
        return f"stage {self.stage}" if self.stage <= 2 else "upper stages"


class Weighed(NamedTuple):
    """A failure of the table that a split counts, and for how much."""

    tag: str
    line: str
    stage: int
    kind: str
    worth: float
    source: str


class Split(NamedTuple):
    """How failures split: over stages, over kinds, and the failures that say so.

    `by_phase` (of a flight that does not reach orbit) and `by_kind` (of one that is no full success, so
    that `orbit but wrong` is among them) each sum to 1.
    """

    by_phase: dict[str, float]
    by_kind: dict[str, float]
    failures: tuple[Weighed, ...]


@functools.lru_cache(maxsize=1)
def known_phases() -> dict[str, Phase]:
    """The failures of the record whose stage and kind are known, by tag."""
    text = (files("launchwatch.record") / "data" / "phases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["tag"]: _phase(row) for row in rows}


def split(past: Record, line: str, state: str, as_of: datetime, peers: ReferenceClass) -> Split:
    """How the next launch of `line` fails if it does, from what was known by `as_of` of past launches."""
    young = sum(launch.line == line for launch in past) < YOUNG
    failures = _failures(past, line, state, as_of, young)
    total = sum(PUBLISHED.values())
    stages = {phase: PRIOR * count / total for phase, count in PUBLISHED.items()}
    first = PRIOR * PUBLISHED["stage 1"] / total
    kinds = dict.fromkeys(
        ("first stage", "staging", "upper stages", "termination", "guidance", "fairing"), 0.0
    )
    kinds |= {"first stage": first, "upper stages": PRIOR - first}
    for one in failures:
        stages[f"stage {one.stage}" if one.stage <= 2 else "upper stages"] += one.worth
        own = "first stage" if one.stage == 1 else "upper stages"
        kinds[own if one.kind == "propulsion" else one.kind] += one.worth
    wrong = _orbit_but_wrong(past, peers)
    shares = {kind: (1.0 - wrong) * share for kind, share in _shares(kinds).items()}
    return Split(_shares(stages), shares | {"orbit but wrong": wrong}, failures)


def kinds_of_stage(as_of: datetime, other_than: str = "") -> dict[int, dict[str, int]]:
    """Failures known by `as_of`, counted by stage (1, 2, 3 for all above) and kind.

    Those of the line `other_than` do not count: a flight must not tell how it failed itself.
    """
    left_out = {launch.tag for launch in load_record() if launch.line == other_than}
    counts = {stage: dict.fromkeys(KINDS, 0) for stage in (1, 2, 3)}
    for one in known_phases().values():
        if one.known <= as_of and one.tag not in left_out:
            counts[min(one.stage, 3)][one.kind] += 1
    return counts


def _failures(past: Record, line: str, state: str, as_of: datetime, young: bool) -> tuple[Weighed, ...]:
    found = []
    for launch in past:
        one = known_phases().get(launch.tag)
        if one is None or one.known > as_of:
            continue
        whose = "line" if launch.line == line else "state" if launch.state == state else "young"
        if whose == "line" or young:
            found.append(Weighed(one.tag, launch.line, one.stage, one.kind, WORTH[whose], one.source))
    return tuple(found)


def _orbit_but_wrong(past: Record, peers: ReferenceClass) -> float:
    """Of launches that were no full success, the share that reached an orbit: in the class, drawn to all."""
    imperfect = [launch for launch in past if not launch.success]
    overall = (sum(launch.orbit for launch in imperfect) + 1.0) / (len(imperfect) + 2.0)
    members = {member.tag for member in peers.members}
    own = [launch for launch in imperfect if launch.tag in members]
    return (sum(launch.orbit for launch in own) + WRONG_PRIOR * overall) / (len(own) + WRONG_PRIOR)


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    return {key: weight / sum(weights.values()) for key, weight in weights.items()}


def _phase(row: dict[str, str]) -> Phase:
    known = datetime.fromisoformat(row["known"]).replace(tzinfo=UTC)
    return Phase(row["tag"], int(row["stage"]), row["kind"], known, row["source"])
