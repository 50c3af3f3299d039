"""The map of warnings and its parts: what the legend says, where names stand, what lies under the areas."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.brief.exports.warnings import export_warnings, likeliest
from launchwatch.brief.files import write_file
from launchwatch.brief.ground import land_lines
from launchwatch.brief.labels import Label, find_spots, place_labels
from launchwatch.brief.projection import window
from launchwatch.brief.warnings import draw_warnings
from launchwatch.brief.warnings_legend import STYLE, legend_lines, zones
from launchwatch.errors import InputError
from launchwatch.notice import ROLES

WINDOW = ["2026-03-20T23:30Z", "2026-03-21T01:00Z"]


def area(role: str = "stage 1", p: float = 0.8, label: str = "", windows: Any = (WINDOW,)) -> dict[str, Any]:
    rest = {"fairing": round(0.9 - p, 4), "not a launch": 0.1}
    return {
        **{"label": label, "kind": "polygon", "vertices": [], "center": None, "radius_m": None},
        **{"windows": list(windows), "role": {role: p, **rest}},
    }


def notice(*areas: dict[str, Any], id: str = "HYDROPAC 1/26", p: float | None = 0.9) -> dict[str, Any]:
    windows = areas[0]["windows"] if areas else []
    return {
        **{"id": id, "file": "a.txt", "issued": None, "p_orbital_launch": p},
        **{"windows": windows, "areas": list(areas)},
    }


def square(lat: float, lon: float, half: float = 0.5) -> np.ndarray[Any, Any]:
    return np.array(
        [
            (lat - half, lon - half),
            (lat - half, lon + half),
            (lat + half, lon + half),
            (lat + half, lon - half),
        ]
    )


def test_every_role_has_a_colour_and_a_hatching_of_its_own() -> None:
    assert set(STYLE) == set(ROLES)
    assert len({colour for colour, _ in STYLE.values()}) == len(ROLES)
    assert len({hatch for _, hatch in STYLE.values()}) == len(ROLES)


def test_the_legend_tells_windows_once_where_all_areas_share_them() -> None:
    one = notice(area(label="A"), area("stage 2", label="B"))
    lines = [text for text, _ in legend_lines([(one, a, square(0, 0)) for a in one["areas"]])]
    assert lines == [
        "",
        "HYDROPAC 1/26: orbital launch 90 %",
        "1 (A)  stage 1 89 %, fairing 11 %",
        "2 (B)  stage 2 89 %, fairing 11 %",
        "   2026-03-20 23:30 to 2026-03-21 01:00 UTC",
    ]


def test_the_legend_tells_windows_of_each_area_where_they_differ() -> None:
    other = ["2026-03-22T02:00Z", "2026-03-22T03:00Z"]
    one = notice(area(), area(windows=[other] * 5), p=None)
    lines = [text for text, _ in legend_lines([(one, a, square(0, 0)) for a in one["areas"]])]
    assert lines[1] == "HYDROPAC 1/26"
    assert lines.index("   2026-03-20 23:30 to 2026-03-21 01:00 UTC") == 3
    assert lines.count("   2026-03-22 02:00 to 03:00 UTC") == 3
    assert lines[-1] == "   and 2 more to 2026-03-22"


def test_a_certainty_is_not_claimed() -> None:
    one = notice(area(), p=0.999)
    assert "orbital launch over 99 %" in legend_lines([(one, one["areas"][0], square(0, 0))])[1][0]


def test_an_area_that_is_surely_no_launch_says_so() -> None:
    one = notice({**area(), "role": {"not a launch": 1.0}})
    lines = [text for text, _ in legend_lines([(one, one["areas"][0], square(0, 0))])]
    assert lines[2] == "1  not a launch"


def test_a_zone_told_twice_has_one_name_with_both_numbers() -> None:
    one = notice(area(), area("stage 2"), area())
    rings = [square(10.0, 179.99), square(30.0, 5.0), square(10.001, 179.991)]
    found = zones([(one, a, ring) for a, ring in zip(one["areas"], rings, strict=True)])
    assert [(numbers, role) for numbers, role, _ in found] == [("1, 3", "stage 1"), ("2", "stage 2")]


def test_the_likeliest_role_of_none_is_nothing() -> None:
    assert likeliest({}) == ""
    assert likeliest({"stage 1": 0.2, "fairing": 0.5}) == "fairing"


def test_names_stand_apart_inside_and_with_a_line_where_far() -> None:
    labels = [Label(((50.0, 50.0),), f"{k}: stage 1", 1, "areaname", 11.0) for k in range(12)]
    spots = find_spots(labels, (0.0, 0.0, 400.0, 300.0), [(45.0, 45.0, 55.0, 55.0)])
    boxes = [shapely.box(*one.box) for one in spots]
    assert len(spots) >= 6
    assert all(a.intersection(b).area == 0.0 for k, a in enumerate(boxes) for b in boxes[:k])
    assert all(shapely.box(0, 0, 400, 300).contains(box) for box in boxes)
    far = [one for one in spots if one.leader]
    assert far and all(boxes[spots.index(one)].distance(shapely.Point(one.place)) > 10.0 for one in far)
    drawn = place_labels(labels, (0.0, 0.0, 400.0, 300.0), [(45.0, 45.0, 55.0, 55.0)])
    assert len(drawn) == len(spots) + len(far)


def test_land_lies_where_it_does() -> None:
    frame = window([(-9.0, 113.0), (-44.0, 154.0)], 600.0)
    land, coasts = land_lines(frame)
    shapes = shapely.union_all([shapely.Polygon(ring) for ring in land])
    alice, tasman = (shapely.Point(*frame.place(*at)) for at in ((-23.7, 133.9), (-38.0, 160.0)))
    assert shapes.contains(alice) and not shapes.contains(tasman)
    assert min(shapely.LineString(line).distance(alice) for line in coasts) > 20.0


@settings(max_examples=30)
@given(st.floats(-89.0, 89.0), st.floats(-180.0, 180.0), st.floats(0.3, 8.0))
def test_geojson_keeps_the_surface_of_a_ring_wherever_it_lies(lat: float, lon: float, half: float) -> None:
    """A square in degrees, over the antimeridian too: the parts have the surface of the whole."""
    import json

    half = min(half, 89.9 - abs(lat))
    ring = square(lat, lon, half)
    ring[:, 1] = (ring[:, 1] + 180.0) % 360.0 - 180.0
    one = notice(area())
    found = json.loads(export_warnings({"notices": [one]}, [[ring.tolist()]]))["features"][0]
    shape = shapely.geometry.shape(found["geometry"])
    assert shape.is_valid and shape.area == pytest.approx(4.0 * half * half, rel=1e-6)
    assert shape.bounds[0] >= -180.0 and shape.bounds[2] <= 180.0


@pytest.mark.parametrize("lat, lon", [(89.0, 0.0), (-88.5, 100.0), (5.0, 179.9)])
def test_a_map_over_a_pole_or_the_antimeridian_is_drawn(lat: float, lon: float) -> None:
    from matplotlib.image import imread

    middle = window([(lat, lon)], 100.0).projection
    around = [middle.inverse(3e5 * np.cos(t), 3e5 * np.sin(t)) for t in np.linspace(0.0, 5.0, 8)]
    ring = np.array([(float(a), float(b)) for a, b in around])
    one = notice(area("upper-stage disposal"))
    picture = imread(io.BytesIO(draw_warnings({"notices": [one]}, [[ring]], "png", [("a pad", lat, lon)])))
    ground = np.array([(0.933, 0.953, 0.969), (0.863, 0.847, 0.812)])[int(lat < -80.0)]  # sea, or Antarctica
    mixed = 0.28 * np.array((0.337, 0.706, 0.914)) + 0.72 * ground
    blue = np.abs(picture[:, :1400, :3] - mixed).max(axis=2) < 0.02
    assert blue.mean() > 0.1


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.svg"
    write_file(target, "first")
    write_file(target, b"second")
    assert target.read_bytes() == b"second"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="cannot write there"):
        write_file(target, "third")
    assert target.read_bytes() == b"second" and len(list(tmp_path.iterdir())) == 1
