"""Which notices tell of the same thing: re-issues, cancellations, relays, and zones cut at borders.

Four kinds of links. A notice *cancels* another by its number ("CANCEL NAVAREA IV 1165/22"), and is its
*re-issue* where both name areas. It is a *relay* where it gives the same ring within rounding for the same
time. And one zone is *cut* at the borders of flight information regions and told in two or three notices,
whose rings touch, make one plain shape together, and share their windows; of one office, only rings with a
common edge are parts of one zone. `find_chains` says what belongs together; `join_notices` makes one notice
of each chain, with all numbers, all texts, and every area once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from launchwatch.notice.dates import Window
from launchwatch.notice.reader import Notice, NoticeArea
from launchwatch.notice.rings import Array, area_ring
from launchwatch.notice.sphere import apart_m, unit

if TYPE_CHECKING:
    from launchwatch.earth import LocalMap

_SAME_M = 2_500.0  # rings that agree to this are one ring, rounded
_ODD_M = 150_000.0  # a corner of a relay that is off by less than this is a slip of the pen
_TOUCH_M = 6_000.0  # rings nearer than this touch
_EDGE_M = 250.0  # corners that two parts of one zone have in common agree to this
_PLAIN = 1.2  # a joined zone fills its hull but for this
_APART = timedelta(hours=2)
_REGIONS = re.compile(r"\bA\)\s*((?:[A-Z]{4}\s+)+)")
_MOST = 400  # notices that are compared with one another area by area


@dataclass(frozen=True, slots=True)
class Chain:
    """Notices that belong together: places in the list, and a sentence for each link between two of them."""

    members: tuple[int, ...]
    links: tuple[tuple[str, int, int, str], ...]
    """(kind, later, earlier, sentence); kinds: re-issue, cancel, relay, cut, same number."""


def find_chains(notices: Sequence[Notice]) -> list[Chain]:
    """The chains of two notices and more; notices are named by their place in the list.

    >>> from launchwatch.notice import read_notices
    >>> box = "IN AREA BOUND BY 28-38N 080-37W, 28-57N 080-28W, 28-32N 080-33W."
    >>> text = "NAVAREA IV {}/26. 1. HAZARDOUS OPERATIONS 0{}0424Z TO 0{}0555Z JUL " + box
    >>> first = read_notices(text.format(1, 2, 2))[0]
    >>> again = read_notices(text.format(2, 3, 3) + " 2. CANCEL NAVAREA IV 1/26.")[0]
    >>> find_chains([first, again])[0].links
    (('re-issue', 1, 0, 'NAVAREA IV 2/26 re-issues NAVAREA IV 1/26'),)
    """
    links = [*_by_number(notices), *_by_area(notices)]
    parent = list(range(len(notices)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for _, a, b, _ in links:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    chains: dict[int, list[int]] = {}
    for i in range(len(notices)):
        chains.setdefault(root(i), []).append(i)
    return [
        Chain(tuple(members), tuple(link for link in links if link[1] in members))
        for members in chains.values()
        if len(members) > 1
    ]


def join_notices(notices: Sequence[Notice]) -> list[Notice]:
    """One notice for each chain, the others as they are; nothing is lost.

    A joined notice has the numbers of all its members, joined by " + ", and their texts; each area once, a
    zone that was cut as one; the windows of those that are in force, so not of a notice that was cancelled;
    and the links as `problems`.
    """
    chains = {chain.members[0]: chain for chain in find_chains(notices)}
    inner = {i for chain in chains.values() for i in chain.members}
    return [
        _joined(notices, chains[i]) if i in chains else one
        for i, one in enumerate(notices)
        if i in chains or i not in inner
    ]


def _by_number(notices: Sequence[Notice]) -> list[tuple[str, int, int, str]]:
    """Links by number: cancellations, re-issues, and parts or copies of one notice."""
    at: dict[str, list[int]] = {}
    for i, one in enumerate(notices):
        if one.id:
            at.setdefault(_plain(one.id), []).append(i)
    links = []
    for i, one in enumerate(notices):
        for number in one.cancels:
            for j in at.get(_plain(number), []):
                if i != j:
                    kind, does = ("re-issue", "re-issues") if one.areas else ("cancel", "cancels")
                    links.append((kind, i, j, f"{name(one, i)} {does} {name(notices[j], j)}"))
    for same in at.values():
        for j in same[1:]:
            links.append(("same number", j, same[0], f"{name(notices[j], j)} is given twice or in parts"))
    return links


def _plain(number: str) -> str:
    return re.sub(r"\s+", " ", number.upper()).strip()


def name(notice: Notice, place: int) -> str:
    """What a notice is called: its number, its file, or its place in the list."""
    return notice.id or notice.file or f"notice {place + 1}"


def _by_area(notices: Sequence[Notice]) -> list[tuple[str, int, int, str]]:
    """Links by area: relays, and zones cut at borders; of notices whose windows agree."""
    offices = [_offices(one) for one in notices[:_MOST]]
    rings = [[(area_ring(area), area) for area in one.areas] for one in notices[:_MOST]]
    links = []
    for i, ours in enumerate(rings):
        for j in range(i):
            if not _together(notices[i].windows, notices[j].windows):
                continue
            same = bool(offices[i] & offices[j])
            found = [
                link
                for ring, area in ours
                for other, theirs in rings[j]
                if ring is not None and other is not None and (link := _link(ring, other, area, theirs, same))
            ]
            for kind in ("relay", "cut"):
                said = [odd for k, odd in found if k == kind]
                if said:
                    does = "relays" if kind == "relay" else "tells of the same zone as"
                    sentence = f"{name(notices[i], i)} {does} {name(notices[j], j)}"
                    links.append((kind, i, j, "; ".join([sentence, *filter(None, said)])))
                    break
    return links


def _together(a: Sequence[Window], b: Sequence[Window]) -> bool:
    """Whether windows agree: some begin and end within two hours; none given agree with all."""
    if not a or not b:
        return True
    return any(abs(p - r) <= _APART and abs(q - s) <= _APART for p, q in a[:64] for r, s in b[:64])


def _offices(notice: Notice) -> set[str]:
    """Who issued a notice: the regions in field A) of a notice to airmen, or the series."""
    regions = _REGIONS.search(notice.text.upper())
    return set(regions[1].split()) if regions else {notice.series} - {"", "NOTAM"}


def _link(
    ring: Array, other: Array, area: NoticeArea, theirs: NoticeArea, same_office: bool
) -> tuple[str, str] | None:
    """How two rings belong together, and what is odd about it."""
    gaps = apart_m(unit(ring[:, 0], ring[:, 1])[:, None], unit(other[:, 0], other[:, 1])[None])
    ours, back = gaps.min(axis=1), gaps.min(axis=0)
    if max(ours.max(), back.max()) <= _SAME_M:
        return "relay", ""
    off = np.flatnonzero(ours > _SAME_M)
    if len(off) == 1 and np.count_nonzero(back > _SAME_M) == 1 and len(ring) == len(other) >= 4:
        if ours[off[0]] < _ODD_M:
            k = int(off[0])
            where = f"{ring[k, 0]:.3f}, {ring[k, 1]:.3f}"
            return "relay", f"corner {k + 1} at {where} is {ours[k] / 1e3:.0f} km off there: a typo in one"
        return None
    edge = np.count_nonzero(ours < _EDGE_M) >= 2
    if area.kind == theirs.kind == "polygon" and (edge or not same_office) and _is_cut(ring, other):
        return "cut", ""
    return None


def _is_cut(ring: Array, other: Array) -> bool:
    """Whether two rings are parts of one zone: they touch along an edge and fill their hull together."""
    if float(apart_m(unit(*ring[0]), unit(*other[0]))) > 8e6:
        return False
    import shapely

    one, two = _shapes(_map_of(ring, other), ring, other)
    if one.area <= 0.0 or two.area <= 0.0 or one.distance(two) > _TOUCH_M:
        return False
    both = shapely.union(one, two)
    over = one.intersection(two).area / min(one.area, two.area)
    seam = one.boundary.intersection(two.buffer(_TOUCH_M)).length
    width = min(one.area, two.area) / max(one.length, 1.0)
    return bool(seam > 2.0 * width and both.convex_hull.area <= (_PLAIN if over < 0.35 else 1.05) * both.area)


def _map_of(*rings: Array) -> LocalMap:
    """A flat map about the middle of rings."""
    from launchwatch.earth import LocalMap  # 0.4 s, late

    x, y, z = unit(*np.vstack(rings).T).mean(axis=0)
    return LocalMap(float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x))))


def _shapes(flat: LocalMap, *rings: Array) -> list[Any]:
    """Rings as shapes of a flat map, metres."""
    import shapely

    return [
        shapely.make_valid(shapely.Polygon(np.column_stack(flat.to_plane(ring[:, 0], ring[:, 1]))))
        for ring in rings
    ]


def _joined(notices: Sequence[Notice], chain: Chain) -> Notice:
    """One notice of a chain."""
    gone = {b for kind, _, b, _ in chain.links if kind in ("re-issue", "cancel")}
    members = [notices[i] for i in chain.members]
    valid = [notices[i] for i in chain.members if i not in gone] or members[-1:]
    first = valid[0]
    areas: list[NoticeArea] = []
    for one in valid:
        for area in one.areas:
            _add(areas, area)
    ids = dict.fromkeys(name(notices[i], i) for i in chain.members)
    issued = [one.issued for one in valid if one.issued]
    problems = [problem for one in members for problem in one.problems]
    return replace(
        first,
        id=" + ".join(ids),
        issued=min(issued) if issued else None,
        cancels=list(dict.fromkeys(number for one in members for number in one.cancels)),
        windows=sorted({window for one in valid for window in one.windows}),
        areas=areas,
        problems=list(dict.fromkeys([*problems, *(said for _, _, _, said in chain.links)])),
        text="\n\n".join(one.text.strip("\n") for one in members),
        p_orbital_launch=None,
    )


def _add(areas: list[NoticeArea], area: NoticeArea) -> None:
    """Add an area to those of a joined notice: once, and together with the other part of its zone."""
    ring = area_ring(area)
    for k, other in enumerate(areas):
        theirs = area_ring(other)
        link = _link(ring, theirs, area, other, False) if ring is not None and theirs is not None else None
        if link is None or not _together(area.windows, other.windows):
            continue
        windows = sorted({*other.windows, *area.windows})
        if link[0] == "cut" and ring is not None and theirs is not None:
            areas[k] = replace(other, vertices=_union(theirs, ring), windows=windows)
        else:
            areas[k] = replace(other, windows=windows, said=other.said or area.said)
        return
    areas.append(replace(area))


def _union(ring: Array, other: Array) -> list[tuple[float, float]]:
    """The outline of two touching rings together; the seam between them is closed."""
    import shapely

    flat = _map_of(ring, other)
    parts = _shapes(flat, ring, other)
    wide = [shapely.buffer(part, _TOUCH_M / 2.0, join_style="mitre") for part in parts]
    both = shapely.buffer(shapely.union(*wide), -_TOUCH_M / 2.0, join_style="mitre")
    if both.geom_type != "Polygon":
        both = shapely.union(*parts).convex_hull
    outline = np.asarray(shapely.simplify(both, 300.0).exterior.coords)[:-1]
    lat_deg, lon_deg = flat.to_place(outline[:, 0], outline[:, 1])
    return [(round(float(a), 5), round(float(b), 5)) for a, b in zip(lat_deg, lon_deg, strict=True)]
