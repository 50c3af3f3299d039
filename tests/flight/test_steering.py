"""The gravity turn: a burn cut into phases, coasts inside it, and pitch-overs that end on the ground."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from flight_vehicles import AT, Floats, fly, position, sounding, three_stage, two_stage

from launchwatch.earth import distance
from launchwatch.flight import PHASE_FIELDS
from launchwatch.flight.turning import FIRST_KICK_RAD, likely_kick

WIDTH = len(PHASE_FIELDS)


def split(share: float, coast: float = 0.0, delay: float = 0.0, dropped: float = 0.0) -> Floats:
    """`three_stage` with the burn of its first stage cut in two at a share; phases move up by one."""
    row = three_stage()
    whole = row[: 3 * WIDTH].copy()
    row[WIDTH : 4 * WIDTH] = whole
    burned = whole[0]
    row[AT["phase0_propellant_kg"]] = share * burned
    row[AT["phase0_drop_kg"]] = dropped
    row[AT["phase0_drop_delay_s"]] = delay
    row[AT["phase1_propellant_kg"]] = (1.0 - share) * burned
    row[AT["phase1_coast_s"]] = coast
    row[AT["phases"]] = 4.0
    row[AT["fairing_phase"]] = 2.0
    return row


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_burn_cut_into_phases_flies_as_the_whole_burn(share: float) -> None:
    whole, cut = fly(three_stage()), fly(split(share))
    assert cut["phase1_cutoff_s"] == pytest.approx(whole["phase0_cutoff_s"])
    assert cut["insertion_mass_kg"] == pytest.approx(
        whole["insertion_mass_kg"], rel=3e-5
    )  # as near as the kicks
    # the kick comes from coarse trials, whose steps differ where the burn is cut: some ten metres at impact
    assert distance(*position(whole, "drop0"), *position(cut, "drop1")) < 30.0
    assert distance(*position(whole, "drop1"), *position(cut, "drop2")) < 60.0
    assert math.isnan(cut["drop0_release_s"])  # nothing is dropped between the two


@pytest.mark.parametrize(("coast", "delay"), [(10.0, 0.0), (0.0, 5.0), (8.0, 4.0)])
def test_burn_out_angle_is_met_over_a_coast_inside_the_turn(coast: float, delay: float) -> None:
    out = fly(split(0.6, coast=coast, delay=delay, dropped=500.0))
    assert math.degrees(out["phase1_cutoff_angle_rad"]) == pytest.approx(30.0, abs=0.021)
    assert out["phase1_ignition_s"] - out["phase0_cutoff_s"] == pytest.approx(coast + delay)
    assert math.isfinite(out["drop0_impact_s"])


@pytest.mark.parametrize(("coast", "delay"), [(600.0, 0.0), (0.0, 600.0)])
def test_turn_that_falls_back_before_it_goes_on_is_lost(coast: float, delay: float) -> None:
    out = fly(split(0.1, coast=coast, delay=delay))
    assert out["outcome"] == 2.0
    assert math.isnan(out["phase1_cutoff_s"])
    assert distance(*position(out, "stack"), 39.66, 124.7) < 5e3


def test_rocket_that_waits_on_its_pad_without_thrust_is_lost_there() -> None:
    out = fly(three_stage(phase0_coast_s=5.0))
    assert out["outcome"] == 2.0
    assert distance(*position(out, "stack"), 39.66, 124.7) < 10.0


def test_heading_after_the_pitch_over_is_the_azimuth_asked_for() -> None:
    """The first stage falls in the direction of the azimuth, but for the rotation of the Earth under it."""
    for azimuth in (0.0, 90.0, 180.0, 270.0):
        out = fly(sounding(azimuth_rad=math.radians(azimuth), density_factor=0.0))
        lat, lon = position(out, "stack")
        north, east = lat - 39.66, (lon - 124.7) * math.cos(math.radians(39.66))
        assert math.degrees(math.atan2(east, north)) % 360.0 == pytest.approx(azimuth % 360.0, abs=8.0) or (
            azimuth == 0.0 and abs(math.degrees(math.atan2(east, north))) < 8.0
        )


def test_longer_vertical_rise_needs_a_larger_kick() -> None:
    kicks = [fly(three_stage(vertical_rise_s=t))["kick_rad"] for t in (4.0, 8.0, 16.0)]
    assert (np.diff(kicks) > 0.0).all()


@pytest.mark.parametrize("angle", [20.0, 30.0, 45.0])
@pytest.mark.parametrize("make", [two_stage, three_stage])
def test_the_first_guess_of_the_kick_is_near(make: Callable[..., Floats], angle: float) -> None:
    row = make(burnout_angle_rad=math.radians(angle))
    assert likely_kick(row) == pytest.approx(fly(row)["kick_rad"], rel=0.15)


@pytest.mark.parametrize(
    "changes",
    [
        {"phase0_thrust_N": 0.3e6},  # does not rise
        {"phase0_mass_flow_kg_s": 0.0},  # does not burn
        {"burnout_angle_rad": math.radians(89.99)},  # hardly tilts
    ],
)
def test_without_a_likely_kick_the_search_begins_where_it_used_to(changes: dict[str, float]) -> None:
    assert likely_kick(three_stage(**changes)) == FIRST_KICK_RAD


def test_a_kick_that_is_given_flies_as_the_one_that_was_found() -> None:
    row = three_stage()
    found = fly(row)
    row[AT["given_kick_rad"]] = found["kick_rad"]
    again = fly(row)
    assert all(again[name] == found[name] or math.isnan(found[name]) for name in found)
    row[AT["given_kick_rad"]] *= 1.05
    assert fly(row)["phase0_cutoff_angle_rad"] < found["phase0_cutoff_angle_rad"]
