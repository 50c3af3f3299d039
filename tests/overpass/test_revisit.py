"""Revisit and coverage, against windows united by hand and statistics of numpy."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest

from launchwatch.errors import InputError
from launchwatch.orbit import Elements, Place, read_elements
from launchwatch.overpass import Camera, Mover, Revisit, find_looks
from launchwatch.overpass import revisit as count

Floats = npt.NDArray[np.float64]
ROOM = importlib.import_module("launchwatch.overpass.revisit")  # the face has a function of this name
FIRST = read_elements(
    """MALLIGYONG-1
1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"""
)[0]
FLEET = [
    replace(FIRST, raan_deg=46.0 + 30.0 * k, mean_anomaly_deg=70.0 * k, inclination_deg=97.0 - 9.0 * k)
    for k in range(5)
]
PLACES = [Place("Guam", 13.45, 144.78), Place("Svalbard", 78.2, 15.4), Place("south", -89.9, 30.0)]
BEGIN = datetime(2024, 6, 9, tzinfo=UTC)
END = BEGIN + timedelta(days=2)
SPAN = 2 * 86400.0


def by_hand(satellites: Sequence[Elements], place: Place, **limits: object) -> dict[str, float]:
    """The same figures from the looks, one after another."""
    looks = find_looks(satellites, [place], BEGIN, END, **limits)  # type: ignore[arg-type]
    spans: list[list[float]] = []
    for rise, fall in sorted(zip(looks.rise.tolist(), looks.set.tolist(), strict=True)):
        if spans and rise <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], fall)
        else:
            spans.append([rise, fall])
    gaps = np.array([b[0] - a[1] for a, b in itertools.pairwise(spans)])
    edges = [spans[0][0], SPAN - spans[-1][1]]
    every = np.append(gaps, edges)
    return {
        "looks": len(looks),
        "covered": sum(b - a for a, b in spans) / SPAN,
        "gaps": len(gaps),
        "mean_gap_s": gaps.mean(),
        "median_gap_s": np.quantile(gaps, 0.5),
        "p95_gap_s": np.quantile(gaps, 0.95),
        "longest_gap_s": every.max(),
        "longest_cut": every.max() > gaps.max(),
        "wait_s": (every**2).sum() / (2.0 * SPAN),
    }


def compare(seen: Revisit, satellites: Sequence[Elements], rel: float = 1e-4, **limits: object) -> None:
    for k, place in enumerate(PLACES):
        truth = by_hand(satellites, place, **limits)
        for name, value in truth.items():
            close = rel if name in ("median_gap_s", "p95_gap_s") else 1e-4
            assert float(getattr(seen, name)[k]) == pytest.approx(float(value), rel=close), (place, name)


@pytest.mark.parametrize("camera", [None, Camera(max_off_nadir_deg=40.0)])
def test_the_figures_are_those_of_united_looks(camera: Camera | None) -> None:
    told: list[float] = []
    seen = count(FLEET, PLACES, BEGIN, END, camera=camera, report=told.append)
    compare(seen, FLEET, camera=camera)
    assert told == [1.0]


def test_slabs_and_groups_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ROOM, "MEMORY", 1e5)
    monkeypatch.setattr(ROOM, "GROUP", 2)
    told: list[float] = []
    seen = count(FLEET, PLACES, BEGIN, END, report=told.append, threads=2)
    compare(seen, FLEET)
    assert len(told) > 6 and told[-1] == 1.0 and told == sorted(told)


def test_gaps_too_many_to_keep_are_counted_in_bins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ROOM, "MOST_GAPS", 10)
    monkeypatch.setattr(ROOM, "MEMORY", 1e5)
    compare(count(FLEET, PLACES, BEGIN, END), FLEET, rel=0.35)
    many = [replace(FIRST, raan_deg=7.0 * k, mean_anomaly_deg=111.0 * k) for k in range(12)]
    seen = count(many, PLACES, BEGIN, END)
    truth = by_hand(many, PLACES[2])
    assert truth["gaps"] > 100
    assert float(seen.median_gap_s[2]) == pytest.approx(truth["median_gap_s"], rel=0.05)


def test_many_windows_of_a_fleet_find_room() -> None:
    """More than 256 separate windows over one place: the lists grow."""
    seen = count(
        [replace(FIRST, mean_anomaly_deg=20.0 * k) for k in range(18)],
        PLACES[2:], BEGIN, END, min_elevation_deg=20.0,
    )  # fmt: skip
    assert seen.gaps[0] > 300
    assert seen.looks[0] >= seen.gaps[0]


def test_many_windows_of_one_satellite_find_room() -> None:
    def nodding(seconds: Floats) -> Floats:
        angle = 0.3 * np.cos(2.0 * np.pi * seconds / 432.0)
        return np.stack([8e6 * np.cos(angle), 8e6 * np.sin(angle), 0.0 * angle], axis=-1)

    where = [Place("a", 0.0, 0.0)]
    seen = count(
        [Mover("nodding", nodding, rate=0.01)],
        where,
        BEGIN,
        BEGIN + timedelta(days=1),
        min_elevation_deg=60.0,
    )
    assert seen.looks[0] == 400 and seen.gaps[0] == 399
    assert float(seen.mean_gap_s[0]) == pytest.approx(216.0 - seen.covered[0] * 216.0, rel=0.01)


def test_a_place_that_is_never_seen_waits_all_the_time() -> None:
    low = [replace(FIRST, inclination_deg=10.0)]
    seen = count(low, PLACES, BEGIN, END)
    assert seen.looks[1] == 0 and seen.covered[1] == 0.0 and np.isnan(seen.mean_gap_s[1])
    assert seen.longest_gap_s[1] == SPAN and seen.longest_cut[1]
    assert seen.wait_s[1] == pytest.approx(SPAN / 2.0)
    none = count([], PLACES, BEGIN, END)
    assert none.looks.tolist() == [0, 0, 0] and none.wait_s[0] == pytest.approx(SPAN / 2.0)
    assert len(count(FLEET, [], BEGIN, END).looks) == 0


def test_what_is_always_seen_has_no_gap() -> None:
    still = [replace(FIRST, mean_motion_rev_day=1.0027, inclination_deg=0.01, bstar=0.0, eccentricity=1e-5)]
    truth = find_looks(still, [Place("a", 0.0, 0.0)], BEGIN, END, min_elevation_deg=0.0)
    lon = float(np.degrees(0.0)) if len(truth) else 180.0
    seen = count(still, [Place("a", 0.0, lon)], BEGIN, END, min_elevation_deg=0.0)
    assert seen.covered[0] == pytest.approx(1.0) and seen.wait_s[0] == 0.0
    assert seen.gaps[0] == 0 and np.isnan(seen.median_gap_s[0])


def test_what_is_no_span_is_refused() -> None:
    with pytest.raises(InputError, match="ends before"):
        count(FLEET, PLACES, END, BEGIN)
    with pytest.raises(InputError, match="too long"):
        count(FLEET, PLACES, BEGIN, BEGIN + timedelta(days=4000))
