"""The table of drops and the ways to share out areas."""

from __future__ import annotations

from datetime import UTC, datetime
from math import degrees
from pathlib import Path

import numpy as np
import pytest
from blind_cases import circle, ring, straight
from test_scripts import script

from launchwatch.inference import BlindArea
from launchwatch.inference.boxes import boxes
from launchwatch.inference.drops import ROLES, release
from launchwatch.inference.shots import roles_of, shots


@pytest.mark.compiled
def test_the_shipped_table_is_what_the_script_makes(root: Path) -> None:
    make = script(root, "make_drops")
    pieces = make.library(400, 17)  # other draws than those of the table
    for row in make.table(pieces):
        role, range_km, *figures = row[0], float(row[1]), *(float(x) for x in row[2:])
        held = sum(abs(np.log(p.figures[0] / range_km)) < 0.15 for p in pieces if p.role == role)
        if held < 20:
            continue  # too few to tell
        shipped = release(role, range_km)
        assert figures[3] == pytest.approx(shipped.speed_m_s, rel=0.08), row
        assert figures[0] == pytest.approx(shipped.release_s, rel=0.2), row
        assert figures[5] == pytest.approx(shipped.fall_s, rel=0.15), row


@pytest.mark.parametrize("role", ROLES)
def test_what_falls_farther_was_let_go_faster(role: str) -> None:
    ranges = {"stage 1": (150, 850), "fairing": (150, 1600), "later stage": (1000, 9000)}[role]
    speeds = [release(role, km).speed_m_s for km in np.geomspace(*ranges, 12)]
    assert np.all(np.diff(speeds) > -60.0) and speeds[-1] > 1.3 * speeds[0]


def test_a_first_stage_of_a_known_launch_leaves_as_its_timeline_says() -> None:
    # Falcon 9 of the webcasts: main engine cut-off near 2.2 to 2.4 km/s, 65 to 75 km, 150 to 160 s; a fall
    # without the burns that bring it back lies near 630 km
    piece = release("stage 1", 630.0)
    assert 2200.0 < piece.speed_m_s < 2500.0
    assert 55.0 < piece.altitude_km < 80.0
    assert 120.0 < piece.release_s < 165.0


def test_every_way_gives_each_box_a_piece_and_chances_add_up() -> None:
    case = straight((41.0, 100.3), 190.0, 130.0, 640.0, 1100.0, 2900.0)
    found = boxes(case)
    ways = shots(found, roles_of(case))
    assert sum(way.chance for way in ways) == pytest.approx(1.0)
    for way in ways:
        assert len(way.pieces) == len(found)
        assert all(sum(chance for chance, _ in piece) == pytest.approx(1.0) for piece in way.pieces)
        first = [k for k, piece in enumerate(way.pieces) if piece[-1][1] == "stage 1"]
        assert first == list(range(len(first)))  # what lies nearer than the first stage was let go with it
        assert way.pieces[-1][-1] == (1.0, "later stage")  # no fairing falls 2,900 km out


def test_far_areas_alone_leave_the_usual_first_stage() -> None:
    case = straight((41.0, 100.3), 190.0, 5000.0)
    (way,) = shots(boxes(case), roles_of(case))
    assert 1.8 < way.burnout.speed_km_s < 2.4


def test_words_and_late_windows_reach_the_roles() -> None:
    near, far = circle(38.0, 100.0, 20.0), circle(-20.0, 95.0, 60.0)
    early = ((datetime(2024, 1, 1, 4, 0, tzinfo=UTC), datetime(2024, 1, 1, 5, 0, tzinfo=UTC)),)
    late = ((datetime(2024, 1, 1, 5, 30, tzinfo=UTC), datetime(2024, 1, 1, 6, 30, tzinfo=UTC)),)
    case = straight((41.0, 100.3), 190.0)

    def disposal(windows: tuple[tuple[datetime, datetime], ...]) -> float:
        areas = (
            BlindArea("circle", near.ring_deg, windows=early),
            BlindArea("circle", far.ring_deg, windows=windows),
        )
        return roles_of(type(case)("x", None, 41.0, 100.3, "", areas))[1]["upper-stage disposal"]

    assert disposal(late) > disposal(early)


def test_two_corners_are_a_line() -> None:
    case = straight((0.0, 0.0), 0.0)
    line = type(case)("x", None, 0.0, 0.0, "", (ring((10.0, 1.0), (12.0, 1.0)),))
    (found,) = boxes(line)
    assert found.half_long_km == pytest.approx(192.0, rel=0.02) and found.half_short_km < 2.0
    assert abs(degrees(found.drawn)) < 10.0
