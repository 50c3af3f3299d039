"""Blind cases made up for tests: a pad, boxes at a distance and a direction, windows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

from launchwatch.earth import offset
from launchwatch.inference import BlindArea, BlindCase, Known

JIUQUAN = (40.96, 100.298)
CAPE = (28.562, -80.577)


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def box(pad: tuple[float, float], azimuth_deg: float, range_km: float, half_km: float = 30.0) -> np.ndarray:
    """Four corners of a square box."""
    lat, lon = offset(*pad, azimuth_deg, range_km * 1e3)
    corners = [offset(lat, lon, azimuth_deg + turn, half_km * 1.414e3) for turn in (45, 135, 225, 315)]
    return np.array(corners)


def made(
    pad: tuple[float, float] = JIUQUAN,
    boxes: tuple[tuple[float, float], ...] = ((189.0, 950.0),),
    windows: tuple[tuple[str, str], ...] = (("2024-04-15T04:03", "2024-04-15T04:28"),),
    as_of: str | None = "2024-04-14T00:00",
    code: str = "JQ",
) -> BlindCase:
    """A blind case; boxes are (azimuth, range in km)."""
    times = tuple((at(begin), at(end)) for begin, end in windows)
    areas = tuple(BlindArea("polygon", box(pad, *place), "n1", windows=times) for place in boxes)
    return BlindCase("made", None if as_of is None else at(as_of), *pad, code, areas, times)


def known(
    launched: str,
    inclination_deg: float,
    boxes: tuple[tuple[float, float], ...] = ((189.0, 950.0),),
    pad: tuple[float, float] = JIUQUAN,
    ltan_h: float | None = None,
) -> Known:
    """A launch of an archive."""
    case = made(pad, boxes, (), None)
    return Known(case, at(launched), inclination_deg, 500.0, 510.0, ltan_h)


def line(**changes: Any) -> dict[str, Any]:
    """A line of the batch contract, as one writes it."""
    found: dict[str, Any] = {
        "launch_id": "a",
        "as_of": "2024-04-14T00:00Z",
        "site_lat": 40.96,
        "site_lon": 100.298,
        "site_code": "JQ",
        "areas": [
            {
                "notice_id": "n1",
                "label": None,
                "said_to_be": None,
                "kind": "polygon",
                "coords": [[32.3, 98.2], [32.3, 98.9], [32.9, 98.9], [32.9, 98.2]],
                "center": None,
                "radius_nm": None,
            }
        ],
        "notice_ids": ["n1"],
        "debris_notice_ids": [],
        "windows": {"n1": [["2024-04-15T04:03Z", "2024-04-15T04:28Z"]]},
    }
    return found | changes


def past_line(launched: str = "2023-02-24T04:01:00Z", inclination: float | None = 97.47) -> dict[str, Any]:
    """A line of an archive."""
    blind = {k: v for k, v in line().items() if k not in ("launch_id", "as_of")}
    blind["windows"] = {}
    orbit = {"ascent_inclination_deg": inclination, "perigee_km": 488.0, "apogee_km": 503.0, "ltan_h": 22.6}
    return {
        "launch_id": "b",
        "blind_input": blind,
        "truth": {"launch": {"launch_utc": launched}, "orbit": orbit},
    }
