"""Who a phrase means: names, offices, bodies, and what 'he', 'the agency', 'the lawmaker' stand for.

`Cast` walks a text in order and keeps who has been introduced.  A full name is known from the first time it
stands; an acronym in brackets is known everywhere.  A description that fits one introduced earlier means that
one; 'a lawmaker', 'officials' stay unnamed.
"""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Known, Source, as_source
from launchwatch.ledger.reading.named import Named
from launchwatch.ledger.reading.names import head_noun, person_name, surface_of, trim
from launchwatch.ledger.reading.nominals import is_finite
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_CROWDS = words("sources.crowds")
_PRONOUNS = words("sources.pronouns")
_PASSING = words("sources.passing")
MOST_KNOWN = 120
"""So many people and bodies are remembered at once, so that time grows with length only."""


class Cast(Named):
    """Everybody who has been introduced so far, and who a phrase means."""

    __slots__ = ()

    def source(self, units: Sequence[Unit], apposition: Sequence[Unit] = ()) -> Source | None:
        """The source that a noun phrase, with its apposition, stands for; None when it is no source."""
        self.count += 1
        if (
            len(self.people) + len(self.bodies) > MOST_KNOWN
        ):  # a file of many stories: the oldest are forgotten
            self.people, self.bodies = self.people[-MOST_KNOWN // 4 :], self.bodies[-MOST_KNOWN // 4 :]
        units = trim(units)
        if not units:
            return None
        if len(units) == 1 and units[0].low in _PRONOUNS:
            return self._pronoun(units[0].low)
        if units[0].low in ("his", "her") and self.last_person and head_noun(units) in nouns.DOCUMENTS:
            return self._pronoun("he")  # 'according to his measurements'
        return self._mention(units, trim(apposition))

    def _pronoun(self, word: str) -> Source | None:
        if word in ("he", "she", "i"):
            known: Known | None = self.last_person
        elif word == "it":
            known = self.last_body or self.last
        elif word in ("one", "both", "some", "others", "another", "many", "few"):
            return Source(word, "unnamed", False)
        else:
            known = (
                self.crowd
                if self.crowd and self.crowd.seen >= (self.last.seen if self.last else 0) - 2
                else self.last
            )
        if known is None:
            return Source(word, "unknown", False)
        self._speak(known)
        return as_source(known)

    def topic(self, units: Sequence[Unit]) -> None:
        """Remember the subject of a sentence that opens with one, so that 'he' or 'it' may mean it."""
        end = next(
            (k for k in range(1, min(len(units), 12)) if is_finite(units, k) and units[k].text[0].islower()),
            0,
        )
        first = [u for u in units[:end] if u.kind != "q"]
        while first and (first[-1].low in lex.ADVERBS or first[-1].low in lex.TIMES or first[-1].low == "on"):
            first.pop()
        if (
            not first
            or first[0].low in lex.PREPOSITIONS
            or any(u.kind != "w" for u in first)
            or len(first) > 8
        ):
            return
        name, title = person_name(first, False)
        known = self._find_person(name) if name else None
        if known is not None and (title or len(name.split()) == len(first)):
            known.seen = self.count
            self.last = self.last_person = known
            return
        noun = head_noun(first)
        if noun in nouns.DOCUMENTS or any(u.low == "and" for u in first):
            return
        if noun in _CROWDS:
            self.crowd = Known(
                surface_of(self.text, first),
                noun,
                frozenset([noun]),
                "crowd",
                named=noun == "police",
                seen=self.count,
            )
            self.last = self.crowd
        elif (
            (noun in nouns.BODIES and noun not in _PASSING) or (first[-1].text[:1].isupper() and not name)
        ) and first[-1].low not in nouns.PLACES:
            low = " ".join(u.low for u in first)
            if (
                low in nouns.PLACES
                or "the " + low in nouns.PLACES
                or low.removeprefix("the ") in nouns.PLACES
            ):
                return
            source = self._mention(first, ())
            if source is not None and self.last is not None and self.last.kind == "body":
                self.last_body = self.last

    def note(self, units: Sequence[Unit]) -> None:
        """Notice names that stand in a sentence without speaking: 'Lee, head of ...', 'President Kim'."""
        capital = [u.kind == "w" and u.text[0].isupper() for u in units]
        k, n = 0, len(units)
        while k < n:
            if capital[k]:
                j = k
                while j < n and capital[j]:
                    if units[j].low.endswith("'s"):
                        j += 1
                        break
                    j += 1
                run = [u for u in units[k:j]]
                if j - k >= 2 and not run[-1].low.endswith("'s"):
                    title_before = k > 0 and units[k - 1].low in nouns.PEOPLE
                    if not (title_before or _introduced(units, k, j) or _titled(run)):
                        k = j
                        continue
                    name, title = person_name(run, False)
                    if (
                        name
                        and len(name.split()) >= 2
                        and (title or title_before)
                        and self._find_person(name) is None
                    ):
                        words = frozenset(
                            [*(t.lower() for t in title), *([units[k - 1].low] if title_before else [])]
                        )
                        role = " ".join(title) or units[k - 1].low
                        self.people.append(Known(name, role, words, "person", seen=-1))
                    elif _introduced(units, k, j) and name and 2 <= len(name.split()) == len(run) <= 3:
                        known = self._find_person(name)
                        if known is None:
                            known = Known(name, "person", frozenset(), "person", seen=-1)
                            self.people.append(known)
                        self.last_person = known
                k = j
            k += 1


def _introduced(units: Sequence[Unit], k: int, end: int) -> bool:
    """Whether a name is a person's: `..., who` follows it, or `The leader, ...,` stands before it."""
    if units[k].low in nouns.STARTERS or end + 1 >= len(units) or units[end].text != ",":
        return False
    office = k > 1 and units[k - 1].text == "," and units[k - 2].low in nouns.PEOPLE
    return office or units[end + 1].low in ("who", "whose")


def _titled(units: Sequence[Unit]) -> bool:
    return any(u.low.rstrip(".") in nouns.TITLES for u in units)
