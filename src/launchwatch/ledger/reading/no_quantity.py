"""Numbers that are no quantities: parts of dates, times, names, ages and ordinals."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE_BEFORE = re.compile(rf"\b{_MONTH}\.?\s+(?:\d{{1,2}}(?:\s?[-–]\s?|,\s*|\s+(?:and|to|or)\s+))?$", re.I)
_DATE_AFTER = re.compile(
    rf"^(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?(?:\s+of)?\s+{_MONTH}\b(?!\s+(?:be|have|not)\b)", re.I
)
_NAME_BEFORE = re.compile(
    (
        r"(?:[A-Za-z]-|\b(?:No\.?|number|nos?\.|flight|article|section|chapter|page|phase|version"
        r"|group of|G|route|highway|line|unit|building|gate|hall|room|type|mark|model|boeing"
        r"|airbus|resolution|resolutions|launch pad|pad|channel|channel|magnitude-"
        r"|catalogue number|area|zone|block|level|class|round|stage|day|week|apollo|soyuz|falcon"
        r"|starship|world war|covid|chapter|psalm|category|paragraph|district|station)\s)$"
    ),
    re.I,
)
_NAMED_NOT = re.compile(
    r"\b(?:magnitude(?: of)?|measured|level of|rounds?|stages? of|days?|weeks? of|phase of)\s$", re.I
)
_TIME_AFTER = re.compile(
    (
        r"^(?::\d\d|\s?(?:a\.?m\.?|p\.?m\.?|o'clock|GMT|UTC|KST|JST|ET|EST|EDT|PT|PDT|CET|CEST|BST"
        r"|MSK|hours local|hrs)\b|\.\d\d\s?(?:am|pm)\b)"
    ),
    re.I,
)
_TIME_BEFORE = re.compile(r"\d:$|\d\.$")
_AGE_AFTER = re.compile(r"^[- ]years?[- ]olds?\b", re.I)
_YEAR = re.compile(r"^(?:1[5-9]\d\d|20\d\d|21\d\d)$")
_YEAR_AFTER = re.compile(
    r"^(?:\s?[-–/]\s?\d{2,4}\b)?(?:s\b|\s+(?:people|rounds|containers|soldiers|troops|tons"
    r"|tonnes|shells|miles|workers|men|women|cases|homes|houses|km|kilometers|kilometres"
    r"|deaths|feet|jobs|meters|metres|barrels|ships|vehicles|pages|euros|dollars|rockets"
    r"|missiles|drones|hours|days))\b"
)


def is_name(text: str, m: re.Match[str], before: str, end: int) -> bool:
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
