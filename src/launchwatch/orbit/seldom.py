"""Two element sets far apart in time: did the orbit change by more than drag can do.

Drag only lowers an orbit, and how fast it does is told by both sets; a storm may treble that, and a quiet
Sun may nearly end it. So an orbit that rose burned, and one that fell by many times what was told did too.
"""

from __future__ import annotations

import math

from launchwatch.orbit.elements import Elements
from launchwatch.orbit.spread import drag_rate

#: What an element set is off in semi-major axis, m, and how many sigmas make a burn.
AXIS_SIGMA, SIGMAS = 40.0, 6.0
#: The decay between two sets is off by that part of itself; no more than so many times it is looked for.
UNSURE, TREBLE = 0.5, 3.0


def decay_m_s(one: Elements) -> float:
    """How fast an element set says the semi-major axis shrinks, m/s: by its drag term or its derivative."""
    return 2.0 / 3.0 * one.semi_major_axis * drag_rate(one) / 86400.0


def risen(before: Elements, after: Elements) -> float:
    """By how many times the threshold an orbit rose, or fell beyond drag, between two sets; below 1: not.

    >>> from dataclasses import replace
    >>> from launchwatch.orbit import read_elements
    >>> sat = read_elements('''MALLIGYONG-1
    ... 1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    ... 2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329''')[0]
    >>> risen(sat, replace(sat, mean_motion_rev_day=15.20)) > 1.0 > risen(sat, sat)
    True
    """
    seconds = (after.epoch - before.epoch).total_seconds()
    change = after.semi_major_axis - before.semi_major_axis
    rates = (decay_m_s(before), decay_m_s(after))
    sigma = AXIS_SIGMA * math.sqrt(2.0)
    fall = min(rates) * seconds
    up = (change + fall) / math.hypot(sigma, UNSURE * fall)
    if change > 0.0:  # not even without any drag
        up = max(up, change / sigma)
    fall = TREBLE * max(rates) * seconds
    down = (-change - fall) / math.hypot(sigma, UNSURE * fall)
    return max(up, down, 0.0) / SIGMAS
