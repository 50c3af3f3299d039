"""Make the virtual environment and install launchwatch in it: `python scripts/environment.py .venv [EXTRA…]`.

Run by the Makefile with any Python from 3.11 on. It needs pip; where the venv module cannot put pip into the
environment (Debian keeps `ensurepip` in a package of its own), the pip of the Python that runs this script
installs into the environment from outside.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make(folder: Path) -> None:
    """Make the environment, with its own pip where that is possible."""
    python = folder / "bin" / "python"
    ways = [["venv"], ["venv", "--without-pip", "--clear"], ["virtualenv", "--clear"]]
    for way in ways:
        if importlib.util.find_spec(way[0]) is None:
            continue
        done = subprocess.run([sys.executable, "-m", *way, str(folder)], capture_output=True, check=False)
        if done.returncode == 0 and python.exists():
            return
    sys.exit(
        f"cannot make a virtual environment with {sys.executable}: the venv module does not work; "
        "install it (Debian and Ubuntu: apt-get install python3-venv), or run `pip install virtualenv`"
    )


def install(folder: Path, extras: list[str]) -> None:
    """Install launchwatch in editable form, with the extras, from wheels: no compiler is needed."""
    python = folder / "bin" / "python"
    own = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    pip = [python, "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", python]
    what = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    options = ["-qq", "--prefer-binary", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "install", *options, "--editable", what], check=False)
    if done.returncode != 0:
        sys.exit("pip could not install launchwatch (its words are above); is a package index within reach?")


def main() -> None:
    """Make the environment where it is missing, then install."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before the version is certain
        sys.exit(f"launchwatch needs Python 3.11 or later, and this is {sys.version.split()[0]}")
    if importlib.util.find_spec("pip") is None:
        sys.exit(f"{sys.executable} has no pip; install it (Debian and Ubuntu: apt-get install python3-pip)")
    folder = Path(sys.argv[1])
    if not (folder / "bin" / "python").exists():
        print(f"making the environment {folder}", flush=True)
        make(folder)
    print(f"installing launchwatch in {folder}", flush=True)
    install(folder, sys.argv[2:])


if __name__ == "__main__":
    main()
