"""Element sets and ephemerides to text that others read: OMM as KVN or JSON, OEM as KVN.

Ours and small; figures are written so that they read back exactly. Source: CCSDS 502.0-B-3, Orbit Data
Messages, sections 4 (OMM) and 5 (OEM); JSON with the keywords of the same standard, as CelesTrak serves it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from launchwatch.errors import InputError
from launchwatch.orbit.elements import Elements

ORIGINATOR = "LAUNCHWATCH"


def ccsds_time(instant: datetime) -> str:
    """`2023-11-22T00:25:27.500000`: UTC to the microsecond, without a zone as the standard has it."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def _number(value: float) -> str:
    return repr(float(value))


def _word(text: str) -> str:
    """A name on one line, or UNKNOWN: a line break would begin another keyword."""
    return " ".join(text.splitlines()).strip() or "UNKNOWN"


def _fields(e: Elements) -> dict[str, str | float | int]:
    return {
        "OBJECT_NAME": _word(e.name),
        "OBJECT_ID": _word(e.designator),
        "EPOCH": ccsds_time(e.epoch),
        "MEAN_MOTION": e.mean_motion_rev_day,
        "ECCENTRICITY": e.eccentricity,
        "INCLINATION": e.inclination_deg,
        "RA_OF_ASC_NODE": e.raan_deg,
        "ARG_OF_PERICENTER": e.argument_of_perigee_deg,
        "MEAN_ANOMALY": e.mean_anomaly_deg,
        "EPHEMERIS_TYPE": e.ephemeris_type,
        "CLASSIFICATION_TYPE": e.classification,
        "NORAD_CAT_ID": e.identifier,
        "ELEMENT_SET_NO": e.element_set,
        "REV_AT_EPOCH": e.revolution,
        "BSTAR": e.bstar,
        "MEAN_MOTION_DOT": e.mean_motion_dot,
        "MEAN_MOTION_DDOT": e.mean_motion_ddot,
    }


def write_omm_kvn(elements: Elements, created: datetime) -> str:
    """One OMM in key-value notation; `created` is its date of creation (UTC)."""
    fields = _fields(elements)
    lines = [
        "CCSDS_OMM_VERS = 3.0",
        f"CREATION_DATE = {ccsds_time(created)}",
        f"ORIGINATOR = {ORIGINATOR}",
        f"OBJECT_NAME = {fields.pop('OBJECT_NAME')}",
        f"OBJECT_ID = {fields.pop('OBJECT_ID')}",
        "CENTER_NAME = EARTH",
        "REF_FRAME = TEME",
        "TIME_SYSTEM = UTC",
        f"MEAN_ELEMENT_THEORY = {elements.theory}",
    ]
    for key, value in fields.items():
        if value != "":
            lines.append(f"{key} = {_number(value) if isinstance(value, float) else value}")
    return "\n".join(lines) + "\n"


def write_omm_json(elements: Sequence[Elements]) -> str:
    """A list of OMM objects in JSON. The identifier is text, because it has no end of digits."""
    return json.dumps([_fields(e) for e in elements], indent=1, allow_nan=False) + "\n"


def write_oem(
    name: str,
    designator: str,
    instants: Sequence[datetime],
    states: npt.ArrayLike,
    *,
    frame: str = "TEME",
    created: datetime,
    comment: str = "",
) -> str:
    """An ephemeris (OEM) of states (n, 6), m and m/s in `frame`, at UTC instants in order.

    Written in km and km/s, to a millimetre and a micrometre a second.
    """
    rows = np.atleast_2d(np.asarray(states, dtype=float))
    if len(instants) == 0 or rows.shape != (len(instants), 6):
        raise InputError(
            f"{len(instants)} instants for states of shape {rows.shape}", mend="one row of six each"
        )
    if not np.all(np.isfinite(rows)):
        raise InputError("a state that is not finite", mend="leave out what has no state")
    if any(later <= earlier for earlier, later in pairwise(instants)):
        raise InputError("instants that do not increase", mend="put them in order, each once")
    lines = [
        "CCSDS_OEM_VERS = 2.0",
        f"CREATION_DATE = {ccsds_time(created)}",
        f"ORIGINATOR = {ORIGINATOR}",
        "",
        "META_START",
        f"OBJECT_NAME = {_word(name)}",
        f"OBJECT_ID = {_word(designator)}",
        "CENTER_NAME = EARTH",
        f"REF_FRAME = {frame}",
        "TIME_SYSTEM = UTC",
        f"START_TIME = {ccsds_time(instants[0])}",
        f"STOP_TIME = {ccsds_time(instants[-1])}",
        "META_STOP",
    ]
    lines += [f"COMMENT {part}" for part in comment.splitlines()]
    for instant, row in zip(instants, rows, strict=True):
        position = " ".join(f"{x / 1e3:.6f}" for x in row[:3])
        velocity = " ".join(f"{x / 1e3:.9f}" for x in row[3:])
        lines.append(f"{ccsds_time(instant)} {position} {velocity}")
    return "\n".join(lines) + "\n"
