"""Check by physics: can one body be at two reported places at two reported times?

The speed over the ground between the two is computed with the spread of places and of rounded times.  What
falls back to the Earth cannot go faster over the ground than a body in circular orbit at its surface
(sqrt(GM/R) = 7.9 km/s): a pair of reports that needs more is impossible as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from launchwatch.ledger.verdicts import Finding, StatementLike, ViewLike, independent, span_of_seconds
from launchwatch.ledger.words import in_words

CIRCULAR_SPEED = math.sqrt(3.986004418e14 / 6_371_008.8)  # 7.91 km/s: WGS 84 GM, IUGG mean radius
ROUNDED_TO_S = 30.0  # half-width of a time told to the minute
CERTAIN_ENOUGH = 0.80  # "very likely" of ICD 203 begins here
_N = 41


def speeds(
    distance: float, sigma: float, seconds: float, spread1: float, spread2: float
) -> NDArray[np.float64]:
    """Equally likely speeds (m/s) of a body that goes `distance` +- `sigma` metres in `seconds`.

    The two times are rounded: each lies evenly within its half-width.  No time, or time running backwards,
    is an infinite speed.
    """
    from scipy.special import ndtri

    u = (np.arange(_N) + 0.5) / _N
    elapsed = seconds + (2.0 * u[:, None] - 1.0) * spread2 - (2.0 * u[None, :] - 1.0) * spread1
    way = np.maximum(distance + sigma * ndtri(u), 0.0)
    elapsed_all = elapsed.ravel()[None, :]
    with np.errstate(divide="ignore"):
        fast = np.where(elapsed_all > 0.0, way[:, None] / np.maximum(elapsed_all, 1e-9), np.inf)
    return np.sort(fast.ravel())


def check_passage(statement: StatementLike, view: ViewLike) -> Finding:
    """Does the reported time over a place fit the reported fall of the same piece?"""
    pairs = list(_pairs(statement, view))
    if not pairs:
        return Finding(
            "open",
            "No passage with a place and a time can be paired with a reported fall of the same piece.",
        )
    findings = [_judge(passage, fall) for passage, fall in pairs]
    order = {"contradicts": 0, "open": 1, "supports": 2}
    return min(findings, key=lambda f: order[f.verdict])


def _pairs(statement: StatementLike, view: ViewLike) -> Iterator[tuple[Any, Any]]:
    """Each passage the statement is about, with the first reported fall of the same piece after it."""
    placed = [o for o in view.observations if o.time is not None and o.spot is not None]
    passages = [o for o in placed if o.kind == "passage" and o.piece != "satellite"]
    own = [o for o in passages if not independent(o, statement)]
    for passage in own or [o for o in passages if _named(statement, o)]:
        falls = [
            o
            for o in placed
            if o.kind in ("splash", "debris")
            and (o.piece, o.attempt) == (passage.piece, passage.attempt)
            and (o.time >= passage.time or passage.piece != "unknown")
        ]
        falls.sort(key=lambda o: (independent(o, passage), o.time))
        for fall in falls[:1]:
            yield passage, fall


def _named(statement: StatementLike, observation: Any) -> bool:
    about = f"{statement.about or ''} {statement.said}".lower()
    return observation.attempt == "this" and str(observation.piece).lower() in about


def sigma_towards(spot: Any, azimuth_deg: float) -> float:
    """One sigma (m) of an uncertain point along an azimuth."""
    turn = math.radians(azimuth_deg - spot.azimuth_deg)
    return math.hypot(spot.sigma_along_m * math.cos(turn), spot.sigma_cross_m * math.sin(turn))


def _judge(passage: Any, fall: Any) -> Finding:
    from launchwatch import earth

    here, there = passage.spot, fall.spot
    ends = (here.lat_deg, here.lon_deg, there.lat_deg, there.lon_deg)
    distance, azimuth = float(earth.distance(*ends)), float(earth.bearing(*ends))
    sigma = math.hypot(sigma_towards(here, azimuth), sigma_towards(there, azimuth))
    seconds = (fall.time - passage.time).total_seconds()
    # Times are taken as told, rounded to the minute; a case may know them better, not worse.
    widths = [min(ROUNDED_TO_S, math.sqrt(3.0) * o.time_sigma_s) for o in (passage, fall)]
    values = speeds(distance, sigma, seconds, *widths)
    impossible = float(np.mean(values > CIRCULAR_SPEED))
    low, high = (float(values[round(q * (len(values) - 1))]) for q in (0.05, 0.95))
    middle = f"{distance / seconds / 1e3:.1f}" if seconds > 0 else "more than any"
    upper = f"{high / 1e3:.1f}" if math.isfinite(high) else "no limit"
    figure = f"{middle} km/s ({low / 1e3:.1f} to {upper})"
    way = (
        f"{distance / 1e3:,.0f} km from {passage.place or 'the place passed'} to the fall "
        f"between {passage.time:%H:%M} and {fall.time:%H:%M} UTC"
    )
    limit = f"nothing that falls back is faster than {CIRCULAR_SPEED / 1e3:.1f} km/s"
    if impossible >= CERTAIN_ENOUGH:
        least = distance / CIRCULAR_SPEED - seconds
        wrong = f"; together the two times are off by {span_of_seconds(least)} or more" if least > 0.0 else ""
        return Finding("contradicts", f"{way}: {limit}{wrong}.", figure)
    if impossible <= 1.0 - CERTAIN_ENOUGH:
        return Finding("supports", f"{way}: possible ({limit}).", figure)
    return Finding("open", f"{way}: {limit}; impossible is {in_words(impossible, impossible)}.", figure)
