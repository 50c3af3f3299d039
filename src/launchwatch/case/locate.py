"""The line of a key in a TOML text, so that an error can point at it.

`tomllib` gives values without their places.  This scanner reads the text once, skipping strings and
comments, and notes the line of every table header, every key, and, inside a value, every inline table or
array element and their keys.  It is for messages only: a place that is not found falls back to the nearest
one above it, never to an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\]\[#\n]+?)[ \t]*\]\]?[ \t]*(?:#[^\n]*)?(?=\n|\Z)")
_WORD = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_KEY = re.compile(rf"[ \t]*({_WORD}(?:[ \t]*\.[ \t]*{_WORD})*)[ \t]*=")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.S)
_STEP = re.compile(r"[\[\]{},#\n\"']|[A-Za-z0-9_-]+(?=[ \t]*=)")


def key_lines(text: str) -> dict[Path, int]:
    """The line (from 1) of every key path of a TOML text, as far as a scanner can tell."""
    lines: dict[Path, int] = {(): 1}
    table: Path = ()
    counts: dict[Path, int] = {}
    here, line = 0, 1
    while here < len(text):
        if found := _HEADER.match(text, here):
            table = _enter(found, counts)
            lines.setdefault(table, line)
            for cut in range(1, len(table)):
                lines.setdefault(table[:cut], line)
            end = found.end()
        elif found := _KEY.match(text, here):
            path = table + _names(found[1])
            for cut in range(len(table) + 1, len(path) + 1):
                lines.setdefault(path[:cut], line)
            end = _value(text, found.end(), path, line, lines)
        else:
            stop = text.find("\n", here)
            end = len(text) if stop < 0 else stop
        newline = text.find("\n", end)
        end = len(text) if newline < 0 else newline + 1
        line += text.count("\n", here, end)
        here = end
    return lines


def line_of(lines: dict[Path, int], path: Sequence[str | int]) -> int | None:
    """The line of a key path, or of the nearest path above it; None when nothing of it is in the text."""
    for cut in range(len(path), 0, -1):
        if (found := lines.get(tuple(path[:cut]))) is not None:
            return found
    return None


def dotted(path: Sequence[str | int]) -> str:
    """`("area", 1, "corners")` as people write it, counting from one: `area[2].corners`."""
    out = ""
    for step in path:
        out += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if out else step
    return out


def _names(text: str) -> Path:
    return tuple(
        part.strip().strip("\"'") for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^.]+', text) if part.strip()
    )


def _enter(found: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path of a table header; `[[x]]` counts up, `[x.y]` goes into the latest x."""
    names, path = _names(found[2]), ()
    path_so_far: Path = path
    for depth, name in enumerate(names):
        path_so_far = (*path_so_far, name)
        last = depth == len(names) - 1
        if last and found[1] == "[[":
            counts[path_so_far] = counts.get(path_so_far, -1) + 1
        if path_so_far in counts:
            path_so_far = (*path_so_far, counts[path_so_far])
    return path_so_far


def _value(text: str, here: int, path: Path, line: int, lines: dict[Path, int]) -> int:
    """Walk over one value, noting its elements; the offset where it ends."""
    stack: list[list[str | int]] = []  # per open bracket: [kind, index or key]
    while found := _STEP.search(text, here):
        mark, here = found[0], found.end()
        if mark == "\n":
            line += 1
            if not stack:
                return found.start()
        elif mark == "#":
            stop = text.find("\n", here)
            here = len(text) if stop < 0 else stop
        elif mark in "\"'":
            if string := _STRING.match(text, found.start()):
                line += string[0].count("\n")
                here = string.end()
        elif mark in "[{":
            _note(stack, path, line, lines)
            stack.append([mark, 0 if mark == "[" else ""])
        elif mark in "]}":
            if stack:
                stack.pop()
        elif mark == ",":
            if stack and isinstance(stack[-1][1], int):
                stack[-1][1] += 1
        elif stack and stack[-1][0] == "{":
            stack[-1][1] = mark
            _note(stack, path, line, lines)
    return len(text)


def _note(stack: list[list[str | int]], path: Path, line: int, lines: dict[Path, int]) -> None:
    lines.setdefault(path + tuple(step for _, step in stack if step != ""), line)
