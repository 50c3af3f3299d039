"""The legend of the map of warnings, and what its zones are called: roles, notices, chances, windows.

Each role has a colour that the colour-blind can tell (Okabe and Ito) and a hatching that a black and white
print keeps. Lengths are units of the picture, a hundredth of an inch.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from launchwatch.brief.exports.warnings import likeliest
from launchwatch.brief.projection import centre

Array = NDArray[np.float64]
Found = tuple[Mapping[str, Any], Mapping[str, Any], Array]  # notice, area, corners

NO_LAUNCH = "not a launch"
WIDTH = 330.0
"""Width of the legend."""
_WINDOWS = 3  # of an area
_LINES = 150

STYLE = {
    "launch area": ("#d55e00", "////"),
    "stage 1": ("#0072b2", "\\\\\\\\"),
    "stage 2": ("#009e73", "xxx"),
    "stage 3": ("#cc79a7", "++"),
    "fairing": ("#e69f00", "..."),
    "upper-stage disposal": ("#56b4e9", "---"),
    "not a launch": ("#777777", ""),
}
"""Colour and hatching of each role."""


def zones(found: Sequence[Found]) -> list[tuple[str, str, Array]]:
    """What each zone is called: the numbers of all areas that tell of it, their role, its corners."""
    by_place: dict[tuple[float, float, str], tuple[list[int], Array]] = {}
    for number, (_, area, ring) in enumerate(found, 1):
        lat, lon = centre(ring)
        key = round(lat, 1), round(lon, 1), role_of(area)
        by_place.setdefault(key, ([], ring))[0].append(number)
    return [(", ".join(map(str, numbers)), key[2], ring) for key, (numbers, ring) in by_place.items()]


def role_of(area: Mapping[str, Any]) -> str:
    """The likeliest role of an area if there is a launch, as the legend has it."""
    role = {name: p for name, p in area["role"].items() if name != NO_LAUNCH and p > 0.0}
    return likeliest(role or area["role"])


def legend_lines(found: Sequence[Found]) -> list[tuple[str, bool]]:
    """The lines of the legend: (text, whether it is bold)."""
    lines: list[tuple[str, bool]] = []
    notices = list({id(notice): notice for notice, _, _ in found}.values())
    for n, notice in enumerate(notices):
        name = notice["id"] or notice["file"] or "a notice without a number"
        chance = notice["p_orbital_launch"]
        said = "" if chance is None else f": orbital launch {_percent(chance)}"
        lines += [("", False), *((row, True) for row in textwrap.wrap(name + said, 46))]
        own = [(number, area) for number, (of, area, _) in enumerate(found, 1) if of is notice]
        shared = all(area["windows"] == own[0][1]["windows"] for _, area in own)
        for number, area in own:
            label = f" ({area['label']})" if area["label"] else ""
            row = f"{number}{label}  {_said(area['role'])}"
            lines += [(part, False) for part in textwrap.wrap(row, 50, subsequent_indent="   ")]
            lines += [] if shared else _times(area["windows"])
        lines += _times(own[0][1]["windows"]) if shared else []
        if len(lines) > _LINES and n + 1 < len(notices):
            return [*lines, ("", False), (f"and {len(notices) - n - 1} more notices", True)]
    return lines


def _said(role: Mapping[str, float]) -> str:
    """The likely roles if there is a launch, with their shares."""
    whole = sum(p for name, p in role.items() if name != NO_LAUNCH)
    if whole <= 0.0:
        return NO_LAUNCH
    shares = sorted(((p / whole, name) for name, p in role.items() if name != NO_LAUNCH), reverse=True)
    return ", ".join(f"{name} {_percent(p)}" for p, name in shares if p >= 0.1)


def _times(windows: Sequence[Sequence[str]]) -> list[tuple[str, bool]]:
    lines = [(f"   {_span(begin, end)}", False) for begin, end in windows[:_WINDOWS]]
    if len(windows) > _WINDOWS:
        lines.append((f"   and {len(windows) - _WINDOWS} more to {windows[-1][1][:10]}", False))
    return lines


def _percent(p: float) -> str:
    return "over 99 %" if p >= 0.995 else f"{100.0 * p:.0f} %"


def _span(begin: str, end: str) -> str:
    """A window in a line, the day of its end only where it is another."""
    day, hour = begin[:10], begin[11:16]
    return f"{day} {hour} to {end[11:16] if end[:10] == day else f'{end[:10]} {end[11:16]}'} UTC"


def write_legend(
    side: Any, height: float, lines: Sequence[tuple[str, bool]], roles: set[str], pads: bool
) -> None:
    """The roles with their colours and hatchings, then the notices."""
    from matplotlib.patches import Rectangle

    side.set_xlim(0.0, WIDTH)
    side.set_ylim(height, 0.0)
    side.set_axis_off()
    y = 20.0
    for role, (colour, hatch) in STYLE.items():
        if role not in roles:
            continue
        styles: tuple[dict[str, Any], ...] = (
            {"facecolor": colour, "alpha": 0.28},
            {"fill": False, "hatch": hatch, "edgecolor": colour, "linewidth": 0.0},
            {"fill": False, "edgecolor": "black", "linewidth": 0.8},
        )
        for style in styles:
            side.add_patch(Rectangle((14.0, y - 10.0), 30.0, 13.0, **style))
        side.text(52.0, y, role, fontsize=8.0)
        y += 18.0
    if pads:
        side.plot([29.0], [y - 4.0], marker="^", markersize=7, color="black", lw=0)
        side.text(52.0, y, "pad (guessed where not told)", fontsize=8.0)
        y += 18.0
    side.text(14.0, y, "roles as they are if it is a launch", fontsize=7.2, fontstyle="italic")
    for text, bold in lines:
        y += 7.0 if not text else 14.0
        side.text(14.0, y, text, fontsize=7.2, fontweight="bold" if bold else "normal", parse_math=False)
