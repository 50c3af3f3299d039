"""The instantaneous impact point against two-body motion integrated by scipy down to the ellipsoid."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from launchwatch.ensemble import impact_points

MU, OMEGA = 3.986004418e14, 7.292115e-5
A, F = 6378137.0, 1.0 / 298.257223563


def integrated(t: float, position: np.ndarray, velocity: np.ndarray) -> tuple[np.ndarray, float]:
    """Earth-fixed place (3,) and seconds of the fall, by DOP853 at 1e-12 until the ellipsoid is crossed."""

    def slope(_: float, s: np.ndarray) -> np.ndarray:
        return np.concatenate([s[3:], -MU * s[:3] / np.linalg.norm(s[:3]) ** 3])

    def above(_: float, s: np.ndarray) -> float:
        return float((s[0] ** 2 + s[1] ** 2) / A**2 + s[2] ** 2 / (A * (1.0 - F)) ** 2 - 1.0)

    above.terminal, above.direction = True, -1.0  # type: ignore[attr-defined]
    ran = solve_ivp(
        slope, (0.0, 1e5), np.concatenate([position, velocity]), "DOP853", events=above, rtol=1e-12, atol=1e-6
    )
    x, y, z = ran.y[:3, -1]
    turned = OMEGA * (t + ran.t[-1])
    c, s = np.cos(turned), np.sin(turned)
    return np.array([c * x + s * y, c * y - s * x, z]), float(ran.t[-1])


def place(latitude_deg: float, longitude_deg: float) -> np.ndarray:
    """Point of the ellipsoid (3,), by the textbook formula."""
    lat, lon = np.radians([latitude_deg, longitude_deg])
    n = A / np.sqrt(1.0 - F * (2.0 - F) * np.sin(lat) ** 2)
    across = n * np.cos(lat)
    return np.array([across * np.cos(lon), across * np.sin(lon), n * (1.0 - F) ** 2 * np.sin(lat)])


@pytest.mark.parametrize(
    ("height_m", "speed_m_s", "angle_deg", "latitude_deg", "azimuth_deg"),
    [
        (1e3, 400.0, 85.0, 39.66, 190.0),
        (60e3, 2500.0, 35.0, 39.66, 180.0),
        (250e3, 5500.0, 10.0, -70.0, 40.0),
        (400e3, 7000.0, -5.0, 5.0, 270.0),
        (300e3, 7500.0, 2.0, 80.0, 350.0),
        (500e3, 7300.0, 0.5, 10.0, 100.0),
    ],
)
def test_the_point_is_where_a_body_without_thrust_and_air_comes_down(
    height_m: float, speed_m_s: float, angle_deg: float, latitude_deg: float, azimuth_deg: float
) -> None:
    lat, climb, azimuth = np.radians([latitude_deg, angle_deg, azimuth_deg])
    up = np.array([np.cos(lat), 0.0, np.sin(lat)])
    north, east = np.array([-np.sin(lat), 0.0, np.cos(lat)]), np.array([0.0, 1.0, 0.0])
    position = place(latitude_deg, 0.0) + height_m * up
    level = np.cos(azimuth) * north + np.sin(azimuth) * east
    velocity = speed_m_s * (np.sin(climb) * up + np.cos(climb) * level)
    there, fall = integrated(200.0, position, velocity)
    found = impact_points(np.array([200.0]), position[None], velocity[None])
    assert found[2][0] == pytest.approx(fall, abs=1e-3)
    assert np.linalg.norm(place(found[0][0], found[1][0]) - there) < 1.0


def test_what_stays_in_orbit_or_leaves_has_no_point() -> None:
    position = np.array([[6.8e6, 0.0, 0.0]] * 2)
    velocity = np.array([[0.0, 7.7e3, 0.0], [0.0, 12e3, 0.0]])
    assert np.all(np.isnan(impact_points(np.zeros(2), position, velocity)))


def test_what_stands_on_the_pad_falls_there() -> None:
    position = place(39.66, 124.7) * (1.0 + 1e-9)
    velocity = OMEGA * np.array([-position[1], position[0], 0.0])
    latitude, longitude, seconds = impact_points(np.zeros(1), position[None], velocity[None])
    assert (latitude[0], longitude[0]) == pytest.approx((39.66, 124.7), abs=1e-6)
    assert 0.0 <= seconds[0] < 0.1
