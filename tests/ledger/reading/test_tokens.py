"""Text to paragraphs, units, quotations and sentences; word lists; hedges; names of bodies."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.ledger.reading.hedges import hedges
from launchwatch.ledger.reading.lexicon import STRONG, THAT_ONLY
from launchwatch.ledger.reading.tokens import (
    LONGEST,
    LONGEST_SENTENCE,
    paragraphs,
    plain,
    sentences,
    tokens,
)
from launchwatch.ledger.reading.vocabulary import forms, words


def split(text: str) -> list[str]:
    return [text[s.units[0].start : s.units[-1].end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It flew. It fell.", ["It flew.", "It fell."]),
        ("Gov. Lena Marat spoke. It fell.", ["Gov. Lena Marat spoke.", "It fell."]),
        ("It cost $3.5 million. It fell.", ["It cost $3.5 million.", "It fell."]),
        ("He met Denis K. in Paris.", ["He met Denis K. in Paris."]),
        ("It was in the U.S. The end.", ["It was in the U.S.", "The end."]),
        ("It fell on Tuesday.The navy came.", ["It fell on Tuesday.", "The navy came."]),
        ("Shares of Foods (BRW.L) fell. It rained.", ["Shares of Foods (BRW.L) fell.", "It rained."]),
        ('"It flew. It fell." He left.', ['"It flew. It fell."', "He left."]),
        ('"Why?" he asked. It fell.', ['"Why?" he asked.', "It fell."]),
        ('"Why?" Kim asked. It fell.', ['"Why?" Kim asked.', "It fell."]),
        ('"Why?" Nobody came.', ['"Why?"', "Nobody came."]),
        ("On Nov. 8 it fell.", ["On Nov. 8 it fell."]),
        ("It fell! (It burned.)", ["It fell!", "(It burned.)"]),
        ("It fell... It burned.", ["It fell...", "It burned."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "it flew" twice.', ["it flew"]),
        ("He said “it flew” twice.", ["it flew"]),
        ("He said 'it flew' twice.", ["it flew"]),
        ("He said ‘it didn’t fly’ twice.", ["it didn’t fly"]),
        ("The owners' ship and the men's boat.", []),
        ("He said «it flew» twice.", ["it flew"]),
        ("He said ``it flew'' twice.", ["it flew"]),
        ('He said “it flew" twice.', ["it flew"]),
        ('An inch is 1" long.', []),
        ('He said "" twice.', []),
        ('He said: "it flew', ["it flew"]),
    ],
)
def test_quotations_are_one_unit(text: str, inner: list[str]) -> None:
    found = [u for s in sentences(text) for u in s.units if u.kind == "q"]
    assert [u.text for u in found] == inner
    assert all(text[u.inner[0] : u.inner[1]] == u.text for u in found)


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("SEOUL, Nov 1 (Reuters) - ", "It flew."),
        ("DARVAN, Istria (AP) — ", "It flew."),
        ("KYIV/SEOUL, Feb 2 (Reuters) - ", "It flew."),
        ("TOKYO, Kyodo - ", "It flew."),
        ("WELLINGTON - ", "It flew."),
        ("Pyongyang, May 9 (KCNA) -- ", "It flew."),
        ("VOSTOCHNY COSMODROME (Some News - 6 September 2019) ", "It flew."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str, rest: str) -> None:
    assert split(dateline + rest) == [rest]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n\nTwo.", 2),
        ("One.\r\n\r\nTwo.", 2),
        (
            "A heading\nA line that is no part of it, for it is one of its own with many, many words.",
            2,
        ),
        ("", 0),
        ("\n\n\n", 0),
    ],
)
def test_paragraphs(text: str, count: int) -> None:
    assert len(list(paragraphs(text))) == count


def test_what_is_too_long_is_cut() -> None:
    assert len(list(paragraphs("x" * (LONGEST + 1)))) == 2
    assert len(split("word " * (LONGEST_SENTENCE + 2))) == 2


def test_odd_spaces_are_spaces_sign_for_sign() -> None:
    text = "a\u00a0b\u2009c\u200bd\u2028e"
    assert plain(text) == "a b c d\ne" and len(plain(text)) == len(text)


@given(st.text(max_size=120))
def test_units_lie_in_their_text_and_in_order(text: str) -> None:
    simple = plain(text)
    found = tokens(simple, 0, len(simple))
    assert all(simple[u.start : u.end] == u.text for u in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_form_that_is_a_noun_too_is_no_strong_verb() -> None:
    assert "report" not in STRONG and "report" in THAT_ONLY and STRONG["reported"] == "report"
    assert forms("lexicon.strong")["told"] == "tell"
    assert "north korea" in words("nouns.places") and "reuters" in words("lexicon.outlets")


@pytest.mark.parametrize(
    ("text", "word", "band"),
    [
        ("it is almost certain", "almost certain", (0.95, 0.99)),
        ("it is highly likely", "highly likely", (0.80, 0.95)),
        ("it will probably come", "probably", (0.55, 0.80)),
        ("it is unlikely", "unlikely", (0.20, 0.45)),
        ("there is a strong possibility of rain", "strong possibility", (None, None)),
        ("the chances of it are slim", "chances of it are slim", (None, None)),
        ("there is a high probability", "high probability", (0.55, 0.95)),
        ("it appears to fly", "appears", (None, None)),
        ("it is said to fly", "is said to", (None, None)),
    ],
)
def test_a_hedge_has_its_interval_or_none(
    text: str, word: str, band: tuple[float | None, float | None]
) -> None:
    (found,) = hedges(text)
    assert (found.word, (found.lo, found.hi)) == (word, band)


@pytest.mark.parametrize("text", ["it flew in May", "on May 5 it flew", "the might of the navy's ships is"])
def test_the_month_is_no_hedge(text: str) -> None:
    assert [h.word for h in hedges(text) if h.word == "may"] == []
