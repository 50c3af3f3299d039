"""A cluster of real processes: the same table as here, also when a worker is killed in mid-run."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cluster_tasks import MARK, fly_or_die, refuse, squares
from tiny_cases import WINDOW, view_of

from launchwatch.ensemble import cluster, on_cluster
from launchwatch.errors import InputError
from launchwatch.evidence import (
    find_recipe,
    fly_here,
    fly_on_cluster,
    fly_part,
    pilots_of,
    stream_table,
    with_ways,
)

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.compiled
BLOCKS = [(first, 10) for first in range(0, 120, 10)]
FLIGHTS = 96


KNOWN = {first: squares(3, first, count, 1) for first, count in BLOCKS}


def start(kind: str, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
    """A scheduler or a worker in a process of its own."""
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path} | more
    command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.dask_{kind}", "--no-dashboard"]
    return subprocess.Popen(
        [*command, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real scheduler with two workers of one thread, each a process that nobody starts again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"tcp://127.0.0.1:{port}"
    mark = str(tmp_path_factory.mktemp("cluster") / "killed")
    started = [start("scheduler", "--host", "127.0.0.1", "--port", str(port))]
    started += [
        start("worker", place, "--nthreads", "1", "--no-nanny", "--memory-limit", "0", **{MARK: mark})
        for _ in range(2)
    ]
    with distributed.Client(place, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    yield place
    for process in reversed(started):
        process.kill()
        process.wait()


def test_a_worker_killed_in_mid_run_loses_nothing_and_changes_no_number(address: str, tmp_path: Path) -> None:
    bare = find_recipe(view_of(WINDOW, as_of="2000-01-20T00:00Z"), flights=FLIGHTS, seed=3)
    recipe = with_ways(bare, {"stage 1": 0.5, "stage 2": 0.5}, *bare.planned(0, pilots_of(FLIGHTS)))
    shares: list[float] = []
    target = tmp_path / "one" / "flights.parquet"
    stream_table(
        recipe,
        0.7,
        FLIGHTS,
        target,
        {},
        runner=lambda made, blocks: on_cluster(address, fly_or_die, made, blocks),
        block=8,
        progress=shares.append,
    )
    with distributed.Client(address, set_as_default=False) as client:
        assert len(client.nthreads()) == 1, "one of two workers is gone"
    alone = tmp_path / "two" / "flights.parquet"
    stream_table(recipe, 0.7, FLIGHTS, alone, {}, runner=fly_here(1))
    assert target.read_bytes() == alone.read_bytes()
    assert len(shares) > 12 and shares == sorted(shares), "every block of every worker moves the bar"
    parts = dict(fly_on_cluster(address)(recipe, [(0, 5)]))
    assert parts == {0: fly_part(recipe, 0, 5)}


def test_every_block_comes_back_once_in_whatever_order(address: str) -> None:
    found = list(on_cluster(address, squares, 3, BLOCKS))
    assert dict(found) == KNOWN and len(found) == len(BLOCKS)
    assert list(on_cluster("tcp://nowhere", squares, 3, [])) == []


def test_what_a_worker_refuses_is_refused_here(address: str) -> None:
    with pytest.raises(InputError, match="the sky is closed"):
        list(on_cluster(address, refuse, 3, BLOCKS[:1]))


def test_a_worker_of_another_version_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "sources", lambda: "other")
    with pytest.raises(InputError, match="another version of launchwatch"):
        list(on_cluster(address, squares, 3, BLOCKS))


def test_no_scheduler_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAIT_S", 0.2)
    with socket.socket() as held:  # bound but not listening: nothing answers there
        held.bind(("127.0.0.1", 0))
        place = f"tcp://127.0.0.1:{held.getsockname()[1]}"
        with pytest.raises(InputError, match="no scheduler answers there"):
            list(on_cluster(place, squares, 3, BLOCKS))
    with pytest.raises(InputError, match="no scheduler answers there"):
        list(on_cluster("carrier-pigeon://loft", squares, 3, BLOCKS))


def test_a_scheduler_without_workers_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAIT_S", 5.0)

    class Alone:
        def __init__(self, *_: object, **__: object) -> None:
            self.closed = False

        def wait_for_workers(self, *_: object, **__: object) -> None:
            raise TimeoutError

        def close(self) -> None:
            self.closed = True

    class Library:
        Client = Alone

    with pytest.raises(InputError, match="it has no worker"):
        cluster._client(Library, "tcp://here")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"launchwatch\[cluster\]"):
        list(on_cluster("tcp://here", squares, 3, BLOCKS))


def test_deaths_again_and_again_are_one_sentence() -> None:
    killed: Any = type("KilledWorker", (Exception,), {})
    assert "died of the same block" in str(cluster._told(killed(), "tcp://here"))


def test_a_block_on_a_worker_is_that_of_its_task() -> None:
    packed = pickle.dumps(3)
    assert cluster.fly_task(squares, packed, cluster.sources(), 20, 10, threads=1) == KNOWN[20]
    with pytest.raises(cluster.OtherVersionError):
        cluster.fly_task(squares, packed, "other", 20, 10, threads=1)
