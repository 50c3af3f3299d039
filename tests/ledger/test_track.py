"""The track record of a speaker: shares with their interval, likelihoods by Brier's rule, the base rate."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from made_claims import at, claim, observation, view

from launchwatch.errors import InputError
from launchwatch.ledger import CheckedStatement, reached_orbit, track
from launchwatch.ledger.track import Share


def said(verdict: Any, check: str = "window", day: str = "2023-05-01", **more: Any) -> CheckedStatement:
    return CheckedStatement(claim(check, published=at(day), **more), verdict, "Reason.")


def test_settled_statements_count_and_others_are_told_only() -> None:
    rows = [
        said("supports"),
        said("contradicts", day="2023-06-01"),
        said("open"),
        said("cannot test", "cannot test"),
    ]
    found = track(" s ", [("case", rows, None, None)])
    assert (found.share.supported, found.share.of) == (1, 2)
    assert [c.verdict for _, c, _ in found.rows] == ["supports", "open", "cannot test", "contradicts"]


def test_the_base_rate_is_that_of_others_on_the_same_kinds_of_check() -> None:
    rows = [said("supports"), said("contradicts", speaker="T"), said("supports", "orbit", speaker="T")]
    found = track("S", [("case", rows, None, None)])
    assert (found.base.supported, found.base.of) == (0, 1)
    assert [(kind, mine.of, base.of) for kind, mine, base in found.by_check] == [("window", 1, 1)]
    assert found.to_json()["by_check"]["window"]["share"]["supported"] == 1


def test_cases_are_taken_together_in_order_of_publication() -> None:
    found = track(
        "S", [("b", [said("supports", day="2023-09-01")], None, None), ("a", [said("supports")], None, None)]
    )
    assert [case for case, _, _ in found.rows] == ["a", "b"] and found.share.of == 2


@pytest.mark.parametrize(
    ("supported", "of", "low", "high"),
    [(0, 0, 0.0062, 0.9938), (1, 1, 0.2284, 0.9985), (6, 9, 0.3960, 0.8683), (10, 10, 0.8286, 0.9998)],
)
def test_the_interval_is_jeffreys(supported: int, of: int, low: float, high: float) -> None:
    """Beta quantiles: 0 of 0 is the arcsine law, sin^2(pi q / 2); the others by direct integration below."""
    assert Share(supported, of).interval == pytest.approx((low, high), abs=2e-3)
    assert str(Share(0, 0)) == "none"


def test_beta_quantiles_against_integration() -> None:
    import numpy as np

    low, high = Share(6, 9).interval
    x = (np.arange(200_000) + 0.5) / 200_000
    density = x**5.5 * (1.0 - x) ** 2.5
    below = np.cumsum(density) / density.sum()
    assert np.interp(low, x, below) == pytest.approx(0.05, abs=1e-4)
    assert np.interp(high, x, below) == pytest.approx(0.95, abs=1e-4)


@pytest.mark.parametrize(("came", "brier", "base"), [(True, 0.0625, 0.2704), (False, 0.5625, 0.2304)])
def test_a_likelihood_is_scored_by_brier_beside_the_record(came: bool, brier: float, base: float) -> None:
    """'High' is read as 55 to 95 %, its middle 75 %: (0.75 - 1)^2; the record said 48 %."""
    rows = [said("open", "chance", hedge="chances are high"), said("open", "chance", hedge="chances")]
    found = track("S", [("case", rows, came, 0.48)])
    scores = [s.to_json() for _, _, s in found.rows if s]
    assert len(scores) == 1
    assert (scores[0]["brier"], scores[0]["base_brier"]) == pytest.approx((brier, base))
    unsettled = track("S", [("case", rows, None, 0.48)])
    assert all(s is None for _, _, s in unsettled.rows)
    without = track("S", [("case", rows, came, None)]).to_json()
    assert without["statements"][0]["likelihood"]["base_brier"] is None


def test_orbit_is_reached_when_one_is_on_record_and_missed_when_none_is_after_days() -> None:
    lifted = observation("liftoff", "2023-11-21T13:42")
    assert reached_orbit(view("2023-11-22", observations=[lifted])) is None
    assert reached_orbit(view("2023-11-26", observations=[lifted])) is False
    assert reached_orbit(view("2023-11-26", observations=[lifted, observation("orbit")])) is True
    assert reached_orbit(view("2023-11-26")) is None


def test_track_verb_over_shipped_cases(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from launchwatch import brief
    from launchwatch.verbs._ledger_checks import track as verb

    monkeypatch.setattr(brief, "forecast_case", lambda view: SimpleNamespace(p=0.48, lo=0.3, hi=0.66))
    cases = [root / "cases" / name for name in ("malligyong-1", "kwangmyongsong-4")]
    answer, lines = verb(Namespace(speaker="dprk", cases=cases, as_of="2023-12-01"))
    windows = answer["by_check"]["window"]["share"]
    assert (windows["supported"], windows["of"]) == (3, 6)  # kept: Feb 2016 moved, May, August 2023
    assert answer["by_check"]["imagery"]["share"] | {"lo": 0, "hi": 0} == {
        "supported": 10,
        "of": 10,
        "lo": 0,
        "hi": 0,
    }
    assert lines[-1].startswith("in all: borne out")
    nis, told = verb(Namespace(speaker="NIS", cases=cases[:1], as_of="2023-12-01"))
    assert any("told 75 %" in line and line.endswith("it came") for line in told)
    assert [s["likelihood"] is not None for s in nis["statements"] if s["check"] == "chance"] == [True]
    with pytest.raises(InputError, match=r"said nothing.*did you mean 'Shin Won-sik'"):
        verb(Namespace(speaker="Shin Wonsik", cases=cases, as_of="2023-12-01"))
