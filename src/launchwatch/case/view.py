"""A case, and what of it was known at an instant.

`Case.as_of(T)` gives a `CaseView` that holds every item published by T and nothing later; `hidden` says how
many items are not shown.  A date alone as date of publication counts from the end of that day in UTC
(`times.py`).  The head of a case (name, site, launcher) and its places carry no date and are always shown, so
nothing of the outcome may stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from launchwatch.case.areas import CaseArea
from launchwatch.case.observations import CaseObservation
from launchwatch.case.schema import (
    Aim,
    AirEntry,
    Attempt,
    CameraEntry,
    Judgement,
    Override,
    Place,
    Statement,
    Unknown,
    Window,
)
from launchwatch.case.times import read_publication

if TYPE_CHECKING:
    from launchwatch.launcher import Launcher


@dataclass(frozen=True, slots=True)
class CasePad:
    """Where the flight begins: degrees (WGS 84), metres above the sea."""

    name: str
    site: str
    lat_deg: float
    lon_deg: float
    height_m: float
    source: str


@dataclass(frozen=True, slots=True)
class CaseElements:
    """An element set as text, with the file it lies in."""

    file: Path
    text: str
    note: str
    source: str
    published: datetime


@dataclass(frozen=True, slots=True)
class CaseSource:
    """One source, numbered from 1 in the order of first publication, and what was taken from it."""

    n: int
    source: str
    published: datetime
    used_for: str


@dataclass(frozen=True)
class Case:
    """A case folder, read and checked: all its items, whenever published."""

    folder: Path
    name: str
    title: str
    summary: str
    satellite: str
    attempt: int
    line: str
    utc_offset: timedelta
    pad: CasePad
    bare_launcher: Launcher
    aims: tuple[Aim, ...]
    overrides: tuple[Override, ...]
    windows: tuple[Window, ...]
    areas: tuple[CaseArea, ...]
    observations: tuple[CaseObservation, ...]
    statements: tuple[Statement, ...]
    judgements: tuple[Judgement, ...]
    attempts: tuple[Attempt, ...]
    unknowns: tuple[Unknown, ...]
    elements: tuple[CaseElements, ...]
    cameras: tuple[CameraEntry, ...]
    airs: tuple[AirEntry, ...]
    places: tuple[Place, ...]
    texts: dict[str, str]  # notices and articles by their path in the folder

    def as_of(self, instant: datetime | date | str | None = None) -> CaseView:
        """What was known at an instant; None shows all, a date alone means the end of that day in UTC."""
        return CaseView(self, self.last if instant is None else read_publication(instant))

    @property
    def last(self) -> datetime:
        """When the latest item was published."""
        return max(
            (i.published for group in self.dated() for i in group), default=datetime.min.replace(tzinfo=UTC)
        )

    def dated(self) -> tuple[tuple[Dated, ...], ...]:
        """All items that carry a date of publication, by kind."""
        return (
            *(self.aims, self.overrides, self.windows, self.areas, self.observations),
            *(self.statements, self.judgements, self.attempts, self.unknowns, self.elements),
            *(self.cameras, self.airs),
        )


Dated = (
    Aim | Override | Window | CaseArea | CaseObservation
    | Statement | Judgement | Attempt | Unknown | CaseElements | CameraEntry | AirEntry
)  # fmt: skip
T = TypeVar("T", bound=Dated)

_USED_FOR = {
    Aim: "the orbit aimed for",
    Override: "a launcher figure",
    Window: "the launch window",
    CaseArea: "an announced area",
    CaseObservation: "an observation",
    Statement: "a statement",
    Judgement: "a judgement",
    Attempt: "an earlier attempt",
    Unknown: "what was not found",
    CaseElements: "an element set",
    CameraEntry: "the camera",
    AirEntry: "the air of the day",
}


class CaseView:
    """What was known at an instant, each list in the order of publication.

    Attributes
    ----------
    as_of:
        The instant, UTC.
    hidden:
        How many items of the case were published later.
    launcher:
        The launcher of the library with the overrides of this view.
    pad:
        Where the flight begins.
    observations, earlier_observations:
        Those of this attempt, which are evidence about it, and those of earlier ones, which are not.
    """

    def __init__(self, case: Case, as_of: datetime) -> None:
        self.case = case
        self.as_of = as_of
        self.folder, self.name, self.title, self.summary = case.folder, case.name, case.title, case.summary
        self.satellite, self.attempt, self.line = case.satellite, case.attempt, case.line
        self.utc_offset, self.pad, self.places, self.texts = (
            case.utc_offset,
            case.pad,
            list(case.places),
            case.texts,
        )
        self.aims = self._known(case.aims)
        self.overrides = self._known(case.overrides)
        self.windows = self._known(case.windows)
        self.areas = self._known(case.areas)
        seen = self._known(case.observations)
        self.observations = [o for o in seen if o.attempt == "this"]
        self.earlier_observations = [o for o in seen if o.attempt == "earlier"]
        self.statements = self._known(case.statements)
        self.judgements = self._known(case.judgements)
        self.attempts = self._known(case.attempts)
        self.unknowns = self._known(case.unknowns)
        self.elements = self._known(case.elements)
        self.cameras = self._known(case.cameras)
        self.airs = self._known(case.airs)
        every = [item for group in case.dated() for item in group]
        shown = [item for item in every if item.published <= as_of]
        self.hidden = len(every) - len(shown)
        self.sources = _sources(shown)
        self.launcher = overridden(case.bare_launcher, self.overrides)

    @property
    def air(self) -> AirEntry | None:
        """The air of the day published last, or None: the standard one."""
        return self.airs[-1] if self.airs else None

    @property
    def aim(self) -> Aim | None:
        """The aim published last, or None."""
        return self.aims[-1] if self.aims else None

    @property
    def window(self) -> Window | None:
        """The window of this attempt published last, or None; a later one replaces an earlier one."""
        return next((w for w in reversed(self.windows) if w.attempt == "this"), None)

    @property
    def gates(self) -> list[Place]:
        """The places where overflights are timed."""
        return [place for place in self.places if place.gate]

    @property
    def flown(self) -> bool:
        """Whether a lift-off of this attempt is among what was known."""
        return any(o.kind == "liftoff" for o in self.observations)

    @property
    def liftoff(self) -> CaseObservation | None:
        """The lift-off told with the smallest spread among those that are weighed, or None."""
        told = [o for o in self.observations if o.kind == "liftoff" and o.weigh and o.time is not None]
        return min(told, key=lambda o: o.time_sigma_s, default=None)

    def local(self, instant: datetime) -> datetime:
        """An instant by the clock of the site."""
        return instant.astimezone(timezone(self.utc_offset))

    def _known(self, items: tuple[T, ...]) -> list[T]:
        return sorted((i for i in items if i.published <= self.as_of), key=lambda i: i.published)


def overridden(launcher: Launcher, overrides: list[Override]) -> Launcher:
    """The launcher with the overrides applied in order; a wrong one raises LibraryError or QuantityError."""
    from launchwatch.launcher import Figure

    for item in overrides:
        launcher = launcher.replaced(
            item.quantity, Figure(value=item.value, source=item.source, note=item.why)
        )
    return launcher


def _sources(items: list[Dated]) -> list[CaseSource]:
    """The sources of the items, each once, by first publication."""
    first: dict[str, datetime] = {}
    uses: dict[str, list[str]] = {}
    for item in sorted(items, key=lambda i: i.published):
        if not item.source:
            continue
        first.setdefault(item.source, item.published)
        use = _USED_FOR[type(item)]
        if use not in uses.setdefault(item.source, []):
            uses[item.source].append(use)
    return [CaseSource(n, s, when, ", ".join(uses[s])) for n, (s, when) in enumerate(first.items(), 1)]
