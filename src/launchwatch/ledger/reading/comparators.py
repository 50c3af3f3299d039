"""Words that compare a number, and the bounds they make of it: `more than ten`, `ten or so`."""

from __future__ import annotations

import re

Comparator = str
"""One of COMPARATORS."""
COMPARATORS = ("exactly", "more than", "at least", "less than", "at most", "about", "between")
SPREAD = 0.1
"""What `about` is taken to leave open, as a part of the value: our reading, labelled as such in the docs."""

_BEFORE: tuple[tuple[str, Comparator], ...] = (
    (
        (
            r"no (?:more|later|greater|higher) than|not more than|not exceeding|at most|at the most"
            r"|up to|as (?:many|much|high|far|long|little|few) as|a maximum of|maximum(?: \w+)? of"
            r"|within|as far as|capped at|upwards? to|no farther than|down to"
        ),
        "at most",
    ),
    (
        (
            r"no (?:less|fewer) than|not (?:less|fewer) than|at least|a minimum of|minimum of"
            r"|at a minimum|more than or equal to|upwards? of at least"
        ),
        "at least",
    ),
    (
        (
            r"more than|(?:a little |a bit |slightly )?over|above|exceed(?:s|ed|ing)?|upwards? of"
            r"|in excess of|greater than|higher than|longer than|beyond|north of|well over|topped"
            r"|surpass(?:es|ed|ing)?"
            r"|farther than|larger than|better than|passed|past"
        ),
        "more than",
    ),
    (r"(?:fewer|less|lower|shorter|smaller) than|under|below|short of", "less than"),
    (r"nearly|almost|close to|just under|just below|just short of|approaching|shy of", "nearly"),
    (
        (
            r"about|around|roughly|approximately|some|an estimated|estimated(?: at)?|circa|ca\."
            r"|an average of|on average|perhaps|in the region of|closer to|close on|somewhere around"
            r"|or so|~|an approximate|the order of|an apparent"
        ),
        "about",
    ),
)
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


def compared_by(before: str, start: int, text: str, stop: int, end: int) -> tuple[Comparator | None, int]:
    """The comparator beside a number, before or after it, and where the two together start."""
    for pattern, name in _BEFORE_RE:
        m = pattern.search(before)
        if m:
            return name, start - (len(before) - m.start())
    after = text[stop : min(end, stop + 40)]
    for pattern, name in _AFTER_RE:
        if pattern.search(after):
            return name, start
    return None, start
