"""Looks: when which satellite can see which place, how well, in what light. None is missed.

`find_looks` gives them all as one table, in order of time; `stream_looks` gives them in blocks, satellite by
satellite, in memory that does not grow with the job. A look begins where the satellite comes within the
limits (least elevation at the place; for a camera also the greatest angle off nadir) and ends where it leaves
them; `cut` says that the span, or the end of the orbit, ends it on one side or both. Times are UTC, kept to
the microsecond as seconds after the begin; leap seconds within the span are not counted.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.earth import cartesian_array, jit
from launchwatch.errors import InputError
from launchwatch.orbit import Elements, Place, in_track_growth
from launchwatch.overpass import geometry as g
from launchwatch.overpass.camera import Camera
from launchwatch.overpass.look_table import Looks
from launchwatch.overpass.motion import MOST_NODES, Motion, Mover, Moving, motion, step_of
from launchwatch.overpass.windows import DEPTH, coarse_of, windows

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

#: Looks of one block of the stream, about.
BLOCK = 20_000
#: The longest span that is looked through in one go, s: ten years.
LONGEST = 3653.0 * 86400.0
#: Places that one thread takes at a time.
SHARE = 512


def find_looks(
    satellites: Sequence[Moving],
    places: Sequence[Place],
    begin: datetime,
    end: datetime,
    *,
    min_elevation_deg: float = 10.0,
    camera: Camera | None = None,
    threads: int | None = None,
    delta_ut1: float = 0.0,
) -> Looks:
    """All looks between two UTC instants, in order of rise.

    >>> from datetime import UTC, datetime
    >>> from launchwatch.orbit import Place, read_elements
    >>> sats = read_elements('''MALLIGYONG-1
    ... 1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    ... 2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329''')
    >>> day = datetime(2024, 6, 8, tzinfo=UTC), datetime(2024, 6, 9, tzinfo=UTC)
    >>> looks = find_looks(sats, [Place("Guam", 13.44, 144.79)], *day, min_elevation_deg=10.0)
    >>> [str(t)[:19] for t in looks.times("culmination")], looks.max_elevation_deg.round().tolist()
    (['2024-06-08T00:56:53', '2024-06-08T12:40:35'], [18.0, 55.0])
    """
    blocks = stream_looks(
        satellites, places, begin, end,
        min_elevation_deg=min_elevation_deg, camera=camera, threads=threads, delta_ut1=delta_ut1,
    )  # fmt: skip
    found = Looks.joined(begin, list(blocks))
    return found.take(np.lexsort((found.place, found.satellite, found.rise)))


def stream_looks(
    satellites: Iterable[Moving],
    places: Sequence[Place],
    begin: datetime,
    end: datetime,
    *,
    min_elevation_deg: float = 10.0,
    camera: Camera | None = None,
    threads: int | None = None,
    delta_ut1: float = 0.0,
) -> Iterator[Looks]:
    """The same in blocks of some 20,000 looks or more, by satellite, then place, then time.

    Memory holds one block, the nodes of a satellite (72 bytes each, 0.4 MB a week in low orbit) and the
    places (56 bytes each), however many satellites come; `satellites` may be a generator.
    """
    span = span_of(begin, end)
    limits = limits_of(min_elevation_deg, camera)
    table = place_table(places)
    sun = g.sun_table(begin, span, delta_ut1)
    east = np.array([one.longitude_deg for one in places]) / 15.0
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        waiting: list[Looks] = []
        for k, moving in enumerate(satellites):
            if span / step_of(moving) > MOST_NODES:
                raise InputError(f"{span / 86400.0:.0f} days are too long", mend="ask for them in parts")
            way = motion(moving, begin, 0.0, span, delta_ut1)
            if way is None or len(places) == 0:
                continue
            # as many places at once as make about a block: at most some twenty windows a revolution each
            turns = (len(way.node) - 1) * way.step / span_of_turn(way) + 1.0
            size = max(SHARE, int(10 * BLOCK / turns))
            for first in range(0, len(places), size):
                rows, where, cut = _all_windows(way, table[first : first + size], limits, sun, pool, threads)
                waiting.append(_table(begin, k, moving, first + where, rows, cut, camera, east))
                if sum(map(len, waiting)) >= BLOCK:
                    yield Looks.joined(begin, waiting)
                    waiting = []
        if waiting:
            yield Looks.joined(begin, waiting)


def span_of(begin: datetime, end: datetime) -> float:
    """How long the span is, s.

    Raises InputError where it is nothing or too long.
    """
    span = (end - begin).total_seconds()
    if not span > 0.0:
        raise InputError("the span ends before it begins", mend="give begin, then end")
    if span > LONGEST:
        raise InputError(f"{span / 86400.0:.0f} days are too long", mend="ask for them in parts")
    return span


def span_of_turn(way: Motion) -> float:
    """About how long a revolution is, s: that of the smallest radius."""
    return 2.0 * math.pi * math.sqrt(float(way.bound[0]) ** 3 / 3.986e14)


def limits_of(min_elevation_deg: float, camera: Camera | None) -> Array:
    """What the kernels take: sine of the least elevation, cosine of the greatest off-nadir angle or -1."""
    if not 0.0 <= min_elevation_deg < 90.0:
        raise InputError(f"a least elevation of {min_elevation_deg:g} degrees", mend="0 up to, not at, 90")
    off = -1.0 if camera is None else max(math.cos(math.radians(camera.max_off_nadir_deg)), 0.0)
    return np.array((math.sin(math.radians(min_elevation_deg)), off))


def place_table(places: Sequence[Place]) -> Array:
    """The places as rows for the kernels (`margin.PLACE_COLUMNS`)."""
    lat = np.radians([one.latitude_deg for one in places])
    lon = np.radians([one.longitude_deg for one in places])
    height = np.array([one.height_m for one in places], dtype=float)
    position = cartesian_array(np.stack([lat, lon, height], axis=-1).reshape(-1, 3))
    up = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1).reshape(-1, 3)
    radius = np.linalg.norm(position, axis=1, keepdims=True)
    return np.ascontiguousarray(np.concatenate([position, up, radius], axis=1))


def _all_windows(
    way: Motion, table: Array, limits: Array, sun: Array, pool: ThreadPoolExecutor, threads: int | None
) -> tuple[Array, Index, npt.NDArray[np.bool_]]:
    """Windows of one satellite over a table of places, the places shared out among threads."""
    coarse = coarse_of(way.node)
    share = SHARE if (threads or os.cpu_count() or 1) > 1 else max(len(table), 1)
    starts = range(0, len(table), share)
    # more than a third of the revolutions is rare
    turns = (len(way.node) - 1) * way.step / span_of_turn(way) / 3.0

    def one(first: int) -> tuple[Array, Index, npt.NDArray[np.bool_]]:
        part = table[first : first + share]
        room = int((8.0 + turns) * len(part))
        while True:
            rows, where, cut = np.empty((g.ROWS, room)), np.empty(room, np.int64), np.empty(room, np.bool_)
            count = over_places(
                way.node, way.start, way.step, way.bound, coarse, part, limits, sun,
                rows, where, cut,
            )  # fmt: skip
            if count <= room:
                return rows[:, :count], where[:count] + first, cut[:count]
            room = 2 * count

    parts = [one(0)] if len(starts) == 1 else list(pool.map(one, starts))
    if len(parts) == 1:
        return parts[0]
    rows = np.concatenate([part[0] for part in parts], axis=1)
    where, cut = (np.concatenate([part[k] for part in parts]) for k in (1, 2))
    return rows, where, cut


@jit
def over_places(
    node: Array, start: float, step: float, bound: Array, coarse: Array, places: Array, limits: Array,
    sun: Array, rows: Array, where: Index, cut: npt.NDArray[np.bool_],
) -> int:  # fmt: skip
    """Windows of one satellite over places, described; gives how many there are, also beyond the room."""
    flags = np.empty(coarse.shape[1], np.uint8)
    words = flags.view(np.uint64)
    spare = np.empty(4096)
    times = np.empty(DEPTH)
    last = (node.shape[0] - 1) * step
    count = 0
    for p in range(places.shape[0]):
        place = places[p]
        held = windows(node, step, bound, coarse, flags, words, place, limits, spare, times, 0)
        while held > times.shape[0]:
            times, spare = np.empty(2 * held), np.empty(4 * held)
            held = windows(node, step, bound, coarse, flags, words, place, limits, spare, times, 0)
        for k in range(0, held, 2):
            if count < rows.shape[1]:
                g.describe(node, start, step, place, times[k], times[k + 1], sun, rows, count)
                where[count] = p
                cut[count] = times[k] <= 0.0 or times[k + 1] >= last
            count += 1
    return count


def _table(
    begin: datetime, satellite: int, moving: Moving, place: Index, rows: Array,
    cut: npt.NDArray[np.bool_], camera: Camera | None, east: Array,
) -> Looks:  # fmt: skip
    """The looks of one satellite from the rows of the kernel."""
    eye = camera or Camera()
    distance, height, middle = rows[g.DISTANCE], rows[g.HEIGHT], rows[g.CULMINATION]
    hours = (begin - begin.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds() / 3600.0
    if isinstance(moving, Mover):
        sigma = np.full(len(place), np.nan)
    else:
        assert isinstance(moving, Elements)
        sigma = in_track_growth(moving).sigma_s(middle + (begin - moving.epoch).total_seconds())
    return Looks(
        begin,
        np.full(len(place), satellite, dtype=np.int64),
        place,
        rows[g.RISE],
        middle,
        rows[g.SET],
        rows[g.ELEVATION_DEG],
        rows[g.OFF_NADIR_DEG],
        distance,
        eye.gsd_m(distance, height, rows[g.SINE]),
        eye.swath_m(distance, height),
        rows[g.SUN],
        (hours + middle / 3600.0 + east[place]) % 24.0,
        sigma,
        rows[g.AZIMUTH_RISE],
        rows[g.AZIMUTH],
        rows[g.AZIMUTH_SET],
        rows[g.LIT] > 0.5,
        cut,
    )
