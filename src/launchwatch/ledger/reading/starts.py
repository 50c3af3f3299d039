"""Where a noun phrase starts, read backwards from its end: over 'and', lists, clauses with 'who'."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.nominals import BREAKERS, PRONOUNS, STOPS, is_finite, reduced
from launchwatch.ledger.reading.nouns import BODIES
from launchwatch.ledger.reading.tokens import Unit


def start_of(units: Sequence[Unit], end: int, low: int) -> int:
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
