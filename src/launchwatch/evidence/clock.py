"""Lift-off on the clock: from observations of it, or spread over the announced windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.ensemble import Floats, generator

if TYPE_CHECKING:
    from launchwatch.case import CaseView, Window

_PURPOSE = 71


@dataclass(frozen=True)
class Clock:
    """When the launch is or was.

    Attributes
    ----------
    liftoff:
        The best instant of lift-off, UTC; None before a launch is reported.
    sigma_s:
        One sigma of it, s.
    spans:
        Announced spans still open at the instant of the view, UTC, in order; empty where none was announced.
    """

    liftoff: datetime | None
    sigma_s: float
    spans: tuple[tuple[datetime, datetime], ...]

    def seconds(self, instant: datetime) -> float:
        """Seconds from lift-off to an instant; lift-off must be known."""
        assert self.liftoff is not None
        return (instant - self.liftoff).total_seconds()

    def draw(self, count: int, seed: int) -> tuple[datetime, Floats] | None:
        """(origin, seconds from it) of lift-off for each flight; None if nothing is announced or seen."""
        rng = generator(seed, _PURPOSE)
        if self.liftoff is not None:
            return self.liftoff, rng.normal(0.0, max(self.sigma_s, 1e-3), count)
        if not self.spans:
            return None
        origin = self.spans[0][0]
        begins = np.array([(b - origin).total_seconds() for b, _ in self.spans])
        lengths = np.array([(e - b).total_seconds() for b, e in self.spans])
        u = rng.random(count) * lengths.sum()
        edges = np.cumsum(lengths)
        which = np.minimum(np.searchsorted(edges, u, side="right"), len(edges) - 1)
        return origin, begins[which] + u - (edges[which] - lengths[which])


def make_clock(view: CaseView) -> Clock:
    """Read lift-off from a view: reports joined by their spreads, or the windows that are still open."""
    seen = [o for o in view.observations if o.kind == "liftoff" and o.time is not None and o.weigh]
    if seen:
        first = min(o.time for o in seen if o.time is not None)
        offsets = np.array([(o.time - first).total_seconds() for o in seen if o.time is not None])
        precision = np.array([1.0 / max(o.time_sigma_s, 1.0) ** 2 for o in seen])
        mean = float((offsets * precision).sum() / precision.sum())
        sigma = float(precision.sum() ** -0.5)
        if len(seen) > 1:  # clocks that differ by more than they claim widen the answer (Birge's ratio)
            sigma *= max(1.0, float((precision * (offsets - mean) ** 2).sum() / (len(seen) - 1)) ** 0.5)
        return Clock(first + timedelta(seconds=mean), sigma, ())
    spans: list[tuple[datetime, datetime]] = []
    windows = [w for w in view.windows if w.attempt == "this" and w.end > view.as_of]
    for window in windows:  # one notice may announce several; a later notice replaces it
        if window.published == windows[-1].published:
            spans.extend(_daily(window, view.as_of))
    return Clock(None, 0.0, tuple(sorted(spans)))


def _daily(window: Window, now: datetime) -> list[tuple[datetime, datetime]]:
    """The open spans of one window: whole, or its hours of each day."""
    begin, end = max(window.begin, now), window.end
    first, last = window.daily_begin, window.daily_end
    if first is None or last is None:
        return [(begin, end)]
    spans = []
    day = window.begin.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    while day < end:
        opens = day + timedelta(hours=first.hour, minutes=first.minute, seconds=first.second)
        closes = day + timedelta(hours=last.hour, minutes=last.minute, seconds=last.second)
        if closes <= opens:
            closes += timedelta(days=1)
        low, high = max(opens, begin), min(closes, end)
        if low < high:
            spans.append((low, high))
        day += timedelta(days=1)
    return spans
