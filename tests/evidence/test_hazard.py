"""Hazard areas against normal distributions, whose densities and areas are known."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_cases import WINDOW, view_of

from launchwatch.evidence import LEVELS, Falls, HazardMap, dispersion, falls, hazard_map, weigh
from launchwatch.evidence.circle import RADIUS_KM, Circle, unit

PAD = (40.0, 130.0)
NONE = np.empty(0)
SOUTH = Circle.through(*PAD, np.array([10.0]), np.array([128.0]), np.array([1.0]))
DROP = (400.0, 0.0, 20.0, 8.0, 0.9)  # mean downrange, across; sigmas; bodies expected
DEBRIS = (4000.0, 0.0, 600.0, 60.0, 0.1)


def cloud(shape: tuple[float, float, float, float, float], seed: int, count: int = 6000) -> Falls:
    """A normal cloud along the circle, in km."""
    s, a, ds, da, total = shape
    x, y = np.random.default_rng(seed).normal((s, a), (ds, da), (count, 2)).T
    at = SOUTH.degrees(x, y)
    return Falls("body", True, at[:, 0], at[:, 1], np.full(count, total / count))


@pytest.fixture(scope="module")
def found() -> HazardMap:
    made = hazard_map([cloud(DROP, 1), cloud(DEBRIS, 2)], *PAD)
    assert made is not None
    return made


def per_km2(found: HazardMap, lat: float, lon: float) -> float:
    """The map at a place."""
    s, a = found.circle.km(np.array([lat]), np.array([lon]))
    return float(found.per_km2[np.abs(found.downrange_km - s).argmin(), np.abs(found.across_km - a).argmin()])


def test_everything_that_is_expected_to_fall_lies_on_the_map(found: HazardMap) -> None:
    assert (found.per_km2 * found.cells_km2).sum() == pytest.approx(1.0, abs=2e-3)


@pytest.mark.parametrize("shape", [DROP, DEBRIS])
def test_densities_are_those_of_the_normal(
    found: HazardMap, shape: tuple[float, float, float, float, float]
) -> None:
    """Within a quarter to two sigma, along and across, and a factor of two at three."""
    s, a, ds, da, total = shape
    for k, within in ((0.0, 1.2), (1.0, 1.25), (2.0, 1.35), (3.0, 2.2)):
        for along, across in ((k, 0.0), (-k, 0.0), (0.0, k), (0.0, -k)):
            lat, lon = SOUTH.degrees(np.array([s + along * ds]), np.array([a + across * da]))[0]
            true = total / (2.0 * np.pi * ds * da) * np.exp(-0.5 * k * k)
            assert 1.0 / within < per_km2(found, lat, lon) / true < within, (k, along, across)


def test_areas_above_a_level_are_those_of_the_normal() -> None:
    """Above p the normal covers 2 pi sx sy ln(peak/p), and holds 1 - p/peak of its bodies."""
    alone = hazard_map([cloud(DROP, 3)], *PAD)
    assert alone is not None
    _, _, ds, da, total = DROP
    peak = total / (2.0 * np.pi * ds * da)
    for level in (2e-4, 2e-5, 1e-5):
        area, held = alone.above(level)
        assert area == pytest.approx(2.0 * np.pi * ds * da * np.log(peak / level), rel=0.2)
        assert held == pytest.approx(total * (1.0 - level / peak), rel=0.05)


def test_outlines_hold_what_the_cells_above_the_level_hold(found: HazardMap) -> None:
    import shapely

    for level in LEVELS[:3]:
        area = 0.0
        for rings in found.outlines(level):
            flat = [np.column_stack(found.circle.km(*ring.T)) for ring in rings]
            area += shapely.Polygon(flat[0], flat[1:]).area
        assert area == pytest.approx(found.above(level)[0], rel=0.03, abs=50.0)


def test_ellipses_of_one_to_three_sigma_hold_their_share() -> None:
    import shapely

    body = cloud(DROP, 4)
    places = shapely.points(body.longitude, body.latitude)
    for ring, share in zip(dispersion(body), (0.393, 0.865, 0.989), strict=True):
        inside = shapely.contains(shapely.Polygon(ring[:, ::-1]), places).mean()
        assert inside == pytest.approx(share, abs=0.02)


def test_a_circle_measures_along_and_across() -> None:
    rng = np.random.default_rng(5)
    s, a = rng.uniform(-9000.0, 9000.0, 200), rng.uniform(-3000.0, 3000.0, 200)
    there = SOUTH.degrees(s, a)
    assert np.allclose(np.column_stack(SOUTH.km(*there.T)), np.column_stack([s, a]), atol=1e-6)
    quarter = SOUTH.degrees(np.array([0.5 * np.pi * RADIUS_KM]), np.zeros(1))
    assert unit(*quarter.T)[0] @ SOUTH.place == pytest.approx(0.0, abs=1e-12)
    north = Circle.through(0.0, 0.0, np.array([50.0]), np.array([0.0]), np.ones(1))
    assert north.degrees(np.zeros(1), np.array([111.19]))[0] == pytest.approx([0.0, -1.0], abs=1e-3), "left"


def test_points_at_the_pad_alone_still_have_a_circle() -> None:
    assert np.linalg.norm(Circle.through(*PAD, NONE, NONE, NONE).along) == pytest.approx(1.0)
    few = Falls("body", True, np.full(3, 40.0), np.full(3, 130.0), np.full(3, 0.1))
    made = hazard_map([few], *PAD)
    assert made is not None and (made.per_km2 * made.cells_km2).sum() == pytest.approx(0.3, rel=0.01)
    assert hazard_map([], *PAD) is None


def test_the_bodies_of_an_ensemble_are_those_of_its_flights() -> None:
    w = weigh(
        view_of(WINDOW, as_of="2000-01-20T00:00Z"),
        0.7,
        {"stage 1": 0.4, "stage 2": 0.4, "upper stages": 0.2},
        flights=256,
        seed=1,
    )
    bodies = {(one.body, one.planned): one for one in falls(w)}
    stage = bodies["stage 1", True]
    assert stage.expected.sum() == pytest.approx(w.joint_planned.sum(), abs=1e-9), (
        "every planned flight drops it"
    )
    broken = bodies["dense", False].expected.sum()
    assert 0.0 < broken < w.joint_failing.sum()
    assert all(np.isfinite(one.latitude).all() and (one.expected > 0.0).all() for one in bodies.values())
