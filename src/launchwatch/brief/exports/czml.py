"""CZML of a brief, for the globe: the median flight with its times, areas, drop zones, pad, observed.

One JSON array of packets, the document with the clock first. The flight is sampled as seconds after the
epoch, longitude, latitude (deg), height (m). Where the lift-off is not known the epoch is only relative,
and the document says so. Source: AnalyticalGraphicsInc, "CZML Guide".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from launchwatch.brief.exports.things import Shape, median_path, shapes, start, told

Packet = dict[str, Any]

_COLOURS = {  # red, green, blue, alpha
    "site": (20, 20, 20, 255),
    "place": (110, 110, 110, 255),
    "observed": (230, 159, 0, 255),
    "area": (90, 90, 90, 90),
    "drop zone": (0, 114, 178, 90),
}
_FLIGHT = (213, 94, 0, 255)


def export_czml(brief: Mapping[str, Any]) -> str:
    """The brief as CZML packets."""
    epoch, words = start(brief)
    path = median_path(brief)
    ends = epoch + timedelta(seconds=path[-1][3] if path else 0.0)
    begins = epoch + timedelta(seconds=min(path[0][3], 0.0) if path else 0.0)
    packets: list[Packet] = [document(brief, words, begins, ends)]
    if len(path) > 1:
        packets.append(moving("flight", "Median flight", path, epoch, _FLIGHT))
    packets += [_packet(shape) for shape in shapes(brief)]
    return json.dumps(packets, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def stamp(when: datetime) -> str:
    """An instant as CZML has it."""
    return when.isoformat().replace("+00:00", "Z")


def document(brief: Mapping[str, Any], words: str, begins: datetime, ends: datetime) -> Packet:
    """The packet of the document, with the clock."""
    made: Packet = {
        "id": "document",
        "name": told(brief.get("title"), "launch brief"),
        "description": f"As of {told(brief.get('as_of'), 'no stated instant')}. {words}",
        "version": "1.0",
    }
    if ends > begins:
        made["clock"] = {
            "interval": f"{stamp(begins)}/{stamp(ends)}",
            "currentTime": stamp(begins),
            "multiplier": 10,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        }
    return made


def moving(
    key: str,
    name: str,
    path: list[tuple[float, float, float, float]],
    epoch: datetime,
    colour: tuple[int, int, int, int],
) -> Packet:
    """A point that moves along a path of latitude, longitude (deg), height (m), seconds after the epoch."""
    begins, ends = (epoch + timedelta(seconds=t) for t in (min(path[0][3], 0.0), path[-1][3]))
    return {
        "id": key,
        "name": name,
        "availability": f"{stamp(begins)}/{stamp(ends)}",
        "position": {
            "epoch": stamp(epoch),
            "cartographicDegrees": [value for lat, lon, h, t in path for value in (t, lon, lat, h)],
            "interpolationAlgorithm": "LINEAR",
            "forwardExtrapolationType": "NONE",
        },
        "point": {"pixelSize": 10, "color": {"rgba": list(colour)}},
        "path": {"width": 2, "material": _solid(colour), "leadTime": 0, "resolution": 5},
    }


def _solid(colour: tuple[int, int, int, int]) -> Packet:
    return {"solidColor": {"color": {"rgba": list(colour)}}}


def _packet(shape: Shape) -> Packet:
    colour = _COLOURS[shape.kind]
    packet: Packet = {
        "id": shape.key,
        "name": shape.name,
        "properties": {"kind": shape.kind, **shape.properties},
    }
    if shape.text:
        packet["description"] = shape.text
    if shape.ring:
        flat = [value for lat, lon in shape.places[:-1] for value in (lon, lat, 0.0)]
        packet["polygon"] = {
            "positions": {"cartographicDegrees": flat},
            "material": _solid(colour),
            "height": 0,
            "outline": True,
            "outlineColor": {"rgba": [*colour[:3], 255]},
            "arcType": "GEODESIC",
        }
        return packet
    lat, lon = shape.places[0]
    packet["position"] = {"cartographicDegrees": [lon, lat, 0.0]}
    packet["point"] = {"pixelSize": 8, "color": {"rgba": list(colour)}}
    packet["label"] = {"text": shape.name, "font": "13px sans-serif", "pixelOffset": {"cartesian2": [10, 0]}}
    return packet
