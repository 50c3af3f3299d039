"""Ledger files: read on as they grow, noticed where they changed, whole after whatever fails."""

from __future__ import annotations

import json
import resource
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.ledger import store as places
from launchwatch.ledger.lines import BLOCK, MAX_LINE, read_lines
from launchwatch.ledger.lock import locked
from launchwatch.ledger.records import Amount, Report, Statement
from launchwatch.ledger.store import FileStore

WHEN = "2023-11-01T09:00:00Z"
KEYS = [*Report.model_fields, "hash", "start", "end", "exact", "name", "role", "mood"]


def statement(name: str, said: str = "the satellite was launched") -> Statement:
    return Statement(id=name, recorded=WHEN, origin="the agency", said=said)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


@pytest.fixture
def file(store: FileStore) -> Path:
    """The file of statements, with two of them."""
    store.add([statement("a"), statement("b")])
    assert names(store) == ["a", "b"]
    return store.folder / "statement.jsonl"


def names(store: FileStore) -> list[str]:
    return [record.id for record in store.records()]


def line(name: str, said: str = "so") -> str:
    return f'{{"kind": "statement", "id": "{name}", "recorded": "{WHEN}", "origin": "x", "said": "{said}"}}\n'


def test_what_another_store_adds_is_read_on(store: FileStore, file: Path) -> None:
    FileStore(store.folder).add([statement("c", "a new engine")])
    assert names(store) == ["a", "b", "c"]
    assert [r.id for r in store.find("statement", words="engine")] == ["c"]
    assert [r.id for r in store.find("statement", words="launched")] == ["a", "b"]


def test_a_file_that_was_changed_above_its_end_is_read_anew(store: FileStore, file: Path) -> None:
    before = file.read_text()
    file.write_text(line("first") + before)
    assert names(store) == ["first", "a", "b"]
    assert [r.id for r in store.find("statement", words="launched")] == ["a", "b"]
    file.write_text(before)
    assert names(store) == ["a", "b"]
    file.unlink()
    assert names(store) == []


def test_a_file_that_was_replaced_is_read_anew(store: FileStore, file: Path) -> None:
    other = file.with_name("other")
    other.write_text(line("c") + line("d") + file.read_text())
    other.replace(file)
    assert names(store) == ["c", "d", "a", "b"]


def test_a_line_without_an_end_is_found_by_name_and_word(store: FileStore, file: Path) -> None:
    with file.open("a") as stream:
        stream.write(line("hand", "by hand").rstrip())
    assert [r.id for r in store.find("statement", words="hand")] == ["hand"]
    with pytest.raises(InputError, match="there is another statement 'hand'"):
        store.add([statement("hand")])


def test_a_long_end_without_a_line_is_moved_aside_whole(store: FileStore, file: Path) -> None:
    torn = line("torn", "x" * (3 * BLOCK))[:-3]
    with file.open("a") as stream:
        stream.write(torn)
    store.add([statement("c")])
    assert names(store) == ["a", "b", "c"]
    assert (store.folder / "torn.txt").read_text() == torn + "\n"


def test_a_line_of_a_megabyte_is_not_read(store: FileStore, file: Path) -> None:
    file.write_text(line("long", "x" * MAX_LINE) + line("short"))
    assert names(store) == ["short"]
    assert "line 1: the line is longer than 1,000,000 bytes; shorten it" in store.problems[0]


def test_a_record_that_would_not_be_read_is_not_written(store: FileStore, file: Path) -> None:
    many = Statement(id="c", recorded=WHEN, origin="x", said="y",
                     quantities=tuple(Amount(value=k, unit="x" * 9000) for k in range(120)))  # fmt: skip
    before = file.read_bytes()
    with pytest.raises(InputError, match="statement 'c' takes more than 1,000,000 bytes"):
        store.add([statement("d"), many])
    assert file.read_bytes() == before


@example({"kind": ["report"]})
@example({"hash": 3})
@example({"date": 1e300})
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
)))  # fmt: skip
def test_whatever_a_line_holds_is_read_or_refused_in_a_sentence(value: Any) -> None:
    good = {"kind": "report", "id": "a", "recorded": WHEN, "statement": "s", "document": "d", "date": WHEN}
    for plain in (value, good | value if isinstance(value, dict) else [value]):
        try:
            read_lines(json.dumps(plain) + "\n", "here")
        except InputError as error:
            assert str(error).startswith("here, line 1: ")


def test_where_the_disk_is_full_the_file_is_as_it_was(store: FileStore, file: Path) -> None:
    """The limit on the size of a file stands for a full disk: the write stops in its midst."""
    before = file.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
    try:
        with pytest.raises(InputError, match=r"the records cannot be written: .*; make room"):
            store.add([statement("c"), statement("d")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == before
    assert store.add([statement("c"), statement("d")]) == 2


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("a file stands in its place")
    with pytest.raises(InputError, match="ledger: the records cannot be written: File exists"):
        FileStore(tmp_path / "ledger").add([statement("a")])


def test_a_writer_gives_up_in_the_end_and_takes_no_lock_later(
    store: FileStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "LOCK_S", 0.05)
    with (
        locked(store.folder / ".lock", 1.0),
        pytest.raises(InputError, match=r"another writer has held it for 0\.05 s; try again"),
    ):
        store.add([statement("c")])
    assert names(store) == ["a", "b"]
    monkeypatch.setattr(places, "LOCK_S", 30.0)
    assert store.add([statement("c")]) == 1


def test_a_writer_waits_for_its_turn(store: FileStore, file: Path) -> None:
    other = threading.Thread(target=FileStore(store.folder).add, args=([statement("c")],))
    with locked(store.folder / ".lock", 1.0):
        other.start()
        other.join(0.05)
        assert names(store) == ["a", "b"]
    other.join(30)
    assert names(store) == ["a", "b", "c"]


def test_threads_may_share_a_store(store: FileStore) -> None:
    def work(thread: int) -> None:
        for k in range(10):
            store.add([statement(f"{thread}-{k}")])
            assert store.find("statement", words="launched")

    threads = [threading.Thread(target=work, args=(t,)) for t in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(names(store)) == sorted(f"{t}-{k}" for t in range(4) for k in range(10))
    assert len(FileStore(store.folder).records()) == 40
