"""Sentences and short texts, one construction each: each statement is found, nothing else, and its source."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from launchwatch.ledger.reading import read_news
from launchwatch.ledger.reading.dialogue import turns

TEXTS: list[dict[str, Any]] = json.loads(
    (Path(__file__).resolve().parent.parent / "texts" / "sentences.json").read_text(encoding="utf-8")
)["texts"]


def words(text: str) -> str:
    """A text without the marks and spaces at its ends."""
    return text.strip(' .,"“”')


def names(text: str) -> set[str]:
    """The words of a name."""
    return set(re.findall(r"\w{2,}", text.lower())) - {"the", "of"}


@pytest.mark.parametrize("one", TEXTS, ids=[t["text"][:40] for t in TEXTS])
def test_what_is_said_is_found_and_nothing_else(one: dict[str, Any]) -> None:
    found = read_news(one["text"])
    assert len(found) == len(one["said"])
    ordered = sorted(one["said"], key=lambda pair: one["text"].index(pair[0]))
    for proposed, (said, speaker) in zip(found, ordered, strict=True):
        assert words(said) in proposed.said or words(proposed.said) in said
        assert 2 * len(said) >= len(proposed.said) and 2 * len(proposed.said) >= len(said)
        assert not speaker or names(proposed.speaker) & names(speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Note: the launch is over.",
        "Seoul: a city\nTokyo: another city",
        "The minister said: it flew.\nHe left.",
    ],
)
def test_a_text_without_questions_is_no_transcript(text: str) -> None:
    assert turns(text) == []


def test_a_turn_knows_its_label_and_what_is_said() -> None:
    text = "REPORTER: When was it found?\nCOL. HAN: On Friday.\nHOST: And then"
    found = turns(text)
    assert [(t.label, text[t.begin : t.end], t.asks) for t in found] == [
        ("REPORTER", "When was it found?", True),
        ("COL. HAN", "On Friday", False),
        ("HOST", "And then", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Nobody knew why: "It was late and it was dark."',
        "There is no reason to think that it flew.",
        "As a rule it is late, and that is the problem.",
        "The rocket was built by Hanwha to carry satellites.",
        "The launch was seen by thousands.",
        "It was the view of the sea that drew them.",
        "Hopes fade for a second launch this year",
    ],
)
def test_what_nobody_said_is_not_proposed(text: str) -> None:
    assert read_news(text) == []
