"""The same statement in other outlets: pairs judged by hand, the spread of figures, denials."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from launchwatch.ledger.reading import Matcher, amounts, match, nearest, propose, read_news
from launchwatch.ledger.reading.matching import renders
from launchwatch.ledger.records import Statement

PAIRS = json.loads(
    (Path(__file__).resolve().parent.parent / "texts" / "pairs.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Weights of words from all pairs."""
    return Matcher([read_news(text)[0].said for kind in PAIRS.values() for pair in kind for text in pair])


def test_most_pairs_are_judged_as_a_person_does(matcher: Matcher) -> None:
    found = [matcher.compare(read_news(a)[0], read_news(b)[0]).same for a, b in PAIRS["same"]]
    wrong = [matcher.compare(read_news(a)[0], read_news(b)[0]).same for a, b in PAIRS["different"]]
    assert sum(found) >= 0.85 * len(found)
    assert sum(wrong) == 0


def test_a_denial_is_no_rendering(matcher: Matcher) -> None:
    for a, b in PAIRS["opposed"]:
        likeness = matcher.compare(read_news(a)[0], read_news(b)[0])
        assert likeness.opposed and not likeness.same


def test_likeness_is_the_same_both_ways(matcher: Matcher) -> None:
    for a, b in PAIRS["same"]:
        one, other = read_news(a)[0], read_news(b)[0]
        assert matcher.compare(one, other).score == pytest.approx(matcher.compare(other, one).score)


def test_words_without_content_are_like_nothing(matcher: Matcher) -> None:
    empty = read_news("It is so, he said.")[0]
    assert matcher.compare(empty, empty).score == 0.0


STORIES = {
    "one.txt": "North Korea sent more than ten shipments of shells to Russia, the spy agency said. "
    "The talks in Moscow lasted four hours, the Kremlin said.",
    "two.txt": "A dozen shipments of shells were sent to Russia by North Korea, the spy agency said, "
    "according to a lawmaker.",
    "three.txt": "North Korea has shipped shells to Russia in around ten shipments, the spy agency said.",
    "four.txt": "North Korea denied that shipments of shells were sent to Russia.",
}


def test_renderings_of_one_statement_are_one_piece_of_evidence() -> None:
    groups, opposed = match({name: read_news(text) for name, text in STORIES.items()})
    (group,) = groups
    assert [r.file for r in group.renderings] == ["one.txt", "two.txt", "three.txt"]
    assert group.sources == ("spy agency",)
    (spread,) = group.spread()
    assert spread["unit"] == "shipments" and (spread["lo"], spread["hi"]) == (10.0, 12.0)
    assert [a["comparator"] for a in spread["renderings"]] == ["more than", "exactly", "about"]
    assert {a.file for pair in opposed for a in pair} >= {"four.txt"}
    assert group.to_json()["sources"] == ["spy agency"]


def test_statements_of_one_text_are_not_matched_with_each_other() -> None:
    text = STORIES["one.txt"]
    assert match({"one.txt": read_news(f"{text} {text}")}) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("ten", "a dozen", True), ("ten", "fifteen", False), ("$3.45M", "$3.45 million", True)],
)
def test_figures_that_may_render_one_another(one: str, other: str, same: bool) -> None:
    assert renders(amounts(f"{one} ships")[0], amounts(f"{other} ships")[0]) is same


def test_the_statement_on_record_that_a_proposal_resembles() -> None:
    known = [
        Statement(
            id="shells",
            recorded="2026-01-01T00:00:00Z",
            origin="NIS",
            said="ten shipments of shells were sent to Russia",
        ),
        Statement(
            id="talks",
            recorded="2026-01-01T00:00:00Z",
            origin="NIS",
            said="talks in Moscow lasted four hours",
        ),
    ]
    find = nearest(known)
    first, second = propose(STORIES["one.txt"], "one.txt").items
    assert find(first) == ("shells", known[0].said) and find(second) == ("talks", known[1].said)
    assert nearest([])(first) is None
    (other,) = propose("The dam broke at dawn, the navy said.", "x").items
    assert find(other) is None
