"""Roles of areas: where staging is public knowledge, and what must not change them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import offset
from launchwatch.notice import ROLES, area_roles

PAD = (40.96, 100.30)  # Jiuquan


def box(
    range_km: float, way: float, long_km: float, wide_km: float, pad: tuple[float, float] = PAD
) -> object:
    """Four corners about a place so far from the pad, long along the way."""
    lat, lon = offset(*pad, way, range_km * 1e3)
    corners = []
    for ahead, right in ((1, 1), (1, -1), (-1, -1), (-1, 1)):
        at = offset(lat, lon, way if ahead > 0 else way + 180.0, long_km * 500.0)
        corners.append(offset(*at, way + 90.0 * right, wide_km * 500.0))
    return corners


def likeliest(rings: list[object], **more: object) -> list[str]:
    found = area_roles(rings, *PAD, more.pop("windows", [[]] * len(rings)), **more)  # type: ignore[arg-type]
    return [max(role, key=role.__getitem__) for role in found]


def test_a_light_solid_launcher_sheds_three_stages_at_150_1100_and_7000_km() -> None:
    """Kuaizhou-1A to a sun-synchronous orbit: the ranges of its announced zones."""
    rings = [box(133, 184, 45, 25), box(1125, 192, 95, 34), box(7200, 194, 310, 78)]
    assert likeliest(rings) == ["stage 1", "stage 2", "stage 3"]
    assert likeliest(rings[::-1]) == ["stage 3", "stage 2", "stage 1"]


def test_a_three_stage_launcher_of_old_sheds_stage_fairing_stage() -> None:
    """Chang Zheng 4C: stage 1 at 630 km, fairing at 1,110 km, stage 2 at 2,780 km."""
    rings = [box(632, 144, 42, 18), box(1113, 144, 76, 28), box(2781, 145, 140, 55)]
    assert likeliest(rings) == ["stage 1", "fairing", "stage 2"]


def test_an_area_about_the_pad_is_the_launch_area_even_if_long() -> None:
    near, far = box(60, 45, 140, 20), box(630, 44, 240, 70)
    assert likeliest([near, far]) == ["launch area", "stage 1"]


def test_words_outweigh_range() -> None:
    ring = box(1000, 190, 90, 40)
    assert likeliest([ring], said=["A 2ND STAGE FALLING AREA"]) == ["stage 2"]
    assert likeliest([ring], said=["payload  fairing"]) == ["fairing"]
    assert likeliest([ring], said=["1st stage"]) == ["stage 1"]


def test_windows_that_begin_late_speak_for_a_stage_coming_back() -> None:
    first = datetime(2026, 3, 1, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    rings = [box(640, 180, 90, 30), box(9000, 180, 500, 150)]
    early = [[(first, first + hour)], [(first, first + hour)]]
    late = [[(first, first + hour)], [(first + hour, first + 2 * hour)]]
    disposal = [area_roles(rings, *PAD, w)[1]["upper-stage disposal"] for w in (early, late)]  # type: ignore[arg-type]
    assert disposal[1] > 2.0 * disposal[0]


def test_an_area_off_the_way_is_doubted() -> None:
    along = [box(632, 144, 42, 18), box(2781, 145, 140, 55)]
    on, off = (area_roles([*along, box(1113, way, 76, 28)], *PAD, [[]] * 3) for way in (144, 300))  # type: ignore[list-item]
    assert off[2]["not a launch"] > 10.0 * on[2]["not a launch"]


def test_no_areas_have_no_roles() -> None:
    assert area_roles([], *PAD, []) == []


shapes = st.tuples(
    st.floats(5.0, 12_000.0), st.floats(0.0, 360.0), st.floats(10.0, 900.0), st.floats(5.0, 200.0)
)


@settings(max_examples=40)
@given(st.lists(shapes, min_size=1, max_size=5), st.randoms())
def test_probabilities_add_up_and_the_order_of_areas_does_not_matter(
    found: list[tuple[float, float, float, float]], random: object
) -> None:
    rings = [box(*shape) for shape in found]
    roles = area_roles(rings, *PAD, [])  # type: ignore[arg-type]
    assert all(set(role) == set(ROLES) for role in roles)
    assert all(sum(role.values()) == pytest.approx(1.0, abs=5e-4) for role in roles)
    turned = area_roles(rings[::-1], *PAD, [])[::-1]  # type: ignore[arg-type]
    for a, b in zip(roles, turned, strict=True):
        np.testing.assert_allclose(list(a.values()), list(b.values()), atol=2e-4)


@settings(max_examples=20)
@given(st.lists(shapes, min_size=1, max_size=3), st.floats(-180.0, 180.0))
def test_turning_pad_and_areas_about_the_axis_changes_nothing(
    found: list[tuple[float, float, float, float]], turn: float
) -> None:
    rings = [np.array(box(*shape)) for shape in found]
    moved = [ring + np.array((0.0, turn)) for ring in rings]
    here = area_roles(rings, *PAD, [])
    there = area_roles(moved, PAD[0], PAD[1] + turn, [])
    for a, b in zip(here, there, strict=True):
        np.testing.assert_allclose(list(a.values()), list(b.values()), atol=2e-4)
