"""Cloud climatology: how likely the sky over a place is clear when it is looked at.

No climatology is shipped. One comes as CSV with the columns lat, lon, month (1 to 12) and cloud (mean cloud
fraction, 0 to 1), and may have hour (local solar time) as well; the nearest cell and the nearest hour count.
Or any function of latitude, longitude (deg), month and local hour that gives cloud fractions serves.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from datetime import UTC

import numpy as np
import numpy.typing as npt

from launchwatch.errors import InputError
from launchwatch.orbit import Place
from launchwatch.overpass.look_table import Looks

Array = npt.NDArray[np.float64]
#: Latitude, longitude (deg), month (1 to 12), local hour; arrays of one length, to cloud fractions.
Clouds = Callable[[Array, Array, Array, Array], Array]


def read_clouds(text: str, where: str = "") -> Clouds:
    """A climatology from CSV.

    >>> clouds = read_clouds("lat,lon,month,cloud\\n39,126,6,0.7\\n39,126,12,0.3\\n")
    >>> clouds(np.array([38.5]), np.array([125.0]), np.array([12.0]), np.array([10.0])).tolist()
    [0.3]
    """
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=None)))
        figures = np.array(
            [[float(row.get(key) or 12.0) if key == "hour" else float(row[key])
              for key in ("lat", "lon", "month", "hour", "cloud")] for row in rows]
        ).reshape(-1, 5)  # fmt: skip
    except (csv.Error, KeyError, TypeError, ValueError):
        raise InputError(
            "this is no climatology", where=where, mend="CSV with the columns lat,lon,month,cloud"
        ) from None
    good = (np.abs(figures[:, 0]) <= 90.0) & (figures[:, 4] >= 0.0) & (figures[:, 4] <= 1.0)
    good &= np.isfinite(figures).all(axis=1) & np.isin(figures[:, 2], np.arange(1.0, 13.0))
    if not len(figures) or not good.all():
        raise InputError(
            f"line {int(np.argmin(good)) + 2} is no cloud fraction of a month" if len(figures) else "no line",
            where=where,
            mend="months 1 to 12, fractions 0 to 1",
        )

    def clouds(latitude: Array, longitude: Array, month: Array, hour: Array) -> Array:
        from scipy.spatial import cKDTree

        out = np.full(len(latitude), np.nan)
        for one in np.unique(month):
            cells = figures[figures[:, 2] == one]
            rows = month == one
            if len(cells):
                tree = cKDTree(_points(cells[:, 0], cells[:, 1], cells[:, 3]))
                near = tree.query(_points(latitude[rows], longitude[rows], hour[rows]))[1]
                out[rows] = cells[near, 4]
        return out

    return clouds


def _points(latitude: Array, longitude: Array, hour: Array) -> Array:
    """Places on the unit sphere and hours on a circle so small that the place decides first."""
    lat, lon, turn = np.radians(latitude), np.radians(longitude), hour * (math.pi / 12.0)
    return np.stack(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat), 1e-4 * np.cos(turn),
         1e-4 * np.sin(turn)], axis=1,
    )  # fmt: skip


def clear_sky(looks: Looks, places: Sequence[Place], clouds: Clouds) -> Array:
    """The chance of a clear sky for each look, nan where the climatology says nothing of the month."""
    lat = np.array([one.latitude_deg for one in places])[looks.place]
    lon = np.array([one.longitude_deg for one in places])[looks.place]
    begin = np.datetime64(looks.begin.astimezone(UTC).replace(tzinfo=None), "s")
    month = (begin + looks.culmination.astype("timedelta64[s]")).astype("datetime64[M]").astype(int) % 12 + 1
    return np.asarray(1.0 - clouds(lat, lon, month.astype(float), looks.local_h))
