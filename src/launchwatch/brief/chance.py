"""The record's chance for the attempt of a case, and on which day of its window the launch comes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from launchwatch.brief.aftermath import aftermath_of
from launchwatch.evidence import make_clock
from launchwatch.record import Forecast, Record, before_opening, forecast, launch_days

if TYPE_CHECKING:
    from launchwatch.case import CaseView

CLEAR_OF: Final = timedelta(hours=6)
"""How long before lift-off a flown launch is forecast: the record's own clock may be minutes off."""


def forecast_case(view: CaseView, record: Record | None = None, *, trace: bool = False) -> Forecast:
    """The chance of the case's attempt, as of the view, or of shortly before lift-off where it has flown."""
    clock = make_clock(view)
    launcher = view.launcher
    instant = view.as_of
    if clock.liftoff is not None:
        instant = min(instant, clock.liftoff - CLEAR_OF)
    return forecast(
        view.line,
        view.attempt,
        instant,
        record,
        tuple(view.judgements),
        family=launcher.family,
        builder=launcher.builder,
        state=launcher.state,
        trace=trace,
    )


def around(view: CaseView, found: Forecast) -> dict[str, Any]:
    """What goes with the chance of a case: `days` of the window, `early` launch, and `after` the fact.

    `days`: the chance of launch by day, where it is announced and has not come.  `early_s`: how long
    before the window it came, s, where it did.  `after`: the chance of orbit and of each stage failing,
    given what was seen.  Each is None where it does not apply.
    """
    clock, window = make_clock(view), view.window
    early = None
    if window is not None and clock.liftoff is not None:
        early = before_opening([(window.begin, window.end)], clock.liftoff)
    after = aftermath_of(view, found)
    return {
        "days": None if clock.liftoff is not None else _days(view),
        "early_s": None if early is None else early.total_seconds(),
        "after": None
        if after is None
        else {
            "by_stage": after.by_stage,
            "ways": [
                {"stage": way.stage, "kind": way.kind, "p": way.p, "when_s": list(way.when_s)}
                for way in after.ways
                if way.p >= 0.01
            ],
        },
    }


def _days(view: CaseView) -> dict[str, Any] | None:
    """The chance of launch by day of the window, in days of the site's clock, given that none came so far."""
    window = view.window
    if window is None or view.as_of >= window.end:
        return None
    zone = view.utc_offset
    first, last, today = (
        (instant + zone).date() for instant in (window.begin, window.end - timedelta(seconds=1), view.as_of)
    )
    count = (last - first).days + 1
    found = launch_days(count, view.launcher.state, view.as_of)
    gone = min(max((today - first).days, 0), count)
    early = found.early if view.as_of < window.begin else 0.0
    left = early + sum(found.by_day[gone:]) + found.slip
    return {
        "before": early / left,
        "by_day": [
            {"day": (first + timedelta(days=k)).isoformat(), "p": found.by_day[k] / left}
            for k in range(gone, count)
        ],
        "slip": found.slip / left,
        "warnings": found.of_all,
        "warnings_of_state": found.of_state,
    }
