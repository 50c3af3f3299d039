"""Where compiled code is kept, on each platform."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numba
import pytest

from launchwatch.earth import _jit, jit


@pytest.mark.parametrize(
    ("platform", "variable", "default"),
    [
        ("linux", "XDG_CACHE_HOME", ".cache"),
        ("darwin", None, "Library/Caches"),
        ("win32", "LOCALAPPDATA", "AppData/Local"),
    ],
)
def test_compiled_code_is_kept_where_the_platform_keeps_such_things(
    platform: str, variable: str | None, default: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    if variable:
        monkeypatch.delenv(variable, raising=False)
    assert _jit._user_cache() == Path.home() / default
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
        assert _jit._user_cache() == tmp_path


def kernel(x: float) -> float:
    """A function to be compiled."""
    return 2.0 * x


def test_a_cache_folder_that_was_asked_for_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = numba.config.CACHE_DIR
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/somewhere")
    jit(kernel)
    assert before == numba.config.CACHE_DIR


def test_the_folder_is_named_by_the_sources_the_room_leans_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", numba.config.CACHE_DIR)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(_jit, "_user_cache", lambda: tmp_path)
    _jit._cache_folder.cache_clear()
    monkeypatch.setattr(kernel, "__module__", "launchwatch.flight.somewhere")
    jit(kernel)
    kept = Path(numba.config.CACHE_DIR)
    _jit._cache_folder.cache_clear()
    room, digest = kept.name.split("-")
    assert kept.parent == tmp_path / "launchwatch"
    assert room == "flight" and len(digest) == 16 and int(digest, 16) >= 0


def test_compiled_functions_compute_what_they_say() -> None:
    @jit
    def twice(x: float) -> float:
        return 2.0 * x

    assert twice(21.0) == 42.0
    assert hasattr(twice, "py_func") or os.environ.get("NUMBA_DISABLE_JIT")
