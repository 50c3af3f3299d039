"""Quotes found again in a text that has moved, with odd spaces, combining marks and pairs of surrogates."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.ledger.records import Span
from launchwatch.ledger.spans import Anchored, anchor, select

TEXT = "The agency said more than ten ships left. The lawmaker said more than ten ships left."
LETTERS = st.text(st.sampled_from("ab \u00a0\u2009\r\n\u0301é\U0001f680"), max_size=30)


@given(LETTERS, LETTERS, LETTERS)
def test_a_selected_span_is_found_where_it_was(before: str, quote: str, after: str) -> None:
    text = f"{before}[{quote}]{after}"
    start, end = len(before), len(before) + len(quote) + 2
    span = select(text, start, end)
    assert anchor(text, span) == (start, end, "in place")
    assert span.exact == f"[{quote}]" and span.end - span.start == len(span.exact)


@given(LETTERS, st.text("xyz \U0001f680", min_size=1, max_size=9))
def test_a_quote_that_moved_is_found_by_code_points(before: str, inserted: str) -> None:
    text = before + "QUOTE of it" + before
    span = select(text, len(before), len(before) + 11)
    moved = anchor(inserted + text, span)
    assert moved == (len(inserted) + len(before), len(inserted) + len(before) + 11, "moved")


def test_of_two_places_the_one_with_the_same_surroundings_is_taken() -> None:
    second = TEXT.rindex("more than ten")
    span = select(TEXT, second, second + 13)
    assert anchor("Seoul - " + TEXT, span) == (second + 8, second + 21, "moved")
    bare = Span(start=second + 3, end=second + 16, exact="more than ten")
    assert anchor(TEXT, bare) == (second, second + 13, "moved")


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\r\n", "  ", "\u202f\n"])
def test_spaces_of_another_kind_do_not_hide_a_quote(space: str) -> None:
    span = select(TEXT, 16, 29)
    text = TEXT.replace("more than", f"more{space}than")
    assert anchor(text, span) == (16, 28 + len(space), "respaced")


def test_composed_and_decomposed_letters_are_the_same_quote() -> None:
    text = unicodedata.normalize("NFD", "Le général a été cité: « prêt »")
    span = Span(start=0, end=7, exact="général")
    assert anchor(text, span) == Anchored(3, 12, "respaced")
    assert unicodedata.normalize("NFC", text[3:12]) == "général"


def test_a_quote_that_nobody_wrote_is_not_found() -> None:
    assert anchor(TEXT, Span(start=0, end=4, exact="Nine")) is None
    assert anchor(TEXT, Span(start=0, end=2, exact="\u2009\u2009")) is None
    assert anchor("short", Span(start=0, end=6)) is None
    assert anchor("short", Span(start=0, end=5)) == (0, 5, "in place")
