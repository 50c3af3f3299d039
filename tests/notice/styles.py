"""Notices written in every style that is seen, for reading back: positions, shapes, windows, whole texts.

This writer is for the tests alone and knows nothing of the reader: it is made from the catalogue of formats.
Every style states its grain, the step of arc its positions lie on, so that what is read back must be exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

Point = tuple[float, float]
Window = tuple[datetime, datetime]
ISSUED = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
DAY = timedelta(days=1)


def _split(value: float, letters: str) -> tuple[int, int, float, str]:
    """Degrees, minutes, seconds and hemisphere letter."""
    total = round(abs(value) * 360_000.0)  # hundredths of a second
    degrees, rest = divmod(total, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return degrees, minutes, seconds / 100.0, letters[0] if value >= 0.0 else letters[1]


@dataclass(frozen=True)
class Style:
    """A way to write positions; `steps` of them make a degree."""

    name: str
    steps: int
    write: Callable[[tuple[int, int, float, str], tuple[int, int, float, str]], str]
    join: str = ", "

    def ring(self, corners: list[Point]) -> str:
        """The corners in this style."""
        return self.join.join(self.write(_split(a, "NS"), _split(o, "EW")) for a, o in corners)


def _hundredths(m: int, s: float) -> str:
    return f"{m + s / 60.0:05.2f}"


MARITIME = [
    Style("minutes", 60, lambda a, o: f"{a[0]:02}-{a[1]:02}{a[3]} {o[0]:03}-{o[1]:02}{o[3]}"),
    Style("no comma", 60, lambda a, o: f"{a[0]:02}-{a[1]:02}{a[3]} {o[0]:03}-{o[1]:02}{o[3]}", " "),
    Style("line by line", 60, lambda a, o: f"{a[0]:02}-{a[1]:02}{a[3]} {o[0]:03}-{o[1]:02}{o[3]}", ",\n   "),
    Style(
        "hundredths", 6000,
        lambda a, o: f"{a[0]:02}-{_hundredths(a[1], a[2])}{a[3]} {o[0]:03}-{_hundredths(o[1], o[2])}{o[3]}",
    ),
    Style(
        "seconds", 3600,
        lambda a, o: f"{a[0]:02}-{a[1]:02}-{a[2]:02.0f}{a[3]} {o[0]:03}-{o[1]:02}-{o[2]:02.0f}{o[3]}",
    ),
    Style(
        "tenths of a second", 36000,
        lambda a, o: f"{a[0]:02}-{a[1]:02}-{a[2]:04.1f}{a[3]} {o[0]:03}-{o[1]:02}-{o[2]:04.1f}{o[3]}",
    ),
    Style(
        "signs", 3600,
        lambda a, o: f"{a[0]}°{a[1]:02}'{a[2]:02.0f}\"{a[3]} {o[0]}°{o[1]:02}'{o[2]:02.0f}\"{o[3]}",
    ),
]  # fmt: skip

AIRMEN = [
    Style("before, packed", 3600,
          lambda a, o: f"{a[3]}{a[0]:02}{a[1]:02}{a[2]:02.0f}{o[3]}{o[0]:03}{o[1]:02}{o[2]:02.0f}", "-"),
    Style("before, minutes", 60, lambda a, o: f"{a[3]}{a[0]:02}{a[1]:02}{o[3]}{o[0]:03}{o[1]:02}", "-"),
    Style("before, line by line", 60,
          lambda a, o: f"{a[3]}{a[0]:02}{a[1]:02} {o[3]}{o[0]:03}{o[1]:02}", "\n"),
    Style("after, packed", 3600,
          lambda a, o: f"{a[0]:02}{a[1]:02}{a[2]:02.0f}{a[3]} {o[0]:03}{o[1]:02}{o[2]:02.0f}{o[3]}", " - "),
    Style("after, tight", 60, lambda a, o: f"{a[0]:02}{a[1]:02}{a[3]}{o[0]:03}{o[1]:02}{o[3]}", " - "),
    Style("slash", 3600,
          lambda a, o: f"{a[0]:02}{a[1]:02}{a[2]:02.0f}{a[3]}/{o[0]:03}{o[1]:02}{o[2]:02.0f}{o[3]}", " TO "),
    Style("spaces", 3600,
          lambda a, o: f"{a[0]:02} {a[1]:02} {a[2]:02.0f} {a[3]} {o[0]:03} {o[1]:02} {o[2]:02.0f} {o[3]}"),
    Style("spaces, letter before", 3600,
          lambda a, o: f"{a[3]}{a[0]:02} {a[1]:02} {a[2]:02.0f} {o[3]} {o[0]:03} {o[1]:02} {o[2]:02.0f}",
          " - "),
    Style("hundredths of a second", 360000,
          lambda a, o: f"{a[0]:02}{a[1]:02}{a[2]:05.2f}{a[3]} {o[0]:03}{o[1]:02}{o[2]:05.2f}{o[3]}", "\n"),
    Style("tenths of a minute", 600,
          lambda a, o: f"{a[0]:02}{a[1] + a[2] / 60.0:04.1f}{a[3]}{o[0]:03}{o[1] + o[2] / 60.0:04.1f}{o[3]}",
          " "),
    Style("to", 3600,
          lambda a, o: f"{a[0]:02}{a[1]:02}{a[2]:02.0f}{a[3]} {o[0]:03}{o[1]:02}{o[2]:02.0f}{o[3]}",
          " THENCE TO "),
]  # fmt: skip


@st.composite
def sound_rings(draw: st.DrawFn, steps: int) -> list[Point]:
    """Corners of an area as areas are: round a middle, one way, none far out, anywhere on the globe."""
    count, lat, lon = draw(st.integers(3, 9)), draw(st.integers(-70, 70)), draw(st.integers(-180, 179))
    size, turn = draw(st.sampled_from([0.5, 1.5, 6.0])), draw(st.integers(0, 359))
    stretch = draw(st.sampled_from([1.0, 0.6]))
    out: list[Point] = []
    for k in range(count):
        at = math.radians(turn + 360.0 * k / count)
        east = lon + size * math.cos(at) / math.cos(math.radians(lat))
        north = round((lat + stretch * size * math.sin(at)) * steps)
        west = round(((east + 180.0) % 360.0 - 180.0) * steps)
        out.append((north / steps, west / steps))
    return out


def stamp(moment: datetime) -> str:
    """``121606Z`` without the month."""
    return f"{moment:%d%H%M}Z"


def month(moment: datetime) -> str:
    """The month in three letters."""
    return MONTHS[moment.month - 1]


def every_day(first: datetime, length: timedelta, count: int) -> list[Window]:
    """A window at the same hour of some days on end."""
    return [(first + k * DAY, first + k * DAY + length) for k in range(count)]


starts = st.integers(0, 60 * 1440).map(
    lambda n: ISSUED.replace(hour=0, minute=0) + DAY + timedelta(minutes=n)
)
lengths = st.integers(1, 1200).map(lambda n: timedelta(minutes=n))


@st.composite
def maritime_times(draw: st.DrawFn) -> tuple[str, list[Window]]:
    """Words of a maritime schedule and the windows they tell, in one of the ways they are told."""
    begin, length, count = draw(starts), draw(lengths), draw(st.integers(2, 6))
    runs = every_day(begin, length, count)
    last = runs[-1][0]
    hours = f"{begin:%H%M}Z TO {begin + length:%H%M}Z"
    days = f"{begin:%d} {month(begin)} THRU {last:%d} {month(last)}"
    if begin.month == last.month:
        days = f"{begin:%d} THRU {last:%d} {month(last)}"
    way = draw(st.integers(0, 7))
    if way == 0:
        return f"{stamp(begin)} {month(begin)} TO {stamp(begin + length)} {month(begin + length)}", runs[:1]
    if way == 1:
        return f"{hours} DAILY {days}", runs
    if way == 2:
        return f"{hours} COMMENCING DAILY\n   {days}", runs
    if way == 3:  # the month once, at the end
        parts = [f"{stamp(a)} TO {stamp(b)}" for a, b in runs if b.month == runs[-1][1].month == a.month]
        kept = [w for w in runs if w[1].month == runs[-1][1].month == w[0].month]
        if len(kept) > 1:
            return f"{', '.join(parts[:-1])} AND {parts[-1]} {month(kept[-1][1])}", kept
    if way == 4 and count > 2:
        rest = runs[1:]
        span = f"{rest[0][0]:%d} {month(rest[0][0])} THRU {last:%d} {month(last)}"
        first = f"{stamp(begin)} {month(begin)} TO {stamp(begin + length)} {month(begin + length)}"
        return f"{first}, ALTERNATE\n   {hours} DAILY {span}", runs
    if way == 5:
        return f"{days} DAILY FROM {begin:%H%M} TO {begin + length:%H%M} UTC", runs
    if way == 6:
        second = timedelta(minutes=draw(st.integers(1, 60))) + length
        if (begin + second + length) - begin < DAY and second != length:
            again = [(a + second, b + second) for a, b in runs]
            same_day = all(a.date() == c.date() for (a, _), (c, _) in zip(runs, again, strict=True))
            if same_day:
                both = f"{hours} AND {again[0][0]:%H%M}Z TO {again[0][1]:%H%M}Z DAILY {days}"
                return both, sorted({*runs, *again})
    return f"IN PROGRESS UNTIL {stamp(begin)} {month(begin)}", [(ISSUED, begin)]


@st.composite
def airmen_times(draw: st.DrawFn) -> tuple[str, str, list[Window]]:
    """B) and C), the field D) (may be empty), and the windows they tell."""
    begin, count = draw(starts), draw(st.integers(1, 6))
    length = timedelta(minutes=draw(st.integers(1, 600)))
    runs = every_day(begin, length, count)
    hours = f"{begin:%H%M}-{begin + length:%H%M}"
    way = draw(st.integers(0, 7))
    if way == 0:
        schedule, runs = "", [(runs[0][0], runs[-1][1])]
    elif way == 1:
        schedule = hours
    elif way == 2:
        schedule = f"DAILY {hours.replace('-', '/')}"
    elif way == 3:
        schedule = ", ".join(f"{a:%d} {a:%H%M}-{b:%H%M}" for a, b in runs)
    elif way == 4:
        schedule = " ".join(f"{a:%y%m%d%H%M} TO {b:%y%m%d%H%M}" for a, b in runs)
    elif way == 5:
        schedule = ", ".join(f"{month(a)} {a:%d} {a:%H%M}-{b:%H%M}" for a, b in runs)
    elif way == 6:
        schedule = " AND ".join(f"{a:%H%M}-{b:%H%M} ON {month(a)} {a:%d}" for a, b in runs)
    else:
        schedule = ", ".join(f"{a:%d} {month(a)} {a:%H%M}-{b:%H%M}" for a, b in runs)
    return f"B) {runs[0][0]:%y%m%d%H%M} C) {runs[-1][1]:%y%m%d%H%M}", schedule, runs
