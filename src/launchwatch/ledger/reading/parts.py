"""What the rules of speech share: claims, speakers, and the stretches of a sentence they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.adjuncts import only_adjuncts
from launchwatch.ledger.reading.citations import Cue
from launchwatch.ledger.reading.nominals import PRONOUNS, Phrase, has_finite, is_finite
from launchwatch.ledger.reading.relays import speaks
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_LEAD_WORDS = words("parts.lead_words")
_LEAD_FIRST = words("parts.lead_first") | {"asked", "pressed", "reached", "contacted", "interviewed"}
_DATES = lex.TIMES | lex.MONTHS
LEADS = words("parts.leads")
QUALIFIES = words("parts.qualifies")
NO_CLAUSE = words("parts.no_clause")


@dataclass(slots=True)
class Speaker:
    """A noun phrase that speaks, with its apposition."""

    units: Sequence[Unit]
    apposition: Sequence[Unit] = ()


@dataclass(slots=True)
class Claim:
    """What was said (stretches of code points), by whom (origin first), and whether it was denied.

    `inherit` marks a statement that goes on from the speaker before: a quotation that stands alone.
    """

    spans: list[tuple[int, int]]
    speakers: list[Speaker] = field(default_factory=list)
    carriers: list[Speaker] = field(default_factory=list)
    cue: str = ""
    denied: bool = False
    inherit: bool = False
    order: int = 0


@dataclass(slots=True)
class Parts:
    """One sentence: its units, its cues, and whether it is a heading."""

    units: Sequence[Unit]
    cues: list[Cue]
    heading: bool
    absolute: set[int] = field(default_factory=set)

    def _speaker(self, phrase: Phrase) -> Speaker:
        return Speaker(self.units[phrase[0] : phrase[1]])

    def _speaks(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a phrase can be the subject of a cue."""
        after = self.units[cue.end].low if cue.end < len(self.units) else ""
        return start < end and speaks(self.units, start, end, cue.lemma, after)

    def _trim(self, low: int, high: int) -> int:
        while high > low and (
            self.units[high - 1].text in NO_CLAUSE or self.units[high - 1].low in ("and", "but", "while")
        ):
            high -= 1
        return high

    def _trim_lead(self, start: int, end: int) -> int:
        """Cut 'On Monday' from 'On Monday the ministry'."""
        units = self.units
        if units[start].low in _LEAD_WORDS:
            for k in range(start + 1, end):
                if (units[k].low in ("the", "a", "an") and k > start + 1) or (
                    units[k - 1].low in _DATES and units[k].text[:1].isupper()
                ):
                    return k
        return start

    def _apposition_end(self, end: int, high: int) -> int:
        """The end of the apposition that may follow a name: `, a member of ...,`."""
        units = self.units
        if end < high and units[end].text == "," and end + 1 < high:
            first = units[end + 1]
            if (
                first.low in ("a", "an", "the", "who", "whose", "which", "one")
                or first.kind == "n"
                or first.low in nouns.PEOPLE
                or first.low in nouns.TITLES
                or (first.text[:1].isupper() and units[end - 1].text[:1].islower())
                or (first.text[:1].isupper() and units[end - 1].low in nouns.PEOPLE)
            ):
                close = next(
                    (k for k in range(end + 1, high) if units[k].text == "," and not _inside_name(units, k)),
                    high,
                )
                clause = first.low not in ("who", "whose", "which") and any(
                    is_finite(units, k) and not units[k].low.endswith("ed") for k in range(end + 1, close)
                )
                return end if clause else close
        return end

    def _spans(self, low: int, high: int) -> list[tuple[int, int]]:
        """The code points of a stretch, without marks at its ends; a lone quotation without its quotation
        marks.
        """
        units = self.units
        while low < high and (
            (units[low].kind == "p" and units[low].text not in "([$")
            or (
                units[low].low in ("but", "and")
                and high - low > 1
                and low + 1 < high
                and units[low + 1].text == ","
            )
        ):
            low += 1
        while high > low and units[high - 1].kind == "p" and units[high - 1].text not in ")]%":
            high -= 1
        if low >= high:
            return []
        if high - low == 1 and units[low].kind == "q":
            a = units[low].inner[0]
            kept = units[low].text.rstrip().rstrip(",")
            return (
                [(a + len(units[low].text) - len(units[low].text.lstrip()), a + len(kept))]
                if kept.strip()
                else []
            )
        return [(units[low].start, units[high - 1].end)]

    def _clause(self, low: int, high: int) -> bool:
        """Whether a stretch can be what was said: a quotation, or words with a verb among them."""
        units = self.units
        while low < high and units[low].text in NO_CLAUSE:
            low += 1
        if high - low < 1:
            return False
        if any(units[j].kind == "q" for j in range(low, high)):
            return True
        if (
            units[low].low in lex.PREPOSITIONS
            and not any(units[j].text == "," for j in range(low, high))
            and high - low < 14
            and not (low + 1 < high and units[low + 1].low in ("least", "most"))
        ):
            return has_finite(units, low, high) and units[low].low not in (
                "in",
                "on",
                "at",
                "speaking",
                "asked",
            )
        if units[low].low.endswith("ing"):
            return has_finite(units, low, high)
        return has_finite(units, low, high) or high - low >= (3 if self.heading else 4)

    def _leads(self, low: int, begin: int) -> bool:
        """Whether what stands before a subject is a remark of time, place or occasion and no statement."""
        units = self.units
        if begin <= low:
            return True
        last = units[begin - 1]
        pronoun = units[begin].low in PRONOUNS and units[low].low in lex.PREPOSITIONS
        if last.text != "," and last.low not in LEADS and last.low != "that":
            return pronoun and begin - low < 10 and not has_finite(units, low, begin)
        stretch = begin - low
        first = units[low].low
        if (
            first in lex.PREPOSITIONS
            or first in LEADS
            or first.endswith(("ing", "ly"))
            or first in _LEAD_FIRST
        ):
            return True
        return (stretch <= 3 and not has_finite(units, low, begin)) or all(
            u.kind == "n" or u.low in _DATES or u.text in ",.()" for u in units[low:begin]
        )

    def _inside_subject(self, k: int, end: int, high: int) -> bool:
        """`The Journal, citing people, reported that`: then it belongs to the subject."""
        return (
            end < high
            and self.units[end].text == ","
            and any(c.start in (end + 1, end + 2) for c in self.cues)
        )

    def _after_name(self, k: int, high: int) -> bool:
        """Whether only an apposition or closing remarks follow a name up to the end."""
        units = self.units
        if k >= high or only_adjuncts(units, k, high) or units[k].low in QUALIFIES:
            return True
        if units[k].text == ",":
            first = units[k + 1].low if k + 1 < high else ""
            return (
                first in ("a", "an", "the", "who", "which", "whose", "one")
                or units[k + 1].kind == "n"
                or not has_finite(units, k + 1, high)
            )
        return False


def _inside_name(units: Sequence[Unit], comma: int) -> bool:
    return units[comma - 1].kind == "n" and comma + 1 < len(units) and units[comma + 1].kind == "n"
