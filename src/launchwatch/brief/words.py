"""Figures and instants in words: how the brief prints them.

Every figure comes with its 90 % interval and the digits that the interval carries
(`launchwatch.interval.honest`); every word of likelihood comes with its interval in line, after the
scale of Intelligence Community Directive 203 (2015), section D.6.e.2.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard

from launchwatch.interval import honest

NOT_KNOWN = "not known"
THIN = "\u00a0"  # between a figure and its unit: never broken over two lines

_SCALE = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "about as likely as not"),
    (0.80, "likely"),
    (0.95, "very likely"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def finite(value: object) -> TypeGuard[float]:
    """Whether a value of `brief.json` is a number that can be printed."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def known(interval: Mapping[str, Any] | None) -> bool:
    """Whether an interval of `brief.json` is there and whole."""
    return bool(interval) and all(finite(interval.get(k)) for k in ("median", "p05", "p95"))  # type: ignore[union-attr]


def with_unit(figure: str, unit: str) -> str:
    """A figure and its unit, not to be parted; degrees of angle as a sign."""
    if unit in ("deg", "°"):
        return f"{figure}°"
    return f"{figure}{THIN}{unit}" if unit else figure


def parts(interval: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """The median with its unit, and the 90 % interval; None where it is not known.

    >>> parts({"median": 253.41, "p05": 248.0, "p95": 258.9, "unit": "km"})
    ('253\\xa0km', '248 to 259')
    """
    if interval is None or not known(interval):
        return None
    median, low, high = (float(interval[k]) for k in ("median", "p05", "p95"))
    shown = [minus(text) for text in honest((median, low, high), high - low)]
    return with_unit(shown[0], str(interval.get("unit") or "")), f"{shown[1]} to {shown[2]}"


def minus(text: str) -> str:
    """A figure with a true minus sign."""
    return text.replace("-", "−")


def place(interval: Mapping[str, Any] | None, positive: str, negative: str) -> tuple[str, str] | None:
    """A latitude or longitude in degrees with its side: `35.9° S`, `35.4 to 36.4`."""
    if interval is None or not known(interval):
        return None
    south = float(interval["median"]) < 0.0
    turned = {"median": -interval["median"], "p05": -interval["p95"], "p95": -interval["p05"]}
    found = parts((turned if south else dict(interval)) | {"unit": "deg"})
    if found is None:
        return None
    here, there = (negative, positive) if south else (positive, negative)
    low, high = found[1].split(" to ")
    if low.startswith("−"):  # the interval reaches over the line where the side changes
        return f"{found[0]}{THIN}{here}", f"{low[1:]} {there} to {high} {here}"
    return f"{found[0]}{THIN}{here}", found[1]


def figure(interval: Mapping[str, Any] | None) -> str:
    """A figure with its interval as plain text: `97.4° (97.3 to 97.5)`."""
    found = parts(interval)
    return f"{found[0]} ({found[1]})" if found else NOT_KNOWN


def scaled(interval: Mapping[str, Any], factor: float, unit: str) -> dict[str, Any]:
    """The interval times `factor` (above 0), in another unit."""
    return {
        k: interval[k] * factor if finite(interval[k]) else interval[k] for k in interval if k != "unit"
    } | {"unit": unit}


def seconds(interval: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """An interval of seconds in the unit a person would use: s to 30 min, min to 3 h, then h."""
    if interval is None or not known(interval) or interval.get("unit", "s") != "s":
        return interval
    if abs(interval["median"]) < 1800.0:
        return interval
    if abs(interval["median"]) < 3.0 * 3600.0:
        return scaled(interval, 1.0 / 60.0, "min")
    return scaled(interval, 1.0 / 3600.0, "h")


def percent(p: float) -> str:
    """A chance without more digits than it carries, and never a certainty that is none.

    >>> percent(0.4444), percent(0.996), percent(0.0004), percent(1.0)
    ('44', 'over 99', 'under 1', '100')
    """
    if p in (0.0, 1.0):
        return f"{100 * p:.0f}"
    if p > 0.99:
        return "over 99"
    return "under 1" if p < 0.01 else f"{100 * p:.0f}"


def measure(value: object) -> str:
    """A measured number that brings no spread, to two significant digits or whole; `not known` if none.

    >>> measure(92.3), measure(0.1234), measure(1234.5)
    ('92', '0.12', '1,234')
    """
    if not finite(value):
        return NOT_KNOWN
    number = float(value)
    if abs(number) >= 10.0 or number == 0.0:
        return minus(f"{number:,.0f}")
    return minus(f"{number:.2g}" if abs(number) >= 1e-4 else f"{number:.1e}")


def likelihood(p: float) -> str:
    """The word for a chance.

    >>> likelihood(0.6), likelihood(0.02), likelihood(0.97)
    ('likely', 'almost no chance', 'almost certain')
    """
    return next((word for top, word in _SCALE if p <= top), "almost certain")


def interval_of_chance(chance: Mapping[str, Any] | None) -> str:
    """The interval of a chance: `55 to 80 %`; empty where it is not known."""
    if not chance or not (finite(chance.get("lo")) and finite(chance.get("hi"))):
        return ""
    low, high = percent(chance["lo"]), percent(chance["hi"])
    return f"{high}{THIN}%" if low == high else f"{low} to {high}{THIN}%"


def chance(found: Mapping[str, Any] | None) -> str:
    """A chance in a word with its interval: `likely, 55 to 80 %`; its own word where it brings one."""
    if not found or not finite(found.get("p")):
        return NOT_KNOWN
    word = str(found.get("words") or likelihood(found["p"]))
    interval = interval_of_chance(found) or f"{percent(found['p'])}{THIN}%"
    return word if "%" in word else f"{word}, {interval}"


def instant(text: object) -> datetime | None:
    """An ISO instant of `brief.json`; None where it is none. An instant without zone is UTC."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def zone(when: datetime) -> str:
    """The name of an instant's zone: `UTC`, or `UTC+9`, `UTC+5:30`."""
    offset = when.utcoffset() or timedelta()
    if not offset:
        return "UTC"
    minutes = round(abs(offset).total_seconds() / 60.0)
    sign = "+" if offset > timedelta() else "−"
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")


def day(when: datetime, year: bool = True) -> str:
    """`21 Nov 2023`."""
    return f"{when.day} {_MONTHS[when.month - 1]}" + (f" {when.year}" if year else "")


def clock(when: datetime, spread: timedelta | None = None) -> str:
    """The time of day, to the second, or to the minute where the spread is over ten minutes."""
    if spread is None:
        return when.strftime("%H:%M:%S" if when.second else "%H:%M")
    return when.strftime("%H:%M" if spread > timedelta(minutes=10) else "%H:%M:%S")


def _to_minute(when: datetime) -> datetime:
    return (when + timedelta(seconds=30)).replace(second=0, microsecond=0)


def moment(text: object, with_zone: bool = True) -> str:
    """An instant as a person writes it: `21 Nov 2023 12:00 UTC`; other text as it stands.

    >>> moment("2023-11-21T12:00:00Z")
    '21 Nov 2023 12:00 UTC'
    """
    if text is None or text == "":
        return NOT_KNOWN
    if isinstance(text, str) and len(text) == 10:  # a date
        found = instant(text)
        return day(found) if found else text
    found = instant(text)
    if found is None:
        return str(text)
    return f"{day(found)} {clock(found)}" + (f" {zone(found)}" if with_zone else "")


def published(text: object) -> str:
    """When an item was published: a day, or day and time.

    An item known only by its day holds as published at the end of that day, its last second or the next
    midnight UTC; it is the day that is printed.

    >>> published("2023-05-30T00:00:00Z"), published("2023-05-29T06:00:00Z")
    ('29 May 2023', '29 May 2023 06:00 UTC')
    """
    when = instant(text)
    if when is None or not isinstance(text, str) or len(text.strip()) <= 10:
        return moment(text)
    utc = when.astimezone(UTC)
    last = utc - timedelta(seconds=1)  # of the day before, where the instant is midnight
    if (utc.hour, utc.minute) == (23, 59) and utc.second >= 59:
        return day(utc)
    return day(last) if last.date() != utc.date() and utc.second == 0 else moment(text)


def moments(spread: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """The median and the 90 % interval of an instant, no finer than the interval; None if not known."""
    if not spread:
        return None
    middle, low, high = (instant(spread.get(k)) for k in ("median", "p05", "p95"))
    if middle is None:
        return None
    if low is None or high is None:
        return f"{day(middle, year=False)} {clock(middle)}", ""
    wide = high - low
    if wide > timedelta(minutes=10):  # to the minute: round, do not cut
        middle, low, high = (_to_minute(t) for t in (middle, low, high))
    if wide > timedelta(days=2):
        return day(middle, year=False), f"{day(low, year=False)} to {day(high, year=False)}"
    if low.date() == high.date() == middle.date():
        return (
            f"{day(middle, year=False)} {clock(middle, wide)}",
            f"{clock(low, wide)} to {clock(high, wide)}",
        )
    ends = [f"{day(t, year=False)} {clock(t, wide)}" for t in (middle, low, high)]
    return ends[0], f"{ends[1]} to {ends[2]}"


def clean(text: object) -> str:
    """A text of the brief for print; what is missing reads `not known`, never `None` or `nan`.

    >>> clean(None), clean("24 to  68 %")
    ('not known', '24 to 68\xa0%')
    """
    if text is None or (isinstance(text, float) and not math.isfinite(text)):
        return NOT_KNOWN
    return " ".join(str(text).split()).replace(" %", f"{THIN}%") or NOT_KNOWN
