"""Everybody who has been introduced in a text so far, and who spoke last."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from launchwatch.ledger.reading.known import Known, Source, as_source
from launchwatch.ledger.reading.names import body_role, fitting, initials
from launchwatch.ledger.reading.people import gender_of_name, gender_of_words
from launchwatch.ledger.reading.tokens import plain

_BRACKET = re.compile(r"\s\(([A-Z][A-Z&-]{1,7}[A-Za-z]?|(?:[A-Z]\.){2,})\)")
_BEFORE = re.compile(
    r"(?:[A-Z][\w&'’.-]*|of|for|and|the|on)(?:\s(?:[A-Z][\w&'’.-]*|of|for|and|the|on)){0,9}$"
)
_CAPITALS = re.compile(r"\b[A-Z]{3,7}\b")
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


@dataclass(slots=True)
class Met:
    """People and bodies by the order in which they came; acronyms that brackets explain."""

    text: str
    people: list[Known] = field(default_factory=list)
    bodies: list[Known] = field(default_factory=list)
    crowd: Known | None = None
    last: Known | None = None
    last_person: Known | None = None
    last_body: Known | None = None
    acronyms: dict[str, str] = field(default_factory=dict)
    count: int = 0
    sentence: int = 0
    capitals: frozenset[str] = frozenset()
    """Words of three to seven letters, all of them capitals: what may be somebody's initials."""
    names: dict[str, str] = field(default_factory=dict)
    """Full names of whomever or whatever, by their first and last words in lower case."""

    def __post_init__(self) -> None:
        text = plain(self.text)
        self.capitals = frozenset(_CAPITALS.findall(text))
        for m in _BRACKET.finditer(text):
            before = _BEFORE.search(text, max(0, m.start() - 160), m.start())
            long, short = fitting(before[0].split(), m[1]) if before else ("", "")
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

    def _find_person(self, name: str) -> Known | None:
        parts = name.lower().split()
        first, final, single = parts[0], parts[-1], len(parts) == 1
        if single:
            return self._by_one_name(first)
        for known in reversed(self.people):
            theirs = known.parts
            if final != theirs[-1] and final != theirs[0] and first != theirs[0]:
                continue
            if theirs == parts:
                return known
            if len(theirs) == 1 and theirs[0] in (final, first):
                known.rename(name)
                return known
        return None

    def _by_one_name(self, name: str) -> Known | None:
        """Who is meant by a surname, or a given name, alone: of two Kims the one who spoke last."""
        known = [p for p in self.people if name in (p.parts[-1], p.parts[0])]
        if self.last_person in known:
            return self.last_person
        return max(reversed(known), key=lambda p: p.seen, default=None)

    def _person_met(self, name: str, role: str, words: frozenset[str] = frozenset()) -> Known:
        """One who is named without speaking."""
        known = self._find_person(name)
        if known is None:
            known = Known(name, role, words, "person", seen=-1)
            self.people.append(known)
        known.met, known.words = self.sentence, known.words | words
        known.gender = known.gender or gender_of_name(known.name) or gender_of_words(role.split())
        return known

    def _body(self, name: str, role: str, *, seen: int, kind: str = "body", described: str = "") -> Known:
        low = name.lower()
        for known in self.bodies:
            if known.low == low:
                known.seen = max(known.seen, seen)
                return known
        short = initials(name)
        if short in self.capitals and "(" not in name and low not in self.acronyms:
            name = f"{name} ({short})"  # its initials stand for it elsewhere
            self.acronyms[short.lower()] = self.acronyms[low] = name
            return self._body(name, role, seen=seen, kind=kind, described=described)
        words = frozenset(re.findall(r"[\w.]+", f"{low} {described.lower()}"))
        known = Known(name, role, words, kind, seen=seen)
        self.bodies.append(known)
        return known

    def _speak_body(self, name: str, role: str = "", *, kind: str = "body", described: str = "") -> Source:
        known = self._body(name, role or body_role(name), seen=self.count, kind=kind, described=described)
        self._speak(known)
        return as_source(known)

    def _speak(self, known: Known) -> None:
        known.seen, known.met = self.count, self.sentence
        self.last = known
        if known.kind == "person":
            self.last_person = known
        elif known.kind == "crowd":
            self.crowd = known
        else:
            self.last_body = known
