"""Areas told by distance from the launch pad, whose position stands elsewhere in the notice.

``A CIRCLE OF 10NM AROUND THE LAUNCHER`` and ``A SECT BTN 25NM AND 90NM FM LAUNCH PAD COORD AND BTN AZM ANGLES
130DEG AND 150DEG``: circle and sector get the pad as centre.  A sector that begins at some distance is given
from the centre on, and that is told.
"""

from __future__ import annotations

import re

from launchwatch.notice.coordinates import Position

NAUTICAL_MILE_M = 1852.0
_CIRCLE = re.compile(
    r"CIRCLE\s+OF\s+(?:RADIUS\s+)?(\d{1,3}(?:\.\d{1,2})?)\s?NM\s+(?:AROUND|FM|FROM)\s+(?:THE\s+)?LAUNCH(?:ER|\s?PAD)"
)
_SECTOR = re.compile(
    r"SECT(?:OR)?\s+BTN\s+(?P<near>\d{1,4})\s?NM\s+AND\s+(?P<far>\d{1,4})\s?NM\s+(?:FM|FROM|OF)\s+(?:THE\s+)?LAUNCH"
    r"(?:ER|\s?PAD)[A-Z\s]{0,20}?AND\s+(?:BTN\s+)?AZM?(?:IMUTH)?\w*\s+(?:ANGLES?\s+)?(?:BTN\s+)?"
    r"(?P<first>\d{1,3})\s?(?:DEG\w*)?\s+AND\s+(?P<last>\d{1,3})\s?DEG"
)
Around = tuple[str, float, tuple[float, float] | None, int, int]  # kind, radius m, bearings, begin, end


def around_pad(text: str, pad: Position | None, problems: list[str]) -> list[Around]:
    """Circles and sectors around the launch pad: kind, radius (m), bearings (deg), place in the text."""
    found: list[Around] = [
        ("circle", float(m[1]) * NAUTICAL_MILE_M, None, m.start(), m.end()) for m in _CIRCLE.finditer(text)
    ]
    for m in _SECTOR.finditer(text):
        bearings = (float(m["first"]), float(m["last"]))
        found.append(("sector", float(m["far"]) * NAUTICAL_MILE_M, bearings, m.start(), m.end()))
        if int(m["near"]):
            problems.append(f"a sector begins {m['near']} NM from the pad; it is given from the pad on")
    if found and pad is None:
        problems.append(
            f"a {found[0][0]} around the launch pad is named, but no position of the pad was read"
        )
        return []
    return found
