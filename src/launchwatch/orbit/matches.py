"""Many launches against one catalogue: each explains its own objects, and so they are not another's.

A stranger to one launch is, among new objects, most likely of another launch that is known too. So the odds
of an object are the density of the orbit and number expected of one launch over those of all others together
(and of strangers as everywhere). Numbers are given out in the order of launches: those that each launch
has found date the numbers of the others in the next round, as well as it is sure of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from launchwatch.orbit.elements import Elements
from launchwatch.orbit.expected import Expected
from launchwatch.orbit.identifiers import Anchor, newest, newness, number, turns_of_the_year
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

#: The numbers of a launch are known no better than this (it may bring fifty objects); none of these, or an
#: object whose number says nothing, counts as a miss by so many.
SLACK, MISS = 15.0, 1000.0
#: New objects that come from no launch of the list, as a share: old ones found late, launches kept secret.
OTHERWISE = 0.2
#: Passes of belief propagation; it converges in some ten.
PASSES = 30

Array = npt.NDArray[np.float64]


def match_launches(
    expected: Sequence[Expected],
    catalogue: Sequence[Elements],
    *,
    before: Sequence[Elements] = (),
    anchors: Sequence[Anchor] = (),
    rounds: int = 6,
    absent: float = ABSENT,
    report: Callable[[str, float], None] = lambda text, share: None,
) -> list[Match]:
    """Match each launch, in the order given; see `match` for the arguments."""
    if not expected:
        return []
    dated = [*anchors, *(a for a in (newest(before), newest(catalogue)) if a is not None)]
    dated += turns_of_the_year([*before, *catalogue])
    found = candidates_of(catalogue, min(one.lift_off for one in expected), before)
    numbers = numbers_of(found)
    usual = stranger_density(found)
    orbit = np.zeros((len(expected), len(found)))
    for k, one in enumerate(expected):
        report("matching", k / len(expected))
        late = np.array([e.epoch >= one.lift_off for e in found], dtype=bool)
        orbit[k] = np.where(late, orbit_density(one, found), 0.0)
    words = np.array([said(one, found) for one in expected])
    dates: list[Anchor | None] = [None] * len(expected)
    matches: list[Match] = []
    for _ in range(rounds):
        joint = np.empty_like(orbit)
        for k, one in enumerate(expected):
            others = [a for other, a in enumerate(dates) if a is not None and other != k]
            joint[k] = orbit[k] * newness(numbers, one.lift_off, [*dated, *others])
        rest = (np.sum(joint, axis=0) - joint) / max(len(expected) - 1, 1)
        strangers = OTHERWISE * usual + (1.0 - OTHERWISE) * rest
        odds = joint / strangers * words
        odds *= _left(odds * (1.0 - absent) / (absent * max(len(found), 1)))
        matches = [ranked(one, found, odds[k], absent) for k, one in enumerate(expected)]
        dates = [_dated(m, one) for m, one in zip(matches, expected, strict=True)]
    return matches


def _left(claims: Array) -> Array:
    """How much of each object (launch, object) the others leave: no object is two launches' first one.

    `claims` are the odds of each object to be the one of a launch, against none. Loopy belief propagation:
    a launch claims an object the more, the less else it has. Source: Williams and Lau 2014, Approximate
    evaluation of marginal association probabilities with belief propagation, eq. 9 and 10.
    """
    left = np.ones_like(claims)
    for _ in range(PASSES):
        wanted = claims * left
        held = claims / (1.0 + np.sum(wanted, axis=1, keepdims=True) - wanted)
        left = 1.0 / (1.0 + np.sum(held, axis=0, keepdims=True) - held)
    return left


def _dated(found: Match, expected: Expected) -> Anchor | None:
    """The number that a match dates, with its spread."""
    numbers = np.array([number(c.identifier) for c in found.candidates])
    p = np.array([c.p for c in found.candidates])
    good = np.isfinite(numbers)
    if np.sum(p[good]) < 0.1:
        return None
    order = np.argsort(numbers[good], kind="stable")
    running = np.cumsum(p[good][order])
    middle = float(numbers[good][order][np.searchsorted(running, 0.5 * running[-1])])
    miss = np.minimum(np.abs(numbers[good] - middle), MISS)
    lost = 1.0 - float(np.sum(p[good]))
    spread = np.sqrt(float(np.sum(p[good] * miss**2)) + lost * MISS**2)
    return Anchor(expected.lift_off, middle, max(spread, SLACK))
