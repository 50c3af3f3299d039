"""How often the role of an area is right, where the truth is clear: `python benchmarks/notice_roles.py DATA`.

DATA is the folder of the notices. Clear is the role of an area where its notice says it ("1ST STAGE"), where
it holds the pad, or where the launcher's staging leaves one reading (`TRUTH`). The roles are inferred without
the name of the launcher: with the pad and no words, and from the text alone with the pad guessed.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from launchwatch.notice import area_ring, area_roles, assess_notices, read_notices
from launchwatch.notice.sphere import seen_from

# launcher, down-range of the middle of the area (km from, to), role; public staging of these launchers
TRUTH = (
    (r"Kuaizhou|Gushenxing|Ceres|Kinetica|Lijian|Jielong", 60, 260, "stage 1"),
    (r"Kuaizhou|Kinetica|Lijian", 3500, 9000, "stage 3"),
    (r"Gushenxing|Ceres|Jielong", 3500, 9000, "stage 3"),
    (r"CZ4|CZ2D|CZ2C", 450, 760, "stage 1"),
    (r"CZ4", 900, 1250, "fairing"),
    (r"CZ4", 2400, 3300, "stage 2"),
    (r"CZ2D", 1000, 1150, "fairing"),
    (r"CZ6A", 280, 400, "stage 1"),
    (r"CZ6A", 2000, 2600, "stage 2"),
    (r"CZ3B", 400, 650, "stage 1"),
    (r"Falcon 9", 250, 900, "stage 1"),
    (r"Falcon 9", 10000, 20000, "upper-stage disposal"),
    (r"Electron", 500, 800, "stage 1"),
    (r"Rokot", 900, 1150, "stage 1"),
    (r"Rokot", 3500, 4200, "stage 2"),
)
WORDS = (
    (r"1ST STAGE|FIRST STAGE", "stage 1"),
    (r"2ND STAGE|SECOND STAGE", "stage 2"),
    (r"3RD STAGE|THIRD STAGE", "stage 3"),
    (r"FAIRING", "fairing"),
)


def truth(launcher: str, said: str, seen: Any) -> str:
    """The role of an area where it is clear; "" where it is not."""
    for words, role in WORDS:
        if re.search(words, said):
            return role
    if seen.near_m < 2_000.0 and seen.far_m < 500e3:
        return "launch area"
    name = launcher.replace("Long March ", "CZ").replace("Chang Zheng ", "CZ")
    for family, least, most, role in TRUTH:
        if re.match(family, name) and least <= seen.middle_m / 1e3 <= most:
            return role
    return ""


def main(folder: Path) -> None:
    """Print the table."""
    launches: dict[str, list[Any]] = defaultdict(list)
    facts = {}
    for line in (folder / "notices-dev.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if not one["association_suspect"]:
            launches[one["launch"]["launch_id"]] += read_notices(one["text"])
            facts[one["launch"]["launch_id"]] = one["launch"]
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    wrong: Counter[tuple[str, str]] = Counter()
    texts = began = 0.0
    for name, notices in launches.items():
        fact = facts[name]
        began = time.perf_counter()
        assessed = [area for one in assess_notices(notices)[0] for area in one.areas]
        texts += time.perf_counter() - began
        areas = [area for area in assessed if area_ring(area) is not None]
        rings = [area_ring(area) for area in areas]
        if not rings:
            continue
        pad = fact["site_lat"], fact["site_lon"]
        with_pad = area_roles(rings, *pad, [area.windows for area in areas])  # type: ignore[arg-type]
        for area, ring, roles in zip(areas, rings, with_pad, strict=True):
            is_for = truth(fact["vehicle"], f"{area.label} {area.said}".upper(), seen_from(ring, *pad))
            if is_for:
                launch_only = {role: p for role, p in area.role.items() if role != "not a launch"}
                a, b = (max(r, key=r.__getitem__) for r in (roles, launch_only))
                found[is_for].append((a == is_for, b == is_for))
                if a != is_for:
                    wrong[is_for, a] += 1
    print("| role | areas | pad known, no words | from the text alone |\n| --- | ---: | ---: | ---: |")
    rows = [(role, of) for role, of in found.items()] + [("all", [x for of in found.values() for x in of])]
    for role, of in rows:
        a, b = (sum(x[k] for x in of) / len(of) for k in (0, 1))
        print(f"| {role} | {len(of)} | {a:.0%} | {b:.0%} |")
    print("\nmistaken, pad known:", ", ".join(f"{a} for {b} {n}" for (b, a), n in wrong.most_common(6)))
    print(f"{1e3 * texts / sum(map(len, launches.values())):.0f} ms a notice")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
