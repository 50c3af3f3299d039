"""What can be checked against words outside the corners: a relay of the same area, the sea, the Q) line.

A typo that makes a sound ring shows only beside something else.  Two notices of one text that draw the same
area but for one corner cannot both be right; an area in the other hemisphere than the sea it is said to lie
in, or a corner far outside the circle of the Q) line, is told.
"""

from __future__ import annotations

import math
import re

from launchwatch.notice.model import Notice, NoticeArea
from launchwatch.notice.ring import suspect

Vertex = tuple[float, float]
_MINUTE = 1.2 / 60.0  # two corners within this are the same
_SEA = re.compile(
    r"^[ \t]*(?:(?:EASTERN|WESTERN|CENTRAL)\s+)?(?P<half>NORTH|SOUTH)(?:EASTERN|WESTERN)?\s+"
    r"(?:ATLANTIC|PACIFIC)(?:\s+OCEAN)?\.",
    re.M,
)
_OTHER_SEA = re.compile(r"^[ \t]*[A-Z][A-Z \-]+(?:SEA|OCEAN|GULF|ATLANTIC|PACIFIC|CHANNEL|BAY)\.", re.M)
_Q_CIRCLE = re.compile(
    r"\bQ\)\s?[A-Z]{4}/[^\n]{0,40}?/\s?\d{3}/\d{3}/(\d\d)(\d\d)([NS])(\d{3})(\d\d)([EW])(\d{3})"
)


def compare_relays(notices: list[Notice]) -> None:
    """Areas of two notices that differ in one corner only are told, and mended where one ring is odd."""
    areas = [(n, a) for n in notices[:200] for a in n.areas if a.kind == "polygon" and len(a.vertices) > 3]
    for k, (notice, area) in enumerate(areas[:400]):
        for other, theirs in areas[k + 1 : 400]:
            if other is notice or len(theirs.vertices) != len(area.vertices):
                continue
            corner = _one_corner(area.vertices, theirs.vertices)
            if corner is None:
                continue
            mine, yours = corner
            odd, odd_there = bool(suspect(area.vertices)), bool(suspect(theirs.vertices))
            if odd == odd_there:
                both = f"{_told(area.vertices[mine])}, {_told(theirs.vertices[yours])}"
                name = other.id or "the other notice"
                said = f"vertex {mine + 1} differs from that of {name}, all else agrees"
                notice.problems.append(f"{said}: {both}")
            elif odd:
                _take_over(notice, area, mine, theirs.vertices[yours], other.id)
            else:
                _take_over(other, theirs, yours, area.vertices[mine], notice.id)


def _one_corner(a: list[Vertex], b: list[Vertex]) -> tuple[int, int] | None:
    """The one corner of each ring that has no like in the other, when all the rest have."""
    mine = [k for k, v in enumerate(a) if not any(_near(v, w) for w in b)]
    yours = [k for k, w in enumerate(b) if not any(_near(v, w) for v in a)]
    return (mine[0], yours[0]) if len(mine) == len(yours) == 1 else None


def _near(v: Vertex, w: Vertex) -> bool:
    return abs(v[0] - w[0]) < _MINUTE and abs((v[1] - w[1] + 180.0) % 360.0 - 180.0) < _MINUTE * 2.0


def _told(v: Vertex) -> str:
    return f"{v[0]:.3f} {v[1]:.3f}"


def _take_over(notice: Notice, area: NoticeArea, corner: int, right: Vertex, source: str) -> None:
    said = f"vertex {corner + 1} at {_told(area.vertices[corner])} is read as {_told(right)}"
    notice.problems.append(f"{said}, as {source or 'a relay'} has it")
    area.vertices[corner] = right


def outside_words(text: str, areas: list[NoticeArea]) -> list[str]:
    """Areas that do not lie where the notice says: the half of the ocean, the circle of the Q) line.

    >>> far = NoticeArea("", "polygon", [(30.0, -70.0), (30.0, -69.0), (31.0, -69.0)])
    >>> outside_words("SOUTH ATLANTIC.", [far])
    ['all corners lie north, the notice says SOUTH ATLANTIC: a wrong hemisphere letter?']
    """
    told = []
    corners = [v for a in areas for v in (a.vertices or ([a.center] if a.center else []))]
    seas = list(_SEA.finditer(text))
    alone = len(_OTHER_SEA.findall(text)) == len(seas)
    halves = {m["half"] for m in seas}
    if corners and alone and len(halves) == 1:
        sign = 1.0 if halves == {"NORTH"} else -1.0
        if all(sign * lat < -1.0 for lat, _ in corners):
            side = "south" if sign > 0 else "north"
            sea = " ".join(seas[0][0].strip(" .\t").split())
            told.append(f"all corners lie {side}, the notice says {sea}: a wrong hemisphere letter?")
    circle = _Q_CIRCLE.search(text)
    if circle and 0 < int(circle[7]) < 900:
        centre, radius = _centre(circle), int(circle[7])
        away = [60.0 * _apart_deg(centre, v) for v in corners]
        inside = sum(far <= 1.1 * radius for far in away)
        if 2 * inside >= len(corners):  # else the circle is that of something else
            told += [
                f"vertex {k + 1} at {_told(v)} lies {far:.0f} NM from the middle of the Q) line, "
                f"whose circle has {radius} NM: a typo?"
                for k, (v, far) in enumerate(zip(corners, away, strict=True))
                if far > 1.5 * radius + 60.0
            ]
    return told[:4]


def _centre(m: re.Match[str]) -> Vertex:
    lat, lon = int(m[1]) + int(m[2]) / 60.0, int(m[4]) + int(m[5]) / 60.0
    return (lat if m[3] == "N" else -lat), (lon if m[6] == "E" else -lon)


def _apart_deg(a: Vertex, b: Vertex) -> float:
    p, q, turn = math.radians(a[0]), math.radians(b[0]), math.radians(a[1] - b[1])
    cosine = math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(turn)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
