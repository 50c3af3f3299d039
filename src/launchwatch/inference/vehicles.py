"""Which line of launchers the areas betray: stages fall where those of the same line fell before.

How far down range a zone lies and how large it is drawn differ little between launches of one line, from any
pad, and much between lines; the line tells what the pad is used for better than the pad alone. The table of
zones is made by `scripts/make_zones.py` from public warnings, with the launch record's names of the lines
(GCAT, J. McDowell, CC-BY 4.0). Walk-forward: only zones of days before an instant speak. Degrees, km, UTC.
"""

from __future__ import annotations

import csv
import functools
import io
import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Final

import numpy as np

from launchwatch.inference.blind import BlindCase, Floats
from launchwatch.inference.boxes import Box, boxes
from launchwatch.inference.lines import Known
from launchwatch.inference.look import student

ALIKE: Final = (0.03, 0.2, 0.2)
"""Spread between zones of one line: of the logarithms of range, half length and half width."""
FREEDOM: Final = 3.0
"""Degrees of freedom of Student's t for it: zones are drawn anew at times."""
ANY: Final = ((math.log(900.0), 1.2), (math.log(50.0), 0.9), (math.log(25.0), 0.7))
"""Zones of any line: middle and spread of the same three logarithms, over the table."""
OWN: Final = (0.7, 0.2)
"""Shares of zones like those of the line, and like those of its kin; others are like any."""
KIN: Final = (("Chang Zheng 2D", "Chang Zheng 4B", "Chang Zheng 4C"),)
"""Lines that share their first stage (Long March 2D, 4B and 4C: 3.35 m, four YF-21)."""
TRUST: Final = 0.7
"""Exponent of the likelihood: zones of one launch are not independent."""
LEAST: Final = 1e-4
"""Least density of any zone, for monsters."""
LEAST_KM: Final = 30.0
"""A zone nearer than this is the pad's."""
SAME_DAY: Final = timedelta(days=1)
"""A launch of the archive this near in time to zones of its line in the table is in there."""


def zones(before: datetime, archive: Sequence[Known] = ()) -> dict[str, Floats]:
    """Zones of each line on days before that of an instant: logarithms (n, 3) of range and half sizes, km.

    They are those of the table, and of launches of an archive that the table has not.
    """
    found: dict[str, list[Floats]] = defaultdict(list)
    had = set()
    for day, line, place in _table():
        had.add((day, line))
        if day < before.astimezone(UTC).date():
            found[line].append(place)
    for one in archive:
        near = {((one.launched + k * SAME_DAY).date(), one.line) for k in (-1, 0, 1)}
        if one.line and one.launched < before and not near & had:
            found[one.line] += [_place(box) for box in boxes(one.case) if box.range_km > LEAST_KM]
    return {line: np.array(places) for line, places in found.items() if places}


@functools.cache
def _table() -> tuple[tuple[date, str, Floats], ...]:
    text = files("launchwatch.inference").joinpath("data/zones.csv").read_text(encoding="utf-8")
    sizes = ("range_km", "half_long_km", "half_short_km")
    return tuple(
        (
            date.fromisoformat(row["date"]),
            row["line"],
            _logarithms([float(row[s]) for s in sizes]),
        )
        for row in csv.DictReader(io.StringIO(text))
        if float(row["range_km"]) > LEAST_KM
    )


def likelihoods(case: BlindCase, before: datetime, archive: Sequence[Known] = ()) -> dict[str, float]:
    """How much likelier the zones of a case are for each line than for any; lines not told are at `''`.

    A line without zones on record is as any line.
    """
    seen = [_place(box) for box in boxes(case) if box.range_km > LEAST_KM]
    known = zones(before, archive)
    found = {"": 1.0}
    own, kin = OWN
    for line in known:
        near = [k for group in KIN if line in group for k in group if k in known and k != line]
        total = 0.0
        for place in seen:
            ratio = own * _near(place, known[line]) + (1.0 - own - kin)
            ratio += kin * (float(np.mean([_near(place, known[k]) for k in near])) if near else 1.0)
            total += math.log(ratio)
        found[line] = math.exp(TRUST * total)
    for group in KIN:
        there = [found[line] for line in group if line in known]
        for line in group:
            found.setdefault(line, float(np.mean(there)) ** 0.5 if there else 1.0)
    return found


def _place(box: Box) -> Floats:
    return _logarithms([box.range_km, box.half_long_km, box.half_short_km])


def _logarithms(sizes_km: Sequence[float]) -> Floats:
    return np.asarray(np.log(np.maximum(sizes_km, 1.0)))


def _near(place: Floats, there: Floats) -> float:
    """Density of a zone among those of a line, over that of any."""
    bells = np.prod(student(place, there, np.array(ALIKE), FREEDOM), axis=1)
    any_line = math.prod(
        math.exp(-0.5 * ((x - middle) / spread) ** 2) / (spread * math.sqrt(2.0 * math.pi))
        for x, (middle, spread) in zip(place, ANY, strict=True)
    )
    return float(np.mean(bells)) / max(any_line, LEAST)
