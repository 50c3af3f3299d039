"""What stands around a verb of speech and is no statement: `on Tuesday`, `in a report carried by KCNA`."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.nominals import PRONOUNS, SMALL_NUMBERS, has_finite, is_finite, is_source_noun
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_TIME_WORDS = words("phrases.time_words")
_TAILS = words("phrases.tails")
_SECOND_NOUNS = words("phrases.second_nouns")
_MORE = words("phrases.more")
_RELATIVE = frozenset({"after", "before", "ahead", "since", "later", "earlier", "ago"})
_SPELLS = lex.TIMES | {"on", "in"}


def skip_adjuncts(units: Sequence[Unit], k: int, end: int) -> int:
    """After 'on Tuesday', 'in a statement', 'to reporters' that follow a verb of speech."""
    while k < end:
        here = units[k]
        if here.low.endswith("ly") and k + 1 < end and units[k + 1].low == "that":
            k += 1
            continue
        if here.low in ("morning", "afternoon", "evening", "night") and k and units[k - 1].low in lex.DAYS:
            k += 1
            continue
        if here.low in lex.DAYS or here.low in _TIME_WORDS:
            k += 1
            continue
        if (
            here.low in ("late", "early", "last", "this", "earlier", "later")
            and k + 1 < end
            and units[k + 1].low in _SPELLS
        ):
            k += 2 if units[k + 1].low not in ("on", "in") else 1
            continue
        if (
            here.low == "the"
            and k + 2 < end
            and units[k + 1].low in ("same", "following", "next", "previous")
            and units[k + 2].low in ("day", "night", "morning", "evening")
        ):
            k += 3
            continue
        if here.low in lex.MONTHS and here.text[0].isupper() and here.low != "may":
            k += 1
            while (
                k < end
                and (units[k].kind == "n" or units[k].text in ".,")
                and not (units[k].text == "," and k + 1 < end and units[k + 1].kind != "n")
            ):
                k += 1
            continue
        if here.low in lex.PREPOSITIONS or here.low == "soon":
            stop = _adjunct_end(units, k, end)
            if stop > k:
                k = stop
                continue
        break
    return k


def _adjunct_end(units: Sequence[Unit], k: int, end: int) -> int:
    """Where a prepositional remark that starts at a unit ends, or the unit itself if it is none."""
    limit = min(end, k + 9)
    last = k
    for j in range(k + 1, limit):
        unit = units[j]
        if unit.low in lex.MONTHS and unit.text[0].isupper():
            return _date_end(units, j + 1, end)
        if unit.low == "that" or unit.text in (",", ":") or unit.kind == "q":
            if unit.text == "," and j + 1 < end and units[j + 1].kind == "n" and units[j - 1].kind == "n":
                continue
            return j
        if unit.low in lex.TALKS or unit.low in lex.TIMES or unit.low in ("anonymity", "agency"):
            if j + 1 < end and units[j + 1].low in _SECOND_NOUNS:
                last = j + 1
                continue
            last = j
            nxt = units[j + 1] if j + 1 < end else None
            if nxt is None or nxt.low not in _MORE:
                return last + 1
            if nxt.low in _TAILS:
                return _tail_end(units, last + 1, end)
            return last + 1
        if is_finite(units, j):
            return k
    if limit == end and not has_finite(units, k + 1, end):
        return end
    return last + 1 if last > k else k


def _tail_end(units: Sequence[Unit], k: int, end: int) -> int:
    """The end of 'carried by KCNA', 'with the BBC on Monday' after 'in a statement'."""
    j = k + 1
    if j < end and units[j].low in ("by", "on", "in", "to"):
        j += 1
    started = False
    while j < end:
        unit = units[j]
        if unit.text in (",", ":") or unit.kind == "q" or unit.low == "that" or unit.low in PRONOUNS:
            return j
        if unit.kind == "w" and unit.low in ("the", "a", "an", "its", "his", "her", "their") and started:
            return j
        if unit.low in ("on", "in", "at") and started:
            return j
        if is_finite(units, j):
            return j - 1 if j - 1 > k else j
        started = started or unit.text[:1].isupper() or unit.low in lex.TALKS or is_source_noun(unit.low)
        if started and unit.low in lex.DAYS:
            return j + 1
        j += 1
        if (
            started
            and unit.text[:1].isupper()
            and j < end
            and not units[j].text[:1].isupper()
            and units[j].low not in ("news", "agency", "of", "and", "television", "newspaper")
        ):
            return j
    return j


def _date_end(units: Sequence[Unit], k: int, end: int) -> int:
    """The end of `. 8, 2023` after the name of a month."""
    while k < end and (
        units[k].kind == "n"
        or units[k].text == "."
        or (units[k].text == "," and k + 1 < end and units[k + 1].kind == "n")
    ):
        k += 1
    return k


def only_adjuncts(units: Sequence[Unit], k: int, end: int) -> bool:
    """Whether nothing but remarks of time, place and manner stands between a unit and an end."""
    k = skip_adjuncts(units, k, end)
    if k >= end:
        return True
    if units[k].text in (",", "—", "–", "--", "-") and k + 1 < end:
        k += 1
        if units[k].low in ("who", "which", "whose", "a", "an", "the", "but", "adding", "and") and not _spell(
            units, k, end
        ):
            return False
        k = skip_adjuncts(units, k, end)
        if k >= end:
            return True
    first = units[k].low
    if _spell(units, k, end):
        return True
    if first not in lex.PREPOSITIONS and not (first.endswith("ing") and units[k - 1].text == ","):
        return False
    if (
        any(units[j].low == "that" and units[j - 1].low not in ("after", "of") for j in range(k, end))
        and first not in lex.SUBORDINATORS
    ):
        return False
    if first in lex.SUBORDINATORS or first.endswith("ing"):
        return True
    return not any(is_finite(units, j) and not units[j].low.endswith("ed") for j in range(k, end))


def _spell(units: Sequence[Unit], k: int, end: int) -> bool:
    """`a day after ...`, `two weeks before ...`: a remark of time."""
    near = [u.low for u in units[k : min(end, k + 5)]]
    if not (
        near
        and (
            near[0] in ("a", "an", "the", "hours", "days", "weeks", "months", "years", "just", "minutes")
            or units[k].kind == "n"
            or near[0] in SMALL_NUMBERS
        )
    ):
        return False
    spells = (
        "minute",
        "day",
        "days",
        "week",
        "weeks",
        "hours",
        "hour",
        "months",
        "month",
        "years",
        "year",
        "minutes",
    )
    return any(w in spells for w in near) and any(w in _RELATIVE for w in near)
