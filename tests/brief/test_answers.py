"""Answers by hand: figures, instants, shares and words against values worked out on paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.brief.answers_figures import figure, instants, iso, share, short, source_text, unwrapped
from launchwatch.brief.answers_map import rings

NOON = datetime(2000, 2, 1, 12, tzinfo=UTC)
EQUAL = np.ones(5)


def test_a_figure_is_scaled_and_none_where_nothing_has_it() -> None:
    found = figure(np.array([1e3, 2e3, 3e3, 4e3, 5e3]), EQUAL, "km", 1e-3)
    assert found is not None and found["median"] == pytest.approx(3.0) and found["unit"] == "km"
    assert figure(np.full(5, np.nan), EQUAL, "km") is None
    assert short(found).startswith("3 km (")


def test_instants_in_utc_and_at_the_site() -> None:
    lift = (NOON, np.zeros(5))
    utc, local = instants(lift, np.full(5, 90.0), EQUAL, timedelta(hours=9))
    assert utc == {k: "2000-02-01T12:01:30Z" for k in ("median", "p05", "p95")}
    assert local is not None and local["median"] == "2000-02-01T21:01:30+09:00"
    _, west = instants(lift, np.zeros(5), EQUAL, -timedelta(hours=3, minutes=30))
    assert west is not None and west["median"] == "2000-02-01T08:30:00-03:30"
    assert instants(None, np.zeros(5), EQUAL, timedelta(0)) == (None, None)
    assert instants(lift, np.full(5, np.nan), EQUAL, timedelta(0)) == (None, None)


def test_an_unknown_lift_off_spreads_the_instant() -> None:
    utc, _ = instants((NOON, np.linspace(0.0, 3600.0, 5)), np.zeros(5), EQUAL, timedelta(0))
    assert utc is not None and utc["p05"] < utc["median"] == "2000-02-01T12:30:00Z" < utc["p95"]


def test_sources_are_one_line() -> None:
    assert source_text("A") == "A" and source_text(["A", "B"]) == "A; B"
    assert iso(NOON) == "2000-02-01T12:00:00Z"


@settings(max_examples=60)
@given(middle=st.floats(-180, 180), spread=st.lists(st.floats(-80, 80), min_size=1, max_size=9))
def test_longitudes_are_unwrapped_across_the_antimeridian(middle: float, spread: list[float]) -> None:
    exact = middle + np.array(spread)
    wrapped = (exact + 180.0) % 360.0 - 180.0
    found = unwrapped(wrapped)
    assert np.ptp(found) == pytest.approx(np.ptp(exact), abs=1e-6)
    assert np.cos(np.radians(found)) == pytest.approx(np.cos(np.radians(exact)), abs=1e-9)


def test_unwrapping_leaves_what_is_missing_missing() -> None:
    assert np.all(np.isnan(unwrapped(np.full(3, np.nan))))


@settings(max_examples=60)
@given(hits=st.integers(0, 400), n=st.integers(1, 400))
def test_a_share_lies_in_its_interval_and_that_in_0_to_1(hits: int, n: int) -> None:
    values = (np.arange(n) < hits).astype(float)
    found = share(values, np.ones(n), float(n))
    assert 0.0 <= found["lo"] <= found["p"] <= found["hi"] <= 1.0
    fewer = share(values, np.ones(n), 0.25 * n)
    assert fewer["hi"] - fewer["lo"] >= found["hi"] - found["lo"] - 1e-12


def test_a_share_has_wilsons_interval() -> None:
    # Wilson 1927, p = 0.5, n = 100, z = 1.645: centre 0.5, half width 0.0812
    found = share(np.tile([0.0, 1.0], 50), np.ones(100), 100.0)
    assert (found["lo"], found["hi"]) == pytest.approx((0.5 - 0.0812, 0.5 + 0.0812), abs=5e-4)


def test_rings_hold_the_share_they_are_named_after() -> None:
    from matplotlib.path import Path

    rng = np.random.default_rng(2)
    lat, lon = 20.0 + 0.5 * rng.normal(size=20_000), 125.0 + 1.5 * rng.normal(size=20_000)
    found = rings(lat, lon, np.ones(20_000), (0.5, 0.95))
    fresh = np.column_stack([20.0 + 0.5 * rng.normal(size=10_000), 125.0 + 1.5 * rng.normal(size=10_000)])
    for ring, wanted in zip(found, (0.5, 0.95), strict=True):
        assert Path(np.array(ring)).contains_points(fresh).mean() == pytest.approx(wanted, abs=0.02)


def test_rings_need_points() -> None:
    assert rings(np.zeros(3), np.zeros(3), np.ones(3), (0.5,)) == [[]]
