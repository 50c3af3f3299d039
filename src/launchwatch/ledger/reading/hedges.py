"""Hedges: the words by which a statement is held back, with the interval each stands for, if it stands
for one.

The intervals are those of `launchwatch.ledger.words` (ICD 203, and a few of our own, labelled there); a hedge
without one ('may', 'appears to') has none, and gets none made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from launchwatch.ledger.reading.vocabulary import words
from launchwatch.ledger.words import band

_PLAIN = "|".join(sorted((re.escape(w) for w in words("hedges.plain")), key=len, reverse=True))
_DEGREE = r"very high|high|very low|low|good|strong|slim|even|remote|small"
_CHANCE = (
    rf"(?:({_DEGREE}|little|fair|real|serious)\s+"
    r"(?:probability|likelihood|possibility|chances?|odds|confidence|risk|prospects?)"
    r"|(?:probability|likelihood|possibility|chances?|odds|prospects?|risk)\b(?:[^.,;:]{0,60}?)"
    rf"\s(?:is|are|was|were|remains?)\s(?:now\s|still\s)?({_DEGREE}|certain))"
)
_HEDGE = re.compile(rf"\b(?:(?P<chance>{_CHANCE})|(?P<plain>{_PLAIN}))\b", re.I)
_WORD = re.compile(r"[^\W_]+")
_FIRST = frozenset(
    [w for phrase in words("hedges.plain") for w in _WORD.findall(phrase)[:1]]
    + [w.split()[0] for w in f"{_DEGREE}|little|fair|real|serious".split("|")]
    + ["probability", "likelihood", "possibility", "chance", "chances", "odds", "prospect", "prospects"]
    + ["risk"]
)
"""A hedge begins with one of these words."""
_KIN = {
    "highly likely": "very likely", "most likely": "likely", "highly unlikely": "very unlikely",
    "even chance": "roughly even chance", "virtually certain": "almost certain", "in all likelihood":
    "likely", "more likely than not": "likely", }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that holds a statement back, the interval it stands for (or None), and who says so."""

    word: str
    lo: float | None
    hi: float | None

    def to_json(self) -> dict[str, object]:
        """The hedge as the contract has it."""
        return {"word": self.word, "lo": self.lo, "hi": self.hi}


def hedges(text: str) -> list[Hedge]:
    """The hedges in a stretch of text, in order, each once.

    >>> [(h.word, h.lo, h.hi) for h in hedges("It is likely that it may fly")]
    [('likely', 0.55, 0.8), ('may', None, None)]
    """
    found: dict[str, Hedge] = {}
    place = 0
    for at in _WORD.finditer(text):
        m = _HEDGE.match(text, at.start()) if at[0].lower() in _FIRST and at.start() >= place else None
        if m is None:
            continue
        word, place = m[0], m.end()
        low = " ".join(word.lower().split())
        if low == "may" and (word[0].isupper() or re.match(r"\s+\d", text[m.end() :])):
            continue  # the month
        if m["chance"]:
            degree = next(g for g in (m[2], m[3]) if g)
            known = band(degree.lower())
            name = " ".join(word.split())
        else:
            known = band(_KIN.get(low, low))
            name = low
        found.setdefault(name.lower(), Hedge(name, known.lo if known else None, known.hi if known else None))
    return list(found.values())
