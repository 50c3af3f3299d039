"""A fresh case folder with a commented template, made by `launchwatch new NAME`."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path

from launchwatch.errors import CaseError

_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)}


def new_case(name: str, folder: str | Path = "cases") -> Path:
    """Make the case `name` inside `folder` and give its path; nothing that exists is touched.

    The template is written under another name and renamed, so a run that is killed leaves no half case.
    """
    if not _SAFE.fullmatch(name) or name in _DEVICES:
        raise CaseError(
            f"'{name}' is not a safe name for a case", mend="use up to 64 small letters, digits, - and _"
        )
    home = Path(folder)
    case = home / name
    if case.exists() or case.is_symlink():
        raise CaseError(
            "this already exists", where=str(case), mend="choose another name, or remove it first"
        )
    text = template_text().replace("NAME", name)
    made = home / f".{name}.{os.getpid()}.new"
    try:
        made.mkdir(parents=True)
        for inner in ("notices", "articles", "elements"):
            (made / inner).mkdir()
        with (made / "case.toml").open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        made.rename(case)
    except OSError as error:
        _remove(made)
        raise CaseError(
            f"cannot be made ({error.strerror})", where=str(case), mend="check the folder"
        ) from None
    return case


def template_text() -> str:
    """The commented template, with NAME where the name of the case goes."""
    return files("launchwatch.case").joinpath("data/template.toml").read_text(encoding="utf-8")


def _remove(folder: Path) -> None:
    """Take back what was begun, as far as that can be done."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    if folder.is_dir():
        folder.rmdir()
