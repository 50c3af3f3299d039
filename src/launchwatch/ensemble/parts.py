"""Part files: what a long run has flown so far, so that a run that is killed goes on where it was.

A part is the Arrow file of one block of flights: a record batch of those as planned and one of their failing
twins, with the scores of each flight beside its columns. It is written beside, synced and renamed, so a part
that is there is whole. The parts of a run lie in a folder of its own next to the table and go away with its
end; the folder holds a key that says what run they are of, and parts of another run are thrown away.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.table import VARIANTS, filled

if TYPE_CHECKING:
    import pyarrow as pa

_KEY: Final = "run.json"
_SCORE: Final = "score."


def pack(batches: tuple[pa.RecordBatch, pa.RecordBatch], scores: tuple[Floats, Floats]) -> bytes:
    """A part as bytes: planned and failing flights, each with its scores (n, columns)."""
    import pyarrow as pa

    some = sorted({name for batch in batches for name in filled(batch)})
    sink = pa.BufferOutputStream()
    writer = None
    for batch, score in zip(batches, scores, strict=True):
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        for k, column in enumerate(score.T):
            columns[f"{_SCORE}{k}"] = pa.array(np.ascontiguousarray(column))
        whole = pa.record_batch(columns)
        if writer is None:
            schema = whole.schema.with_metadata({"filled": json.dumps(some)})
            writer = pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))
        writer.write_batch(whole)
    assert writer is not None
    writer.close()
    return bytes(sink.getvalue())


class Parts:
    """The parts of one run in a folder: `key` says which run, `blocks` are (first flight, flights) of each.

    >>> parts = Parts(Path("out/flights.parquet.parts"), "seed 7", [(0, 1000)])  # doctest: +SKIP
    """

    def __init__(self, folder: Path, key: str, blocks: list[tuple[int, int]]) -> None:
        self.folder = folder
        self.blocks = blocks
        kept = folder / _KEY
        if folder.exists() and (not kept.is_file() or kept.read_text(encoding="utf-8") != key):
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        publish(kept, key.encode())

    def missing(self) -> list[tuple[int, int]]:
        """The blocks that are still to be flown."""
        return [block for block in self.blocks if not self._whole(block[0])]

    def write(self, first: int, octets: bytes) -> None:
        """Keep the part of the block that begins with flight `first`."""
        publish(self._path(first), octets)

    def scores(self, columns: tuple[int, int]) -> tuple[Floats, Floats]:
        """The first so many scores of all flights in flight order, planned and failing, each (columns, n)."""
        n = sum(count for _, count in self.blocks)
        found = tuple(np.empty((wanted, n)) for wanted in columns)
        for first, count in self.blocks:
            with self._open(first) as reader:
                for v, whole in enumerate(found):
                    batch = reader.get_batch(v)
                    for k in range(len(whole)):
                        whole[k, first : first + count] = batch.column(f"{_SCORE}{k}").to_numpy()
        return found[0], found[1]

    def batches(self, weights: tuple[Floats, Floats]) -> Iterator[pa.RecordBatch]:
        """The rows of the table: planned flights, then failing ones, with their weights (n,) put in."""
        import pyarrow as pa

        names = self.columns()
        for v in range(len(VARIANTS)):
            for first, count in self.blocks:
                with self._open(first) as reader:
                    batch = reader.get_batch(v)
                    columns = {name: batch.column(name) for name in names if name != "weight"}
                    columns["weight"] = pa.array(weights[v][first : first + count])
                    yield pa.record_batch([columns[name] for name in names], names=names)

    def columns(self) -> list[str]:
        """Names of the columns of the table: those that some part has filled, `weight` after the words."""
        some: set[str] = set()
        names: list[str] = []
        for first, _ in self.blocks:
            with self._open(first) as reader:
                some.update(json.loads(reader.schema.metadata[b"filled"]))
                names = reader.schema.names
        found = [name for name in names if name in some]
        at = found.index("failure") + 1
        return [*found[:at], "weight", *found[at:]]

    def remove(self) -> None:
        """Throw the parts away: the run is over."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, first: int) -> Path:
        return self.folder / f"{first:012d}.arrow"

    def _open(self, first: int) -> pa.ipc.RecordBatchFileReader:
        import pyarrow as pa

        return pa.ipc.open_file(pa.OSFile(str(self._path(first))))

    def _whole(self, first: int) -> bool:
        import pyarrow as pa

        try:
            with self._open(first) as reader:
                return bool(reader.num_record_batches == len(VARIANTS))
        except (OSError, pa.ArrowInvalid):
            return False


def publish(path: Path, octets: bytes) -> None:
    """Write a file beside, sync it and give it its name, so that it is whole whenever it is there."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with beside.open("wb") as out:
        out.write(octets)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
