"""Proposals on file, the records they make, and the review: in the terminal, by keys, and in the file."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from launchwatch.cli import main
from launchwatch.errors import InputError
from launchwatch.ledger import open_store
from launchwatch.ledger.reading import Proposal, Proposals, propose, read_proposals, records_from, review
from launchwatch.ledger.reading.review import terminal_key, terminal_line

TEXT = (
    "SEOUL, May 2 (Reuters) - More than ten ships likely left for Russia, the navy said, citing a source.\n\n"
    '"They carried shells," Kim Min-ho said. He denied that the port had been closed.\n'
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A text, and proposals from it beside it."""
    text = tmp_path / "story.txt"
    text.write_text(TEXT, encoding="utf-8")
    made = propose(
        TEXT, str(text), outlet="Reuters", published="2026-05-02", address="https://example.org/story"
    )
    made.write(tmp_path / "story.jsonl")
    (tmp_path / "case").mkdir()
    return tmp_path


def keys(pressed: str) -> Callable[[], str]:
    """A person who presses these keys, then Ctrl-C."""
    left: Iterator[str] = iter(pressed)

    def key() -> str:
        one = next(left, "")
        if not one:
            raise KeyboardInterrupt
        return one

    return key


def go(
    proposals: Proposals, pressed: str, answers: tuple[str, ...] = ()
) -> tuple[dict[str, int], list[Proposal], str]:
    taken: list[Proposal] = []
    lines = iter(answers)
    console = Console(file=io.StringIO(), width=90, highlight=False)
    counts = review(
        proposals, TEXT, take=taken.append, console=console, key=keys(pressed),
        ask=lambda name, now: next(lines, ""),
        near=lambda item: ("old", "ships left") if "ships" in item.plain["said"] else None,
    )  # fmt: skip
    assert isinstance(console.file, io.StringIO)
    return counts, taken, console.file.getvalue()


def test_keys_take_refuse_put_off_and_stop(story: Path) -> None:
    proposals = read_proposals(story / "story.jsonl")
    counts, taken, shown = go(proposals, "xyns")
    assert counts == {"taken": 1, "refused": 1, "later": 1, "open": 1}
    assert [p.plain["speaker"] for p in taken] == ["a source"]
    assert (
        "1 of 3" in shown and "a source (unnamed) → navy → Reuters" in shown and "likely, 55 to 80 %" in shown
    )
    again = read_proposals(story / "story.jsonl")
    assert [p.decision for p in again.items] == ["yes", "no", ""]
    counts, taken, shown = go(again, "y")
    assert counts["open"] == 0 and "1 of 1" in shown and "denies or negates" in shown


def test_ctrl_c_and_q_lose_nothing(story: Path) -> None:
    proposals = read_proposals(story / "story.jsonl")
    assert go(proposals, "n")[0]["open"] == 2
    assert go(read_proposals(story / "story.jsonl"), "q")[0]["open"] == 2
    assert [p.decision for p in read_proposals(story / "story.jsonl").items] == ["no", "", ""]


def test_a_person_mends_what_was_read(story: Path) -> None:
    proposals = read_proposals(story / "story.jsonl")
    _, taken, _ = go(proposals, "e", ("over ten ships sailed", "Ship tracker", "denies"))
    assert taken[0].plain["said"] == "over ten ships sailed"
    assert (taken[0].plain["chain"][0]["name"], taken[0].plain["polarity"]) == ("Ship tracker", "denies")
    kept = read_proposals(story / "story.jsonl").items[0]
    assert (kept.decision, kept.plain["speaker"]) == ("yes", "Ship tracker")
    _, taken, _ = go(read_proposals(story / "story.jsonl"), "e", ("", "", "nonsense"))
    assert taken[0].plain["polarity"] == "affirms" and taken[0].plain["said"] == "They carried shells"


def test_a_proposal_joins_a_statement_on_record(story: Path) -> None:
    proposals = read_proposals(story / "story.jsonl")
    _, taken, shown = go(proposals, "m")
    assert taken[0].same_as == "old" and "[old] ships left" in shown
    made = records_from(proposals, taken, TEXT, NOW)
    assert [r.kind for r in made] == ["document", "report"]
    assert made[1].to_json()["statement"] == "old"


def test_records_hold_chain_span_quantity_and_hedge(story: Path) -> None:
    proposals = read_proposals(story / "story.jsonl")
    document, statement, report, *rest = records_from(proposals, proposals.items, TEXT, NOW)
    assert document.to_json()["outlet"] == "Reuters" and len(rest) == 4
    plain = statement.to_json()
    assert (plain["origin"], plain["hedge"]) == ("a source", "likely")
    assert plain["quantities"] == [{"value": 10.0, "lower": 10.0, "unit": "ships", "comparator": "more than"}]
    told = report.to_json()
    assert [hop["name"] for hop in told["chain"]] == ["a source", "navy", "Reuters"]
    assert TEXT[told["span"]["start"] : told["span"]["end"]] == told["span"]["exact"]
    assert (told["voice"], rest[1].to_json()["voice"]) == ("indirect", "direct")
    assert rest[2].to_json()["polarity"] == "denies"


def test_a_text_that_has_changed_is_refused(story: Path) -> None:
    proposals = read_proposals(story / "story.jsonl")
    with pytest.raises(InputError, match="changed since it was read"):
        records_from(proposals, proposals.items, TEXT + "!", NOW)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no JSON object"),
        ('{"id": "a", "decision": "perhaps"}', "is no decision"),
        ('{"id": "a", "decision": ""}', "'spans' is missing"),
        (
            '{"id": "a", "decision": "", "spans": [1], "speaker": "", "chain": [1], "said": "x"}',
            "'speaker' is missing",
        ),
    ],
)
def test_an_edited_line_that_is_wrong_is_named(story: Path, line: str, message: str) -> None:
    file = story / "story.jsonl"
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as told:
        read_proposals(file)
    assert "line 5" in str(told.value)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_proposals(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(InputError, match="names no document"):
        read_proposals(tmp_path / "empty.jsonl")


@pytest.mark.parametrize("published", ["", "yesterday", "2026-05-02T10:00"])
def test_a_date_of_publication_is_asked_for(story: Path, published: str) -> None:
    made = propose(TEXT, "story.txt", published=published)
    with pytest.raises(InputError, match="no date of publication"):
        records_from(made, [], TEXT, NOW)


def test_an_edited_proposal_that_makes_no_record_is_named(story: Path) -> None:
    proposals = read_proposals(story / "story.jsonl")
    broken = Proposal("x", {**proposals.items[0].plain, "spans": [{"start": 9, "end": 3}]}, "yes")
    with pytest.raises(InputError, match="proposal 'x' makes no record"):
        records_from(proposals, [broken], TEXT, NOW)


def run(*arguments: str | Path) -> int:
    return main(["ledger", *map(str, arguments)])


def test_read_review_in_the_file_and_list(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = story / "p.jsonl"
    assert (
        run("read", story / "story.txt", "--out", out, "--published", "2026-05-02", "--outlet", "Reuters")
        == 0
    )
    assert "3 statements, read by rules alone" in capsys.readouterr().out
    out.write_text(
        out.read_text(encoding="utf-8").replace('"decision": ""', '"decision": "yes"', 2), encoding="utf-8"
    )
    assert run("review", out, story / "case", "--take") == 0
    assert "2 statements taken, 4 records added" in capsys.readouterr().out
    assert run("review", out, story / "case", "--take", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"taken": 2, "records": 0}
    kinds = [record.kind for record in open_store(story / "case").records()]
    assert sorted(kinds) == ["document", "report", "report", "statement", "statement"]


def test_read_prints_the_contract_and_nothing_else(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", story / "story.txt", "--json") == 0
    plain = json.loads(capsys.readouterr().out)
    assert list(plain) == ["statements"] and len(plain["statements"]) == 3
    for one in plain["statements"]:
        for span in one["spans"]:
            assert TEXT[span["start"] : span["end"]] == span["exact"]


def test_match_from_the_command_line(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = story / "other.txt"
    other.write_text("A dozen ships left for Russia, the navy said.", encoding="utf-8")
    assert run("match", story / "story.txt", other) == 0
    assert "2 renderings" in (shown := capsys.readouterr().out) and "ships: more than 10, exactly 12" in shown
    assert run("match", other, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"groups": [], "links": []}


def test_wrong_input_is_one_sentence(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", story / "none.txt") == 2
    assert run("read", story / "story.txt", "--out", story / "p.jsonl", "--published", "soon") == 2
    made = propose(TEXT, "-", published="2026-05-02")
    made.write(story / "stdin.jsonl")
    assert run("review", story / "stdin.jsonl", story / "case") == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 3 and all(line.startswith("launchwatch: ") for line in told)


def test_a_model_that_is_missing_is_told(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("launchwatch.ledger.reading.tagger.find_spec", lambda name: None)
    assert run("read", story / "story.txt", "--model") == 2
    assert "the language model is not installed" in capsys.readouterr().err


def test_without_a_terminal_lines_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n\nin other words\n"))
    assert [terminal_key(), terminal_key()] == ["y", "s"]
    assert terminal_line("said", "x\x1b[2J") == "in other words"
    assert terminal_key() == ""


def test_a_person_at_a_terminal(story: Path) -> None:
    """Two keys at a pseudo-terminal, then Ctrl-C: both decisions are kept, and the rest is open."""
    leader, follower = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "launchwatch",
        "ledger",
        "review",
        str(story / "story.jsonl"),
        str(story / "case"),
    ]
    child = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "90"},
        # tests run in the background may ignore Ctrl-C, and a child would too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    os.close(follower)
    try:
        _press(leader, child)
    finally:
        child.kill()
        child.wait(timeout=20)
        os.close(leader)
    assert [p.decision for p in read_proposals(story / "story.jsonl").items] == ["yes", "no", ""]
    assert len(open_store(story / "case").records()) == 3


def _press(leader: int, child: subprocess.Popen[bytes]) -> None:
    seen = _until(leader, b"1 of 3", b"q stop")
    os.write(leader, b"y")
    seen += _until(leader, b"2 of 3", b"q stop")
    os.write(leader, b"n")
    seen += _until(leader, b"3 of 3", b"q stop")
    os.killpg(child.pid, signal.SIGINT)
    seen += _until(leader, b"still open")
    assert child.wait(timeout=20) == 0
    assert b"1 taken, 1 refused, 1 still open" in seen


def _until(descriptor: int, *marks: bytes, patience_s: float = 30.0) -> bytes:
    """What a terminal shows until all marks have come, in order."""
    seen, at = b"", 0
    end = time.monotonic() + patience_s
    left = list(marks)
    while left and time.monotonic() < end:
        ready, _, _ = select.select([descriptor], [], [], 0.2)
        if ready:
            try:
                seen += os.read(descriptor, 4096)
            except OSError:
                break
        while left and (found := seen.find(left[0], at)) >= 0:
            at = found + len(left.pop(0))
    assert not left, f"{left} never came: {seen!r}"
    return seen


def test_a_review_without_a_terminal_reads_lines(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\ne\nshells were on board\n\n\nn\n"))
    assert run("review", story / "story.jsonl", story / "case") == 0
    assert "2 taken, 1 refused, 0 still open" in capsys.readouterr().out
    said = [r.to_json()["said"] for r in open_store(story / "case").records() if r.kind == "statement"]
    assert sorted(said) == ["More than ten ships likely left for Russia", "shells were on board"]
    other = story / "other.txt"
    other.write_text("A dozen ships left for Russia, the coast guard said.", encoding="utf-8")
    assert run("read", other, "--out", story / "o.jsonl", "--published", "2026-05-03T10:00Z") == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("m\n"))
    assert run("review", story / "o.jsonl", story / "case", "--json") == 0
    kinds = [r.kind for r in open_store(story / "case").records()]
    assert kinds.count("statement") == 2 and kinds.count("report") == 3


def test_a_review_goes_on_where_it_stopped(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    assert run("review", story / "story.jsonl", story / "case") == 0
    assert (
        "2 still open" in (shown := capsys.readouterr().out)
        and "go on with `launchwatch ledger review" in shown
    )


def test_one_key_of_a_terminal_is_read_without_return(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "r") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        os.write(leader, b"n")
        assert terminal_key() == "n"
    os.close(leader)
