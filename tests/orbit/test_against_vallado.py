"""SGP4 against the published verification vectors (Vallado and others, 2006), to their last printed digit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sgp4.api import Satrec

from launchwatch.errors import ElementsError
from launchwatch.orbit import Elements, propagate, read_elements
from launchwatch.orbit.tle import checksum

LINES = (
    "1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991",
    "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329",
)


def cases(folder: Path) -> list[tuple[Elements, np.ndarray]]:
    """Every set of the file with its rows of minutes, km and km/s."""
    lines = (folder / "SGP4-VER.TLE").read_text().splitlines()
    # three sets of errors were typed with wrong checksums: set them right
    lines = [
        line[:68] + str(checksum(line)) + line[69:] if line[:2] in ("1 ", "2 ") else line for line in lines
    ]
    sets = read_elements("\n".join(lines))
    blocks: list[tuple[str, list[list[float]]]] = []
    for line in (folder / "tcppver.out").read_text().splitlines():
        fields = line.split()
        if fields[1:] == ["xx"]:
            blocks.append((fields[0], []))
        else:
            blocks[-1][1].append([float(x) for x in fields[:7]])
    assert [name for name, _ in blocks] == [one.identifier for one in sets]
    return [(one, np.array(rows)) for one, (_, rows) in zip(sets, blocks, strict=True)]


def test_all_published_vectors(data_dir: Path) -> None:
    folder = data_dir / "orbit" / "sgp4_verification"
    worst = 0.0
    count = 0
    for sat, rows in cases(folder):
        states = propagate(sat, rows[:, 0] * 60.0, lenient=True) / 1e3
        # the published rows stop where SGP4 gives up, one state below the surface included
        good = np.isfinite(states[:, 0])
        assert np.sum(~good) <= 1
        worst = max(worst, float(np.max(np.abs(states[good, :3] - rows[good, 1:4]), initial=0.0)))
        assert np.max(np.abs(states[good, 3:] - rows[good, 4:7]), initial=0.0) < 1e-8
        count += int(np.sum(good))
    assert count > 600
    assert worst < 1e-6  # km


def test_our_way_into_sgp4_is_the_way_of_its_own_reader() -> None:
    sat = read_elements("\n".join(LINES))[0]
    record = Satrec.twoline2rv(*LINES)
    minutes = np.linspace(-1440.0, 7 * 1440.0, 50)
    _, position, velocity = record.sgp4_array(
        np.full(50, record.jdsatepoch), record.jdsatepochF + minutes / 1440.0
    )
    states = propagate(sat, minutes * 60.0)
    assert np.max(np.abs(states[:, :3] / 1e3 - position)) < 1e-6
    assert np.max(np.abs(states[:, 3:] / 1e3 - velocity)) < 1e-9


def test_an_identifier_too_long_for_sgp4_propagates_all_the_same() -> None:
    sat = read_elements("\n".join(LINES))[0]
    assert np.array_equal(propagate(replace(sat, identifier="123456789012"), 60.0), propagate(sat, 60.0))


def test_decayed_satellite_is_refused_with_sgp4s_reason_or_nan() -> None:
    row = {
        "EPOCH": "2026-08-01T00:00:00",
        "MEAN_MOTION": 16.4,
        "ECCENTRICITY": 0.001,
        "INCLINATION": 97.4,
        "RA_OF_ASC_NODE": 10.0,
        "ARG_OF_PERICENTER": 20.0,
        "MEAN_ANOMALY": 30.0,
        "BSTAR": 0.01,
        "OBJECT_NAME": "LOW",
    }
    sat = read_elements(json.dumps(row))[0]
    states = propagate(sat, np.array([0.0, 30 * 86400.0]), lenient=True)
    assert np.all(np.isfinite(states[0]))
    assert np.all(np.isnan(states[1]))
    with pytest.raises(ElementsError, match=r"SGP4 \+30.000 days from the epoch"):
        propagate(sat, [0.0, 30 * 86400.0])


def test_elements_of_another_theory_are_not_propagated() -> None:
    sat = read_elements("\n".join(LINES))[0]
    for other in (replace(sat, theory="SGP4-XP"), replace(sat, ephemeris_type=4)):
        with pytest.raises(ElementsError, match="only SGP4"):
            propagate(other, 0.0)
