"""The launch record: every orbital launch attempt, its vehicle line, and whether it reached orbit.

Facts from the General Catalog of Artificial Space Objects (GCAT), J. McDowell,
planet4589.org/space/gcat, CC-BY 4.0, made compact by `scripts/make_record.py`.  7,155 attempts from
4 October 1957 to 30 December 2025.  One criterion is forecast, `orbit`: any orbit reached (an orbit
too low or too high counts as reached; `success` holds the stricter one, `score` McDowell's from 0 to 1).
Explosions before lift-off, suborbital tests, and launches aimed just short of an orbit are not in the
record, so an attempt number counted here may be lower than in the press.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from launchwatch.errors import InputError
from launchwatch.record import gcat
from launchwatch.record.folding import Folding, data_folder, load_folding

CREDIT: Final = "GCAT (J. McDowell, planet4589.org/space/gcat), CC-BY 4.0"
SCORED_FROM: Final = datetime(1965, 1, 1, tzinfo=UTC)  # earlier launches only teach
COLUMNS: Final = ("tag", "date", "vehicle", "state", "site", "orbit", "success", "score")
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {  # ours: other names for the same, the better first
    "tag": ("tag",),
    "date": ("date",),
    "vehicle": ("vehicle", "lv"),
    "line": ("line",),
    "family": ("family",),
    "builder": ("builder", "manufacturer"),
    "state": ("state2", "state"),
    "site": ("site",),
    "orbit": ("orbit",),
    "success": ("success",),
    "score": ("score", "jsr_score"),
}
NEEDED: Final = ("tag", "date", "state", "orbit", "success")


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
    vehicle: str = ""
    score: float | None = None  # McDowell's launch success fraction; None where it is not known

    @property
    def outcome(self) -> str:
        """`success` where orbit was reached, else `failure`."""
        return "success" if self.orbit else "failure"


Record = Sequence[Launch]


def load_record(path: Path | None = None) -> tuple[Launch, ...]:
    """The launch record in order of date: from `path`, else as last updated, else as shipped.

    A file may be CSV (plain or in gzip) with the columns of the shipped table or with line, family and
    builder beside them, or a launch table of GCAT (`gcat.py`).  Raises InputError with the line at fault.
    """
    if path is None:
        path = data_folder() / "launches.csv.gz"
        if not path.is_file():
            return _shipped(load_folding())
    try:
        octets = path.read_bytes()
    except OSError as error:
        raise InputError(
            "the launch record cannot be read", where=str(path), mend=str(error.strerror)
        ) from None
    return parse(octets, str(path), load_folding())


def parse(octets: bytes, where: str, folding: Folding) -> tuple[Launch, ...]:
    """The launches of a record as a file holds it, in order of date."""
    try:
        text = (gzip.decompress(octets) if octets[:2] == b"\x1f\x8b" else octets).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error):
        raise InputError("this is not a CSV of launches", where=where, mend="write UTF-8 text") from None
    found = _from_gcat(text, where, folding) if gcat.heading(text) else _from_csv(text, where, folding)
    return tuple(sorted(found, key=lambda launch: (launch.date, launch.tag)))


def write(record: Record) -> bytes:
    """The compact table of a record: gzipped CSV, the same bytes for the same launches."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in record:
        date = one.date.strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00")
        score = "" if one.score is None else f"{one.score:g}"
        flags = (int(one.orbit), int(one.success))
        writer.writerow((one.tag, date, one.vehicle, one.state, one.site, *flags, score))
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def _shipped(folding: Folding) -> tuple[Launch, ...]:
    global _CACHED
    if _CACHED is None or _CACHED[0] != folding:
        resource = files("launchwatch.record") / "data" / "launches.csv.gz"
        _CACHED = folding, parse(resource.read_bytes(), "launches.csv.gz", folding)
    return _CACHED[1]


_CACHED: tuple[Folding, tuple[Launch, ...]] | None = None


def _from_gcat(text: str, where: str, folding: Folding) -> list[Launch]:
    return [from_found(one, folding) for one in gcat.launches(text, where)]


def from_found(one: gcat.Found, folding: Folding) -> Launch:
    """A launch of GCAT's tables with its names folded."""
    line, family, builder = folding.vehicle(one.vehicle)
    agency = one.agency.split("/")[0]
    state = folding.state(one.state or folding.agencies.get(agency, ""))
    return Launch(
        one.tag,
        one.date,
        line,
        family,
        builder,
        state,
        one.site,
        one.orbit,
        one.success,
        one.vehicle,
        one.score,
    )


def _from_csv(text: str, where: str, folding: Folding) -> list[Launch]:
    reader = csv.DictReader(io.StringIO(text))
    names = reader.fieldnames or ()
    have = {ours: next((n for n in theirs if n in names), "") for ours, theirs in ALIASES.items()}
    missing = [name for name in NEEDED if not have[name]] or [
        name for name in ("line",) if not have[name] and not have["vehicle"]
    ]
    if missing:
        raise InputError(f"the launch record lacks the column {missing[0]!r}", where=where)
    try:
        return [_launch(row, have, folding, f"{where}, line {reader.line_num}") for row in reader]
    except csv.Error as error:
        place = f"{where}, line {reader.line_num}"
        raise InputError(f"the launch cannot be read: {error}", where=place) from None


def _launch(row: Mapping[str, str | None], have: Mapping[str, str], folding: Folding, where: str) -> Launch:
    try:
        value = {ours: (row[theirs] or "").strip() if theirs else "" for ours, theirs in have.items()}
        vehicle = value["vehicle"] or value["line"]
        day = datetime.fromisoformat(value["date"])
        outcome = {"0": False, "1": True}
        score = float(value["score"]) if value["score"] else None
        if not (value["tag"] and vehicle and (score is None or 0.0 <= score <= 1.0)):
            raise ValueError
        return Launch(
            value["tag"],
            day.replace(tzinfo=UTC) if day.tzinfo is None else day.astimezone(UTC),
            *folding.vehicle(vehicle, value["line"], value["family"], value["builder"]),
            folding.state(value["state"]),
            value["site"],
            outcome[value["orbit"]],
            outcome[value["success"]],
            vehicle,
            score,
        )
    except (ValueError, KeyError, OverflowError):
        raise InputError(
            "the launch cannot be read", where=where, mend="give an ISO date in UTC, and 0 or 1 for outcomes"
        ) from None
