"""What each verb of the command line does, once its arguments are read.

A verb calls one room, prints the answer for a person or, with `--json`, as one JSON object, and names the
files it wrote. Rooms are imported inside the verb, so that a verb pays only for what it uses.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from launchwatch import listing
from launchwatch.errors import InputError
from launchwatch.progress import progress

Answer = dict[str, Any]


def run(chosen: Namespace) -> None:
    """Run the verb that was chosen and print its answer."""
    answer, lines = VERBS[chosen.verb](chosen)
    if chosen.json:
        print(json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=2))
        return
    for line in lines:
        print(line)
    files = answer.get("files", {})
    for kind in files:
        print(f"wrote {files[kind]}")


def instant(text: str | None) -> datetime | None:
    """The instant that `--as-of` means: an instant with its zone, or the end of a day in UTC.

    >>> instant("2023-11-21T21:00+09:00")
    datetime.datetime(2023, 11, 21, 12, 0, tzinfo=datetime.timezone.utc)
    """
    if text is None:
        return None
    from launchwatch.earth import parse_day, parse_utc

    if "T" not in text and ":" not in text:
        return parse_day(text, "--as-of")
    return parse_utc(text, "--as-of")


def out_folder(case: Path, as_of: datetime | None) -> Path:
    """Where a run writes when nothing is said: `out/CASE-ASOF` in the current folder.

    >>> out_folder(Path("cases/malligyong-1"), instant("2023-11-21T12:00Z"))
    PosixPath('out/malligyong-1-20231121T120000Z')
    """
    when = "latest" if as_of is None else as_of.strftime("%Y%m%dT%H%M%SZ")
    return Path("out") / f"{case.resolve().name}-{when}"


def brief(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The main job: a case folder to a brief."""
    from launchwatch.brief import make_brief

    answer = _long_run(make_brief, chosen)
    return answer, [*answer["bottom_line"], ""]


def fly(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The ensemble itself, to `flights.parquet`."""
    from launchwatch.brief import fly_case

    return _long_run(fly_case, chosen), []


def _long_run(job: Callable[..., Answer], chosen: Namespace) -> Answer:
    as_of = instant(chosen.as_of)
    with progress() as report:
        return job(
            chosen.case,
            as_of=as_of,
            flights=chosen.flights,
            seed=chosen.seed,
            threads=chosen.threads,
            out=chosen.out or out_folder(chosen.case, as_of),
            without=tuple(chosen.without),
            progress=report,
        )


def notice(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Warning text to areas and windows."""
    from launchwatch.notice import notices_to_json, read_notices

    found = [one for name in chosen.files for one in read_notices(read_text(name), file=name)]
    answer = notices_to_json(found)
    return answer, listing.notices(answer)


def read_text(name: str) -> str:
    """The text of a file, or of standard input for `-`; old wires in Latin-1 are read too."""
    try:
        octets = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", where=name) from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a text file", where=name) from None
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def new(chosen: Namespace) -> tuple[Answer, list[str]]:
    """A fresh case folder with a commented template."""
    from launchwatch.case import new_case

    folder = new_case(chosen.name, chosen.into)
    files = {path.name: str(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    return {"case": str(folder), "files": files}, [
        f"fill in {folder / 'case.toml'}, then: launchwatch brief {folder}"
    ]


def chance(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The chance that an attempt reaches orbit."""
    from launchwatch.record import forecast

    as_of = instant(chosen.as_of)
    by_line = chosen.line is not None and chosen.attempt is not None
    if by_line == (chosen.case is not None) or (chosen.case is not None and (chosen.line or chosen.attempt)):
        raise InputError("chance takes either a case folder, or both --line and --attempt")
    if chosen.case is None:
        answer = listing.forecast_json(forecast(chosen.line, chosen.attempt, as_of))
    else:
        from launchwatch.case import load_case

        view = load_case(chosen.case).as_of(as_of)
        answer = listing.forecast_json(forecast(view.line, view.attempt, as_of, judgements=view.judgements))
    return answer, listing.forecast(answer)


def launcher(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The figures of a launcher with their sources, or the names of all launchers."""
    from launchwatch.launcher import launcher_names, load_launcher

    if chosen.name is None:
        return listing.names("launchers", launcher_names())
    answer = load_launcher(chosen.name).model_dump(mode="json", exclude_none=True)
    return answer, listing.figures(answer)


def site(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The figures of a launch site with their sources, or the names of all sites."""
    from launchwatch.launcher import load_site, site_names

    if chosen.name is None:
        return listing.names("sites", site_names())
    answer = load_site(chosen.name).model_dump(mode="json", exclude_none=True)
    return answer, listing.figures(answer)


VERBS: dict[str, Callable[[Namespace], tuple[Answer, list[str]]]] = {
    "brief": brief,
    "fly": fly,
    "notice": notice,
    "new": new,
    "chance": chance,
    "launcher": launcher,
    "site": site,
}
