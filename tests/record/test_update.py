"""Newer launches taken into a person's copy of the record: from files, and from a local server."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from gcat_tables import launch, table

from launchwatch import cli
from launchwatch.errors import InputError
from launchwatch.record import load_folding, load_record, update
from launchwatch.record.table import COLUMNS, write
from launchwatch.record.update import fetch

NOW = datetime(2026, 3, 1, tzinfo=UTC)
NEWER = table(
    launch("2023-179", "2023 Nov 21 1342:58", "Cheonlima-1", "OS"),
    launch("2026-001", "2026 Jan  2 0500", "Falcon 9", "OS", "SPX", "CC"),
    launch("2026-F01", "2026 Feb 20 0100", "Cheonlima-2", "OF", "NADA2"),
)
LV = "#LV_Name\tLV_Family\tLV_Manufacturer\tLV_Variant\nCheonlima-2\tHwasong-17\tNADA\t-\nFalcon 9\tX\tX\t-\n"
ORGS = "#Code\tUCode\tStateCode\tType\nNADA2\tN\tKP\tO\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "launchwatch" / "record"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address on this machine under which it is served."""
    shown = tmp_path / "site"
    shown.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(shown))

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield shown, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_newer_launches_are_added_and_known_ones_kept(folder: Path, site: tuple[Path, str]) -> None:
    shown, address = site
    for name, text in (("launch.tsv", NEWER), ("lv.tsv", LV), ("orgs.tsv", ORGS)):
        (shown / name).write_text(text)
    done = update([f"{address}/{name}" for name in ("launch.tsv", "lv.tsv", "orgs.tsv")], now=NOW)
    assert (done.added, done.changed, done.launches) == (("2026-001", "2026-F01"), (), 7157)
    assert done.sentence == (
        "2 launches added (2026-01-02 to 2026-02-20), 0 changed, 7,155 as they were; the record in "
        f"{folder / 'launches.csv.gz'} now holds 7,157 to 2026-02-20; new vehicles, to be folded in "
        f"{folder / 'vehicles.csv'}: Cheonlima-2."
    )
    record = load_record()
    assert len(record) == 7157 and record[-2].line == "Falcon 9" and record[-2].builder == "SPX"
    last = record[-1]
    assert (last.line, last.family, last.builder, last.state) == ("Cheonlima-2", "Hwasong-17", "NADA", "KP")


def test_a_person_folds_the_new_vehicle_and_the_record_follows(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "launch.tsv").write_text(NEWER)
    update([str(tmp_path / "launch.tsv")], now=NOW)
    own = folder / "vehicles.csv"
    assert own.read_text() == "vehicle,line,family,builder\nCheonlima-2,Cheonlima-2,,\n"
    own.write_text("vehicle,line,family,builder\nCheonlima-2,Cheonlima-1,Hwasong-15,NADA\n")
    assert [one.tag for one in load_record() if one.line == "Cheonlima-1"][-1] == "2026-F01"
    assert update([str(tmp_path / "launch.tsv")], now=NOW).added == ()
    assert own.read_text().count("Cheonlima-2") == 1


def test_a_second_new_vehicle_joins_the_first(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_text(table(launch("2026-F01", "2026 Feb 20 0100", "New A", "OF")))
    second.write_text(table(launch("2026-F02", "2026 Feb 21 0100", "New B", "OF")))
    update([str(first)], now=NOW)
    assert update([str(second)], now=NOW).new_vehicles == ("New B",)
    assert set(load_folding().own) == {"New A", "New B"}


def test_a_changed_outcome_is_told(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "launch.tsv"
    source.write_text(table(launch("2025-U01", "2025 Apr 29 1337", "Firefly Alpha", "OF40", "FFLY")))
    before = next(one for one in load_record() if one.tag == "2025-U01")
    assert not before.orbit
    done = update([str(source)], now=NOW)
    assert done.changed == ("2025-U01",) and "0 launches added, 1 changed" in done.sentence
    assert next(one for one in load_record() if one.tag == "2025-U01").orbit


def test_the_full_public_record_changes_nothing(folder: Path, data_dir: Path) -> None:
    done = update([str(data_dir / "record" / "launches.csv")], now=NOW)
    assert (done.added, done.changed, done.new_vehicles) == ((), (), ())
    assert load_record() == load_record(done.file)


def rows(start: int, stop: int, turned: bool = False) -> bytes:
    """Part of the shipped record as a compact table, its outcomes turned over or not."""
    part = load_record()[start:stop]
    return write([one._replace(orbit=one.orbit != turned) for one in part])


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (",".join(COLUMNS).encode(), "holds no orbital launch"),
        (LV.encode(), "no launch table is among the files"),
        (rows(0, 7155)[:200], "not a CSV"),
        (rows(6000, 6300, turned=True), "of 300 known launches have another outcome"),
        (write([*load_record()[:500], *load_record()[700:1500]]), "108 launches of 1965, the record 124"),
        (write([load_record()[0], load_record()[0]]), "1957-001 stands twice"),
        (table(launch("2026-001", "2026 Apr  2 0500", "Falcon 9", "OS")).encode(), "after today"),
        (write([load_record()[0]._replace(tag="1958-001")]), "does not fit the date 1957-10-04"),
    ],
)
def test_refuses_what_cannot_be_a_newer_record(
    octets: bytes, message: str, folder: Path, tmp_path: Path
) -> None:
    source = tmp_path / "file"
    source.write_bytes(octets)
    with pytest.raises(InputError, match=message):
        update([str(source)], now=NOW)
    assert not folder.exists()


def test_an_address_or_file_that_is_not_there_is_said(site: tuple[Path, str], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv: the file cannot be read; File not found"):
        fetch(f"{site[1]}/none.tsv")
    with pytest.raises(InputError, match="No such file"):
        fetch(str(tmp_path / "none.tsv"))


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["launchwatch.record.update"], "MOST_OCTETS", 10)
    (tmp_path / "big").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="larger than"):
        fetch(str(tmp_path / "big"))


def test_a_folder_that_takes_no_file_leaves_the_record_as_it_was(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    (tmp_path / "launch.tsv").write_text(table(launch("2023-179", "2023 Nov 21 1342", "Cheonlima-1", "OS")))
    assert cli.main(["record", "update", str(tmp_path / "launch.tsv")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert len(load_record()) == 7155


def test_an_interrupted_write_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from launchwatch.record import write_whole

    target = tmp_path / "file"
    target.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        write_whole(target, "new")
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]
