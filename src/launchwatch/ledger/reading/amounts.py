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

from launchwatch.ledger.reading.lexicon import FINITE
from launchwatch.ledger.reading.vocabulary import words

_NO_PLURAL_S = words("amounts.no_plural_s")

Comparator = str
"""One of COMPARATORS."""

COMPARATORS = ("exactly", "more than", "at least", "less than", "at most", "about", "between")
SPREAD = 0.1
"""What `about` is taken to leave open, as a part of the value: our reading, labelled as such in the docs."""


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


_SMALL = {w: float(n) for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS = {
    w: 10.0 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "mn": 1e6,
    "bn": 1e9, "mln": 1e6, "bln": 1e9, "tn": 1e12, "lakh": 1e5, "crore": 1e7, "m": 1e6, "k": 1e3, "b": 1e9,
}  # fmt: skip
_MANY = {"dozens": (24.0, 99.0), "scores": (40.0, 199.0), "hundreds": (200.0, 999.0), "thousands": (2e3, 9999.0),
         "millions": (2e6, 9.99e6), "billions": (2e9, 9.99e9)}  # fmt: skip
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "thirds": 1 / 3, "quarters": 0.25,
              "fifths": 0.2, "tenth": 0.1, "tenths": 0.1}  # fmt: skip
_MONEY = {"$": "dollars", "us$": "dollars", "a$": "Australian dollars", "c$": "Canadian dollars",
          "hk$": "Hong Kong dollars", "nz$": "New Zealand dollars", "€": "euros", "£": "pounds", "¥": "yen",
          "₩": "won"}  # fmt: skip
_WORDS = "|".join(sorted([*_SMALL, *_TENS], key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|dozen|lakh|crore|mln|bln|mn|bn|tn"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CURRENCY = r"(?:US|A|C|HK|NZ)?\$|[€£¥₩]"
_SPELT = rf"(?:(?:{_WORDS})(?:[- ](?:{_WORDS}))?)"
_PLAIN = (
    rf"(?:(?P<money@>{_CURRENCY})\s?)?(?:(?P<digits@>{_DIGITS})(?P<short@>(?:[KkMmBb]|bn|mn|tn|mln|bln)\b)?"
    rf"|(?P<spelt@>\b{_SPELT}\b(?:\s(?:and\s)?(?:{_WORDS})\b)?)"
    rf"|(?P<article@>\b(?:an?|the|half[ -]an?|half[ -]a|half)(?=[ -](?:{_SCALE})\b)|(?:(?<=than\s)|(?<=about\s)|(?<=least\s)|(?<=early\s)|(?<=most\s))an?(?=\s(?:year|month|week|day|hour|minute|decade|century)\b))|(?P<bare@>\b(?=dozen\b)))"
    rf"(?:(?:\s|-)?(?P<scale@>(?:{_SCALE})(?:\s(?:thousand|million|billion))?)\b)?"
)
_MANY_RE = r"(?P<many>\b(?:tens|dozens|scores|hundreds|thousands|millions|billions)\b(?:\sof\s(?:hundreds|thousands|millions|billions)\b)*)"
_FRACTION_RE = (
    rf"(?P<part>\b(?:(?P<numerator>(?:{_WORDS}|an?)[ -])?(?P<fraction>thirds?|quarters?|fifths?|tenths?)(?=\sof\b|\s(?:had|have|were|was|are|is|said|did)\b|[,.;]|\s+[a-z]+(?:s|ed)\b)"
    r"|(?P<half>half)(?:\s(?P<halfof>an?|of|the|its|their|all|his|her)\b)?))"
)
_ONE, _TWO = _PLAIN.replace("@", "1"), _PLAIN.replace("@", "2")
_NUMBER = re.compile(
    rf"(?:{_MANY_RE}|{_FRACTION_RE}|{_ONE}(?:\s?(?P<percent1>%|per\s?cent\b|percent\b))?"
    rf"(?:\s?(?P<dash>-|–|—|to|and|or)\s?{_TWO})?)",
    re.IGNORECASE,
)
_BEFORE: tuple[tuple[str, Comparator], ...] = (
    (r"no (?:more|later|greater|higher) than|not more than|not exceeding|at most|at the most|up to|as (?:many|much|high|far|long|little|few) as|a maximum of|maximum(?: \w+)? of|within|as far as|capped at|upwards? to|no farther than|down to", "at most"),
    (r"no (?:less|fewer) than|not (?:less|fewer) than|at least|a minimum of|minimum of|at a minimum|more than or equal to|upwards? of at least", "at least"),
    (r"more than|over|above|exceed(?:s|ed|ing)?|upwards? of|in excess of|greater than|higher than|longer than|beyond|north of|well over|topped|surpass(?:es|ed|ing)?|farther than|larger than|better than|passed|past", "more than"),
    (r"(?:fewer|less|lower|shorter|smaller) than|under|below|short of", "less than"),
    (r"nearly|almost|close to|just under|just below|just short of|approaching|shy of", "nearly"),
    (r"about|around|roughly|approximately|some|an estimated|estimated(?: at)?|circa|ca\.|an average of|on average|perhaps|in the region of|closer to|close on|somewhere around|or so|~|an approximate|the order of|an apparent", "about"),
)  # fmt: skip
_BEFORE_RE = [
    (re.compile(rf"(?:^|(?<=[\s(,;“\"'‘—–-]))(?:{words})(?:\s(?:the|a|an|its|some|their))?\s*$", re.I), name)
    for words, name in _BEFORE
]
_AFTER_RE: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (
        re.compile(r"^[\w\s%-]{0,25}?\bor (?:more|longer|higher|greater|above|over|better)\b", re.I),
        "at least",
    ),
    (re.compile(r"^[\w\s%-]{0,25}?\bor (?:less|fewer|lower|under|below)\b", re.I), "at most"),
    (re.compile(r"^[\w\s%-]{0,15}?\bor (?:so|thereabouts)\b", re.I), "about"),
    (re.compile(r"^[\w\s%-]{0,15}?\bat (?:least|a minimum)\b", re.I), "at least"),
    (re.compile(r"^[\w\s%-]{0,15}?\bat (?:most|the most)\b", re.I), "at most"),
    (re.compile(r"^\+|^-plus\b|^ plus\b", re.I), "at least"),
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATE_BEFORE = re.compile(rf"\b{_MONTH}\.?\s+(?:\d{{1,2}}(?:\s?[-–]\s?|,\s*|\s+(?:and|to|or)\s+))?$", re.I)
_DATE_AFTER = re.compile(
    rf"^(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?(?:\s+of)?\s+{_MONTH}\b(?!\s+(?:be|have|not)\b)", re.I
)
_NAME_BEFORE = re.compile(
    r"(?:[A-Za-z]-|\b(?:No\.?|number|nos?\.|flight|article|section|chapter|page|phase|version|group of|G|route|highway|line|unit|building|gate|hall|room|type|mark|model|boeing|airbus|resolution|resolutions|launch pad|pad|channel|channel|magnitude-|catalogue number|area|zone|block|level|class|round|stage|day|week|apollo|soyuz|falcon|starship|world war|covid|chapter|psalm|category|paragraph|district|station)\s)$",
    re.I,
)
_NAMED_NOT = re.compile(
    r"\b(?:magnitude(?: of)?|measured|level of|rounds?|stages? of|days?|weeks? of|phase of)\s$", re.I
)
_TIME_AFTER = re.compile(
    r"^(?::\d\d|\s?(?:a\.?m\.?|p\.?m\.?|o'clock|GMT|UTC|KST|JST|ET|EST|EDT|PT|PDT|CET|CEST|BST|MSK|hours local|hrs)\b|\.\d\d\s?(?:am|pm)\b)",
    re.I,
)
_TIME_BEFORE = re.compile(r"\d:$|\d\.$")
_AGE_AFTER = re.compile(r"^[- ]years?[- ]olds?\b", re.I)
_YEAR = re.compile(r"^(?:1[5-9]\d\d|20\d\d|21\d\d)$")
_YEAR_AFTER = re.compile(
    r"^(?:\s?[-–/]\s?\d{2,4}\b)?(?:s\b|\s+(?:people|rounds|containers|soldiers|troops|tons|tonnes|shells|miles|workers|men|women|cases|homes|houses|km|kilometers|kilometres|deaths|feet|jobs|meters|metres|barrels|ships|vehicles|pages|euros|dollars|rockets|missiles|drones|hours|days))\b"
)
_UNIT = re.compile(r"^[\s-]*((?:[A-Za-z][\w'’.-]*\s*)?(?:[A-Za-z][\w'’-]*\s*){0,4})")
_NO_UNIT = words("amounts.no_unit")
_ADJECTIVES = words("amounts.adjectives")
_SPELLS = words("amounts.spells")
_LASTS = re.compile(
    r"\b(?:lasted|lasting|lasts|took|takes|taken|for|just|well|after|than|spent|waited|is|was|been|waiting|within|age|aged)\s+(?:just\s|well\s)?over\s(?:the\s)?$",
    re.I,
)
_UNIT_NAMES = {"$": "dollars", "%": "percent", "per cent": "percent", "percent": "percent", "pct": "percent"}


def amounts(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The quantities in a stretch of text, in order.

    >>> [(a.value, a.comparator, a.unit) for a in amounts("more than 10 shipments, over one million rounds")]
    [(10.0, 'more than', 'shipments'), (1000000.0, 'more than', 'rounds')]
    """
    end = len(text) if end is None else end
    found: list[Amount] = []
    place = start
    while place < end:
        m = _NUMBER.search(text, place, end)
        if m is None:
            break
        place = max(m.end(), place + 1)
        one = _amount(text, m, start, end)
        if one is not None:
            found.append(one)
    return _ranges(found, text)


def _ranges(found: list[Amount], text: str) -> list[Amount]:
    """`70 kilometers to 200 kilometers` as one quantity."""
    kept: list[Amount] = []
    for one in found:
        before = kept[-1] if kept else None
        if (
            before is not None and before.unit == one.unit != "" and one.comparator == "exactly" and before.comparator in ("exactly", "about")
            and before.value < one.value and re.fullmatch(r"\s?(?:to|-|–)\s?", text[before.end : one.start])
        ):  # fmt: skip
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
        low, high = _many(m["many"])
        value = low
        comparator = "at least"
    elif m["part"]:
        value = _part(m)
        if m["half"] and re.search(
            r"(?:first|second|latter|other|one and a|and a|year and a|the)\s$", before, re.I
        ):
            return None
        if (m["half"] and before.endswith("-")) or text[m.start("part") :].lower().startswith("half-"):
            return None
        comparator = "exactly"
        if m["halfof"]:
            stop = m.end("half") if m["halfof"].lower() not in ("a", "an") else m.end()
    else:
        if (
            m["short1"] == "m"
            and not m["money1"]
            and not re.match(
                r"\s(?:people|tonnes|tons|barrels|euros|dollars|pounds|viewers|users|homes|jobs|voters|cases|shells|rounds|doses)\b",
                text[m.end("short1") : m.end("short1") + 12],
            )
        ):
            return _metres(text, m, before, end)
        one, two = _value(m, "1"), _value(m, "2") if range_word else None
        if one is None or _is_name(text, m, before, end):
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
        ):
            two, range_word, stop = None, None, m.start("dash")
        if two is None:
            if range_word and m["dash"]:
                stop = len(text[: m.start("dash")].rstrip())
            value, comparator = one, "exactly"
        else:
            if m["scale2"] and not m["scale1"] and not m["short1"] and one < two and one < 1000:
                one *= _scale(m["scale2"])
            elif m["short2"] and not m["short1"] and not m["scale1"] and one < 1000:
                one *= _SCALES[m["short2"].lower()]
            if two < one:
                return None
            low, high, value, comparator = one, two, (one + two) / 2.0, "between"
        money = m["money1"] or (m["money2"] if two is not None else None)
        if money:
            unit = _MONEY[money.lower()]
        if m["percent1"]:
            unit = "percent"
    word = (m["spelt1"] or "").lower()
    if m["scale1"] or m["spelt1"] or m["digits1"]:
        more = re.match(r"\s+and\s+a\s+(half|quarter|third)\b", text[stop : min(end, stop + 20)], re.I)
        if more and comparator == "exactly":
            value += _FRACTIONS[more[1].lower()] * (_scale(m["scale1"]) if m["scale1"] else 1.0)
            stop += more.end()
    if m["scale1"] and comparator == "exactly":
        more = re.match(
            rf"\s+(?:and\s+)?((?:{_WORDS})(?:[- ](?:{_WORDS}))?)\b(?!\s*(?:{_SCALE})\b)",
            text[stop : min(end, stop + 30)],
            re.I,
        )
        if more and m["spelt1"] and _spelt(more[1]) < _scale(m["scale1"]):
            value += _spelt(more[1])
            stop += more.end()
    if re.search(r"\bmagnitude(?: of)?\s$", before, re.I):
        return Amount(value, value, value, "magnitude", "exactly", m.start(), stop)
    more = re.match(r"\s+or\s+(?:more|fewer|less)\b", text[stop : min(end, stop + 12)], re.I)
    named, after = _unit(text, stop + (more.end() if more else 0), end)
    if not unit:
        unit = named
    if after.start_of_unit >= 0 and unit == named and unit:
        stop_unit = after.end_of_unit
    else:
        stop_unit = stop
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
    compared, begin = _compared(before, m.start(), text, stop, end)
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


def _metres(text: str, m: re.Match[str], before: str, end: int) -> Amount:
    """`55m` without a currency is a length."""
    value = float(m["digits1"].replace(",", ""))
    compared, begin = _compared(before, m.start(), text, m.end("short1"), end)
    comparator = "about" if compared == "nearly" else compared or "exactly"
    low, high = bounds(value, comparator)
    return Amount(value, low, high, "m", comparator, begin, m.end("short1"))


def bounds(value: float, comparator: Comparator) -> tuple[float | None, float | None]:
    """The interval that a comparator makes of a value; None is an open end.

    >>> bounds(10.0, "more than")
    (10.0, None)
    """
    if comparator in ("more than", "at least"):
        return value, None
    if comparator in ("less than", "at most"):
        return None, value
    if comparator == "about":
        return (1.0 - SPREAD) * value, (1.0 + SPREAD) * value
    return value, value


def _compared(before: str, start: int, text: str, stop: int, end: int) -> tuple[Comparator | None, int]:
    for pattern, name in _BEFORE_RE:
        m = pattern.search(before)
        if m:
            return name, start - (len(before) - m.start())
    after = text[stop : min(end, stop + 40)]
    for pattern, name in _AFTER_RE:
        if pattern.search(after):
            return name, start
    return None, start


def _value(m: re.Match[str], which: str) -> float | None:
    if m["digits" + which]:
        try:
            value = float(m["digits" + which].replace(",", ""))
        except ValueError:  # pragma: no cover - the pattern admits numbers only
            return None
        if m["short" + which]:
            value *= _SCALES[m["short" + which].lower()]
    elif m["spelt" + which]:
        value = _spelt(m["spelt" + which])
    elif m["article" + which]:
        value = 0.5 if m["article" + which].lower().startswith("half") else 1.0
    elif m["bare" + which] is not None:
        value = 1.0
    else:
        return None
    return value * _scale(m["scale" + which]) if m["scale" + which] else value


def _scale(words: str) -> float:
    factor = 1.0
    for word in words.lower().split():
        factor *= _SCALES[word]
    return factor


def _spelt(words: str) -> float:
    parts = [w for w in re.split(r"[\s-]+", words.lower()) if w != "and"]
    return sum(_SMALL.get(w, _TENS.get(w, 0.0)) for w in parts)


def _many(words: str) -> tuple[float, float]:
    parts = re.split(r"\s+of\s+", words.lower())
    low, high = (20.0, 99.0) if parts[0] == "tens" else _MANY[parts[0]]
    for part in parts[1:]:
        factor = {"hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}[part]
        low, high = low * factor, high * factor
    return low, high


def _part(m: re.Match[str]) -> float:
    if m["half"]:
        return 0.5
    numerator = (m["numerator"] or "a").lower().strip(" -")
    return _SMALL.get(numerator, 1.0) * _FRACTIONS[m["fraction"].lower()]


def _is_name(text: str, m: re.Match[str], before: str, end: int) -> bool:
    """Whether a number is part of a date, a time, a name, an ordinal or an age."""
    tail = text[m.end() : min(end, m.end() + 30)]
    digits = m["digits1"]
    after_first = text[m.end("digits1") : min(end, m.end("digits1") + 30)] if digits else tail
    if digits and re.match(r"^(?:st|nd|rd|th)\b", after_first):
        return True
    if digits and not m["money1"]:
        if (
            _YEAR.match(digits)
            and not _YEAR_AFTER.match(after_first)
            and not m["percent1"]
            and not m["scale1"]
            and not _has_unit_noun(before, after_first)
        ):
            return True
        if (
            _DATE_BEFORE.search(before)
            or _DATE_AFTER.match(after_first)
            or _TIME_AFTER.match(after_first)
            or _TIME_BEFORE.search(before)
        ):
            return True
        if _TIME_AFTER.match(tail):
            return True
        if (
            before[-1:].isalnum()
            or before.endswith("/")
            or (before.endswith(("-", "–")) and before[-2:-1].isalnum())
        ):
            return True
        if (
            re.match(r"^(?:[A-Za-z](?![A-Za-z]*\s*$)\w*)", after_first)
            and not m["short1"]
            and not _glued_unit(after_first)
        ):
            return True
        if (
            re.search(r",\s$", before)
            and re.match(r"^,|^\.?$", tail)
            and re.fullmatch(r"\d\d?", digits)
            and re.search(r"[A-Z][\w’'-]+,\s$", before)
        ):
            return True
    if _AGE_AFTER.match(tail) or re.search(r"\baged?\s$", before, re.I):
        return True
    return bool(_NAME_BEFORE.search(before) and not _NAMED_NOT.search(before))


def _has_unit_noun(before: str, after: str) -> bool:
    return bool(
        re.search(
            r"(?:more than|at least|some|about|around|over|nearly|almost|roughly|up to|to)\s$", before, re.I
        )
        and re.match(r"^\s[a-z]+s\b", after)
    )


def _glued_unit(after: str) -> bool:
    return bool(
        re.match(
            r"^(?:km|kg|mm|cm|m|ft|mph|kph|km/h|nm|t|kt|GW|MW|kW|GHz|MHz|s|h|min|W|V|C|F|lb|lbs|g|pc|pct)\b",
            after,
        )
    )


@dataclass(frozen=True, slots=True)
class _After:
    start_of_unit: int
    end_of_unit: int


def _unit(text: str, stop: int, end: int) -> tuple[str, _After]:
    """The noun a number counts, and where it ends."""
    tail = text[stop : min(end, stop + 70)]
    percent = re.match(r"^\s?(?:%|per\s?cent\b|percent\b|pct\b)", tail, re.I)
    if percent:
        return "percent", _After(stop, stop + percent.end())
    of = re.match(r"^\s+of\s+(?:(?:the|its|their|all|his|her|them|it|these|those|our)\b)?\s*", tail)
    skip = 0
    if of:
        skip = of.end()
    words: list[str] = []
    last = 0
    for w in re.finditer(r"[\s-]*([^\W\d_](?:[\w'’]|[-/](?=\w))*\.?(?:[A-Za-z]\.)*)", tail[skip:]):
        gap = tail[skip:][last : w.start(1)]
        if gap.strip(" -\u00a0") or len(words) > 4:
            break
        word = w[1].rstrip(".") if not re.fullmatch(r"(?:[A-Za-z]\.)+", w[1]) else w[1]
        low = word.lower()
        if not words and low.endswith("ed") and low not in _ADJECTIVES:
            break
        if (
            low in _NO_UNIT
            or low in FINITE
            or (words and low.endswith("ing"))
            or (words and not _noun_may_follow(words[-1]))
        ):
            break
        words.append(word)
        last = w.end(1)
        if w[1].endswith(".") and not re.fullmatch(r"(?:[A-Za-z]\.)+", w[1]):
            last -= 1
            break
        if low.endswith(("'s", "’s")):
            break
    if not words:
        return "", _After(-1, stop)
    head = words[-1]
    if head.lower().endswith(("'s", "’s")):
        head = head[:-2]
    return head, _After(stop, stop + skip + last)


def _noun_may_follow(word: str) -> bool:
    """Whether a word before may only qualify the noun: not a plural, which is the noun itself."""
    low = word.lower()
    if low in _ADJECTIVES:
        return True
    plural = low.endswith("s") and not low.endswith(("ss", "us", "ous", "is"))
    return not plural and low not in _NO_PLURAL_S
