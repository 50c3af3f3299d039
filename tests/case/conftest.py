"""A small case folder that is right, to be spoiled by one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """[case]
name = "demo"
title = "Demo"
summary = "A demonstration."
launcher = "Unha-3"
site = "Sohae"
utc_offset = "+09:00"
satellite = "Demo-1"
attempt = 1
line = "Unha-3"

[sources]
paper = "A paper, 1 May 2023, https://example.org/a"
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A maker of case folders: `make(items)` adds items to the head, `make(head=...)` replaces the head."""

    def made(items: str = "", *, head: str = HEAD, files: dict[str, str] | None = None) -> Path:
        folder = tmp_path / "demo"
        folder.mkdir(exist_ok=True)
        (folder / "case.toml").write_text(f"{head}\n{items}", encoding="utf-8")
        for name, text in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return made
