"""Histories: put in order, cleaned, and as they were known at an instant."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit import Elements, History, read_history, write_omm_json
from launchwatch.orbit.history import wild

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
ONE = Elements("OBJECT", "90001", "", BEGIN, 15.0, 0.001, 97.5, 40.0, 80.0, 280.0)


def day(number: float, **other: object) -> Elements:
    return replace(ONE, epoch=BEGIN + timedelta(days=number), **other)  # type: ignore[arg-type]


def test_sets_are_put_in_order_and_the_last_of_two_alike_counts() -> None:
    mended = day(1.001, mean_motion_rev_day=15.001)
    history = History((day(2.0), day(0.0), day(1.0), mended))
    assert [one.epoch for one in history.sets] == [day(0).epoch, mended.epoch, day(2).epoch]
    late_first = History((mended, day(1.0)), (day(3.0).epoch, day(4.0).epoch))
    assert late_first.sets == (day(1.0),)  # what was published last, whatever its epoch


def test_a_set_that_stands_off_from_both_neighbours_is_left_out() -> None:
    sets = [day(k, mean_motion_rev_day=15.0 + 1e-4 * k) for k in range(5)]
    for off in (replace(sets[2], mean_motion_rev_day=15.05), replace(sets[2], inclination_deg=97.7)):
        history = History((*sets[:2], off, *sets[3:]))
        assert history.sets == (*sets[:2], *sets[3:]) and off in history.distinct
    assert not wild(sets[:2]).any()
    raised = [*sets[:2], *(replace(one, mean_motion_rev_day=14.9) for one in sets[2:])]
    assert not wild(raised).any()


def test_as_of_an_instant_later_sets_are_unknown() -> None:
    history = History(tuple(day(k) for k in range(4)), tuple(day(k + 0.5).epoch for k in range(4)))
    seen = history.as_of(day(2.2).epoch)
    assert seen.given == history.given[:2] and seen.published == history.published[:2]
    assert history.arrivals == history.published
    with pytest.raises(InputError, match="no element set of 90001 by 2023-12-31"):
        history.as_of(BEGIN - timedelta(days=1))
    with pytest.raises(InputError, match="time zone"):
        history.as_of(datetime(2024, 1, 1))


def test_what_is_no_history_is_refused() -> None:
    with pytest.raises(InputError, match="no element sets"):
        History(())
    with pytest.raises(InputError, match="2 objects"):
        History((ONE, replace(ONE, identifier="90002")))
    with pytest.raises(InputError, match="1 dates of publication for 2 sets"):
        History((ONE, day(1)), (BEGIN,))


def test_series_are_those_of_the_sets() -> None:
    history = History((day(0), day(1, raan_deg=359.0, name=""), day(2, raan_deg=1.0, bstar=1e-4)))
    assert history.seconds.tolist() == [0.0, 86400.0, 172800.0]
    assert history.raan[2] - history.raan[1] == pytest.approx(0.0349, abs=1e-4)  # without a jump of a turn
    assert history.argument_of_latitude.tolist() == pytest.approx([0.0, 0.0, 0.0])
    assert history.bstar.tolist() == [0.0, 0.0, 1e-4] and history.name == "OBJECT"
    assert replace_name(history) == "90001"


def replace_name(history: History) -> str:
    return History(tuple(replace(one, name="") for one in history.given)).name


def test_a_file_says_when_its_sets_were_to_be_had(tmp_path: Path) -> None:
    rows = json.loads(write_omm_json([day(0), day(1)]))
    for k, row in enumerate(rows):
        row["CREATION_DATE"] = f"2024-01-0{k + 1}T06:00:00.1234567"
    path = tmp_path / "history.json"
    path.write_text(json.dumps(rows))
    history = read_history(path)
    assert history.published[0] == datetime(2024, 1, 1, 6, 0, 0, 123456, tzinfo=UTC)
    rows[1]["CREATION_DATE"] = "yesterday"
    path.write_text(json.dumps(rows))
    assert read_history(path).published == ()
    path.write_text(json.dumps(rows[0]))
    assert len(read_history(path).published) == 1


def test_a_table_says_it_too_and_one_object_is_chosen(tmp_path: Path) -> None:
    head = (
        "SAVED_AT,EPOCH,OBJECT_NAME,OBJECT_ID,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,"
        "ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,"
        "REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT\n"
    )
    row = "{},2024-01-0{}T00:00:00,X,2024-001A,15.0,0.001,97.5,40,80,280,0,U,{},1,1,1e-5,1e-6,0\n"
    path = tmp_path / "history.csv"
    path.write_text(
        head
        + row.format("2024-01-01T08:00:00", 1, 90001)
        + row.format("2024-01-02T08:00:00Z", 2, 90001)
        + row.format("2024-01-02T09:00:00+01:00", 2, 90002)
    )
    history = read_history(path, identifier="090001")
    assert [one.hour for one in history.published] == [8, 8] and len(history.sets) == 2
    with pytest.raises(InputError, match="no element set of object 5"):
        read_history(path, identifier="5")
    broken = path.read_text().replace(
        "15.0,0.001,97.5,40,80,280,0,U,90002", "15.0,7,97.5,40,80,280,0,U,90002"
    )
    path.write_text(broken)
    problems: list[ElementsError] = []
    assert len(read_history(path, problems=problems).sets) == 2 and len(problems) == 1
    with pytest.raises(ElementsError, match="eccentricity"):
        read_history(path)
