"""Warning texts in, areas and windows out: the reader that ties the grammars together.

`read_notices` takes the text of a file with one or more notices and gives one `Notice` each: identity, areas
with vertices in degrees, windows in UTC, and `problems`, sentences on everything that is odd or was not read.
It does not raise on any text: the text always comes back with the notice.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from launchwatch.notice.coordinates import plain
from launchwatch.notice.dates import Window
from launchwatch.notice.leftovers import time_leftovers
from launchwatch.notice.model import Notice, NoticeArea
from launchwatch.notice.relays import compare_relays, outside_words
from launchwatch.notice.series import Identity, identify, split_notices
from launchwatch.notice.shapes import read_shapes
from launchwatch.notice.times import CANCEL_CLAUSE, airmen_times, blank, body_of, mariners_times
from launchwatch.notice.typos import Effort

__all__ = ["Notice", "NoticeArea", "read_notices"]

_Q_LINE = re.compile(r"\bQ\)\s?[A-Z]{4}/[^\n]{0,40}?/\s?\d{3}/\d{3}/(?:\d{4}[NS]\d{5}[EW]\d{0,3})?")
_HEADER = (
    re.compile(r"\bCREATED:[^\n]*?\d{4}(?:\s+\d\d:\d\d(?!\s+\d))?"),
    re.compile(r"ISSUE DATE\s*:[^:]*?UTC"),
    re.compile(r"^[ \t]*\d{6}Z\s+[A-Z]{3}\s+\d\d\.?[ \t]*\r?$", re.M),
    re.compile(r"\b[ABC]\)\s*\d{10}"),
    re.compile(r"\bD\).{3,900}?(?=\s[EFG]\))", re.S),
    re.compile(r"\bTEL\w*:?[\d\s+,\-/]+"),
)
_LONGEST = 64_000  # characters read of one notice; the longest seen has some 10,000
_MOST = 4_000  # notices read of one text
_NEAR = timedelta(days=400)
_AFTER_CANCEL = timedelta(hours=13)


def read_notices(text: str, file: str = "", issued: datetime | None = None) -> list[Notice]:
    """Read every notice of a text.

    Parameters
    ----------
    text:
        The text, verbatim; several notices may stand in it.
    file:
        Where it came from, repeated in the result.
    issued:
        When it was issued (aware, UTC), where the text does not say; it fixes the year.

    >>> n = read_notices('''NAVAREA IV 1/26. 1. HAZARDOUS OPERATIONS 020424Z TO 020555Z JUL IN AREA BOUND BY
    ... 28-38.00N 080-37.00W, 28-57.00N 080-28.00W, 28-32.00N 080-33.00W.''')[0]
    >>> n.areas[0].vertices[0], n.windows[0][0].isoformat()
    ((28.63333333, -80.61666667), '2026-07-02T04:24:00+00:00')
    """
    normal = plain(text)
    spans = split_notices(normal)
    if len(spans) > _MOST:
        spans[_MOST - 1 :] = [(spans[_MOST - 1][0], len(normal))]
    effort = Effort()
    notices = [_read_one(text[a:b], normal[a:b], file, issued, effort) for a, b in spans]
    compare_relays(notices)
    return notices


def _read_one(verbatim: str, whole: str, file: str, issued: datetime | None, effort: Effort) -> Notice:
    text = whole[:_LONGEST]
    who = identify(text, issued)
    shapes, problems = read_shapes(body_of(blank(text, _Q_LINE)) if who.kind == "notam" else text, effort)
    areas = [
        NoticeArea(s.label, s.kind, s.vertices, s.center, s.radius_m, s.bearings_deg, s.said) for s in shapes
    ]
    read = airmen_times if who.kind == "notam" else mariners_times
    windows, used, odd = read(text, who, shapes, areas)
    problems += odd
    for pattern in _HEADER if who.kind == "notam" else (*_HEADER, CANCEL_CLAUSE):
        used += [m.span() for m in pattern.finditer(text)]
    problems += time_leftovers(text, used, {w for area in areas for w in area.windows} | set(windows))
    if len(whole) > _LONGEST:
        problems.append(f"only the first {_LONGEST:,} of {len(whole):,} characters were read")
    problems += _afterthoughts(text, who, windows, areas)
    problems += outside_words(text, areas)
    unique = list(dict.fromkeys(problems))
    return Notice(file, who.id, who.series, who.issued, who.cancels, windows, areas, unique, verbatim)


def _afterthoughts(text: str, who: Identity, windows: list[Window], areas: list[NoticeArea]) -> list[str]:
    problems = []
    ends = not areas and bool(re.search(r"\bCANCEL", text)) and who.kind == "msi"
    if not windows and not ends:
        problems.append("no window was read")
    if not areas and not ends:
        problems.append("no area was read")
    if windows and who.issued and abs(windows[0][0] - who.issued) > _NEAR:
        problems.append(
            f"a window begins {windows[0][0]:%d %b %Y}, over a year from the issue: a wrong year?"
        )
    if windows and who.self_cancel:
        last = max(end for _, end in windows)
        if last > who.self_cancel:
            problems.append(f"a window ends {last:%d %b %H:%MZ}, after the notice cancels itself")
        elif who.self_cancel - last > _AFTER_CANCEL:
            problems.append(
                f"the last window ends {last:%d %b %H:%MZ}, long before the notice cancels itself"
            )
    return problems
