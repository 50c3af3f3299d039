"""What a description stands for: 'the spy agency', 'the lawmaker', 'officials familiar with the matter'."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Known, Source, as_source
from launchwatch.ledger.reading.likeness import Likeness
from launchwatch.ledger.reading.names import head_noun, strip_article
from launchwatch.ledger.reading.people import gender_of_words
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_OF_ONE = frozenset({"the", "a", "an", "his", "her", "its", "their", "another", "one"})
_ROLE_KIN = (
    words("sources.role_kin"),
    frozenset(["spokesman", "spokeswoman", "spokesperson"]),
    frozenset(["analyst", "economist", "expert", "strategist"]),
    frozenset(["president", "leader"]),
    frozenset(["minister", "secretary"]),
    words("sources.role_kin_2"),
    words("sources.role_kin_3"),
    frozenset(["scientist", "researcher", "professor", "expert"]),
    frozenset(["lawyer", "attorney", "counsel"]),
    frozenset(["director", "head", "chief"]),
)


class Described(Likeness):
    """Descriptions, told by what was introduced."""

    __slots__ = ()

    def _description(
        self, units: Sequence[Unit], head: Sequence[Unit], owner: Sequence[Unit], surface: str
    ) -> Source | None:
        """'the spy agency', 'a lawmaker present', 'officials familiar with the matter'."""
        noun = head_noun(head)
        first = units[0].low
        plural = (noun.endswith("s") and not noun.endswith("ss") and noun in nouns.PEOPLE) or noun in (
            "people",
            "police",
            "media",
            "both",
            "men",
            "women",
        )
        words = frozenset(u.low.rstrip(".").removesuffix("'s") for u in units)
        if (noun in nouns.PEOPLE and noun not in nouns.BODIES) or (plural and noun not in nouns.BODIES):
            definite = first in ("the", "this", "that", "his", "her") and not any(
                u.low in ("who", "of", "for", "at") for u in units
            )
            if definite:
                known = self._by_role(noun, words, plural)
                last = self.last_person
                if known is None and last is not None and not last.named and last.role == noun:
                    known = last
                if known is not None:
                    self._speak(known)
                    return as_source(known)
            fresh = Known(surface, noun, words, "crowd" if plural else "person", named=False)
            if plural:
                self.crowd = fresh
            else:
                fresh.gender = gender_of_words([noun])
                self.people.append(fresh) if definite or first in ("a", "an", "one") or owner else None
                self.last_person = fresh
            fresh.met = self.sentence
            fresh.seen = self.count
            self.last = fresh
            return as_source(fresh)
        if not noun:
            noun = next((u.low for u in reversed(head) if u.kind == "w"), "")
            if not noun:
                return None
        if first in ("the", "this", "that", "its") or owner:
            known = self._body_like(noun, words, bool(owner))
            if known is not None:
                self._speak(known)
                return as_source(known)
        if _one_unknown(units, noun):
            fresh = Known(surface, noun, words, "person", named=False, met=self.sentence)
            self.people.append(fresh)
            self._speak(fresh)
            return as_source(fresh)
        named = noun in nouns.BODIES and first not in ("a", "an", "some", "several", "many", "other")
        name = strip_article(surface)
        fresh = Known(name, noun, words, "body", named=named)
        self.bodies.append(fresh)
        self._speak(fresh)
        return as_source(fresh)

    def _by_role(self, noun: str, words: frozenset[str], plural: bool) -> Known | None:
        if plural:
            return (
                self.crowd if self.crowd and (noun in self.crowd.words or self.crowd.role == noun) else None
            )
        kin = {noun, *(w for group in _ROLE_KIN if noun in group for w in group)}
        qualifiers = words & nouns.DEMONYMS
        for exact in (frozenset({noun}), frozenset(kin)):
            for known in sorted(self.people, key=lambda p: p.seen, reverse=True):
                if known.words & exact and (
                    not qualifiers or not known.words & nouns.DEMONYMS or qualifiers & known.words
                ):
                    return known
        if self.crowd and noun + "s" == self.crowd.role:
            return None
        return None


def _one_unknown(units: Sequence[Unit], noun: str) -> bool:
    """Whether a noun that no list knows stands for one who speaks: `a tinsmith`, `the pilot's heir`."""
    known = noun in nouns.BODIES or noun in nouns.DOCUMENTS or noun in nouns.PLACES
    one = units[0].low in _OF_ONE or any(u.low.endswith("'s") for u in units)
    return (
        one and not known and not noun.endswith("s") and units[-1].text[0].islower() and noun == units[-1].low
    )
