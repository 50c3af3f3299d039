"""Who said what in one sentence: the stretch that was said and the phrases of its sources, origin first.

The sentence is read from its end (`..., Yoo said, citing the agency`, `..., according to a lawmaker`),
then from its start (`The agency said that ...`), and what follows a first statement (`..., adding that
...`) is split off.
"""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.citations import Cue
from launchwatch.ledger.reading.closing import Closing
from launchwatch.ledger.reading.cues import cues
from launchwatch.ledger.reading.opening import denies
from launchwatch.ledger.reading.parts import LEADS, Claim, Speaker
from launchwatch.ledger.reading.phrases import (
    subject_before,
)
from launchwatch.ledger.reading.splits import split_clauses
from launchwatch.ledger.reading.tokens import Sentence, Unit
from launchwatch.ledger.reading.vocabulary import words

_JOINS = frozenset({"while", "but", "and", "whereas", "though", "although"})
_BEFORE_VERB = words("speech.before_verb")


def claims(sentence: Sentence) -> list[Claim]:
    """The statements that a sentence attributes to somebody."""
    units = sentence.units
    end = len(units)
    while end and units[end - 1].kind == "p" and units[end - 1].text not in ")]":
        end -= 1
    if not end:
        return []
    found = _Reader(units, cues(units[:end]), sentence.heading).read(0, end)
    if not found and _alone(units, end):
        q = next(u for u in units if u.kind == "q")
        found = [Claim([q.inner], inherit=True)]
    return found


def _alone(units: Sequence[Unit], end: int) -> bool:
    """Whether a sentence is a quotation and nothing else."""
    return sum(u.kind == "q" for u in units[:end]) == 1 and all(u.kind in "qp" for u in units[:end])


class _Reader(Closing):
    """The whole of a sentence."""

    __slots__ = ()

    def read(self, low: int, high: int) -> list[Claim]:
        """All claims of a stretch of the sentence."""
        if self.heading:
            told = self._headline(low, high)
            if told:
                return told
        joined = self._joined_statements(low, high)
        if joined:
            return joined
        outer: list[Speaker] = []
        carriers: list[Speaker] = []
        high, origins = self._closing_sources(low, high, outer, carriers)
        pieces = self._pieces(low, high)
        found: list[Claim] = []
        subject: Speaker | None = None
        for number, (start, stop, cue) in enumerate(pieces):
            if cue is None:
                fresh = self._main(start, stop)
                if not fresh and number == 0 and (outer or origins):
                    fresh = self._bare(start, stop)
                elif not fresh and number == 0:
                    subject = self._leading_subject(start, stop)
            else:
                speakers = (
                    found[-1].speakers if found and found[-1].speakers else [subject] if subject else []
                )
                fresh = self._continued(cue, stop, speakers, found[-1].carriers if found else [])
            found += fresh
        for claim in found:
            claim.speakers = [*origins, *claim.speakers, *outer]
            claim.carriers = [*claim.carriers, *carriers]
        found += self._relative(low, high, found) or self._whose(low, high, found)
        return [part for claim in found for part in split_clauses(self.units, claim)]

    def _joined_statements(self, low: int, high: int) -> list[Claim]:
        """`A, the navy said, while B, according to police`: two sources side by side."""
        units = self.units
        if len(self.cues) < 2:
            return []
        for k in range(low + 4, high - 3):
            mark = units[k].text == ";" or (units[k].low in _JOINS and units[k - 1].text == ",")
            begin = k + 1
            if mark and units[begin].low in _JOINS:
                begin += 1
            told = any(c.kind in ("say", "according", "cite", "quoted") for c in self.cues if c.start > begin)
            closes = any(low + 2 < c.start < k and k - c.end <= 3 and c.kind == "say" for c in self.cues)
            if not mark or not told or not (closes or units[k].text == ";"):
                continue
            first, second = self.read(low, k), self.read(begin, high)
            if first and second:
                return first + second
        return []

    def _pieces(self, low: int, high: int) -> list[tuple[int, int, Cue | None]]:
        """Cut where a further statement starts: `..., adding that`, `... and said`, `, while Tokyo said`."""
        units = self.units
        cuts: list[tuple[int, int, Cue | None]] = []
        for cue in self.cues:
            k = cue.start
            called = cue.kind == "call" and units[k].low in lex.PARTICIPLES
            if not low < k < high or not (called or cue.kind in ("say", "promise", "reject", "cite", "put")):
                continue
            j = k
            while j > low and units[j - 1].low in _BEFORE_VERB:
                j -= 1
            before = units[j - 1]
            if units[k].low in lex.PARTICIPLES:
                with_ = next(
                    (
                        w
                        for w in range(max(low + 1, j - 9), j - 1)
                        if units[w].low == "with" and units[w - 1].text == ","
                    ),
                    None,
                )
                if with_ is not None and all(u.kind != "p" for u in units[with_:j]):
                    cuts.append((with_ - 1, with_ + 1, None))
                    self.absolute.add(k)
                    continue
                conj = before.low in ("and", "but", "while", "though", "although")
                anchor = j - 1 if conj else j
                if (
                    anchor > low and (units[anchor - 1].text == "," or units[anchor - 1].kind == "q")
                ) or conj:
                    if anchor - 1 <= low:
                        continue
                    cuts.append((anchor, cue.end, cue))
                continue
            if (
                before.low in ("and", "but", "yet", "then")
                and j - 1 > low
                and (
                    units[k].low.endswith("ed")
                    or units[k].low in ("said", "told", "wrote", "says", "adds", "has", "tells")
                    or (cue.kind == "say" and cue.end < high and units[cue.end].low == "that")
                )
            ):
                if not self._follows(cue, high):
                    continue
                cuts.append((j - 1, cue.end, cue))
                continue
            got = subject_before(units, k, low)
            if got is None:
                continue
            begin = got[2]
            if (begin - 1 > low and units[begin - 1].text == ";" and self._follows(cue, high)) or (
                begin - 1 > low
                and units[begin - 1].low in ("while", "but", "and", "though", "although", "whereas")
                and (units[begin - 2].text == "," or units[begin - 2].kind == "q")
                and self._follows(cue, high)
            ):
                cuts.append((begin - 1, begin, None))
        cuts.sort(key=lambda c: c[0])
        pieces: list[tuple[int, int, Cue | None]] = []
        start: int = low
        own: Cue | None = None
        for at, begin, next_cue in cuts:
            if at <= start:
                continue
            pieces.append((start, at, own))
            start, own = begin, next_cue
        pieces.append((start, high, own))
        return [(a, self._trim(a, b), c) for a, b, c in pieces]

    def _continued(
        self, cue: Cue, high: int, speakers: list[Speaker | None] | list[Speaker], carriers: list[Speaker]
    ) -> list[Claim]:
        at = self._content_fits(cue, cue.end, high)
        who = [s for s in speakers if s is not None]
        if at is None or not who:
            return []
        return [
            Claim(
                self._spans(at, high),
                list(who[-1:] if len(who) > 1 and cue.kind == "say" and cue.lemma != "say" else who),
                list(carriers),
                self.units[cue.start].text,
                denies(self.units[cue.start].low),
            )
        ]

    def _main(self, low: int, high: int) -> list[Claim]:
        while low < high and (self.units[low].low in LEADS or self.units[low].text == ","):
            low += 1
        if low >= high:
            return []
        closed = self._closing(low, high)
        if closed is not None:
            return closed
        return (
            self._opening(low, high)
            or self._colon_quote(low, high)
            or self._indirect(low, high)
            or self._embedded(low, high)
        )

    def _bare(self, low: int, high: int) -> list[Claim]:
        spans = self._spans(low, high)
        return [Claim(spans, cue="according to")] if spans else []
