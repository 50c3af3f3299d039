"""Spans found again in a text: where a quote stands, also after the text around it has moved.

Offsets count Unicode code points of the text as it is on the disk, line ends included, decoded as UTF-8
without a byte order mark; nothing is normalised, so an offset means one place. Only where a quote is not at
its offset is it searched, first as it is, then with any run of spaces (no-break, thin, line ends) for any
other, then by composed characters (NFC), and last by its `prefix` and `suffix` where it stands twice.

Source: Web Annotation Data Model, W3C Recommendation, 2017: text position and text quote selectors.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from launchwatch.ledger.records import Span


class Anchored(NamedTuple):
    """Where a quote was found: code points [start, end), and "in place", "moved" or "respaced"."""

    start: int
    end: int
    how: str


def select(text: str, start: int, end: int, around: int = 32) -> Span:
    """The span of a text with its quote and what stands before and after it.

    >>> select("the agency said so", 4, 10, around=3)
    Span(start=4, end=10, exact='agency', prefix='he ', suffix=' sa')
    """
    return Span(
        start=start, end=end, exact=text[start:end],
        prefix=text[max(0, start - around) : start], suffix=text[end : end + around],
    )  # fmt: skip


def anchor(text: str, span: Span) -> Anchored | None:
    """Where the quote of a span stands in a text; None where it stands nowhere.

    A span without a quote is in place as long as it lies inside the text.

    >>> anchor("Today the agency said so", Span(start=4, end=10, exact="agency"))
    Anchored(start=10, end=16, how='moved')
    """
    if span.exact is None:
        return Anchored(span.start, span.end, "in place") if span.end <= len(text) else None
    if text[span.start : span.end] == span.exact:
        return Anchored(span.start, span.end, "in place")
    exact = [(m.start(), m.end()) for m in re.finditer(re.escape(span.exact), text)]
    if exact:
        return Anchored(*_best(text, exact, span), "moved")
    words = unicodedata.normalize("NFC", span.exact).split()
    if not words:
        return None
    composed, origin = _composed(text)
    loose = re.compile(r"\s+".join(map(re.escape, words)))
    found = [(origin[m.start()], origin[m.end()]) for m in loose.finditer(composed)]
    return Anchored(*_best(text, found, span), "respaced") if found else None


def _best(text: str, places: list[tuple[int, int]], span: Span) -> tuple[int, int]:
    """Of several places the one whose surroundings fit best, then the nearest."""

    def fit(place: tuple[int, int]) -> tuple[int, int]:
        start, end = place
        before = _common(reversed(text[:start]), reversed(span.prefix))
        after = _common(iter(text[end:]), iter(span.suffix))
        return -(before + after), abs(start - span.start)

    return min(places, key=fit)


def _common(one: object, other: object) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):  # type: ignore[call-overload]
        if a != b:
            break
        count += 1
    return count


def _composed(text: str) -> tuple[str, list[int]]:
    """The text in NFC, and for each of its code points (and its end) the offset in the text itself."""
    parts: list[str] = []
    origin: list[int] = []
    begin = 0
    for k in range(1, len(text) + 1):
        if k < len(text) and unicodedata.combining(text[k]):
            continue
        cluster = unicodedata.normalize("NFC", text[begin:k])
        parts.append(cluster)
        origin += [begin] * len(cluster)
        begin = k
    return "".join(parts), [*origin, len(text)]
