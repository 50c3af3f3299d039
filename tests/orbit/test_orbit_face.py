"""The face of the room: every public name is there on purpose, and the examples in the docstrings run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

from launchwatch import orbit

MODULES = [f"launchwatch.orbit.{found.name}" for found in pkgutil.iter_modules(orbit.__path__)]


def test_every_public_name_is_exported_on_purpose() -> None:
    public = {
        name for name, value in vars(orbit).items() if name[0] != "_" and not isinstance(value, ModuleType)
    }
    assert public == set(orbit.__all__)
    assert sorted(orbit.__all__) == orbit.__all__


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
