"""Messages (OPM, OEM, CDM): the good are read to the digit, the broken refused with line and reason."""

from __future__ import annotations

import gzip
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import erfa
import numpy as np
import pytest
from skyfield.api import load
from skyfield.framelib import ICRS_to_J2000
from skyfield.sgp4lib import TEME

from launchwatch.errors import ElementsError
from launchwatch.orbit import (
    OrbitState,
    holds_states,
    propagate_utc,
    read_elements,
    read_state_messages,
    write_oem,
)

OPM = """CCSDS_OPM_VERS = 3.0
COMMENT made for this test
CREATION_DATE = 2026-01-01T00:00:00
ORIGINATOR = US
OBJECT_NAME = TEST_SAT  1
OBJECT_ID = 2026-001A
CENTER_NAME = earth
REF_FRAME = EME2000
TIME_SYSTEM = UTC
EPOCH = 2026-001T06:00:00.5
X = 6880.125 [km]
Y = -1.5
Z = +2.5e0 [km]
X_DOT = 0.25 [km/s]
Y_DOT = -1.0
Z_DOT = 7.5
"""
KEPLER = """SEMI_MAJOR_AXIS = 6880 [km]
ECCENTRICITY = 0.001
INCLINATION = 97.4 [deg]
RA_OF_ASC_NODE = 0
ARG_OF_PERICENTER = 0
TRUE_ANOMALY = 0
GM = 398600.4415 [km**3/s**2]
"""
MASS = "MASS = 100 [kg]\nDRAG_AREA = 2 [m**2]\n"
BURN = """MAN_EPOCH_IGNITION = 2026-01-01T07:00:00
MAN_DURATION = 0
MAN_DELTA_MASS = -1
MAN_REF_FRAME = RTN
MAN_DV_1 = 0
MAN_DV_2 = 0.001 [km/s]
MAN_DV_3 = 0
"""
AXES = ("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT")
NAMES = [f"C{row}_{column}" for i, row in enumerate(AXES) for column in AXES[: i + 1]]
COVARIANCE = "COV_REF_FRAME = RTN\n" + "".join(f"{key} = {n + 1}e-6\n" for n, key in enumerate(NAMES))
ROWS = """1
2 3
4 5 6
7 8 9 10
11 12 13 14 15
16 17 18 19 20 21
"""
SOLUTION = f"EPOCH = 2026-01-01T00:00:37\nCOV_REF_FRAME = RTN\n{ROWS}"
OEM = f"""CCSDS_OEM_VERS = 2.0
CREATION_DATE = 2026-01-01T00:00:00
ORIGINATOR = US
META_START
COMMENT a segment
OBJECT_NAME = TEST SAT
OBJECT_ID = 2026-001A
CENTER_NAME = EARTH
REF_FRAME = TEME
TIME_SYSTEM = TAI
START_TIME = 2026-01-01T00:00:37
USEABLE_START_TIME = 2026-01-01T00:00:57
STOP_TIME = 2026-01-01T00:02:37
META_STOP
COMMENT figures
2026-01-01T00:00:37 6880 0 0 0 -1 7.5
2026-01-01T00:01:37 6870 -60 450 -0.5 -1 7.4 0.001 0.002 0.003

2026-01-01T00:02:37.000 6840 -120 890 -1 -1 7.3
COVARIANCE_START
{SOLUTION}COVARIANCE_STOP
META_START
OBJECT_NAME = TEST SAT
OBJECT_ID = 2026-001A
CENTER_NAME = MARS_BARYCENTER
REF_FRAME = ICRF
TIME_SYSTEM = TAI
START_TIME = 2026-01-02T00:00:00
STOP_TIME = 2026-01-02T00:00:00
INTERPOLATION = LAGRANGE
INTERPOLATION_DEGREE = 5
META_STOP
2026-01-02T00:00:00Z 1e4 0 0 0 1 2
"""
SIDES = ("R", "T", "N", "RDOT", "TDOT", "NDOT")


def one(number: int) -> str:
    """An object of a conjunction."""
    names = [f"C{row}_{column}" for i, row in enumerate(SIDES) for column in SIDES[: i + 1]]
    return (
        f"OBJECT = OBJECT{number}\nOBJECT_DESIGNATOR = {number}\nCATALOG_NAME = SATCAT\n"
        f"OBJECT_NAME = SAT {number}\nINTERNATIONAL_DESIGNATOR = 2026-001A\nEPHEMERIS_NAME = NONE\n"
        f"COVARIANCE_METHOD = CALCULATED\nMANEUVERABLE = N/A\nREF_FRAME = GCRF\nOBS_USED = 5\n"
        f"RESIDUALS_ACCEPTED = 97.8 [%]\nX = 7000 [km]\nY = 0\nZ = 0.{number}\n"
        f"X_DOT = 0\nY_DOT = 0\nZ_DOT = 7.5 [km/s]\n"
        + "".join(f"{key} = {n + 1}\n" for n, key in enumerate(names))
        + "CDRG_R = 0 [m**3/kg]\nCDRG_DRG = 1e-12 [m**4/kg**2]\nCSRP_R = 0\n"
    )


CDM = f"""CCSDS_CDM_VERS = 1.0
CREATION_DATE = 2026-01-01T00:00:00
ORIGINATOR = US
MESSAGE_ID = 1
TCA = 2026-01-02T00:00:00
MISS_DISTANCE = 100.5 [m]
COLLISION_PROBABILITY = 1e-4
{one(1)}{one(2)}"""


def tree(kind: str, *parts: str, version: str = "3.0", segments: int = 1) -> str:
    """A message in XML: header and parts of a segment, the first its metadata."""
    head = "<header><CREATION_DATE>2026-01-01T00:00:00</CREATION_DATE><ORIGINATOR>US</ORIGINATOR></header>"
    data = f"<segment>{parts[0]}\n<data><COMMENT>x</COMMENT>{''.join(parts[1:])}</data></segment>"
    return (
        f'<?xml version="1.0"?>\n<{kind} id="CCSDS_{kind.upper()}_VERS" version="{version}">{head}\n'
        f"<body>{data * segments}</body></{kind}>\n"
    )


def part(tag: str, lines: str) -> str:
    """The lines of key-value text as a part in XML."""
    out = []
    for line in lines.splitlines():
        key, value = line.split(" = ")
        figure, _, unit = value.removesuffix("]").partition(" [")
        out.append(f'<{key} units="{unit}">{figure}</{key}>' if unit else f"<{key}>{value}</{key}>")
    return f"<{tag}>\n" + "\n".join(out) + f"\n</{tag}>"


ABOUT = part("metadata", "\n".join(OPM.splitlines()[4:9]))
STATE = part("stateVector", "\n".join(OPM.splitlines()[9:]))


def the_state(text: str) -> OrbitState:
    (message,) = read_state_messages(text)
    (state,) = message.states
    return state


def test_a_state_is_read_in_si_with_all_that_is_told_of_it() -> None:
    state = the_state(OPM + KEPLER + MASS + COVARIANCE + BURN + BURN + "USER_DEFINED_MODEL = WGS-84\n")
    assert state.epoch == datetime(2026, 1, 1, 6, 0, 0, 500000, tzinfo=UTC)
    assert (state.position, state.velocity) == ((6880125.0, -1500.0, 2500.0), (250.0, -1000.0, 7500.0))
    assert (state.name, state.designator) == ("TEST_SAT 1", "2026-001A")
    assert (state.frame, state.centre, state.time_system) == ("EME2000", "EARTH", "UTC")
    assert state.source == "text, line 10"


def test_a_covariance_is_whole_and_in_si() -> None:
    (message,) = read_state_messages(OPM + COVARIANCE)
    (covariance,) = message.ephemerides[0].covariances
    assert (covariance.frame, covariance.matrix.shape) == ("RTN", (6, 6))
    assert np.array_equal(covariance.matrix, covariance.matrix.T)
    assert covariance.matrix[np.tril_indices(6)] == pytest.approx(np.arange(1.0, 22.0))
    (message,) = read_state_messages(OPM + COVARIANCE.replace("COV_REF_FRAME = RTN\n", ""))
    assert message.ephemerides[0].covariances[0].frame == "EME2000"


def test_an_ephemeris_is_read_segment_by_segment() -> None:
    (message,) = read_state_messages(OEM)
    first, second = message.ephemerides
    assert (message.kind, message.originator, len(message.states)) == ("OEM", "US", 4)
    noon = datetime(2026, 1, 1, tzinfo=UTC)
    assert [state.epoch for state in first.states] == [noon + timedelta(minutes=k) for k in range(3)]
    assert first.states[1].position == (6870e3, -60e3, 450e3) and first.states[1].source.endswith("line 17")
    assert first.usable == (noon + timedelta(seconds=20), noon + timedelta(minutes=2))
    (covariance,) = first.covariances
    assert covariance.epoch == noon and covariance.matrix[5, 5] == 21e6 and covariance.matrix[0, 5] == 16e6
    assert second.states[0].centre == "MARS BARYCENTER" and second.states[0].orbit() is None


def test_a_line_given_twice_says_nothing_new() -> None:
    line = "2026-01-01T00:00:37 6880 0 0 0 -1 7.5\n"
    assert len(read_state_messages(OEM.replace(line, line * 2))[0].states) == 4


def test_a_conjunction_has_two_objects() -> None:
    (message,) = read_state_messages(CDM)
    assert (message.kind, message.miss_distance_m, message.probability) == ("CDM", 100.5, 1e-4)
    assert [state.name for state in message.states] == ["SAT 1", "SAT 2"]
    assert [state.position[2] for state in message.states] == [100.0, 200.0]
    assert {state.centre for state in message.states} == {"EARTH"}
    covariance = message.ephemerides[1].covariances[0]
    assert covariance.frame == "RTN" and covariance.matrix[1, 0] == 2.0  # m2 already
    moon = CDM.replace("REF_FRAME = GCRF", "ORBIT_CENTER = MOON\nREF_FRAME = GCRF")
    assert {state.centre for state in read_state_messages(moon)[0].states} == {"MOON"}


def test_xml_says_the_same_as_text() -> None:
    plain, marked = the_state(OPM), the_state(tree("opm", ABOUT, STATE))
    assert (marked.position, marked.velocity, marked.epoch) == (plain.position, plain.velocity, plain.epoch)
    assert (marked.name, marked.frame) == (plain.name, plain.frame)
    assert marked.source == "text, line 10"
    user = '<userDefinedParameters><USER_DEFINED parameter="A">1</USER_DEFINED></userDefinedParameters>'
    text = tree("opm", ABOUT, STATE, user).replace('<?xml version="1.0"?>\n', "")
    (pair) = read_state_messages(f"<ndm><COMMENT>two</COMMENT>{text}{text}</ndm>")
    assert [message.kind for message in pair] == ["OPM", "OPM"]
    span = "<START_TIME>2026-01-01T00:00:00</START_TIME><STOP_TIME>2026-01-02T00:00:00</STOP_TIME></metadata>"
    (message,) = read_state_messages(tree("oem", ABOUT.replace("</metadata>", span), STATE, segments=2))
    assert [len(one.states) for one in message.ephemerides] == [1, 1]


def test_files_are_read_plain_and_packed_and_told_from_sets(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.opm", tmp_path / "a.opm.gz"
    plain.write_text(OPM)
    packed.write_bytes(gzip.compress(OPM.encode()))
    assert read_state_messages(plain)[0].states[0].position == the_state(OPM).position
    assert read_state_messages(packed)[0].states[0].source == f"{packed}, line 10"
    assert holds_states(plain) and holds_states(OEM) and holds_states(CDM)
    assert holds_states(f"<ndm>{tree('opm', ABOUT, STATE)[22:]}</ndm>")
    assert not holds_states("CCSDS_TDM_VERS = 2.0\n") and not holds_states("<OPM>\n1 58400U\n")
    for text in (OPM, OEM, CDM):
        with pytest.raises(ElementsError, match="holds no element sets; `elements show` and `elements fit`"):
            read_elements(text)
    with pytest.raises(ElementsError, match=r"a tracking message.*; give TLE"):
        read_elements("CCSDS_TDM_VERS = 2.0\n")


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (OPM, "CCSDS_OPM_VERS = 3.0\n", "", "line 2: a message begins with its version, not with 'CREATION"),
        (OPM, "OPM_VERS = 3.0", "OPM_VERS = 7.0", "line 1: CCSDS_OPM_VERS '7.0' is not known; 1.0, 2.0, 3.0"),
        (OPM, "REF_FRAME =", "REF_FRAM =", "line 8: REF_FRAM is no keyword of an OPM; check"),
        (OPM, "REF_FRAME = EME2000\n", "", "line 5: REF_FRAME is missing"),
        (OPM, "REF_FRAME = EME2000", "REF_FRAME =", "line 8: REF_FRAME has no value"),
        (OPM, "ORIGINATOR = US\n", "", "line 1: ORIGINATOR is missing"),
        (OPM, "2026-01-01T00:00:00", "2026-13-01T00:00:00", "line 3: CREATION_DATE: epoch '2026-13"),
        (OPM, "2026-001T06", "2026-366T06", "line 10: EPOCH: epoch '2026-366T06:00:00.5' is no time"),
        (OPM, "= UTC", "= XYZ", "line 9: time system 'XYZ'"),
        (OPM, "6880.125 [km]", "6880.125 [m]", r"line 11: X is given in \[m\]; give km"),
        (OPM, "6880.125", "6880,125", "line 11: X '6880,125' is no number"),
        (OPM, "6880.125", "1e999", "line 11: X '1e999' has no finite value"),
        (OPM, "6880.125", "1e307", "line 11: X '1e307' has no finite value"),
        (OPM, "6880.125", "٣", "line 11: X '٣' is no number"),
        (OPM, "Y = -1.5\n", "", "line 10: Y is missing"),
        (OPM, "Y = -1.5", "X = -1.5", "line 12: X is given twice"),
        (OPM, "Y = -1.5", "hello", "line 12: 'hello' is not KEY = value"),
        (OPM, "Z_DOT = 7.5\n", "Z_DOT = 7.5\nMESSAGE_ID = 1\n", r"line 17: MESSAGE_ID .header. stands after"),
        (OPM + MASS + KEPLER, "", "", r"line 19: SEMI_MAJOR_AXIS .* stands after spacecraftParameters"),
        (OPM + KEPLER, "TRUE_ANOMALY = 0\n", "", "line 17: Keplerian elements with both anomalies, or"),
        (OPM + KEPLER, "GM = ", "MEAN_ANOMALY = 0\nGM = ", "line 17: Keplerian elements with both"),
        (OPM + KEPLER, "0.001", "0.001 [km]", r"ECCENTRICITY is given in \[km\]; it has no unit"),
        (OPM + BURN, "", "", "line 17: MASS is missing"),
        (OPM + MASS + BURN, "MAN_DV_3 = 0\n", "", "line 19: MAN_DV_3 is missing"),
        (OPM + COVARIANCE, "CZ_DOT_Z_DOT", "CZ_DOT_Q", "CZ_DOT_Q is no keyword"),
        (OPM + COVARIANCE, "CY_X = 2e-6\n", "", "line 17: CY_X is missing"),
        (OPM[: OPM.index("OBJECT_NAME")], "", "", "line 1: OBJECT_NAME is missing"),
        (OEM, "USEABLE_START_TIME", "USEFUL_START_TIME", "line 12: USEFUL_START_TIME is no keyword"),
        (OEM, "6840 -120", "6840", "line 19: an ephemeris line of 6 columns"),
        (OEM, "6840 -120", "6840" + " 1" * 20, "line 19: an ephemeris line of more than 11 columns"),
        (OEM, "6840 -120", "6840 -x", "line 19: Y '-x' is no number"),
        (OEM, "00:01:37 6870", "00:00:37 6870", "line 17: EPOCH does not increase"),
        (OEM, "00:01:37 6870", "00:41:37 6870", "line 17: EPOCH lies outside START_TIME to STOP_TIME"),
        (OEM, "00:01:37 6870", "00:71:37 6870", "line 17: EPOCH: epoch"),
        (OEM, "STOP_TIME = 2026-01-01", "STOP_TIME = 2025-01-01", "line 13: STOP_TIME is before START_TIME"),
        (OEM, "STOP_TIME = 2026-01-01T00:02:37\n", "", "line 4: STOP_TIME is missing"),
        (OEM, "INTERPOLATION_DEGREE = 5\n", "", "INTERPOLATION_DEGREE is missing"),
        (OEM, "DEGREE = 5", "DEGREE = 5.5", "INTERPOLATION_DEGREE '5.5' is no whole number"),
        (OEM, "ICRF\nTIME_SYSTEM = TAI", "ICRF\nTIME_SYSTEM = UTC", "TIME_SYSTEM 'UTC', but 'TAI'"),
        (OEM, "COMMENT figures", "FIGURES = 5", "line 15: FIGURES is a keyword within the ephemeris"),
        (OEM, "META_STOP\nCOMMENT figures", "META_START", "line 14: META_START before the META_STOP"),
        (OEM, "4 5 6\n", "4 5\n", "line 25: row 3 of a covariance with 2 columns; it has 3"),
        (OEM, "16 17 18 19 20 21\n", "", "line 28: a covariance of 5 rows, not six"),
        (OEM, "COVARIANCE_STOP", "1\nCOVARIANCE_STOP", "line 29: row 7 of a covariance .* it has six rows"),
        (OEM, "COVARIANCE_STOP", SOLUTION + "COVARIANCE_STOP", "covariance does not"),
        (OEM, "4 5 6\n", "EPOCH = 2026-01-01T00:00:37\n", "line 25: a covariance of 2 rows, not six"),
        (OEM, "4 5 6\n", "COV_REF_FRAME = RTN\n", "line 25: COV_REF_FRAME in the midst of a covariance"),
        (OEM, "4 5 6\n", "X = 5\n", "line 25: X is no keyword of a covariance"),
        (OEM, SOLUTION[: SOLUTION.index("1\n")], "", "line 21: a covariance without its EPOCH"),
        (OEM, SOLUTION, "", "line 21: no covariance before COVA"),
        (OEM, "COVARIANCE_STOP\n", "COVARIANCE_STOP\n1 2 3\n", "line 30: '1 2 3' behind the covariances"),
        (OEM[: OEM.index("COVARIANCE_STOP")], "", "", "line 20: COVARIANCE_START without COVARIANCE_STOP"),
        (OEM[: OEM.index("META_STOP")], "", "", "line 4: META_START without META_STOP; the end of the file"),
        (OEM[: OEM.index("2026-01-01T00:00:37 6880")], "", "", "line 4: EPOCH is missing"),
        (OEM[: OEM.index("META_START")], "", "", "line 1: OBJECT_NAME is missing"),
        (CDM, "TCA = 2026-01-02T00:00:00\n", "", "line 5: TCA is missing"),
        (CDM, "MESSAGE_ID = 1\n", "", "line 1: MESSAGE_ID is missing"),
        (CDM, one(2), "", "line 8: OBJECT1, where OBJECT1 and OBJECT2 belong"),
        (CDM, one(2), one(1), "line 49: OBJECT1 and OBJECT1, where"),
        (CDM, "OBJECT = OBJECT2", "OBJECT = OBJECT3", "line 49: OBJECT 'OBJECT3'; it is OBJECT1 or OBJECT2"),
        (CDM, "MANEUVERABLE = N/A", "MANEUVERABLE = MAYBE", "MANEUVERABLE 'MAYBE'; it is YES or NO or N/A"),
        (CDM, "REF_FRAME = GCRF", "REF_FRAME = TEME", "REF_FRAME 'TEME'; a CDM has EME2000, GCRF, ITRF"),
        (CDM, one(2), one(2).replace("GCRF", "ITRF"), "REF_FRAME of the objects differ"),
        (CDM, "CT_R = 2\n", "", "CT_R is missing"),
        (CDM, "OBS_USED = 5", "OBS_USED = 5.5", "OBS_USED '5.5' is no whole number"),
    ],
)  # fmt: skip
def test_broken_messages_are_refused_with_line_key_and_reason(
    text: str, old: str, new: str, message: str
) -> None:
    assert old in text
    with pytest.raises(ElementsError, match=message) as caught:
        read_state_messages(text.replace(old, new, 1) if old else text)
    assert "\n" not in str(caught.value) and "line " in caught.value.where


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (tree("opm", ABOUT + ABOUT, STATE), "line 9: metadata stands twice"),
        (tree("opm", ABOUT, STATE, segments=2), "an OPM of two segments; it has one state"),
        (tree("opm", ABOUT, STATE, version="9"), "line 2: CCSDS_OPM_VERS '9' is not known"),
        (tree("opm", ABOUT, STATE, version="x" * 500), "is not known"),
        (tree("opm", ABOUT, ""), "line 3: EPOCH is missing"),
        (tree("opm", ABOUT, STATE.replace("<Y>-1.5</Y>", '<Y nil="true"/>')), "line 13: Y has no value"),
        (tree("opm", ABOUT, STATE.replace('"km"', '"m"')), r"line 12: X is given in \[m\]; give km"),
        (tree("opm", ABOUT, STATE.replace("Y>", "Q>")), "Q is no keyword of an OPM's stateVector"),
        (tree("opm", ABOUT, STATE.replace(">-1.5<", "><b/><")), "b inside Y, which is a keyword"),
        (tree("opm", ABOUT, "<X>1</X>"), "X stands in no part of the message"),
        (tree("opm", ABOUT, "<opm></opm>"), "opm inside another message"),
        (tree("opm", ABOUT, "<segment>" * 30 + "</segment>" * 30), "tags in tags too deep"),
        (tree("opm", "", STATE), "OBJECT_NAME is missing"),
        ("<ndm><omm></omm></ndm>", "omm is no message with states; opm, oem and cdm are"),
        ("<ndm></ndm>", "no message with states"),
        ("<opm>", "line 2: not valid XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><opm>&b;</opm>', "could do harm"),
    ],
)
def test_broken_xml_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ElementsError, match=message):
        read_state_messages(text + "\n")


# The public collection: what each file is by the standard. Good: states, and one figure as it stands there.
GOOD = {
    "opm/OPM-dummy-earth-barycenter.txt": (1, 1.0e10),
    "opm/OPM-dummy-earth-dash-moon-barycenter.txt": (1, 1.0e10),
    "opm/OPM-dummy-earth-moon-barycenter.txt": (1, 1.0e10),
    "opm/OPM-dummy-emb.txt": (1, 1.0e10),
    "opm/OPM-dummy-moon-EME2000.txt": (1, 1.0e10),
    "opm/OPM-dummy-solar-system-barycenter.txt": (1, 1.0e12),
    "opm/OPM-dummy-ssb.txt": (1, 1.0e12),
    "opm/OPM-no-designator.txt": (1, 6503514.0),  # OBJECT_ID is free text
    "opm/OPM-unknown-center.txt": (1, 6503514.0),  # CENTER_NAME has no closed list (table 3-2)
    "opm/OPM-unknown-frame.txt": (1, -12345678.0),  # other frames "should" be agreed upon (table 3-2)
    "opm/OPMExample1.txt": (1, 6503514.0),
    "opm/OPMExample2.txt": (1, 6655994.2),
    "opm/OPMExample3.txt": (1, 6503514.0),
    "opm/OPMExample3.xml": (1, 6503514.0),
    "opm/OPMExample4.txt": (1, 6655994.2),
    "opm/OPMExample5.txt": (1, 6655994.2),
    "opm/OPMExample6.txt": (1, 6503514.0),
    "opm/OPMExample7.txt": (1, 6503514.0),
    "opm/OPMExample8.txt": (1, 6503514.0),
    "oem/ISS.resampled.truncated.txt": (25, 545284.043961596),
    "oem/OEM-Issue839.txt": (12, 2789619.0),  # one line stands twice
    "oem/OEMExample1.txt": (12, 2789619.0),
    "oem/OEMExample2.txt": (8, 2789619.0),
    "oem/OEMExample3.txt": (9, 2789619.0),
    "oem/OEMExample3.xml": (4, 2789600.0),
    "oem/OEMExample4.txt": (3, 2789619.0),
    "oem/OEMExample5.txt": (49, 2906275.2178573),  # keywords in another order; nothing hangs on it
    "oem/OEMExample5ITRF.txt": (49, -2757301.6318893897),
    "oem/OEMExample6.txt": (9, 2789619.0),
    "oem/OEMExample9.txt": (8, 2789619.0),
    "oem/OEMExampleWithHeaderComment.txt": (12, 2789619.0),
    "oem/oemLowerCaseValue.oem": (6, -1600194.95673011),
    "oem/test.oem": (2, 3156654.9969124),
    **{f"cdm/AlfanoTestCase{n:02d}.cdm": (2, None) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11)},
    "cdm/CDM-no-orbit-center-defined-obj1.txt": (2, 2570097.065),  # ORBIT_CENTER is EARTH where not given
    "cdm/CDMExample1.txt": (2, 2570097.065),  # a sign that is not ASCII, in free text
    "cdm/CDMExample1.xml": (2, 2570097.065),
    "cdm/CDMExample2.txt": (2, 2570097.065),
    "cdm/CDMExample3.txt": (2, -41600462.72465),
    "cdm/CDMExample4.txt": (2, 2570097.065),
    "cdm/CDMExample5.txt": (2, 2570097.065),
    "cdm/CDMExample_issue1319.xml": (2, 0.0),  # what is not known is empty: allowed where not mandatory
    "cdm/CDMExample_issue1458.xml": (2, 0.0),
    "cdm/CDMExample_issue942.txt": (2, 2570097.065),
    "cdm/CDMExample_issue942.xml": (2, 2570097.065),
    "cdm/CDMExample_issue988.txt": (2, 2570097.065),
    "cdm/CDMExample_issue988.xml": (2, 2570097.065),
    "cdm/CDMExample_issue988_2.txt": (2, 2570097.065),
    "cdm/CDMExample_issue988_2.xml": (2, 2570097.065),
    "cdm/CDMExample_issue988_3.txt": (2, 2570097.065),
    "cdm/CDMExample_issue988_3.xml": (2, 2570097.065),
    "cdm/CDMExample_issue_940.txt": (2, 2570097.065),  # version 2.0, a draft
    "cdm/CDMExample_issue_940.xml": (2, 2570097.065),
    "cdm/CDMExample_issue_944.xml": (2, 2570097.065),
    "cdm/ION_SCV8_vs_STARLINK_1233.txt": (2, -5719153.201),
}
# Broken: the line and the keyword that the refusal names.
BROKEN = {
    "opm/OPM-incompatible-units.txt": (20, "SOLAR_RAD_AREA is given in .s."),
    "opm/OPM-non-standard-units.txt": (16, "X is given in .m."),  # units must match exactly (7.7.1.1)
    "opm/OPM-number-format-error.txt": (17, "SEMI_MAJOR_AXIS .* is no number"),
    "opm/OPM-wrong-keyword.txt": (11, "WRONG_KEYWORD"),
    "opm/spurious-metadata.xml": (23, "metadata stands twice"),
    "oem/OEM-covariance-number-format-error.txt": (52, "CY_Y .* is no number"),
    "oem/OEM-ephemeris-number-format-error.txt": (44, "Z .* is no number"),
    "oem/OEM-inconsistent-time-systems.txt": (33, "TIME_SYSTEM 'TCG', but 'UTC'"),  # 5.2.4.5
    "oem/OEM-keyword-within-covariance.txt": (91, "USER_DEFINED_TEST_KEY"),
    "oem/OEM-keyword-within-ephemeris.txt": (24, "USER_DEFINED_TEST_KEY"),
    "oem/OEM-too-few-covariance-columns.txt": (55, "row 5 of a covariance with 4"),
    "oem/OEM-too-large-covariance-dimension.txt": (91, "row 7 of a covariance"),
    "oem/OEM-too-many-covariance-columns.txt": (
        51,
        "row 1 of a covariance with 6",
    ),  # lower triangle (5.2.5.4)
    "oem/OEM-too-small-covariance-dimension.txt": (89, "a covariance of 4 rows"),
    "oem/OEM-wrong-keyword.txt": (19, "WRONG_KEYWORD"),
    "oem/OEMExample7.txt.post": (2, "begins with its version"),  # the second half of a message
    "oem/OEMExample7.txt.pre": (5, "META_START without META_STOP"),  # the first half
    "oem/OEMExample8.txt": (16, "INTERPOLATION_DEGREE is missing"),  # asked for by INTERPOLATION (table 5-3)
    "cdm/CDM-covariance-wrong-entry-format.txt": (65, "CRDOT_T .* is no number"),
    "cdm/CDM-missing-TCA.txt": (5, "TCA is missing"),
    "cdm/CDM-missing-object1-covariance-block.xml": (39, "CR_R is missing"),
    "cdm/CDM-missing-object2-state-vector.txt": (52, "X is missing"),
    "cdm/CDM-wrong-key-word.txt": (6, "WRONG_KEYWORD"),
    "cdm/CDMExample1InvalidTca.txt": (5, "TCA: epoch '2010-04-31"),
    "cdm/CDMExample_issue1319_mandatory_empty_value.xml": (88, "X has no value"),
}


@pytest.fixture(scope="module")
def folder(data_dir: Path) -> Path:
    return data_dir / "orbit" / "formats" / "ccsds"


def test_every_file_of_the_collection_is_classified(folder: Path) -> None:
    there = {f"{kind}/{path.name}" for kind in ("opm", "oem", "cdm") for path in (folder / kind).iterdir()}
    assert there == {*GOOD, *BROKEN} and not {*GOOD} & {*BROKEN}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_read(name: str, folder: Path) -> None:
    (message,) = read_state_messages(folder / name)
    count, x = GOOD[name]
    assert (len(message.states), message.kind.lower()) == (count, name[:3])
    if x is not None:
        assert message.states[0].position[0] == x


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_with_line_and_reason(name: str, folder: Path) -> None:
    line, reason = BROKEN[name]
    with pytest.raises(ElementsError, match=rf"{name[4:]}, line {line}: .*{reason}"):
        read_state_messages(folder / name)


@pytest.mark.parametrize(
    ("name", "within_m"),
    [  # two originators cut the distance to whole metres
        ("CDMExample1.txt", 1.0),
        ("CDMExample4.txt", 1.0),
        ("ION_SCV8_vs_STARLINK_1233.txt", 1.0),
        ("AlfanoTestCase01.cdm", 1e-3),
    ],
)
def test_two_objects_are_as_far_apart_as_their_conjunction_tells(
    name: str, within_m: float, folder: Path
) -> None:
    (message,) = read_state_messages(folder / "cdm" / name)
    one, two = (np.array(state.position) for state in message.states)
    assert np.linalg.norm(one - two) == pytest.approx(message.miss_distance_m, abs=within_m)


def test_two_halves_make_a_message(folder: Path) -> None:
    halves = [(folder / "oem" / f"OEMExample7.txt.{end}").read_text() for end in ("pre", "post")]
    (message,) = read_state_messages(f"{halves[0]}REF_FRAME = GCRF\n{halves[1]}")
    assert len(message.states) == 2
    with pytest.raises(ElementsError, match="REF_FRAME is missing"):
        read_state_messages("".join(halves))


def test_two_frames_of_one_orbit_lead_to_one_place(folder: Path) -> None:
    """ISS by Orekit in GCRF and in ITRF2014, with polar motion and UT1, which are left out here."""
    inertial, fixed = (
        read_state_messages(folder / "oem" / f"OEMExample5{end}.txt")[0].states for end in ("", "ITRF")
    )
    off = [np.linalg.norm(a.teme() - b.teme()) for a, b in zip(inertial, fixed, strict=True)]
    assert max(off) < 430.0  # UT1 - UTC was 0.47 s, or 220 m at most


def test_frames_against_skyfield() -> None:
    """The way from GCRF and EME2000 to TEME, to a metre."""
    at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    time = load.timescale(builtin=True).from_datetime(at)
    to_teme = TEME.rotation_at(time)
    r, v = np.array([4e6, -3e6, 5e6]), np.array([3e3, 6e3, 1e3])
    for frame, turn in (("GCRF", np.eye(3)), ("ICRF2", np.eye(3)), ("EME2000", ICRS_to_J2000.T)):
        found = OrbitState(at, tuple(r), tuple(v), frame).teme()
        assert found[:3] == pytest.approx(to_teme @ turn @ r, abs=1.0)
        assert found[3:] == pytest.approx(to_teme @ turn @ v, abs=1e-3)
    assert np.allclose(ICRS_to_J2000, erfa.bp06(2451545.0, 0.0)[0], atol=1e-9)
    assert np.linalg.norm(ICRS_to_J2000 @ r - r) > 0.3  # so the bias is seen, were it left out


def test_what_cannot_be_used_round_the_earth_says_why() -> None:
    cases = [("MOON", "ICRF", "UTC", "round 'MOON'"), ("EARTH", "ZZRF", "UTC", "frame 'ZZRF'")]
    cases += [("EARTH", "TEME", "UT1", "clock 'UT1'")]
    for centre, frame, clock, message in cases:
        state = OrbitState(
            datetime(2026, 1, 1, tzinfo=UTC), (7e6, 0, 0), (0, 0, 7.5e3), frame, centre, time_system=clock
        )
        with pytest.raises(ElementsError, match=message):
            state.teme()
        assert (state.orbit() is None) == (frame != "TEME")


def test_what_we_write_is_read_back_to_the_digit() -> None:
    sat = read_elements(
        "MALLIGYONG-1\n1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991\n"
        "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329\n"
    )[0]
    instants = [sat.epoch + timedelta(seconds=97.123456 * k) for k in range(50)]
    states = propagate_utc(sat, instants)
    text = write_oem(sat.name, sat.designator, instants, states, created=sat.epoch, comment="a\nb")
    (message,) = read_state_messages(text)
    rows = [[*state.position, *state.velocity] for state in message.states]
    assert [state.epoch for state in message.states] == instants
    assert np.abs(np.array(rows) - states).max() < 0.00051
    again = write_oem(sat.name, sat.designator, instants, rows, created=sat.epoch, comment="a\nb")
    assert again == text


def test_a_megabyte_is_read_in_good_time() -> None:
    line = "2026-01-01T{:02d}:{:02d}:{:02d}.5 6880.123456 0.123456 0.123456 0.123456789 -1.123456789 7.5\n"
    head = OEM[: OEM.index("COMMENT figures")].replace("TAI", "UTC").replace("00:02:37", "23:59:59.99")
    rows = "".join(line.format(h, m, s) for h in range(1, 4) for m in range(60) for s in range(60))
    text = head + rows
    assert len(text) > 850_000
    begin = process_time()
    (message,) = read_state_messages(text)
    assert process_time() - begin < 2.0 and len(message.states) == 10_800


@pytest.mark.parametrize(
    "piece", ["A = x" + " " * 60, "COMMENT [", "[ ", "<a>", "CX_X = 1\n", "1 2 3 4 5 6 7\n"]
)
@pytest.mark.parametrize("head", [OPM, OEM[: OEM.index("COMMENT figures")], CDM, "<opm>"])
def test_time_grows_with_length_and_not_faster(head: str, piece: str) -> None:
    def taken(length: int) -> float:
        begin = process_time()
        with suppress(ElementsError):
            read_state_messages(head + (piece * (length // len(piece))))
        return process_time() - begin

    # 8 times as long: by squares it would take 64 times
    assert taken(200_000) < 24.0 * taken(25_000) + 0.5
