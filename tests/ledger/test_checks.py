"""Each check on small views made by hand, against figures worked out beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from launchwatch.case import Attempt, Spot, Statement, Window
from launchwatch.earth import Area
from launchwatch.ledger import REASONS, CheckedStatement, check_statements
from launchwatch.ledger.verdicts import days_of, moment, span
from launchwatch.quantity import Quantity

View = Callable[..., Any]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def statement(
    check: str | None = None, said: str = "words", published: str = "2023-11-01", **more: Any
) -> Statement:
    fields: dict[str, Any] = {
        "published": at(published), "source": "somebody, somewhere", "speaker": "S", "chain": ["A", "B"],
        "said": said, "hedge": None, "window_begin": None, "window_end": None, "about": None, "check": check,
        "article": None,
    }  # fmt: skip
    return Statement.model_construct(**(fields | more))


def observation(kind: str, time: str | None = None, **more: Any) -> SimpleNamespace:
    """An observation with every field of the case room's, None where nothing is told."""
    figures = {
        key: Quantity.parse(more.pop(key), dimension)
        for key, dimension in (
            ("perigee", "length"),
            ("apogee", "length"),
            ("inclination", "angle"),
            ("period", "time"),
        )
        if key in more
    }
    empty = dict.fromkeys(
        (
            "spot",
            "place",
            "inside_area",
            "outside_area",
            "perigee",
            "apogee",
            "inclination",
            "period",
            "count",
        )
    )
    base = {"piece": "vehicle", "source": "another source", "attempt": "this", "time_sigma_s": 60.0}
    return SimpleNamespace(kind=kind, time=at(time) if time else None, **(empty | base | figures | more))


def spot(lat: float, lon: float, sigma: float = 30e3) -> Spot:
    return Spot(lat, lon, sigma, sigma, 0.0)


def window(begin: str, end: str, published: str, attempt: str = "this") -> Window:
    return Window.model_construct(
        published=at(published), source="coast guard", begin=at(begin), end=at(end), attempt=attempt
    )


def attempt(liftoff: str) -> Attempt:
    return Attempt.model_construct(
        published=at(liftoff), source="log", number=1, liftoff=at(liftoff), outcome="failure"
    )


@pytest.fixture
def view() -> Callable[..., Any]:
    """A view as of an instant; everything else empty unless given."""

    def make(as_of: str, **lists: Any) -> Any:
        empty: dict[str, Any] = {
            k: [] for k in ("statements", "observations", "windows", "attempts", "areas")
        }
        return SimpleNamespace(as_of=at(as_of), utc_offset=timedelta(hours=9), **(empty | lists))

    return make


OCTOBER = {"window_begin": at("2023-09-30T15:00"), "window_end": at("2023-10-31T15:00")}
LIFTOFF = observation("liftoff", "2023-11-21T13:42:28")


def only(view: Any, answers: Any = None) -> CheckedStatement:
    (checked,) = check_statements(view, answers)
    return checked


# ---------------------------------------------------------------- calendar


def test_a_pledged_month_is_missed_by_days(view: View) -> None:
    pledge = statement("window", published="2023-08-24", **OCTOBER)
    open_ = only(view("2023-10-20", statements=[pledge]))
    assert (open_.verdict, open_.figure) == ("open", "12 days left")
    missed = only(view("2023-11-01T23:00", statements=[pledge]))
    assert (missed.verdict, missed.figure) == ("contradicts", "missed by 1 day so far")
    later = only(view("2023-12-01", statements=[pledge], observations=[LIFTOFF]))
    assert (later.verdict, later.figure) == ("contradicts", "missed by 21 days")


def test_a_launch_before_the_pledge_does_not_keep_it(view: View) -> None:
    pledge = statement("window", published="2023-08-24", **OCTOBER)
    earlier = attempt("2023-08-22T18:50")
    assert only(view("2023-11-05", statements=[pledge], attempts=[earlier])).verdict == "contradicts"


def test_a_kept_window_supports(view: View) -> None:
    pledge = statement(
        "window", published="2023-11-20", window_begin=at("2023-11-21"), window_end=at("2023-12-01")
    )
    kept = only(view("2023-12-02", statements=[pledge], observations=[LIFTOFF]))
    assert kept.verdict == "supports"


def test_a_launch_before_the_window_breaks_the_pledge_by_that_much(view: View) -> None:
    pledge = statement(
        "window",
        published="2023-11-20",
        window_begin=at("2023-11-21T15:00"),
        window_end=at("2023-11-30T15:00"),
    )
    early = only(view("2023-12-02", statements=[pledge], observations=[LIFTOFF]))
    assert (early.verdict, early.figure) == ("contradicts", "1 h 17 m 32 s before the window opened")
    moved = window("2023-11-21T12:00", "2023-11-22", "2023-11-21T01:00")
    replaced = only(view("2023-12-02", statements=[pledge], observations=[LIFTOFF], windows=[moved]))
    assert replaced.verdict == "open"
    assert "was announced in time" in replaced.reason
    unrelated = window("2023-11-22", "2023-11-23", "2023-11-21T01:00")
    again = only(view("2023-12-02", statements=[pledge], observations=[LIFTOFF], windows=[unrelated]))
    assert again.verdict == "contradicts"


def test_a_window_without_an_end_cannot_be_missed(view: View) -> None:
    assert only(view("2023-12-01", statements=[statement("window")])).verdict == "open"


def test_launched_early_is_measured_against_the_announced_window(view: View) -> None:
    announced = window("2023-11-21T15:00", "2023-11-30T15:00", "2023-11-20T17:40")
    older = window("2023-08-23T15:00", "2023-08-30T15:00", "2023-08-22", attempt="earlier")
    claim = statement("launched early", "more than an hour before the window")
    lists = {"statements": [claim], "observations": [LIFTOFF], "windows": [older, announced]}
    early = only(view("2023-12-01", **lists))
    assert (early.verdict, early.figure) == ("supports", "1 h 17 m 32 s before the window opened")
    second = observation("liftoff", "2023-11-21T13:43:00", source="third")
    assert (
        "differ by 32 s" in only(view("2023-12-01", **(lists | {"observations": [LIFTOFF, second]}))).reason
    )
    assert only(view("2023-12-01", **(lists | {"observations": []}))).verdict == "open"
    assert only(view("2023-12-01", **(lists | {"windows": [older]}))).verdict == "open"
    late = [window("2023-11-21T10:00", "2023-11-21T13:00", "2023-11-20")]
    closed = only(view("2023-12-01", **(lists | {"windows": late})))
    assert (closed.verdict, closed.figure) == ("contradicts", "42 m 28 s after the window closed")
    inside = [window("2023-11-21T10:00", "2023-11-21T14:00", "2023-11-20")]
    within = only(view("2023-12-01", **(lists | {"windows": inside})))
    assert (within.verdict, within.figure) == ("contradicts", "3 h 42 m 28 s after the window opened")


def test_launched_early_as_a_pledge(view: View) -> None:
    pledge = statement(
        "launched early", window_begin=at("2023-11-21T15:00"), window_end=at("2023-11-30T15:00")
    )
    assert only(view("2023-12-01", statements=[pledge], observations=[LIFTOFF])).verdict == "contradicts"
    kept = statement("launched early", window_begin=at("2023-11-21T13:00"), window_end=at("2023-11-30T15:00"))
    assert only(view("2023-12-01", statements=[kept], observations=[LIFTOFF])).verdict == "supports"


def test_lift_off_times_are_compared_with_those_of_others(view: View) -> None:
    own = observation("liftoff", "2023-11-21T13:43:00", source="somebody, somewhere")
    near = only(view("2023-12-01", statements=[statement("liftoff")], observations=[own, LIFTOFF]))
    assert (near.verdict, near.figure) == ("supports", "32 s apart")
    told = statement("liftoff", "lift-off was at 22:50 local time")
    off = only(view("2023-12-01", statements=[told], observations=[LIFTOFF]))
    assert (off.verdict, off.figure) == ("contradicts", "7 m 32 s apart")
    utc = statement("liftoff", "lift-off was at 13:42:58 UTC")
    assert only(view("2023-12-01", statements=[utc], observations=[LIFTOFF])).figure == "30 s apart"
    for words in ("it lifted off", "at 27:99"):
        vague = only(view("2023-12-01", statements=[statement("liftoff", words)], observations=[LIFTOFF]))
        assert vague.verdict == "open"
    assert only(view("2023-12-01", statements=[utc])).verdict == "open"


# ---------------------------------------------------------------- pair of times

GAP, FALL = spot(25.4, 126.6), spot(12.6, 128.3)  # 1,429 km apart


def passage(time: str, **more: Any) -> Any:
    return observation("passage", time, piece="stage 2", spot=GAP, place="the gap", **more)


def fall(time: str, **more: Any) -> Any:
    return observation("splash", time, piece="stage 2", spot=FALL, **more)


def test_two_times_that_need_more_than_orbital_speed_contradict(view: View) -> None:
    claim = statement("passage", about="stage 2")
    seen = [passage("2023-11-21T13:55"), fall("2023-11-21T13:57")]
    fast = only(view("2023-12-01", statements=[claim], observations=seen))
    assert fast.verdict == "contradicts"
    assert fast.figure is not None and fast.figure.startswith("11.9 km/s (")
    assert "1 m 1 s or more" in fast.reason


def test_two_times_that_a_falling_stage_can_keep_support(view: View) -> None:
    claim = statement("pair of times", about="stage 2")
    seen = [passage("2023-11-21T13:52"), fall("2023-11-21T13:57")]
    slow = only(view("2023-12-01", statements=[claim], observations=seen))
    assert slow.verdict == "supports"
    assert slow.figure is not None and slow.figure.startswith("4.8 km/s (")


def test_between_the_two_it_stays_open_with_the_likelihood_in_line(view: View) -> None:
    claim = statement("passage", about="stage 2")
    seen = [passage("2023-11-21T13:54"), fall("2023-11-21T13:57")]
    close = only(view("2023-12-01", statements=[claim], observations=seen))
    assert close.verdict == "open"
    assert "%" in close.reason


def test_a_fall_before_the_passage_is_impossible(view: View) -> None:
    claim = statement("passage", about="stage 2")
    seen = [passage("2023-11-21T13:58"), fall("2023-11-21T13:57")]
    back = only(view("2023-12-01", statements=[claim], observations=seen))
    assert back.verdict == "contradicts"
    assert back.figure is not None and back.figure.startswith("more than any km/s")


def test_only_a_fall_of_the_same_piece_and_attempt_is_paired(view: View) -> None:
    claim = statement("passage", about="stage 2")
    other = [
        observation("splash", "2023-11-21T13:50", piece="stage 1", spot=FALL),
        fall("2023-08-21T13:57", attempt="earlier"),
        observation("splash", "2023-11-21T13:57", piece="stage 2"),
    ]
    assert (
        only(
            view("2023-12-01", statements=[claim], observations=[passage("2023-11-21T13:55"), *other])
        ).verdict
        == "open"
    )
    unnamed = statement("passage", about="something")
    seen = [passage("2023-11-21T13:55"), fall("2023-11-21T13:57")]
    assert only(view("2023-12-01", statements=[unnamed], observations=seen)).verdict == "open"


def test_of_several_pairs_the_impossible_one_is_told(view: View) -> None:
    claim = statement("passage", about="stage 2")
    seen = [passage("2023-11-21T13:52"), passage("2023-11-21T13:55"), fall("2023-11-21T13:57")]
    assert only(view("2023-12-01", statements=[claim], observations=seen)).verdict == "contradicts"
    mine = statement("passage", source="here")
    seen[0].source = "here"  # a statement is about its own report first
    assert only(view("2023-12-01", statements=[mine], observations=seen)).verdict == "supports"


def test_unnamed_pieces_are_paired_with_what_falls_after(view: View) -> None:
    claim = statement("passage", source="here")
    over = observation(
        "passage", "2023-08-23T19:00", piece="unknown", spot=GAP, source="here", attempt="earlier"
    )
    falls = [
        observation(
            "splash", f"2023-08-23T{time}", piece="unknown", spot=FALL, source="here", attempt="earlier"
        )
        for time in ("18:58", "19:05")
    ]
    assert only(view("2023-12-01", statements=[claim], observations=[over, *falls])).verdict == "supports"


# ---------------------------------------------------------------- chance

HIGH = statement("chance", "the third attempt is likely to succeed", hedge="chances are high")


@pytest.mark.parametrize(
    ("p", "lo", "hi", "verdict"),
    [(0.46, 0.25, 0.68, "open"), (0.70, 0.5, 0.9, "supports"), (0.2, 0.1, 0.4, "contradicts")],
)
def test_chances_are_held_against_the_forecast(
    view: View, p: float, lo: float, hi: float, verdict: str
) -> None:
    checked = only(view("2023-11-02", statements=[HIGH]), {"chance": {"p": p, "lo": lo, "hi": hi}})
    assert checked.verdict == verdict
    assert checked.figure == f"{100 * p:.0f} % ({100 * lo:.0f} to {100 * hi:.0f} %)"
    assert "not in ICD 203" in checked.reason


def test_no_forecast_or_no_word_of_likelihood(view: View) -> None:
    assert only(view("2023-11-02", statements=[HIGH])).verdict == "open"
    said = statement("chance", "success is likely")
    assert "55 to 80 %" in only(view("2023-11-02", statements=[said]), {}).reason
    vague = statement("chance", "it may work", hedge="may")
    assert only(view("2023-11-02", statements=[vague]), {}).verdict == "cannot test"


# ---------------------------------------------------------------- orbit, outcome, count

FOUND = {
    "orbit": {"found": {"perigee_km": 493, "apogee_km": 512, "inclination_deg": 97.4, "period_min": None}}
}
PLANNED = {
    "orbit": {
        "planned": {
            "perigee": {"p05": 470, "p95": 510}, "apogee": {"p05": 490, "p95": 530},
            "inclination": {"p05": 97.3, "p95": 97.5}, "period": None,
        },
        "found": None,
    }
}  # fmt: skip


def test_a_claimed_orbit_is_held_against_the_one_found(view: View) -> None:
    right = statement("orbit", "it flies at 493 x 512 km, 97.4 deg, 94.7 min")
    assert only(view("2023-12-01", statements=[right]), FOUND).verdict == "supports"
    wrong = statement("orbit", "it flies 800 km high at 97.4 degrees")
    checked = only(view("2023-12-01", statements=[wrong]), FOUND)
    assert checked.verdict == "contradicts"
    assert checked.figure == "perigee +307 km, apogee +288 km, inclination +0 deg"
    assert "perigee and apogee" in checked.reason


def test_an_observed_orbit_of_another_source_counts_in_si(view: View) -> None:
    orbit = observation("orbit", perigee="505 km", apogee="580 km", inclination="97.4 deg", period="95.4 min")
    claim = statement("orbit", "499.7 x 584.18 km, 97.4 deg, once in 95 min")
    checked = only(view("2023-12-01", statements=[claim], observations=[orbit]))
    assert (checked.verdict, checked.reason) == (
        "supports", "It agrees with the orbit found, 505 x 580 km, 97.4 deg, 95.4 min.",
    )  # fmt: skip


def test_a_claim_does_not_check_itself(view: View) -> None:
    orbit = observation("orbit", perigee="493 km", apogee="512 km", source="somebody, somewhere; elsewhere")
    claim = statement("orbit", "493 x 512 km")
    lists = {"statements": [claim], "observations": [orbit]}
    assert only(view("2023-12-01", **lists), FOUND).verdict == "open"
    independent = only(view("2023-12-01", **lists), PLANNED)
    assert (independent.verdict, independent.figure) == (
        "supports", "perigee 470 to 510 km, apogee 490 to 530 km",
    )  # fmt: skip
    high = statement("orbit", "800 x 900 km")
    assert only(view("2023-12-01", statements=[high]), PLANNED).verdict == "contradicts"


def test_an_orbit_claimed_without_figures(view: View) -> None:
    claim = statement("orbit", "the satellite is in orbit")
    assert only(view("2023-12-01", statements=[claim])).verdict == "open"
    checked = only(view("2023-12-01", statements=[claim]), FOUND)
    assert (checked.verdict, checked.figure) == ("supports", "493 x 512 km, 97.4 deg")
    period = observation("orbit", period="94.6 min")
    assert only(view("2023-12-01", statements=[claim], observations=[period])).figure == "94.6 min"


@pytest.mark.parametrize(
    ("said", "found", "verdict"),
    [
        ("the launch succeeded", True, "supports"),
        ("the launch failed", True, "contradicts"),
        ("no object entered orbit", False, "open"),
    ],
)
def test_outcome(view: View, said: str, found: bool, verdict: str) -> None:
    claim = statement("outcome", said)
    orbit = [observation("orbit", perigee="493 km", apogee="512 km")] if found else []
    assert only(view("2023-12-01", statements=[claim], observations=[LIFTOFF, *orbit])).verdict == verdict
    assert only(view("2023-12-01", statements=[claim])).verdict == "open"


def test_counted_objects(view: View) -> None:
    counted = [observation("object count", count=2)]
    for said, verdict in (
        ("two objects", "supports"),
        ("3 objects", "contradicts"),
        ("many objects", "open"),
    ):
        claim = statement("count", said)
        assert only(view("2023-12-01", statements=[claim], observations=counted)).verdict == verdict


# ---------------------------------------------------------------- areas

SQUARE = Area.polygon([(10.0, 120.0), (10.0, 122.0), (12.0, 122.0), (12.0, 120.0)], "test")


def area(exact: bool = True) -> Any:
    return SimpleNamespace(
        role="stage 1", attempt="this", area=SQUARE, exact=exact, center_lat=11.0, center_lon=121.0
    )


@pytest.mark.parametrize(
    ("lat", "exact", "inside", "outside"),
    [
        (11.0, True, "supports", "contradicts"),
        (16.0, True, "contradicts", "supports"),
        (12.2, True, "open", "open"),
        (11.0, False, "open", "open"),
    ],
)
def test_places_are_put_on_the_map(view: View, lat: float, exact: bool, inside: str, outside: str) -> None:
    splash = observation("splash", piece="stage 1", spot=spot(lat, 121.0, 20e3))
    for said, verdict in (("all fell inside the areas", inside), ("they fell outside", outside)):
        lists = {"statements": [statement("areas", said)], "observations": [splash], "areas": [area(exact)]}
        assert only(view("2023-12-01", **lists)).verdict == verdict


def test_what_another_source_says_of_the_area_counts_but_not_ones_own(view: View) -> None:
    told = observation("splash", piece="stage 1", inside_area="stage 1")
    claim = statement("areas", "the first stage fell inside")
    assert only(view("2023-12-01", statements=[claim], observations=[told])).verdict == "supports"
    told.source = "somebody, somewhere"
    assert only(view("2023-12-01", statements=[claim], observations=[told])).verdict == "open"
    out = observation("debris", piece="stage 1", outside_area="any")
    assert only(view("2023-12-01", statements=[claim], observations=[out])).verdict == "contradicts"
    about = statement("areas", "the fairing fell inside", about="fairing")
    assert only(view("2023-12-01", statements=[about], observations=[out])).verdict == "open"
    earlier = observation("splash", piece="stage 1", inside_area="stage 1", attempt="earlier")
    assert only(view("2023-12-01", statements=[claim], observations=[earlier])).verdict == "open"


# ---------------------------------------------------------------- what cannot be tested, and the table


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_code_has_its_sentence(view: View, code: str) -> None:
    for written in (code, code.replace(" ", "-"), code.upper()):
        checked = only(view("2023-12-01", statements=[statement(f"cannot test:{written}")]))
        assert (checked.verdict, checked.reason) == ("cannot test", REASONS[code])


def test_a_reason_of_ones_own_stands_as_written(view: View) -> None:
    own = statement("cannot test:CSIS held 36-04 for it")
    assert only(view("2023-12-01", statements=[own])).reason == "CSIS held 36-04 for it."
    assert (
        only(view("2023-12-01", statements=[statement("cannot test:")])).reason == REASONS["no public data"]
    )


def test_no_check_or_an_unknown_one_leaves_it_open(view: View) -> None:
    assert only(view("2023-12-01", statements=[statement(None)])).verdict == "open"
    assert "'astrology'" in only(view("2023-12-01", statements=[statement("astrology")])).reason


def test_rows_of_the_brief(view: View) -> None:
    late, early = (
        statement(None, published="2023-11-02"),
        statement(None, published="2023-11-01", hedge="likely"),
    )
    rows = [c.to_json() for c in check_statements(view("2023-12-01", statements=[late, early]))]
    assert [row["published"][:10] for row in rows] == ["2023-11-01", "2023-11-02"]
    assert rows[0]["hedge"] == "likely, 55 to 80 %"
    assert rows[1]["hedge"] is None
    keys = {
        *("id", "published", "speaker", "chain", "said", "exact", "hedge", "about", "check", "source"),
        *("verdict", "figure", "number", "code", "reason", "reports", "heads"),
    }
    assert set(rows[0]) == keys
    other = statement(None, hedge="final stages")
    assert only(view("2023-12-01", statements=[other])).to_json()["hedge"] == "final stages"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"), (59.6, "1 m"), (3600, "1 h"), (3660, "1 h 1 m"), (3601, "1 h 0 m 1 s"),
        (-4652, "1 h 17 m 32 s"), (86400, "1 d"), (90000, "1 d 1 h"),
    ],
)  # fmt: skip
def test_durations_as_people_say_them(seconds: float, text: str) -> None:
    assert span(timedelta(seconds=seconds)) == text


def test_days_and_instants() -> None:
    assert days_of(timedelta(hours=30)) == "1 day"
    assert days_of(timedelta(hours=3)) == "3 h"
    assert moment(at("2023-11-21T13:42:28")) == "21 Nov 2023 13:42:28 UTC"
