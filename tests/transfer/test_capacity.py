"""Loads, rates and days against arithmetic done by hand, and what was public by an instant."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from launchwatch.transfer import (
    Spread,
    anchors,
    days_of_supply,
    rounds_moved,
    share_at_least,
    voyages_needed,
)

BRIEFING = datetime(2023, 11, 1, 23, 59, 59, tzinfo=UTC)


def test_ten_voyages_at_the_loads_of_october_2023_fall_short_of_a_million() -> None:
    moved = rounds_moved(Spread.of(10.0), BRIEFING)
    assert moved is not None
    assert moved.bounds == (10 * 300 * 250, 10 * 300 * 300)
    assert moved.interval.median == pytest.approx(10 * 300 * (250 * 300) ** 0.5, rel=1e-3)
    assert share_at_least(moved, Spread.of(1e6)) == 0.0


def test_a_million_rounds_need_eleven_to_thirteen_voyages_at_those_loads() -> None:
    needed = voyages_needed(Spread.of(1e6), BRIEFING)
    assert needed is not None
    assert needed.bounds == pytest.approx((1e6 / 300 / 300, 1e6 / 300 / 250))  # 11.1 to 13.3
    assert needed.bounds[0] < needed.interval.p05 < needed.interval.p95 < needed.bounds[1]


def test_more_than_ten_may_or_may_not_be_enough() -> None:
    moved = rounds_moved(Spread.told(10.0, 10.0, None, "more than"), BRIEFING)
    assert moved is not None
    assert 0.2 < share_at_least(moved, Spread.of(1e6)) < 0.5


def test_the_days_that_a_million_rounds_last_hold_two_months() -> None:
    days = days_of_supply(Spread.of(1e6), BRIEFING)
    assert days is not None
    assert days.bounds == pytest.approx((1e6 / 32880, 1e6 / 10000))  # 30 to 100 days
    assert days.bounds[0] < 61 < days.bounds[1]


def test_nothing_later_than_the_instant_is_used() -> None:
    early = datetime(2022, 1, 1, tzinfo=UTC)
    assert rounds_moved(Spread.of(10.0), early) is None
    assert voyages_needed(Spread.of(1e6), early) is None
    assert days_of_supply(Spread.of(1e6), early) is None
    for quantity in ("rounds a container", "containers a voyage", "rounds a day", "won a dollar"):
        every = anchors(quantity)
        assert every == sorted(every, key=lambda a: a.published)
        for instant in (early, BRIEFING, datetime(2024, 6, 30, tzinfo=UTC)):
            assert anchors(quantity, instant) == [a for a in every if a.published <= instant]


def test_every_anchor_names_its_source_and_shows_itself() -> None:
    for quantity in ("rounds a container", "containers a voyage", "rounds a day", "won a dollar"):
        for anchor in anchors(quantity):
            assert anchor.source.startswith("http") and anchor.who
            assert 0 < anchor.low <= anchor.high
            assert json.loads(json.dumps(anchor.to_json()))["quantity"] == quantity
    assert str(anchors("rounds a container")[0]).startswith("250 to 300 rounds a container (South Korea")
    assert str(anchors("containers a voyage")[0]).startswith("300 containers a voyage (the White House")


def test_a_worked_figure_names_each_anchor_once() -> None:
    moved = rounds_moved(Spread.of(10.0), BRIEFING)
    assert moved is not None
    assert moved.sources.count("containers a voyage") == 1
    assert len(moved.used) == 2


def test_the_share_counts_the_spread_of_the_claim_too() -> None:
    moved = rounds_moved(Spread.of(10.0), BRIEFING)
    assert moved is not None
    assert share_at_least(moved, Spread.of(1.0)) == 1.0
    # 750,000 to 900,000 against an even chance of 700,000 or of a million: a half
    either = Spread(((700_000.0, 700_000.0), (1e6, 1e6)))
    assert share_at_least(moved, either) == pytest.approx(0.5)


def test_against_the_worked_figures_of_the_data_set(data_dir: Path) -> None:
    """The same arithmetic, done by others, with the later loads."""
    told: dict[str, Any] = json.loads((data_dir / "evidence" / "capacity_anchors.json").read_text())
    boxes = told["per_voyage"]["per_trip"]
    for load, rounds in told["worked"]["rounds_from_10_voyages"].items():
        assert 10 * 2000 / 9 * int(load) == pytest.approx(rounds, abs=1.0)
    ours = {(a.low, a.high) for a in anchors("rounds a container")}
    for row in told["containers"]:
        if "per_container" in row:
            assert tuple(row["per_container"]) in ours
        else:
            assert (row["per_container152"],) * 2 in ours
    assert boxes in {a.low for a in anchors("containers a voyage")}
    rates = {a.low for a in anchors("rounds a day")}
    for rate, days in told["worked"]["days_of_supply"].items():
        assert 1e6 / int(rate) == pytest.approx(days, abs=0.6)
        assert int(rate) in rates | {a.high for a in anchors("rounds a day")}
