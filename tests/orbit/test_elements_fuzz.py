"""A sample of the mutants that benchmarks/elements_fuzz.py makes a million of."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def fuzz(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("elements_fuzz", root / "benchmarks" / "elements_fuzz.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["elements_fuzz"] = module
    spec.loader.exec_module(module)
    return module


def test_mutants_raise_nothing_of_others_and_are_written_as_they_were_read(
    fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = fuzz.run(0, 1500, 11)
    assert tally.failures == []
    assert tally.count == 1500 and tally.sets > 200 and tally.refused > 500
    assert tally.slowest_s < 1.0


def test_mutants_of_messages_of_states_are_read_or_refused_in_a_sentence(fuzz: ModuleType) -> None:
    tally = fuzz.run(0, 400, 11, states=True)
    assert tally.failures == []
    assert tally.count == 400 and tally.sets > 20 and tally.refused > 100
    assert tally.slowest_s < 1.0


@pytest.mark.parametrize("states", [False, True])
def test_time_grows_with_length_and_not_faster(fuzz: ModuleType, states: bool) -> None:
    slowest, _, piece = fuzz.growth(12, 5, states)
    assert slowest < 1.0, piece


def test_mutants_once_found_stay_mended(fuzz: ModuleType) -> None:
    for seed, number in ((7, 191312), (7, 312498), (7, 434102), (8, 555826), (9, 938333)):
        assert fuzz.run(number, number + 1, seed).failures == []
