"""Check by geometry: did the pieces fall where the areas were announced?"""

from __future__ import annotations

import re
from typing import Any

from launchwatch.ledger.passage import sigma_towards
from launchwatch.ledger.verdicts import Finding, StatementLike, ViewLike, independent

_OUTSIDE = re.compile(r"\boutside\b|\bmissed\b|\bnot in(?:side)?\b|\bbeyond\b", re.I)


def check_areas(statement: StatementLike, view: ViewLike) -> Finding:
    """Does a claim that pieces fell inside (or outside) their areas fit what was tracked?

    A report that says inside or outside in words counts; else a reported place is put on the map, where
    both the place and an area known only from press distances have their spread.
    """
    outside_claimed = _OUTSIDE.search(statement.said) is not None
    about = (statement.about or "").lower()
    told = [
        t for o in view.observations if _meant(o, about) and (t := _told(o, view, independent(o, statement)))
    ]
    if not told:
        return Finding("open", "No tracked fall of a piece is on record to compare with its area.")
    agree = [t for t in told if t[0] is not None and t[0] != outside_claimed]
    differ = [t for t in told if t[0] is not None and t[0] == outside_claimed]
    figure = "; ".join(t[1] for t in told)
    if not agree and not differ:
        return Finding("open", "The place of the fall, or of the area, is not known well enough.", figure)
    if differ:
        return Finding("contradicts", "What was tracked says otherwise.", figure)
    return Finding("supports", "What was tracked agrees.", figure)


def _meant(observation: Any, about: str) -> bool:
    if observation.kind not in ("splash", "debris") or observation.attempt != "this":
        return False
    return ("stage" not in about and "fairing" not in about) or str(observation.piece).lower() in about


def _told(observation: Any, view: Any, other: bool) -> tuple[bool | None, str] | None:
    """Inside (True), outside (False) or not known (None), with the words for it; None: nothing to say.

    What another source says in words counts; of the same source only the place it gives.
    """
    from launchwatch import earth

    if other and observation.inside_area:
        return True, f"{observation.piece} inside its area"
    if other and observation.outside_area:
        return False, f"{observation.piece} outside its area"
    spot = observation.spot
    area = next((a for a in view.areas if a.role == observation.piece and a.attempt == "this"), None)
    if spot is None or area is None:
        return None
    ends = (spot.lat_deg, spot.lon_deg, area.center_lat, area.center_lon)
    apart = float(earth.distance(*ends))
    if area.area is None or not area.exact:
        return None, f"{observation.piece} {apart / 1e3:.0f} km from the middle of its area"
    out = float(area.area.distance(spot.lat_deg, spot.lon_deg))
    if out == 0.0:
        return True, f"{observation.piece} inside"
    if out < 2.0 * sigma_towards(spot, float(earth.bearing(*ends))):
        return None, f"{observation.piece} {out / 1e3:.0f} km outside, within the spread of the report"
    return False, f"{observation.piece} {out / 1e3:.0f} km outside"
