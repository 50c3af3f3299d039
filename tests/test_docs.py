"""The documentation: it builds, it is current, its commands and examples run, and it forgets no verb.

Every command of a `console` block is run, in the order of the page, in a folder that holds the shipped cases,
and so is every Python file that a page includes. The commands of the main job get fewer flights, so that a
page runs in seconds; what they print is not shown on the pages for that reason.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launchwatch import cli, verbs

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    str(page.relative_to(ROOT))
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    if "_build" not in page.parts and "rooms" not in page.parts
)
RUN_ELSEWHERE = {"README.md"}  # at full size, by tests/acceptance/test_readme.py
FEWER = ["--flights", "600"]


def commands(page: str) -> list[str]:
    """The commands of a page, in its order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^( *)```console\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [
        line.strip()[2:]
        for _, block in blocks
        for line in block.splitlines()
        if line.strip().startswith("$ ")
    ]


def python_of(page: str) -> Iterator[Path]:
    """The Python files that a page includes."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in re.findall(r"^```\{literalinclude\} (\S+\.py)$", text, re.MULTILINE):
        yield ((ROOT / page).parent / name).resolve()


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one command of the documentation as a reader would, with this Python's programs first."""
    words = shlex.split(command)
    flown = len(words) > 2 and words[0] == "launchwatch" and words[1] in ("brief", "fly", "match")
    if flown and not words[2].endswith(".toml") and "--help" not in words:
        command = shlex.join([*words, *FEWER])  # of an option given twice, the last counts
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder in which the commands of a page can run: the cases and the documentation of the repository."""
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    return tmp_path


@pytest.mark.parametrize(
    "page", sorted(page for page in PAGES if page not in RUN_ELSEWHERE and commands(page))
)
def test_every_command_of_a_page_runs(page: str, desk: Path) -> None:
    for command in commands(page):
        if command.startswith("make "):
            assert re.search(
                rf"^{command[5:]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
            )
            continue
        if page == "docs/reference/cli.md" and "warning.txt" in command:
            (desk / "warning.txt").write_bytes((ROOT / "docs/examples/warning.txt").read_bytes())
        ran = run(command, desk)
        assert ran.returncode == 0, f"{page}: {command}\n{ran.stderr}"


@pytest.mark.parametrize("example", [str(p.relative_to(ROOT)) for page in PAGES for p in python_of(page)])
def test_every_python_example_runs(example: str, desk: Path) -> None:
    used = [c for page in PAGES for c in commands(page) if example in c]
    if not used:  # an example that takes no arguments stands for itself
        ran = run(f"python {example}", desk)
        assert ran.returncode == 0, ran.stderr


def test_every_example_is_shown_on_a_page() -> None:
    shown = {path for page in PAGES for path in python_of(page)}
    assert shown == set((ROOT / "docs" / "examples").glob("*.py"))


def test_the_reference_of_the_command_line_is_current() -> None:
    script = ROOT / "scripts" / "cli_reference.py"
    checked = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert checked.returncode == 0, f"out of date: run python {script.relative_to(ROOT)}"


@pytest.mark.parametrize("page", ["README.md", "docs/reference/cli.md"])
def test_every_verb_is_on_the_page(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for verb in verbs.VERBS:
        assert f"launchwatch {verb}" in text, verb


def test_every_verb_in_the_documentation_exists() -> None:
    for page in PAGES:
        for command in commands(page):
            words = shlex.split(command.split(" < ")[0])
            if words[0] == "launchwatch":
                assert cli.parser().parse_args(words[1:]).verb in verbs.VERBS


def test_every_shipped_case_is_on_the_front_page() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shipped = {f"cases/{case.parent.name}" for case in (ROOT / "cases").glob("*/case.toml")}
    assert set(re.findall(r"^\| `(cases/[\w-]+)` \|", text, re.MULTILINE)) == shipped


def test_links_between_files_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8")):
            assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"


def test_no_page_promises_what_is_still_to_be_written() -> None:
    waiting = re.compile(r"\b(TODO|TBD|FIXME|XXX|coming soon|lorem ipsum)\b", re.IGNORECASE)
    for page in PAGES:
        assert not waiting.search((ROOT / page).read_text(encoding="utf-8")), page


def test_the_documentation_builds_without_a_warning() -> None:
    # where `make docs` has it: what is unchanged since is not built anew
    built_here = ROOT / "docs" / "_build" / "html"
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    built = subprocess.run([*sphinx, ROOT / "docs", built_here], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert (built_here / "reference" / "rooms" / "quantity.html").is_file()


def test_the_changelog_has_the_version_or_is_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
    kinds = set(re.findall(r"^### (\w+)", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_citation_has_the_version_of_the_package() -> None:
    import launchwatch

    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {launchwatch.__version__}\n" in text
