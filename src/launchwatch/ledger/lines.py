"""Files of JSON Lines: read on as they grow, searched by an index in memory, appended to and synced.

A line is one record. What has been read of a file is not read again unless the file was written anew. A last
line that was cut short by a crash was never acknowledged: a reader names it, and the next writer moves it to
`torn.txt` beside the file, so that nothing is lost.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from launchwatch.errors import InputError
from launchwatch.ledger.records import Record, read_record, searched_text

MAX_LINE: Final = 1_000_000
"""Longer lines, in bytes, are not read."""
BLOCK: Final = 4096


class Lines:
    """The records of one file, all of one kind."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path, self.kind = path, kind
        self._forget()

    def _forget(self) -> None:
        self._stamp = (0, 0, 0)
        self._read_to, self._lines, self._seam = 0, 0, b""
        self._records: list[Record] = []
        self._problems: list[str] = []
        self._names: dict[str, int] = {}
        self._index: dict[str, list[int]] = {}
        self._indexed = 0
        self._last: tuple[Record | None, str | None] = (None, None)

    def records(self) -> list[Record]:
        """All records of the file as it is now."""
        self._read_on()
        last = self._last[0]
        return self._records if last is None else [*self._records, last]

    def named(self, name: str) -> Record | None:
        """The record of an id, of those read so far."""
        last = self._last[0]
        if last is not None and last.id == name:
            return last
        return self._records[self._names[name]] if name in self._names else None

    def holding(self, words: list[str]) -> Iterable[Record]:
        """The records that hold all of some words, by an index that is made on the first search."""
        records = self.records()
        if not words:
            return records
        for k in range(self._indexed, len(self._records)):
            for word in set(words_of(searched_text(self._records[k]))):
                self._index.setdefault(word, []).append(k)
        self._indexed = len(self._records)
        rarest, *others = sorted((self._index.get(word, []) for word in set(words)), key=len)
        found = [self._records[k] for k in sorted(set(rarest).intersection(*others))]
        last = self._last[0]
        if last is not None and set(words) <= set(words_of(searched_text(last))):
            found.append(last)
        return found

    def problems(self) -> list[str]:
        """What could not be read the last time."""
        last = self._last[1]
        return self._problems if last is None else [*self._problems, last]

    def _read_on(self) -> None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._forget()
            return
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        if stamp == self._stamp:
            return
        with self.path.open("rb") as stream:
            stream.seek(self._read_to - len(self._seam))
            appended = stamp[0] == self._stamp[0] and stamp[1] > self._stamp[1]
            if not appended or stream.read(len(self._seam)) != self._seam:
                self._forget()  # written anew
                stream.seek(0)
            *lines, rest = stream.read().split(b"\n")
        self._stamp = stamp
        for line in lines:
            self._lines += 1
            self._read_to += len(line) + 1
            self._seam = line + b"\n"
            record, problem = self._line(line, self._lines)
            if record is not None:
                self._names.setdefault(record.id, len(self._records))
                self._records.append(record)
            if problem is not None:
                self._problems.append(problem)
        record, problem = self._line(rest, self._lines + 1)
        torn = (
            f"{self.path}, line {self._lines + 1}: the line was cut short by a crash;"
            " the next writer moves it to torn.txt"
        )
        self._last = record, None if problem is None else torn

    def _line(self, line: bytes, number: int) -> tuple[Record | None, str | None]:
        where = f"{self.path}, line {number}"
        if not line.strip():
            return None, None
        try:
            record = read_record(_plain(line, where), where)
            if record.kind != self.kind:
                raise InputError(f"a {record.kind} among the {self.kind}s", where=where, mend="move the line")
        except InputError as error:
            return None, str(error)
        return record, None


def read_lines(text: str, where: str) -> list[Record]:
    """The records of JSON Lines; raises InputError at the first line that holds none."""
    lines = enumerate(text.split("\n"), 1)
    return [
        read_record(_plain(line.encode("utf-8"), f"{where}, line {number}"), f"{where}, line {number}")
        for number, line in lines
        if line.strip()
    ]


def words_of(text: str) -> list[str]:
    """The words of a text by which it is found, case folded."""
    return re.findall(r"\w+", text.casefold())


def _plain(line: bytes, where: str) -> object:
    """The JSON value of a line."""
    if len(line) > MAX_LINE:
        raise InputError(f"the line is longer than {MAX_LINE:,} bytes", where=where, mend="shorten it")
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is not JSON ({error})", where=where, mend="mend the line") from None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no figure")


def append(file: Path, lines: list[str]) -> None:
    """Append whole lines and sync; where that fails, as on a full disk, the file is as it was."""
    fresh = not file.exists()
    with file.open("a+b", buffering=0) as stream:
        _move_torn(stream.fileno(), file)
        before = os.fstat(stream.fileno()).st_size
        try:
            rest = memoryview("".join(f"{line}\n" for line in lines).encode("utf-8"))
            while rest:
                rest = rest[stream.write(rest) :]
            os.fsync(stream.fileno())
        except OSError:
            if file.is_file():
                os.ftruncate(stream.fileno(), before)
            raise
    if fresh and os.name == "posix":  # the name of a new file is on the disk only once its folder is
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _move_torn(descriptor: int, file: Path) -> None:
    """Bring the file to a whole last line."""
    size = os.fstat(descriptor).st_size
    tail = _tail(descriptor, size)
    if not tail:
        return
    try:
        read_record(_plain(tail, ""))
    except InputError:
        with (file.parent / "torn.txt").open("ab") as torn:
            torn.write(tail + b"\n")
            torn.flush()
            os.fsync(torn.fileno())
        os.ftruncate(descriptor, size - len(tail))
    else:  # a whole record that somebody wrote by hand without an end of line
        os.write(descriptor, b"\n")


def _tail(descriptor: int, size: int) -> bytes:
    """What stands after the last end of line."""
    tail = b""
    while len(tail) < size:
        begin = max(0, size - len(tail) - BLOCK)
        block = os.pread(descriptor, size - len(tail) - begin, begin)
        if (at := block.rfind(b"\n")) >= 0:
            return block[at + 1 :] + tail
        tail = block + tail
    return tail
