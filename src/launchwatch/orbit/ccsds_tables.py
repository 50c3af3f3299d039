"""The keywords of state messages, part by part: orbit parameters, orbit ephemerides, conjunctions.

A part is what XML gives a tag of its own and key-value text a stretch of lines. A keyword is written with
`!` where the standard asks for it, and behind a colon what its value is: a unit, `1` a figure without one,
`n` a whole number, `t` a time; nothing for words.

Source: CCSDS 502.0-B-3, Orbit Data Messages, tables 3-1 to 3-3 and 5-2 to 5-4; CCSDS 508.0-B-1, Conjunction
Data Message, tables 3-1 to 3-4. Version 2.0 of the latter is a draft, and read as far as its examples go.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Messages that hold states, and the versions of each that are known.
VERSIONS = {
    "OPM": ("1.0", "2.0", "3.0"),
    "OEM": ("1.0", "2.0", "3.0"),
    "CDM": ("1.0", "2.0"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The keywords of one part: what each value is, which must be given, and how often the part may stand."""

    values: dict[str, str]
    must: tuple[str, ...]
    many: bool = False
    asked: bool = False


def table(words: str, *, many: bool = False, asked: bool = False) -> Table:
    """The table of such words; `asked` where every segment has this part.

    >>> table("MASS!:kg").must
    ('MASS',)
    """
    values: dict[str, str] = {}
    must = []
    for word in words.split():
        key, _, kind = word.partition(":")
        if key.endswith("!"):
            must.append(key.rstrip("!"))
        values[key.rstrip("!")] = kind
    return Table(values, tuple(must), many, asked)


def triangle(axes: str, dot: str, units: tuple[str, str, str], mark: str = "!") -> str:
    """The words of a covariance, lower triangle row by row: position, velocity; units of their products."""
    names = [*axes, *(axis + dot for axis in axes)]
    return " ".join(
        f"C{row}_{column}{mark}:{units[(i > 2) + (j > 2)]}"
        for i, row in enumerate(names)
        for j, column in enumerate(names[: i + 1])
    )


def keys(words: str) -> tuple[str, ...]:
    """The keywords of such words alone."""
    return tuple(table(words).values)


_KM = ("km**2", "km**2/s", "km**2/s**2")
_M = ("m**2", "m**2/s", "m**2/s**2")
STATE = "X!:km Y!:km Z!:km X_DOT!:km/s Y_DOT!:km/s Z_DOT!:km/s"
COVARIANCE = triangle("XYZ", "_DOT", _KM)
CDM_COVARIANCE = triangle("RTN", "DOT", _M)


def _beyond(axes: str, mark: str = "") -> str:
    """Rows 7 to 9 of the covariance of a conjunction: drag, radiation pressure, thrust."""
    units = {
        "DRG": ("m**3/kg", "m**3/(kg*s)", "m**4/kg**2"),
        "SRP": ("m**3/kg", "m**3/(kg*s)", "m**4/kg**2", "m**4/kg**2"),
        "THR": ("m**2/s**2", "m**2/s**3", "m**3/(kg*s**2)", "m**3/(kg*s**2)", "m**2/s**4"),
    }
    words = []
    for row, (place, speed, *rest) in units.items():
        words += [f"C{row}_{axis}:{place}" for axis in axes]
        words += [f"C{row}_{axis}DOT:{speed}" for axis in axes]
        words += [f"C{row}_{other}:{unit}" for other, unit in zip(units, rest, strict=False)]
    return " ".join(words)


_HEADER = table("CLASSIFICATION CREATION_DATE!:t ORIGINATOR! MESSAGE_ID")
_ABOUT = "OBJECT_NAME! OBJECT_ID CENTER_NAME! REF_FRAME! REF_FRAME_EPOCH:t TIME_SYSTEM!"
_SPAN = (
    "START_TIME!:t USEABLE_START_TIME:t USEABLE_STOP_TIME:t STOP_TIME!:t INTERPOLATION INTERPOLATION_DEGREE:n"
)

_OPM = {
    "header": _HEADER,
    "metadata": table(_ABOUT, asked=True),
    "stateVector": table("EPOCH!:t " + STATE, asked=True),
    "keplerianElements": table(
        "SEMI_MAJOR_AXIS!:km ECCENTRICITY!:1 INCLINATION!:deg RA_OF_ASC_NODE!:deg ARG_OF_PERICENTER!:deg "
        "TRUE_ANOMALY:deg MEAN_ANOMALY:deg GM!:km**3/s**2"
    ),
    "spacecraftParameters": table(
        "MASS:kg SOLAR_RAD_AREA:m**2 SOLAR_RAD_COEFF:1 DRAG_AREA:m**2 DRAG_COEFF:1"
    ),
    "covarianceMatrix": table("COV_REF_FRAME " + COVARIANCE),
    "maneuverParameters": table(
        "MAN_EPOCH_IGNITION!:t MAN_DURATION!:s MAN_DELTA_MASS!:kg MAN_REF_FRAME! MAN_DV_1!:km/s "
        "MAN_DV_2!:km/s MAN_DV_3!:km/s",
        many=True,
    ),
    "userDefinedParameters": table(""),
}

_OEM = {
    "header": _HEADER,
    "metadata": table(f"{_ABOUT} {_SPAN}", asked=True),
    "stateVector": table(
        f"EPOCH!:t {STATE} X_DDOT:km/s**2 Y_DDOT:km/s**2 Z_DDOT:km/s**2", many=True, asked=True
    ),
    "covarianceMatrix": table("EPOCH!:t COV_REF_FRAME " + COVARIANCE, many=True),
}

_CDM = {
    "header": table("CLASSIFICATION CREATION_DATE!:t ORIGINATOR! MESSAGE_FOR MESSAGE_ID!"),
    "relativeMetadataData": table(
        "TCA!:t MISS_DISTANCE!:m RELATIVE_SPEED:m/s RELATIVE_POSITION_R:m RELATIVE_POSITION_T:m "
        "RELATIVE_POSITION_N:m RELATIVE_VELOCITY_R:m/s RELATIVE_VELOCITY_T:m/s RELATIVE_VELOCITY_N:m/s "
        "START_SCREEN_PERIOD:t STOP_SCREEN_PERIOD:t SCREEN_VOLUME_FRAME SCREEN_VOLUME_SHAPE "
        "SCREEN_VOLUME_X:m SCREEN_VOLUME_Y:m SCREEN_VOLUME_Z:m SCREEN_ENTRY_TIME:t SCREEN_EXIT_TIME:t "
        "COLLISION_PROBABILITY:1 COLLISION_PROBABILITY_METHOD "
        # version 2.0
        "CONJUNCTION_ID MAHALANOBIS_DISTANCE:1 APPROACH_ANGLE:deg SCREEN_TYPE SCREEN_PC_THRESHOLD:1 "
        "COLLISION_PERCENTILE COLLISION_MAX_PROBABILITY:1 COLLISION_MAX_PC_METHOD "
        "SEFI_COLLISION_PROBABILITY:1 SEFI_COLLISION_PROBABILITY_METHOD SEFI_FRAGMENTATION_MODEL "
        "PREVIOUS_MESSAGE_ID PREVIOUS_MESSAGE_EPOCH:t NEXT_MESSAGE_EPOCH:t"
    ),
    "metadata": table(
        "OBJECT! OBJECT_DESIGNATOR! CATALOG_NAME! OBJECT_NAME! INTERNATIONAL_DESIGNATOR! OBJECT_TYPE "
        "OPERATOR_CONTACT_POSITION OPERATOR_ORGANIZATION OPERATOR_PHONE OPERATOR_EMAIL EPHEMERIS_NAME! "
        "COVARIANCE_METHOD! MANEUVERABLE! ORBIT_CENTER REF_FRAME! GRAVITY_MODEL ATMOSPHERIC_MODEL "
        "N_BODY_PERTURBATIONS SOLAR_RAD_PRESSURE EARTH_TIDES INTRACK_THRUST "
        # version 2.0
        "ODM_MSG_LINK ADM_MSG_LINK OBS_BEFORE_NEXT_MESSAGE COVARIANCE_SOURCE ALT_COV_TYPE ALT_COV_REF_FRAME",
        asked=True,
    ),
    "odParameters": table(
        "TIME_LASTOB_START:t TIME_LASTOB_END:t RECOMMENDED_OD_SPAN:d ACTUAL_OD_SPAN:d OBS_AVAILABLE:n "
        "OBS_USED:n TRACKS_AVAILABLE:n TRACKS_USED:n RESIDUALS_ACCEPTED:% WEIGHTED_RMS:1 OD_EPOCH:t"
    ),
    "additionalParameters": table(
        "AREA_PC:m**2 AREA_DRG:m**2 AREA_SRP:m**2 MASS:kg CD_AREA_OVER_MASS:m**2/kg "
        "CR_AREA_OVER_MASS:m**2/kg THRUST_ACCELERATION:m/s**2 SEDR:W/kg "
        # version 2.0
        "AREA_PC_MIN:m**2 AREA_PC_MAX:m**2 OEB_PARENT_FRAME OEB_PARENT_FRAME_EPOCH:t OEB_Q1:1 OEB_Q2:1 "
        "OEB_Q3:1 OEB_QC:1 OEB_MAX:m OEB_INT:m OEB_MIN:m AREA_ALONG_OEB_MAX:m**2 AREA_ALONG_OEB_INT:m**2 "
        "AREA_ALONG_OEB_MIN:m**2 RCS:m**2 RCS_MIN:m**2 RCS_MAX:m**2 VM_ABSOLUTE:1 VM_APPARENT_MIN:1 "
        "VM_APPARENT:1 VM_APPARENT_MAX:1 REFLECTANCE:1 HBR:m APOAPSIS_ALTITUDE:km PERIAPSIS_ALTITUDE:km "
        "INCLINATION:deg COV_CONFIDENCE:1 COV_CONFIDENCE_METHOD"
    ),
    "stateVector": table(STATE, asked=True),
    "covarianceMatrix": table(f"{CDM_COVARIANCE} {_beyond('RTN')}", asked=True),
    # version 2.0: the covariance in other axes, and what is known of the covariance itself
    "otherCovariance": table(f"{triangle('XYZ', 'DOT', _M, '')} {_beyond('XYZ')} CSIG3EIGVEC3"),
    "covarianceMetadata": table(
        "DENSITY_FORECAST_UNCERTAINTY:1 CSCALE_FACTOR_MIN:1 CSCALE_FACTOR:1 CSCALE_FACTOR_MAX:1 "
        "SCREENING_DATA_SOURCE DCP_SENSITIVITY_VECTOR_POSITION DCP_SENSITIVITY_VECTOR_VELOCITY"
    ),
    "userDefinedParameters": table(""),
}

#: The parts of each message in their order.
PARTS: dict[str, dict[str, Table]] = {"OPM": _OPM, "OEM": _OEM, "CDM": _CDM}

#: Keywords whose value is one of a few words.
CHOICES = {
    "OBJECT": ("OBJECT1", "OBJECT2"),
    "COVARIANCE_METHOD": ("CALCULATED", "DEFAULT"),
    "MANEUVERABLE": ("YES", "NO", "N/A"),
    "SOLAR_RAD_PRESSURE": ("YES", "NO"),
    "EARTH_TIDES": ("YES", "NO"),
    "INTRACK_THRUST": ("YES", "NO"),
}
