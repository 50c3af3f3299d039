"""Make the compact launch table and the folding tables that launchwatch ships, from the full record.

    python scripts/make_record.py FOLDER

FOLDER holds launches.csv, the scored orbital launch record made from the General Catalog of Artificial
Space Objects (GCAT), J. McDowell, planet4589.org/space/gcat, CC-BY 4.0, and GCAT's orgs.tsv.  Only facts
are taken over: tag, date and time (UTC), vehicle, state (predecessor states folded into successors), site,
and the outcome: orbit (reached any orbit), success (reached a useful one), McDowell's score.  The GCAT
launch code is left behind on purpose: its letter D is given to successes only.  Beside it go the tables
that fold vehicles into lines, families and builders, and states into successors, and the names and states
of builders and launching agencies.

The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterable
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "launchwatch" / "record" / "data"
COLUMNS = {  # ours: theirs
    "tag": "tag",
    "date": "date",
    "vehicle": "lv",
    "state": "state2",
    "site": "site",
    "orbit": "orbit",
    "success": "success",
    "score": "jsr_score",
}

Rows = list[dict[str, str]]


def tables(folder: Path) -> dict[str, bytes]:
    """The files by name."""
    with (folder / "launches.csv").open(newline="", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["date"], row["tag"]))
    return {
        "launches.csv.gz": gzip.compress(launches(rows), compresslevel=9, mtime=0),
        "vehicles.csv": vehicles(rows),
        "builders.csv": builders(rows, folder / "orgs.tsv"),
        "states.csv": written("code state", sorted({(row["state"], row["state2"]) for row in rows})),
    }


def launches(rows: Rows) -> bytes:
    """The compact table, in the order of the dates."""
    found = [[row[theirs] for theirs in COLUMNS.values()] for row in rows]
    for row in found:
        row[1] = row[1].removesuffix(":00").replace(" ", "T")  # seconds only where they are known
        row[7] = f"{float(row[7]):g}" if row[7] else ""
    return written(" ".join(COLUMNS), found)


def vehicles(rows: Rows) -> bytes:
    """Which line, family and builder a vehicle belongs to, by line."""
    found = {(row["lv"], row["line"], row["family"], row["manufacturer"]) for row in rows}
    return written("vehicle line family builder", sorted(found, key=lambda row: (row[1], row[0])))


def builders(rows: Rows, orgs: Path) -> bytes:
    """Builders and launching agencies: code, identity (none is merged), state, name."""
    with orgs.open(encoding="utf-8") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        known = {row["#Code"].strip(): row for row in table}
    states = {row["agency"].split("/")[0]: row["state"] for row in rows}
    codes = set(states) | {row["manufacturer"] for row in rows}
    return written("code identity state name", [_builder(code, states, known) for code in sorted(codes)])


def _builder(code: str, states: dict[str, str], known: dict[str, dict[str, str]]) -> list[str]:
    parts = [known[part] for part in code.split("/") if part in known]
    names = [part["Name"] if (part["EName"] or "-").strip() == "-" else part["EName"] for part in parts]
    state = states.get(code) or (parts[0]["StateCode"] if parts else "")
    return [code, code, state, " / ".join(name.strip() for name in names)]


def written(columns: str, rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as CSV under their columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns.split())
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, octets in tables(Path(sys.argv[1])).items():
        (TARGET / name).write_bytes(octets)
        print(f"{TARGET / name}: {len(octets)} bytes")
