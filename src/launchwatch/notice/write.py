"""Areas and windows back to the text of a maritime warning, in the form `read_notices` reads.

The text carries hundredths of a minute of arc (18 m), minutes of time and thousandths of a nautical mile;
what is read back is what was written, to that grain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from launchwatch.errors import NoticeError
from launchwatch.notice.dates import MONTHS, Window
from launchwatch.notice.reader import NoticeArea
from launchwatch.notice.shapes import NAUTICAL_MILE_M

_NAMES = {number: name for name, number in MONTHS.items()}
_DAY = timedelta(days=1)


def write_angle(value: float, letters: str, width: int) -> str:
    """An angle in degrees as degrees and decimal minutes with its hemisphere letter.

    >>> write_angle(-80.5, "EW", 3)
    '080-30.00W'
    """
    hundredths = round(abs(value) * 6000.0)
    degrees, rest = divmod(hundredths, 6000)
    return f"{degrees:0{width}d}-{rest / 100.0:05.2f}{letters[0] if value >= 0 else letters[1]}"


def write_position(point: tuple[float, float]) -> str:
    """A position (latitude, longitude in degrees).

    >>> write_position((28.6, -80.5))
    '28-36.00N 080-30.00W'
    """
    return f"{write_angle(point[0], 'NS', 2)} {write_angle(point[1], 'EW', 3)}"


def write_windows(windows: Sequence[Window]) -> str:
    """Windows as date-time groups; three or more days with the same hours as DAILY.

    >>> w = (datetime(2026, 7, 2, 4, 24, tzinfo=UTC), datetime(2026, 7, 2, 5, 55, tzinfo=UTC))
    >>> write_windows([w])
    '020424Z JUL TO 020555Z JUL'
    """
    parts: list[str] = []
    left = sorted(windows)
    while left:
        run = [left[0]]
        while (following := (run[-1][0] + _DAY, run[-1][1] + _DAY)) in left:
            run.append(following)
        begin, end = run[0]
        if len(run) >= 3 and end - begin < _DAY:
            last = run[-1][0]
            parts.append(f"{begin:%H%M}Z TO {end:%H%M}Z DAILY {_day(begin)} THRU {_day(last)}")
        else:
            run = run[:1]
            parts.append(f"{_group(begin)} TO {_group(end)}")
        left = [w for w in left if w not in run]
    return ", ".join(parts)


def _day(moment: datetime) -> str:
    return f"{moment:%d} {_NAMES[moment.month]}"


def _group(moment: datetime) -> str:
    return f"{moment:%d%H%M}Z {_NAMES[moment.month]}"


def write_area(area: NoticeArea) -> str:
    """The words of one area, without its letter."""
    miles = f"{area.radius_m / NAUTICAL_MILE_M:.3f} MILES" if area.radius_m is not None else ""
    points = ", ".join(write_position(v) for v in area.vertices)
    if area.kind in ("circle", "sector") and area.center is not None:
        text = f"WITHIN {miles} OF {write_position(area.center)}"
        if area.bearings_deg is not None:
            first, last = area.bearings_deg
            text += f" BETWEEN {first:03.0f} DEGREES AND {last:03.0f} DEGREES"
        return text
    if area.kind == "trackline":
        return (
            f"WITHIN {miles} OF TRACKLINE JOINING {points}" if miles else f"ALONG TRACKLINE JOINING {points}"
        )
    if area.kind == "box":
        (south, west), (north, east) = area.vertices[0], area.vertices[2]
        lats = f"{write_angle(south, 'NS', 2)} {write_angle(north, 'NS', 2)}"
        return f"IN AREA BETWEEN {lats} AND {write_angle(west, 'EW', 3)} {write_angle(east, 'EW', 3)}"
    return f"IN AREA BOUND BY {points}"


def write_notice(
    areas: Sequence[NoticeArea],
    windows: Sequence[Window],
    issued: datetime,
    series: str = "HYDROPAC",
    number: int = 1,
) -> str:
    """The text of a warning.

    Parameters
    ----------
    areas:
        At most 26; those with windows of their own get them beside their letter.
    windows:
        For all areas that name none of their own; instants to the minute.
    issued:
        When the warning is issued; windows lie within ten months after it.
    """
    if len(areas) > 26:
        raise NoticeError(
            f"{len(areas)} areas are too many for one notice", mend="split it: 26 letters, 26 areas"
        )
    every = [w for area in areas for w in area.windows] + list(windows)
    if not areas or not every:
        raise NoticeError("a notice needs an area and a window", mend="give at least one of each")
    issued = issued.astimezone(UTC)
    if min(every)[0] < issued - timedelta(days=60) or max(w[1] for w in every) > issued + timedelta(days=300):
        raise NoticeError("a window lies too far from the date of issue", mend="notices carry no year")
    lines = [f"{issued:%d%H%M}Z {_NAMES[issued.month]} {issued:%y}", f"{series} {number}/{issued:%y}."]
    head = f" {write_windows(windows)}" if windows else ""
    lines.append(f"1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING{head}:")
    for letter, area in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", areas, strict=False):
        own = (
            f"{write_windows(area.windows)} " if area.windows and list(area.windows) != list(windows) else ""
        )
        lines.append(f"   {letter}. {own}{write_area(area)}.")
    end = max(w[1] for w in every) + timedelta(hours=1)
    lines.append(f"2. CANCEL THIS MSG {_group(end)} {end:%y}.")
    return "\n".join(lines) + "\n"
