"""Whom a pronoun stands for: the one who spoke or was spoken of last, unless name or title forbids."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Known, Source, as_source, fits
from launchwatch.ledger.reading.named import Named
from launchwatch.ledger.reading.people import GENDERS
from launchwatch.ledger.reading.tokens import Unit

RECENT = 25
"""Over so many sentences 'he' or 'she' may reach back to one who did not speak last."""
_NEAR = 14
_NOBODY_KNOWN = frozenset({"one", "both", "some", "others", "another", "many", "few"})


class Pronouns(Named):
    """Who 'he', 'it', 'they' are."""

    __slots__ = ()

    def _pronoun(self, word: str) -> Source | None:
        if word in ("he", "she", "i"):
            known = self._he_or_she(GENDERS.get(word, ""))
        elif word == "it":
            known = self.last_body or (self.last if self.last and self.last.kind != "person" else None)
        elif word in _NOBODY_KNOWN:
            return Source(word, "unnamed", False)
        else:
            known = self._they()
        if known is None:
            return Source(word, "unknown", False)
        self._speak(known)
        return as_source(known)

    def _he_or_she(self, gender: str) -> Known | None:
        """The person who spoke or was spoken of last, and whom name, title and earlier pronouns allow."""
        recent = sorted(
            (p for p in self.people if p.met >= self.sentence - RECENT), key=lambda p: p.met, reverse=True
        )
        first = [self.last_person] if self.last_person else []
        for surely in (True, False):
            for known in [*first, *recent]:
                if fits(known, gender, surely=surely):
                    known.leaning = known.leaning or gender
                    return known
        return None

    def _they(self) -> Known | None:
        """Several people, or papers, that spoke last."""
        last = self.last
        if last is not None and last.role in nouns.DOCUMENTS and last.role.endswith("s"):
            return last
        if self.crowd and self.crowd.seen >= (last.seen if last else 0) - 2:
            return self.crowd
        return last if last is None or last.role != "news outlet" else None

    def learn(self, units: Sequence[Unit], speaker: Sequence[Unit]) -> None:
        """Remember 'he' or 'she' that follows a speaker: `The chief, asked again, said he was ...`."""
        known = self.last_person
        if known is None or known.gender or known.leaning or known.seen != self.count or not speaker:
            return
        end = speaker[-1].end
        for unit in [u for u in units if u.start >= end][:_NEAR]:
            if unit.low in GENDERS:
                known.leaning = GENDERS[unit.low]
            if unit.low in GENDERS or (unit.kind == "w" and unit.text[0].isupper()):
                return
