"""Matching: planes, numbers, types and strangers, on made catalogues with a known answer, and a real one."""

from __future__ import annotations

import gzip
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from launchwatch.earth import RADIUS, gmst
from launchwatch.errors import InputError
from launchwatch.orbit import (
    Anchor,
    Elements,
    Expected,
    Planned,
    expected_of_plan,
    expected_of_states,
    local_time_of_node,
    match,
    match_launches,
    mixed,
    newest,
    propagate,
    read_elements,
    read_plan,
    secular_rates,
    type_of,
)
from launchwatch.orbit.identifiers import expected_number, newness, number, turns_of_the_year
from launchwatch.orbit.match import designated
from launchwatch.orbit.plan import plan_of
from launchwatch.orbit.population import GROUPS, ODD, RAISING, common, crowding

LIFT_OFF = datetime(2023, 11, 21, 13, 42, 28, tzinfo=UTC)
SOHAE = (39.660, 124.705)
#: Malligyong-1 as published in June 2024 (FACTS: public write-up of a contest).
MALLIGYONG = """MALLIGYONG-1
1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"""


def an_object(identifier: str, name: str = "", days: float = 1.0, **changed: float) -> Elements:
    """An object in the plane of the plan, some days after lift-off."""
    figures = {"inclination_deg": 97.4, "node_deg": 0.0, "height_km": 500.0, "latitude_deg": 0.0} | changed
    a = RADIUS + figures["height_km"] * 1e3
    rate, _, _ = secular_rates(a, 0.001, math.radians(figures["inclination_deg"]))
    node = PLANE + math.degrees(float(rate)) * days * 86400.0 + figures["node_deg"]
    return Elements(
        name,
        identifier,
        "",
        LIFT_OFF + timedelta(days=days, seconds=600.0),
        86400.0 / (2.0 * math.pi * math.sqrt(a**3 / 3.986004418e14)),
        0.001,
        figures["inclination_deg"],
        node % 360.0,
        0.0,
        figures["latitude_deg"],
    )


PLAN = Planned(
    LIFT_OFF, (490e3, 15e3), (510e3, 15e3), (math.radians(97.4), math.radians(0.1)), node=(1.0, 0.01)
)
PLANE = math.degrees(1.0)


def first(found: Expected, *objects: Elements) -> str:
    return match(found, objects).candidates[0].identifier


def test_the_object_in_the_plane_comes_first() -> None:
    others = [an_object(str(58400 + k), node_deg=20.0 * k) for k in range(1, 17)]
    found = match(expected_of_plan(PLAN), [*others, an_object("58400")])
    assert found.candidates[0].identifier == "58400" and found.candidates[0].p > 0.9
    assert abs(found.candidates[0].node_off_deg) < 0.1


def test_chances_add_up_to_one_and_none_of_these_takes_all_of_an_empty_list() -> None:
    found = match(expected_of_plan(PLAN), [an_object(str(k), node_deg=7.0 * k) for k in range(30)])
    assert math.isclose(sum(c.p for c in found.candidates) + found.none_of_these, 1.0, rel_tol=1e-12)
    assert match(expected_of_plan(PLAN), []).none_of_these == 1.0


def test_none_of_these_grows_when_nothing_fits() -> None:
    expected = expected_of_plan(PLAN)
    wrong = match(expected, [an_object("2", inclination_deg=51.6, node_deg=90.0)]).none_of_these
    right = match(expected, [an_object("1")]).none_of_these
    assert wrong > 0.99 and right < 0.01


def test_what_was_tracked_before_lift_off_cannot_be_it() -> None:
    old, new = an_object("1"), an_object("2", node_deg=0.5)
    earlier = replace(old, epoch=LIFT_OFF - timedelta(days=3))
    assert first(expected_of_plan(PLAN), old, new) == "1"
    assert match(expected_of_plan(PLAN), [old, new], before=[earlier]).candidates[0].identifier == "2"
    assert match(expected_of_plan(PLAN), [earlier, old]).candidates == []


def test_names_tell_payload_from_stage() -> None:
    payload, stage = an_object("1", "THING"), an_object("2", "CHOLLIMA R/B")
    expected = expected_of_plan(PLAN)
    assert first(expected, stage, payload) == "1"
    assert match(expected, [payload, stage], ask="rocket body").candidates[0].identifier == "2"
    assert [type_of(x) for x in ("ELECTRON KICK STAGE R/B", "COSMOS 2251 DEB", "TBA - TO BE ASSIGNED")] == [
        "rocket body",
        "debris",
        "unknown",
    ]


def test_the_phase_of_the_first_revolution_tells_fresh_objects_apart() -> None:
    plan = replace(PLAN, node=None, site=SOHAE)
    at_site = expected_of_plan(plan)
    southward = at_site.latitude[np.argmax(at_site.latitude % (2.0 * math.pi))]
    node = math.degrees(float(at_site.node[np.argmax(at_site.latitude)])) - PLANE
    near = an_object("1", days=0.0, latitude_deg=math.degrees(southward), node_deg=node)
    far = an_object("2", days=0.0, latitude_deg=math.degrees(southward) + 170.0, node_deg=node)
    assert match(at_site, [far, near]).candidates[0].identifier == "1"
    assert match(at_site, [far, near]).candidates[0].p > 0.9


def test_an_object_that_raised_itself_is_still_found_though_its_plane_drifted() -> None:
    # half of sixty days at 350 km, half at 550: the node is some 17 degrees from where 550 km alone puts it
    plan = Planned(LIFT_OFF, (350e3, 10e3), (350e3, 10e3), (math.radians(53.0), 0.002), node=(1.0, 0.01))
    low, high = (
        float(secular_rates(RADIUS + height, 0.0, math.radians(53.0))[0]) for height in (350e3, 550e3)
    )
    drift = math.degrees(0.5 * (low - high) * 60.0 * 86400.0)
    raised = an_object("1", days=60.0, inclination_deg=53.0, height_km=550.0, node_deg=drift)
    stranger = an_object("2", days=60.0, inclination_deg=53.0, height_km=550.0, node_deg=-drift - 90.0)
    assert abs(drift) > 5.0
    assert first(expected_of_plan(plan), stranger, raised) == "1"


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(6)), st.floats(0.0, 360.0))
def test_order_and_the_origin_of_nodes_change_nothing(order: list[int], turn: float) -> None:
    objects = [an_object(str(k), node_deg=1.5 * k) for k in range(6)]
    turned = [replace(e, raan_deg=(e.raan_deg + turn) % 360.0) for e in (objects[k] for k in order)]
    base = match(expected_of_plan(PLAN), objects)
    other = match(expected_of_plan(replace(PLAN, node=(1.0 + math.radians(turn), 0.01))), turned)
    assert [c.identifier for c in base.candidates] == [c.identifier for c in other.candidates]
    assert np.allclose([c.p for c in base.candidates], [c.p for c in other.candidates], rtol=1e-6)


def test_an_ensemble_expects_the_orbit_that_its_states_have() -> None:
    sat = read_elements(MALLIGYONG)[0]
    # a state of the object by SGP4, put into axes frozen at a lift-off ten minutes before
    lift_off = sat.epoch - timedelta(seconds=600.0)
    states = []
    for shift in (-2.0, 0.0, 2.0):
        state = propagate(sat, shift)[0]
        c, s = math.cos(gmst(lift_off)), math.sin(gmst(lift_off))
        turn = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
        states.append(np.concatenate([turn @ state[:3], turn @ state[3:]]))
    expected = expected_of_states(states, [598.0, 600.0, 602.0], lift_off)
    assert np.degrees(expected.inclination) == pytest.approx(sat.inclination_deg, abs=0.01)
    assert np.degrees(expected.node) % 360.0 == pytest.approx(sat.raan_deg, abs=0.02)
    assert (np.exp(expected.low[1]) - RADIUS) == pytest.approx(sat.perigee_m, abs=1.5e3)
    found = match(expected, [sat, replace(sat, identifier="9", raan_deg=sat.raan_deg + 20.0)])
    assert found.candidates[0].identifier == "58400" and found.candidates[0].p > 0.9


def test_states_that_are_no_orbit_are_refused() -> None:
    slow = np.array([RADIUS + 100e3, 0.0, 0.0, 0.0, 5000.0, 5000.0])
    with pytest.raises(InputError, match="no flight reaches an orbit"):
        expected_of_states(slow, 0.0, LIFT_OFF)
    with pytest.raises(InputError, match="shape"):
        expected_of_states(np.zeros((2, 5)), 0.0, LIFT_OFF)


def test_more_flights_than_needed_are_thinned_to_even_weights() -> None:
    sat = read_elements(MALLIGYONG)[0]
    states = np.tile(propagate(sat, 0.0)[0], (700, 1))
    expected = expected_of_states(states, 600.0, sat.epoch, weights=np.arange(700.0), at_most=100)
    assert len(expected) == 100 and expected.weight == pytest.approx(0.01)


def test_the_site_gives_the_plane_that_the_catalogue_later_showed() -> None:
    # FACTS: descending node near 22:00, so the ascending one near 10 h, from lift-off at 13:42:28 at Sohae
    expected = expected_of_plan(replace(PLAN, node=None, site=SOHAE, inclination=(math.radians(97.4), 0.001)))
    hours = local_time_of_node(expected.node, LIFT_OFF)
    assert min(abs(hours - 10.0)) < 0.6
    assert read_elements(MALLIGYONG)[0].ltan_h() == pytest.approx(10.0, abs=0.1)


def test_a_plane_below_the_latitude_of_the_pad_can_be_turned_anywhere() -> None:
    equatorial = expected_of_plan(replace(PLAN, node=None, site=SOHAE, inclination=(0.05, 0.01)))
    assert np.isnan(equatorial.node).all()
    nothing = expected_of_plan(replace(PLAN, node=None))
    assert np.isnan(nothing.node).all() and first(nothing, an_object("1")) == "1"


def test_a_local_time_and_the_node_it_means_expect_the_same() -> None:
    by_node = expected_of_plan(PLAN)
    hour = float(local_time_of_node(1.0, LIFT_OFF))
    by_hour = expected_of_plan(replace(PLAN, node=None, ltan_h=(hour, 0.1)))
    assert float(by_hour.node[0]) % (2.0 * math.pi) == pytest.approx(float(by_node.node[0]), abs=1e-9)


def test_a_mixture_holds_its_shares() -> None:
    one, two = expected_of_plan(PLAN), expected_of_plan(replace(PLAN, inclination=(0.9, 0.01)))
    both = mixed([(3.0, one), (1.0, two)])
    assert both.weight.tolist() == [0.75, 0.25]
    assert (
        first(both, an_object("7", inclination_deg=math.degrees(0.9)), an_object("8", node_deg=40.0)) == "7"
    )


# ---------------------------------------------------------------- numbers, designators, strangers

SPAN = [
    Anchor(datetime(2022, 10, 24, tzinfo=UTC), 54108.0),
    Anchor(datetime(2023, 3, 25, tzinfo=UTC), 55986.0),
]


def test_a_number_dates_its_launch() -> None:
    middle = datetime(2023, 1, 8, 12, tzinfo=UTC)
    mean, sd = expected_number(middle, SPAN)
    assert mean == pytest.approx(55047.0, abs=10.0) and 100.0 < sd < 200.0
    right, wrong = newness(np.array([55047.0, 55947.0]), middle, SPAN)
    assert right > 50.0 * wrong
    # a number given out before the launch is all but ruled out, a late one is not
    early, late = newness(np.array([54110.0, 55980.0]), middle, SPAN)
    assert late > 10.0 * early


def test_more_anchors_tell_more_and_the_end_of_all_anchors_less() -> None:
    at = datetime(2023, 1, 8, 12, tzinfo=UTC)
    near = Anchor(datetime(2023, 1, 8, tzinfo=UTC), 55200.0, 15.0)
    mean, sd = expected_number(at, [*SPAN, near])
    assert abs(mean - 55200.0) < 30.0 and sd < 40.0
    assert expected_number(datetime(2024, 3, 25, tzinfo=UTC), SPAN)[1] > 1000.0
    assert expected_number(at, SPAN[:1])[1] > expected_number(at, SPAN)[1]


def test_the_factor_of_a_number_has_a_mean_of_about_one_over_the_span() -> None:
    numbers = np.arange(54108.0, 55986.0)
    assert np.mean(newness(numbers, datetime(2023, 1, 8, tzinfo=UTC), SPAN)) == pytest.approx(1.0, abs=0.05)


def test_identifiers_that_are_no_number_say_nothing() -> None:
    assert newness(np.array([number("X7")]), LIFT_OFF, SPAN).tolist() == [1.0]
    assert newness(np.array([number("82345")]), LIFT_OFF, SPAN)[0] < 0.1
    assert newness(np.array([55000.0]), LIFT_OFF, []).tolist() == [1.0]
    assert number("100001") == 100001.0


def test_a_catalogue_dates_numbers_by_its_newest_epochs_and_its_designators() -> None:
    assert newest([]) is None and newest([replace(an_object("1"), identifier="NONE")]) is None
    found = newest([an_object(str(58000 + k), days=0.1 * k) for k in range(10)])
    assert found is not None and found.number == 58009.0 and found.at > LIFT_OFF
    years = [
        replace(an_object("55009"), designator="2023-001A"),
        replace(an_object("58694"), designator="2024-001A"),
    ]
    assert [(a.at.year, a.number) for a in turns_of_the_year(years)] == [(2023, 55009.0), (2024, 58694.0)]


def test_the_designator_must_be_of_the_year_of_launch() -> None:
    assert designated("2023-179A", LIFT_OFF) > designated("2023-179B", LIFT_OFF)
    assert designated("2023-179B", LIFT_OFF, "rocket body") > designated("2023-179A", LIFT_OFF, "rocket body")
    assert designated("", LIFT_OFF) == 1.0 and designated("2019-001A", LIFT_OFF) < 1e-3
    assert designated("2024-001A", datetime(2023, 12, 31, 20, tzinfo=UTC)) == 1.0


def test_strangers_are_the_mixture_of_their_groups() -> None:
    """Against scipy's normal densities, at orbits drawn from the groups themselves and elsewhere."""
    rng = np.random.default_rng(0)
    groups = np.vstack([GROUPS, RAISING])
    shares = groups[:, 0] / groups[:, 0].sum()
    means = np.stack(
        [np.radians(groups[:, 1]), np.log(RADIUS + 1e3 * groups[:, 3]), np.log(RADIUS + 1e3 * groups[:, 5])],
        1,
    )
    spreads = np.stack([np.radians(groups[:, 2]), groups[:, 4], groups[:, 6]], 1)
    which = rng.choice(len(groups), 500, p=shares)
    at = means[which] + spreads[which] * rng.standard_normal((500, 3)) * rng.choice([0.5, 3.0], (500, 1))
    density = sum(
        share * multivariate_normal(mean, np.diag(spread**2)).pdf(at)
        for share, mean, spread in zip(shares, means, spreads, strict=True)
    )
    wanted = (1.0 - ODD) * density + ODD / (4.0 * math.pi)
    assert np.allclose(common(at[:, 0], np.exp(at[:, 1]), np.exp(at[:, 2])), wanted, rtol=1e-9)


def test_a_crowd_of_one_plane_counts_against_others_and_not_against_itself() -> None:
    i, low = np.full(6, 0.61), np.full(6, math.log(RADIUS + 700e3))
    nodes = np.radians([10.0, 10.1, 10.2, 10.3, 10.4, 200.0])
    usual = common(i, np.exp(low), np.exp(low))
    crowd = crowding(i, nodes, low, low)
    assert crowd[5] > 10.0 * usual[5]  # five strangers like it
    assert crowd[5] > 3.0 * crowd[0]


# ---------------------------------------------------------------- many launches


def test_launches_leave_each_other_their_objects_and_date_the_numbers() -> None:
    # three visits to one station: orbit and plane are the same, only numbers tell; three others date them
    planes = [0.0, 0.0, 0.0, 60.0, 120.0, 180.0]
    plans = []
    objects = []
    for k, (plane, day) in enumerate(zip(planes, (1.0, 20.0, 40.0, 2.0, 21.0, 41.0), strict=True)):
        at = LIFT_OFF + timedelta(days=day)
        node_rate, _, _ = secular_rates(RADIUS + 400e3, 0.001, math.radians(42.0))
        node = 1.0 + math.radians(plane) + float(node_rate) * day * 86400.0
        plan = Planned(at, (400e3, 10e3), (400e3, 10e3), (math.radians(42.0), 0.002), node=(node, 0.01))
        plans.append(expected_of_plan(plan))
        identifier = str(58000 + round(10.0 * day))
        objects.append(
            an_object(
                identifier,
                "SHIP",
                days=60.0 + 0.01 * k,
                inclination_deg=42.0,
                height_km=400.0,
                node_deg=plane,
            )
        )
    ends = [Anchor(LIFT_OFF, 58000.0), Anchor(LIFT_OFF + timedelta(days=60.0), 58600.0)]
    told: list[float] = []
    matches = match_launches(plans, objects, anchors=ends, report=lambda text, share: told.append(share))
    assert [m.candidates[0].identifier for m in matches] == [e.identifier for e in objects]
    assert all(m.candidates[0].p > 0.5 for m in matches)
    assert told and match_launches([], objects) == []


def test_launches_with_no_object_young_enough_match_nothing() -> None:
    late = replace(PLAN, lift_off=LIFT_OFF + timedelta(days=400.0))
    assert match_launches([expected_of_plan(late)], [an_object("1")])[0].none_of_these > 0.99
    assert match_launches([expected_of_plan(PLAN)], [])[0].none_of_these == 1.0


# ---------------------------------------------------------------- plans in files


def test_a_plan_is_read_from_toml_and_from_json(tmp_path: Path) -> None:
    toml = tmp_path / "plan.toml"
    toml.write_text(
        'lift_off = 2023-11-21T13:42:28Z\nlift_off_error = "10 s"\nperigee = "493 ± 10 km"\n'
        'apogee = "512 km"\ninclination = "97.4 deg"\nsite = [39.66, 124.705]\n',
        encoding="utf-8",
    )
    json = tmp_path / "plan.json"
    json.write_text(
        '{"lift_off": "2023-11-21T13:42:28Z", "altitude": "500 km", "inclination": "97.4 deg", '
        '"ltan": "10 ± 0.2 h"}'
    )
    sat = replace(read_elements(MALLIGYONG)[0], designator="2023-179A")
    for path in (toml, json):
        found = match(read_plan(path), [sat, replace(sat, identifier="58401", raan_deg=130.0)])
        assert found.candidates[0].identifier == "58400"
    made = plan_of(
        {"lift_off": LIFT_OFF, "altitude": "500 km", "inclination": "97.4 deg", "node": "10 ± 1 deg"}
    )
    assert made.node == pytest.approx((math.radians(10.0), math.radians(1.0)), rel=1e-3)


GOOD = {"lift_off": "2023-11-21T13:42:28Z", "altitude": "500 km", "inclination": "97.4 deg"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"colour": "red"}, "unknown key colour"),
        ({"lift_off": None}, "no lift_off"),
        ({"lift_off": datetime(2023, 11, 21)}, "no time zone"),
        ({"altitude": None}, "no perigee"),
        ({"inclination": None}, "no inclination"),
        ({"inclination": 97.4}, "write it with its unit"),
        ({"inclination": "200 deg"}, "no orbit round the Earth"),
        ({"altitude": "500 kg"}, "altitude"),
        ({"site": [1.0]}, "site is"),
        ({"site": [100.0, 0.0]}, "site is"),
    ],
)
def test_a_bad_plan_is_refused_with_where_and_what(changed: dict[str, object], said: str) -> None:
    given_ = {key: value for key, value in (GOOD | changed).items() if value is not None}
    with pytest.raises(InputError, match=said):
        plan_of(given_, "plan.toml")


def test_files_that_are_no_plan_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="check the path"):
        read_plan(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("= = =")
    with pytest.raises(InputError, match="neither TOML nor JSON"):
        read_plan(broken)


def test_a_match_as_json_keeps_the_contract() -> None:
    nowhere = expected_of_plan(replace(PLAN, node=None))
    found = match(nowhere, [an_object("1", "THING"), an_object("2", "THING R/B")]).to_json(1)
    assert set(found) == {"candidates", "none_of_these", "considered"} and found["considered"] == 2
    (one,) = found["candidates"]
    assert one["id"] == "1" and one["off"]["node_deg"] is None and 0.0 <= one["p"] <= 1.0


# ---------------------------------------------------------------- real launches (of benchmarks/match.py)

#: Announced before launch: lift-off, site, heights (km), inclination (deg), designator of truth.
REAL = [
    ("2022-11-04T17:27Z", (-39.26, 177.87), 585.0, 97.7, "2022-147"),  # MATS, Electron
    ("2022-11-10T09:49Z", (34.75, -120.62), 824.0, 98.7, "2022-150"),  # JPSS-2, Atlas V
    ("2022-12-16T11:46Z", (34.75, -120.62), 865.0, 77.6, "2022-173"),  # SWOT, Falcon 9
    ("2023-02-10T03:48Z", (13.62, 80.30), 445.0, 37.2, "2023-019"),  # SSLV
    ("2023-03-24T09:14Z", (-39.26, 177.87), 450.0, 42.0, "2023-041"),  # BlackSky, Electron
]


def test_real_launches_are_found_among_all_new_objects(data_dir: Path) -> None:
    folder = data_dir / "orbit" / "catalogue"
    before, after = (
        gzip.decompress((folder / f"full-{day}.3le.gz").read_bytes()).decode().splitlines()
        for day in ("2022-10-24", "2023-03-25")
    )
    known = {line[2:7] for line in before if line.startswith("2 ")}
    lines = [
        "\n".join(after[k : k + 3]) for k in range(0, len(after) - 2, 3) if after[k + 2][2:7] not in known
    ]
    new = read_elements("\n".join(lines))
    ends = [
        Anchor(datetime(2022, 10, 24, 14, tzinfo=UTC), float(max(n for n in map(int, known) if n < 80000))),
        Anchor(
            datetime(2023, 3, 26, 13, tzinfo=UTC),
            max(float(e.identifier) for e in new if int(e.identifier) < 80000),
        ),
    ]
    truth = {e.identifier: e.designator[:8] for e in new}
    blind = [replace(e, designator="", name="R/B" if type_of(e.name) == "rocket body" else "X") for e in new]
    plans = [
        Planned(
            datetime.fromisoformat(at), (h * 1e3, 15e3), (h * 1e3, 20e3), (math.radians(i), 0.004), site=site
        )
        for at, site, h, i, _ in REAL
    ]
    for plan, (*_, tag) in zip(plans, REAL, strict=True):
        found = match(expected_of_plan(plan), blind, anchors=ends)
        assert truth[found.candidates[0].identifier] == tag
