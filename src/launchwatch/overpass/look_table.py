"""Looks as one table: what is known of each, a column an array, and how tables are cut and joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks as arrays, one entry a look; `satellite` and `place` count in the lists that were given.

    rise, culmination, set: s after `begin`; `times` gives them as UTC. Elevation and azimuths, off-nadir
    angle (from the direction of the Earth's centre), elevation of the Sun at the place: deg. `distance_m`,
    `gsd_m` and `swath_m` are those of the least off-nadir angle; nan where the camera does not say. `sigma_s`
    is one sigma of the times by the age of the elements (nan for a mover). `lit`: the Sun is on the satellite
    at culmination. `local_h`: mean solar time at the place, h.
    """

    begin: datetime
    satellite: Index
    place: Index
    rise: Array
    culmination: Array
    set: Array
    max_elevation_deg: Array
    min_off_nadir_deg: Array
    distance_m: Array
    gsd_m: Array
    swath_m: Array
    sun_elevation_deg: Array
    local_h: Array
    sigma_s: Array
    azimuth_rise_deg: Array
    azimuth_deg: Array
    azimuth_set_deg: Array
    lit: npt.NDArray[np.bool_]
    cut: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        """How many looks there are."""
        return len(self.rise)

    def times(self, name: str) -> npt.NDArray[np.datetime64]:
        """`rise`, `culmination` or `set` as UTC to the millisecond."""
        begin = np.datetime64(self.begin.astimezone(UTC).replace(tzinfo=None), "us")
        micro = begin + np.round(getattr(self, name) * 1e6).astype("timedelta64[us]")
        return np.asarray(micro + np.timedelta64(500, "us"), dtype="datetime64[ms]")

    def take(self, rows: Any) -> Looks:
        """Some of the looks: a mask, a slice, or indices."""
        return Looks(self.begin, *(getattr(self, f.name)[rows] for f in fields(self)[1:]))

    @classmethod
    def joined(cls, begin: datetime, parts: Sequence[Looks]) -> Looks:
        """Several tables as one."""
        kinds = {"satellite": np.int64, "place": np.int64, "lit": np.bool_, "cut": np.bool_}
        if len(parts) == 1:
            return parts[0]
        columns = [
            np.concatenate(
                [getattr(one, f.name) for one in parts] or [np.empty(0, kinds.get(f.name, np.float64))]
            )
            for f in fields(cls)[1:]
        ]
        return cls(begin, *columns)
