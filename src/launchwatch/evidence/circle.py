"""Places along a great circle and across it, on the mean sphere: within 0.6 % of the ellipsoid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from launchwatch.ensemble import Floats

RADIUS_KM: Final = 6371.0088


@dataclass(frozen=True)
class Circle:
    """A great circle from a place along an azimuth: unit vectors to the place, along, and to the left."""

    place: Floats
    along: Floats
    left: Floats

    @classmethod
    def through(
        cls, lat_deg: float, lon_deg: float, latitude: Floats, longitude: Floats, w: Floats
    ) -> Circle:
        """The circle from a place along the mean direction of points with weights."""
        place = unit(np.array([lat_deg]), np.array([lon_deg]))[0]
        toward = unit(latitude, longitude)
        toward -= (toward @ place)[:, None] * place
        length = np.linalg.norm(toward, axis=1)
        far = length > 1e-3  # some kilometres off; nearer ones tell no direction
        mean = (w[far] / length[far]) @ toward[far] if far.any() else np.zeros(3)
        if np.linalg.norm(mean) < 1e-9:
            mean = np.array([-np.sin(np.radians(lon_deg)), np.cos(np.radians(lon_deg)), 0.0])
        along = mean / np.linalg.norm(mean)
        return cls(place, along, np.cross(place, along))

    def km(self, latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
        """Downrange and across, km, of places in degrees."""
        v = unit(latitude, longitude)
        downrange = np.arctan2(v @ self.along, v @ self.place)
        return RADIUS_KM * downrange, RADIUS_KM * np.arcsin(np.clip(v @ self.left, -1.0, 1.0))

    def degrees(self, downrange_km: Floats, across_km: Floats) -> Floats:
        """Latitude and longitude, degrees, (n, 2)."""
        s, a = downrange_km / RADIUS_KM, across_km / RADIUS_KM
        v = (np.cos(a) * np.cos(s))[:, None] * self.place + (np.cos(a) * np.sin(s))[:, None] * self.along
        v = v + np.sin(a)[:, None] * self.left
        lat, lon = np.arcsin(np.clip(v[:, 2], -1.0, 1.0)), np.arctan2(v[:, 1], v[:, 0])
        return np.asarray(np.degrees(np.column_stack([lat, lon])))


def unit(latitude: Floats, longitude: Floats) -> Floats:
    """Unit vectors (n, 3) to places in degrees."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
