"""The case file as it is written: every table and key of `case.toml`, checked while it is read.

Instants become UTC, figures become `Quantity` (SI behind `central`, `interval`), points become (latitude,
longitude) in degrees.  Unknown keys, NaN and infinity are refused.  Every item says when it was published
and by whom (`published`, `source`); `view.py` shows an item only from that instant on.

The tables are documented key by key in the template (`template.py`), which a test keeps complete.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from launchwatch.case.values import (
    Angle,
    Check,
    Direction,
    Duration,
    Height,
    Instant,
    Latitude,
    Length,
    Longitude,
    Offset,
    Piece,
    PieceOrAny,
    Point,
    Published,
    Speed,
    Text,
    TimeOfDay,
)

if TYPE_CHECKING:
    from launchwatch.quantity import Quantity


class Strict(BaseModel):
    """No unknown keys, no guessing between text and number, no NaN, nothing changed after reading."""

    model_config = ConfigDict(
        extra="forbid", allow_inf_nan=False, frozen=True, strict=True, str_strip_whitespace=True
    )


class Item(Strict):
    """Anything that became known at an instant, from somebody."""

    published: Published
    source: Text


class SitePosition(Strict):
    """A pad that no library holds: degrees (WGS 84), metres above the sea."""

    latitude: Latitude
    longitude: Longitude
    height: Height = 0.0
    at_sea: bool = False  # a platform, or an island too small for the map


class Head(Strict):
    """The table [case]: what does not change with the instant, so nothing of the outcome belongs here."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    title: Text
    summary: Text
    launcher: Text
    site: Text
    pad: Text | None = None
    site_position: SitePosition | None = None
    utc_offset: Offset
    satellite: Text
    attempt: Annotated[int, Field(ge=1, le=1000)]
    line: Text


class Aim(Item):
    """The orbit aimed for, as stated or as inferred."""

    orbit: Literal["sun-synchronous", "low Earth orbit", "polar", "transfer", "other"]
    stated: bool = False
    altitude: Length | None = None
    perigee: Length | None = None
    apogee: Length | None = None
    inclination: Angle | None = None
    node: Literal["ascending", "descending"] | None = None
    why: Text

    @property
    def heights(self) -> tuple[Quantity | None, Quantity | None]:
        """Perigee and apogee; one height told stands for both."""
        low, high = self.perigee or self.altitude, self.apogee or self.altitude
        return low or high, high or low

    @property
    def sun_synchronous_deg(self) -> float | None:
        """The inclination that makes the orbit sun-synchronous at its heights, 500 km where none is told;
        None for another orbit."""
        if self.orbit != "sun-synchronous":
            return None
        from launchwatch.orbit import sun_synchronous_inclination

        perigee, apogee = (500e3 if height is None else height.central for height in self.heights)
        return math.degrees(sun_synchronous_inclination(perigee, apogee))


class Override(Item):
    """A launcher figure replaced for this case."""

    quantity: Text
    value: Text
    why: Text


class Window(Item):
    """An interval of UTC in which the launch is announced; with daily hours, only those."""

    begin: Instant
    end: Instant
    daily_begin: TimeOfDay | None = None
    daily_end: TimeOfDay | None = None
    attempt: Literal["this", "earlier"] = "this"
    notice: Text | None = None
    note: Text | None = None


class Rendering(Strict):
    """A position as the press gives it: so far, in that direction, from a named place."""

    place: Text
    latitude: Latitude
    longitude: Longitude
    distance: Length
    direction: Direction | None = None
    north_south: Length | None = None  # one sigma, where the place is a coast and not a point
    source: Text | None = None


class CircleShape(Strict):
    """A circle on the ellipsoid."""

    center: Point
    radius: Length


class AreaEntry(Item):
    """One announced area, in exactly one of six ways; `part` is which area of its notice it is."""

    label: Text
    role: Piece
    attempt: Literal["this", "earlier"] = "this"
    notice: Text | None = None
    part: Text | None = None
    note: Text | None = None
    corners: Annotated[list[Point], Field(min_length=3, max_length=200)] | None = None
    scrambled: bool = False
    circle: CircleShape | None = None
    positions: Annotated[list[Rendering], Field(min_length=1, max_length=20)] | None = None
    first_corner: Point | None = None
    corner: Literal["northwest", "northeast", "southeast", "southwest"] = "northwest"
    like: Text | None = None
    along: Length | None = None
    across: Length | None = None
    azimuth: Direction | None = None


class ObservationEntry(Item):
    """Something seen or measured: a splash, a passage, an event, an orbit."""

    attempt: Literal["this", "earlier"] = "this"
    kind: Literal["liftoff", "splash", "passage", "event", "orbit", "debris", "object count"]
    piece: Piece
    time: Instant | None = None
    time_spread: Duration | None = None
    positions: Annotated[list[Rendering], Field(min_length=1, max_length=20)] | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    spread: Length | None = None
    place: Text | None = None
    downrange: Length | None = None
    altitude: Length | None = None
    event: Text | None = None
    after_liftoff: Duration | None = None
    inside_area: PieceOrAny | None = None
    outside_area: PieceOrAny | None = None
    perigee: Length | None = None
    apogee: Length | None = None
    inclination: Angle | None = None
    period: Duration | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    reporter: Literal["observer", "operator"] = "observer"
    weigh: bool = True
    why: Text | None = None


class Statement(Item):
    """A public claim: who said what, through whom, how firmly; `said` is in our words."""

    speaker: Text
    chain: list[Text] = []
    said: Text
    hedge: Text | None = None
    window_begin: Instant | None = None
    window_end: Instant | None = None
    about: Text | None = None
    check: Check | None = None
    article: Text | None = None


class Judgement(Item):
    """A person's change of the odds, kept apart from the computed chance."""

    author: Text
    odds_multiplier: Annotated[float, Field(gt=0.0, le=1000.0)]
    why: Text


class Place(Strict):
    """A place on the map; a gate is one where overflights are timed."""

    name: Text
    latitude: Latitude
    longitude: Longitude
    gate: bool = False
    source: Text | None = None


class Attempt(Item):
    """An earlier try of this launcher."""

    number: Annotated[int, Field(ge=1)]
    liftoff: Instant
    outcome: Literal["success", "failure", "partial", "unknown"]
    phase: Text | None = None
    note: Text | None = None


class Unknown(Strict):
    """What was looked for and not found."""

    published: Published
    source: Text | None = None
    text: Text


class ElementsEntry(Item):
    """An element set of the satellite, in a file of the case folder."""

    file: Text
    note: Text | None = None


class CameraEntry(Item):
    """What was said of the camera aboard: ground sample distance at nadir, greatest angle off nadir."""

    gsd: Length
    max_off_nadir: Angle | None = None
    note: Text | None = None


class WindRow(Strict):
    """Wind at an altitude: speeds toward the east and toward the north."""

    altitude: Length
    east: Speed
    north: Speed


class AirEntry(Item):
    """The air of the day: a model of its density, and the wind by altitude or from a file (`case.winds`).

    NRLMSIS 2.1 gives density and temperature above the pad at the instant `at`, by F10.7 (solar flux units)
    and the daily Ap; what a flight draws about them stays.
    """

    model: Literal["standard", "NRLMSIS"] = "standard"
    at: Instant | None = None
    f107: Annotated[float, Field(ge=50.0, le=400.0)] = 120.0
    ap: Annotated[float, Field(ge=0.0, le=400.0)] = 8.0
    wind: Annotated[list[WindRow], Field(max_length=200)] = []
    wind_file: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> AirEntry:
        dated = self.model == "NRLMSIS" or self.wind_file is not None
        if dated != (self.at is not None):
            raise ValueError(
                'model = "NRLMSIS" or a wind_file, and at = "…", the instant of the air, go together'
            )
        if self.wind and self.wind_file:
            raise ValueError("the wind is given twice: by altitude and by wind_file")
        if self.model == "standard" and not self.wind and not self.wind_file:
            raise ValueError("the standard air needs no entry: give a wind, a model, or take it out")
        heights = [row.altitude.central for row in self.wind]
        if any(b <= a for a, b in pairwise(heights)):
            raise ValueError("the altitudes of the wind must rise")
        return self


class Document(Strict):
    """The whole of `case.toml`."""

    case: Head
    aim: list[Aim] = []
    override: list[Override] = []
    window: list[Window] = []
    area: Annotated[list[AreaEntry], Field(max_length=100)] = []
    observation: Annotated[list[ObservationEntry], Field(max_length=300)] = []
    statement: list[Statement] = []
    judgement: list[Judgement] = []
    place: list[Place] = []
    attempt: list[Attempt] = []
    unknown: list[Unknown] = []
    elements: list[ElementsEntry] = []
    camera: list[CameraEntry] = []
    air: list[AirEntry] = []
