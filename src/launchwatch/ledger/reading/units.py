"""The noun that a number counts: `ten <shipments> of munitions`, `152 <mm> shells`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from launchwatch.ledger.reading.lexicon import FINITE
from launchwatch.ledger.reading.vocabulary import words

_NO_PLURAL_S = words("amounts.no_plural_s")
_NO_UNIT = words("amounts.no_unit")
_ADJECTIVES = words("amounts.adjectives")
_UNIT_NAMES = {"$": "dollars", "%": "percent", "per cent": "percent", "percent": "percent", "pct": "percent"}


@dataclass(frozen=True, slots=True)
class _After:
    start_of_unit: int
    end_of_unit: int


def unit_of(text: str, stop: int, end: int) -> tuple[str, _After]:
    """The noun a number counts, and where it ends."""
    tail = text[stop : min(end, stop + 70)]
    percent = re.match(r"^\s?(?:%|per\s?cent\b|percent\b|pct\b)", tail, re.I)
    if percent:
        return "percent", _After(stop, stop + percent.end())
    of = re.match(r"^\s+of\s+(?:(?:the|its|their|all|his|her|them|it|these|those|our)\b)?\s*", tail)
    skip = 0
    if of:
        skip = of.end()
    words: list[str] = []
    last = 0
    for w in re.finditer(r"[\s-]*([^\W\d_](?:[\w'’]|[-/](?=\w))*\.?(?:[A-Za-z]\.)*)", tail[skip:]):
        gap = tail[skip:][last : w.start(1)]
        if gap.strip(" -\u00a0") or len(words) > 4:
            break
        word = w[1].rstrip(".") if not re.fullmatch(r"(?:[A-Za-z]\.)+", w[1]) else w[1]
        low = word.lower()
        if not words and low.endswith("ed") and low not in _ADJECTIVES:
            break
        if (
            low in _NO_UNIT
            or low in FINITE
            or (words and low.endswith("ing"))
            or (words and not _noun_may_follow(words[-1]))
        ):
            break
        words.append(word)
        last = w.end(1)
        if w[1].endswith(".") and not re.fullmatch(r"(?:[A-Za-z]\.)+", w[1]):
            last -= 1
            break
        if low.endswith(("'s", "’s")):
            break
    if not words:
        return "", _After(-1, stop)
    head = words[-1]
    if head.lower().endswith(("'s", "’s")):
        head = head[:-2]
    return head, _After(stop, stop + skip + last)


def _noun_may_follow(word: str) -> bool:
    """Whether a word before may only qualify the noun: not a plural, which is the noun itself."""
    low = word.lower()
    if low in _ADJECTIVES:
        return True
    plural = low.endswith("s") and not low.endswith(("ss", "us", "ous", "is"))
    return not plural and low not in _NO_PLURAL_S
