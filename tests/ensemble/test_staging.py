"""What a launcher file may say of its stages reaches the kernel: guidance, hot staging, limits, curves."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from launchwatch.ensemble.rows import build_rows, curve_numbers
from launchwatch.flight import INPUTS, INSERT, LOFT, OUTPUTS, fly_rows, make_tables, thrust_curve
from launchwatch.launcher import Launcher, load_launcher

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
CURVE = {"table": [[0.0, 1.2], [0.5, 1.0], [1.0, 0.7]], "source": "a drawing"}


def launcher(stages: Mapping[int, Mapping[str, Any]], **fairing: Any) -> Launcher:
    """Unha-3 with some keys of its stages (by index) and of its fairing set."""
    raw = load_launcher("Unha-3").model_dump(mode="json")
    for part in (*raw["stages"], raw["fairing"], raw):
        for value in part.values():
            if isinstance(value, dict):
                value.pop("dimension", None)
    for k, keys in stages.items():
        raw["stages"][k] |= keys
    raw["fairing"] |= fairing
    return Launcher.model_validate(raw)


def figure(value: str) -> dict[str, str]:
    return {"value": value, "source": "a paper"}


def row_of(mine: Launcher) -> np.ndarray:
    values = {key: f.quantity.central for key, f in mine.figures()} | PLAN
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


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ({0: {"guidance": "loft"}}, "turns by gravity"),
        ({0: {"hot_staging": figure("1 s")}}, "turns by gravity"),
        ({2: {"guidance": "loft"}}, "the last stage inserts"),
        ({1: {"thrust_curve": {"table": [[0.0, 1.0], [0.0, 2.0]], "source": "x"}}}, "must rise"),
        ({1: {"thrust_curve": {"table": [[0.0, 1.0], [1.0, -2.0]], "source": "x"}}}, "below zero"),
        ({1: {"thrust_curve": {"table": [[0.0, 0.0], [1.0, 0.0]], "source": "x"}}}, "some above"),
    ],
)
def test_what_cannot_be_is_refused(stages: Mapping[int, Mapping[str, Any]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        launcher(stages)
