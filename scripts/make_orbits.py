"""Make the table of orbits reached that launchwatch ships, from catalogue snapshots and the launch record.

    python scripts/make_orbits.py LAUNCHES.csv SNAPSHOT.3le.gz SNAPSHOT.3le.gz ...

LAUNCHES.csv is the launch record (GCAT, J. McDowell, planet4589.org/space/gcat, CC-BY 4.0); each snapshot
holds element sets of many objects (US Space Force, through CelesTrak). No element set is taken over: for
each launch there is one line of facts, computed here: the inclination to 0.05 deg, perigee and apogee to
25 km (1,000 km above 2,500 km), how they were found, and for sun-synchronous orbits seen within `KEPT` the
mean local time of the ascending node to 0.1 h. Found:

* `orbit`: the median over the payloads in low orbit, in the first snapshot after the launch;
* `synchronous`: the snapshot is more than `FRESH` later and the orbit is nearly sun-synchronous. The Sun
  pulls such a plane by up to 0.06 deg a year and the air lowers it, so of the payloads the highest counts,
  and its inclination or the sun-synchronous one of its height, whichever is larger;
* `transfer`: payloads in a high orbit, and the upper stage still in a transfer orbit within `FRESH_STAGE`;
* `high`: payloads in a high orbit and no such stage: the ascent is not known, the inclination is left empty;
* `station`: a flight to a space station whose ship has come down: the inclination of the station.

A launch of which nothing suits is left out. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
import statistics
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent.parent / "src" / "launchwatch" / "inference" / "data" / "orbits.csv.gz"
COLUMNS = ("tag", "inclination_deg", "perigee_km", "apogee_km", "found", "ltan_h")
MU, RADIUS, J2 = 398_600.4418, 6_378.137, 1.08263e-3  # km, s
LOW_KM = 2_500.0
FRESH = timedelta(days=180)
FRESH_STAGE = timedelta(days=400)
NEARLY_DEG = 1.0
KEPT = timedelta(days=1100)
KEPT_STEADY, STEADY_DEG = timedelta(days=3300), 0.05
MEAN_LONGITUDE_DEG, MEAN_MOTION_DEG = (
    280.460,
    0.9856474,
)  # of the Sun at J2000, and a day; USNO, low precision
STATIONS = {  # payloads of the record that went to a station since 2001, and its inclination
    r"^(Soyuz 11F7(32|47)|Soyuz-?T?MA|Soyuz[- ]MS|Progress|Dragon C)": 51.65,
    r"^(Cygnus|HTV |ATV |CST-100|OV-10)": 51.65,
    r"^(Shenzhou (8|9|1\d|2\d)|Tianzhou|Tiangong|Tian he|Wentian|Mengtian)": 41.45,
}


class Orbit(NamedTuple):
    """One object in one snapshot: degrees and km."""

    name: str
    inclination: float
    perigee: float
    apogee: float
    node_hours: float


Facts = tuple[float | None, float, float, str, float | None]


def sun_synchronous(perigee: float, apogee: float) -> float | None:
    """The inclination (deg) whose node keeps pace with the Sun, by first-order J2; None where there is none.

    >>> round(sun_synchronous(500.0, 500.0), 2)
    97.4
    """
    axis = RADIUS + (perigee + apogee) / 2.0
    shape = 1.0 - ((apogee - perigee) / (2.0 * axis)) ** 2
    rate = 2.0 * math.pi / (365.2422 * 86_400.0)
    cosine = -rate / (1.5 * J2 * math.sqrt(MU) * RADIUS**2 * axis**-3.5) * shape**2
    return math.degrees(math.acos(cosine)) if cosine > -1.0 else None


def local_time_h(node_deg: float, epoch: datetime) -> float:
    """Mean local time (h) of an ascending node, from its right ascension (deg).

    >>> local_time_h(280.46, datetime(2000, 1, 1, 12, tzinfo=UTC))
    12.0
    """
    days = (epoch - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86_400.0
    return (12.0 + (node_deg - MEAN_LONGITUDE_DEG - MEAN_MOTION_DEG * days) / 15.0) % 24.0


def read_snapshot(source: Path) -> tuple[datetime, dict[str, list[Orbit]]]:
    """The median epoch of a snapshot, and its objects by launch tag."""
    lines = gzip.decompress(source.read_bytes()).decode("ascii", errors="replace").splitlines()
    found: dict[str, list[Orbit]] = defaultdict(list)
    epochs = []
    for name, one, two in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        year, number = one[9:11], one[11:14]
        if not (year + number).isdigit():
            continue
        revolutions, eccentricity = float(two[52:63]), float("." + two[26:33])
        axis = (MU / (revolutions * 2.0 * math.pi / 86_400.0) ** 2) ** (1.0 / 3.0)
        tag = f"{1900 + int(year) if int(year) >= 57 else 2000 + int(year)}-{number}"
        epoch = datetime(2000 + int(one[18:20]), 1, 1, tzinfo=UTC) + timedelta(days=float(one[20:32]) - 1)
        low, high = axis * (1.0 - eccentricity) - RADIUS, axis * (1.0 + eccentricity) - RADIUS
        node_hours = local_time_h(float(two[17:25]), epoch)
        found[tag].append(Orbit(name.strip(), float(two[8:16]), low, high, node_hours))
        epochs.append(epoch)
    return statistics.median_high(epochs), found


def reached(objects: list[Orbit], age: timedelta) -> Facts | None:
    """Inclination, perigee, apogee and how they were found, of a launch whose objects these are."""
    whole = [o for o in objects if " DEB" not in o.name]
    payloads = [o for o in whole if " R/B" not in o.name]
    low = [o for o in payloads if o.apogee < LOW_KM]
    if low:
        high = max(low, key=lambda o: o.perigee + o.apogee)
        wanted = sun_synchronous(high.perigee, high.apogee)
        synchronous = wanted is not None and abs(wanted - high.inclination) < NEARLY_DEG
        steady = wanted is not None and abs(wanted - high.inclination) < STEADY_DEG
        hours = high.node_hours if synchronous and age < (KEPT_STEADY if steady else KEPT) else None
        if age > FRESH and wanted is not None and synchronous:
            return max(wanted, high.inclination), high.perigee, high.apogee, "synchronous", hours
        inclination, perigee, apogee = (statistics.median(o[i] for o in low) for i in (1, 2, 3))
        return inclination, perigee, apogee, "orbit", hours
    stages = [o for o in whole if " R/B" in o.name and o.perigee < LOW_KM and o.apogee > 5_000.0]
    if payloads and stages and age < FRESH_STAGE:
        stage = stages[0]
        return stage.inclination, stage.perigee, stage.apogee, "transfer", None
    if payloads:
        return None, payloads[0].perigee, payloads[0].apogee, "high", None
    return None


def make(launches: Path, snapshots: list[Path]) -> bytes:
    """The table as gzipped CSV, in the order of the tags."""
    shelves = sorted((read_snapshot(path) for path in snapshots), key=lambda shelf: shelf[0])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    with launches.open(newline="", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["tag"])
    for row in rows:
        if row["orbit"] == "1" and (facts := facts_of(row, shelves)):
            writer.writerow([row["tag"], *rounded(*facts)])
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def facts_of(row: dict[str, str], shelves: list[tuple[datetime, dict[str, list[Orbit]]]]) -> Facts | None:
    """What is known of a launch: by the first snapshot after it in which something suits, or its station."""
    date = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    for epoch, found in shelves:
        if epoch > date and row["tag"] in found and (facts := reached(found[row["tag"]], epoch - date)):
            return facts
    if date.year >= 2001:
        for pattern, inclination in STATIONS.items():
            if re.match(pattern, row["payload"]) and "HST" not in row["payload"]:
                return inclination, 200.0, 400.0, "station", None
    return None


def rounded(
    inclination: float | None, perigee: float, apogee: float, found: str, hours: float | None
) -> list[str]:
    """The figures as they are shipped: rounded, so that no element set can be had back."""
    heights = [25 * round(h / 25) if h < LOW_KM else 1_000 * round(h / 1_000) for h in (perigee, apogee)]
    angle = "" if inclination is None else f"{round(20 * inclination) / 20:g}"
    return [angle, *(str(h) for h in heights), found, "" if hours is None else f"{hours:.1f}"]


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    octets = make(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
    TARGET.write_bytes(octets)
    print(f"{TARGET}: {len(octets)} bytes")
