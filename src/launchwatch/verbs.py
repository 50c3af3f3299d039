"""What each verb of the command line does, once its arguments are read.

A verb calls one room, prints the answer for a person or, with `--json`, as one JSON object, and names the
files it wrote. Rooms are imported inside the verb, so that a verb pays only for what it uses.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
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

    return parse_day(text, "--as-of") if is_day(text) else parse_utc(text, "--as-of")


def is_day(text: str) -> bool:
    """Whether the text is a date without a time."""
    return "T" not in text.upper() and ":" not in text


def out_folder(case: Path, as_of: str | None) -> Path:
    """Where a run writes when nothing is said: `out/CASE-ASOF` in the current folder.

    >>> out_folder(Path("cases/malligyong-1"), "2023-11-21T21:00+09:00")
    PosixPath('out/malligyong-1-20231121T120000Z')
    >>> out_folder(Path("cases/malligyong-1"), "2023-11-01")
    PosixPath('out/malligyong-1-20231101')
    """
    moment = instant(as_of)
    if moment is None or as_of is None:
        when = "latest"
    else:
        when = as_of.strip().replace("-", "") if is_day(as_of) else f"{moment:%Y%m%dT%H%M%SZ}"
    return Path("out") / f"{case.resolve().name}-{when}"


def brief(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The main job: a case folder to a brief."""
    settings = _settings(chosen)
    from launchwatch.brief import make_brief

    with progress() as report:
        answer = make_brief(chosen.case, **settings, progress=report)
    return answer, [*answer["bottom_line"], ""]


def fly(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The ensemble itself, to `flights.parquet`."""
    settings = _settings(chosen)
    from launchwatch.brief import fly_case

    with progress() as report:
        answer = fly_case(chosen.case, **settings, progress=report)
    return answer, []


def _settings(chosen: Namespace) -> dict[str, Any]:
    """The settings of a long run; what is wrong with them is said before anything heavy is loaded."""
    as_of = instant(chosen.as_of)
    _check_folder(chosen.case)
    return {
        "as_of": as_of,
        "flights": chosen.flights,
        "seed": chosen.seed,
        "threads": chosen.threads,
        "out": chosen.out or out_folder(chosen.case, chosen.as_of),
        "without": tuple(chosen.without),
    }


def _check_folder(case: Path) -> None:
    if not case.is_dir():
        raise InputError("there is no such case folder", where=str(case))


def notice(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Warning text to areas and windows."""
    texts = [(name, read_text(name)) for name in chosen.files]
    from launchwatch.notice import read_notices

    found = [one.to_json() for name, text in texts for one in read_notices(text, file=name)]
    answer = {"notices": found}
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
    as_of = instant(chosen.as_of)
    of_line = (chosen.line is not None, chosen.attempt is not None)
    if of_line not in ((True, True), (False, False)) or (chosen.case is None) != all(of_line):
        raise InputError("chance takes either a case folder, or both --line and --attempt")
    if chosen.case is not None:
        _check_folder(chosen.case)
    from launchwatch.record import forecast

    if chosen.case is None:
        found = forecast(chosen.line, chosen.attempt, as_of or datetime.now(UTC))
    else:
        from launchwatch.case import load_case

        view = load_case(chosen.case).as_of(as_of)
        found = forecast(view.line, view.attempt, view.as_of, judgements=view.judgements)
    answer = listing.plain(found)
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
