"""The spread of a time of passage: its shape, and that it holds on histories it was and was not made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.orbit import (
    in_track_errors,
    in_track_growth,
    in_track_scale,
    in_track_sigma_s,
    propagate,
    read_elements,
)

SAT = read_elements(
    "1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991\n"
    "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329\n"
)[0]


@given(st.floats(0.0, 60.0), st.floats(0.0, 60.0))
def test_it_grows_with_age_and_looks_the_same_before_the_epoch(one: float, two: float) -> None:
    early, late = in_track_sigma_s(SAT, np.array([min(one, two), max(one, two)]) * 86400.0)
    assert 0.0 < early <= late
    assert in_track_sigma_s(SAT, -one * 86400.0) == in_track_sigma_s(SAT, one * 86400.0)


def test_any_shape_of_ages_gives_that_shape() -> None:
    assert in_track_sigma_s(SAT, np.zeros((3, 4))).shape == (3, 4)
    assert in_track_sigma_s(SAT, 5.0).shape == ()


def test_what_makes_it_wider() -> None:
    week = 7 * 86400.0
    usual = float(in_track_sigma_s(SAT, week))
    assert float(in_track_sigma_s(SAT, week, f107=220.0)) > usual
    assert float(in_track_sigma_s(SAT, week, thrusting=True)) > 19.6 > usual
    assert float(in_track_sigma_s(replace(SAT, mean_motion_dot=1e-3), week)) > 5.0 * usual
    high = replace(SAT, mean_motion_rev_day=12.8, mean_motion_dot=0.0, bstar=0.0)
    assert float(in_track_sigma_s(high, week)) < 0.3
    # the drag that SGP4 itself has counts where no derivative was published
    drag = replace(SAT, mean_motion_dot=0.0)
    assert in_track_growth(drag).square == pytest.approx(in_track_growth(SAT).square, rel=0.5)
    assert in_track_growth(replace(drag, bstar=0.0)).square < 0.5 * in_track_growth(drag).square


def test_sets_of_another_theory_go_by_what_is_published() -> None:
    odd = replace(SAT, theory="SGP4-XP", ephemeris_type=4)
    assert in_track_growth(odd).square == pytest.approx(
        in_track_growth(replace(SAT, bstar=0.0)).square, rel=0.1
    )


def test_errors_have_the_sign_of_late_and_the_size_of_the_shift() -> None:
    # a set whose anomaly is 0.1 degree too far puts the object too early by 94.7 min / 3600
    ahead = replace(SAT, mean_anomaly_deg=SAT.mean_anomaly_deg + 0.1)
    found = in_track_errors([SAT, ahead], SAT)
    assert abs(found[0]) < 1e-6
    assert found[1] == pytest.approx(-SAT.period_s / 3600.0, rel=2e-3)
    assert np.isnan(in_track_errors([replace(SAT, bstar=0.9, mean_motion_rev_day=16.4)], later()))[0]
    assert in_track_errors([], SAT).shape == (0,)


def later() -> object:
    return replace(SAT, epoch=SAT.epoch.replace(month=11))


@pytest.mark.parametrize(
    ("file", "thrusting", "within"),
    [
        ("decay/43781.csv.gz", False, (0.35, 0.9)),
        ("decay/64963.csv.gz", False, (0.6, 0.95)),
        ("manoeuvres/CryoSat-2.tle", False, (0.4, 0.95)),
        ("decay/46719.csv.gz", True, (0.3, 0.95)),
    ],
)
def test_most_errors_of_real_histories_are_within_it(
    data_dir: Path, file: str, thrusting: bool, within: tuple[float, float]
) -> None:
    """Every 40th set against the sets of the next ten days: 68 % should lie within one sigma."""
    sets = sorted(read_elements(data_dir / "orbit" / file), key=lambda one: one.epoch)[:2500]
    inside = []
    for k in range(60, len(sets), 40):
        before = [
            s for s in sets[k - 30 : k] if 0.5 < (sets[k].epoch - s.epoch).total_seconds() / 86400.0 < 10.0
        ]
        errors = in_track_errors(before, sets[k])
        for one, error in zip(before, errors, strict=True):
            age = (sets[k].epoch - one.epoch).total_seconds()
            inside.append(abs(error) < float(in_track_sigma_s(one, age, thrusting=thrusting)))
    assert len(inside) > 50
    assert within[0] < np.mean(inside) < within[1]


def test_the_scale_of_an_object_is_measured_from_its_own_sets(data_dir: Path) -> None:
    sets = sorted(read_elements(data_dir / "orbit" / "manoeuvres" / "SARAL.tle"), key=lambda one: one.epoch)
    quiet = in_track_scale(sets[1600:1640])
    assert 0.05 < quiet < 0.3
    # in its first months it was moved about, and the clean sigma is far too small
    assert in_track_scale(sets[:40]) > 3.0
    assert in_track_scale(sets[:3]) == 1.0
    assert in_track_scale(sets[1600:1640], thrusting=True) < quiet


def test_the_errors_of_a_set_against_itself_are_nothing() -> None:
    assert propagate(SAT, 0.0).shape == (1, 6)
    assert in_track_scale([SAT] * 12) == 1.0
