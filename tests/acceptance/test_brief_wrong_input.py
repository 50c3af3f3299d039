"""Wrong input at the command line: one clear sentence, exit code 2, nothing half-written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Change = Callable[[str], str]


def swapped(old: str, new: str) -> Change:
    """A change of the case file that must find what it changes."""

    def change(text: str) -> str:
        assert old in text, f"the shipped case no longer holds {old!r}"
        return text.replace(old, new, 1)

    return change


CORNERS = 'corners = ["40N 124E", "41N 125E", "41N 124E", "40N 125E"]'
CROSSING = f"""
[[area]]
published = "2023-11-21"
source = "ours"
label = "X"
role = "stage 1"
{CORNERS}
"""
UNDER_WATER = "[case.site_position]\nlatitude = 30.0\nlongitude = 150.0\n\n[sources]"
WRONG: dict[str, tuple[Change, tuple[str, ...]]] = {
    "a bad unit": (
        swapped('altitude = "500 ± 10 km"', 'altitude = "500 ± 10 kg"'),
        ("500 ± 10 kg", "length"),
    ),
    "an area that crosses itself": (lambda text: text + CROSSING, ("cross",)),
    "a date without zone": (
        swapped('begin = "2023-11-22T00:00+09:00"', 'begin = "2023-11-22T00:00"'),
        ("2023-11-22T00:00", "zone"),
    ),
    "an unknown launcher": (
        swapped('launcher = "Chollima-1"', 'launcher = "Cholima-7"'),
        ("Cholima-7", "did you mean"),
    ),
    "a site under water": (swapped("[sources]", UNDER_WATER), ("sea",)),
    "a missing notice": (
        swapped('label = "A"', 'label = "A"\nnotice = "notices/not-there.txt"'),
        ("notices/not-there.txt",),
    ),
    "a key nobody knows": (swapped('label = "A"', 'label = "A"\nlable = "A"'), ("lable",)),
    "broken TOML": (lambda text: text + "\n[[area\n", ("case.toml",)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_input_is_one_sentence_and_exit_code_2(root: Path, tmp_path: Path, wrong: str) -> None:
    change, words = WRONG[wrong]
    case = tmp_path / "malligyong-1"
    shutil.copytree(root / "cases" / "malligyong-1", case)
    file = case / "case.toml"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    out = tmp_path / "out"
    ran = subprocess.run(
        [sys.executable, "-m", "launchwatch", "brief", str(case), "--flights", "64", "--out", str(out)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = [line for line in ran.stderr.splitlines() if line.startswith("launchwatch")]
    assert ran.returncode == 2, ran.stderr
    assert len(said) == 1
    assert "Traceback" not in ran.stderr
    assert all(word in ran.stderr for word in (*words, "case.toml"))
    assert not out.exists()
    assert ran.stdout == ""
