"""Typos in the corners of an area: found, mended where one reading is clearly right, always told.

A ring is suspect when a corner is no position at all or is written unlike its sisters, lies far from them,
when the ring crosses itself or when four corners do not go round one way.  Each corner is then read again as
if one slip had been made (hemisphere letter, two digits swapped, a digit too many or too few, one digit
wrong); a reading that makes the ring sound is a mend.  It is taken only when no other does nearly as well;
otherwise the corners stay as written, and the sentence says what is odd.  How often that is right is measured
by `benchmarks/notice_typos.py`.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from launchwatch.notice.coordinates import Position, position
from launchwatch.notice.ring import Vertex, convex, detours, far_vertex, self_crossing, skewness, suspect

_COST = {
    "hemisphere": 1,
    "swapped digits": 1,
    "a digit too many": 1,
    "a digit too few": 2,
    "a wrong digit": 3,
}
_PLAINLY_FAR = 2.5  # detour beyond which no other corner can be the wrong one
_REGULAR = 0.05  # a changed digit is believed only where it makes a regular area
_ORDERLY = 0.1  # skewness up to which corners in a new order are believed against a typo
_SOUND = 0.4  # the most a mended ring may be unlike an ordinary area
_HARMLESS = ("point for a dash", "letter is missing")  # the position is read all the same
_SAME = 2e-3  # degrees within which two readings are one
_MOST_CORNERS = 40  # larger rings are told, not mended


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of one corner: the kind of slip it supposes, and the position it gives."""

    kind: str
    place: Position


Candidate = tuple[float, int, Reading]  # how unlike an area, which corner, read how


@dataclass(slots=True)
class Effort:
    """How many more odd areas of a text are searched for typos; it keeps the time of huge texts in bounds."""

    left: int = 40

    def spend(self, group: list[Position]) -> bool:
        """Whether this area may be searched; an odd one costs one."""
        if self.left > 0 and (any(p.problem for p in group) or suspect([(p.lat, p.lon) for p in group])):
            self.left -= 1
        return self.left > 0


def readings(corner: Position, sisters: list[Position]) -> list[Reading]:
    """All positions one slip away from what is written, each once, the likelier slip first."""
    lat, ns, lon, ew = corner.words
    if not lat:
        return []  # a corner of an arc, not written anywhere
    out: list[Reading] = []
    seen: set[Vertex] = set()

    def add(kind: str, *words: str) -> None:
        place = position(words[0], words[1], words[2], words[3], corner.start, corner.end)
        at = (place.lat, place.lon)
        if not place.problem and at not in seen and at != (corner.lat, corner.lon):
            seen.add(at)
            out.append(Reading(kind, place))

    other_ns, other_ew = "NS"[ns == "N"], "EW"[ew == "E"]
    add("hemisphere", lat, other_ns, lon, ew)
    add("hemisphere", lat, ns, lon, other_ew)
    for kind, variants in (
        ("swapped digits", _swapped),
        ("a digit too many", _shorter),
        ("a digit too few", _longer),
        ("a wrong digit", _changed),
    ):
        for half, text in enumerate((lat, lon)):
            count = _digits(text)
            usual = [_digits(s.words[2 * half]) for s in sisters if s.words[2 * half]]
            if kind == "a digit too many" and not (usual and count == max(usual) + 1):
                continue
            if kind == "a digit too few" and not (usual and count == min(usual) - 1):
                continue
            for variant in variants(text):
                add(kind, *((variant, ns, lon, ew) if half == 0 else (lat, ns, variant, ew)))
    return out


def _digits(text: str) -> int:
    return len(re.sub(r"\D", "", text))


def _places(text: str) -> list[int]:
    return [k for k, c in enumerate(text) if c.isdigit()]


def _swapped(text: str) -> list[str]:
    spots = _places(text)
    out = []
    for a, b in itertools.pairwise(spots):
        if b - a > 1 and "\n" not in text[a:b]:
            continue  # digits of degrees and of minutes are not swapped with each other
        letters = list(text)
        letters[a], letters[b] = letters[b], letters[a]
        out.append("".join(letters))
    return out


def _shorter(text: str) -> list[str]:
    return [text[:k] + text[k + 1 :] for k in _places(text)]


def _longer(text: str) -> list[str]:
    spots = _places(text)
    return [text[:k] + d + text[k:] for k in [*spots, spots[-1] + 1] for d in "0123456789"]


def _changed(text: str) -> list[str]:
    return [text[:k] + d + text[k + 1 :] for k in _places(text) for d in "0123456789" if d != text[k]]


def _unlike(group: list[Position]) -> int | None:
    """The one corner written in other widths of degrees and minutes than all its sisters, or None."""
    if len(group) < 4 or not all(p.words[0] for p in group):
        return None
    for half in (0, 2):
        widths = [_widths(p.words[half]) for p in group]
        usual = max(set(widths), key=widths.count)
        odd = [k for k, w in enumerate(widths) if w != usual]
        if len(odd) == 1:
            return odd[0]
    return None


def _widths(angle: str) -> tuple[int, ...]:
    if "°" in angle or "DEG" in angle:
        return ()  # degrees before a sign are written as wide as they are
    whole = re.sub(r"\.\d*$", "", re.sub(r"[\r\n]", "", angle))
    return tuple(len(part) for part in re.findall(r"\d+", whole))


def mend(group: list[Position], search: bool = True) -> tuple[list[Vertex], list[str]]:
    """The corners of an area, mended where one reading is clearly right, and what is odd about them.

    Parameters
    ----------
    search:
        Whether other readings are tried at all; a text of very many odd areas would take too long.

    >>> words = ("30-00", "N", "120-00", "E"), ("30-00", "N", "121-00", "E"), ("31-00", "S", "121-00", "E")
    >>> ring, told = mend([position(*w) for w in (*words, ("31-00", "N", "120-00", "E"))])
    >>> ring[2], told
    ((31.0, 121.0), ["vertex 3 '31-00S 121-00E' is read as 31.000, 121.000: hemisphere"])
    """
    ring = [(p.lat, p.lon) for p in group]
    broken = [k for k, p in enumerate(group) if p.problem]
    odd = suspect(ring) if all(_on_globe(v) for v in ring) else "a vertex is off the globe"
    unlike = _unlike(group)
    if unlike is not None and not broken:
        odd = f"vertex {unlike + 1} {written(group[unlike])!r} is written unlike the others"
        broken = [unlike]
    told = [f"position {written(p)!r}: {p.problem}" for p in group if p.problem]
    if not odd and all(any(h in group[k].problem for h in _HARMLESS) for k in broken):
        return ring, told
    if search and 3 <= len(group) <= _MOST_CORNERS and len(broken) <= 1:
        order = None if broken or len(ring) != 4 or far_vertex(ring) is not None else _reordered(ring)
        found = _candidates(group, broken)
        best = _standing_out(group, broken, found)
        if order is not None and _orderly(order, group):
            return order, [f"{odd}; they are put in the order of a ring"]
        if order is None and best is not None:
            k, reading = best
            ring[k] = (reading.place.lat, reading.place.lon)
            closing = k == len(ring) - 1 > 2 and ring[k] == ring[0]
            said = f"{ring[k][0]:.3f}, {ring[k][1]:.3f}: {reading.kind}"
            return ring[: -1 if closing else None], [
                f"vertex {k + 1} {written(group[k])!r} is read as {said}"
            ]
    return [v for v in ring if _on_globe(v)], told + ([f"{odd}: a typo?"] if odd else [])


def _orderly(order: list[Vertex], group: list[Position]) -> bool:
    """Whether four corners in a new order are likelier meant than those written, with one slip."""
    skew = skewness(order)
    rivals = _candidates(group, [], every=True)
    return skew < _ORDERLY or not rivals or rivals[0][0] > skew


def _on_globe(v: Vertex) -> bool:
    return abs(v[0]) <= 90.0 and abs(v[1]) <= 180.0


def written(p: Position) -> str:
    """A position as its text has it."""
    lat, ns, lon, ew = p.words
    return f"{lat}{ns} {lon}{ew}".replace("\r", "").replace("\n", "")


def _reordered(ring: list[Vertex]) -> list[Vertex] | None:
    """Four corners that cross as given, in the one order that goes round, if there is one."""
    if not self_crossing(ring):
        return None
    a, b, c, d = ring
    sound = [order for order in ([a, b, d, c], [a, c, b, d]) if convex(order) and not self_crossing(order)]
    return sound[0] if len(sound) == 1 else None


def _candidates(group: list[Position], broken: list[int], every: bool = False) -> list[Candidate]:
    """Each corner and reading (of every kind, if so told) that makes the ring sound, the likeliest first."""
    ring = [(p.lat, p.lon) for p in group]
    far = far_vertex(ring) if all(_on_globe(v) for v in ring) else None
    alone = far is not None and detours(ring)[far] > _PLAINLY_FAR
    named = far is not None and (alone or len(ring) > 4)
    corners = broken or ([far] if named and far is not None else range(len(ring)))
    kinds = set(_COST) if len(ring) > 3 else {"hemisphere"}
    if not broken and far is None and not every:  # the ring only crosses itself
        kinds = {"hemisphere", "swapped digits"} if len(ring) == 4 else {"hemisphere"}
    found: list[Candidate] = []
    for k in corners:
        sisters = group[:k] + group[k + 1 :]
        for reading in readings(group[k], sisters):
            mended = [*ring[:k], (reading.place.lat, reading.place.lon), *ring[k + 1 :]]
            if reading.kind in kinds and _near(reading.place, sisters):
                wrong = _wrongness(mended)
                if wrong is not None:
                    found.append((wrong + 0.05 * (_COST[reading.kind] - 1), k, reading))
    return sorted(found, key=lambda f: f[0])


def _near(place: Position, sisters: list[Position]) -> bool:
    """Whether a position lies within the reach of others, or once more their extent beside it."""
    lats = [s.lat for s in sisters]
    turns = [(s.lon - place.lon + 180.0) % 360.0 - 180.0 for s in sisters]
    reach = max(max(lats) - min(lats), max(turns) - min(turns)) + 0.5
    beside = min(lats) - reach <= place.lat <= max(lats) + reach
    return beside and min(turns) <= reach and max(turns) >= -reach


def _standing_out(
    group: list[Position], broken: list[int], found: list[Candidate]
) -> tuple[int, Reading] | None:
    """The one candidate that is better than all others by far, if there is one."""
    if not found:
        return None
    score, corner, reading = found[0]
    first = (group[0].lat, group[0].lon)
    closing = [f for f in found if f[1] == len(group) - 1 > 2 and (f[2].place.lat, f[2].place.lon) == first]
    if closing and not broken:  # the first corner said again, with a slip
        return closing[0][1:]
    rest = [f for f in found[1:] if f[1] != corner or not _same(f[2].place, reading.place)]
    margin = 0.1 if reading.kind == "a wrong digit" else 0.04
    clear = not rest or rest[0][0] > 3.0 * score + margin
    if reading.kind == "a wrong digit":
        clear = clear and (not rest or (len(group) == 4 and score - 0.1 < _REGULAR))
    elif reading.kind != "hemisphere":
        clear = clear and (not rest or len(group) == 4)
    return (corner, reading) if clear and score < _SOUND else None


def _same(p: Position, q: Position) -> bool:
    return abs(p.lat - q.lat) < _SAME and abs(p.lon - q.lon) < _SAME


def _wrongness(ring: list[Vertex]) -> float | None:
    """How unlike an ordinary area a ring is (0 is best), or None when it is still suspect."""
    if suspect(ring):
        return None
    if len(ring) == 4:
        return skewness(ring)
    return max(detours(ring)) * (1.0 if convex(ring) else 1.5) if len(ring) > 4 else 0.0
