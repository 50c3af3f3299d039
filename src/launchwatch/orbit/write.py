"""Element sets and ephemerides to text that others read: OMM as KVN, XML, JSON or CSV, OEM as KVN.

Ours and small; figures are written so that they read back exactly (two-line elements are not: see `tle`).
Source: CCSDS 502.0-B-3, Orbit Data Messages, sections 4 (OMM) and 5 (OEM); CCSDS 505.0-B-2 for XML; JSON and
CSV with the keywords of the same standard, as CelesTrak serves them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit.elements import Elements

ORIGINATOR = "LAUNCHWATCH"


def ccsds_time(instant: datetime) -> str:
    """`2023-11-22T00:25:27.500000`: UTC to the microsecond, without a zone as the standard has it."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def _number(value: float) -> str:
    return repr(float(value))


def _word(text: str) -> str:
    """A name on one line, or UNKNOWN: a line break would begin another keyword, a control sign no XML."""
    plain = "".join(c if c.isprintable() else " " for c in " ".join(text.splitlines()))
    return plain.strip() or "UNKNOWN"


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
        "CLASSIFICATION_TYPE": _word(e.classification),
        "NORAD_CAT_ID": e.identifier,
        "ELEMENT_SET_NO": e.element_set,
        "REV_AT_EPOCH": e.revolution,
        "BSTAR": e.bstar,
        "MEAN_MOTION_DOT": e.mean_motion_dot,
        "MEAN_MOTION_DDOT": e.mean_motion_ddot,
    }


def write_omm_kvn(elements: Elements, created: datetime) -> str:
    """One OMM in key-value notation; `created` is its date of creation (UTC)."""
    lines = [
        "CCSDS_OMM_VERS = 3.0",
        f"CREATION_DATE = {ccsds_time(created)}",
        f"ORIGINATOR = {ORIGINATOR}",
    ]
    for part in _parts(elements).values():
        lines += [f"{key} = {value}" for key, value in part.items()]
    return "\n".join(lines) + "\n"


def _parts(elements: Elements) -> dict[str, dict[str, str]]:
    """The keywords of a message as text, under the names of its parts in XML, in the standard's order."""
    fields = {
        key: _number(value) if isinstance(value, float) else str(value)
        for key, value in _fields(elements).items()
        if value != ""
    }
    mean = [
        "EPOCH",
        "MEAN_MOTION",
        "ECCENTRICITY",
        "INCLINATION",
        "RA_OF_ASC_NODE",
        "ARG_OF_PERICENTER",
        "MEAN_ANOMALY",
    ]
    head = {key: fields.pop(key) for key in ("OBJECT_NAME", "OBJECT_ID")}
    about = {
        "CENTER_NAME": "EARTH",
        "REF_FRAME": _word(elements.frame),
        "TIME_SYSTEM": elements.time_system,
        "MEAN_ELEMENT_THEORY": _word(elements.theory),
    }
    orbit = {key: fields.pop(key) for key in mean}
    return {"metadata": head | about, "meanElements": orbit, "tleParameters": fields}


def write_omm_xml(elements: Sequence[Elements], created: datetime) -> str:
    """Messages in XML, in one `ndm`."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<ndm>"]
    for one in elements:
        parts = {
            name: "".join(f"<{key}>{escape(value)}</{key}>" for key, value in part.items())
            for name, part in _parts(one).items()
        }
        lines += [
            '<omm id="CCSDS_OMM_VERS" version="3.0">',
            f"<header><CREATION_DATE>{ccsds_time(created)}</CREATION_DATE>"
            f"<ORIGINATOR>{ORIGINATOR}</ORIGINATOR></header>",
            f"<body><segment><metadata>{parts['metadata']}</metadata>",
            f"<data><meanElements>{parts['meanElements']}</meanElements>",
            f"<tleParameters>{parts['tleParameters']}</tleParameters></data>",
            "</segment></body></omm>",
        ]
    return "\n".join([*lines, "</ndm>"]) + "\n"


def write_omm_csv(elements: Sequence[Elements]) -> str:
    """Rows under a line of keywords, as CelesTrak serves them; no column for frame, clock and theory.

    Raises ElementsError for a set that is not SGP4's, in TEME and UTC, as every reader would take it to be.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    for number, one in enumerate(elements):
        if (one.theory, one.frame, one.time_system) != ("SGP4", "TEME", "UTC"):
            raise ElementsError(
                f"{one.theory} in {one.frame} and {one.time_system} has no place in a row",
                where=one.source or one.name,
                mend="write it as KVN or XML",
            )
        fields = _fields(one)
        if number == 0:
            rows.writerow(fields)
        rows.writerow(_number(v) if isinstance(v, float) else v for v in fields.values())
    return out.getvalue()


def write_omm_json(elements: Sequence[Elements]) -> str:
    """A list of OMM objects in JSON. The identifier is text, because it has no end of digits."""
    return json.dumps([_fields(e) | _unusual(e) for e in elements], indent=1, allow_nan=False) + "\n"


def _unusual(e: Elements) -> dict[str, str]:
    """What a reader of JSON takes for granted, where it is otherwise."""
    usual = {
        "REF_FRAME": (e.frame, "TEME"),
        "TIME_SYSTEM": (e.time_system, "UTC"),
        "MEAN_ELEMENT_THEORY": (e.theory, "SGP4"),
    }
    return {key: value for key, (value, taken) in usual.items() if value != taken}


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
