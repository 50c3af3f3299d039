"""Sources that open a sentence: `The agency said that ...`, `According to B, ...`, `In her view, ...`."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.adjuncts import skip_adjuncts
from launchwatch.ledger.reading.citations import Cue
from launchwatch.ledger.reading.nominals import has_finite, noun_phrase_after
from launchwatch.ledger.reading.parts import LEADS, Claim, Speaker
from launchwatch.ledger.reading.phrases import subject_before
from launchwatch.ledger.reading.relatives import Relatives
from launchwatch.ledger.reading.relays import relays, sourcelike
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_VIEWS = words("opening.views")
_PASSING = words("opening.passing")
_PLAIN = words("content.plain_speech")
_SUBJECTS = frozenset({"it", "he", "she", "they", "there", "we"})
_NOT_NESTED = words("opening.not_nested")


class Opening(Relatives):
    """What a source that stands first says."""

    __slots__ = ()

    def _opening(self, low: int, high: int) -> list[Claim]:
        """`SOURCE said (that) CONTENT`, `According to SOURCE, CONTENT`, `SOURCE pledged to ...`."""
        units = self.units
        for cue in self.cues:
            k = cue.start
            if not low <= k < high:
                continue
            if cue.kind == "according":
                made = self._according(cue, low, high)
                if made is not None:
                    return [made]
                continue
            if cue.kind == "by" and cue.cited:
                at = cue.end + 1
                return (
                    [Claim(self._spans(at, high), [self._speaker(cue.cited)], [], units[k].text)]
                    if at < high
                    else []
                )
            if units[k].low in lex.PARTICIPLES and cue.kind != "cite" and k not in self.absolute:
                continue
            got = subject_before(units, k, low)
            if got is None:
                continue
            (start, end), (a, b), begin = got
            start = self._trim_lead(start, end)
            if not (begin <= low or self._leads(low, begin)) or not self._speaks(cue, start, end):
                continue
            begins = self._content_fits(cue, cue.end, high)
            if begins is None:
                continue
            at = begins
            speakers, carriers = self._party(cue, Speaker(units[start:end], units[a:b]), low, at)
            spans = self._spans(at, self._object_end(cue, at, high))
            claim = Claim(spans, speakers, carriers, units[k].text, denies(units[k].low) or cue.denied)
            if cue.kind == "say" and units[at].kind != "q":
                inner = self._nested(at, high)
                if inner is not None:
                    claim = Claim(
                        inner.spans,
                        [*inner.speakers, *speakers],
                        [*inner.carriers, *carriers],
                        claim.cue,
                        inner.denied,
                    )
            return [claim] if claim.spans else []
        return self._as_reported(low, high) or self._view(low, high)

    def _as_reported(self, low: int, high: int) -> list[Claim]:
        """`As SOURCE has reported, CONTENT`."""
        units = self.units
        cue = next((c for c in self.cues if low + 1 < c.start < high), None)
        if units[low].low != "as" or cue is None or cue.kind not in ("say", "according"):
            return []
        comma = skip_adjuncts(units, cue.start + 1, high)
        got = subject_before(units, cue.start, low + 1)
        if got is None or got[2] != low + 1 or comma >= high or units[comma].text != ",":
            return []
        if not sourcelike(units, *got[0]) or not has_finite(units, comma + 1, high):
            return []
        speakers, carriers = self._party(
            cue, Speaker(units[got[0][0] : got[0][1]], units[got[1][0] : got[1][1]]), low, comma
        )
        return [Claim(self._spans(comma + 1, high), speakers, carriers, units[cue.start].text)]

    def _nested(self, low: int, high: int) -> Claim | None:
        """A statement inside a statement whose subject opens it: `Yoo said the agency believes that ...`."""
        inner = [c for c in self.cues if low < c.start < high]
        if (
            not inner
            or inner[0].kind not in ("say", "cite", "quoted")
            or inner[0].lemma in ("estimate", "fear", "hope", "expect", "think", "doubt", "find", "know")
        ):
            return None
        got = subject_before(self.units, inner[0].start, low)
        if got is None or got[2] > low or self.units[got[0][0]].low in ("it", "he", "she", "they", "we", "i"):
            return None
        inner_units = self.units[got[0][0] : got[0][1]]
        if inner_units[0].low in ("the", "a", "an", "his", "her", "its") and not any(
            u.low.removesuffix("'s") in nouns.BODIES or u.text[:1].isupper() for u in inner_units[1:]
        ):
            return None
        at = self._content_fits(inner[0], inner[0].end, high)
        thought = inner[0].lemma in ("believe", "think", "judge", "deem") and any(
            u.low in ("court", "jury") for u in inner_units
        )
        if at is None or not has_finite(self.units, at, high) or inner[0].lemma in _NOT_NESTED or thought:
            return None
        made = self._opening(low, high)
        return made[0] if made else None

    def _view(self, low: int, high: int) -> list[Claim]:
        """`In her view, CONTENT`, `By his own account, CONTENT`; `To SOURCE, ...` is left alone."""
        units = self.units
        if units[low].low not in ("in", "by") or high - low < 6:
            return []
        comma = next((k for k in range(low, min(high, low + 12)) if units[k].text == ","), None)
        if (
            comma is not None
            and units[low + 1].low == "the"
            and units[low + 2].low in ("view", "words")
            and units[low + 3].low == "of"
        ):
            return [
                Claim(self._spans(comma + 1, high), [Speaker(units[low + 4 : comma])], [], "in the view of")
            ]
        if comma is None or units[comma - 1].low not in _VIEWS or comma - low < 3:
            return []
        owner = units[low + 1 : comma - 1 - (units[comma - 2].low == "own")]
        low_owner = owner[0].low
        if low_owner in ("his", "her", "their", "its"):
            word = {"his": "he", "her": "she", "their": "they", "its": "it"}[low_owner]
            owner = [owner[0]._replace(text=word, low=word)]
        elif owner[-1].low.endswith("'s"):
            owner = [*owner[:-1], owner[-1]._replace(text=owner[-1].text[:-2], low=owner[-1].low[:-2])]
        return [Claim(self._spans(comma + 1, high), [Speaker(owner)], [], "in the view of")]

    def _according(self, cue: Cue, low: int, high: int) -> Claim | None:
        """`According to B, CONTENT` and `CONTENT, according to B, MORE`."""
        units = self.units
        if cue.end >= high:
            return None
        end = noun_phrase_after(units, cue.end, high)
        stop = self._apposition_end(end, high)
        stop = stop if stop < high else end
        if stop + 1 < high and units[stop + 1].low in ("quoting", "citing"):
            stop = next((k for k in range(stop + 2, high) if units[k].text == ","), stop)
        named = sourcelike(units, cue.end, end) or units[cue.end].low in (
            "the",
            "a",
            "an",
            "his",
            "her",
            "its",
        )
        if end <= cue.end or not named or stop >= high or units[stop].text != ",":
            return None
        if stop + 1 >= high:
            return None
        cited, carried = relays(units, cue.start, stop)
        word = _object_pronoun(units[cue.end : end])
        speakers = [
            *map(self._speaker, cited),
            Speaker(word, units[end + 1 : stop] if stop > end and not cited else ()),
        ]
        before: list[tuple[int, int]] = []
        lead = units[low].low in lex.PREPOSITIONS or units[low].low in LEADS or units[low].low.endswith("ly")
        if cue.start > low + 1 and units[cue.start - 1].text == "," and not lead:
            before = self._spans(low, cue.start - 1)
        claim = Claim(
            [*before, *self._spans(stop + 1, high)], speakers, [*map(self._speaker, carried)], "according to"
        )
        return claim

    def _embedded(self, low: int, high: int) -> list[Claim]:
        """`The attack came hours after the president vowed to ...`: a statement told in passing."""
        units = self.units
        for cue in self.cues:
            if (
                not low < cue.start < high
                or cue.kind not in ("say", "promise")
                or units[cue.start].low in lex.PARTICIPLES
            ):
                continue
            got = subject_before(units, cue.start, low)
            if got is None or got[2] <= low or units[got[2] - 1].low not in _PASSING:
                continue
            at = self._content_fits(cue, cue.end, high)
            if (
                at is None
                or (high - at < 3 and units[at].kind != "q")
                or not sourcelike(units, *got[0])
                or not (
                    cue.kind == "promise"
                    or units[at - 1].low == "that"
                    or units[at].kind == "q"
                    or cue.lemma == "say"
                    or (cue.lemma in _PLAIN and units[at].low in _SUBJECTS)
                )
            ):
                continue
            speakers, carriers = self._party(
                cue, Speaker(units[got[0][0] : got[0][1]], units[got[1][0] : got[1][1]]), got[2], at
            )
            return [
                Claim(
                    self._spans(at, self._object_end(cue, at, high)),
                    speakers,
                    carriers,
                    units[cue.start].text,
                    denies(units[cue.start].low),
                )
            ]
        return []

    def _colon_quote(self, low: int, high: int) -> list[Claim]:
        """`SOURCE called it "..."`: the quotation was said."""
        units = self.units
        for cue in self.cues:
            if cue.kind != "call" or not low <= cue.start < high:
                continue
            got = subject_before(units, cue.start, low)
            if got is None or not sourcelike(units, *got[0]):
                continue
            return [
                Claim(
                    self._spans(cue.end, high),
                    [Speaker(units[got[0][0] : got[0][1]], units[got[1][0] : got[1][1]])],
                    [],
                    units[cue.start].text,
                )
            ]
        return []


def denies(form: str) -> bool:
    return form in lex.DENIALS


def _object_pronoun(units: Sequence[Unit]) -> Sequence[Unit]:
    word = {"him": "he", "her": "she", "them": "they"}.get(units[0].low) if len(units) == 1 else None
    return [units[0]._replace(text=word, low=word)] if word else units
