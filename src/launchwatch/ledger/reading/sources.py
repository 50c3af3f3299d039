"""Who a phrase means: names, offices, bodies, and what 'he', 'the agency', 'the lawmaker' stand for.

`Cast` walks a text in order and keeps who has been introduced.  A full name is known from the first time it
stands; an acronym in brackets is known everywhere.  A description that fits one introduced earlier means that
one; 'a lawmaker', 'officials' stay unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Known, Source, as_source
from launchwatch.ledger.reading.names import (
    body_role,
    fitting,
    head_noun,
    is_body_role,
    outlet_tail,
    person_name,
    possessive,
    role_words,
    strip_article,
    strip_kind,
    surface_of,
    trim,
    without_adjectives,
    without_article,
)
from launchwatch.ledger.reading.nominals import is_finite
from launchwatch.ledger.reading.tokens import Unit, plain
from launchwatch.ledger.reading.vocabulary import words

_CROWDS = words("sources.crowds")
_PRONOUNS = words("sources.pronouns")
_ACRONYM = re.compile(
    r"((?:[A-Z][\w&'’.-]*|of|for|and|the|on)(?:\s(?:[A-Z][\w&'’.-]*|of|for|and|the"
    r"|on)){0,9})\s\(([A-Z][A-Z&-]{1,7}[A-Za-z]?|(?:[A-Z]\.){2,})\)"
)
MOST_KNOWN = 120
"""So many people and bodies are remembered at once, so that time grows with length only."""
_OTHER_FIELDS = words("sources.other_fields")
_KNOWN = {
    "National Intelligence Service": "NIS",
    "Joint Chiefs of Staff": "JCS",
    "Defense Intelligence Agency": "DIA",
    "Central Intelligence Agency": "CIA",
    "International Atomic Energy Agency": "IAEA",
    "European Space Agency": "ESA",
    "World Health Organization": "WHO",
    "Federal Aviation Administration": "FAA",
    "Japan Aerospace Exploration Agency": "JAXA",
    "Indian Space Research Organisation": "ISRO",
    "U.S. Geological Survey": "USGS",
    "Korea Aerospace Research Institute": "KARI",
}
_FEMALE = words("sources.female")
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


@dataclass(slots=True)
class Cast:
    """Everybody who has been introduced so far."""

    text: str
    people: list[Known] = field(default_factory=list)
    bodies: list[Known] = field(default_factory=list)
    crowd: Known | None = None
    last: Known | None = None
    last_person: Known | None = None
    last_body: Known | None = None
    acronyms: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        for m in _ACRONYM.finditer(plain(self.text)):
            long, short = fitting(m[1].split(), m[2])
            if long:
                self.acronyms.setdefault(short.lower(), f"{long} ({short})")
                self.acronyms.setdefault(long.lower(), f"{long} ({short})")
        for name in dict.fromkeys(self.acronyms.values()):
            self._body(name, body_role(name), seen=-1)
        for long, short in _KNOWN.items():  # bodies that are named without their acronym, or by it alone
            if long in self.text and short.lower() not in self.acronyms:
                name = f"{long} ({short})" if re.search(rf"\b{short}\b", self.text) else long
                self.acronyms[short.lower()] = self.acronyms[long.lower()] = name
                self._body(name, body_role(long), seen=-1)

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
        return self._mention(units, trim(apposition))

    # pronouns and descriptions -------------------------------------------------------------------------

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

    def _mention(self, units: Sequence[Unit], apposition: Sequence[Unit]) -> Source | None:
        name = [u for u in apposition if u.kind == "w"]
        described = (
            units[0].low in ("the", "its", "his", "her", "their")
            or (units[0].low in nouns.PEOPLE and any(u.low in ("the", "of") for u in units[1:]))
            or (units[0].low in ("a", "an", "another") and len(name) > 1 and units[-1].low in nouns.PEOPLE)
            or any(u.low.endswith("'s") for u in units)
        )
        if (
            described
            and 0 < len(name) <= 5
            and len(name) == sum(u.text != "." for u in apposition)
            and all(u.text[:1].isupper() for u in name)
            and head_noun(units)
        ):
            units, apposition = apposition, units  # 'The airline, Savanna Freight,': the name is the source
        surface = surface_of(self.text, units)
        owner, head = possessive(units)
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
        if not name:
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
                    if low == b.low or (low in b.words and len(name.split()) == 1)
                ),
                None,
            )
            if known_body is not None and not title:
                self._speak(known_body)
                return as_source(known_body)
            if not title and len(name.split()) == 1 and not role_words(apposition):
                return None
            described = role_words(apposition)
            if described and not title and is_body_role(apposition):
                return None
            known = Known(name, role, frozenset(), "person")
            self.people.append(known)
        if role and role not in known.role:
            known.role = known.role or role
        words = {w.low.rstrip(".").removesuffix("'s") for w in [*units, *apposition]}
        known.words = known.words | frozenset(w for w in words if w in nouns.TITLES or w in nouns.BODIES)
        self._speak(known)
        return as_source(known)

    def _find_person(self, name: str) -> Known | None:
        parts = name.lower().split()
        first, final, single = parts[0], parts[-1], len(parts) == 1
        for known in reversed(self.people):
            theirs = known.parts
            if final != theirs[-1] and final != theirs[0] and first != theirs[0]:
                continue
            if theirs == parts or (single and (first == theirs[-1] or first == theirs[0])):
                return known
            if not single and len(theirs) == 1 and theirs[0] in (final, first):
                known.rename(name)
                return known
        return None

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
            return self._speak_body(full, "news outlet")
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

    def _description(
        self, units: Sequence[Unit], head: Sequence[Unit], owner: Sequence[Unit], surface: str
    ) -> Source | None:
        """'the spy agency', 'a lawmaker present', 'officials familiar with the matter'."""
        noun = head_noun(head)
        first = units[0].low
        plural = (noun.endswith("s") and noun in nouns.PEOPLE) or noun in (
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
                if known is not None:
                    self._speak(known)
                    return as_source(known)
            fresh = Known(surface, noun, words, "crowd" if plural else "person", named=False)
            if plural:
                self.crowd = fresh
            else:
                self.people.append(fresh) if definite or first in ("a", "an", "one") or owner else None
                self.last_person = fresh
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
                fits = [b for b in self.bodies if b.named and (right & set(re.findall(r"[\w.]+", b.low)))]
                if fits and (narrow or self._recent(fits)):
                    return max(fits, key=lambda b: b.seen)
        if noun in ("military", "police") and not owned:
            fits = [b for b in self.bodies if noun in b.words or noun in b.low]
            return max(fits, key=lambda b: b.seen) if fits else None
        if owned:
            return next((b for b in self.bodies if b.named and described <= b.words), None)
        generic = {
            "agency",
            "service",
            "ministry",
            "company",
            "firm",
            "group",
            "organisation",
            "organization",
            "committee",
            "commission",
            "bank",
            "court",
            "newspaper",
            "daily",
            "broadcaster",
            "corporation",
            "institute",
            "university",
            "office",
            "startup",
            "department",
            "union",
            "party",
            "regulator",
            "watchdog",
            "council",
            "body",
            "statement",
            "academy",
            "outlet",
            "center",
            "centre",
            "command",
            "association",
            "embassy",
            "operator",
            "airline",
            "maker",
            "carrier",
            "website",
            "network",
            "country",
        }
        if noun in ("country", "nation"):
            fits = [b for b in self.bodies if b.kind == "place"]
            return max(fits, key=lambda b: b.seen) if fits else None
        if noun in ("briefing", "session"):
            fits = [b for b in self.bodies if b.kind == "body" and b.named and b.role != "news outlet"]
            return max(fits, key=lambda b: b.seen) if fits else None
        if noun not in generic:
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
        return max(loose, key=lambda b: b.seen) if loose else None

    def _recent(self, fits: Sequence[Known]) -> bool:
        return max(b.seen for b in fits) >= (self.last_body.seen if self.last_body else 0) - 3 or True

    # bookkeeping ---------------------------------------------------------------------------------------

    def _body(self, name: str, role: str, *, seen: int, kind: str = "body", described: str = "") -> Known:
        low = name.lower()
        for known in self.bodies:
            if known.low == low:
                known.seen = max(known.seen, seen)
                return known
        words = frozenset(re.findall(r"[\w.]+", f"{low} {described.lower()}"))
        known = Known(name, role, words, kind, seen=seen)
        self.bodies.append(known)
        return known

    def _speak_body(self, name: str, role: str = "", *, kind: str = "body", described: str = "") -> Source:
        known = self._body(name, role or body_role(name), seen=self.count, kind=kind, described=described)
        self._speak(known)
        return as_source(known)

    def _speak(self, known: Known) -> None:
        known.seen = self.count
        self.last = known
        if known.kind == "person":
            self.last_person = known
        elif known.kind == "crowd":
            self.crowd = known
        else:
            self.last_body = known

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
        k = 0
        while k < len(units):
            if units[k].kind == "w" and units[k].text[:1].isupper():
                j = k
                while (
                    j < len(units)
                    and units[j].kind == "w"
                    and (units[j].text[:1].isupper() or (units[j].low.rstrip(".") in nouns.TITLES and j == k))
                ):
                    if units[j].low.endswith("'s"):
                        j += 1
                        break
                    j += 1
                run = [u for u in units[k:j]]
                if j - k >= 2 and not run[-1].low.endswith("'s"):
                    title_before = k > 0 and units[k - 1].low in nouns.PEOPLE
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
                k = j
            k += 1


_LOOSE = words("sources.loose")
_PASSING = words("sources.passing")
_ALWAYS = words("sources.always")
