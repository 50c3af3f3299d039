"""The main job, timed: a shipped case to its brief, first and second run, and what the kernel flies a second.

    python benchmarks/brief.py [CASE] [AS_OF] [FLIGHTS]

The first run compiles the kernel into a fresh cache; the second finds it there. Bars of the project: 10,000
flights and the whole brief under 60 s on two cores after the first compile, the first ever run under 120 s.
Quote the ratio of the two on a machine that does nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(case: str, as_of: str, flights: str, folder: str) -> float:
    """Wall seconds of one run in a process of its own."""
    command = [sys.executable, "-m", "launchwatch", "brief", case, "--as-of", as_of]
    command += ["--flights", flights, "--out", str(Path(folder) / "out")]
    began = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        env=os.environ | {"NUMBA_CACHE_DIR": str(Path(folder) / "cache")},
        capture_output=True,
    )
    return time.perf_counter() - began


def main() -> None:
    """Print the seconds of a first and a second run."""
    given = sys.argv[1:]
    case = given[0] if given else str(ROOT / "cases" / "malligyong-1")
    as_of = given[1] if len(given) > 1 else "2023-11-21T12:00Z"
    flights = given[2] if len(given) > 2 else "10000"
    with tempfile.TemporaryDirectory() as folder:
        first = run(case, as_of, flights, folder)
        second = run(case, as_of, flights, folder)
    print(f"{Path(case).name} as of {as_of}, {flights} flights, {os.cpu_count()} cores")
    print(f"first run, compiling: {first:6.1f} s (bar 120 s)")
    print(f"second run:           {second:6.1f} s (bar 60 s), ratio {first / second:.2f}")


if __name__ == "__main__":
    main()
