"""What of a case is shown as of an instant."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.case import Case, load_case

CASES = Path(__file__).parents[2] / "cases"
Make = Callable[..., Path]
KINDS = (
    *("aims", "overrides", "windows", "areas", "observations", "earlier_observations", "statements"),
    *("judgements", "attempts", "unknowns", "elements", "cameras"),
)


@pytest.fixture(scope="module")
def malligyong() -> Case:
    return load_case(CASES / "malligyong-1")


@pytest.mark.parametrize("name", sorted(p.name for p in CASES.iterdir() if (p / "case.toml").is_file()))
def test_every_worked_case_loads_and_shows_everything_in_the_end(name: str) -> None:
    case = load_case(CASES / name)
    assert case.name == name
    view = case.as_of()
    assert view.hidden == 0 and view.as_of == case.last
    assert view.aim is not None and view.window is not None and view.flown
    assert bool(view.gates) or not any(o.kind == "passage" for o in view.observations)
    assert {a.role for a in view.areas if a.attempt == "this"} >= {"stage 1", "stage 2"}
    assert all(s.n == i for i, s in enumerate(view.sources, 1)) and all(s.used_for for s in view.sources)


def test_nothing_published_later_is_shown_and_nothing_is_lost(malligyong: Case) -> None:
    total = sum(len(group) for group in malligyong.dated())

    @settings(derandomize=True, max_examples=60, deadline=None)
    @given(st.integers(0, 800))
    def check(days: int) -> None:
        instant = datetime(2023, 5, 1, tzinfo=UTC) + timedelta(days=days, hours=7)
        view = malligyong.as_of(instant)
        shown = [item for kind in KINDS for item in getattr(view, kind)]
        assert all(item.published <= instant for item in shown)
        assert len(shown) + view.hidden == total
        later = malligyong.as_of(instant + timedelta(days=30))
        assert all(item in getattr(later, kind) for kind in KINDS for item in getattr(view, kind))
        assert all(source.published <= instant for source in view.sources)

    check()


def test_before_the_warning_there_is_no_area_and_no_window_of_this_attempt(malligyong: Case) -> None:
    view = malligyong.as_of("2023-11-01")
    assert view.window is None and not view.flown and not view.observations and view.liftoff is None
    assert {a.attempt for a in view.areas} == {"earlier"}
    assert [a.number for a in view.attempts] == [1, 2]


def test_a_statement_of_a_day_is_not_known_on_the_morning_of_that_day() -> None:
    case = load_case(CASES / "kwangmyongsong-4")
    assert not case.as_of("2016-02-02T06:00Z").statements
    pledge = case.as_of("2016-02-02").statements[0]
    assert (pledge.speaker, pledge.check) == ("DPRK", "window") and pledge.window_end is not None


def test_when_the_warning_was_out_and_nothing_had_flown(malligyong: Case) -> None:
    view = malligyong.as_of("2023-11-21T12:00Z")
    assert view.window is not None and not view.flown and not view.elements
    assert view.window.begin == datetime(2023, 11, 21, 15, tzinfo=UTC)
    assert view.window.end == datetime(2023, 11, 30, 15, tzinfo=UTC)
    assert [a.label for a in view.areas if a.attempt == "this"] == ["A", "B", "C"]
    assert view.local(view.window.begin).isoformat() == "2023-11-22T00:00:00+09:00"


def test_the_morning_after_shows_pieces_and_orbit_but_no_later_elements(malligyong: Case) -> None:
    view = malligyong.as_of("2023-12-01")
    assert view.liftoff is not None and view.liftoff.time == datetime(2023, 11, 21, 13, 42, 28, tzinfo=UTC)
    orbit = next(o for o in view.observations if o.kind == "orbit")
    assert orbit.inclination is not None and orbit.inclination.to("deg") == pytest.approx(97.4)
    assert not view.elements
    assert all(o.attempt == "this" for o in view.observations) and len(view.earlier_observations) == 5


def test_the_impossible_overflight_time_is_shown_but_not_weighed(malligyong: Case) -> None:
    at_gap = [o for o in malligyong.as_of().observations if o.place == "Okinawa-Miyako gap"]
    assert {(o.time.minute, o.weigh) for o in at_gap if o.time} == {(52, True), (55, False)}


def test_the_drop_zones_of_2023_lie_where_the_distances_put_them(malligyong: Case) -> None:
    """Worked out by hand from the same distances: 36.1 to 36.7 N, 33.3 to 34.4 N, 12 to 14.5 N 128.6 E."""
    found = {a.label: a for a in malligyong.as_of("2023-11-21T12:00Z").areas if a.attempt == "this"}
    assert 36.0 < found["A"].center_lat < 36.8 and 123.2 < found["A"].center_lon < 123.9
    assert 33.2 < found["B"].center_lat < 34.5 and 123.1 < found["B"].center_lon < 123.5
    assert 12.0 < found["C"].center_lat < 14.5 and 128.4 < found["C"].center_lon < 128.8


def test_an_override_counts_only_from_its_publication() -> None:
    case = load_case(CASES / "kwangmyongsong-4")
    before, after = case.as_of("2016-02-07"), case.as_of()
    assert str(after.launcher.payload) == "150 to 200 kg"
    assert before.launcher.payload == case.bare_launcher.payload


def test_a_later_window_replaces_an_earlier_one() -> None:
    case = load_case(CASES / "kwangmyongsong-4")
    first, second = case.as_of("2016-02-03").window, case.as_of("2016-02-06").window
    assert first is not None and second is not None
    assert (first.begin.day, second.begin.day) == (7, 6)  # 07:00 at +08:30 is 22:30 UTC of the day before


def test_a_case_without_items_has_an_empty_view(make: Make) -> None:
    view = load_case(make()).as_of()
    assert (view.aim, view.window, view.hidden, view.sources, view.gates) == (None, None, 0, [], [])


def test_an_unknown_needs_no_source(make: Make) -> None:
    view = load_case(make('[[unknown]]\npublished = "2023-05-01"\ntext = "the corners"\n')).as_of()
    assert [u.text for u in view.unknowns] == ["the corners"] and view.sources == []


def test_an_as_of_without_a_zone_is_refused(malligyong: Case) -> None:
    from launchwatch.errors import InputError

    with pytest.raises(InputError, match="zone"):
        malligyong.as_of("2023-11-21T12:00")


def test_observations_read_as_one_line(malligyong: Case) -> None:
    texts = [o.text for o in malligyong.as_of().observations]
    assert "satellite: orbit, perigee 493 km, apogee 512 km, inclination 97.4 deg, period 94.67 min" in texts
    assert any("outside the announced areas" in t for t in texts) and any("2 objects" in t for t in texts)


@pytest.mark.parametrize("name", sorted(p.name for p in CASES.iterdir() if (p / "case.toml").is_file()))
def test_no_item_speaks_of_a_month_after_its_publication(name: str) -> None:
    """A slip of hindsight in a note would show too early: every month and year in the words is checked."""
    months = {m: n for n, m in enumerate(calendar.month_name) if m}
    fields = ("note", "why", "text", "said", "check", "phase", "hedge", "about", "event")
    wrong = []
    for item in (item for group in load_case(CASES / name).dated() for item in group):
        for field in fields:
            words = str(getattr(item, field, None) or "")
            for month, year in re.findall(r"(?:\b([A-Z][a-z]+) )?\b((?:19|20)\d\d)\b", words):
                told = (int(year), months.get(month, 1))
                if told > (item.published.year, item.published.month):
                    wrong.append(f"{item.published:%Y-%m-%d}: {words}")
    assert wrong == []


def test_the_head_of_a_case_says_nothing_of_the_outcome() -> None:
    for folder in CASES.iterdir():
        case = load_case(folder)
        assert not re.search(r"success|succeed|orbited|failed|reached", f"{case.title} {case.summary}")
