"""What was observed: falls, passages, event times, orbits, catalogued objects; one log-likelihood a flight.

It speaks of the outcome, so it weighs flights as they turned out, those that fail included.
"""

from __future__ import annotations

from math import log, radians
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble import Flights, Floats
from launchwatch.evidence.announcement import inside_share
from launchwatch.evidence.residuals import ABSENT, ground_distance, local_offset, reported, squared
from launchwatch.evidence.told import told_failure, told_likelihood

if TYPE_CHECKING:
    from launchwatch.case import CaseObservation
    from launchwatch.evidence.clock import Clock

ORBIT_SPREAD_M: Final = 12e3
"""Our flights insert exactly where they aim; a real one misses its heights by about this much."""
INCLINATION_SPREAD_RAD: Final = radians(0.03)
PERIOD_SPREAD_S: Final = 6.0
MODEL_SPREAD_M: Final = 10e3
MODEL_SPREAD_S: Final = 5.0
FALL_SPREAD_S: Final = 60.0
"""A radar loses a falling piece at its horizon, often above the air; the fall told is then its path carried
on, minutes before the real one. Reported times of falls get this much more spread."""
EVENT_SPREAD_S: Final = 15.0
"""A time told to the second of an event named in words: cut-off, separation, release lie this far apart."""
MODEL_HEIGHT_M: Final = 10e3
"""What a point mass with one ballistic coefficient a piece may be off by."""
MODEL_SHARE: Final = 0.05
"""The same as a share of a height or a distance."""
MISCOUNT: Final = 0.02
"""A catalogue misses what reached orbit, or lists what did not, one time in fifty: a guess."""
CLAIMED: Final = log(2.0 / 5.0)
"""An operator tells of an orbit that was not reached in two of five failures: of the failed North Korean
attempts, 1998 and 2009 were called a success, April 2012, May and August 2023 a failure (FACTS)."""
FAILURE_EVENTS: Final = ("failure", "break-up")
WRECK: Final = ("stack", "dense", "plates", "light")
"""Slots of what a failure itself brings down."""

_EVENTS: Final = {
    "orbit insertion": "insertion_s",
    "fairing separation": "fairing_s",
    "failure": "failure_s",
    "break-up": "failure_s",
    "maximum dynamic pressure": "max_q_s",
}


def observed(flights: Flights, clock: Clock, skip: tuple[CaseObservation, ...] = ()) -> Floats:
    """Log-likelihood of what was observed, (n,), for flights as they turned out."""
    total = np.zeros(len(flights))
    for observation in flights.plan.view.observations:
        if observation.weigh and observation not in skip and observation.kind != "liftoff":
            total = total + observation_likelihood(flights, observation, clock)
    return total


def of_a_failure(seen: CaseObservation) -> bool:
    """Whether only a flight that fails can show this, so that it says nothing of the plan."""
    return (
        seen.event in FAILURE_EVENTS
        or told_failure(seen) is not None
        or (seen.kind == "object count" and seen.count == 0)
        or (seen.kind in ("splash", "debris") and seen.piece == "vehicle")
    )


def observation_likelihood(flights: Flights, seen: CaseObservation, clock: Clock) -> Floats:
    """Log-likelihood of one observation, (n,)."""
    match seen.kind:
        case "splash" | "debris":
            return _fall(flights, seen, clock)
        case "passage":
            return _passage(flights, seen, clock)
        case "event":
            return _event(flights, seen, clock)
        case "orbit":
            return _orbit(flights, seen)
        case "object count":
            return _count(flights, seen)
    return np.zeros(len(flights))


def _time(residual: Floats, sigma: float, clock: Clock) -> Floats:
    return reported(residual**2 / (sigma**2 + clock.sigma_s**2 + MODEL_SPREAD_S**2))


def _fall(flights: Flights, seen: CaseObservation, clock: Clock) -> Floats:
    """A piece that fell; where several bodies may be meant, any of them with equal chance."""
    slots = _slots(flights, seen.piece)
    if not slots:
        return np.zeros(len(flights))
    each = []
    for when, latitude, longitude in _bodies(flights, slots, seen.piece):
        one = _fall_of(flights, seen, clock, when, latitude, longitude)
        each.append(np.where(np.isfinite(when), one, -np.inf))
    bodies = np.isfinite(np.stack(each)).sum(axis=0)
    joined = np.logaddexp.reduce(np.stack(each), axis=0) - np.log(np.maximum(bodies, 1))
    return np.where(bodies > 0, joined, ABSENT)


def _slots(flights: Flights, piece: str) -> list[str]:
    """Slots of the kernel that may hold what was reported as `piece`; none for a piece we do not know."""
    if piece == "vehicle":
        return list(WRECK)
    named = flights.pieces if piece == "unknown" else (piece,)
    slots = [slot for slot in map(flights.slot, named) if slot is not None]
    return [*slots, *WRECK] if slots else []


def _bodies(flights: Flights, slots: list[str], piece: str) -> list[tuple[Floats, Floats, Floats]]:
    """(time, latitude deg, longitude deg) of what fell; a wreck counts as a stage only where it held it."""
    found = []
    own = flights.column(f"{slots[0]}_impact_s")
    for slot in slots:
        when = flights.column(f"{slot}_impact_s")
        if slot in WRECK and piece not in ("vehicle", "unknown"):
            when = np.where(np.isfinite(own), np.nan, when)
        latitude, longitude = (flights.column(f"{slot}_{a}_rad") for a in ("latitude", "longitude"))
        found.append((when, np.degrees(latitude), np.degrees(longitude)))
    return found


def _fall_of(
    flights: Flights, seen: CaseObservation, clock: Clock, when: Floats, latitude: Floats, longitude: Floats
) -> Floats:
    """Log-likelihood of a reported fall if it is this body, (n,)."""
    total = np.zeros(len(flights))
    if seen.kind == "splash" and seen.time is not None and clock.liftoff is not None:
        sigma = float(np.hypot(seen.time_sigma_s, FALL_SPREAD_S))
        total = total + _time(when - clock.seconds(seen.time), sigma, clock)
    if seen.spot is not None:
        spot = seen.spot
        along, across = local_offset(latitude, longitude, (spot.lat_deg, spot.lon_deg), spot.azimuth_deg)
        total = total + reported(
            along**2 / (spot.sigma_along_m**2 + MODEL_SPREAD_M**2)
            + across**2 / (spot.sigma_cross_m**2 + MODEL_SPREAD_M**2)
        )
    if seen.downrange is not None:
        pad = flights.plan.view.pad
        distance = ground_distance(pad.lat_deg, pad.lon_deg, latitude, longitude)
        total = total + reported(squared(distance, seen.downrange, relative=MODEL_SHARE))
    if seen.inside_area is not None:
        total = total + np.log(0.05 + 0.9 * _inside(flights, seen.inside_area, latitude, longitude))
    if seen.outside_area is not None:
        total = total + np.log(0.95 - 0.9 * _inside(flights, seen.outside_area, latitude, longitude))
    return total


def _inside(flights: Flights, role: str, latitude: Floats, longitude: Floats) -> Floats:
    """Chance that points lie inside the area of a role, or of any; 0.5 where no such area was announced.

    A report of it errs one time in twenty, hence 0.05 and 0.95 where it is used.
    """
    areas = {a.role: a for a in flights.plan.view.areas if a.attempt == "this" and role in ("any", a.role)}
    if not areas:
        return np.full(len(latitude), 0.5)
    outside = np.ones(len(latitude))
    for area in areas.values():
        outside = outside * (1.0 - inside_share(area, latitude, longitude))
    return 1.0 - outside


def _passage(flights: Flights, seen: CaseObservation, clock: Clock) -> Floats:
    """A gate passed by the vehicle or by the stage that flies far; other pieces are not timed there."""
    gates = flights.plan.gates
    last = f"stage {flights.phases[-1].stage}"
    if seen.piece in ("vehicle", "satellite", last):
        who = "vehicle"
    elif seen.piece == flights.far_piece:
        who = "piece"
    else:
        return np.zeros(len(flights))
    if seen.place not in gates:
        return np.zeros(len(flights))
    g = gates.index(seen.place)
    when = flights.column(f"gate{g}_{who}_s")
    total = np.zeros(len(flights))
    if seen.time is not None and clock.liftoff is not None:
        total = total + _time(when - clock.seconds(seen.time), seen.time_sigma_s, clock)
    if seen.altitude is not None:
        height = flights.column(f"gate{g}_{who}_altitude_m")
        r2 = squared(height, seen.altitude, relative=MODEL_SHARE, absolute=MODEL_HEIGHT_M)
        total = total + reported(r2)
    return np.where(np.isfinite(when), total, ABSENT)


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
    told = told_failure(seen)
    if told is not None:
        return told_likelihood(flights, *told)
    when = event_seconds(flights, seen.event or "")
    if when is None:
        return np.zeros(len(flights))
    if seen.after_liftoff is not None:
        low, high = seen.after_liftoff.interval(0.68)
        sigma = max(0.5 * (high - low), EVENT_SPREAD_S)
        found = reported((when - seen.after_liftoff.central) ** 2 / (sigma**2 + MODEL_SPREAD_S**2))
    elif seen.time is not None and clock.liftoff is not None:
        found = _time(when - clock.seconds(seen.time), seen.time_sigma_s, clock)
    else:
        found = np.where(np.isfinite(when), 0.0, ABSENT)
    if seen.reporter == "operator" and seen.event == "orbit insertion":
        found = np.where(np.isfinite(when), found, CLAIMED)
    return found


def _orbit(flights: Flights, seen: CaseObservation) -> Floats:
    """A catalogued orbit: heights to `ORBIT_SPREAD_M`, inclination to 0.03 degrees, period to 0.1 min."""
    total = np.zeros(len(flights))
    for quantity, name, sigma in (
        (seen.perigee, "perigee_m", ORBIT_SPREAD_M),
        (seen.apogee, "apogee_m", ORBIT_SPREAD_M),
        (seen.inclination, "inclination_rad", INCLINATION_SPREAD_RAD),
        (seen.period, "period_s", PERIOD_SPREAD_S),
    ):
        if quantity is not None:
            total = total + reported(((flights.column(name) - quantity.central) / sigma) ** 2)
    return np.where(flights.column("outcome") == 2.0, 4.0 * ABSENT, total)


def _count(flights: Flights, seen: CaseObservation) -> Floats:
    """How many objects were catalogued: none, or some; in orbit or not."""
    agrees = (flights.column("outcome") < 2.0) == (seen.count != 0)
    return np.log(np.where(agrees, 1.0 - MISCOUNT, MISCOUNT))
