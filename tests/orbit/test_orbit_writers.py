"""What is written reads back exactly: OMM as text and JSON, OEM as text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.orbit import Elements, propagate_utc, read_elements, write_oem, write_omm_json, write_omm_kvn

CREATED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

figure = st.floats(-1.0, 1.0, allow_subnormal=False)
sets = st.builds(
    Elements,
    name=st.text("ABCXYZ 0123456789-/()", min_size=1).map(str.strip).filter(bool),
    identifier=st.integers(1, 10**12).map(str),
    designator=st.from_regex(r"\A20[0-9]{2}-[0-9]{3}[A-Z]{1,3}\Z"),
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
    for text in (write_omm_kvn(one, CREATED), write_omm_json([one])):
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
