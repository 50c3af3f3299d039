"""What all tests share: the public data set beside the repository, a browser, the list of what is left out.

A test that needs something which is not here is left out with a reason that names it, and the list is
printed at the end of the run. Under CI (`CI=true`) a missing thing is a failure, unless the run says in
`LAUNCHWATCH_WITHOUT` (`data`, `browser`, `postgresql`, with commas) that it does without.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

HOMES = itertools.count()
ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("launchwatch", derandomize=True, deadline=None, database=None)
settings.load_profile("launchwatch")


def leave_out(what: str, reason: str) -> NoReturn:
    """Leave the test out for want of `what`, or fail it under CI."""
    allowed = os.environ.get("LAUNCHWATCH_WITHOUT", "").split(",")
    if os.environ.get("CI") == "true" and what not in allowed:
        pytest.fail(f"{reason}, and CI leaves nothing out", pytrace=False)
    pytest.skip(f"left out: {reason}")


@pytest.fixture(autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data home of each test's own: neither a person's updated launch record nor that of another test
    plays a part."""
    folder = tmp_path_factory.getbasetemp() / "data-home" / str(next(HOMES))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The public data set: `$LAUNCHWATCH_DATA`, or `shared/data` beside the repository."""
    folder = Path(os.environ.get("LAUNCHWATCH_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        leave_out("data", "the public data set is not here (../shared/data, or $LAUNCHWATCH_DATA)")
    return folder


@pytest.fixture(scope="session")
def browser() -> Path:
    """A Chromium that can be run without a screen."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return Path(found)
    leave_out("browser", "no Chromium is installed (apt-get install chromium)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out, and how many tests that was."""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count} test{'s' if count > 1 else ''} {reason}")
