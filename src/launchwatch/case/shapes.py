"""Announced boxes whose four corners are public, to be taken over where only one corner of a later one is.

Corners are degrees north and east as the notices give them.  Each ring is in order round the area; the
printed order of April 2012 is crosswise.  Sources: the Cabinet Secretariat's notice of 19 March 2012
(https://kantei.go.jp/jp/kikikanri/northkorea/2012/2403192150renrakusitu.html), D. Wright's list of December
2012 (http://allthingsnuclear.org/north-korea-gives-location-of-splashdown-zones-begins-assembling-rocket/).
The fairing and second-stage boxes of December 2012 and February 2016 were not found in full.
"""

from __future__ import annotations

import difflib
from typing import Final

from launchwatch.case.points import read_point
from launchwatch.errors import CaseError

_RINGS: Final[dict[str, tuple[str, ...]]] = {
    "April 2012 stage 1": (
        "35-55-20N 124-32-10E",
        "35-55-10N 124-50-25E",
        "35-12-25N 124-52-23E",
        "35-12-13N 124-30-34E",
    ),
    "April 2012 stage 2": (
        "19-24-32N 123-54-26E",
        "19-23-08N 124-45-13E",
        "15-08-19N 124-46-15E",
        "15-09-35N 123-45-27E",
    ),
    "December 2012 stage 1": (
        "35-44-06N 124-30-30E",
        "35-44-07N 124-54-23E",
        "34-58-43N 124-56-11E",
        "34-58-36N 124-32-32E",
    ),
}
# One sigma of each edge when a shape is taken over for another launch: the first-stage boxes of April and
# December 2012, of one launcher and one aim, differ by 5 km along and 7 km across; doubled for a rocket
# that may have changed in between.
TAKEN_OVER_SIGMA_M: Final = 10_000.0


def known_shape(name: str) -> list[tuple[float, float]]:
    """The ring of a known box as (latitude, longitude) in degrees; an unknown name lists the nearest."""
    if name in _RINGS:
        return [read_point(corner) for corner in _RINGS[name]]
    near = difflib.get_close_matches(name, _RINGS, n=1, cutoff=0.3)
    mend = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(_RINGS)}"
    raise CaseError(f"there is no known box '{name}'", mend=mend)


def known_shapes() -> list[str]:
    """The names of the boxes that can be taken over."""
    return list(_RINGS)
