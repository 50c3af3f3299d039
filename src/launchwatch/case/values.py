"""The kinds of value a case file holds: figures, instants, points, directions, words of a fixed list.

Each is a type that pydantic checks while it reads; the message and the mend of our own errors are kept.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from launchwatch.case.points import read_direction, read_point
from launchwatch.case.times import read_instant, read_offset, read_publication, read_time_of_day
from launchwatch.errors import InputError
from launchwatch.quantity import Quantity

T = TypeVar("T")
PIECES = (
    *("stage 1", "stage 2", "stage 3", "stage 4", "stage 5"),
    *("strap-ons", "fairing", "vehicle", "satellite", "debris", "unknown"),
)
CHECKS = (
    *("window", "launched early", "chance", "orbit", "areas"),
    *("liftoff", "passage", "pair of times", "outcome", "count", "direction", "plane"),
)
GIVEN_CHECKS = ("imagery", "flight", "fall", "phase")
"""Checks that are given something after a colon: `imagery:Guam 13.45 144.80`, `phase:stage 2`."""


def told(read: Callable[[Any], T]) -> Callable[[Any], T]:
    """A reader of ours as a validator of pydantic's, its message and its mend kept apart."""

    def validator(value: Any) -> T:
        try:
            return read(value)
        except InputError as error:
            raise PydanticCustomError("told", "{what}", {"what": error.what, "mend": error.mend}) from None

    return validator


def _figure(dimension: str) -> Callable[[Any], Quantity]:
    def read(value: Any) -> Quantity:
        if not isinstance(value, str):
            raise InputError(f"{value} has no unit", mend=f"write it in quotes with its unit, a {dimension}")
        quantity = Quantity.parse(value, dimension)
        if dimension in ("length", "time") and quantity.central < 0.0:
            raise InputError(f"'{value}' is below zero", mend="leave the sign out")
        return quantity

    return told(read)


def _named(words: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value in words:
            return value
        near = difflib.get_close_matches(value, words, n=1)
        mend = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(words)}"
        raise PydanticCustomError("told", "{what}", {"what": f"'{value}' is not known here", "mend": mend})

    return check


def _check_word(value: str) -> str:
    name, _, given = value.partition(":")
    if name in ("cannot test", *GIVEN_CHECKS) and given.strip():
        return value
    return _named((*CHECKS, *(f"{word}:…" for word in GIVEN_CHECKS)))(value)


Text = Annotated[str, Field(min_length=1)]
Instant = Annotated[datetime, PlainValidator(told(read_instant))]
Published = Annotated[datetime, PlainValidator(told(read_publication))]
TimeOfDay = Annotated[time, PlainValidator(told(read_time_of_day))]
Offset = Annotated[timedelta, PlainValidator(told(read_offset))]
Point = Annotated[tuple[float, float], PlainValidator(told(read_point))]
Direction = Annotated[str, AfterValidator(told(lambda text: (read_direction(text), text)[1]))]
Length = Annotated[Quantity, PlainValidator(_figure("length"))]
Speed = Annotated[Quantity, PlainValidator(_figure("speed"))]
Angle = Annotated[Quantity, PlainValidator(_figure("angle"))]
Duration = Annotated[Quantity, PlainValidator(_figure("time"))]
Piece = Annotated[str, AfterValidator(_named(PIECES))]
PieceOrAny = Annotated[str, AfterValidator(_named((*PIECES, "any")))]
Check = Annotated[str, AfterValidator(_check_word)]
Latitude = Annotated[float, Field(ge=-90.0, le=90.0)]
Longitude = Annotated[float, Field(ge=-180.0, le=360.0)]
Height = Annotated[float, Field(ge=-450.0, le=9000.0)]
