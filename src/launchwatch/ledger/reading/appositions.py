"""What stands between commas after a subject: `Kim, a member of the committee,`, `The minister, Ann Lee,`."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.nominals import Phrase, is_finite
from launchwatch.ledger.reading.nouns import BODIES, TITLES
from launchwatch.ledger.reading.people import personal
from launchwatch.ledger.reading.starts import start_of
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_APPOSED = words("phrases.apposed")
_REACHED = frozenset({"asked", "pressed", "reached", "contacted", "interviewed"})
_IN_NAMES = frozenset({"of", "and", "de", "for", "the"})
_DEFINITE = frozenset(
    {"the", "a", "an", "another", "one", "his", "her", "its", "their", "our", "my", "this", "whose"}
)


def apposition_before(units: Sequence[Unit], comma: int, low: int) -> Phrase | None:
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
    opens = start_of(units, start - 1, low)
    office = before.kind == "w" and before.text[0].islower() and _definite(units, start - 1)
    whole = opens <= low or units[opens - 1].text == "," or units[opens - 1].low == "whose"
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
