"""How well notices are read: agreement with a reference parse of real texts.

Run ``python benchmarks/notice_reading.py [--misses N] [--half a|b]``; the data lie in ``../shared/data`` or
where ``LAUNCHWATCH_DATA`` points.  The reference is itself a parse with known errors, so agreement is not
truth: every difference was judged by reading the notice, and ``notice_judged.toml`` says for whom.  The texts
fall into two halves by the hash of their id, so that one can be looked at and the other measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tomllib
from datetime import datetime
from pathlib import Path

from launchwatch.notice import Notice, read_notices

DATA = Path(os.environ.get("LAUNCHWATCH_DATA", Path(__file__).parents[2] / "shared" / "data"))
SETS = ("notices-dev", "corpus-dev-msi_warnings", "corpus-dev-notams", "negatives-dev")
MILE_M = 1852.0


def records(name: str) -> list[dict]:
    with (DATA / "notices" / f"{name}.jsonl").open() as lines:
        return [json.loads(line) for line in lines]


def read(record: dict) -> list[Notice]:
    """The record's text, read with its date of issue where the text itself carries none."""
    issued = record["issued_utc"]
    moment = datetime.fromisoformat(issued) if issued and issued[:4].isdigit() else None
    return read_notices(record["text"], record["id"], issued=moment)


def half_of(record: dict) -> str:
    """Which half of the texts a record belongs to, by the hash of its id."""
    return "ab"[hashlib.sha256(record["id"].encode()).digest()[0] & 1]


def judged() -> dict[tuple[str, str], str]:
    """For whom each difference was judged: (id, what differs) to "us", "reference" or "neither"."""
    table = tomllib.loads((Path(__file__).parent / "notice_judged.toml").read_text())
    return {
        (key, what): entry["right"]
        for entry in table["judged"]
        for key in entry["ids"]
        for what in entry["on"]
    }


def _ring(vertices: list) -> list[tuple[float, float]]:
    """A ring from its smallest vertex on, so that start does not matter."""
    ring = [(round(lat, 3), round(lon, 3)) for lat, lon in vertices]
    if len(ring) > 3 and ring[0] == ring[-1]:  # the reference keeps some closing vertices
        ring.pop()
    start = ring.index(min(ring))
    return ring[start:] + ring[:start]


def _close(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> bool:
    return len(a) == len(b) and all(
        abs(p[0] - q[0]) < 2e-3 and abs(p[1] - q[1]) < 2e-3 for p, q in zip(a, b, strict=True)
    )


def areas_agree(notices: list[Notice], record: dict) -> bool:
    """Same areas: rings within 0.002 deg, circles with the same centre and radius."""
    ours: list = []
    for area in (a for n in notices for a in n.areas):
        if area.vertices:
            ours.append(_ring(area.vertices))
        elif area.center:
            ours.append([area.center])
    theirs: list = []
    for area in record["areas"]:
        theirs.append(_ring(area["coords"]) if area.get("coords") else [tuple(area["center"])])
    if len(ours) != len(theirs):
        return False
    left = list(ours)
    for ring in theirs:
        match = next(
            (o for o in left if _close(o, ring) or (len(o) > 1 and _close(sorted(o), sorted(ring)))), None
        )
        if match is None:
            return False
        left.remove(match)
    return True


def windows_agree(notices: list[Notice], record: dict) -> bool:
    """Same list of windows, to the minute."""
    ours = sorted({(f"{a:%Y-%m-%dT%H:%MZ}", f"{b:%Y-%m-%dT%H:%MZ}") for n in notices for a, b in n.windows})
    return ours == sorted({tuple(w) for w in record["windows"]})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0, help="print that many misses of each set")
    parser.add_argument("--set", default="", help="only this set")
    parser.add_argument("--half", default="ab", choices=["a", "b", "ab"], help="only this half of the texts")
    args = parser.parse_args()
    verdicts = judged()
    for name in SETS:
        if args.set not in name:
            continue
        rows = [(r, read(r)) for r in records(name) if half_of(r) in args.half]
        areas = [areas_agree(n, r) for r, n in rows]
        windows = [windows_agree(n, r) for r, n in rows]
        differing = [
            (record["id"], what)
            for (record, _), a, w in zip(rows, areas, windows, strict=True)
            for what, same in (("areas", a), ("windows", w))
            if not same
        ]
        ours = sum(verdicts.get(d) == "us" for d in differing)
        new = [d for d in differing if d not in verdicts]
        right = {
            what: 1.0 - sum(d[1] == what and verdicts.get(d) != "us" for d in differing) / len(rows)
            for what in ("areas", "windows")
        }
        print(
            f"{name:26s} {len(rows):4d} texts   coordinates agree {sum(areas) / len(rows):6.1%}"
            f"   windows agree {sum(windows) / len(rows):6.1%}   {len(differing)} differences: "
            f"{ours} judged for us, "
            f"{len(differing) - ours - len(new)} against, {len(new)} not judged"
        )
        print(
            f"{'':26s}              not judged wrong {right['areas']:6.1%}"
            f"        not judged wrong {right['windows']:6.1%}"
        )
        for key, what in new:
            print(f"{'':26s}   not judged: {key} {what}")
        shown = 0
        for (record, notices), a, w in zip(rows, areas, windows, strict=True):
            if not (a and w) and shown < args.misses:
                shown += 1
                print(
                    "=" * 20,
                    record["id"],
                    "areas" if not a else "",
                    "windows" if not w else "",
                    record["issued_utc"],
                )
                print(record["text"][:1600])
                if not a:
                    print(
                        "ours  ",
                        [
                            (x.label, x.kind, x.vertices or (x.center, x.radius_m))
                            for n in notices
                            for x in n.areas
                        ],
                    )
                    print(
                        "theirs",
                        [
                            (x["label"], x["kind"], x.get("coords") or x.get("center"))
                            for x in record["areas"]
                        ],
                    )
                if not w:
                    print(
                        "ours  ",
                        [f"{p:%m-%dT%H:%M}/{q:%m-%dT%H:%M}" for n in notices for p, q in n.windows][:9],
                    )
                    print("theirs", ["/".join(x) for x in record["windows"]][:9])
                print("problems", [p for n in notices for p in n.problems])


if __name__ == "__main__":
    main()
