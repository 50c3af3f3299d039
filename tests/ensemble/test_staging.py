"""What a launcher file may say of its stages reaches the kernel: guidance, hot staging, limits, curves."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from launchwatch.ensemble.parameters import launcher_parameters
from launchwatch.ensemble.rows import build_rows
from launchwatch.ensemble.shared import curve_numbers, phases_of, tables_of
from launchwatch.ensemble.stretches import burned
from launchwatch.errors import InputError
from launchwatch.flight import (
    ATTITUDE,
    INPUTS,
    INSERT,
    LOFT,
    OUTPUTS,
    TURN,
    fly_one,
    fly_rows,
    make_tables,
    thrust_curve,
)
from launchwatch.launcher import Figure, Launcher, load_launcher

AT = {name: k for k, name in enumerate(INPUTS)}
OUT = {name: k for k, name in enumerate(OUTPUTS)}
PAD = SimpleNamespace(lat_deg=39.66, lon_deg=124.7, height_m=0.0)
PLAN = {
    "perigee": 450e3,
    "azimuth": np.radians(190.0),
    "turn": 0.0,
    "burnout angle": 0.5,
    "loft": 1.0,
    "ignition lead": 0.5,
    "vertical rise": 8.0,
    "density factor": 1.0,
    "drag factor": 1.0,
    "wind east": 0.0,
    "wind north": 0.0,
    "stack ballistic": 2000.0,
}
FIGURE = {"source": "a paper"}
TWICE: list[dict[str, Any]] = [
    {
        "propellant": FIGURE | {"value": "2.6 t"},
        "perigee": FIGURE | {"value": "300 km"},
        "apogee": FIGURE | {"value": "450 km"},
    },
    {"coast": FIGURE | {"value": "40 min"}},
]
HEIGHT = FIGURE | {"value": "300 km"}
PROGRAMME = {
    "table": [[0, 90, 190], [20, 90, 190], [20, 90, 190], [60, 60, 190], [130, 30, 190]],
    "source": "a paper",
}
JUMP_FIRST = {"table": [[0, 90, 190], [0, 80, 190], [60, 60, 190]], "source": "a paper"}
BACKWARD = {"table": [[0, 90, 190], [9, 80, 190], [6, 60, 190]], "source": "a paper"}
NO_ANGLES = {"table": [[0, 90, 190], [9, 100, 190], [16, 60, 190]], "source": "a paper"}
CURVE = {"table": [[0.0, 1.2], [0.5, 1.0], [1.0, 0.7]], "source": "a drawing"}


def launcher(
    stages: Mapping[int, Mapping[str, Any]],
    name: str = "Unha-3",
    strap_ons: Mapping[int, Mapping[str, Any]] | None = None,
    **fairing: Any,
) -> Launcher:
    """A launcher of the library with some keys of its stages (by index), strap-ons and fairing set."""
    raw = load_launcher(name).model_dump(mode="json")
    for part in (*raw["stages"], *raw["strap_ons"], raw["fairing"] or {}, raw):
        for value in part.values():
            if isinstance(value, dict):
                value.pop("dimension", None)
    for k, keys in stages.items():
        raw["stages"][k] |= keys
    for k, keys in (strap_ons or {}).items():
        raw["strap_ons"][k] |= keys
    if fairing:
        raw["fairing"] |= fairing
    return Launcher.model_validate(raw)


def figure(value: str) -> dict[str, str]:
    return {"value": value, "source": "a paper"}


def row_of(mine: Launcher, **plan: float) -> np.ndarray:
    values = {key: f.quantity.central for key, f in mine.figures()} | PLAN | plan
    rows, _ = build_rows(mine, {k: np.full(1, v) for k, v in values.items()}, PAD, 1)  # type: ignore[arg-type]
    return np.asarray(rows)


def test_stages_are_guided_as_before_where_nothing_is_said() -> None:
    row = row_of(launcher({}))[0]
    assert [row[AT[f"phase{p}_steering"]] for p in (1, 2)] == [LOFT, INSERT]
    assert row[AT["fairing_split_m_s"]] == 0.0


def test_two_stages_may_steer_for_the_orbit_together() -> None:
    row = row_of(launcher({1: {"guidance": "insert"}}))[0]
    assert [row[AT[f"phase{p}_steering"]] for p in (1, 2)] == [INSERT, INSERT]


def test_hot_staging_drops_the_stage_below_after_the_ignition() -> None:
    mine = launcher({1: {"hot_staging": figure("1.5 s")}})
    rows = row_of(mine)
    assert rows[0, AT["phase0_drop_delay_s"]] == -1.5
    out = fly_rows(rows)[0]
    assert out[OUT["phase0_separation_s"]] == pytest.approx(out[OUT["phase1_ignition_s"]] + 1.5)


def test_acceleration_limit_is_read_in_g_and_held() -> None:
    plain, limited = row_of(launcher({})), row_of(launcher({1: {"acceleration_limit": figure("2 g0")}}))
    assert limited[0, AT["phase1_acceleration_limit_m_s2"]] == pytest.approx(2.0 * 9.80665)
    burns = [
        o[OUT["phase1_cutoff_s"]] - o[OUT["phase1_ignition_s"]]
        for o in (fly_rows(plain)[0], fly_rows(limited)[0])
    ]
    assert burns[1] > burns[0]


def test_thrust_curves_are_numbered_in_the_order_of_the_stages_that_have_one() -> None:
    mine = launcher({0: {"thrust_curve": CURVE}, 2: {"thrust_curve": CURVE}})
    assert curve_numbers(mine) == {0: 1, 2: 2}
    rows = row_of(mine)
    assert [rows[0, AT[f"phase{p}_thrust_curve"]] for p in range(3)] == [1.0, 0.0, 2.0]
    curve = thrust_curve([(0.0, 1.2), (0.5, 1.0), (1.0, 0.7)])
    out = fly_rows(rows, tables=make_tables(curves=[curve, curve]))[0]
    plain = fly_rows(row_of(launcher({})))[0]
    assert out[OUT["phase0_cutoff_s"]] == pytest.approx(plain[OUT["phase0_cutoff_s"]])
    assert out[OUT["max_q_s"]] < plain[OUT["max_q_s"]]  # more thrust early


def test_halves_of_the_fairing_part() -> None:
    rows = row_of(launcher({}, halves_part_at=figure("3 m/s")))
    assert rows[0, AT["fairing_split_m_s"]] == 3.0
    out = fly_rows(rows)[0]
    assert out[OUT["other_half_longitude_rad"]] != out[OUT["fairing_longitude_rad"]]


def test_stage_that_burns_twice_has_two_phases_and_is_dropped_once() -> None:
    mine = launcher({2: {"burns": TWICE}})
    row = row_of(mine)[0]
    phases = phases_of(mine)
    assert [(p.stage, p.drops, p.ends_stage) for p in phases[2:]] == [(3, None, False), (3, "stage 3", True)]
    assert int(row[AT["phases"]]) == len(phases) == 4
    whole = mine.stages[2].propellant.central
    assert row[AT["phase2_propellant_kg"]] == 2600.0
    assert row[AT["phase2_propellant_kg"]] + row[AT["phase3_propellant_kg"]] == pytest.approx(whole)
    assert (row[AT["phase2_drop_kg"]], row[AT["phase3_drop_kg"]]) == (0.0, mine.stages[2].dry.central)
    assert row[AT["phase3_coast_s"]] == 2400.0
    assert [row[AT[f"phase{p}_aim_apogee_m"]] for p in range(4)] == [0.0, 0.0, 450e3, 450e3]
    assert row[AT["phase3_aim_perigee_m"]] == 450e3  # the orbit of the launch
    assert mine.figure("stage 3 burn 1.propellant") is mine.stages[2].burns[0].propellant
    changed = mine.replaced("stage 3 burn 1.propellant", Figure(value="2 t", source="another paper"))
    assert row_of(changed)[0, AT["phase2_propellant_kg"]] == 2000.0


def test_stages_before_a_parking_orbit_aim_for_it_together() -> None:
    row = row_of(launcher({1: {"guidance": "insert"}, 2: {"burns": TWICE}}))[0]
    assert [row[AT[f"phase{p}_aim_perigee_m"]] for p in range(4)] == [0.0, 300e3, 300e3, 450e3]


def test_two_burns_fly_to_a_parking_orbit_and_on() -> None:
    light = row_of(launcher({2: {"burns": TWICE}}), **{"launcher.payload": 20.0, "loft": 0.7})
    out = fly_rows(light)[0]
    assert out[OUT["phase3_ignition_s"]] == pytest.approx(out[OUT["phase2_cutoff_s"]] + 2400.0)
    assert out[OUT["outcome"]] == 0.0
    assert out[OUT["apogee_m"]] == pytest.approx(450e3, abs=20e3)


@pytest.mark.parametrize(
    ("key", "value", "code", "si"),
    [
        ("ends_after", "100 s", 1.0, 100.0),
        ("ends_at_speed", "4 km/s", 2.0, 4000.0),
        ("ends_at_relative_speed", "3.9 km/s", 3.0, 3900.0),
        ("ends_at_altitude", "180 km", 4.0, 180e3),
        ("ends_at_acceleration", "3 g0", 5.0, 3.0 * 9.80665),
        ("ends_at_semi_major_axis", "4000 km", 6.0, 4000e3 - 6378137.0),
    ],
)
def test_what_ends_a_burn_reaches_the_kernel(key: str, value: str, code: float, si: float) -> None:
    mine = launcher({1: {key: figure(value)}})
    row = row_of(mine)[0]
    assert row[AT["phase1_end_criterion"]] == code
    assert row[AT["phase1_end_value"]] == pytest.approx(si)
    view = SimpleNamespace(launcher=mine)
    drawn = {p.name: p.unit for p in launcher_parameters(view)}  # type: ignore[arg-type]
    assert drawn[f"stage 2.{key}"] in ("s", "m/s", "km", "m/s2")


def test_first_stage_with_strap_ons_ends_by_the_clock_of_its_own_ignition() -> None:
    mine = launcher({0: {"ends_after": figure("200 s")}}, "Delta III")
    out = fly_rows(row_of(mine, azimuth=1.6))[0]
    assert out[OUT["phase2_cutoff_s"]] == pytest.approx(200.0, abs=1e-6)


def test_first_stage_may_be_guided_once_its_strap_ons_are_off() -> None:
    row = row_of(launcher({0: {"guidance": "insert"}}, "Delta III"))[0]
    assert [row[AT[f"phase{p}_steering"]] for p in range(4)] == [TURN, TURN, INSERT, INSERT]


def test_upper_stage_may_go_on_turning() -> None:
    row = row_of(launcher({1: {"guidance": "turn"}}))[0]
    assert [row[AT[f"phase{p}_steering"]] for p in range(3)] == [TURN, TURN, INSERT]


def test_attitude_programme_points_the_thrust_where_its_rows_say() -> None:
    """In vacuum terms: a vertical rise for 20 s, then a lean to azimuth 190 degrees, south by west."""
    mine = launcher({0: {"guidance": "attitude", "attitude": PROGRAMME}})
    row = row_of(mine)[0]
    assert (row[AT["phase0_steering"]], row[AT["phase0_attitude"]]) == (ATTITUDE, 1.0)
    out, trail = fly_one(row, tables=tables_of(mine, PAD))  # type: ignore[arg-type]
    lat, lon = np.radians([PAD.lat_deg, PAD.lon_deg])
    up = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    east = np.array([-np.sin(lon), np.cos(lon), 0.0])
    gained = trail[:, 4:7] - trail[0, 4:7]
    early = int(np.searchsorted(trail[:, 0], 20.0))
    assert gained[early] @ up / np.linalg.norm(gained[early]) > 0.999
    late = int(np.searchsorted(trail[:, 0], out[OUT["phase0_cutoff_s"]]))
    level = gained[late] - (gained[late] @ up) * up
    north = np.cross(up, east)
    assert np.degrees(np.arctan2(level @ east, level @ north)) % 360.0 == pytest.approx(190.0, abs=3.0)
    jump = PROGRAMME | {"table": [[0, 90, 0], [50, 90, 0], [50, 40, 190], [130, 30, 190]]}
    jumping = launcher({0: {"guidance": "attitude", "attitude": jump}})
    cut, _ = fly_one(row_of(jumping)[0], tables=tables_of(jumping, PAD))  # type: ignore[arg-type]
    assert cut[OUT["phase0_cutoff_speed_m_s"]] > 1000.0


def test_curves_of_strap_ons_keep_every_kilogram_and_move_thrust_to_where_it_is_told() -> None:
    """Mass by the integral of the curve; thrust at lift-off by its first point."""
    mine = launcher({}, "Delta III", {0: {"thrust_curve": CURVE}})
    plain, curved = row_of(load_launcher("Delta III"))[0], row_of(mine)[0]
    parts = range(4)
    burned_by = [sum(r[AT[f"phase{p}_propellant_kg"]] for p in parts) for r in (plain, curved)]
    assert burned_by[1] == pytest.approx(burned_by[0], rel=1e-12)
    assert [curved[AT[f"phase{p}_thrust_curve"]] for p in parts] == [1.0, 0.0, 0.0, 0.0]
    tables = tables_of(mine, PAD)  # type: ignore[arg-type]
    _, trail = fly_one(curved, tables=tables)
    k = int(np.searchsorted(trail[:, 0], 1.0))
    flow = (trail[0, 7] - trail[k, 7]) / trail[k, 0]
    each = 17010.0 / 75.2
    mean = (1.2 + 1.0) / 4 + (1.0 + 0.7) / 4
    assert flow == pytest.approx(95550.0 / 261.0 + 6 * each * 1.2 / mean, rel=0.01)


def test_curves_that_overlap_are_split_where_a_stretch_ends() -> None:
    """PSLV-XL: ground-lit motors with a curve burn in three stretches; mass is that of their propellant."""
    mine = launcher({}, "PSLV-XL", {0: {"thrust_curve": CURVE}})
    plain, curved = row_of(load_launcher("PSLV-XL"))[0], row_of(mine)[0]
    sums = [sum(r[AT[f"phase{p}_propellant_kg"]] for p in range(4)) for r in (plain, curved)]
    assert sums[1] == pytest.approx(sums[0], rel=1e-9)
    assert curve_numbers(mine) == {0: 1, 1: 2}
    assert curved[AT["phase0_thrust_N"]] > plain[AT["phase0_thrust_N"]]
    assert curved[AT["phase1_thrust_N"]] < plain[AT["phase1_thrust_N"]]


def test_share_burned_is_the_integral_of_the_curve() -> None:
    curve = [(3.0, 2.0), (5.0, 4.0), (9.0, 1.0), (13.0, 1.0)]
    fine = np.linspace(3.0, 13.0, 200_001)
    thrust = np.interp(fine, [p[0] for p in curve], [p[1] for p in curve])
    sums = np.concatenate([[0.0], np.cumsum(0.5 * (thrust[1:] + thrust[:-1]))])
    shares = np.array([0.0, 0.1, 0.2, 0.35, 0.6, 0.9, 1.0])
    assert burned(curve, shares) == pytest.approx(
        np.interp(shares, np.linspace(0, 1, 200_001), sums / sums[-1]), abs=1e-9
    )


def test_more_points_than_a_curve_has_room_for_are_refused() -> None:
    wiggly = {"table": [[k, 1.0 + 0.1 * (k % 2)] for k in range(32)], "source": "a drawing"}
    shifted = {
        "table": [[k + 0.5 * (0 < k < 31), 1.0 + 0.1 * (k % 2)] for k in range(32)],
        "source": "a drawing",
    }
    mine = launcher({0: {"thrust_curve": wiggly}}, "PSLV-XL", {0: {"thrust_curve": shifted}})
    with pytest.raises(InputError, match="leave out points"):
        row_of(mine)


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ({0: {"guidance": "loft"}}, "the first stage has guidance"),
        ({0: {"guidance": "insert"}}, "if it has strap-ons to lose"),
        ({0: {"hot_staging": figure("1 s")}}, "stands on nothing"),
        ({2: {"guidance": "loft"}}, "the last stage has guidance"),
        ({2: {"guidance": "turn"}}, "has lost its path"),
        (
            {1: {"guidance": "insert"}, 2: {"guidance": "attitude", "attitude": PROGRAMME}},
            "so it has guidance",
        ),
        ({1: {"guidance": "attitude"}}, "give both"),
        ({1: {"attitude": PROGRAMME}}, "give both"),
        ({1: {"burns": TWICE}}, "only an upper stage that inserts"),
        ({2: {"burns": TWICE[:1]}}, "burns once"),
        ({2: {"burns": TWICE, "ends_after": figure("30 s")}}, "write ends_after in one of its burns"),
        ({2: {"burns": [TWICE[1], TWICE[1]]}}, "the last has the rest"),
        ({2: {"burns": [TWICE[0], {}]}}, "says its coast"),
        (
            {2: {"burns": [TWICE[0], TWICE[1] | {"perigee": HEIGHT, "apogee": HEIGHT}]}},
            "leave its perigee out",
        ),
        ({2: {"burns": [{"propellant": figure("99 t")}, TWICE[1]]}}, "use up all the propellant"),
        ({2: {"burns": [TWICE[0] | {"perigee": HEIGHT, "apogee": None}, TWICE[1]]}}, "go together"),
        ({1: {"ends_after": figure("9 s"), "ends_at_altitude": figure("9 km")}}, "one thing ends a burn"),
        ({2: {"guidance": "attitude", "attitude": JUMP_FIRST}}, "begin or end with a jump"),
        ({2: {"guidance": "attitude", "attitude": BACKWARD}}, "must rise"),
        ({2: {"guidance": "attitude", "attitude": NO_ANGLES}}, "elevation and azimuth"),
        ({1: {"thrust_curve": {"table": [[0.0, 1.0], [0.0, 2.0]], "source": "x"}}}, "must rise"),
        ({1: {"thrust_curve": {"table": [[0.0, 1.0], [1.0, -2.0]], "source": "x"}}}, "below zero"),
        ({1: {"thrust_curve": {"table": [[0.0, 0.0], [1.0, 0.0]], "source": "x"}}}, "some above"),
    ],
)
def test_what_cannot_be_is_refused(stages: Mapping[int, Mapping[str, Any]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        launcher(stages)
