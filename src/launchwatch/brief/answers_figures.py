"""Figures as `brief.json` holds them: intervals, instants in UTC and site time, shares, sources."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from launchwatch.ensemble import Floats
from launchwatch.interval import Interval, weighted_quantile

Json = dict[str, Any]
Lift = tuple[datetime, Floats] | None


def figure(values: Floats, weights: Floats, unit: str, factor: float = 1.0) -> Json | None:
    """An interval as JSON; None where no flight has the figure."""
    found = Interval.of(np.asarray(values) * factor, weights, unit)
    return None if found is None else found.to_json()


def instants(
    lift: Lift, seconds: Floats, weights: Floats, offset: timedelta
) -> tuple[Json | None, Json | None]:
    """(UTC, site time) of something that happens `seconds` after lift-off: median, p05, p95 as ISO text."""
    if lift is None:
        return None, None
    origin, begin = lift
    q = weighted_quantile(begin + seconds, weights, (0.5, 0.05, 0.95))
    if np.any(np.isnan(q)):
        return None, None
    utc = [origin + timedelta(seconds=float(s)) for s in q]
    names = ("median", "p05", "p95")
    return (
        dict(zip(names, (iso(t) for t in utc), strict=True)),
        dict(zip(names, (iso(t + offset, offset) for t in utc), strict=True)),
    )


def iso(t: datetime, offset: timedelta | None = None) -> str:
    text = t.replace(tzinfo=None).isoformat(timespec="seconds")
    if offset is None:
        return text + "Z"
    minutes = round(offset.total_seconds() / 60.0)
    sign = "-" if minutes < 0 else "+"
    return f"{text}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def source_text(source: Any) -> str:
    """One line of sources, however many an item has."""
    return source if isinstance(source, str) else "; ".join(source)


def unwrapped(longitude: Floats) -> Floats:
    """Longitudes in degrees without a jump at the antimeridian: within 180 degrees of their middle."""
    ok = longitude[np.isfinite(longitude)]
    if ok.size == 0:
        return longitude
    middle = np.degrees(np.arctan2(np.sin(np.radians(ok)).mean(), np.cos(np.radians(ok)).mean()))
    return np.asarray((longitude - middle + 180.0) % 360.0 - 180.0 + middle)


def share(values: Floats, weights: Floats, effective: float) -> Json:
    """A weighted probability with the 90 % interval that the effective number of flights allows."""
    p = float(np.clip((values * weights).sum() / weights.sum(), 0.0, 1.0))
    # Wilson's interval: it stays inside 0 and 1 and is honest near them
    z2 = 1.645**2
    n = max(effective, 1.0)
    middle = (p + 0.5 * z2 / n) / (1.0 + z2 / n)
    half = np.sqrt(z2 * (p * (1.0 - p) / n + 0.25 * z2 / n**2)) / (1.0 + z2 / n)
    return {"p": p, "lo": float(np.clip(middle - half, 0.0, p)), "hi": float(np.clip(middle + half, p, 1.0))}


def short(interval: Json) -> str:
    """An interval of `brief.json` as it prints: median and 90 % interval."""
    return str(Interval(*(interval[k] for k in ("median", "p05", "p25", "p75", "p95", "unit"))))
