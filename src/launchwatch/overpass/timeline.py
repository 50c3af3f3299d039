"""The picture of looks: a line a place (or a satellite, over one place), a bar a look, by day or by night.

An SVG of its own, without script or network, readable in black and white: hours of UTC across, the height
of a bar is the highest elevation, full bars are daylight at the place, hollow ones night; night is shaded
behind the bars of a place.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from launchwatch.earth import sun_elevation
from launchwatch.orbit import Place
from launchwatch.overpass.look_table import Looks

#: Pixels: width of the time axis, height of a line, margins left, top, bottom, right.
WIDE, ROW, LEFT, TOP, BOTTOM, RIGHT = 860.0, 34.0, 150.0, 40.0, 46.0, 20.0
#: Lines at most, and the least width of a bar.
MOST_ROWS, LEAST = 60, 1.5
_TICKS = (600, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000)


def looks_svg(looks: Looks, satellites: Sequence[str], places: Sequence[Place], seconds: float) -> str:
    """The timeline as SVG text, over a span that many seconds long."""
    by_place = len(places) > 1 or len(satellites) == 1
    names = [one.name for one in places] if by_place else list(satellites)
    key = looks.place if by_place else looks.satellite
    # the lines with most looks, in the order in which they were given
    count = np.bincount(key, minlength=len(names))
    shown = np.sort(np.argsort(-count, kind="stable")[:MOST_ROWS])
    line = {int(one): k for k, one in enumerate(shown)}
    bottom = TOP + ROW * len(shown)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + RIGHT:g} {bottom + BOTTOM:g}"'
        ' font-family="sans-serif" font-size="11" role="img" aria-label="When each place is seen">',
        f'<rect width="{LEFT + WIDE + RIGHT:g}" height="{bottom + BOTTOM:g}" fill="white"/>',
    ]
    scale = WIDE / seconds
    for one, k in line.items():
        y = TOP + ROW * k
        if by_place:
            out += _nights(looks, places[one], seconds, y)
        out.append(
            f'<text x="{LEFT - 8:g}" y="{y + ROW - 8:.1f}" text-anchor="end">'
            f"{html.escape(names[one][:24])}</text>"
            f'<path d="M{LEFT:g} {y + ROW:.1f}h{WIDE:g}" stroke="#999"/>'
        )
    for n in range(len(looks)):
        at = line.get(int(key[n]))
        if at is None:
            continue
        x = LEFT + looks.rise[n] * scale
        wide = max((looks.set[n] - looks.rise[n]) * scale, LEAST)
        tall = max((ROW - 6.0) * looks.max_elevation_deg[n] / 90.0, 2.0)
        y = TOP + ROW * (at + 1) - tall
        day = looks.sun_elevation_deg[n] > 0.0
        fill = "#d95f02" if day else "white"
        out.append(
            f'<rect x="{x:.2f}" y="{y:.1f}" width="{wide:.2f}" height="{tall:.1f}" fill="{fill}"'
            f' stroke="{"#d95f02" if day else "#1b3a6b"}" stroke-width="0.8"/>'
        )
    out += _axis(looks, seconds, bottom)
    left_out = int(count.sum() - count[shown].sum())
    more = f"; {left_out} looks on {len(names) - len(shown)} further lines left out" if left_out else ""
    out.append(
        f'<text x="{LEFT:g}" y="18">{len(looks)} looks; height of a bar: highest elevation (line to line'
        f" 90°); full: daylight, hollow: night{more}</text></svg>"
    )
    return "\n".join(out) + "\n"


def _nights(looks: Looks, place: Place, seconds: float, y: float) -> list[str]:
    """Grey behind the hours in which the Sun is down."""
    steps = np.linspace(0.0, seconds, 1 + min(max(int(seconds / 600.0), 2), 2000))
    begin = np.datetime64(looks.begin.replace(tzinfo=None), "us")
    instants = begin + (steps * 1e6).astype("timedelta64[us]")
    sun = sun_elevation(np.radians(place.latitude_deg), np.radians(place.longitude_deg), instants)
    dark = np.concatenate([[False], sun < 0.0, [False]])
    edges = np.flatnonzero(np.diff(dark.astype(np.int8))).reshape(-1, 2)
    x = LEFT + steps * WIDE / seconds
    return [
        f'<rect x="{x[a]:.1f}" y="{y + 1:.1f}" width="{x[min(b, len(x) - 1)] - x[a]:.1f}"'
        f' height="{ROW - 1:g}" fill="#e4e6ee"/>'
        for a, b in edges.tolist()
    ]


def _axis(looks: Looks, seconds: float, bottom: float) -> list[str]:
    """Ticks at round hours of UTC."""
    every = next((one for one in _TICKS if seconds / one <= 12.0), _TICKS[-1])
    midnight = looks.begin.replace(hour=0, minute=0, second=0, microsecond=0)
    into = (looks.begin - midnight).total_seconds()
    out = []
    tick = -into % every
    while tick <= seconds:
        x = LEFT + tick * WIDE / seconds
        at = looks.begin + timedelta(seconds=tick)
        words = f"{at:%d %b}" if every >= 86400 else f"{at:%H:%M}"
        out.append(
            f'<path d="M{x:.1f} {TOP:g}V{bottom + 4:g}" stroke="#bbb" stroke-width="0.5"/>'
            f'<text x="{x:.1f}" y="{bottom + 17:g}" text-anchor="middle">{words}</text>'
        )
        tick += every
    out.append(
        f'<text x="{LEFT + WIDE:g}" y="{bottom + 36:g}" text-anchor="end">UTC, from'
        f" {looks.begin:%Y-%m-%d %H:%M}</text>"
    )
    return out
