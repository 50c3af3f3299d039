"""How a failure to reach orbit splits over the phases of flight.

The launch record holds no phases.  The start is a published count: of 180 failures among 1,101 flights
of Atlas, Delta and Titan (missiles and launchers, to 1996), 78 came up to flight phase 1, 67 more
up to phase 2, 35 more up to phase 4; 48 anomalies in phase 5, most of them in orbit, are left out.
Research Triangle Institute, "Modeling of Unlikely Space-Booster Failures in Risk Calculations",
RTI/5180/77-43F, 10 September 1996, Table 3.  Phase 1 is read as the first stage, 2
as the second, 3 and 4 as what comes above, a reading of ours: many of those flights had two stages, so
the share of upper stages is low for a launcher of three.

It counts as `PRIOR` failures, a judgement.  To it are added the failures of the same line with a known
phase (`phases.csv`, each with its source) one for one, and those of the same state by half.
"""

from __future__ import annotations

import csv
import functools
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final, NamedTuple

from launchwatch.record.table import Record

PUBLISHED: Final = {"stage 1": 78, "stage 2": 67, "upper stages": 35}
PRIOR: Final = 6.0
SAME_STATE: Final = 0.5


class Phase(NamedTuple):
    """Where a launch of the record failed, since when that was known, and who says so."""

    tag: str
    phase: str
    known: datetime
    source: str


@functools.lru_cache(maxsize=1)
def known_phases() -> dict[str, Phase]:
    """The failures of the record whose phase is known, by tag."""
    text = (files("launchwatch.record") / "data" / "phases.csv").read_text(encoding="utf-8")
    found = [
        Phase(
            row["tag"], row["phase"], datetime.fromisoformat(row["known"]).replace(tzinfo=UTC), row["source"]
        )
        for row in csv.DictReader(text.splitlines())
    ]
    return {one.tag: one for one in found}


def by_phase(past: Record, line: str, state: str, as_of: datetime) -> dict[str, float]:
    """The chance of each phase, given that the next launch of `line` does not reach orbit; sums to 1."""
    total = sum(PUBLISHED.values())
    weights = {phase: PRIOR * count / total for phase, count in PUBLISHED.items()}
    for launch in past:
        failed = known_phases().get(launch.tag)
        if failed is not None and failed.known <= as_of:
            weights[failed.phase] += 1.0 if launch.line == line else SAME_STATE * (launch.state == state)
    return {phase: weight / sum(weights.values()) for phase, weight in weights.items()}
