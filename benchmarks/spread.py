"""How far SGP4 is off as elements age, and whether the spread that we tell holds it.

Run ``python benchmarks/spread.py [--every N]``; the histories lie in ``../shared/data/orbit`` or where
``LAUNCHWATCH_DATA`` points. Each set is carried to the epochs of later sets of its object, nearest to ages
from a quarter of a day to 30 days; the difference along the track is told as seconds early or late. A line a
history: the 68 % quantile of the error over the sigma that is told (1 is right) by age, and the part of the
errors within one and two sigma. Objects that thrust are scored with ``thrusting``.

``scaled`` uses only what was known at each set: the sigma times ``in_track_scale`` of the 40 sets before it.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np

from launchwatch.orbit import Elements, in_track_errors, in_track_scale, in_track_sigma_s, read_elements
from launchwatch.progress import progress

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LAUNCHWATCH_DATA", ROOT.parent / "shared" / "data")) / "orbit"
AGES = (0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0, 21.0, 30.0)
#: Histories, and whether the object thrusts: station keeping in the ring, electric propulsion, drag-free.
SUBJECTS = {
    "decay/43781.csv.gz": ("VESTA-1", False),
    "decay/64963.csv.gz": ("SQX-1 stage", False),
    "decay/58704.csv.gz": ("KZ-1A stage", False),
    "manoeuvres/CryoSat-2.tle": ("CryoSat-2", False),
    "manoeuvres/SARAL.tle": ("SARAL", False),
    "manoeuvres/Sentinel-3A.tle": ("Sentinel-3A", False),
    "manoeuvres/Jason-1.tle": ("Jason-1", False),
    "manoeuvres/Jason-3.tle": ("Jason-3", False),
    "history/gp_2004-047A_28485_SWIFT_2026-07.csv": ("SWIFT", False),
    "decay/34602.csv.gz": ("GOCE", True),
    "decay/46719.csv.gz": ("Starlink-1822", True),
    "decay/48450.csv.gz": ("Starlink-2660", True),
    "manoeuvres/Fengyun-2E.tle": ("Fengyun-2E", True),
    "manoeuvres/Fengyun-4A.tle": ("Fengyun-4A", True),
}


def pairs(sets: list[Elements], every: int) -> list[tuple[int, float, float]]:
    """(index of the set, age in days, seconds late) of every `every`-th set against later ones."""
    days = np.array([(one.epoch - sets[0].epoch).total_seconds() for one in sets]) / 86400.0
    found = []
    for j in range(0, len(sets), every):
        older = set()
        for age in AGES:
            i = int(np.argmin(np.abs(days[j] - days - age)))
            if i < j and abs((days[j] - days[i]) / age - 1.0) < 0.25:
                older.add(i)
        index = sorted(older)
        errors = in_track_errors([sets[i] for i in index], sets[j])
        found += [(i, float(days[j] - days[i]), float(e)) for i, e in zip(index, errors, strict=True)]
    return found


def line(name: str, ages: np.ndarray, ratio: np.ndarray) -> str:
    """The quantiles by age, and how much lies within one and two sigma."""
    bins = np.argmin(np.abs(np.log(ages[:, None] / np.array(AGES))), axis=1)
    cells = [
        f"{np.quantile(ratio[bins == k], 0.683):6.2f}" if np.sum(bins == k) >= 10 else "     -"
        for k in range(len(AGES))
    ]
    return f"{name:14}{''.join(cells)}  {np.mean(ratio < 1.0):6.0%}{np.mean(ratio < 2.0):6.0%}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=5, help="score against every Nth set (default 5)")
    args = parser.parse_args()
    print(f"{'':14}{''.join(f'{age:6g}' for age in AGES)}  within1  2 sigma")
    share: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    scaled: list[tuple[float, float]] = []
    with progress() as report:
        for k, (file, (name, thrusting)) in enumerate(SUBJECTS.items()):
            report(f"carrying {name}", k / len(SUBJECTS))
            sets = sorted(read_elements(DATA / file), key=lambda one: one.epoch)
            found = [row for row in pairs(sets, args.every) if np.isfinite(row[2])]
            if not found:
                print(f"{name:14}  too few sets at this --every")
                continue
            ages, errors = np.array([row[1] for row in found]), np.abs([row[2] for row in found])
            sigma = np.array(
                [float(in_track_sigma_s(sets[i], age * 86400.0, thrusting=thrusting)) for i, age, _ in found]
            )
            print(line(name, ages, errors / sigma))
            share[thrusting].append((float(np.mean(errors < sigma)), float(np.mean(errors < 2.0 * sigma))))
            blocks = {i // 20: None for i, _, _ in found}
            factor = {b: in_track_scale(sets[: b * 20 + 1], thrusting=thrusting) for b in blocks}
            wide = sigma * np.array([factor[i // 20] for i, _, _ in found])
            scaled.append((float(np.mean(errors < wide)), float(np.mean(errors < 2.0 * wide))))
            print(line("  scaled", ages, errors / np.maximum(wide, 1e-9)))
    for thrusting, rows in share.items():
        one, two = np.mean(rows, axis=0)
        print(f"mean over objects, {'thrusting' if thrusting else 'not thrusting'}: {one:.0%} {two:.0%}")
    one, two = np.mean(scaled, axis=0)
    print(f"mean over objects, scaled by their own history: {one:.0%} {two:.0%}")


if __name__ == "__main__":
    main()
