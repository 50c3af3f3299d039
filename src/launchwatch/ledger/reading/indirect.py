"""Statements told by a noun or in the passive: `B's view is that ...`, `was described by B as ...`."""

from __future__ import annotations

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.headlines import Headlines
from launchwatch.ledger.reading.nominals import has_finite, is_finite, is_source_noun, noun_phrase_after
from launchwatch.ledger.reading.parts import Claim, Speaker
from launchwatch.ledger.reading.phrases import subject_before
from launchwatch.ledger.reading.relays import sourcelike
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_VIEWS = words("indirect.views")
_CALLED = words("indirect.called")
_TOLD = words("indirect.told")
_HELD = words("indirect.held")
_NOBODY = frozenset({"nobody", "no", "none", "nothing", "neither"})
_OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "our": "we", "my": "i"}


class Indirect(Headlines):
    """What is told without a verb of speech in the active."""

    __slots__ = ()

    def _indirect(self, low: int, high: int) -> list[Claim]:
        return (
            self._view_is(low, high)
            or self._told_passively(low, high)
            or self._put_it(low, high)
            or self._which_says(low, high)
            or self._before_quotation(low, high)
        )

    def _view_is(self, low: int, high: int) -> list[Claim]:
        """`The agency's assessment is that ...`, `It is the view of B that ...`."""
        units = self.units
        for k in range(low, min(high - 2, low + 30)):
            if units[k].low not in _VIEWS:
                continue
            be = next((j for j in range(k + 1, min(high - 1, k + 12)) if units[j].low in ("is", "was")), None)
            if be is not None and units[be + 1].low == "that" and be + 2 < high:
                owner = self._owner(low, k, be)
                if owner is not None:
                    return [Claim(self._spans(be + 2, high), [owner], [], units[k].text)]
            end = noun_phrase_after(units, k + 2, high) if units[k + 1].low in ("of", "by") else k
            told = units[low].low == "it" and units[low + 1].low in ("is", "was")
            that = next((j for j in range(k + 2, min(end + 1, high - 1)) if units[j].low == "that"), None)
            if told and that is not None and sourcelike(units, k + 2, that):
                return [Claim(self._spans(that + 1, high), [Speaker(units[k + 2 : that])], [], units[k].text)]
        return []

    def _owner(self, low: int, noun: int, be: int) -> Speaker | None:
        """Whose view it is: `B's view`, `his view`, `the view of B`."""
        units = self.units
        if noun + 1 < be and units[noun + 1].low in ("of", "by", "from", "in", "at"):
            return Speaker(units[noun + 2 : be]) if sourcelike(units, noun + 2, be) else None
        start = noun
        while start > low and units[start - 1].kind != "p" and not is_finite(units, start - 1):
            start -= 1
        owners = [k for k in range(start, noun) if _possesses(units[k])]
        if not owners or noun + 1 != be:
            return None
        owner = units[owners[-1]]
        if owner.low in _OWNERS:
            return Speaker([owner._replace(text=_OWNERS[owner.low], low=_OWNERS[owner.low])])
        bare = owner._replace(text=owner.text[:-2], low=owner.low[:-2]) if owner.low.endswith("'s") else owner
        phrase = [*units[start : owners[-1]], bare]
        return Speaker(phrase) if sourcelike(phrase, 0, len(phrase)) else None

    def _told_passively(self, low: int, high: int) -> list[Claim]:
        """`was described by B as C`, `was called C by B`, `was said by B to ...`, `was confirmed by B`."""
        units = self.units
        for k in range(low + 1, high - 2):
            word = units[k].low
            if word not in _CALLED and word not in _TOLD and word not in _HELD:
                continue
            j = k - 1
            while (
                j > low
                and (units[j].low in lex.ADVERBS or units[j].low in ("been", "being"))
                and (units[j].low not in lex.BE - {"been", "being"})
            ):
                j -= 1
            if units[j].low not in lex.BE and units[j].low not in ("has", "have", "had"):
                continue
            by = next((n for n in range(k + 1, high - 1) if units[n].low == "by"), None)
            if by is None or any(units[n].text in (",", ";") for n in range(k, by)):
                continue
            end = noun_phrase_after(units, by + 1, high)
            tail = next((n for n in range(by + 2, min(end + 1, high)) if units[n].low in ("as", "to")), end)
            if not sourcelike(units, by + 1, tail) or not any(
                u.text[:1].isupper() or is_source_noun(u.low) for u in units[by + 1 : tail]
            ):
                continue
            if word in _CALLED and by > k + 1:
                spans = self._spans(k + 1, by)
            elif word in _CALLED and tail < high - 1 and units[tail].low == "as":
                spans = self._spans(tail + 1, high)
            elif word in _HELD and by == k + 1 and tail < high - 1 and units[tail].low == "to":
                spans = self._spans(tail, high)
            elif word in _TOLD and by == k + 1:
                got = subject_before(units, j, low)
                spans = self._spans(got[0][0], got[0][1]) if got and got[0][1] - got[0][0] > 1 else []
            else:
                continue
            if spans:
                return [Claim(spans, [Speaker(units[by + 1 : tail])], [], units[k].text, word in lex.DENIALS)]
        return []

    def _put_it(self, low: int, high: int) -> list[Claim]:
        """`As the minister put it, CONTENT`."""
        units = self.units
        if units[low].low != "as":
            return []
        for k in range(low + 2, min(high - 3, low + 14)):
            if units[k].low in ("put", "puts") and units[k + 1].low == "it":
                comma = next((j for j in range(k + 2, min(high - 1, k + 9)) if units[j].text == ","), None)
                if comma is not None and sourcelike(units, low + 1, k):
                    return [Claim(self._spans(comma + 1, high), [Speaker(units[low + 1 : k])], [], "put it")]
        return []

    def _before_quotation(self, low: int, high: int) -> list[Claim]:
        """`Borg was blunt: "They have enough."` and `For Roth, "the treaty is silent".`"""
        units = self.units
        mark = next((k for k in range(low + 1, high - 1) if units[k + 1].kind == "q"), None)
        if mark is None or units[low].low in _NOBODY or len(units[mark + 1].text.split()) < 3:
            return []
        if units[mark].text == ":":
            speaker = self._leading_subject(low, mark)
        elif units[mark].text == "," and units[low].low in ("for", "to"):
            comma = next(k for k in range(low, mark + 1) if units[k].text == ",")
            fits = (
                comma - low < 8 and sourcelike(units, low + 1, comma) and units[comma - 1].text[:1].isupper()
            )
            speaker = Speaker(units[low + 1 : comma], units[comma + 1 : mark]) if fits else None
        else:
            return []
        return [Claim(self._spans(mark + 1, high), [speaker], [], units[mark].text)] if speaker else []

    def _which_says(self, low: int, high: int) -> list[Claim]:
        """`The rocket, which the North says carries a camera, ...`: what is said of it."""
        units = self.units
        for cue in self.cues:
            k = cue.start
            if cue.kind != "say" or not low + 2 < k < high - 2 or not is_finite(units, k + 1):
                continue
            got = subject_before(units, k, low)
            if got is None or got[2] <= low or units[got[2] - 1].low not in ("which", "who", "that"):
                continue
            stop = next((j for j in range(k + 2, high) if units[j].text == ","), high)
            if sourcelike(units, *got[0]) and has_finite(units, k + 1, stop):
                return [
                    Claim(
                        self._spans(k + 1, stop), [Speaker(units[got[0][0] : got[0][1]])], [], units[k].text
                    )
                ]
        return []

    def _leading_subject(self, low: int, high: int) -> Speaker | None:
        """The subject of a sentence whose verb is not one of speech: up to the first finite verb."""
        units = self.units
        comma = next((k for k in range(low, min(high, low + 12)) if units[k].text == ","), None)
        if units[low].low in lex.PREPOSITIONS and comma is not None:
            low = comma + 1
        for verb in range(low + 1, high):
            got = subject_before(units, verb, low) if is_finite(units, verb) else None
            if got is not None and got[0][0] == low and sourcelike(units, *got[0]):
                return Speaker(units[got[0][0] : got[0][1]], units[got[1][0] : got[1][1]])
        return None


def _possesses(unit: Unit) -> bool:
    return unit.low.endswith("'s") or unit.low in _OWNERS
