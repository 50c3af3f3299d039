"""The shelf of launchers: names, aliases, and the user's own files in the same form.

A launcher is one TOML file in ``data/launchers``.  Names are compared without regard to case, spaces and
hyphens; an unknown name is met with the nearest known ones.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from launchwatch.errors import LibraryError
from launchwatch.launcher.schema import Launcher
from launchwatch.launcher.toml import build, parse, read_text


def folded(name: str) -> str:
    """A name as it is compared: case, spaces, hyphens and underscores do not count.

    >>> folded("Unha-3") == folded("unha 3")
    True
    """
    return "".join(c for c in name.casefold() if c not in " -_–")


def load_launcher(name: str | Path) -> Launcher:
    """A launcher of the library by name or alias, or the user's own from the path of a TOML file.

    Raises LibraryError for an unknown name (with the nearest names) and for a file that is wrong (with file,
    line, key and mend).

    >>> load_launcher("pslv").name
    'PSLV-XL'
    """
    if isinstance(name, Path) or str(name).endswith(".toml"):
        return _read(Path(name), str(name))
    shelf = _shelf()
    path = shelf.get(folded(name))
    if path is None:
        raise LibraryError(
            f"there is no launcher '{name}'",
            mend=f"{suggestion(name, _spoken_names(), launcher_names())}, or give the path of a .toml file",
        )
    return _from_library(path)


def launcher_names() -> list[str]:
    """The names of the library, sorted."""
    return sorted(names[0] for names in _catalogue().values())


def suggestion(name: str, names: Iterable[str], shown_otherwise: Iterable[str]) -> str:
    """ "did you mean ..." with the nearest names, or the list of all where none is near."""
    by_fold = {folded(n): n for n in names}
    near = difflib.get_close_matches(folded(name), by_fold, n=3, cutoff=0.55)
    if near:
        return f"did you mean {' or '.join(dict.fromkeys(by_fold[n] for n in near))}?"
    return f"known are {', '.join(shown_otherwise)}"


def unique(named: Mapping[str, Iterable[str]], what: str) -> dict[str, str]:
    """Folded name to key, refusing a name that two entries claim."""
    found: dict[str, str] = {}
    for key, names in named.items():
        for name in names:
            if found.setdefault(folded(name), key) != key:
                raise LibraryError(f"the {what} name '{name}' belongs to '{found[folded(name)]}' and '{key}'")
    return found


@cache
def _catalogue() -> dict[str, list[str]]:
    """File name to name and aliases, of every launcher of the library."""
    out = {}
    for item in sorted(
        files("launchwatch.launcher").joinpath("data/launchers").iterdir(), key=lambda p: p.name
    ):
        if item.name.endswith(".toml"):
            data = parse(item.read_text(encoding="utf-8"), item.name)
            out[item.name] = [str(data["name"]), *(str(a) for a in data.get("aliases", []))]
    return out


@cache
def _shelf() -> dict[str, str]:
    return unique(_catalogue(), "launcher")


def _spoken_names() -> list[str]:
    return [name for names in _catalogue().values() for name in names]


@cache
def _from_library(file: str) -> Launcher:
    with as_file(files("launchwatch.launcher").joinpath("data/launchers", file)) as path:
        return _read(path, file)


def _read(path: Path, where: str) -> Launcher:
    text = read_text(path)
    data: dict[str, Any] = parse(text, where)
    data.setdefault("drag", _generic_drag())
    return build(Launcher, data, text, where)


@cache
def _generic_drag() -> dict[str, Any]:
    item = files("launchwatch.launcher").joinpath("data/drag.toml")
    drag: dict[str, Any] = parse(item.read_text(encoding="utf-8"), "drag.toml")["generic"]
    return drag
