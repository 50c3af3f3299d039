"""Space weather as it was observed: daily F10.7 and Ap, read from the files CelesTrak publishes.

F10.7 is the flux at the Earth (observed, not adjusted to 1 AU), in solar flux units of 1e-22 W m-2 Hz-1, as
NRLMSIS wants it; Ap is the daily mean. Only observed days are kept: predictions in the files carry no date
of publication, so they could know what an `as_of` must not (DESIGN.md). A day is known from its end in UTC.

Formats: https://celestrak.org/SpaceData/SpaceWx-format.php (the CSV, and the text of fixed columns).
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from launchwatch.errors import InputError

Array = npt.NDArray[np.float64]
Days = dict[np.datetime64, tuple[float, float]]
#: Larger than any true file by a factor of ten.
LARGEST = 60_000_000
_MEND = "give a space-weather file of CelesTrak: SW-All.csv or SW-All.txt"


@dataclass(frozen=True, slots=True, eq=False)
class SpaceWeather:
    """Daily F10.7 and Ap, without gaps: element k belongs to the UTC day `first` + k."""

    first: np.datetime64
    f107: Array
    ap: Array

    def as_of(self, instant: datetime) -> SpaceWeather | None:
        """What was known at the instant: the days that had ended. None where that is less than a year."""
        day = np.datetime64(instant.astimezone(UTC).replace(tzinfo=None), "D")
        known = int((day - self.first).astype(int))
        if known < 365:
            return None
        return SpaceWeather(self.first, self.f107[:known], self.ap[:known])

    @property
    def end(self) -> np.datetime64:
        """The first day after the last one known."""
        return self.first + np.timedelta64(len(self.f107), "D")


def read_space_weather(source: str | Path) -> SpaceWeather:
    """The observed days of a CelesTrak space-weather file: CSV or the older text, also compressed (.gz).

    Single days without a value are bridged linearly. Raises InputError with file, line and mend.
    """
    path = Path(source)
    text = _text(path)
    start = text.lstrip("\ufeff \r\n")
    if start.startswith("DATE,"):
        rows = _csv(start, str(path))
    elif "BEGIN OBSERVED" in text:
        rows = _fixed(text, str(path))
    else:
        raise InputError("not a space-weather file", where=str(path), mend=_MEND)
    if len(rows) < 30:
        raise InputError("fewer than 30 observed days", where=str(path), mend=_MEND)
    first, last = min(rows), max(rows)
    count = int((last - first).astype(int)) + 1
    if count > 5 * len(rows):
        raise InputError(f"most days from {first} to {last} are not there", where=str(path), mend=_MEND)
    table = np.full((count, 2), np.nan)
    for day, pair in rows.items():
        table[int((day - first).astype(int))] = pair
    for column in table.T:
        gap = np.isnan(column)
        if gap.all():
            raise InputError("no observed day has a flux and an Ap", where=str(path), mend=_MEND)
        column[gap] = np.interp(np.flatnonzero(gap), np.flatnonzero(~gap), column[~gap])
    return SpaceWeather(first, table[:, 0].copy(), table[:, 1].copy())


def _text(path: Path) -> str:
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise InputError("larger than 60 MB", where=str(path), mend=_MEND)
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("not text", where=str(path), mend=_MEND) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError("the compressed file is damaged", where=str(path), mend="get it anew") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        raise InputError(
            reason[0].lower() + reason[1:], where=str(path)[:200], mend="check the path"
        ) from None


def _csv(text: str, file: str) -> Days:
    rows: Days = {}
    reader = csv.DictReader(io.StringIO(text))
    wanted = ("DATE", "AP_AVG", "F10.7_OBS", "F10.7_DATA_TYPE")
    missing = [name for name in wanted if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"no column {missing[0]}", where=file, mend=_MEND)
    for line, row in enumerate(reader, start=2):
        # OBS observed, INT bridged by the publisher; PRD and PRM are predictions
        if row["F10.7_DATA_TYPE"] in ("OBS", "INT"):
            day, f107, ap = (row[name] or "" for name in ("DATE", "F10.7_OBS", "AP_AVG"))
            rows.update([_row(day, f107, ap, f"{file}:{line}")])
    return rows


def _fixed(text: str, file: str) -> Days:
    rows: Days = {}
    observed = False
    for line, row in enumerate(text.splitlines(), start=1):
        if row.startswith(("BEGIN ", "END ")):
            observed = row.split() == ["BEGIN", "OBSERVED"]
        elif observed and row.strip() and not row.startswith("#"):
            day = row[:10].replace(" ", "-")
            rows.update([_row(day, row[112:118].strip(), row[78:82].strip(), f"{file}:{line}")])
    return rows


def _row(day: str, f107: str, ap: str, where: str) -> tuple[np.datetime64, tuple[float, float]]:
    try:
        key = np.datetime64(datetime.strptime(day, "%Y-%m-%d"), "D")
        flux, index = float(f107 or "nan"), float(ap or "nan")
    except ValueError:
        raise InputError(f"'{day} {f107} {ap}' is no day of space weather", where=where, mend=_MEND) from None
    if math.isinf(flux) or math.isinf(index):
        raise InputError(f"the day {day} has no finite value", where=where, mend=_MEND)
    # a flux of zero stands for a day without one; none was ever under 60 or over 500 in earnest
    return key, (flux if 50.0 < flux < 1000.0 else math.nan, index if 0.0 <= index <= 400.0 else math.nan)
