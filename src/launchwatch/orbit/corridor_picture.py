"""The picture of a risk corridor: track, ends of the ensemble and corridor on a map, latitudes beside it.

An SVG of its own, without script or network, readable in black and white: longitude and latitude in degrees
on an equirectangular map, probability by latitude in percent.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from launchwatch.earth import format_utc, land
from launchwatch.orbit.corridor import Corridor, unbroken

Array = npt.NDArray[np.float64]

#: Pixels a degree, and the margins: left, top, right (the bars), bottom.
SCALE, LEFT, TOP, RIGHT, BOTTOM = 2.0, 46.0, 30.0, 170.0, 40.0
#: Pixels of the longest bar.
BAR = 110.0


def corridor_svg(corridor: Corridor) -> str:
    """The map as SVG text."""
    width, height = 360.0 * SCALE + LEFT + RIGHT, 180.0 * SCALE + TOP + BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="sans-serif"'
        f' font-size="11" role="img" aria-label="Where the object can come down">',
        f'<rect width="{width:g}" height="{height:g}" fill="white"/>',
        f'<path d="{_land()}" fill="#e4e4e0" stroke="#bbb" stroke-width="0.4"/>',
    ]
    for line in unbroken(corridor.track):
        wide = 2.0 * corridor.half_width_m / 111e3 * SCALE
        if not corridor.whole:
            parts.append(_line(line, f'stroke="#d95f02" stroke-opacity="0.25" stroke-width="{wide:.1f}"'))
        dash = ' stroke-dasharray="4 3"' if corridor.whole else ""
        parts.append(_line(line, f'stroke="#d95f02" stroke-width="1.2"{dash}'))
    for lat, lon in corridor.places[:, :2].tolist():
        x, y = _at(lat, lon)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.6" fill="#1b3a6b" fill-opacity="0.6"/>')
    parts += [*_axes(), *_bars(corridor), _legend(corridor, height), "</svg>"]
    return "\n".join(parts) + "\n"


def _at(latitude: float, longitude: float) -> tuple[float, float]:
    return LEFT + (longitude + 180.0) * SCALE, TOP + (90.0 - latitude) * SCALE


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " L".join(f"{x:.1f} {y:.1f}" for x, y in (_at(lat, lon) for lat, lon in places))


def _land() -> str:
    """Outer rings of the land."""
    return "".join(
        f"M{_points(zip(rings[0][:, 1].tolist(), rings[0][:, 0].tolist(), strict=True))}Z"
        for rings in land.polygons("110m")
    )


def _line(line: Array, style: str) -> str:
    way = _points(zip(line[:, 0].tolist(), line[:, 1].tolist(), strict=True))
    return f'<path d="M{way}" fill="none" {style}/>'


def _axes() -> list[str]:
    parts = [
        f'<rect x="{LEFT:g}" y="{TOP:g}" width="{360 * SCALE:g}" height="{180 * SCALE:g}" fill="none"'
        ' stroke="#333"/>'
    ]
    for lon in range(-180, 181, 60):
        x, y = _at(-90.0, lon)
        parts.append(f'<text x="{x:g}" y="{y + 14:g}" text-anchor="middle">{lon}°</text>')
    for lat in range(-90, 91, 30):
        x, y = _at(lat, -180.0)
        parts.append(f'<text x="{x - 5:g}" y="{y + 4:g}" text-anchor="end">{lat}°</text>')
    return parts


def _bars(corridor: Corridor) -> list[str]:
    most = max(p for _, _, p in corridor.bands)
    left = LEFT + 360.0 * SCALE + 12.0
    parts = [f'<text x="{left:g}" y="{TOP - 10:g}">probability by latitude</text>']
    for south, north, p in corridor.bands:
        if p > 0.0:
            y = _at(north, 0.0)[1]
            parts.append(
                f'<rect x="{left:g}" y="{y + 1:g}" width="{BAR * p / most:.1f}"'
                f' height="{(north - south) * SCALE - 2:g}" fill="#1b3a6b" fill-opacity="0.7"/>'
                f'<text x="{left + BAR * p / most + 3:.1f}" y="{y + 14:g}">{100 * p:.0f} %</text>'
            )
    return parts


def _legend(corridor: Corridor, height: float) -> str:
    track = "example of a track" if corridor.whole else "last revolutions and corridor"
    return (
        f'<text x="{LEFT:g}" y="{TOP - 10:g}">median {format_utc(corridor.median)}; dots: ends of the'
        f' ensemble; line: {track}</text><text x="{LEFT:g}" y="{height - 6:g}" fill="#555">longitude and'
        " latitude, deg; land: Natural Earth</text>"
    )
