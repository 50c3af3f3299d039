"""Checks by physics: does a told time, place or phase fit the weighed flights?

They read the answers of a brief of the same case and instant (`timeline`, `drop_zones`, `failures`); without
one there is nothing to compare with, and the verdict is open.  Where the flights were weighed by the very
report that is checked, agreement says little, and the reason says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from launchwatch.interval import Interval
from launchwatch.ledger.arithmetic import figure_of
from launchwatch.ledger.verdicts import Finding, StatementLike, ViewLike, independent, weighed_by

Answers = Mapping[str, Any]

SECONDS = {"s": 1.0, "seconds": 1.0, "min": 60.0, "minutes": 60.0}
ROUNDED_TO_S = 30.0  # half-width of a time told to the minute
PLACE_SLACK_DEG = 0.5  # what a place told in tens of kilometres leaves open
_NO_BRIEF = "No flights of this instant are at hand: run the brief first."


def interval_of(found: Mapping[str, Any]) -> Interval:
    """An interval of brief.json."""
    median, p05, p25, p75, p95 = (float(found[k]) for k in ("median", "p05", "p25", "p75", "p95"))
    return Interval(median, p05, p25, p75, p95, str(found["unit"]))


def check_flight(statement: StatementLike, view: ViewLike, answers: Answers | None, event: str) -> Finding:
    """Does a told time of an event (`passes Okinawa-Miyako gap`, `orbit insertion`) fit the flights?

    The time is a clock time (the statement's window) or seconds after lift-off (its quantity).
    """
    rows = (answers or {}).get("timeline")
    if not rows:
        return Finding("open", _NO_BRIEF)
    row = next((r for r in rows if r["event"] == event and r.get("seconds")), None)
    if row is None:
        return Finding("open", f"No flight of this case has an event '{event}'.")
    told, half = _seconds_told(statement, view)
    if told is None:
        return Finding("open", "Without a lift-off on record a clock time says nothing of the flight.")
    interval = interval_of(row["seconds"])
    minutes = interval.scaled(1.0 / 60.0, "min")
    figure = f"{told / 60.0:.1f} min told, {minutes} flown"
    off = max(interval.p05 - told - half, told - half - interval.p95, 0.0)
    if off > 0.0:
        reason = f"It lies {off / 60.0:.1f} min outside the 90 % interval of the flights."
        return Finding("contradicts", reason, figure, minutes)
    return Finding(
        "supports",
        f"It lies inside the 90 % interval of the flights{weighed_by(statement, view)}.",
        figure,
        minutes,
    )


def _seconds_told(statement: StatementLike, view: ViewLike) -> tuple[float | None, float]:
    """Seconds after lift-off that a statement tells, and how far a rounded time may be off."""
    after = figure_of(statement, tuple(SECONDS))
    if after is not None:
        return after.value * SECONDS[after.unit], 0.5 * SECONDS[after.unit]
    begin = statement.window_begin or statement.window_end
    lifted = [o.time for o in view.observations if o.kind == "liftoff" and o.time is not None and o.weigh]
    if begin is None or not lifted:
        return None, 0.0
    end = statement.window_end or begin
    middle = begin + (end - begin) / 2
    half = max(0.5 * (end - begin).total_seconds(), 0.0 if middle.second else ROUNDED_TO_S)
    return (middle - min(lifted)).total_seconds(), half


def check_fall(statement: StatementLike, view: ViewLike, answers: Answers | None, piece: str) -> Finding:
    """Does a told place of a fallen piece fit where the flights drop it?"""
    zones = (answers or {}).get("drop_zones")
    if not zones:
        return Finding("open", _NO_BRIEF)
    zone = next((z for z in zones if z["piece"] == piece and z.get("latitude")), None)
    falls = [
        o
        for o in view.observations
        if o.kind in ("splash", "debris") and o.spot is not None and not independent(o, statement)
        and piece in (o.piece, None)
    ]  # fmt: skip
    if zone is None or not falls:
        return Finding("open", f"No told place of {piece} can be set against the flights.")
    lat, lon = interval_of(zone["latitude"]), interval_of(zone["longitude"])
    spot = falls[0].spot
    slack = PLACE_SLACK_DEG + max(spot.sigma_along_m, spot.sigma_cross_m) / 111.2e3 * 2.0
    out = [
        max(i.p05 - slack - told, told - slack - i.p95, 0.0)
        for i, told in ((lat, spot.lat_deg), (lon, spot.lon_deg))
    ]
    figure = f"told {spot.lat_deg:.1f} N {spot.lon_deg:.1f} E, flown {lat} N, {lon} E"
    if max(out) > 0.0:
        reason = f"It lies {max(out):.1f} deg outside where the flights drop it."
        return Finding("contradicts", reason, figure, lat)
    return Finding("supports", f"The flights drop it there{weighed_by(statement, view)}.", figure, lat)


def check_phase(statement: StatementLike, answers: Answers | None, phase: str) -> Finding:
    """How likely do what was seen and the record make a claimed phase of failure, given a failure?"""
    rows = (answers or {}).get("failures")
    if not rows:
        return Finding("open", _NO_BRIEF)
    every = sum(float(r["p"]) for r in rows)
    here = sum(float(r["p"]) for r in rows if str(r["phase"]).startswith(phase))
    share = here / every if every > 0.0 else 0.0
    figure = f"{100.0 * share:.0f} % of failures are in {phase}"
    number = Interval(share, share, share, share, share, "")
    if share >= 0.80:
        return Finding("supports", "The flights that fail, fail there.", figure, number)
    if share <= 0.05:
        return Finding("contradicts", "Hardly a flight that fits what was seen fails there.", figure, number)
    return Finding("open", "The flights allow it and allow others.", figure, number)
