"""Stores of the ledger: files, SQLite and PostgreSQL keep the same promises."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from launchwatch.errors import InputError
from launchwatch.ledger import database
from launchwatch.ledger.records import Assessment, Check, Document, Hop, Link, Record, Report, Statement
from launchwatch.ledger.store import FileStore, Store, open_store

WHEN = "2023-11-01T09:00:00Z"


def statement(name: str, said: str = "the satellite was launched", origin: str = "the agency") -> Statement:
    return Statement(id=name, recorded=WHEN, origin=origin, said=said)


@pytest.fixture(params=["files", "sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place of each kind, empty."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres"))
    return str(tmp_path) if request.param == "files" else f"sqlite:///{tmp_path / 'ledger.db'}"


def test_what_was_added_comes_back_equal_and_in_order(place: str) -> None:
    report = Report(
        id="r1",
        recorded=WHEN,
        statement="b",
        document="d",
        date=WHEN,
        chain=(Hop(name="NIS", role="agency"),),
    )
    added: list[Record] = [statement("b"), report, statement("a", "«고체» ﬁred\u00a0twice \U0001f680")]
    assert open_store(place).add(added) == 3
    found = open_store(place).records()
    assert found == (added[0], added[2], report)
    assert [r.hash for r in found] == [r.hash for r in (added[0], added[2], report)]


def test_a_record_is_added_once_and_another_of_its_name_is_refused(place: str) -> None:
    store = open_store(place)
    assert store.add([statement("a")]) == 1
    assert store.add([statement("a"), statement("b")]) == 1
    with pytest.raises(InputError, match=r"there is another statement 'a'.*supersedes"):
        store.add([statement("c"), statement("a", "something else")])
    assert [r.id for r in store.records()] == ["a", "b"]
    link = Link(id="a", recorded=WHEN, relation="denies", of="a", to="b")
    assert store.add([link]) == 1


def test_nothing_added_is_nothing_new(place: str) -> None:
    store = open_store(place)
    assert store.add([]) == 0 and store.records() == () and store.problems == ()


def test_records_are_found_by_word_and_origin(place: str) -> None:
    store = open_store(place)
    store.add(
        [
            statement("a", "Shells were shipped from Rajin"),
            statement("b", "shells, a million of them", origin="the ministry"),
            statement("c", 'the launch failed: "emergency blasting" system'),
        ]
    )

    def ids(**asked: object) -> list[str]:
        return [r.id for r in store.find("statement", **asked)]  # type: ignore[arg-type]

    assert ids() == ["a", "b", "c"] and ids(limit=1, offset=1) == ["b"]
    assert ids(words="SHELLS") == ["a", "b"] and ids(words="shells million") == ["b"]
    assert ids(words='"emergency') == ["c"] and ids(words="nothing") == []
    assert ids(words="shells", origin="the ministry") == ["b"] and ids(origin="nobody") == []
    assert ids(words="!? --") == ["a", "b", "c"]
    assert store.find("link") == ()


def writer(*arguments: object) -> subprocess.Popen[str]:
    """A process that writes; see `writers.py`."""
    script = Path(__file__).with_name("writers.py")
    return subprocess.Popen(
        [sys.executable, str(script), *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )


def test_writers_at_once_lose_nothing_and_double_nothing(place: str) -> None:
    writers = [writer(place, f"w{w}", 15) for w in range(4)]
    told = [line for one in writers for line in one.communicate(timeout=120)[0].split()]
    assert [one.returncode for one in writers] == [0] * 4
    assert len(told) == 60
    assert sorted(r.id for r in open_store(place).records()) == sorted([*told, "shared"])


def test_a_ledger_that_another_makes_while_it_is_opened_is_taken_as_it_is(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = database._revision
    others: list[Store] = []

    def slowly(connection: sa.Connection) -> str | None:
        found = asked(connection)
        monkeypatch.setattr(database, "_revision", asked)
        if not others:
            others.append(open_store(place))
        return found

    monkeypatch.setattr(database, "_revision", slowly)
    store = open_store(place)
    assert store.add([statement("a")]) == 1
    assert all(other.add([statement("a")]) == 0 for other in others)
    assert place.startswith(("sqlite", "postgresql")) == bool(others)


def test_what_was_acknowledged_outlives_a_kill(place: str) -> None:
    told: list[str] = []
    for turn in range(3):
        with writer(place, f"t{turn}") as one:
            assert one.stdout is not None
            told += [one.stdout.readline().strip() for _ in range(3)]
            one.kill()
            told += [line.strip() for line in one.stdout if line.endswith("\n")]
    store = open_store(place)
    assert len(told) >= 9 and set(told) <= {record.id for record in store.records()}
    assert store.add([statement("after")]) == 1


def test_a_line_cut_short_is_told_and_kept_aside(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.add([statement("a"), statement("b")])
    file = tmp_path / "ledger" / "statement.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    assert [r.id for r in store.records()] == ["a"]
    assert store.problems == (
        f"{file}, line 2: the line was cut short by a crash; the next writer moves it to torn.txt",
    )
    assert store.add([statement("c")]) == 1
    assert [r.id for r in store.records()] == ["a", "c"] and store.problems == ()
    torn = (tmp_path / "ledger" / "torn.txt").read_bytes()
    assert torn == whole[whole.index(b"\n") + 1 : -40] + b"\n"


def test_a_line_written_by_hand_needs_neither_hash_nor_line_end(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    folder.mkdir()
    plain = {"kind": "statement", "id": "a", "recorded": "2023-11-01T18:00+09:00", "origin": "x", "said": "y"}
    (folder / "statement.jsonl").write_text(json.dumps(plain))
    store = FileStore(folder)
    assert store.records() == (Statement(id="a", recorded=WHEN, origin="x", said="y"),)
    store.add([statement("b")])
    assert [r.id for r in store.records()] == ["a", "b"] and store.problems == ()


FIELDS = '"recorded": "2023-11-01T00:00Z", "origin": "x", "said": "y"'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: this is not JSON"),
        ('{"kind": "statement", "id": "a", "value": NaN}', "NaN is no figure"),
        ('{"kind": "claim"}', "'claim' is no kind of record; known are document, statement"),
        ("[1]", "no record but a bare value"),
        (
            '{"kind": "link", "id": "a", "recorded": "2023-11-01T00:00Z", '
            '"relation": "denies", "of": "a", "to": "b"}',
            "a link among the statements; move the line",
        ),
        (f'{{"kind": "statement", "id": "a", {FIELDS}}}'.replace("T00:00Z", ""), "has no zone"),
        (f'{{"kind": "statement", "id": "a b", {FIELDS}}}', "id: "),
        (
            f'{{"kind": "statement", "id": "a", {FIELDS}, "hash": "0"}}',
            "the hash of statement 'a' does not fit",
        ),
        (f'{{"kind": "statement", "id": "a", {FIELDS}, "mood": "good"}}', "mood: "),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: str, said: str) -> None:
    store = open_store(tmp_path)
    store.add([statement("good")])
    file = tmp_path / "ledger" / "statement.jsonl"
    file.write_text(line + "\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert [r.id for r in store.records()] == ["good"]
    (problem,) = store.problems
    assert said in problem and f"{file}, line 1" in problem


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://x/y", "is no address of a ledger"),
        ("://", "is no address of a ledger"),
        ("no/such/folder", "there is no such folder"),
        ("sqlite:////proc/none/ledger.db", "the database cannot be used: unable to open"),
        ("postgresql://me:secret@127.0.0.1:1/none", "the database cannot be used"),
    ],
)
def test_a_place_that_is_none_is_refused_without_its_password(address: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        open_store(address)
    assert "secret" not in str(refused.value)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE record (x)")
    other.close()
    with pytest.raises(InputError, match="is it a ledger"):
        open_store(f"sqlite:///{tmp_path / 'other.db'}")


def test_letters_that_few_texts_hold_are_kept(place: str) -> None:
    odd = [
        statement(f"s{k}", f"a{letter}b") for k, letter in enumerate("\0\x1f\u2028\ufeff\uffff\U0010ffff\r\n")
    ]
    store = open_store(place)
    assert store.add(odd) == len(odd)
    assert list(open_store(place).records()) == odd and store.problems == ()


def test_every_store_has_the_one_face(place: str) -> None:
    store: Store = open_store(place)
    assert store.place and "secret" not in store.place


def test_all_that_speaks_of_a_statement_comes_with_its_documents(place: str) -> None:
    records: list[Record] = [
        Document(id="wire", recorded=WHEN, title="t", published=WHEN),
        Document(id="copy", recorded=WHEN, title="t", published=WHEN, copy_of="wire"),
        *(statement(name) for name in "abc"),
        Report(id="ra", recorded=WHEN, statement="a", document="copy", date=WHEN),
        Report(id="rb", recorded=WHEN, statement="b", document="wire", date=WHEN),
        Check(id="ca", recorded=WHEN, statement="a", tool="t", version="1", as_of=WHEN, verdict="open",
              reason="so", inputs={"case": "0" * 64}),
        Assessment(id="aa", recorded=WHEN, statement="a", analyst="me", date=WHEN, text="so"),
        Link(id="ba", recorded=WHEN, relation="denies", of="b", to="a"),
        Link(id="ac", recorded=WHEN, relation="denies", of="a", to="c"),
        Statement(id="new", recorded=WHEN, origin="x", said="y", supersedes="a"),
    ]  # fmt: skip
    store = open_store(place)
    store.add(records)
    found = {(r.kind, r.id) for r in store.about(["a"])}
    assert found == {
        ("report", "ra"), ("check", "ca"), ("assessment", "aa"), ("link", "ba"), ("link", "ac"),
        ("statement", "new"), ("document", "copy"), ("document", "wire"),
    }  # fmt: skip
    assert {r.id for r in store.about(["c"]) if r.kind != "document"} == {"ac"}
