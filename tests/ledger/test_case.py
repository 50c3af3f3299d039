"""The shipped case of November 2023: what the checks say as of three dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from launchwatch.case import Case, load_case
from launchwatch.ledger import CheckedStatement, Record, check_statements, records_of

CHANCE = {"chance": {"p": 0.46, "lo": 0.25, "hi": 0.68}}


@pytest.fixture(scope="module")
def case(root: Path) -> Case:
    return load_case(root / "cases" / "malligyong-1")


@pytest.fixture(scope="module")
def ledger(root: Path) -> tuple[Record, ...]:
    records, problems = records_of(root / "cases" / "malligyong-1")
    assert not problems
    return records


def checked(case: Case, ledger: tuple[Record, ...], as_of: str) -> dict[str, list[CheckedStatement]]:
    """What was checked as of an instant, by the name of the check."""
    found: dict[str, list[CheckedStatement]] = {}
    for item in check_statements(case.as_of(as_of), CHANCE, ledger):
        found.setdefault((item.statement.check or "").partition(":")[0], []).append(item)
    return found


def test_the_october_pledge_is_missed_by_a_day_on_the_first_of_november(
    case: Case, ledger: tuple[Record, ...]
) -> None:
    october = checked(case, ledger, "2023-11-01T23:00Z")["window"][-1]
    assert (october.verdict, october.figure) == ("contradicts", "missed by 1 day so far")


def test_the_briefing_of_1_november_is_not_known_on_the_morning_of_that_day(
    case: Case, ledger: tuple[Record, ...]
) -> None:
    morning, evening = (
        {c.statement.id for c in check_statements(case.as_of(instant), CHANCE, ledger)}
        for instant in ("2023-11-01T06:00Z", "2023-11-01")
    )
    assert "chances-high" in evening and not {"chances-high", "shipments", "final-stage"} & morning
    assert {"october", "notice-aug"} <= morning


def test_with_the_warning_out_its_window_is_open(case: Case, ledger: tuple[Record, ...]) -> None:
    found = checked(case, ledger, "2023-11-21T12:00Z")
    assert found["window"][-1].verdict == "open"
    assert found["chance"][0].verdict == "open"
    assert found["chance"][0].figure == "46 % (25 to 68 %)"


def test_afterwards_the_early_launch_and_the_impossible_pair_of_times_are_found(
    case: Case, ledger: tuple[Record, ...]
) -> None:
    found = checked(case, ledger, "2023-12-01T12:00Z")
    assert found["launched early"][0].figure == "1 h 17 m 32 s before the window opened"
    assert found["launched early"][0].verdict == "supports"
    assert found["window"][-1].verdict == "contradicts"
    impossible = [p for p in found["passage"] if p.verdict == "contradicts"]
    assert impossible and (impossible[0].figure or "").startswith("11.9 km/s")


def test_nothing_later_than_the_instant_is_used(case: Case, ledger: tuple[Record, ...]) -> None:
    for instant in ("2023-06-05T00:00Z", "2023-11-01T23:00Z", "2023-11-21T12:00Z", "2023-12-01T12:00Z"):
        view = case.as_of(instant)
        items = check_statements(view, CHANCE, ledger)
        assert items and all(i.statement.published <= view.as_of for i in items)
    early = check_statements(case.as_of("2023-11-21T12:00Z"), CHANCE, ledger)
    before = {i.statement.said: i.verdict for i in early}
    assert "contradicts" in before.values()  # October was missed, and that did not need the future


@pytest.mark.parametrize(
    "name", ["kwangmyongsong-2", "kwangmyongsong-3", "kwangmyongsong-3-2", "kwangmyongsong-4"]
)
def test_every_statement_of_the_other_cases_gets_a_verdict_with_a_reason(root: Path, name: str) -> None:
    items = check_statements(load_case(root / "cases" / name).as_of())
    assert items
    assert all(i.reason.endswith(".") and len(i.reason) > 10 for i in items)
