"""Shallow grammar over the units of a sentence: where a subject starts, what closes a verb of speech.

No parser: a few tables and the marks between phrases.  `Phrase` is a half-open range of units.
"""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.appositions import apposition_before
from launchwatch.ledger.reading.nominals import Phrase, is_finite
from launchwatch.ledger.reading.nouns import BODIES, TITLES
from launchwatch.ledger.reading.starts import start_of
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_APPOSED = words("phrases.apposed")
_REACHED = frozenset({"asked", "pressed", "reached", "contacted", "interviewed"})
_IN_NAMES = frozenset({"of", "and", "de", "for", "the"})
_DEFINITE = frozenset({"the", "a", "an", "another", "one", "his", "her", "its", "their", "our", "my", "this"})
_LEADS = words("parts.leads")
_GOES_ON = frozenset({"on", "continued", "continues", "quick", "keen", "careful"})


def subject_before(units: Sequence[Unit], cue: int, low: int) -> tuple[Phrase, Phrase, int] | None:
    """The subject that stands before a verb: its head phrase, its apposition (may be empty), and where
    both begin.

    None where nothing before the verb can be a subject.
    """
    joint = _joint(units, cue, low)
    if joint:
        return _shared_subject(units, joint, low)
    end = _skip_back(units, cue, low)
    if end <= low:
        return None
    apposition = (end, end)
    if units[end - 1].text == ",":
        closed = apposition_before(units, end - 1, low)
        if closed is None:
            return None
        apposition = closed
        end = closed[0] - 1
    if units[end - 1].text == ")":
        opening = end - 1
        while opening > low and units[opening].text != "(":
            opening -= 1
        if opening > low:
            start = start_of(units, opening, low)
            return ((start, end), apposition, start) if start < opening else None
    start = start_of(units, end, low)
    if start >= end:
        return None
    return (start, end), apposition, start


def leading_subject(units: Sequence[Unit], low: int, high: int) -> tuple[Phrase, Phrase] | None:
    """The subject that opens a stretch, or follows its opening remark, with its apposition."""
    if low < high and (units[low].low in lex.PREPOSITIONS or units[low].low in _LEADS):
        comma = next((k for k in range(low, min(high, low + 14)) if units[k].text == ","), None)
        low = low if comma is None else comma + 1
    for verb in range(low + 1, min(high, low + 40)):
        got = subject_before(units, verb, low) if is_finite(units, verb) else None
        if got is not None and got[2] == low and got[0][0] == low:
            return got[0], got[1]
    return None


def _joint(units: Sequence[Unit], cue: int, low: int) -> int:
    """Where an 'and' stands that joins a verb to one before it (`met the council and said`); 0 for none."""
    k = cue - 1
    while k > low and units[k].low in lex.ADVERBS and units[k].low != "and":
        k -= 1
    return k if k > low and units[k].low == "and" else 0


def _shared_subject(units: Sequence[Unit], joint: int, low: int) -> tuple[Phrase, Phrase, int] | None:
    """The subject of the verb before an 'and'."""
    for verb in range(joint - 1, low, -1):
        got = subject_before(units, verb, low) if is_finite(units, verb) else None
        if got is not None and (got[2] <= low or units[got[2] - 1].text == ","):
            return got
    return None


def _skip_back(units: Sequence[Unit], cue: int, low: int) -> int:
    """Before the adverbs and short remarks ('on Tuesday', 'in a statement') in front of a verb."""
    end = cue
    while end > low:
        last = units[end - 1]
        if last.kind == "q":
            return end
        adverb = last.low in lex.ADVERBS or (
            last.low.endswith("ly")
            and last.text[0].islower()
            and len(last.low) > 4
            and last.low not in BODIES
            and last.low not in TITLES
        )
        if adverb and (end > low + 1 or last.low not in ("both", "all", "each")):
            end -= 1
            continue
        if last.low == "to" and end - 2 > low and units[end - 2].low in _GOES_ON:
            end -= 2 + (units[end - 2].low == "on" or units[end - 3].low in lex.BE)
            continue
        moved = False
        if last.low in lex.TIMES or last.low in lex.TALKS or last.kind == "n":
            for k in range(end - 1, max(low, end - 6) - 1, -1):
                word = units[k].low
                if (
                    word in ("on", "in", "at", "during", "via", "through")
                    and k > low
                    and units[k - 1].text != ","
                ):
                    if last.low in lex.TALKS and last.low in BODIES and word != "in":
                        break
                    if last.low in lex.TALKS and not any(u.low in ("a", "an", "the") for u in units[k:end]):
                        break
                    if last.kind == "n" and not any(u.low in lex.MONTHS for u in units[k:end]):
                        break
                    end, moved = k - (units[k - 1].low in ("late", "early", "earlier", "later")), True
                    break
                if units[k].kind == "p":
                    break
            if (
                not moved
                and last.low in lex.TIMES
                and end - 1 > low
                and (last.low in lex.DAYS or last.low in ("today", "yesterday"))
            ):
                end, moved = end - 1, True
        if not moved:
            break
    return end
