"""Element sets in every form: what is good is read to the digit, what is broken is refused with its place."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import erfa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sgp4.api import Satrec

from launchwatch.errors import ElementsError
from launchwatch.orbit import Elements, propagate, read_elements, write_omm_csv
from launchwatch.orbit import read as reader
from launchwatch.orbit.clock import epoch, to_utc
from launchwatch.orbit.tle import checksum, identifier

ONE = "1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991"
TWO = "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"

KVN = """CCSDS_OMM_VERS = 2.0
COMMENT after the example of the standard
CREATION_DATE = 2007-065T16:00:00
ORIGINATOR = NOAA/USA
OBJECT_NAME = GOES 9
OBJECT_ID = 1995-025A
CENTER_NAME = EARTH
REF_FRAME = TEME
TIME_SYSTEM = UTC
MEAN_ELEMENT_THEORY = SGP/SGP4

EPOCH = 2007-064T10:34:41.4264
MEAN_MOTION = 1.00273272 [rev/day]
ECCENTRICITY = 0.0005013
INCLINATION = 3.0539
RA_OF_ASC_NODE = 81.7939
ARG_OF_PERICENTER = 249.2363
MEAN_ANOMALY = 150.1602
GM = 398600.8
EPHEMERIS_TYPE = 0
NORAD_CAT_ID = 23581
ELEMENT_SET_NO = 0925
REV_AT_EPOCH = 4316
BSTAR = 0.0001
MEAN_MOTION_DOT = -0.00000113
MEAN_MOTION_DDOT = 0.0
"""

ROW = {
    "OBJECT_NAME": "NEW",
    "OBJECT_ID": "2026-200A",
    "EPOCH": "2026-08-01T00:00:00.000000",
    "MEAN_MOTION": 15.2,
    "ECCENTRICITY": 0.001,
    "INCLINATION": 97.4,
    "RA_OF_ASC_NODE": 10.0,
    "ARG_OF_PERICENTER": 20.0,
    "MEAN_ANOMALY": 30.0,
    "NORAD_CAT_ID": "123456789",
    "BSTAR": 1e-4,
}


def xml(*messages: str) -> str:
    """An ndm of OMM bodies given as segments."""
    body = "".join(
        f'<omm id="CCSDS_OMM_VERS" version="2.0"><header><ORIGINATOR/></header><body>{m}</body></omm>'
        for m in messages
    )
    return f'<?xml version="1.0"?><ndm>{body}</ndm>'


SEGMENT = (
    "<segment><metadata><OBJECT_NAME>X</OBJECT_NAME><OBJECT_ID>2026-200A</OBJECT_ID>"
    "<CENTER_NAME>EARTH</CENTER_NAME><REF_FRAME>TEME</REF_FRAME><TIME_SYSTEM>UTC</TIME_SYSTEM>"
    "<MEAN_ELEMENT_THEORY>SGP4</MEAN_ELEMENT_THEORY></metadata><data><meanElements>"
    "<EPOCH>2026-08-01T00:00:00</EPOCH><MEAN_MOTION>15.2</MEAN_MOTION><ECCENTRICITY>.001</ECCENTRICITY>"
    "<INCLINATION>97.4</INCLINATION><RA_OF_ASC_NODE>10</RA_OF_ASC_NODE>"
    "<ARG_OF_PERICENTER>20</ARG_OF_PERICENTER><MEAN_ANOMALY>30</MEAN_ANOMALY></meanElements>"
    "<tleParameters><NORAD_CAT_ID>123456789</NORAD_CAT_ID></tleParameters></data></segment>"
)


def test_two_lines_are_read_to_the_digit() -> None:
    sat = read_elements(f"MALLIGYONG-1\n{ONE}\n{TWO}\n")[0]
    assert (sat.name, sat.identifier, sat.designator) == ("MALLIGYONG-1", "58400", "2023-179A")
    assert sat.epoch == datetime(2024, 6, 7, 23, 19, 5, 561760, tzinfo=UTC)
    assert sat.mean_motion_rev_day == 15.20948569
    assert (sat.eccentricity, sat.inclination_deg, sat.raan_deg) == (0.0001572, 97.4051, 46.9797)
    assert (sat.argument_of_perigee_deg, sat.mean_anomaly_deg) == (158.6830, 201.4471)
    assert (sat.bstar, sat.mean_motion_dot, sat.mean_motion_ddot) == (0.30025e-3, 0.00006581, 0.0)
    assert (sat.revolution, sat.element_set, sat.classification) == (3032, 999, "U")


@pytest.mark.parametrize(
    ("lines", "axis_km", "perigee_km", "apogee_km"),
    # from the same public sets, worked out apart from this code
    [
        (
            "1 58400U 23179A   24158.19566690  .00000871  00000-0  41535-4 0  9999\n"
            "2 58400  97.4052  45.2326 0002221 305.1745  54.9283 15.21704003 30052",
            6875.80,
            496.1,
            499.2,
        ),
        (f"{ONE}\n{TWO}", 6878.08, 498.9, 501.0),
        (
            "1 58400U 23179A   24164.24788005  .00007135  00000+0  32465-3 0  9998\n"
            "2 58400  97.4040  51.1823 0001996 152.6365 207.4976 15.21013721 30973",
            6877.88,
            498.4,
            501.1,
        ),
        (
            "1 58400U 23179A   24189.90245992  .00005957  00000-0  26900-3 0  9999\n"
            "2 58400  97.4012  76.4000 0003640 108.4471 251.7161 15.21338773 34872",
            6876.90,
            496.3,
            501.3,
        ),
    ],
)
def test_heights_come_from_the_axis_that_sgp4_uses(
    lines: str, axis_km: float, perigee_km: float, apogee_km: float
) -> None:
    sat = read_elements(lines)[0]
    assert sat.semi_major_axis / 1e3 == pytest.approx(axis_km, abs=0.006)
    assert sat.perigee_m / 1e3 == pytest.approx(perigee_km, abs=0.06)
    assert sat.apogee_m / 1e3 == pytest.approx(apogee_km, abs=0.06)
    # and SGP4's own, to a centimetre
    record = Satrec.twoline2rv(*lines.splitlines())
    assert sat.semi_major_axis == pytest.approx(record.a * 6378135.0, abs=0.01)


def test_period_is_the_one_catalogues_print() -> None:
    """94.67 min (US Space Force, November 2023); half a year later the same to a second or two."""
    assert read_elements(f"{ONE}\n{TWO}")[0].period_s / 60.0 == pytest.approx(94.67, abs=0.03)


def test_spaced_and_unchecked_lines_are_read_too() -> None:
    text = (
        "# a comment\n\n0 SOMETHING\n"
        "1 39026U 12072A   17072.94818683 +.00001452 +00000-0 +59576-4 0  999\n"
        "2 39026 097.2301 094.0427 0041879 152.0798 208.2700 15.25029303235415\n"
    )
    sat = read_elements(text)[0]
    assert (sat.name, sat.bstar, sat.inclination_deg, sat.revolution) == (
        "SOMETHING",
        0.59576e-4,
        97.2301,
        23541,
    )
    assert replace(sat, name="").theory == "SGP4"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("00005", "5"),
        ("A0000", "100000"),
        ("E8493", "148493"),
        ("J2931", "182931"),
        ("P4018", "234018"),
        ("Z9999", "339999"),
    ],
)
def test_alpha5_numbers_are_those_of_space_track(text: str, plain: str) -> None:
    assert identifier(text) == plain


@pytest.mark.parametrize("text", ["I0000", "O1234", "12A45", "     ", "-0001", "A000"])
def test_what_is_no_catalogue_number_is_refused(text: str) -> None:
    with pytest.raises(ElementsError, match="no catalogue number"):
        identifier(text)


def mended(line: str) -> str:
    """The line with its checksum set right."""
    return line[:68] + str(checksum(line))


@pytest.mark.parametrize(
    ("one", "two", "message"),
    [
        (ONE[:-1] + "2", TWO, "line 1: checksum 2, but the line sums to 1"),
        (ONE, TWO[:-1] + "0", "line 2: checksum 0"),
        (ONE, mended(TWO.replace("58400", "58401")), "line 1 is of 58400, line 2 of 58401"),
        (ONE, "", "line 1: line 1 is not followed by its line 2"),
        (ONE, ONE, "not followed"),
        (ONE, "something else", "not followed"),
        (ONE[:64], TWO, "63 columns"),
        (ONE + "9", TWO, "70 columns"),
        (mended(ONE.replace("24159.97159215", "24400.97159215")), TWO, "epoch"),
        (mended(ONE.replace("24159.97159215", "ab159.97159215")), TWO, "epoch"),
        (mended(ONE.replace("30025-3", "3002x-3")), TWO, "drag term"),
        (mended(ONE.replace(" 0  999", " x  999")), TWO, "ephemeris type"),
        (ONE, mended(TWO.replace("15.20948569", "15.2094x569")), "mean motion"),
        (ONE, mended(TWO.replace("15.20948569", "95.20948569")), "not that of an orbit"),
        (ONE, mended(TWO.replace(" 97.4051", "197.4051")), "inclination 197.405 is not"),
        (ONE, TWO.replace("97", "９７"), "not ASCII"),
        ("", TWO, "line 2 without a line 1"),
    ],
)
def test_broken_lines_are_refused_with_their_place(one: str, two: str, message: str) -> None:
    with pytest.raises(ElementsError, match=message):
        read_elements(f"{one}\n{two}\n")


def test_bad_sets_are_passed_over_when_somebody_collects_them() -> None:
    problems: list[ElementsError] = []
    found = read_elements(f"{ONE}\n{TWO[:-1]}0\nB\n{ONE}\n{TWO}\n{ONE}\n", problems=problems)
    assert [sat.name for sat in found] == ["B"]
    assert [p.where for p in problems] == ["text, line 2", "text, line 6"]


def test_key_value_message_is_read() -> None:
    sat = read_elements(KVN)[0]
    assert (sat.name, sat.designator, sat.identifier, sat.theory) == ("GOES 9", "1995-025A", "23581", "SGP4")
    assert sat.epoch == datetime(2007, 3, 5, 10, 34, 41, 426400, tzinfo=UTC)
    assert (sat.mean_motion_rev_day, sat.bstar, sat.mean_motion_dot) == (1.00273272, 1e-4, -1.13e-6)


def test_several_messages_in_one_file_are_told_apart() -> None:
    problems: list[ElementsError] = []
    found = read_elements(
        KVN + KVN.replace("GOES 9", "GOES 10") + KVN.replace("= 3.0539", "= x"), problems=problems
    )
    assert [sat.name for sat in found] == ["GOES 9", "GOES 10"]
    assert "INCLINATION 'x' is no number" in str(problems[0])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("INCLINATION = 3.0539", "INCLINATON = 3.0539", "line 15: INCLINATON is no keyword"),
        ("ECCENTRICITY = 0.0005013", "ECCENTRICITY = nan", "line 14: ECCENTRICITY 'nan' is no number"),
        (
            "ECCENTRICITY = 0.0005013",
            "ECCENTRICITY = 1e999",
            "line 14: ECCENTRICITY '1e999' has no finite value",
        ),
        ("ECCENTRICITY = 0.0005013\n", "", "ECCENTRICITY is missing"),
        ("OBJECT_NAME = GOES 9\n", "", "OBJECT_NAME is missing"),
        ("GM = 398600.8", "GM = 398600.8\nGM = 398600.8", "GM is given twice"),
        ("GM = 398600.8", "hello", "'hello' is not KEY = value"),
        ("TIME_SYSTEM = UTC", "TIME_SYSTEM = MOON", "line 9: time system .MOON"),
        ("CENTER_NAME = EARTH", "CENTER_NAME = MARS", "the orbit is round .MARS"),
        ("2007-064T10:34:41.4264", "2007-400T10:34:41", "line 12: epoch"),
        ("2007-064T10:34:41.4264", "2007-02-30T10:34:41", "line 12: epoch"),
        ("2007-064T10:34:41.4264", "2007-064T25:34:41", "line 12: epoch"),
        ("2007-064T10:34:41.4264", "yesterday", "line 12: epoch 'yesterday' is no time"),
        ("EPOCH = 2007-064T10:34:41.4264\n", "", "EPOCH is missing"),
        ("REV_AT_EPOCH = 4316", "REV_AT_EPOCH = 1e999", "REV_AT_EPOCH '1e999' has no finite value"),
        ("NORAD_CAT_ID = 23581", "NORAD_CAT_ID = GOES", "NORAD_CAT_ID 'GOES' is no number"),
        ("MEAN_MOTION = 1.00273272 [rev/day]", "SEMI_MAJOR_AXIS = -5", "SEMI_MAJOR_AXIS -5 km"),
    ],
)
def test_broken_messages_are_refused_with_line_and_reason(old: str, new: str, message: str) -> None:
    assert old in KVN
    with pytest.raises(ElementsError, match=message):
        read_elements(KVN.replace(old, new))


def test_axis_stands_in_for_the_mean_motion() -> None:
    text = KVN.replace("MEAN_MOTION = 1.00273272 [rev/day]", "SEMI_MAJOR_AXIS = 42164.1696")
    assert read_elements(text)[0].mean_motion_rev_day == pytest.approx(1.0027379, abs=1e-6)


def test_identifiers_of_nine_digits_come_through_json_csv_and_xml() -> None:
    table = ",".join(ROW) + "\n" + ",".join(str(v) for v in ROW.values()) + "\n\n"
    for text in (json.dumps([ROW]), json.dumps(ROW), table, xml(SEGMENT)):
        sat = read_elements(text)[0]
        assert sat.identifier == "123456789"
        assert (sat.inclination_deg, sat.epoch.isoformat()) == (97.4, "2026-08-01T00:00:00+00:00")


def test_a_number_saved_by_a_spreadsheet_is_still_an_identifier() -> None:
    assert read_elements(json.dumps({**ROW, "NORAD_CAT_ID": 28485.0}))[0].identifier == "28485"
    assert (
        read_elements(json.dumps({k: v for k, v in ROW.items() if k != "NORAD_CAT_ID"}))[0].identifier == ""
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"A": 1', "line 1: not valid JSON"),
        ("[1]", "object 1: not an object"),
        ('{"EPOCH": NaN}', "NaN is no figure"),
        ("[" * 100_000, "not valid JSON"),
        ('{"A": ' + "9" * 5000 + "}", "too many digits"),
        (json.dumps({**ROW, "MEAN_MOTION": True}), "MEAN_MOTION is missing"),
        ("EPOCH,MEAN_MOTION\n1\n", "line 2: 1 cells under 2 keywords"),
        ("EPOCH,MEAN_MOTION\n1,2\n", "line 2: epoch '1' is no time"),
        ('EPOCH,MEAN_MOTION\n"' + "x" * 200_000 + '",2\n', "not valid CSV"),
        ("<ndm><omm>", "line 1: not valid XML"),
        ("<html></html>", "no omm in this XML"),
        (
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><ndm>&b;</ndm>',
            "entities or declarations that could do harm",
        ),
        (xml(SEGMENT.replace("15.2", "fast")), "line 1: MEAN_MOTION 'fast' is no number"),
        (xml(SEGMENT.replace("MEAN_ANOMALY", "MEAN_ANOMOLY")), "MEAN_ANOMOLY is no keyword"),
        (
            xml(SEGMENT.replace("<data>", "<metadata><COMMENT>x</COMMENT></metadata><data>")),
            "metadata stands twice",
        ),
        ("nothing here\n", "no element sets"),
        ("", "no such file|is a directory|not text"),
    ],
)
def test_broken_catalogues_are_refused_in_one_sentence(text: str, message: str) -> None:
    with pytest.raises(ElementsError, match=message) as caught:
        read_elements(text)
    assert "\n" not in str(caught.value)


def test_files_are_read_plain_and_packed_and_named_in_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, packed = tmp_path / "a.tle", tmp_path / "a.tle.gz"
    plain.write_text(f"{ONE}\n{TWO}\n")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_elements(str(plain))[0].identifier == read_elements(packed)[0].identifier == "58400"
    assert read_elements(plain)[0].source == f"{plain}, line 1"
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8bnot")
    (tmp_path / "bad.tle").write_bytes(b"\xff\xfe\x00")
    for name, message in (("bad.gz", "damaged"), ("bad.tle", "not text"), ("none.tle", "o such file")):
        with pytest.raises(ElementsError, match=message):
            read_elements(tmp_path / name)
    with pytest.raises(ElementsError):
        read_elements("no\0path")
    monkeypatch.setattr(reader, "LARGEST", 100)
    with pytest.raises(ElementsError, match="larger than"):
        read_elements(packed)


def test_xml_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(ElementsError, match="pip install defusedxml"):
        read_elements(xml(SEGMENT))


def test_elements_refuse_figures_of_no_orbit() -> None:
    good = read_elements(json.dumps(ROW))[0]
    with pytest.raises(ElementsError, match="eccentricity 1 is not"):
        replace(good, eccentricity=1.0)
    with pytest.raises(ElementsError, match="mean motion is inf"):
        replace(good, mean_motion_rev_day=float("inf"))
    with pytest.raises(ElementsError, match="no time zone"):
        replace(good, epoch=datetime(2026, 1, 1))


@given(st.datetimes(datetime(1957, 1, 1), datetime(2056, 1, 1)))
def test_calendar_and_day_of_year_are_the_same_instant(at: datetime) -> None:
    day = at.timetuple().tm_yday
    text = f"{at.year:04d}-{day:03d}T{at:%H:%M:%S.%f}"
    assert epoch(text) == epoch(at.isoformat(timespec="microseconds") + "Z") == at.replace(tzinfo=UTC)


def test_a_leap_second_is_the_next_second() -> None:
    assert epoch("2016-12-31T23:59:60.5") == datetime(2017, 1, 1, tzinfo=UTC) + timedelta(seconds=0.5)


@given(st.text(max_size=400) | st.text(alphabet="12 U.+-0123456789\n", min_size=60, max_size=300))
def test_no_text_raises_anything_but_our_own_error(text: str) -> None:
    with suppress(ElementsError):
        read_elements(text + "\n")


@given(st.integers(0, 137), st.characters())
def test_no_altered_line_raises_anything_but_our_own_error(where: int, character: str) -> None:
    text = f"{ONE}\n{TWO}"
    problems: list[ElementsError] = []
    for sat in read_elements(text[:where] + character + text[where + 1 :] + "\n", problems=problems):
        assert isinstance(sat, Elements)


GOOD = {"OMM-empty-object-id.txt", "OMM-empty-object-id.xml", "OMM-with-units.xml", "OMMExample1.txt"} | {
    "OMMExample3.txt",
    "OMMExample2.txt",
    "OMMExample2.xml",
    "OMMExample4.txt",
    "OMMExample4.xml",
    "OMMExample5.txt",
}
REFUSED = {
    "OMM-number-format-error.txt": "ARG_OF_PERICENTER",
    "OMM-wrong-keyword.txt": "WRONG_KEYWORD",
    "spurious-metadata.xml": "metadata stands twice",
}


def test_messages_of_the_public_collection(data_dir: Path) -> None:
    folder = data_dir / "orbit" / "formats" / "ccsds" / "omm"
    assert {path.name for path in folder.iterdir()} == GOOD | set(REFUSED)
    for path in folder.iterdir():
        if path.name in GOOD:
            assert len(read_elements(path)) == 1
        else:
            with pytest.raises(ElementsError, match=rf"line \d+.*{REFUSED[path.name]}"):
                read_elements(path)


def test_same_satellite_in_text_and_xml_is_the_same_set(data_dir: Path) -> None:
    folder = data_dir / "orbit" / "formats" / "ccsds" / "omm"
    text, tree = (read_elements(folder / f"OMMExample4.{kind}")[0] for kind in ("txt", "xml"))
    assert replace(text, source="") == replace(tree, source="")


def test_whole_catalogues_are_read_without_a_problem(data_dir: Path) -> None:
    problems: list[ElementsError] = []
    catalogue = read_elements(
        data_dir / "orbit" / "catalogue" / "active-2026-03-19.3le.gz", problems=problems
    )
    assert len(catalogue) > 14_000
    assert not problems
    assert all(sat.name for sat in catalogue)
    table = read_elements(data_dir / "orbit" / "history" / "gp_2004-047A_28485_SWIFT_2026-07.csv")
    assert {sat.identifier for sat in table} == {"28485"}


def test_the_part_of_a_second_may_stand_in_a_column_of_its_own(data_dir: Path) -> None:
    sets = read_elements(data_dir / "orbit" / "decay" / "34602.csv.gz")
    # day 076.84000471 of 2009, as line 1 of the same row has it
    days = (sets[0].epoch - datetime(2009, 1, 1, tzinfo=UTC)).total_seconds() / 86400.0 + 1.0
    assert round(days, 8) == 76.84000471
    for micro in ("1000000", "-1", "2.5", "x"):
        with pytest.raises(ElementsError, match="EPOCH_MICROSECONDS"):
            read_elements(json.dumps({**ROW, "EPOCH": "2026-08-01 00:00:00", "EPOCH_MICROSECONDS": micro}))


def test_an_epoch_on_a_clock_nobody_can_read_is_kept_and_not_propagated(data_dir: Path) -> None:
    sat = read_elements(data_dir / "orbit" / "formats" / "ccsds" / "omm" / "OMMExample3.txt")[0]
    assert (sat.time_system, sat.frame, sat.theory) == ("MRT", "TOD", "SOME THEORY")
    for one in (replace(sat, theory="SGP4"), replace(sat, theory="SGP4", time_system="UTC")):
        with pytest.raises(ElementsError, match="SGP4 takes TEME and UTC"):
            propagate(one, 0.0)


@pytest.mark.parametrize("system", ["TAI", "TT", "TDB", "TCG", "TCB", "UTC"])
@pytest.mark.parametrize("at", ["1985-03-01T00:00:00", "2016-12-31T23:59:58.5", "2026-07-01T12:34:56.789"])
def test_clocks_of_messages_against_erfa(system: str, at: str) -> None:
    two = erfa.dtf2d("UTC", *(int(x) for x in at.replace("T", "-").split("-")[:3]), *map_time(at))
    tai = erfa.utctai(*two)
    scale = {"UTC": two, "TAI": tai, "TT": erfa.taitt(*tai)}
    scale["TDB"] = erfa.tttdb(*scale["TT"], 0.0)
    scale["TCG"], scale["TCB"] = erfa.tttcg(*scale["TT"]), erfa.tdbtcb(*scale["TDB"])
    y, m, d, hmsf = erfa.d2dtf(system, 6, *scale[system])
    h, mi, s, f = (int(x) for x in hmsf.item())
    text = f"{int(y):04d}-{int(m):02d}-{int(d):02d}T{h:02d}:{mi:02d}:{s:02d}.{f:06d}"
    found, name = to_utc(epoch(text), system)
    assert name == "UTC"
    wanted = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert abs((found - wanted).total_seconds()) < (2e-4 if system == "TCB" else 2e-6)


def map_time(at: str) -> tuple[int, int, float]:
    hour, minute, second = at.split("T")[1].split(":")
    return int(hour), int(minute), float(second)


def test_satellite_clocks_and_moscow_time() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    for system, ahead in (("GPS", 18.0), ("BDT", 4.0), ("GLONASS", 10800.0), ("gps", 18.0)):
        assert to_utc(noon + timedelta(seconds=ahead), system) == (noon, "UTC")
    assert to_utc(noon, "UT1") == (noon, "UT1")
    with pytest.raises(ElementsError, match="has no UTC"):
        to_utc(datetime(1, 1, 1, tzinfo=UTC), "GLONASS")


def test_figures_in_other_units_are_refused_not_misread() -> None:
    with pytest.raises(ElementsError, match=r"line 1: INCLINATION is given in \[rad\]; give deg"):
        read_elements(xml(SEGMENT.replace("<INCLINATION>", '<INCLINATION units="rad">')))
    good = xml(SEGMENT.replace("<INCLINATION>", '<INCLINATION units="deg">'))
    assert read_elements(good)[0].inclination_deg == read_elements(xml(SEGMENT))[0].inclination_deg
    with pytest.raises(ElementsError, match=r"SEMI_MAJOR_AXIS is given in \[m\]; give km"):
        read_elements("CCSDS_OMM_VERS = 3.0\nSEMI_MAJOR_AXIS = 6878137 [m]\n")


def test_messages_in_messages_and_deep_trees_are_refused() -> None:
    with pytest.raises(ElementsError, match="an omm inside an omm"):
        read_elements("<ndm><omm><omm></omm></omm></ndm>")
    with pytest.raises(ElementsError, match="too deep"):
        read_elements("<ndm><omm>" + "<a>" * 1000 + "</a>" * 1000 + "</omm></ndm>")


def test_names_that_look_like_another_form_are_names() -> None:
    for name in ("CCSDS_OMM_VERS = 3", "[X]", "{X}", "<X>", "EPOCH,MEAN_MOTION"):
        sat = read_elements(f"{name}\n{ONE}\n{TWO}\n")[0]
        assert sat.name == name
        assert read_elements(write_omm_csv([sat]))[0].name == name


def test_a_semi_major_axis_takes_the_pull_of_its_message() -> None:
    fields = {k: v for k, v in ROW.items() if k != "MEAN_MOTION"} | {"SEMI_MAJOR_AXIS": 12000.0}
    slow, quick = (read_elements(json.dumps(fields | {"GM": gm}))[0] for gm in (398600.8, 4 * 398600.8))
    assert quick.mean_motion_rev_day == pytest.approx(2 * slow.mean_motion_rev_day, rel=1e-12)
    with pytest.raises(ElementsError, match="GM -1 km3/s2"):
        read_elements(json.dumps(fields | {"GM": -1}))
    for axis in (1e-320, 1e200, -7000.0):
        with pytest.raises(ElementsError, match=r"SEMI_MAJOR_AXIS .* km"):
            read_elements(json.dumps(fields | {"SEMI_MAJOR_AXIS": axis}))


@pytest.mark.parametrize("text", ["\n" * 200_000, " \n" * 100_000, KVN + "BTERM = a" + " " * 200_000 + "b\n"])
def test_blanks_take_no_time(text: str) -> None:
    begin = process_time()
    with suppress(ElementsError):
        read_elements(text)
    assert process_time() - begin < 1.0


@pytest.mark.parametrize(
    ("kind", "word"), [("opm", "one state"), ("oem", "states over time"), ("cdm", "Conjunction")]
)
def test_other_messages_of_the_standard_are_refused_by_their_kind(
    kind: str, word: str, data_dir: Path
) -> None:
    files = sorted((data_dir / "orbit" / "formats" / "ccsds" / kind).iterdir())
    whole = [file for file in files if "CCSDS_" in file.read_text(errors="replace")]
    assert len(whole) > 20  # two files of the folder are parts of a message
    for file in whole:
        with pytest.raises(ElementsError, match=word):
            read_elements(file)
