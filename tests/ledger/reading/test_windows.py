"""The window that a statement tells, worked out by hand with a calendar of 2023 (20 May was a Saturday)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.ledger.reading import propose, records_from
from launchwatch.ledger.reading.windows import tense_of, window_of
from launchwatch.ledger.records import Statement

PUBLISHED = datetime(2023, 5, 20, 8, tzinfo=UTC)


def days(said: str, tense: str = "future") -> tuple[str | None, str | None]:
    """The window as dates."""
    begin, end = window_of(said, PUBLISHED, tense)
    return (begin.date().isoformat() if begin else None), (end.date().isoformat() if end else None)


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("It will fly by the end of May", (None, "2023-06-01")),
        ("between 27 May and 4 June", ("2023-05-27", "2023-06-05")),
        ("between May 31 and June 11", ("2023-05-31", "2023-06-12")),
        ("from May 31 to June 11, 2024", ("2023-05-31", "2024-06-12")),
        ("due in early June", ("2023-06-01", "2023-06-11")),
        ("in mid-June", ("2023-06-11", "2023-06-21")),
        ("late June", ("2023-06-21", "2023-07-01")),
        ("a second would follow by May", (None, "2023-06-01")),
        ("before June", (None, "2023-06-01")),
        ("before the end of the year", (None, "2024-01-01")),
        ("in the second half of next year", ("2024-07-01", "2025-01-01")),
        ("in the third quarter of 2024", ("2024-07-01", "2024-10-01")),
        ("within two weeks", ("2023-05-20", "2023-06-04")),
        ("within a day", ("2023-05-20", "2023-05-22")),
        ("in the next 10 days", ("2023-05-20", "2023-05-31")),
        ("it will launch next week", ("2023-05-22", "2023-05-29")),
        ("next month", ("2023-06-01", "2023-07-01")),
        ("next year", ("2024-01-01", "2025-01-01")),
        ("as early as next week", ("2023-05-22", None)),
        ("on June 4", ("2023-06-04", "2023-06-05")),
        ("on Tuesday", ("2023-05-23", "2023-05-24")),
        ("tomorrow", ("2023-05-21", "2023-05-22")),
        ("May 27-31", ("2023-05-27", "2023-06-01")),
        ("27 to 31 May 2024", ("2024-05-27", "2024-06-01")),
        ("three more satellites in 2024", ("2024-01-01", "2025-01-01")),
        ("later this year", ("2023-05-20", "2024-01-01")),
        ("by year-end", (None, "2024-01-01")),
        ("after June 4", ("2023-06-05", None)),
        ("no later than 4 June 2024", (None, "2024-06-05")),
        ("between December 28 and January 5", ("2023-12-28", "2024-01-06")),
        ("from Monday to Wednesday", ("2023-05-22", "2023-05-25")),
        ("in March", ("2024-03-01", "2024-04-01")),
        ("at the end of June", ("2023-06-21", "2023-07-01")),
        ("soon, perhaps in the coming days", (None, None)),
        ("it may fail", (None, None)),
        ("on February 31", (None, None)),
        ("February 30-31", (None, None)),
        ("The rocket weighs 200 tonnes and the year was good", (None, None)),
    ],
)
def test_a_window_is_what_the_calendar_says(said: str, window: tuple[str | None, str | None]) -> None:
    assert days(said) == window


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("it was launched in November", ("2022-11-01", "2022-12-01")),
        ("flew on Friday", ("2023-05-19", "2023-05-20")),
        ("failed last year", ("2022-01-01", "2023-01-01")),
        ("launched yesterday", ("2023-05-19", "2023-05-20")),
        ("since June 4", ("2022-06-04", None)),
        ("lost within two minutes", (None, None)),
        ("took off within two weeks", (None, None)),
    ],
)
def test_what_is_past_is_counted_backward(said: str, window: tuple[str | None, str | None]) -> None:
    assert days(said, "past") == window


@pytest.mark.parametrize(
    ("said", "tense"),
    [("It would fly", "future"), ("It is flying", "present"), ("It flew", "past"), ("due to fly", "future")],
)
def test_the_tense_is_told_by_the_verb(said: str, tense: str) -> None:
    assert tense_of(said) == tense


@given(
    st.text("0123456789 ,-", max_size=12),
    st.sampled_from(["by May ", "between 3 and ", "June ", "in 2024 ", "Feb "]),
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["past", "present", "future"]),
)
def test_no_window_ends_before_it_begins(tail: str, head: str, at: datetime, tense: str) -> None:
    begin, end = window_of(head + tail + " June", at.replace(tzinfo=UTC), tense)
    assert begin is None or end is None or end - begin >= timedelta(days=1)


def test_a_statement_on_record_has_the_window_it_tells() -> None:
    text = "Tokyo, May 20. The satellite will be launched by the end of May, the ministry said."
    proposals = propose(text, "story.txt", outlet="Wire", published="2023-05-20")
    made = records_from(proposals, proposals.items, text, datetime(2026, 1, 1, tzinfo=UTC))
    statement = next(r for r in made if isinstance(r, Statement))
    assert statement.window_begin is None
    assert statement.window_end == datetime(2023, 6, 1, tzinfo=UTC)
    assert statement.tense == "future"
