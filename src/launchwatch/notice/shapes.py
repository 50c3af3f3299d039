"""From positions to areas: what shape the words around a group of positions give.

The words before a group say whether it is a ring (the usual case), a circle or sector ("WITHIN 25 MILES OF",
"RADIUS", "BETWEEN 342 DEGREES AND 016 DEGREES"), or a trackline with a half-width.  Vertices are plain
(latitude, longitude) pairs in degrees, so that a broken ring still comes out, with a problem beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from launchwatch.notice.around import NAUTICAL_MILE_M as NAUTICAL_MILE_M
from launchwatch.notice.around import around_pad
from launchwatch.notice.coordinates import Position, find_boxes, find_letterless, find_positions
from launchwatch.notice.groups import grouped
from launchwatch.notice.leftovers import position_leftovers
from launchwatch.notice.ring import suspect
from launchwatch.notice.typos import Effort, mend, written

_NUMBERS = dict(
    zip(
        ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE"],
        range(1, 13),
        strict=True,
    )
)
_UNITS_M = {"KM": 1000.0, "METERS": 1.0, "METRES": 1.0, "M": 1.0}

_LETTER = re.compile(
    r"(?:^|[\s:;,(]|(?<![AP])\.)([A-Z])\.\s{0,3}(?:\w[^.]{0,200}(?:\d\.\d[^.]{0,40})?)?$", re.S
)
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
_BUFFER = re.compile(r"\d{1,3}\s?NM\s+BUFFER\b|\bBUFFER\s+(?:ZONE\s+)?OF\s+\d{1,3}\s?NM")
_AREA_HEAD = re.compile(r"\b(?:AREA|ZONE)\s+[A-Z]?\d{1,2}\b")
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
    points = find_positions(text)
    points = sorted([*points, *find_letterless(text, points)], key=lambda p: p.start)
    points = [p for p in points if not any(a <= p.start < b for a, b in taken)]
    shapes = []
    for low, high in boxes:
        odd = low.problem or high.problem
        if odd:
            problems.append(f"box {text[low.start : low.end]!r}: {odd}")
        if "off the globe" not in odd:
            shapes.append(_box(text, low, high))
    pad: Position | None = None
    done = 0
    for group in grouped(text, points, taken, problems):
        first = group[0]
        lead = text[max(done, first.start - 200) : first.start]
        done = group[-1].end
        if len(group) == 1 and _NOT_A_VERTEX.search(lead):
            pad = first if "PAD" in lead[-40:] else pad
            if pad is not first:
                words = text[first.start : first.end].strip()
                problems.append(f"position {words!r} is named, but as no part of an area")
            continue
        shape = _shape(text, lead, group, problems, effort)
        if shape:
            shapes.append(shape)
    if pad is not None and pad.problem:
        problems.append(f"position of the launch pad {written(pad)!r}: {pad.problem}")
        pad = None if "off the globe" in pad.problem else pad
    for kind, radius, bearings, start, end in around_pad(text, pad, problems):
        if pad is not None:
            center = (pad.lat, pad.lon)
            label = "launch pad" if kind == "circle" else _label(text[max(0, start - 60) : start])[0]
            shapes.append(Shape(label, kind, [], center, radius, bearings, "launch site", start, end))
    if pad is not None and not any(s.center == (pad.lat, pad.lon) for s in shapes):
        problems.append(f"position {written(pad)!r} is named, but as no part of an area")
    if buffer := _BUFFER.search(text):
        problems.append(f"{' '.join(buffer[0].split())!r}: the buffer is not added to the corners")
    shapes.sort(key=lambda s: s.start)
    problems.extend(position_leftovers(text, [(p.start, p.end) for p in points] + taken))
    return _join_lettered_vertices(text, shapes, problems), problems


def _box(text: str, low: Position, high: Position) -> Shape:
    south, north = sorted((low.lat, high.lat))
    ring = [(south, low.lon), (south, high.lon), (north, high.lon), (north, low.lon)]
    label, said = _label(text[max(0, low.start - 200) : low.start])
    return Shape(label, "box", ring, said=said, start=low.start, end=low.end)


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
    """One vertex per letter (A. .. B. .. C. ..) is one polygon, of each area named; others are only told."""
    lone = [s for s in shapes if s.kind == "polygon" and len(s.vertices) == 1]
    runs: list[list[Shape]] = []
    for shape in lone:
        between = text[runs[-1][-1].end : shape.start] if runs else ""
        if not runs or shape.label in ("", "A") or _AREA_HEAD.search(between):
            runs.append([])
        runs[-1].append(shape)
    if lone and len(lone) == len(shapes) and all(len(run) >= 3 for run in runs):
        return [_lettered(text, run, problems) for run in runs]
    problems.extend(f"a lone position {text[s.start : s.end].strip()!r} is not part of an area" for s in lone)
    return [s for s in shapes if s.kind != "polygon" or len(s.vertices) > 1]


def _lettered(text: str, run: list[Shape], problems: list[str]) -> Shape:
    heads = _AREA_HEAD.findall(text[max(0, run[0].start - 120) : run[0].start])
    ring = [s.vertices[0] for s in run]
    if odd := suspect(ring):
        problems.append(f"{odd}: a typo?")
    label = " ".join(heads[-1].split()) if heads else ""
    return Shape(label, "polygon", ring, start=run[0].start, end=run[-1].end, said=run[0].said)
