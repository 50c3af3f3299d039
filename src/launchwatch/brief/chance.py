"""The record's chance for the attempt of a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from launchwatch.evidence import make_clock
from launchwatch.record import Forecast, Record, forecast

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
