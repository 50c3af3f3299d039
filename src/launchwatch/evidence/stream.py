"""An ensemble of any size to a table on disk, in bounded memory, that goes on after a kill.

Blocks of flights are flown one after the other, here or by the workers of a cluster, and kept as part files.
When all are there, the weights are made from the scores of all flights, and the parts are joined into one
Parquet file, row group by row group. The file is the same to the last byte for any size of block, any number
of threads or workers, and whether the run went through or was killed and taken up again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from launchwatch.ensemble import Parts, batch_of, on_cluster, pack, write_batches
from launchwatch.errors import InputError
from launchwatch.evidence.recipe import Recipe, Scores, Weights, weigh_scores

BLOCK: Final = 16_384
"""Flights of a block: some 300 MB of memory while it is flown and packed."""
PROBE: Final = 16
"""Flights that are flown again before a run is taken up, to see that they come out as they did."""

Block = tuple[int, int]
Runner = Callable[[Recipe, list[Block]], Iterable[tuple[int, bytes]]]
"""Flies blocks (first flight, flights) of a recipe somewhere; yields (first flight, part) in any order."""


@dataclass(frozen=True)
class Streamed:
    """A finished table: its weights, how many blocks were found flown, digest and size of the file."""

    weights: Weights
    found: int
    sha256: str
    octets: int


def fly_part(recipe: Recipe, first: int, count: int, threads: int | None = None) -> bytes:
    """Fly and score one block of an ensemble: its part as bytes, the same wherever it is flown."""
    planned, failing, scores = recipe.block(first, count, threads)
    return pack(
        (batch_of("planned", planned, first), batch_of("failing", failing, first)),
        (
            np.stack([scores.whole, scores.told, scores.seen], axis=1),
            np.stack([scores.failed, scores.drawn, np.zeros(count)], axis=1),
        ),
    )


def fly_here(threads: int | None = None) -> Runner:
    """A runner that flies blocks on this machine, one after the other."""

    def run(recipe: Recipe, blocks: list[Block]) -> Iterator[tuple[int, bytes]]:
        for first, count in blocks:
            yield first, fly_part(recipe, first, count, threads)

    return run


def fly_on_cluster(address: str) -> Runner:
    """A runner that flies blocks on the workers of a scheduler (dask.distributed)."""

    def run(recipe: Recipe, blocks: list[Block]) -> Iterator[tuple[int, bytes]]:
        return on_cluster(address, fly_part, recipe, blocks)

    return run


def stream_table(
    recipe: Recipe,
    p_success: float,
    flights: int,
    target: Path,
    about: dict[str, str],
    *,
    runner: Runner | None = None,
    block: int = BLOCK,
    progress: Callable[[float], None] = lambda share: None,
) -> Streamed:
    """Fly all flights of a recipe and write their table to `target` (Parquet), with `about` in its footer.

    The parts lie in a folder beside the target until the table is there; the same call after a kill goes on
    from them. Raises InputError where the disk is full or may not be written.
    """
    blocks = [(first, min(block, flights - first)) for first in range(0, flights, block)]
    folder = target.with_name(f"{target.name}.parts")
    try:
        parts = Parts(folder, _key(recipe, flights, block), blocks)
        todo = parts.missing()
        found = len(blocks) - len(todo)
        for k, (first, octets) in enumerate((runner or fly_here())(recipe, todo), 1):
            parts.write(first, octets)
            progress(0.85 * (found + k) / len(blocks))
        planned, failing = parts.scores((3, 2))
        weights = weigh_scores(Scores(*planned, *failing), p_success)
        del planned, failing
        written = _join(parts, weights, target, about, lambda share: progress(0.85 + 0.15 * share))
        parts.remove()
    except OSError as error:
        raise InputError(
            f"the table cannot be written ({error.strerror or error})",
            where=str(target),
            mend="make room or choose another folder with --out; what was flown is kept, and the same "
            "command goes on from there",
        ) from error
    return Streamed(weights, found, *written)


def _key(recipe: Recipe, flights: int, block: int) -> str:
    """What run parts are of: its sizes, and the digest of some flights, which any change of the case, the
    draws or the kernel changes."""
    probe = hashlib.sha256(fly_part(recipe, 0, min(PROBE, flights))).hexdigest()
    return json.dumps({"flights": flights, "block": block, "seed": recipe.seed, "probe": probe})


def _join(
    parts: Parts,
    weights: Weights,
    target: Path,
    about: dict[str, str],
    progress: Callable[[float], None],
) -> tuple[str, int]:
    """Join the parts into the table, beside and renamed; the SHA-256 digest and the size of the file."""
    both = (weights.planned, weights.failing)
    schema = next(parts.batches(both)).schema.with_metadata(about)
    total = 2 * len(parts.blocks)

    def told() -> Iterator[object]:
        for k, batch in enumerate(parts.batches(both), 1):
            yield batch
            progress(k / total)

    beside = parts.folder / target.name
    with beside.open("wb") as out:
        write_batches(told(), schema, out)
        out.flush()
        os.fsync(out.fileno())
    with beside.open("rb") as whole:
        digest = hashlib.file_digest(whole, "sha256").hexdigest()
    size = beside.stat().st_size
    beside.replace(target)
    return digest, size
