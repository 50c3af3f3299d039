"""Fit how likely an orbital launch is behind a notice: src/launchwatch/notice/data/likeness.toml.

    python scripts/fit_likeness.py path/to/notices-dev.jsonl path/to/negatives-dev.jsonl [--figure OUT.svg]

Logistic regression with a normal prior on each coefficient (`PRIOR`), by Newton's method, of notices that are
for a launch to orbit, flown or put off, against the others; then the share of those that flew. The measure is
the area under the curve of notices kept aside: ten times five folds, where notices of one launch, and notices
that share an area, always lie in the same fold. The features see the text and, for the year, the issue.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from launchwatch.notice import read_notices
from launchwatch.notice.likeness import FEATURES, features, notice_rings, settled, weigh_notice
from launchwatch.notice.sphere import seen_from

OUT = Path(__file__).resolve().parent.parent / "src/launchwatch/notice/data/likeness.toml"
PRIOR = {
    "": (0.0, 3.0),
    "geometry": (1.0, 0.5),
    "no area": (-0.5, 1.0),
    "odd minutes": (1.5, 1.0),
    "window": (-0.8, 0.7),
    "drift": (1.5, 1.0),
    "days": (-0.2, 0.5),
    "areas": (0.3, 0.5),
    "debris": (1.0, 1.0),
    "aeronautical": (1.5, 1.0),
    "wide circle": (-1.5, 1.0),
    "orbital words": (1.5, 0.7),
    "firing words": (-1.5, 0.7),
}
"""Mean and spread of each coefficient before the data: which way it must point, and about how far."""
FLIES = {True: (19.0, 20.0), False: (9.0, 10.0)}
"""Launches that flew, of launches announced, before the data: to airmen with the day settled, and others."""
REPEATS, FOLDS = 10, 5

# Notices for a launch to orbit, though none is in their windows: the zones are those of launches that flew
PUT_OFF = {
    "hydrolant-478-10": "Kourou, three zones of Ariane 5",
    "hydrolant-1405-11": "Kourou, Ariane 5; the same zone again in HYDROLANT 1501/11",
    "hydrolant-951-15": "Kourou, near the pad",
    "hydrolant-932-17": "Kourou, two zones of Ariane 5; the spaceport was blocked in March 2017",
    "hydrolant-2529-19": "Delta IV with GPS III-2, a stage coming back: it flew that day, 7 h before",
    "hydroarc-257-12": "Rokot; the same zones again in HYDROARC 1/13",
    "hydroarc-289-13": "Soyuz-2.1v, first flight, put off to 28 December 2013",
    "hydroarc-26-15": "Rokot; the zone of HYDROARC 4/13 and 94/14",
    "hydroarc-403-15": "Plesetsk; a zone of HYDROARC 1/13",
    "hydroarc-148-21": "Soyuz-2.1v; the zone of HYDROARC 112/17",
    "hydroarc-52-24": "Angara A5; the zone of HYDROARC 42/24",
    "notam-vomf-a0508-20": "GSLV F10, put off to 2021",
}


def fit(x: Any, y: Any) -> Any:
    """The coefficients that are likeliest given the data and the prior; x begins with a column of ones."""
    mean, spread = (np.array([PRIOR[name][k] for name in PRIOR]) for k in (0, 1))
    w = mean.copy()
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-x @ w))
        slope = x.T @ (y - p) - (w - mean) / spread**2
        curve = (x * (p * (1.0 - p))[:, None]).T @ x + np.diag(1.0 / spread**2)
        step = np.linalg.solve(curve, slope)
        w = w + step
        if np.abs(step).max() < 1e-9:
            break
    return w


def area_under_curve(y: Any, p: Any) -> float:
    """The chance that a positive stands above a negative; ties count half."""
    above = p[y == 1][:, None] - p[y == 0][None, :]
    return float(np.mean((above > 0) + 0.5 * (above == 0)))


def load(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Every notice: features, truth, group, and words for the report."""
    rows = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            stamp = one["issued_utc"] or ""
            issued = datetime.fromisoformat(stamp) if stamp.startswith("20") else None
            issued = issued.replace(tzinfo=UTC) if issued else None
            notice = read_notices(one["text"], issued=issued)[0]
            weighed = weigh_notice(notice)
            launch = one["launch"]
            values = features(notice, weighed)
            keys = [launch["launch_id"]] if launch else []
            for ring in notice_rings(notice)[0]:
                seen = seen_from(ring, 0.0, 0.0)
                keys.append(f"{seen.middle[0]:.1f} {seen.middle[1]:.1f} {seen.length_m / 1e4:.0f}")
            rows.append(
                {
                    "id": one["id"],
                    "series": one["series"],
                    "y": int(launch is not None),
                    "for_orbit": int(launch is not None or one["id"] in PUT_OFF),
                    "settled": settled(values),
                    "x": [1.0, *values.values()],
                    "keys": keys or [one["id"]],
                    "hint": one.get("analyst_hint") or "",
                }
            )
    return rows


def grouped(rows: list[dict[str, Any]]) -> Any:
    """The number of each notice's group: joined by launch or by a shared area."""
    parent = list(range(len(rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    first: dict[str, int] = {}
    for i, row in enumerate(rows):
        for key in row["keys"]:
            parent[root(i)] = root(first.setdefault(key, i))
    return np.array([root(i) for i in range(len(rows))])


def flown(rows: list[dict[str, Any]]) -> dict[bool, float]:
    """The share that flew of the launches to orbit, with the day settled and without."""
    share = {}
    for kind, (flew, told) in FLIES.items():
        of = [row["y"] for row in rows if row["for_orbit"] and row["settled"] == kind]
        share[kind] = (sum(of) + flew) / (len(of) + told)
    return share


def predicted(train: list[dict[str, Any]], test: list[dict[str, Any]]) -> Any:
    """The probabilities of notices by the model fitted to others."""
    w = fit(np.array([row["x"] for row in train]), np.array([row["for_orbit"] for row in train]))
    share = flown(train)
    flies = np.array([share[row["settled"]] for row in test])
    return flies / (1.0 + np.exp(-np.array([row["x"] for row in test]) @ w))


def kept_aside(rows: list[dict[str, Any]], group: Any) -> Any:
    """The probability of each notice when its group was kept aside: (repeats, n)."""
    out = np.zeros((REPEATS, len(rows)))
    names = np.unique(group)
    for k in range(REPEATS):
        fold_of = dict(zip(names, np.random.default_rng(k).permutation(len(names)) % FOLDS, strict=True))
        fold = np.array([fold_of[g] for g in group])
        for f in range(FOLDS):
            train = [row for row, here in zip(rows, fold, strict=True) if here != f]
            test = [row for row, here in zip(rows, fold, strict=True) if here == f]
            if test:
                out[k, fold == f] = predicted(train, test)
    return out


def main() -> None:
    """Fit, measure, write the table and, where asked, the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notices", type=Path)
    parser.add_argument("negatives", type=Path)
    parser.add_argument("--figure", type=Path)
    chosen = parser.parse_args()
    rows = load((chosen.notices, chosen.negatives))
    y = np.array([row["y"] for row in rows])
    group = grouped(rows)
    aside = kept_aside(rows, group)
    curves = [area_under_curve(y, p) for p in aside]
    sea = np.array([row["series"] != "NOTAM" for row in rows])
    at_sea = [area_under_curve(y[sea], p[sea]) for p in aside]
    weights = fit(np.array([row["x"] for row in rows]), np.array([row["for_orbit"] for row in rows]))
    share = flown(rows)
    put_off = np.array([row["for_orbit"] and not row["y"] for row in rows], dtype=bool)
    without = [area_under_curve(y[~put_off], p[~put_off]) for p in aside]
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in (chosen.notices, chosen.negatives))).hexdigest()
    measured = f"{np.mean(curves):.3f} +- {np.std(curves):.3f} in {REPEATS} x {FOLDS} folds"
    of = f"{y.sum()} + {len(y) - y.sum()} notices (sha256 {digest[:12]})"
    said = f"scripts/fit_likeness.py on {of}; area under the curve {measured}"
    lines = [
        "# How likely an orbital launch is behind a notice: the figures of launchwatch.notice.likeness.",
        f'provenance = "{said}"',
        f"share = {y.mean():.3f} # of orbital launches among the notices it was fitted to",
        f"flies_settled = {share[True]:.3f} # of launches with the day settled fly in the windows told",
        f"flies = {share[False]:.3f}         # of the others",
        f"intercept = {weights[0]:.3f}",
        "",
        "[coefficient]",
        *(f'"{name}" = {weight:.3f}' for name, weight in zip(FEATURES, weights[1:], strict=True)),
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))
    print(f"groups {len(np.unique(group))}; maritime alone {np.mean(at_sea):.3f} +- {np.std(at_sea):.3f}")
    print(f"without launches put off {np.mean(without):.3f} +- {np.std(without):.3f}")
    below = np.mean([[np.mean(p[y == 1] <= v) for v in p[y == 0]] for p in aside], axis=0)
    share_of_error = below[put_off[y == 0]].sum() / below.sum()
    rng = np.random.default_rng(0)
    names = np.unique(group)
    again = []
    for _ in range(400):
        rows_of = np.concatenate([np.flatnonzero(group == g) for g in rng.choice(names, len(names))])
        if 0 < y[rows_of].sum() < len(rows_of):
            again.append(area_under_curve(y[rows_of], aside[0][rows_of]))
    low, high = np.percentile(again, (5, 95))
    print(
        f"90 % interval over groups {low:.3f} to {high:.3f}; share of launches put off {share_of_error:.2f}"
    )
    print(f"Brier score {np.mean((aside - y) ** 2):.3f}, of the share alone {y.mean() * (1 - y.mean()):.3f}")
    if chosen.figure:
        draw(chosen.figure, y, aside, sea)


BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)


def draw(out: Path, y: Any, aside: Any, sea: Any) -> None:
    """Reliability of the probabilities of notices kept aside, and the curves of hits against false alarms."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "launchwatch", "font.size": 9}):
        figure = Figure(figsize=(7.4, 3.5), layout="constrained")
        left, right = figure.subplots(1, 2)
        left.plot([0, 1], [0, 1], color="0.6", lw=1, ls="--")
        for low, high in pairwise(BINS):
            held = (aside >= low) & ((aside < high) | (high == 1.0))
            if not held.any():
                continue
            n = held.sum() / len(aside)
            came = np.broadcast_to(y, aside.shape)[held].mean()
            # Wilson's interval, 90 %, of about n notices
            z, middle = 1.645, (came + 1.645**2 / (2 * n)) / (1 + 1.645**2 / n)
            half = z / (1 + z**2 / n) * np.sqrt(came * (1 - came) / n + z**2 / (4 * n**2))
            told = aside[held].mean()
            left.plot([told, told], [middle - half, middle + half], color="#0072b2", lw=1.5)
            left.plot([told], [came], "o", color="#0072b2", ms=6)
            left.annotate(f"{n:.0f}", (told, came), xytext=(6, -10), textcoords="offset points", fontsize=8)
        left.set(
            xlabel="probability given", ylabel="share with an orbital launch", title="Kept aside: reliability"
        )
        for held, style, name in ((sea | ~sea, "-", "all notices"), (sea, "--", "maritime alone")):
            cuts = np.sort(np.concatenate(([-1.0], aside[0][held], [2.0])))[::-1]
            hits = [np.mean(aside[0][held & (y == 1)] >= cut) for cut in cuts]
            false = [np.mean(aside[0][held & (y == 0)] >= cut) for cut in cuts]
            area = np.mean([area_under_curve(y[held], p[held]) for p in aside])
            right.plot(false, hits, style, color="black", lw=1.4, label=f"{name}: {area:.3f}")
        right.set(xlabel="share of others above", ylabel="share of launches above", title="Launch or not")
        right.legend(loc="lower right", title="area under the curve", frameon=False)
        figure.savefig(out, metadata={"Date": None, "Creator": "launchwatch"})


if __name__ == "__main__":
    main()
