"""Streaming: the same table for any block, any thread, any worker, and after a kill; clean refusals."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from tiny_cases import LIFTOFF, WINDOW, item, view_of

from launchwatch.ensemble import Flights
from launchwatch.errors import InputError
from launchwatch.evidence import (
    Recipe,
    find_recipe,
    fly_here,
    fly_part,
    pilots_of,
    stream_table,
    weigh,
    with_ways,
)
from launchwatch.evidence.recipe import PILOTS_AT_MOST, Scores, weigh_scores

FLIGHTS = 160
BY_PHASE = {"stage 1": 0.5, "stage 2": 0.5}
FLARE = item("observation", kind="event", piece="vehicle", event="break-up", after_liftoff="60 to 90 s")
ABOUT = {"case": "tiny"}


@cache
def recipe(*items: str) -> Recipe:
    view = view_of(*items, as_of=None if LIFTOFF in items else "2000-01-20T00:00Z")
    bare = find_recipe(view, flights=FLIGHTS, seed=3)
    return with_ways(bare, BY_PHASE, *bare.planned(0, pilots_of(FLIGHTS)))


def streamed(folder: Path, block: int, threads: int | None = None, *items: str) -> bytes:
    target = folder / "flights.parquet"
    made = stream_table(
        recipe(*(items or (WINDOW,))), 0.7, FLIGHTS, target, ABOUT, runner=fly_here(threads), block=block
    )
    octets = target.read_bytes()
    assert made.sha256 == hashlib.sha256(octets).hexdigest() and made.octets == len(octets)
    assert [path.name for path in folder.iterdir()] == ["flights.parquet"], "parts are cleared away"
    return octets


@cache
def whole() -> bytes:
    from tempfile import mkdtemp

    return streamed(Path(mkdtemp(prefix="stream")), FLIGHTS)


@pytest.mark.parametrize(("block", "threads"), [(64, 1), (63, 2), (7, None)])
def test_the_file_is_the_same_for_any_block_and_any_threads(
    tmp_path: Path, block: int, threads: int | None
) -> None:
    assert streamed(tmp_path, block, threads) == whole()


@pytest.mark.parametrize("items", [(WINDOW,), (WINDOW, LIFTOFF, FLARE)])
def test_a_streamed_table_says_what_the_ensemble_in_memory_says(
    tmp_path: Path, items: tuple[str, ...]
) -> None:
    w = weigh(recipe(*items).view, 0.7, BY_PHASE, flights=FLIGHTS, seed=3)
    streamed(tmp_path, 50, None, *items)
    table = pq.read_table(tmp_path / "flights.parquet")
    weight = np.concatenate([w.joint_planned, w.joint_failing])
    assert table["weight"].to_numpy().tobytes() == weight.tobytes()
    assert table["flight"].to_pylist() == [*range(FLIGHTS)] * 2
    for name in ("insertion_s", "failure_s", "drop0_latitude_rad"):
        both = np.concatenate([w.planned.column(name), w.failing.column(name)])
        assert table[name].to_numpy().tobytes() == both.tobytes()


def test_a_flight_alone_has_the_figures_of_its_row() -> None:
    made = recipe(WINDOW, LIFTOFF, FLARE)
    planned, failing, scores = made.block(0, FLIGHTS)
    for k in (0, 41, FLIGHTS - 1):
        one, twin, score = made.block(k, 1)
        assert one.out[0].tobytes() == planned.out[k].tobytes() and one.z.tobytes() == planned.z[k].tobytes()
        assert twin.out[0].tobytes() == failing.out[k].tobytes()
        assert (score.whole[0], score.failed[0]) == (scores.whole[k], scores.failed[k])


def test_a_run_that_stops_goes_on_with_what_was_flown(tmp_path: Path) -> None:
    target = tmp_path / "flights.parquet"

    def stopping(made: Recipe, blocks: list[tuple[int, int]]) -> Iterator[tuple[int, bytes]]:
        for k, part in enumerate(fly_here()(made, blocks)):
            if k == 2:
                raise KeyboardInterrupt
            yield part

    with pytest.raises(KeyboardInterrupt):
        stream_table(recipe(WINDOW), 0.7, FLIGHTS, target, ABOUT, runner=stopping, block=40)
    assert not target.exists()
    parts = tmp_path / "flights.parquet.parts"
    torn = parts / "000000000040.arrow"
    torn.write_bytes(torn.read_bytes()[:1000])  # as a disk that lost its end would leave it
    shares: list[float] = []
    made = stream_table(recipe(WINDOW), 0.7, FLIGHTS, target, ABOUT, block=40, progress=shares.append)
    assert made.found == 1, "one part was whole, one torn"
    assert target.read_bytes() == whole()
    assert shares == sorted(shares) and shares[-1] == pytest.approx(1.0) and shares[0] > 0.4


def test_parts_of_another_run_are_thrown_away(tmp_path: Path) -> None:
    parts = tmp_path / "flights.parquet.parts"
    parts.mkdir()
    (parts / "run.json").write_text("{}")
    (parts / "000000000000.arrow").write_bytes(fly_part(recipe(WINDOW), 64, 64))
    assert streamed(tmp_path, 64) == whole()


KILLED = """
import sys, os, signal
from pathlib import Path
sys.path[:0] = {paths!r}
import test_stream as here
from launchwatch.evidence import stream_table
from launchwatch.ensemble import parts
wrote = parts.publish
def publish(path, octets):
    wrote(path, octets)
    if path.name == "000000000080.arrow":
        os.kill(os.getpid(), signal.SIGKILL)
parts.publish = publish
stream_table(here.recipe(here.WINDOW), 0.7, here.FLIGHTS, Path(sys.argv[1]), here.ABOUT, block=40)
"""


@pytest.mark.compiled
def test_a_run_that_is_killed_goes_on_in_another_process(tmp_path: Path) -> None:
    target = tmp_path / "flights.parquet"
    paths = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    program = [sys.executable, "-c", KILLED.format(paths=paths), str(target)]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert not target.exists()
    made = stream_table(recipe(WINDOW), 0.7, FLIGHTS, target, ABOUT, block=40)
    assert made.found == 3 and target.read_bytes() == whole()


@pytest.mark.parametrize("at", ["part", "table"])
def test_a_full_disk_is_one_sentence_and_what_was_flown_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    from launchwatch.ensemble import parts as module

    wrote, synced, calls = module.publish, os.fsync, [0, 0]

    def publish(path: Path, octets: bytes) -> None:
        calls[0] += 1
        if calls[0] == 3 and at == "part":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        wrote(path, octets)
        calls[1] = calls[0]

    def fsync(handle: int) -> None:
        if calls == [5, 5] and at == "table":  # the key and four parts are there
            raise OSError(errno.ENOSPC, "No space left on device")
        synced(handle)

    target = tmp_path / "flights.parquet"
    with monkeypatch.context() as broken:
        broken.setattr(module, "publish", publish)
        broken.setattr("launchwatch.evidence.stream.os.fsync", fsync)
        with pytest.raises(InputError, match=r"No space left on device.*goes on from there"):
            stream_table(recipe(WINDOW), 0.7, FLIGHTS, target, ABOUT, block=40)
    assert not target.exists()
    made = stream_table(recipe(WINDOW), 0.7, FLIGHTS, target, ABOUT, block=40)
    assert made.found == (1 if at == "part" else 4) and target.read_bytes() == whole()


def test_a_place_where_nothing_may_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        stream_table(recipe(WINDOW), 0.7, FLIGHTS, tmp_path / "file" / "flights.parquet", ABOUT)


def test_pilots_are_a_quarter_up_to_a_bound() -> None:
    assert [pilots_of(n) for n in (1, 4, 5, 10**7)] == [1, 1, 2, PILOTS_AT_MOST]


def test_weights_of_known_scores() -> None:
    """Two flights, one twice as likely; one twin that explains what was seen, one that does not."""
    zero = np.zeros(2)
    scores = Scores(np.log([2.0, 1.0]), zero, np.log([1.0, 1.0]), np.log([3.0, 1e-300]), zero)
    weights = weigh_scores(scores, 0.5)
    assert weights.plan == pytest.approx([2.0 / 3.0, 1.0 / 3.0])
    assert np.concatenate([weights.planned, weights.failing]) == pytest.approx([2 / 9, 1 / 9, 6 / 9, 0.0])
    assert weights.effective == pytest.approx(81.0 / 65.0)
    assert weights.collapsed and weights.cut == 0.0
    assert weights.plan_effective == pytest.approx(9.0 / 5.0)


def test_a_twin_that_reached_its_orbit_leaves_its_chance_to_those_that_failed() -> None:
    zero = np.zeros(4)
    drawn = np.array([0.0, -np.inf, 0.0, 0.0])
    weights = weigh_scores(Scores(zero, zero, zero, drawn, drawn), 0.4)
    assert weights.planned == pytest.approx([0.1] * 4)
    assert weights.failing == pytest.approx([0.2, 0.0, 0.2, 0.2])


def test_a_recipe_survives_a_journey() -> None:
    import pickle

    there: Recipe = pickle.loads(pickle.dumps(recipe(WINDOW, LIFTOFF, FLARE)))
    here = recipe(WINDOW, LIFTOFF, FLARE)
    flights: tuple[Flights, Flights] = (there.block(5, 3)[0], here.block(5, 3)[0])
    assert flights[0].out.tobytes() == flights[1].out.tobytes()
    assert fly_part(there, 5, 3) == fly_part(here, 5, 3)
