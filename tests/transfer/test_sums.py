"""Renderings of one sum: the briefing of 1 November 2023 as seven pages printed it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from launchwatch.errors import InputError
from launchwatch.transfer import Sum, compare_sums, in_dollars, slip

FROZEN = Sum(3.45e6, "USD", 0.005e6, "Reuters")
WON = Sum(4.7e9, "KRW", 0.05e9, "a page in won")
BODY = Sum(345e6, "USD", 0.5e6, "the body of the same page")


def test_the_won_are_changed_at_the_close_of_the_day() -> None:
    low, high = in_dollars(WON).bounds
    assert low == pytest.approx(4.65e9 / 1357.3) and high == pytest.approx(4.75e9 / 1357.3)
    assert low < 3.45e6 < high  # 3.426 to 3.4996 million
    assert in_dollars(WON, datetime(2020, 1, 1, tzinfo=UTC)).bounds == (low, high)  # no earlier rate is known


def test_the_sum_in_won_bears_out_the_small_one_and_the_large_one_is_a_slip_of_units() -> None:
    found = compare_sums(FROZEN, [WON, BODY])
    assert found.agree == ("a page in won",)
    assert found.off == (("the body of the same page", 100.0, "man, ten thousand, taken for million"),)
    assert not found.alone
    large = compare_sums(BODY, [WON, FROZEN])
    assert large.agree == () and large.alone
    assert not compare_sums(BODY, [WON]).alone  # one against one is not settled
    assert [name for name, _, _ in large.off] == ["a page in won", "Reuters"]
    assert all(slip_ is not None for _, _, slip_ in large.off)


def test_a_sum_that_nobody_told_is_named_by_its_figure() -> None:
    assert compare_sums(FROZEN, [Sum(3.4e6, "USD")]).agree == ("3,400,000 USD",)
    assert compare_sums(FROZEN, [Sum(10.0e6, "USD", told_by="other")]).off == (("other", 2.9, None),)


@pytest.mark.parametrize(
    ("factor", "known"), [(10, True), (0.1, True), (1000, True), (30, False), (1, False)]
)
def test_only_clean_powers_of_ten_are_slips(factor: float, known: bool) -> None:
    assert (slip(factor) is not None) == known


def test_a_currency_without_a_rate_is_refused() -> None:
    with pytest.raises(InputError, match="no exchange rate for 'EUR'"):
        in_dollars(Sum(1.0, "EUR"))
