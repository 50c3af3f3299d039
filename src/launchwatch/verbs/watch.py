"""`launchwatch watch`: did it burn, and when does it come down."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from launchwatch import listing
from launchwatch.errors import InputError
from launchwatch.verbs._arguments import Answer, add_as_of, instant, whole

if TYPE_CHECKING:
    from datetime import datetime

    from launchwatch.orbit import History

DOES = "watch a satellite: burns and re-entry from the history of its element sets"
EXAMPLE = "docs/examples/malligyong-1-history.tle"
MORE = (
    "HISTORY is one or more files of element sets of one object (TLE or OMM, also .gz), or a case folder. "
    "Seen as of the newest set, unless --as-of tells an earlier instant."
)


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument("history", nargs="+", type=Path, metavar="HISTORY", help="files, or a case folder")
    verb.add_argument("--id", dest="identifier", metavar="ID", help="the catalogue number that is meant")
    add_as_of(verb)
    verb.add_argument(
        "--online",
        action="store_true",
        help="tell each burn as it was first seen when the sets came in one by one",
    )
    verb.add_argument(
        "--weather", type=Path, metavar="FILE", help="space weather (CelesTrak CSV or text) for the re-entry"
    )
    verb.add_argument(
        "--seed", type=whole(0), default=0, metavar="S", help="the seed of the re-entry (default 0)"
    )
    verb.add_argument(
        "--corridor",
        type=Path,
        metavar="FILE",
        help="where it may come down, within the 90 %% window: .geojson, or .svg for a picture",
    )
    verb.add_argument("--picture", type=Path, metavar="FILE", help="draw heights and burns into this SVG")


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Watch one object."""
    from launchwatch.earth import format_utc
    from launchwatch.orbit import (
        corridor_geojson,
        corridor_svg,
        find_manoeuvres,
        history_svg,
        read_space_weather,
        reentry,
        risk_corridor,
        watch_manoeuvres,
    )
    from launchwatch.progress import progress

    as_of = instant(chosen.as_of)
    if chosen.corridor and chosen.corridor.suffix not in (".geojson", ".svg"):
        raise InputError(
            "a corridor is written as .geojson or .svg", where=str(chosen.corridor), mend="name the file so"
        )
    history = _history(chosen.history, chosen.identifier)
    if as_of is not None:
        history = history.as_of(as_of)
    when = as_of or history.arrivals[-1]
    weather = read_space_weather(chosen.weather) if chosen.weather else None
    told: list[datetime] = []
    if chosen.online:
        with progress() as report:
            seen = list(watch_manoeuvres(history, progress=report))
        told, burns = [first for first, _ in seen], [one for _, one in seen]
    else:
        burns = list(find_manoeuvres(history))
    down = reentry(history, when, chosen.seed, weather=weather)
    answer: Answer = {
        "id": history.identifier,
        "name": history.name,
        "sets": len(history.sets),
        "as_of": format_utc(when),
        "manoeuvres": [
            one.to_json() | ({"told": format_utc(told[k])} if told else {}) for k, one in enumerate(burns)
        ],
        "reentry": down.to_json() if down else None,
    }
    files = {}
    if chosen.picture:
        _write(chosen.picture, history_svg(history, burns))
        files["picture"] = str(chosen.picture)
    if chosen.corridor and down is not None:
        corridor = risk_corridor(down)
        drawn = chosen.corridor.suffix == ".svg"
        _write(chosen.corridor, corridor_svg(corridor) if drawn else json.dumps(corridor_geojson(corridor)))
        files["corridor"] = str(chosen.corridor)
    if files:
        answer["files"] = files
    return answer, listing.watched(answer)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _history(paths: list[Path], identifier: str | None) -> History:
    """One history of all files; of a case folder, the files in its folder `elements`."""
    from launchwatch.orbit import joined, read_history

    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in (path / "elements").glob("*") if one.is_file())
            if not inside:
                raise InputError(
                    "no element sets in this folder",
                    where=str(path),
                    mend="a case keeps them in its folder elements; or name files",
                )
            files += inside
        else:
            files.append(path)
    return joined([read_history(path, identifier=identifier) for path in files])
