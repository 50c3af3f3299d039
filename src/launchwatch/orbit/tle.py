"""Two-line elements to element sets: columns, checksum, Alpha-5, names on a line before (3LE).

Source: CelesTrak, NORAD Two-Line Element Set Format; Space-Track, Alpha-5 (A0000 is 100000, I and O unused).
Lines that begin with `#` and blank lines are passed over. What stands after column 69 and a blank is passed
over too (verification files put their time spans there).

Written are the digits that the columns hold, so the epoch is told to 1e-8 days (0.9 ms) and an angle to
1e-4 degrees. Identifiers above 339999 have no two lines.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from launchwatch.errors import ElementsError
from launchwatch.orbit.elements import Elements

ALPHA5 = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_LINE = re.compile(r"^[12] [ A-Z0-9]{5}")
_EXPONENT = re.compile(r"^([+-]?)(\d{1,5})([+-]\d)$")


def identifier(text: str, where: str = "") -> str:
    """Catalogue number in plain digits from five columns: `00005` is 5, Alpha-5 `E8493` is 148493."""
    digits = text.strip()
    if digits[:1] in ALPHA5 and len(digits) == 5 and digits[1:].isdecimal():
        return f"{ALPHA5.index(digits[0]) + 10}{digits[1:]}"
    if digits.isdecimal() and digits.isascii():
        return str(int(digits))
    raise ElementsError(
        f"{text!r} is no catalogue number", where=where, mend="five digits, or a letter (not I or O) and four"
    )


def checksum(line: str) -> int:
    """Sum of the digits of the first 68 columns, a minus counting as one, modulo ten."""
    return sum(int(c) if c in "0123456789" else c == "-" for c in line[:68]) % 10


def read_tle(text: str, file: str = "") -> Iterator[Elements | ElementsError]:
    """Every set of the text in its order; a bad one comes as the error that names its line."""
    name, first, first_at = "", "", 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.rstrip()
        where = f"{file or 'text'}, line {number}"
        if not line or line.startswith("#"):
            continue
        if _LINE.match(line) and line[0] == "1" and len(line) >= 60:
            if first:
                yield ElementsError(
                    "line 1 is not followed by its line 2", where=f"{file or 'text'}, line {first_at}"
                )
            first, first_at = line, number
        elif first:
            try:
                yield _pair(name, first, line, f"{file or 'text'}, line {first_at}", where)
            except ElementsError as error:
                yield error
            name, first = "", ""
        elif _LINE.match(line) and line[0] == "2" and len(line) >= 60:
            yield ElementsError("line 2 without a line 1 before it", where=where)
            name = ""
        else:
            name = line.removeprefix("0 ").strip()
    if first:
        yield ElementsError(
            "line 1 is not followed by its line 2", where=f"{file or 'text'}, line {first_at}"
        )


def _pair(name: str, one: str, two: str, where_one: str, where_two: str) -> Elements:
    if not two.startswith("2 "):
        raise ElementsError(
            "line 1 is not followed by its line 2", where=where_one, mend="the pair stands together"
        )
    one, two = _checked(one, where_one), _checked(two, where_two)
    if one[2:7] != two[2:7]:
        raise ElementsError(f"line 1 is of {one[2:7]}, line 2 of {two[2:7]}", where=where_two)
    return Elements(
        name=name,
        identifier=identifier(one[2:7], where_one),
        designator=_designator(one[9:17].strip()),
        epoch=_epoch(one[18:32], where_one),
        mean_motion_rev_day=_number(two[52:63], "mean motion", where_two),
        eccentricity=_number("." + two[26:33].replace(" ", "0"), "eccentricity", where_two),
        inclination_deg=_number(two[8:16], "inclination", where_two),
        raan_deg=_number(two[17:25], "right ascension of the node", where_two),
        argument_of_perigee_deg=_number(two[34:42], "argument of perigee", where_two),
        mean_anomaly_deg=_number(two[43:51], "mean anomaly", where_two),
        bstar=_exponential(one[53:61], "drag term", where_one),
        mean_motion_dot=_number(one[33:43], "first derivative of mean motion", where_one),
        mean_motion_ddot=_exponential(one[44:52], "second derivative of mean motion", where_one),
        revolution=_integer(two[63:68], "revolution number", where_two),
        element_set=_integer(one[64:68], "element number", where_one),
        classification=one[7].strip() or "U",
        ephemeris_type=_integer(one[62], "ephemeris type", where_one),
        source=where_one,
    )


def _checked(line: str, where: str) -> str:
    if not line.isascii():
        raise ElementsError(
            "a character that is not ASCII", where=where, mend="element lines are plain ASCII"
        )
    if len(line) < 68 or (len(line) > 69 and line[69] != " "):
        raise ElementsError(f"{len(line)} columns", where=where, mend="an element line has 69")
    if len(line) > 68 and line[68] != " " and line[68] != str(checksum(line)):
        raise ElementsError(
            f"checksum {line[68]}, but the line sums to {checksum(line)}",
            where=where,
            mend="the line was altered or cut: get it anew",
        )
    return line


def _designator(short: str) -> str:
    """`23179A` to `2023-179A`; what does not look so is kept as it stands."""
    found = re.fullmatch(r"(\d\d)(\d{3})([A-Z]{1,3})", short)
    if not found:
        return short
    return f"{_year(int(found[1]))}-{found[2]}{found[3]}"


def _year(two_digits: int) -> int:
    return 1900 + two_digits if two_digits >= 57 else 2000 + two_digits


def _epoch(text: str, where: str) -> datetime:
    days = _number(text[2:], "epoch", where)
    year = text[:2].strip()
    last = 366.0 + calendar.isleap(_year(int(year))) if year.isdecimal() else 0.0
    if not 1.0 <= days < last:
        raise ElementsError(
            f"epoch {text!r}", where=where, mend="two digits of the year and the day of the year"
        )
    return datetime(_year(int(year)), 1, 1, tzinfo=UTC) + timedelta(days=days - 1.0)


def _number(text: str, what: str, where: str) -> float:
    bare = text.strip()
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", bare):
        raise ElementsError(f"{what} {bare!r} is no number", where=where, mend="check the columns")
    return float(bare)


def _integer(text: str, what: str, where: str) -> int:
    bare = text.strip() or "0"
    if not bare.isdecimal():
        raise ElementsError(f"{what} {bare!r} is no whole number", where=where, mend="check the columns")
    return int(bare)


def _exponential(text: str, what: str, where: str) -> float:
    """`-30915-6` is -0.30915e-6: decimal point and exponent mark assumed."""
    bare = text.strip().replace(" ", "")
    if bare.strip("+-0") == "":
        return 0.0
    found = _EXPONENT.match(bare)
    if not found:
        raise ElementsError(f"{what} {text.strip()!r} is no number", where=where, mend="check the columns")
    return float(f"{found[1]}0.{found[2]}e{found[3]}")


def write_tle(elements: Elements) -> str:
    """A name line (where there is a name) and the two lines.

    Raises ElementsError where no two-line form exists: a long identifier, another theory, a figure that
    does not fit its columns.

    >>> sat = next(read_tle("1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991\\n"
    ...                     "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"))
    >>> print(write_tle(sat), end="")
    1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329
    """
    e = elements
    where = e.source or e.name or e.identifier
    if (e.theory, e.frame, e.time_system) != ("SGP4", "TEME", "UTC") or not 1957 <= e.epoch.year <= 2056:
        raise ElementsError(
            f"{e.theory} in {e.frame} and {e.time_system}, {e.epoch.year}, has no two lines",
            where=where,
            mend="write it as an OMM",
        )
    number = _columns(e.identifier, where)
    launch = re.fullmatch(r"(?:19(?=[5-9])|20(?=[0-5]))(\d\d)-(\d{3})([A-Z]{1,3})", e.designator, re.ASCII)
    short = (
        "".join(launch.groups())
        if launch
        else e.designator
        if re.fullmatch(r"[!-~]{1,8}", e.designator)
        else ""
    )
    # in whole units of the last column, so that the last instant of a year is the first of the next
    year, units = (
        e.epoch.year,
        round((e.epoch - datetime(e.epoch.year, 1, 1, tzinfo=UTC)) / timedelta(days=1) * 1e8),
    )
    if units >= (365 + calendar.isleap(year)) * 10**8:
        year, units = year + 1, 0
    units += 10**8
    secrecy = e.classification if e.classification in ("C", "S") else "U"
    one = (
        f"1 {number}{secrecy} {short:<8} {year % 100:02d}{units // 10**8:03d}"
        f".{units % 10**8:08d} {_small(e.mean_motion_dot, where)} {_power(e.mean_motion_ddot, where)} "
        f"{_power(e.bstar, where)} {e.ephemeris_type % 10} {e.element_set % 10000:4d}"
    )
    eccentricity = min(round(e.eccentricity * 1e7), 9_999_999)
    two = (
        f"2 {number} {e.inclination_deg:8.4f} {_angle(e.raan_deg)} {eccentricity:07d} "
        f"{_angle(e.argument_of_perigee_deg)} {_angle(e.mean_anomaly_deg)} "
        f"{e.mean_motion_rev_day:11.8f}{e.revolution % 100000:5d}"
    )
    name = " ".join(e.name.split())
    head = f"{name}\n" if name and e.name != "UNKNOWN" else ""
    return f"{head}{one}{checksum(one)}\n{two}{checksum(two)}\n"


def _columns(number: str, where: str) -> str:
    """An identifier in five columns, by Alpha-5 from 100000 on."""
    value = int(number) if number.isascii() and number.isdecimal() and len(number) <= 6 else -1
    if number == "" or 0 <= value < 100_000:
        return f"{max(value, 0):05d}"
    if not 100_000 <= value < 340_000:
        raise ElementsError(
            f"identifier {number[:40]} has no two-line form", where=where, mend="write it as an OMM"
        )
    return f"{ALPHA5[value // 10_000 - 10]}{value % 10_000:04d}"


def _angle(degrees: float) -> str:
    return f"{round(degrees % 360.0, 4) % 360.0:8.4f}"


def _small(value: float, where: str) -> str:
    """` .00006581`: ten columns of a figure below one."""
    if abs(value) >= 0.999999995:
        raise ElementsError(f"derivative of mean motion {value:g} has no two-line form", where=where)
    text = f"{abs(value):.8f}"[1:]
    return ("-" if value < 0.0 and text.strip(".0") else " ") + text


def _power(value: float, where: str) -> str:
    """` 30025-3`: eight columns with decimal point and exponent mark assumed."""
    mantissa, exponent = f"{abs(value):.4e}".split("e")
    power = int(exponent) + 1
    if value == 0.0 or power < -9:
        return " 00000+0"
    if power > 9:
        raise ElementsError(f"drag term {value:g} has no two-line form", where=where)
    sign = "-" if value < 0.0 else " "
    return f"{sign}{mantissa.replace('.', '')}{'+' if power >= 0 else '-'}{abs(power)}"
