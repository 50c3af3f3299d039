"""Quantities in prose: value, bounds, unit, comparator, place; and what is no quantity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.ledger.reading.amounts import amounts
from launchwatch.ledger.reading.comparators import COMPARATORS, bounds


@pytest.mark.parametrize(
    ("text", "value", "comparator", "unit"),
    [
        ("more than 10 shipments of munitions to Russia", 10, "more than", "shipments"),
        ("over one million artillery rounds", 1e6, "more than", "rounds"),
        ("a dozen ships", 12, "exactly", "ships"),
        ("half a dozen ships", 6, "exactly", "ships"),
        ("around ten deliveries", 10, "about", "deliveries"),
        ("in two months", 2, "exactly", "months"),
        ("$3.45M", 3.45e6, "exactly", "dollars"),
        ("$3.45 million stolen", 3.45e6, "exactly", "dollars"),
        ("US$3.45 million", 3.45e6, "exactly", "dollars"),
        ("€2bn", 2e9, "exactly", "euros"),
        ("1,000-1,500 troops", 1250, "between", "troops"),
        ("between 400,000 and 500,000 doses", 450_000, "between", "doses"),
        ("70 kilometers to 200 kilometers", 135, "between", "kilometers"),
        ("$3 million to $5 million", 4e6, "between", "dollars"),
        ("between 3 and 4 million shells", 3.5e6, "between", "shells"),
        ("at least six voyages", 6, "at least", "voyages"),
        ("up to 1,500 soldiers", 1500, "at most", "soldiers"),
        ("no more than 10,000 rounds a day", 10_000, "at most", "rounds"),
        ("fewer than 5% of its staff", 5, "less than", "percent"),
        ("nearly 30 survivors", 30, "about", "survivors"),
        ("10 or more rockets", 10, "at least", "rockets"),
        ("less than a year ago", 1, "less than", "year"),
        ("two-thirds of the crew", 2 / 3, "exactly", "crew"),
        ("a third had arrived", 1 / 3, "exactly", ""),
        ("about half of the houses", 0.5, "about", "houses"),
        ("more than 80% of cyber attacks", 80, "more than", "percent"),
        ("31 per cent of voters", 31, "exactly", "percent"),
        ("three and a half hours", 3.5, "exactly", "hours"),
        ("one hundred and fifty men", 150, "exactly", "men"),
        ("twenty-five homes", 25, "exactly", "homes"),
        ("a magnitude of 6.4", 6.4, "exactly", "magnitude"),
        ("within 55m of its target", 55, "at most", "m"),
        ("tens of thousands of people", 20_000, "at least", "people"),
        ("the talks lasted over four hours", 4, "more than", "hours"),
        ("earned it over four years", 4, "exactly", "years"),
        ("one person died", 1, "exactly", "person"),
    ],
)
def test_a_quantity_is_read(text: str, value: float, comparator: str, unit: str) -> None:
    (found,) = amounts(text)
    assert (found.value, found.comparator, found.unit) == (pytest.approx(value), comparator, unit)


@pytest.mark.parametrize(
    "text",
    [
        "the third attempt",
        "the 3rd attempt",
        "on Nov. 8-9",
        "24 August 2023",
        "in 2022",
        "between 2014 and 2017",
        "at 22:55",
        "around 6:20 a.m.",
        "the Hwasong-17",
        "resolution 1718 was",
        "No. 4",
        "Mira Tal, 34, standing",
        "a 45-year-old man",
        "one of them",
        "no one knows",
        "March 5",
        "May 2 to 4",
        "on the one hand",
        "at 4 p.m.",
        "one another",
        "0900 GMT",
    ],
)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert [a for a in amounts(text) if a.unit != "hand"] == []


def test_several_quantities_keep_their_places() -> None:
    text = "killing at least 43 people and injuring more than 200, 12 kilometers (7.5 miles) away"
    found = amounts(text)
    assert [a.value for a in found] == [43.0, 200.0, 12.0, 7.5]
    assert [text[a.start : a.end] for a in found] == [
        "at least 43 people", "more than 200", "12 kilometers", "7.5 miles",
    ]  # fmt: skip


def test_a_stretch_is_read_without_what_stands_around_it() -> None:
    text = "more than 10 shipments"
    (found,) = amounts(text, 10)
    assert (found.value, found.comparator) == (10.0, "exactly")


def test_json_holds_the_words_it_was_read_from() -> None:
    text = "some 390 km"
    plain = amounts(text)[0].to_json(text)
    assert plain["span"] == {"start": 0, "end": 11, "exact": "some 390 km"}
    assert (plain["lo"], plain["hi"]) == (pytest.approx(351.0), pytest.approx(429.0))


def test_half_and_scale_words() -> None:
    assert [a.value for a in amounts("2 of 5 missiles and 58 of 71 drones")] == [2.0, 5.0, 58.0, 71.0]
    assert amounts("the second half of the year") == []
    assert next(a.value for a in amounts("the vote was 10 to 2")) == 10.0


@given(st.sampled_from(COMPARATORS[:-1]), st.floats(0.001, 1e9))
def test_bounds_hold_the_value(comparator: str, value: float) -> None:
    low, high = bounds(value, comparator)
    assert (low is None or low <= value) and (high is None or value <= high)


@given(st.integers(1, 10**9), st.sampled_from(["shells", "km", "people", "tons"]))
def test_whole_numbers_with_commas_are_read_back(number: int, unit: str) -> None:
    text = f"they sent exactly {number:,} {unit}"
    found = amounts(text)
    assert [(a.value, a.unit) for a in found] == [(float(number), unit)]


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    for a in amounts(text):
        assert 0 <= a.start < a.end <= len(text)
        assert a.lower is None or a.lower <= a.value
        assert a.upper is None or a.value <= a.upper
