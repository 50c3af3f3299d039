"""Noun phrases that follow a verb, and what may be a finite verb."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.nouns import BODIES, DOCUMENTS, PEOPLE, STARTERS
from launchwatch.ledger.reading.tagger import FINITE_TAGS
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_NO_VERB_AFTER = words("phrases.no_verb_after")
_ENDS_NAME = words("phrases.ends_name")
_NOUNS_OFTEN = words("phrases.nouns_often")
_BEFORE_NOUN = words("phrases.before_noun")
_TALKS_OR_MONTHS = lex.TALKS | lex.MONTHS
Phrase = tuple[int, int]
STOPS = words("phrases.stops")
BREAKERS = words("phrases.breakers")
SMALL_NUMBERS = words("phrases.small_numbers")
PRONOUNS = words("phrases.pronouns")


def is_finite(units: Sequence[Unit], k: int) -> bool:
    """Whether a unit looks like a finite verb."""
    unit = units[k]
    if unit.kind != "w":
        return False
    if unit.tag:
        return unit.tag in FINITE_TAGS
    low = unit.low
    if low in lex.DENIALS and not low.endswith("ing"):
        return True
    if low == "think" and k + 1 < len(units) and units[k + 1].low.startswith("tank"):
        return False
    after_who = k > 0 and units[k - 1].low == "who" and unit.text[0].islower()
    if after_who and low not in lex.ADVERBS and low not in STARTERS:
        return True
    if low in ("be", "been", "being"):
        return False
    if low in lex.FINITE:
        return not (low in ("may", "will", "might", "can") and unit.text[0].isupper() and k > 0) and not (
            low in _NOUNS_OFTEN and k > 0 and (units[k - 1].low in _BEFORE_NOUN)
        )
    if low.endswith("ed") and len(low) > 3 and low not in lex.NOT_PAST and "-" not in low:
        if k > 0 and units[k - 1].low in _NO_VERB_AFTER:
            return units[k - 1].low in ("have", "has", "had", "and", "be", "been")
        return not unit.text[0].isupper()
    return low in lex.STRONG and low not in lex.PARTICIPLES and not low.endswith("ing")


def has_finite(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a stretch holds a finite verb, or a quotation long enough to hold one."""
    return any(
        is_finite(units, k)
        or (units[k].kind == "q" and " " in units[k].text)
        or (units[k].low in PRONOUNS and k + 1 < end and units[k + 1].kind == "w")
        for k in range(start, end)
    )


def is_source_noun(word: str) -> bool:
    """Whether a word in lower case is the head of a source: a body, a person by office, a pronoun."""
    word = word.removesuffix("'s").rstrip(".")
    single = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    return (
        word in BODIES
        or single in BODIES
        or word in PEOPLE
        or word in PRONOUNS
        or word in ("one", "some", "many", "others", "two", "both")
    )


def reduced(units: Sequence[Unit], k: int, end: int) -> bool:
    """A participle inside a noun phrase: 'a poll published on Sunday', 'sources briefed on the matter'."""
    return (
        units[k].low.endswith("ed")
        and k + 1 < end
        and units[k + 1].low in ("on", "by", "in", "with", "to", "for", "at", "as")
        and k > 0
        and units[k - 1].kind == "w"
        and (
            is_source_noun(units[k - 1].low)
            or units[k - 1].low.endswith("s")
            or units[k - 1].low in DOCUMENTS
        )
    )


def noun_phrase_after(units: Sequence[Unit], k: int, end: int) -> int:
    """The end of the noun phrase that starts at a unit ('said Yoo Sang-bum'), before its apposition."""
    j = k
    while j < end:
        unit = units[j]
        if unit.kind == "q" or (unit.text in STOPS and unit.text not in ("(", "-")) or unit.text == ",":
            break
        if unit.text == "(":
            close = next((c for c in range(j, min(end, j + 12)) if units[c].text == ")"), None)
            if close is None:
                break
            j = close + 1
            continue
        if (
            j > k
            and (is_finite(units, j) or unit.low in lex.PARTICIPLES)
            and unit.text[:1].islower()
            and not reduced(units, j, end)
        ):
            break
        if j > k and (unit.low in lex.DAYS or unit.low in BREAKERS or unit.low in _ENDS_NAME):
            break
        if (
            j > k
            and unit.low in ("in", "at")
            and (
                units[j - 1].text[:1].isupper()
                or (
                    j + 1 < end
                    and units[j + 1].low in ("a", "an", "his", "her", "its", "their", "tokyo", "an")
                )
                or (j + 1 < end and units[j + 1].low in _TALKS_OR_MONTHS)
            )
        ):
            if units[j - 1].low not in PEOPLE and units[j - 1].low not in BODIES:
                break
            if j + 1 < end and (units[j + 1].low in ("a", "an") or units[j + 1].low in lex.MONTHS):
                break
        j += 1
    return j
