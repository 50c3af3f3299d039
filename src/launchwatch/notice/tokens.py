"""Words of time in a maritime warning: date-time groups, hours, days, months, with their place in the text.

The month stands once at the end of a list (``121606Z TO 121854Z NOV, ALTERNATE 131606Z TO 131854Z AND 1607Z
TO 1854Z DAILY 14 THRU 18 NOV``), so months and years are carried from right to left on to the days before
them.  A token remembers whether a window was made of it, so that what was not used can be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from launchwatch.notice.dates import MONTH_WORD, full_year, month_number

_TOKEN = re.compile(
    r"(?=[\d,\-JFMASONDTUЯФМАИСНДЕП])(?:(?P<dtg>(?<![\d/])\d{6}(?=Z|\b(?!/)))Z?"
    r"|(?P<time>(?<![\d/\-])(?:\d{4}(?=\s{0,3}(?:Z|UTC|GMT|TO\b|ДО\b))|(?<=TO )\d{4}(?=\b)"
    r"|(?<=ДО )\d{4}(?=\b)"
    r"|\d{4}(?=-\d{4}(?:Z|\s?UTC)))|(?<=\d{4}-)\d{4}(?=Z|\s?UTC))(?:\s?(?:Z|UTC|GMT))?"
    r"|(?P<bad>(?<![\d/\-])\d{5}(?=Z))Z"
    r"|(?P<num>(?<![A-Z\d/\-.])\d{1,2}(?![\d/\-.]\d|\d|\s?(?:NM|MILES|KM|DEG)))"
    rf"|\b(?P<month>{MONTH_WORD})(?:[A-Z]{{1,6}}|[АБВГДЕЖЗИЙЛНРСТЯЬ]{{1,6}})?\b"
    r"|\b(?P<to>TO|THRU|THROUGH|TRHU|THUR|TIL|TILL|ДО|ПО)\b|(?P<dash>(?<=\d{4})-(?=\d{4}(?:Z|\s?UTC)))|\b(?P<until>UNTIL)\b"
    r"|\b(?P<daily>DAILY|DLY|ЕЖЕДНЕВНО)\b|\b(?P<and>AND|ALT\w{1,9}|И)\b|(?P<comma>,))"
)
_TOUCHING = re.compile(r"[\s,.:;()]{0,24}(?:(?:ON|THE|OF|FROM)\s{1,3})?")


@dataclass(slots=True)
class Token:
    """One word of time: its kind, text, place, the month and year it belongs to, and whether it was used."""

    kind: str  # dtg, time, bad, num, month, to, until, daily, and, comma
    text: str
    start: int
    end: int
    month: int | None = None
    year: int | None = None
    used: bool = False


def find_tokens(text: str, begin: int = 0, end: int | None = None) -> list[Token]:
    """The words of time in a stretch of upper-case text, in order; numbers that are no days are left out."""
    stop = len(text) if end is None else end
    found = [
        Token(m.lastgroup or "", m[m.lastgroup or 0], m.start(), m.end())
        for m in _TOKEN.finditer(text, begin, stop)
    ]
    for k in range(1, len(found) - 1):  # "12 UNTIL 14 MAR" is "12 TO 14 MAR"; "UNTIL 14 MAR" alone is not
        if found[k].kind == "until" and found[k - 1].kind == found[k + 1].kind in ("num", "dtg"):
            found[k].kind = "to"
    return [t for k, t in enumerate(found) if t.kind != "num" or _is_day(text, found, k)]


def _is_day(text: str, tokens: list[Token], k: int) -> bool:
    """Whether a small number stands next to another word of time ("2 ROCKETS" does not)."""
    here = tokens[k]
    before = k > 0 and _TOUCHING.fullmatch(text, tokens[k - 1].end, here.start)
    after = k + 1 < len(tokens) and _TOUCHING.fullmatch(text, here.end, tokens[k + 1].start)
    return bool(
        (before and tokens[k - 1].kind in ("month", "daily", "until", "num", "dtg", "to"))
        or (after and tokens[k + 1].kind in ("month", "to", "num"))
        or (before and after)
        or (after and tokens[k + 1].kind in ("and", "comma") and k + 2 < len(tokens)
            and tokens[k + 2].kind == "num")
    )  # fmt: skip


def carry_months(tokens: list[Token]) -> list[Token]:
    """Months and years carried from right to left on to days and date-time groups; year numbers taken out."""
    years = {}
    for k in range(1, len(tokens)):  # "19 JAN 13": a number right after a month is the year
        after = [t.kind for t in tokens[k + 1 : k + 3]]
        a_day = after[:1] == ["month"] or after == ["to", "num"]
        if tokens[k].kind == "num" and tokens[k - 1].kind == "month" and not a_day:
            years[k - 1] = full_year(int(tokens[k].text))
            tokens[k].used = True
    month = year = later = None
    seen_month = any(t.kind == "month" for t in tokens)
    trailing = None
    kept: list[Token] = []
    for k in range(len(tokens) - 1, -1, -1):
        token = tokens[k]
        if token.kind == "month":
            new = month_number(token.text)
            if k in years:
                year = years[k]
            elif year is not None and month is not None and new > month:
                year -= 1
            month, later = new, None
        elif token.kind in ("dtg", "num"):
            if k - 1 in years:
                continue
            day = int(token.text[:2])
            if month is not None and later is not None and day > later + 14:
                # 30 ... 01 DEC: the month before
                month, year = (month - 1, year) if month > 1 else (12, year - 1 if year else None)
            later = day
            token.month, token.year = month, year
            trailing = token if month is None else trailing
        kept.append(token)
    kept.reverse()
    if seen_month and trailing is not None:
        _months_forward(kept)
    return kept


def _months_forward(tokens: list[Token]) -> None:
    """Days after the last month named: the same month goes on."""
    month = year = None
    for token in tokens:
        if token.kind == "month":
            month = month_number(token.text)
        elif token.month is not None:
            month, year = token.month, token.year
        elif token.kind in ("dtg", "num"):
            token.month, token.year = month, year
