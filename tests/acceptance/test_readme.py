"""The commands of the README, as a newcomer types them and at full size."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LIMIT_S = 300  # the first run ever compiles the kernel; the bar of 120 s is for an idle machine


@pytest.fixture(scope="module")
def desk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped cases, in which the README's `launchwatch` commands have run."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(root / "cases", folder / "cases")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    typed = re.findall(
        r"^\$ (launchwatch .*)$", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert typed
    for command in typed:
        environment = os.environ | {"PATH": path}
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stderr}"
        (folder / "said.txt").write_text(ran.stdout, encoding="utf-8")
    return folder


def test_the_main_job_names_the_files_it_wrote_and_they_are_there(desk: Path) -> None:
    said = re.findall(r"^wrote (\S+)$", (desk / "said.txt").read_text(encoding="utf-8"), re.MULTILINE)
    promised = {"brief.html", "brief.json", "areas.geojson", "flights.parquet", "path.kml", "path.czml"}
    assert {Path(name).name for name in said} >= promised
    assert all((desk / name).stat().st_size > 0 for name in said)


def test_the_bottom_line_is_three_sentences_with_numbers(desk: Path) -> None:
    brief = json.loads((desk / "out/malligyong-1/brief.json").read_text(encoding="utf-8"))
    assert len(brief["bottom_line"]) == 3
    assert (desk / "said.txt").read_text(encoding="utf-8").splitlines()[:3] == brief["bottom_line"]
    assert all(re.search(r"\d", sentence) for sentence in brief["bottom_line"])


def test_the_page_needs_nothing_from_outside(desk: Path) -> None:
    page = (desk / "out/malligyong-1/brief.html").read_text(encoding="utf-8")
    assert not re.findall(r"""<(?:link|script|img|iframe)[^>]+(?:src|href)=["'](?!data:|#)""", page)


def test_make_brief_runs_the_command_of_the_readme(root: Path) -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", "-n", "brief"], cwd=root, capture_output=True, text=True, check=True
    )
    typed = re.findall(
        r"^\$ (launchwatch brief .*)$", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert typed[0] in shown.stdout
    assert "out/malligyong-1/brief.html" in shown.stdout
