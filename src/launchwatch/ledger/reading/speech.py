"""Who said what in one sentence: the stretch that was said and the phrases of its sources, origin first.

The sentence is read from its end (`..., Yoo said, citing the agency`, `..., according to a lawmaker`), then from
its start (`The agency said that ...`), and what follows a first statement (`..., adding that ...`) is split off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.cues import Cue, citable, cues, is_outlet, relays, sourcelike
from launchwatch.ledger.reading.phrases import (
    BREAKERS,
    Phrase,
    has_finite,
    is_finite,
    noun_phrase_after,
    only_adjuncts,
    skip_adjuncts,
    subject_before,
)
from launchwatch.ledger.reading.tokens import Sentence, Unit

_LEADS = frozenset(
    "but and however meanwhile separately still yet so also instead moreover besides nevertheless then".split()
)
_QUALIFIES = frozenset("who whose which in at of from with on".split())
_NOT_NESTED = frozenset("estimate fear hope expect think doubt find know presume suspect show agree".split())
_NOT_INNER = frozenset(
    "pledged vowed promised threatened offered agreed refused claims shows show showed found find finds indicates"
    " indicate indicated suggests suggest suggested expects expect means".split()
)
_NO_CLAUSE = frozenset([",", "—", "–", "--", "-", ":", ";"])


@dataclass(slots=True)
class Speaker:
    """A noun phrase that speaks, with its apposition."""

    units: Sequence[Unit]
    apposition: Sequence[Unit] = ()


@dataclass(slots=True)
class Claim:
    """What was said (stretches of code points), by whom (origin first), and whether it was denied.

    `inherit` marks a statement that goes on from the speaker before: a quotation that stands alone.
    """

    spans: list[tuple[int, int]]
    speakers: list[Speaker] = field(default_factory=list)
    carriers: list[Speaker] = field(default_factory=list)
    cue: str = ""
    denied: bool = False
    inherit: bool = False
    order: int = 0


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


@dataclass(slots=True)
class _Reader:
    """One sentence: its units, its cues, and whether it is a heading."""

    units: Sequence[Unit]
    cues: list[Cue]
    heading: bool
    absolute: set[int] = field(default_factory=set)

    def read(self, low: int, high: int) -> list[Claim]:
        """All claims of a stretch of the sentence."""
        if self.heading:
            told = self._headline(low, high)
            if told:
                return told
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
        return found + self._relative(low, high, found)

    # sources that close the sentence ---------------------------------------------------------------------

    def _closing_sources(
        self, low: int, high: int, outer: list[Speaker], carriers: list[Speaker]
    ) -> tuple[int, list[Speaker]]:
        """Strip `, according to B` and `, citing B` from the end."""
        units, origins = self.units, []
        for _ in range(4):
            cut = None
            for cue in reversed(self.cues):
                if cue.kind == "according" and low + 1 < cue.start < high:
                    end = noun_phrase_after(units, cue.end, high)
                    rest = self._after_name(end, high)
                    if (
                        end > cue.end
                        and rest
                        and sourcelike(units, cue.end, end)
                        and self._clause(low, cue.start)
                    ):
                        cited, carried = relays(units, cue.start, high)
                        outer[:0] = [
                            *(self._speaker(p) for p in cited),
                            Speaker(units[cue.end : end], units[end:high]),
                        ]
                        carriers += [self._speaker(p) for p in carried]
                        cut = cue.start
                    break
            if cut is None:
                for k in range(high - 1, low + 1, -1):
                    if (
                        units[k].low in ("citing", "quoting")
                        and units[k - 1].text in (",", "—", "–")
                        or units[k].low in ("citing", "quoting")
                        and units[k - 1].kind == "q"
                    ):
                        if any(c.start <= k < c.end for c in self.cues):
                            break
                        end = noun_phrase_after(units, k + 1, high)
                        rest_ok = end >= high or only_adjuncts(units, end, high) or (
                            units[end].text == "," and end + 1 < high and units[end + 1].low != "that"
                        )
                        if (
                            end > k + 1
                            and rest_ok
                            and citable(units, k + 1, end)
                            and not self._inside_subject(k, end, high)
                        ):
                            origins.append(Speaker(units[k + 1 : end], ()))
                            cut = k
                        break
            if cut is None:
                return high, origins
            high = cut
            while high > low and units[high - 1].text in _NO_CLAUSE:
                high -= 1
        return high, origins

    def _inside_subject(self, k: int, end: int, high: int) -> bool:
        """`The Journal, citing people, reported that`: then it belongs to the subject."""
        return (
            end < high
            and self.units[end].text == ","
            and any(c.start in (end + 1, end + 2) for c in self.cues)
        )

    def _after_name(self, k: int, high: int) -> bool:
        """Whether only an apposition or closing remarks follow a name up to the end."""
        units = self.units
        if k >= high or only_adjuncts(units, k, high):
            return True
        if units[k].text == ",":
            first = units[k + 1].low if k + 1 < high else ""
            return (
                first in ("a", "an", "the", "who", "which", "whose", "one")
                or units[k + 1].kind == "n"
                or not has_finite(units, k + 1, high)
            )
        return False

    # pieces ----------------------------------------------------------------------------------------------

    def _pieces(self, low: int, high: int) -> list[tuple[int, int, Cue | None]]:
        """Cut where a further statement starts: `..., adding that`, `... and said`, `, while Tokyo said`."""
        units = self.units
        cuts: list[tuple[int, int, Cue | None]] = []
        for cue in self.cues:
            k = cue.start
            if not low < k < high or cue.kind not in ("say", "promise", "reject", "cite"):
                continue
            j = k
            while j > low and units[j - 1].low in (
                "also",
                "then",
                "later",
                "earlier",
                "further",
                "however",
                "instead",
                "repeatedly",
                "again",
                "strongly",
                "has",
                "had",
                "have",
            ):
                j -= 1
            before = units[j - 1]
            if units[k].low in lex.PARTICIPLES:
                with_ = next((w for w in range(max(low + 1, j - 9), j - 1) if units[w].low == "with" and units[w - 1].text == ","), None)
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
            if (
                begin - 1 > low
                and units[begin - 1].low in ("while", "but", "and", "though", "although", "whereas")
                and units[begin - 2].text == ","
                and self._follows(cue, high)
            ):
                cuts.append((begin - 1, begin, None))
        cuts.sort(key=lambda c: c[0])
        pieces: list[tuple[int, int, Cue | None]] = []
        start, own = low, None
        for at, begin, cue in cuts:
            if at <= start:
                continue
            pieces.append((start, at, own))
            start, own = begin, cue
        pieces.append((start, high, own))
        return [(a, self._trim(a, b), c) for a, b, c in pieces]

    def _trim(self, low: int, high: int) -> int:
        while high > low and (
            self.units[high - 1].text in _NO_CLAUSE or self.units[high - 1].low in ("and", "but", "while")
        ):
            high -= 1
        return high

    def _follows(self, cue: Cue, high: int) -> bool:
        """Whether something that may have been said follows a cue."""
        k = skip_adjuncts(self.units, cue.end, high)
        return (
            k < high
            and self.units[k].text not in (",",)
            and not only_adjuncts(self.units, cue.end, high)
            and self._content_fits(cue, cue.end, high) is not None
        )

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
                _denies(self.units[cue.start].low),
            )
        ]

    # one statement ---------------------------------------------------------------------------------------

    def _main(self, low: int, high: int) -> list[Claim]:
        while low < high and (self.units[low].low in _LEADS or self.units[low].text == ","):
            low += 1
        if low >= high:
            return []
        closed = self._closing(low, high)
        if closed is not None:
            return closed
        return self._opening(low, high) or self._colon_quote(low, high) or self._embedded(low, high)

    def _closing(self, low: int, high: int, *, outermost: bool = True) -> list[Claim] | None:
        """`CONTENT, SOURCE said on Tuesday` and `CONTENT, said SOURCE`."""
        units = self.units
        for cue in reversed(self.cues):
            if not low < cue.start < high or cue.kind not in ("say", "cite", "quoted"):
                continue
            k = cue.start
            if units[k].low in lex.PARTICIPLES:
                continue
            if (
                (units[k - 1].text == "," or units[k - 1].kind == "q")
                and cue.kind == "say"
                and cue.lemma not in lex.TAKES_OBJECT
            ):
                end = noun_phrase_after(units, k + 1, high)
                if (
                    end > k + 1
                    and sourcelike(units, k + 1, end)
                    and self._clause(low, k)
                    and (end >= high or units[end].text in ",.—" or units[end].low in _QUALIFIES or only_adjuncts(units, end, high))
                ):
                    stop = self._apposition_end(end, high)
                    if (
                        units[k + 1].low not in ("that", "it", "he", "she", "they", "there", "a", "no")
                        or end >= high
                        or units[k - 1].kind == "q"
                    ):
                        cited, carried = relays(units, k + 1, high)
                        speakers = [
                            *map(self._speaker, cited),
                            Speaker(units[k + 1 : end], units[end + 1 : stop] if stop > end else ()),
                        ]
                        made = Claim(
                            self._spans(low, k), speakers, [*map(self._speaker, carried)], units[k].text
                        )
                        rest = self._resumed(stop, high)
                        made.spans += rest
                        return [self._deepen(made, low, k)]
            got = subject_before(units, k, low)
            if got is None:
                continue
            (start, end), (a, b), begin = got
            start = self._trim_lead(start, end)
            if begin <= low or not sourcelike(units, start, end):
                continue
            boundary = units[begin - 1]
            as_clause = boundary.low == "as" and begin - 2 > low and units[begin - 2].text == ","
            if not (boundary.text in (",", "—", "–", "--", "-") or boundary.kind == "q" or as_clause):
                continue
            edge = begin - 2 if as_clause else begin - 1 if boundary.kind != "q" else begin
            after = cue.end
            closes = only_adjuncts(units, after, high) or (
                after < high
                and units[after].text == ","
                and self._medial(after, high) is None
                and only_adjuncts(units, after + 1, high)
            )
            resumed: list[tuple[int, int]] = []
            if not closes:
                j = skip_adjuncts(units, after, high)
                if j < high and units[j].text in (",", "—", "–", "--", "-"):
                    more = self._medial(j, high)
                    if more is not None:
                        resumed, closes = more, True
            if not closes or not self._clause(low, edge) or as_clause and not outermost:
                continue
            if as_clause and resumed == [] and self._opening(low, edge):
                return self._opening(low, edge)
            speakers, carriers = self._party(cue, Speaker(units[start:end], units[a:b]), begin, high)
            claim = Claim(
                self._spans(low, edge) + resumed, speakers, carriers, units[k].text, _denies(units[k].low)
            )
            return [self._deepen(claim, low, edge)]
        return None

    def _deepen(self, claim: Claim, low: int, high: int) -> Claim:
        """`The agency also said that ..., Yoo said`: the inner source comes first."""
        if any(self.units[j].kind == "q" for j in range(low, min(low + 2, high))):
            return claim
        inner = self._closing(low, high, outermost=False) or self._opening(low, high)
        if not inner or inner[0].cue.lower() in _NOT_INNER:
            return claim
        first = inner[0]
        return Claim(
            first.spans + claim.spans[1:],
            [*first.speakers, *claim.speakers],
            [*first.carriers, *claim.carriers],
            claim.cue,
            first.denied,
        )

    def _medial(self, comma: int, high: int) -> list[tuple[int, int]] | None:
        """What goes on after `..., he said, ...`."""
        units = self.units
        k = comma + 1
        if k >= high:
            return None
        first = units[k]
        if first.kind == "q":
            return self._spans(k, high)
        if (
            first.low
            in (
                "who",
                "which",
                "whose",
                "citing",
                "quoting",
                "according",
                "without",
                "speaking",
                "referring",
                "a",
                "an",
                "as",
                "using",
                "after",
                "in",
                "declining",
            )
            or first.low in lex.PARTICIPLES
        ):
            return None
        if first.low in ("but", "and", "while", "though", "although"):
            return self._spans(k, high) if has_finite(units, k, high) else None
        return (
            self._spans(k, high)
            if is_finite(units, k) or has_finite(units, k, high) and first.low not in lex.PREPOSITIONS
            else None
        )

    def _resumed(self, comma: int, high: int) -> list[tuple[int, int]]:
        if (
            comma < high
            and self.units[comma].text == ","
            and comma + 1 < high
            and self.units[comma + 1].kind == "q"
        ):
            return self._spans(comma + 1, high)
        return []

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
            if not (begin <= low or self._leads(low, begin)) or not sourcelike(units, start, end):
                continue
            at = self._content_fits(cue, cue.end, high)
            if at is None:
                continue
            speakers, carriers = self._party(cue, Speaker(units[start:end], units[a:b]), low, at)
            spans = self._spans(at, self._object_end(cue, at, high))
            claim = Claim(spans, speakers, carriers, units[k].text, _denies(units[k].low))
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
        return self._view(low, high)

    def _object_end(self, cue: Cue, at: int, high: int) -> int:
        """Where the object of `confirmed the crash but gave no figures`, `pledged to try but has not` ends."""
        units = self.units
        noun = units[cue.start].low in lex.NOUN_CONTENT and not _clause_starts(units, at, high)
        if units[at - 1].low == "that" or not (noun or cue.kind == "promise"):
            return high
        for k in range(at + 1, high - 1):
            if units[k].low in ("but", "and", "while") and any(is_finite(units, j) for j in range(k + 1, min(k + 3, high))) and (noun or units[k].low == "but"):
                return k
        return high

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
        if at is None or not has_finite(self.units, at, high) or inner[0].lemma in _NOT_NESTED:
            return None
        made = self._opening(low, high)
        return made[0] if made else None

    def _view(self, low: int, high: int) -> list[Claim]:
        """`In her view, CONTENT`; `To SOURCE, ...` is left alone."""
        units = self.units
        if units[low].low != "in" or high - low < 6:
            return []
        comma = next((k for k in range(low, min(high, low + 10)) if units[k].text == ","), None)
        if (
            comma is None
            or units[comma - 1].low
            not in ("view", "opinion", "words", "assessment", "estimation", "judgment", "judgement")
            or comma - low < 3
        ):
            return []
        owner = units[low + 1 : comma - 1]
        low_owner = owner[0].low
        if low_owner in ("his", "her", "their", "its"):
            word = {"his": "he", "her": "she", "their": "they", "its": "it"}[low_owner]
            owner = [owner[0]._replace(text=word, low=word)]
        return [Claim(self._spans(comma + 1, high), [Speaker(owner)], [], "in the view of")]

    def _according(self, cue: Cue, low: int, high: int) -> Claim | None:
        """`According to B, CONTENT` and `CONTENT, according to B, MORE`."""
        units = self.units
        end = noun_phrase_after(units, cue.end, high)
        stop = self._apposition_end(end, high)
        named = sourcelike(units, cue.end, end) or units[cue.end].low in ("the", "a", "an", "his", "her", "its")
        if end <= cue.end or not named or stop >= high or units[stop].text != ",":
            return None
        if stop + 1 >= high:
            return None
        cited, carried = relays(units, cue.start, stop)
        word = _object_pronoun(units[cue.end : end])
        speakers = [*map(self._speaker, cited), Speaker(word, units[end + 1 : stop] if stop > end else ())]
        before: list[tuple[int, int]] = []
        if cue.start > low and units[cue.start - 1].text == "," and not self._leads(low, cue.start):
            before = self._spans(low, cue.start - 1)
        elif cue.start > low and units[cue.start - 1].low in ("and", "but") and cue.start - low > 3:
            before = []
        claim = Claim(
            [*before, *self._spans(stop + 1, high)], speakers, [*map(self._speaker, carried)], "according to"
        )
        return claim

    # parts -----------------------------------------------------------------------------------------------

    def _content_fits(self, cue: Cue, start: int, high: int) -> int | None:
        """Where what was said starts after a cue; None when nothing that fits follows."""
        units = self.units
        if cue.kind == "promise":
            return start if high - start >= 3 else None
        if cue.kind == "accuse":
            return start if any(units[j].low == "of" for j in range(start, high)) else None
        if cue.kind == "put":
            return (
                start
                if any(units[j].kind == "n" or units[j].low == "at" for j in range(start, high))
                else None
            )
        if cue.kind == "call":
            return start
        if cue.lemma in ("say", "tell", "add", "warn") and self._clause_later(start, high):
            return start
        k = skip_adjuncts(units, start, high)
        if cue.kind == "reject":
            return self._denied_content(start, high)
        if k >= high:
            return None
        marked = False
        if (
            units[k].text in (",", ":", "—", "–")
            and k + 1 < high
            and (units[k + 1].kind == "q" or units[k].text == ":" or units[k + 1].low == "that")
        ):
            k, marked = k + 1, True
        elif units[k].text == "," and (cue.object or k > start) and k + 1 < high:
            j = self._past_insert(k, high)
            if j is None:
                return None
            k, marked = j, True
        if units[k].low == "that" and k + 1 < high:
            return k + 1
        if units[k].low in ("whether", "if", "why", "when") and cue.lemma in ("say", "tell", "ask"):
            return None
        if units[k].kind == "q":
            return k
        that = next((j for j in range(k, min(high, k + 14)) if units[j].low == "that"), None)
        lemma, form = cue.lemma, units[cue.start].low
        if cue.kind != "say":
            return k
        if form in lex.DENIALS:
            return self._denied_content(start, high)
        if form in ("warned", "warns", "warn", "cautioned") and units[k].low in ("of", "about", "against"):
            return k + 1 if high - k > 2 else None
        if form in ("warned", "cautioned") and units[start].low in ("of", "about", "against"):
            return start + 1
        if (
            that is not None
            and not any(is_finite(units, j) for j in range(k, that))
            and units[that - 1].kind != "p"
            and lemma != "announce"
        ):
            inserted = (
                only_adjuncts(units, k, that)
                or cue.lemma in lex.TAKES_OBJECT
                or units[k].low in lex.PREPOSITIONS
            )
            if inserted and that + 1 < high:
                return that + 1
        if form not in lex.STRONG and form not in lex.NOUNS_TOO:
            return k if has_finite(units, k, high) and lemma in ("find", "show") else None
        if lemma in ("say", "tell", "add", "note", "insist", "reiterate", "stress", "warn", "confirm"):
            if has_finite(units, k, high) and units[k].low not in lex.PREPOSITIONS | {"about"}:
                return k
            if has_finite(units, k, high) and units[k].low in (
                "in",
                "on",
                "at",
                "after",
                "under",
                "about",
                "while",
                "if",
                "for",
                "since",
                "by",
                "with",
                "during",
                "as",
                "last",
                "this",
            ):
                return k if lemma in ("say", "add", "tell") and not only_adjuncts(units, k, high) else None
            if (
                lemma in ("say", "tell")
                and high - k >= 3
                and units[k].low not in lex.PREPOSITIONS
                and units[k].low
                not in ("goodbye", "hello", "no", "yes", "so", "nothing", "more", "little", "much")
            ):
                return (
                    k
                    if marked or any(u.low.endswith("ing") or u.low == "to" for u in units[k:high])
                    else None
                )
            if lemma not in ("confirm",):
                return None
        if form in lex.NOUN_CONTENT and high - k >= 2 and units[k].low not in lex.PREPOSITIONS:
            return k
        if lemma in lex.NEEDS_THAT or form in lex.STRONG:
            opens = units[k]
            if (
                has_finite(units, k, high)
                and opens.low not in lex.PREPOSITIONS | {"to", "and", "but"}
                and high - k >= 3
            ):
                if lemma in (
                    "write",
                    "announce",
                    "reveal",
                    "disclose",
                    "observe",
                    "describe",
                    "post",
                    "project",
                    "expect",
                    "signal",
                    "agree",
                    "project",
                    "maintain",
                    "repeat",
                    "mention",
                    "declare",
                    "respond",
                    "comment",
                    "suggest",
                ):
                    return k if _clause_starts(units, k, high) else None
                return k if _clause_starts(units, k, high) or lemma in ("report", "estimate") else None
            if (
                lemma in ("estimate", "report", "forecast", "predict", "put", "claim")
                and any(units[j].kind == "n" or units[j].low in _NUMBER_WORDS for j in range(k, high))
                and not _lives(units, k, high)
            ):
                return k
            if form in ("stressed", "stresses", "emphasised", "emphasized", "underlined", "underscored"):
                return None
        return None

    def _clause_later(self, start: int, high: int) -> bool:
        """`said while it had been put off, the launch would come`: what was said opens with a clause of its own."""
        units = self.units
        if start >= high or units[start].low not in ("while", "if", "although", "though", "since", "because", "unless", "once"):
            return False
        comma = next((j for j in range(start, high) if units[j].text == ","), None)
        return comma is not None and has_finite(units, comma, high)

    def _past_insert(self, comma: int, high: int) -> int | None:
        """After `said, speaking in Kyiv, that`."""
        units = self.units
        close = next((j for j in range(comma + 1, min(high, comma + 14)) if units[j].text == ","), None)
        if close is None or close + 1 >= high:
            return None
        if units[close + 1].low == "that" or units[close + 1].kind == "q":
            return close + 1
        return None

    def _denied_content(self, start: int, high: int) -> int | None:
        """`denied that`, `denied supplying`, `dismissed reports by some experts that`, `rejected the claim`."""
        units = self.units
        if start >= high:
            return None
        if units[start].low == "that":
            return start + 1
        noun = next((j for j in range(start, min(high, start + 4)) if units[j].low in lex.DENIED_NOUNS), None)
        if noun is not None:
            that = next(
                (j for j in range(noun, min(high, noun + 12)) if units[j].low in ("that", "of")), None
            )
            if that is not None and that + 1 < high:
                return that + 1
            return None if units[noun + 1 : noun + 2] and units[noun + 1].low == "as" else start
        plain = units[start].low not in ("to", "by", "on", "as") and units[start - 1].low in lex.STRONG
        return start if plain else None

    def _party(self, cue: Cue, subject: Speaker, low: int, high: int) -> tuple[list[Speaker], list[Speaker]]:
        """All who stand in one attribution: the cited, the speaker, those who carried it."""
        units = self.units
        speakers = [subject]
        carriers = [self._speaker(p) for p in cue.carriers]
        if cue.kind == "cite" and cue.cited:
            a, b = cue.cited
            comma = next((j for j in range(a, b) if units[j].text == ","), b)
            speakers = [Speaker(units[a:comma], units[comma + 1 : b]), subject]
        if cue.object and is_outlet(units, *cue.object):
            carriers.append(self._speaker(cue.object))
        cited, carried = relays(units, low, high)
        keep = [p for p in cited if not (cue.cited and cue.cited[0] <= p[0] < cue.cited[1])]
        carriers += [self._speaker(p) for p in carried if p not in cue.carriers]
        return [*map(self._speaker, keep), *speakers], carriers

    def _speaker(self, phrase: Phrase) -> Speaker:
        return Speaker(self.units[phrase[0] : phrase[1]])

    def _bare(self, low: int, high: int) -> list[Claim]:
        spans = self._spans(low, high)
        return [Claim(spans, cue="according to")] if spans else []

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
            if j - 2 <= low or units[j - 1].low != "who" or any(a <= units[k].start < b for a, b in covered):
                continue
            end = j - 1 if units[j - 2].text != "," else j - 2
            at = self._content_fits(cue, cue.end, high)
            if at is None or (
                units[at - 1].low != "that" and units[at].kind != "q" and cue.lemma not in ("say", "tell")
            ):
                continue
            start = end
            while (
                start > low
                and units[start - 1].text not in _NO_CLAUSE
                and units[start - 1].low not in BREAKERS
                and not is_finite(units, start - 1)
                and units[start - 1].low not in ("by", "of", "with", "from", "to", "for", "on")
            ):
                start -= 1
            stop = next(
                (
                    x
                    for x in range(at, high)
                    if units[x].text == ","
                    and x + 1 < high
                    and units[x + 1].low in ("said", "told", "has", "was", "is")
                ),
                high,
            )
            if start < end and sourcelike(units, start, end):
                made.append(Claim(self._spans(at, stop), [Speaker(units[start:end])], [], units[k].text))
        return made

    def _embedded(self, low: int, high: int) -> list[Claim]:
        """`The attack came hours after the president vowed to ...`: a statement told in passing."""
        units = self.units
        for cue in self.cues:
            if not low < cue.start < high or cue.kind not in ("say", "promise") or units[cue.start].low in lex.PARTICIPLES:
                continue
            got = subject_before(units, cue.start, low)
            if got is None or got[2] <= low or units[got[2] - 1].low not in ("after", "before", "as", "when", "because", "since", "where", "although", "though", "while", "but"):
                continue
            at = self._content_fits(cue, cue.end, high)
            if at is None or not sourcelike(units, *got[0]) or not (cue.kind == "promise" or units[at - 1].low == "that" or units[at].kind == "q" or cue.lemma == "say"):
                continue
            speakers, carriers = self._party(cue, Speaker(units[got[0][0] : got[0][1]], units[got[1][0] : got[1][1]]), got[2], at)
            return [Claim(self._spans(at, self._object_end(cue, at, high)), speakers, carriers, units[cue.start].text, _denies(units[cue.start].low))]
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

    def _headline(self, low: int, high: int) -> list[Claim]:
        """`CONTENT: NIS`, `Seoul: CONTENT`, `CONTENT - source`."""
        units = self.units
        marks = [
            k
            for k in range(low + 1, high - 1)
            if units[k].text in (":", "–", "—", "--", "-") and units[k - 1].end <= units[k].start
        ]
        if not marks:
            return []
        k = marks[-1]
        tail = units[k + 1 : high]
        if (
            len(tail) <= 5
            and self._clauseish(low, k)
            and sourcelike(units, k + 1, high)
            and not has_finite(units, k + 1, high)
            and k - low >= 3
            and not any(u.kind == "q" for u in tail)
        ):
            if units[k].text == ":" or any(
                u.low in nouns.PLACES
                or u.low in lex.OUTLETS
                or u.low in nouns.PEOPLE | nouns.BODIES
                or u.text.isupper()
                for u in tail
            ):
                return [Claim(self._spans(low, k), [Speaker(tail)], [], ":")]
        k = marks[0]
        head = units[low:k]
        if (
            units[k].text == ":"
            and len(head) <= 4
            and high - k > 3
            and all(u.text[:1].isupper() or u.low in nouns.PEOPLE | nouns.BODIES for u in head)
        ):
            known = " ".join(u.low for u in head)
            if (
                known in nouns.PLACES
                or known in lex.OUTLETS
                or any(
                    u.low in nouns.PEOPLE | nouns.BODIES or u.text.isupper() and len(u.text) > 1 for u in head
                )
                and has_finite(units, k + 1, high)
            ):
                return [Claim(self._spans(k + 1, high), [Speaker(head)], [], ":")]
        return []

    def _clauseish(self, low: int, high: int) -> bool:
        return high - low >= 3

    def _clause(self, low: int, high: int) -> bool:
        """Whether a stretch can be what was said: a quotation, or words with a verb among them."""
        units = self.units
        while low < high and units[low].text in _NO_CLAUSE:
            low += 1
        if high - low < 1:
            return False
        if any(units[j].kind == "q" for j in range(low, high)):
            return True
        if (
            units[low].low in lex.PREPOSITIONS
            and not any(units[j].text == "," for j in range(low, high))
            and high - low < 14
            and not (low + 1 < high and units[low + 1].low in ("least", "most"))
        ):
            return has_finite(units, low, high) and units[low].low not in (
                "in",
                "on",
                "at",
                "speaking",
                "asked",
            )
        return has_finite(units, low, high) or self.heading and high - low >= 3 or high - low >= 9

    def _leads(self, low: int, begin: int) -> bool:
        """Whether what stands before a subject is a remark of time, place or occasion and no statement."""
        units = self.units
        if begin <= low:
            return True
        last = units[begin - 1]
        if last.text != "," and last.low not in _LEADS and last.low != "that":
            return False
        stretch = begin - low
        first = units[low].low
        if (
            first in lex.PREPOSITIONS
            or first in _LEADS
            or first.endswith(("ing", "ly"))
            or first
            in (
                "if",
                "although",
                "though",
                "despite",
                "earlier",
                "later",
                "asked",
                "there",
                "two",
                "three",
                "hours",
                "one",
            )
        ):
            return True
        return (
            stretch <= 3
            and not has_finite(units, low, begin)
            or all(
                u.kind == "n" or u.low in lex.TIMES | lex.MONTHS or u.text in ",.()" for u in units[low:begin]
            )
        )

    def _trim_lead(self, start: int, end: int) -> int:
        """Cut 'On Monday' from 'On Monday the ministry'."""
        units = self.units
        if units[start].low in (
            "on",
            "in",
            "at",
            "after",
            "last",
            "earlier",
            "late",
            "early",
            "during",
            "by",
            "this",
            "then",
            "later",
            "also",
        ):
            for k in range(start + 1, end):
                if (
                    units[k].low in ("the", "a", "an")
                    and k > start + 1
                    or units[k - 1].low in lex.TIMES | lex.MONTHS
                    and units[k].text[:1].isupper()
                ):
                    return k
        return start

    def _apposition_end(self, end: int, high: int) -> int:
        """The end of the apposition that may follow a name: `, a member of ...,`."""
        units = self.units
        if end < high and units[end].text == "," and end + 1 < high:
            first = units[end + 1]
            if (
                first.low in ("a", "an", "the", "who", "whose", "which", "one")
                or first.kind == "n"
                or first.low in nouns.PEOPLE
                or first.low in nouns.TITLES
                or first.text[:1].isupper() and units[end - 1].text[:1].islower()
            ):
                close = next(
                    (k for k in range(end + 1, high) if units[k].text == "," and not _inside_name(units, k)),
                    high,
                )
                clause = first.low not in ("who", "whose", "which") and any(
                    is_finite(units, k) and not units[k].low.endswith("ed") for k in range(end + 1, close)
                )
                return end if clause else close
        return end

    def _spans(self, low: int, high: int) -> list[tuple[int, int]]:
        """The code points of a stretch, without marks at its ends; a lone quotation without its quotation marks."""
        units = self.units
        while low < high and (
            units[low].kind == "p"
            and units[low].text not in "([$"
            or units[low].low in ("but", "and")
            and high - low > 1
            and low + 1 < high
            and units[low + 1].text == ","
        ):
            low += 1
        while high > low and units[high - 1].kind == "p" and units[high - 1].text not in ")]%":
            high -= 1
        if low >= high:
            return []
        if high - low == 1 and units[low].kind == "q":
            a, b = units[low].inner
            kept = units[low].text.rstrip().rstrip(",")
            return [(a + len(units[low].text) - len(units[low].text.lstrip()), a + len(kept))] if kept.strip() else []
        return [(units[low].start, units[high - 1].end)]


_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion dozens hundreds thousands".split()
)


def _lives(units: Sequence[Unit], start: int, end: int) -> bool:
    return any(u.low in ("lives", "responsibility", "life") for u in units[start : min(end, start + 4)])


def _denies(form: str) -> bool:
    return form in lex.DENIALS


def _object_pronoun(units: Sequence[Unit]) -> Sequence[Unit]:
    word = {"him": "he", "her": "she", "them": "they"}.get(units[0].low) if len(units) == 1 else None
    return [units[0]._replace(text=word, low=word)] if word else units


def _inside_name(units: Sequence[Unit], comma: int) -> bool:
    return units[comma - 1].kind == "n" and comma + 1 < len(units) and units[comma + 1].kind == "n"


def _clause_starts(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a clause (subject, then a finite verb soon) starts here, rather than an object."""
    if units[start].low in ("it", "he", "she", "they", "there", "we", "i", "its", "his", "her", "their"):
        return True
    for k in range(start + 1, min(end, start + 14)):
        if units[k].low in (
            "but",
            "which",
            "who",
            "that",
            "after",
            "when",
            "where",
            "as",
            "because",
            "whose",
        ) or units[k].text in (",", ";"):
            return False
        if is_finite(units, k):
            return units[k].low in lex.AUXILIARIES or not units[k].low.endswith("ed") or k - start >= 1
    return False
