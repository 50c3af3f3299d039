"""A history: the element sets of one object in order of epoch, cleaned, and as they were known at an instant.

Catalogues publish a set again when they mend it, and files put together from several sources hold the same
set twice, out of order. Of sets whose epochs lie within ten minutes the one that came last counts. A set is
wild when it stands off from both its neighbours while these agree with one another: orbit determination on
the wrong object, or a misprint. It is seen only when the next set has come, so a history as of an instant is
cleaned anew from what was published by then.

A set is taken to be published at its epoch, which is hours too early, unless the file says when it was made
(`CREATION_DATE`) or fetched (`SAVED_AT`). Figures are in metres, seconds and radians, in TEME of epoch.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.read import read_elements, text_of

Array = npt.NDArray[np.float64]

#: Sets of one object with epochs closer together than this are one, s.
TOGETHER = 600.0
#: A set is wild when it stands off from the line between its neighbours by so many times their distance from
#: one another, and by this much at least: metres of semi-major axis, degrees of inclination.
OFF, OFF_AXIS, OFF_INCLINATION = 8.0, 400.0, 0.02
#: Neighbours further away than this say nothing of a set, s.
NEAR = 4.0 * 86400.0
#: Columns in which a file says when a set was to be had, the first that is there counts.
_PUBLISHED = ("SAVED_AT", "CREATION_DATE")


@dataclass(frozen=True, eq=False)
class History:
    """The element sets of one object: `given` as they came, `published` when each was to be had.

    `sets` are the cleaned ones in order of epoch; arrays have one row for each of these. Raises InputError
    where there is no set, or where the sets are those of several objects.

    >>> from launchwatch.orbit import read_history
    >>> history = read_history('''1 58400U 23179A   24158.19566690  .00000871  00000-0  41535-4 0  9999
    ... 2 58400  97.4052  45.2326 0002221 305.1745  54.9283 15.21704003 30052
    ... 1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    ... 2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329''')
    >>> len(history.sets), f"{np.diff(history.semi_major_axis)[0] / 1e3:.2f} km"
    (2, '2.28 km')
    """

    given: tuple[Elements, ...]
    published: tuple[datetime, ...] = ()

    def __post_init__(self) -> None:
        """Refuse no set, several objects, and dates that do not go with the sets."""
        if not self.given:
            raise InputError("no element sets", mend="a history holds at least one")
        objects = sorted({one.identifier for one in self.given})
        if len(objects) > 1:
            raise InputError(
                f"element sets of {len(objects)} objects ({', '.join(objects[:4])}…)",
                where=self.given[0].source,
                mend="name the one that is meant",
            )
        if self.published and len(self.published) != len(self.given):
            raise InputError(f"{len(self.published)} dates of publication for {len(self.given)} sets")

    @property
    def identifier(self) -> str:
        """The catalogue number of the object, as text."""
        return self.given[0].identifier

    @property
    def name(self) -> str:
        """The name of the object where a set gives one, else its number."""
        names = (one.name for one in self.given if one.name not in ("", self.identifier))
        return next(names, self.identifier)

    @cached_property
    def sets(self) -> tuple[Elements, ...]:
        """The sets in order of epoch, each epoch once, wild ones left out."""
        kept = self.distinct
        out = wild(kept)
        return tuple(one for one, off in zip(kept, out, strict=True) if not off)

    @cached_property
    def distinct(self) -> tuple[Elements, ...]:
        """The sets in order of epoch, each epoch once, wild ones still in."""
        order = sorted(range(len(self.given)), key=lambda k: (self.given[k].epoch, self._known(k), k))
        kept: list[int] = []
        for k in order:
            if kept and self._gap(kept[-1], k) < TOGETHER:
                if (self._known(kept[-1]), kept[-1]) <= (self._known(k), k):
                    kept[-1] = k
            else:
                kept.append(k)
        return tuple(self.given[k] for k in kept)

    def as_of(self, instant: datetime) -> History:
        """The history as it was known at a UTC instant. Raises InputError where nothing was."""
        if instant.tzinfo is None:
            raise InputError("the instant has no time zone", mend="give it in UTC")
        known = [k for k in range(len(self.given)) if self._known(k) <= instant]
        if not known:
            raise InputError(
                f"no element set of {self.identifier} by {instant:%Y-%m-%d %H:%M} UTC",
                where=self.given[0].source,
                mend=f"the first is of {min(self._known(k) for k in range(len(self.given))):%Y-%m-%d %H:%M}",
            )
        dates = tuple(self.published[k] for k in known) if self.published else ()
        return History(tuple(self.given[k] for k in known), dates)

    @cached_property
    def arrivals(self) -> tuple[datetime, ...]:
        """The instants at which something new was to be had, in order, each once."""
        return tuple(sorted({self._known(k) for k in range(len(self.given))}))

    @cached_property
    def seconds(self) -> Array:
        """Epochs (n,), s after the first."""
        first = self.sets[0].epoch
        return np.array([(one.epoch - first).total_seconds() for one in self.sets])

    @cached_property
    def semi_major_axis(self) -> Array:
        """Brouwer's mean semi-major axis (n,), m."""
        return np.array([one.semi_major_axis for one in self.sets])

    @cached_property
    def eccentricity(self) -> Array:
        """Mean eccentricity (n,)."""
        return np.array([one.eccentricity for one in self.sets])

    @cached_property
    def inclination(self) -> Array:
        """Mean inclination (n,), rad."""
        return np.array([one.inclination for one in self.sets])

    @cached_property
    def raan(self) -> Array:
        """Right ascension of the node (n,), rad, without jumps of a turn."""
        return np.unwrap([one.raan for one in self.sets])

    @cached_property
    def argument_of_perigee(self) -> Array:
        """Argument of perigee (n,), rad, 0 to a turn."""
        return np.radians([one.argument_of_perigee_deg for one in self.sets])

    @cached_property
    def argument_of_latitude(self) -> Array:
        """Mean argument of latitude (n,): perigee and mean anomaly together, rad, 0 to a turn."""
        anomaly = np.radians([one.mean_anomaly_deg for one in self.sets])
        return np.mod(self.argument_of_perigee + anomaly, 2.0 * np.pi)

    @cached_property
    def bstar(self) -> Array:
        """SGP4's drag term (n,), 1/Earth radii."""
        return np.array([one.bstar for one in self.sets])

    def _known(self, k: int) -> datetime:
        return self.published[k] if self.published else self.given[k].epoch

    def _gap(self, earlier: int, later: int) -> float:
        return (self.given[later].epoch - self.given[earlier].epoch).total_seconds()


def wild(sets: Sequence[Elements]) -> npt.NDArray[np.bool_]:
    """Which of the sets (in order of epoch) stand off from both neighbours while these agree."""
    out = np.zeros(len(sets), dtype=bool)
    if len(sets) < 3:
        return out
    t = np.array([(one.epoch - sets[0].epoch).total_seconds() for one in sets])
    axis = np.array([one.semi_major_axis for one in sets])
    inclination = np.array([one.inclination_deg for one in sets])
    part = (t[1:-1] - t[:-2]) / (t[2:] - t[:-2])
    for values, least in ((axis, OFF_AXIS), (inclination, OFF_INCLINATION)):
        apart = np.abs(values[2:] - values[:-2])
        off = np.abs(values[1:-1] - values[:-2] - part * (values[2:] - values[:-2]))
        out[1:-1] |= off > np.maximum(least, OFF * apart)
    out[1:-1] &= t[2:] - t[:-2] < NEAR
    # two in a row cannot both be told: the first goes, and the second is judged beside what is left
    out[1:] &= ~out[:-1]
    return out


def read_history(
    source: str | Path, *, identifier: str | None = None, problems: list[ElementsError] | None = None
) -> History:
    """The history in a file (also .gz) or text of element sets, in any form that `read_elements` reads.

    `identifier` chooses one of several objects. With a list of `problems`, sets that cannot be read are put
    into it; without, the first of them is raised. Raises ElementsError or InputError.
    """
    bad: list[ElementsError] = [] if problems is None else problems
    before = len(bad)
    text, file = text_of(source)
    sets = read_elements(source, problems=None if problems is None else bad)
    dates = _published(text, file) if len(bad) == before else []
    if len(dates) != len(sets):
        dates = []
    if identifier is not None:
        wanted = identifier.strip().lstrip("0")
        chosen = [k for k, one in enumerate(sets) if one.identifier == wanted]
        if not chosen:
            raise InputError(f"no element set of object {identifier}", where=file or "text")
        sets = [sets[k] for k in chosen]
        dates = [dates[k] for k in chosen] if dates else []
    return History(tuple(sets), tuple(dates))


def joined(histories: Sequence[History]) -> History:
    """Several histories of one object as one. Raises InputError where there is none, or another object."""
    given = tuple(one for history in histories for one in history.given)
    if not any(history.published for history in histories):
        return History(given)
    dates = (history.published or tuple(one.epoch for one in history.given) for history in histories)
    return History(given, tuple(when for part in dates for when in part))


def _published(text: str, file: str) -> list[datetime]:
    """When each set of a CSV or JSON file was to be had; empty where it does not say so of every set."""
    start = text.lstrip("\ufeff \t\r\n")
    rows: list[dict[str, object]]
    if start[:1] in ("{", "["):
        found = json.loads(start)
        rows = found if isinstance(found, list) else [found]
    elif "," in (head := start.split("\n", 1)[0]) and any(key in head for key in _PUBLISHED):
        rows = [
            dict(row)
            for row in csv.DictReader(io.StringIO(start), skipinitialspace=True)
            if any(row.values())
        ]
    else:
        return []
    dates = []
    for row in rows:
        said = next((str(row[key]) for key in _PUBLISHED if row.get(key)), "")
        when = _instant(said)
        if when is None:
            return []
        dates.append(when)
    return dates


def _instant(text: str) -> datetime | None:
    clean = re.sub(r"(\.\d{6})\d+", r"\1", text.strip()).removesuffix("Z").replace(" ", "T")
    try:
        when = datetime.fromisoformat(clean)
    except ValueError:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
