"""Orbit Mean-elements Messages to element sets: key-value text, JSON and CSV (XML: `omm_xml`).

Thin: what SGP4 needs is read and everything else that the standard knows is let pass. Text and XML follow the
standard, so an unknown keyword is an error there; JSON and CSV are what CelesTrak and Space-Track serve, with
columns of their own, so there it is not.

Source: CCSDS 502.0-B-3, Orbit Data Messages, section 4; CelesTrak, A New Way to Obtain GP Data.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator
from typing import Any

from launchwatch.earth import MU
from launchwatch.errors import ElementsError
from launchwatch.orbit.clock import epoch, to_utc
from launchwatch.orbit.elements import Elements

#: Keywords of the standard that are passed over.
_KEYWORDS = """
    CCSDS_OMM_VERS CLASSIFICATION CREATION_DATE ORIGINATOR MESSAGE_ID OBJECT_NAME OBJECT_ID CENTER_NAME
    REF_FRAME REF_FRAME_EPOCH TIME_SYSTEM MEAN_ELEMENT_THEORY EPOCH SEMI_MAJOR_AXIS MEAN_MOTION ECCENTRICITY
    INCLINATION RA_OF_ASC_NODE ARG_OF_PERICENTER MEAN_ANOMALY GM MASS SOLAR_RAD_AREA SOLAR_RAD_COEFF DRAG_AREA
    DRAG_COEFF EPHEMERIS_TYPE CLASSIFICATION_TYPE NORAD_CAT_ID ELEMENT_SET_NO REV_AT_EPOCH BSTAR BTERM
    MEAN_MOTION_DOT MEAN_MOTION_DDOT AGOM COV_REF_FRAME
"""
KEYWORDS = frozenset(_KEYWORDS.split())
#: Keywords whose value is words, not a figure with a unit.
WORDS = frozenset(("OBJECT_NAME", "OBJECT_ID", "ORIGINATOR", "MESSAGE_ID"))
_COVARIANCE = re.compile(r"C[XYZ](_DOT)?_[XYZ](_DOT)?$")
#: Metadata that a message (not a row of a catalogue) must give.
MANDATORY = ("OBJECT_NAME", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "MEAN_ELEMENT_THEORY")

#: Units in which the standard has its figures; written small.
_UNITS = (
    {"SEMI_MAJOR_AXIS": "km", "MEAN_MOTION": "rev/day", "GM": "km**3/s**2", "MASS": "kg"}
    | {key: "deg" for key in ("INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "MEAN_ANOMALY")}
    | {"BSTAR": "1/er", "BTERM": "m**2/kg", "MEAN_MOTION_DOT": "rev/day**2", "MEAN_MOTION_DDOT": "rev/day**3"}
)

Fields = dict[str, str]


def from_fields(fields: Fields, where: str, lines: dict[str, str] | None = None) -> Elements:
    """The element set of the keywords of one message; `lines` says where each keyword stood."""

    def at(key: str) -> str:
        return (lines or {}).get(key, where)

    def number(key: str, default: float | None = None) -> float:
        text = fields.get(key, "").strip()
        if not text:
            if default is None:
                raise ElementsError(f"{key} is missing", where=where, mend="every element set gives it")
            return default
        if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text):
            raise ElementsError(f"{key} {text[:40]!r} is no number", where=at(key))
        if not math.isfinite(float(text)):
            raise ElementsError(f"{key} {text[:40]!r} has no finite value", where=at(key))
        return float(text)

    if fields.get("CENTER_NAME", "EARTH").strip().upper() != "EARTH":
        raise ElementsError(
            f"the orbit is round {fields['CENTER_NAME'].strip()[:40]!r}",
            where=at("CENTER_NAME"),
            mend="only the Earth's are read",
        )
    if "MEAN_MOTION" not in fields and "SEMI_MAJOR_AXIS" in fields:
        axis = number("SEMI_MAJOR_AXIS") * 1e3
        if not 1e3 <= axis <= 1e13:
            raise ElementsError(f"SEMI_MAJOR_AXIS {axis / 1e3:g} km", where=at("SEMI_MAJOR_AXIS"))
        gm = number("GM", MU / 1e9) * 1e9
        if not 1e9 <= gm <= 1e18:
            raise ElementsError(f"GM {gm / 1e9:g} km3/s2", where=at("GM"))
        motion = (gm / axis**3) ** 0.5 * 86400.0 / (2.0 * math.pi)
    else:
        motion = number("MEAN_MOTION")
    if "EPOCH" not in fields:
        raise ElementsError("EPOCH is missing", where=where, mend="every element set gives it")
    theory = fields.get("MEAN_ELEMENT_THEORY", "SGP4").strip()
    instant = fields["EPOCH"]
    if fields.get("EPOCH_MICROSECONDS", "").strip() and "." not in instant:
        # older exports of Space-Track (class tle) keep the part of a second in a column of its own
        micro = number("EPOCH_MICROSECONDS")
        if not (0.0 <= micro < 1e6 and micro == int(micro)):
            raise ElementsError(f"EPOCH_MICROSECONDS {micro:g}", where=at("EPOCH_MICROSECONDS"))
        instant = f"{instant.strip().removesuffix('Z')}.{int(micro):06d}"
    utc, clock = to_utc(epoch(instant, at("EPOCH")), fields.get("TIME_SYSTEM", "UTC"), at("TIME_SYSTEM"))
    return Elements(
        name=fields.get("OBJECT_NAME", "").strip(),
        identifier=_identifier(fields.get("NORAD_CAT_ID", ""), at("NORAD_CAT_ID")),
        designator=fields.get("OBJECT_ID", "").strip(),
        epoch=utc,
        mean_motion_rev_day=motion,
        eccentricity=number("ECCENTRICITY"),
        inclination_deg=number("INCLINATION"),
        raan_deg=number("RA_OF_ASC_NODE"),
        argument_of_perigee_deg=number("ARG_OF_PERICENTER"),
        mean_anomaly_deg=number("MEAN_ANOMALY"),
        bstar=number("BSTAR", 0.0),
        mean_motion_dot=number("MEAN_MOTION_DOT", 0.0),
        mean_motion_ddot=number("MEAN_MOTION_DDOT", 0.0),
        revolution=int(number("REV_AT_EPOCH", 0.0)),
        element_set=int(number("ELEMENT_SET_NO", 0.0)),
        classification=fields.get("CLASSIFICATION_TYPE", "U").strip() or "U",
        ephemeris_type=int(number("EPHEMERIS_TYPE", 0.0)),
        theory="SGP4" if theory in ("SGP", "SGP/SGP4", "") else theory,
        frame=fields.get("REF_FRAME", "").strip().upper() or "TEME",
        time_system=clock,
        source=where,
    )


def _identifier(text: str, where: str) -> str:
    """Catalogue number of any length as digits; a spreadsheet's `28485.0` is mended, words are refused."""
    digits = re.fullmatch(r"(\d+)(\.0*)?", text.strip())
    if digits:
        return digits[1].lstrip("0") or "0"
    if text.strip():
        raise ElementsError(f"NORAD_CAT_ID {text.strip()[:40]!r} is no number", where=where)
    return ""


def read_kvn(text: str, file: str = "") -> Iterator[Elements | ElementsError]:
    """Messages in key-value notation, one after the other in a file."""
    fields: Fields = {}
    lines: dict[str, str] = {}
    failed: ElementsError | None = None
    begun = ""
    for number, raw in enumerate([*text.splitlines(), "CCSDS_OMM_VERS = end"], start=1):
        line, where = raw.strip(), f"{file or 'text'}, line {number}"
        if not line or re.match(r"COMMENT\b", line):
            continue
        key, equals, value = (part.strip() for part in line.partition("="))
        if key == "CCSDS_OMM_VERS":
            if begun:
                yield failed or message(fields, begun, lines)
            fields, lines, failed, begun = {}, {}, None, where
        elif failed is None:
            failed = key_error(key, equals, fields, where)
        # a unit stands in brackets behind a figure; behind a name they are part of it
        if key not in WORDS:
            value, unit = value_and_unit(value)
            failed = failed or unit_error(key, unit, where)
        fields[key] = value
        lines[key] = where


def value_and_unit(value: str) -> tuple[str, str]:
    """What stands before a unit in brackets, and the unit, or "".

    >>> value_and_unit("6880.125 [km]")
    ('6880.125', 'km')
    """
    head, bracket, unit = value[:-1].rpartition("[") if value.endswith("]") else ("", "", "")
    return (head.rstrip(), unit) if bracket else (value, "")


def key_error(key: str, equals: str, fields: Fields, where: str) -> ElementsError | None:
    if not equals:
        return ElementsError(f"{key[:40]!r} is not KEY = value", where=where)
    if key not in KEYWORDS and not key.startswith("USER_DEFINED_") and not _COVARIANCE.match(key):
        return ElementsError(f"{key[:40]} is no keyword of an OMM", where=where, mend="check its spelling")
    if key in fields:
        return ElementsError(f"{key} is given twice", where=where)
    return None


def unit_error(key: str, unit: str, where: str) -> ElementsError | None:
    """The refusal of a figure in a unit that is not the standard's: read as if it were, it would be wrong."""
    plain = unit.strip().lower().replace("^", "**")
    if key not in _UNITS or plain in ("", "n/a", _UNITS[key]):
        return None
    return ElementsError(f"{key} is given in [{unit.strip()[:20]}]", where=where, mend=f"give {_UNITS[key]}")


def message(fields: Fields, where: str, lines: dict[str, str]) -> Elements | ElementsError:
    try:
        for key in MANDATORY:
            if not fields.get(key):
                raise ElementsError(f"{key} is missing", where=where, mend="the standard asks for it")
        return from_fields(fields, where, lines)
    except ElementsError as error:
        return error


def read_json(text: str, file: str = "") -> Iterator[Elements | ElementsError]:
    """One object or a list of them, values as numbers or as text."""
    where = file or "text"

    def refuse(word: str) -> None:
        raise ElementsError(f"{word} is no figure", where=where, mend="give a finite number")

    try:
        found: Any = json.loads(text, parse_constant=refuse)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ElementsError("not valid JSON", where=f"{where}, line {line}") from None
    except ValueError:
        raise ElementsError("a number with too many digits", where=where) from None
    for number, row in enumerate(found if isinstance(found, list) else [found], start=1):
        place = f"{where}, object {number}"
        if not isinstance(row, dict):
            yield ElementsError("not an object with keywords", where=place, mend="an OMM in JSON is {...}")
            continue
        fields = {
            str(k): str(v)
            for k, v in row.items()
            if isinstance(v, str | int | float) and not isinstance(v, bool)
        }
        yield _catalogue_row(fields, place)


def read_csv(text: str, file: str = "") -> Iterator[Elements | ElementsError]:
    """Rows under a line of keywords."""
    where = file or "text"
    rows = csv.reader(io.StringIO(text))
    try:
        header = [key.strip() for key in next(rows, [])]
        for row in rows:
            place = f"{where}, line {rows.line_num}"
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                yield ElementsError(f"{len(row)} cells under {len(header)} keywords", where=place)
                continue
            yield _catalogue_row(dict(zip(header, row, strict=True)), place)
    except csv.Error as error:
        raise ElementsError(f"not valid CSV ({error})", where=f"{where}, line {rows.line_num}") from None


def _catalogue_row(fields: Fields, where: str) -> Elements | ElementsError:
    try:
        return from_fields(fields, where)
    except ElementsError as error:
        return error
