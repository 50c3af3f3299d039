"""How likely an orbital launch is behind a notice: a small logistic model of its text and areas.

Behind a warning of hazardous operations may be a launch to orbit that flies in one of its windows, or a
missile test, a sounding rocket, a naval firing, or a launch that is put off.  Two questions, two factors:

    p(orbital launch) = p(it is for an orbital launch) p(that launch flies in these windows)

A dozen features answer the first, each with a meaning (`FEATURES`), in a logistic model.  A launch put
off looks just like one that flies, so the second is only a share: of notices to airmen for some days, given
out when the day is settled, and of all others.  Everything is computed from the text alone.  The figures
stand in `data/likeness.toml`, fitted by `scripts/fit_likeness.py` with a prior on each, and hold for
collections like the one they were fitted to: the share of orbital launches in it is written beside them.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np

from launchwatch.notice.dates import Window
from launchwatch.notice.origins import Weighed, weigh_origins
from launchwatch.notice.reader import Notice, NoticeArea
from launchwatch.notice.rings import area_ring
from launchwatch.notice.shapes import NAUTICAL_MILE_M

FEATURES = {
    "geometry": "a quarter of the logarithm of how much better a launch explains the areas than firings",
    "no area": "1 where no area was read",
    "odd minutes": "share of window ends that are not at a full or half hour: orbital mechanics sets them",
    "window": "logarithm of the median length of a window over 3 h",
    "drift": "1 where windows begin some minutes earlier or later each day: the Earth turns under the orbit",
    "days": "logarithm of the number of days",
    "areas": "logarithm of the number of areas",
    "debris": "1 where the text says space debris or re-entry",
    "aeronautical": "1 for a notice to airmen",
    "wide circle": "1 where an area is a circle of 60 nautical miles or more",
    "orbital words": "1 where the text names a launcher, a satellite, or a space launch",
    "firing words": "1 where the text names missiles, guns, exercises, or sounding rockets",
}
"""The features of the model, and what each is."""

MOST_AREAS = 60
"""Areas of one notice that are weighed; no launch has had so many."""

_WEEK = math.log(7.5)
_DEBRIS = re.compile(r"SPACE\s+DEBRIS|RE-?\s?ENTRY")
_AERONAUTICAL = re.compile(r"\bNOTAM[NRC]?\b|^[A-Z]\d{4}/\d\d\b|\bQ\)\s?[A-Z]{4}/|\sE\)\s", re.M)
_ORBITAL = re.compile(
    r"SATELLITE(?!\s+RE-?\s?ENTRY)|SPACE\s*CRAFT|LAUNCH\s+VEHICLE|SPACE\s+LAUNCH|AEROSPACE|SPACE\s+VEHICLE"
    r"|STAGE\b|FAIRING|FALCON|ARIANE|STARLINK|SOYUZ|\b[GP]SLV|LONG\s+MARCH|ELECTRON|ATLAS\s+V|ROCKET\s+STAGE"
)
_FIRING = re.compile(
    r"MISSILE|GUNNERY|\bGUN\b|\bFIRINGS?\b|EXERCISE|TORPEDO|NAVAL|SOUNDING|GUIDED|WEAPON|LIVE\s+FIRE"
    r"|СТРЕЛЬБ|BALLISTIC"
)


def weighed_areas(notice: Notice) -> list[NoticeArea]:
    """The areas of a notice that are weighed: those with an extent, the first `MOST_AREAS`."""
    return [area for area in notice.areas if area_ring(area) is not None][:MOST_AREAS]


def notice_rings(notice: Notice) -> tuple[list[np.ndarray[Any, Any]], list[list[Window]], list[str]]:
    """The areas of a notice as rings, with their windows and words; see `weighed_areas`."""
    found = [(ring, a) for a in weighed_areas(notice) if (ring := area_ring(a)) is not None]
    words = [" ".join(filter(None, (a.label, a.said))) for _, a in found]
    return [ring for ring, _ in found], [a.windows for _, a in found], words


def features(notice: Notice, weighed: Weighed | None) -> dict[str, float]:
    """The features of a notice; `weighed` is None where it has no areas."""
    text = notice.text.upper()
    windows = notice.windows
    ends = [end for window in windows for end in window]
    lengths = [(b - a).total_seconds() / 3600.0 for a, b in windows]
    wide = any(a.radius_m and not a.vertices and a.radius_m >= 60.0 * NAUTICAL_MILE_M for a in notice.areas)
    values = {
        "geometry": 0.25 * min(max(weighed.orbital - weighed.firing, -8.0), 12.0) if weighed else 0.0,
        "no area": float(weighed is None),
        "odd minutes": float(np.mean([end.minute % 30 not in (0, 29) for end in ends])) if ends else 0.5,
        "window": min(max(math.log(max(float(np.median(lengths)), 0.1) / 3.0), -3.0), 2.5)
        if lengths
        else 0.0,
        "drift": float(drifts(windows)),
        "days": math.log(max(len({a.date() for a, _ in windows}), 1)),
        "areas": math.log(max(len(notice.areas), 1)),
        "debris": float(bool(_DEBRIS.search(text))),
        "aeronautical": float(notice.series == "NOTAM" or bool(_AERONAUTICAL.search(text))),
        "wide circle": float(wide),
        "orbital words": float(bool(_ORBITAL.search(text))),
        "firing words": float(bool(_FIRING.search(text))),
    }
    return values


def drifts(windows: Sequence[Window]) -> bool:
    """Whether windows of successive days begin some minutes earlier, or later, each day.

    >>> from datetime import UTC, datetime, timedelta
    >>> first = datetime(2026, 7, 8, 2, 16, tzinfo=UTC)
    >>> drifts([(first + k * timedelta(hours=23, minutes=38.5), first) for k in range(4)])
    True
    """
    starts = sorted(begin for begin, _ in windows)
    steps = []
    for a, b in pairwise(starts):
        days = round((b - a).total_seconds() / 86_400.0)
        if 1 <= days <= 6:
            steps.append(((b - a).total_seconds() / 60.0 - 1440.0 * days) / days)
    moved = [step for step in steps if 1.0 < abs(step) < 45.0]
    return bool(steps) and len(moved) >= 0.6 * len(steps) and len({step > 0.0 for step in moved}) == 1


def settled(values: dict[str, float]) -> bool:
    """Whether the day of a launch is settled: a notice to airmen for a week at most."""
    return values["aeronautical"] == 1.0 and values["days"] <= _WEEK


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted figures: intercept and coefficients, and the shares of launches that fly."""

    intercept: float
    coefficient: dict[str, float]
    flies_settled: float
    flies: float

    def for_orbit(self, values: dict[str, float]) -> float:
        """The probability that a notice with these features is for a launch to orbit, flown or put off."""
        total = self.intercept + sum(self.coefficient[name] * value for name, value in values.items())
        return 1.0 / (1.0 + math.exp(-total))

    def probability(self, values: dict[str, float]) -> float:
        """The probability that a launch to orbit flies in the windows of a notice with these features."""
        return self.for_orbit(values) * (self.flies_settled if settled(values) else self.flies)


@cache
def model() -> Model:
    """The shipped figures."""
    text = files("launchwatch.notice").joinpath("data/likeness.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    coefficient = {name: float(raw["coefficient"][name]) for name in FEATURES}
    return Model(float(raw["intercept"]), coefficient, float(raw["flies_settled"]), float(raw["flies"]))


def weigh_notice(notice: Notice) -> Weighed | None:
    """Where the areas of one notice may come from; None where it has none."""
    rings, windows, words = notice_rings(notice)
    return weigh_origins(rings, windows, words, notice.text) if rings else None
