"""The tables that fold names, and a person's rows over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from launchwatch.errors import InputError
from launchwatch.record import Vehicle, data_folder, load_folding, load_record
from launchwatch.record.lines import lines_of
from launchwatch.record.table import parse


def test_variants_of_a_line_are_counted_together() -> None:
    folding = load_folding()
    names = ("Ariane 40", "Ariane 44L", "Soyuz-ST-B", "H3-22S", "Kwangmyongsong")
    assert [folding.vehicle(name).line for name in names] == [
        *("Ariane 4", "Ariane 4", "Soyuz-2-1B", "H3", "Unha-3")
    ]
    assert folding.state("SU") == "RU" and folding.state("I-ESA") == "F-ESA" and folding.state("XX") == "XX"


def test_every_vehicle_and_builder_of_the_record_stands_in_the_tables() -> None:
    folding, record = load_folding(), load_record()
    assert {one.vehicle for one in record} == set(folding.vehicles)
    assert {one.builder for one in record} <= set(folding.identities)
    assert {one.state for one in record} <= set(folding.states.values())


def test_a_vehicle_that_no_table_knows_is_a_line_of_its_own() -> None:
    assert load_folding().vehicle("Unha-9") == Vehicle("Unha-9", "", "")
    assert load_folding().vehicle("Unha-9", "Unha-3", "Unha", "KPA") == Vehicle("Unha-3", "Unha", "KPA")


def test_a_persons_rows_win(tmp_path: Path) -> None:
    (tmp_path / "vehicles.csv").write_text("vehicle,line,family,builder\nUnha-3,Unha,Unha,KPA\n")
    (tmp_path / "builders.csv").write_text('code,identity,state,name\nMDAC,BOHB,US,"McDonnell, Boeing"\n')
    (tmp_path / "states.csv").write_text("code,state\nSU,SU\n")
    folding = load_folding(tmp_path)
    assert folding.vehicle("Unha-3", line="Unha-3").line == "Unha"
    assert folding.vehicle("Delta 7925", line="Delta II").builder == "BOHB"
    assert folding.state("SU") == "SU"
    head = b"tag,date,lv,line,state,orbit,success\n"
    (one,) = parse(head + b"2012-072,2012-12-12 00:49:46,Unha-3,Unha-3,KP,1,1\n", "x", folding)
    assert one.line == "Unha" and one.builder == "KPA"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vehicle,line\n", "other columns; write vehicle,line,family,builder"),
        ("vehicle,line,family,builder\nX,Y\n", "line 2: the row cannot be read"),
        ("vehicle,line,family,builder\nX,,F,B\n", "line 2: the row cannot be read"),
        ('vehicle,line,family,builder\n"X"Y,L,F,B\n', "line 2: the row cannot be read"),
        (b"\xff\xff", "write UTF-8 text"),
    ],
)
def test_refuses_a_table_that_cannot_be_read(tmp_path: Path, text: str | bytes, message: str) -> None:
    (tmp_path / "vehicles.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InputError, match=message):
        load_folding(tmp_path)


def test_the_data_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/x")
    assert data_folder() == Path("/x/launchwatch/record")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/y")
    assert data_folder() == Path("/home/y/.local/share/launchwatch/record")


def test_lines_name_their_vehicles_and_what_they_flew() -> None:
    record = load_record()
    (line,) = lines_of(record, "Kosmos 11K65M")
    assert line.builders == ("OKB586", "POL") and line.vehicles == (
        "K65M-RB",
        "Kosmos 11K65",
        "Kosmos 11K65M",
    )
    everything = lines_of(record)
    assert len(everything) == 209
    assert sum(one.launches for one in everything) == 7155 and sum(one.orbits for one in everything) == 6734
    with pytest.raises(InputError, match="no line 'Unha 3'; did you mean 'Unha-3'"):
        lines_of(record, "Unha 3")
