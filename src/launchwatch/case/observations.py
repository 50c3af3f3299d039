"""Observations of a flight, with their place and time as uncertain figures in SI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from launchwatch.case.positions import Spot, read_spot
from launchwatch.case.schema import ObservationEntry, Place
from launchwatch.errors import CaseError
from launchwatch.quantity import Quantity

TIME_SIGMA_S: Final = 60.0  # a time without a spread is one told to the minute, "about 22:50"
PLACE_SIGMA_M: Final = 50_000.0  # "over Okinawa": a piece near a named place
POINT_SIGMA_M: Final = 15_000.0  # a point without a spread
_TOLD: Final = (
    *("time", "downrange", "altitude", "after_liftoff", "inside_area", "outside_area"),
    *("perigee", "apogee", "inclination", "period", "count"),
)


@dataclass(frozen=True, slots=True)
class CaseObservation:
    """Something seen or measured; what was not told is None.

    `time_sigma_s` is one sigma; `spot` is the place with its error ellipse; `altitude`, `downrange`,
    `perigee`, `apogee` (lengths), `inclination` (angle), `period` and `after_liftoff` (times) are quantities,
    SI behind them.  `weigh` is False for what is shown but not believed; `why` then gives the reason.
    `reporter` is "operator" where the word is that of who launched, who may call a failure a success.
    """

    kind: str
    piece: str
    attempt: str
    time: datetime | None
    time_sigma_s: float
    spot: Spot | None
    place: str | None
    downrange: Quantity | None
    altitude: Quantity | None
    event: str | None
    after_liftoff: Quantity | None
    inside_area: str | None
    outside_area: str | None
    perigee: Quantity | None
    apogee: Quantity | None
    inclination: Quantity | None
    period: Quantity | None
    count: int | None
    reporter: str
    weigh: bool
    why: str
    text: str
    source: str
    published: datetime


def resolve_observation(entry: ObservationEntry, places: list[Place]) -> CaseObservation:
    """The observation that an entry describes; `places` are those of the case."""
    spot = _spot(entry, places)
    if spot is None and all(getattr(entry, key) is None for key in _TOLD):
        raise CaseError(
            "the observation says nothing", mend="give a time, a position, an altitude or an orbit"
        )
    if entry.kind == "orbit" and entry.perigee is None and entry.inclination is None and entry.period is None:
        raise CaseError(
            "an orbit without perigee, inclination or period says nothing", mend="give at least one of them"
        )
    if entry.perigee and entry.apogee and entry.apogee.central < entry.perigee.central:
        raise CaseError(
            f"the apogee {entry.apogee} is below the perigee {entry.perigee}", mend="swap the two"
        )
    if entry.inside_area is not None and entry.inside_area == entry.outside_area:
        raise CaseError(
            f"the piece is both inside and outside '{entry.inside_area}'", mend="keep one of the two"
        )
    if entry.time_spread is not None and entry.time is None:
        raise CaseError("time_spread without a time", mend="add time, or take time_spread out")
    if not entry.weigh and entry.why is None:
        raise CaseError("an observation that is not weighed needs a reason", mend="add why")
    sigma = TIME_SIGMA_S if entry.time_spread is None else entry.time_spread.central
    return CaseObservation(
        entry.kind,
        entry.piece,
        entry.attempt,
        entry.time,
        sigma,
        spot,
        entry.place,
        entry.downrange,
        entry.altitude,
        entry.event,
        entry.after_liftoff,
        entry.inside_area,
        entry.outside_area,
        entry.perigee,
        entry.apogee,
        entry.inclination,
        entry.period,
        entry.count,
        entry.reporter,
        entry.weigh,
        entry.why or "",
        _words(entry),
        entry.source,
        entry.published,
    )


def _spot(entry: ObservationEntry, places: list[Place]) -> Spot | None:
    given = [
        way
        for way, there in (
            ("positions", entry.positions is not None),
            ("latitude", entry.latitude is not None or entry.longitude is not None),
            ("place", entry.place is not None),
        )
        if there
    ]
    if len(given) > 1:
        raise CaseError(f"the place is given in {len(given)} ways", mend="keep one of " + ", ".join(given))
    if entry.spread is not None and given not in (["latitude"], ["place"]):
        raise CaseError("spread without a point", mend="add latitude and longitude, or place")
    if entry.positions is not None:
        return read_spot(entry.positions)
    if given == ["latitude"]:
        if entry.latitude is None or entry.longitude is None:
            raise CaseError("latitude and longitude go together", mend="give both")
        return _round(entry.latitude, entry.longitude, entry.spread, POINT_SIGMA_M)
    if entry.place is not None:
        found = next((p for p in places if p.name == entry.place), None)
        if found is None:
            import difflib

            names = [p.name for p in places]
            near = difflib.get_close_matches(entry.place, names, n=1)
            mend = f"did you mean '{near[0]}'?" if near else "add it as a [[place]]"
            raise CaseError(f"there is no place '{entry.place}' in this case", mend=mend)
        return _round(found.latitude, found.longitude, entry.spread, PLACE_SIGMA_M)
    return None


def _round(lat: float, lon: float, spread: Quantity | None, otherwise: float) -> Spot:
    sigma = otherwise if spread is None else spread.central
    return Spot(lat, lon - 360.0 if lon > 180.0 else lon, sigma, sigma, 0.0)


def _words(entry: ObservationEntry) -> str:
    """The observation in one line, as it was told."""
    where = [f"{r.distance} {r.direction or 'away'} of {r.place}" for r in entry.positions or []]
    parts = [entry.event or entry.kind, *where]
    parts += [f"near {entry.place}"] if entry.place else []
    if entry.latitude is not None:
        parts.append(f"near {entry.latitude:.2f}, {entry.longitude:.2f}")
    for words, figure in (
        ("{} downrange", entry.downrange),
        ("at {} altitude", entry.altitude),
        ("{} after lift-off", entry.after_liftoff),
        ("perigee {}", entry.perigee),
        ("apogee {}", entry.apogee),
        ("inclination {}", entry.inclination),
        ("period {}", entry.period),
    ):
        parts += [words.format(figure)] if figure is not None else []
    parts += [f"{entry.count} objects"] if entry.count is not None else []
    for side, role in (("inside", entry.inside_area), ("outside", entry.outside_area)):
        if role is not None:
            parts.append(f"{side} the announced areas" if role == "any" else f"{side} the area for {role}")
    parts += [f"at {entry.time:%H:%M:%S} UTC on {entry.time:%d %B %Y}"] if entry.time else []
    return f"{entry.piece}: {', '.join(parts)}"
