"""The command line: verbs, exit codes, one sentence for every refusal, progress, and how fast help comes."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import runpy
import shlex
import subprocess
import sys
import time
import types
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from launchwatch import cli, listing, verbs
from launchwatch.errors import CaseError, InputError, LaunchwatchError
from launchwatch.progress import percent, progress


def leaves(parser: argparse.ArgumentParser, above: str = "") -> list[str]:
    """The verbs that do something: `fly`, `record backtest`."""
    nested = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not nested:
        return [above.strip()]
    return [leaf for name, verb in nested[0].choices.items() for leaf in leaves(verb, f"{above} {name}")]


LEAVES = leaves(cli.parser())


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Put a stand-in in the place of the main job, which raises or answers; gives the list of its calls.

    The current folder becomes one that holds the case `cases/some`.
    """

    def place(outcome: BaseException | dict[str, Any]) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []

        def stand_in(case: Path, **settings: Any) -> dict[str, Any]:
            calls.append({"case": case, **settings})
            settings["progress"]("drawing", 0.0)
            settings["progress"]("flying", 0.3)
            settings["progress"]("flying", 0.6)
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        room = types.ModuleType("launchwatch.brief")
        room.make_brief = room.fly_case = stand_in  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "launchwatch.brief", room)
        (tmp_path / "cases" / "some").mkdir(parents=True)
        monkeypatch.chdir(tmp_path)
        return calls

    return place


def one_sentence(text: str) -> str:
    """The text, which must be one line."""
    assert text.count("\n") == 1 and text.endswith("\n"), text
    return text.strip()


HEAVY = {"numpy", "scipy", "numba", "pydantic", "shapely", "pyarrow", "sqlalchemy", "skyfield", "pymsis"}


def test_help_loads_nothing_heavy() -> None:
    """What keeps `--help` near a tenth of a second: it reads verbs and their words, and no room."""
    listing = "import sys; from launchwatch.cli import main; main(['--help']); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", listing], capture_output=True, check=True, text=True)
    loaded = set(ran.stdout.splitlines()[-1].split())
    assert "launchwatch.cli" in loaded
    assert loaded & HEAVY == set()
    assert {name.split(".")[1] for name in loaded if name.startswith("launchwatch.")} <= {
        "cli", "errors", "listing", "progress", "quantity", "verbs",
    }  # fmt: skip


def test_help_comes_at_once() -> None:
    """In under 150 ms, or twelve times what this Python takes to do nothing where the machine is busy."""

    def quickest(*words: str) -> float:
        times = []
        for _ in range(9):
            begin = time.perf_counter()
            subprocess.run([sys.executable, *words], capture_output=True, check=True)
            times.append(time.perf_counter() - begin)
        return min(times)

    assert quickest("-m", "launchwatch", "--help") < max(0.150, 12.0 * quickest("-c", "pass"))


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(re.search(rf"^    {verb} ", shown, re.MULTILINE) for verb in verbs.VERBS)
    assert {leaf.split()[0] for leaf in LEAVES} == set(verbs.VERBS)


@pytest.mark.parametrize("verb", LEAVES)
def test_help_of_a_verb_has_an_example_that_can_be_read(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*verb.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    example = re.search(rf"example:\n  launchwatch ({verb}.*)", shown)
    assert example is not None and "--json" in shown
    assert cli.parser().parse_args(shlex.split(example[1])).verb == verb.split()[0]


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    import launchwatch

    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"launchwatch {launchwatch.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required: VERB"),
        (["fetch"], "invalid choice: 'fetch'"),
        (["brief"], "required: CASE"),
        (["brief", "c", "--flights", "0"], "'0' is not a whole number of at least 1"),
        (["brief", "c", "--flights", "many"], "'many' is not a whole number of at least 1"),
        (["brief", "c", "--seed", "-1"], "'-1' is not a whole number of at least 0"),
        (["brief", "c", "--flight", "10"], "unrecognized arguments: --flight"),
        (["brief", "c", "--without", "gravity"], "invalid choice: 'gravity'"),
        (["chance"], "either a case folder, or both --line and --attempt"),
        (["chance", "--line", "Cheonlima-1"], "either a case folder, or both --line and --attempt"),
        (["chance", "case", "--line", "X", "--attempt", "1"], "either a case folder, or both"),
        (["chance", "case", "--attempt", "1"], "either a case folder, or both"),
        (["brief", "c", "--as-of", "2023-11-21T12:00"], "--as-of"),
        (["brief", "c", "--as-of", "21 November"], "--as-of"),
        (["brief", "c", "--as-of", "2023-13-01"], "--as-of"),
        (["brief", "no such folder"], "no such folder"),
        (["fly", "no such folder"], "no such folder"),
        (["chance", "no such folder"], "no such folder"),
        (["notice", "no such file.txt"], "no such file.txt: there is no such file"),
        (["notice", "."], "this is a folder"),
        (["launcher", "Buran-9"], "Buran-9"),
        (["site", "Atlantis"], "Atlantis"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    said = capsys.readouterr()
    assert words in one_sentence(said.err)
    assert said.out == ""
    assert not list(tmp_path.iterdir()), "something was written"


def test_whole_numbers_may_have_thousands_marks() -> None:
    chosen = cli.parser().parse_args(["brief", "c", "--flights", "20,000", "--seed", "1_000"])
    assert (chosen.flights, chosen.seed) == (20_000, 1_000)


@pytest.mark.parametrize("verb", ["brief", "fly"])
def test_a_run_gets_every_setting(
    verb: str, job: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    calls = job({"bottom_line": [], "files": {}})
    given = ["--as-of", "2023-11-21T21:00+09:00", "--flights", "50", "--seed", "7", "--threads", "1"]
    assert cli.main([verb, "cases/some", *given, "--without", "aim", "--out", str(tmp_path)]) == 0
    calls[0].pop("progress")
    assert calls == [
        {
            "case": Path("cases/some"),
            "as_of": datetime(2023, 11, 21, 12, tzinfo=UTC),
            "flights": 50,
            "seed": 7,
            "threads": 1,
            "without": ("aim",),
            "out": tmp_path,
        }
    ]


def test_what_is_not_said_has_plain_defaults(job: Callable[..., list[dict[str, Any]]]) -> None:
    calls = job({"bottom_line": [], "files": {}})
    assert cli.main(["brief", "cases/some"]) == 0
    assert cli.main(["brief", "cases/some/", "--as-of", "2023-11-01"]) == 0
    latest, dated = calls
    assert (latest["flights"], latest["seed"], latest["threads"], latest["without"]) == (10_000, 0, None, ())
    assert (latest["as_of"], latest["out"]) == (None, Path("out/some-latest"))
    assert (dated["as_of"], dated["out"]) == (verbs.instant("2023-11-01"), Path("out/some-20231101"))


def test_a_date_means_the_end_of_that_day() -> None:
    end = verbs.instant("2023-11-01")
    assert end is not None
    assert datetime(2023, 11, 1, 23, 59, 59, tzinfo=UTC) <= end <= datetime(2023, 11, 2, tzinfo=UTC)


def test_brief_prints_its_bottom_line_and_the_files_it_wrote(
    job: Callable[..., list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    job({"bottom_line": ["It flies south.", "One in two."], "files": {"page": "out/x/brief.html"}})
    assert cli.main(["brief", "cases/some"]) == 0
    said = capsys.readouterr()
    assert said.out == "It flies south.\nOne in two.\n\nwrote out/x/brief.html\n"
    assert said.err.splitlines() == ["  0 %  drawing", " 30 %  flying"]


def test_json_is_one_object_and_nothing_else_on_standard_output(
    job: Callable[..., list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = {"bottom_line": ["97.4 ± 0.1 deg"], "files": {"page": "out/x/brief.html"}}
    job(answer)
    assert cli.main(["brief", "cases/some", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == answer


@pytest.mark.parametrize(
    ("outcome", "code", "words"),
    [
        (CaseError("no launcher", where="case.toml line 3"), 2, "case.toml line 3: no launcher"),
        (InputError("two\nlines"), 2, "two lines"),
        (PermissionError(13, "Permission denied", "out/x"), 2, "out/x: Permission denied"),
        (OSError(28, "No space left on device"), 2, "launchwatch: No space left on device"),
        (OSError(5, "Input/output error"), 1, "our fault"),
        (LaunchwatchError("no flight reached the ground"), 1, "no flight reached the ground"),
        (
            ZeroDivisionError("division by zero"),
            1,
            "ZeroDivisionError: division by zero; set LAUNCHWATCH_DEBUG=1",
        ),
        (RecursionError("too deep"), 1, "RecursionError: too deep"),
        (MemoryError(), 1, "MemoryError"),
        (KeyboardInterrupt(), 130, "stopped from the keyboard"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence_and_the_right_exit_code(
    outcome: BaseException,
    code: int,
    words: str,
    job: Callable[..., list[dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LAUNCHWATCH_DEBUG", raising=False)
    job(outcome)
    assert cli.main(["brief", "cases/some"]) == code
    assert words in capsys.readouterr().err.splitlines()[-1]


def test_the_traceback_is_shown_on_demand(
    job: Callable[..., list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAUNCHWATCH_DEBUG", "1")
    job(ZeroDivisionError("division by zero"))
    with pytest.raises(ZeroDivisionError):
        cli.main(["brief", "cases/some"])


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m launchwatch site Sohae --json | head -c 1"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "{", "")


def test_a_pipe_that_breaks_while_it_is_written_is_no_error(
    job: Callable[..., list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    job(BrokenPipeError())
    with open(os.devnull, "w", encoding="utf-8") as stream:  # noqa: PTH123 - a stream with a number of its own
        monkeypatch.setattr(sys, "stdout", stream)
        assert cli.main(["brief", "cases/some"]) == 0


def test_the_package_runs_as_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["launchwatch", "site", "Atlantis"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("launchwatch", run_name="__main__")
    assert stop.value.code == 2
    assert "Atlantis" in one_sentence(capsys.readouterr().err)


def test_output_that_the_terminal_cannot_show_is_no_error() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "launchwatch", "launcher", "Chollima-1"]
    ran = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_stages_are_one_plain_line_each_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    with progress(out) as report:
        for stage, fraction in [("drawing", 0.0), ("flying", 0.1), ("flying", 0.9), ("writing", 1.4)]:
            report(stage, fraction)
    assert out.getvalue() == "  0 %  drawing\n 10 %  flying\n100 %  writing\n"


def test_a_terminal_gets_a_bar() -> None:
    out = Terminal()
    with progress(out) as report:
        report("flying", 0.42)
    assert "flying" in out.getvalue() and "42%" in out.getvalue()


def test_a_part_done_is_never_below_0_or_above_100() -> None:
    assert [percent(part) for part in (-1.0, 0.0, 0.495, 1.0, 7.0)] == [0, 0, 50, 100, 100]


def test_launcher_prints_each_figure_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["launcher", "Chollima-1"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^stage 1$", shown, re.MULTILINE)
    cited = set(re.findall(r"\[(\d+)\]", shown.split("\n\n[1]")[0]))
    listed = set(re.findall(r"^\[(\d+)\]", shown, re.MULTILINE))
    assert cited == listed != set()
    assert "a guess" in shown


def test_launcher_says_what_closes_and_what_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["launcher", "Delta III", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    burn = next(row for row in answer["closure"] if row["what"].startswith("stage 2, burn time"))
    # by hand: 16,820 kg x 9.80665 m/s2 x 467.213 s / 110.094 kN
    assert burn["found"] == pytest.approx(16820.0 * 9.80665 * 467.21311371 / 110094.0) and burn["closes"]
    assert answer["figures"]["guesses"] == 4
    assert cli.main(["launcher", "Delta III"]) == 0
    shown = capsys.readouterr().out
    assert "does it close?" in shown and "25 published, 4 guesses" in shown
    assert "thrust to weight at lift-off: 1.642, expected 1.1 to 2.6; closes" in shown


@pytest.mark.parametrize(
    ("verb", "key", "known"), [("launcher", "launchers", "Chollima-1"), ("site", "sites", "Sohae")]
)
def test_a_library_verb_without_a_name_lists_all(
    verb: str, key: str, known: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([verb]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert cli.main([verb, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {key: lines}
    assert known in lines


def test_site_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["site", "Sohae"]) == 0
    assert "latitude   39.66" in capsys.readouterr().out


WARNING = """HYDROPAC 1/23(91).
EAST CHINA SEA.
1. HAZARDOUS OPERATIONS, SPACE DEBRIS 301500Z MAY TO 101500Z JUN 23
IN AREA BOUND BY 36-05N 123-02E, 35-30N 123-00E, 35-30N 123-40E, 36-05N 123-45E.
2. CANCEL THIS MSG 101600Z JUN 23.//
"""


def test_notice_reads_files_and_standard_input_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "w.txt").write_bytes(b"\xef\xbb\xbf" + WARNING.encode())
    assert cli.main(["notice", str(tmp_path / "w.txt"), "--json"]) == 0
    [one] = json.loads(capsys.readouterr().out)["notices"]
    assert len(one["areas"][0]["vertices"]) == 4

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WARNING.encode("latin-1"))))
    assert cli.main(["notice", "-"]) == 0
    shown = capsys.readouterr().out
    assert "1/23" in shown and "36.083N 123.033E" in shown and "2023-05-30T15:00" in shown


def test_text_in_latin_1_is_read(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("35°30'N".encode("latin-1"))
    assert verbs.read_text(str(tmp_path / "old.txt")) == "35°30'N"


def test_circles_are_told_by_centre_and_radius() -> None:
    area = {"label": "A", "kind": "circle", "vertices": [], "center": [-10.5, 20.0], "radius_m": 30_000.0}
    one = {
        "id": "",
        "file": "",
        "windows": [],
        "areas": [area | {"windows": [["x", "y"]]}],
        "problems": ["odd"],
    }
    assert listing.notices({"notices": [one]}) == [
        "a notice without a number",
        "  area A   circle: 30.0 km about 10.500S 20.000E",
        "           x to y",
        "  problem  odd",
    ]
    unread = area | {"center": None, "radius_m": None, "windows": []}
    assert "no position could be read" in listing.notices({"notices": [one | {"areas": [unread]}]})[1]


def test_new_makes_a_case_that_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from launchwatch.case import load_case

    assert cli.main(["new", "my-launch", "--into", str(tmp_path)]) == 0
    assert str(tmp_path / "my-launch" / "case.toml") in capsys.readouterr().out
    load_case(tmp_path / "my-launch")
    before = (tmp_path / "my-launch" / "case.toml").read_bytes()
    assert cli.main(["new", "my-launch", "--into", str(tmp_path)]) == 2
    assert (tmp_path / "my-launch" / "case.toml").read_bytes() == before


def test_chance_of_a_third_flight_after_two_failures_is_about_one_in_two(
    capsys: pytest.CaptureFixture[str],
) -> None:
    by_line = ["chance", "--line", "Cheonlima-1", "--attempt", "3", "--as-of", "2023-11-01"]
    assert cli.main([*by_line, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["lo"] < 0.45 < answer["hi"] and 0.35 < answer["p"] < 0.6
    assert cli.main(by_line) == 0
    shown = capsys.readouterr().out
    assert f"{100 * answer['p']:.0f} %" in shown and "reference class" in shown


def test_chance_of_a_case_is_that_of_its_line_and_attempt(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["chance", "--as-of", "2023-11-01", "--json"]
    assert cli.main([*asked, str(root / "cases" / "malligyong-1")]) == 0
    of_case = json.loads(capsys.readouterr().out)
    assert cli.main([*asked, "--line", "Cheonlima-1", "--attempt", "3"]) == 0
    assert json.loads(capsys.readouterr().out)["reference_class"] == of_case["reference_class"]
