"""What a check gives back: a verdict with one line of reason and, where something was computed, a figure.

A verdict is derived anew each time from what is known as of the instant; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from launchwatch.interval import Interval

Verdict = Literal["supports", "contradicts", "cannot test", "open"]


class StatementLike(Protocol):
    """What a check needs of a statement; `launchwatch.case` gives it."""

    @property
    def published(self) -> datetime: ...
    @property
    def source(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def chain(self) -> Sequence[str]: ...
    @property
    def said(self) -> str: ...
    @property
    def hedge(self) -> str | None: ...
    @property
    def window_begin(self) -> datetime | None: ...
    @property
    def window_end(self) -> datetime | None: ...
    @property
    def about(self) -> str | None: ...
    @property
    def check(self) -> str | None: ...


class ViewLike(Protocol):
    """What a check needs of a case as of an instant; `launchwatch.case.CaseView` is one.

    Its items are those of `launchwatch.case`; a check reads of them what it wants.
    """

    @property
    def as_of(self) -> datetime: ...
    @property
    def statements(self) -> Sequence[Any]: ...
    @property
    def observations(self) -> Sequence[Any]: ...
    @property
    def windows(self) -> Sequence[Any]: ...
    @property
    def attempts(self) -> Sequence[Any]: ...
    @property
    def areas(self) -> Sequence[Any]: ...
    @property
    def utc_offset(self) -> timedelta: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check: verdict, one sentence of reason, and what was computed if anything was.

    `figure` is the computed figure in words, `number` the same with its interval; `code` says why nothing can
    be computed (one of `REASONS`), and only a verdict of `cannot test` has it.
    """

    verdict: Verdict
    reason: str
    figure: str | None = None
    number: Interval | None = None
    code: str | None = None


def sources_of(text: str) -> set[str]:
    """The sources of an item, which stand in one line with semicolons between."""
    return {part.strip() for part in text.split(";") if part.strip()}


def independent(one: Any, other: Any) -> bool:
    """Whether two items share no source: a report does not check itself."""
    return not sources_of(one.source) & sources_of(other.source)


def weighed_by(statement: StatementLike, view: ViewLike) -> str:
    """A reminder for a sentence where the flights were weighed by the very report that is checked."""
    own = any(getattr(o, "weigh", False) and not independent(o, statement) for o in view.observations)
    return ", which were weighed by this report too" if own else ""


def si(value: Any) -> float | None:
    """A plain number of a figure that may be a `Quantity` (its central value in SI), a number or nothing."""
    if value is None:
        return None
    central = getattr(value, "central", value)
    return float(central)


def span(duration: timedelta) -> str:
    """A duration as people say it, without sign.

    >>> span(timedelta(seconds=4652))
    '1 h 17 m 32 s'
    >>> span(timedelta(days=21, hours=3))
    '21 d 3 h'
    """
    seconds = round(abs(duration.total_seconds()))
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    parts = [(hours, "h"), (minutes, "m"), (rest, "s")]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    while len(parts) > 1 and not parts[-1][0]:
        parts.pop()
    return " ".join(f"{n} {unit}" for n, unit in parts)


def span_of_seconds(seconds: float) -> str:
    """A number of seconds as people say it.

    >>> span_of_seconds(61.2)
    '1 m 1 s'
    """
    return span(timedelta(seconds=seconds))


def days_of(duration: timedelta) -> str:
    """A duration in days, to the nearest, or as hours and minutes below one day.

    >>> days_of(timedelta(days=20, hours=22, minutes=42))
    '21 days'
    """
    seconds = abs(duration.total_seconds())
    days = round(seconds / 86400.0)
    return span(duration) if seconds < 86400.0 else f"{days} day{'s' if days > 1 else ''}"


def moment(instant: datetime) -> str:
    """An instant for a sentence: to the second only where it has seconds."""
    return instant.strftime("%-d %b %Y %H:%M:%S UTC" if instant.second else "%-d %b %Y %H:%M UTC")
