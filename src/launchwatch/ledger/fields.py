"""What the fields of ledger records may hold: instants, texts, names, figures within bounds."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError


def refused(what: str, mend: str) -> PydanticCustomError:
    """What is wrong with a field, and how to mend it, in one sentence."""
    return PydanticCustomError("told", "{what}; {mend}", {"what": what, "mend": mend})


def check_bounds(value: float, lower: float | None, upper: float | None) -> None:
    """A value lies within its bounds; None is no bound."""
    low = -math.inf if lower is None else lower
    high = math.inf if upper is None else upper
    if low > high:
        raise refused(f"the lower bound {low:g} is above the upper bound {high:g}", "swap the two")
    if not low <= value <= high:
        raise refused(f"the value {value:g} lies outside its bounds", "mend value, lower or upper")


def _not_a_number(value: object) -> object:
    if not isinstance(value, str | datetime):
        raise refused("an instant is a text", "write it as 2023-11-21T13:42:28Z")
    return value


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise refused(f"the instant {value.isoformat()} has no zone", "end it with Z")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise refused(f"the instant {value.isoformat()} is outside all years", "check the year") from None


def _written(value: datetime) -> str:
    text = value.isoformat(timespec="microseconds" if value.microsecond else "seconds")
    return text.replace("+00:00", "Z")


Instant = Annotated[
    datetime,
    BeforeValidator(_not_a_number),
    AfterValidator(_in_utc),
    PlainSerializer(_written, return_type=str),
]
"""An instant with a zone, kept and written in UTC."""
Text = Annotated[str, Field(min_length=1, max_length=10_000)]
Words = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False, strict=True)]
Figure = Annotated[float, Field(allow_inf_nan=False, strict=True)]
Offset = Annotated[int, Field(ge=0, strict=True)]


class Part(BaseModel):
    """Frozen, without keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
