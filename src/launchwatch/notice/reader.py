"""Warning texts in, areas and windows out: the reader that ties the grammars together.

`read_notices` takes the text of a file with one or more notices and gives one `Notice` each: identity, areas
with vertices in degrees, windows in UTC, and `problems`, sentences on everything that is odd or was not read.
It does not raise on any text: the text always comes back with the notice.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from launchwatch.notice.coordinates import plain
from launchwatch.notice.dates import Calendar, Window
from launchwatch.notice.schedule import read_schedule
from launchwatch.notice.series import Identity, identify, split_notices
from launchwatch.notice.shapes import Shape, read_shapes
from launchwatch.notice.windows import has_times, read_windows

_CANCEL_CLAUSE = re.compile(
    r"(?:^[ \t]*\d{1,2}\.\s*)?(?:\d{1,2}\.\s*)?\bCANCEL(?:L?ED)?\s(?:[^.]|\.(?=\d))*\.?", re.M
)
_ITEM_NUMBER = re.compile(r"^[ \t]*\d{1,2}(?:\.\s+|\s+(?=HAZARD))(?=[A-Z])", re.M)
_CHARTS = re.compile(r"\bDNC\s+\d\d(?:,?\s+(?:AND\s+)?DNC\s+\d\d)*\.?")
_Q_LINE = re.compile(r"\bQ\)\s?[A-Z]{4}/[^\n]{0,40}?/\s?\d{3}/\d{3}/(?:\d{4}[NS]\d{5}[EW]\d{0,3})?")
_BEGIN = re.compile(r"HAZARDOUS\s+OPERATIONS|^[ \t]*1\.\s", re.M)
_E_FIELD = re.compile(r"\sE\)\s?")
_F_FIELD = re.compile(r"\sF\)\s?(?:SFC|GND|FL|UNL|\d|[A-Z]{2,5}\b)")
_LONGEST = 64_000  # characters read of one notice; the longest seen has some 10,000
_MOST = 4_000  # notices read of one text
_HOURS = re.compile(r"(?<!\d)\d{4}Z?\s+TO\s+\d{4}Z")
_NEAR = timedelta(days=400)
_AFTER_CANCEL = timedelta(hours=13)


@dataclass(slots=True)
class NoticeArea:
    """One area of a notice: vertices or centre in degrees, radius or half-width in metres, windows in UTC."""

    label: str
    kind: str
    vertices: list[tuple[float, float]]
    center: tuple[float, float] | None = None
    radius_m: float | None = None
    bearings_deg: tuple[float, float] | None = None
    said: str = ""
    windows: list[Window] = field(default_factory=list)
    role: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The area in the JSON contract of `launchwatch notice`."""
        return {
            "label": self.label,
            "kind": self.kind,
            "vertices": [list(v) for v in self.vertices],
            "center": list(self.center) if self.center else None,
            "radius_m": self.radius_m,
            "bearings_deg": list(self.bearings_deg) if self.bearings_deg else None,
            "said": self.said,
            "windows": windows_json(self.windows),
            "role": self.role,
        }


@dataclass(slots=True)
class Notice:
    """One notice as read; `text` is the notice verbatim, whatever could be read of it."""

    file: str
    id: str
    series: str
    issued: datetime | None
    cancels: list[str]
    windows: list[Window]
    areas: list[NoticeArea]
    problems: list[str]
    text: str
    p_orbital_launch: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The notice in the JSON contract of `launchwatch notice`."""
        return {
            "file": self.file,
            "id": self.id,
            "series": self.series,
            "issued": _instant(self.issued) if self.issued else None,
            "cancels": self.cancels,
            "windows": windows_json(self.windows),
            "areas": [area.to_json() for area in self.areas],
            "p_orbital_launch": self.p_orbital_launch,
            "problems": self.problems,
            "text": self.text,
        }


def windows_json(windows: list[Window]) -> list[list[str]]:
    """Windows as pairs of ISO instants to the minute."""
    return [[_instant(a), _instant(b)] for a, b in windows]


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")


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
    return [_read_one(text[a:b], normal[a:b], file, issued) for a, b in spans]


def _read_one(verbatim: str, whole: str, file: str, issued: datetime | None) -> Notice:
    text = whole[:_LONGEST]
    who = identify(text, issued)
    offset, body = _body(_blank(text, _Q_LINE)) if who.kind == "notam" else (0, text)
    shapes, problems = read_shapes(body)
    for shape in shapes:
        shape.start, shape.end = shape.start + offset, shape.end + offset
    areas = [
        NoticeArea(s.label, s.kind, s.vertices, s.center, s.radius_m, s.bearings_deg, s.said) for s in shapes
    ]
    windows: list[Window]
    if who.kind == "notam":
        windows, odd = read_schedule(text)
        for area in areas:
            area.windows = windows
    else:
        calendar = Calendar(who.issued, who.year)
        windows = _msi_windows(text, shapes, areas, calendar)
        odd = calendar.problems
        if not windows:
            windows = read_schedule(text)[0]
            for area in areas:
                area.windows = windows
    problems += odd
    if len(whole) > _LONGEST:
        problems.append(f"only the first {_LONGEST:,} of {len(whole):,} characters were read")
    problems += _afterthoughts(text, who, windows, areas)
    unique = list(dict.fromkeys(problems))
    return Notice(file, who.id, who.series, who.issued, who.cancels, windows, areas, unique, verbatim)


def _body(text: str) -> tuple[int, str]:
    """The E) field of a NOTAM (all parts of it): where positions are those of areas, not of the Q) line."""
    begin = _E_FIELD.search(text)
    if not begin:
        return 0, text
    end = _F_FIELD.search(text, begin.end())
    return begin.end(), text[begin.end() : end.start() if end else len(text)]


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: " " * len(m[0]), text)


def _msi_windows(text: str, shapes: list[Shape], areas: list[NoticeArea], calendar: Calendar) -> list[Window]:
    """Windows of a maritime notice; areas that name their own hours get their own windows."""
    clean = _blank(_blank(_blank(text, _CANCEL_CLAUSE), _ITEM_NUMBER), _CHARTS)
    begin = _BEGIN.search(text)
    at = begin.end() if begin else 0
    if not shapes:
        return read_windows(clean[at:], calendar)
    head, first_own = _split_head(clean, at, shapes[0])
    owns = [first_own] + [clean[a.end : b.start] for a, b in itertools.pairwise(shapes)]
    tail = clean[shapes[-1].end :]
    if not has_times(head + "".join(owns)):
        head += " " + tail
    shared: list[Window] | None = None
    union: set[Window] = set()
    for shape, area, own in zip(shapes, areas, owns, strict=True):
        items = _ITEM_NUMBER.search(text, max(0, shape.start - len(own)), shape.start)
        if has_times(own):
            dated = bool(re.search(r"\d{6}Z|\d\s+(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)", own))
            area.windows = read_windows(own if dated else f"{own} DAILY {_HOURS.sub('', head)}", calendar)
            if items and own is not first_own:
                shared = area.windows
        else:
            if shared is None:
                shared = read_windows(head, calendar) if has_times(head) or not union else []
            area.windows = shared or sorted(union)
        union.update(area.windows)
    return sorted(union)


def _split_head(text: str, at: int, first: Shape) -> tuple[str, str]:
    """The words before the first area: what is said for all, and what after the letter for it alone."""
    lead = text[at : first.start]
    if len(first.label) == 1:
        letter = lead.rfind(f"{first.label}.")
        if letter >= 0:
            return lead[:letter], lead[letter:]
    return lead, ""


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
