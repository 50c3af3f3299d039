"""Burns found in the histories of five satellites in low orbit, against the times their operators published.

Run ``python benchmarks/manoeuvres.py [--online]``; the data lie in ``../shared/data`` or where
``LAUNCHWATCH_DATA`` points. Histories and times are those of the benchmark of Shorten, Maclean, Humphries,
Yang and Roughan (2023), Wide-scale monitoring of satellite lifetimes: pitfalls and a benchmark dataset; the
operators' files with delta-v are those of the International DORIS Service.

A found burn is right when it lies within 1, 2 or 3 days of a true one, one to one; true burns within a day of
each other count as one. F1 is the mean of the five. The times of the benchmark's YAML files are exactly one
day later than those of the operators' files they were made from (day of the year 105 became 16 April); both
are scored, and the operators' are the truth. Peers' figures (maneuver-detect 0.3, classical mode, ten
satellites of low orbit): F1 0.41, 0.56, 0.59. Five of the ten are at hand here.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from launchwatch.orbit import History, Manoeuvre, find_manoeuvres, read_history, watch_manoeuvres

FILES = {
    "CryoSat-2": "cs2man.txt",
    "Jason-1": "ja1man.txt",
    "Jason-3": "ja3man.txt",
    "SARAL": "srlman.txt",
    "Sentinel-3A": "s3aman.txt",
}
TOLERANCES = (1.0, 2.0, 3.0)
PEER, BAR = (0.41, 0.56, 0.59), (0.60, 0.70, 0.75)
DAY = 86400.0


@dataclass(frozen=True)
class Burn:
    """A burn as the operator told it: begin (UTC), and delta-v radial, along, across in m/s."""

    begin: datetime
    delta_v: tuple[float, float, float]


def published(path: Path) -> list[Burn]:
    """The burns of a file of the International DORIS Service, in order of time."""
    found = []
    for line in path.read_text(encoding="ascii").splitlines():
        words = line.split()
        if len(words) < 11:
            continue
        year, day, hour, minute = (int(word) for word in words[1:5])
        begin = datetime(year, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)
        # each part: its own date (5 words), duration, delta-v (3), acceleration (3), its change (3)
        parts = [words[11 + 15 * k + 6 : 11 + 15 * k + 9] for k in range(int(words[10]))]
        total = [math.fsum(float(part[axis]) for part in parts) for axis in range(3)]
        found.append(Burn(begin, (total[0], total[1], total[2])))
    return sorted(found, key=lambda one: one.begin)


def score(found: Sequence[datetime], true: Sequence[datetime], days: float) -> tuple[int, int, int]:
    """Right, wrong and missed: nearest pairs first, one to one; true ones within a day are merged."""
    groups: list[list[datetime]] = []
    for one in sorted(true):
        if groups and one - groups[-1][-1] <= timedelta(days=1):
            groups[-1].append(one)
        else:
            groups.append([one])
    pairs = sorted(
        (gap, f, g)
        for f, at in enumerate(found)
        for g, group in enumerate(groups)
        if (gap := min(abs((at - one).total_seconds()) for one in group)) <= days * DAY
    )
    used: set[int] = set()
    met: set[int] = set()
    for _, f, g in pairs:
        if f not in used and g not in met:
            used.add(f)
            met.add(g)
    return len(used), len(found) - len(used), len(groups) - len(used)


def f1(right: int, wrong: int, missed: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2.0 * right / max(2 * right + wrong + missed, 1)


def within(history: History, burns: Sequence[Burn], late: timedelta) -> list[datetime]:
    """The true times that lie between the first and the last set."""
    first, last = history.sets[0].epoch, history.sets[-1].epoch
    return [one.begin + late for one in burns if first < one.begin + late < last]


def sizes(found: Sequence[Manoeuvre], burns: Sequence[Burn]) -> list[tuple[float, float, float, bool]]:
    """Errors along and across (m/s), the sigma along, and whether anything was found within 1.5 days."""
    out = []
    for one in found:
        near = [b for b in burns if abs((b.begin - one.epoch).total_seconds()) < 1.5 * DAY]
        total = np.sum([b.delta_v for b in near], axis=0) if near else np.zeros(3)
        along = one.delta_v.along - total[1]
        across = abs(one.delta_v.cross) - abs(total[2])
        out.append((float(along), float(across), one.delta_v.along_sigma, bool(near)))
    return out


def main() -> None:
    """Score all, print a table."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--online", action="store_true", help="as the sets came in one by one (minutes)")
    ask.add_argument("--only", choices=FILES, action="append", help="one satellite")
    chosen = ask.parse_args()
    folder = Path(os.environ.get("LAUNCHWATCH_DATA", "../shared/data")) / "orbit" / "manoeuvres"
    marks: dict[str, list[list[float]]] = {"operators' times": [], "times of the benchmark": []}
    told: list[tuple[float, bool]] = []
    print("satellite      sets   s     burns found   F1 at 1, 2, 3 days   dv along off, median (mm/s)")
    for name in chosen.only or FILES:
        history = read_history(folder / f"{name}.tle", problems=[])
        burns = published(folder / "official" / FILES[name])
        begin = time.perf_counter()
        if chosen.online:
            found = [one for _, one in watch_manoeuvres(history)]
        else:
            found = list(find_manoeuvres(history))
        seconds = time.perf_counter() - begin
        for label, late in (
            ("operators' times", timedelta()),
            ("times of the benchmark", timedelta(days=1)),
        ):
            true = within(history, burns, late)
            marks[label].append([f1(*score([o.epoch for o in found], true, t)) for t in TOLERANCES])
        off = sizes(found, burns)
        told += [(one.confidence, size[3]) for one, size in zip(found, off, strict=True)]
        row = "  ".join(f"{mark:.2f}" for mark in marks["operators' times"][-1])
        size = 1e3 * float(np.median([abs(one[0]) for one in off if one[3]]))
        true = within(history, burns, timedelta())
        counts = f"{len(history.sets):6} {seconds:5.1f} {len(true):5} {len(found):5}"
        print(f"{name:12} {counts}   {row}   {size:6.2f}")
    for label, rows in marks.items():
        print(f"mean F1, {label}: " + "  ".join(f"{x:.3f}" for x in np.mean(rows, axis=0)))
    print(
        "bar: " + "  ".join(f"{x:.2f}" for x in BAR) + "; best peer: " + "  ".join(f"{x:.2f}" for x in PEER)
    )
    print("confidence told, and how often something was burned within 1.5 days:")
    for low, high in ((0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0)):
        band = [right for confidence, right in told if low <= confidence < high]
        if band:
            mean = np.mean([c for c, _ in told if low <= c < high])
            print(f"  {mean:.2f}: {np.mean(band):.2f} of {len(band)}")


if __name__ == "__main__":
    main()
