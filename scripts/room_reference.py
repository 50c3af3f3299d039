"""Write one page of reference for each room from its face: `python scripts/room_reference.py FOLDER`.

A page holds what `help()` shows: the names that the room shows on purpose, with signature and docstring.
Compiled kernels are shown like the functions that they were. docs/conf.py calls this at every build.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import launchwatch

SINGLE = ("quantity", "interval", "errors")
"""Modules that stand alone and that a script may well use."""


def rooms() -> list[str]:
    """The rooms that exist, in alphabetical order."""
    home = Path(launchwatch.__file__).parent
    return sorted([*SINGLE, *(face.parent.name for face in home.glob("*/__init__.py"))])


def page(room: str) -> str:
    """The reference page of a room, in Markdown."""
    face = importlib.import_module(f"launchwatch.{room}")
    parts = [f"# `launchwatch.{room}`", prose(inspect.getdoc(face) or "")]
    parts += [entry(name, getattr(face, name)) for name in shown(face)]
    return "\n\n".join(parts) + "\n"


def shown(face: ModuleType) -> list[str]:
    """The public names: those of `__all__`, or the classes and functions that the module itself defines."""
    listed = getattr(face, "__all__", None)
    if listed is not None:
        return sorted(listed, key=str.lower)
    own = [n for n, thing in vars(face).items() if getattr(thing, "__module__", "") == face.__name__]
    return sorted((n for n in own if not n.startswith("_") and callable(getattr(face, n))), key=str.lower)


def entry(name: str, thing: Any) -> str:
    """One public name: signature, docstring and, for a class, its public methods."""
    thing = getattr(thing, "py_func", thing)  # a compiled kernel keeps the function that it was made from
    if inspect.isclass(thing):
        methods = [m for m in vars(thing) if not m.startswith("_") and callable(getattr(thing, m))]
        inner = [f"`{signature(m, getattr(thing, m))}`\n: {first_line(getattr(thing, m))}" for m in methods]
        return "\n\n".join([f"## `{name}`", prose(own_docstring(thing)), *inner])
    if callable(thing):
        return f"## `{name}`\n\n```python\n{signature(name, thing)}\n```\n\n{prose(own_docstring(thing))}"
    value = "" if isinstance(thing, ModuleType) else f"\n\n```python\n{name} = {brief(thing)}\n```"
    told = prose(own_docstring(thing)) if isinstance(thing, ModuleType) else ""
    return f"## `{name}`{value}\n\n{told}".rstrip()


def own_docstring(thing: Any) -> str:
    """The docstring that was written for this thing, not one that it inherits."""
    return inspect.cleandoc(getattr(thing, "__doc__", None) or "")


def first_line(thing: Any) -> str:
    """The first line of a docstring."""
    return own_docstring(thing).split("\n")[0] or "(see its class)"


def signature(name: str, thing: Any) -> str:
    """The name with its arguments, annotations as they were written."""
    try:
        return re.sub(r"(: |-> )'([^']+)'", r"\1\2", f"{name}{inspect.signature(thing)}")
    except (TypeError, ValueError):
        return f"{name}(...)"


def brief(value: Any) -> str:
    """A constant in one short line."""
    text = repr(value)
    return text if len(text) <= 100 else f"{text[:96]} ..."


def prose(docstring: str) -> str:
    """A docstring as Markdown: plain paragraphs as they are, examples and laid-out sections in a fence."""
    blocks = re.split(r"\n\s*\n", docstring.strip("\n"))
    out: list[str] = []
    for block in blocks:
        plain = not re.search(r"^(\s|>>>|-{3,}$)", block, re.MULTILINE)
        if plain:
            out.append(
                re.sub(r"([*_<|\[\]$\\^~])(?=[^`]*(?:`[^`]*`[^`]*)*$)", r"\\\1", block.replace("``", "`"))
            )
        elif out and out[-1].startswith("```text"):
            out[-1] = out[-1].removesuffix("\n```") + f"\n\n{block}\n```"
        else:
            out.append(f"```text\n{block}\n```")
    return "\n\n".join(out)


def write(folder: Path) -> list[str]:
    """Write all pages into a folder and give the names of the rooms."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.stem not in rooms():
            old.unlink()
    for room in rooms():
        path, text = folder / f"{room}.md", page(room)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    return rooms()


if __name__ == "__main__":
    print(*write(Path(sys.argv[1])), sep="\n")
