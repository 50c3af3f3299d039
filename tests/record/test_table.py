"""The shipped launch record, and records read from a file."""

from __future__ import annotations

import gzip
import importlib.util
import itertools
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from launchwatch.errors import InputError
from launchwatch.record import load_record

HEAD = "tag,date,line,family,builder,state,site,orbit,success\n"
ROW = "1957-001,1957-10-04T19:28,Sputnik,R-7,OKB1,RU,Baikonur,1,1\n"


def test_holds_every_attempt_that_the_catalogue_counts() -> None:
    record = load_record()
    assert len(record) == 7155
    assert sum(launch.orbit for launch in record) == 6734
    yearly = {y: [one.orbit for one in record if one.date.year == y] for y in (2023, 2024, 2025)}
    assert {y: (len(o), sum(o)) for y, o in yearly.items()} == {
        2023: (223, 212),
        2024: (259, 254),
        2025: (326, 315),
    }
    assert len({launch.line for launch in record}) == 209


def test_is_in_order_of_date_and_in_utc() -> None:
    record = load_record()
    assert all(a.date <= b.date for a, b in itertools.pairwise(record))
    assert record[0].tag == "1957-001" and record[0].date == datetime(1957, 10, 4, 19, 28, tzinfo=UTC)


def test_stays_small() -> None:
    assert (files("launchwatch.record") / "data" / "launches.csv.gz").stat().st_size < 150_000  # type: ignore[attr-defined]


def test_is_what_the_script_makes_of_the_public_data(data_dir: Path, root: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_record", root / "scripts" / "make_record.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for name, made in script.tables(data_dir / "record").items():
        shipped = (files("launchwatch.record") / "data" / name).read_bytes()
        if name.endswith(".gz"):
            made, shipped = gzip.decompress(made), gzip.decompress(shipped)
        assert made == shipped, name


def test_reads_a_record_from_a_file_plain_or_gzipped(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.gz"
    plain.write_text(HEAD + ROW.replace("1957-10-04T19:28", "1957-10-05T04:28+09:00"))
    packed.write_bytes(gzip.compress((HEAD + ROW).encode()))
    assert load_record(plain) == load_record(packed)
    assert load_record(plain)[0].outcome == "success"


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (b"\xff\xfe", "not a CSV"),
        (b"\x1f\x8bxx", "not a CSV"),
        (b"tag,date\n", "lacks the column 'state'"),
        (b"", "lacks the column 'tag'"),
        (b"tag,date,state,orbit,success\n", "lacks the column 'line'"),
        ((HEAD + '"' + "x" * 200_000 + "\n").encode(), "field larger than field limit"),
        ((HEAD + ROW.replace("1957-10-04", "4 Oct 1957")).encode(), "line 2: the launch cannot be read"),
        ((HEAD + ROW.replace(",1,1", ",1,yes")).encode(), "line 2: the launch cannot be read"),
        ((HEAD + ROW + "short\n").encode(), "line 3: the launch cannot be read"),
    ],
)
def test_refuses_a_file_that_is_not_a_record(tmp_path: Path, octets: bytes, message: str) -> None:
    path = tmp_path / "launches.csv"
    path.write_bytes(octets)
    with pytest.raises(InputError, match=message):
        load_record(path)


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_record(tmp_path / "none.csv")
