"""A planned orbit as a small file: what was announced of a launch, in TOML or JSON.

    lift_off = 2023-11-21T13:42:28Z      # or text; "± 30 s" goes into lift_off_error
    lift_off_error = "30 s"
    perigee = "493 ± 10 km"              # quantities as people write them, with their spread
    apogee = "512 ± 10 km"
    inclination = "97.4 ± 0.1 deg"
    site = [39.660, 124.705]             # or node = "312 ± 1 deg", or ltan = "10.0 ± 0.2 h"

`altitude` stands for perigee and apogee of a circular orbit. A figure without a spread gets 20 km, 0.2 deg.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from launchwatch.earth import parse_utc
from launchwatch.errors import InputError
from launchwatch.orbit.expected import Expected, Planned, expected_of_plan
from launchwatch.quantity import Quantity

KEYS = (
    "lift_off",
    "lift_off_error",
    "perigee",
    "apogee",
    "altitude",
    "inclination",
    "node",
    "ltan",
    "site",
)
#: Spread of a figure that came with none.
SPREADS = {"m": 20e3, "rad": math.radians(0.2), "s": 30.0, "h": 0.25}


def read_plan(path: str | Path) -> Expected:
    """The orbit expected by the plan in a file.

    Raises InputError with the file, the key and the mend.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        given = json.loads(text) if text.lstrip()[:1] == "{" else tomllib.loads(text)
    except OSError as error:
        raise InputError(f"{error.strerror}", where=str(file), mend="check the path") from None
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(
            f"neither TOML nor JSON: {error}", where=str(file), mend="see `launchwatch match --help`"
        ) from None
    return expected_of_plan(plan_of(given, str(file)))


def plan_of(given: Mapping[str, Any], where: str = "plan") -> Planned:
    """The plan that a table of figures gives.

    >>> told = {"lift_off": "2023-11-21T13:42:28Z", "altitude": "500 km", "inclination": "97.4 deg"}
    >>> plan_of(told).perigee_m
    (500000.0, 20000.0)
    """
    unknown = sorted(set(given) - set(KEYS))
    if unknown:
        raise InputError(f"unknown key {unknown[0]}", where=where, mend=f"known are {', '.join(KEYS)}")
    low = _figure(given, "perigee", "m", where) or _figure(given, "altitude", "m", where)
    high = _figure(given, "apogee", "m", where) or _figure(given, "altitude", "m", where)
    inclination = _figure(given, "inclination", "rad", where)
    late = _figure(given, "lift_off_error", "s", where)
    for key, value in (("perigee", low), ("apogee", high), ("inclination", inclination)):
        if value is None:
            raise InputError(f"no {key}", where=where, mend=f"give {key}, as '500 ± 10 km' or '97.4 deg'")
    assert low is not None and high is not None and inclination is not None
    ltan = _figure(given, "ltan", "h", where)
    if not (low[0] > -1e5 and high[0] > 0.0 and 0.0 <= inclination[0] <= math.pi):
        raise InputError("no orbit round the Earth", where=where, mend="heights in km, inclination 0 to 180")
    return Planned(
        _lift_off(given, where),
        low,
        high,
        inclination,
        node=_figure(given, "node", "rad", where),
        ltan_h=ltan,
        site=_site(given, where),
        lift_off_sigma_s=SPREADS["s"] if late is None else abs(late[0]),
    )


def _lift_off(given: Mapping[str, Any], where: str) -> datetime:
    found = given.get("lift_off")
    if isinstance(found, datetime):
        if found.tzinfo is None:
            raise InputError("lift_off has no time zone", where=where, mend="end it with Z for UTC")
        return found.astimezone(UTC)
    if not isinstance(found, str):
        raise InputError("no lift_off", where=where, mend="give it as 2023-11-21T13:42:28Z")
    return parse_utc(found, f"{where}: lift_off")


def _figure(given: Mapping[str, Any], key: str, unit: str, where: str) -> tuple[float, float] | None:
    """Central value and spread of a figure in SI (hours for a local time); None where it is not given."""
    text = given.get(key)
    if text is None:
        return None
    if not isinstance(text, str):
        raise InputError(
            f"{key} is {text!r}", where=where, mend=f"write it with its unit, as '{_LIKE[unit]}'"
        )
    quantity = Quantity.parse(text, _DIMENSIONS[unit], f"{where}: {key}")
    scale = 3600.0 if unit == "h" else 1.0
    low, high = quantity.interval(0.9)
    sigma = (high - low) / 3.29 / scale
    return quantity.central / scale, sigma if sigma > 0.0 else SPREADS[unit]


_DIMENSIONS = {"m": "length", "rad": "angle", "s": "time", "h": "time"}
_LIKE = {"m": "500 ± 10 km", "rad": "97.4 ± 0.1 deg", "s": "30 s", "h": "10.0 ± 0.2 h"}


def _site(given: Mapping[str, Any], where: str) -> tuple[float, float] | None:
    found = given.get("site")
    if found is None:
        return None
    if (
        not isinstance(found, list)
        or len(found) != 2
        or not all(isinstance(x, int | float) and math.isfinite(x) for x in found)
        or abs(found[0]) > 90.0
    ):
        raise InputError(f"site is {found!r}", where=where, mend="give [degrees north, degrees east]")
    return float(found[0]), float(found[1])
