"""On which day of an announced window a launch comes, and whether it comes at all.

From warnings whose launch time is known (`data/windows.csv`, made by `scripts/make_windows.py`): public
warnings to ships and airmen of 2010 to 2026 tied to a launch, those behind which none came and which look
like a slip, and the eight warnings of North Korea.  The chance to launch on a day, given that it did not come
before, is a Beta-binomial by day (`SPANS`), of the state drawn toward all states
(`PRIOR` warnings).  So is the chance that it comes before the window opens, which was seen once.

Warnings were found because a launch followed them, so a slip is rarer here than it is in life; and a slip of
the whole window is often told by a new warning that takes the place of the old one.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Final, NamedTuple

from launchwatch.errors import InputError

PRIOR: Final = 6.0
MOST_DAYS: Final = 400
SPANS: Final = ((1, 1), (2, 3), (4, 10), (11, MOST_DAYS))  # days that are counted together
EARLY_PRIOR: Final = 25.0
"""Warnings without an early launch that stand before the first: to come before one's own window is rare."""


class Announced(NamedTuple):
    """One warning: its first day (UTC), whose, days announced, day of the launch, where it was read.

    Day 0 is before the window opened, None no launch within it.
    """

    opens: date
    state: str
    days: int
    day: int | None
    source: str


class LaunchDays(NamedTuple):
    """Chances that sum to 1: before the window, on each of its days, and not within it."""

    early: float
    by_day: tuple[float, ...]
    slip: float
    of_state: int  # warnings of this state that were counted
    of_all: int


@functools.lru_cache(maxsize=1)
def announced() -> tuple[Announced, ...]:
    """The warnings, in the order of their first day."""
    text = (files("launchwatch.record") / "data" / "windows.csv").read_text(encoding="utf-8")
    return tuple(_row(row) for row in csv.DictReader(text.splitlines()))


def launch_days(days: int, state: str, as_of: datetime) -> LaunchDays:
    """The chance of launch by day of a window of so many days, from warnings before `as_of`.

    >>> from datetime import UTC, datetime
    >>> found = launch_days(9, "KP", datetime(2023, 11, 21, tzinfo=UTC))
    >>> round(found.by_day[0], 2), found.of_state
    (0.53, 6)
    """
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"a window has 1 to {MOST_DAYS} days, not {days}")
    past = [one for one in announced() if one.opens + timedelta(days=one.days) <= as_of.date()]
    own = [one for one in past if one.state == state]
    early = _drawn(_early(own), _early(past), EARLY_PRIOR)
    hazards = [(span[1], _drawn(_on_days(own, span), _on_days(past, span))) for span in SPANS]
    left, by_day = 1.0 - early, []
    for day in range(1, days + 1):
        hazard = next(chance for last, chance in hazards if day <= last)
        by_day.append(left * hazard)
        left *= 1.0 - hazard
    return LaunchDays(early, tuple(by_day), left, len(own), len(past))


def before_opening(windows: Iterable[tuple[datetime, datetime]], liftoff: datetime) -> timedelta | None:
    """How long before the first window a launch came; None where it came later.

    >>> opens = datetime.fromisoformat("2023-11-22T00:00+09:00")
    >>> came = datetime.fromisoformat("2023-11-21T22:42:28+09:00")
    >>> str(before_opening([(opens, opens + timedelta(days=9))], came))
    '1:17:32'
    """
    opens = min((begin for begin, _ in windows), default=None)
    return opens - liftoff if opens is not None and liftoff < opens else None


def _early(rows: Sequence[Announced]) -> tuple[int, int]:
    return sum(one.day == 0 for one in rows), len(rows)


def _on_days(rows: Sequence[Announced], span: tuple[int, int]) -> tuple[int, int]:
    """Launches within the days of a span, and days on which one could have come."""
    hits = exposed = 0
    for one in rows:
        if one.day != 0:
            last = one.days if one.day is None else one.day
            exposed += max(min(last, span[1]) - span[0] + 1, 0)
            hits += one.day is not None and span[0] <= one.day <= span[1]
    return hits, exposed


def _drawn(own: tuple[int, int], everyone: tuple[int, int], rare: float = 1.0) -> float:
    """The rate of one's own, drawn toward that of all, which begins with half a hit in `rare`."""
    overall = (everyone[0] + 0.5) / (everyone[1] + rare)
    return (own[0] + PRIOR * overall) / (own[1] + PRIOR)


def _row(row: dict[str, str]) -> Announced:
    day = int(row["day"]) if row["day"] else None
    return Announced(date.fromisoformat(row["opens"]), row["state"], int(row["days"]), day, row["source"])
