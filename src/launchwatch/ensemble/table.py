"""The table of flights: one row a flight, as planned or failing, for Parquet.

Columns: `flight` (its number), `variant` ("planned" or "failing"), `failure` (words), `weight` (all weights
sum to one), the drawn quantities (``draw.NAME``, SI) and every output of the kernel by its own name (SI,
radians, seconds after lift-off, Earth-fixed axes of lift-off). Rows are in flight order, planned first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.failing import mode_names
from launchwatch.ensemble.flights import Flights
from launchwatch.flight import OUTPUTS

if TYPE_CHECKING:
    import pyarrow as pa


def table_of(parts: list[tuple[str, Flights, Floats]], about: dict[str, str]) -> pa.Table:
    """One Arrow table from (variant, flights, weights); columns that are empty throughout are left out."""
    import pyarrow as pa

    n = sum(len(flights) for _, flights, _ in parts)
    columns: dict[str, pa.Array] = {
        "flight": pa.array(np.concatenate([np.arange(len(f), dtype=np.int64) for _, f, _ in parts])),
        "variant": pa.array([v for v, f, _ in parts for _ in range(len(f))]).dictionary_encode(),
        "failure": pa.array([m for _, f, _ in parts for m in mode_names(f)]).dictionary_encode(),
        "weight": pa.array(np.concatenate([w for _, _, w in parts])),
    }
    drawn = [f.plan.values(f.z) for _, f, _ in parts]
    for name in (p.name for p in parts[0][1].plan.free):
        columns[f"draw.{name}"] = pa.array(
            np.concatenate(
                [np.broadcast_to(d[name], len(f)) for d, (_, f, _) in zip(drawn, parts, strict=True)]
            )
        )
    for name in OUTPUTS:
        values = np.concatenate([f.column(name) for _, f, _ in parts])
        if not np.all(np.isnan(values)):
            columns[name] = pa.array(values)
    assert all(len(c) == n for c in columns.values())
    return pa.table(columns).replace_schema_metadata(dict(about))


def write_table(table: pa.Table, sink: Path | BinaryIO) -> None:
    """Write the table as Parquet (zstd); the same table gives the same bytes."""
    import pyarrow.parquet as pq

    pq.write_table(table, sink, compression="zstd", version="2.6")
