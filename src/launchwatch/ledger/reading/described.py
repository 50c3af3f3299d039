"""What a description stands for: 'the spy agency', 'the lawmaker', 'officials familiar with the matter'."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Known, Source, as_source
from launchwatch.ledger.reading.met import Met
from launchwatch.ledger.reading.names import head_noun, strip_article
from launchwatch.ledger.reading.people import gender_of_words
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_OTHER_FIELDS = words("sources.other_fields")
_GENERIC = words("sources.generic")
_FIRMS = frozenset({"company", "firm", "startup", "group", "carrier", "airline", "maker", "operator"})
_LOOSE = words("sources.loose")
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


class Described(Met):
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

    def _body_like(self, noun: str, words: frozenset[str], owned: bool) -> Known | None:
        """A body introduced by name that a description may stand for."""
        described = words - {"the", "this", "that", "its", "said"}
        for left, right in nouns.KINDS:
            if described & left and noun in left | {"agency", "service"}:
                if described & _OTHER_FIELDS - left:
                    continue
                narrow = described & left - {"agency", "service"}
                if not narrow and noun not in ("agency", "service", "military", "watchdog", "regulator"):
                    continue
                fits = [b for b in self.bodies if b.named and (right & b.tokens)]
                if fits and (narrow or self._recent(fits)):
                    return max(fits, key=lambda b: b.seen)
        if noun in ("military", "police") and not owned:
            fits = [b for b in self.bodies if noun in b.words or noun in b.low]
            return max(fits, key=lambda b: b.seen) if fits else None
        if owned:
            return next((b for b in self.bodies if b.named and described <= b.words), None)
        if noun in ("country", "nation"):
            fits = [b for b in self.bodies if b.kind == "place"]
            return max(fits, key=lambda b: b.seen) if fits else None
        if noun in ("briefing", "session"):
            fits = [b for b in self.bodies if b.kind == "body" and b.named and b.role != "news outlet"]
            return max(fits, key=lambda b: b.seen) if fits else None
        if noun not in _GENERIC:
            return None
        if noun in ("statement",):
            return self.last if len(described) == 1 else None
        named = [
            b
            for b in self.bodies
            if b.seen >= 0 and noun in {w.rstrip("s") for w in b.words} | set(b.low.split())
        ]
        if len(described) > 1:
            narrowed = [
                b
                for b in named
                if described - nouns.DEMONYMS <= b.words | set(b.low.replace("'s", "").split())
            ]
            return max(narrowed, key=lambda b: b.seen) if narrowed else None
        if named:
            return max(named, key=lambda b: b.seen)
        if noun in ("newspaper", "daily", "broadcaster", "outlet", "website", "network"):
            fits = [b for b in self.bodies if b.role == "news outlet"]
            return max(fits, key=lambda b: b.seen) if fits else None
        if noun not in _LOOSE:
            return None
        loose = [
            b
            for b in self.bodies
            if b.named
            and b.low != b.name
            and b.kind == "body"
            and b.seen >= 0
            and b.role not in ("government", "news outlet", "ministry")
        ]
        if not loose and noun in _FIRMS:  # 'Kestrel Orbital said': a name without an office may be a firm's
            loose = [p for p in self.people if not p.role and " " in p.name and p.seen >= 0]
        return max(loose, key=lambda b: b.seen) if loose else None

    def _recent(self, fits: Sequence[Known]) -> bool:
        return max(b.seen for b in fits) >= (self.last_body.seen if self.last_body else 0) - 3 or True
