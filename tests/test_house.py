"""The house: which way imports run, what a room shows, how large a module grows, what a commit may hold."""

from __future__ import annotations

import ast
import importlib
import inspect
import statistics
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "launchwatch"

# DESIGN.md's order of rooms: a module imports from rooms before its own, never from rooms after it.
ORDER = (
    "errors", "_units", "interval", "quantity", "earth", "orbit", "launcher", "notice", "record", "case",
    "flight", "ensemble", "evidence", "inference", "overpass", "transfer", "ledger", "brief", "web",
    "progress", "listing", "verbs", "cli", "__main__",
)  # fmt: skip

MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def room_of(path: Path) -> str:
    """The room that a module belongs to: its folder, or itself where it stands alone."""
    first = path.relative_to(SOURCE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str, str]]:
    """Every import in a module: line, dotted module, imported name ('' for the module itself)."""
    package = ("launchwatch", *path.relative_to(SOURCE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, module, alias.name) for alias in node.names)


def crossings(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """The imports that leave a module's own room: place, room, deeper module, name."""
    for line, module, name in imports(path):
        parts = module.split(".")
        if parts[0] != "launchwatch":
            continue
        if len(parts) == 1:
            if name.startswith("__"):
                continue
            parts, name = [*parts, name], ""
        if parts[1] != room_of(path):
            yield f"{path.relative_to(SOURCE)}:{line}", parts[1], ".".join(parts[2:]), name


def public(module: ModuleType) -> list[str]:
    """The names that a room shows on purpose."""
    return list(getattr(module, "__all__", []))


def test_every_module_stands_in_a_room_of_the_design() -> None:
    unknown = {room_of(path) for path in MODULES} - {"", *ORDER}
    assert not unknown, f"rooms that DESIGN.md does not know: {sorted(unknown)}"


def test_imports_never_run_upward() -> None:
    wrong = [
        f"{place} imports {room}"
        for path in MODULES
        for place, room, _, _ in crossings(path)
        if room_of(path) and ORDER.index(room) > ORDER.index(room_of(path))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_room_reaches_into_the_modules_of_another() -> None:
    wrong = [
        f"{place} reaches into {room}.{deeper or name}"
        for path in MODULES
        for place, room, deeper, name in crossings(path)
        if deeper
        or (room in ROOMS and name and name not in public(importlib.import_module(f"launchwatch.{room}")))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_a_face_names_what_it_shows_and_every_name_is_explained(room: str) -> None:
    face = importlib.import_module(f"launchwatch.{room}")
    assert inspect.getdoc(face), "the face has no docstring"
    assert public(face), "the face has no __all__"
    for name in public(face):
        thing = getattr(face, name)  # an AttributeError here is a name that is promised and missing
        if callable(thing) and not isinstance(thing, type(list[int])):
            assert thing.__doc__, f"{room}.{name} has no docstring"
    shown = {name for name in vars(face) if not name.startswith("_")} - set(public(face))
    stray = {name for name in shown if getattr(vars(face)[name], "__module__", "").startswith("launchwatch")}
    assert not stray, f"imported in the face and not in __all__: {sorted(stray)}"


def test_modules_stay_small() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    largest = max(lengths, key=lengths.__getitem__)
    assert lengths[largest] <= 600, f"{largest.relative_to(SOURCE)} has {lengths[largest]} lines"
    assert sum(length <= 400 for length in lengths.values()) >= 0.9 * len(lengths)
    assert statistics.median(lengths.values()) <= 150


def test_the_tests_do_not_fall_further_behind_the_code() -> None:
    """The aim is tests as long as the code; so far they are two thirds of it."""

    def lines(paths: list[Path]) -> int:
        return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)

    assert lines(sorted(Path(__file__).parent.rglob("*.py"))) >= 0.61 * lines(MODULES)
