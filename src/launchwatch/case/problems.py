"""Problems of a case, gathered and told all at once: the first in full, the others after it.

Each problem is one sentence that names file, line, key, what is wrong and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from launchwatch.case.locate import Path, dotted, key_lines, line_of
from launchwatch.errors import CaseError, InputError

_SHOWN = 12  # further problems printed; the rest is counted


class CaseFileError(CaseError):
    """All problems of a case; `problems` holds each as an error of its own, in the order of the file."""

    def __init__(
        self, what: str, *, where: str = "", mend: str = "", problems: tuple[CaseError, ...] = ()
    ) -> None:
        super().__init__(what, where=where, mend=mend)
        self.problems = problems or (self,)
        rest = self.problems[1:]
        if rest:
            more = [f"also {error}" for error in rest[:_SHOWN]]
            if len(rest) > _SHOWN:
                more.append(f"and {len(rest) - _SHOWN} more")
            self.args = ("\n".join([str(self.args[0]), *more]),)


@dataclass
class Gathering:
    """Where the problems of one file are gathered while it is read."""

    file: str
    text: str
    found: list[tuple[int, CaseError]] = field(default_factory=list)
    _lines: dict[Path, int] | None = None
    _told: set[str] = field(default_factory=set)

    def add(self, path: Sequence[str | int], what: str, mend: str = "") -> None:
        """Note a problem at a key path."""
        if self._lines is None:
            self._lines = key_lines(self.text)
        line = line_of(self._lines, path)
        place = [self.file] + ([f"line {line}"] if line else []) + ([dotted(path)] if path else [])
        error = CaseError(what, where=", ".join(place), mend=mend)
        if str(error) not in self._told:
            self._told.add(str(error))
            self.found.append((line or 0, error))

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """Note any wrong input raised inside as a problem at this key path."""
        try:
            yield
        except InputError as error:
            self.add(path, f"{error.where}: {error.what}" if error.where else error.what, error.mend)

    def stop(self) -> None:
        """Raise what was gathered, if anything."""
        if not self.found:
            return
        errors = tuple(error for _, error in sorted(self.found, key=lambda pair: pair[0]))
        first = errors[0]
        raise CaseFileError(first.what, where=first.where, mend=first.mend, problems=errors)
