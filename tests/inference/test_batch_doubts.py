"""Lines of a batch that are odd: each costs itself and no other; what lies after `as_of` changes nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_launches import line, past_line

from launchwatch.inference.answer import figure_of_density
from launchwatch.inference.batch import infer_batch
from launchwatch.inference.synchronous import is_synchronous, synchronous_deg, synchronous_height_km


def _run(tmp_path: Path, texts: list[str], archive: list[Any] | None = None) -> list[dict[str, Any]]:
    source, past, out = (tmp_path / name for name in ("in.jsonl", "past.jsonl", "out.jsonl"))
    source.write_text("\n".join(texts) + "\n", encoding="utf-8")
    if archive is not None:
        past.write_text("\n".join(json.dumps(one) for one in archive) + "\n", encoding="utf-8")
    infer_batch(source, out, None if archive is None else past)
    found = [json.loads(text) for text in out.read_text(encoding="utf-8").splitlines()]
    for one in found:
        one.pop("seconds", None)
    return found


BAD = [
    '{"launch_id": 1e999}',
    '{"launch_id": "\\ud800"}',
    '{"launch_id": ["a"], "areas": []}',
    json.dumps(line(site_lat=10**400)),
    json.dumps(line(site_lat=True)),
    json.dumps(line(areas=[{"coords": [[10**400, 0]]}])),
    '{"launch_id": "x", "site_lat": NaN}',
    "[" * 100_000,
    "null",
]


def test_odd_lines_cost_no_other_line(tmp_path: Path) -> None:
    found = _run(tmp_path, [*BAD, json.dumps(line())])
    assert len(found) == len(BAD) + 1
    assert all(set(one) == {"launch_id", "problem"} for one in found[:-1])
    assert all("\n" not in one["problem"] and "in.jsonl, line" in one["problem"] for one in found[:-1])
    assert found[-1]["launch_id"] == "a" and "inclination_deg" in found[-1]
    assert not list(tmp_path.glob("*.part"))


def test_an_archive_shuffled_or_continued_after_as_of_changes_nothing(tmp_path: Path) -> None:
    past = [past_line(f"2023-0{k}-24T04:01:00Z", 97.0 + 0.1 * k) | {"launch_id": str(k)} for k in range(1, 6)]
    future = [past_line("2024-04-14T00:00:00Z", 42.0), past_line("2030-01-01T00:00:00Z", 42.0)]
    shuffled = [*past, *future]
    random.Random(1).shuffle(shuffled)
    text = [json.dumps(line())]
    assert _run(tmp_path, text, past) == _run(tmp_path, text, shuffled)


@pytest.mark.parametrize("height", [250.0, 500.0, 900.0])
def test_height_and_inclination_are_inverses(height: float) -> None:
    there = synchronous_deg(height)
    assert float(synchronous_height_km(there)) == pytest.approx(height, abs=1e-6)
    assert bool(is_synchronous(there))


@pytest.mark.parametrize("center", [20.0, 50.0])
def test_quantiles_of_a_density_are_those_of_the_normal(center: float) -> None:
    grid = np.arange(0.0, 100.0, 0.05)
    found = figure_of_density(grid, np.exp(-0.5 * ((grid - center) / 2.0) ** 2))
    for value, sigmas in ((found.p05, -1.644854), (found.p25, -0.67449), (found.median, 0.0)):
        assert value == pytest.approx(center + 2.0 * sigmas, abs=0.01)
    assert found.p95 - center == pytest.approx(center - found.p05, abs=0.01)
