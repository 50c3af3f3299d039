"""Names on a map that do not lie on one another.

Each name has places it may stand beside and a rank. In the order of rank it takes the spot that costs
least: far from its place costs, lying on a line or an edge costs more, and lying on another name, on the
mark of a place or over the edge of the map is not allowed. A name with no spot is left to the legend.
Units of the picture; the width of a letter is an estimate of the page's sans-serif type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from launchwatch.brief.svg import el

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, right, bottom

_SPOTS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))  # right and left first
_REACH = (8.0, 17.0, 30.0, 48.0, 72.0, 104.0)
_FAR = 20.0  # from here on a thin line leads to the place
_LINE_COST = 9.0  # a point of a line under the name, against a unit of reach
BOLD = frozenset({"strong", "seen", "areaname"})
"""Kinds of names that the style sheet sets in bold."""

_NARROW = set("ijlt.,:;'|! ()[]·fr")


@dataclass(frozen=True, slots=True)
class Label:
    """A name for one of the places `at` (units of the picture); a lower `rank` is set first."""

    at: tuple[tuple[float, float], ...]
    text: str
    rank: int = 5
    kind: str = ""
    size: float = 12.0


def text_width(text: str, size: float) -> float:
    """The width of a text, about; rather too wide than too narrow."""
    return size * sum(0.36 if c in _NARROW else 0.72 if c.isupper() or c in "mw—" else 0.6 for c in text)


@dataclass(frozen=True, slots=True)
class Placed:
    """A name that found a spot: its box, the place it names, and whether a thin line leads there."""

    label: Label
    box: Box
    place: tuple[float, float]
    leader: tuple[float, float] | None


def find_spots(
    labels: Iterable[Label], frame: Box, taken: Iterable[Box] = (), lines: Array | None = None
) -> list[Placed]:
    """The names that found a spot; `taken` is kept free, points of `lines` (n, 2) are kept clear of."""
    full = list(taken)
    under = np.empty((0, 2)) if lines is None else lines
    found = []
    for label in sorted(labels, key=lambda found: (found.rank, found.at[0][1], found.at[0][0])):
        best = _best(label, frame, full, under)
        if best is None:
            continue
        box, (x, y), reach = best
        full.append(box)
        end = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
        found.append(Placed(label, box, (x, y), end if reach > _FAR else None))
    return found


def place_labels(
    labels: Iterable[Label], frame: Box, taken: Iterable[Box] = (), lines: Array | None = None
) -> list[Markup]:
    """The names that found a spot, drawn; see `find_spots`."""
    drawn = []
    for one in find_spots(labels, frame, taken, lines):
        (x, y), label = one.place, one.label
        if one.leader:
            drawn.append(el("line", x1=x, y1=y, x2=one.leader[0], y2=one.leader[1], class_="leader"))
        foot = one.box[3] - 0.24 * label.size
        kind = f"halo {label.kind}".strip()
        drawn.append(el("text", label.text, x=one.box[0], y=foot, font_size=label.size, class_=kind))
    return drawn


def _best(
    label: Label, frame: Box, full: list[Box], under: Array
) -> tuple[Box, tuple[float, float], float] | None:
    """The spot that costs least, its place and its reach; None where all are taken."""
    bold = 1.12 if label.kind in BOLD else 1.0
    wide, tall = bold * text_width(label.text, label.size), 1.2 * label.size
    best, least = None, np.inf
    for k, (x, y) in enumerate(label.at):
        for reach in _REACH:
            for n, (dx, dy) in enumerate(_SPOTS):
                left = x + dx * reach - (wide if dx < 0 else wide / 2.0 if dx == 0 else 0.0)
                top = y + dy * reach * 0.75 - (tall if dy < 0 else tall / 2.0 if dy == 0 else 0.0)
                box = (left, top, left + wide, top + tall)
                cost = reach + 0.5 * n + 0.1 * k
                if cost >= least or not _inside(box, frame) or any(_overlap(box, other) for other in full):
                    continue
                cost += _LINE_COST * _count(box, under)
                if cost < least:
                    best, least = (box, (x, y), reach), cost
    return best


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _count(box: Box, points: Array) -> int:
    """How many points of lines a name would lie on."""
    inside = (points[:, 0] > box[0] - 2.0) & (points[:, 0] < box[2] + 2.0)
    return int(np.count_nonzero(inside & (points[:, 1] > box[1] - 1.0) & (points[:, 1] < box[3] + 1.0)))


def along(line: Array, step: float = 6.0) -> Array:
    """Points on a line, `step` apart, for `place_labels` to keep clear of."""
    line = line[np.isfinite(line[:, 0])] if len(line) else line
    if len(line) < 2:
        return np.empty((0, 2))
    run = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    s = np.arange(0.0, run[-1], step)
    return np.column_stack([np.interp(s, run, line[:, k]) for k in (0, 1)])
