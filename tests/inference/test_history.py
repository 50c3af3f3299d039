"""Earlier launches: the table agrees with published orbits, and nothing later than an instant is seen."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest
from made_launches import CAPE, JIUQUAN, at

from launchwatch.inference import past, past_at
from launchwatch.inference.history import places, same_place


@pytest.mark.parametrize(
    ("tag", "inclination"),
    # published inclinations: GCAT and operators' press kits
    [("2022-133", 35.0), ("2023-025", 97.4), ("2013-001", 82.5), ("2025-232", 53.15), ("2024-023", 50.0)],
)
def test_the_table_holds_published_inclinations(tag: str, inclination: float) -> None:
    found = {one.tag: one for one in past(at("2026-06-01T00:00"))}
    assert found[tag].inclination_deg == pytest.approx(inclination, abs=0.1)


def test_nothing_later_than_the_instant_is_seen() -> None:
    instant = at("2020-05-05T00:00")
    seen = list(past(instant))
    assert len(seen) > 1000
    assert all(one.date < instant for one in seen)
    assert instant - seen[-1].date < timedelta(days=60)


def test_pads_of_one_cape_are_one_place_and_ships_off_china_another() -> None:
    assert places(*CAPE) == places(28.608, -80.604)  # LC-39A
    assert same_place(*CAPE, 28.608, -80.604)
    assert places(35.39, 119.6) == places(21.28, 112.0) != frozenset()
    assert same_place(35.39, 119.6, 21.28, 112.0)
    assert places(0.0, -120.0) == frozenset()
    assert not same_place(0.0, -120.0, 10.0, -120.0)


def test_a_place_has_its_own_launches() -> None:
    jiuquan = past_at(*JIUQUAN, at("2024-01-01T00:00"))
    assert {one.site.split()[0] for one in jiuquan} == {"Jiuquan"}
    assert any(math.isnan(one.inclination_deg) for one in past_at(*CAPE, at("2024-01-01T00:00")))


def test_the_table_agrees_with_the_truth_of_the_public_cases(data_dir: Path) -> None:
    table = {one.tag: one for one in past(at("2027-01-01T00:00"))}
    off = {}
    with (data_dir / "notices" / "cases-dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            if (one := table.get(case["launch_id"])) is not None:
                off[case["launch_id"]] = (
                    one.inclination_deg - case["truth"]["orbit"]["ascent_inclination_deg"]
                )
    assert len(off) > 50
    # Bandwagon-4 left its passengers in two planes; planes tied to the Sun drift until they are seen
    off.pop("2025-248", None)
    assert sum(abs(x) <= 0.105 for x in off.values()) >= 0.85 * len(off)
    assert max(abs(x) for x in off.values()) < 0.3


def _script(root: Path) -> SimpleNamespace:
    return SimpleNamespace(**run_path(str(root / "scripts" / "make_orbits.py")))


def test_the_script_makes_the_table_that_is_shipped(root: Path, data_dir: Path) -> None:
    script = _script(root)
    snapshots = sorted((data_dir / "orbit" / "catalogue").glob("*.gz"))
    made = script.make(data_dir / "record" / "launches.csv", snapshots)
    assert made == script.TARGET.read_bytes()
    assert len(made) < 400_000


def test_what_a_launch_reached_is_chosen_by_what_is_left_of_it(root: Path) -> None:
    script = _script(root)
    orbit = script.Orbit
    year, week = timedelta(days=365), timedelta(days=7)
    sat = orbit("SAT", 97.3, 480.0, 490.0, 22.5)
    stage = orbit("CZ-2D R/B", 97.9, 400.0, 700.0, 1.0)
    debris = orbit("SAT DEB", 80.0, 480.0, 490.0, 0.0)
    assert script.reached([debris, stage, sat], week)[:4] == (97.3, 480.0, 490.0, "orbit")
    aged = script.reached([sat], year)
    assert aged[3] == "synchronous" and 97.3 <= aged[0] < 97.4
    geo = orbit("GEO", 0.1, 35_780.0, 35_790.0, 3.0)
    transfer = orbit("CZ-3B R/B", 27.4, 200.0, 35_000.0, 3.0)
    assert script.reached([geo, transfer], week)[3] == "transfer"
    assert script.reached([geo, transfer], 2 * year)[0] is None
    assert script.reached([debris], week) is None


def test_sun_synchronous_heights_are_those_of_the_textbook(root: Path) -> None:
    script = _script(root)
    # Vallado's table: 97.4 deg at 500 km, 98.6 at 800 km
    assert script.sun_synchronous(500.0, 500.0) == pytest.approx(97.40, abs=0.02)
    assert script.sun_synchronous(800.0, 800.0) == pytest.approx(98.60, abs=0.02)
    assert script.sun_synchronous(9_000.0, 9_000.0) is None
    noon = datetime.fromisoformat("2024-03-20T03:06:00+00:00")  # equinox: the Sun at right ascension 0
    assert script.local_time_h(0.0, noon) == pytest.approx(12.0, abs=0.15)
