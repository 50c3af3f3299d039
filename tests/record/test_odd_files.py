"""Files of launches that are cut, bent or packed badly: refused in one sentence, never with a traceback."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from gcat_tables import LAUNCH, launch, table
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.record import gcat, load_folding, load_record, update
from launchwatch.record.table import parse, write

FOLDING = load_folding(Path("nowhere"))
GOOD = table(
    launch("2023-179", "2023 Nov 21 1342:58", "Cheonlima-1", "OS"),
    launch("2023-F05", "2023 May 30 2127", "Cheonlima-1", "OF"),
)
CSV = "tag,date,line,family,builder,state,site,orbit,success\n2023-179,2023-11-21T13:42:58,A,,,KP,,1,1\n"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("#LV_Name\tLV_Family\tLV_Manufacturer\nA\tB\n", gcat.vehicles),
        ("#Code\tStateCode\nA\n", gcat.agencies),
        ("#LV_Manufacturer\tLV_Family\tLV_Name\nA\tB\n", gcat.vehicles),
    ],
)
def test_a_row_that_ends_before_a_needed_column_is_cut_off(text: str, read: object) -> None:
    with pytest.raises(InputError, match="x, line 2: the row is cut off"):
        read(text, "x")  # type: ignore[operator]


def test_a_row_may_lack_its_last_note() -> None:
    bare = "\n".join(row.rsplit("\t", 1)[0] if row[:1] == "2" else row for row in GOOD.split("\n"))
    assert gcat.launches(bare, "x") == gcat.launches(GOOD, "x")


def test_comments_blank_lines_and_windows_line_ends_are_passed_over() -> None:
    bent = GOOD.replace("\n", "\r\n\r\n# a comment\r\n")
    assert gcat.launches(bent, "x") == gcat.launches(GOOD, "x")


def test_a_byte_order_mark_stands_before_either_kind_of_table() -> None:
    for text in (GOOD, CSV):
        assert parse(b"\xef\xbb\xbf" + text.encode(), "x", FOLDING) == parse(text.encode(), "x", FOLDING)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**9), which=st.sampled_from((GOOD, CSV)))
def test_a_bent_table_is_read_or_refused_with_our_own_error(seed: int, which: str) -> None:
    roll, octets = random.Random(seed), bytearray(which.encode())
    for _ in range(roll.randint(1, 6)):
        place = roll.randrange(len(octets))
        kind = roll.randrange(3)
        if kind == 0:
            octets[place] = roll.choice(b'\t,\n"#\x00\xff-09 E')
        elif kind == 1:
            del octets[place : place + roll.randint(1, 40)]
        else:
            octets[place:place] = bytes(roll.choice(b'\t,\n"5') for _ in range(3))
    try:
        for one in parse(bytes(octets), "x", FOLDING):
            assert one.date.tzinfo is UTC and one.tag and (one.score is None or 0.0 <= one.score <= 1.0)
    except InputError as error:
        assert "x" in str(error) and "\n" not in str(error)


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_packed_record_is_refused(seed: int) -> None:
    """Whatever octet was altered: a wrong length, a wrong sum, or a stream that is none."""
    packed = bytearray(gzip.compress((CSV * 40).encode(), mtime=0))
    place = 10 + random.Random(seed).randrange(len(packed) - 10)
    packed[place] ^= 0x55
    with pytest.raises(InputError, match="this is not a CSV of launches"):
        parse(bytes(packed), "x", FOLDING)


@pytest.mark.parametrize("length", [2, 5, 12, 40])
def test_a_packed_record_cut_short_is_refused(length: int) -> None:
    with pytest.raises(InputError, match="this is not a CSV of launches"):
        parse(gzip.compress((CSV * 40).encode(), mtime=0)[:length], "x", FOLDING)


def test_what_is_written_is_read_back_and_written_the_same() -> None:
    record = load_record()[::97]
    octets = write(record)
    again = parse(octets, "x", load_folding())
    assert again == tuple(record)
    assert write(again) == octets


@pytest.mark.parametrize(
    "text",
    ["2023 Feb 30 0100", "2023 Foo  1", "2023 nov 21", "2023 Nov 21 2400", "2023 Nov 21 1260", "", "2023"],
)
def test_dates_that_are_none(text: str) -> None:
    assert gcat.when(text) is None


@pytest.mark.parametrize(
    ("tag", "code", "orbit", "success", "score"),
    [
        ("2023-001", "OS", True, True, 1.0),
        ("2023-001", "OF", False, False, 0.0),
        ("2023-001", "OF40", True, False, 0.4),
        ("2023-001", "DS95", True, True, 0.95),
        ("2023-F01", "OF", False, False, 0.0),
        ("2023-U01", "OF40", True, False, 0.4),
        ("2023-U01", "OF", False, False, 0.0),
        ("2023-001", "O?", True, True, 1.0),
        ("2023-F01", "-", False, False, None),
    ],
)
def test_outcomes_by_tag_and_code(
    tag: str, code: str, orbit: bool, success: bool, score: float | None
) -> None:
    (found,) = gcat.launches(table(launch(tag, "2023 Jan  2 0100", "X", code)), "x")
    assert (found.orbit, found.success, found.score) == (orbit, success, score)


def test_the_first_of_several_rows_of_a_launch_counts() -> None:
    rows = [launch("2023-001", "2023 Jan  2 0100", name, "OS") for name in ("A", "B")]
    (found,) = gcat.launches(table(*rows), "x")
    assert found.vehicle == "A"


@pytest.mark.parametrize("column", ["Launch_Tag", "Launch_Date", "LV_Type", "Launch_Site", "Agency"])
def test_a_missing_column_is_named(column: str) -> None:
    with pytest.raises(InputError, match=f"lacks the column '{column}'"):
        gcat.launches(LAUNCH.replace(column, "Other", 1) + "\n", "x")


@pytest.mark.parametrize("address", ["http://two words/x", "http://127.0.0.1:port/x", "https://[::1/x"])
def test_an_address_that_is_none_is_refused_in_one_sentence(address: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file cannot be read"):
        update([address], tmp_path, NOW)
    assert not list(tmp_path.iterdir())


def test_an_update_with_itself_changes_nothing(tmp_path: Path) -> None:
    newer = tmp_path / "newer.tsv"
    newer.write_text(GOOD, encoding="utf-8")
    first = update([str(newer)], tmp_path, NOW)
    octets = first.file.read_bytes()
    second = update([str(newer)], tmp_path, NOW)
    assert (second.added, second.changed) == ((), ()) and second.launches == first.launches
    assert second.file.read_bytes() == octets


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (launch("2026-001", "2026 Mar  3 0100", "X", "OS"), "after today"),
        (launch("2023-777", "2023 Jan  3 0100", "X", "OS"), None),
        (launch("2023-S77", "2023 Jan  3 0100", "X", "OS"), "no orbital launch"),
        (launch("2022-001", "2023 Jan  3 0100", "X", "OS"), "no date of its year"),
    ],
)
def test_an_update_is_refused_before_anything_is_written(
    row: str, message: str | None, tmp_path: Path
) -> None:
    newer, folder = tmp_path / "newer.tsv", tmp_path / "folder"
    newer.write_text(table(row), encoding="utf-8")
    if message is None:
        assert update([str(newer)], folder, NOW).added == ("2023-777",)
        return
    with pytest.raises(InputError, match=message):
        update([str(newer)], folder, NOW)
    assert not folder.exists()
