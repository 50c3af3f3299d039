"""Every style of position gives the same place; what is odd about one is said."""

from __future__ import annotations

import pytest

from launchwatch.notice.coordinates import find_boxes, find_halves, find_positions, plain, read_angle

# One place, 35 deg 12 min 30 s north, 124 deg 52 min 24 s east, as it is written in the wild.
SAME_PLACE = [
    "35-12.50N 124-52.40E",
    "35-12-30N 124-52-24E",
    "35-12-30.0N, 124-52-24.0E",
    "35-12.5N 124 52.40E",
    "N351230E1245224",
    "351230N1245224E",
    "351230N 1245224E -",
    "35 12 30N 124 52 24E",
    "N35 12 30 E124 52 24",
    "N35 12 30 E 124 52 24",
    "35 12 30 N 124 52 24 E",
    "351230N/1245224E",
    "351230.00N 1245224.00E",
    "3512.5N12452.4E",
    "35°12'30\"N 124°52'24\"E",
    "35° 12' 30\" N, 124° 52' 24\" E",
    "35°12′30″N 124°52′24″E",
    "N35°12'30\" E124°52'24\"",
    "35 deg. 12.5' north, 124 deg. 52.4' east",
    "35deg. 12.5' north and 124 deg. 52.4' east",
    "35.20833333 degrees north, 124.87333333 degrees east",
    "35-12.50С 124-52.40В",
    "北緯35度12分30秒、東経124度52分24秒",
    "북위 35도 12분 30초 동경 124도 52분 24초",
    "N3512\n30E1245224",
    "N351230E12452\r\n24",
    "351230N124\n5224E",
]


@pytest.mark.parametrize("text", SAME_PLACE)
def test_every_style_gives_the_same_place(text: str) -> None:
    found = find_positions(plain(text))
    assert [(round(p.lat, 6), round(p.lon, 6)) for p in found] == [(35.208333, 124.873333)]
    assert not found[0].problem


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("S1326 E08748", (-13.433333, 87.8)),
        ("0842S09230E", (-8.7, 92.5)),
        ("30 00 S 154 08 W", (-30.0, -154.133333)),
        ("38-30.68S 000-57.00W", (-38.511333, -0.95)),
        ("67-32.40С 047-28.20З", (67.54, -47.47)),
        ("N69.17’30’’ - E16.01’12’’", (69.291667, 16.02)),
        ("69°17.5'N, 016°01.2'E", (69.291667, 16.02)),
        (
            "Latitude 69 degrees 17 minutes 30 seconds North, Longitude 16 degrees 1 minute East",
            (69.291667, 16.016667),
        ),
        ("Lat 40 51.6 N Long 129 39.6 E", (40.86, 129.66)),
        ("57 deg. 29.4′ north, 152 deg. 15.0′ west", (57.49, -152.25)),
        ("1310N 8025E", (13.166667, 80.416667)),
        ("南緯1度0分 西経2度0分", (-1.0, -2.0)),
    ],
)
def test_hemispheres_and_short_forms(text: str, place: tuple[float, float]) -> None:
    found = find_positions(plain(text))
    assert [(round(p.lat, 6), round(p.lon, 6)) for p in found] == [place]


def test_making_plain_keeps_every_offset() -> None:
    text = "Ab 35°12′30″N — 67-32.40С, 北緯35度, ß"
    assert len(plain(text)) == len(text)


def test_undelimited_positions_in_a_row_are_told_apart() -> None:
    text = "N374911E0960028-N371402E0955954-N363829E0825140"
    assert [round(p.lat, 4) for p in find_positions(text)] == [37.8197, 37.2339, 36.6414]


def test_minutes_over_59_are_told() -> None:
    value, odd = read_angle("35-75.2")
    assert value == pytest.approx(35.0 + 75.2 / 60.0)
    assert "over 59" in odd


def test_a_position_off_the_globe_is_told() -> None:
    assert "off the globe" in find_positions("95-00N 124-00E")[0].problem
    assert "off the globe" in find_positions("35-00N 200-00E")[0].problem


def test_half_a_position_is_seen() -> None:
    assert [half for _, _, half in find_halves("28-37.10N 080-36.17, 28-42.00N")] == [
        "28-37.10N",
        "28-42.00N",
    ]
    assert not find_halves("BETWEEN 342 DEGREES AND 016 DEGREES, FL310, M771 NORTH")


def test_boxes_give_opposite_corners() -> None:
    ((low, high),) = find_boxes("BETWEEN 72-39N 74-29N AND 012-20E 018-50E")
    assert (round(low.lat, 2), round(low.lon, 2), round(high.lat, 2), round(high.lon, 2)) == (
        72.65, 12.33, 74.48, 18.83,
    )  # fmt: skip
