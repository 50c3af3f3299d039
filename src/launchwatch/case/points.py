"""Points and directions as a case writes them: degrees, or degrees-minutes-seconds with a hemisphere.

`[35.207, 124.873]` and `"35-12-25N 124-52-23E"` are the same point (latitude first, degrees north and east,
WGS 84).  A comma in a number, a missing hemisphere, minutes of 60 and more are refused, because press
reports print 36-04 as "36.04 degrees".
"""

from __future__ import annotations

import difflib
import math
import re
from typing import Final

from launchwatch.errors import CaseError

_ANGLE = r"(\d{1,3}(?:\.\d+)?)(?:[-°: ](\d{1,2}(?:\.\d+)?)['′]?)?(?:[-: ]?(\d{1,2}(?:\.\d+)?)[\"″]?)?\s?°?"
_POINT = re.compile(rf"{_ANGLE}\s?([NS])[\s,/]*{_ANGLE}\s?([EW])", re.I)
_AZIMUTH = re.compile(
    r"(?:azimuth|bearing)\s+(\d{1,3}(?:\.\d+)?)\s*(?:°|deg)?(?:\s*(?:±|\+/-)\s*(\d{1,2}(?:\.\d+)?))?"
)
_WINDS: Final = (
    *("north", "north-northeast", "northeast", "east-northeast"),
    *("east", "east-southeast", "southeast", "south-southeast"),
    *("south", "south-southwest", "southwest", "west-southwest"),
    *("west", "west-northwest", "northwest", "north-northwest"),
)  # fmt: skip
# Half-width of a direction in words, one sigma: a writer who says "west" means the nearest of four, eight
# or sixteen winds, so the error is spread over half the step to the next wind, and a bit beyond.
CARDINAL_SIGMA_DEG: Final = 11.0
QUADRANT_SIGMA_DEG: Final = 11.0
WIND_SIGMA_DEG: Final = 6.5
FIGURE_SIGMA_DEG: Final = 2.0  # "azimuth 195 deg" without a spread of its own


def read_point(value: object, where: str = "") -> tuple[float, float]:
    """A point as (latitude, longitude) in degrees, the longitude in -180 to 180."""
    if isinstance(value, str):
        lat, lon = _from_text(value, where)
    elif isinstance(value, list) and len(value) == 2 and all(_is_number(v) for v in value):
        lat, lon = float(value[0]), float(value[1])
    else:
        raise CaseError(f"'{value}' is not a point", where=where, mend=_HOW)
    if not (math.isfinite(lat) and abs(lat) <= 90.0):
        raise CaseError(
            f"latitude {lat:g} is not between -90 and 90", where=where, mend="latitude comes before longitude"
        )
    if not -180.0 <= lon <= 360.0:
        raise CaseError(f"longitude {lon:g} is not between -180 and 360", where=where, mend=_HOW)
    return lat, lon - 360.0 if lon > 180.0 else lon


def read_direction(value: str, where: str = "") -> tuple[float, float]:
    """A direction as (azimuth, one sigma) in degrees: `west`, `south-southwest`, `azimuth 195 ± 3 deg`."""
    word = " ".join(value.strip().lower().split())
    if found := _AZIMUTH.fullmatch(word.removesuffix("deg").removesuffix("°").strip()):
        azimuth = float(found[1])
        if azimuth <= 360.0:
            return azimuth % 360.0, float(found[2]) if found[2] else FIGURE_SIGMA_DEG
    plain = word.replace(" ", "").replace("-", "")
    for index, wind in enumerate(_WINDS):
        if wind.replace("-", "") == plain:
            sigma = WIND_SIGMA_DEG if index % 2 else QUADRANT_SIGMA_DEG if index % 4 else CARDINAL_SIGMA_DEG
            return 22.5 * index, sigma
    near = difflib.get_close_matches(word, _WINDS, n=1)
    mend = f"did you mean '{near[0]}'?" if near else "write 'west', 'south-southwest' or 'azimuth 195 deg'"
    raise CaseError(f"'{value}' is not a direction", where=where, mend=mend)


_HOW = "write [39.66, 124.71] (latitude, longitude) or '35-12-25N 124-52-23E'"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _from_text(text: str, where: str) -> tuple[float, float]:
    found = _POINT.fullmatch(text.strip())
    if found is None:
        raise CaseError(f"'{text}' cannot be read as a point", where=where, mend=_HOW)
    d1, m1, s1, ns, d2, m2, s2, ew = found.groups()
    for part in (m1, s1, m2, s2):
        if part is not None and float(part) >= 60.0:
            raise CaseError(f"'{text}' has {part} minutes or seconds", where=where, mend=_HOW)
    lat = float(d1) + float(m1 or 0) / 60.0 + float(s1 or 0) / 3600.0
    lon = float(d2) + float(m2 or 0) / 60.0 + float(s2 or 0) / 3600.0
    return (lat if ns in "Nn" else -lat), (lon if ew in "Ee" else -lon)
