"""Noun phrases with a name of their own: people with their offices, bodies, places, outlets."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.described import Described
from launchwatch.ledger.reading.known import Known, Source, as_source
from launchwatch.ledger.reading.names import (
    body_role,
    head_noun,
    is_body_role,
    outlet_tail,
    possessive,
    strip_kind,
    surface_of,
    without_adjectives,
    without_article,
)
from launchwatch.ledger.reading.people import gender_of_name, gender_of_words
from launchwatch.ledger.reading.persons import person_name, role_words
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_OWN_WORDS = words("sources.own_words")
_OWNED_BY = frozenset({"his", "her", "its", "their", "this", "last", "today's", "yesterday's"})
_PLACED = frozenset({"of", "from", "at"})
_IN_NAMES = frozenset({"of", "and", "de", "for", "the"})
_SPELT = dict(pair.split() for pair in words("names.spelt"))
_ALWAYS = words("sources.always")


class Named(Described):
    """Who a noun phrase names."""

    __slots__ = ()

    def _mention(self, units: Sequence[Unit], apposition: Sequence[Unit]) -> Source | None:
        comma = next(
            (k for k, u in enumerate(apposition) if u.text == "," or (k > 1 and u.low in _PLACED)), 0
        )
        if comma and all(u.text[:1].isupper() for u in apposition[:comma]) and head_noun(units):
            apposition = apposition[:comma]  # 'The minister, Ann Lee, who took office in March,'
        name = [u for u in apposition if u.kind == "w"]
        described = (
            units[0].low in ("the", "its", "his", "her", "their", "our", "my", "this", "whose")
            or (units[0].low in ("one", "another") and len(units) > 1)
            or (units[0].low in nouns.PEOPLE and any(u.low in ("the", "of") for u in units[1:]))
            or (units[0].low in ("a", "an", "another") and len(name) > 1 and head_noun(units) in nouns.PEOPLE)
            or any(u.low.endswith("'s") for u in units)
        )
        if (
            described
            and 0 < len(name) <= 7
            and len(name) == sum(u.text != "." for u in apposition)
            and all(u.text[:1].isupper() or u.low in _IN_NAMES for u in name)
            and name[0].text[:1].isupper()
            and not all(u.low in nouns.DEMONYMS for u in name)
            and (head_noun(units) or (len(name) > 1 and units[-1].text[0].islower()))
        ):
            units, apposition = apposition, units  # 'The airline, Savanna Freight,': the name is the source
        surface = surface_of(self.text, units)
        owner, head = possessive(units)
        if owner and head and len(head) <= 2 and head[-1].low in _OWN_WORDS and owner[0].low not in _OWNED_BY:
            who = [*owner[:-1], _bare(owner[-1])] if owner[-1].low.endswith("'s") else owner[:-1]
            return self._mention(who, ()) if who else None  # 'The Commission's estimate'
        spelt = any(u.text == "(" for u in units) and any(u.low in self.acronyms for u in units)
        told = next((k for k, u in enumerate(units) if k and u.low == "briefed"), 0)
        if told and units[told - 1].low in nouns.PEOPLE:  # 'a lawmaker briefed by the agency': no agency
            return self._description(units[:told], units[:told], (), surface)
        person = None if spelt else self._person(units, head, apposition)
        if person is not None:
            return person
        known_body = self._named_body(units, head, owner, head_noun(apposition) if apposition else "")
        if known_body is not None:
            return known_body
        return self._description(units, head, owner, surface)

    def _person(
        self, units: Sequence[Unit], head: Sequence[Unit], apposition: Sequence[Unit]
    ) -> Source | None:
        name, title = person_name(head, bool(apposition) and role_words(apposition) != "")
        if not name or _two_names(head):
            return None
        role = " ".join(title) or role_words(apposition)
        low = name.lower()
        if not title and (low in nouns.PLACES or low in lex.OUTLETS or low in self.acronyms):
            return None
        known = self._find_person(name)
        if known is None:
            known_body = next(
                (
                    b
                    for b in reversed(self.bodies)
                    if low == b.low or (low in b.words and len(name.split()) == 1 and " and " not in b.low)
                ),
                None,
            )
            if known_body is not None and not title:
                self._speak(known_body)
                return as_source(known_body)
            if not title and len(name.split()) == 1 and not role_words(apposition):
                full = self.names.get(low, "")
                if not full.lower().endswith(f" {low}"):
                    return None
                name = full  # 'Reuter said', where Ingo Reuter was met
            described = role_words(apposition)
            if described and not title and is_body_role(apposition):
                return None
            known = Known(name, role, frozenset(), "person")
            self.people.append(known)
        if role and role not in known.role:
            known.role = known.role or role
        words = {w.low.rstrip(".").removesuffix("'s") for w in [*units, *apposition]}
        words |= {_SPELT[w] for w in words if w in _SPELT}
        known.words = known.words | frozenset(w for w in words if w in nouns.TITLES or w in nouns.BODIES)
        known.gender = known.gender or gender_of_words(title) or gender_of_name(known.name)
        known.gender = known.gender or gender_of_words([head_noun(apposition) if apposition else ""])
        self._speak(known)
        return as_source(known)

    def _named_body(
        self, units: Sequence[Unit], head: Sequence[Unit], owner: Sequence[Unit], apposition_kind: str = ""
    ) -> Source | None:
        """A body, place or outlet with a name of its own."""
        bracket = next((k for k, u in enumerate(head) if u.text == "("), len(head))
        words = [u for u in head[:bracket] if u.kind in "wnq" or u.text in "&-"]
        if not words:
            return None
        bare = without_adjectives(without_article(words))
        if any(u.text == "(" for u in units):
            inside = [u for u in units if u.kind == "w" and u.low in self.acronyms]
            if inside:
                return self._speak_body(self.acronyms[inside[-1].low])
        low = " ".join(u.low for u in bare)
        full = " ".join(u.text for u in bare)
        if low in self.acronyms:
            return self._speak_body(self.acronyms[low])
        if len(bare) == 1 and full.isupper() and len(full) > 2 and low not in nouns.PLACES:
            spelt = next((b for b in reversed(self.bodies) if b.initials == full), None)
            if spelt is not None:
                self._speak(spelt)
                return as_source(spelt)
        place = low if low in nouns.PLACES else ("the " + low if "the " + low in nouns.PLACES else "")
        if place:
            name = surface_of(self.text, units) if place.startswith("the ") else full
            side = {
                "north": "North Korea",
                "the north": "North Korea",
                "n. korea": "North Korea",
                "south": "South Korea",
                "the south": "South Korea",
                "s. korea": "South Korea",
            }.get(place)
            name = side if side and side in self.text else name
            return self._speak_body(name, "government", kind="place")
        if low in lex.OUTLETS or low.removesuffix(" newspaper") in lex.OUTLETS:
            return self._speak_body(lex.WIRES.get(low, full), "news outlet")
        if (
            len(bare) > 1
            and bare[-1].low in nouns.DOCUMENTS
            and " ".join(u.low for u in bare[:-1]) in self.acronyms
        ):
            return self._speak_body(self.acronyms[" ".join(u.low for u in bare[:-1])])
        capital = [u for u in bare if u.text[:1].isupper()]
        tail = bare[-1].low.rstrip(".")
        if not capital or (not bare[-1].text[:1].isupper() and not outlet_tail(bare)):
            return None
        if len(bare) == 1 and (
            tail in nouns.PEOPLE
            or (
                tail in nouns.BODIES
                and not owner
                and bare[0].text != bare[0].text.upper()
                and tail not in _ALWAYS
            )
        ):
            return None  # 'Analysts', 'Police': a common noun that opens a sentence
        heads_people = any(
            u.low in nouns.PEOPLE
            and (u.text[0].islower() or (k == 0 and bare[1:2] and bare[1].text[0].islower()))
            for k, u in enumerate(bare)
        )
        if heads_people:
            return None
        if outlet_tail(bare):
            return self._speak_body(full, "news outlet")
        name = strip_kind(bare) if not any(u.text == "," for u in head) else surface_of(self.text, head)
        if (
            owner
            and (tail in nouns.BODY_TAIL or tail in nouns.BODIES)
            and len(bare) <= 2
            and not (len(bare) == 1 and bare[0].text.isupper())
        ):
            name = surface_of(self.text, units)
        return self._speak_body(name, body_role(full), described=full)


def _bare(unit: Unit) -> Unit:
    """A possessive without its ending."""
    return unit._replace(text=unit.text[:-2], low=unit.low[:-2])


def _two_names(units: Sequence[Unit]) -> bool:
    """Whether a phrase joins two names: `Ann Lee and Bob Ray`."""
    return any(
        units[k].low == "and"
        and units[k - 1].text[:1].isupper()
        and units[k - 1].low not in nouns.TITLES
        and units[k + 1].text[:1].isupper()
        for k in range(1, len(units) - 1)
    )
