"""Statements of relative clauses: `..., who told reporters that ...`, `..., whose engineer said ...`."""

from __future__ import annotations

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.indirect import Indirect
from launchwatch.ledger.reading.nominals import BREAKERS, is_finite
from launchwatch.ledger.reading.parts import NO_CLAUSE, Claim, Speaker
from launchwatch.ledger.reading.phrases import subject_before
from launchwatch.ledger.reading.relays import sourcelike
from launchwatch.ledger.reading.vocabulary import words

_PLAIN = words("content.plain_speech")


class Relatives(Indirect):
    """What a clause with 'who', 'which' or 'whose' tells."""

    __slots__ = ()

    def _whose(self, low: int, high: int, found: list[Claim]) -> list[Claim]:
        """`..., whose chief engineer, Anders Lien, said that ...`: the one after 'whose' speaks."""
        covered = [s for c in found for s in c.spans]
        for cue in self.cues:
            got = subject_before(self.units, cue.start, low) if low + 2 < cue.start < high else None
            if got is None or cue.kind != "say" or self.units[got[2] - 1].low != "whose":
                continue
            at = self._content_fits(cue, cue.end, high)
            if at is None or any(a <= self.units[cue.start].start < b for a, b in covered):
                continue
            named = got[1][1] > got[1][0]  # then 'whose' stays, as the article of what is named
            speaker = Speaker(self.units[got[0][0] - named : got[0][1]], self.units[got[1][0] : got[1][1]])
            return [Claim(self._spans(at, high), [speaker], [], self.units[cue.start].text)]
        return []

    def _relative(self, low: int, high: int, found: list[Claim]) -> list[Claim]:
        """`..., who told reporters that ...`: the person before it speaks."""
        units, made = self.units, []
        covered = [s for c in found for s in c.spans]
        for cue in self.cues:
            k = cue.start
            if not low < k < high or cue.kind not in ("say", "promise"):
                continue
            j = k
            while j > low and units[j - 1].low in lex.ADVERBS:
                j -= 1
            which = units[j - 1].low == "which" and units[j - 2].text == ","
            if (
                j - 2 <= low
                or not (units[j - 1].low == "who" or which)
                or any(a <= units[k].start < b for a, b in covered)
            ):
                continue
            end = j - 1 if units[j - 2].text != "," else j - 2
            at = self._content_fits(cue, cue.end, high)
            if at is None or (
                units[at - 1].low != "that" and units[at].kind != "q" and cue.lemma not in _PLAIN
            ):
                continue
            start = end
            while (
                start > low
                and units[start - 1].text not in NO_CLAUSE
                and units[start - 1].low not in BREAKERS
                and not is_finite(units, start - 1)
                and units[start - 1].low not in ("by", "of", "with", "from", "to", "for", "on")
            ):
                start -= 1
            between = units[j - 2].text == ","
            stop = next(
                (
                    x
                    for x in range(at, high)
                    if units[x].text == "," and x + 1 < high and between and is_finite(units, x + 1)
                ),
                high,
            )
            if start < end and sourcelike(units, start, end):
                made.append(Claim(self._spans(at, stop), [Speaker(units[start:end])], [], units[k].text))
        return made
