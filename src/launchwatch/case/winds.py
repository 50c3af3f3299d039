"""Wind over a place from a NetCDF file of a weather service: ERA5 on pressure levels, or a GFS analysis.

The file holds wind to the east and north and the geopotential (or geopotential height) on pressure levels
over a grid; the profile is that of the nearest instant, between the four grid points about the place. Heights
are geometric: h = R H / (R - H) with R = 6,356,766 m (U.S. Standard Atmosphere 1976). Classic files are read
by SciPy, those of version 4 by h5netcdf, which is an extra: `pip install launchwatch[netcdf]`. Names follow
ECMWF (`u`, `v`, `z`) and NCEP (`UGRD`, `u-component_of_wind_isobaric`, `ugrdprs`, ...).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from launchwatch.errors import CaseError

Floats = npt.NDArray[np.float64]
MOST_BYTES: Final = 100_000_000
FARTHEST_HOURS: Final = 6.0
"""An analysis is given every 6 hours or oftener: one further from the instant is of another time."""
_EARTH_M: Final = 6_356_766.0
_G0: Final = 9.80665
_NAMES: Final = {
    "wind to the east": ("u", "u_component_of_wind", "ugrd", "u-component_of_wind_isobaric", "ugrdprs"),
    "wind to the north": ("v", "v_component_of_wind", "vgrd", "v-component_of_wind_isobaric", "vgrdprs"),
    "geopotential": ("z", "geopotential", "geopotential_height_isobaric", "hgtprs", "hgt", "gh"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "time": ("valid_time", "time", "time1", "reftime"),
}
_LEVELS: Final = re.compile(r"(pressure_)?level|isobaric\d*|lev|plev|isobaricinhpa", re.IGNORECASE)
_SINCE: Final = re.compile(r"(second|minute|hour|day)s?\s+since\s+(\S+)(?:[ T](\d\d:\d\d(?::\d\d)?))?")


class Wind(NamedTuple):
    """Geometric altitudes m, rising, and the wind there to the east and to the north, m/s; each (n,)."""

    altitude: Floats
    east: Floats
    north: Floats


class _Variable(NamedTuple):
    dimensions: tuple[str, ...]
    values: Any  # sliced before it is read
    attributes: Mapping[str, Any]


def read_wind(file: Path, lat_deg: float, lon_deg: float, at: datetime) -> Wind:
    """The wind over a place at an instant. Raises CaseError where the file does not tell it."""
    name = file.name
    if file.stat().st_size > MOST_BYTES:
        raise CaseError(f"{name} is larger than 100 MB", mend="cut out the region and the hour of the launch")
    try:
        held = _classic(file) if file.read_bytes()[:3] == b"CDF" else _version_4(file)
        return _profile(held, name, lat_deg, lon_deg, at)
    except (OSError, KeyError, ValueError, IndexError, TypeError, OverflowError) as error:
        raise CaseError(
            f"{name} is no NetCDF file of winds on pressure levels ({error})",
            mend="give ERA5 on pressure levels with u, v and z, or a GFS analysis",
        ) from None


def _classic(file: Path) -> dict[str, _Variable]:
    from scipy.io import netcdf_file

    with netcdf_file(str(file), "r", mmap=False) as held:
        return {
            name: _Variable(tuple(v.dimensions), v.data, {k: _plain(x) for k, x in v._attributes.items()})
            for name, v in held.variables.items()
        }


def _version_4(file: Path) -> dict[str, _Variable]:
    try:
        import h5netcdf
    except ModuleNotFoundError:
        raise CaseError(
            f"{file.name} is of NetCDF version 4, and h5netcdf is not installed",
            mend="install it: pip install launchwatch[netcdf]",
        ) from None
    with h5netcdf.File(file, "r") as held:
        return {
            name: _Variable(tuple(v.dimensions), v[...], {k: _plain(x) for k, x in v.attrs.items()})
            for name, v in held.variables.items()
        }


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.ravel()[0] if isinstance(value, np.ndarray) and value.size == 1 else value


def _found(held: Mapping[str, _Variable], what: str) -> tuple[str, _Variable]:
    low = {name.lower(): name for name in held}
    for name in _NAMES[what]:
        if name in low:
            return low[name], held[low[name]]
    raise KeyError(f"it holds no {what}: none of {', '.join(_NAMES[what])}")


def _unpacked(variable: _Variable, values: Any) -> Floats:
    """Values as stored, turned into what they stand for; NaN where missing."""
    told = variable.attributes
    raw = np.asarray(values, dtype=np.float64)
    for key in ("_FillValue", "missing_value"):
        if key in told:
            raw = np.where(raw == float(told[key]), np.nan, raw)
    return np.asarray(raw * float(told.get("scale_factor", 1.0)) + float(told.get("add_offset", 0.0)))


def _profile(held: Mapping[str, _Variable], file: str, lat: float, lon: float, at: datetime) -> Wind:
    wanted = [_found(held, what)[1] for what in ("wind to the east", "wind to the north", "geopotential")]
    name_lat, latitudes = _found(held, "latitude")
    name_lon, longitudes = _found(held, "longitude")
    name_time, times = _found(held, "time")
    moment = _nearest(times, at, file)
    rows = _between(_unpacked(latitudes, latitudes.values), lat, f"latitude {lat:.2f}")
    east = np.unwrap(_unpacked(longitudes, longitudes.values), period=360.0)
    near = float(lon + 360.0 * np.round((np.median(east) - lon) / 360.0))
    columns = _between(east, near, f"longitude {lon:.2f}", around=True)
    columns_of = []
    for variable in wanted:
        level = next((d for d in variable.dimensions if _LEVELS.fullmatch(d)), None)
        if level is None:
            raise KeyError(f"{variable.dimensions} name no pressure level")
        total: Any = 0.0
        for row, share in rows:
            for column, part in columns:
                at_grid = {name_lat: row, name_lon: column, name_time: moment, level: slice(None)}
                index = tuple(at_grid.get(d, 0) for d in variable.dimensions)
                total = total + share * part * _unpacked(variable, variable.values[index])
        columns_of.append(np.asarray(total))
    u, v, z = columns_of
    units = str(wanted[2].attributes.get("units", "")).replace("**", "").replace("^", "").replace(" ", "")
    height = z / _G0 if units in ("m2s-2", "m2/s2") else z
    altitude = _EARTH_M * height / (_EARTH_M - height)
    order = np.argsort(altitude)
    good = order[np.isfinite(altitude[order]) & np.isfinite(u[order]) & np.isfinite(v[order])]
    rising = good[np.concatenate([[True], np.diff(altitude[good]) > 1.0])] if good.size else good
    if rising.size < 2:
        raise ValueError("it tells the wind at fewer than two altitudes")
    if np.abs(u[rising]).max() > 200.0 or np.abs(v[rising]).max() > 200.0 or altitude[rising][-1] < 1e3:
        raise ValueError("its winds or altitudes are not those of the air: are the units m/s and m2/s2?")
    return Wind(altitude[rising], u[rising], v[rising])


def _between(grid: Floats, value: float, what: str, around: bool = False) -> list[tuple[int, float]]:
    """The one or two indices of a grid about a value, with their shares."""
    order = np.argsort(grid)
    rising = grid[order]
    step = float(np.median(np.diff(rising))) if rising.size > 1 else 0.0
    if around and rising.size > 1 and rising[-1] - rising[0] + 1.5 * step > 360.0:  # the grid goes round
        value = float(rising[0] + (value - rising[0]) % 360.0)
        rising, order = np.append(rising, rising[0] + 360.0), np.append(order, order[0])
    if rising.size == 1 and abs(rising[0] - value) < 0.5:
        return [(0, 1.0)]
    if not rising[0] - 1e-6 <= value <= rising[-1] + 1e-6:
        raise ValueError(f"{what} lies outside its grid, {rising[0]:.2f} to {rising[-1]:.2f}")
    k = int(np.clip(np.searchsorted(rising, value, side="right") - 1, 0, rising.size - 2))
    share = float(np.clip((value - rising[k]) / (rising[k + 1] - rising[k]), 0.0, 1.0))
    return [(int(order[k]), 1.0 - share), (int(order[k + 1]), share)]


def _nearest(times: _Variable, at: datetime, file: str) -> int:
    """The index of the instant nearest to `at`."""
    told = _SINCE.match(str(times.attributes.get("units", "")).casefold())
    if told is None:
        raise ValueError(f"its time has the units '{times.attributes.get('units', '')}'")
    day, _, clock = told[2].partition("t")
    clock = (told[3] or clock.rstrip("z") or "00:00:00").strip()
    begin = datetime.fromisoformat(f"{day.rstrip('z')}T{clock}").replace(tzinfo=UTC)
    unit = timedelta(**{f"{told[1]}s": 1.0})
    values = np.atleast_1d(_unpacked(times, times.values))
    hours = np.array([((begin + float(x) * unit) - at).total_seconds() / 3600.0 for x in values])
    k = int(np.argmin(np.abs(hours)))
    if abs(hours[k]) > FARTHEST_HOURS:
        raise ValueError(f"the nearest instant in it is {abs(hours[k]):.0f} h away")
    return k
