"""How well re-entry is predicted: six element histories that end, each seen from many instants.

Run ``python benchmarks/reentry.py``; the data lie in ``../shared/data`` or where ``LAUNCHWATCH_DATA`` points.
Nothing later than each instant is used. The instants are spread evenly in the logarithm of the life left.
Truth: GOCE as published; of the others the last element set plus two hours (they came down within four).
VESTA-1 was still up when its history ends, so the passage of the height of its last set is predicted instead.
"Free fall" are the instants after the last thrust, by hindsight; "all" are all since the descent began, also
while the object burned, which is not predictable and must be said by the window.

``--picture FILE`` draws the predictions in free fall. ``--without-growth`` gives the errors when the
coefficient is not let grow; the bias it is set by, each object left out in turn, is the last column.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from launchwatch.earth import RADIUS
from launchwatch.orbit import Elements, read_elements, read_space_weather, reentry
from launchwatch.orbit.lifetime import GROWS
from launchwatch.progress import progress

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LAUNCHWATCH_DATA", ROOT.parent / "shared" / "data")) / "orbit"
TAIL = timedelta(hours=2)


class Subject(NamedTuple):
    """One history: which, true end (None: after the last set), life left from and to (days)."""

    number: int
    name: str
    end: datetime | None
    shortest: float
    free: float
    longest: float


SUBJECTS = (
    Subject(34602, "GOCE", datetime(2013, 11, 11, 0, 16, tzinfo=UTC), 1.0, 19.0, 19.0),
    Subject(43781, "VESTA-1 (to 297 km)", None, 5.0, 365.0, 365.0),
    Subject(46719, "Starlink-1822", None, 1.0, 9.0, 110.0),
    Subject(48450, "Starlink-2660", None, 1.0, 9.0, 60.0),
    Subject(58704, "KZ-1A stage", None, 1.0, 10.0, 10.0),
    Subject(64963, "SQX-1 stage", None, 1.0, 149.0, 149.0),
)


class Row(NamedTuple):
    """One prediction: life left (days), and p05, median, p95 as parts of it; None where nothing was said."""

    left: float
    said: tuple[float, float, float] | None
    steady: bool


def history(number: int) -> list[Elements]:
    """The sets of one object in order of epoch."""
    return sorted(read_elements(DATA / "decay" / f"{number}.csv.gz"), key=lambda one: one.epoch)


def predictions(subject: Subject, longest: float, count: int, seed: int = 0) -> list[Row]:
    """Predictions from `count` instants, with 1 to `longest` days left."""
    sets = history(subject.number)
    weather = read_space_weather(DATA / "space_weather" / "sw19571001_2026-08-22.txt.gz")
    vesta = subject.number == 43781
    end = subject.end or (sets[-1].epoch if vesta else sets[-1].epoch + TAIL)
    down_to = sets[-1].semi_major_axis - RADIUS if vesta else 100e3
    rows = []
    for left in np.geomspace(subject.shortest, longest, count):
        at = end - timedelta(days=float(left))
        found = reentry(sets, at, seed, weather=weather, down_to=down_to)
        if found is None:
            rows.append(Row(float(left), None, False))
        else:
            low, middle, high = (
                (instant - at).total_seconds() / 86400.0 / left
                for instant in (found.p05, found.median, found.p95)
            )
            rows.append(Row(float(left), (low, middle, high), found.steady))
    return rows


def line(name: str, rows: list[Row], extra: str = "") -> str:
    """One row of the table."""
    said = [row for row in rows if row.said]
    errors = [abs(row.said[1] - 1.0) for row in said if row.said]
    held = [row.said[0] <= 1.0 <= row.said[2] for row in said if row.said]
    sure = sum(row.steady for row in said)
    if not said:
        return f"| {name} | {len(rows)} | 0 | | | | | {extra} |"
    return (
        f"| {name} | {len(rows)} | {len(said)} | {sure} | {100 * np.mean(errors):.1f} | "
        f"{100 * np.median(errors):.1f} | {100 * np.mean(held):.0f} | {extra} |"
    )


def bias(rows: list[Row], growth: float) -> float:
    """Mean log of predicted over true life, as it would be without growth."""
    return float(np.mean([np.log(row.said[1]) for row in rows if row.said])) + growth


def draw(table: dict[str, list[Row]], path: Path) -> None:
    """Predicted over true life left, with the 90 % window, against the life left."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    matplotlib.rcParams["svg.hashsalt"] = "launchwatch"
    figure, axes = plt.subplots(2, 3, figsize=(9.0, 5.0), sharey=True, layout="constrained")
    for panel, (name, rows) in zip(axes.flat, table.items(), strict=True):
        for row in rows:
            if row.said:
                low, middle, high = row.said
                colour = "#1b3a6b" if row.steady else "#d95f02"
                panel.plot([row.left] * 2, [low, high], color=colour, lw=1.5, alpha=0.6)
                panel.plot(row.left, middle, "o" if row.steady else "s", color=colour, ms=3.5)
        panel.axhline(1.0, color="black", lw=0.8)
        panel.set(title=name, xscale="log", yscale="log", ylim=(0.3, 3.2))
        panel.set_yticks([0.5, 1.0, 2.0], ["0.5", "1", "2"])
        panel.minorticks_off()
        ticks = [t for t in (1, 3, 10, 30, 100, 300) if rows[0].left * 0.9 <= t <= rows[-1].left * 1.1]
        panel.set_xticks(ticks, [str(t) for t in ticks])
    figure.supxlabel("life left, days (dots: steady; squares: the object may burn or turn)", fontsize=10)
    figure.supylabel("predicted / true life left, 90 % window", fontsize=10)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=24, help="instants for each object")
    parser.add_argument("--without-growth", action="store_true")
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    growth = GROWS
    if options.without_growth:
        sys.modules["launchwatch.orbit.lifetime"].GROWS = growth = 0.0  # type: ignore[attr-defined]
    tables: dict[str, dict[str, list[Row]]] = {"free fall": {}, "all": {}}
    with progress() as report:
        for k, subject in enumerate(SUBJECTS):
            report(f"predicting {subject.name}", k / len(SUBJECTS))
            tables["free fall"][subject.name] = predictions(subject, subject.free, options.count)
            tables["all"][subject.name] = (
                predictions(subject, subject.longest, options.count)
                if subject.longest > subject.free
                else tables["free fall"][subject.name]
            )
    for title, table in tables.items():
        print(f"\n{title}\n")
        print("| object | instants | said | steady | mean error, % | median, % | held, % | bias of others |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        biases = {name: bias(rows, growth) for name, rows in table.items() if any(r.said for r in rows)}
        for name, rows in table.items():
            others = [value for other, value in biases.items() if other != name]
            print(line(name, rows, f"{np.median(others):+.3f}"))
        everything = [row for rows in table.values() for row in rows]
        print(line("all", everything, f"{np.median(list(biases.values())):+.3f}"))
        print(line("all steady", [row for row in everything if row.said and row.steady]))
        free = [np.mean([abs(r.said[1] - 1.0) for r in rows if r.said]) for rows in table.values()]
        print(f"\nmean over objects of the mean error: {100 * np.mean(free):.1f} %")
    if options.picture:
        draw(tables["free fall"], options.picture)


if __name__ == "__main__":
    main()
