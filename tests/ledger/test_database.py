"""Ledgers in databases: what is none, what is newer, what was changed from outside, many names at once."""

from __future__ import annotations

import gc
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from launchwatch.errors import InputError
from launchwatch.ledger import database
from launchwatch.ledger.records import Statement
from launchwatch.ledger.store import Store, open_store

WHEN = "2023-11-01T09:00:00Z"


def statement(name: str, said: str = "the satellite was launched") -> Statement:
    return Statement(id=name, recorded=WHEN, origin="the agency", said=said)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite ledger with three statements."""
    open_store(f"sqlite:///{tmp_path / 'ledger.db'}").add([statement(name) for name in "abc"])
    return tmp_path / "ledger.db"


def change(file: Path, command: str, *values: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(command, values)
    connection.commit()
    connection.close()


def names(store: Store) -> list[str]:
    return [record.id for record in store.records()]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_ledger_in_memory_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="names no file; write sqlite:///FILE"):
        open_store(url)


def test_a_ledger_of_a_newer_launchwatch_is_refused(file: Path) -> None:
    change(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError, match=r"a newer launchwatch made this ledger \(migration 9999\); update"):
        open_store(f"sqlite:///{file}")


def test_without_the_driver_of_postgresql_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match=r"needs the driver psycopg; install launchwatch\[postgres\]"):
        open_store("postgresql://me@127.0.0.1/ledger")


def test_a_record_that_was_changed_from_outside_is_told_and_the_others_are_read(file: Path) -> None:
    changed = {**statement("b").to_json(), "said": "it was never launched"}
    change(file, "UPDATE record SET plain = ? WHERE id = 'b'", json.dumps(changed))
    store = open_store(f"sqlite:///{file}")
    assert [r.id for r in store.find("statement")] == ["a", "c"]
    assert store.about(["a"]) == ()
    (problem,) = store.problems
    assert "the hash of statement 'b' does not fit what it holds" in problem and str(file) in problem
    change(file, "UPDATE record SET plain = ? WHERE id = 'b'", json.dumps(statement("b").to_json()))
    assert names(store) == ["a", "b", "c"] and store.problems == ()


def test_a_table_that_is_gone_is_one_sentence(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    change(file, "DROP TABLE record")
    with pytest.raises(InputError, match="the database cannot be used: no such table"):
        store.records()


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database " * 100)
    with pytest.raises(InputError, match="file is not a database; is it a ledger"):
        open_store(f"sqlite:///{tmp_path / 'text.db'}")


def test_its_connections_end_with_the_store(file: Path) -> None:
    """The write-ahead log goes when the last connection is closed."""
    store = open_store(f"sqlite:///{file}")
    store.add([statement("d")])
    log = file.with_name("ledger.db-wal")
    assert log.exists()
    del store
    gc.collect()
    assert not log.exists()


def test_a_clash_is_named_whatever_else_is_added(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    with pytest.raises(InputError, match="there is another statement 'x'"):
        store.add([statement("x"), statement("a"), statement("x", "another")])
    with pytest.raises(InputError, match="there is another statement 'c'"):
        store.add([statement("x"), statement("c", "another"), statement("y")])
    assert names(store) == ["a", "b", "c"]


def test_many_names_are_asked_in_parts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(f"sqlite:///{file}")
    store.add([Statement(id=f"new-{n}", recorded=WHEN, origin="x", said="y", supersedes=n) for n in "abc"])
    monkeypatch.setattr(database, "MANY", 2)
    assert {r.id for r in store.about(["a", "b", "c", "none"])} == {"new-a", "new-b", "new-c"}
