"""The kernel on the Earth of a benchmark: the same source, other constants.

The ascent benchmark Delta III has a round Earth with air that thins exponentially, NASA's check cases have J2
alone. `stand_on` puts such constants in the place of ours before `launchwatch.flight` is first imported, so
integrator, controls, steering and guidance are those of the kernel, line by line. It belongs in a process of
its own; compiled code goes to a cache of its own.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def stand_on(
    *, mu: float, omega: float, radius: float, flattening: float, j2: float, j3: float = 0.0, j4: float = 0.0
) -> None:
    """Give the kernel another Earth: SI, zonal harmonics for `radius`. RuntimeError where it is too late."""
    if any(name.startswith("launchwatch") for name in sys.modules):
        raise RuntimeError("stand on another Earth before anything of launchwatch is imported")
    eccentricity = flattening * (2.0 - flattening)
    constants = {
        "MU": mu,
        "OMEGA": omega,
        "RADIUS": radius,
        "FLATTENING": flattening,
        "POLAR_RADIUS": radius * (1.0 - flattening),
        "ECCENTRICITY_SQUARED": eccentricity,
        "SECOND_ECCENTRICITY_SQUARED": eccentricity / (1.0 - eccentricity),
        "_HALF_E4": 0.5 * eccentricity * eccentricity,
        "J2": j2,
        "J3": j3,
        "J4": j4,
    }
    # what is compiled for this Earth may never be taken for what is compiled for ours
    digest = hashlib.sha256(repr(sorted(constants.items())).encode())
    for room in ("earth", "flight"):
        for path in sorted((HERE.parent / "src" / "launchwatch" / room).glob("*.py")):
            digest.update(path.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"launchwatch-other-earth-{digest.hexdigest()[:16]}"
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    import numba

    import launchwatch.earth  # noqa: F401

    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    for name, module in list(sys.modules.items()):
        if name.split(".")[:2] == ["launchwatch", "earth"]:
            for constant in constants.keys() & vars(module).keys():
                setattr(module, constant, constants[constant])


def in_a_process(module: str, *arguments: str) -> str:
    """What ``python scripts/MODULE.py ARGUMENTS`` prints, with the kernel as plain Python."""
    done = subprocess.run(
        [sys.executable, str(HERE / f"{module}.py"), *arguments],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module}: {done.stderr.strip()}")
    return done.stdout
