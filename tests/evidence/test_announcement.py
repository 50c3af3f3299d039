"""What was announced: areas pull pieces to their middle, and the launcher reaches its orbit, just."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_cases import item, seen_by, tiny_flights, view_of, with_columns

from launchwatch.earth import offset
from launchwatch.ensemble import Flights
from launchwatch.evidence import announced, ground_distance, inside_share
from launchwatch.evidence.announcement import FARTHEST, aimed, area_likelihood, closure, path_kept
from launchwatch.evidence.residuals import huber, local_offset, reported, squared, student4
from launchwatch.flight import INPUTS
from launchwatch.quantity import Quantity

# a box 40 km (north-south) by 200 km (east-west), right ahead of an eastward launch
BOX = "[[28.18, -68.0], [28.18, -66.0], [28.54, -66.0], [28.54, -68.0]]"
AREA = item("area", label="A", role="stage 1", corners=BOX)
PRESS = """
[[area]]
published = "2000-01-02"
source = "the test"
label = "P"
role = "stage 1"
positions = [{ place = "Cape", latitude = 28.5, longitude = -80.5, distance = "1300 km", direction = "east" }]
"""


def falling_at(latitude: list[float], longitude: list[float], *items: str) -> Flights:
    """Flights whose first stage falls at given places (degrees)."""
    flights = tiny_flights(256).take(np.arange(len(latitude)))
    told = with_columns(
        flights,
        drop2_impact_s=np.full(len(latitude), 600.0),
        drop2_latitude_rad=np.radians(latitude),
        drop2_longitude_rad=np.radians(longitude),
    )
    return seen_by(told, *items)


def test_the_middle_of_an_area_is_likelier_than_its_edge_and_that_than_outside() -> None:
    area = view_of(AREA).areas[0]
    to = [
        offset(area.center_lat, area.center_lon, area.azimuth_deg, k * area.half_along_m) for k in (0, 1, 2)
    ]
    flights = falling_at([float(p[0]) for p in to], [float(p[1]) for p in to], AREA)
    middle, edge, outside = area_likelihood(flights, flights.plan.view.areas[0], 0.0)
    assert middle > edge > outside
    assert middle == pytest.approx(0.0, abs=0.01)
    # one sigma is 0.6 of the half size, so the edge lies at 1 / 0.6 sigma
    assert edge == pytest.approx(-0.5 / 0.6**2, abs=0.05)


@settings(max_examples=50)
@given(north=st.floats(-3.0, 3.0), east=st.floats(-3.0, 3.0))
def test_an_area_pulls_alike_from_opposite_sides(north: float, east: float) -> None:
    area = view_of(AREA).areas[0]
    a, o = area.center_lat, area.center_lon
    flights = falling_at([a + north, a - north], [o + east, o - east], AREA)
    one, other = area_likelihood(flights, flights.plan.view.areas[0], 0.0)
    assert one == pytest.approx(other, rel=1e-6, abs=1e-9)


def test_far_tails_are_finite_and_fall_with_distance_and_no_piece_counts_as_farthest() -> None:
    lat = [28.36 + d for d in (0.0, 0.5, 1.0, 2.0, 60.0)] + [float("nan")]
    flights = falling_at(lat, [-67.0] * 6, AREA)
    found = area_likelihood(flights, flights.plan.view.areas[0], 0.0)
    assert np.all(np.isfinite(found)) and np.all(np.diff(found[:4]) < 0.0)
    assert found[4] == FARTHEST and found[5] == FARTHEST


def test_a_piece_that_the_launcher_has_not_got_says_nothing() -> None:
    flights = seen_by(tiny_flights(), item("area", label="F", role="fairing", corners=BOX))
    assert np.all(area_likelihood(flights, flights.plan.view.areas[0], 0.0) == 0.0)


def test_an_area_across_the_antimeridian_is_no_farther_than_elsewhere() -> None:
    away = "[[28.18, 179.0], [28.18, -179.0], [28.54, -179.0], [28.54, 179.0]]"
    flights = falling_at(
        [28.36, 28.36], [179.9, -179.9], item("area", label="A", role="stage 1", corners=away)
    )
    found = area_likelihood(flights, flights.plan.view.areas[0], 0.0)
    assert found == pytest.approx([0.0, 0.0], abs=0.05)


def test_a_path_that_is_not_kept_leaves_all_earlier_areas_at_once() -> None:
    """Two areas missed by far cost what one costs: the chance of another path, once."""
    far, near = np.array([-120.0]), np.array([0.0])
    other = np.log(0.2) - 8.0
    assert path_kept([far]) == pytest.approx([other])
    assert path_kept([far, far]) == pytest.approx([other])
    assert path_kept([near, near]) == pytest.approx([np.log(0.8)], abs=1e-3)
    assert path_kept([near, far]) == pytest.approx([other])
    assert path_kept([]) == 0.0


def test_an_area_of_an_earlier_attempt_counts_less_and_yields_to_one_of_this_attempt() -> None:
    near, far = [28.36, 31.0], [-67.0, -67.0]
    earlier = item("area", label="A", role="stage 1", corners=BOX, attempt="earlier")

    def pull(*items: str) -> float:
        flights = falling_at(near, far, *items)
        on, off = announced(flights) - closure(flights) - aimed(flights)
        return float(on - off)

    assert pull() == pytest.approx(0.0, abs=1e-9)
    assert 0.0 < pull(earlier) < pull(AREA)
    assert pull(earlier, AREA) == pytest.approx(pull(AREA))
    flights = falling_at(near, far, AREA)
    assert np.array_equal(announced(flights, ("areas",)), closure(flights) + aimed(flights))


def test_a_launcher_that_falls_short_counts_far_more_than_one_with_much_to_spare() -> None:
    margin = np.array([0.0, 100.0, 600.0, -40.0, -200.0, -1000.0, np.nan, 300.0])
    flights = with_columns(tiny_flights().take(np.arange(8)), margin_m_s=margin)
    found = closure(flights)
    assert found[0] == 0.0 and found[2] == pytest.approx(-0.5) and found[3] == pytest.approx(-0.5)
    assert found[1] > found[2] > found[4] > found[5] >= -400.0
    assert found[6] == -400.0


def test_a_launcher_is_sent_where_its_plane_can_be_turned() -> None:
    reached = np.radians([35.0, 35.1, 35.4, 80.0, np.nan])
    flights = with_columns(tiny_flights().take(np.arange(5)), inclination_rad=reached)
    flights.rows[:, INPUTS.index("target_inclination_rad")] = np.radians(35.0)
    # normal to three sigma of 0.1 deg, straight beyond, and no worse than the farthest
    assert aimed(flights) == pytest.approx([0.0, -0.5, 4.5 - 3.0 * 4.0, FARTHEST, 0.0], abs=1e-6)
    flights.rows[:, INPUTS.index("target_inclination_rad")] = np.nan
    assert np.all(aimed(flights) == 0.0), "no inclination is aimed for"


@settings(max_examples=60)
@given(lat=st.floats(27.5, 29.5), lon=st.floats(-69.0, -65.0))
def test_inside_an_exact_area_is_what_its_outline_says(lat: float, lon: float) -> None:
    area = view_of(AREA).areas[0]
    assert area.exact and area.area is not None
    found = inside_share(area, np.array([lat]), np.array([lon]))
    assert found[0] == float(area.area.contains(np.array([lat]), np.array([lon]))[0])


def test_the_share_inside_an_uncertain_area_is_a_probability_greatest_in_its_middle() -> None:
    area = view_of(PRESS).areas[0]
    assert not area.exact and area.area is None
    lat, lon = (x.ravel() for x in np.meshgrid(np.linspace(20, 36, 41), np.linspace(-75, -60, 41)))
    found = inside_share(area, lat, lon)
    assert np.all((found >= 0.0) & (found <= 1.0))
    middle = inside_share(area, np.array([area.center_lat]), np.array([area.center_lon]))[0]
    assert middle >= found.max() > 0.0
    assert inside_share(area, np.array([np.nan]), np.array([0.0]))[0] == 0.0


def test_a_corner_with_a_guessed_size_gives_soft_edges() -> None:
    soft = item(
        "area",
        label="S",
        role="stage 1",
        first_corner="[28.54, -68.0]",
        along="200 ± 20 km",
        across="40 ± 5 km",
        azimuth="azimuth 90 deg",
    )
    area = view_of(soft).areas[0]
    assert area.area is not None and not area.exact
    ends = [offset(area.center_lat, area.center_lon, area.azimuth_deg, k * area.half_along_m) for k in (1, 2)]
    edge, beyond = inside_share(area, *(np.array([float(p[i]) for p in ends]) for i in (0, 1)))
    assert edge == pytest.approx(0.5, abs=0.05) and beyond < 1e-3


def test_tails_are_those_that_are_promised() -> None:
    r = np.array([0.0, 1.0, 3.0, 5.0, 1e6])
    assert huber(r[:3] ** 2) == pytest.approx([0.0, -0.5, -4.5])
    assert huber(r[3:4] ** 2)[0] == pytest.approx(-10.5)  # straight beyond three sigma: 4.5 - 3 r
    from scipy import stats

    t4 = stats.t(4).logpdf(r) - stats.t(4).logpdf(0.0)
    assert student4(r**2) == pytest.approx(t4)
    assert reported(np.array([4.0, np.nan])).tolist() == [student4(np.array([4.0]))[0], -14.0]


def test_a_figure_as_written_brings_its_own_spread() -> None:
    seen = Quantity.parse("100 ± 10 km", "length")
    r2 = squared(np.array([100e3, 110e3, 90e3]), seen)
    assert r2 == pytest.approx([0.0, 1.0, 1.0], rel=0.02)
    wider = squared(np.array([110e3]), seen, relative=0.1, absolute=10e3)
    assert wider == pytest.approx([1.0 / 3.0], rel=0.02)


@settings(max_examples=60)
@given(lat=st.floats(-60, 60), lon=st.floats(-180, 180), azimuth=st.floats(0, 360), d=st.floats(1e3, 2e5))
def test_offsets_on_the_ground_agree_with_the_geodesic(
    lat: float, lon: float, azimuth: float, d: float
) -> None:
    to_lat, to_lon = offset(lat, lon, azimuth, d)
    at = np.array([float(to_lat)]), np.array([float(to_lon)])
    along, across = local_offset(*at, (lat, lon), azimuth)
    assert along[0] == pytest.approx(d, rel=0.08) and abs(across[0]) < 0.1 * d
    assert ground_distance(lat, lon, *at)[0] == pytest.approx(d, rel=0.007)
