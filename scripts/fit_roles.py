"""Fit the table of pieces behind the roles of areas: src/launchwatch/notice/data/pieces.toml.

    python scripts/fit_roles.py path/to/notices-dev.jsonl

Expectation and maximisation over the launches of the file, whose pads are known. Nothing says what an area
is for; only the launcher's name is used, to say which plan it is of. The figures that the table begins with
(`START`) are the prior, worth `WORTH` launches each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from launchwatch.earth import offset
from launchwatch.notice.pieces import ROLES, Piece, Plan, Table, write_table
from launchwatch.notice.roles import odds_of, together, weigh
from launchwatch.notice.sphere import Seen, seen_from

WORTH = 5.0
ROUNDS = 12
OUT = Path(__file__).resolve().parent.parent / "src/launchwatch/notice/data/pieces.toml"

# role: (median range km, spread, median size km, spread, told); first guesses from public lists of drop zones
START: dict[str, tuple[float, dict[str, tuple[float, float, float, float, float]]]] = {
    "light, solid": (
        0.25,
        {
            "launch area": (40, 1.0, 60, 0.9, 0.3),
            "stage 1": (220, 0.7, 60, 0.6, 0.7),
            "fairing": (1200, 0.5, 100, 0.6, 0.3),
            "stage 2": (1300, 0.4, 100, 0.6, 0.7),
            "stage 3": (6000, 0.4, 300, 0.6, 0.6),
            "upper-stage disposal": (14000, 0.5, 900, 0.8, 0.05),
        },
    ),
    "two stages": (
        0.35,
        {
            "launch area": (40, 1.0, 60, 0.9, 0.5),
            "stage 1": (650, 0.4, 80, 0.7, 0.9),
            "fairing": (1100, 0.45, 100, 0.6, 0.4),
            "stage 2": (8000, 0.6, 300, 0.8, 0.05),
            "stage 3": (10000, 0.6, 300, 0.8, 0.01),
            "upper-stage disposal": (13000, 0.6, 1500, 0.8, 0.3),
        },
    ),
    "three stages": (
        0.25,
        {
            "launch area": (40, 1.0, 60, 0.9, 0.3),
            "stage 1": (600, 0.4, 60, 0.6, 0.9),
            "fairing": (1100, 0.45, 80, 0.5, 0.4),
            "stage 2": (2600, 0.5, 150, 0.6, 0.7),
            "stage 3": (9000, 0.6, 300, 0.8, 0.1),
            "upper-stage disposal": (13000, 0.6, 1000, 0.8, 0.1),
        },
    ),
    "strap-ons about a core": (
        0.15,
        {
            "launch area": (40, 1.0, 60, 0.9, 0.4),
            "stage 1": (600, 0.5, 80, 0.6, 0.95),
            "fairing": (900, 0.5, 100, 0.6, 0.5),
            "stage 2": (2000, 0.7, 250, 0.7, 0.6),
            "stage 3": (10000, 0.6, 300, 0.8, 0.02),
            "upper-stage disposal": (13000, 0.6, 1500, 0.8, 0.2),
        },
    ),
}

# beginnings of launchers' names (with "Long March" written "Chang Zheng"), and their plan
FAMILIES = (
    ("Kuaizhou", 0), ("Gushenxing", 0), ("Ceres", 0), ("Shuang Quxian", 0), ("Hyperbola", 0), ("Lijian", 0),
    ("Kinetica", 0), ("Chang Zheng 11", 0), ("Jielong", 0), ("Minotaur", 0), ("Vega", 0), ("Gravity", 0),
    ("Yinli", 0), ("Falcon 9", 1), ("Chang Zheng 2C", 1), ("Chang Zheng 2D", 1), ("Chang Zheng 6C", 1),
    ("Chang Zheng 12", 1), ("Electron", 1), ("New Glenn", 1), ("Angara-1.2", 1), ("Zhuque", 1),
    ("Soyuz-2-1V", 1), ("Chang Zheng 4", 2), ("Rokot", 2), ("Chang Zheng 6 ", 2), ("Chang Zheng 2F", 3),
    ("Chang Zheng 3", 3), ("Chang Zheng 5", 3), ("Chang Zheng 6A", 3), ("Chang Zheng 7", 3),
    ("Chang Zheng 8", 3), ("Ariane", 3), ("Soyuz", 3), ("H3", 3), ("Atlas", 3), ("Angara A5", 3), ("PSLV", 3),
)  # fmt: skip


def start() -> Table:
    """The table to begin with."""
    plans = tuple(
        Plan(name, prior, {role: Piece((v[0], v[1]), (v[2], v[3]), v[4]) for role, v in pieces.items()})
        for name, (prior, pieces) in START.items()
    )
    return Table(plans, 0.15, 0.01, "")


def launches(path: Path) -> list[tuple[str, list[Seen], list[Any], list[str]]]:
    """The launches of the file: launcher, areas seen from the pad, their windows, their words."""
    found: dict[str, list[Any]] = defaultdict(lambda: ["", [], [], []])
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if one["association_suspect"]:
            continue
        row = found[one["launch"]["launch_id"]]
        row[0] = one["launch"]["vehicle"].replace("Long March ", "Chang Zheng ") + " "
        for area in one["areas"]:
            ring = ring_of(area)
            if ring is not None:
                row[1].append(seen_from(ring, one["launch"]["site_lat"], one["launch"]["site_lon"]))
                row[2].append([])
                row[3].append(" ".join(filter(None, (area["label"], area["said_to_be"]))))
    return [tuple(row) for row in found.values() if row[1]]


def ring_of(area: dict[str, Any]) -> np.ndarray[Any, Any] | None:
    """The corners of an area of the data; a circle becomes 24 of them."""
    if area.get("center") and area.get("radius_nm"):
        middle_lat, middle_lon = area["center"]
        around = np.arange(0.0, 360.0, 15.0)
        lat, lon = offset(middle_lat, middle_lon, around, float(area["radius_nm"]) * 1852.0)
        return np.column_stack((lat, lon))
    corners = area.get("coords")
    return np.array(corners) if corners and len(corners) > 2 else None


def plan_of(launcher: str) -> int | None:
    """Which plan a launcher is of, by the longest beginning of its name; None where no family is known."""
    known = [(len(name), plan) for name, plan in FAMILIES if launcher.startswith(name)]
    return max(known)[1] if known else None


def fit(table: Table, data: list[tuple[str, list[Seen], list[Any], list[str]]]) -> Table:
    """One round: what each area is for under the table, then the table that fits this best."""
    n, roles = len(table.plans), len(ROLES)
    seen_in = np.zeros(n)
    told = np.zeros((n, roles))
    values: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    strangers = areas = 0.0
    for launcher, seen, windows, said in data:
        known = plan_of(launcher)
        totals, shares = [], []
        odds = odds_of(windows, said)
        for plan in table.plans:
            alone = Table((Plan(plan.name, 1.0, plan.pieces),), table.again, table.stranger, "")
            total, parts = weigh(seen, odds, model=alone)
            totals.append(total * plan.prior)
            shares.append(parts / parts.sum(axis=1, keepdims=True))
        posterior = np.array(totals) / sum(totals)
        if known is not None:
            posterior = np.eye(n)[known]
        seen_in += posterior
        heads = [group[0] for group in together(seen)]
        for p in range(n):
            told[p] += posterior[p] * (1.0 - np.prod(1.0 - shares[p][heads], axis=0))
            strangers += posterior[p] * shares[p][heads, -1].sum()
            for i in heads:
                for r in range(roles - 1):
                    weight = posterior[p] * shares[p][i, r]
                    values[p, r].append((weight, seen[i].middle_m / 1e3, seen[i].length_m / 1e3))
        areas += len(heads)
    plans = []
    for p, plan in enumerate(table.plans):
        first = START[plan.name]
        pieces = {}
        for role in plan.pieces:
            r = ROLES.index(role)
            a, b, c, d, prior_told = first[1][role]
            weight, ranges, sizes = np.array(values[p, r]).T
            pieces[role] = Piece(
                moments(weight, np.log(np.maximum(ranges, 1.0)), a, b),
                moments(weight, np.log(np.maximum(sizes, 1.0)), c, d),
                float((told[p, r] + WORTH * prior_told) / (seen_in[p] + WORTH)),
            )
        prior = (seen_in[p] + WORTH * first[0]) / (len(data) + WORTH)
        plans.append(Plan(plan.name, float(prior), pieces))
    # the launches of the file are picked, so strangers are rarer here than in the world
    stranger = max(0.005, float((strangers + 0.05) / (areas + 5.0)))
    return Table(tuple(plans), table.again, stranger, "")


def moments(weight: Any, logs: Any, median: float, spread: float) -> tuple[float, float]:
    """Median and spread of logarithms, drawn towards the first guess; a spread is at least 0.25."""
    total = weight.sum() + WORTH
    middle = (weight @ logs + WORTH * math.log(median)) / total
    square = weight @ (logs - middle) ** 2 + WORTH * (spread**2 + (math.log(median) - middle) ** 2)
    return math.exp(middle), max(0.25, math.sqrt(square / total))


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notices", type=Path)
    path = parser.parse_args().notices
    data = launches(path)
    table = start()
    for _ in range(ROUNDS):
        table = fit(table, data)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    said = f"scripts/fit_roles.py on {len(data)} launches of {path.name} (sha256 {digest})"
    OUT.write_text(write_table(Table(table.plans, table.again, table.stranger, said)), encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
