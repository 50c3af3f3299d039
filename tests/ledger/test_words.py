"""Words of likelihood: the bands of ICD 203, and never a word without its interval."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.ledger import band, find_band, in_words
from launchwatch.ledger.words import BANDS, ICD_203


def test_the_bands_are_those_of_the_directive(data_dir: Path) -> None:
    table = json.loads((data_dir / "evidence" / "icd203.json").read_text())["scale"]
    for row in table:
        for term in row["terms"]:
            known = band(term)
            assert known is not None and known.source == ICD_203
            assert [known.lo, known.hi] == row["p"]


def test_the_bands_join_without_gap() -> None:
    assert [b.hi for b in BANDS[:-1]] == [b.lo for b in BANDS[1:]]


@pytest.mark.parametrize(
    ("lo", "hi", "words"),
    [
        (0.55, 0.80, "likely, 55 to 80 %"),
        (0.80, 0.55, "likely, 55 to 80 %"),
        (0.46, 0.46, "roughly even chance, 46 %"),
        (0.25, 0.68, "unlikely to likely, 25 to 68 %"),
        (0.56, 0.81, "likely, 56 to 81 %"),
        (0.0, 0.004, "almost no chance, 0 to 0.4 %"),
        (0.995, 1.0, "almost certain, 99.5 to 100 %"),
        (-0.2, 1.7, "almost no chance to almost certain, 0 to 100 %"),
        (0.05, 0.05, "very unlikely, 5 %"),
    ],
)
def test_probabilities_in_words(lo: float, hi: float, words: str) -> None:
    assert in_words(lo, hi) == words


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_always_carry_their_interval(lo: float, hi: float) -> None:
    text = in_words(lo, hi)
    numbers = [float(n) / 100.0 for n in re.findall(r"\d+(?:\.\d+)?", text)]
    assert text.endswith(" %")
    assert abs(min(numbers) - min(lo, hi)) < 0.0051 and abs(max(numbers) - max(lo, hi)) < 0.0051


@given(st.floats(0.01, 0.989))
def test_one_probability_gets_the_word_of_its_band(p: float) -> None:
    known = band(in_words(p, p).split(",")[0])
    assert known is not None and known.lo <= p < known.hi


def test_words_of_no_band() -> None:
    assert band("imminent") is None
    assert find_band("it will be launched soon") is None


def test_the_longest_word_counts() -> None:
    for text, word in (
        ("it is Very Likely that", "very likely"),
        ("success is unlikely", "unlikely"),
        ("chances are high", "high"),
        ("almost certainly; probably", "almost certainly"),
    ):
        found = find_band(text)
        assert found is not None and found.word == word
