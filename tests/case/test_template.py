"""`launchwatch new NAME`: a commented template that validates, complete, and never overwrites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from launchwatch.case import load_case, new_case
from launchwatch.case.schema import Document
from launchwatch.case.template import template_text
from launchwatch.errors import CaseError


def test_the_template_validates_as_it_stands(tmp_path: Path) -> None:
    folder = new_case("my-case_2", tmp_path / "cases")
    assert folder == tmp_path / "cases" / "my-case_2"
    assert load_case(folder).name == "my-case_2"
    assert sorted(p.name for p in folder.iterdir()) == ["articles", "case.toml", "elements", "notices"]
    assert [p.name for p in (tmp_path / "cases").iterdir()] == ["my-case_2"]


def test_the_template_with_its_examples_uncommented_validates(tmp_path: Path) -> None:
    """Every example line is live TOML; of the ways to give an area or a place the first is kept."""
    folder = new_case("full", tmp_path)
    lines = []
    skip = False
    for line in template_text().replace("NAME", "full").splitlines():
        bare = re.sub(r"^# (?=\[|\w+ = |  \{ |\])", "", line)
        if re.match(r"#   or", line):
            skip = True
        elif re.match(r"(notice|note|altitude|event) = ", bare) or line == "":
            skip = False
        if bare.startswith(("part", "scrambled", "outside_area", "height", "at_sea", "daily_")):
            continue
        if not skip and not bare.startswith(("downrange",)):
            lines.append(bare)
    text = "\n".join(lines)
    for name in ("notices/warning.txt", "articles/page.txt", "elements/first.tle"):
        (folder / name).write_text("text")
    (folder / "case.toml").write_text(text, encoding="utf-8")
    view = load_case(folder).as_of()
    assert view.aim and view.window and view.areas and view.observations and view.elements and view.judgements


def test_every_key_of_the_schema_is_in_the_template() -> None:
    text = template_text()
    missing = []

    def walk(model: type[BaseModel]) -> None:
        for key, info in model.model_fields.items():
            inner = [m for m in _models(info.annotation)]
            if not re.search(rf"(\b{key} =|\[{key}\]|\[\[{key}\]\]|\.{key}\])", text):
                missing.append(key)
            for m in inner:
                walk(m)

    walk(Document)
    assert missing == []


def _models(annotation: object) -> list[type[BaseModel]]:
    from typing import get_args

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for arg in get_args(annotation) for m in _models(arg)]


@pytest.mark.parametrize(
    "name", ["", "Name", "../up", "a/b", "con", "com1", ".hidden", "a" * 65, "x y", "-x", "naïve"]
)
def test_unsafe_names_are_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaseError, match="not a safe name"):
        new_case(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with pytest.raises(CaseError, match="already exists"):
        new_case("here", tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(CaseError, match="already exists"):
        new_case("link", tmp_path)
    assert list((tmp_path / "here").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CaseError, match="cannot be made"):
        new_case("a", tmp_path / "file")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CaseError, match="No space left"):
        new_case("b", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
