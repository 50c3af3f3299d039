"""Which catalogued object is it: candidates ranked against the orbit expected of a launch, none included.

Every candidate is carried back to insertion with the secular rates of J2 and with the decay it shows, and
compared with the expected draws (`expected`) in inclination, node, radii of perigee and apogee, and argument
of latitude. Its odds are the density of the draws there over that of strangers (`population`; even in node
and argument), times what its type says (payload, rocket body, debris, by name), its identifier
(`identifiers`) and its designator. Two stories compete for each: the orbit is as it was left, or the object
has moved since, by its own engine or by the air, and the node has drifted at any height between.

    p(k) = prior L(k)/g(k) / (p0 + prior sum over j of L(j)/g(j)),   prior = (1 - p0) / candidates

An object that was tracked before lift-off cannot be it. TEME; metres, seconds, radians.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.orbit.elements import Elements
from launchwatch.orbit.expected import Expected
from launchwatch.orbit.identifiers import Anchor, newest, newness, number, turns_of_the_year
from launchwatch.orbit.population import crowding
from launchwatch.orbit.secular import secular_rates

Array = npt.NDArray[np.float64]

#: Candidates compared at a time.
AT_A_TIME = 256
#: Chance that the object is not in the list at all: not yet catalogued, kept secret, or come down.
ABSENT = 0.05
#: What is asked for, and how often an object of the launch bears a name of each type; beside it, strangers.
TYPES = ("payload", "rocket body", "debris", "unknown")
ASKED = {
    "payload": np.array([0.80, 1e-6, 1e-6, 0.20]),
    "rocket body": np.array([1e-3, 0.85, 1e-3, 0.148]),
}
STRANGERS = np.array([0.55, 0.10, 0.25, 0.10])
#: Chance of having moved: at once, at most, and the days in which it comes.
MOVED_SOON, MOVED_EVER, MOVED_DAYS = 0.02, 0.40, 25.0
#: Kernels of the orbit as it was left: inclination, rad; logarithm of a radius; node, rad, and rad a second.
K_INCLINATION, K_RADIUS, K_NODE, K_NODE_RATE = math.radians(0.06), 0.0012, math.radians(0.15), 2e-10
#: Kernels after a move: inclination, logarithm of a radius, node.
M_INCLINATION, M_RADIUS, M_NODE = math.radians(0.3), 0.04, math.radians(1.0)
#: Argument of latitude: its kernel, rad, and the share of the decay's effect that is uncertain.
K_LATITUDE, DECAY_ERROR = math.radians(1.0), 0.5
#: Decay that the set does not show: 1e-4 revolutions/day2 (about that of 500 km), rad/s2; and the most that
#: a present decay is believed to have done, as a share of the radius.
UNSEEN_DECAY, MOST_SUNK = 1e-4 * 2.0 * math.pi / 86400.0**2, 0.02
#: What moves up by itself is often left so much lower than planned, m.
RAISED = 100e3
#: Share of nodes and latitudes that are anywhere: whatever this model does not know.
STRAY = 0.03


@dataclass(frozen=True, slots=True)
class Candidate:
    """One object and the chance that it is the one; `kind` is its type by name, `off` how it compares."""

    identifier: str
    name: str
    p: float
    kind: str
    node_off_deg: float
    inclination_off_deg: float
    perigee_off_km: float
    apogee_off_km: float

    def to_json(self) -> dict[str, Any]:
        """The candidate as JSON."""

        def figure(value: float, digits: int) -> float | None:
            return round(value, digits) if math.isfinite(value) else None

        return {
            "id": self.identifier,
            "name": self.name,
            "p": float(f"{self.p:.6g}"),
            "type": self.kind,
            "off": {
                "node_deg": figure(self.node_off_deg, 2),
                "inclination_deg": figure(self.inclination_off_deg, 3),
                "perigee_km": figure(self.perigee_off_km, 1),
                "apogee_km": figure(self.apogee_off_km, 1),
            },
        }


@dataclass(frozen=True, slots=True)
class Match:
    """Candidates by falling chance, and the chance that it is none of them; together 1."""

    candidates: list[Candidate]
    none_of_these: float
    considered: int

    def to_json(self, at_most: int | None = None) -> dict[str, Any]:
        """The contract of `launchwatch match --json`."""
        return {
            "candidates": [c.to_json() for c in self.candidates[:at_most]],
            "none_of_these": float(f"{self.none_of_these:.6g}"),
            "considered": self.considered,
        }


def match(
    expected: Expected,
    catalogue: Sequence[Elements],
    *,
    before: Sequence[Elements] = (),
    anchors: Sequence[Anchor] = (),
    ask: str = "payload",
    absent: float = ABSENT,
) -> Match:
    """Rank the objects of a catalogue (of several sets of one object the one nearest to insertion counts).

    `before` is an earlier catalogue: its objects are older than the launch and its numbers date identifiers,
    as further `anchors` do. `ask` is "payload" or "rocket body". An empty list gives `none_of_these` 1.
    """
    found = candidates_of(catalogue, expected.lift_off, before)
    dated = [*anchors, *(a for a in (newest(before), newest(catalogue)) if a is not None)]
    dated += turns_of_the_year([*before, *catalogue])
    odds = orbit_density(expected, found) / stranger_density(found) * said(expected, found, ask)
    odds *= newness(numbers_of(found), expected.lift_off, dated)
    return ranked(expected, found, odds, absent)


def candidates_of(
    catalogue: Sequence[Elements], lift_off: datetime, before: Sequence[Elements] = ()
) -> list[Elements]:
    """One set of every object that was not tracked before lift-off, nearest to it, in the order given."""
    old = {e.identifier for e in (*before, *catalogue) if e.epoch < lift_off}
    nearest: dict[str, Elements] = {}
    for e in catalogue:
        if e.identifier not in old:
            held = nearest.get(e.identifier)
            if held is None or e.epoch < held.epoch:
                nearest[e.identifier] = e
    return list(nearest.values())


def numbers_of(found: Sequence[Elements]) -> Array:
    """The catalogue numbers (n,)."""
    return np.array([number(e.identifier) for e in found])


def said(expected: Expected, found: Sequence[Elements], ask: str = "payload") -> Array:
    """What names and designators (n,) say, as odds against a stranger."""
    types = [TYPES.index(type_of(e.name)) for e in found]
    letters = np.array([designated(e.designator, expected.lift_off, ask) for e in found])
    return np.asarray((ASKED[ask] / STRANGERS)[types] * letters)


def ranked(expected: Expected, found: Sequence[Elements], odds: Array, absent: float) -> Match:
    """Odds against a stranger to chances, none of these included."""
    if not found:
        return Match([], 1.0, 0)
    share = odds * (1.0 - absent) / len(found)
    total = absent + float(np.sum(share))
    offs = _offs(expected, found)
    order = np.lexsort((np.arange(len(found)), -share))
    return Match(
        [
            Candidate(
                found[k].identifier,
                found[k].name,
                float(share[k]) / total,
                type_of(found[k].name),
                *map(float, offs[k]),
            )
            for k in order
        ],
        absent / total,
        len(found),
    )


def type_of(name: str) -> str:
    """The type of an object by its name.

    >>> type_of("CZ-2D R/B"), type_of("CZ-6A DEB"), type_of("OBJECT B"), type_of("YAOGAN-36 03A")
    ('rocket body', 'debris', 'unknown', 'payload')
    """
    plain = name.strip().upper()
    if re.search(r"\bR/B\b|\bKICK STAGE\b|\bAKM\b|\bPKM\b|\bUPPER STAGE\b", plain):
        return "rocket body"
    if re.search(r"\bDEB\b|\bDEBRIS\b|\bCOOLANT\b", plain):
        return "debris"
    return "unknown" if not plain or re.match(r"OBJECT [A-Z]+$|TBA\b|UNKNOWN\b", plain) else "payload"


def designated(designator: str, lift_off: datetime, ask: str = "payload") -> float:
    """What an international designator says: the year of launch, and A for the payload as a rule.

    >>> from datetime import UTC
    >>> at = datetime(2023, 11, 21, tzinfo=UTC)
    >>> designated("2023-179A", at) > designated("2023-179B", at) > designated("2022-145A", at)
    True
    """
    parts = re.fullmatch(r"(\d{4})-?\d{3}([A-Z]{1,3})", designator.strip())
    if parts is None:
        return 1.0
    if int(parts[1]) != lift_off.year:
        near = {(lift_off - timedelta(days=1)).year, (lift_off + timedelta(days=1)).year}
        return 1.0 if int(parts[1]) in near else 1e-4
    return (1.6 if parts[2] == "A" else 0.7) if ask == "payload" else (0.4 if parts[2] == "A" else 1.3)


def _columns(found: Sequence[Elements]) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Mean semi-major axis, eccentricity, inclination, node, argument of latitude, rate of mean motion."""
    rows = np.array(
        [
            (
                e.semi_major_axis,
                e.eccentricity,
                e.inclination,
                e.raan,
                math.radians(e.argument_of_perigee_deg + e.mean_anomaly_deg),
                # the published figure is half the rate, in revolutions/day2
                2.0 * e.mean_motion_dot * 2.0 * math.pi / 86400.0**2,
            )
            for e in found
        ]
    )
    a, e, i, node, latitude, rate = rows.T
    return a, e, i, node, latitude, rate


def _node_rate(a: Array, e: Array, i: Array) -> Array:
    return secular_rates(a, e, i)[0]


def orbit_density(parts: Expected, found: Sequence[Elements]) -> Array:
    """Density (n,) of the orbit expected, at each object carried back to insertion."""
    out = np.zeros(len(found))
    if not found:
        return out
    age = _ages(parts, found)
    columns = _columns(found)
    for first in range(0, len(found), AT_A_TIME):
        part = slice(first, first + AT_A_TIME)
        some = [column[part, None] for column in columns]
        out[part] = _density(parts, age[part, None], some) @ parts.weight
    return out


def stranger_density(found: Sequence[Elements]) -> Array:
    """Density (n,) of strangers at each object, node and argument of latitude even."""
    if not found:
        return np.ones(0)
    a, e, i, node = _columns(found)[:4]
    crowd = crowding(i, node, np.log(a * (1.0 - e)), np.log(a * (1.0 + e)))
    return np.asarray(crowd / (2.0 * math.pi) ** 2)


def _ages(parts: Expected, found: Sequence[Elements]) -> Array:
    """Seconds from the central instant of insertion to each epoch."""
    return np.array([(e.epoch - parts.middle).total_seconds() for e in found])


def _density(parts: Expected, age: Array, columns: list[Array]) -> Array:
    """Density (candidate, part) in inclination, logarithms of the radii, node and argument of latitude."""
    a, e, i, node, latitude, speed_up = columns
    low, high = np.log(a * (1.0 - e)), np.log(a * (1.0 + e))
    back = age - (parts.instant_s - np.median(parts.instant_s))[None, :]
    node_rate, turn, anomaly = secular_rates(a, e, i)
    # the air: how much of its radius it lost since, as far as its present decay tells
    sunk = np.clip(2.0 / 3.0 * speed_up / anomaly * back, -MOST_SUNK, MOST_SUNK)
    drift = 1.75 * node_rate * sunk * back
    now = node - node_rate * back
    # as it was left
    loose = DECAY_ERROR * np.abs(sunk)
    still = _normal(low + sunk - parts.low, _sum(K_RADIUS, loose, parts.s_low))
    still *= _normal(high + sunk - parts.high, _sum(K_RADIUS, loose, parts.s_high))
    still *= _normal(i - parts.inclination, _sum(K_INCLINATION, parts.s_inclination))
    width = _sum(K_NODE, K_NODE_RATE * back, DECAY_ERROR * drift, parts.s_node)
    still *= _wrapped(now + drift - parts.node, np.zeros(1), width)
    u = latitude - (anomaly + turn) * back + 0.5 * speed_up * back**2
    slack = 0.5 * (np.abs(speed_up) * DECAY_ERROR + UNSEEN_DECAY) * back**2
    still *= _wrapped(u - parts.latitude, np.zeros(1), _sum(K_LATITUDE, slack, parts.s_latitude))
    # moved since: from the height of insertion, or one up to RAISED lower, to this one, at any time between
    moved = _laplace(low - parts.low, _sum(M_RADIUS, parts.s_low))
    moved *= _laplace(high - parts.high, _sum(M_RADIUS, parts.s_high))
    moved *= _laplace(i - parts.inclination, _sum(M_INCLINATION, parts.s_inclination))
    first = np.exp(0.5 * (parts.low + parts.high))[None, :] - RAISED
    at_first = secular_rates(np.broadcast_to(first, (len(a), len(parts))), np.minimum(e, 0.05), i)[0]
    sweep = -(at_first - node_rate) * back
    moved *= _wrapped(now - parts.node, sweep, _sum(M_NODE, K_NODE_RATE * back, parts.s_node))
    moved /= 2.0 * math.pi
    days = np.maximum(age, 0.0) / 86400.0
    share = MOVED_SOON + (MOVED_EVER - MOVED_SOON) * -np.expm1(-days / MOVED_DAYS)
    return np.asarray((1.0 - share) * still + share * moved)


def _sum(*widths: Array | float) -> Array:
    """Independent spreads together."""
    return np.asarray(np.sqrt(sum(np.square(w) for w in widths)))


def _normal(off: Array, sd: Array | float) -> Array:
    # heavier than normal in the tails: Student's t with four degrees of freedom
    return np.asarray(0.375 / sd * (1.0 + (off / sd) ** 2 / 4.0) ** -2.5)


def _laplace(off: Array, scale: Array) -> Array:
    return np.asarray(np.exp(-np.abs(off) / scale) / (2.0 * scale))


def _wrapped(off: Array, sweep: Array, sd: Array) -> Array:
    """Density at an angle off the expected one that is smeared evenly over `sweep` and by `sd`, rad.

    The angle expected lies anywhere from `off` to `off + sweep` away. Unknown angles (nan) and what is
    smeared over a turn are even.
    """
    from scipy.special import ndtr

    even = 1.0 / (2.0 * math.pi)
    width = np.hypot(np.abs(sweep), 1e-3 * sd)
    middle = off + 0.5 * sweep
    middle = (middle + math.pi) % (2.0 * math.pi) - math.pi
    total = np.zeros(np.broadcast_shapes(middle.shape, width.shape, np.shape(sd)))
    for turn in (-1, 0, 1):
        x = middle + 2.0 * math.pi * turn
        total = total + (ndtr((x + 0.5 * width) / sd) - ndtr((x - 0.5 * width) / sd)) / width
    lost = np.isnan(total) | (width > 1.8 * math.pi) | (np.broadcast_to(sd, total.shape) > 1.5)
    return np.where(lost, even, (1.0 - STRAY) * total + STRAY * even)


def _offs(parts: Expected, found: Sequence[Elements]) -> Array:
    """How candidates compare with the middle of the draws: node, inclination (deg), perigee, apogee (km)."""
    a, e, i, node, _, _ = _columns(found)
    back = _ages(parts, found)
    off = (node - _node_rate(a, e, i) * back)[:, None] - parts.node[None, :]
    off = (off + math.pi) % (2.0 * math.pi) - math.pi
    # two branches (northward, southward): the nearer one counts
    least = np.full(len(found), np.nan)
    if not np.all(np.isnan(off[0])):
        least = off[np.arange(len(found)), np.nanargmin(np.abs(off), axis=1)]
    return np.column_stack(
        [
            np.degrees(least),
            np.degrees(i - np.median(parts.inclination)),
            (a * (1.0 - e) - np.exp(np.median(parts.low))) / 1e3,
            (a * (1.0 + e) - np.exp(np.median(parts.high))) / 1e3,
        ]
    )
