"""The shape of the wind: bounds, peak and smoothness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.earth import wind_profile


@given(st.floats(-1e4, 1e6))
def test_factor_is_between_nothing_and_the_peak(altitude: float) -> None:
    assert 0.0 <= wind_profile(altitude) <= 1.0


def test_peak_at_the_jet_a_quarter_at_the_ground_and_calm_above_25_km() -> None:
    assert wind_profile(11e3) == 1.0
    assert wind_profile(0.0) == wind_profile(-100.0) == 0.25
    assert wind_profile(25e3) == pytest.approx(0.018, abs=0.001)
    assert wind_profile(40e3) < 1e-7


def test_no_step_or_kink_at_the_jet() -> None:
    for altitude in (0.0, 11e3):
        assert wind_profile(altitude - 0.01) == pytest.approx(wind_profile(altitude + 0.01), abs=1e-5)
    slope = np.diff([wind_profile(z) for z in (10_999.0, 11_000.0, 11_001.0)])
    assert abs(slope).max() < 1e-6
