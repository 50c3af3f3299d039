"""SGP4: element sets to states, by the reference code (package `sgp4`, Vallado's C++).

States are in TEME of date, metres and metres a second. The catalogue number never enters: SGP4 needs none.
Source: Vallado, Crawford, Hujsak, Kelso (2006), Revisiting Spacetrack Report 3; verified against its vectors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
from sgp4.api import SGP4_ERRORS, WGS72, Satrec

from launchwatch.errors import ElementsError
from launchwatch.orbit.elements import Elements

Array = npt.NDArray[np.float64]

#: SGP4 counts its epochs in days from here.
_ORIGIN = datetime(1949, 12, 31, tzinfo=UTC)
_ORIGIN_JULIAN = 2433281.5
#: How messages name the true equator and mean equinox of date.
_FRAMES = ("TEME", "TEMEOFDATE", "TEME OF DATE", "TEME_OF_DATE")


def satellite(elements: Elements) -> Satrec:
    """The initialised SGP4 record of an element set; refuses sets of another theory."""
    if elements.theory != "SGP4" or elements.ephemeris_type not in (0, 2):
        raise ElementsError(
            f"elements of theory {elements.theory}, type {elements.ephemeris_type}",
            where=elements.source or elements.name,
            mend="only SGP4 elements can be propagated",
        )
    if elements.frame not in _FRAMES or elements.time_system != "UTC":
        raise ElementsError(
            f"elements in frame {elements.frame}, epoch in {elements.time_system}",
            where=elements.source or elements.name,
            mend="SGP4 takes TEME and UTC",
        )
    since = elements.epoch - _ORIGIN
    # by way of a Julian date, as the reference does: its last bit is millimetres of the Moon's pull
    julian = _ORIGIN_JULIAN + since.days + (since.seconds + since.microseconds * 1e-6) / 86400.0
    # rev/day per rad/min, a divisor as in the reference
    turns = 1440.0 / (2.0 * math.pi)
    record = Satrec()
    record.sgp4init(
        WGS72,
        "i",
        0,
        julian - _ORIGIN_JULIAN,
        elements.bstar,
        elements.mean_motion_dot / (turns * 1440.0),
        elements.mean_motion_ddot / (turns * 1440.0 * 1440.0),
        elements.eccentricity,
        math.radians(elements.argument_of_perigee_deg),
        math.radians(elements.inclination_deg),
        math.radians(elements.mean_anomaly_deg),
        elements.mean_motion_rev_day / turns,
        math.radians(elements.raan_deg),
    )
    return record


def propagate(elements: Elements, seconds: npt.ArrayLike, *, lenient: bool = False) -> Array:
    """TEME states (n, 6), m and m/s, at `seconds` after the epoch of the elements.

    Raises ElementsError with SGP4's own reason where there is no state (decayed, eccentricity out of range);
    `lenient` gives rows of nan there instead.
    """
    record = satellite(elements)
    t = np.atleast_1d(np.asarray(seconds, dtype=float)).ravel()
    whole = np.full(t.size, record.jdsatepoch)
    code, position, velocity = record.sgp4_array(whole, record.jdsatepochF + t / 86400.0)
    states = 1e3 * np.concatenate([position, velocity], axis=1)
    # code 6 is "decayed" and comes with a state below the surface; it is no state to show
    bad = code != 0
    if np.any(bad) and not lenient:
        first = int(np.argmax(bad))
        raise ElementsError(
            f"SGP4 {t[first] / 86400.0:+.3f} days from the epoch: {SGP4_ERRORS[int(code[first])]}",
            where=elements.source or elements.name,
            mend="use elements nearer to that time",
        )
    states[bad] = np.nan
    return states


def propagate_utc(elements: Elements, instants: Sequence[datetime], *, lenient: bool = False) -> Array:
    """`propagate` at UTC instants."""
    return propagate(elements, [(at - elements.epoch).total_seconds() for at in instants], lenient=lenient)
