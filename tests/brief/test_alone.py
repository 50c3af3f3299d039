"""One flight of an ensemble alone: the figures of its row, and a history that others can read."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from tiny_cases import LIFTOFF, WINDOW, write_case

from launchwatch import cli
from launchwatch.brief import fly_case, fly_flight
from launchwatch.earth import parse_utc
from launchwatch.errors import InputError

FLIGHTS, K = 64, 41
SETTINGS: dict[str, Any] = {
    "flights": FLIGHTS,
    "seed": 1,
    "threads": None,
    "without": (),
    "progress": lambda text, share: None,
}


@cache
def case(*items: str) -> Path:
    return write_case(Path(mkdtemp(prefix="alone")), *items)


@cache
def alone(*items: str, failing: bool = False) -> dict[str, Any]:
    as_of = None if LIFTOFF in items else parse_utc("2000-01-20T00:00Z")
    out = Path(mkdtemp(prefix="alone"))
    return fly_flight(case(*items), as_of=as_of, out=out, flight=K, failing=failing, history=True, **SETTINGS)


@cache
def table() -> Any:
    out = Path(mkdtemp(prefix="alone"))
    as_of = parse_utc("2000-01-20T00:00Z")
    return pq.read_table(fly_case(case(WINDOW), as_of=as_of, out=out, **SETTINGS)["files"]["flights.parquet"])


@pytest.mark.parametrize("failing", [False, True])
def test_its_figures_are_those_of_its_row(failing: bool) -> None:
    answer = alone(WINDOW, failing=failing)
    row = table().slice(K + FLIGHTS * failing, 1).to_pylist()[0]
    assert (row["flight"], row["variant"], row["failure"]) == (K, answer["variant"], answer["failure"])
    compared = 0
    for name, value in answer["outputs"].items():
        assert row[name] == value, name
        compared += 1
    assert compared > 40
    assert {name: row[f"draw.{name}"] for name in answer["draws"]} == answer["draws"]


def test_the_same_history_stands_in_all_four_formats() -> None:
    answer = alone(WINDOW)
    files = {name.split(".")[1]: Path(path) for name, path in answer["files"].items()}
    path = pq.read_table(files["parquet"])
    assert path.num_rows == answer["steps"] > 50
    assert (
        path.schema.metadata[b"flight"] == b"41"
        and b"opening of the window" in path.schema.metadata[b"epoch_is"]
    )
    with files["csv"].open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == path.column_names
    for name in path.column_names:
        read = np.array([float(row[name] or "nan") for row in rows])
        assert np.array_equal(read, path[name].to_numpy(), equal_nan=True), name
    packets = json.loads(files["czml"].read_text(encoding="utf-8"))
    assert [packet["id"] for packet in packets] == ["document", "flight", "impact"]
    flight = np.array(packets[1]["position"]["cartographicDegrees"]).reshape(-1, 4)
    wanted = ("t_s", "longitude_deg", "latitude_deg", "altitude_m")
    assert np.array_equal(flight, np.stack([path[name].to_numpy() for name in wanted], axis=1))
    assert packets[1]["position"]["epoch"] == "2000-02-01T00:00:00Z"


def read_oem(path: Path) -> tuple[dict[str, str], list[datetime], np.ndarray]:
    """An OEM as its standard says it is read: keywords, then epoch and six numbers a line."""
    head: dict[str, str] = {}
    epochs, states = [], []
    for line in path.read_text(encoding="ascii").splitlines():
        if "=" in line:
            key, value = line.split("=")
            head[key.strip()] = value.strip()
        elif not line.startswith(("META", "COMMENT")):
            epoch, *numbers = line.split()
            epochs.append(datetime.fromisoformat(epoch))
            states.append([float(number) for number in numbers])
    return head, epochs, np.array(states)


def test_the_ephemeris_stands_in_the_celestial_frame_of_another_library() -> None:
    """Skyfield turns the pad, and the moving vehicle, into GCRF by its own precession and nutation."""
    from skyfield.api import load, wgs84

    answer = alone(WINDOW, LIFTOFF)
    files = {name.split(".")[1]: Path(path) for name, path in answer["files"].items()}
    head, epochs, states = read_oem(files["oem"])
    assert (head["CCSDS_OEM_VERS"], head["REF_FRAME"], head["TIME_SYSTEM"]) == ("2.0", "GCRF", "UTC")
    assert head["START_TIME"] == "2000-02-01T12:00:00.000000" and epochs == sorted(set(epochs))
    assert datetime.fromisoformat(head["STOP_TIME"]) == epochs[-1] and states.shape == (len(epochs), 6)
    scale = load.timescale(builtin=True)
    path = pq.read_table(files["parquet"]).to_pydict()
    for k in (0, len(epochs) // 2, len(epochs) - 1):
        when = epochs[0] + timedelta(seconds=path["t_s"][k])
        at = scale.utc(
            when.year, when.month, when.day, when.hour, when.minute, when.second + when.microsecond / 1e6
        )
        spot = wgs84.latlon(path["latitude_deg"][k], path["longitude_deg"][k], path["altitude_m"][k])
        miss = np.linalg.norm(states[k, :3] - spot.at(at).position.km)
        assert miss < 0.2, "UT1 - UTC is 0.35 s then: 140 m at this latitude"
    step = (epochs[2] - epochs[1]).total_seconds()
    assert np.allclose(
        (states[2, :3] - states[1, :3]) / step, 0.5 * (states[1, 3:] + states[2, 3:]), atol=2e-3
    )


def test_an_ensemble_has_only_its_flights() -> None:
    with pytest.raises(InputError, match=r"no flight 64 in an ensemble of 64.*from 0 to 63"):
        fly_flight(case(WINDOW), as_of=None, out=Path("x"), flight=FLIGHTS, **SETTINGS)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--history"], "say which with --flight K"),
        (["--failing"], "say which with --flight K"),
        (["--flight", "1", "--cluster", "tcp://x:1"], "one flight needs no cluster"),
        (["--flight", "-1"], "'-1' is not a whole number of at least 0"),
    ],
)
def test_what_does_not_go_together_is_refused(
    given: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["fly", str(case(WINDOW)), *given]) == 2
    assert words in capsys.readouterr().err


def test_the_verb_tells_a_person_the_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--as-of", "2000-01-20T00:00Z", "--flights", str(FLIGHTS), "--seed", "1", "--flight", str(K)]
    assert cli.main(["fly", str(case(WINDOW)), *given, "--failing", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("flight 41 (failing) of tiny, seed 1: stage ") and "failure" in said
    assert not (tmp_path / "out").exists(), "without --history nothing is written"
    assert cli.main(["fly", str(case(WINDOW)), *given, "--history", "--out", str(tmp_path / "out")]) == 0
    assert "phase0 cutoff" in capsys.readouterr().out
    assert (tmp_path / "out" / "flight-41.oem").is_file()


def test_a_cluster_that_is_not_there_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("launchwatch.ensemble.cluster.WAIT_S", 0.2)
    given = ["--flights", "16", "--cluster", "tcp://127.0.0.1:9", "--out", str(tmp_path / "out")]
    assert cli.main(["fly", str(case(WINDOW)), *given]) == 2
    assert "no scheduler answers there" in capsys.readouterr().err.splitlines()[-1]
