"""Which positions of a text belong to one area, by the words that stand between them.

Nothing but punctuation, vertex numbers and words such as "THENCE TO" stands between two corners of one area;
a letter (``B.``), a new heading or a closed ring begins the next.  Borders along a coast or a FIR boundary
become straight lines and arcs get corners of their own; both are told.
"""

from __future__ import annotations

import re

from launchwatch.notice.arcs import arc
from launchwatch.notice.coordinates import Position
from launchwatch.notice.typos import written

# Words that may stand between two vertices of one ring.
_LINK = re.compile(
    r"(?:[\s,;:.\-/()+?&]|\b(?:TO|THEN|THENCE|AND|FROM|FM|POINTS?|PT|NO|VIA|BY|A|STRAIGHT|LINES?|LAT(?:ITUDE)?|LONG?(?:ITUDE)?"
    r"|[IVX]{1,5}|\d{1,2}|[A-Z]{3}\d{6,9}(?:\.\d)?|BEGINNING|APPROX)\b)*"
)
_BORDER = re.compile(
    r"FIR\s+BOUND\w*|COAST\w*\s+LINE|COASTLINE|ALONG\s+(?:THE\s+)?[A-Z ]{2,30}(?:FIR|BORDER)"
)
_LONG = 400  # corners of an area after which no arc is drawn
_ARC_CENTRE = re.compile(r"\bARC\b.{0,60}\bCENT\w+\s+ON:?\s*$", re.S)
_ARC_WAY = re.compile(r"(COUNTER\s?-?CLOCKWISE|ANTI\s?-?CLOCKWISE)|(CLOCKWISE)")


def grouped(
    text: str, points: list[Position], taken: list[tuple[int, int]], problems: list[str]
) -> list[list[Position]]:
    """Positions that belong to one area, by the words between them."""
    groups: list[list[Position]] = []
    arcs: list[tuple[Position, Position, bool | None]] = []  # where one begins, its centre, clockwise or not
    for point in points:
        if groups:
            group = groups[-1]
            between = text[group[-1].end : point.start]
            crossed = any(group[-1].end <= a < point.start for a, _ in taken)
            closed = len(group) > 3 and (group[0].lat, group[0].lon) == (group[-1].lat, group[-1].lon)
            again = (point.lat, point.lon) == (group[0].lat, group[0].lon)
            if closed and again and _LINK.fullmatch(between):
                continue  # the first vertex, given a third time
            if not crossed and not closed:
                if _LINK.fullmatch(between):
                    group.append(point)
                    continue
                if len(between) < 300 and _ARC_CENTRE.search(between) and len(group) < _LONG:
                    way = _ARC_WAY.search(between)
                    arcs.append((group[-1], point, None if way is None else way[1] is None))
                    group.append(Position(group[-1].lat, group[-1].lon, point.start, point.end, "arc centre"))
                    continue
                if len(between) < 120 and _BORDER.search(between) and not re.search(r"\b[B-Z]\.\s", between):
                    problems.append("a border follows a FIR boundary or coast; it is read as a straight line")
                    group.append(point)
                    continue
        groups.append([point])
    return [_with_arcs(group, arcs, problems) for group in groups]


def _with_arcs(
    group: list[Position], arcs: list[tuple[Position, Position, bool | None]], problems: list[str]
) -> list[Position]:
    """The corners of a group with those of its arcs put in."""
    out: list[Position] = []
    left = [a for a in arcs if any(p is a[0] for p in group)]
    centre: tuple[Position, bool | None] | None = None
    others = [(p.lat, p.lon) for p in group if p.problem != "arc centre"]
    for point in group:
        if point.problem == "arc centre":
            centre = left.pop(0)[1:] if left else None
            continue
        if centre is not None and out:
            out += _arc_corners(out[-1], point, centre, others, problems)
            centre = None
        out.append(point)
    if centre is not None and len(out) > 2:  # the arc closes the ring
        out += _arc_corners(out[-1], out[0], centre, others, problems)
    return out


def _arc_corners(
    start: Position,
    end: Position,
    centre: tuple[Position, bool | None],
    others: list[tuple[float, float]],
    problems: list[str],
) -> list[Position]:
    middle, way = centre
    ends = (start.lat, start.lon), (end.lat, end.lon)
    corners = arc(*ends, (middle.lat, middle.lon), way, others)
    problems.append(f"an arc of the border about {written(middle)!r} is drawn with {len(corners)} corners")
    return [Position(lat, lon, middle.start, middle.end) for lat, lon in corners]
