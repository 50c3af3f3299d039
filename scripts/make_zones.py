"""Make src/launchwatch/inference/data/zones.csv: zones that were warned of, and the line of launchers behind.

    python scripts/make_zones.py NOTICES.jsonl

NOTICES.jsonl holds public warnings to mariners and airmen tied to launches (US NGA, in the public domain, and
NOTAMs). No text is taken over: for each zone there is one line of facts, computed here: the day and the pad,
the line of launchers as the launch record calls it (GCAT, J. McDowell, planet4589.org/space/gcat, CC-BY 4.0),
the distance of the middle from the pad and half the length and width, km. Zones of one launch that lie
together are one. The launch is not named; the same input gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from launchwatch.inference import read_blind
from launchwatch.inference.boxes import boxes
from launchwatch.inference.named import line_of

OUT = Path(__file__).resolve().parent.parent / "src/launchwatch/inference/data/zones.csv"
COLUMNS = ("date", "site_lat", "site_lon", "line", "range_km", "half_long_km", "half_short_km")


def rows(notices: list[dict[str, Any]]) -> list[list[str]]:
    """The zones of every launch whose line the record knows, in order of time."""
    areas: dict[tuple[str, float, float, str], list[Any]] = defaultdict(list)
    for notice in notices:
        launch = notice["launch"]
        line = line_of(launch["vehicle"])
        if line and not notice.get("association_suspect"):
            key = (launch["launch_utc"][:10], launch["site_lat"], launch["site_lon"], line)
            areas[key] += notice["areas"]
    found = []
    for (date, lat, lon, line), mine in sorted(areas.items()):
        readable = [a for a in mine if a.get("coords") or a.get("center")]
        case = read_blind({"site_lat": lat, "site_lon": lon, "areas": readable}, date)
        for box in boxes(case):
            sizes = (box.range_km, box.half_long_km, box.half_short_km)
            found.append([date, f"{lat:.2f}", f"{lon:.2f}", line, *(f"{size:.0f}" for size in sizes)])
    return found


def main() -> None:
    """Read the notices and write the table."""
    notices = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows(notices))


if __name__ == "__main__":
    main()
