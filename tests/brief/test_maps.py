"""The maps of the brief: true to size, whole over the antimeridian and the poles, readable."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.etree import ElementTree

import made_brief
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.brief import ground, layers, names
from launchwatch.brief import map as maps
from launchwatch.brief.labels import Label, along, place_labels, text_width
from launchwatch.brief.projection import RADIUS, Frame, Projection, centre, window

WHOLE = made_brief.malligyong()["map"]
LATITUDE, LONGITUDE = st.floats(-89.0, 89.0), st.floats(-180.0, 180.0)


def test_the_projection_is_that_of_proj() -> None:
    from pyproj import Transformer

    plain = Projection(25.0, 124.0)
    wkt = f"+proj=laea +lat_0=25 +lon_0=124 +R={RADIUS}"
    truth = Transformer.from_crs(f"+proj=longlat +R={RADIUS}", wkt, always_xy=True)
    lat, lon = np.meshgrid(np.linspace(-60, 85, 24), np.linspace(60, 200, 24))
    x, y = truth.transform(lon.ravel(), lat.ravel())
    ours = plain.forward(lat.ravel(), lon.ravel())
    assert np.abs(ours - np.column_stack((x, y))).max() < 1e-3


@given(LATITUDE, LONGITUDE, st.floats(0.0, 8e6), st.floats(0.0, 2 * math.pi))
def test_the_flat_leads_back_to_the_place(lat: float, lon: float, r: float, turn: float) -> None:
    projection = Projection(lat, lon)
    x, y = r * math.cos(turn), r * math.sin(turn)
    back = projection.forward(*projection.inverse(x, y))
    assert np.hypot(back[0] - x, back[1] - y) < 1e-2


def test_beyond_the_horizon_nothing_is_drawn() -> None:
    assert np.isnan(Projection(0.0, 0.0).forward(0.0, 179.0)).all()
    assert np.isfinite(Projection(0.0, 0.0).forward(0.0, 140.0)).all()


@given(
    st.lists(st.tuples(st.floats(-3.0, 3.0), st.floats(-3.0, 3.0)), min_size=1, max_size=12),
    st.floats(-86.0, 86.0),
    LONGITUDE,
)
def test_the_window_holds_all_its_places_anywhere_on_earth(
    steps: list[tuple[float, float]], lat: float, lon: float
) -> None:
    places = [
        (lat + a, (lon + b / max(math.cos(math.radians(lat)), 0.05) + 180.0) % 360.0 - 180.0)
        for a, b in steps
    ]
    frame = window(places, 500.0)
    assert frame.holds(frame.points(places)).all()
    assert 0.75 - 1e-9 <= frame.height / frame.width <= 1.45 + 1e-9


def test_the_middle_of_places_knows_no_antimeridian() -> None:
    lat, lon = centre([(10.0, 179.0), (10.0, -179.0)])
    assert abs(abs(lon) - 180.0) < 1e-9 and 9.9 < lat < 10.1


@pytest.mark.parametrize(("turn_lat", "turn_lon"), [(0, 0), (-10, 53), (62, 0), (-115, 100)])
def test_every_map_is_well_formed_and_says_what_it_shows(turn_lat: float, turn_lon: float) -> None:
    part = made_brief.moved({"map": WHOLE}, turn_lat, turn_lon)["map"]
    for made in (
        maps.main_map(part, 560.0),
        maps.near_map(part, 400.0),
        maps.zone_map(part, "stage 1", 300.0, "zone"),
        maps.failure_map(part, 460.0),
    ):
        assert made is not None
        root = ElementTree.fromstring(made)
        assert root.find("{*}title") is not None and "Equal-area map" in (root.find("{*}desc").text or "")  # type: ignore[union-attr]
        assert "nan" not in made and "inf" not in re.sub("information", "", made)
        assert re.search(r"\d+ km · [\d.,]+ nmi", made)
        assert made.count("°") >= 4


def rings_area(d: str) -> float:
    """The area inside the closed rings of a path, square units, by the formula of Gauss."""
    total = 0.0
    for ring in d.split("z"):
        if "M" not in ring:
            continue
        start, rest = ring[1:].split("l", 1)
        x, y = (float(v) for v in start.split())
        numbers = [float(v) for v in re.findall(r"-?[\d.]+", rest)]
        points = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        total += (
            sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2.0
        )
    return abs(total)


@pytest.mark.parametrize(
    ("lat", "lon", "rings", "km2"),  # Taiwan; Viti Levu and Vanua Levu of Fiji; Madagascar
    [(24.0, 121.0, 1, 36_000.0), (-17.3, 178.6, 2, 15_980.0), (-19.0, 47.0, 1, 587_000.0)],
)
def test_islands_are_drawn_true_to_size_on_either_side_of_the_antimeridian(
    lat: float, lon: float, rings: int, km2: float
) -> None:
    half = 3.2 if km2 < 100_000 else 7.5
    corners = [(lat - half, lon - 1.5), (lat + half, lon + 1.5)]
    frame = window(corners, 2000.0, aspect=(0.9, 2.0))
    d = re.search(r'<path d="([^"]*)" class="land"', ground.land(frame))
    assert d is not None
    drawn = sorted((rings_area(ring + "z") for ring in d.group(1).split("z") if ring), reverse=True)
    assert sum(drawn[:rings]) / frame.scale**2 / 1e6 == pytest.approx(km2, rel=0.06)


def test_the_middle_of_a_continent_is_land_and_of_an_ocean_sea() -> None:
    def share(lat: float, lon: float) -> float:
        frame = window([(lat - 1, lon - 1), (lat + 1, lon + 1)], 300.0)
        d = re.search(r'<path d="([^"]*)" class="land"', ground.land(frame))
        assert d is not None
        return rings_area(d.group(1)) / ((frame.width + 12) * (frame.height + 12))

    assert share(45.0, 100.0) == pytest.approx(1.0, abs=0.01)
    assert share(-88.5, 10.0) == pytest.approx(1.0, abs=0.05)
    assert share(0.0, -150.0) == 0.0
    assert share(89.0, 0.0) == 0.0


def test_a_very_wide_map_shows_the_whole_turn() -> None:
    frame = Frame(Projection(0.0, 0.0), -12.0e6, -6.5e6, 12.0e6, 6.5e6, 800.0)
    assert len(ground.land(frame)) > 10_000


@pytest.mark.parametrize("width_km", [80.0, 700.0, 5_000.0, 13_000.0])
def test_the_scale_bar_is_a_round_number_and_true(width_km: float) -> None:
    half = width_km * 500.0
    frame = Frame(Projection(30.0, 0.0), -half, -half, half, half, 500.0)
    made = ground.scale_bar(frame, 10.0, 480.0, 140.0)
    km = float(re.search(r">([\d,.]+) km", made).group(1).replace(",", ""))  # type: ignore[union-attr]
    nmi = float(re.search(r"· ([\d,.]+) nmi", made).group(1).replace(",", ""))  # type: ignore[union-attr]
    length = float(re.search(r"v4h([\d.]+)v", made).group(1))  # type: ignore[union-attr]
    assert length == pytest.approx(km * 1000.0 * frame.scale, abs=0.06) and 40.0 < length <= 140.0
    assert km / 10 ** math.floor(math.log10(km)) in (1.0, 2.0, 5.0)
    assert nmi == pytest.approx(km / 1.852, rel=5e-3)


def test_degrees_have_a_side_but_on_the_lines_that_have_none() -> None:
    shown = [ground.degrees(v, "E", "W") for v in (124.5, -70.0, 0.0, 180.0, -180.0)]
    assert shown == ["124.5°\u00a0E", "70°\u00a0W", "0°", "180°", "180°"]


def test_the_degrees_at_the_edge_are_those_of_the_line() -> None:
    frame = window([(30.0, 120.0), (40.0, 130.0)], 600.0)
    made = ElementTree.fromstring(f"<g>{ground.graticule(frame)}</g>")
    found = {}
    for text in made.iter("text"):
        value, side = (text.text or "").split("°")
        found[f"{value}{side.strip()}"] = (float(text.get("x", 0)), float(text.get("y", 0)))
    assert len(found) >= 6
    for name, (x, y) in found.items():
        value = float(name[:-1])
        if name.endswith("N"):
            lat, _ = frame.projection.inverse(frame.left, frame.top - (y + 3 - frame.y) / frame.scale)
            assert float(lat) == pytest.approx(value, abs=0.25)
        else:
            _, lon = frame.projection.inverse(frame.left + (x - 3) / frame.scale, frame.bottom)
            if y > frame.height / 2:
                assert float(lon) == pytest.approx(value, abs=0.25)


BOX = (0.0, 0.0, 400.0, 300.0)


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.text("abcdefgh ", min_size=1, max_size=18)),
        max_size=25,
    )
)
@settings(max_examples=60)
def test_names_never_lie_on_one_another_or_over_the_edge(found: list[tuple[float, float, str]]) -> None:
    drawn = place_labels([Label(((x, y),), text) for x, y, text in found], BOX)
    boxes = []
    for made in drawn:
        node = ElementTree.fromstring(made)
        if node.tag == "text":
            x, y, size = (float(node.get(k, 0)) for k in ("x", "y", "font-size"))
            boxes.append((x, y - 0.96 * size, x + text_width(node.text or "", size), y + 0.24 * size))
    for k, a in enumerate(boxes):
        assert a[0] >= -0.1 and a[1] >= -0.1 and a[2] <= 400.1 and a[3] <= 300.1
        for b in boxes[k + 1 :]:
            assert min(a[2], b[2]) - max(a[0], b[0]) < 0.2 or min(a[3], b[3]) - max(a[1], b[1]) < 0.2


def test_a_name_keeps_clear_of_lines_and_a_far_one_gets_a_leader() -> None:
    wall = along(np.array([[110.0, 0.0], [110.0, 300.0]]), 2.0)
    [name] = place_labels([Label(((100.0, 150.0),), "pad")], BOX, lines=wall)
    assert float(ElementTree.fromstring(name).get("x", 0)) < 100.0
    near_taken = [(40.0, 90.0, 160.0, 210.0)]
    drawn = place_labels([Label(((100.0, 150.0),), "pad")], BOX, taken=near_taken)
    assert [ElementTree.fromstring(d).tag for d in drawn] == ["line", "text"]
    assert place_labels([Label(((100.0, 150.0),), "pad")], BOX, taken=[BOX]) == []


def test_points_along_a_line_are_evenly_apart() -> None:
    points = along(np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 40.0]]), 5.0)
    assert np.hypot(*np.diff(points, axis=0).T) == pytest.approx(5.0)
    assert len(along(np.empty((0, 2)))) == 0


def test_places_that_are_no_places_are_left_out() -> None:
    broken: Any = [[1.0, 2.0, 3.0], [None, 2.0], [math.nan, 1.0], [1.0], "no", [3.0, 4.0]]
    assert layers.rows(broken) == [[1.0, 2.0], [3.0, 4.0]]
    assert layers.rows(None) == [] and layers.spot(None) == [] and layers.spot({"lat": 1.0}) == []


def test_a_stray_does_not_shrink_the_map() -> None:
    rows = made_brief.cloud(0.0, 0.0, 20.0, 20.0, 0.0, 1, 100)
    assert [40.0, 40.0] not in layers.core([*rows, [40.0, 40.0]])
    assert layers.core(rows[:5]) == rows[:5]


def test_minutes_are_marked_on_the_path() -> None:
    frame = window(maps.shown_places(WHOLE), 560.0)
    found = layers.minutes(frame, WHOLE["track"])
    assert [minute for _, _, minute in found] == list(range(1, 12))
    at = frame.points([[row[0], row[1]] for row in WHOLE["track"]["median"] if row[3] == 300.0])
    five = next((x, y) for x, y, minute in found if minute == 5)
    assert five == pytest.approx(tuple(at[0]), abs=0.2)
    assert layers.minutes(frame, {"median": [[1.0, 2.0]]}) == []


def test_each_thing_has_its_own_mark() -> None:
    made = maps.main_map(WHOLE, 560.0)
    assert made is not None
    for kind in (
        "area loose",
        "area earlier",
        "wide",
        "core",
        "dots",
        "track",
        "band",
        "tick",
        "pad",
        "observed",
    ):
        assert f'class="{kind}"' in made
    assert 'class="window"' in made
    modes = maps.failure_map(WHOLE, 460.0)
    assert modes is not None
    assert len({re.sub(r"^M[\d.-]+ [\d.-]+", "", layers.mark(k, 1.0, 2.0)) for k in range(6)}) == 6
    assert all(f'class="mode c{k}"' in modes for k in range(4))
    exact = {**WHOLE, "areas": [{**WHOLE["areas"][0], "exact": True}]}
    assert 'class="area"' in (maps.main_map(exact, 560.0) or "")


def test_there_is_no_map_of_nothing() -> None:
    assert maps.main_map({}, 560.0) is None and maps.near_map({}, 400.0) is None
    assert maps.failure_map({}, 400.0) is None and maps.zone_map({}, "stage 1", 300.0, "z") is None
    assert maps.near_window({"site": {"lat": 1.0, "lon": 1.0}}, 400.0) is None
    assert maps.near_window({}, 400.0) is None


def test_a_short_flight_needs_no_second_panel() -> None:
    short = {"site": WHOLE["site"], "areas": WHOLE["areas"][:1]}
    assert maps.main_map(short, 560.0) is not None and maps.near_map(short, 400.0) is None


def test_what_lies_outside_the_window_has_no_name() -> None:
    frame = window([(30.0, 120.0), (31.0, 121.0)], 300.0)
    assert names.labels({"places": [{"name": "Manila", "lat": 14.6, "lon": 121.0}]}, frame) == []
    assert (
        layers.observed(frame, {"label": "x"}) == "" and layers.place(frame, {"lat": 0.0, "lon": 0.0}) == ""
    )
    assert names.outermost(frame, []) == [] and len(names.lines_under({}, frame)) == 0


def test_the_map_of_failures_outlines_where_things_may_fall() -> None:
    """One path a level, with a part for each ring; none where nothing is told."""
    part = made_brief.malligyong()["map"]
    bare = maps.failure_map({**part, "hazard": []}, 400.0)
    lat, lon = part["site"]["lat"], part["site"]["lon"]
    box = [[lat, lon], [lat - 2.0, lon], [lat - 2.0, lon + 2.0], [lat, lon]]
    levels = [{"per_km2": 1e-6, "rings": [box, box]}, {"per_km2": 1e-7, "rings": [box]}]
    drawn = maps.failure_map({**part, "hazard": levels}, 400.0)
    assert bare is not None and drawn is not None
    assert 'class="hazard' not in bare
    found = re.findall(r'<path d="([^"]*)" class="hazard h(\d)"', drawn)
    assert [(d.count("M"), k) for d, k in found] == [(2, "0"), (1, "1")]
