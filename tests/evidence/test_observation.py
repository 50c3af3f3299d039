"""What was observed: reports pull toward what they tell, and a false one cannot silence the others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_cases import LIFTOFF, item, seen_by, tiny_flights, with_columns

from launchwatch.ensemble import Flights, Floats
from launchwatch.evidence import event_seconds, make_clock, observed
from launchwatch.evidence.observation import MISCOUNT, of_a_failure
from launchwatch.evidence.residuals import ABSENT

NAN = float("nan")


def seen(flights: Flights, *items: str) -> Floats:
    """The log-likelihood of observations for flights, lift-off told at 2000-02-01 12:00:00 +- 1 s."""
    told = seen_by(flights, LIFTOFF, *items)
    return observed(told, make_clock(told.plan.view))


def some(count: int, **columns: object) -> Flights:
    """A few flights with figures told outright; where none is told for a piece, it did not fall."""
    blank = {f"{slot}_{f}": NAN for slot in ("stack", "dense", "plates", "light") for f in FALL}
    flights = tiny_flights().take(np.arange(count))
    return with_columns(flights, **(blank | columns))  # type: ignore[arg-type]


FALL = ("impact_s", "latitude_rad", "longitude_rad")


def fallen(slot: str, when: object, lat: object, lon: object) -> dict[str, object]:
    return {
        f"{slot}_impact_s": when,
        f"{slot}_latitude_rad": np.radians(lat),  # type: ignore[arg-type]
        f"{slot}_longitude_rad": np.radians(lon),  # type: ignore[arg-type]
    }


SPLASH = item(
    "observation",
    kind="splash",
    piece="stage 1",
    time="2000-02-01T12:10:00Z",
    time_spread="10 s",
    latitude=28.0,
    longitude=-70.0,
    spread="20 km",
)


def test_a_splash_pulls_to_its_place_and_time() -> None:
    found = seen(
        some(4, **fallen("drop2", [600.0, 600.0, 900.0, NAN], [28.0, 29.0, 28.0, NAN], [-70.0] * 4)), SPLASH
    )
    assert found[0] == pytest.approx(0.0, abs=1e-9)
    assert found[0] > found[1] and found[0] > found[2] and found[3] == ABSENT


@settings(max_examples=50)
@given(far=st.floats(1.0, 60.0))
def test_one_false_report_costs_less_than_two_that_are_true(far: float) -> None:
    """The truth, denied by one report however wild, beats a flight that two reports deny."""
    wild = SPLASH.replace("latitude = 28.0", f"latitude = {28.0 - far}")
    event = item(
        "observation", kind="event", piece="satellite", event="orbit insertion", after_liftoff="700 s"
    )
    orbit = item("observation", kind="object count", piece="satellite", count=2)
    flights = some(
        2,
        **fallen("drop2", 600.0, 28.0, -70.0),
        insertion_s=[700.0, NAN],
        outcome=[0.0, 2.0],
    )
    truth, false = seen(flights, wild, event, orbit, SPLASH)
    assert truth > false
    assert truth > -60.0


def test_a_claim_of_orbit_alone_does_not_outlive_the_news_of_a_break_up_and_its_debris() -> None:
    claim = item(
        "observation", kind="event", piece="satellite", event="orbit insertion", after_liftoff="700 s"
    )
    flare = item("observation", kind="event", piece="vehicle", event="break-up", after_liftoff="60 to 90 s")
    none = item("observation", kind="object count", piece="satellite", count=0)
    flights = some(2, insertion_s=[700.0, NAN], failure_s=[NAN, 75.0], outcome=[0.0, 2.0])
    orbit, lost = seen(flights, claim)
    assert orbit - lost == pytest.approx(-ABSENT)
    orbit, lost = seen(flights, claim, flare, none)
    assert lost > orbit


def test_an_operator_that_tells_of_an_orbit_is_believed_less_than_an_observer() -> None:
    """Two of five failures were called a success by who launched them."""
    claim = {"kind": "event", "piece": "satellite", "event": "orbit insertion", "after_liftoff": "700 s"}
    flights = some(2, insertion_s=[700.0, NAN], outcome=[0.0, 2.0])
    orbit, lost = seen(flights, item("observation", **claim, reporter="operator"))
    assert np.exp(lost - orbit) == pytest.approx(0.4)
    orbit, lost = seen(flights, item("observation", **claim))
    assert orbit - lost == pytest.approx(-ABSENT)


def test_debris_of_the_vehicle_is_held_against_what_the_failure_brings_down() -> None:
    debris = item(
        "observation", kind="debris", piece="vehicle", latitude=28.0, longitude=-79.0, spread="30 km"
    )
    flights = some(
        4,
        **fallen("dense", [300.0, 300.0, NAN, NAN], [28.0, 10.0, NAN, NAN], [-79.0, -79.0, NAN, NAN]),
        **fallen("light", [900.0, 900.0, NAN, NAN], [10.0, 10.0, NAN, NAN], [-79.0, -79.0, NAN, NAN]),
        **fallen("stack", [NAN, NAN, NAN, 500.0], [NAN, NAN, NAN, 28.0], [NAN, NAN, NAN, -79.0]),
    )
    near, far, planned, whole = seen(flights, debris)
    assert whole == pytest.approx(0.0, abs=1e-9), "one body, right on the spot"
    assert near == pytest.approx(-np.log(2.0), abs=1e-3), "one of two bodies, either may be meant"
    assert whole > near > far and planned == ABSENT


def test_a_stage_that_went_down_with_the_wreck_may_be_called_by_its_name() -> None:
    flights = some(
        3,
        **fallen("drop2", [NAN, NAN, 600.0], [NAN, NAN, 28.0], [NAN, NAN, -70.0]),
        **fallen("stack", [600.0, NAN, 900.0], [28.0, NAN, 10.0], [-70.0, NAN, -70.0]),
    )
    held, neither, dropped = seen(flights, SPLASH)
    assert held == pytest.approx(0.0, abs=1e-9)
    assert neither == ABSENT
    assert dropped == pytest.approx(0.0, abs=1e-9), "a wreck does not count for a stage dropped before"


def test_an_unknown_piece_may_be_any_that_fell() -> None:
    flights = some(
        2,
        **fallen("drop0", 300.0, 28.0, [-70.0, -75.0]),
        **fallen("drop1", 400.0, 28.0, -77.0),
        **fallen("drop2", 600.0, 10.0, -77.0),
    )
    found = seen(flights, SPLASH.replace("stage 1", "unknown").replace("12:10:00", "12:05:00"))
    assert found[0] > found[1] and found[0] == pytest.approx(-np.log(3.0), abs=0.01)


def test_a_piece_the_launcher_has_not_got_says_nothing() -> None:
    assert np.all(seen(some(3), SPLASH.replace("stage 1", "satellite")) == 0.0)


def test_a_report_inside_or_outside_an_area_errs_one_time_in_twenty() -> None:
    box = "[[27.5, -71.0], [27.5, -69.0], [28.5, -69.0], [28.5, -71.0]]"
    area = item("area", label="A", role="stage 1", corners=box)
    flights = some(2, **fallen("drop2", 600.0, [28.0, 35.0], -70.0))

    def said(**fields: str) -> Floats:
        return seen(flights, area, item("observation", kind="splash", piece="stage 1", **fields))

    assert np.exp(said(inside_area="stage 1")) == pytest.approx([0.95, 0.05])
    assert np.exp(said(inside_area="any")) == pytest.approx([0.95, 0.05])
    assert np.exp(said(outside_area="stage 1")) == pytest.approx([0.05, 0.95])
    inside, outside = said(inside_area="stage 2")
    assert inside == outside, "no such area, no difference"


def test_a_distance_flown_pulls_to_it() -> None:
    flights = some(3, **fallen("drop2", 600.0, 28.56, [-80.57733 + 10.0, -80.57733 + 15.0, -80.0]))
    far = item("observation", kind="splash", piece="stage 1", downrange="977 km")
    found = seen(flights, far)
    assert found[0] == pytest.approx(0.0, abs=0.05) and found[0] > found[1] > found[2]


def test_passages_are_told_apart_by_body() -> None:
    flights = some(
        3,
        gate0_vehicle_s=[300.0, 400.0, NAN],
        gate0_vehicle_altitude_m=200e3,
        gate0_piece_s=[350.0, 300.0, NAN],
        gate0_piece_altitude_m=100e3,
    )

    def passed(piece: str, **fields: str) -> Floats:
        return seen(
            flights, item("observation", kind="passage", piece=piece, place="Blake Plateau", **fields)
        )

    at = {"time": "2000-02-01T12:05:00Z", "time_spread": "10 s"}
    for piece in ("vehicle", "satellite", "stage 2"):
        found = passed(piece, **at)
        assert found[0] == pytest.approx(0.0) and found[0] > found[1] and found[2] == ABSENT
    stage = passed("stage 1", **at)
    assert stage[1] == pytest.approx(0.0) and stage[1] > stage[0]
    assert np.all(passed("unknown", **at) == 0.0) and np.all(passed("fairing", **at) == 0.0)
    assert passed("vehicle", altitude="200 km")[0] == pytest.approx(0.0)
    assert passed("vehicle", altitude="260 km")[0] < -1.0


def test_a_passage_over_a_place_that_is_no_gate_says_nothing() -> None:
    place = '\n[[place]]\nname = "Miami"\nlatitude = 25.8\nlongitude = -80.2\n'
    over = item("observation", kind="passage", piece="vehicle", place="Miami", altitude="200 km")
    assert np.all(seen(some(2), place, over) == 0.0)


def test_events_by_name() -> None:
    flights = tiny_flights()
    for name, column in (
        ("orbit insertion", "insertion_s"),
        ("break-up", "failure_s"),
        ("stage 1 burn-out", "phase2_cutoff_s"),
        ("stage 1 separation", "phase2_separation_s"),
        ("stage 2 ignition", "phase3_ignition_s"),
    ):
        found = event_seconds(flights, name)
        assert found is not None and np.array_equal(found, flights.column(column), equal_nan=True)
    for name in ("stage 3 ignition", "stage x ignition", "highest point", "fairing burn-out", "stage 1"):
        assert event_seconds(flights, name) is None


def test_event_times_pull_and_an_event_without_time_says_that_it_happened() -> None:
    flights = some(3, failure_s=[80.0, 200.0, NAN])

    def told(**fields: str) -> Floats:
        return seen(flights, item("observation", kind="event", piece="vehicle", event="failure", **fields))

    after = told(after_liftoff="80 s")
    assert after[0] == pytest.approx(0.0) and after[0] > after[1] > after[2] == ABSENT
    clock = told(time="2000-02-01T12:01:20Z", time_spread="5 s")
    assert clock[0] == pytest.approx(0.0) and clock[0] > clock[1] > clock[2]
    assert told(altitude="10 km").tolist() == [0.0, 0.0, ABSENT]
    unknown = item("observation", kind="event", piece="vehicle", event="flash", after_liftoff="10 s")
    assert np.all(seen(flights, unknown) == 0.0)


def test_a_catalogued_orbit_pulls_and_excludes_what_fell() -> None:
    flights = some(
        3,
        perigee_m=[300e3, 340e3, -1e6],
        apogee_m=[310e3, 340e3, 100e3],
        inclination_rad=np.radians(28.7),
        period_s=5430.0,
        outcome=[0.0, 1.0, 2.0],
    )
    found = seen(
        flights,
        item(
            "observation",
            kind="orbit",
            piece="satellite",
            perigee="300 km",
            apogee="310 km",
            inclination="28.7 deg",
            period="90.5 min",
        ),
    )
    assert found[0] == pytest.approx(0.0, abs=1e-6) and found[0] > found[1] > found[2] == 4.0 * ABSENT


@pytest.mark.parametrize("count, agrees", [(0, [False, False, True]), (2, [True, True, False])])
def test_catalogued_objects_say_whether_it_reached_orbit(count: int, agrees: list[bool]) -> None:
    found = seen(
        some(3, outcome=[0.0, 1.0, 2.0]),
        item("observation", kind="object count", piece="satellite", count=count),
    )
    assert np.exp(found) == pytest.approx([1.0 - MISCOUNT if a else MISCOUNT for a in agrees])


def test_what_is_not_believed_and_what_is_skipped_does_not_count() -> None:
    flights = some(3, **fallen("drop2", 600.0, [28.0, 29.0, 30.0], -70.0))
    assert np.all(seen(flights, SPLASH + 'weigh = false\nwhy = "not believed"\n') == 0.0)
    told = seen_by(flights, LIFTOFF, SPLASH)
    view = told.plan.view
    assert np.all(observed(told, make_clock(view), tuple(view.observations)) == 0.0)


def test_times_do_not_count_where_lift_off_is_not_known() -> None:
    told = seen_by(some(2, **fallen("drop2", [600.0, 6000.0], 28.0, -70.0)), SPLASH)
    a, b = observed(told, make_clock(told.plan.view))
    assert a == b


def test_what_only_a_failing_flight_can_show_is_known_as_such() -> None:
    told = seen_by(
        tiny_flights(),
        item("observation", kind="event", piece="vehicle", event="break-up", after_liftoff="60 s"),
        item("observation", kind="object count", piece="satellite", count=0),
        item("observation", kind="debris", piece="vehicle", latitude=28.0, longitude=-79.0),
        SPLASH,
        item("observation", kind="object count", piece="satellite", count=1),
    )
    assert [of_a_failure(o) for o in told.plan.view.observations] == [True, True, True, False, False]
