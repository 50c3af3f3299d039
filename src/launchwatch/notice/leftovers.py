"""No silent loss: what looks like a time or a position and was not used is named.

The functions are given the text and the stretches that were used (vertices, words of time, header fields);
whatever remains and looks like an instant, an hour, a date or a coordinate becomes one sentence each, with
the words quoted, so that a person can judge what the reading missed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from launchwatch.notice.coordinates import find_halves
from launchwatch.notice.dates import MONTHS, Window

Span = tuple[int, int]

_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}"
_HOUR = r"(?:[01]\d|2[0-4])[0-5]\d"
_TIME = re.compile(
    rf"\b(?:[OIXSBQL]\d|\d[OIXSBQL])\s(?:THRU|TO|AND|{_MONTH})\b|"  # O1 THRU 13 APR: a letter for a figure
    r"\b(?!\w*HZ)(?=[A-Z]{0,3}\d{1,5}[A-Z]{0,3}\d{0,5}Z)(?=\w*\d\w?\d)\w{3,8}Z\b|"  # 180OZ: one figure wrong
    rf"(?<![\d/\-+])(?<!\d\.)(?:\d{{6}}\s?(?:Z|UTC|GMT)\b|{_HOUR}\s?(?:Z|UTC|GMT|LT|LOCAL|HRS|HOURS)\b"
    rf"|{_HOUR}\s?(?:-|/|TO)\s?{_HOUR}(?!\d|[.\-/]\d|\s?[NSEW]\b)|BTN\s{_HOUR}\sAND\s{_HOUR}"
    rf"|\d{{1,2}}:\d\d(?!\d)(?:\s?(?:[AP]\.?M\b\.?|UTC|Z|LT|HRS))?|\d{{1,2}}\s?[AP]\.M\b\.?"
    rf"|\d{{1,2}}\s{_MONTH}\b(?:\s\d{{2,4}}\b)?|{_MONTH}\s\d{{1,2}}(?!\d|[./:]\d)(?:,?\s\d{{4}}\b)?|\d{{5}}Z\b)"
)
_DATE = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})\s(?P<m1>{_MONTH})(?:\s\d{{2,4}}\b)?|(?P<m2>{_MONTH})\s(?P<d2>\d{{1,2}})(?:,?\s\d{{4}}\b)?)"
)
_ANGLE = r"\d{1,3}(?:-\d{1,2}){1,2}(?:\.\d{1,6})?"
_POSITION = re.compile(
    rf"(?<![\d.\-/])(?:{_ANGLE}\s?[NSEW](?![A-Z])|\d{{4,7}}(?:\.\d{{1,6}})?\s?[NSEW](?![A-Z\d]))"
    r"|(?<![A-Z\d])[NSEW]\s?\d{4,7}(?:\.\d{1,6})?(?![\d/])"
    r"|(?<![\d.\-/])\d{2,3}-\d{2}\.\d{1,4}(?![\d\-])"
    r"|\d{1,3}\s?°\s?\d{1,2}"
    r"|(?<![A-Z\d])[A-Z]{0,2}\d{2,8}(?:\.\d{1,6})?[NSEW]\d{3,8}(?:\.\d{1,6})?"  # one figure wrong
    r"|\d{2,8}[NS]\d{1,2}\s\d{2,5}[EW]|[NS]\d{1,6}[A-Z]\d{0,5}[EW]\d{4,8}"
    r"|(?<![A-Z\d])\d{4,6}[NS]\d{0,5}[A-Z]\d{1,5}[EW](?![A-Z])"
    r"|(?<!\d)(?:[NSEW]\d{8,16}|\d{11,16})(?!\d)|(?<!\d)\d{4,7}(?:\.\d{1,6})?[A-Z]\d?[NSEW](?![A-Z])"
    r"|(?<![A-Z\d])[NSEW]\s?\d{2,3}(?:\s\d{2}){1,2}(?!\d)"
)
_MOST = 12  # sentences of each kind


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with these stretches turned to spaces; offsets stay true.

    >>> blanked("AB CD EF", [(3, 5)])
    'AB    EF'
    """
    out, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        out.append(text[at:start])
        out.append(" " * (end - start))
        at = end
    return "".join(out) + text[at:]


def time_leftovers(text: str, used: Iterable[Span], windows: Collection[Window] = ()) -> list[str]:
    """A sentence for each stretch that looks like a time or a date and was not used.

    What only says a window again (an hour at which one begins or ends, a date within one) is passed over.

    >>> time_leftovers("0100Z TO 0200Z DAILY 22 JUN, CALL AT 7:30 A.M.", [(0, 27)])
    ["a time was read but not used: '7:30 A.M.'"]
    """
    left = blanked(text, used)
    hours = {f"{t:%H%M}" for w in windows for t in w}
    days = {(w[0].month, w[0].day) for w in windows} | {(w[1].month, w[1].day) for w in windows}
    spans = [m.span() for m in _TIME.finditer(left) if not _said_again(m[0], hours, days)]
    return _told(left, spans, "a time was read but not used")


def _said_again(words: str, hours: set[str], days: set[tuple[int, int]]) -> bool:
    rest = words
    for m in _DATE.finditer(words):
        name, day = m["m1"] or m["m2"], int(m["d1"] or m["d2"])
        if (MONTHS[name[:3]], day) not in days:
            return False
        rest = rest.replace(m[0], " ")
    figures = re.findall(r"\d{6}(?=\s?(?:Z|UTC))|\d{4}|\d{1,2}:\d\d|\d+", rest)
    return all(f.replace(":", "").rjust(4, "0")[-4:] in hours for f in figures)


def position_leftovers(text: str, used: Iterable[Span]) -> list[str]:
    """A sentence for each stretch that looks like a coordinate and was not used.

    >>> position_leftovers("30-00N 120-00E, 31-00N 12000E", [(0, 14)])
    ["half a position was not read: '31-00N 12000E'"]
    """
    left = blanked(text, used)
    spans = [m.span() for m in _POSITION.finditer(left)] + [(a, b) for a, b, _ in find_halves(left)]
    return _told(left, sorted(spans), "half a position was not read")


def _told(text: str, spans: list[Span], said: str) -> list[str]:
    runs: list[Span] = []
    for start, end in spans:
        if runs and (start <= runs[-1][1] or not text[runs[-1][1] : start].strip(" ,.-/\r\n\t()")):
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    words = dict.fromkeys(" ".join(text[a:b].split()) for a, b in runs)
    told = [f"{said}: {word[:120]!r}" for word in list(words)[:_MOST]]
    if len(words) > _MOST:
        told.append(f"{said}: {len(words) - _MOST} more such stretches")
    return told
