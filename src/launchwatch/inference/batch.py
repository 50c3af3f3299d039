"""Many launches at once: lines in, an archive of launches already known, lines out.

Every line of the input gets a line in the output, in order: the answer, or `{"launch_id", "problem"}` where
it could not be read; one bad line costs no other line. A line of the archive that cannot be read is left out
and named. The output is written beside and renamed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launchwatch.errors import InputError
from launchwatch.inference.infer import infer
from launchwatch.inference.lines import Known, read_archive, read_blind, read_lines

Report = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch did: how many lines were answered, and what could not be read, in sentences."""

    answered: int
    problems: tuple[str, ...]


def infer_batch(
    source: Path,
    target: Path,
    archive: Path | None = None,
    *,
    without: Sequence[str] = (),
    report: Report = lambda stage, part: None,
) -> Batch:
    """Infer every line of a file into another; InputError where a file cannot be read at all."""
    target.parent.mkdir(parents=True, exist_ok=True)  # a place that cannot be is told before the work
    report("reading", 0.0)
    known, wrong = read_archive(archive) if archive is not None else ([], [])
    problems = [str(error) for error in wrong]
    lines = list(read_lines(source))
    made = []
    answered = 0
    for number, (where, line) in enumerate(lines):
        report("inferring", number / len(lines))
        answer, problem = _answer(line, where, known, without)
        made.append(json.dumps(answer, ensure_ascii=False, allow_nan=False))
        answered += problem is None
        if problem is not None:
            problems.append(problem)
    beside = target.with_name(target.name + ".part")
    with beside.open("w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(f"{line}\n" for line in made)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)
    return Batch(answered, tuple(problems))


def _answer(
    line: dict[str, Any] | InputError, where: str, known: Sequence[Known], without: Sequence[str]
) -> tuple[dict[str, Any], str | None]:
    """The line of the output for one of the input, and what was wrong with it."""
    name = None if isinstance(line, InputError) else line.get("launch_id")
    try:
        if isinstance(line, InputError):
            raise line
        return infer(read_blind(line, where), known, without=without).to_json(), None
    except InputError as error:
        told = name if isinstance(name, str) or name is None else json.dumps(name)
        return {"launch_id": told, "problem": str(error)}, str(error)
