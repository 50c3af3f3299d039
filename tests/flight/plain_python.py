"""Run the kernel as plain Python in a process of its own, with the zonal terms taken out of its gravity."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

_HEAD = """
import math
import sys
import numpy as np
sys.path.insert(0, {folder!r})
from launchwatch.earth import MU, height, to_geodetic
from launchwatch.flight import dynamics

dynamics.zonal_pull = lambda sine, inverse: (-MU * inverse**3, 0.0)
"""


def run_plain(code: str) -> str:
    """What `code` prints; in it the kernel's gravity is that of a point mass."""
    script = _HEAD.format(folder=str(Path(__file__).parent)) + textwrap.dedent(code)
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
