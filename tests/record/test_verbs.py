"""The verbs on the record: `record backtest`, `record lines`, `chance --trace`."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree

from launchwatch import cli
from launchwatch.record import load_record


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What a verb says as JSON."""
    assert cli.main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_backtest_until_1975_forecasts_what_the_full_run_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = answer(capsys, "record", "backtest", "--out", str(tmp_path / "full"))
    cut = answer(capsys, "record", "backtest", "--out", str(tmp_path / "cut"), "--until", "1974-12-31")
    texts = {name: Path(one["forecasts"]).read_text() for name, one in (("full", full), ("cut", cut))}
    made = {name: list(csv.reader(text.splitlines())) for name, text in texts.items()}
    assert made["cut"] == made["full"][: len(made["cut"])]
    assert made["full"][0] == ["tag", "date", "p"] and len(made["full"]) == 6764
    assert len(made["cut"]) == 1 + sum(1965 <= one.date.year < 1975 for one in load_record())
    assert set(full) == {"subsets", "forecasts", "files"}
    assert full["subsets"]["all"].keys() == {"n", "brier", "log_loss", "ece"}
    assert cut["subsets"]["all"]["n"] < full["subsets"]["all"]["n"] == 6763
    assert "2000 to 2025" not in cut["subsets"]


def test_the_forecasts_in_the_file_earn_the_marks_that_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, "record", "backtest", "--out", str(tmp_path))
    orbit = {one.tag: one.orbit for one in load_record()}
    with Path(said["forecasts"]).open() as file:
        rows = list(csv.DictReader(file))
    errors = [(float(row["p"]) - orbit[row["tag"]]) ** 2 for row in rows]
    assert sum(errors) / len(errors) == pytest.approx(said["subsets"]["all"]["brier"])
    scores = json.loads((tmp_path / "scores.json").read_text())
    assert sum(row["n"] for row in scores["calibration"]["all"]) == len(rows)
    assert scores["beside"]["Laplace"]["first flights"]["brier"] == pytest.approx(0.25)


def test_pictures_of_a_backtest_are_the_same_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("record", "backtest", "--until", "1970-01-01", "--out")
    for folder in "ab":
        assert cli.main([*asked, str(tmp_path / folder)]) == 0
    out = capsys.readouterr().out
    assert "first flights" in out and f"wrote {tmp_path / 'b' / 'marks.svg'}" in out
    for name in ("reliability.svg", "marks.svg", "scores.json"):
        first, second = ((tmp_path / folder / name).read_bytes() for folder in "ab")
        assert first == second
        if name.endswith(".svg"):
            assert ElementTree.fromstring(first).tag.endswith("svg")


def test_another_record_is_read(tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The record as it is published, with all its columns, earns the marks of the shipped one."""
    path = str(data_dir / "record" / "launches.csv")
    theirs = answer(capsys, "record", "backtest", "--record", path, "--out", str(tmp_path))
    ours = answer(capsys, "record", "backtest", "--out", str(tmp_path))
    assert theirs["subsets"] == ours["subsets"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["backtest", "--until", "1964-01-01"], "no launch to score"),
        (["backtest", "--until", "soon"], "--until"),
        (["backtest", "--record", "none.csv"], "cannot be read"),
        (["lines", "Unha 3"], "did you mean 'Unha-3'"),
    ],
)
def test_refuses_in_one_sentence(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["record", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1


def test_lines_lists_what_is_folded(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["record", "lines", "Unha-3"]) == 0
    assert "Unha-3: 2 of 3 reached orbit, family Unha, builder KPA; Kwangmyongsong, Unha-3" in (
        capsys.readouterr().out
    )
    assert len(answer(capsys, "record", "lines")["lines"]) == 209


def reckoned(voice: dict[str, Any], at: datetime) -> float:
    """A voice's chance again, from nothing but the launches that its trace lists."""
    t = (at - datetime.fromisoformat("1957-01-01T00:00+00:00")).total_seconds() / (365.25 * 86400.0)
    p = 0.5
    for step in voice["steps"]:
        half = step["half_life_years"]
        fade = [1.0 if half is None else 0.5 ** ((t - one["at"]) / half) for one in step["launches"]]
        seen = sum(f * one["worth"] for f, one in zip(fade, step["launches"], strict=True))
        hit = sum(f * one["hit"] for f, one in zip(fade, step["launches"], strict=True))
        if step["kind"] == "share":
            p = (hit + step["prior"] * p) / (seen + step["prior"])
        else:
            p = 1.0 - min((1.0 - p) * (hit + step["prior"]) / (seen + step["prior"]), 0.9)
    return p


@pytest.mark.parametrize(("line", "attempt"), [("Cheonlima-1", "3"), ("Falcon 9", "270"), ("Nuri", "4")])
def test_every_chance_can_be_reckoned_again_from_the_launches_it_names(
    line: str, attempt: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("chance", "--line", line, "--attempt", attempt, "--as-of", "2023-11-01T00:00Z", "--trace")
    found = answer(capsys, *asked)
    at = datetime.fromisoformat("2023-11-01T00:00+00:00")
    again = [reckoned(voice, at) for voice in found["voices"]]
    assert [voice["p"] for voice in found["voices"]] == pytest.approx(again, abs=1e-9)
    weights = [voice["weight"] for voice in found["voices"]]
    assert sum(weights) == pytest.approx(1.0)
    assert sum(w * p for w, p in zip(weights, again, strict=True)) == pytest.approx(found["p"], abs=1e-9)
    known = {one.tag: one for one in load_record()}
    for step in (step for voice in found["voices"] for step in voice["steps"]):
        for one in step["launches"]:
            assert known[one["tag"]].date < at
            assert bool(one["hit"]) == (known[one["tag"]].orbit == (step["kind"] == "share"))


def test_a_chance_is_always_printed_with_what_stands_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["chance", "--line", "Cheonlima-1", "--attempt", "3", "--as-of", "2023-11-01"]
    assert cli.main(asked) == 0
    plain = capsys.readouterr().out
    for words in (
        "chance of reaching orbit: 49 %, 31 % to 67 % (95 % interval)",
        "Laplace's rule 25 %, the rule of 14 CFR 417 28 %",
        "third flight of a line after two failures, 8 of 18 reached orbit",
        "  1985-10-22  Zenit-2: success",
        "  2008-08-03  Falcon 1: failure",
        "calibration: of 25 past forecasts of 40 % to 50 %",
        "No method has shown skill in this class",
    ):
        assert words in plain
    assert cli.main([*asked, "--trace"]) == 0
    traced = capsys.readouterr().out
    assert "1985-097+" in traced and "1985-097+" not in plain
