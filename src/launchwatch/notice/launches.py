"""Roles and probabilities for notices that were read: which tell of one launch, from which pad.

Notices tell of one launch when their windows go together and one launch explains all their areas better
than a launch for each does.  The pad is the one given, or every likely one, weighed.  The roles of a
notice that may have no orbital launch behind it are those it would have, times the probability of the launch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from launchwatch.notice.dates import Window
from launchwatch.notice.likeness import features, model, notice_rings, weigh_notice, weighed_areas
from launchwatch.notice.origins import Weighed, origins, weigh_origins
from launchwatch.notice.pieces import ROLES
from launchwatch.notice.reader import Notice
from launchwatch.notice.roles import area_roles
from launchwatch.notice.sphere import Array

_APART = timedelta(hours=5)  # a stage comes back within this of its launch
_MOST = 30  # notices that are tried together
_FIRINGS = 2.0  # firings are as much rarer than launches (natural logarithm) among notices given together
_GAIN = 0.5  # how much better (natural logarithm) one launch explains areas than two
_LIKELY = 0.05  # sites that are less likely are left out of the roles


@dataclass(frozen=True, slots=True)
class Launch:
    """Notices that tell of one launch: their places in the list, and the chances of the sites."""

    members: tuple[int, ...]
    sites: dict[str, float]
    pad: tuple[str, float, float] | None
    """Name and position (deg) of the site that is likelier than not, where it was not given."""


def with_roles(notices: Sequence[Notice], site: tuple[float, float] | None = None) -> list[Notice]:
    """The notices of `assess_notices` alone."""
    return assess_notices(notices, site)[0]


def assess_notices(
    notices: Sequence[Notice], site: tuple[float, float] | None = None
) -> tuple[list[Notice], list[Launch]]:
    """The notices with the roles of their areas and `p_orbital_launch`, and the launches they tell of.

    Parameters
    ----------
    notices:
        Notices as read, or joined.
    site:
        Latitude and longitude (deg) of the pad, where it is known.

    >>> from launchwatch.notice import read_notices
    >>> found, launches = assess_notices(read_notices('''NAVAREA IV 1160/25. NORTH ATLANTIC. FLORIDA.
    ... 1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING 020509Z TO 020909Z NOV IN AREAS BOUND BY:
    ... A. 27-48.00N 077-39.00W, 28-10.00N 077-33.00W, 28-02.00N 076-12.00W, 27-36.00N 076-20.00W.
    ... B. 28-38.85N 080-37.58W, 28-40.00N 080-37.00W, 28-34.00N 080-03.00W, 28-25.00N 080-04.00W.'''))
    >>> [max(area.role, key=area.role.get) for area in found[0].areas], max(launches[0].sites)
    (['stage 1', 'launch area'], 'Cape Canaveral')
    """
    alone = [weigh_notice(one) for one in notices]
    chances = [
        model().probability(features(one, weighed)) for one, weighed in zip(notices, alone, strict=True)
    ]
    found = [
        replace(one, p_orbital_launch=round(p, 4), areas=[replace(area) for area in one.areas])
        for one, p in zip(notices, chances, strict=True)
    ]
    launches = []
    for members, weighed in _groups(notices, alone):
        launches.append(
            Launch(tuple(members), {} if site else weighed.sites, None if site else _pad(weighed))
        )
        areas = [(area, chances[i]) for i in members for area in weighed_areas(found[i])]
        for (area, p), roles in zip(areas, _roles([notices[i] for i in members], weighed, site), strict=True):
            area.role = _times(roles, p)
    return found, launches


def _groups(notices: Sequence[Notice], alone: Sequence[Weighed | None]) -> list[tuple[list[int], Weighed]]:
    """Notices with areas, by launch, each group with what its areas together say of the site.

    The two groups that gain most by being one launch are joined, and again until none gains.
    """
    groups = [([i], weighed) for i, weighed in enumerate(alone) if weighed is not None]
    if len(groups) > _MOST:
        return groups
    pairs = {
        (a, b): found
        for b in range(len(groups))
        for a in range(b)
        if (found := _pair(notices, groups[a], groups[b])) is not None
    }
    alive = set(range(len(groups)))
    while pairs:
        (a, b), (gain, joint) = max(pairs.items(), key=lambda pair: (pair[1][0], pair[0]))
        if gain <= _GAIN:
            break
        groups.append((sorted((*groups[a][0], *groups[b][0])), joint))
        alive -= {a, b}
        pairs = {pair: found for pair, found in pairs.items() if not {a, b} & set(pair)}
        new = len(groups) - 1
        for other in sorted(alive):
            if (found := _pair(notices, groups[other], groups[new])) is not None:
                pairs[other, new] = found
        alive.add(new)
    return sorted((groups[g] for g in alive), key=lambda group: group[0])


def _pair(
    notices: Sequence[Notice], one: tuple[list[int], Weighed], two: tuple[list[int], Weighed]
) -> tuple[float, Weighed] | None:
    """How much better (natural logarithm) one launch explains two groups than the best of each does."""
    if not any(_near(notices[i].windows, notices[j].windows) for i in one[0] for j in two[0]):
        return None
    joint = _weigh([notices[i] for i in sorted((*one[0], *two[0]))])
    apart = sum(max(weighed.orbital, weighed.firing - _FIRINGS) for _, weighed in (one, two))
    return joint.orbital - apart, joint


def _pad(weighed: Weighed) -> tuple[str, float, float] | None:
    """The site that is likelier than not."""
    likely = [one for one in origins() if weighed.sites.get(one.name, 0.0) > 0.5]
    return (likely[0].name, likely[0].latitude, likely[0].longitude) if likely else None


def _near(a: Sequence[Window], b: Sequence[Window]) -> bool:
    """Whether some windows begin within some hours of one another."""
    return any(abs(p[0] - q[0]) <= _APART for p in a[:64] for q in b[:64])


def _together(notices: Sequence[Notice]) -> tuple[list[Array], list[list[Window]], list[str]]:
    parts = [notice_rings(one) for one in notices]
    rings, windows, words = ([one for part in parts for one in part[k]] for k in range(3))
    return rings, windows, words  # type: ignore[return-value]


def _weigh(notices: Sequence[Notice]) -> Weighed:
    return weigh_origins(*_together(notices), " ".join(one.text for one in notices))


def _roles(
    notices: Sequence[Notice], weighed: Weighed, site: tuple[float, float] | None
) -> list[dict[str, float]]:
    """The roles of the areas of one launch, over the likely sites."""
    rings, windows, words = _together(notices)
    if site is not None:
        return area_roles(rings, *site, windows, words)
    likely = {name: p for name, p in weighed.sites.items() if p >= _LIKELY} or weighed.sites
    total = np.zeros((len(rings), len(ROLES)))
    for one in origins():
        if one.name in likely:
            by_area = area_roles(rings, one.latitude, one.longitude, windows, words)
            total += likely[one.name] * np.array([[roles[role] for role in ROLES] for roles in by_area])
    shares = total / np.maximum(total.sum(axis=1, keepdims=True), 1e-300)
    return [dict(zip(ROLES, map(float, row), strict=True)) for row in shares]


def _times(roles: dict[str, float], p: float) -> dict[str, float]:
    """Roles under a launch, times the probability of the launch; the rest is no launch."""
    found = {role: round(p * share, 4) for role, share in roles.items()}
    found["not a launch"] = round(1.0 - sum(v for role, v in found.items() if role != "not a launch"), 4)
    return found
