"""Hedges: the words by which a statement is held back, with the interval each stands for, if it stands for one.

The intervals are those of `launchwatch.ledger.words` (ICD 203, and a few of our own, labelled there); a hedge
without one ('may', 'appears to') has none, and gets none made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from launchwatch.ledger.words import band

_PLAIN = (
    "almost certainly|almost certain|nearly certain|virtually certain|almost no chance|highly likely|very likely|most likely|very unlikely"
    "|highly unlikely|highly probable|highly improbable|more likely than not|likely|unlikely|probably|probable|improbable|roughly even chance"
    "|roughly even odds|even chance|possibly|possible|perhaps|maybe|presumably|apparently|reportedly|allegedly|purportedly|seemingly|potentially"
    "|supposedly|ostensibly|arguably|conceivably|suspected|presumed|believed|thought to|understood to|estimated|alleged|apparent|so-called"
    "|may|might|could|appears?|appeared|seems?|seemed|is expected|are expected|was expected|were expected|expected to|is said to|are said to|was said to"
    "|is seen to|also seen to|is assessed|are assessed|suggests?|suggested|indications? (?:of|that)|indicates?|indicated|signs? (?:of|that)|in all likelihood|remote"
    "|there is a chance|no evidence|cannot rule out|can't rule out|not ruled out|could not be verified|unconfirmed|unverified"
)
_CHANCE = (
    r"(?:(very high|high|very low|low|good|strong|slim|little|even|fair|remote|small|real|serious)\s+(?:probability|likelihood|possibility|chances?|odds|confidence|risk|prospects?)"
    r"|(?:probability|likelihood|possibility|chances?|odds|prospects?|risk)\b(?:[^.,;:]{0,60}?)\s(?:is|are|was|were|remains?)\s(?:now\s|still\s)?(very high|high|very low|low|good|strong|slim|even|remote|small|certain))"
)
_HEDGE = re.compile(rf"\b(?:(?P<chance>{_CHANCE})|(?P<plain>{_PLAIN}))\b", re.I)
_KIN = {"highly likely": "very likely", "most likely": "likely", "highly unlikely": "very unlikely", "even chance": "roughly even chance",
        "virtually certain": "almost certain", "in all likelihood": "likely", "more likely than not": "likely"}  # fmt: skip


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
    for m in _HEDGE.finditer(text):
        word = m[0]
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
