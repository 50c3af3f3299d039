"""What was announced: areas, and that a launcher is built to reach its orbit; one log-likelihood a flight.

It speaks of the plan, so it weighs flights as planned, whatever happens to them later.
"""

from __future__ import annotations

from math import radians
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble import Flights, Floats
from launchwatch.evidence.residuals import huber, local_offset
from launchwatch.flight import INPUTS

if TYPE_CHECKING:
    from launchwatch.case import CaseArea

SHARE_OF_AREA: Final = 0.6
"""A planner draws an area about the nominal impact; one sigma of our nominal point is this share of the half
size, so that a third of the area lies beyond it."""
EARLIER_SPREAD_M: Final = 50e3
"""An area of an earlier attempt: this far the next one may be from it, where the path is kept."""
EARLIER_KEPT: Final = 0.8
"""Chance that an attempt flies the path of the one before. Of the North Korean attempts from one pad since
2012 that followed another within a year, all kept it (FACTS: August 2023 as May, November as August)."""
OTHER_PATH: Final = -8.0
"""Log-likelihood of the areas of earlier attempts where the path is not kept, against areas met at their
center: the share that such an area is of where pieces can fall at all, about one in three thousand."""
FARTHEST: Final = -120.0
"""An area a flight misses by far more than it may be off counts this much, in natural logarithm."""
SHORTFALL_SIGMA_M_S: Final = 40.0
SURPLUS_SIGMA_M_S: Final = 600.0
"""A launcher is sold with little to spare: ideal velocity left over counts against a draw beyond this."""
INCLINATION_SIGMA_RAD: Final = radians(0.1)
"""How far from the inclination aimed for a plan may end: beyond it the kernel calls the orbit wrong."""


def announced(flights: Flights, without: tuple[str, ...] = ()) -> Floats:
    """Log-likelihood of what was announced, (n,), for flights as planned."""
    total = closure(flights) + aimed(flights)
    if "areas" in without:
        return total
    areas = flights.plan.view.areas
    now = {a.role for a in areas if a.attempt == "this"}
    for area in areas:
        if area.attempt == "this":
            total = total + area_likelihood(flights, area, 0.0)
    earlier = [a for a in areas if a.attempt != "this" and a.role not in now]
    return total + path_kept([area_likelihood(flights, a, EARLIER_SPREAD_M) for a in earlier])


def path_kept(kept: list[Floats]) -> Floats | float:
    """Log-likelihood of the areas of earlier attempts: the path is kept, or not, for all at once.

    `kept` holds the log-likelihood of each area if the path is kept.
    """
    if not kept:
        return 0.0
    return np.asarray(np.logaddexp(np.log(EARLIER_KEPT) + sum(kept), np.log(1.0 - EARLIER_KEPT) + OTHER_PATH))


def closure(flights: Flights) -> Floats:
    """Log-likelihood that a launcher was built and sent with these figures: it reaches its orbit, just."""
    margin = np.nan_to_num(flights.column("margin_m_s"), nan=-1.0e4)
    short = np.maximum(0.0, -margin) / SHORTFALL_SIGMA_M_S
    quadratic = 0.5 * np.minimum(short, 5.0) ** 2
    rest = 5.0 * np.maximum(0.0, short - 5.0)
    surplus = np.maximum(0.0, margin) / SURPLUS_SIGMA_M_S
    return np.maximum(-quadratic - rest - 0.5 * surplus**2, -400.0)


def aimed(flights: Flights) -> Floats:
    """Log-likelihood that a launcher is sent where its plane can be turned: it ends in the plane aimed for.

    Guidance may run out of turn, or no plane of the inclination may lead through where it is.
    """
    wanted = flights.rows[:, INPUTS.index("target_inclination_rad")]
    miss = (flights.column("inclination_rad") - wanted) / INCLINATION_SIGMA_RAD
    return np.maximum(huber(np.nan_to_num(miss) ** 2), FARTHEST)


def area_likelihood(flights: Flights, area: CaseArea, spread: float) -> Floats:
    """Log-likelihood that the piece an area was announced for is planned to fall as this flight drops it."""
    fallen = flights.impact(area.role)
    if fallen is None:
        return np.zeros(len(flights))
    _, latitude, longitude = fallen
    along, across = local_offset(latitude, longitude, (area.center_lat, area.center_lon), area.azimuth_deg)
    if area.area is None:
        sigma_along, sigma_cross = area.sigma_along_m, area.sigma_cross_m
    else:
        sigma_along = np.hypot(area.sigma_along_m, SHARE_OF_AREA * area.half_along_m)
        sigma_cross = np.hypot(area.sigma_cross_m, SHARE_OF_AREA * area.half_cross_m)
    r2 = along**2 / (sigma_along**2 + spread**2) + across**2 / (sigma_cross**2 + spread**2)
    return np.where(np.isfinite(r2), np.maximum(huber(np.nan_to_num(r2)), FARTHEST), FARTHEST)


def inside_share(area: CaseArea, latitude: Floats, longitude: Floats) -> Floats:
    """Chance that points (degrees) lie in an area whose edges may be uncertain, (n,); NaN is outside."""
    from scipy.special import ndtr

    ok = np.isfinite(latitude) & np.isfinite(longitude)
    found = np.zeros(len(latitude))
    if area.exact and area.area is not None:
        found[ok] = area.area.contains(latitude[ok], longitude[ok])
        return found
    along, across = local_offset(latitude, longitude, (area.center_lat, area.center_lon), area.azimuth_deg)
    share = np.ones(len(latitude))
    for x, half, sigma in (
        (along, area.half_along_m, area.sigma_along_m),
        (across, area.half_cross_m, area.sigma_cross_m),
    ):
        edge = np.hypot(sigma if area.area is not None else np.sqrt(max(0.0, sigma**2 - half**2)), 1e3)
        share = share * (ndtr((half - x) / edge) - ndtr((-half - x) / edge))
    found[ok] = share[ok]
    return found
