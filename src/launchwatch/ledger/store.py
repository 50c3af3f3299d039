"""Where a ledger is kept, and the one face of every such place.

The default is the folder `ledger` of a case: one file of JSON Lines a kind of record, which a person reads
and a version control system compares. Teams give the URL of a SQLite or PostgreSQL database instead.

A record that `add` has returned for is on the disk: files are synced before it returns, databases commit. A
record is added once: its hash is its identity, and adding it again adds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Final, Protocol

from launchwatch.errors import InputError
from launchwatch.ledger.lines import MAX_LINE, Lines, append, words_of
from launchwatch.ledger.lock import locked
from launchwatch.ledger.records import KINDS, Document, Record, Statement

FOLDER: Final = "ledger"
LOCK_S: Final = 60.0
"""A writer waits this long for another to finish."""


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

    Writers hold a lock; a reader needs none. Where `add` is killed, some of its records may be kept and
    others not: add them all again, and each is there once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = {kind: Lines(folder / f"{kind}.jsonl", kind) for kind in KINDS}
        self._turn = RLock()  # threads that share this store; other processes wait for the lock on disk

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
        with self._turn:
            return tuple(record for file in self._files.values() for record in file.records())

    def find(
        self, kind: str, *, words: str = "", origin: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Record, ...]:
        """Records of a kind; see `Store.find`."""
        file = self._files.get(kind)
        with self._turn:
            held = file.holding(words_of(words)) if file else ()
            found = (r for r in held if not origin or getattr(r, "origin", "") == origin)
            return tuple(islice(found, offset, offset + limit))

    def about(self, statements: Collection[str]) -> tuple[Record, ...]:
        """The records that speak of statements; see `Store.about`."""
        names = set(statements)
        return tuple(r for r in self.records() if isinstance(r, Document) or _speaks_of(r, names))

    def add(self, records: Iterable[Record]) -> int:
        """Append records under the lock, and sync."""
        given = list(records)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._turn, locked(self.folder / ".lock", LOCK_S):
                return self._append(given)
        except OSError as error:
            raise InputError(
                f"the records cannot be written: {error.strerror}",
                where=error.filename or self.place,
                mend="make room, or make the folder writable, and add them again",
            ) from None

    def _append(self, records: list[Record]) -> int:
        for file in self._files.values():
            file.records()
        new: dict[tuple[str, str], Record] = {}
        for record in records:
            held = new.get((record.kind, record.id)) or self._files[record.kind].named(record.id)
            if held is None:
                new[record.kind, record.id] = record
            elif held.hash != record.hash:
                raise taken(record, self.place)
        lines = {kind: [_line(r) for r in new.values() if r.kind == kind] for kind in self._files}
        for kind, file in self._files.items():
            if lines[kind]:
                append(file.path, lines[kind])
        return len(new)


def taken(record: Record, place: str) -> InputError:
    """Another record has that id."""
    return InputError(
        f"there is another {record.kind} '{record.id}'",
        where=place,
        mend="give the new one an id of its own, and supersedes if it replaces the old one",
    )


def _line(record: Record) -> str:
    line = json.dumps(record.to_json(), ensure_ascii=False, allow_nan=False)
    if len(line.encode("utf-8")) > MAX_LINE:
        raise InputError(
            f"{record.kind} '{record.id}' takes more than {MAX_LINE:,} bytes", mend="make two records of it"
        )
    return line


def _speaks_of(record: Record, names: set[str]) -> bool:
    keys = ("supersedes",) if isinstance(record, Statement) else ("statement", "of", "to")
    return any(getattr(record, key, None) in names for key in keys)
