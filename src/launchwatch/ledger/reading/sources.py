"""Who a phrase means: names, offices, bodies, and what 'he', 'the agency', 'the lawmaker' stand for.

`Cast` walks a text in order and keeps who has been introduced.  A full name is known from the first time it
stands; an acronym in brackets is known everywhere.  A description that fits one introduced earlier means that
one; 'a lawmaker', 'officials' stay unnamed.
"""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Source
from launchwatch.ledger.reading.names import head_noun, trim
from launchwatch.ledger.reading.noticing import Noticing
from launchwatch.ledger.reading.persons import person_name
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_CROWDS = words("sources.crowds")
_PRONOUNS = words("sources.pronouns")
_PASSING = words("sources.passing")
_NATIONALS = words("people.nationals")
_OBJECTS = {"him": "he", "her": "she", "them": "they"}
MOST_KNOWN = 120
"""So many people and bodies are remembered at once, so that time grows with length only."""


class Cast(Noticing):
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
        if len(units) == 1 and units[0].low in _OBJECTS:
            return self._pronoun(_OBJECTS[units[0].low])
        if units[0].low in ("one", "another") and (len(units) == 1 or units[1].low == "of"):
            apposition = trim(apposition)
            if _is_name(apposition) or (apposition and person_name(apposition, False)[0]):
                return self._mention(apposition, ())  # 'One, Vera Pinho, said'
        if len(units) == 1 and units[0].low in _PRONOUNS:
            return self._pronoun(units[0].low)
        if self.last_person is not None and _stands_for_person(units):
            return self._pronoun("i")
        if units[0].low in ("his", "her") and self.last_person and head_noun(units) in nouns.DOCUMENTS:
            return self._pronoun("he")  # 'according to his measurements'
        return self._mention(units, trim(apposition))


def _stands_for_person(units: Sequence[Unit]) -> bool:
    """Whether a phrase means a person just named: `the 24-year-old`, `the Swede`."""
    nation = units[-1].low in _NATIONALS and units[-1].text[0].isupper()
    return len(units) == 2 and units[0].low == "the" and (nation or units[1].low.endswith("-year-old"))


def _is_name(units: Sequence[Unit]) -> bool:
    """Whether an apposition is a name and nothing else."""
    return 1 < len(units) < 6 and all(u.kind == "w" and u.text[0].isupper() for u in units)
