"""Looks as a calendar (ICS, RFC 5545): one event a look, its identity the same in every run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from launchwatch.overpass.look_table import Looks


def looks_ics(looks: Looks, satellites: Sequence[str], places: Sequence[str]) -> str:
    """The calendar; times to the second, begins rounded down, ends up: calendars have no parts of one."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//launchwatch//looks//EN", "CALSCALE:GREGORIAN"]
    stamp = f"{looks.begin:%Y%m%dT%H%M%SZ}"
    second = np.timedelta64(999, "ms")
    begins = looks.times("rise").astype("datetime64[s]")
    ends = (looks.times("set") + second).astype("datetime64[s]")
    for k in range(len(looks)):
        who, where = satellites[int(looks.satellite[k])], places[int(looks.place[k])]
        gsd = f", {looks.gsd_m[k]:.2f} m a pixel" if np.isfinite(looks.gsd_m[k]) else ""
        sigma = f", times +- {looks.sigma_s[k]:.1f} s" if np.isfinite(looks.sigma_s[k]) else ""
        told = (
            f"highest {looks.max_elevation_deg[k]:.0f} deg, {looks.min_off_nadir_deg[k]:.0f} deg off nadir"
            f"{gsd}, Sun {looks.sun_elevation_deg[k]:.0f} deg{sigma}"
            f"{', cut by the span' if looks.cut[k] else ''}"
        )
        key = hashlib.sha256(f"{who}|{where}|{begins[k]}".encode()).hexdigest()[:24]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@launchwatch",
            f"DTSTAMP:{stamp}",
            f"DTSTART:{_stamp(begins[k])}",
            f"DTEND:{_stamp(ends[k])}",
            f"SUMMARY:{_text(who)} over {_text(where)}",
            f"DESCRIPTION:{_text(told)}",
            "END:VEVENT",
        ]
    return "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)) + "\r\n"


def _stamp(at: np.datetime64) -> str:
    return str(at).replace("-", "").replace(":", "") + "Z"


def _text(words: str) -> str:
    """A text with the signs that mean something in ICS escaped; a line break cannot be in a name."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, "\\" + sign)
    return " ".join(words.split())


def _folded(line: str) -> list[str]:
    """A line in pieces of 73 octets or fewer; those after the first begin with a space."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > 73:
            pieces.append(piece)
            piece = " "
        piece += sign
    return [*pieces, piece]
