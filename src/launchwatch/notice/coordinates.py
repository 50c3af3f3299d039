"""Positions in a warning's text, in every style they are written in.

`find_positions` gives each latitude-longitude pair with the stretch of text it was read from, so that
nothing is read twice and what was not read can be told.  Degrees north and east, geodetic; a warning names
no datum, WGS 84 is taken.  The styles are those seen in the wild: whole and decimal minutes
(``28-39.92N 080-38.33W``), degree-minute-second (``28-37-00N``, ``35°12'25"N``, ``S05 59 00 E 090 06 00``),
undelimited (``N303228E1224818``, ``1343.9N08014.2E``), decimal degrees in words, hemisphere letters in
Cyrillic, hemisphere words in Japanese and Korean, and any of these broken over a line end.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from functools import lru_cache

# Letters and signs that mean the same; every replacement keeps the length, so offsets stay true.
_SIGNS = {
    **dict.fromkeys("˚º", "°"),
    **dict.fromkeys("′’‘`´", "'"),
    **dict.fromkeys("″”“", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **{chr(c): chr(c - 32) for c in range(ord("a"), ord("z") + 1)},
    **{"\u00a0": " ", "、": ",", "，": ","},
}
_TABLE = str.maketrans(_SIGNS)
_CYRILLIC = str.maketrans("СЮВЗ", "NSEW")  # север, юг, восток, запад
_CYRILLIC_LETTER = re.compile(
    r"(?<=\d)[СЮВЗсювз](?!\w)|(?<=-\d\d)\s[СЮВЗсювз](?!\w)|(?<=\.\d\d)\s[СЮВЗсювз](?!\w)"
)
_WORDS = {
    "北緯": "N ",
    "南緯": "S ",
    "東経": "E ",
    "西経": "W ",
    "북위": "N ",
    "남위": "S ",
    "동경": "E ",
    "서경": "W ",
}

_GAP = r"[\s,;/.\-]{0,6}(?:AND\s{1,2}|LONG?(?:ITUDE)?\.?:?\s{1,2})?"  # between the latitude and the longitude
_D = r"\d(?:\r?\n)?"  # a digit that may stand before a line end
_DEGREE = r"\s?(?:°|DEG(?:REES|REE(?!S))?\.?)\s?"


def _angle(packed: str) -> str:
    """A pattern of one angle without its hemisphere; five styles, each with its own groups."""
    whole = r"\d{1,3}"
    part = r"\d{1,2}(?:\.\d{1,6})?"
    return (
        rf"(?:{whole}-\d{{1,3}}(?:\.\d{{1,6}})?(?:-{part})?"  # 28-39.92, 28-37-00
        rf"|{whole}\.\d{{1,2}}\.\d{{1,2}}"  # 69.48.0, a typo for 69-48.0
        rf"|{whole}{_DEGREE}(?:{part}\s?(?:'|MIN\w*)\s?(?:{part}\s?(?:\"|''|SEC\w*)?)?|{part})?"  # 35°12'25"
        rf"|{whole}\.\d{{1,2}}'\s?(?:{part}\s?(?:\"|''))?"  # 69.17'40'', a point for a degree sign
        rf"|\d{{1,3}}\.\d{{1,8}}(?:{_DEGREE})?"  # 56.5 degrees, 35.1234
        rf"|{whole}[ ]{{1,2}}{part}(?:[ ]{{1,2}}{part})?"  # 13 34 00
        rf"|{packed})"
    )


_LAT = _angle(rf"{_D}{_D}{_D}\d(?:(?:\r?\n)?\d(?:\r?\n)?\d)?(?:\.\d{{1,6}})?")
_LON = _angle(rf"{_D}{_D}{_D}\d(?:(?:\r?\n)?\d){{0,3}}(?:\.\d{{1,6}})?")
_NS, _EW = r"(?:NORTH|SOUTH|[NS](?![A-Z]{2}))", r"(?:EAST|WEST|[EW])"
_PAIR = re.compile(
    rf"(?=[\dNS])(?:(?<![\d.])(?P<lat1>{_LAT})[\s,]{{0,2}}(?P<ns1>{_NS}){_GAP}(?P<lon1>{_LON})[\s,]{{0,2}}(?P<ew1>{_EW})"
    rf"|(?<![A-Z])(?P<ns2>[NS])\s{{0,2}}(?P<lat2>{_LAT}){_GAP}(?P<ew2>[EW])\s{{0,2}}(?P<lon2>{_LON})(?!\d))"
)
_DASHED = r"\d{2,3}-\d{2}(?:\.\d{1,4})?(?:-\d{2}(?:\.\d{1,2})?)?"
_LETTERLESS = re.compile(
    rf"(?<![\d.\-])(?P<lat>{_DASHED})\s?(?P<ns>[NS](?![A-Z]))?[\s,]{{1,4}}(?P<lon>{_DASHED})(?![\d\-])\s?(?P<ew>[EW](?![A-Z]))?"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_POINT_FOR_SIGN = re.compile(r"^(\d{1,3})\.(?=\d{1,2}'\s?(?:\d|$))")
_DOTTED = re.compile(r"(\d{1,3})\.(\d{1,2}\.\d{1,2})")
_HALF = re.compile(rf"(?=\d)(?<![\d.])(?P<angle>{_LAT}|{_LON})\s?(?P<hemi>[NSEW])(?![A-Z\d])")
_BOX = re.compile(
    rf"(?<![\d.])(?P<s>{_LAT})\s?(?P<hs>[NS]){_GAP}(?P<n>{_LAT})\s?(?P<hn>[NS])\s+AND\s+"
    rf"(?P<w>{_LON})\s?(?P<hw>[EW]){_GAP}(?P<e>{_LON})\s?(?P<he>[EW])"
)


@dataclass(frozen=True, slots=True)
class Position:
    """One position and where in the text it stands; degrees north and east."""

    lat: float
    lon: float
    start: int
    end: int
    problem: str = ""
    words: tuple[str, str, str, str] = ("", "", "", "")  # latitude, N or S, longitude, E or W, as written


def plain(text: str) -> str:
    """The text with letters and signs brought to one form, of the same length (offsets stay true)."""
    out = text.translate(_TABLE)
    if out.isascii():
        return out
    out = re.sub(r"(?<=\d)[度도]", "°", out)
    out = re.sub(r"(?<=\d)[分분]", "'", out)
    out = re.sub(r"(?<=\d)[秒초]", '"', out)
    out = _CYRILLIC_LETTER.sub(lambda m: m[0].upper().translate(_CYRILLIC), out)
    for word, letter in _WORDS.items():
        out = out.replace(word, letter)
    return out


@lru_cache(maxsize=8192)
def read_angle(text: str) -> tuple[float, str]:
    """Degrees of one angle without hemisphere, and what is odd about it ("" when nothing is).

    >>> read_angle("28-39.92")
    (28.665333333333333, '')
    >>> read_angle("1224818")[0]
    122.805
    """
    text = text.replace("\r", "").replace("\n", "") if "\n" in text else text
    text = _POINT_FOR_SIGN.sub(r"\1°", text)
    dotted = _DOTTED.fullmatch(text) if text.count(".") == 2 else None
    parts = list(dotted.groups()) if dotted else _FIGURE.findall(text)
    if len(parts) == 1 and "°" not in text and "DEG" not in text:
        head, _, tail = parts[0].partition(".")
        if len(head) >= 4:
            parts = _unpack(head, tail)
    value, odd = 0.0, f"{text!r} is written with a point for a dash" if dotted else ""
    for number, scale in zip(parts, (1.0, 60.0, 3600.0), strict=False):
        figure = float(number)
        if scale > 1.0 and figure >= 60.0:
            odd = f"{number} is over 59 minutes or seconds in {text!r}"
        value += figure / scale
    return value, odd


def _unpack(head: str, tail: str) -> list[str]:
    """Degrees, minutes and seconds of undelimited digits: ddmm, dddmm, ddmmss, dddmmss."""
    degrees = len(head) % 2 + 2
    parts = [head[:degrees], *(head[i : i + 2] for i in range(degrees, len(head), 2))]
    if tail:
        parts[-1] += f".{tail}"
    return parts


def position(lat: str, ns: str, lon: str, ew: str, start: int = 0, end: int = 0) -> Position:
    """A position from its two angles and their hemisphere letters, with what is odd about it.

    >>> position("28-39.92", "N", "080-38.33", "W").lon
    -80.63883333
    """
    north, odd_lat = read_angle(lat)
    east, odd_lon = read_angle(lon)
    odd = odd_lat or odd_lon
    if north > 90.0 or east > 180.0:
        odd = f"latitude {north:.2f} or longitude {east:.2f} is off the globe"
    return Position(
        round(-north if ns[0] == "S" else north, 8),
        round(-east if ew[0] == "W" else east, 8),
        start,
        end,
        odd,
        (lat, ns[0], lon, ew[0]),
    )


def find_positions(text: str) -> list[Position]:
    """All latitude-longitude pairs of a text that `plain` has been through, in order."""
    found = []
    for m in _PAIR.finditer(text):
        side = "1" if m["lat1"] else "2"
        found.append(
            position(m["lat" + side], m["ns" + side], m["lon" + side], m["ew" + side], m.start(), m.end())
        )
    return found


def find_letterless(text: str, points: list[Position]) -> list[Position]:
    """Pairs of angles with one hemisphere letter missing, between positions that all have the same one.

    >>> text = "30-00.00N 120-00.00E, 30-00.00N 121-00.00, 31-00.00N 121-00.00E"
    >>> [p.problem for p in find_letterless(text, find_positions(text))]
    ["a hemisphere letter is missing; 'E' is taken, as in the others"]
    """
    if len(points) < 2:
        return []
    letters = {p.words[1] for p in points}, {p.words[3] for p in points}
    found = []
    spans = [(p.start, p.end) for p in points]
    for m in _LETTERLESS.finditer(text):
        at = bisect.bisect(spans, (m.start(), len(text)))
        inside = (at and spans[at - 1][1] > m.start()) or (at < len(spans) and spans[at][0] < m.end())
        missing = 0 if m["ns"] is None else 1
        if inside or (m["ns"] is None) == (m["ew"] is None) or len(letters[missing]) != 1:
            continue
        taken = next(iter(letters[missing]))
        place = position(m["lat"], m["ns"] or taken, m["lon"], m["ew"] or taken, m.start(), m.end())
        odd = f"a hemisphere letter is missing; {taken!r} is taken, as in the others"
        found.append(replace(place, problem=place.problem or odd))
    return found


def find_boxes(text: str) -> list[tuple[Position, Position]]:
    """Latitude-longitude boxes ``72-39N 74-29N AND 012-20E 018-50E``: their two opposite corners."""
    if "BETWEEN" not in text:
        return []
    return [
        (
            position(m["s"], m["hs"], m["w"], m["hw"], m.start(), m.end()),
            position(m["n"], m["hn"], m["e"], m["he"], m.start(), m.end()),
        )
        for m in _BOX.finditer(text)
    ]


def find_halves(text: str) -> list[tuple[int, int, str]]:
    """Stretches that look like half a position (an angle with one hemisphere letter): start, end, text."""
    return [(m.start(), m.end(), m[0].strip()) for m in _HALF.finditer(text)]
