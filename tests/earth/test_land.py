"""Land: places everyone knows, launch sites on the shore, and distances against geodesics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import distance, land

# public coordinates (deg) of launch sites, most of them on a shore
SITES = {
    "Sohae": (39.660, 124.705),
    "Sohae, coastal pad": (39.643, 124.728),
    "Musudan-ri": (40.856, 129.666),
    "Musudan-ri, the cape as McDowell has it": (40.52, 129.45),
    "Naro": (34.432, 127.535),
    "Cape Canaveral": (28.562, -80.577),
    "Wallops": (37.834, -75.488),
    "Kodiak": (57.435, -152.338),
    "Vandenberg": (34.632, -120.611),
    "Starbase": (25.997, -97.156),
    "Kourou": (5.239, -52.768),
    "Alcantara": (-2.373, -44.396),
    "Sriharikota": (13.720, 80.230),
    "Tanegashima": (30.400, 130.977),
    "Uchinoura": (31.251, 131.082),
    "Kii": (33.544, 135.889),
    "Wenchang": (19.614, 110.951),
    "Mahia": (-39.262, 177.865),
    "Jiuquan": (40.96, 100.29),
    "Palmachim": (31.884, 34.680),
    "Andoya": (69.294, 16.020),
    "SaxaVord": (60.810, -0.760),
    "San Marco platform": (-2.938, 40.213),
}


@pytest.mark.parametrize("site", SITES)
def test_launch_sites_are_not_at_sea(site: str) -> None:
    assert land.distance_to_land(*SITES[site]) <= land.AT_SEA


@pytest.mark.parametrize(
    ("place", "at_least"),
    [
        ((35.55, 124.69), 80e3),  # the Yellow Sea west of Buan
        ((37.0, 123.0), 40e3),
        ((40.0, 132.0), 150e3),  # the Sea of Japan
        ((9.048, 167.743), 150e3),  # Kwajalein: an atoll that is not on the map
        ((0.0, -154.0), 300e3),  # Sea Launch
    ],
)
def test_places_at_sea_are_told(place: tuple[float, float], at_least: float) -> None:
    assert land.distance_to_land(*place) > max(at_least, land.AT_SEA)


def test_land_and_sea_everyone_knows() -> None:
    on_land = {"Pyongyang": (39.02, 125.75), "Denver": (39.7, -105.0), "South Pole": (-89.5, 10.0)}
    on_land |= {"Vostok": (-78.5, 106.8), "Chukotka, west of 180": (67.0, 179.5)}
    on_land |= {"Chukotka, east of 180": (66.5, -179.5), "Ayers Rock": (-25.3, 131.0)}
    at_sea = {"Null Island": (0.0, 0.0), "North Pole": (90.0, 0.0), "Bering Sea": (58.0, 180.0)}
    at_sea |= {"Pacific": (-40.0, -130.0), "Ross Sea": (-75.0, 180.0), "Caspian Sea": (42.0, 51.0)}
    for name, place in on_land.items():
        assert land.is_land(*place), name
    for name, place in at_sea.items():
        assert not land.is_land(*place), name


def test_longitudes_wrap() -> None:
    lat, lon = np.random.default_rng(5).uniform((-85.0, -179.0), (85.0, 179.0), (500, 2)).T
    assert (land.is_land(lat, lon) == land.is_land(lat, lon + 360.0)).all()


def test_a_third_of_the_earth_is_land() -> None:
    """29.2 % of the surface (149 million km2, CIA World Factbook)."""
    sine, lon = np.random.default_rng(6).uniform((-1.0, -180.0), (1.0, 180.0), (100_000, 2)).T
    assert land.is_land(np.degrees(np.arcsin(sine)), lon).mean() == pytest.approx(0.292, abs=0.006)


@given(st.floats(-70.0, 70.0), st.floats(-180.0, 180.0))
@settings(max_examples=40)
def test_distance_is_the_shortest_geodesic_to_a_coast(lat: float, lon: float) -> None:
    coast = np.concatenate(land.coastlines())
    to_vertices = float(distance(lat, lon, coast[:, 1], coast[:, 0]).min())
    found = land.distance_to_land(lat, lon)
    if land.is_land(lat, lon):
        assert found == 0.0
    else:
        assert 0.0 < found <= to_vertices * 1.007 + 1.0  # nearest on the sphere, measured on the ellipsoid
        assert found > 0.85 * to_vertices - 60e3  # pieces of coast are short


@pytest.mark.parametrize("detail", ["50m", "110m"])
def test_lines_and_rings_stay_on_the_map(detail: land.Detail) -> None:
    lines, rings = land.coastlines(detail), [r for piece in land.polygons(detail) for r in piece]
    for line in [*lines, *rings]:
        assert len(line) >= 2
        assert np.abs(line[:, 0]).max() <= 180.0 and np.abs(line[:, 1]).max() <= 90.0
    assert max(np.abs(np.diff(line[:, 0])).max() for line in lines) < 15.0
    assert all((ring[0] == ring[-1]).all() and len(ring) >= 4 for ring in rings)


def test_the_coarse_map_is_the_fine_one_with_less() -> None:
    fine, coarse = land.coastlines("50m"), land.coastlines("110m")
    assert sum(map(len, coarse)) < sum(map(len, fine)) / 8
    assert len(coarse) < len(fine) / 8
