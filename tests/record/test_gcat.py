"""GCAT's own tables: which rows are attempts, and which reached orbit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from gcat_tables import launch, table
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.record import gcat, load_record
from launchwatch.record.folding import load_folding
from launchwatch.record.table import parse

LOG = (
    "#Launch_Tag\tLaunch_Date\tPiece\tType\tName\tPLName\tJCAT\tSatOwner\tSatState\tLV_Type\tFlight_ID\tPlatform\t"
    "Launch_Site\tLaunch_Pad\tAscent_Site\tAscent_Pad\tAgency\tLVState\tLaunch_Code\tLTCite"
)


def test_reads_the_launch_table_with_names_folded() -> None:
    text = table(
        launch("2023-F06", "2023 May 30 2127", "Cheonlima-1", "OF"),
        launch("2023-179", "2023 Nov 21 1342:58", "Cheonlima-1", "OS"),
        launch("2016-009", "2016 Feb  7 0029", "Kwangmyongsong", "OS", "KCST"),
    )
    found = parse(text.encode(), "launch.tsv", load_folding())
    assert [one.tag for one in found] == ["2016-009", "2023-F06", "2023-179"]
    assert found[0].line == "Unha-3" and found[0].vehicle == "Kwangmyongsong"
    assert found[1].date == datetime(2023, 5, 30, 21, 27, tzinfo=UTC)
    assert (found[2].date.second, found[2].builder, found[2].state) == (58, "NADA", "KP")
    assert [one.orbit for one in found] == [True, False, True]


def test_agrees_with_the_record_on_the_same_launches() -> None:
    """The shipped record was made by other hands: the rules for outcomes must give the same."""
    known = {one.tag: one for one in load_record()}
    cases = {
        "1985-053": "OF",  # a normal tag, and yet not in orbit
        "1995-U01": "OF40",
        "2022-U02": "OF",
        "1977-029": "OF70",
        "2025-U01": "O?",
        "1957-F01": "OF",
        "2000-001": "OS",
        "1960-001": "DS",
    }
    for tag, code in cases.items():
        date = f"{known[tag].date:%Y %b %d %H%M}"
        (one,) = gcat.launches(table(launch(tag, date, known[tag].vehicle, code)), "x")
        assert (one.orbit, one.success) == (known[tag].orbit, known[tag].success), tag
        assert one.score == known[tag].score, tag


@pytest.mark.parametrize(
    ("tag", "code", "site"),
    [
        ("2016-E03", "OE", "CC"),  # exploded before lift-off
        ("2016-S12", "SS", "CC"),  # suborbital
        ("2015-U01", "OS", "CSG"),  # aimed just short of orbit
        ("2015-001", "OE", "CC"),
        ("2015-001C", "OS", "TRAN"),
        ("2015-001", "OS", "TRAN"),  # from the Moon
    ],
)
def test_passes_over_what_is_no_attempt(tag: str, code: str, site: str) -> None:
    assert gcat.launches(table(launch(tag, f"{tag[:4]} Feb  1 1200", "X", code, site=site)), "x") == []


def test_reads_the_launch_log_one_launch_for_all_its_payloads() -> None:
    row = "2021-001|2021 Jan  8 0215:40|{}|P|N|N|S1|O|TR|Falcon 9|105|-|CC|LC40|-|-|SPX|US|OS|-"
    text = "\n".join([LOG, *(row.replace("|", "\t").format(f"2021-001{piece}") for piece in "AB")])
    (one,) = parse(text.encode(), "launchlog.tsv", load_folding())
    assert (one.tag, one.line, one.state, one.orbit, one.score) == ("2021-001", "Falcon 9", "US", True, 1.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#Launch_Tag\tLaunch_Date\n", "lacks the column 'LV_Type'"),
        (table("2021-001\t1\t2021 Jan  8 0215"), "line 3: the row is cut off"),
        (table(launch("2021-001", "2021 Foo  8", "X", "OS")), "no date of its year: '2021 Foo  8'"),
        (table(launch("2021-001", "2020 Jan  8", "X", "OS")), "no date of its year"),
        (table(launch("2021-001", "2021 Feb 30", "X", "OS")), "no date of its year"),
    ],
)
def test_refuses_rows_that_are_none(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        gcat.launches(text, "launch.tsv")


@given(st.datetimes(datetime(1957, 10, 4), datetime(2099, 1, 1)), st.sampled_from(["", "?"]))
def test_dates_come_back(moment: datetime, doubt: str) -> None:
    written = f"{moment:%Y} {gcat.MONTHS[moment.month - 1]} {moment.day:2} {moment:%H%M:%S}{doubt}"
    assert gcat.when(written) == moment.replace(microsecond=0, tzinfo=UTC)


def test_reads_the_vehicle_and_organisation_tables_of_the_public_data(data_dir: Path) -> None:
    vehicles = gcat.vehicles((data_dir / "record" / "lv.tsv").read_text(encoding="utf-8"), "lv.tsv")
    agencies = gcat.agencies((data_dir / "record" / "orgs.tsv").read_text(encoding="utf-8"), "orgs.tsv")
    assert vehicles["Saturn V"] == ("SaturnV", "MSFC")
    assert agencies["SPX"] == "US" and agencies["NADA"] == "KP"
