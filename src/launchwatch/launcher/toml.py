"""Reading a library file: TOML to a model, and every fault as one sentence with file, key, line and mend.

Pydantic says which key is wrong (`stages.1.thrust`); this module finds the line of that key again in the
text, so that a person can go there.  A table ``[sources]`` at the top of a file names addresses once:
``source = "gcat"`` is replaced by the text of ``gcat`` in ``[sources]`` before validation.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from launchwatch.errors import LibraryError

Model = TypeVar("Model", bound=BaseModel)

MAX_BYTES = 1_000_000  # a library file of a megabyte is not one

_MENDS = {
    "missing": "add it",
    "extra_forbidden": "take it out or mend its spelling",
    "too_short": "add entries",
    "too_long": "take entries out",
    "model_type": 'write { value = "...", source = "..." }',
}


def read_text(path: Path) -> str:
    """The text of a library file; LibraryError where it cannot be read."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise LibraryError("there is no such file", where=str(path), mend="check the path") from None
    except OSError as error:
        raise LibraryError(f"the file cannot be read ({error.strerror})", where=str(path)) from None
    if len(raw) > MAX_BYTES:
        raise LibraryError(f"the file has {len(raw):,} bytes, more than {MAX_BYTES:,}", where=str(path))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LibraryError(
            f"byte {error.start} is not UTF-8", where=str(path), mend="save as UTF-8"
        ) from None


def parse(text: str, where: str) -> dict[str, Any]:
    """TOML to a dictionary with source names written out; LibraryError names the line."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LibraryError(f"this is not TOML: {error}", where=where, mend="mend that line") from None
    sources = data.pop("sources", {})
    if not isinstance(sources, dict) or not all(isinstance(v, str) for v in sources.values()):
        raise LibraryError("[sources] must hold texts", where=where, mend='write name = "address"')
    written: dict[str, Any] = _written_out(data, sources)
    return written


def _written_out(value: Any, sources: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_written_out(v, sources) for v in value]
    if isinstance(value, dict):
        return {
            k: sources.get(v, v) if k == "source" and isinstance(v, str) else _written_out(v, sources)
            for k, v in value.items()
        }
    return value


def build(model: type[Model], data: dict[str, Any], text: str, where: str) -> Model:
    """`data` as `model`; the first fault as a LibraryError that names file, line and key."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        fault = error.errors()[0]
        location = tuple(part for part in fault["loc"] if part != "constrained-str")
        line = line_of(text, location)
        key = dotted(location)
        place = f"{where}, line {line}" if line else where
        mend = _MENDS.get(fault["type"], "")
        raise LibraryError(
            first_sentence(error), where=f"{place}, {key}" if key else place, mend=mend
        ) from None


def first_sentence(error: ValidationError) -> str:
    """What a validation error says first, without pydantic's wrapping."""
    fault = error.errors()[0]
    if fault["type"] == "missing":
        return "this key is missing"
    if fault["type"] == "extra_forbidden":
        return "this key is unknown"
    message: str = fault["msg"].removeprefix("Value error, ")
    shown = fault["input"]
    if fault["type"] != "value_error" and isinstance(shown, str | int | float | bool):
        message = f"{shown!r} is wrong: {message[0].lower()}{message[1:]}"
    return message


def dotted(location: tuple[int | str, ...]) -> str:
    """A place in a file as people read it: ("stages", 1, "thrust") is "stages 2.thrust"."""
    out = ""
    for part in location:
        out += f" {part + 1}" if isinstance(part, int) else f"{'.' if out else ''}{part}"
    return out


def line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """The line (from 1) of a key, or of the table that should hold it; None where neither is found.

    Good for files in the plain form of the library: ``[[stages]]`` headers and one key a line.
    """
    table: list[str] = []
    number = 0
    rest = list(location)
    while rest and isinstance(rest[0], str):
        table.append(str(rest.pop(0)))
        if rest and isinstance(rest[0], int):
            number = int(rest.pop(0)) + 1
            break
    header = re.compile(r"^\s*\[\[?\s*" + re.escape(table[0] if table else "") + r"\s*\]\]?\s*(#.*)?$")
    lines = text.splitlines()
    seen, start = 0, None
    for at, line in enumerate(lines, 1):
        if table and header.match(line):
            seen += 1
            if seen == max(number, 1):
                start = at
                break
    keys = [p for p in (*table[1:], *rest) if isinstance(p, str)] if start else table[:1]
    if not keys:
        return start
    for at, line in enumerate(lines[start or 0 :], (start or 0) + 1):
        if line.lstrip().startswith("["):
            break
        if re.match(r"^\s*" + re.escape(keys[0]) + r"\s*[.=]", line):
            return at
    return start
