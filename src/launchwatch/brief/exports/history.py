"""The time history of one flight in the formats of others: CSV, CZML for a globe, OEM for orbit tools.

The states of a history stand in inertial axes that coincide with the Earth-fixed axes at lift-off. The OEM
turns them into GCRF for the instant of lift-off (polar motion and UT1 - UTC left out, 0.4 km at most). The
epoch is the lift-off where it is known; else the file says what was taken instead.
Source: CCSDS 502.0-B-2, Orbit Data Messages, section 5, in keyword notation.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import numpy as np

from launchwatch.brief.exports.czml import document, moving
from launchwatch.earth import ecef_to_gcrs
from launchwatch.ensemble import Floats, History

_FLIGHT, _IMPACT = (213, 94, 0, 255), (0, 114, 178, 255)


def history_csv(history: History) -> str:
    """Every step on a line, every column under its name; numbers in full, so they are read back exactly.

    A figure that is none, as the impact point of an orbit, is left empty.
    """
    lines = [",".join(history.columns)]
    for row in zip(*(column.tolist() for column in history.columns.values()), strict=True):
        lines.append(",".join("" if value != value else repr(value) for value in row))
    return "\n".join(lines) + "\n"


def history_czml(history: History, title: str, epoch: datetime, words: str, as_of: datetime) -> str:
    """The flight and its instantaneous impact point as two moving points; `words` say what the epoch is."""
    c = history.columns
    t = c["t_s"]
    flight = [c[name] for name in ("latitude_deg", "longitude_deg", "altitude_m")]
    point = [c["impact_latitude_deg"], c["impact_longitude_deg"], np.zeros(len(t))]
    about = {"title": title, "as_of": as_of.isoformat()}
    packets = [document(about, words, epoch, epoch + timedelta(seconds=float(t[-1])))]
    for key, name, columns, colour in (
        ("flight", title, flight, _FLIGHT),
        ("impact", "Where it would fall if the thrust ended", point, _IMPACT),
    ):
        kept = np.isfinite(columns[0])
        path = list(zip(*(column[kept].tolist() for column in (*columns, t)), strict=True))
        if len(path) > 1:
            packets.append(moving(key, name, path, epoch, colour))
    return json.dumps(packets, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def in_gcrf(history: History, epoch: datetime) -> tuple[Floats, Floats]:
    """Positions (m) and velocities (m/s) of a history in GCRF, each (n, 3); `epoch` is the lift-off."""
    axes = ecef_to_gcrs(np.eye(3), np.full(3, np.datetime64(epoch.replace(tzinfo=None), "us")))
    return history.position @ axes, history.velocity @ axes


def history_oem(
    history: History, name: str, identifier: str, epoch: datetime, words: str, as_of: datetime
) -> str:
    """The flight as an Orbit Ephemeris Message; created as of the view, so that it can be repeated."""
    position, velocity = in_gcrf(history, epoch)
    rows = [
        (_stamp(epoch + timedelta(seconds=t)), *(f"{value / 1e3:.9f}" for value in (*r, *v)))
        for t, r, v in zip(history.columns["t_s"].tolist(), position, velocity, strict=True)
    ]
    lines = [
        "CCSDS_OEM_VERS = 2.0",
        f"CREATION_DATE = {_stamp(as_of)}",
        "ORIGINATOR = LAUNCHWATCH",
        "META_START",
        f"COMMENT {words}",
        "COMMENT Powered ascent: every step of the integrator, accelerations jump at cut-offs.",
        f"OBJECT_NAME = {name}",
        f"OBJECT_ID = {identifier}",
        "CENTER_NAME = EARTH",
        "REF_FRAME = GCRF",
        "TIME_SYSTEM = UTC",
        f"START_TIME = {rows[0][0]}",
        f"STOP_TIME = {rows[-1][0]}",
        "INTERPOLATION = HERMITE",
        "INTERPOLATION_DEGREE = 3",
        "META_STOP",
        *(" ".join(row) for k, row in enumerate(rows) if k == 0 or row[0] != rows[k - 1][0]),
    ]
    return "\n".join(lines) + "\n"


def _stamp(when: datetime) -> str:
    return when.replace(tzinfo=None).isoformat(timespec="microseconds")
