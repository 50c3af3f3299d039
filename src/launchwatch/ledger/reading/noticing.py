"""Who is met without speaking: `Kim, 71, has logged ...`, `The envoy, Sin Hyok Chol, was ...`."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Known
from launchwatch.ledger.reading.names import body_role, head_noun, outlet_tail, surface_of
from launchwatch.ledger.reading.nominals import Phrase, is_finite, noun_phrase_after
from launchwatch.ledger.reading.people import GENDERS, personal
from launchwatch.ledger.reading.persons import person_name, role_words
from launchwatch.ledger.reading.phrases import leading_subject
from launchwatch.ledger.reading.pronouns import Pronouns
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_CROWDS = words("sources.crowds")
_PASSING = words("sources.passing")
_DATES = lex.TIMES | lex.MONTHS
_CLAUSES = frozenset({"who", "whose", "which", "that"})
_OPENERS = nouns.STARTERS | lex.PREPOSITIONS | words("parts.leads")
_ASKED = frozenset({"asked", "met", "called", "contacted", "visited", "phoned", "emailed", "reached"})
_NUMBERED = frozenset({"two", "three", "four", "five", "pair", "trio", "couple", "brothers", "sisters"})
_OPEN_ONE = frozenset({"another", "the", "a", "an", "his", "her", "its", "their", "one"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you"})
_NO_TOPIC = frozenset({"figure", "family", "head", "general", "major"})
"""Words for people that stand for other things as often."""
MOST_NAMES = 300


class Noticing(Pronouns):
    """People and bodies who are spoken of."""

    __slots__ = ()

    def note(self, units: Sequence[Unit]) -> None:
        """Notice names that stand in a sentence: `Lee, head of ...`, `President Kim`, `Kim, 71, ...`."""
        self.sentence += 1
        for first, end in _runs(units):
            start = first
            while start + 1 < end and units[start].low in _OPENERS:
                start += 1
            run = list(units[start:end])
            owns = run[-1].low.endswith("'s")
            if owns:
                run[-1] = run[-1]._replace(text=run[-1].text[:-2], low=run[-1].low[:-2])
            if len(run) == 1:
                self._single(units, start, end, run[0])
                continue
            self._keep_name(run)
            before = units[start - 1].low if start else ""
            office = before if before in nouns.PEOPLE or before in ("named", "called") else ""
            titled = bool(office) or any(u.low.rstrip(".") in nouns.TITLES for u in run)
            shown = _introduced(units, start, end)
            if (
                len(run[-1].low) > 2
                and run[-1].low in nouns.BODIES
                and run[-1].low not in _PASSING
                and not shown
                and not office
            ):
                name = " ".join(u.text for u in run)
                paper = name.lower() in lex.OUTLETS or outlet_tail(run)
                role = "news outlet" if paper else body_role(name)
                self._body(self.acronyms.get(name.lower(), name), role, seen=self.count)
                continue
            if (owns and not (titled and not office)) or not (titled or shown or personal(run)):
                continue
            name, title = person_name(run, False)
            if not name or len(name.split()) < 2 or (len(run) > 4 and not titled):
                continue
            if not (title or office or (len(name.split()) == len(run) <= 4)):
                continue
            role = " ".join(title) or office or "person"
            known = self._person_met(
                name, role, frozenset(w for w in (*(t.lower() for t in title), office, shown) if w)
            )
            if shown or office in ("named", "called"):
                self.last_person = known

    def _keep_name(self, run: Sequence[Unit]) -> None:
        """Remember a name whose first or last word may stand alone later."""
        if len(self.names) > MOST_NAMES:
            self.names.clear()
        if 2 <= len(run) <= 4:
            full = " ".join(u.text for u in run)
            self.names[run[-1].low] = full
            if personal(run) or run[0].low not in self.names:
                self.names[run[0].low] = full

    def _single(self, units: Sequence[Unit], start: int, end: int, unit: Unit) -> None:
        """A surname alone: of one who is known, or `Kim, 71,` after `Kim Bok-soon's orchard`; an outlet."""
        if unit.low in lex.OUTLETS and unit.low not in nouns.STARTERS:
            self._body(lex.WIRES.get(unit.low, unit.text), "news outlet", seen=self.count)
            return
        known = self._find_person(unit.text) if len(unit.text) > 2 else None
        if known is None and _aged(units, end) and unit.low in self.names and unit.low not in nouns.STARTERS:
            known = self._person_met(self.names[unit.low], "person")
            self.last_person = known
        if known is not None:
            known.met = self.sentence

    def topic(self, units: Sequence[Unit]) -> None:
        """Remember the subject of a sentence that opens with one, so that 'he' or 'it' may mean it."""
        got = leading_subject(units, 0, len(units)) or self._name_first(units)
        if got is None:
            return
        (start, end), (a, b) = got
        first = [u for u in units[start:end] if u.kind != "q"]
        while first and (first[-1].low in lex.ADVERBS or first[-1].low in lex.TIMES or first[-1].low == "on"):
            first.pop()
        cut = next((k for k, u in enumerate(first) if k and u.low in _CLAUSES), len(first))
        first = first[:cut]
        joined = any(u.kind != "w" or u.low == "and" for u in first)
        if first and first[0].low in lex.PREPOSITIONS:  # 'By Friday Lee had ...'
            first = first[next((k + 1 for k, u in enumerate(first) if u.low in _DATES), len(first)) :]
        if not first or joined or len(first) > 10:
            return
        if len(first) == 1 and first[0].low in ("i", "we") and units[end].low in _ASKED:
            close = noun_phrase_after(units, end + 1, len(units))
            asked = units[end + 1 : close]
            if asked and (head_noun(asked) in nouns.PEOPLE or head_noun(asked) in nouns.BODIES):
                self._mention(asked, ())
            return
        if len(first) == 1 and first[0].low in _PRONOUNS:
            if first[0].low in ("he", "she"):
                self.last_person = self._he_or_she(GENDERS[first[0].low]) or self.last_person
            return
        if not self._topic_person(first, units[a:b]):
            self._topic_body(first)

    def _name_first(self, units: Sequence[Unit]) -> tuple[Phrase, Phrase] | None:
        """A known name that opens a sentence whose verb no list knows: `Lee stands by it.`"""
        runs = _runs(units[:5])
        if not runs or runs[0][0] or runs[0][1] >= len(units) or units[runs[0][1]].kind != "w":
            return None
        end = runs[0][1]
        verb = units[end].low.endswith("s") and units[end].low not in lex.PREPOSITIONS
        known = verb and self._find_person(" ".join(u.text for u in units[:end])) is not None
        return ((0, end), (end, end)) if known else None

    def _topic_person(self, first: Sequence[Unit], apposition: Sequence[Unit]) -> bool:
        """Whether a subject is a person, who is then the one spoken of."""
        name, title = person_name(first, bool(apposition) and role_words(apposition) != "")
        known = self._find_person(name) if name else None
        if known is not None and (title or len(name.split()) == len(first)):
            self._speak_of(known)
            return True
        if name and (title or personal(first)):
            self._speak_of(self._person_met(name, " ".join(title) or "person"))
            return True
        noun = head_noun(first)
        if noun not in nouns.PEOPLE and self._owner_met(first):
            return True
        opens = first[0].low in _OPEN_ONE or any(u.low.endswith("'s") for u in first)
        if opens and _one_person(noun) and noun not in _NO_TOPIC:
            self._mention(first, apposition)
            return True
        return False

    def _owner_met(self, first: Sequence[Unit]) -> bool:
        """Whether a known person's own thing is the subject, so that its owner is: `Lee's note did ...`."""
        owner = first[: next((k + 1 for k, u in enumerate(first) if u.low.endswith("'s")), 0)]
        if not owner or not owner[-1].text[0].isupper():
            return False
        name = " ".join([*(u.text for u in owner[:-1]), owner[-1].text[:-2]])
        known = self._find_person(name)
        if known is not None:
            self._speak_of(known)
        return known is not None

    def _speak_of(self, known: Known) -> None:
        known.seen, known.met = self.count, self.sentence
        self.last = self.last_person = known

    def _topic_body(self, first: Sequence[Unit]) -> None:
        noun = head_noun(first)
        of = next((k for k, u in enumerate(first) if u.low in lex.PREPOSITIONS or u.low == "of"), len(first))
        if noun in nouns.DOCUMENTS or len(first) > 8 or head_noun(first[:of]) != noun:
            return
        several = noun in nouns.PEOPLE and noun.endswith("s") and not noun.endswith("ss")
        if noun in _CROWDS or several or (first[0].low == "the" and first[-1].low in _NUMBERED):
            self.crowd = Known(
                surface_of(self.text, first),
                noun,
                frozenset([noun]),
                "crowd",
                named=noun == "police",
                seen=self.count,
            )
            self.last = self.crowd
            return
        bodily = noun in nouns.BODIES and noun not in _PASSING
        capital = first[-1].text[:1].isupper() and not person_name(first, False)[0]
        low = " ".join(u.low for u in first)
        if not (bodily or capital) or first[-1].low in nouns.PLACES:
            return
        if low in nouns.PLACES or "the " + low in nouns.PLACES or low.removeprefix("the ") in nouns.PLACES:
            return
        source = self._mention(first, ())
        if source is not None and self.last is not None and self.last.kind == "body":
            self.last_body = self.last


def _runs(units: Sequence[Unit]) -> list[Phrase]:
    """The stretches of words with capitals; a possessive ends one."""
    found: list[Phrase] = []
    k, n = 0, len(units)
    while k < n:
        j = k
        while j < n and units[j].kind == "w" and units[j].text[0].isupper():
            j += 1
            if units[j - 1].low.endswith("'s"):
                break
        if j > k:
            found.append((k, j))
        k = max(j, k + 1)
    return found


def _aged(units: Sequence[Unit], end: int) -> bool:
    """Whether `, 71,` or `, 71.` or ` (71)` follows."""
    if end + 2 >= len(units) or units[end + 1].kind != "n":
        return False
    age = units[end + 1].text
    closed = {",": ",.", "(": ")"}.get(units[end].text, "")
    return age.isdigit() and 1 < len(age) < 4 and int(age) < 112 and units[end + 2].text in tuple(closed)


def _introduced(units: Sequence[Unit], start: int, end: int) -> str:
    """The word that shows a name to be a person's: an office before or after its comma, 'who', an age."""
    if units[start].low in nouns.STARTERS:
        return ""
    if _aged(units, end):
        return "aged"
    if end + 1 >= len(units) or units[end].text not in ",.":
        return ""
    before = _office_before(units, start) if start > 1 and units[start - 1].text == "," else ""
    if before or units[end].text == ".":
        return before
    after = units[end + 1]
    if after.low in ("who", "whose"):
        return "who"
    opens = after.low in ("a", "an", "the") or after.low.endswith("'s") or after.low in nouns.PEOPLE
    close = next((k for k in range(end + 1, min(len(units), end + 14)) if units[k].text in ",.;"), 0)
    noun = head_noun(units[end + 1 : close]) if opens and close else ""
    return noun if _one_person(noun) else ""


def _office_before(units: Sequence[Unit], start: int) -> str:
    """The office in `The ambassador to Moscow, NAME`; empty where what stands before the comma is none."""
    k = start - 1
    while k > 0 and start - k < 12 and units[k - 1].kind == "w" and not is_finite(units, k - 1):
        k -= 1
    phrase = units[k : start - 1]
    noun = head_noun(phrase) if phrase else ""
    return noun if _one_person(noun) else ""


def _one_person(noun: str) -> bool:
    """Whether a noun is one person's office or trade."""
    one = not noun.endswith("s") or noun.endswith("ss")
    return one and noun in nouns.PEOPLE and noun not in nouns.BODIES
