"""Space weather: the two forms CelesTrak publishes, what is refused, and what is known when."""

from __future__ import annotations

import gzip
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.orbit import read_space_weather

HEADER = "DATE,AP_AVG,F10.7_OBS,F10.7_DATA_TYPE\n"


def csv_days(count: int, first: str = "2020-01-01") -> list[str]:
    days = np.datetime64(first) + np.arange(count)
    return [f"{day},{k % 40},{70 + k / 10:.1f},OBS" for k, day in enumerate(days)]


def fixed(rows: list[str]) -> str:
    """The older text: the day in columns 1 to 10, mean Ap in 79 to 82, observed flux in 113 to 118."""
    lines = []
    for row in rows:
        day, ap, flux, _ = row.split(",")
        line = [" "] * 130
        line[0:10] = day.replace("-", " ")
        line[78:82] = f"{ap:>4}"
        line[112:118] = f"{flux:>6}"
        lines.append("".join(line))
    return "DATATYPE CssiSpaceWeather\nBEGIN OBSERVED\n" + "\n".join(lines) + "\nEND OBSERVED\n"


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    rows = csv_days(400)
    (tmp_path / "a.csv").write_text(HEADER + "\n".join(rows) + "\n")
    (tmp_path / "b.txt").write_text(fixed(rows))
    a, b = read_space_weather(tmp_path / "a.csv"), read_space_weather(tmp_path / "b.txt")
    assert a.first == b.first == np.datetime64("2020-01-01")
    assert np.array_equal(a.f107, b.f107) and np.array_equal(a.ap, b.ap)
    assert a.f107[10] == 71.0 and a.ap[41] == 1.0
    assert a.end == np.datetime64("2021-02-04")


def test_the_files_of_celestrak_agree_where_both_observed(data_dir: Path) -> None:
    folder = data_dir / "orbit" / "space_weather"
    a = read_space_weather(folder / "SW-All_celestrak_2026-01.csv.gz")
    b = read_space_weather(folder / "sw19571001_2026-08-22.txt.gz")
    count = len(a.f107)
    assert a.first == b.first == np.datetime64("1957-10-01")
    assert np.array_equal(a.f107, b.f107[:count])
    assert np.mean(a.ap == b.ap[:count]) > 0.999  # the last days were preliminary
    assert b.f107[0] == 269.3 and b.ap[0] == 21.0  # as printed in the file


def test_predictions_are_not_read(tmp_path: Path) -> None:
    rows = csv_days(40)
    (tmp_path / "a.csv").write_text(HEADER + "\n".join([*rows, "2020-02-10,5,99.0,PRD"]) + "\n")
    assert len(read_space_weather(tmp_path / "a.csv").f107) == 40


def test_a_day_without_a_value_is_bridged(tmp_path: Path) -> None:
    rows = csv_days(40)
    rows[20] = "2020-01-21,,0,OBS"
    del rows[30]
    (tmp_path / "a.csv").write_text(HEADER + "\n".join(rows) + "\n")
    found = read_space_weather(tmp_path / "a.csv")
    assert found.f107[20] == pytest.approx(72.0) and found.ap[20] == pytest.approx(20.0)
    assert found.f107[30] == pytest.approx(73.0) and len(found.f107) == 40


def test_only_days_that_ended_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEADER + "\n".join(csv_days(800)) + "\n")
    weather = read_space_weather(tmp_path / "a.csv")
    known = weather.as_of(datetime(2021, 6, 1, 23, 59, tzinfo=UTC))
    assert known is not None and known.end == np.datetime64("2021-06-01")
    assert weather.as_of(datetime(2020, 6, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nothing", "not a space-weather file"),
        ("DATE,AP_AVG\n2020-01-01,4\n", "no column F10.7_OBS"),
        (HEADER + "2020-01-01,4,70,OBS\n", "fewer than 30"),
        (HEADER + "2020-13-01,4,70,OBS\n", "is no day"),
        (HEADER + "2020-01-01,four,70,OBS\n", "is no day"),
        (HEADER + "2020-01-01,4,inf,OBS\n", "no finite value"),
        (HEADER + "\n".join([*csv_days(40), "2990-01-01,4,70,OBS"]), "are not there"),
        (HEADER + "\n".join(row.replace(row.split(",")[2], "0") for row in csv_days(40)), "no observed day"),
    ],
)
def test_what_is_no_space_weather_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=says):
        read_space_weather(path)


def test_files_that_cannot_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_space_weather(tmp_path / "none.csv")
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not text"):
        read_space_weather(tmp_path / "a.csv")
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"DATE")[:-6])
    with pytest.raises(InputError, match="damaged"):
        read_space_weather(tmp_path / "a.csv.gz")
    monkeypatch.setattr("launchwatch.orbit.spaceweather.LARGEST", 10)
    (tmp_path / "b.csv").write_text(HEADER)
    with pytest.raises(InputError, match="larger"):
        read_space_weather(tmp_path / "b.csv")


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    """A byte changed, taken out or put in: days come out, or one of our own errors does."""
    text = HEADER + "\n".join(csv_days(35)) + "\n" if data.draw(st.booleans()) else fixed(csv_days(35))
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(raw) - 1))
        raw[where : where + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(bytes(raw))
        try:
            found = read_space_weather(path)
        except InputError as error:
            assert str(path) in str(error)
        else:
            assert len(found.f107) == len(found.ap) >= 30
            assert np.all(np.isfinite(found.f107)) and np.all(found.ap >= 0.0)
