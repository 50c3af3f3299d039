"""Against the reference parse of the public notices, and against what mutation makes of them.

The reference has known errors, so the floors stand a little below the agreement reached; the benchmark
(`benchmarks/notice_reading.py`) prints every difference.
"""

from __future__ import annotations

import importlib.util
import json
import random
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from launchwatch.notice import Notice, read_notices

FLOORS = {  # share of texts whose coordinates, and whose windows, agree with the reference
    "notices-dev": (0.995, 0.98),
    "corpus-dev-msi_warnings": (0.994, 0.92),
    "corpus-dev-notams": (0.945, 0.935),
    "negatives-dev": (1.0, 0.90),
}


def from_benchmarks(root: Path, name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, root / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def benchmark(data_dir: Path, root: Path) -> ModuleType:
    module = from_benchmarks(root, "notice_reading")
    module.DATA = data_dir
    return module


Rows = dict[str, list[tuple[dict[str, Any], list[Notice]]]]


@pytest.fixture(scope="session")
def rows_of(benchmark: ModuleType) -> Rows:
    """Every record with its reading, by the set it belongs to."""
    return {name: [(r, benchmark.read(r)) for r in benchmark.records(name)] for name in FLOORS}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_agreement_with_the_reference_does_not_fall(benchmark: ModuleType, rows_of: Rows, name: str) -> None:
    rows = rows_of[name]
    verdicts = benchmark.judged()
    areas = [(r["id"], "areas") for r, n in rows if not benchmark.areas_agree(n, r)]
    windows = [(r["id"], "windows") for r, n in rows if not benchmark.windows_agree(n, r)]
    assert 1.0 - len(areas) / len(rows) >= FLOORS[name][0]
    assert 1.0 - len(windows) / len(rows) >= FLOORS[name][1]
    against = [d for d in (*areas, *windows) if verdicts.get(d) != "us"]
    assert len(against) <= 0.005 * len(rows), against  # every difference was judged, by reading the notice


def test_no_text_is_lost_and_all_is_json(rows_of: Rows) -> None:
    for rows in rows_of.values():
        for record, notices in rows:
            assert "".join(n.text for n in notices) == record["text"]
            json.dumps([n.to_json() for n in notices], allow_nan=False)


def test_clean_notices_raise_few_alarms(rows_of: Rows) -> None:
    """Of the published notices less than one in a hundred is said to hold a typo in its corners."""
    alarms, count = [], 0
    for rows in rows_of.values():
        for record, notices in rows:
            count += 1
            told = [p for n in notices for p in n.problems]
            alarms += [record["id"] for p in told if "a typo?" in p or "is read as" in p or "hemisphere" in p]
    assert len(set(alarms)) < 0.01 * count


def test_planted_typos_are_told(benchmark: ModuleType, root: Path) -> None:
    typos = from_benchmarks(root, "notice_typos")
    draw = random.Random(2)
    rings = draw.sample(typos.clean_rings(), 25)
    bars = {"hemisphere": 0.9, "doubled digit": 0.95, "dropped digit": 0.95, "zigzag": 0.95}
    for slip, bar in bars.items():
        tally = typos.measure(rings, slip, draw)
        assert tally.told_large >= bar * tally.large, slip
        assert tally.wrong <= 0.03 * tally.planted, slip
    clean = typos.measure(rings, "none", draw)
    assert clean.told <= 0.02 * clean.planted


def test_a_broken_character_is_hardly_ever_a_silent_loss(benchmark: ModuleType, root: Path) -> None:
    lost = from_benchmarks(root, "notice_typos").losses(random.Random(6), 0.4)
    assert lost.corners_lost + lost.windows_lost > 50
    assert len(lost.silent) <= 0.02 * (lost.corners_lost + lost.windows_lost), lost.silent


def test_mutants_of_real_notices_are_read_or_refused_in_sentences(data_dir: Path, root: Path) -> None:
    fuzz = from_benchmarks(root, "notice_fuzz")
    fuzz.DATA = data_dir / "notices"
    fuzz.seeds.cache_clear()
    tally = fuzz.run(0, 600, seed=7)
    assert tally.failures == []
    assert tally.count == 600
    assert tally.told > 300  # what mutation breaks is said


def test_mutants_of_our_own_texts_are_read_or_refused_in_sentences(root: Path) -> None:
    fuzz = from_benchmarks(root, "notice_fuzz")
    for number in range(400):
        text = fuzz.mutant(number, 3, fuzz.OWN)
        assert fuzz.wrong_with(text, read_notices(text)) == "", number


def test_one_number_is_one_mutant(root: Path) -> None:
    fuzz = from_benchmarks(root, "notice_fuzz")
    assert fuzz.mutant(5, 1, fuzz.OWN) == fuzz.mutant(5, 1, fuzz.OWN)
    assert fuzz.mutant(5, 1, fuzz.OWN) != fuzz.mutant(6, 1, fuzz.OWN)


@pytest.mark.parametrize("piece", from_benchmarks(Path(__file__).parents[2], "notice_fuzz").PIECES)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        begin = time.process_time()
        notices = read_notices(text)
        taken = time.process_time() - begin
        assert "".join(n.text for n in notices) == text
        return taken

    small, large = seconds(50_000), seconds(200_000)
    assert large < 8 * small + 0.25, f"four times the text took {large / small:.0f} times as long"
