"""Checks by arithmetic, by flights, by texts and by direction, against figures worked out beside them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from made_claims import amount, at, claim, interval, observation, spot, view

from launchwatch.ledger.arithmetic import check_loads, check_sum, check_supply
from launchwatch.ledger.direction import check_direction, check_plane, compass, direct_inclination
from launchwatch.ledger.flown import check_fall, check_flight, check_phase
from launchwatch.ledger.texts import check_headline, strength, tensions

NOV = at("2023-11-01T23:59:59")


# ---------------------------------------------------------------- arithmetic


def test_more_than_ten_voyages_carry_a_million_only_at_the_top_of_the_loads() -> None:
    told = claim(None, "w", amount(10, "shipments", "more than", 10), amount(1e6, "rounds", "more than", 1e6))
    found = check_loads(told, [told], NOV)
    # 10 to 13 voyages of 300 boxes of 250 to 300 rounds: 750,000 to 1,170,000
    assert found.verdict == "open" and found.reason.startswith("Possible but tight")
    assert found.number is not None and 750_000 < found.number.p05 < found.number.p95 < 1_170_000
    assert "needs 12.2 voyages (11.2 to 13.2)" in (found.figure or "")


@pytest.mark.parametrize(("voyages", "verdict"), [(30, "supports"), (3, "contradicts")])
def test_far_more_or_far_fewer_voyages_settle_it(voyages: float, verdict: str) -> None:
    told = claim(None, "w", amount(voyages, "voyages"), amount(1e6, "shells", "at least", 1e6))
    assert check_loads(told, [], NOV).verdict == verdict


def test_a_figure_is_borrowed_from_the_same_speaker_on_the_same_thing_only() -> None:
    rounds = claim(None, "w", amount(1e6, "rounds"), id="two")
    ships = claim(None, "w", amount(30, "shipments"))
    assert check_loads(ships, [ships, rounds], NOV).verdict == "supports"
    for other in ({"speaker": "T"}, {"about": "else"}):
        stranger = claim(None, "w", amount(1e6, "rounds"), id="two", **other)
        found = check_loads(ships, [ships, stranger], NOV)
        assert (found.verdict, found.code) == ("cannot test", "definition missing")


def test_before_any_load_was_published_nothing_is_decided() -> None:
    told = claim(None, "w", amount(30, "shipments"), amount(1e6, "rounds"), amount(60, "days"))
    early = at("2020-01-01")
    assert check_loads(told, [], early).verdict == "open"
    assert check_supply(told, [], early).verdict == "open"


@pytest.mark.parametrize(
    ("days", "verdict"), [(60, "supports"), (31, "open"), (5, "contradicts"), (400, "contradicts")]
)
def test_how_long_a_million_rounds_last(days: float, verdict: str) -> None:
    """At 10,000 to 32,880 a day a million lasts 30.4 to 100 days; the middle nine tenths are 33 to 92."""
    told = claim(None, "w", amount(1e6, "rounds"), amount(days, "days"))
    assert check_supply(told, [], NOV).verdict == verdict


def test_two_months_are_sixty_one_days() -> None:
    told = claim(None, "w", amount(1e6, "rounds"), amount(2, "months", "about"))
    found = check_supply(told, [], NOV)
    assert found.verdict == "supports" and "61 days claimed" in (found.figure or "")
    assert check_supply(claim(None, "w", amount(2, "months")), [], NOV).code == "definition missing"


def test_renderings_of_one_sum() -> None:
    small = claim(None, "w", amount(3.45e6, "USD", "exactly", 3.445e6, 3.455e6), id="a", speaker="NIS")
    large = claim(None, "w", amount(345e6, "USD"), id="b", speaker="Paper")
    won = claim(None, "w", amount(4.7e9, "KRW", "exactly", 4.65e9, 4.75e9), id="c", speaker="Page")
    assert check_sum(small, [small], NOV).verdict == "open"
    assert check_sum(small, [small, large], NOV).verdict == "open"
    found = check_sum(small, [small, large, won], NOV)
    assert found.verdict == "supports"
    assert "Page: 4.7 billion KRW" in found.reason and "100 times more (man, ten thousand" in found.reason
    against = check_sum(large, [small, large, won], NOV)
    assert against.verdict == "contradicts" and "100 times less" in against.reason
    assert check_sum(claim(), [], NOV).code == "definition missing"
    odd = claim(None, "w", amount(950.0, "USD"), id="d", speaker="Someone")
    assert "Someone: 950 USD" in check_sum(small, [small, odd], NOV).reason
    giant = claim(None, "w", amount(2e12, "USD"), id="e", speaker="Other")
    assert "Other: 2 trillion USD" in check_sum(small, [small, giant], NOV).reason


# ---------------------------------------------------------------- flights

FLOWN: dict[str, Any] = {
    "timeline": [
        {"event": "passes gap", "seconds": interval(540.0, 520.0, 560.0, "s")},
        {"event": "orbit insertion", "seconds": interval(700.0, 680.0, 720.0, "s")},
        {"event": "nowhere", "seconds": None},
    ],
    "drop_zones": [
        {"piece": "stage 2", "latitude": interval(12.0, 11.0, 13.0, "deg"),
         "longitude": interval(128.5, 128.0, 129.0, "deg")},
    ],
    "failures": [{"phase": "stage 2 ignition", "p": 0.09}, {"phase": "stage 1 flight", "p": 0.01}],
}  # fmt: skip


def lifted(**more: Any) -> Any:
    return view(observations=[observation("liftoff", "2023-11-21T13:42:28"), *more.pop("also", [])], **more)


@pytest.mark.parametrize(
    ("clock", "verdict"),
    [("13:51", "supports"), ("13:52", "supports"), ("13:55", "contradicts"), ("13:49", "contradicts")],
)  # fmt: skip
def test_a_clock_time_is_set_against_the_flights(clock: str, verdict: str) -> None:
    """The gap is passed 8.7 to 9.3 min after 13:42:28, that is 13:51:08 to 13:51:48, told to the minute."""
    told = claim("flight", window_begin=at(f"2023-11-21T{clock}"))
    assert check_flight(told, lifted(), FLOWN, "passes gap").verdict == verdict


def test_seconds_after_lift_off_need_no_clock() -> None:
    found = check_flight(claim(None, "w", amount(705, "s")), view(), FLOWN, "orbit insertion")
    assert (found.verdict, found.figure) == ("supports", "11.8 min told, 11.67 min (11.33 to 12.00) flown")
    late = check_flight(claim(None, "w", amount(15, "min")), view(), FLOWN, "orbit insertion")
    assert late.verdict == "contradicts" and "2.5 min outside" in late.reason  # 900 - 30 - 720 s


def test_without_flights_event_or_lift_off_a_time_stays_open() -> None:
    told = claim(window_begin=at("2023-11-21T13:52"))
    for answers, event in ((None, "passes gap"), (FLOWN, "lands"), (FLOWN, "nowhere")):
        assert check_flight(told, lifted(), answers, event).verdict == "open"
    assert check_flight(told, view(), FLOWN, "passes gap").verdict == "open"
    assert check_flight(claim(), lifted(), FLOWN, "passes gap").verdict == "open"


def test_flights_weighed_by_the_same_report_are_owned_up_to() -> None:
    own = observation("passage", "2023-11-21T13:52", source="somebody")
    told = claim(window_begin=at("2023-11-21T13:52"))
    assert "weighed by this report" in check_flight(told, lifted(also=[own]), FLOWN, "passes gap").reason


@pytest.mark.parametrize(("lat", "verdict"), [(12.4, "supports"), (14.5, "contradicts")])
def test_a_told_fall_is_set_against_the_drop_zone(lat: float, verdict: str) -> None:
    seen = observation(
        "splash", "2023-11-21T13:57", piece="stage 2", source="somebody", spot=spot(lat, 128.4)
    )
    found = check_fall(claim(), view(observations=[seen]), FLOWN, "stage 2")
    assert found.verdict == verdict
    assert check_fall(claim(), view(), FLOWN, "stage 2").verdict == "open"
    assert check_fall(claim(), view(observations=[seen]), None, "stage 2").verdict == "open"
    assert check_fall(claim(), view(observations=[seen]), FLOWN, "stage 1").verdict == "open"


@pytest.mark.parametrize(
    ("phase", "verdict"), [("stage 2", "supports"), ("stage 1", "open"), ("stage 3", "contradicts")]
)
def test_a_claimed_phase_of_failure(phase: str, verdict: str) -> None:
    found = check_phase(claim(), FLOWN, phase)
    assert found.verdict == verdict
    assert check_phase(claim(), {}, phase).verdict == "open"


# ---------------------------------------------------------------- texts, direction


def test_a_headline_without_hedge_over_a_hedged_text_is_firmer() -> None:
    body = claim(hedge="appears", id="body")
    found = check_headline(claim(), body)
    assert (found.verdict, found.figure) == ("contradicts", "headline without hedge, text 'appears'")
    assert check_headline(claim(hedge="likely"), claim(hedge="very likely")).verdict == "supports"
    assert check_headline(claim(hedge="very likely"), claim(hedge="likely")).verdict == "contradicts"
    assert check_headline(claim(), None).verdict == "open"
    assert strength("almost certain") == 0.95


def test_one_speaker_s_figures_that_cannot_both_be_right_are_in_tension() -> None:
    a = claim(None, "w", amount(10, "ships"), id="a")
    b = claim(None, "w", amount(30, "ships"), id="b")
    about = claim(None, "w", amount(11, "ships", "about"), id="c")
    other = claim(None, "w", amount(30, "ships"), id="d", speaker="T")
    rounds = claim(None, "w", amount(900, "rounds"), id="e")
    nothing = claim(None, "w", amount(9000, "ships"), id="f", about=None)
    assert list(tensions([a, b, other, rounds, nothing])) == [(0, 1, "10 against 30 ships")]
    assert list(tensions([a, about])) == []


def area(lat: float, lon: float) -> SimpleNamespace:
    return SimpleNamespace(center_lat=lat, center_lon=lon)


def test_a_direction_is_set_against_the_bearings_of_the_areas() -> None:
    pad = SimpleNamespace(lat_deg=39.6, lon_deg=124.7)
    south = view(pad=pad, areas=[area(36.1, 123.5), area(13.0, 128.6)])
    assert check_direction(claim(None, "it flew south"), south).verdict == "supports"
    east = check_direction(claim(None, "the flights crossed the country eastward"), south)
    assert east.verdict == "contradicts" and "90 deg claimed" in (east.figure or "")
    both = view(pad=pad, areas=[area(36.1, 123.5), area(39.0, 140.0)])
    assert check_direction(claim(None, "southward"), both).verdict == "open"
    assert check_direction(claim(None, "southward"), view(pad=pad)).verdict == "open"
    assert check_direction(claim(None, "up"), south).code == "definition missing"


@pytest.mark.parametrize(
    ("text", "bearing"),
    [("northward", 0.0), ("to the north-east", 45.0), ("southeastern", 135.0), ("west", 270.0),
     ("nowhere", None)],
)  # fmt: skip
def test_points_of_the_compass(text: str, bearing: float | None) -> None:
    assert compass(text) == bearing


@pytest.mark.parametrize(
    ("latitude", "azimuth", "expected"),
    [
        (39.66, 192.3, 97.42),  # Molczan, SeeSat-L, 2 April 2012: sun-synchronous at 500 km needs 192.3
        (39.66, 181.0, 88.7),  # the same: what the areas of April 2012 give
        (0.0, 90.0, 0.0),
        (28.5, 90.0, 28.5),  # due east, the inclination is the latitude
        (90.0, 10.0, 90.0),
    ],
)
def test_the_plane_of_a_direct_ascent(latitude: float, azimuth: float, expected: float) -> None:
    assert direct_inclination(azimuth, latitude) == pytest.approx(expected, abs=0.06)


def test_an_inclination_told_without_the_turning_of_the_earth_is_found_out() -> None:
    """Weeden told 99.44 deg for azimuth 192.3; a colleague found the slip within the day."""
    sohae = view(pad=SimpleNamespace(lat_deg=39.66, lon_deg=124.7))
    slip = check_plane(claim(None, "azimuth 192.3 deg gives 99.44 deg of inclination"), sohae)
    assert slip.verdict == "contradicts" and "if the Earth stood still" in slip.reason
    assert slip.number is not None and slip.number.median == pytest.approx(97.4, abs=0.05)
    right = check_plane(claim(None, "an azimuth of 181 deg and so an inclination of 88.7 deg"), sohae)
    assert right.verdict == "supports"
    other = check_plane(claim(None, "azimuth 181 deg, 70 deg of inclination"), sohae)
    assert other.verdict == "contradicts" and "stood still" not in other.reason
    assert check_plane(claim(None, "azimuth 181 deg"), sohae).code == "definition missing"
    assert check_plane(claim(None, "88 deg"), sohae).code == "definition missing"
