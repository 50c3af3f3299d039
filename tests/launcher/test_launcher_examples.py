"""The examples in the docstrings of the room run."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ("", ".closure", ".figure", ".library", ".parts", ".schema", ".sites", ".toml")


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"launchwatch.launcher{name}")).failed == 0
