"""Shallow grammar over the units of a sentence: where a subject starts, what closes a verb of speech.

No parser: a few tables and the marks between phrases.  `Phrase` is a half-open range of units.
"""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.nominals import BREAKERS, PRONOUNS, STOPS, Phrase, is_finite, reduced
from launchwatch.ledger.reading.nouns import BODIES, TITLES
from launchwatch.ledger.reading.people import personal
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
        if not _is_apposition(units, start, stop):
            return None
        head_end = start - 1
        office = _named_office(units, head_end, low)
        if office:
            return (office, comma)
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


def _named_office(units: Sequence[Unit], end: int, low: int) -> int:
    """Where a name starts that stands between commas after an office; 0 where none does.

    `The minister, Ann Lee, who left, said`: the name and what follows it stand in apposition.
    """
    start = end
    while start > low and units[start - 1].kind == "w" and units[start - 1].text[:1].isupper():
        start -= 1
    if not 2 <= end - start <= 4 or start - 2 <= low or units[start - 1].text != ",":
        return 0
    before = units[start - 2]
    opens = _start(units, start - 1, low)
    office = before.kind == "w" and before.text[0].islower() and _definite(units, start - 1)
    whole = opens <= low or units[opens - 1].text == ","
    if any(is_finite(units, k) for k in range(opens, start - 1)) and not _relative(units, opens, start - 1):
        return 0
    known = any(u.low in TITLES for u in units[opens : start - 1]) or personal(units[start:end])
    return start if office and whole and known else 0


def _relative(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a phrase holds a clause of its own: `a sailor who survived`."""
    return any(u.low in ("who", "whose") for u in units[start:end])


def _is_apposition(units: Sequence[Unit], start: int, end: int) -> bool:
    if end <= start or end - start > 28:
        return False
    first = units[start]
    words = {u.low for u in units[start:end]}
    if first.low in _APPOSED:
        return True
    if first.kind == "n" and end - start <= 4:
        return True
    if first.low.endswith("ing") or first.low in _REACHED:
        return True  # 'requesting anonymity', 'asked whether it flew'
    if end - start <= 3 and (units[end - 1].low in ("part", "turn") or first.low in lex.ADVERBS):
        return True  # 'for its part', 'in turn', 'however'
    if (
        end - start <= 7
        and all(u.text[:1].isupper() or u.low in _IN_NAMES for u in units[start:end] if u.kind == "w")
        and first.text[:1].isupper()
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
    for k in range(comma - 1, max(-1, comma - 9), -1):
        if units[k].low in _DEFINITE or units[k].low.endswith("'s"):
            return True
        if units[k].kind == "p":
            return False
    return False


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
        elif is_finite(units, k - 1):
            if k < end and (unit.text[:1].isupper() or reduced(units, k - 1, end)):
                k -= 1
                continue
            who = next(
                (
                    j
                    for j in range(k - 2, max(low, k - 6), -1)
                    if units[j].low == "who"
                    or (units[j].low == "that" and j == k - 2 and units[j - 1].low in BODIES)
                ),
                None,
            )  # 'two lawmakers who attended the hearing'
            if who is not None and units[who - 1].kind == "w" and all(u.kind == "w" for u in units[who:k]):
                k = who
                continue
            if k < end:
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
