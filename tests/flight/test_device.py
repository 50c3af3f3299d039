"""Flights on a graphics processor, as far as a machine without one can tell.

The simulator of numba-cuda runs the same launch, thread by thread, in plain Python; the compiler makes code
for a GPU from the same source. What a real one does with it, only a real one tells.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import textwrap
from argparse import Namespace
from pathlib import Path

import pytest

from launchwatch.cli import main
from launchwatch.flight.device import device, flying_on, no_cuda
from launchwatch.verbs._arguments import flying

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="numba-cuda has no wheels for macOS")


def run(code: str, **settings: str) -> str:
    """What a script prints in a Python of its own."""
    head = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(code)],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_flies_more_rows_than_threads_as_the_processor_does() -> None:
    """Two threads, three flights of different lengths: the same bits, since both are plain Python here."""
    said = run(
        """
        import numpy as np
        from flight_vehicles import OUT, three_stage
        from launchwatch.flight import fly_rows, gate_vectors
        from launchwatch.flight import graphics
        from launchwatch.flight.device import flying_on

        graphics.BLOCK_THREADS = 2
        graphics.MOST_THREADS = 1
        rows = np.stack([three_stage(), three_stage(payload_kg=4000.0), three_stage(phases=0.0)])
        gates = gate_vectors([(24.6, 124.7)])
        here = fly_rows(rows, gates, tolerance=1e-4, cycle=20.0)
        with flying_on("cuda") as missing:
            there = fly_rows(rows, gates, tolerance=1e-4, cycle=20.0)
        assert missing == "", missing
        assert np.array_equal(here, there, equal_nan=True)
        print(np.isfinite(there).sum(axis=1).tolist(), there[:, OUT["perigee_m"]].tolist())
        """,
        NUMBA_DISABLE_JIT="1",
        NUMBA_ENABLE_CUDASIM="1",
    )
    filled, perigees = (json.loads(part.replace("nan", "NaN") + "]") for part in said.split("]")[:2])
    assert filled[0] > 60 and filled[1] > 40 and filled[2] < 10  # the last row has no phases
    assert perigees[0] > 450e3 > perigees[1]


@pytest.mark.compiled
def test_compiles_for_a_graphics_processor() -> None:
    """The whole kernel, in double precision, for an H100; no GPU is needed to compile."""
    said = run(
        """
        from types import SimpleNamespace
        from numba import cuda, types
        import numba.cuda.dispatcher
        from launchwatch.flight.graphics import flights

        numba.cuda.dispatcher.get_current_device = lambda: SimpleNamespace(compute_capability=(9, 0))
        plane, line, number = types.float64[:, ::1], types.float64[::1], types.float64
        kinds = (plane, plane, line, number, number, plane, plane)
        text, _ = cuda.compile(flights, kinds, cc=(9, 0), output="ptx", opt=False)
        print(text)
        """
    )
    assert ".target sm_90" in said and len(said) > 1_000_000
    assert len(re.findall(r"\bsqrt\.rn\.f64", said)) > 50
    # the library takes the upper half of a number for a single one, to compare it; nothing is worked out so
    assert not re.findall(r"\b(?:add|sub|mul|fma|div|sqrt)\.[a-z.]*f32", said)
    assert not re.findall(r"\b(?:div|sqrt)\.(?:approx|full)", said)


def test_where_there_is_no_gpu_the_processor_flies_and_says_why() -> None:
    if not no_cuda():
        pytest.skip("there is a GPU")
    with flying_on("cuda") as missing:
        assert device() == "cpu"
    assert missing == "no NVIDIA GPU with its driver was found"


def test_without_numba_cuda_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with flying_on("cuda") as missing:
        assert device() == "cpu"
    assert missing == "numba-cuda is not installed (it comes with `pip install launchwatch[cuda]`)"


def test_the_command_line_says_so_and_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    if not no_cuda():
        pytest.skip("there is a GPU")
    with flying(Namespace(device="cuda")) as report:
        report("flying", 0.5)
        assert device() == "cpu"
    assert capsys.readouterr().err.splitlines() == [
        f"launchwatch: {no_cuda()}: flying on the processor",
        " 50 %  flying",
    ]


@pytest.mark.parametrize("more", [("--flight", "3"), ("--cluster", "tcp://127.0.0.1:1")])
def test_one_flight_and_a_cluster_take_no_device(
    more: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fly", "cases/none", "--device", "cuda", *more]) == 2
    assert "leave it out with --cluster and with --flight K" in capsys.readouterr().err


def test_a_device_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="cpu, cuda"), flying_on("tpu"):
        pass
    assert device() == "cpu"
