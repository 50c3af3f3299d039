"""Lines of JSON to blind cases and to launches already known: the batch contract of `launchwatch infer`.

A line to be inferred holds pad, areas and windows under the names of the public data set (`site_lat`,
`areas`, ...), either at the top or under `blind_input`, with `launch_id` and `as_of` beside. A line of the
archive is such a case with its `truth`. Degrees, nautical miles and UTC as published. `launch_id` is handed
through and looked up nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from launchwatch.earth import offset, parse_day, parse_utc
from launchwatch.errors import InputError
from launchwatch.inference.blind import BlindArea, BlindCase, Window
from launchwatch.inference.named import line_of

NAUTICAL_MILE_M: Final = 1852.0
CORNERS_OF_CIRCLE: Final = 24


@dataclass(frozen=True, slots=True)
class Known:
    """A launch of the archive: what was announced, and where it went; degrees, km, hours, UTC."""

    case: BlindCase
    launched: datetime
    inclination_deg: float
    perigee_km: float
    apogee_km: float
    ltan_h: float | None
    line: str = ""
    """The line of launchers, as the record calls it, where it is told and known."""


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Every line that is not blank: its place in words, and its object or what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("this is not text in UTF-8", where=str(path), mend="write JSON Lines") from None
    except OSError as error:
        raise InputError("the file cannot be read", where=str(path), mend=str(error.strerror)) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{path}, line {number}"
            try:
                found = json.loads(line, parse_constant=_refuse_constant)
            except (ValueError, RecursionError):
                yield where, InputError("this is not JSON", where=where, mend="write one object a line")
                continue
            wrong = InputError("this is not a JSON object", where=where, mend="write one object a line")
            yield where, found if isinstance(found, dict) else wrong


def read_blind(line: dict[str, Any], where: str) -> BlindCase:
    """A blind case from an object of the batch contract; InputError names the place and the key.

    >>> read_blind({"site_lat": 40.96, "site_lon": 100.3, "areas": [], "launch_id": "a"}, "x").site_code
    ''
    """
    body = line.get("blind_input", line)
    if not isinstance(body, dict):
        raise InputError("blind_input is not an object", where=where)
    windows = body.get("windows") or {}
    if not isinstance(windows, dict):
        raise InputError("windows is not an object of lists by notice", where=where)
    by_notice = {str(key): _windows(value, where) for key, value in windows.items()}
    areas = body.get("areas")
    if not isinstance(areas, list):
        raise InputError("there is no list of areas", where=where)
    as_of = line.get("as_of", body.get("as_of"))
    return BlindCase(
        launch_id=str(line.get("launch_id") or body.get("launch_id") or ""),
        as_of=None if as_of is None else _instant(as_of, where),
        site_lat_deg=_number(body, "site_lat", where, -90.0, 90.0),
        site_lon_deg=_number(body, "site_lon", where, -180.0, 360.0),
        site_code=str(body.get("site_code") or ""),
        areas=tuple(
            found
            for n, area in enumerate(areas, start=1)
            if (found := _area(area, by_notice, f"{where}, area {n}")) is not None
        ),
        windows=tuple(sorted(w for found in by_notice.values() for w in found)),
    )


def read_known(line: dict[str, Any], where: str) -> Known | None:
    """A launch of the archive, or None where its ascent is not known (a failure, a high orbit)."""
    case = read_blind(line, where)
    truth = line.get("truth")
    if not isinstance(truth, dict) or not isinstance(truth.get("launch"), dict):
        raise InputError(
            "there is no truth with its launch", where=where, mend="an archive holds whole cases"
        )
    launched = _instant(truth["launch"].get("launch_utc"), where)
    orbit = truth.get("orbit") or {}
    if not isinstance(orbit, dict):
        raise InputError("the orbit is not an object", where=where)
    if orbit.get("ascent_inclination_deg") is None:
        return None
    ltan = orbit.get("ltan_h")
    return Known(
        case=case,
        launched=launched,
        inclination_deg=_number(orbit, "ascent_inclination_deg", where, 0.0, 180.0),
        perigee_km=_number(orbit, "perigee_km", where, -6_400.0, 1e7),
        apogee_km=_number(orbit, "apogee_km", where, -1e7, 1e7),
        ltan_h=None if ltan is None else _number(orbit, "ltan_h", where, 0.0, 24.0),
        line=line_of(str(truth["launch"].get("vehicle") or "")),
    )


def read_archive(path: Path, before: datetime | None = None) -> tuple[list[Known], list[InputError]]:
    """The launches of an archive before an instant, in order of time, and the lines that cannot be read."""
    found, wrong = [], []
    for where, line in read_lines(path):
        if isinstance(line, InputError):
            wrong.append(line)
            continue
        try:
            known = read_known(line, where)
        except InputError as error:
            wrong.append(error)
            continue
        if known is not None and (before is None or known.launched < before):
            found.append(known)
    return sorted(found, key=lambda k: (k.launched, k.case.launch_id)), wrong


def _area(area: Any, windows: dict[str, tuple[Window, ...]], where: str) -> BlindArea | None:
    """An area; None for one that was announced without a place that could be read."""
    if not isinstance(area, dict):
        raise InputError("the area is not an object", where=where)
    if not area.get("coords") and area.get("center") is None:
        return None
    notice = str(area.get("notice_id") or "")
    return BlindArea(
        kind=str(area.get("kind") or "polygon"),
        ring_deg=_ring(area, where),
        notice_id=notice,
        label=str(area.get("label") or ""),
        said_to_be=str(area.get("said_to_be") or ""),
        windows=windows.get(notice, ()),
    )


def _ring(area: dict[str, Any], where: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The corners of an area, (n, 2); a circle becomes a ring of corners on it."""
    if area.get("coords"):
        corners = area["coords"]
        if not isinstance(corners, list):
            raise InputError("coords is not a list", where=where)
        return np.array([_place(corner, where) for corner in corners])
    lat, lon = _place(area["center"], where)
    radius = _number(area, "radius_nm", where, 0.0, 5_400.0) if area.get("radius_nm") is not None else 0.0
    if radius == 0.0:
        return np.array([[lat, lon]])
    around = np.linspace(0.0, 360.0, CORNERS_OF_CIRCLE, endpoint=False)
    lats, lons = offset(lat, lon, around, radius * NAUTICAL_MILE_M)
    return np.column_stack([lats, lons])


def _place(place: Any, where: str) -> tuple[float, float]:
    if not isinstance(place, list) or len(place) != 2:
        raise InputError(f"{place!r} is not a place", where=where, mend="write [latitude, longitude]")
    named = {"latitude": place[0], "longitude": place[1]}
    return _number(named, "latitude", where, -90.0, 90.0), _number(named, "longitude", where, -180.0, 360.0)


def _windows(windows: Any, where: str) -> tuple[Window, ...]:
    if not isinstance(windows, list):
        raise InputError("the windows of a notice are not a list", where=where)
    found = []
    for window in windows:
        if not isinstance(window, list) or len(window) != 2:
            raise InputError(f"{window!r} is not a window", where=where, mend="write [begin, end]")
        begin, end = _instant(window[0], where), _instant(window[1], where)
        found.append((begin, max(begin, end)))
    return tuple(sorted(found))


def _instant(text: Any, where: str) -> datetime:
    """An instant with its zone; a date alone is the end of that day, as everywhere in the house."""
    if not isinstance(text, str):
        raise InputError(f"{text!r} is not an instant", where=where, mend="write 2023-11-21T12:00Z")
    return parse_utc(text, where) if ":" in text else parse_day(text, where)


def _number(body: dict[str, Any], key: str, where: str, least: float, most: float) -> float:
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e300:
        raise InputError(f"{key} is {value!r}, not a number", where=where)
    if not least <= value <= most:
        raise InputError(f"{key} is {value:g}", where=where, mend=f"give {least:g} to {most:g}")
    return float(value)


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
