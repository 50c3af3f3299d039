"""Earlier launches and the orbits they reached: what a pad is used for.

The launch record says when and where; a table made by `scripts/make_orbits.py` says which inclination,
perigee and apogee, as facts rounded from catalogue snapshots (elements by US Space Force through CelesTrak,
record by GCAT, J. McDowell, CC-BY 4.0). Degrees, km, UTC. Walk-forward: only launches before an instant are
handed out.
"""

from __future__ import annotations

import csv
import functools
import gzip
import io
import math
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from launchwatch.earth import distance
from launchwatch.launcher import load_site
from launchwatch.record import load_record

Floats = npt.NDArray[np.float64]

CREDIT: Final = (
    "launches: GCAT (J. McDowell, planet4589.org/space/gcat), CC-BY 4.0; orbits reached: computed here from "
    "catalogue elements of US Space Force through CelesTrak, rounded"
)

NEAR_M: Final = 60e3
"""Pads closer than this are one place: those of a cape share ranges and customs; GCAT errs by some 40 km."""

PADS: Final = {  # how the record's name of a site begins: the site in the library
    "Spaceport Florida": "Cape Canaveral", "Kennedy": "Kennedy Space Center", "Vandenberg": "Vandenberg",
    "Plesetsk": "Plesetsk", "Baikonur": "Baikonur", "Guiana": "Kourou", "Jiuquan": "Jiuquan",
    "Xichang": "Xichang", "Taiyuan": "Taiyuan", "Wenchang": "Wenchang", "Hainan": "Wenchang",
    "Sriharikota": "Sriharikota", "Tanegashima": "Tanegashima", "Kagoshima": "Uchinoura",
    "Rocket Lab": "Mahia", "Mid-Atlantic": "Wallops", "Vostochny": "Vostochny", "Semnan": "Semnan",
    "Shahroud": "Shahrud", "Yavne": "Palmachim", "Yasniy": "Dombarovsky", "Kodiak": "Kodiak",
    "Naro": "Naro", "Sohae": "Sohae", "Tonghae": "Musudan-ri", "CLA": "Alcantara",
    "US Army Kwajalein": "Kwajalein", "Kapustin": "Kapustin Yar",
}  # fmt: skip
SEA: Final = ("China Sea", "Yangjiang")
"""Launches from ships off China: no two from one place, so they are one place of their own."""
OFF_CHINA: Final = (15.0, 42.0, 108.0, 128.0)
"""South, north, west, east of where those ships lie, deg."""
BLOCS: Final = (
    ("China", ("Jiuquan", "Xichang", "Taiyuan", "Hainan", "Wenchang", *SEA)),
    ("Russia", ("Baikonur", "Plesetsk", "Vostochny", "Yasniy", "Guiana", "Kapustin")),
)
"""Who flies from where, by how the record's names of sites begin; Soyuz flew from Guiana. Others are one."""


class Past(NamedTuple):
    """One earlier launch; the inclination is nan where only a high orbit is known, not the ascent to it."""

    tag: str
    date: datetime
    site: str
    line: str
    inclination_deg: float
    perigee_km: float
    apogee_km: float
    found: str  # orbit, synchronous, transfer, high, station: see scripts/make_orbits.py
    ltan_h: float | None  # mean local time of the ascending node, of sun-synchronous orbits


def past(before: datetime) -> Iterator[Past]:
    """Every launch of the table before an instant, in order of date.

    >>> from datetime import UTC
    >>> first = next(past(datetime(2026, 1, 1, tzinfo=UTC)))
    >>> first.tag, first.apogee_km
    ('1958-002', 4000.0)
    """
    for one in _table():
        if one.date >= before:
            return
        yield one


def past_at(lat_deg: float, lon_deg: float, before: datetime) -> list[Past]:
    """The launches from a place (deg) before an instant, in order of date."""
    here = places(lat_deg, lon_deg)
    return [one for one in past(before) if one.site in here]


@functools.lru_cache(maxsize=4096)
def places(lat_deg: float, lon_deg: float) -> frozenset[str]:
    """The sites of the record that are this place: within `NEAR_M`, else the ships off China, else none."""
    lats, lons, names = _positions()
    near = {
        name
        for name, away in zip(names, distance(lat_deg, lon_deg, lats, lons), strict=True)
        if away < NEAR_M
    }
    south, north, west, east = OFF_CHINA
    afloat = not near and south < lat_deg < north and west < lon_deg < east
    return frozenset(_sites_of(frozenset(near)) if near else _afloat() if afloat else ())


def same_place(lat_deg: float, lon_deg: float, other_lat_deg: float, other_lon_deg: float) -> bool:
    """Whether two pads (deg) are one place: close together, or both off China."""
    if distance(lat_deg, lon_deg, other_lat_deg, other_lon_deg) < NEAR_M:
        return True
    here = places(lat_deg, lon_deg)
    return bool(here) and here == places(other_lat_deg, other_lon_deg)


def bloc_of_site(site: str) -> str:
    """The bloc of a site of the record."""
    return next((bloc for bloc, heads in BLOCS if site.startswith(heads)), "others")


def bloc_of(lat_deg: float, lon_deg: float) -> str:
    """The bloc of a place (deg), or '' where it is no site of the record.

    >>> bloc_of(40.96, 100.3), bloc_of(0.0, 0.0)
    ('China', '')
    """
    return min((bloc_of_site(site) for site in places(lat_deg, lon_deg)), default="")


def _sites_of(library: frozenset[str]) -> Iterator[str]:
    for site in {one.site for one in _table()}:
        if any(site.startswith(head) and name in library for head, name in PADS.items()):
            yield site


def _afloat() -> Iterator[str]:
    yield from (site for site in {one.site for one in _table()} if site.startswith(SEA))


@functools.cache
def _positions() -> tuple[Floats, Floats, list[str]]:
    sites = [load_site(name) for name in sorted(set(PADS.values()))]
    return (
        np.array([s.latitude for s in sites]),
        np.array([s.longitude for s in sites]),
        [s.name for s in sites],
    )


@functools.cache
def _table() -> tuple[Past, ...]:
    octets = (files("launchwatch.inference") / "data" / "orbits.csv.gz").read_bytes()
    rows = csv.DictReader(io.StringIO(gzip.decompress(octets).decode("ascii")))
    reached = {row["tag"]: row for row in rows}
    return tuple(
        Past(
            launch.tag,
            launch.date,
            launch.site,
            launch.line,
            float(row["inclination_deg"] or math.nan),
            float(row["perigee_km"]),
            float(row["apogee_km"]),
            row["found"],
            float(row["ltan_h"]) if row["ltan_h"] else None,
        )
        for launch in load_record()
        if (row := reached.get(launch.tag)) is not None
    )
