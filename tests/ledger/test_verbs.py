"""`launchwatch ledger`: records in, statements out, whatever the store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from launchwatch import cli

WHEN = "2023-11-01T00:00:00Z"
LATER = "2023-11-22T00:00:00Z"


def record(kind: str, name: str, **keys: Any) -> dict[str, Any]:
    return {"kind": kind, "id": name, "recorded": LATER, **keys}


RECORDS = [
    record("document", "d1", title="t", published=WHEN, outlet="Yonhap"),
    record("document", "d2", title="t", published=WHEN, outlet="A paper", copy_of="d1"),
    record("statement", "likely", origin="the agency", said="success is likely", hedge="likely"),
    record("statement", "flown", origin="the operator", said="the satellite is in orbit", date=LATER),
    record("report", "r1", statement="likely", document="d1", date=WHEN,
           chain=[{"name": "the agency"}, {"name": "a lawmaker"}]),
    record("report", "r2", statement="likely", document="d2", date=WHEN, chain=[{"name": "the agency"}]),
    record("check", "c1", statement="likely", tool="forecast", version="1", as_of=LATER,
           verdict="supports", reason="about one in two", number={"value": 0.5}),
    record("link", "l1", relation="depends on", of="flown", to="likely", why="it had to fly"),
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    new = tmp_path / "new.jsonl"
    new.write_text("\n".join(json.dumps(one) for one in RECORDS) + "\n", encoding="utf-8")
    (tmp_path / "case").mkdir()
    place = str(tmp_path / "case")
    assert cli.main(["ledger", "add", place, str(new)]) == 0
    assert capsys.readouterr().out == "8 of 8 records were new\n"
    return place


def run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert cli.main(["ledger", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_statements_are_listed_with_status_and_independent_sources(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two outlets that render one agency are one source."""
    rows = run(capsys, "list", ledger)["statements"]
    assert [(r["id"], r["status"], r["independent"]) for r in rows] == [
        ("likely", "supported", 1),
        ("flown", "open", 1),
    ]


def test_as_of_hides_what_was_said_and_checked_later(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, "list", ledger, "--as-of", "2023-11-02")["statements"]
    assert [(r["id"], r["status"]) for r in rows] == [("likely", "open")]


def test_a_list_is_narrowed_by_words_origin_and_number(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def ids(*words: str) -> list[str]:
        return [r["id"] for r in run(capsys, "list", ledger, *words)["statements"]]

    assert ids("--words", "Orbit") == ["flown"] and ids("--origin", "the agency") == ["likely"]
    assert ids("--limit", "1") == ["likely"]
    assert [r["id"] for r in run(capsys, "search", ledger, "ORBIT", "the satellite")["statements"]] == [
        "flown"
    ]
    assert run(capsys, "search", ledger, "orbit", "success")["statements"] == []


def test_one_statement_is_shown_with_all_that_hangs_on_it(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run(capsys, "show", ledger, "likely")
    assert shown["status"] == "supported" and len(shown["reports"]) == 2 and len(shown["links"]) == 1
    assert cli.main(["ledger", "show", ledger, "likely"]) == 0
    text = capsys.readouterr().out
    assert "through the agency > a lawmaker" in text and "flown depends on likely: it had to fly" in text
    assert "supports (forecast, as of 2023-11-22): about one in two" in text


def test_an_unknown_statement_is_refused_with_the_nearest_name(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["ledger", "show", ledger, "likly"]) == 2
    assert "did you mean 'likely'?" in capsys.readouterr().err


def test_a_copy_into_a_database_is_whole_and_can_be_repeated(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    team = f"sqlite:///{tmp_path / 'team.db'}"
    assert run(capsys, "copy", ledger, team) == {"added": 8, "given": 8, "problems": []}
    assert run(capsys, "copy", ledger, team)["added"] == 0
    assert run(capsys, "list", team) == run(capsys, "list", ledger)


def test_a_bad_line_adds_nothing(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    good = json.dumps(record("statement", "new", origin="x", said="y"))
    bad.write_text(f"{good}\n{good[:-20]}\n", encoding="utf-8")
    assert cli.main(["ledger", "add", ledger, str(bad)]) == 2
    assert f"{bad}, line 2: this is not JSON" in capsys.readouterr().err
    assert len(run(capsys, "list", ledger)["statements"]) == 2


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (record("link", "l2", relation="depends on", of="likely", to="flown"), "flown > likely > flown"),
        (record("document", "d3", title="t", published=WHEN, copy_of="d3"), "documents copy"),
        (record("statement", "x", origin="o", said="s", supersedes="x"), "statements supersede"),
    ],
)
def test_records_that_would_go_round_are_refused(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], new: dict[str, Any], said: str
) -> None:
    """A flown satellite depends on a likely launch, so that launch cannot depend on the satellite."""
    file = tmp_path / "round.jsonl"
    file.write_text(json.dumps(new), encoding="utf-8")
    assert cli.main(["ledger", "add", ledger, str(file)]) == 2
    told = capsys.readouterr().err
    assert f"{file}: " in told and said in told and "they go round in a circle" in told
    assert run(capsys, "copy", ledger, f"sqlite:///{tmp_path / 'team.db'}")["given"] == len(RECORDS)
