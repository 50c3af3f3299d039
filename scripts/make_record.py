"""Make the compact launch table that launchwatch ships, from the full scored launch record.

    python scripts/make_record.py LAUNCHES.csv

LAUNCHES.csv is the orbital launch record made from the General Catalog of Artificial Space Objects
(GCAT), J. McDowell, planet4589.org/space/gcat, CC-BY 4.0.  Only facts are taken over: tag, date and
time (UTC), vehicle line, family, builder, state (predecessor states folded into successors), site,
and two outcomes: orbit (reached any orbit) and success (reached a useful one).  The GCAT launch code
is left behind on purpose: its letter D is given to successes only.

The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "launchwatch" / "record" / "data" / "launches.csv.gz"
COLUMNS = {  # ours: theirs
    "tag": "tag",
    "date": "date",
    "line": "line",
    "family": "family",
    "builder": "manufacturer",
    "state": "state2",
    "site": "site",
    "orbit": "orbit",
    "success": "success",
}


def compact(source: Path) -> bytes:
    """The compact table as gzipped CSV, in the order of the dates."""
    with source.open(newline="", encoding="utf-8") as file:
        rows = [[row[theirs] for theirs in COLUMNS.values()] for row in csv.DictReader(file)]
    rows.sort(key=lambda row: (row[1], row[0]))
    for row in rows:
        row[1] = row[1].removesuffix(":00").replace(" ", "T")  # seconds only where they are known
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    octets = compact(Path(sys.argv[1]))
    TARGET.write_bytes(octets)
    print(f"{TARGET}: {len(octets)} bytes")
