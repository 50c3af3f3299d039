"""Element sets from states, from several sets, from reported heights, from an announcement."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from launchwatch.earth import geodetic_array, teme_to_ecef
from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit import (
    Elements,
    Report,
    announced_orbit,
    elements_of_state,
    fit_elements,
    fit_heights,
    in_track_errors,
    propagate,
    propagate_utc,
    read_elements,
    read_reports,
)

SAT = read_elements(
    "MALLIGYONG-1\n1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991\n"
    "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329\n"
)[0]
NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)

orbits = st.builds(
    Elements,
    name=st.just("X"),
    identifier=st.just("1"),
    designator=st.just(""),
    epoch=st.just(NOON),
    mean_motion_rev_day=st.floats(6.5, 15.5),
    eccentricity=st.floats(1e-5, 0.05),
    inclination_deg=st.floats(1.0, 150.0),
    raan_deg=st.floats(0.0, 360.0),
    argument_of_perigee_deg=st.floats(0.0, 360.0),
    mean_anomaly_deg=st.floats(0.0, 360.0),
    bstar=st.floats(0.0, 1e-3),
)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(orbits)
def test_a_state_gives_the_set_that_has_it(one: Elements) -> None:
    assume(one.perigee_m > 250e3)
    state = propagate(one, 0.0)[0]
    made = elements_of_state(state, NOON, bstar=one.bstar)
    back = propagate(made, 0.0)[0]
    assert np.linalg.norm(back[:3] - state[:3]) < 1e-3
    assert np.linalg.norm(back[3:] - state[3:]) < 1e-6
    # and a day later it is still the same orbit
    day = propagate(one, 86400.0)[0] - propagate(made, 86400.0)[0]
    assert np.linalg.norm(day[:3]) < 1.0


def test_states_of_a_catalogue_far_from_circles_too(data_dir: Path) -> None:
    sets = read_elements(data_dir / "orbit" / "catalogue" / "active-2026-03-19.3le.gz")
    wide = [one for one in sets if one.eccentricity > 0.3][:20] + sets[:2000:50]
    assert len(wide) == 60
    for one in wide:
        state = propagate(one, 0.0)[0]
        made = elements_of_state(state, one.epoch, bstar=one.bstar)
        assert np.linalg.norm(propagate(made, 0.0)[0] - state) < 2e-3


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ([1.0, 2.0, 3.0], "six finite figures"),
        ([math.nan] * 6, "six finite figures"),
        ([7e6, 0.0, 0.0, 0.0, 12e3, 0.0], "no closed orbit"),
        ([6.88e6, 0.0, 0.0, 0.0, 7e3, 0.0], "its perigee at -"),
        ([6.88e3, 0.0, 0.0, 0.0, 7.6, 0.0], "metres|in m"),
    ],
)
def test_a_state_of_no_orbit_is_refused(state: list[float], message: str) -> None:
    with pytest.raises(ElementsError, match=message):
        elements_of_state(state, NOON)


def test_a_state_that_sgp4_cannot_reach_is_refused() -> None:
    # on an exact circle of a day SGP4 jumps, and no set has this state
    circle = replace(SAT, mean_motion_rev_day=1.0, eccentricity=0.0, inclination_deg=1.0, raan_deg=0.0)
    circle = replace(circle, argument_of_perigee_deg=0.0, mean_anomaly_deg=0.0, bstar=0.0, epoch=NOON)
    with pytest.raises(ElementsError, match="SGP4 has no element set with this state"):
        elements_of_state(propagate(circle, 0.0)[0], NOON)


def later(one: Elements, days: float) -> Elements:
    """The set of the same motion with a later epoch."""
    state = propagate(one, days * 86400.0)[0]
    at = one.epoch + timedelta(days=days)
    return replace(elements_of_state(state, at, bstar=one.bstar), identifier=one.identifier)


def test_sets_of_one_motion_give_that_motion_with_its_drag() -> None:
    truth = replace(SAT, mean_motion_dot=0.0)
    sets = [later(truth, days) for days in (0.0, 1.5, 3.0)]
    # the drag term of each is a blind one: the fit finds it from how the sets fall
    fit = fit_elements([replace(one, bstar=0.0) for one in sets])
    assert fit.elements.bstar == pytest.approx(truth.bstar, rel=0.1)
    assert fit.rms_m < 200.0
    assert not fit.apart
    ahead = later(truth, 8.0)
    assert abs(float(in_track_errors([fit.elements], ahead)[0])) < 0.5
    blind = replace(sets[-1], bstar=0.0)
    assert abs(float(in_track_errors([blind], ahead)[0])) > 2.0


def test_a_set_that_does_not_belong_is_named_and_weighs_little() -> None:
    sets = [later(SAT, days) for days in (0.0, 1.0, 2.0, 3.0, 4.0)]
    sets[2] = replace(sets[2], mean_anomaly_deg=sets[2].mean_anomaly_deg + 3.0)
    fit = fit_elements(sets)
    assert fit.apart == (2,)
    assert fit.residuals_m[2] > 300e3
    assert fit.rms_m < 2000.0
    at = sets[0].epoch + timedelta(days=1)
    assert fit_elements(sets, at).elements.epoch == at


def test_fits_that_cannot_be_are_refused() -> None:
    with pytest.raises(InputError, match="two element sets or more"):
        fit_elements([SAT])
    with pytest.raises(InputError, match="2 objects"):
        fit_elements([SAT, replace(SAT, identifier="5")])


def reports(places: bool, n: int = 12, seed: int = 3) -> list[Report]:
    """Heights (and places) of SAT over one revolution, a kilometre off."""
    draw = np.random.default_rng(seed)
    at = [SAT.epoch + timedelta(seconds=float(t)) for t in np.linspace(0.0, 5600.0, n)]
    fixed = [teme_to_ecef(row[:3], t) for row, t in zip(propagate_utc(SAT, at), at, strict=True)]
    seen = geodetic_array(np.array(fixed))
    return [
        Report(
            t,
            float(row[2] + draw.normal() * 1e3),
            *((float(np.degrees(row[0])), float(np.degrees(row[1]))) if places else (math.nan, math.nan)),
            sigma_m=1e3,
        )
        for t, row in zip(at, seen, strict=True)
    ]


def test_heights_alone_tell_the_shape_and_not_the_plane() -> None:
    fit = fit_heights(reports(places=False), inclination_deg=(97.4, 0.1))
    assert abs(fit.elements.perigee_m - SAT.perigee_m) < 3.0 * fit.sigma["perigee_m"] < 5e3
    assert abs(fit.elements.apogee_m - SAT.apogee_m) < 3.0 * fit.sigma["apogee_m"] < 5e3
    assert abs(fit.elements.period_s - SAT.period_s) < 3.0 * fit.sigma["period_s"] < 5.0
    assert fit.sigma["raan_deg"] > 90.0
    assert np.std(fit.residuals_m) < 2e3


def test_heights_with_places_tell_the_whole_orbit() -> None:
    fit = fit_heights(reports(places=True), name="Y")
    assert abs(fit.elements.raan_deg - SAT.raan_deg) < 0.3
    assert abs(fit.elements.inclination_deg - SAT.inclination_deg) < 0.3
    assert abs(float(in_track_errors([fit.elements], SAT)[0])) < 3.0 * fit.sigma["along_s"] < 6.0
    assert fit.elements.name == "Y"
    known = fit_heights(reports(places=True), raan_deg=(46.98, 0.01), epoch=SAT.epoch)
    assert known.sigma["raan_deg"] <= 0.0101


def test_too_few_heights_or_impossible_ones_are_refused() -> None:
    with pytest.raises(InputError, match="three heights"):
        fit_heights(reports(places=False)[:2])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "columns are not those"),
        ("time,height_km\rx", "not valid CSV"),
        ("time,height\n", "columns are not those"),
        ("time,height_km,colour\n", "columns are not those"),
        ("time,height_km\n2026-08-01T00:00Z\n", "line 2: a row of other than 2 cells"),
        ("time,height_km\n2026-08-01T00:00Z,1,2\n", "line 2: a row of other than 2 cells"),
        ("time,height_km\n2026-08-01T00:00Z,high\n", "line 2: height_km 'high'"),
        ("time,height_km\n2026-08-01T00:00Z,nan\n", "line 2: height_km 'nan'"),
        (f"time,height_km\n{'2026-' * 20},500\n", "line 2: '2026-.* is no time"),
        ("time,height_km\n2026-08-01,500\n", "line 2: '2026-08-01' is a date without a time"),
        ("time,height_km,lat,lon\n2026-08-01T00:00Z,500,10,\n", "a latitude without a longitude"),
        ("time,height_km,sigma_km\n2026-08-01T00:00Z,500,0\n", "sigma_km '0'"),
    ],
)
def test_bad_reports_are_refused_with_their_line(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_reports(text)


def test_reports_are_read_with_and_without_places(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\ufeffTime,height_km,lat,lon\n2026-08-01T09:00+09:00,501.5,39,125\n2026-08-01T00:10Z,499,,\n"
    one, two = read_reports(text)
    assert one == Report(datetime(2026, 8, 1, tzinfo=UTC), 501.5e3, 39.0, 125.0)
    assert math.isnan(two.latitude_deg) and two.height_m == 499e3
    monkeypatch.setattr("launchwatch.orbit.heights.MOST", 1)
    with pytest.raises(InputError, match="more than 1 reports"):
        read_reports(text)


@pytest.mark.parametrize("northbound", [True, False])
@pytest.mark.parametrize("inclination", [40.0, 97.4])
def test_an_announced_orbit_passes_over_its_place(northbound: bool, inclination: float) -> None:
    made = announced_orbit(
        480e3, 520e3, inclination, NOON, 15.0, 122.0, northbound=northbound, height_m=500e3
    )
    states = propagate(made, [0.0, 10.0])
    place = geodetic_array(np.array([teme_to_ecef(states[0, :3], NOON)]))[0]
    # the place is of the mean orbit: the ripple of the oblate Earth moves it by some kilometres
    assert abs(np.degrees(place[0]) - 15.1) < 0.3
    assert abs(np.degrees(place[1]) - 122.0) < 0.2
    assert (states[1, 2] > states[0, 2]) is np.bool_(northbound)
    assert made.perigee_m == pytest.approx(480e3, abs=1.0)
    assert made.apogee_m == pytest.approx(520e3, abs=1.0)
    at_perigee = announced_orbit(480e3, 520e3, inclination, NOON, 15.0, 122.0, northbound=northbound)
    assert at_perigee.mean_anomaly_deg == 0.0


def test_the_announced_orbit_of_malligyong_has_the_plane_it_was_found_in() -> None:
    """North Korea told 493 x 512 km; the node of June 2024, carried back, against the insertion's place."""
    made = announced_orbit(493e3, 512e3, 97.4, datetime(2023, 11, 21, 13, 54, 13, tzinfo=UTC), 15.0, 122.0)
    back = (SAT.epoch - made.epoch).total_seconds() / 86400.0
    # a sun-synchronous node turns 0.9856 degrees a day; this one is 0.4 % slower
    node = (SAT.raan_deg - 0.9856 * back) % 360.0
    assert abs((made.raan_deg - node + 180.0) % 360.0 - 180.0) < 6.0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"perigee_m": 600e3}, "the lower first"),
        ({"perigee_m": math.nan}, "the lower first"),
        ({"inclination_deg": 0.0}, "inclination 0 deg"),
        ({"latitude_deg": 85.0}, "passes over latitude 85"),
        ({"height_m": 700e3}, "not between perigee and apogee"),
    ],
)
def test_announcements_that_contradict_themselves_are_refused(
    changes: dict[str, float], message: str
) -> None:
    told: dict[str, float] = {
        "perigee_m": 480e3,
        "apogee_m": 520e3,
        "inclination_deg": 97.4,
        "latitude_deg": 15.0,
        "longitude_deg": 122.0,
    }
    with pytest.raises(InputError, match=message):
        announced_orbit(at=NOON, **(told | changes))  # type: ignore[arg-type]
