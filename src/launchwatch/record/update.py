"""Bring the record up to date from newer files, checked, into a person's data folder.

Read are launch tables (GCAT's `launch.tsv` or `launchlog.tsv`, or CSV with our columns) and, beside
them, GCAT's `lv.tsv` and `orgs.tsv`, which say whose a new vehicle and a new agency are.  A launch
replaces the one of the same tag; launches that only the record has stay.  Nothing is written unless every
check holds: tags and dates agree, no year of a whole table has lost launches, and the outcomes of launches
already known are the same but for a few, so that the criterion has not changed under way.
"""

from __future__ import annotations

import csv
import http.client
import io
import re
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from launchwatch.errors import InputError
from launchwatch.record import gcat
from launchwatch.record.disk import write_whole
from launchwatch.record.folding import COLUMNS, Folding, Vehicle, data_folder, load_folding
from launchwatch.record.table import Launch, Record, load_record, parse, write

MOST_OCTETS: Final = 64 * 2**20
TIMEOUT_S: Final = 60.0
WHOLE: Final = 1000  # a table with more launches is a whole one
LEAST_OF_YEAR: Final = 0.95  # of the launches that the record has of a year, in a whole table
LEAST_AGREED: Final = 0.99  # outcomes of launches that the record has
FIRST: Final = datetime(1957, 10, 4, tzinfo=UTC)


class Updated(NamedTuple):
    """What an update changed."""

    added: tuple[str, ...]  # tags
    changed: tuple[str, ...]
    launches: int
    last: datetime
    new_vehicles: tuple[str, ...]
    file: Path
    sentence: str


def update(sources: Sequence[str], folder: Path | None = None, now: datetime | None = None) -> Updated:
    """Take newer files or addresses (http, https) into the record of `folder`, by default the data folder.

    Raises InputError, with nothing written, for a file that cannot be read or does not hold a record.
    """
    folder = folder or data_folder()
    texts = [(source, fetch(source)) for source in sources]
    folding, tables = _tables(texts, load_folding(folder))
    if not tables:
        raise InputError("no launch table is among the files", where=", ".join(sources))
    old = load_record(folder / "launches.csv.gz" if (folder / "launches.csv.gz").is_file() else None)
    new: dict[str, Launch] = {}
    for source, octets in tables:
        found = parse(octets, source, folding)
        _check(found, old, source, now or datetime.now(UTC))
        new.update({launch.tag: launch for launch in found})
    before = {launch.tag: launch for launch in old}
    added = tuple(tag for tag in new if tag not in before)
    changed = tuple(tag for tag in new if tag in before and _facts(new[tag]) != _facts(before[tag]))
    merged = sorted({**before, **new}.values(), key=lambda launch: (launch.date, launch.tag))
    unknown = _new_vehicles(merged, folder)
    if unknown:
        write_whole(folder / "vehicles.csv", _with_vehicles(folder / "vehicles.csv", unknown))
    file = write_whole(folder / "launches.csv.gz", write(merged))
    sentence = _sentence(added, changed, new, merged, unknown, file)
    return Updated(added, changed, len(merged), merged[-1].date, tuple(unknown), file, sentence)


def fetch(source: str) -> bytes:
    """The octets of a file, or of an address that begins with http:// or https://."""
    try:
        if re.match(r"https?://", source):
            with urllib.request.urlopen(source, timeout=TIMEOUT_S) as answer:
                octets: bytes = answer.read(MOST_OCTETS + 1)
        else:
            with Path(source).open("rb") as file:
                octets = file.read(MOST_OCTETS + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:  # URLError is an OSError
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise InputError("the file cannot be read", where=source, mend=str(reason)) from None
    if len(octets) > MOST_OCTETS:
        raise InputError(f"the file is larger than {MOST_OCTETS >> 20} MB", where=source)
    return octets


def _tables(texts: Sequence[tuple[str, bytes]], folding: Folding) -> tuple[Folding, list[tuple[str, bytes]]]:
    """The folding with the vehicles and agencies of GCAT's tables added, and the launch tables."""
    vehicles, states = dict(folding.vehicles), dict(folding.agencies)
    launches = []
    for source, octets in texts:
        text = octets.decode("utf-8", errors="replace")
        columns = gcat.heading(text)
        if "LV_Name" in columns:
            for name, (family, builder) in gcat.vehicles(text, source).items():
                vehicles.setdefault(name, Vehicle(name, family, builder))
        elif "StateCode" in columns and "Code" in columns:
            for code, state in gcat.agencies(text, source).items():
                states.setdefault(code, state)
        else:
            launches.append((source, octets))
    return replace(folding, vehicles=vehicles, agencies=states), launches


def _check(found: Record, old: Record, where: str, now: datetime) -> None:
    """Refuse launches that cannot be the newer state of the record."""
    if not found:
        raise InputError("the file holds no orbital launch", where=where)
    twice = [tag for tag, count in Counter(launch.tag for launch in found).items() if count > 1]
    if twice:
        raise InputError(f"the launch {twice[0]} stands twice in the file", where=where)
    for launch in found:
        if not re.fullmatch(rf"{launch.date:%Y}-[FU]?\d{{2,4}}", launch.tag):
            raise InputError(
                f"the tag {launch.tag} does not fit the date {launch.date:%Y-%m-%d}", where=where
            )
        if not FIRST <= launch.date <= now + timedelta(days=1):
            raise InputError(
                f"{launch.tag} is dated {launch.date:%Y-%m-%d}, before the first launch or after today",
                where=where,
            )
    per_year = Counter(launch.date.year for launch in found)
    known = Counter(launch.date.year for launch in old)
    for year in range(min(per_year) + 1, max(per_year)) if len(found) > WHOLE else ():
        if per_year[year] < LEAST_OF_YEAR * known[year]:
            raise InputError(
                f"the file has {per_year[year]} launches of {year}, the record {known[year]}",
                where=where,
                mend="the table seems cut: fetch it again",
            )
    orbits = {launch.tag: launch.orbit for launch in old}
    both = [launch for launch in found if launch.tag in orbits]
    other = [launch.tag for launch in both if launch.orbit != orbits[launch.tag]]
    if len(other) > (1.0 - LEAST_AGREED) * len(both) + 1.0:
        raise InputError(
            f"{len(other)} of {len(both)} known launches have another outcome, {other[0]} the first",
            where=where,
            mend="the record counts any orbit reached as success",
        )


def _facts(launch: Launch) -> tuple[object, ...]:
    """What counts as a change: not the site, which tables name differently."""
    score = float(launch.success) if launch.score is None else launch.score
    moment = launch.date.replace(second=0)
    return moment, launch.vehicle, launch.state, launch.orbit, launch.success, score


def _new_vehicles(merged: Record, folder: Path) -> dict[str, Vehicle]:
    """The vehicles that no table names yet, with what is known of them."""
    known = load_folding(folder).vehicles
    return {
        launch.vehicle: Vehicle(launch.line, launch.family, launch.builder)
        for launch in merged
        if launch.vehicle not in known
    }


def _with_vehicles(path: Path, unknown: dict[str, Vehicle]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if path.is_file():
        text.write(path.read_text(encoding="utf-8-sig").rstrip("\n") + "\n")
    else:
        writer.writerow(COLUMNS["vehicles"])
    writer.writerows((name, *vehicle) for name, vehicle in unknown.items())
    return text.getvalue()


def _sentence(
    added: Sequence[str],
    changed: Sequence[str],
    new: dict[str, Launch],
    merged: Record,
    unknown: dict[str, Vehicle],
    file: Path,
) -> str:
    dates = sorted(new[tag].date for tag in added)
    span = f" ({dates[0]:%Y-%m-%d} to {dates[-1]:%Y-%m-%d})" if dates else ""
    words = f"{_launches(len(added))} added{span}, {len(changed)} changed"
    kept = len(merged) - len(added) - len(changed)
    whole = f"the record in {file} now holds {len(merged):,} to {merged[-1].date:%Y-%m-%d}"
    names = f"; new vehicles, to be folded in {file.with_name('vehicles.csv')}: {', '.join(unknown)}"
    return f"{words}, {kept:,} as they were; {whole}{names if unknown else ''}."


def _launches(count: int) -> str:
    return f"{count:,} launch{'' if count == 1 else 'es'}"
