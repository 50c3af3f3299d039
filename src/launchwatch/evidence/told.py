"""What the launching side says failed: a stage, and perhaps in which way, against the flights.

The chances of such a word, given what failed, are those of `record.aftermath`: judgements, there explained.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble import Flights, Floats, kinds_of_flights
from launchwatch.record import TOLD_FAILED, TOLD_KIND, TOLD_STAGE

if TYPE_CHECKING:
    from launchwatch.case import CaseObservation

_STAGE: Final = re.compile(r"stage (\d)")
_KINDS: Final = {
    "termination": "termination",
    "engine": "propulsion",
    "guidance": "guidance",
    "fairing": "fairing",
}


def told_failure(seen: CaseObservation) -> tuple[int, str] | None:
    """The stage that the launching side says failed, and in which way ("" where it does not say).

    None where the observation is no such word. The ways are the kinds of the record: propulsion, guidance,
    fairing, termination.
    """
    event = (seen.event or "").casefold()
    stage = _STAGE.search(event)
    if seen.kind != "event" or seen.reporter != "operator" or stage is None or "fail" not in event:
        return None
    return int(stage[1]), next((kind for word, kind in _KINDS.items() if word in event), "")


def told_likelihood(flights: Flights, stage: int, kind: str) -> Floats:
    """Log of the chance of the word, given what failed in each flight, (n,)."""
    stages = np.array([phase.stage for phase in flights.phases])
    failed, ways = kinds_of_flights(flights)
    word = np.where([bool(way) for way in ways], np.where(stages[failed] == stage, *TOLD_STAGE), TOLD_FAILED)
    if kind:
        word = word * np.where([kind in way for way in ways], *TOLD_KIND)
    return np.asarray(np.log(word))
