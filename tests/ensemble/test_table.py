"""The table of flights: what is written is read back, and the same run gives the same bytes."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from tiny_cases import tiny_flights

from launchwatch.ensemble import Ways, failing_twins, fly_draws, table_of, write_table

ABOUT = {"case": "tiny", "seed": "5"}


def parts() -> list:  # type: ignore[type-arg]
    planned = tiny_flights().take(np.arange(100))
    ways = Ways.of_record(planned, {"stage 1": 0.5, "stage 2": 0.5})
    failing = failing_twins(planned, ways, 1).flights
    w = np.full(100, 0.005)
    return [("planned", planned, w), ("failing", failing, w)]


def test_the_table_comes_back_from_parquet_as_it_went_in(tmp_path: Path) -> None:
    table = table_of(parts(), ABOUT)
    write_table(table, tmp_path / "flights.parquet")
    back = pq.read_table(tmp_path / "flights.parquet")
    assert back.schema.equals(table.schema) and back.schema.metadata == {b"case": b"tiny", b"seed": b"5"}
    for name in table.column_names:  # column by column, as NaN is not itself to Arrow
        mine, theirs = table[name].to_numpy(), back[name].to_numpy()
        equal_nan = mine.dtype.kind == "f"
        assert np.array_equal(mine, theirs, equal_nan=equal_nan), name


def test_rows_are_flights_in_order_planned_first() -> None:
    (_, planned, _), (_, failing, _) = parts()
    table = table_of(parts(), ABOUT)
    assert table.num_rows == 200
    assert table["flight"].to_pylist() == [*range(100), *range(100)]
    assert table["variant"].to_pylist() == ["planned"] * 100 + ["failing"] * 100
    assert set(table["failure"].to_pylist()[:100]) == {""} and "" not in table["failure"].to_pylist()[100:]
    assert sum(table["weight"].to_pylist()) == 1.0 or abs(sum(table["weight"].to_pylist()) - 1.0) < 1e-12
    perigee = np.concatenate([planned.column("perigee_m"), failing.column("perigee_m")])
    assert np.array_equal(table["perigee_m"].to_numpy(), perigee, equal_nan=True)
    drawn = planned.plan.values(planned.z)["perigee"]
    assert np.array_equal(table["draw.perigee"].to_numpy(), np.tile(drawn, 2))


def test_columns_that_are_empty_throughout_are_left_out() -> None:
    names = table_of(parts(), ABOUT).column_names
    assert "drop2_impact_s" in names and "fairing_s" not in names and "phase7_cutoff_s" not in names


def test_the_same_run_gives_the_same_bytes() -> None:
    planned = tiny_flights().take(np.arange(50))
    again = fly_draws(planned.plan, planned.z, threads=1)
    w = np.full(50, 0.02)
    written = []
    for flights in (planned, again):
        sink = io.BytesIO()
        write_table(table_of([("planned", flights, w)], ABOUT), sink)
        written.append(sink.getvalue())
    assert written[0] == written[1]
