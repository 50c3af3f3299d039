"""Many launches against one catalogue: each explains its own objects, and so they are not another's.

A stranger to one launch is, among new objects, most likely of another launch that is known too. So the odds
of an object are the density of the orbit and number expected of one launch over those of all others together
(and of strangers as everywhere). Numbers are given out in the order of launches: launches that are sure of
their first object date the numbers of the others in the next round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from launchwatch.orbit.elements import Elements
from launchwatch.orbit.expected import Expected
from launchwatch.orbit.identifiers import Anchor, newest, newness, number
from launchwatch.orbit.match import (
    ABSENT,
    Match,
    candidates_of,
    numbers_of,
    orbit_density,
    ranked,
    said,
    stranger_density,
)

#: A launch is sure when so much of its chance lies on numbers within a batch of its first object's, and its
#: numbers then are known so well (a launch may bring fifty objects).
SURE, WITHIN, SLACK = 0.9, 60.0, 40.0
#: New objects that come from no launch of the list, as a share: old ones found late, launches kept secret.
OTHERWISE = 0.2


def match_launches(
    expected: Sequence[Expected],
    catalogue: Sequence[Elements],
    *,
    before: Sequence[Elements] = (),
    anchors: Sequence[Anchor] = (),
    rounds: int = 3,
    absent: float = ABSENT,
    report: Callable[[str, float], None] = lambda text, share: None,
) -> list[Match]:
    """Match each launch, in the order given; see `match` for the arguments."""
    if not expected:
        return []
    dated = [*anchors, *(a for a in (newest(before), newest(catalogue)) if a is not None)]
    found = candidates_of(catalogue, min(one.lift_off for one in expected), before)
    numbers = numbers_of(found)
    usual = stranger_density(found)
    orbit = np.zeros((len(expected), len(found)))
    for k, one in enumerate(expected):
        report("matching", k / len(expected))
        late = np.array([e.epoch >= one.lift_off for e in found], dtype=bool)
        orbit[k] = np.where(late, orbit_density(one, found), 0.0)
    words = np.array([said(one, found) for one in expected])
    sure: list[Anchor | None] = [None] * len(expected)
    matches: list[Match] = []
    for _ in range(rounds):
        joint = np.empty_like(orbit)
        for k, one in enumerate(expected):
            others = [a for other, a in enumerate(sure) if a is not None and other != k]
            joint[k] = orbit[k] * newness(numbers, one.lift_off, [*dated, *others])
        rest = (np.sum(joint, axis=0) - joint) / max(len(expected) - 1, 1)
        strangers = OTHERWISE * usual + (1.0 - OTHERWISE) * rest
        odds = joint / strangers * words
        matches = [ranked(one, found, odds[k], absent) for k, one in enumerate(expected)]
        sure = [_sure(m, one) for m, one in zip(matches, expected, strict=True)]
    return matches


def _sure(found: Match, expected: Expected) -> Anchor | None:
    """The date of the number that a match is sure of."""
    if not found.candidates:
        return None
    first = number(found.candidates[0].identifier)
    near = sum(c.p for c in found.candidates if abs(number(c.identifier) - first) <= WITHIN)
    return Anchor(expected.lift_off, first, SLACK) if near > SURE else None
