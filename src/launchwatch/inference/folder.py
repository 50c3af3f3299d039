"""A case folder as a blind case: the areas and windows of this attempt, and the pad; degrees, UTC."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.inference.blind import BlindArea, BlindCase, Window

if TYPE_CHECKING:
    from launchwatch.case import CaseView
    from launchwatch.case import Window as CaseWindow


def blind_of(view: CaseView) -> BlindCase:
    """What a case shows of its path and times as of its instant, and nothing of its aim or its outcome."""
    windows = tuple(sorted(w for told in view.windows if told.attempt == "this" for w in _days(told)))
    areas = tuple(
        BlindArea(
            kind="polygon" if area.exact else "uncertain",
            ring_deg=np.array(area.outline(1.0)),
            notice_id=area.notice or "",
            label=area.label,
            said_to_be=area.role,
            windows=windows,
        )
        for area in view.areas
        if area.attempt == "this"
    )
    return BlindCase(view.name, view.as_of, view.pad.lat_deg, view.pad.lon_deg, view.pad.site, areas, windows)


def _days(told: CaseWindow) -> list[Window]:
    """A window, or one a day where it is open for some hours of each."""
    if told.daily_begin is None or told.daily_end is None:
        return [(told.begin, told.end)]
    found = []
    day = told.begin
    while day.date() <= told.end.date():
        begin = datetime.combine(day.date(), told.daily_begin, told.begin.tzinfo)
        end = datetime.combine(day.date(), told.daily_end, told.begin.tzinfo)
        found.append((begin, end if end > begin else end + timedelta(days=1)))
        day += timedelta(days=1)
    return [(begin, end) for begin, end in found if end > told.begin and begin < told.end]
