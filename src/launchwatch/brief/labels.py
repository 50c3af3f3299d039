"""Names on a map that do not lie on one another.

Each name has a place and a rank; in the order of rank it takes the first free spot around its place, the
near spots first; a name with no free spot is left to the legend. Units of the picture; the width of a
letter is an estimate of the page's sans-serif type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from launchwatch.brief.svg import el

_SPOTS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))  # right and left first
_REACH = (9.0, 20.0, 36.0, 58.0, 84.0)
_NARROW = set("ijlt.,:;'|! ()[]·fr")

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Label:
    """A name for the place `x`, `y`; a lower `rank` is set first."""

    x: float
    y: float
    text: str
    rank: int = 5
    kind: str = ""
    size: float = 12.0


def text_width(text: str, size: float) -> float:
    """The width of a text, about."""
    return size * sum(0.3 if c in _NARROW else 0.68 if c.isupper() or c in "mw—" else 0.55 for c in text)


def _overlap(a: Box, b: Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return wide * tall if wide > 0.0 and tall > 0.0 else 0.0


def place_labels(labels: Iterable[Label], frame: Box, taken: Iterable[Box] = ()) -> list[Markup]:
    """The names that found a spot, with a thin line to the place where the spot is far."""
    full = list(taken)
    drawn = []
    for label in sorted(labels, key=lambda found: (found.rank, found.y, found.x)):
        spot = _spot(label, frame, full)
        if spot is None:
            continue
        box, reach = spot
        full.append(box)
        if reach > _REACH[1]:
            end_x = min(max(label.x, box[0]), box[2])
            end_y = min(max(label.y, box[1]), box[3])
            drawn.append(el("line", x1=label.x, y1=label.y, x2=end_x, y2=end_y, class_="leader"))
        drawn.append(
            el(
                "text",
                label.text,
                x=box[0],
                y=box[3] - 0.24 * label.size,
                font_size=label.size,
                class_=f"halo {label.kind}".strip(),
            )
        )
    return drawn


def _spot(label: Label, frame: Box, full: list[Box]) -> tuple[Box, float] | None:
    """The first spot with nothing on it, inside the frame."""
    wide, tall = text_width(label.text, label.size), 1.2 * label.size
    for reach in _REACH:
        for dx, dy in _SPOTS:
            x = label.x + dx * reach - (wide if dx < 0 else wide / 2.0 if dx == 0 else 0.0)
            y = label.y + dy * (reach * 0.75) - (tall if dy < 0 else tall / 2.0 if dy == 0 else 0.0)
            box = (x, y, x + wide, y + tall)
            if box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3]:
                continue
            if not any(_overlap(box, other) for other in full):
                return box, reach
    return None
