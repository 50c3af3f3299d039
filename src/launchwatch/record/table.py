"""The launch record: every orbital launch attempt, its vehicle line, and whether it reached orbit.

Facts from the General Catalog of Artificial Space Objects (GCAT), J. McDowell,
planet4589.org/space/gcat, CC-BY 4.0, made compact by `scripts/make_record.py`.  7,155 attempts from
4 October 1957 to 30 December 2025.  One criterion is forecast, `orbit`: any orbit reached (an orbit
too low or too high counts as reached; `success` holds the stricter one).  Explosions before lift-off,
suborbital tests, and launches aimed just short of an orbit are not in the record, so an attempt
number counted here may be lower than in the press.
"""

from __future__ import annotations

import csv
import functools
import gzip
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from launchwatch.errors import InputError

CREDIT: Final = "GCAT (J. McDowell, planet4589.org/space/gcat), CC-BY 4.0"
COLUMNS: Final = ("tag", "date", "line", "family", "builder", "state", "site", "orbit", "success")


class Launch(NamedTuple):
    """One orbital launch attempt."""

    tag: str  # COSPAR, or YYYY-Fnn for a failure
    date: datetime  # UTC
    line: str  # variants folded into one vehicle line
    family: str
    builder: str  # GCAT organisation code
    state: str  # predecessor states folded into successors
    site: str
    orbit: bool
    success: bool

    @property
    def outcome(self) -> str:
        """`success` where orbit was reached, else `failure`."""
        return "success" if self.orbit else "failure"


Record = Sequence[Launch]


def load_record(path: Path | None = None) -> tuple[Launch, ...]:
    """The shipped record, or one in the same columns (CSV, or CSV in gzip) from `path`, in order of date.

    A file that cannot be read as such is refused with the line at fault.
    """
    if path is None:
        return _shipped()
    try:
        return _parse(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(
            "the launch record cannot be read", where=str(path), mend=str(error.strerror)
        ) from None


@functools.lru_cache(maxsize=1)
def _shipped() -> tuple[Launch, ...]:
    resource = files("launchwatch.record") / "data" / "launches.csv.gz"
    return _parse(resource.read_bytes(), "launches.csv.gz")


def _parse(octets: bytes, where: str) -> tuple[Launch, ...]:
    try:
        text = (gzip.decompress(octets) if octets[:2] == b"\x1f\x8b" else octets).decode()
    except (OSError, EOFError, UnicodeDecodeError):
        raise InputError("this is not a CSV of launches", where=where, mend="write UTF-8 text") from None
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"the launch record lacks the column {missing[0]!r}", where=where)
    rows = [_launch(row, f"{where}, line {reader.line_num}") for row in reader]
    return tuple(sorted(rows, key=lambda launch: (launch.date, launch.tag)))


def _launch(row: dict[str, str | None], where: str) -> Launch:
    try:
        tag, date, line, family, builder, state, site, orbit, success = (row[name] or "" for name in COLUMNS)
        day = datetime.fromisoformat(date)
        moment = day.replace(tzinfo=UTC) if day.tzinfo is None else day.astimezone(UTC)
        outcome = {"0": False, "1": True}
        return Launch(tag, moment, line, family, builder, state, site, outcome[orbit], outcome[success])
    except (ValueError, KeyError):
        raise InputError(
            "the launch cannot be read", where=where, mend="give an ISO date in UTC, and 0 or 1 for outcomes"
        ) from None
