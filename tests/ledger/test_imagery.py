"""Pictures that were claimed: sight by orbit, light by the Sun, and what agreement is worth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from made_claims import at, claim, observation, spot, view

from launchwatch.ledger.imagery import by_chance, check_imagery, sun_over, told_orbits
from launchwatch.ledger.verdicts import Finding


def known(**change: Any) -> Any:
    """What was known of Malligyong-1 by 30 November 2023: orbit, and two passages of its first pass."""
    figures = {"perigee": "493 km", "apogee": "512 km", "inclination": "97.4 deg", "period": "94.67 min"}
    orbit = observation("orbit", piece="satellite", **(figures | change))
    center = observation("passage", "2023-11-22T00:25:27", piece="satellite", time_sigma_s=10.0,
                         spot=spot(39.04, 125.71, 1000e3))  # fmt: skip
    guam = observation("passage", "2023-11-22T00:18", piece="satellite", spot=spot(13.45, 144.8, 300e3))
    return view(observations=[orbit, center, guam])


def picture(place: str, when: str, end: str | None = None, **more: Any) -> Finding:
    begin = at(when)
    told = claim("imagery", window_begin=begin, window_end=at(end) if end else None, **more)
    return check_imagery(told, known(), place)


@pytest.mark.parametrize(
    ("place", "when"),
    [
        ("Norfolk 36.95 -76.33", "2023-11-27T14:35"),
        ("Washington 38.90 -77.04", "2023-11-27T14:36"),
        ("Pearl Harbor 21.35 -157.95", "2023-11-24T20:13"),
        ("Guam 13.58, 144.93", "2023-11-27T00:17"),
    ],
)
def test_the_claimed_pictures_of_november_2023_were_possible(place: str, when: str) -> None:
    """Times as the operator gave them; orbit and passages from others (US catalogue, Langbroek)."""
    found = picture(place, when)
    assert found.verdict == "supports" and found.number is not None
    assert found.number.median > 40.0
    assert "by chance 0." in found.reason and "needs the picture" in found.reason


def test_an_hour_earlier_it_was_on_the_other_side() -> None:
    found = picture("Washington 38.90 -77.04", "2023-11-27T13:36")
    assert found.verdict == "contradicts" and "below the horizon of Washington" in found.reason


def test_a_night_pass_gives_no_picture_by_daylight() -> None:
    """Half a day on, the southward pass: at 21:47 and 23:20 local time near Korea (n2yo)."""
    found = picture("Pyongyang 39.04 125.71", "2023-11-24T12:40", "2023-11-24T14:30")
    assert found.verdict == "contradicts" and "night" in found.reason


def test_a_place_at_the_edge_stays_open() -> None:
    found = picture("a place 36.95 -69.0", "2023-11-27T14:35")
    assert found.verdict == "open" and found.number is not None


@pytest.mark.parametrize(("place", "when"), [("Guam", "2023-11-27T00:17"), ("13.4 144.8", None)])
def test_without_place_or_time_nothing_can_be_computed(place: str, when: str | None) -> None:
    told = claim("imagery", window_begin=at(when) if when else None)
    assert check_imagery(told, known(), place).code == "definition missing"


def test_the_speaker_s_own_figures_do_not_check_him_and_old_passages_do_not_count() -> None:
    told = claim("imagery", window_begin=at("2023-11-27T14:35"), source="another")
    assert check_imagery(told, known(), "Norfolk 36.95 -76.33").verdict == "open"
    late = claim("imagery", window_begin=at("2024-02-27T14:35"))
    assert check_imagery(late, known(), "Norfolk 36.95 -76.33").verdict == "open"
    without = known(period="94.67 min")
    without.observations[0].period = None
    assert told_orbits(claim(), without, at("2023-11-22")) is None


def test_by_chance_it_is_in_sight_as_often_as_the_cap_is_large() -> None:
    """At the equator a polar orbit of 502 km spends cap / (pi sin i) of its time within the cap of 30 deg."""
    orbits = told_orbits(claim(), known(), at("2023-11-22"))
    assert orbits is not None
    now = at("2023-11-22")
    share = by_chance(orbits, 0.0, 0.0, now, now)
    # angular radius at 30 deg: 90 - 30 - asin(cos 30 x 6371 / 6873) = 6.59 deg; area share of the cap
    # (1 - cos 6.59) / 2 = 0.33 %, times 2 / pi for the thinner coverage of the equator
    assert share == pytest.approx(0.0033 * 2.0 / 3.1416, rel=0.35)
    assert by_chance(orbits, 0.0, 0.0, now, now + timedelta(minutes=20)) > 3.0 * share


@pytest.mark.parametrize(
    ("lat", "lon", "when", "expected"),
    [(0.0, 0.0, "2023-03-20T12:07", 90.0), (51.48, 0.0, "2023-06-21T12:02", 61.96),
     (51.48, 0.0, "2023-12-22T11:58", 15.1)],
)  # fmt: skip
def test_the_sun_stands_where_the_almanac_has_it(lat: float, lon: float, when: str, expected: float) -> None:
    """At noon of equinox and solstices its height is 90 deg - latitude + declination (0, 23.44, -23.43)."""
    assert sun_over(lat, lon, at(when)) == pytest.approx(expected, abs=0.4)
