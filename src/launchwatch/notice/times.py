"""When: the windows of a notice, for all its areas and for each, by the kind of notice it is.

Maritime warnings tell their times before or beside the letter of an area (`windows`), coast-guard notices and
letters in prose (`prose`), notices to airmen in their fields B), C), D) and at times in the body (`schedule`,
`bodyhours`).  Each reading also gives the stretches of text it used, so that the rest can be told.
"""

from __future__ import annotations

import itertools
import re

from launchwatch.notice.bodyhours import body_schedule, own_hours
from launchwatch.notice.dates import Calendar, Window
from launchwatch.notice.leftovers import blanked
from launchwatch.notice.model import NoticeArea
from launchwatch.notice.prose import read_prose
from launchwatch.notice.schedule import has_schedule, read_bounds, read_schedule
from launchwatch.notice.series import Identity
from launchwatch.notice.shapes import Shape
from launchwatch.notice.tokens import Token, find_tokens
from launchwatch.notice.windows import has_days, has_times, read_windows, without_hours

CANCEL_CLAUSE = re.compile(
    r"(?:^[ \t]*\d{1,2}\.\s*)?(?:\d{1,2}\.\s*)?\bCANCEL(?:L?ED)?\s(?:[^.]|\.(?=\d))*\.?", re.M
)
_ITEM_NUMBER = re.compile(r"^[ \t]*\d{1,2}(?:\.\s+|\s+(?=HAZARD))(?=[A-Z])", re.M)
_CHARTS = re.compile(r"\bDNC\s+\d\d(?:,?\s+(?:AND\s+)?DNC\s+\d\d)*\.?")
_BEGIN = re.compile(r"HAZARDOUS\s+OPERATIONS|^[ \t]*1\.\s", re.M)
_SECTION = re.compile(
    r"\sE\)\s?(?P<body>.*?)(?=\sF\)\s?(?:SFC|GND|FL|UNL|\d|[A-Z]{2,5}\b)|\s[QA]\)\s?[A-Z]{4}\b|\Z)", re.S
)
_BESIDE = 3  # characters within which a month or a link belongs to a number
Times = tuple[list[Window], list[tuple[int, int]], list[str]]  # windows, stretches used, problems


def body_of(text: str) -> str:
    """The E) fields of a NOTAM, all parts of it, in their place; the rest is blank.  No E): the whole."""
    found = [m.span("body") for m in _SECTION.finditer(text)]
    if not found:
        return text
    ends = [0, *itertools.chain(*found), len(text)]
    return blanked(text, zip(ends[::2], ends[1::2], strict=True))


def blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: " " * len(m[0]), text)


def mariners_times(text: str, who: Identity, shapes: list[Shape], areas: list[NoticeArea]) -> Times:
    """Windows of a maritime notice or a letter, the stretches they were read from, and what was odd."""
    calendar = Calendar(who.issued, who.year)
    places = [(s.start, s.end) for s in shapes]
    first = shapes[0].center or shapes[0].vertices[0] if shapes else None
    windows, used = read_prose(blanked(blank(text, CANCEL_CLAUSE), places), calendar, first)
    if not windows:
        calendar.problems.clear()
        windows, tokens = _msi_windows(text, shapes, areas, calendar)
        for token in tokens:
            if token.kind in ("dtg", "time") and not token.used:
                calendar.problems.append(f"a time was read but not used: {text[token.start : token.end]!r}")
                token.used = True
        used = _used_words(tokens)
    if not windows:
        windows = read_schedule(text)[0]
    for area in areas:
        area.windows = area.windows or windows
    return windows, places + used, calendar.problems


def airmen_times(text: str, who: Identity, shapes: list[Shape], areas: list[NoticeArea]) -> Times:
    """Windows of a notice to airmen, the stretches of E) they were read from, and what was odd."""
    used = [(s.start, s.end) for s in shapes]
    clean = blanked(text, used)
    body = body_of(clean)
    begin, end = read_bounds(text)
    bounds = (begin, end) if begin and end and begin < end else None
    windows, odd = read_schedule(text)
    if bounds and not has_schedule(text):
        told, spans = body_schedule(body, *bounds)
        windows = told or windows
        used += spans
    at = 0
    for shape, area in zip(shapes, areas, strict=True):
        own, spans = own_hours(body[at : shape.start], windows, bounds)
        area.windows = own or windows
        used += [(a + at, b + at) for a, b in spans]
        at = shape.end
    return windows, used, odd


def _msi_windows(
    text: str, shapes: list[Shape], areas: list[NoticeArea], calendar: Calendar
) -> tuple[list[Window], list[Token]]:
    """Windows of a maritime notice and its words of time; areas that name their own hours get those."""
    clean = blank(blank(blank(text, CANCEL_CLAUSE), _ITEM_NUMBER), _CHARTS)
    for shape in shapes:
        clean = clean[: shape.start] + " " * (shape.end - shape.start) + clean[shape.end :]
    begin = _BEGIN.search(text)
    at = begin.end() if begin else 0
    if not shapes:
        tokens = find_tokens(clean, at)
        return read_windows(tokens, calendar), tokens
    letter = _own_words(clean, at, shapes[0])
    head = find_tokens(clean, at, letter)
    cuts = [letter, *(_own_words(clean, a.end, b) for a, b in itertools.pairwise(shapes)), len(clean)]
    owns = [find_tokens(clean, cut, shape.start) for cut, shape in zip(cuts, shapes, strict=False)]
    afters = [find_tokens(clean, shape.end, cut) for shape, cut in zip(shapes, cuts[1:], strict=True)]
    every = [*head, *itertools.chain(*owns), *itertools.chain(*afters)]
    if len(shapes) > 1 and not has_times([*head, *owns[0]]) and all(has_times(a) for a in afters):
        owns = [
            [*own, *after] for own, after in zip(owns, afters, strict=True)
        ]  # hours stand behind each area
    else:
        if not has_times([*head, *itertools.chain(*owns), *itertools.chain(*afters[:-1])]):
            head += afters[-1]
        owns = [owns[0], *([*after, *own] for after, own in zip(afters, owns[1:], strict=False))]
    shared: list[Window] | None = None
    union: set[Window] = set()
    for k, (shape, area, own) in enumerate(zip(shapes, areas, owns, strict=True)):
        before = shapes[k - 1].end if k else letter
        numbered = k > 0 and _ITEM_NUMBER.search(text, before, shape.start)
        if has_times(own) or (has_days(own) and has_times(head) and not has_days(head)):
            hours, days = (own if has_times(own) else [*head, *own]), without_hours(head)
            area.windows = read_windows(hours if has_days(own) else [*own, *days], calendar)
            if numbered:
                shared = area.windows
        else:
            if shared is None:
                shared = read_windows(head, calendar) if has_times(head) or not union else []
            area.windows = shared or sorted(union)
        union.update(area.windows)
    return sorted(union), every


def _used_words(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where the words of time stand that windows were made of, with the months and links beside them."""
    used: list[tuple[int, int]] = []
    core = [t for t in tokens if t.kind in ("dtg", "time", "num", "bad")]
    k = 0
    for token in tokens:
        while k < len(core) and core[k].start <= token.start:
            k += 1
        beside = [c for c in core[max(k - 1, 0) : k + 1] if _gap(c, token) < _BESIDE]
        nearest = min(beside, key=lambda c: _gap(c, token), default=None)
        if token.used or (nearest is not None and nearest.used):
            used.append((token.start, token.end))
    return used


def _gap(a: Token, b: Token) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _own_words(text: str, at: int, shape: Shape) -> int:
    """Where the words of an area itself begin after what stands before it: at its letter, if it has one."""
    letter = text.rfind(f"{shape.label}.", at, shape.start) if len(shape.label) == 1 else -1
    return letter if letter >= 0 else shape.start
