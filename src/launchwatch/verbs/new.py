"""`launchwatch new`: a fresh case folder with a commented template."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from launchwatch.verbs._arguments import Answer

DOES = "make a fresh case folder to fill in"
EXAMPLE = "kwangmyongsong-5 --into cases"
MORE = ""


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument("name", metavar="NAME", help="the name of the case: small letters, digits and hyphens")
    verb.add_argument("--into", type=Path, default=Path(), metavar="DIR", help="the folder that will hold it")


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """A fresh case folder with a commented template."""
    from launchwatch.case import new_case

    folder = new_case(chosen.name, chosen.into)
    files = {path.name: str(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    return {"case": str(folder), "files": files}, [
        f"fill in {folder / 'case.toml'}, then: launchwatch brief {folder}"
    ]
