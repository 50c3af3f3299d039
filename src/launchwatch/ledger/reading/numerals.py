"""Numbers in words and figures: the pattern that finds one, and the value it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_SMALL = {w: float(n) for n, w in enumerate(f"{_UNITS} seventeen eighteen nineteen".split())}
_TENS = {
    w: 10.0 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "mn": 1e6,
    "bn": 1e9,
    "mln": 1e6,
    "bln": 1e9,
    "tn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    "m": 1e6,
    "k": 1e3,
    "b": 1e9,
}
_MANY = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9999.0),
    "millions": (2e6, 9.99e6),
    "billions": (2e9, 9.99e9),
}
FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "thirds": 1 / 3,
    "quarters": 0.25,
    "fifths": 0.2,
    "tenth": 0.1,
    "tenths": 0.1,
}
MONEY = {
    "$": "dollars",
    "us$": "dollars",
    "a$": "Australian dollars",
    "c$": "Canadian dollars",
    "hk$": "Hong Kong dollars",
    "nz$": "New Zealand dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "₩": "won",
}
WORDS = "|".join(sorted([*_SMALL, *_TENS], key=len, reverse=True))
SCALE = "hundred|thousand|million|billion|trillion|dozen|lakh|crore|mln|bln|mn|bn|tn"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CURRENCY = r"(?:US|A|C|HK|NZ)?\$|[€£¥₩]"
_SPELT = rf"(?:(?:{WORDS})(?:[- ](?:{WORDS}))?)"
_PLAIN = (
    rf"(?:(?P<money@>{_CURRENCY})\s?)?(?:(?P<digits@>{_DIGITS})(?P<short@>(?:[KkMmBb]|bn|mn|tn|mln|bln)\b)?"
    rf"|(?P<spelt@>\b{_SPELT}\b(?:\s(?:and\s)?(?:{WORDS})\b)?)"
    rf"|(?P<article@>\b(?:an?|the|half[ -]an?|half[ -]a|half)(?=[ -](?:{SCALE})\b)"
    rf"|(?:(?<=than\s)|(?<=about\s)|(?<=least\s)|(?<=early\s)|(?<=most\s))an?(?=\s(?:year|month"
    rf"|week|day|hour|minute|decade|century)\b))|(?P<bare@>\b(?=dozen\b)))"
    rf"(?:(?:\s|-)?(?P<scale@>(?:{SCALE})(?:\s(?:thousand|million|billion))?)\b)?"
)
_MANY_RE = (
    r"(?P<many>\b(?:tens|dozens|scores|hundreds|thousands|millions"
    r"|billions)\b(?:\sof\s(?:hundreds|thousands|millions|billions)\b)*)"
)
_FRACTION_RE = (
    rf"(?P<part>\b(?:(?P<numerator>(?:{WORDS}|an?)[ -])?(?P<fraction>thirds?|quarters?|fifths?"
    rf"|tenths?)(?=\sof\b|\s(?:had|have|were|was|are|is|said|did)\b|[,.;]|\s+[a-z]+(?:s|ed)\b)"
    r"|(?P<half>half(?![ -](?:an?[ -])?(?:dozen|hundred|thousand|million|billion)))"
    r"(?:\s(?P<halfof>an?|of|the|its|their|all|his|her)\b)?))"
)
_ONE, _TWO = _PLAIN.replace("@", "1"), _PLAIN.replace("@", "2")
NUMBER = re.compile(
    rf"(?:{_MANY_RE}|{_FRACTION_RE}|{_ONE}(?:\s?(?P<percent1>%|per\s?cent\b|percent\b))?"
    rf"(?:\s?(?P<dash>-|–|—|to|and|or)\s?{_TWO})?)",
    re.IGNORECASE,
)


_START = re.compile(r"[^\W\d_]+|[\d$€£¥₩]")
_NUMBERS = frozenset(
    {*_SMALL, *_TENS, *_MANY, *FRACTIONS, *SCALES, "tens", "half", "third", "quarter", "fifth"}
    | {"a", "an", "the", "us", "c", "hk", "nz"}
)


def numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The numbers of a stretch in order: tried only where a figure, a currency or a word for one stands."""
    place = start
    for at in _START.finditer(text, start, end):
        word = at[0]
        if at.start() < place or (word[0].isalpha() and word.lower() not in _NUMBERS):
            continue
        m = NUMBER.match(text, at.start(), end)
        if m is not None:
            place = max(m.end(), at.start() + 1)
            yield m


def value_of(m: re.Match[str], which: str) -> float | None:
    if m["digits" + which]:
        try:
            value = float(m["digits" + which].replace(",", ""))
        except ValueError:  # pragma: no cover - the pattern admits numbers only
            return None
        if m["short" + which]:
            value *= SCALES[m["short" + which].lower()]
    elif m["spelt" + which]:
        value = spelt_of(m["spelt" + which])
    elif m["article" + which]:
        value = 0.5 if m["article" + which].lower().startswith("half") else 1.0
    elif m["bare" + which] is not None:
        value = 1.0
    else:
        return None
    return value * scale_of(m["scale" + which]) if m["scale" + which] else value


def scale_of(words: str) -> float:
    factor = 1.0
    for word in words.lower().split():
        factor *= SCALES[word]
    return factor


def spelt_of(words: str) -> float:
    parts = [w for w in re.split(r"[\s-]+", words.lower()) if w != "and"]
    return sum(_SMALL.get(w, _TENS.get(w, 0.0)) for w in parts)


def many_of(words: str) -> tuple[float, float]:
    parts = re.split(r"\s+of\s+", words.lower())
    low, high = (20.0, 99.0) if parts[0] == "tens" else _MANY[parts[0]]
    for part in parts[1:]:
        factor = {"hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}[part]
        low, high = low * factor, high * factor
    return low, high


def part_of(m: re.Match[str]) -> float:
    if m["half"]:
        return 0.5
    numerator = (m["numerator"] or "a").lower().strip(" -")
    return _SMALL.get(numerator, 1.0) * FRACTIONS[m["fraction"].lower()]
