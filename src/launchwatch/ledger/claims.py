"""Checks of figures in a claim against what was measured or computed: chance, orbit, outcome, count."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from launchwatch.ledger.verdicts import Finding, StatementLike, ViewLike, independent, si, weighed_by
from launchwatch.ledger.words import Band, find_band, in_words

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_HEIGHTS = re.compile(rf"({_NUMBER})\s*(?:km)?\s*(?:x|×|by|to)\s*({_NUMBER})\s*km", re.I)
_HEIGHT = re.compile(rf"({_NUMBER})\s*km", re.I)
_ANGLE = re.compile(rf"({_NUMBER})\s*(?:°|deg)", re.I)
_MINUTES = re.compile(rf"({_NUMBER})\s*min", re.I)
_COUNT = re.compile(rf"\b(one|two|three|four|five|six|{_NUMBER})\s+(?:objects?|pieces?)", re.I)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FAILED = re.compile(r"\bfail|\blost\b|\bexplod|\bunsuccess|\bdid not\b|\bno object\b|\bcrash", re.I)
# How far a rounded claim may lie from a catalogued orbit and still be the same: mean and osculating heights
# differ by some 10 to 15 km, inclinations are told to a tenth of a degree, periods to a tenth of a minute.
TOLERANCE = {"perigee": 15.0, "apogee": 15.0, "inclination": 0.1, "period": 0.2}
CATALOGUED_BY = timedelta(days=3)  # every object that stays up is catalogued by then
_UNITS = {"perigee": "km", "apogee": "km", "inclination": "deg", "period": "min"}
_KEYS = {
    "perigee": "perigee_km",
    "apogee": "apogee_km",
    "inclination": "inclination_deg",
    "period": "period_min",
}


def number(text: str) -> float:
    """A number with thousands commas."""
    return float(text.replace(",", ""))


def check_chance(statement: StatementLike, answers: Mapping[str, Any] | None) -> Finding:
    """Is the likelihood a statement claims borne out by the forecast from the launch record?"""
    claimed = (find_band(statement.hedge) if statement.hedge else None) or find_band(statement.said)
    if claimed is None:
        return Finding(
            "cannot test",
            "The statement uses no word of likelihood that stands for an interval.",
            code="definition missing",
        )
    chance = (answers or {}).get("chance")
    if not chance:
        return Finding("open", f"No forecast is at hand to compare with {_told(claimed)}.")
    p, lo, hi = float(chance["p"]), float(chance["lo"]), float(chance["hi"])
    figure = f"{100 * p:.0f} % ({100 * lo:.0f} to {100 * hi:.0f} %)"
    record = f"The record of comparable launches gives {in_words(lo, hi)}; {_told(claimed)}"
    if claimed.lo <= p <= claimed.hi:
        return Finding("supports", f"{record}.", figure)
    if lo > claimed.hi or hi < claimed.lo:
        return Finding("contradicts", f"{record}.", figure)
    return Finding("open", f"{record}: the record alone neither bears it out nor rules it out.", figure)


def _told(band: Band) -> str:
    return f"'{band.word}' stands for {100 * band.lo:.0f} to {100 * band.hi:.0f} % ({band.source})"


def read_orbit(text: str) -> dict[str, tuple[float, float]]:
    """The orbit a claim names: perigee and apogee (km), inclination (deg), period (min), as far as named.

    Each with half a unit of its last digit, by which it may have been rounded.

    >>> read_orbit("an orbit of 493 x 512 km at 97.4 degrees")["inclination"]
    (97.4, 0.05)
    """
    found: dict[str, tuple[float, float]] = {}
    if m := _HEIGHTS.search(text):
        found["perigee"], found["apogee"] = sorted((_rounded(m[1]), _rounded(m[2])))
    elif m := _HEIGHT.search(text):
        found["perigee"] = found["apogee"] = _rounded(m[1])
    if m := _ANGLE.search(text):
        found["inclination"] = _rounded(m[1])
    if m := _MINUTES.search(text):
        found["period"] = _rounded(m[1])
    return found


def _rounded(text: str) -> tuple[float, float]:
    decimals = len(text.partition(".")[2])
    return number(text), 0.5 * 10.0**-decimals


def measured_orbit(
    statement: StatementLike, view: ViewLike, answers: Mapping[str, Any] | None
) -> dict[str, float]:
    """The orbit found by others than the one who claims it, in km, deg and min; empty when there is none."""
    scale = {"perigee": 1e-3, "apogee": 1e-3, "inclination": math.degrees(1.0), "period": 1.0 / 60.0}
    claimed = read_orbit(statement.said)
    orbits = [o for o in view.observations if o.kind == "orbit" and o.attempt == "this"]
    for observation in orbits:
        values = {name: si(getattr(observation, name)) for name in scale}
        told = {name: value * scale[name] for name, value in values.items() if value is not None}
        same = all(abs(told[n] - v) <= half for n, (v, half) in claimed.items() if n in told)
        if independent(observation, statement) or not same:  # not the claim itself, entered as found
            return told
    found = ((answers or {}).get("orbit") or {}).get("found")
    if found and not orbits:
        return {name: float(found[key]) for name, key in _KEYS.items() if found.get(key) is not None}
    return {}


def check_orbit(statement: StatementLike, view: ViewLike, answers: Mapping[str, Any] | None) -> Finding:
    """Does a claimed orbit agree with the one found, or, before that, with the one the ensemble expects?"""
    claimed = read_orbit(statement.said)
    measured = measured_orbit(statement, view, answers)
    if not claimed:
        if measured:
            return Finding(
                "supports", "An object in orbit is on record from another source.", _shown(measured)
            )
        return Finding(
            "open", "It names no figure of an orbit, and no orbit is on record from another source."
        )
    shared = [name for name in claimed if name in measured]
    if shared:
        off = {name: claimed[name][0] - measured[name] for name in shared}
        wrong = [name for name in shared if abs(off[name]) > TOLERANCE[name] + claimed[name][1]]
        figure = ", ".join(f"{name} {off[name]:+.3g} {_UNITS[name]}" for name in shared)
        if wrong:
            return Finding(
                "contradicts",
                f"The claimed {' and '.join(wrong)} is off against the orbit found, {_shown(measured)}.",
                figure,
            )
        return Finding("supports", f"It agrees with the orbit found, {_shown(measured)}.", figure)
    planned = ((answers or {}).get("orbit") or {}).get("planned") or {}
    inside = {n: _inside(value, planned[n]) for n, value in claimed.items() if planned.get(n)}
    if not inside:
        return Finding("open", "No orbit from another source is on record, and none was computed to compare.")
    figure = ", ".join(f"{n} {planned[n]['p05']:.4g} to {planned[n]['p95']:.4g} {_UNITS[n]}" for n in inside)
    wrong = [name for name, ok in inside.items() if not ok]
    if not wrong:
        return Finding(
            "supports",
            f"It lies inside the 90 % interval of the flights{weighed_by(statement, view)}.",
            figure,
        )
    return Finding(
        "contradicts", f"The claimed {' and '.join(wrong)} lies outside what the flights give.", figure
    )


def _inside(value: tuple[float, float], interval: Mapping[str, Any]) -> bool:
    return float(interval["p05"]) - value[1] <= value[0] <= float(interval["p95"]) + value[1]


def _shown(orbit: Mapping[str, float]) -> str:
    parts = []
    if "perigee" in orbit and "apogee" in orbit:
        parts.append(f"{orbit['perigee']:.0f} x {orbit['apogee']:.0f} km")
    if "inclination" in orbit:
        parts.append(f"{orbit['inclination']:.4g} deg")
    if "period" in orbit:
        parts.append(f"{orbit['period']:.4g} min")
    return ", ".join(parts)


def check_outcome(statement: StatementLike, view: ViewLike, answers: Mapping[str, Any] | None) -> Finding:
    """Is a claim of success or failure borne out by an object in orbit?"""
    measured = measured_orbit(statement, view, answers)
    launched = any(o.kind == "liftoff" for o in view.observations)
    if not launched and not measured:
        return Finding("open", "No launch of this attempt is on record yet.")
    failed = _FAILED.search(statement.said) is not None
    if measured:
        reason = "An object in orbit is on record from another source."
        return Finding("contradicts" if failed else "supports", reason, _shown(measured))
    return Finding("open", "No orbit is on record from another source; that alone proves neither.")


def reached_orbit(view: ViewLike) -> bool | None:
    """Whether the attempt in hand reached orbit, as known at the instant; None while that is not known.

    An orbit on record says yes; a lift-off three days past without one says no, since every object that
    stays up is catalogued by then.
    """
    if any(o.kind == "orbit" and o.attempt == "this" for o in view.observations):
        return True
    lifted = [o.time for o in view.observations if o.kind == "liftoff" and o.time is not None]
    return False if lifted and view.as_of - min(lifted) > CATALOGUED_BY else None


def check_count(statement: StatementLike, view: ViewLike) -> Finding:
    """Does a claimed number of objects agree with the number counted by others?"""
    m = _COUNT.search(statement.said)
    counts = [o.count for o in view.observations if o.count is not None and independent(o, statement)]
    if m is None or not counts:
        return Finding("open", "No number of objects to compare is on record.")
    claimed = _WORDS.get(m[1].lower()) or number(m[1])
    figure = f"{claimed:g} claimed, {counts[-1]:g} counted"
    return Finding(
        "supports" if claimed == counts[-1] else "contradicts", "Counted by another source.", figure
    )
