"""Which object is it, blind: the launches between two catalogues against the objects new in the second.

Run ``python benchmarks/match.py``; the data lie in ``../shared/data`` or where ``LAUNCHWATCH_DATA`` points.

For every launch that reached orbit between the catalogues of 24 October 2022 and 25 March 2023, the orbit is
expected as an analyst would who has seen no orbit of it. Lift-off (to the minute) and site fix the plane. The
inclination and the heights are told by what was announced before the launch, as a class of orbit
(`match_announced.toml`); else by the areas that were closed for it, where the data hold them, through
`launchwatch infer`; else by the earlier launches of the site, of the same launcher, variant and kind of
payload first, as those stand in the first catalogue. All objects new in the second catalogue are then ranked.
They are stripped before: of names nothing remains but R/B, DEB or OBJECT, and of designators nothing at all,
so that the answer cannot be read off; they are used only to score. The second catalogue is up to five months
younger than the launch, so whatever raised itself has drifted; an analyst would ask the day after.

Right: the first object is a payload of the launch. Besides, in a second round, the numbers of objects that
the first round was sure of date the numbers of the others (they are given out in order).
Calibration: in bands of the chance given to the first object's launch, how often it was right.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from launchwatch.inference import infer, read_blind
from launchwatch.orbit import Elements, read_elements, sun_synchronous_inclination
from launchwatch.orbit.expected import Expected, Planned, expected_of_plan, mixed
from launchwatch.orbit.identifiers import Anchor, newest
from launchwatch.orbit.match import Match, match, type_of
from launchwatch.orbit.matches import match_launches
from launchwatch.progress import progress

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LAUNCHWATCH_DATA", ROOT.parent / "shared" / "data"))
#: Latitude and longitude of the sites, deg (GCAT, J. McDowell, CC-BY, table of sites).
SITES = {
    "Baikonur": (45.92, 63.34),
    "China Sea": (36.0, 121.5),
    "Guiana": (5.23, -52.75),
    "Jiuquan": (41.0, 100.3),
    "Kennedy": (28.61, -80.60),
    "Mid-Atlantic": (37.83, -75.48),
    "Plesetsk": (62.9, 40.5),
    "Rocket Lab": (-39.26, 177.87),
    "Spaceport Florida": (28.46, -80.53),
    "Sriharikota": (13.62, 80.30),
    "Taiyuan": (38.85, 111.61),
    "Tanegashima": (30.40, 130.97),
    "Vandenberg": (34.75, -120.62),
    "Vostochny": (51.88, 128.33),
    "Wenchang": (19.61, 110.95),
    "Xichang": (28.25, 102.03),
}
#: What a launch with no like before it may be for: inclinations, deg, with an even spread of three.
ANY = (28.5, 35, 38, 41, 44, 47, 51, 55, 60, 65, 70, 75, 80, 85, 90, 97, 99, 140)
#: Or sun-synchronous, at these heights, m.
SUN = (500e3, 600e3, 700e3, 800e3, 900e3)
#: Share of these, half each, and how the orbit of an earlier launch carries over: inclination (deg), heights
#: (km).
NEW, AS_BEFORE, HEIGHTS = 0.15, 0.3, 20.0
#: Share of what the payload of an earlier launch became against what its last stage was left in.
FINAL = 0.7


class Launch(NamedTuple):
    """One line of the record: what is known of a launch before its orbit is."""

    tag: str
    at: datetime
    launcher: str
    variant: str
    site: str
    payload: str
    success: bool
    orbital: bool


class Result(NamedTuple):
    """One launch answered."""

    launch: Launch
    found: Match
    rank: int
    p_launch: float
    right: bool
    right_launch: bool


def launches(path: Path) -> list[Launch]:
    """The record, in its order."""
    with path.open(encoding="utf-8") as stream:
        return [
            Launch(
                row["tag"],
                datetime.fromisoformat(row["date"]).replace(tzinfo=UTC),
                row["lv"],
                row["variant"],
                row["site"],
                row["payload"],
                row["success"] == "1",
                row["code"] == "OS",
            )
            for row in csv.DictReader(stream)
        ]


def site_of(name: str) -> tuple[float, float] | None:
    """Where a site is; None for one that is not in the table."""
    return next((where for key, where in SITES.items() if key in name), None)


def stem(payload: str) -> str:
    """The series a payload belongs to, by the letters its name begins with: "Starlink Group 5", "Yaogan"."""
    if payload.startswith("Starlink"):
        return " ".join(re.split(r"[ -]", payload)[:3])
    return re.split(r"[ \d-]", payload, maxsplit=1)[0]


def alike(a: Launch, b: Launch) -> float:
    """How much an earlier launch `b` says about `a`."""
    value = 1.0
    if stem(a.payload) == stem(b.payload):
        value *= 30.0
    if a.launcher == b.launcher:
        value *= 6.0
        if a.variant == b.variant:
            value *= 2.0
    elif a.launcher.split("-")[0].split()[0] == b.launcher.split("-")[0].split()[0]:
        value *= 2.0
    if a.site != b.site:
        value *= 0.02 if stem(a.payload) != stem(b.payload) else 0.3
    years = (a.at - b.at).days / 365.25
    return float(value * 0.5 ** (years / 3.0))


def expected(launch: Launch, past: Sequence[Launch], orbits: dict[str, list[Elements]]) -> Expected:
    """What an analyst expects of a launch: its plane through the site, its orbit as those before."""
    where = site_of(launch.site)
    assert where is not None, launch.site
    ranked = sorted(((alike(launch, b), b) for b in past), key=lambda pair: -pair[0])[:40]
    parts: list[tuple[float, Expected]] = []
    for share, before in ranked:
        for kind, part in (("payload", FINAL), ("rocket body", 1.0 - FINAL)):
            sets = [
                e for e in orbits[before.tag] if (type_of(e.name) == "rocket body") == (kind != "payload")
            ]
            for e in sets[:3]:
                plan = Planned(
                    launch.at,
                    (max(e.perigee_m, 150e3), HEIGHTS * 1e3),
                    (max(e.apogee_m, 150e3), HEIGHTS * 1e3),
                    (e.inclination, math.radians(AS_BEFORE)),
                    site=where,
                )
                parts.append((share * part / min(len(sets), 3), expected_of_plan(plan)))
    total = sum(share for share, _ in parts)
    for degrees in ANY:
        plan = Planned(
            launch.at, (550e3, 150e3), (600e3, 150e3), (math.radians(degrees), math.radians(2.0)), site=where
        )
        parts.append((0.5 * NEW * total / len(ANY), expected_of_plan(plan)))
    for height in SUN:
        tilt = sun_synchronous_inclination(height, height)
        plan = Planned(launch.at, (height, 60e3), (height, 60e3), (tilt, math.radians(0.3)), site=where)
        parts.append((0.5 * NEW * total / len(SUN), expected_of_plan(plan)))
    return mixed(parts)


def announced(launch: Launch, told: str | list[list[float]]) -> Expected:
    """What an analyst expects who read the announcement: the class of orbit, the plane through the site."""
    where = site_of(launch.site)
    assert where is not None
    rows: list[list[float]] = [] if isinstance(told, str) else told
    if told == "geostationary":
        rows = [[35786.0, 150, 35786, 150, 0.1, 0.3], [35786, 400, 35786, 400, 3.0, 4.0]]
        latitude = max(abs(where[0]), 5.0)
        # from the transfer orbit, also a high one, by chemistry in days or by ions in months
        for share in (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 0.95):
            radius = 6578.0 * (42164.0 / 6578.0) ** share
            tilt = latitude * (1.0 - share)
            rows.append([radius - 6378.0, 0.12 * radius, 35786, 800, tilt, 2.0])
            rows.append([radius - 6378.0, 0.12 * radius, 48000, 10000, tilt, 3.0])
    parts = []
    for k, (low, s_low, high, s_high, inclination, s_inclination) in enumerate(rows):
        plan = Planned(
            launch.at,
            (low * 1e3, s_low * 1e3),
            (high * 1e3, s_high * 1e3),
            (math.radians(inclination), math.radians(s_inclination)),
            site=where,
        )
        parts.append((1.0 if k else len(rows) - 0.99, expected_of_plan(plan)))
    return mixed(parts)


def by_areas(launch: Launch, line: dict[str, Any]) -> Expected:
    """What the warnings of the launch say of its inclination, by `launchwatch infer`; any low height."""
    found = infer(read_blind(line["blind_input"] | {"launch_id": ""}, launch.tag), ()).inclination_deg
    spread = ((found.p05, 0.1), (found.p25, 0.2), (found.median, 0.4), (found.p75, 0.2), (found.p95, 0.1))
    where = site_of(launch.site)
    assert where is not None
    parts = []
    for height in SUN:
        for degrees, share in spread:
            inclination = (math.radians(degrees), math.radians(0.5))
            plan = Planned(launch.at, (height, 60e3), (height, 60e3), inclination, site=where)
            parts.append((share, expected_of_plan(plan)))
    return mixed(parts)


def warned() -> dict[str, dict[str, Any]]:
    """Launches whose warnings are at hand: areas and windows, without name and orbit."""
    path = DATA / "notices" / "cases-dev.jsonl"
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines()) if path.is_file() else ()
    return {line["launch_id"]: line for line in lines}


def stripped(e: Elements) -> Elements:
    """A set without what would give the answer away."""
    kind = {"rocket body": "R/B", "debris": "DEB", "unknown": "OBJECT A", "payload": "PAYLOAD"}
    return replace(e, name=kind[type_of(e.name)], designator="")


class Blind(NamedTuple):
    """The test: launches and what is expected of each, the objects, whose each is, the ends of the span."""

    asked: list[tuple[Launch, Expected]]
    objects: list[Elements]
    truth: dict[str, str]
    ends: list[Anchor]


def blind(precedent: bool, earlier: dict[str, Elements] | None = None) -> Blind:
    """Read the data and put the questions; `earlier` holds what was found for launches before others."""
    folder = DATA / "orbit" / "catalogue"
    first = read_elements(folder / "full-2022-10-24.3le.gz")
    second = read_elements(folder / "full-2023-03-25.3le.gz")
    record = launches(DATA / "record" / "launches.csv")
    known = {e.identifier for e in first}
    new = [e for e in second if e.identifier not in known]
    truth = {e.identifier: e.designator[:8] for e in new}
    ends = [a for a in (newest(first), newest(second)) if a is not None]
    begin, end = (a.at for a in ends)
    orbits: dict[str, list[Elements]] = defaultdict(list)
    for e in first:
        orbits[e.designator[:8]].append(e)
    past = [x for x in record if x.success and x.orbital and x.at < begin and orbits[x.tag]]
    found = {tag: [e] for tag, e in (earlier or {}).items()}
    lately = [x for x in record if x.tag in found]
    payloads = {truth[e.identifier] for e in new if type_of(e.name) in ("payload", "unknown")}
    told = tomllib.loads((Path(__file__).parent / "match_announced.toml").read_text(encoding="utf-8"))
    asked = []
    areas = warned()
    for launch in record:
        if begin < launch.at < end and launch.success and launch.orbital and launch.tag in payloads:
            before = [*past, *(x for x in lately if x.at < launch.at)]
            orbit = expected(launch, before, {**orbits, **found})
            if launch.tag in told["launches"] and not precedent:
                rows = told["classes"][told["launches"][launch.tag]]
                orbit = mixed([(0.9, announced(launch, rows)), (0.1, orbit)])
            elif launch.tag in areas:
                orbit = mixed([(0.6, by_areas(launch, areas[launch.tag])), (0.4, orbit)])
            asked.append((launch, orbit))
    return Blind(asked, [stripped(e) for e in new], truth, ends)


def surely(test: Blind, found: Sequence[Match]) -> dict[str, Elements]:
    """The first object of every launch that is sure of it, as it was handed in (no truth is looked at)."""
    sets = {e.identifier: e for e in test.objects}
    return {
        launch.tag: sets[m.candidates[0].identifier]
        for (launch, _), m in zip(test.asked, found, strict=True)
        if sum(c.p for c in m.candidates[:60]) > 0.95
    }


def score(launch: Launch, found: Match, truth: dict[str, str]) -> Result:
    """One answer against the designators."""
    tags = [truth[c.identifier] for c in found.candidates]
    own = [
        k + 1
        for k, (c, tag) in enumerate(zip(found.candidates, tags, strict=True))
        if tag == launch.tag and c.kind in ("payload", "unknown")
    ]
    together = sum(c.p for c, tag in zip(found.candidates, tags, strict=True) if tag == tags[0])
    return Result(launch, found, own[0], together, own[0] == 1, tags[0] == launch.tag)


def main() -> int:
    """Print the score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--list", action="store_true", help="one line a launch")
    chosen = parser.parse_args()
    if not (DATA / "orbit" / "catalogue").is_dir():
        print(f"no data in {DATA}")
        return 0
    for text, precedent in (("as announced, else as before", False), ("as before, nothing announced", True)):
        test = blind(precedent)
        orbits = [orbit for _, orbit in test.asked]
        with progress() as telling:
            alone = [match(orbit, test.objects, anchors=test.ends) for orbit in orbits]
            joint = match_launches(orbits, test.objects, anchors=test.ends, report=telling)
            again = blind(precedent, surely(test, joint))
            orbits = [orbit for _, orbit in again.asked]
            later = match_launches(orbits, test.objects, anchors=test.ends, report=telling)
        ways = (
            ("each launch by itself", alone),
            ("all together", joint),
            ("all together, what was found for earlier ones known to later ones", later),
        )
        for how, found in ways:
            rows = [score(x, m, test.truth) for (x, _), m in zip(test.asked, found, strict=True)]
            tell(f"{text}; {how}", rows, len(test.objects), chosen.list)
    return 0


def tell(text: str, results: Sequence[Result], objects: int, every: bool) -> None:
    """Print one round."""
    right, count = sum(r.right for r in results), len(results)
    ten = sum(r.rank <= 10 for r in results)
    print(f"{text}: {count} launches, {objects} objects")
    print(
        f"  a payload of the launch first {right} ({100 * right / count:.1f} %), "
        f"any part of it {sum(r.right_launch for r in results)}, payload among the first ten {ten}"
    )
    for low, high in ((0.0, 0.5), (0.5, 0.9), (0.9, 0.99), (0.99, 1.01)):
        band = [r for r in results if low <= r.p_launch < high]
        if band:
            told = sum(r.p_launch for r in band) / len(band)
            held = sum(r.right_launch for r in band) / len(band)
            print(f"  told {told:.3f}: held {held:.3f} of {len(band)}")
    for r in sorted(results, key=lambda r: r.launch.at):
        if every or not r.right:
            c = r.found.candidates[0]
            print(
                f"  {r.launch.tag} {r.launch.launcher[:14]:14} {r.launch.payload[:18]:18} "
                f"{'right' if r.right else 'stage' if r.right_launch else 'wrong'}, rank {r.rank}, "
                f"told {r.p_launch:.3f}; first {c.identifier} {c.kind} p {c.p:.3f} "
                f"none {r.found.none_of_these:.3f}"
            )


if __name__ == "__main__":
    sys.exit(main())
