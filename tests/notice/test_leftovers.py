"""Nothing is lost silently: what looks like a time or a coordinate and was not used is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.notice import read_notices
from launchwatch.notice.leftovers import blanked, position_leftovers, time_leftovers
from launchwatch.notice.relays import outside_words

ISSUED = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
RING = "30-00N 120-00E, 30-00N 121-00E, 31-00N 121-00E, 31-00N 120-00E"
NOTICE = (
    f"HYDROPAC 1/26.\n1. HAZARDOUS OPERATIONS 220100Z TO 220700Z JUN {{}} IN AREA BOUND BY {RING}. {{}}\n"
)


def problems(between: str = "", after: str = "") -> list[str]:
    (notice,) = read_notices(NOTICE.format(between, after), issued=ISSUED)
    assert len(notice.areas[0].vertices) == 4
    return notice.problems


def test_the_plain_notice_has_no_problem() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    "words",
    ["0830Z", "0830-0930", "231200Z", "0830 UTC", "8:30", "1200 LOCAL", "BTN 0830 AND 0930", "24 JUN",
     "JUN 24, 2026", "180OZ", "O1 THRU"],
)  # fmt: skip
def test_a_time_that_no_window_is_made_of_is_named(words: str) -> None:
    told = problems(after=f"CALL THE RANGE {words}.")
    assert any(words.split()[-1].strip(".") in p for p in told), told


@pytest.mark.parametrize(
    "schedule", ["22 0400-0410 2O", "22 135-1420", "22 0400-0410, 48 0500-0600", "22-O 0400-0410"]
)
def test_figures_of_a_schedule_that_are_no_hours_are_named(schedule: str) -> None:
    head = f"A0001/26 NOTAMN\nA) RJJJ B) 2606220342 C) 2606240410\nD) {schedule}\n"
    text = f"{head}E) N3000E12000-N3000E12100-N3100E12100\n"
    (notice,) = read_notices(text)
    assert any("of the schedule D)" in p or "the schedule D)" in p for p in notice.problems)


@pytest.mark.parametrize(
    "words",
    [
        "N3030",
        "30-30.00N",
        "E12030",
        "1203000E",
        "30-30.25",
        "30°15",
        "3030N",
        "S303000",
        "O403327E1013357",
        "N2608081142921",
        "N375XE09936",
        "132470OE",
        "N371O24E0773339",
        "1200S1 648E",
        "0836N0X334W",
        "S32 41 00",
        "2221001680700",
    ],
)
def test_a_coordinate_that_no_area_is_made_of_is_named(words: str) -> None:
    assert any(words in p for p in problems(after=f"BUOY {words} SEEN")), problems(after=f"BUOY {words} SEEN")


def test_a_whole_position_that_no_area_is_made_of_is_named() -> None:
    assert problems(after="REPORT AT 33-00N 125-00E ONLY.") == [
        "a lone position '33-00N 125-00E' is not part of an area"
    ]


def test_a_corner_with_a_letter_missing_is_read_and_told() -> None:
    text = NOTICE.format("", "").replace("30-00N 121-00E", "30-00N 121-00")
    (notice,) = read_notices(text, issued=ISSUED)
    assert notice.areas[0].vertices[1] == (30.0, 121.0)
    assert any("'E' is taken, as in the others" in p for p in notice.problems)


def test_what_says_a_window_again_is_passed_over() -> None:
    window = (datetime(2026, 6, 22, 1, 0, tzinfo=UTC), datetime(2026, 6, 22, 7, 0, tzinfo=UTC))
    assert time_leftovers("UP TO 0700 UTC ON 22 JUN", [], [window]) == []
    assert time_leftovers("UP TO 0710 UTC", [], [window]) == ["a time was read but not used: '0710 UTC'"]
    assert time_leftovers("UNTIL 23 JUN", [], [window]) == ["a time was read but not used: '23 JUN'"]


def test_very_many_leftovers_are_counted() -> None:
    text = " X ".join(f"08{k:02}Z" for k in range(10, 40))
    told = time_leftovers(text, [])
    assert len(told) == 13
    assert told[-1] == "a time was read but not used: 18 more such stretches"
    many = " X ".join(f"N30{k:02}" for k in range(10, 40))
    assert len(position_leftovers(many, [])) == 13


@settings(derandomize=True, max_examples=200)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_blanking_keeps_every_offset(text: str, spans: list[tuple[int, int]]) -> None:
    kept = [(min(a, len(text)), min(b, len(text))) for a, b in spans if a <= b]
    out = blanked(text, kept)
    assert len(out) == len(text)
    assert all(out[i] == text[i] or any(a <= i < b for a, b in kept) for i in range(len(text)))


# ------------------------------------------------------------------------------ relays, seas and Q) lines
def relay(third: str, number: int) -> str:
    return (
        f"A{number:04}/26 NOTAMN\nA) RJJJ B) 2606220342 C) 2606220410\n"
        f"E) 330000N1280000E - 330000N1290000E - {third} - 300000N1280000E BACK TO START.\nF) SFC G) UNL\n"
    )


def test_a_relay_shows_a_typo_that_makes_a_sound_ring() -> None:
    first, second = read_notices(relay("300252N1285333E", 1) + relay("310252N1285333E", 2))
    assert first.areas[0].vertices[2] != second.areas[0].vertices[2]
    assert any("differs from that of A0002/26" in p for p in first.problems)


@pytest.mark.parametrize("good_first", [True, False])
def test_a_relay_mends_the_corner_that_is_odd(good_first: bool) -> None:
    good, bad = "300252N1285333E", "480252N1555333E"  # more than one slip: the ring alone cannot tell
    pair = (good, bad) if good_first else (bad, good)
    notices = read_notices(relay(pair[0], 1) + relay(pair[1], 2))
    assert notices[0].areas[0].vertices == notices[1].areas[0].vertices
    assert [any("is read as 30.048 128.893, as A000" in p for p in n.problems) for n in notices] == [
        not good_first, good_first,
    ]  # fmt: skip


def test_equal_relays_say_nothing() -> None:
    assert all(
        n.problems == [] for n in read_notices(relay("300252N1285333E", 1) + relay("300252N1285333E", 2))
    )


def test_the_wrong_half_of_an_ocean_is_told() -> None:
    text = NOTICE.format("", "").replace("1. HAZ", "SOUTH PACIFIC.\n1. HAZ")
    (notice,) = read_notices(text, issued=ISSUED)
    assert any("SOUTH PACIFIC: a wrong hemisphere letter?" in p for p in notice.problems)
    both = text.replace("SOUTH PACIFIC.", "SOUTH PACIFIC.\nPHILIPPINE SEA.")
    assert read_notices(both, issued=ISSUED)[0].problems == []


def test_a_corner_far_outside_the_q_line_is_told() -> None:
    (notice,) = read_notices(relay("300252N1285333E", 1))
    q = "Q) RJJJ/QWMLW/IV/BO/W/000/999/3130N12830E{}"
    assert outside_words(q.format("120"), notice.areas) == []
    far = read_notices(relay("300252N1345333E", 1))[0]
    (told,) = outside_words(q.format("120"), far.areas)
    assert "vertex 3" in told
    assert "120 NM" in told
    assert outside_words(q.format("005"), far.areas) == []  # the circle of something else
    assert outside_words(q.format("999"), far.areas) == []
