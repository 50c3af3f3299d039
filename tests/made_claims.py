"""Small claims and views for the tests of checks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from launchwatch.case import Spot
from launchwatch.ledger import Claim
from launchwatch.ledger.records import Amount
from launchwatch.quantity import Quantity


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def claim(check: str | None = None, said: str = "words", *amounts: Amount, **more: Any) -> Claim:
    fields: dict[str, Any] = {
        "id": "one", "published": at("2023-11-01"), "source": "somebody", "speaker": "S",
        "chain": ("S", "A"), "said": said, "check": check, "quantities": amounts, "about": "it",
        "hash": "0" * 64,
    }  # fmt: skip
    return Claim(**(fields | more))


def amount(
    value: float, unit: str, comparator: Any = "exactly", lower: Any = None, upper: Any = None
) -> Amount:
    return Amount(value=value, unit=unit, comparator=comparator, lower=lower, upper=upper)


def observation(kind: str, time: str | None = None, **more: Any) -> SimpleNamespace:
    """An observation of the case room with the fields that checks read."""
    base: dict[str, Any] = dict.fromkeys(
        (
            "spot",
            "place",
            "inside_area",
            "outside_area",
            "perigee",
            "apogee",
            "inclination",
            "period",
            "count",
        )
    )
    base |= {"piece": "vehicle", "source": "another", "attempt": "this", "time_sigma_s": 30.0, "weigh": True}
    for key, dimension in (
        ("perigee", "length"),
        ("apogee", "length"),
        ("inclination", "angle"),
        ("period", "time"),
    ):
        if isinstance(more.get(key), str):
            more[key] = Quantity.parse(more[key], dimension)
    return SimpleNamespace(kind=kind, time=at(time) if time else None, **(base | more))


def spot(lat: float, lon: float, sigma: float = 30e3) -> Spot:
    return Spot(lat, lon, sigma, sigma, 0.0)


def view(as_of: str = "2023-12-01", **lists: Any) -> Any:
    base: dict[str, Any] = {
        "statements": [], "observations": [], "windows": [], "attempts": [], "areas": [], "pad": None,
        "utc_offset": timedelta(hours=9),
    }  # fmt: skip
    return SimpleNamespace(as_of=at(as_of), **(base | lists))


def interval(median: float, low: float, high: float, unit: str) -> dict[str, Any]:
    """An interval as brief.json holds it."""
    quarter = 0.25 * (low + high) + 0.5 * median
    low_quarter, high_quarter = min(quarter, median), max(quarter, median)
    return {
        "median": median, "p05": low, "p25": low_quarter, "p75": high_quarter, "p95": high, "unit": unit,
    }  # fmt: skip
