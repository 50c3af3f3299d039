"""The brief in the formats of others: GeoJSON for a map, KML and CZML for a globe.

Every writer takes `brief.json` as a dictionary (`export_warnings` the JSON of `launchwatch notice`) and
returns the text of one file. Places come out as they
went in, to the last bit; texts are escaped; a part that is missing is left out.
"""

from __future__ import annotations

from launchwatch.brief.exports.czml import export_czml
from launchwatch.brief.exports.geojson import export_geojson
from launchwatch.brief.exports.history import history_csv, history_czml, history_oem
from launchwatch.brief.exports.kml import export_kml
from launchwatch.brief.exports.warnings import export_warnings

__all__ = [
    "export_czml",
    "export_geojson",
    "export_kml",
    "export_warnings",
    "history_csv",
    "history_czml",
    "history_oem",
]
