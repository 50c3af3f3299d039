"""The table of flights: one row a flight, as planned or failing, for Parquet.

Columns: `flight` (its number), `variant` ("planned" or "failing"), `failure` (words), `weight` (all weights
sum to one), the drawn quantities (``draw.NAME``, SI) and every output of the kernel by its own name (SI,
radians, seconds after lift-off, Earth-fixed axes of lift-off). Rows are in flight order, planned first.

The file is written in row groups of a fixed size, so it is the same to the last byte whether the flights came
at once or in blocks of any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np

from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.failing import failure_codes
from launchwatch.ensemble.flights import Flights
from launchwatch.flight import OUTPUTS

if TYPE_CHECKING:
    import pyarrow as pa

VARIANTS: Final = ("planned", "failing")
ROW_GROUP: Final = 65_536
"""Rows of a row group of the file."""
WORDS: Final = ("variant", "failure")
"""Columns of words; all others are numbers, for which a dictionary would only cost time."""


def batch_of(variant: str, flights: Flights, first: int, weights: Floats | None = None) -> pa.RecordBatch:
    """Flights in a row as one Arrow record batch; `first` is the number of the first of them.

    Every output of the kernel has its column, and `weight` is left out where it is not known yet.
    """
    import pyarrow as pa

    n = len(flights)
    codes, names = failure_codes(flights)
    columns: dict[str, pa.Array] = {
        "flight": pa.array(np.arange(first, first + n, dtype=np.int64)),
        "variant": _words(np.full(n, VARIANTS.index(variant), dtype=np.int32), VARIANTS),
        "failure": _words(codes, names),
    }
    if weights is not None:
        columns["weight"] = pa.array(weights)
    drawn = flights.plan.values(flights.z)
    for name in (p.name for p in flights.plan.free):
        columns[f"draw.{name}"] = pa.array(np.ascontiguousarray(np.broadcast_to(drawn[name], n)))
    for name in OUTPUTS:
        columns[name] = pa.array(np.ascontiguousarray(flights.column(name)))
    return pa.record_batch(columns)


def _words(codes: np.ndarray, words: tuple[str, ...]) -> pa.Array:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words))


def filled(batch: pa.RecordBatch) -> list[str]:
    """Names of the columns that are not empty throughout."""
    return [
        name
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
        if name not in OUTPUTS or not np.all(np.isnan(column.to_numpy()))
    ]


def table_of(parts: list[tuple[str, Flights, Floats]], about: dict[str, str]) -> pa.Table:
    """One Arrow table from (variant, flights, weights); columns that are empty throughout are left out."""
    import pyarrow as pa

    batches = [batch_of(variant, flights, 0, weights) for variant, flights, weights in parts if len(flights)]
    some = {name for batch in batches for name in filled(batch)}
    table = pa.Table.from_batches(batches)
    return table.select([name for name in table.column_names if name in some]).replace_schema_metadata(
        dict(about)
    )


def write_table(table: pa.Table, sink: Path | BinaryIO) -> None:
    """Write the table as Parquet (zstd); the same table gives the same bytes."""
    write_batches(table.to_batches(), table.schema, sink)


def write_batches(batches: Iterable[pa.RecordBatch], schema: pa.Schema, sink: Path | BinaryIO) -> None:
    """Write record batches of any sizes as one Parquet file, one row group in memory at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetWriter(
        sink,
        schema,
        compression="zstd",
        compression_level=1,
        version="2.6",
        use_dictionary=[name for name in WORDS if name in schema.names],
    ) as writer:
        for group in row_groups(batches):
            writer.write_table(group, row_group_size=ROW_GROUP)


def row_groups(batches: Iterable[pa.RecordBatch], rows: int = ROW_GROUP) -> Iterator[pa.Table]:
    """The same rows in tables of `rows` rows each, the last one shorter."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        while count + batch.num_rows >= rows:
            cut = rows - count
            yield pa.Table.from_batches([*held, batch.slice(0, cut)]).combine_chunks()
            held, count, batch = [], 0, batch.slice(cut)
        if batch.num_rows:
            held.append(batch)
            count += batch.num_rows
    if held:
        yield pa.Table.from_batches(held).combine_chunks()
