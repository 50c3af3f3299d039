"""Where a ledger is kept, and the one face of every such place.

The default is the folder `ledger` of a case: one file of JSON Lines a kind of record, which a person reads
and a version control system compares. Teams give the URL of a SQLite or PostgreSQL database instead.

A record that `add` has returned for is on the disk: files are synced before it returns, databases commit. A
record is added once: its hash is its identity, and adding it again adds nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from launchwatch.errors import InputError
from launchwatch.ledger.records import KINDS, Document, Record, Statement, read_record, searched_text

FOLDER: Final = "ledger"
LOCK_S: Final = 60.0
"""A writer waits this long for another to finish."""
MAX_LINE: Final = 1_000_000


class Store(Protocol):
    """A place that keeps records; they come back in the order in which they were added, kind by kind."""

    @property
    def place(self) -> str:
        """The folder or the address, without a password."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read on the last reading, one sentence each."""

    def about(self, statements: Collection[str]) -> tuple[Record, ...]:
        """The records that speak of statements or supersede them, and the documents of their reports."""

    def add(self, records: Iterable[Record]) -> int:
        """Keep records; returns how many were new. Once it returns they outlive a crash.

        Raises InputError where another record has the same id and kind.
        """

    def records(self) -> tuple[Record, ...]:
        """All records."""

    def find(
        self, kind: str, *, words: str = "", origin: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Record, ...]:
        """Records of a kind, in order: those with all `words` and, of statements, those of an `origin`."""


def open_store(place: str | Path) -> Store:
    """The store at a place: a case folder, a ledger folder, or `sqlite:///FILE`, `postgresql://…`."""
    text = str(place)
    if "://" in text:
        from launchwatch.ledger.database import DatabaseStore

        return DatabaseStore(text)
    folder = Path(place)
    if not folder.is_dir():
        raise InputError("there is no such folder", where=text, mend="give a case folder or a database URL")
    return FileStore(folder if folder.name == FOLDER else folder / FOLDER)


class FileStore:
    """One file of JSON Lines a kind, in a folder: `statement.jsonl` and so on.

    Writers hold a lock and append; a reader needs none. A line cut short by a crash was never acknowledged:
    a reader names it, and the next writer moves it to `torn.txt`, so nothing is lost.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = {kind: _File(folder / f"{kind}.jsonl", kind) for kind in KINDS}

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read on the last reading."""
        return tuple(problem for file in self._files.values() for problem in file.problems())

    def records(self) -> tuple[Record, ...]:
        """All records that can be read, kind by kind; `problems` names the lines that cannot."""
        return tuple(record for file in self._files.values() for record in file.records())

    def find(
        self, kind: str, *, words: str = "", origin: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Record, ...]:
        """Records of a kind; see `Store.find`."""
        file = self._files.get(kind)
        held = file.holding(_words(words)) if file else ()
        found = (r for r in held if not origin or getattr(r, "origin", "") == origin)
        return tuple(islice(found, offset, offset + limit))

    def about(self, statements: Collection[str]) -> tuple[Record, ...]:
        """The records that speak of statements; see `Store.about`."""
        names = set(statements)
        return tuple(r for r in self.records() if isinstance(r, Document) or _speaks_of(r, names))

    def add(self, records: Iterable[Record]) -> int:
        """Append records under the lock, and sync."""
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=LOCK_S, poll_interval=0.004):
                return self._append(list(records))
        except Timeout:
            raise InputError(
                f"another writer has held it for {LOCK_S:.0f} s", where=self.place, mend="try again"
            ) from None

    def _append(self, records: list[Record]) -> int:
        kept = {(r.kind, r.id): r.hash for r in self.records()}
        new: dict[str, list[str]] = {}
        for record in records:
            plain = record.to_json()
            known = kept.setdefault((record.kind, record.id), "")
            if known == plain["hash"]:
                continue
            if known:
                raise InputError(
                    f"there is another {record.kind} '{record.id}'",
                    where=self.place,
                    mend="give the new one an id of its own, and supersedes if it replaces the old one",
                )
            kept[record.kind, record.id] = plain["hash"]
            new.setdefault(record.kind, []).append(json.dumps(plain, ensure_ascii=False, allow_nan=False))
        for kind, lines in new.items():
            _append_synced(self._files[kind].path, lines)
        return sum(map(len, new.values()))


class _File:
    """The records of one file, read on as it grows: what has been read is not read again."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path, self.kind = path, kind
        self._forget()

    def _forget(self) -> None:
        self._stamp = (0, 0)
        self._read_to, self._lines = 0, 0
        self._records: list[Record] = []
        self._problems: list[str] = []
        self._index: dict[str, list[int]] = {}
        self._indexed = 0
        self._last: tuple[Record | None, str | None] = (None, None)

    def records(self) -> list[Record]:
        """All records of the file as it is now."""
        self._read_on()
        last = self._last[0]
        return self._records if last is None else [*self._records, last]

    def holding(self, words: list[str]) -> Iterable[Record]:
        """The records that hold all of some words, by an index that is made on the first search."""
        records = self.records()
        if not words:
            return records
        for k in range(self._indexed, len(self._records)):
            for word in set(_words(searched_text(self._records[k]))):
                self._index.setdefault(word, []).append(k)
        self._indexed = len(self._records)
        rarest, *others = sorted((self._index.get(word, []) for word in set(words)), key=len)
        places = set(rarest).intersection(*others)
        found = [self._records[k] for k in sorted(places)]
        last = self._last[0]
        if last is not None and set(words) <= set(_words(searched_text(last))):
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
        stamp = (found.st_size, found.st_mtime_ns)
        if stamp == self._stamp:
            return
        if found.st_size <= self._stamp[0]:  # not appended to, but written anew
            self._forget()
        self._stamp = stamp
        with self.path.open("rb") as stream:
            stream.seek(self._read_to)
            *lines, rest = stream.read().split(b"\n")
        for line in lines:
            self._lines += 1
            self._read_to += len(line) + 1
            record, problem = self._line(line, self._lines)
            self._records += [] if record is None else [record]
            self._problems += [] if problem is None else [problem]
        record, problem = self._line(rest, self._lines + 1)
        torn = f"{self.path}, line {self._lines + 1}: the line was cut short by a crash"
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


def _speaks_of(record: Record, names: set[str]) -> bool:
    keys = ("supersedes",) if isinstance(record, Statement) else ("statement", "of", "to")
    return any(getattr(record, key, None) in names for key in keys)


def read_lines(text: str, where: str) -> list[Record]:
    """The records of JSON Lines; raises InputError at the first line that holds none."""
    lines = enumerate(text.split("\n"), 1)
    return [
        read_record(_plain(line.encode("utf-8"), f"{where}, line {number}"), f"{where}, line {number}")
        for number, line in lines
        if line.strip()
    ]


def _words(text: str) -> list[str]:
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


def _append_synced(file: Path, lines: list[str]) -> None:
    """Append whole lines and sync; a torn end left by a crash is moved to `torn.txt` first."""
    fresh = not file.exists()
    with file.open("a+b") as stream:
        _move_torn(stream.fileno(), file)
        stream.write("".join(f"{line}\n" for line in lines).encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())
    if fresh and os.name == "posix":  # the name of a new file is on the disk only once its folder is
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _move_torn(descriptor: int, file: Path) -> None:
    octets = file.read_bytes()
    tail = octets[octets.rfind(b"\n") + 1 :]
    if not tail:
        return
    try:
        read_record(_plain(tail, ""))
    except InputError:
        with (file.parent / "torn.txt").open("ab") as torn:
            torn.write(tail + b"\n")
            torn.flush()
            os.fsync(torn.fileno())
        os.ftruncate(descriptor, len(octets) - len(tail))
    else:  # a whole record that somebody wrote by hand without an end of line
        os.write(descriptor, b"\n")
