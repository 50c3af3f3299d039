"""Blind cases for the tests: boxes drawn in round figures, and those published for real launches."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

import numpy as np

from launchwatch.earth import offset
from launchwatch.inference import BlindArea, BlindCase, PathPosterior


def box(lat: float, lon: float, axis_deg: float, length_km: float, width_km: float) -> BlindArea:
    """A rectangle about a place, its long side along a direction."""
    corners = []
    for along, across in ((1, 1), (1, -1), (-1, -1), (-1, 1)):
        at = offset(lat, lon, axis_deg, 500.0 * along * length_km)
        corners.append(offset(*at, axis_deg + 90.0, 500.0 * across * width_km))
    return BlindArea("polygon", np.array(corners))


def circle(lat: float, lon: float, radius_km: float) -> BlindArea:
    """A circle as a ring of 36 corners."""
    return BlindArea("circle", np.array([offset(lat, lon, 10.0 * k, 1e3 * radius_km) for k in range(36)]))


def ring(*corners: tuple[float, float]) -> BlindArea:
    """An area by its corners."""
    return BlindArea("polygon", np.array(corners))


def case(site: tuple[float, float], areas: Sequence[BlindArea]) -> BlindCase:
    """A case with these areas and nothing else."""
    return BlindCase("test", None, *site, "", tuple(areas))


def straight(site: tuple[float, float], azimuth_deg: float, *ranges_km: float) -> BlindCase:
    """Boxes along one direction from a pad, as planners draw them."""
    areas = []
    for km in ranges_km:
        lat, lon = offset(*site, azimuth_deg, 1e3 * km)
        # the direction of the great circle there
        back = np.degrees(
            np.arctan2(
                np.sin(radians(site[1] - lon)) * cos(radians(site[0])),
                np.cos(radians(lat)) * np.sin(radians(site[0]))
                - np.sin(radians(lat)) * cos(radians(site[0])) * cos(radians(site[1] - lon)),
            )
        )
        areas.append(box(lat, lon, float(back) + 180.0, 0.08 * km + 20.0, 0.03 * km + 15.0))
    return case(site, areas)


def quantiles(found: PathPosterior, *shares: float, least: float = 0.0) -> list[float]:
    """Quantiles of the inclination under a flat prior from `least` to its supplement."""
    within = (found.grid_deg >= least) & (found.grid_deg <= 180.0 - least)
    weight = within * np.exp(found.log_likelihood_of(found.grid_deg) - np.nanmax(found.log_grid))
    total = np.cumsum(np.nan_to_num(weight))
    middles = (total - 0.5 * np.nan_to_num(weight)) / total[-1]
    return [float(np.interp(share, middles, found.grid_deg)) for share in shares]
