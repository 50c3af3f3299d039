"""Figures and instants as the brief prints them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_brief import spread

from launchwatch.brief import words

NUMBER = st.floats(-1e9, 1e9, allow_nan=False)


def test_a_figure_prints_with_the_digits_its_spread_carries() -> None:
    assert words.figure(spread(97.4, 0.05, "deg")) == "97.40° (97.32 to 97.48)"
    assert words.figure(spread(2985.0, 112.0, "km")) == "2,980\u00a0km (2,800 to 3,170)"
    assert words.figure(spread(0.0, 4.0, "s")) == "0\u00a0s (−7 to 7)"


@pytest.mark.parametrize("broken", [None, {}, {"median": 1.0}, {"median": math.nan, "p05": 0.0, "p95": 1.0}])
def test_what_cannot_be_printed_is_not_known(broken: dict[str, float] | None) -> None:
    assert words.figure(broken) == words.NOT_KNOWN
    assert words.place(broken, "N", "S") is None
    assert words.seconds(broken) == broken


@given(NUMBER, st.floats(1e-3, 1e6))
def test_the_printed_interval_holds_the_printed_median(middle: float, sd: float) -> None:
    found = words.parts(spread(middle, sd, "km"))
    assert found is not None
    median = float(found[0].split("\u00a0")[0].replace(",", "").replace("−", "-"))
    low, high = (float(x.replace(",", "").replace("−", "-")) for x in found[1].split(" to "))
    assert low <= median <= high
    assert abs(median - middle) <= 0.06 * 2 * 1.645 * sd


def test_latitudes_and_longitudes_have_a_side() -> None:
    assert words.place(spread(35.9, 0.3, "deg"), "N", "S") == ("35.90°\u00a0N", "35.41 to 36.39")
    assert words.place(spread(-35.9, 0.3, "deg"), "N", "S") == ("35.90°\u00a0S", "35.41 to 36.39")
    assert words.place(spread(-1.0, 20.0, "deg"), "N", "S") == ("1°\u00a0S", "32 N to 34 S")
    assert words.place(spread(2.0, 20.0, "deg"), "N", "S") == ("2°\u00a0N", "31 S to 35 N")


def test_long_times_turn_to_minutes_and_hours() -> None:
    assert words.figure(words.seconds(spread(447.0, 18.0, "s"))) == "447\u00a0s (417 to 477)"
    assert words.figure(words.seconds(spread(3600.0, 180.0, "s"))) == "60.0\u00a0min (55.1 to 64.9)"
    assert words.figure(words.seconds(spread(38_580.0, 140.0, "s"))) == "10.72\u00a0h (10.65 to 10.78)"
    assert words.seconds(spread(38_580.0, 140.0, "km")) == spread(38_580.0, 140.0, "km")


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.0, "0"), (1.0, "100"), (0.004, "under 1"), (0.995, "over 99"), (0.625, "62"), (0.01, "1")],
)
def test_a_chance_is_never_a_false_certainty(p: float, text: str) -> None:
    assert words.percent(p) == text


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_words_of_likelihood_rise_with_the_chance(a: float, b: float) -> None:
    order = [
        "almost no chance",
        "very unlikely",
        "unlikely",
        "about as likely as not",
        "likely",
        "very likely",
    ]
    order.append("almost certain")
    low, high = sorted((a, b))
    assert order.index(words.likelihood(low)) <= order.index(words.likelihood(high))


def test_a_word_of_likelihood_carries_its_interval() -> None:
    assert words.chance({"p": 0.66, "lo": 0.55, "hi": 0.8}) == "likely, 55 to 80\u00a0%"
    assert words.chance({"p": 0.66, "lo": 0.66, "hi": 0.66}) == "likely, 66\u00a0%"
    assert words.chance({"p": 0.66}) == "likely, 66\u00a0%"
    assert words.chance({"p": 0.5, "lo": 0.3, "hi": 0.7, "words": "even, 30 to 70 %"}) == "even, 30 to 70 %"
    assert words.chance({"p": None}) == words.NOT_KNOWN == words.chance(None)


def test_instants_are_no_finer_than_their_interval() -> None:
    def told(*texts: str) -> tuple[str, str] | None:
        return words.moments(dict(zip(("median", "p05", "p95"), texts, strict=False)))

    day = "2023-11-21T"
    assert told(f"{day}13:42:28Z", f"{day}13:42:21Z", f"{day}13:42:35Z") == (
        "21 Nov 13:42:28", "13:42:21 to 13:42:35",
    )  # fmt: skip
    assert told(f"{day}13:42:38Z", f"{day}13:30:00Z", f"{day}14:00:29Z") == ("21 Nov 13:43", "13:30 to 14:00")
    assert told(f"{day}21:00:00Z", f"{day}17:00:00Z", "2023-11-22T12:00:00Z") == (
        "21 Nov 21:00", "21 Nov 17:00 to 22 Nov 12:00",
    )  # fmt: skip
    assert told("2023-11-26T03:00:00Z", f"{day}15:00:00Z", "2023-11-30T15:00:00Z") == (
        "26 Nov", "21 Nov to 30 Nov",
    )  # fmt: skip
    assert told(f"{day}13:42:28Z") == ("21 Nov 13:42:28", "")
    assert told("soon") is None and words.moments(None) is None


def test_a_minute_is_rounded_over_midnight_with_its_day() -> None:
    found = words.moments(
        {"median": "2023-11-21T23:59:40Z", "p05": "2023-11-21T23:30:00Z", "p95": "2023-11-22T00:20:00Z"}
    )
    assert found == ("22 Nov 00:00", "21 Nov 23:30 to 22 Nov 00:20")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023-11-21T12:00:00Z", "21 Nov 2023 12:00 UTC"),
        ("2023-11-22T00:00:05+09:00", "22 Nov 2023 00:00:05 UTC+9"),
        ("2023-11-22T00:00+05:30", "22 Nov 2023 00:00 UTC+5:30"),
        ("2023-11-22T00:00-03:00", "22 Nov 2023 00:00 UTC−3"),
        ("2023-11-21", "21 Nov 2023"),
        ("2023-99-21", "2023-99-21"),
        ("at dawn", "at dawn"),
        (None, words.NOT_KNOWN),
        ("", words.NOT_KNOWN),
    ],
)
def test_an_instant_is_written_as_a_person_writes_it(text: str | None, told: str) -> None:
    assert words.moment(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023-05-30T00:00:00+00:00", "29 May 2023"),  # known by the end of the 29th
        ("2023-05-29", "29 May 2023"),
        ("2023-05-29T23:59:59+00:00", "29 May 2023"),
        ("2023-05-29T23:59:59.999999Z", "29 May 2023"),
        ("2023-05-29T06:15:00Z", "29 May 2023 06:15 UTC"),
        (None, words.NOT_KNOWN),
    ],
)
def test_what_is_known_by_its_day_is_printed_by_its_day(text: str | None, told: str) -> None:
    assert words.published(text) == told


def test_a_measure_without_spread_shows_two_digits() -> None:
    shown = [words.measure(v) for v in (92.3, 0.1234, 1234.5, 0.0, 0.00001, -299.4, None, math.nan)]
    assert shown == ["92", "0.12", "1,234", "0", "1.0e−05", "−299", words.NOT_KNOWN, words.NOT_KNOWN]


def test_a_text_that_is_missing_reads_not_known() -> None:
    assert [words.clean(v) for v in (None, math.nan, "", "  ")] == [words.NOT_KNOWN] * 4
    assert words.clean("a\n  b") == "a b"
