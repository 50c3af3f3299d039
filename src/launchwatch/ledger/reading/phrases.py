"""Shallow grammar over the units of a sentence: where a subject starts, what closes a verb of speech.

No parser: a few tables and the marks between phrases.  `Phrase` is a half-open range of units.
"""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.nouns import BODIES, PEOPLE, TITLES
from launchwatch.ledger.reading.tagger import FINITE_TAGS
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_APPOSED = words("phrases.apposed")
_NO_VERB_AFTER = words("phrases.no_verb_after")
_TIME_WORDS = words("phrases.time_words")
_TAILS = words("phrases.tails")
_SECOND_NOUNS = words("phrases.second_nouns")
_MORE = words("phrases.more")
_ENDS_NAME = words("phrases.ends_name")
_NOUNS_OFTEN = words("phrases.nouns_often")
_BEFORE_NOUN = words("phrases.before_noun")

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
    if low in lex.FINITE:
        return not (low in ("may", "will", "might", "can") and unit.text[0].isupper() and k > 0) and not (
            low in _NOUNS_OFTEN
            and k > 0
            and (units[k - 1].low in _BEFORE_NOUN)
        )  # fmt: skip
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


def subject_before(units: Sequence[Unit], cue: int, low: int) -> tuple[Phrase, Phrase, int] | None:
    """The subject that stands before a verb: its head phrase, its apposition (may be empty), and where both begin.

    None where nothing before the verb can be a subject.
    """
    end = _skip_back(units, cue, low)
    if end <= low:
        return None
    apposition = (end, end)
    if units[end - 1].text == ",":
        closed = _apposition(units, end - 1, low)
        if closed is None:
            return None
        apposition = closed
        end = closed[0] - 1
    if units[end - 1].text == ")":
        opening = end - 1
        while opening > low and units[opening].text != "(":
            opening -= 1
        if opening > low:
            start = _start(units, opening, low)
            return ((start, end), apposition, start) if start < opening else None
    start = _start(units, end, low)
    if start >= end:
        return None
    return (start, end), apposition, start


def _skip_back(units: Sequence[Unit], cue: int, low: int) -> int:
    """Before the adverbs and short remarks ('on Tuesday', 'in a statement') in front of a verb."""
    end = cue
    while end > low:
        last = units[end - 1]
        if last.kind == "q":
            return end
        if last.low in lex.ADVERBS or (
            last.low.endswith("ly") and last.text[0].islower() and len(last.low) > 4
        ):
            end -= 1
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
                    end, moved = k, True
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


def _apposition(units: Sequence[Unit], comma: int, low: int) -> Phrase | None:
    """The apposition that a comma closes: from after the comma that opens it."""
    stop = comma
    for _ in range(4):
        start = stop
        while (
            start > low
            and units[start - 1].text != ","
            and units[start - 1].kind != "q"
            and units[start - 1].text not in ("—", ";", ":", "--")
        ):
            start -= 1
        if start <= low or units[start - 1].text != ",":
            return None
        if not _is_apposition(units, start, stop if stop == comma else stop):
            return None
        head_end = start - 1
        if (
            stop == comma
            and all(u.text[:1].isupper() for u in units[start:stop])
            and _definite(units, start - 1)
        ):
            return (start, comma)
        previous = head_end
        while (
            previous > low
            and units[previous - 1].text not in (",", "—", ";", ":", "--")
            and units[previous - 1].kind != "q"
        ):
            previous -= 1
        if (
            _is_apposition(units, previous, head_end)
            and previous > low
            and units[previous - 1].text == ","
            and not _is_head(units, previous, head_end)
        ):
            stop = head_end
            continue
        if head_end > low:
            return (start, comma)
    return None


def _is_apposition(units: Sequence[Unit], start: int, end: int) -> bool:
    if end <= start or end - start > 28:
        return False
    first = units[start]
    words = {u.low for u in units[start:end]}
    if first.low in _APPOSED:  # fmt: skip
        return True
    if first.kind == "n" and end - start <= 4:
        return True
    if (
        end - start <= 5
        and all(u.text[:1].isupper() for u in units[start:end] if u.kind == "w")
        and _definite(units, start - 1)
    ):
        return True
    if any(w in TITLES or w in BODIES for w in words) and not any(
        is_finite(units, k) for k in range(start, end)
    ):
        return True
    return first.low in lex.TIMES


def _definite(units: Sequence[Unit], comma: int) -> bool:
    """Whether `the owners`, `its partner` stands before a comma, so that a name may follow as apposition."""
    return any(
        units[k].low in ("the", "his", "her", "its", "their") or units[k].low.endswith("'s")
        for k in range(max(0, comma - 4), comma)
    )


def _is_head(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a stretch between commas may be the name that appositions belong to."""
    return (
        end > start
        and units[start].text[:1].isupper()
        and end - start <= 8
        and units[start].low not in ("the", "a", "an")
    )


def _start(units: Sequence[Unit], end: int, low: int) -> int:
    """Where the noun phrase that ends before a unit begins."""
    if units[end - 1].low in PRONOUNS:
        return end - 1
    k = end
    while k > low:
        unit = units[k - 1]
        if unit.kind == "q":
            if k == end or k - 1 == low or len(unit.text) > 40 or unit.text.rstrip()[-1:] in ",.!?":
                break
            k -= 1
            continue
        if unit.text in STOPS or unit.text in "!?" or unit.low in BREAKERS or unit.text == ",":
            if unit.text == "," and _in_list(units, k - 1, end, low):
                k -= 1
                continue
            break
        if unit.low == "and":
            if k == end or not _joins(units, k - 1, low):
                break
        elif is_finite(units, k - 1) and k < end:
            if unit.text[:1].isupper() or _reduced(units, k - 1, end):
                k -= 1
                continue
            break
        elif unit.low in lex.PARTICIPLES:
            break
        k -= 1
    while (
        k < end
        and units[k].low in ("and", "however", "meanwhile", "also", "then", "still", "yet")
        and k + 1 < end
    ):
        k += 1
    return k


def _reduced(units: Sequence[Unit], k: int, end: int) -> bool:
    """A participle inside a noun phrase: 'a poll published on Sunday', 'sources briefed on the matter'."""
    return (
        units[k].low.endswith("ed") and k + 1 < end and units[k + 1].low in ("on", "by", "in", "with", "to", "for", "at", "as")
        and k > 0 and units[k - 1].kind == "w" and (is_source_noun(units[k - 1].low) or units[k - 1].low.endswith("s"))
    )  # fmt: skip


def _joins(units: Sequence[Unit], conjunction: int, low: int) -> bool:
    """Whether an 'and' joins two nouns of one subject, not two clauses."""
    k = conjunction
    seen = 0
    while (
        k > low
        and units[k - 1].text not in STOPS
        and units[k - 1].text != ","
        and units[k - 1].kind != "q"
        and units[k - 1].low not in BREAKERS
    ):
        if is_finite(units, k - 1) and units[k - 1].text[0].islower():
            return False
        k -= 1
        seen += 1
    return 0 < seen <= 12


def _in_list(units: Sequence[Unit], comma: int, end: int, low: int) -> bool:
    """Whether a comma stands in a list of subjects: 'South Korea, Japan and the United States'."""
    if not any(units[k].low == "and" for k in range(comma + 1, end)):
        return False
    first = next((k for k in range(comma + 1, end) if units[k].low == "and"), end)
    if first - comma > 5 or not units[comma + 1].text[:1].isupper() or first + 1 >= end:
        return False
    return (
        comma - 1 >= low
        and units[comma - 1].text[:1].isupper()
        and (comma - 2 < low or units[comma - 2].text[:1].isupper() or comma - 1 == low)
    )


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
            and units[k + 1].low in lex.TIMES | {"month", "year", "week", "on", "in"}
        ):
            k += 2 if units[k + 1].low not in ("on", "in") else 1
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
        if unit.low == "that" or unit.text in (",", ":") or unit.kind == "q":
            if unit.text == "," and j + 1 < end and units[j + 1].kind == "n" and units[j - 1].kind == "n":
                continue
            return j if unit.text != "," or last else j
        if (
            unit.low in lex.TALKS
            or unit.low in lex.TIMES
            or unit.low in ("anonymity", "agency")
            or unit.low in lex.MONTHS
        ):
            if j + 1 < end and units[j + 1].low in _SECOND_NOUNS:
                last = j + 1
                continue
            last = j
            nxt = units[j + 1] if j + 1 < end else None
            if nxt is not None and (nxt.kind == "n" and unit.low in lex.MONTHS):
                last = j + 1
                nxt = units[j + 2] if j + 2 < end else None
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
    spells = ("day", "days", "week", "weeks", "hours", "hour", "months", "month", "years", "year", "minutes")
    return any(w in spells for w in near) and any(w in ("after", "before", "ahead", "since") for w in near)


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
            and not _reduced(units, j, end)
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
                or (j + 1 < end and units[j + 1].low in lex.TALKS | lex.MONTHS)
            )
        ):
            if units[j - 1].low not in PEOPLE and units[j - 1].low not in BODIES:
                break
            if j + 1 < end and (units[j + 1].low in ("a", "an") or units[j + 1].low in lex.MONTHS):
                break
        j += 1
    return j
