"""Quantities in prose: a value with its bounds, its unit and the words that compare it.

`more than ten shipments` is a value of 10 that is a lower bound; `$3.45M` is 3,450,000 dollars;
`between 400,000 and 500,000 doses` has both bounds and its middle as value.  Not counted as quantities:
ordinals (`the third attempt`), dates and years, times of day, numbers that are names (`Hwasong-17`, `No. 4`,
`Group of Seven`), ages of people in an apposition (`Mira Tal, 34,`), and `one` where it stands for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from launchwatch.ledger.reading.comparators import Comparator, bounds, compared_by
from launchwatch.ledger.reading.no_quantity import is_name
from launchwatch.ledger.reading.numerals import (
    FRACTIONS,
    MONEY,
    SCALE,
    SCALES,
    WORDS,
    many_of,
    numbers,
    part_of,
    scale_of,
    spelt_of,
    value_of,
)
from launchwatch.ledger.reading.units import unit_of
from launchwatch.ledger.reading.vocabulary import words


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it was said: value, bounds (None: open), unit, comparator, and its place in the text."""

    value: float
    lower: float | None
    upper: float | None
    unit: str
    comparator: Comparator
    start: int
    end: int

    def to_json(self, text: str) -> dict[str, Any]:
        """The quantity as the contract of `ledger read` has it."""
        return {
            "value": self.value,
            "lo": self.lower,
            "hi": self.upper,
            "unit": self.unit,
            "comparator": self.comparator,
            "span": {"start": self.start, "end": self.end, "exact": text[self.start : self.end]},
        }


_SPELLS = words("amounts.spells")
_SPELL = re.compile(r"\s(?:second|minute|hour|day|week|month|year|metre|meter|k|per|dollar|euro)", re.I)
"""What makes `by four to five months` a range, where `by four to five` is the end of a match."""
_LASTS = re.compile(
    (
        r"\b(?:lasted|lasting|lasts|took|takes|taken|for|just|well|after|than|spent|waited|is|was"
        r"|been|waiting|within|age|aged|little|bit|slightly)\s+(?:just\s|well\s)?over\s(?:the\s)?$"
    ),
    re.I,
)


def amounts(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The quantities in a stretch of text, in order.

    >>> [(a.value, a.comparator, a.unit) for a in amounts("more than 10 shipments, over one million rounds")]
    [(10.0, 'more than', 'shipments'), (1000000.0, 'more than', 'rounds')]
    """
    end = len(text) if end is None else end
    found = [one for m in numbers(text, start, end) if (one := _amount(text, m, start, end)) is not None]
    return _ranges(found, text)


def _ranges(found: list[Amount], text: str) -> list[Amount]:
    """`70 kilometers to 200 kilometers` as one quantity."""
    kept: list[Amount] = []
    for one in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.unit == one.unit != ""
            and one.comparator == "exactly"
            and before.comparator in ("exactly", "about")
            and before.value < one.value
            and re.fullmatch(r"\s?(?:to|-|–)\s?", text[before.end : one.start])
        ):
            low, high = before.value, one.value
            kept[-1] = Amount((low + high) / 2.0, low, high, one.unit, "between", before.start, one.end)
        else:
            kept.append(one)
    return kept


def _amount(text: str, m: re.Match[str], start: int, end: int) -> Amount | None:
    if m.start() == m.end():
        return None
    before = text[max(start, m.start() - 45) : m.start()]
    stop = m.end()
    low = high = None
    unit = ""
    range_word = m["dash"]
    if m["many"]:
        low, high = many_of(m["many"])
        value = low
        comparator = "at least"
    elif m["part"]:
        value = part_of(m)
        if m["half"] and re.search(
            r"(?:first|second|latter|other|one and a|and a|year and a|the)\s$", before, re.I
        ):
            return None
        if (m["half"] and before.endswith("-")) or text[
            m.start("part") : m.start("part") + 5
        ].lower() == "half-":
            return None
        comparator = "exactly"
        if m["halfof"]:
            stop = m.end("half") if m["halfof"].lower() not in ("a", "an") else m.end()
    else:
        if (
            m["short1"] == "m"
            and not m["money1"]
            and not re.match(
                (
                    r"\s(?:people|tonnes|tons|barrels|euros|dollars|pounds|viewers|users|homes|jobs|voters"
                    r"|cases|shells|rounds|doses)\b"
                ),
                text[m.end("short1") : m.end("short1") + 12],
            )
        ):
            return _metres(text, m, before, end)
        one, two = value_of(m, "1"), value_of(m, "2") if range_word else None
        if one is None or is_name(text, m, before, end):
            return None
        if (
            two is not None
            and range_word.lower() in ("and",)
            and not re.search(r"\bbetween\s$", before, re.I)
        ):
            two, range_word, stop = None, None, m.start("dash")
            while stop > m.start() and text[stop - 1].isspace():
                stop -= 1
        if (
            two is not None
            and range_word
            and range_word.lower() == "to"
            and re.search(r"(?:scored|score|vote[ds]?|voted|won|lost|ratio|by)\s$", before, re.I)
            and not (before.lower().endswith("by ") and _SPELL.match(text[m.end() : m.end() + 12]))
        ):
            two, range_word, stop = None, None, m.start("dash")
        if two is None:
            if range_word and m["dash"]:
                stop = len(text[: m.start("dash")].rstrip())
            value, comparator = one, "exactly"
        else:
            if m["scale2"] and not m["scale1"] and not m["short1"] and one < two and one < 1000:
                one *= scale_of(m["scale2"])
            elif m["short2"] and not m["short1"] and not m["scale1"] and one < 1000:
                one *= SCALES[m["short2"].lower()]
            if two < one:
                return _lone(text, m, one, before, end)
            low, high, value, comparator = one, two, (one + two) / 2.0, "between"
        money = m["money1"] or (m["money2"] if two is not None else None)
        if money:
            unit = MONEY[money.lower()]
        if m["percent1"]:
            unit = "percent"
    word = (m["spelt1"] or "").lower()
    if m["scale1"] or m["spelt1"] or m["digits1"]:
        more = re.match(r"\s+and\s+a\s+(half|quarter|third)\b", text[stop : min(end, stop + 20)], re.I)
        if more and comparator == "exactly":
            value += FRACTIONS[more[1].lower()] * (scale_of(m["scale1"]) if m["scale1"] else 1.0)
            stop += more.end()
    if m["scale1"] and comparator == "exactly":
        more = re.match(
            rf"\s+(?:and\s+)?((?:{WORDS})(?:[- ](?:{WORDS}))?)\b(?!\s*(?:{SCALE})\b)",
            text[stop : min(end, stop + 30)],
            re.I,
        )
        if more and m["spelt1"] and spelt_of(more[1]) < scale_of(m["scale1"]):
            value += spelt_of(more[1])
            stop += more.end()
    if re.search(r"\bmagnitude(?: of)?\s$", before, re.I):
        return Amount(value, value, value, "magnitude", "exactly", m.start(), stop)
    more = re.match(r"\s+or\s+(?:more|fewer|less)\b", text[stop : min(end, stop + 12)], re.I)
    named, after = unit_of(text, stop + (more.end() if more else 0), end)
    if not unit:
        unit = named
    stop_unit = after.end_of_unit if after.start_of_unit >= 0 and unit == named and unit else stop
    if (
        word == "one"
        and not m["scale1"]
        and (not unit or unit in ("one", "another", "side", "reason", "such"))
    ):
        return None
    if (
        word in ("one", "zero")
        and re.match(r"^\s+(?:of|another|by|or|that|who|day\b|thing|side|reason)\b", text[stop:end], re.I)
        and not unit.endswith("s")
    ):
        return None
    compared, begin = compared_by(before, m.start(), text, stop, end)
    nearly = compared == "nearly"
    if (
        compared == "more than"
        and re.search(r"\bover\s(?:the\s)?$", before, re.I)
        and unit in _SPELLS
        and not _LASTS.search(before)
    ):
        compared, begin = None, m.start()  # 'earned it over four years'
    if word == "one" and compared in ("about", "more than", "less than") and not m["scale1"]:
        compared, begin = None, m.start()
    if compared is not None and comparator != "between":
        comparator = "about" if nearly else compared
        if low is not None and m["many"]:
            high = None if comparator in ("more than", "at least") else high
    if m["many"]:
        return Amount(value, low, high, unit, comparator, begin, stop_unit)
    if comparator != "between":
        low, high = bounds(value, comparator)
        high = value if nearly else high
    return Amount(value, low, high, unit, comparator, begin, stop_unit)


def _lone(text: str, m: re.Match[str], value: float, before: str, end: int) -> Amount:
    """The first number of `10 to 2`, which is no range."""
    stop = m.end("scale1") if m["scale1"] else max(m.end("digits1"), m.end("spelt1"))
    compared, begin = compared_by(before, m.start(), text, stop, end)
    comparator = "about" if compared == "nearly" else compared or "exactly"
    low, high = bounds(value, comparator)
    return Amount(value, low, high, "", comparator, begin, stop)


def _metres(text: str, m: re.Match[str], before: str, end: int) -> Amount:
    """`55m` without a currency is a length."""
    value = float(m["digits1"].replace(",", ""))
    compared, begin = compared_by(before, m.start(), text, m.end("short1"), end)
    comparator = "about" if compared == "nearly" else compared or "exactly"
    low, high = bounds(value, comparator)
    return Amount(value, low, high, "m", comparator, begin, m.end("short1"))
