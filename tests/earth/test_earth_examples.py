"""The examples in the docstrings of the room run and say what they print; its face is exported on purpose."""

from __future__ import annotations

import doctest
import importlib

import pytest

import launchwatch.earth

MODULES = [
    *("area", "atmosphere", "figure", "frames", "geodesic", "gravity"),
    *("land", "planar", "sun", "time", "wind"),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    # `launchwatch.earth.atmosphere` is the function: the module is asked for by its import name
    module = importlib.import_module(f"launchwatch.earth.{name}")
    assert doctest.testmod(module).failed == 0


def test_every_public_name_is_there() -> None:
    assert len(set(launchwatch.earth.__all__)) == len(launchwatch.earth.__all__)
    for name in launchwatch.earth.__all__:
        assert hasattr(launchwatch.earth, name)
