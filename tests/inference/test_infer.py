"""Inference as a whole: what each source may do, and that the same launch gives the same answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from made_launches import CAPE, JIUQUAN, at, known, line, made, past_line

from launchwatch.case import load_case
from launchwatch.errors import InputError
from launchwatch.inference import SOURCES, blind_of, infer, infer_batch, read_archive, read_blind
from launchwatch.inference.answer import figure_of_density, figure_of_sample
from launchwatch.inference.heights import heights
from launchwatch.inference.look import GRID_DEG

KEYS = {
    "launch_id", "inclination_deg", "p_sun_synchronous", "azimuth_deg", "dogleg_p", "ltan_h", "perigee_km",
    "apogee_km", "used", "seconds",
}  # fmt: skip


def test_the_answer_has_the_keys_of_the_contract() -> None:
    answer = infer(made()).to_json()
    assert set(answer) == KEYS
    for key in ("inclination_deg", "azimuth_deg", "ltan_h", "perigee_km", "apogee_km"):
        assert set(answer[key]) == {"median", "mode", "p05", "p25", "p75", "p95"}
    low, quarter, middle, most, high = (
        answer["inclination_deg"][q] for q in ("p05", "p25", "median", "p75", "p95")
    )
    assert low <= quarter <= middle <= most <= high
    json.dumps(answer, allow_nan=False)


def test_a_box_south_of_jiuquan_is_sun_synchronous() -> None:
    found = infer(made())
    assert found.p_sun_synchronous > 0.8
    assert found.inclination_deg.mode == pytest.approx(97.5, abs=0.5)
    assert found.ltan_h is not None and found.ltan_h.median == pytest.approx(22.5, abs=0.3)
    assert 180.0 < found.azimuth_deg.median < 200.0
    assert 400.0 < found.perigee_km.median < 750.0
    assert found.used == ("physics", "history", "windows")


def test_each_source_can_be_left_out_and_says_what_it_gave() -> None:
    archive = [known("2023-02-24T04:00", 97.47)]
    whole = infer(made(), archive)
    assert whole.used == SOURCES
    assert {one.source for one in whole.gave} == set(SOURCES)
    for source in SOURCES:
        less = infer(made(), archive, without=(source,))
        assert source not in less.used
        told = next(one for one in whole.gave if one.source == source)
        assert told.without[0] == pytest.approx(less.inclination_deg.median)
        assert told.with_it[0] == pytest.approx(whole.inclination_deg.median)
    nothing = infer(made(), archive, without=SOURCES)
    assert nothing.used == () and nothing.inclination_deg.p95 - nothing.inclination_deg.p05 > 60.0
    assert nothing.azimuth_deg.p05 >= 0.0


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(InputError, match="no source 'stars'"):
        infer(made(), without=("stars",))


def test_nothing_later_is_used_and_the_name_looks_up_nothing() -> None:
    late = known("2024-04-15T04:12", 12.3)
    plain = infer(made())
    assert infer(made(), [late]).inclination_deg == plain.inclination_deg
    named = infer(replace(made(), launch_id="2024-072"), [late])
    assert named.inclination_deg == plain.inclination_deg
    much_later = infer(made(as_of="2030-01-01T00:00"), [late])
    assert much_later.inclination_deg.median == pytest.approx(plain.inclination_deg.median, abs=0.05)


def test_turning_the_world_turns_nothing_that_physics_and_the_hand_say() -> None:
    """Pad, areas and time turned by 15 degrees and an hour, without history: the same orbit."""
    here = infer(made(), without=("history",))
    times = (("2024-04-15T03:03", "2024-04-15T03:28"),)
    east = infer(made((JIUQUAN[0], JIUQUAN[1] + 15.0), windows=times), without=("history",))
    assert east.inclination_deg.median == pytest.approx(here.inclination_deg.median, abs=0.01)
    assert east.p_sun_synchronous == pytest.approx(here.p_sun_synchronous, abs=1e-3)


def test_a_case_without_areas_windows_and_instant_is_answered_by_its_pad() -> None:
    bare = made(boxes=(), windows=(), as_of=None)
    found = infer(bare)
    assert found.used == ()
    assert found.ltan_h is None
    assert infer(replace(bare, as_of=at("2024-01-01T00:00"))).used == ("history",)


def test_equal_boxes_in_the_archive_narrow_the_answer_to_their_orbit() -> None:
    archive = [
        known("2023-02-24T04:00", 63.4, ((150.0, 900.0),)),
        known("2023-06-24T04:00", 63.4, ((150.0, 900.0),)),
    ]
    case = made(boxes=((150.0, 900.0),))
    alone, found = infer(case), infer(case, archive)
    assert found.inclination_deg.mode == pytest.approx(63.4, abs=0.05)
    spread = [one.inclination_deg.p95 - one.inclination_deg.p05 for one in (alone, found)]
    assert spread[1] < spread[0]


def test_a_case_folder_becomes_a_blind_case(root: Path) -> None:
    view = load_case(root / "cases" / "malligyong-1").as_of("2023-11-21T12:00Z")
    blind = blind_of(view)
    assert (blind.site_lat_deg, blind.site_lon_deg) == (view.pad.lat_deg, view.pad.lon_deg)
    assert len(blind.areas) == sum(area.attempt == "this" for area in view.areas) > 0
    assert blind.windows and all(end - begin <= timedelta(days=10) for begin, end in blind.windows)
    assert blind.as_of == view.as_of


def test_daily_hours_become_a_window_a_day(root: Path) -> None:
    views = [
        load_case(root / "cases" / name).as_of()
        for name in ("kwangmyongsong-3", "kwangmyongsong-2")
        if (root / "cases" / name).is_dir()
    ]
    told = [w for view in views for w in view.windows if w.attempt == "this" and w.daily_begin is not None]
    assert told, "no case with daily hours"
    for view in views:
        for begin, end in blind_of(view).windows:
            assert timedelta(0) < end - begin <= timedelta(days=1)


def _write(path: Path, lines: list[object]) -> Path:
    path.write_text(
        "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines), encoding="utf-8"
    )
    return path


def test_a_batch_answers_every_line_in_order_and_loses_none(tmp_path: Path) -> None:
    source = _write(
        tmp_path / "in.jsonl",
        [line(launch_id="a"), "{", line(launch_id="c", site_lat=None), line(launch_id="d")],
    )
    past = _write(tmp_path / "past.jsonl", [past_line(), "x"])
    stages: list[float] = []
    done = infer_batch(source, tmp_path / "out.jsonl", past, report=lambda _, part: stages.append(part))
    found = [json.loads(one) for one in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["launch_id"] for one in found] == ["a", None, "c", "d"]
    assert "archive" in found[0]["used"] and set(found[0]) == KEYS
    assert set(found[1]) == set(found[2]) == {"launch_id", "problem"}
    assert f"{source}, line 3" in found[2]["problem"]
    assert done.answered == 2
    assert [text.split(": ")[0] for text in done.problems] == [
        f"{past}, line 2",
        f"{source}, line 2",
        f"{source}, line 3",
    ]
    assert stages == sorted(stages) and not list(tmp_path.glob("*.part"))


def test_the_same_batch_gives_the_same_answers(tmp_path: Path) -> None:
    source = _write(tmp_path / "in.jsonl", [line(), line(launch_id="b", site_lat=40.9)])

    def answers(name: str) -> list[dict[str, object]]:
        infer_batch(source, tmp_path / name)
        rows = [json.loads(one) for one in (tmp_path / name).read_text(encoding="utf-8").splitlines()]
        return [{key: value for key, value in row.items() if key != "seconds"} for row in rows]

    assert answers("one") == answers("two")


def test_a_figure_finds_the_middle_the_ends_and_the_best_guess() -> None:
    two = np.exp(-0.5 * ((GRID_DEG - 50.0) / 0.2) ** 2) + 0.4 * np.exp(-0.5 * ((GRID_DEG - 60.0) / 0.2) ** 2)
    found = figure_of_density(GRID_DEG, two)
    assert found.mode == pytest.approx(50.0, abs=0.05)
    assert found.p05 == pytest.approx(49.7, abs=0.05)
    assert found.p95 == pytest.approx(60.2, abs=0.1)
    sample = figure_of_sample(np.arange(101.0), np.ones(101), 5.0)
    assert (sample.median, sample.p05, sample.p95) == pytest.approx((50.0, 5.0, 95.0), abs=0.6)
    one = figure_of_sample(np.full(5, 3.0), np.ones(5), 1.0)
    assert (one.median, one.mode) == (3.0, 3.0)


def test_heights_follow_the_inclination() -> None:
    def middle(inclination: float, pad: tuple[float, float]) -> float:
        mass = np.exp(-0.5 * ((GRID_DEG - inclination) / 0.1) ** 2)
        perigee, _, weight = heights(mass, *pad, at("2025-10-01T00:00"))
        return figure_of_sample(perigee, weight, 40.0).median

    assert middle(98.6, JIUQUAN) > middle(97.4, JIUQUAN) + 100.0
    assert middle(53.15, CAPE) == pytest.approx(475.0, abs=100.0)


def test_the_public_cases_are_inferred_better_than_by_hand(data_dir: Path) -> None:
    """A small sample of the benchmark: the last dozen cases, walk-forward."""
    path = data_dir / "notices" / "cases-dev.jsonl"
    archive, wrong = read_archive(path)
    assert not wrong and len(archive) == 71
    misses = []
    for text in path.read_text(encoding="utf-8").splitlines()[-12:]:
        row = json.loads(text)
        blind = read_blind(row["blind_input"] | {"as_of": row["truth"]["launch"]["launch_utc"]}, "x")
        found = infer(blind, archive)
        truth = row["truth"]["orbit"]["ascent_inclination_deg"]
        by_hand = abs(row["naive_baseline"]["inclination_deg"] - truth)
        misses.append((abs(found.inclination_deg.mode - truth), by_hand))
    ours, hand = np.median(np.array(misses), axis=0)
    assert ours < 0.3 and ours < 0.3 * hand
