"""From positions to areas: which positions belong together, and what shape the words around them give.

Two neighbouring positions belong to one area when nothing but punctuation, vertex numbers and words such as
"THENCE TO" stands between them; a letter (``B.``), a new heading or a closed ring begins the next area.  The
words before a group say whether it is a ring (the usual case), a circle or sector ("WITHIN 25 MILES OF",
"RADIUS", "BETWEEN 342 DEGREES AND 016 DEGREES"), or a trackline with a half-width.  Vertices are plain
(latitude, longitude) pairs in degrees, so that a broken ring still comes out, with a problem beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from launchwatch.notice.coordinates import Position, find_boxes, find_positions
from launchwatch.notice.leftovers import position_leftovers
from launchwatch.notice.ring import suspect
from launchwatch.notice.typos import Effort, mend, written

NAUTICAL_MILE_M = 1852.0
_NUMBERS = dict(
    zip(
        ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE"],
        range(1, 13),
        strict=True,
    )
)
_UNITS_M = {"KM": 1000.0, "METERS": 1.0, "METRES": 1.0, "M": 1.0}

# Words that may stand between two vertices of one ring.
_LINK = re.compile(
    r"(?:[\s,;:.\-/()+?&]|\b(?:TO|THEN|THENCE|AND|FROM|FM|POINTS?|PT|NO|VIA|BY|A|STRAIGHT|LINES?|LAT|LONG?"
    r"|[IVX]{1,5}|\d{1,2}|[A-Z]{3}\d{6,9}(?:\.\d)?|BEGINNING|APPROX)\b)*"
)
_BORDER = re.compile(
    r"FIR\s+BOUND\w*|COAST\w*\s+LINE|COASTLINE|ALONG\s+(?:THE\s+)?[A-Z ]{2,30}(?:FIR|BORDER)"
)
_ARC_CENTRE = re.compile(r"\bARC\b.{0,60}\bCENT\w+\s+ON:?\s*$", re.S)
_LETTER = re.compile(r"(?:^|[\s:;,.(])([A-Z])\.\s{0,3}(?:\w[^.]{0,200}(?:\d\.\d[^.]{0,40})?)?$", re.S)
_NAMED = re.compile(
    r"((?:IMPACT\s+|DANGER\s+|DNG\s+|HAZARD\s+|DEBRIS\s+)?(?:AREA|ZONE|PART)[\s'\-]{1,3}"
    r"(?:[A-Z]?\d{1,2}|P[A-Z]|[A-Z]))(?![A-Z\d])"
)
_SAID = re.compile(
    r"((?:FIRST|SECOND|THIRD|FOURTH|1ST|2ND|3RD|4TH)[\s\-]+STAGE|PAYLOAD\s+FAIRING|FAIRING|SHROUD|DEBRIS\s+AREA"
    r"|LAUNCH\s+SITE|LAUNCH\s+PAD|HIGH\s+RISK\s+AREA)"
)
_RADIUS = re.compile(
    r"(?:WITHIN|RADIUS(?:\s+OF)?|CIRCLE\s+OF|\bWI|^|[.)\s:])\s*(?:AN?\s+)?(?P<n>\d{1,4}(?:\.\d{1,3})?|[A-Z]{3,6})[\s\-]?"
    r"(?P<unit>NAUTICAL\s+MILES?|MILES?|NM|NMI|KM|METERS|METRES)\b"
)
_CIRCLE_WORDS = re.compile(r"\bWITHIN\b|\bRADIUS\b|\bCIRCLE\b|MILES?\s+OF|\d\s?NM\s+(?:OF|AROUND)|\bWI\s+\d")
_SECTOR = re.compile(r"BETWEEN\s+(\d{1,3})\s*(?:DEGREES?|DEG)\s+AND\s+(\d{1,3})\s*(?:DEGREES?|DEG)")
_TRACK = re.compile(r"TRACK\s?LINE|LINE\s+JOINING(?!\s*:?\s*$)|EITHER\s+SIDE")
_PAD_CIRCLE = re.compile(r"CIRCLE\s+OF\s+(\d{1,3})\s?NM\s+AROUND\s+THE\s+LAUNCH(?:ER|\s+PAD)")
_NOT_A_VERTEX = re.compile(
    r"(?:LAUNCH\s+PAD(?:\s+COORDS?)?|PAD\s+COORDS?|\bPT\s+[A-Z]\s*\(|\bDCT-?|EXPECTED\s+TO\s+FALL\s+IN(?:\s+THE)?"
    r"|\b(?:VOR|NDB|ARP)\b)[\s:(=\-]*$"
)


@dataclass(slots=True)
class Shape:
    """One area as read: kind, vertices or centre (degrees), radius or half-width (m), and its words."""

    label: str
    kind: str  # polygon, circle, sector, trackline, box
    vertices: list[tuple[float, float]] = field(default_factory=list)
    center: tuple[float, float] | None = None
    radius_m: float | None = None
    bearings_deg: tuple[float, float] | None = None
    said: str = ""
    start: int = 0
    end: int = 0


def read_radius(words: str) -> float | None:
    """The last radius or half-width a stretch of text names, in metres; miles are nautical at sea."""
    found = None
    for m in _RADIUS.finditer(words):
        number = _NUMBERS.get(m["n"]) if m["n"].isalpha() else float(m["n"])
        if number is not None:
            found = number * _UNITS_M.get(m["unit"], NAUTICAL_MILE_M)
    return found


def read_shapes(text: str, effort: Effort | None = None) -> tuple[list[Shape], list[str]]:
    """All areas of a text that `plain` has been through, in order, and what was odd about them."""
    effort = effort or Effort()
    problems: list[str] = []
    boxes = find_boxes(text)
    taken = [(low.start, low.end) for low, _ in boxes]
    points = [p for p in find_positions(text) if not any(a <= p.start < b for a, b in taken)]
    shapes = []
    for low, high in boxes:
        odd = low.problem or high.problem
        if odd:
            problems.append(f"box {text[low.start : low.end]!r}: {odd}")
        if "off the globe" not in odd:
            shapes.append(_box(text, low, high))
    pad: Position | None = None
    done = 0
    for group in _groups(text, points, taken, problems):
        first = group[0]
        lead = text[max(done, first.start - 200) : first.start]
        done = group[-1].end
        if len(group) == 1 and _NOT_A_VERTEX.search(lead):
            pad = first if "PAD" in lead[-40:] else pad
            if pad is not first or not _PAD_CIRCLE.search(text):
                words = text[first.start : first.end].strip()
                problems.append(f"position {words!r} is named, but as no part of an area")
            continue
        shape = _shape(text, lead, group, problems, effort)
        if shape:
            shapes.append(shape)
    circle = _PAD_CIRCLE.search(text)
    if circle and pad:
        center = (pad.lat, pad.lon)
        radius = float(circle[1]) * NAUTICAL_MILE_M
        shapes.append(
            Shape(
                "launch pad", "circle", [], center, radius, None, "launch site", circle.start(), circle.end()
            )
        )
    elif circle:
        problems.append("a circle around the launch pad is named, but no position of the pad was read")
    shapes.sort(key=lambda s: s.start)
    problems.extend(position_leftovers(text, [(p.start, p.end) for p in points] + taken))
    return _join_lettered_vertices(text, shapes, problems), problems


def _box(text: str, low: Position, high: Position) -> Shape:
    south, north = sorted((low.lat, high.lat))
    ring = [(south, low.lon), (south, high.lon), (north, high.lon), (north, low.lon)]
    label, said = _label(text[max(0, low.start - 200) : low.start])
    return Shape(label, "box", ring, said=said, start=low.start, end=low.end)


def _groups(
    text: str, points: list[Position], taken: list[tuple[int, int]], problems: list[str]
) -> list[list[Position]]:
    """Positions that belong to one area, by the words between them."""
    groups: list[list[Position]] = []
    for point in points:
        if groups:
            group = groups[-1]
            between = text[group[-1].end : point.start]
            crossed = any(group[-1].end <= a < point.start for a, _ in taken)
            closed = len(group) > 3 and (group[0].lat, group[0].lon) == (group[-1].lat, group[-1].lon)
            if closed and (point.lat, point.lon) == (group[0].lat, group[0].lon):
                continue  # the first vertex, given a third time
            if not crossed and not closed:
                if _LINK.fullmatch(between):
                    group.append(point)
                    continue
                if len(between) < 300 and _ARC_CENTRE.search(between):
                    problems.append("an arc of the border is read as its chord")
                    group.append(Position(group[-1].lat, group[-1].lon, point.start, point.end, "arc centre"))
                    continue
                if len(between) < 120 and _BORDER.search(between) and not re.search(r"\b[B-Z]\.\s", between):
                    problems.append("a border follows a FIR boundary or coast; it is read as a straight line")
                    group.append(point)
                    continue
        groups.append([point])
    return [[p for p in group if p.problem != "arc centre"] for group in groups]


def _shape(text: str, lead: str, group: list[Position], problems: list[str], effort: Effort) -> Shape | None:
    first, last = group[0], group[-1]
    label, said = _label(lead)
    if len(group) > 3 and (first.lat, first.lon) == (last.lat, last.lon):
        group = group[:-1]
    ring = len(group) > 2 and not _TRACK.search(" ".join(lead.split())[-120:])
    vertices, odd = mend(group, effort.spend(group)) if ring else _as_written(group)
    problems.extend(f"area {label}: {p}" if label else p for p in odd)
    if not vertices:
        return None
    shape = Shape(label, "polygon", vertices, None, None, None, said, first.start, last.end)
    words = " ".join(lead.split())[-120:]
    if len(group) == 1:
        radius = read_radius(words) if _CIRCLE_WORDS.search(" ".join(lead.split())) else None
        after = " ".join(text[last.end : last.end + 120].split())
        radius = radius or (read_radius(after[:60]) if "RADIUS" in after[:60] else None)
        if radius is None:
            return shape  # told, or joined with its sisters, in _join_lettered_vertices
        sector = _SECTOR.search(after[:60])
        shape.kind, shape.vertices, shape.center, shape.radius_m = "circle", [], vertices[0], radius
        if sector:
            shape.kind, shape.bearings_deg = "sector", (float(sector[1]), float(sector[2]))
        return shape
    if _TRACK.search(words):
        shape.kind, shape.radius_m = "trackline", read_radius(words)
        return shape
    if len(vertices) == 2:
        problems.append(f"two positions only, {text[first.start : last.end].strip()!r}, do not make an area")
        return None
    if len(set(vertices)) < len(vertices):
        problems.append(f"area {label}: a vertex is given twice" if label else "a vertex is given twice")
    return shape


def _as_written(group: list[Position]) -> tuple[list[tuple[float, float]], list[str]]:
    """The positions of what is no ring, less those off the globe, and what is odd about them."""
    told = [f"position {written(p)!r}: {p.problem}" for p in group if p.problem]
    return [(p.lat, p.lon) for p in group if abs(p.lat) <= 90.0 and abs(p.lon) <= 180.0], told


def _label(lead: str) -> tuple[str, str]:
    """The letter or name an area goes by, and what it is said to be, from the words before it."""
    letter, named, said = _LETTER.search(lead), None, ""
    for m in _NAMED.finditer(lead):
        named = m
    for m in _SAID.finditer(lead):
        said = " ".join(m[0].split()).lower()
    if letter and not (named and letter[1] == "I"):
        return letter[1], said
    return (" ".join(named[0].replace("'", "").split()) if named else ""), said


def _join_lettered_vertices(text: str, shapes: list[Shape], problems: list[str]) -> list[Shape]:
    """One vertex per letter (A. .. B. .. C. ..) is one polygon; other lone positions are only told."""
    lone = [s for s in shapes if s.kind == "polygon" and len(s.vertices) == 1]
    if len(lone) >= 3 and len(lone) == len(shapes) and all(s.label for s in lone):
        ring = [s.vertices[0] for s in lone]
        problems.extend([f"{odd}: a typo?"] if (odd := suspect(ring)) else [])
        return [Shape("", "polygon", ring, start=lone[0].start, end=lone[-1].end, said=lone[0].said)]
    problems.extend(f"a lone position {text[s.start : s.end].strip()!r} is not part of an area" for s in lone)
    return [s for s in shapes if s.kind != "polygon" or len(s.vertices) > 1]
