"""Where an object can come down: against SGP4's own track, and as files that others read."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import numpy as np
import pytest

from launchwatch.earth import distance
from launchwatch.orbit import (
    Elements,
    Reentry,
    corridor_geojson,
    corridor_svg,
    risk_corridor,
    track_of_elements,
)
from launchwatch.orbit.ballistic import way_of
from launchwatch.orbit.corridor import counted_bands, latitude_bands, unbroken

AT = datetime(2024, 3, 1, 6, tzinfo=UTC)
#: A circular orbit near 150 km without drag terms.
LOW = Elements("LOW", "9", "", AT, 16.48, 0.0001, 65.0, 40.0, 90.0, 25.0)


def ended(spread_h: float = 1.0, members: int = 41, elements: Elements = LOW) -> Reentry:
    """A prediction whose members are all on the orbit of `elements`, hours to either side of its epoch."""
    on = np.linspace(-spread_h, spread_h, members) / 24.0
    as_of = AT - timedelta(days=2)
    orbit = way_of([elements]).orbits[0]
    return Reentry(
        "9",
        as_of,
        AT,
        AT - timedelta(hours=0.9 * spread_h),
        AT + timedelta(hours=0.9 * spread_h),
        0.01,
        0.009,
        0.011,
        True,
        (),
        2.0 + on,
        np.tile(orbit, (members, 1)),
        on,
        elements.inclination,
    )


def test_the_track_is_that_of_sgp4() -> None:
    corridor = risk_corridor(ended())
    truth = track_of_elements(LOW, AT, corridor.track[:, 2])
    off = distance(corridor.track[:, 0], corridor.track[:, 1], truth[:, 0], truth[:, 1])
    assert np.max(off) < 40e3  # short periods of J2 (10 km) and the period over three revolutions
    assert corridor.track[0, 2] < -3.0 * 86400.0 / 16.6 and corridor.track[-1, 2] >= 0.9 * 3600.0


def test_the_ends_of_the_ensemble_lie_on_the_track() -> None:
    corridor = risk_corridor(ended(0.5))
    truth = track_of_elements(LOW, AT, corridor.places[:, 2])
    off = distance(corridor.places[:, 0], corridor.places[:, 1], truth[:, 0], truth[:, 1])
    assert np.max(off) < 40e3 and len(off) == 41


def test_a_member_that_does_not_end_has_no_place() -> None:
    found = ended()
    days = found.days.copy()
    days[3] = np.nan
    assert len(risk_corridor(replace(found, days=days)).places) == 40


@pytest.mark.parametrize("degrees", [28.5, 65.0, 97.4])
def test_latitudes_are_as_likely_as_the_time_spent_over_them(degrees: float) -> None:
    """Against a million points of the revolution."""
    i = math.radians(degrees)
    u = (np.arange(1_000_000) + 0.5) / 1e6 * 2.0 * math.pi
    geocentric = np.arcsin(math.sin(i) * np.sin(u))
    latitude = np.degrees(np.arctan(np.tan(geocentric) / (1.0 - 1.0 / 298.257223563) ** 2))
    bands = latitude_bands(i)
    assert sum(p for _, _, p in bands) == pytest.approx(1.0)
    for (south, north, p), (_, _, counted) in zip(bands, counted_bands(latitude), strict=True):
        assert p == pytest.approx(counted, abs=2e-5), (south, north)


def test_a_window_under_a_revolution_counts_the_ends() -> None:
    corridor = risk_corridor(ended(0.1))
    seen = np.histogram(corridor.places[:, 0], np.arange(-90, 91, 10))[0] / 41
    assert [p for _, _, p in corridor.bands] == pytest.approx(seen)


def test_a_long_window_is_told_by_latitude_alone() -> None:
    corridor = risk_corridor(ended(30.0))
    kinds = [f["properties"]["kind"] for f in corridor_geojson(corridor)["features"]]
    assert corridor.whole and "corridor" not in kinds and "latitude_band" in kinds


def test_geojson_holds_the_corridor_within_its_width() -> None:
    import shapely

    corridor = risk_corridor(ended(), half_width_m=80e3)
    collection = json.loads(json.dumps(corridor_geojson(corridor)))
    by_kind = {f["properties"]["kind"]: f for f in collection["features"]}
    assert by_kind.keys() == {"last_revolutions", "ends_of_the_ensemble", "corridor", "latitude_band"}
    for feature in collection["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        west, south, east, north = shape.bounds
        assert -180.0 <= west <= east <= 180.0 and -90.0 <= south <= north <= 90.0
    area = shapely.union_all(shapely.make_valid(shapely.geometry.shape(by_kind["corridor"]["geometry"])))
    # a point 60 km beside the track is in, one 200 km beside is out
    k = int(np.argmin(np.abs(corridor.track[:, 0]) + np.where(np.abs(corridor.track[:, 1]) < 150, 0, 99)))
    lat, lon = corridor.track[k, :2]
    assert area.contains(shapely.Point(lon, lat)) and area.contains(shapely.Point(lon + 0.5, lat))
    line = shapely.geometry.shape(by_kind["last_revolutions"]["geometry"])
    far = next(x for x in np.arange(2.0, 20.0) if line.distance(shapely.Point(lon + x, lat)) > 2.0)
    assert not area.contains(shapely.Point(lon + far, lat))
    assert by_kind["last_revolutions"]["properties"]["end"].endswith("Z")


def test_a_line_is_cut_at_the_antimeridian() -> None:
    track = np.array([[0.0, 178.0, 0.0], [2.0, -178.0, 30.0], [4.0, -174.0, 60.0]])
    east, west = unbroken(track)
    assert east[-1] == pytest.approx([1.0, 180.0, 15.0]) and west[0] == pytest.approx([1.0, -180.0, 15.0])
    assert len(unbroken(track[1:])) == 1
    back = unbroken(track[::-1])
    assert back[0][-1] == pytest.approx([1.0, -180.0, 15.0])


@pytest.mark.parametrize("spread_h", [1.0, 30.0])
def test_the_picture_is_whole(spread_h: float) -> None:
    text = corridor_svg(risk_corridor(ended(spread_h)))
    root = ElementTree.fromstring(text)
    circles = [e for e in root.iter() if e.tag.endswith("circle")]
    assert len(circles) == 41
    assert "2024-03-01T06:00:00Z" in text and "script" not in text
    assert ("example of a track" in text) == (spread_h > 12.0)
