"""Winds from NetCDF: files written here as ECMWF and NCEP write them, with a wind known everywhere."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import h5netcdf
import numpy as np
import pytest
from scipy.io import netcdf_file

from launchwatch.case import load_case
from launchwatch.case.winds import Wind, read_wind
from launchwatch.errors import CaseError

CASES = Path(__file__).parents[2] / "cases"
AT = datetime(2023, 11, 21, 13, 42, tzinfo=UTC)
LEVELS = np.array([1000.0, 850.0, 500.0, 200.0, 50.0])  # hPa
HEIGHTS = np.array([110.0, 1457.0, 5574.0, 11784.0, 20576.0])  # geopotential metres of the standard air
LATITUDES, LONGITUDES = np.arange(45.0, 34.9, -0.25), np.arange(120.0, 130.1, 0.25)  # north first, as given
HOURS = np.array([12.0, 13.0, 14.0])  # of 21 November


def east(lat: float, lon: float, k: int, hour: float) -> float:
    """A wind that is linear in place and time, so that what lies between grid points is known."""
    return 10.0 * k + 0.5 * (lat - 40.0) + 0.25 * (lon - 125.0) + (hour - 14.0)


def fields(longitudes: Any = LONGITUDES) -> tuple[Any, Any, Any]:
    hour, k, lat, lon = np.meshgrid(HOURS, np.arange(5.0), LATITUDES, longitudes, indexing="ij")
    u = 10.0 * k + 0.5 * (lat - 40.0) + 0.25 * (lon - 125.0) + (hour - 14.0)
    return u, -0.1 * u, np.broadcast_to(HEIGHTS[None, :, None, None], u.shape)


def era5(file: Path, longitudes: Any = LONGITUDES, **skip: bool) -> Path:
    """As the Climate Data Store gives ERA5 since 2024: NetCDF 4, valid_time in seconds, m2/s2."""
    u, v, h = fields(longitudes)
    with h5netcdf.File(file, "w") as out:
        out.dimensions = {
            "valid_time": 3, "pressure_level": 5, "latitude": LATITUDES.size, "longitude": len(longitudes),
        }  # fmt: skip
        every = ("valid_time", "pressure_level", "latitude", "longitude")
        begin = (datetime(2023, 11, 21, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
        time = out.create_variable("valid_time", ("valid_time",), data=(begin + 3600.0 * HOURS).astype("i8"))
        time.attrs["units"] = "seconds since 1970-01-01"
        out.create_variable("pressure_level", ("pressure_level",), data=LEVELS)
        out.create_variable("latitude", ("latitude",), data=LATITUDES)
        out.create_variable("longitude", ("longitude",), data=np.asarray(longitudes))
        for name, data, units in (("u", u, "m s**-1"), ("v", v, "m s**-1"), ("z", 9.80665 * h, "m**2 s**-2")):
            if not skip.get(name, False):
                out.create_variable(name, every, data=data.astype("f4")).attrs["units"] = units
    return file


def old_era5(file: Path) -> Path:
    """As it came before: classic, packed in whole numbers, hours since 1900, levels named `level`."""
    u, v, h = fields()
    with netcdf_file(str(file), "w") as out:
        for name, size in (
            ("time", 3),
            ("level", 5),
            ("latitude", LATITUDES.size),
            ("longitude", LONGITUDES.size),
        ):
            out.createDimension(name, size)
        since = (datetime(2023, 11, 21) - datetime(1900, 1, 1)).total_seconds() / 3600.0
        for name, values in (("time", since + HOURS), ("latitude", LATITUDES), ("longitude", LONGITUDES)):
            out.createVariable(name, "f8", (name,))[:] = values
        out.variables["time"].units = "hours since 1900-01-01 00:00:00.0"
        for name, data in (("u", u), ("v", v), ("z", 9.80665 * h)):
            low, high = float(data.min()), float(data.max())
            scale, offset = (high - low) / 65000.0, 0.5 * (high + low)
            packed = out.createVariable(name, "i2", ("time", "level", "latitude", "longitude"))
            packed[:] = np.rint((data - offset) / scale).astype("i2")
            packed.scale_factor, packed.add_offset, packed._FillValue = scale, offset, np.int16(-32767)
        out.variables["z"].units = "m**2 s**-2"
    return file


def gfs(file: Path) -> Path:
    """As a THREDDS server gives GFS: height in gpm, longitudes round the globe, names of NCEP."""
    longitudes = np.arange(0.0, 360.0, 1.0)
    u, v, h = fields(longitudes)
    with h5netcdf.File(file, "w") as out:
        out.dimensions = {"time": 3, "isobaric": 5, "lat": LATITUDES.size, "lon": 360}
        every = ("time", "isobaric", "lat", "lon")
        out.create_variable("time", ("time",), data=HOURS).attrs["units"] = "Hour since 2023-11-21T00:00:00Z"
        out.create_variable("lat", ("lat",), data=LATITUDES)
        out.create_variable("lon", ("lon",), data=longitudes)
        for name, data, units in (
            ("u-component_of_wind_isobaric", u, "m/s"),
            ("v-component_of_wind_isobaric", v, "m/s"),
            ("Geopotential_height_isobaric", h, "gpm"),
        ):
            out.create_variable(name, every, data=data).attrs["units"] = units
    return file


def altitudes() -> Any:
    return 6_356_766.0 * HEIGHTS / (6_356_766.0 - HEIGHTS)


def check(wind: Wind, lat: float, lon: float, close: float) -> None:
    wanted = [east(lat, lon, k, 14.0) for k in range(5)]
    assert wind.altitude == pytest.approx(altitudes(), abs=max(1.0, 5.0 * close))
    assert wind.east == pytest.approx(wanted, abs=close)
    assert wind.north == pytest.approx([-0.1 * w for w in wanted], abs=close)


def test_era5_between_its_grid_points_at_the_nearest_hour(tmp_path: Path) -> None:
    check(read_wind(era5(tmp_path / "era5.nc"), 39.66, 124.705, AT), 39.66, 124.705, 1e-4)


def test_old_era5_packed_in_whole_numbers(tmp_path: Path) -> None:
    check(read_wind(old_era5(tmp_path / "old.nc"), 39.66, 124.705, AT), 39.66, 124.705, 2e-3)


@pytest.mark.parametrize("lon", [124.705, 359.5, -0.5])
def test_gfs_round_the_globe(tmp_path: Path, lon: float) -> None:
    """Across the seam the wind goes from that of 359 to that of 0 degrees."""
    wind = read_wind(gfs(tmp_path / "gfs.nc"), 39.66, lon, AT)
    if lon == 124.705:
        check(wind, 39.66, lon, 1e-4)
    else:
        wanted = [0.5 * (east(39.66, 359.0, k, 14.0) + east(39.66, 0.0, k, 14.0)) for k in range(5)]
        assert wind.east == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize(
    ("lat", "lon", "hour", "words"),
    [
        (10.0, 124.7, 13, "latitude 10.00 lies outside its grid, 35.00 to 45.00"),
        (39.66, 140.0, 13, "longitude 140.00 lies outside"),
        (39.66, 124.7, 22, "the nearest instant in it is 8 h away"),
    ],
)
def test_a_file_of_elsewhere_or_of_another_day_is_refused(
    tmp_path: Path, lat: float, lon: float, hour: int, words: str
) -> None:
    with pytest.raises(CaseError, match=words):
        read_wind(era5(tmp_path / "era5.nc"), lat, lon, AT.replace(hour=hour, minute=0))


def test_what_is_no_such_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="it holds no geopotential: none of z, geopotential"):
        read_wind(era5(tmp_path / "no_height.nc", z=True), 39.66, 124.7, AT)
    text = tmp_path / "text.nc"
    text.write_text("u v z")
    cut = tmp_path / "cut.nc"
    cut.write_bytes(old_era5(tmp_path / "whole.nc").read_bytes()[:300])
    for file in (text, cut):
        with pytest.raises(CaseError, match="no NetCDF file of winds on pressure levels"):
            read_wind(file, 39.66, 124.7, AT)


def test_without_the_extra_a_new_file_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = era5(tmp_path / "era5.nc")
    monkeypatch.setitem(__import__("sys").modules, "h5netcdf", None)
    with pytest.raises(CaseError, match="pip install launchwatch\\[netcdf\\]"):
        read_wind(file, 39.66, 124.7, AT)


def test_the_air_of_a_case_may_come_from_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(CASES / "malligyong-1", folder)
    era5(folder / "wind.nc")
    told = (folder / "case.toml").read_text(encoding="utf-8")
    entry = '\n[[air]]\npublished = "2023-11-20"\nsource = "ERA5, for a test"\nwind_file = "wind.nc"\n'
    (folder / "case.toml").write_text(told + entry + 'at = "2023-11-21T13:42Z"\n', encoding="utf-8")
    air = load_case(folder).as_of("2023-11-21T12:00Z").air
    assert air is not None
    pad = load_case(folder).pad
    wanted = [east(pad.lat_deg, pad.lon_deg, k, 14.0) for k in range(5)]
    assert [row.east.central for row in air.wind] == pytest.approx(wanted, abs=1e-3)
    (folder / "case.toml").write_text(told + entry, encoding="utf-8")
    with pytest.raises(CaseError, match="the instant of the air, go together"):
        load_case(folder)
    (folder / "case.toml").write_text(
        told + entry.replace("wind.nc", "none.nc") + 'at = "2023-11-21T13:42Z"\n'
    )
    with pytest.raises(CaseError, match=r"there is no file 'none\.nc'"):
        load_case(folder)
