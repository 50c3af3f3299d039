"""What is written reads back exactly: OMM as text and JSON, OEM as text."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sgp4 import omm as sgp4_omm
from sgp4.api import Satrec

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit import (
    Elements,
    propagate_utc,
    read_elements,
    write_oem,
    write_omm_csv,
    write_omm_json,
    write_omm_kvn,
    write_omm_xml,
    write_tle,
)

CREATED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

figure = st.floats(-1.0, 1.0, allow_subnormal=False)
sets = st.builds(
    Elements,
    name=st.text('ABCXYZ 0123456789-/()<&>,"', min_size=1).map(str.strip).filter(bool),
    identifier=st.integers(1, 10**12).map(str),
    designator=st.from_regex(r"\A20[0-4][0-9]-[0-9]{3}[A-Z]{1,3}\Z"),
    epoch=st.datetimes(datetime(1957, 10, 4), datetime(2099, 1, 1)).map(lambda t: t.replace(tzinfo=UTC)),
    mean_motion_rev_day=st.floats(0.1, 17.0),
    eccentricity=st.floats(0.0, 0.99),
    inclination_deg=st.floats(0.0, 180.0),
    raan_deg=st.floats(0.0, 360.0),
    argument_of_perigee_deg=st.floats(0.0, 360.0),
    mean_anomaly_deg=st.floats(0.0, 360.0),
    bstar=figure,
    mean_motion_dot=figure,
    mean_motion_ddot=figure,
    revolution=st.integers(0, 10**6),
    element_set=st.integers(0, 9999),
    classification=st.sampled_from("UCS"),
)


@given(sets)
def test_omm_reads_back_exactly(one: Elements) -> None:
    for text in (
        write_omm_kvn(one, CREATED),
        write_omm_xml([one], CREATED),
        write_omm_json([one]),
        write_omm_csv([one]),
    ):
        assert replace(read_elements(text)[0], source="") == one


def test_two_sets_in_json_keep_their_order_and_long_numbers() -> None:
    good = read_elements(write_omm_json([some()]))[0]
    text = write_omm_json([good, replace(good, identifier="1234567890123")])
    assert [row["NORAD_CAT_ID"] for row in json.loads(text)] == ["58400", "1234567890123"]


def some() -> Elements:
    """A set to write."""
    return read_elements(
        "1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991\n"
        "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329\n"
    )[0]


def test_a_nameless_set_is_written_as_unknown_and_without_a_number() -> None:
    text = write_omm_kvn(replace(some(), identifier="", designator=""), CREATED)
    assert "OBJECT_NAME = UNKNOWN" in text
    assert "NORAD_CAT_ID" not in text


def test_ephemeris_holds_the_states_to_a_millimetre() -> None:
    sat = some()
    instants = [sat.epoch + timedelta(minutes=k) for k in range(4)]
    states = propagate_utc(sat, instants)
    text = write_oem(
        "MALLIGYONG-1", "2023-179A", instants, states, created=CREATED, comment="made\nfor a test"
    )
    rows = [line.split() for line in text.splitlines() if line[:4] == "2024"]
    back = np.array([[float(x) for x in row[1:]] for row in rows]) * 1e3
    assert np.max(np.abs(back[:, :3] - states[:, :3])) <= 0.6e-3
    assert np.max(np.abs(back[:, 3:] - states[:, 3:])) <= 0.6e-6
    assert rows[0][0] == "2024-06-07T23:19:05.561760"
    assert text.index("META_STOP") < text.index("COMMENT made")
    for line in (
        "REF_FRAME = TEME",
        "STOP_TIME = 2024-06-07T23:22:05.561760",
        "CREATION_DATE = 2026-11-22T12:00:00.000000",
    ):
        assert line in text


def test_ephemeris_refuses_what_cannot_be_one() -> None:
    sat = some()
    instants = [sat.epoch, sat.epoch + timedelta(minutes=1)]
    states = propagate_utc(sat, instants)
    with pytest.raises(InputError, match="instants for states"):
        write_oem("X", "", instants[:1], states, created=CREATED)
    with pytest.raises(InputError, match="do not increase"):
        write_oem("X", "", instants[::-1], states, created=CREATED)
    states[1, 0] = np.nan
    with pytest.raises(InputError, match="not finite"):
        write_oem("X", "", instants, states, created=CREATED)


@given(sets, st.integers(0, 339999))
def test_two_lines_read_back_to_their_columns(one: Elements, number: int) -> None:
    one = replace(one, identifier=str(number), mean_motion_ddot=one.mean_motion_ddot / 1e3)
    if not 1957 <= one.epoch.year < 2056:
        one = replace(one, epoch=one.epoch.replace(year=2024, day=1))
    one = replace(one, mean_motion_dot=one.mean_motion_dot * 0.99, name=one.name.strip("<"))
    text = write_tle(one)
    assert all(len(line) == 69 for line in text.splitlines()[-2:])
    back = read_elements(text)[0]
    assert back.identifier == one.identifier and back.designator == one.designator
    assert abs((back.epoch - one.epoch).total_seconds()) <= 0.000434
    assert abs(back.mean_motion_rev_day - one.mean_motion_rev_day) <= 0.51e-8
    assert abs(back.eccentricity - one.eccentricity) <= 0.51e-7
    for key in ("inclination_deg", "raan_deg", "argument_of_perigee_deg", "mean_anomaly_deg"):
        off = (getattr(back, key) - getattr(one, key) + 180.0) % 360.0 - 180.0
        assert abs(off) <= 0.51e-4
    assert back.bstar == pytest.approx(one.bstar, rel=1e-4, abs=1e-10)
    assert back.mean_motion_dot == pytest.approx(one.mean_motion_dot, abs=0.51e-8)
    assert write_tle(back) == text.replace(text.splitlines()[0], back.name, 1)


def test_two_lines_of_a_catalogue_are_written_as_they_were(data_dir: Path) -> None:
    path = data_dir / "orbit" / "catalogue" / "active-2026-03-19.3le.gz"
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()[:6000]
    for one, first in zip(read_elements("\n".join(lines)), range(0, 6000, 3), strict=True):
        assert write_tle(one).splitlines() == [line.rstrip() for line in lines[first : first + 3]]


def test_the_last_instant_of_a_year_is_the_first_day_of_the_next_in_two_lines() -> None:
    last = datetime(2025, 12, 31, 23, 59, 59, 999900, tzinfo=UTC)
    text = write_tle(replace(some(), epoch=last))
    assert text.split()[3] == "26001.00000000"
    assert read_elements(text)[0].epoch == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"identifier": "340000"}, "identifier 340000 has no two-line form; write it as an OMM"),
        ({"identifier": "1234567890"}, "identifier 1234567890"),
        ({"theory": "SGP4-XP"}, "SGP4-XP in TEME and UTC"),
        ({"frame": "TOD"}, "SGP4 in TOD"),
        ({"epoch": datetime(2057, 1, 1, tzinfo=UTC)}, "2057"),
        ({"mean_motion_dot": 1.0}, "derivative of mean motion 1 "),
        ({"bstar": 1e10}, r"drag term 1e\+10"),
    ],
)
def test_what_has_no_two_lines_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ElementsError, match=message):
        write_tle(replace(some(), **changes))  # type: ignore[arg-type]


def test_numbers_of_six_digits_get_a_letter_and_odd_names_one_line() -> None:
    text = write_tle(replace(some(), identifier="148493", name="A\nB", designator="of no known form"))
    assert text.startswith("A B\n1 E8493U          24159.97159215")
    assert read_elements(text)[0].identifier == "148493"
    assert write_tle(replace(some(), identifier="", name="UNKNOWN")).startswith("1 00000U")


def test_a_set_of_another_theory_keeps_its_frame_and_clock_or_is_refused() -> None:
    odd = replace(some(), theory="DSST", frame="TOD", time_system="UT1")
    for text in (write_omm_kvn(odd, CREATED), write_omm_xml([odd], CREATED), write_omm_json([odd])):
        back = read_elements(text)[0]
        assert (back.theory, back.frame, back.time_system) == ("DSST", "TOD", "UT1")
    with pytest.raises(ElementsError, match="no place in a row; write it as KVN or XML"):
        write_omm_csv([odd])


def test_our_csv_is_read_by_the_reference_code() -> None:
    fields = next(sgp4_omm.parse_csv(io.StringIO(write_omm_csv([some()]))))
    record = Satrec()
    sgp4_omm.initialize(record, fields)
    assert (record.satnum, record.no_kozai) == (58400, some().mean_motion / (1 / 60))
    record = Satrec()
    sgp4_omm.initialize(record, next(sgp4_omm.parse_xml(io.StringIO(write_omm_xml([some()], CREATED)))))
    assert record.bstar == some().bstar
