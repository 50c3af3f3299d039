"""How well warnings tell the orbit: ours beside the hand method, walk-forward, on the public cases.

Run ``python benchmarks/notices.py [--docs]``; the data lie in ``../shared/data`` or where
``LAUNCHWATCH_DATA`` points. Every case is inferred as of its lift-off with the earlier cases as archive.
``--docs`` writes ``docs/explanation/warnings-to-orbit.md`` and its picture. Intervals of the table are
bootstraps over cases (10,000, seed 0). No parameter is fitted here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from launchwatch.evidence import naive_plane
from launchwatch.inference import CREDIT, Inferred, infer, past_at, read_archive, read_blind

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LAUNCHWATCH_DATA", ROOT.parent / "shared" / "data"))
CASES = DATA / "notices" / "cases-dev.jsonl"
PAGE = ROOT / "docs" / "explanation" / "warnings-to-orbit.md"
PICTURE = PAGE.with_suffix(".svg")
WITHOUT_KNOWLEDGE = ("history", "archive", "windows")
REASONS = Path(__file__).with_name("notices_misses.json")


class Row(NamedTuple):
    """One case: what was true, and what each method said."""

    launch_id: str
    name: str
    site: str
    truth: float
    naive: float
    simple: float
    ours: Inferred
    physics: Inferred


def simple(site: tuple[float, float], by_hand: float, earlier: list[float]) -> float:
    """The hand plane, drawn to the nearest cluster of the pad's history of five years, if within 4 deg."""
    near = [i for i in earlier if abs(i - by_hand) < 4.0]
    if not near:
        return by_hand
    counts = {i: sum(abs(i - j) < 0.3 for j in near) / (1.0 + abs(i - by_hand)) for i in near}
    return max(counts, key=lambda i: counts[i])


def rows() -> list[Row]:
    """Every case, walk-forward."""
    archive, _ = read_archive(CASES)
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        launch, orbit = case["truth"]["launch"], case["truth"]["orbit"]
        blind = read_blind({**case["blind_input"], "launch_id": "", "as_of": launch["launch_utc"]}, line[:40])
        assert blind.as_of is not None
        place = (blind.site_lat_deg, blind.site_lon_deg)
        centres = [tuple(a.ring_deg.mean(axis=0)) for a in blind.areas]
        by_hand = naive_plane(place, centres).inclination_deg
        five = blind.as_of.replace(year=blind.as_of.year - 5, day=min(blind.as_of.day, 28))
        earlier = [p.inclination_deg for p in past_at(*place, blind.as_of) if p.date > five]
        found.append(
            Row(
                case["launch_id"],
                f"{launch['vehicle']}, {launch['name']}",
                blind.site_code,
                orbit["ascent_inclination_deg"],
                (case.get("naive_baseline") or {}).get("inclination_deg", by_hand),
                simple(place, by_hand, [i for i in earlier if i == i]),
                infer(blind, archive),
                infer(replace(blind, launch_id=""), (), without=WITHOUT_KNOWLEDGE),
            )
        )
        print(f"\r{len(found)} cases", end="", file=sys.stderr)
    print(file=sys.stderr)
    return found


def interval(values: np.ndarray, what: object, draws: int = 10_000) -> tuple[float, float, float]:
    """A statistic of the cases and its 95 % bootstrap interval."""
    rng = np.random.default_rng(0)
    picks = rng.integers(0, len(values), (draws, len(values)))
    many = what(values[picks], axis=1)  # type: ignore[operator]
    return (float(what(values, axis=0)), *map(float, np.percentile(many, [2.5, 97.5])))  # type: ignore[operator,return-value]


def covered(found: Inferred, truth: float) -> bool:
    """Whether the 90 % interval holds the truth, to the step of the grid."""
    return found.inclination_deg.p05 - 0.0125 <= truth <= found.inclination_deg.p95 + 0.0125


def table(found: list[Row]) -> list[str]:
    """The table of issue 3 in Markdown."""
    truth = np.array([r.truth for r in found])
    methods = {
        "naive plane": np.array([r.naive for r in found]),
        "plane + history, simple": np.array([r.simple for r in found]),
        "physics alone, median": np.array([r.physics.inclination_deg.median for r in found]),
        "ours, median": np.array([r.ours.inclination_deg.median for r in found]),
        "ours, mode": np.array([r.ours.inclination_deg.mode for r in found]),
    }
    lines = [
        "| method | median error, deg | within 0.5 deg | within 1 deg | 90 % interval holds the truth |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, said in methods.items():
        miss = np.abs(said - truth)
        middle = "{:.2f} ({:.2f} to {:.2f})".format(*interval(miss, np.median))
        shares = [
            "{:.0f} % ({:.0f} to {:.0f})".format(*(100 * x for x in interval(miss <= limit, np.mean)))
            for limit in (0.5, 1.0)
        ]
        cover = ""
        if name.endswith("median"):
            holds = np.array([covered(r.ours if "ours" in name else r.physics, r.truth) for r in found])
            cover = "{:.0f} % ({:.0f} to {:.0f})".format(*(100 * x for x in interval(holds, np.mean)))
        lines.append(f"| {name} | {middle} | {shares[0]} | {shares[1]} | {cover} |")
    return lines


def by_site(found: list[Row]) -> list[str]:
    """Physics alone beside the hand method, by site of five cases or more."""
    sites: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        sites[row.site].append(row)
    lines = [
        "| site | cases | naive plane, median error, deg | physics alone | ours |",
        "| --- | --- | --- | --- | --- |",
    ]
    for site, mine in sorted(sites.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(mine) >= 5:
            misses = (
                [abs(r.naive - r.truth) for r in mine],
                [abs(r.physics.inclination_deg.median - r.truth) for r in mine],
                [abs(r.ours.inclination_deg.mode - r.truth) for r in mine],
            )
            lines.append(
                f"| {site} | {len(mine)} | " + " | ".join(f"{np.median(m):.2f}" for m in misses) + " |"
            )
    return lines


def worst(found: list[Row]) -> list[str]:
    """The ten worst misses, with their reasons as far as one was written down."""
    reasons = json.loads(REASONS.read_text(encoding="utf-8")) if REASONS.is_file() else {}
    ranked = sorted(found, key=lambda r: -abs(r.ours.inclination_deg.mode - r.truth))[:10]
    lines = ["| launch | truth, deg | best guess (90 % interval) | reason |", "| --- | --- | --- | --- |"]
    for r in ranked:
        i = r.ours.inclination_deg
        reason = reasons.get(r.launch_id, "not looked into")
        guess = f"{i.mode:.2f} ({i.p05:.1f} to {i.p95:.1f})"
        lines.append(f"| {r.launch_id}, {r.site}: {r.name} | {r.truth:.2f} | {guess} | {reason} |")
    return lines


def levels(found: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Nominal shares of central intervals, and the shares of cases whose truth they hold."""
    pairs = (("p25", "p75", 0.5), ("p05", "p95", 0.9))
    shares = []
    for low, high, _ in pairs:
        shares.append(
            np.mean(
                [
                    getattr(r.ours.inclination_deg, low) - 0.0125
                    <= r.truth
                    <= getattr(r.ours.inclination_deg, high) + 0.0125
                    for r in found
                ]
            )
        )
    return np.array([p[2] for p in pairs]), np.array(shares)


def picture(found: list[Row]) -> None:
    """Calibration: where the truth fell in the answer, and how often intervals hold it."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "launchwatch"
    import matplotlib.pyplot as plt

    names, edges = ("p05", "p25", "median", "p75", "p95"), (0.05, 0.2, 0.25, 0.25, 0.2, 0.05)
    place = [sum(r.truth > getattr(r.ours.inclination_deg, n) for n in names) for r in found]
    counts = np.bincount(place, minlength=6)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    x = np.arange(6)
    expected = np.array(edges) * len(found)
    left.bar(x, counts, color="#4477aa", label="cases")
    left.errorbar(
        x,
        expected,
        yerr=1.96 * np.sqrt(expected * (1 - np.array(edges))),
        fmt="o",
        color="black",
        label="expected, 95 %",
    )
    left.set_xticks(x, ["< 5 %", "5 to 25", "25 to 50", "50 to 75", "75 to 95", "> 95 %"])
    left.set_xlabel("where the truth fell in the answer")
    left.set_ylabel("cases")
    left.legend(frameon=False)
    for name, method, style in (("ours", "ours", "-"), ("physics alone", "physics", "--")):
        misses = np.sort([abs(getattr(r, method).inclination_deg.mode - r.truth) for r in found])
        right.plot(
            np.maximum(misses, 0.01),
            (np.arange(len(misses)) + 1) / len(misses),
            style,
            label=name,
            color="#4477aa",
        )
    misses = np.sort([abs(r.naive - r.truth) for r in found])
    right.plot(
        np.maximum(misses, 0.01),
        (np.arange(len(misses)) + 1) / len(misses),
        ":",
        label="naive plane",
        color="black",
    )
    right.set_xscale("log")
    right.set_xlabel("error of the inclination, deg")
    right.set_ylabel("share of cases")
    right.legend(frameon=False)
    figure.savefig(PICTURE, metadata={"Date": None, "Creator": None})


def reading() -> list[str]:
    """How notices are read and told apart, as the benchmarks of those rooms print it."""
    lines = []
    for name in ("notice_reading.py", "notice_roles.py"):
        script = ROOT / "benchmarks" / name
        if script.is_file():
            done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
            lines += [f"{name}:", *done.stdout.strip().splitlines()]
    return lines


def main() -> None:
    """Print the tables, and with `--docs` write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--docs", action="store_true", help="write the page of the documentation")
    parser.add_argument("--reading", action="store_true", help="run the benchmarks of reading as well")
    chosen = parser.parse_args()
    found = rows()
    seconds = np.array([r.ours.seconds for r in found])
    time_line = f"Time a case: median {np.median(seconds):.2f} s, longest {seconds.max():.2f} s."
    nominal, held = levels(found)
    cover = ", ".join(
        f"{100 * n:.0f} % intervals hold {100 * h:.0f} %" for n, h in zip(nominal, held, strict=True)
    )
    sections = [table(found), by_site(found), worst(found)]
    for section in sections:
        print("\n".join(section), end="\n\n")
    print(f"{cover}. {time_line}")
    if chosen.reading:
        print("\n".join(reading()))
    if chosen.docs:
        picture(found)
        PAGE.write_text(page(sections, cover, len(found)), encoding="utf-8")
        print(f"wrote {PAGE} and {PICTURE}")


def page(sections: list[list[str]], cover: str, cases: int) -> str:
    """The page of the documentation."""
    wide, sites, misses = ("\n".join(section) for section in sections)
    return f"""# From warnings to the orbit

What a warning says of the orbit is little: where pieces fall, and when. What is known besides is a lot.
Each source is a weight over the inclination of the orbit at the end of the ascent, and the answer is their
product:

- **Physics.** Ascents of launchers of many kinds are flown from the pad, over the turning Earth, straight
  or with a turn, and their pieces must fall in the areas.
- **History.** Earlier launches of the pad, weighed by age, are clusters of inclinations; a share is kept
  for what the pad has not seen: planes used elsewhere by the same states, sun-synchronous ones, any within
  reach. How far down range the areas lie and how large they are tells the line of launchers, from any pad;
  a line goes where it went before.
- **Archive.** Earlier warnings with their orbits: equal boxes mean the same orbit, like boxes one nearby,
  and an orbit whose boxes are known becomes less likely where they differ.
- **Windows.** The instant of lift-off and the pad give the local time of the node, and sun-synchronous
  satellites keep to few local times. Windows that move from day to day follow a plane in space, by -22
  minutes a day at 53 deg and -14 at 70 deg, and so tell its inclination. A fixed window tells little.

Only what is earlier than the instant speaks, and nothing after the first window opens: it may be the launch
itself.

## How well it does

Made by `benchmarks/notices.py --docs` on {cases} launches of 2013 to 2026 with public warnings and the
orbit that was reached. Each is inferred as of its lift-off, from pad, areas and windows alone, with the
cases before it as archive. In brackets: 95 % of bootstraps over the cases.

{wide}

The naive plane is the great circle from the pad to the farthest area with the rotation of the Earth added.
The mode is the best single guess; the median is the middle of the answer, and lies between where there are
two candidates.

```{{image}} {PICTURE.name}
:alt: Left, how many truths fell in each part of the answers; right, the share of cases within an error.
```

{cover}.

## By site

{sites}

## The ten worst misses

{misses}

The figures of the model are few. They were set on the history table or on these cases, where some ninety
variants were looked at, so other cases may do worse; `src/launchwatch/inference` names each with where it
came from. Were the line of launchers told instead of inferred, 73 % would lie within 0.5 deg and 82 % within
1 deg; the rest the input does not tell, or we do not read in it. Orbits in the history table:
{CREDIT}.
"""


if __name__ == "__main__":
    main()
