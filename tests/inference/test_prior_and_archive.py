"""What a pad is used for, and earlier warnings: weights move the right way, and never by what comes later."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_launches import CAPE, JIUQUAN, at, known, made

from launchwatch.inference.archive import alike, compare, density, other_boxes
from launchwatch.inference.look import GRID_DEG, STEP_DEG, horizon, look_of, student
from launchwatch.inference.prior import Hours, agreement, earlier_at, prior, reachable
from launchwatch.inference.synchronous import is_synchronous, synchronous_deg, synchronous_height_km

NOW = at("2024-04-14T00:00")


def _share(weights: np.ndarray, low: float, high: float) -> float:
    inside = (low <= GRID_DEG) & (high >= GRID_DEG)
    return float(weights[inside].sum() / weights.sum())


def test_the_prior_of_a_pad_is_a_density_about_what_it_is_used_for() -> None:
    found = prior(*JIUQUAN, NOW)
    assert found.sum() * STEP_DEG == pytest.approx(1.0, abs=0.01)
    assert _share(found, 96.3, 99.3) > 0.5
    assert _share(found, 41.2, 41.7) > 5 * _share(found, 70.2, 70.7)
    assert _share(found, 0.0, 30.0) < 0.02


def test_without_history_the_prior_is_flat_within_reach_but_for_planes_tied_to_the_sun() -> None:
    found = prior(*JIUQUAN, None)
    assert _share(found, 0.0, 180.0) == pytest.approx(1.0)
    assert _share(found, 45.0, 50.0) == pytest.approx(_share(found, 70.0, 75.0), rel=0.02)
    assert 0.35 < _share(found, 96.5, 99.5) < 0.45
    assert np.all((found > 0)[reachable(JIUQUAN[0]) > 0])


def test_a_launch_of_the_archive_counts_for_its_pad_from_its_date_on() -> None:
    odd = known("2024-04-01T00:00", 71.3)
    with_it, without = prior(*JIUQUAN, NOW, [odd]), prior(*JIUQUAN, NOW)
    assert _share(with_it, 71.2, 71.4) > 5 * _share(without, 71.2, 71.4)
    late = replace(odd, launched=at("2024-04-14T00:01"))
    assert np.array_equal(prior(*JIUQUAN, NOW, [late]), without)
    elsewhere = known("2024-04-01T00:00", 71.3, pad=CAPE)
    assert np.array_equal(prior(*JIUQUAN, NOW, [elsewhere]), without)


def test_the_archive_goes_before_the_table_for_one_launch() -> None:
    # 2023-025, Horus 1: 97.47 deg, in the table at 97.45
    told = known("2023-02-24T04:10", 97.47)
    with_it, without = earlier_at(*JIUQUAN, NOW, [told]), earlier_at(*JIUQUAN, NOW, [])
    assert len(with_it) == len(without)
    assert with_it[-1].found == "archive" and with_it[-1].line == "Chang Zheng 2C"
    assert with_it[-1].inclination_deg == 97.47


def test_a_line_of_launchers_that_is_known_counts_more() -> None:
    plain, crewed = prior(*JIUQUAN, NOW), prior(*JIUQUAN, NOW, line="Chang Zheng 2F")
    assert _share(crewed, 41.2, 41.7) > 1.5 * _share(plain, 41.2, 41.7)


def test_local_time_tells_orbits_tied_to_the_sun_apart() -> None:
    # Gaofen 3 (98.4 deg) flies at 18 h, Siwei (97.5 deg) at 22.5 h
    def tied(hours: float) -> np.ndarray:
        return prior(*JIUQUAN, NOW, hours=Hours(np.array([hours]), np.array([1.0])))

    plain = prior(*JIUQUAN, NOW)
    assert _share(tied(22.5), 97.3, 97.6) > _share(plain, 97.3, 97.6)
    assert _share(tied(3.0), 96.3, 99.3) < _share(plain, 96.3, 99.3)
    assert agreement(22.5, Hours(np.array([10.5]), np.array([1.0]))) > 5.0
    assert agreement(22.5, Hours(np.array([4.5]), np.array([1.0]))) < 0.5


def test_a_transfer_orbit_lies_by_those_on_record() -> None:
    found = prior(*CAPE, at("2025-10-20T00:00"))
    assert _share(found, 26.0, 27.6) > _share(found, 28.6, 30.2)


def test_the_first_launch_ever_has_a_prior() -> None:
    found = prior(*CAPE, at("1957-10-01T00:00"))
    assert np.all(np.isfinite(found)) and found.sum() > 0
    hours = Hours(np.array([10.5]), np.array([1.0]))
    assert np.all(np.isfinite(prior(*CAPE, at("1957-10-01T00:00"), hours=hours)))


def test_equal_boxes_mean_the_same_orbit() -> None:
    case = made()
    look = look_of(case)
    assert look is not None
    found = alike(
        case,
        look,
        [known("2023-02-24T04:00", 97.47), known("2023-05-01T00:00", 63.4, ((150.0, 900.0),))],
        NOW,
    )
    assert [one.known.inclination_deg for one in found] == [97.47]
    assert found[0].apart == pytest.approx(0.0, abs=1e-9) and found[0].shift_deg == 0.0
    said = density(found)
    assert GRID_DEG[int(np.argmax(said))] == pytest.approx(97.475)
    assert said.sum() * STEP_DEG == pytest.approx(sum(found[0].weights), rel=0.05)


def test_boxes_to_the_side_shift_the_orbit_and_count_less() -> None:
    case, aside = made(), known("2023-02-24T04:00", 97.47, ((187.5, 950.0),))
    look = look_of(case)
    assert look is not None
    (found,) = alike(case, look, [aside], NOW)
    assert found.shift_deg == pytest.approx(1.2, abs=0.3)
    assert found.weights[0] < 0.1 and found.weights[1] < 0.5


def test_comparing_is_the_same_both_ways() -> None:
    one, two = look_of(made(boxes=((189.0, 950.0),))), look_of(made(boxes=((188.0, 900.0), (190.0, 3000.0))))
    assert one is not None and two is not None
    there, back = compare(one, two), compare(two, one)
    assert there[0] == pytest.approx(back[0])
    assert there[1] == pytest.approx(-back[1])


def test_what_comes_later_or_from_elsewhere_or_without_areas_is_not_compared() -> None:
    case = made()
    look = look_of(case)
    assert look is not None
    late, far = known("2024-04-14T00:00", 97.47), known("2023-01-01T00:00", 97.47, pad=CAPE)
    bare = known("2023-01-01T00:00", 97.47, boxes=())
    assert alike(case, look, [late, far, bare], NOW) == []


def test_an_orbit_whose_boxes_are_known_needs_them() -> None:
    archive = [
        known("2023-01-01T00:00", 63.4),
        known("2023-01-02T00:00", 97.4),
        known("2025-01-01T00:00", 50.0),
    ]
    left = other_boxes(made(), archive, NOW)
    assert left[round(63.4 / STEP_DEG)] == pytest.approx(0.4, abs=0.01)
    assert left[round(97.4 / STEP_DEG)] == left[round(50.0 / STEP_DEG)] == 1.0
    assert np.min(other_boxes(made(), archive[:1] * 9, NOW)) == 0.15


def test_the_horizon_is_the_first_window_where_that_is_earlier() -> None:
    assert horizon(made()) == at("2024-04-14T00:00")
    assert horizon(made(as_of="2025-01-01T00:00")) == at("2024-04-15T04:03")
    assert horizon(made(as_of=None)) == at("2024-04-15T04:03")
    assert horizon(made(as_of=None, windows=())) is None


def test_student_adds_up_to_one() -> None:
    assert float(student(np.arange(-400.0, 400.0, 0.01), 3.0, 2.0, 3.0).sum()) * 0.01 == pytest.approx(
        1.0, abs=1e-4
    )


def test_heights_and_inclinations_of_sun_synchronous_orbits_undo_each_other() -> None:
    heights = np.array([300.0, 500.0, 800.0])
    assert np.allclose(synchronous_height_km(synchronous_deg(heights)), heights)
    assert is_synchronous([97.4, 90.0, 99.5]).tolist() == [True, False, False]
