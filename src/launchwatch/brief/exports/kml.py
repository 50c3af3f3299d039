"""KML 2.2 (OGC 07-147r2) of a brief: areas, drop zones, the median path with its heights, pad, observed.

Our own writer, for the libraries that write KML are not permissively licensed. The order of elements is the
schema's. Longitude, latitude in degrees, height in metres above the ellipsoid, as KML has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from launchwatch.brief.exports.things import Shape, median_path, shapes, start, told

_STYLES = {  # line and fill, aabbggrr as KML has it
    "area": ("ff202020", "40808080"),
    "drop zone": ("ffb27200", "40b27200"),
    "path": ("ff005ed5", "00000000"),
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_kml(brief: Mapping[str, Any]) -> str:
    """The brief as one KML document with a folder for each kind of thing."""
    found = shapes(brief)
    folders = [
        _folder(title, [_placemark(shape) for shape in found if shape.kind == kind])
        for kind, title in (
            ("site", "Launch pad"),
            ("area", "Announced areas"),
            ("drop zone", "Drop zones"),
            ("observed", "Observed"),
            ("place", "Places"),
        )
    ]
    path = _path(brief)
    title = told(brief.get("title"), "launch brief")
    description = f"As of {told(brief.get('as_of'), 'no stated instant')}. {start(brief)[1]}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2">',
        "<Document>",
        f"<name>{text(title)}</name>",
        f"<description>{text(description)}</description>",
        *(_style(kind, *colours) for kind, colours in _STYLES.items()),
        *(_folder("Path", [path]) if path else ()),
        *(line for folder in folders for line in folder),
        "</Document>",
        "</kml>",
    ]
    return "\n".join(lines) + "\n"


def text(found: object) -> str:
    """A text inside an element: escaped, without the characters that XML 1.0 cannot hold."""
    return escape(_NOT_XML.sub("\ufffd", str(found)).replace("\r", " "))


def _style(kind: str, line: str, fill: str) -> str:
    name = f"style-{kind.replace(' ', '-')}"
    return (
        f'<Style id="{name}"><LineStyle><color>{line}</color><width>2</width></LineStyle>'
        f"<PolyStyle><color>{fill}</color></PolyStyle></Style>"
    )


def _folder(name: str, placemarks: list[str]) -> list[str]:
    return [f"<Folder><name>{text(name)}</name>", *placemarks, "</Folder>"] if placemarks else []


def _placemark(shape: Shape) -> str:
    facts = "; ".join(f"{key}: {value}" for key, value in shape.properties.items())
    told_text = ". ".join(part for part in (shape.text, facts) if part)
    if shape.ring:
        ring = coordinates((lat, lon, 0.0) for lat, lon in shape.places)
        geometry = (
            "<Polygon><tessellate>1</tessellate><outerBoundaryIs><LinearRing>"
            f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
        )
        style = f"<styleUrl>#style-{shape.kind.replace(' ', '-')}</styleUrl>"
    else:
        at = coordinates((lat, lon, 0.0) for lat, lon in shape.places)
        geometry, style = f"<Point><coordinates>{at}</coordinates></Point>", ""
    return (
        f'<Placemark id="{shape.key}"><name>{text(shape.name)}</name>'
        f"<description>{text(told_text)}</description>{style}{geometry}</Placemark>"
    )


def _path(brief: Mapping[str, Any]) -> str | None:
    path = median_path(brief)
    if len(path) < 2:
        return None
    line = coordinates((lat, lon, height) for lat, lon, height, _ in path)
    words = f"Median flight, lift-off to {path[-1][3]:.0f} s after it."
    return (
        f'<Placemark id="path"><name>Median path</name><description>{text(words)}</description>'
        "<styleUrl>#style-path</styleUrl><LineString><extrude>0</extrude><tessellate>0</tessellate>"
        f"<altitudeMode>absolute</altitudeMode><coordinates>{line}</coordinates></LineString></Placemark>"
    )


def coordinates(places: Iterable[tuple[float, float, float]]) -> str:
    """Rows of latitude, longitude (deg), height (m) as KML has them: lon,lat,height, to the last bit."""
    return " ".join(f"{lon!r},{lat!r},{height!r}" for lat, lon, height in places)
