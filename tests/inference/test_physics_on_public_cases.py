"""Physics alone on launches whose orbit is known; flat prior within reach of the pad, no history.

Truth: GCAT (J. McDowell) and catalogued elements, by way of the public cases; areas: the notices themselves.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from blind_cases import quantiles

from launchwatch.inference import PathPosterior
from launchwatch.inference.lines import read_known
from launchwatch.inference.physics import physics

# solids of four stages with a box of the third 4,500 km away or farther
FAR = ("2023-003", "2023-051", "2023-101", "2023-205", "2024-008", "2024-189", "2025-059", "2025-284")
# known to turn: round Sri Lanka, off Florida, off Wallops Island, from Jiuquan and Taiyuan over land
TURNED = {"2019-081": 15.0, "2022-093": 8.0, "2022-108": 8.0, "2025-305": 4.0, "2025-016": 5.0}


@pytest.fixture(scope="module")
def public(data_dir: Path) -> dict[str, dict[str, Any]]:
    """The lines of the public cases by launch."""
    lines = (data_dir / "notices/cases-dev.jsonl").read_text(encoding="utf-8").splitlines()
    return {raw["launch_id"]: raw for raw in map(json.loads, lines)}


def inferred(raw: dict[str, Any]) -> tuple[PathPosterior, float, float]:
    """What physics says of a case, the orbit's inclination and the latitude of the pad."""
    known = read_known(raw, "dev")
    assert known is not None
    return physics(known.case, flights=4000), known.inclination_deg, abs(known.case.site_lat_deg)


def test_a_box_far_away_gives_the_plane_to_a_third_of_a_degree(public: dict[str, dict[str, Any]]) -> None:
    # only with the time of fall right does the Earth turn by the right amount under a third stage
    ours, theirs = [], []
    for launch in FAR:
        found, truth, least = inferred(public[launch])
        ours.append(abs(quantiles(found, 0.5, least=least)[0] - truth))
        theirs.append(public[launch]["naive_baseline"]["abs_error_deg"])
    assert np.median(ours) < 0.33 < np.median(theirs)
    assert max(ours) < 1.0


@pytest.mark.parametrize(("launch", "least_turn"), TURNED.items())
def test_where_a_dogleg_was_flown_the_paths_that_end_in_the_orbit_turn(
    public: dict[str, dict[str, Any]], launch: str, least_turn: float
) -> None:
    found, truth, least = inferred(public[launch])
    near = np.abs(found.inclination_deg - truth) < 1.5
    assert near.sum() > 20
    assert np.median(np.abs(found.dogleg_deg[near])) > least_turn
    low, high = quantiles(found, 0.01, 0.99, least=least)
    assert low < truth < high


def test_a_direct_ascent_needs_no_turn(public: dict[str, dict[str, Any]]) -> None:
    for launch in ("2013-001", "2023-063", "2026-007"):
        found, truth, _ = inferred(public[launch])
        near = np.abs(found.inclination_deg - truth) < 0.5
        assert near.mean() > 0.05
        assert abs(np.median(found.dogleg_deg[near])) < 2.0


def test_the_branch_is_that_of_the_areas(public: dict[str, dict[str, Any]]) -> None:
    for launch, southbound in (("2014-036", False), ("2024-078", True), ("2026-018", True)):
        found, _, _ = inferred(public[launch])
        assert (found.descending.mean() > 0.9) == southbound
        sums = np.exp(found.log_grid - found.log_grid.max()).sum(axis=1)
        assert (sums[1] > sums[0]) == southbound


def test_roles_name_a_first_stage_where_one_is_told(public: dict[str, dict[str, Any]]) -> None:
    found, _, _ = inferred(public["2022-169"])  # three stages from Jiuquan: 630, 1,110 and 2,780 km
    best = [max(role, key=lambda name: role[name]) for role in found.roles]
    assert "stage 1" in best and "stage 2" in best
    assert all(sum(role.values()) == pytest.approx(1.0, abs=0.01) for role in found.roles)
