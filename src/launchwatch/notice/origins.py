"""Where a notice's areas may come from: orbital sites, missile and rocket ranges, or neither.

For each orbital site: how densely one launch from there fills the Earth with areas like these
(`roles.weigh`), times the site's share of launches.  For the ranges: how densely their areas lie there.
The table is `data/origins.toml`; degrees, kilometres, and densities as in `roles`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from launchwatch.notice.roles import DIRECTIONS, density, odds_of, strange, together
from launchwatch.notice.sphere import RADIUS_M, Array, Ring, Seen, apart_m, seen_from, unit

_SOFT_DEG = 4.0  # how sharply a way ends
_LEAST = 1e-3  # a smaller share of a direction is left out
_NAMED = 8.0  # the odds that words of a site move
_NOWHERE = 0.15  # firings outside the ranges of the table


@dataclass(frozen=True, slots=True)
class Origin:
    """An orbital site: position in degrees, its share of launches, and which way they go."""

    name: str
    latitude: float
    longitude: float
    share: float
    directions: Array
    """Directions of flight, deg."""
    shares: Array
    """What share of launches goes each way."""
    words: tuple[str, ...]
    """What a text says when it speaks of this site, or of the coast before it."""


@dataclass(frozen=True, slots=True)
class Range:
    """A place of firings: its middle in degrees, how far its areas lie from it (km), its share."""

    name: str
    latitude: float
    longitude: float
    reach_km: float
    share: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """Where areas may come from: logarithms of the densities, and the chances of the sites."""

    orbital: float
    """Natural logarithm of the density under a launch to orbit from one of the sites."""
    firing: float
    """The same under firings at ranges or anywhere."""
    sites: dict[str, float]
    """The chance of each site, given a launch to orbit; those over one in a thousand, likeliest first."""
    range: str
    """The range that explains the areas best."""


@cache
def origins() -> tuple[Origin, ...]:
    """The orbital sites of the table."""
    from launchwatch.launcher import load_site

    raw = _raw()["origin"]
    total = sum(one["launches"] for one in raw)
    found = []
    for one in raw:
        if "site" in one:
            site = load_site(one["site"])
            name, lat, lon = site.name, site.latitude, site.longitude
        else:
            name, (lat, lon) = one["name"], one["place"]
        words = tuple(one.get("words", ()))
        share = one["launches"] / total
        found.append(Origin(name, float(lat), float(lon), share, *_directions(one["ways"]), words))
    return tuple(found)


@cache
def ranges() -> tuple[Range, ...]:
    """The ranges of the table."""
    raw = _raw()["range"]
    total = sum(one["weight"] for one in raw) / (1.0 - _NOWHERE)
    return tuple(
        Range(
            r["name"], float(r["place"][0]), float(r["place"][1]), float(r["reach_km"]), r["weight"] / total
        )
        for r in raw
    )


@cache
def _raw() -> dict[str, Any]:
    text = files("launchwatch.notice").joinpath("data/origins.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _directions(ways: Sequence[Sequence[float]]) -> tuple[Array, Array]:
    """Directions and their shares: even within the ways, with soft ends."""
    share = np.zeros(len(DIRECTIONS))
    for begin, end in ways:
        half = 0.5 * ((end - begin) % 360.0 or 360.0)
        off = np.abs((DIRECTIONS - begin - half + 180.0) % 360.0 - 180.0) - half
        share = np.maximum(share, np.exp(-0.5 * (np.maximum(off, 0.0) / _SOFT_DEG) ** 2))
    keep = share > _LEAST * share.sum()
    return DIRECTIONS[keep], share[keep] / share[keep].sum()


def weigh_origins(
    rings: Sequence[Ring], windows: Sequence[Any], said: Sequence[str], text: str = ""
) -> Weighed:
    """Weigh the areas of one or more notices, and what their text names, against every site and range.

    >>> near = [(28.6, -80.6), (29.0, -80.4), (28.6, -80.2)]
    >>> far = [(32.0, -77.0), (32.4, -76.9), (32.5, -76.3), (32.1, -76.4)]
    >>> found = weigh_origins([near, far], [[], []], ["", ""])
    >>> next(iter(found.sites)), found.orbital > found.firing
    ('Cape Canaveral', True)
    """
    odds, upper = odds_of(windows, said), text.upper()
    by_site = {}
    groups = together([seen_from(ring, 0.0, 0.0) for ring in rings])
    for site in origins():
        seen = [seen_from(ring, site.latitude, site.longitude) for ring in rings]
        named = _NAMED if any(word in upper for word in site.words) else 1.0
        by_site[site.name] = named * site.share * density(seen, odds, site.directions, site.shares, groups)
    total = max(sum(by_site.values()), 1e-300)
    firing, name = _firing([seen_from(ring, 0.0, 0.0) for ring in rings])
    likely = sorted(((p / total, n) for n, p in by_site.items() if p / total > 1e-3), reverse=True)
    return Weighed(math.log(total), firing, {n: round(p, 4) for p, n in likely}, name)


def _firing(seen: Sequence[Seen]) -> tuple[float, str]:
    """Logarithm of the density of areas at the ranges, one for each group of areas; the best range."""
    places = ranges()
    at = unit([r.latitude for r in places], [r.longitude for r in places])
    reach = np.array([r.reach_km for r in places])
    share = np.array([r.share for r in places])
    log, by_range = 0.0, np.zeros(len(places))
    for group in together(seen):
        one = seen[group[0]]
        away = apart_m(at, unit(*one.middle)) / 1e3
        here = share * np.exp(-0.5 * (away / reach) ** 2) / (2.0 * math.pi * reach**2)
        nowhere = _NOWHERE / (4.0 * math.pi * (RADIUS_M / 1e3) ** 2)
        log += math.log((here.sum() + nowhere) * strange(one))
        by_range += here
    return log, places[int(np.argmax(by_range))].name
