"""`launchwatch infer`: a case, a batch, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_launches import line, past_line

from launchwatch.brief.answers_orbit import inferred
from launchwatch.case import load_case
from launchwatch.cli import main


def _say(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["infer", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_case_is_answered_as_json_and_in_lines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = str(root / "cases" / "malligyong-1")
    code, out, _ = _say(capsys, case, "--as-of", "2023-11-21T12:00Z", "--json")
    answer = json.loads(out)
    assert code == 0 and answer["launch_id"] == "malligyong-1"
    low, high = answer["inclination_deg"]["p05"], answer["inclination_deg"]["p95"]
    assert low < 97.4 < high  # reached: 97.43 deg, after a dogleg
    assert answer["dogleg_p"] > 0.2
    code, out, _ = _say(capsys, case, "--as-of", "2023-11-21T12:00Z", "--without", "history")
    assert code == 0 and "used: physics, windows" in out and "without physics" in out
    assert "without history" not in out


def test_a_batch_is_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, past, out = (tmp_path / name for name in ("in.jsonl", "past.jsonl", "out.jsonl"))
    source.write_text(json.dumps(line()) + "\n", encoding="utf-8")
    past.write_text(json.dumps(past_line()) + "\n", encoding="utf-8")
    code, said, _ = _say(capsys, "--batch", str(source), "--archive", str(past), "--out", str(out), "--json")
    assert code == 0
    assert json.loads(said) == {"answered": 1, "files": {"answers": str(out)}}
    assert json.loads(out.read_text(encoding="utf-8"))["launch_id"] == "a"


def test_a_bad_line_is_said_in_one_sentence_and_the_others_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("{\n[]\n" + json.dumps(line()) + "\n", encoding="utf-8")
    code, _, err = _say(capsys, "--batch", str(source), "--out", str(out))
    assert code == 2
    assert f"{source}, line 1: this is not JSON" in err and "and 1 more" in err
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "either a case folder, or --batch"),
        (["x", "--batch", "y"], "either a case folder, or --batch"),
        (["--batch", "y"], "--batch needs --out"),
        (["--batch", "y", "--out", "z", "--as-of", "2023-01-01"], "does not go with --batch"),
        (["x", "--out", "z"], "--out goes with --batch"),
        (["no-such-case"], "no such case folder"),
        (["--batch", "no-such-file", "--out", "z"], "cannot be read"),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = _say(capsys, *arguments)
    assert code == 2 and said in err


def test_a_bad_archive_beside_a_case_is_refused(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "past.jsonl").write_text("{", encoding="utf-8")
    code, _, err = _say(
        capsys, str(root / "cases" / "malligyong-1"), "--archive", str(tmp_path / "past.jsonl")
    )
    assert code == 2 and "line 1: this is not JSON" in err


def test_the_brief_says_what_each_source_gave(root: Path) -> None:
    view = load_case(root / "cases" / "malligyong-1").as_of("2023-11-21T12:00Z")
    told = inferred(view)
    assert told is not None
    for source in ("physics", "history", "windows"):
        assert f"without {source}" in told["text"]
    early = load_case(root / "cases" / "malligyong-1").as_of("2023-08-01T00:00Z")
    assert [a for a in early.areas if a.attempt == "this"] or inferred(early) is None
