"""Statements in headlines: `CONTENT: NIS`, `Seoul: CONTENT`, `Japan blames faulty valve`."""

from __future__ import annotations

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.content import Content
from launchwatch.ledger.reading.nominals import has_finite, is_finite
from launchwatch.ledger.reading.parts import Claim, Speaker
from launchwatch.ledger.reading.relays import sourcelike
from launchwatch.ledger.reading.vocabulary import words

_VERBS = words("headlines.verbs")
_DENY = words("headlines.deny")
_SOURCES = nouns.PEOPLE | nouns.BODIES
_LABELS = words("headlines.labels")
_NO_OBJECT = words("headlines.no_object")


class Headlines(Content):
    """What a heading tells."""

    __slots__ = ()

    def _headline(self, low: int, high: int) -> list[Claim]:
        """`CONTENT: NIS`, `Seoul: CONTENT`, `CONTENT - source`."""
        units = self.units
        marks = [
            k
            for k in range(low + 1, high - 1)
            if units[k].text in (":", "–", "—", "--", "-") and units[k - 1].end <= units[k].start
        ]
        if not marks:
            return self._present(low, high)
        k = marks[-1]
        tail = units[k + 1 : high]
        if (
            len(tail) <= 5
            and sourcelike(units, k + 1, high)
            and not has_finite(units, k + 1, high)
            and k - low >= 3
            and not any(u.kind == "q" for u in tail)
        ) and (
            units[k].text == ":"
            or any(
                u.low in nouns.PLACES or u.low in lex.OUTLETS or u.low in _SOURCES or u.text.isupper()
                for u in tail
            )
        ):
            return [Claim(self._spans(low, k), [Speaker(tail)], [], ":")]
        k = marks[0]
        head = units[low:k]
        if (
            units[k].text == ":"
            and len(head) <= 4
            and high - k > 3
            and all(u.text[:1].isupper() or u.low in _SOURCES for u in head)
        ):
            known = " ".join(u.low for u in head)
            if head[-1].low in _LABELS:
                return self._present(k + 1, high)
            if (
                known in nouns.PLACES
                or known in lex.OUTLETS
                or (
                    any(u.low in _SOURCES or (u.text.isupper() and len(u.text) > 1) for u in head)
                    and (has_finite(units, k + 1, high) or high - k > 5)
                )
            ):
                return [Claim(self._spans(k + 1, high), [Speaker(head)], [], ":")]
        return self._present(low, high)

    def _present(self, low: int, high: int) -> list[Claim]:
        """`Analyst sees second launch before winter`: a source, a verb in the present, what it tells."""
        units = self.units
        for k in range(low + 1, min(high - 2, low + 9)):
            word = units[k].low
            if units[k].kind != "w" or units[k - 1].kind == "p":
                return []
            if word in _VERBS and units[k].tag in ("", "VBZ", "VBP"):
                at = k + 1 + (units[k + 1].low in ("that", "of", "at"))
                head = [u for u in units[low:k] if u.kind == "w"]
                speaks = (
                    sourcelike(units, low, k)
                    and (head[-1].low not in nouns.STARTERS or len(head) == 1)
                    and not any(u.low in lex.PREPOSITIONS and u is head[0] for u in head)
                )
                if not speaks or high - at < 2 or units[at].low in _NO_OBJECT:
                    return []
                return [Claim(self._spans(at, high), [Speaker(head)], [], units[k].text, word in _DENY)]
            if is_finite(units, k):
                return []
        return []
