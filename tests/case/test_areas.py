"""Announced areas, however they were published."""

from __future__ import annotations

import pytest
from pyproj import Geod

from launchwatch.case.areas import CaseArea, resolve_area
from launchwatch.case.points import read_point
from launchwatch.case.schema import AreaEntry
from launchwatch.case.shapes import known_shape, known_shapes
from launchwatch.errors import InputError

PAD = (39.660083, 124.705306)
WGS84 = Geod(ellps="WGS84")
APRIL = ["35-12-25N 124-52-23E", "35-12-13N 124-30-34E", "35-55-10N 124-50-25E", "35-55-20N 124-32-10E"]


def area(pad: tuple[float, float] = PAD, **keys: object) -> CaseArea:
    data = {"published": "2016-02-03", "source": "x", "label": "1", "role": "stage 1", **keys}
    return resolve_area(AreaEntry.model_validate(data), pad)


def test_corners_printed_crosswise_are_put_in_order_when_asked() -> None:
    """Molczan, 2 April 2012: the areas lie at azimuth 181 deg from Sohae."""
    box = area(corners=APRIL, scrambled=True)
    assert box.exact and box.area is not None and "crosswise" in box.text
    assert (box.sigma_along_m, box.sigma_cross_m) == (0.0, 0.0)
    ring = [read_point(c) for c in known_shape_text()]
    size = abs(WGS84.polygon_area_perimeter([p[1] for p in ring], [p[0] for p in ring])[0])
    assert box.area.area_m2 == pytest.approx(size, rel=1e-6)
    azimuth = WGS84.inv(PAD[1], PAD[0], box.center_lon, box.center_lat)[0] % 360.0
    assert azimuth == pytest.approx(180.5, abs=1.0)


def known_shape_text() -> list[str]:
    return [APRIL[0], APRIL[1], APRIL[3], APRIL[2]]


def test_corners_that_cross_are_refused_when_no_order_is_asked() -> None:
    with pytest.raises(InputError, match="crosses itself"):
        area(corners=APRIL)


def test_a_circle_holds_its_centre_and_ends_at_its_radius() -> None:
    disc = area(circle={"center": [35.5, 124.7], "radius": "30 km"})
    assert disc.area is not None and disc.exact
    assert disc.half_along_m == pytest.approx(30e3, rel=1e-3)
    lon, lat, _ = WGS84.fwd(124.7, 35.5, 45.0, 31e3)
    assert bool(disc.area.contains(35.5, 124.7)) and not bool(disc.area.contains(lat, lon))


def test_the_box_of_february_2016_is_that_of_december_2012_laid_at_its_corner() -> None:
    """Stage 1 of 2016 begins at 36-04N 124-30E, 19 minutes 54 seconds north of December 2012."""
    box = area(first_corner="36-04N 124-30E", like="December 2012 stage 1")
    assert box.area is not None and not box.exact and box.sigma_along_m == 10e3
    northwest = max(box.area.ring, key=lambda p: p[0] - p[1])
    assert tuple(northwest) == pytest.approx(read_point("36-04N 124-30E"), abs=1e-9)
    december = known_shape("December 2012 stage 1")
    old = abs(WGS84.polygon_area_perimeter([p[1] for p in december], [p[0] for p in december])[0])
    assert box.area.area_m2 == pytest.approx(old, rel=1e-3)
    assert box.center_lat == pytest.approx(sum(p[0] for p in december) / 4 + 0.3317, abs=0.01)


def test_a_guessed_size_gives_a_rectangle_with_the_spread_of_its_sides() -> None:
    box = area(
        role="fairing",
        first_corner="33-16N 124-11E",
        along="80 to 120 km",
        across="70 to 110 km",
        azimuth="south",
    )
    assert box.area is not None and not box.exact
    assert box.half_along_m == pytest.approx(50e3, rel=0.01) and box.half_cross_m == pytest.approx(
        45e3, rel=0.02
    )
    assert box.sigma_along_m == pytest.approx(13.65e3, rel=0.01)  # half the central 68.27 % of 40 km
    assert min(p[1] for p in box.area.ring) == pytest.approx(124.1833, abs=0.01)
    assert max(p[0] for p in box.area.ring) == pytest.approx(33.2667, abs=0.01)


@pytest.mark.parametrize(
    "corner,east,north", [("northeast", 1, 1), ("southeast", 1, -1), ("southwest", -1, -1)]
)
def test_the_corner_named_is_the_corner_laid(corner: str, east: int, north: int) -> None:
    box = area(
        first_corner=[10.0, 20.0], corner=corner, along="50 km", across="30 km", azimuth="azimuth 20 deg"
    )
    assert box.area is not None
    found = max(box.area.ring, key=lambda p: east * (p[1] - 20.0) + north * (p[0] - 10.0))
    assert tuple(found) == pytest.approx((10.0, 20.0), abs=1e-9)


def test_press_distances_give_a_point_widened_by_the_usual_size() -> None:
    positions = [
        {"place": "Taean", "latitude": 36.78, "longitude": 126.13, "distance": "253 km", "direction": "west"}
    ]
    box = area(positions=positions)
    assert box.area is None and not box.exact and box.text == "253 km west of Taean"
    assert box.sigma_cross_m > 18e3 and box.sigma_along_m > 42e3
    wide = area(role="stage 2", positions=positions)
    assert wide.sigma_along_m > box.sigma_along_m
    ring = box.outline(2.0)
    distances = [WGS84.inv(box.center_lon, box.center_lat, lon, lat)[2] for lat, lon in ring]
    assert max(distances) == pytest.approx(2.0 * max(box.sigma_along_m, box.sigma_cross_m), rel=0.01)
    assert min(distances) == pytest.approx(2.0 * min(box.sigma_along_m, box.sigma_cross_m), rel=0.02)


def test_the_outline_of_a_box_is_its_ring() -> None:
    assert len(area(corners=APRIL, scrambled=True).outline()) == 4


def test_the_axis_is_the_heading_at_the_area_not_at_the_pad() -> None:
    """2009, stage 2: the geodesic from Musudan-ri sets out at 93 deg and arrives at 117 deg."""
    corners = ["34-35-42N 164-40-42E", "31-22-22N 172-18-36E", "29-55-53N 172-13-47E", "33-09-16N 164-35-42E"]
    box = area((40.855, 129.666), role="stage 2", corners=corners)
    assert box.azimuth_deg == pytest.approx(117.0, abs=1.0)
    assert box.half_along_m > 4.0 * box.half_cross_m


@pytest.mark.parametrize(
    "keys,words",
    [
        ({}, "has no position"),
        ({"corners": APRIL, "circle": {"center": [1.0, 2.0], "radius": "3 km"}}, "2 ways"),
        ({"first_corner": [1.0, 2.0]}, "no clear shape"),
        ({"first_corner": [1.0, 2.0], "along": "3 km"}, "no clear shape"),
        ({"first_corner": [1.0, 2.0], "like": "April 2012 stage 1", "along": "3 km"}, "no clear shape"),
        ({"first_corner": [1.0, 2.0], "like": "April 2012 stage1"}, "did you mean 'April 2012 stage 1'"),
        ({"first_corner": [1.0, 2.0], "like": "zzz"}, "known are"),
        ({"circle": {"center": [1.0, 2.0], "radius": "3 km"}, "scrambled": True}, "goes with corners"),
    ],
)
def test_an_area_given_unclearly_is_refused(keys: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        area(**keys)


def test_every_known_box_is_a_ring() -> None:
    for name in known_shapes():
        assert area(corners=[list(p) for p in known_shape(name)]).exact


WARNING = """HYDROPAC 1/24.
SOUTH PACIFIC. ROCKETS.
HAZARDOUS OPERATIONS 0100Z TO 0300Z DAILY 02 THRU 04 FEB
A. IN AREA BOUND BY
   10-00S 100-00W, 10-00S 099-00W, 11-00S 099-00W, 11-00S 100-00W.
B. WITHIN 20 MILES OF 12-30.0S 101-15.0W.
"""


def warned(text: str = WARNING, **keys: object) -> CaseArea:
    data = {
        "published": "2024-02-01",
        "source": "x",
        "label": "1",
        "role": "stage 1",
        "notice": "notices/w.txt",
    }
    return resolve_area(AreaEntry.model_validate({**data, **keys}), PAD, text)


def test_an_area_without_figures_is_outlined_by_its_notice() -> None:
    box = warned(part="A")
    assert box.exact and box.area is not None and "notices/w.txt" in box.text
    corners = {(round(float(lat), 6), round(float(lon), 6)) for lat, lon in box.area.ring}
    assert {(-10.0, -100.0), (-10.0, -99.0), (-11.0, -99.0), (-11.0, -100.0)} <= corners


def test_a_circle_of_a_notice_is_a_circle_of_the_case_and_a_number_picks_it_too() -> None:
    """A mile in a warning to mariners is a nautical mile, 1,852 m."""
    disc = warned(part="2")
    assert disc.half_along_m == pytest.approx(20 * 1852.0, rel=1e-3)
    assert (disc.center_lat, disc.center_lon) == pytest.approx((-12.5, -101.25), abs=1e-3)
    assert warned(part="B").half_along_m == disc.half_along_m


def test_figures_of_the_case_go_before_those_of_its_notice() -> None:
    assert warned(corners=["1N 1E", "1N 2E", "2N 2E"]).center_lat == pytest.approx(1.33, abs=0.1)


@pytest.mark.parametrize(
    ("text", "part", "said"),
    [
        (WARNING, None, "has 2 areas; add part, one of A, B"),
        (WARNING, "C", "has no area 'C'; name one of A, B"),
        ("ROCKETS. CANCEL THIS MSG.", None, "no area could be read"),
    ],
)
def test_a_notice_that_does_not_say_which_area_is_refused(text: str, part: str | None, said: str) -> None:
    with pytest.raises(InputError, match=said):
        warned(text, **({} if part is None else {"part": part}))


def test_a_part_without_a_notice_is_refused() -> None:
    with pytest.raises(InputError, match="'part' goes with notice"):
        area(corners=["1N 1E", "1N 2E", "2N 2E"], part="A")
