"""What failed, from the record and the observations of a case, without flying anything.

The observations become items of evidence (`record.Seen`), the announced areas and the launcher's burn times
a profile (`record.Profile`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.evidence import ground_distance, make_clock, told_failure
from launchwatch.record import Aftermath, Forecast, Profile, Seen, aftermath, kinds_of_stage

if TYPE_CHECKING:
    from launchwatch.case import CaseObservation, CaseView
    from launchwatch.evidence import Clock

_STAGE: Final = re.compile(r"stage (\d)")
_LOST: Final = ("failure", "break-up")  # a radar loses a falling wreck minutes later: that tells little
_USUAL: Final = Profile()


def aftermath_of(view: CaseView, forecast: Forecast) -> Aftermath | None:
    """The chance of orbit and of each way to fail after what was seen; None where nothing was."""
    seen = seen_of(view)
    if not seen:
        return None
    kinds = kinds_of_stage(view.as_of, other_than=view.line)
    return aftermath(forecast.p, forecast.by_phase, kinds, seen, profile_of(view))


def profile_of(view: CaseView) -> Profile:
    """When the stages burn out by the launcher's central figures, and where they fall by the areas."""
    stages = view.launcher.stages
    burnout, t = [], 0.0
    for stage in stages:
        t += stage.burn_time
        burnout.append(t)
    falls = []
    for number in range(1, len(stages)):
        areas = [area for area in view.areas if area.role == f"stage {number}"]
        usual = _USUAL.fall_km[min(number, len(_USUAL.fall_km)) - 1]
        falls.append(_km(view, areas[-1].center_lat, areas[-1].center_lon) if areas else usual)
    return Profile(tuple(burnout), tuple(np.maximum.accumulate(falls).tolist()))


def seen_of(view: CaseView) -> list[Seen]:
    """The observations of this attempt as items of evidence; what is shown and not weighed is left out."""
    clock = make_clock(view)
    believed = [one for one in view.observations if one.weigh]
    found = [item for one in believed for item in _items(one, view, clock)]
    counts = [one for one in believed if one.kind == "object count"]
    if not counts and any(one.kind == "orbit" for one in believed):
        found.append(Seen("catalogued", 1.0))
    return list({(item.what, item.value): item for item in found}.values())  # told twice counts once


def _items(one: CaseObservation, view: CaseView, clock: Clock) -> list[Seen]:
    last = len(view.launcher.stages)
    match one.kind:
        case "object count":
            return [Seen("catalogued", float(one.count or 0), source=one.source)]
        case "event":
            return _event(one, clock, last)
        case "passage":
            if one.spot is None or one.piece in ("satellite", "fairing"):
                return []
            away = _km(view, one.spot.lat_deg, one.spot.lon_deg)
            return [Seen("passed", away, _spread_km(one), source=one.source)]
        case "splash" | "debris":
            return _fall(one, view, last)
    return []


def _event(one: CaseObservation, clock: Clock, last: int) -> list[Seen]:
    event = (one.event or "").casefold()
    stage = _STAGE.search(event)
    number = float(stage[1]) if stage and int(stage[1]) <= last else None
    told = told_failure(one)
    if told is not None and number:
        return [Seen("told", number, kind=told[1], source=one.source)]
    if "insertion" in event:
        return [Seen("told orbit", source=one.source)]
    if number and ("separation" in event or "burn-out" in event):
        return [Seen("worked", number, source=one.source)]
    if "highest" in event and one.altitude is not None:
        what = "below" if "below" in event else "peak"
        return [Seen(what, one.altitude.central / 1e3, source=one.source)]
    seconds, spread = _after_liftoff(one, clock)
    if seconds is not None and any(word in event for word in _LOST):
        return [Seen("lost", max(seconds, 0.0), spread, source=one.source)]
    return []


def _fall(one: CaseObservation, view: CaseView, last: int) -> list[Seen]:
    """A stage told by its number fell as a spent stage; anything else may be the wreck."""
    stage = _STAGE.fullmatch(one.inside_area or one.piece)
    if stage and int(stage[1]) < last:
        return [Seen("worked", float(stage[1]), source=one.source)]
    if one.piece == "fairing":
        return [Seen("worked", 1.0, source=one.source)]
    if one.downrange is not None:
        away = one.downrange.central / 1e3
    elif one.spot is not None:
        away = _km(view, one.spot.lat_deg, one.spot.lon_deg)
    else:
        return []
    return [Seen("fell", away, _spread_km(one), source=one.source)]


def _after_liftoff(one: CaseObservation, clock: Clock) -> tuple[float | None, float]:
    if one.after_liftoff is not None:
        low, high = one.after_liftoff.interval(0.68)
        return one.after_liftoff.central, 0.5 * (high - low)
    if one.time is not None and clock.liftoff is not None:
        return clock.seconds(one.time), float(np.hypot(one.time_sigma_s, clock.sigma_s))
    return None, 0.0


def _spread_km(one: CaseObservation) -> float:
    if one.spot is None:
        return 0.0
    return max(one.spot.sigma_along_m, one.spot.sigma_cross_m) / 1e3


def _km(view: CaseView, latitude: float, longitude: float) -> float:
    """Distance from the pad."""
    at = np.array([latitude]), np.array([longitude])
    return float(ground_distance(view.pad.lat_deg, view.pad.lon_deg, *at)[0]) / 1e3
