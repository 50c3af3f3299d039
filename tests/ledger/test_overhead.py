"""Where a satellite was, from heights, period and passages: held against SGP4 with the whole orbit."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from launchwatch.ledger.overhead import (
    MEAN_RADIUS,
    Orbits,
    Sighting,
    angles,
    find_orbits,
    off_nadir_deg,
)
from launchwatch.orbit import Elements, read_elements, track_of_elements

HEIGHT, INCLINATION = 505e3, 97.4


@pytest.fixture(scope="module")
def elements(root: Path) -> Elements:
    text = (root / "cases/malligyong-1/elements/malligyong-1-2024-06-06.tle").read_text(encoding="utf-8")
    return read_elements(text)[0]


def below(elements: Elements, instant: datetime) -> tuple[float, float]:
    """Latitude and longitude (deg) below the satellite by SGP4."""
    row = track_of_elements(elements, instant, [0.0])[0]
    return float(row[0]), float(row[1])


def sightings(elements: Elements, *minutes: float) -> list[Sighting]:
    """Passages as they are told: place to a degree and the time to some seconds."""
    found = []
    for after in minutes:
        when = elements.epoch + timedelta(minutes=after)
        lat, lon = below(elements, when)
        found.append(Sighting(round(lat), round(lon), when, 10.0, 150e3))
    return found


def elevation_of(elements: Elements, lat: float, lon: float, when: datetime) -> float:
    """Elevation (deg) over a place on a sphere, from the track of SGP4."""
    row = track_of_elements(elements, when, [0.0])[0]
    a, b, c, d = np.radians([row[0], row[1], lat, lon])
    cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
    return math.degrees(math.atan2(cosine - MEAN_RADIUS / (MEAN_RADIUS + row[2]), math.sqrt(1 - cosine**2)))


@pytest.mark.parametrize("days", [0.3, 2.0, 5.0, 9.0])
def test_days_later_the_satellite_is_where_sgp4_has_it(elements: Elements, days: float) -> None:
    minutes = 1440.0 / elements.mean_motion_rev_day
    orbits = find_orbits(HEIGHT, INCLINATION, round(minutes, 2) * 60.0, 0.3, sightings(elements, 10.0, 17.0))
    assert orbits is not None
    later = elements.epoch + timedelta(days=days)
    for after in (0.0, 20.0, 45.0):
        when = later + timedelta(minutes=after)
        lat, lon = below(elements, when)
        for off in (0.0, 5.0):  # straight below, and some 500 km aside
            if abs(lat) > 70.0:
                continue
            seen = angles(orbits, lat, lon + off, when, when)
            mean = float(np.sum(seen * orbits.weight))
            spread = float(np.sqrt(np.sum((seen - mean) ** 2 * orbits.weight)))
            assert abs(mean - elevation_of(elements, lat, lon + off, when)) < 3.0 * spread + 3.0


def test_one_passage_leaves_more_open_than_two(elements: Elements) -> None:
    period = 1440.0 / elements.mean_motion_rev_day * 60.0
    one, two = (
        find_orbits(HEIGHT, INCLINATION, period, 0.3, sightings(elements, *m))
        for m in ((10.0,), (10.0, 17.0))
    )
    assert one is not None and two is not None

    def effective(o: Orbits) -> float:
        return 1.0 / float(np.sum(o.weight**2))

    assert effective(two) < 0.7 * effective(one)  # the second tells north from south
    assert one.weight.sum() == pytest.approx(1.0) and two.weight.sum() == pytest.approx(1.0)


def test_what_cannot_be_gives_nothing(elements: Elements) -> None:
    seen = sightings(elements, 10.0)
    assert find_orbits(HEIGHT, INCLINATION, 5678.0, 0.3, []) is None
    polar = Sighting(88.0, 0.0, elements.epoch, 10.0, 100e3)
    assert (
        find_orbits(HEIGHT, INCLINATION, 5678.0, 0.3, [polar]) is None
    )  # 97.4 deg goes no further than 82.6
    other = Sighting(-seen[0].lat_deg, seen[0].lon_deg + 180.0, seen[0].time, 1.0, 1e3)
    assert find_orbits(HEIGHT, INCLINATION, 5678.0, 0.3, [seen[0], other]) is None


def test_elevation_is_ninety_above_and_its_best_within_a_span_counts() -> None:
    still, turning = np.zeros(1), np.full(1, 1.1e-3)
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    one = Orbits(begin, MEAN_RADIUS + 500e3, math.pi / 2, still, still, turning, still, np.ones(1))
    assert angles(one, 0.0, 0.0, one.epoch, one.epoch)[0] == pytest.approx(90.0, abs=1e-3)
    ahead = math.degrees(1.1e-3 * 60.0)
    at_once = angles(one, ahead, 0.0, one.epoch, one.epoch)[0]
    assert at_once < 60.0
    assert angles(one, ahead, 0.0, one.epoch, one.epoch + timedelta(minutes=2))[0] == pytest.approx(
        90.0, abs=0.2
    )


@pytest.mark.parametrize(("elevation", "expected"), [(90.0, 0.0), (0.0, 68.0071), (45.0, 40.9690)])
def test_the_angle_from_straight_down(elevation: float, expected: float) -> None:
    """By the law of sines in the triangle of centre, place and satellite at 500 km."""
    assert off_nadir_deg(elevation, 500e3) == pytest.approx(expected, abs=2e-3)
    inside = 180.0 - expected - (90.0 + elevation)
    law = math.sin(math.radians(90.0 + elevation)) / (MEAN_RADIUS + 500e3)
    if expected > 0.0:
        assert math.sin(math.radians(expected)) / MEAN_RADIUS == pytest.approx(law, rel=1e-4)
        assert inside > 0.0
