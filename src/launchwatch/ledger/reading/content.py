"""What may have been said: where it starts after a verb of speech, where it ends, who took part."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.adjuncts import only_adjuncts, skip_adjuncts
from launchwatch.ledger.reading.citations import Cue
from launchwatch.ledger.reading.nominals import has_finite, is_finite
from launchwatch.ledger.reading.parts import Parts, Speaker
from launchwatch.ledger.reading.relays import is_outlet, relays
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_PLAIN_SPEECH = words("content.plain_speech")
_CLAUSE_FIRST = words("content.clause_first")
_CLAUSE_STOPS = words("content.clause_stops")
_PHRASE_FIRST = words("content.phrase_first")
_STATES = words("cues.states")
_NEEDS_CLAUSE = words("content.needs_clause")
_NO_MORE = words("content.no_more")
_NO_CLAUSE = lex.PREPOSITIONS | {"to", "and", "but"}
_HOLDS_BACK = words("content.holds_back")
_NUMBER_WORDS = words("content.number_words")


class Content(Parts):
    """What follows a cue."""

    __slots__ = ()

    def _content_fits(self, cue: Cue, start: int, high: int) -> int | None:
        """Where what was said starts after a cue; None when nothing that fits follows."""
        units = self.units
        if cue.kind == "promise":
            return start + (start < high and units[start].low == "that") if high - start >= 3 else None
        if cue.kind == "accuse":
            link = ("of",) if cue.lemma.startswith("accus") else ("on", "for", "to")
            if cue.lemma in ("blamed", "blames") and high - start > 3:
                return start
            return start if any(units[j].low in link for j in range(start, high)) else None
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
        if units[cue.start].low in ("warned", "warns", "warn", "cautioned"):
            of = next(
                (j for j in range(start, min(high, start + 4)) if units[j].low in ("of", "about", "against")),
                None,
            )
            if any(units[j].low == "to" for j in range(start, min(high, start + 3))):
                return start
            if of is not None and high - of > 2:
                return of + 1
        k = skip_adjuncts(units, start, high)
        if start < high and units[start].text == "," and cue.kind == "say":
            inserted_end = self._past_insert(start, high)
            if inserted_end is not None:
                return inserted_end + (units[inserted_end].low == "that")
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
                or units[k].kind == "n"
            )
            if inserted and that + 1 < high:
                return that + 1
        if form not in lex.STRONG and form not in lex.NOUNS_TOO and form not in _STATES:
            gerund = any(u.low.endswith("ing") for u in units[k + 1 : high]) and lemma == "show"
            return k if (has_finite(units, k, high) or gerund) and lemma in ("find", "show") else None
        if lemma in _PLAIN_SPEECH:
            if has_finite(units, k, high) and units[k].low not in lex.PREPOSITIONS:
                return k
            if has_finite(units, k, high) and units[k].low in _PHRASE_FIRST:
                return k if lemma in ("say", "add", "tell") and not only_adjuncts(units, k, high) else None
            if (
                lemma in ("say", "tell")
                and high - k >= 3
                and units[k].low not in lex.PREPOSITIONS
                and units[k].low
                not in ("goodbye", "hello", "no", "yes", "so", "nothing", "more", "little", "much")
            ):
                fits = marked or any(u.low.endswith("ing") or u.low == "to" for u in units[k:high])
                return k if fits or (lemma == "say" and _may_hold_verb(units, k, high)) else None
            if lemma not in ("confirm",):
                return None
        if lemma == "expect" and any(u.low == "to" for u in units[k + 1 : k + 8]):
            return k
        if lemma in ("think", "believe") and high - k >= 4 and units[k].low not in _NO_CLAUSE:
            return k
        if form in lex.NOUN_CONTENT and high - k >= 2 and units[k].low not in lex.PREPOSITIONS:
            return k
        if lemma in lex.NEEDS_THAT or form in lex.STRONG:
            opens = units[k]
            if has_finite(units, k, high) and opens.low not in _NO_CLAUSE and high - k >= 3:
                if lemma in _NEEDS_CLAUSE:
                    return k if _clause_starts(units, k, high) else None
                return k if _clause_starts(units, k, high) or lemma in ("report", "estimate") else None
            if (
                lemma in ("estimate", "report", "forecast", "predict", "put", "claim", "expect")
                and any(units[j].kind == "n" or units[j].low in _NUMBER_WORDS for j in range(k, high))
                and not _lives(units, k, high)
            ):
                return k
            if form in ("stressed", "stresses", "emphasised", "emphasized", "underlined", "underscored"):
                return None
        return None

    def _clause_later(self, start: int, high: int) -> bool:
        """`said while it had been put off, the launch would come`: what was said opens with a clause of
        its own.
        """
        units = self.units
        if start >= high or units[start].low not in _CLAUSE_FIRST:
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
        """`denied that`, `denied supplying`, `dismissed reports by some experts that`, `rejected the
        claim`.
        """
        units = self.units
        if start >= high:
            return None
        if units[start].low == "that":
            return start + 1
        noun = next((j for j in range(start, min(high, start + 7)) if units[j].low in lex.DENIED_NOUNS), None)
        if noun is not None:
            that = next(
                (j for j in range(noun, min(high, noun + 12)) if units[j].low in ("that", "of")), None
            )
            if that is not None and that + 1 < high:
                return that + 1
            return None if units[noun + 1 : noun + 2] and units[noun + 1].low == "as" else start
        plain = units[start].low not in ("to", "by", "on", "as") and units[start - 1].low in lex.STRONG
        return start if plain else None

    def _object_end(self, cue: Cue, at: int, high: int) -> int:
        """Where the object of `confirmed the crash but gave no figures`, `pledged to try but has not`
        ends.
        """
        units = self.units
        noun = units[cue.start].low in lex.NOUN_CONTENT and not _clause_starts(units, at, high)
        for k in range(at + 1, high - 1):
            said_no_more = any(u.low in _NO_MORE for u in units[k + 1 : min(high, k + 5)])
            if units[k].low == "but" and units[k + 1].low in _HOLDS_BACK and said_no_more:
                return k
        if units[at - 1].low == "that" or not (noun or cue.kind == "promise"):
            return high
        for k in range(at + 1, high - 1):
            if (
                units[k].low in ("but", "and", "while")
                and any(is_finite(units, j) for j in range(k + 1, min(k + 3, high)))
                and (noun or units[k].low == "but")
            ):
                return k
        return high

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
        inside = (subject.units[0].start, subject.units[-1].end)
        keep = [
            p
            for p in cited
            if not (cue.cited and cue.cited[0] <= p[0] < cue.cited[1])
            and (not inside[0] <= units[p[0]].start < inside[1] or _passes_on(units, p[0]))
        ]
        carriers += [self._speaker(p) for p in carried if p not in cue.carriers]
        return [*map(self._speaker, keep), *speakers], carriers

    def _follows(self, cue: Cue, high: int) -> bool:
        """Whether something that may have been said follows a cue."""
        if cue.kind == "promise":
            return high - cue.end >= 3
        k = skip_adjuncts(self.units, cue.end, high)
        return (
            k < high
            and self.units[k].text not in (",",)
            and not only_adjuncts(self.units, cue.end, high)
            and self._content_fits(cue, cue.end, high) is not None
        )


def _lives(units: Sequence[Unit], start: int, end: int) -> bool:
    return any(u.low in ("lives", "responsibility", "life") for u in units[start : min(end, start + 4)])


def _clause_starts(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a clause (subject, then a finite verb soon) starts here, rather than an object."""
    if units[start].low in ("it", "he", "she", "they", "there", "we", "i", "its", "his", "her", "their"):
        return True
    for k in range(start + 1, min(end, start + 14)):
        if units[k].low in _CLAUSE_STOPS or units[k].text in (",", ";"):
            return False
        if units[k].low == "and" and k + 1 < end and is_finite(units, k + 1):
            return False  # 'the crash and flew home'
        if is_finite(units, k):
            return units[k].low in lex.AUXILIARIES or not units[k].low.endswith("ed") or k - start >= 1
    return False


def _passes_on(units: Sequence[Unit], by: int) -> bool:
    """Whether those who were briefed pass on what they heard: `a lawmaker briefed by the agency`.

    One 'who was briefed by Seoul' speaks for himself.
    """
    if units[by - 2].low != "briefed":
        return False
    return units[by - 3].low not in lex.BE or units[max(0, by - 5)].low.endswith("s")


def _may_hold_verb(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a verb that no list knows may stand in a stretch: `Russia respects its obligations`."""
    plain = [u for u in units[start + 1 : end - 1] if u.kind == "w" and u.text[0].islower()]
    verbs = [u for u in plain if u.low.endswith(("s", "ed")) and not u.low.endswith(("ss", "us", "is"))]
    return end - start >= 4 and units[start].kind == "w" and any(u.low not in lex.PREPOSITIONS for u in verbs)
