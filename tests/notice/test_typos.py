"""Typos in corners: found, mended where one reading is clearly right, always told; clean rings left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.notice.coordinates import Position, find_positions, plain
from launchwatch.notice.typos import Effort, mend, readings

sys.path.insert(0, str(Path(__file__).parent))
import styles

MANY = settings(derandomize=True, max_examples=120, deadline=None)


def read(text: str) -> list[Position]:
    return find_positions(plain(text))


BOX = [(10.5, 120.75), (10.5, 121.75), (9.5, 121.75), (9.5, 120.75)]


def box_with(third: str, style: str = "minutes") -> tuple[list[tuple[float, float]], list[str]]:
    """The box with its third corner written so."""
    first = {
        "minutes": "10-30N 120-45E, 10-30N 121-45E, {}, 09-30N 120-45E",
        "packed": "N1030E12045-N1030E12145-{}-N0930E12045",
        "seconds": "103000N1204500E - 103000N1214500E - {} - 093000N1204500E",
    }
    ring, told = mend(read(first[style].format(third)))
    return [(round(a, 6), round(o, 6)) for a, o in ring], told


@pytest.mark.parametrize(
    ("third", "style", "slip"),
    [
        ("09-30S 121-45E", "minutes", "hemisphere"),
        ("09-30N 121-45W", "minutes", "hemisphere"),
        ("90-30N 121-45E", "minutes", "swapped digits"),
        ("09-30N 112-45E", "minutes", "swapped digits"),
        ("N0930E211455", "packed", "swapped digits"),
        ("N0930E112145", "packed", "a digit too many"),
        ("N0930E121455", "packed", "a digit too many"),
        ("N0930E1214", "packed", "a digit too few"),
        ("093000N2214500E", "seconds", "a wrong digit"),
        ("097000N1214500E", "seconds", "a digit too few"),
    ],
)
def test_one_slip_is_mended_and_told(third: str, style: str, slip: str) -> None:
    ring, told = box_with(third, style)
    assert len(told) == 1
    if ring == BOX:
        assert told[0].startswith("vertex 3 ")
        assert "is read as 9.500, 121.750" in told[0]
    else:
        assert "a typo?" in told[0] or "over 59" in told[0]
    assert ring == BOX or slip in ("swapped digits", "a digit too few")


def test_a_slip_that_could_be_read_two_ways_is_told_and_left() -> None:
    ring, told = box_with("19-30N 121-45E")  # 09-30, or 10-30 swapped with its neighbours; far out
    assert told
    assert ring == BOX or "a typo?" in told[0]
    wild, told = mend(read("10-30N 120-45E, 10-30N 121-45E, 77-30N 011-45W, 09-30N 120-45E"))
    assert wild[2] == (77.5, -11.75)
    assert "lies far from the others: a typo?" in told[0]


def test_corners_printed_crosswise_are_put_in_order_and_told() -> None:
    ring, told = mend(read("10-30N 120-45E, 10-30N 121-45E, 09-30N 120-45E, 09-30N 121-45E"))
    assert sorted(ring) == sorted(BOX)
    assert [round(v[0], 3) for v in ring] == [10.5, 10.5, 9.5, 9.5]
    assert ring[1] == (10.5, 121.75)
    assert ring[2] == (9.5, 121.75)
    assert "put in the order of a ring" in told[0]


def test_the_first_corner_said_again_with_a_slip_closes_the_ring() -> None:
    ring, told = mend(read("10-30N 120-45E, 10-30N 121-45E, 09-30N 121-45E, 09-30N 120-45E, 16-30N 120-45E"))
    assert ring == BOX
    assert "vertex 5" in told[0]


def test_a_point_for_a_dash_is_read_and_told() -> None:
    ring, told = mend(read("10-30.0N 120-45.0E, 10.30.0N 121-45.0E, 09-30.0N 121-45.0E, 09-30.0N 120-45.0E"))
    assert ring == BOX
    assert told == ["position '10.30.0N 121-45.0E': '10.30.0' is written with a point for a dash"]


def test_two_broken_corners_are_told_and_those_off_the_globe_left_out() -> None:
    ring, told = mend(read("95-30N 120-45E, 10-30N 221-45E, 09-30N 121-45E, 09-30N 120-45E"))
    assert ring == [(9.5, 121.75), (9.5, 120.75)]
    assert sum("off the globe" in p for p in told) >= 2


def test_a_triangle_is_mended_by_its_letter_only() -> None:
    ring, told = mend(read("10-30N 120-45E, 10-30N 121-45E, 09-30N 121-45W"))
    assert ring[2] == (9.5, 121.75)
    assert "hemisphere" in told[0]
    assert mend(read("10-30N 120-45E, 10-30N 121-45E, 69-30N 091-45E"))[0][2] == (69.5, 91.75)


def test_effort_runs_out_and_oddness_is_still_told() -> None:
    crossed = read("10-30N 120-45E, 10-30N 121-45E, 09-30S 121-45E, 09-30N 120-45E")
    effort = Effort(left=2)
    searched = [effort.spend(crossed) for _ in range(4)]
    assert searched == [True, False, False, False]
    ring, told = mend(crossed, search=False)
    assert ring[2][0] == -9.5
    assert "a typo?" in told[0]


def test_large_rings_are_told_not_searched() -> None:
    text = ", ".join(f"{10 + k // 10:02}-{k % 10}0N 120-{k % 7}5E" for k in range(50))
    ring, told = mend(read(text))
    assert len(ring) == 50
    assert all("is read as" not in p for p in told)


def test_a_corner_of_an_arc_has_no_other_reading() -> None:
    assert readings(Position(1.0, 2.0, 0, 0), []) == []


@MANY
@given(st.data(), st.sampled_from([*styles.MARITIME, *styles.AIRMEN]))
def test_clean_rings_raise_no_alarm(data: st.DataObject, style: styles.Style) -> None:
    ring = data.draw(styles.sound_rings(style.steps))
    back, told = mend(read(style.ring(ring)))
    assert told == []
    assert len(back) == len(ring)


@MANY
@given(st.data(), st.sampled_from([styles.MARITIME[0], styles.AIRMEN[0], styles.AIRMEN[3]]))
def test_a_wrong_letter_never_passes_in_silence_and_is_never_mended_wrongly(
    data: st.DataObject, style: styles.Style
) -> None:
    ring = data.draw(styles.sound_rings(style.steps))
    k, lon = data.draw(st.integers(0, len(ring) - 1)), data.draw(st.booleans())
    lat, east = ring[k]
    if abs(east if lon else lat) < 12.0 or abs(east) > 168.0 or len(ring) < 4:
        return  # the other hemisphere is next door
    wrong = [*ring[:k], (lat, -east) if lon else (-lat, east), *ring[k + 1 :]]
    back, told = mend(read(style.ring(wrong)))
    assert told
    moved = [(round(a, 6), round(o, 6)) for a, o in back]
    clean = [(round(a, 6), round(o, 6)) for a, o in ring]
    assert moved == clean or "a typo?" in told[0]


@MANY
@given(st.data(), st.integers(0, 10_000))
def test_any_slip_in_any_digit_gives_corners_on_the_globe(data: st.DataObject, at: int) -> None:
    ring = data.draw(styles.sound_rings(3600))
    words = styles.AIRMEN[0].ring(ring)
    k = at % len(words)
    slipped = words[:k] + data.draw(st.sampled_from("0123456789NSEW-")) + words[k + 1 :]
    positions = read(slipped)
    if len(positions) > 2:
        back, told = mend(positions)
        assert all(abs(lat) <= 90.0 and abs(lon) <= 180.0 for lat, lon in back)
        assert all(isinstance(p, str) for p in told)
