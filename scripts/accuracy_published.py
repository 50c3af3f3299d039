"""Rows of docs/accuracy.md that need the public data set: NASA's check cases and the optimum of Delta III."""

from __future__ import annotations

import json
import os
from pathlib import Path

from accuracy_line import Line
from other_earth import HERE, in_a_process


def data() -> Path | None:
    """The folder `ascent` of the public data set; None where it is not here."""
    folder = Path(os.environ.get("LAUNCHWATCH_DATA") or HERE.parent.parent / "shared" / "data") / "ascent"
    return folder if folder.is_dir() else None


def check_cases(folder: Path) -> list[Line]:
    """Falling bodies against NASA's simulations."""
    answer = json.loads(in_a_process("nesc_earth", str(folder / "nesc")))
    lines = []
    for case, what in (
        ("01", "sphere in vacuum"),
        ("06", "sphere through air"),
        ("08", "sphere through wind that shears"),
        ("10", "cannonball to the north"),
    ):
        found = answer[case]
        nearest = min(abs(off) for off in found["altitude_m"].values())
        place = min(found["position_m"].values())
        beyond = min(
            max(-min(found["altitude_m"].values()), 0.0), max(max(found["altitude_m"].values()), 0.0)
        )
        outside = 0.0 if beyond > 0.0 else nearest
        lines += [
            Line(f"nesc-{case}", f"{what}: place at the end, nearest simulation", 1e3 * place, 10.0, "mm"),
            Line(
                f"nesc-{case}-spread",
                f"its altitude beyond the {1e3 * found['spread_m']:.3g} mm between the simulations",
                1e3 * outside,
                1.0,
                "mm",
            ),
        ]
    return lines


def optimum(folder: Path) -> list[Line]:
    """The published optimum, flown again."""
    answer = json.loads(in_a_process("round_earth", str(folder / "delta3_yapss_optimal.csv")))
    junctions = answer["junctions"]
    return [
        Line(
            "replay-position",
            "place at the four junctions, worst",
            max(j["position_m"] for j in junctions),
            1.0,
            "m",
        ),
        Line(
            "replay-speed",
            "velocity at them, worst",
            1e3 * max(j["speed_m_s"] for j in junctions),
            1.0,
            "mm/s",
        ),
        Line(
            "replay-mass",
            "final mass against 7,529.712 kg",
            1e3 * (junctions[-1]["mass_kg"] - 7529.712),
            1.0,
            "g",
        ),
    ]
