"""How well flights explain what was published: log-likelihoods, one number a flight.

Two kinds of evidence. What was *announced* (areas, the orbit aimed for, that a launcher is built to reach its
orbit) speaks of the plan, so it weighs flights as planned, whatever happens to them later. What was
*observed* (splashes, overflights, event times, an orbit) speaks of the outcome.

Residuals are in units of their spread. What was observed enters through Student's t with four degrees of
freedom, so that one false report cannot silence all the others; what was announced enters as a normal whose
tails are straight beyond three sigma (P. J. Huber, Ann. Math. Stat. 35, 1964): the operator knows the plan.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble import Flights, Floats

if TYPE_CHECKING:
    from launchwatch.case import CaseArea, CaseObservation
    from launchwatch.evidence.clock import Clock

METRES_A_DEGREE: Final = 111_195.0
SHARE_OF_AREA: Final = 0.6
"""A planner draws an area about the nominal impact; one sigma of our nominal point is this share of the half
size, so that a third of the area lies beyond it."""
EARLIER_SPREAD_M: Final = 50e3
"""An area of an earlier attempt: this far the next one may be from it, where the path is kept."""
EARLIER_KEPT: Final = 0.8
"""Chance that an attempt flies the path of the one before. Of the North Korean attempts from one pad since
2012 that followed another within a year, all kept it (FACTS: August 2023 as May, November as August)."""
SHORTFALL_SIGMA_M_S: Final = 40.0
SURPLUS_SIGMA_M_S: Final = 600.0
"""A launcher is sold with little to spare: ideal velocity left over counts against a draw beyond this."""
FLOOR: Final = -60.0
"""A flight that lacks what was observed (it fell before) is this unlikely, in natural logarithm."""
ORBIT_SPREAD_M: Final = 12e3
"""Our flights insert exactly where they aim; a real one misses its heights by about this much."""
MODEL_SPREAD_M: Final = 10e3
MODEL_SPREAD_S: Final = 5.0
FALL_SPREAD_S: Final = 60.0
"""A radar loses a falling piece at its horizon, often above the air; the fall told is then its path carried on,
minutes before the real one. Reported times of falls get this much more spread."""
EVENT_SPREAD_S: Final = 15.0
"""A time told to the second of an event named in words: cut-off, separation and release lie this far apart."""
MODEL_HEIGHT_M: Final = 10e3
"""What a point mass with one ballistic coefficient a piece may be off by."""


def student4(r2: Floats) -> Floats:
    """Log density, up to a constant, of Student's t with four degrees of freedom at a squared residual."""
    return -2.5 * np.log1p(r2 / 4.0)


def huber(r2: Floats) -> Floats:
    """Log density, up to a constant, of a normal with exponential tails beyond three sigma."""
    r = np.sqrt(r2)
    return np.where(r <= 3.0, -0.5 * r2, 4.5 - 3.0 * r)


def local_offset(
    latitude: Floats, longitude: Floats, center: tuple[float, float], azimuth_deg: float
) -> tuple[Floats, Floats]:
    """Metres along and across an azimuth from a center, both in degrees (plane, good to some 500 km)."""
    north = (latitude - center[0]) * METRES_A_DEGREE
    turn = (longitude - center[1] + 180.0) % 360.0 - 180.0
    east = turn * METRES_A_DEGREE * cos(radians(center[0]))
    c, s = cos(radians(azimuth_deg)), sin(radians(azimuth_deg))
    return north * c + east * s, east * c - north * s


def announced(flights: Flights, without: tuple[str, ...] = ()) -> Floats:
    """Log-likelihood of what was announced, (n,), for flights as planned."""
    total = closure(flights)
    if "areas" in without:
        return total
    areas = flights.plan.view.areas
    now = {a.role for a in areas if a.attempt == "this"}
    for area in areas:
        if area.attempt == "this":
            total = total + area_likelihood(flights, area, 0.0)
        elif area.role not in now:
            kept = area_likelihood(flights, area, EARLIER_SPREAD_M)
            total = total + np.logaddexp(np.log(EARLIER_KEPT) + kept, np.log(1.0 - EARLIER_KEPT) - 8.0)
    return total


def closure(flights: Flights) -> Floats:
    """Log-likelihood that a launcher was built and sent with these figures: it reaches its orbit, just."""
    margin = np.nan_to_num(flights.column("margin_m_s"), nan=-1.0e4)
    short = np.maximum(0.0, -margin) / SHORTFALL_SIGMA_M_S
    quadratic = 0.5 * np.minimum(short, 5.0) ** 2
    rest = 5.0 * np.maximum(0.0, short - 5.0)
    surplus = np.maximum(0.0, margin) / SURPLUS_SIGMA_M_S
    return np.maximum(-quadratic - rest - 0.5 * surplus**2, -400.0)


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
    return np.where(np.isfinite(r2), np.maximum(huber(np.nan_to_num(r2)), 2.0 * FLOOR), 2.0 * FLOOR)


def observed(flights: Flights, clock: Clock, skip: tuple[CaseObservation, ...] = ()) -> Floats:
    """Log-likelihood of what was observed, (n,), for flights as they turned out."""
    total = np.zeros(len(flights))
    for observation in flights.plan.view.observations:
        if observation.weigh and observation not in skip and observation.kind != "liftoff":
            total = total + observation_likelihood(flights, observation, clock)
    return total


def observation_likelihood(flights: Flights, seen: CaseObservation, clock: Clock) -> Floats:
    """Log-likelihood of one observation, (n,)."""
    match seen.kind:
        case "splash" | "debris":
            return _splash(flights, seen, clock)
        case "passage":
            return _passage(flights, seen, clock)
        case "event":
            return _event(flights, seen, clock)
        case "orbit":
            return _orbit(flights, seen)
    return np.zeros(len(flights))


def _floored(r2: Floats) -> Floats:
    return np.where(np.isfinite(r2), student4(np.nan_to_num(r2)), FLOOR)


def _time(residual: Floats, sigma: float, clock: Clock) -> Floats:
    return _floored(residual**2 / (sigma**2 + clock.sigma_s**2 + MODEL_SPREAD_S**2))


def _splash(flights: Flights, seen: CaseObservation, clock: Clock) -> Floats:
    fallen = flights.impact(seen.piece)
    if fallen is None:
        return np.zeros(len(flights))
    when, latitude, longitude = fallen
    total = np.zeros(len(flights))
    if seen.kind == "splash" and seen.time is not None and clock.liftoff is not None:
        total = total + _time(
            when - clock.seconds(seen.time), float(np.hypot(seen.time_sigma_s, FALL_SPREAD_S)), clock
        )
    if seen.spot is not None:
        spot = seen.spot
        along, across = local_offset(latitude, longitude, (spot.lat_deg, spot.lon_deg), spot.azimuth_deg)
        total = total + _floored(
            along**2 / (spot.sigma_along_m**2 + MODEL_SPREAD_M**2)
            + across**2 / (spot.sigma_cross_m**2 + MODEL_SPREAD_M**2)
        )
    if seen.downrange is not None:
        pad = flights.plan.view.pad
        total = total + _quantity(
            ground_distance(pad.lat_deg, pad.lon_deg, latitude, longitude), seen.downrange, 0.05
        )
    for role, sign in ((seen.inside_area, 1.0), (seen.outside_area, -1.0)):
        total = total + (0.0 if role is None else _inside(flights, role, latitude, longitude, sign))
    return total


def _inside(flights: Flights, role: str, latitude: Floats, longitude: Floats, sign: float) -> Floats:
    """A report that a piece fell inside (+1) or outside (-1) its area; such a report errs one time in ten."""
    areas = [a for a in flights.plan.view.areas if a.role == role and a.attempt == "this"]
    if not areas:
        return np.zeros(len(latitude))
    area = areas[-1]
    inside = inside_share(area, latitude, longitude)
    p = inside if sign > 0 else 1.0 - inside
    return np.asarray(np.log(0.05 + 0.9 * p))


def inside_share(area: CaseArea, latitude: Floats, longitude: Floats) -> Floats:
    """Chance that points (degrees) lie in an area whose edges may be uncertain, (n,); NaN counts as outside."""
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


def ground_distance(lat0: float, lon0: float, latitude: Floats, longitude: Floats) -> Floats:
    """Great-circle distance in m on the mean sphere, from degrees; within 0.6 % of the ellipsoid."""
    a, b = np.radians(lat0), np.radians(latitude)
    d = np.radians(longitude - lon0)
    h = np.sin(0.5 * (b - a)) ** 2 + np.cos(a) * np.cos(b) * np.sin(0.5 * d) ** 2
    return np.asarray(2.0 * 6_371_008.8 * np.arcsin(np.sqrt(np.clip(h, 0.0, 1.0))))


def _quantity(values: Floats, quantity: object, model: float) -> Floats:
    """Residual of a figure as written against values in SI; `model` is our own relative error."""
    low, high = quantity.interval(0.68)  # type: ignore[attr-defined]
    center = quantity.central  # type: ignore[attr-defined]
    sigma = np.hypot(0.5 * (high - low), model * abs(center))
    return _floored(((values - center) / sigma) ** 2)


def _passage(flights: Flights, seen: CaseObservation, clock: Clock) -> Floats:
    gates = flights.plan.gates
    if seen.place not in gates:
        return np.zeros(len(flights))
    g = gates.index(seen.place)
    who = "vehicle" if seen.piece in ("vehicle", f"stage {flights.phases[-1].stage}") else "piece"
    total = np.zeros(len(flights))
    if seen.time is not None and clock.liftoff is not None:
        when = flights.column(f"gate{g}_{who}_s")
        total = total + _time(when - clock.seconds(seen.time), seen.time_sigma_s, clock)
    if seen.altitude is not None:
        height = flights.column(f"gate{g}_{who}_altitude_m")
        sigma = np.hypot(0.5 * np.subtract(*seen.altitude.interval(0.68)[::-1]), 0.05 * seen.altitude.central)
        r2 = ((height - seen.altitude.central) / np.hypot(sigma, MODEL_HEIGHT_M)) ** 2
        total = total + _floored(r2)
    return total


_EVENTS: Final = {
    "orbit insertion": "insertion_s",
    "fairing separation": "fairing_s",
    "failure": "failure_s",
    "break-up": "failure_s",
    "maximum dynamic pressure": "max_q_s",
}


def event_seconds(flights: Flights, event: str) -> Floats | None:
    """Seconds after lift-off of a named event, (n,); "stage 1 burn-out", "stage 2 ignition" and so on too."""
    if event in _EVENTS:
        return flights.column(_EVENTS[event])
    words = event.rsplit(" ", 1)
    field = {"burn-out": "cutoff_s", "separation": "separation_s", "ignition": "ignition_s"}.get(words[-1])
    if field is None or not words[0].startswith("stage "):
        return None
    stage = words[0].removeprefix("stage ")
    if not stage.isdigit() or not 1 <= int(stage) <= flights.phases[-1].stage:
        return None
    return flights.column(f"phase{flights.phase_of_stage(int(stage))}_{field}")


def _event(flights: Flights, seen: CaseObservation, clock: Clock) -> Floats:
    when = event_seconds(flights, seen.event or "")
    if when is None:
        return np.zeros(len(flights))
    if seen.after_liftoff is not None:
        low, high = seen.after_liftoff.interval(0.68)
        sigma = max(0.5 * (high - low), EVENT_SPREAD_S)
        return _floored((when - seen.after_liftoff.central) ** 2 / (sigma**2 + MODEL_SPREAD_S**2))
    if seen.time is not None and clock.liftoff is not None:
        return _time(when - clock.seconds(seen.time), seen.time_sigma_s, clock)
    return np.where(np.isfinite(when), 0.0, FLOOR)


def _orbit(flights: Flights, seen: CaseObservation) -> Floats:
    """A catalogued orbit: heights to `ORBIT_SPREAD_M`, inclination to 0.03 degrees, period to 0.1 min."""
    total = np.zeros(len(flights))
    for quantity, name, sigma in (
        (seen.perigee, "perigee_m", ORBIT_SPREAD_M),
        (seen.apogee, "apogee_m", ORBIT_SPREAD_M),
        (seen.inclination, "inclination_rad", radians(0.03)),
        (seen.period, "period_s", 6.0),
    ):
        if quantity is not None:
            total = total + _floored(((flights.column(name) - quantity.central) / sigma) ** 2)
    return np.where(flights.column("outcome") == 2.0, 4.0 * FLOOR, total)
