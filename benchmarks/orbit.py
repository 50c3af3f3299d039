"""Looks of many satellites over many places, beside skyfield and sgp4-predict, in one run.

``python benchmarks/orbit.py [--quick] [--only WORD] [--revisit N]``; catalogues lie in ``../shared/data`` or
where ``LAUNCHWATCH_DATA`` points. Peers are optional (`pip install skyfield sgp4-predict`); one that is
missing is named. Times are CPU seconds of the process, so that a neighbour on the machine takes less away;
all but the revisit statistics run on one thread.

The truth of the windows is geometry of this file on SGP4 sampled every 10 s and, where a sample is higher
than both its neighbours, every 0.05 s between these; ends are sought by bisection. It is slow, and shares
with launchwatch nothing but the sidereal time and the ellipsoid.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from launchwatch.earth import gmst
from launchwatch.errors import ElementsError
from launchwatch.orbit import Elements, Place, propagate, read_elements
from launchwatch.overpass import Camera, find_looks, revisit, stream_looks

Floats = NDArray[np.float64]
Windows = dict[tuple[int, int], list[tuple[float, float]]]
BEGIN = datetime(2026, 3, 20, tzinfo=UTC)
WEEK = 7 * 86400.0
CITIES = """Pyongyang 39.03 125.75|Seoul 37.57 126.98|Tokyo 35.68 139.69|Guam 13.44 144.79
Honolulu 21.31 -157.86|Norfolk 36.85 -76.29|Washington 38.9 -77.04|London 51.51 -0.13|Paris 48.86 2.35
Tromso 69.65 18.96
Longyearbyen 78.22 15.63|Singapore 1.35 103.82|Sydney -33.87 151.21|Santiago -33.45 -70.67|Nairobi -1.29 36.82
Cairo 30.04 31.24|Tehran 35.69 51.39|New-Delhi 28.61 77.21|McMurdo -77.85 166.67|Quito -0.18 -78.47"""


class Row(NamedTuple):
    """A line of the table: what was measured, the figure, the bar, and whether it is met."""

    what: str
    figure: str
    bar: str
    met: bool | None


def data() -> Path:
    """The public data set."""
    return Path(os.environ.get("LAUNCHWATCH_DATA", "../shared/data")) / "orbit"


def catalogue() -> list[Elements]:
    """The active satellites of 19 March 2026 in low orbit, by height."""
    with gzip.open(data() / "catalogue" / "active-2026-03-19.3le.gz", "rt", encoding="utf-8") as file:
        sets = read_elements(file.read(), problems=[])
    low = [
        one
        for one in sets
        if one.mean_motion_rev_day > 11.25 and one.perigee_m > 250e3 and abs(one.mean_motion_dot) < 2e-4
    ]
    return sorted(low, key=lambda one: (one.mean_motion_rev_day, one.identifier))


def spread_out(sets: Sequence[Elements], count: int) -> list[Elements]:
    """So many of them, evenly by height; where there are too few they come again with other nodes."""
    rounds = math.ceil(count / len(sets))
    more = [replace(one, raan_deg=(one.raan_deg + 37.0 * k) % 360.0) for k in range(rounds) for one in sets]
    return [more[int(k)] for k in np.linspace(0, len(more) - 1, count)]


def cities() -> list[Place]:
    """Twenty cities and stations."""
    rows = [line.split() for line in CITIES.replace("\n", "|").split("|")]
    return [Place(name, float(lat), float(lon)) for name, lat, lon in rows]


def everywhere(count: int) -> list[Place]:
    """Places spread evenly over the Earth (Fibonacci's lattice)."""
    k = np.arange(count) + 0.5
    lat = np.degrees(np.arcsin(1.0 - 2.0 * k / count))
    lon = (k * 360.0 / ((1.0 + math.sqrt(5.0)) / 2.0) + 180.0) % 360.0 - 180.0
    return [Place(f"p{n}", float(a), float(b)) for n, (a, b) in enumerate(zip(lat, lon, strict=True))]


class Truth:
    """Windows by dense sampling: one satellite, any place, limits in degrees."""

    def __init__(self, satellite: Elements, span: float, step: float = 10.0) -> None:
        self.satellite, self.span = satellite, span
        self.grid = np.arange(0.0, span + step, step)
        self.fixed = self.places(self.grid)

    def places(self, seconds: Floats) -> Floats:
        """Earth-fixed positions (n, 3) at seconds after the begin."""
        states = propagate(self.satellite, seconds + (BEGIN - self.satellite.epoch).total_seconds())
        turn = float(gmst(BEGIN)) + 2.0 * math.pi * 1.00273790935 / 86400.0 * seconds
        c, s, x, y = np.cos(turn), np.sin(turn), states[:, 0], states[:, 1]
        return np.stack([c * x + s * y, c * y - s * x, states[:, 2]], axis=1)

    @staticmethod
    def inside(fixed: Floats, place: Place, least: float, most: float | None) -> Floats:
        """How far inside the limits, degrees; below zero outside."""
        lat, lon = math.radians(place.latitude_deg), math.radians(place.longitude_deg)
        a, f = 6378137.0, 1.0 / 298.257223563
        n = a / math.sqrt(1.0 - f * (2.0 - f) * math.sin(lat) ** 2)
        here = np.array(
            [
                (n + place.height_m) * math.cos(lat) * math.cos(lon),
                (n + place.height_m) * math.cos(lat) * math.sin(lon),
                (n * (1.0 - f) ** 2 + place.height_m) * math.sin(lat),
            ]
        )
        up = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
        line = fixed - here
        far = np.linalg.norm(line, axis=1)
        high = np.degrees(np.arcsin(line @ up / far)) - least
        if most is None:
            return np.asarray(high)
        cosine = np.sum(line * fixed, axis=1) / far / np.linalg.norm(fixed, axis=1)
        return np.minimum(high, most - np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))

    def windows(self, place: Place, least: float, most: float | None) -> list[tuple[float, float]]:
        """All windows, s after the begin."""
        good = self.inside(self.fixed, place, least, most)
        tops = np.flatnonzero(
            (good[1:-1] >= good[:-2]) & (good[1:-1] >= good[2:]) & (np.abs(good[1:-1]) < 12.0)
        )
        times, values = self.grid, good
        if len(tops):
            fine = np.concatenate([np.linspace(self.grid[k], self.grid[k + 2], 401) for k in tops])
            times = np.concatenate([self.grid, fine])
            values = np.concatenate([good, self.inside(self.places(fine), place, least, most)])
            order = np.argsort(times, kind="stable")
            times, values = times[order], values[order]
        keep = times <= self.span
        times, values = times[keep], values[keep]
        edge = np.flatnonzero((values[1:] >= 0.0) != (values[:-1] >= 0.0))
        low, high = times[edge].copy(), times[edge + 1].copy()
        rising = values[edge + 1] >= 0.0
        for _ in range(24):  # 10 s to a microsecond
            middle = 0.5 * (low + high)
            now = self.inside(self.places(middle), place, least, most) >= 0.0 if len(middle) else rising
            low, high = np.where(now == rising, low, middle), np.where(now == rising, middle, high)
        ends = (0.5 * (low + high)).tolist()
        if values[0] >= 0.0:
            ends.insert(0, 0.0)
        if values[-1] >= 0.0:
            ends.append(self.span)
        return list(zip(ends[::2], ends[1::2], strict=True))


def compare(truth: Windows, found: Windows) -> tuple[int, int, Floats]:
    """Missed, extra, and the errors of begin and end (s) of what overlaps."""
    missed, extra, off = 0, 0, []
    for key in truth.keys() | found.keys():
        left = list(found.get(key, []))
        for a, b in truth.get(key, []):
            mine = next((one for one in left if one[0] < b + 1.0 and a < one[1] + 1.0), None)
            if mine is None:
                missed += 1
                continue
            left.remove(mine)
            off += [mine[0] - a, mine[1] - b]
        extra += len(left)
    return missed, extra, np.abs(np.array(off or [math.nan]))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def ours(sets: Sequence[Elements], places: Sequence[Place], span: float, camera: Camera | None) -> Windows:
    """The windows of launchwatch."""
    least = 10.0 if camera is None else 0.0
    end = BEGIN + timedelta(seconds=span)
    looks = find_looks(sets, places, BEGIN, end, min_elevation_deg=least, camera=camera, threads=1)
    found: Windows = {}
    for k, p, a, b in zip(looks.satellite, looks.place, looks.rise, looks.set, strict=True):
        found.setdefault((int(k), int(p)), []).append((float(a), float(b)))
    return {key: sorted(rows) for key, rows in found.items()}


def by_skyfield(sets: Sequence[Elements], places: Sequence[Place], span: float) -> Windows:
    """The windows of skyfield's find_events; what the span cuts is closed at its ends."""
    from skyfield.api import EarthSatellite, load, wgs84

    clock = load.timescale(builtin=True)
    t0, t1 = clock.from_datetime(BEGIN), clock.from_datetime(BEGIN + timedelta(seconds=span))
    found: Windows = {}
    for k, one in enumerate(sets):
        satellite = EarthSatellite.from_omm(clock, omm_fields(one))
        for p, place in enumerate(places):
            site = wgs84.latlon(place.latitude_deg, place.longitude_deg, place.height_m)
            times, events = satellite.find_events(site, t0, t1, altitude_degrees=10.0)
            seconds = [(t - BEGIN).total_seconds() for t in times.utc_datetime()]
            begin = 0.0
            rows = []
            for second, event in zip(seconds, events, strict=True):
                if event == 0:
                    begin = second
                elif event == 2:
                    rows.append((begin, second))
            if len(events) and events[-1] != 2:
                rows.append((begin, span))
            found[k, p] = rows
    return found


def omm_fields(one: Elements) -> dict[str, str]:
    """The set as the fields of an OMM, as skyfield wants them."""
    return {
        "OBJECT_NAME": one.name,
        "OBJECT_ID": "1998-067A",
        "EPOCH": one.epoch.strftime("%Y-%m-%dT%H:%M:%S.%f"),
        "MEAN_MOTION": repr(one.mean_motion_rev_day),
        "ECCENTRICITY": repr(one.eccentricity),
        "INCLINATION": repr(one.inclination_deg),
        "RA_OF_ASC_NODE": repr(one.raan_deg),
        "ARG_OF_PERICENTER": repr(one.argument_of_perigee_deg),
        "MEAN_ANOMALY": repr(one.mean_anomaly_deg),
        "EPHEMERIS_TYPE": "0",
        "CLASSIFICATION_TYPE": "U",
        "NORAD_CAT_ID": "1",
        "ELEMENT_SET_NO": "1",
        "REV_AT_EPOCH": "1",
        "BSTAR": repr(one.bstar),
        "MEAN_MOTION_DOT": repr(one.mean_motion_dot),
        "MEAN_MOTION_DDOT": repr(one.mean_motion_ddot),
    }


def by_predict(sets: Sequence[Elements], places: Sequence[Place], span: float) -> Windows:
    """The windows of sgp4-predict."""
    import sgp4_predict as peer

    interval = peer.Interval(BEGIN, BEGIN + timedelta(seconds=span))
    found: Windows = {}
    for k, one in enumerate(sets):
        predictor = peer.Predictor(
            peer.Elements(
                norad_id=1,
                epoch=one.epoch,
                mean_motion=one.mean_motion_rev_day,
                eccentricity=one.eccentricity,
                inclination=one.inclination_deg,
                right_ascension=one.raan_deg,
                argument_of_perigee=one.argument_of_perigee_deg,
                mean_anomaly=one.mean_anomaly_deg,
                mean_motion_dot=one.mean_motion_dot,
                drag_term=one.bstar,
            )
        )
        for p, place in enumerate(places):
            site = peer.GeodeticPoint(place.latitude_deg, place.longitude_deg, place.height_m)
            rows = predictor.transits_iter(
                site, interval, 10.0, skip_leading_partial=False, clamp_to_interval=True
            )
            found[k, p] = [
                (max((r.start - BEGIN).total_seconds(), 0.0), (r.end - BEGIN).total_seconds()) for r in rows
            ]
    return found


def accuracy(label: str, truth: Windows, found: Windows, seconds: float, days: float, bar: bool) -> Row:
    """One line on windows against the truth."""
    missed, extra, off = compare(truth, found)
    count = sum(map(len, truth.values()))
    per = 1e3 * seconds / days
    met = missed == extra == 0 and float(np.median(off)) <= 0.01 and float(off.max()) <= 0.1
    text = (
        f"{count} windows: {missed} missed, {extra} extra; times off {1e3 * np.median(off):.2f} ms median, "
        f"{1e3 * off.max():.1f} ms worst; {per:.4f} ms per satellite-site-day"
    )
    return Row(label, text, "0, 0; 10 ms, 100 ms" if bar else "", met if bar else None)


def windows_of_twenty(sets: Sequence[Elements], places: Sequence[Place], span: float) -> list[Row]:
    """Windows of each over each, against the truth, ours and the peers'."""
    truths = [Truth(one, span) for one in sets]
    days = len(sets) * len(places) * span / 86400.0
    size = f"{len(sets)} x {len(places)} x {span / 86400.0:g} d"
    rows = []
    high: Windows = {
        (k, p): t.windows(place, 10.0, None) for k, t in enumerate(truths) for p, place in enumerate(places)
    }
    ours(sets[:1], places[:1], 86400.0, None)  # compiled before it is timed
    found: list[Windows] = []
    seconds = cpu(lambda: found.append(ours(sets, places, span, None)))
    rows.append(accuracy(f"windows {size}, 10 deg: launchwatch", high, found[-1], seconds, days, True))
    for name, peer in (("skyfield", by_skyfield), ("sgp4-predict", by_predict)):
        try:
            seconds = cpu(lambda peer=peer: found.append(peer(sets, places, span)))  # type: ignore[misc]
        except ImportError:
            rows.append(Row(f"windows {size}, 10 deg: {name}", "not installed", "", None))
            continue
        rows.append(accuracy(f"windows {size}, 10 deg: {name}", high, found[-1], seconds, days, False))
    camera = Camera(max_off_nadir_deg=30.0)
    narrow: Windows = {
        (k, p): t.windows(place, 0.0, 30.0) for k, t in enumerate(truths) for p, place in enumerate(places)
    }
    seconds = cpu(lambda: found.append(ours(sets, places, span, camera)))
    rows.append(
        accuracy(f"imaging {size}, 30 deg off nadir: launchwatch", narrow, found[-1], seconds, days, True)
    )
    return rows


def states(sets: Sequence[Elements]) -> Row:
    """Every set of the catalogue at a few times, against the reference code asked directly."""
    from sgp4.api import WGS72, Satrec

    worst, count = 0.0, 0
    for one in sets:
        record = Satrec()
        epoch = (one.epoch - datetime(1949, 12, 31, tzinfo=UTC)).total_seconds() / 86400.0
        record.sgp4init(
            WGS72, "i", 1, epoch, one.bstar, 0.0, 0.0, one.eccentricity,
            math.radians(one.argument_of_perigee_deg), one.inclination, math.radians(one.mean_anomaly_deg),
            one.mean_motion * 60.0, one.raan,
        )  # fmt: skip
        for minutes in (0.0, 720.0, 4320.0):
            error, r, _ = record.sgp4_tsince(minutes)
            try:
                mine = propagate(one, 60.0 * minutes)[0]
            except ElementsError:
                continue
            if error == 0:
                worst = max(worst, float(np.abs(mine[:3] / 1e3 - np.array(r)).max()))
                count += 1
    return Row(
        "states against the sgp4 package", f"{count} states, {worst:.1e} km worst", "1e-6 km", worst <= 1e-6
    )


def speed(sets: Sequence[Elements], quick: bool) -> list[Row]:
    """One satellite over a thousand places, and three hundred, on one core."""
    places = everywhere(1000)
    end = BEGIN + timedelta(seconds=WEEK)
    one = [next(s for s in sets if 97.0 < s.inclination_deg < 98.0)]
    find_looks(one, places, BEGIN, end, threads=1)
    single = min(cpu(lambda: find_looks(one, places, BEGIN, end, threads=1)) for _ in range(5))
    many = spread_out(sets, 30 if quick else 300)
    count = 0

    def all_of_them() -> None:
        nonlocal count
        for block in stream_looks(many, places, BEGIN, end, threads=1):
            count += len(block)

    seconds = cpu(all_of_them)
    per = 1e3 * seconds / (len(many) * len(places) * 7.0)
    return [
        Row("1 x 1,000 x 7 d, warm", f"{single:.3f} s", "0.05 s", single <= 0.05),
        Row(
            f"{len(many)} x 1,000 x 7 d, 10 deg",
            f"{per:.5f} ms per satellite-site-day ({count:,} looks in {seconds:.1f} s)",
            "0.004 ms",
            per <= 0.004,
        ),
    ]


def statistics(sets: Sequence[Elements], count: int) -> Row:
    """Revisit statistics of many satellites over a thousand places, on all cores, wall time."""
    many, places = spread_out(sets, count), everywhere(1000)
    begin = time.perf_counter()
    work = time.process_time()
    seen = revisit(many, places, BEGIN, BEGIN + timedelta(seconds=WEEK))
    wall, work = time.perf_counter() - begin, time.process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    whole = 30000 / count
    return Row(
        f"{count:,} x 1,000 x 7 d to revisit statistics",
        f"{wall:.0f} s wall, {work:.0f} s of CPU, {memory:.2f} GB, {int(seen.looks.sum()):,} looks"
        + f"; for 30,000, by CPU: {whole * work / 120.0:.1f} min on two cores that nobody else uses",
        "10 min, 4 GB",
        whole * work / 120.0 <= 10.0 and memory <= 4.0,
    )


def main() -> None:
    """Measure and print the table."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--quick", action="store_true", help="smaller sets, a minute")
    ask.add_argument("--only", default="", help="windows, states, speed or revisit")
    ask.add_argument("--revisit", type=int, metavar="N", help="satellites of the revisit statistics")
    chosen = ask.parse_args()
    sets = catalogue()
    rows: list[Row] = []
    if chosen.only in ("", "states"):
        rows.append(states(spread_out(sets, 200 if chosen.quick else 2000)))
    if chosen.only in ("", "windows"):
        few = 5 if chosen.quick else 20
        rows += windows_of_twenty(spread_out(sets, few), cities()[:few], 86400.0 if chosen.quick else WEEK)
    if chosen.only in ("", "speed"):
        rows += speed(sets, chosen.quick)
    if chosen.only in ("", "revisit"):
        rows.append(statistics(sets, chosen.revisit or (300 if chosen.quick else 3000)))
    for row in rows:
        met = "" if row.met is None else "met" if row.met else "NOT met"
        print(f"{row.what}: {row.figure}" + (f"   [bar {row.bar}: {met}]" if row.bar else ""))


if __name__ == "__main__":
    main()
