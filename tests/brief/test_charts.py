"""The charts of the brief: the bars stand where the figures say."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import made_brief
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.brief import bars, charts

WHOLE = made_brief.malligyong()


def ticks_of(made: str) -> list[tuple[float, float]]:
    """x and value of the ticks at the foot of a chart."""
    root = ElementTree.fromstring(made)
    texts = [t for t in root.iter("{http://www.w3.org/2000/svg}text") if t.get("class") == "tickname"]
    foot = max(float(t.get("y", 0)) for t in texts)
    return [
        (float(t.get("x", 0)), float((t.text or "").replace(",", "").replace("−", "-")))
        for t in texts
        if float(t.get("y", 0)) == foot
    ]


@pytest.mark.parametrize("width", [720.0, 360.0])
def test_bars_stand_where_the_figures_say(width: float) -> None:
    made = charts.timeline_chart(WHOLE, width)
    assert made is not None
    (x0, v0), *_, (x1, v1) = ticks_of(made)

    def value(x: float) -> float:
        return v0 + (x - x0) / (x1 - x0) * (v1 - v0)

    medians = [value(float(m)) for m in re.findall(r'd="M([\d.]+) [\d.]+v16" class="median"', made)]
    told = [e["seconds"]["median"] for e in WHOLE["timeline"][:-1]]
    assert medians == pytest.approx(told, abs=2.0)
    wide = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="6" class="ninety"', made)
    spans = [(value(float(x)), value(float(x) + float(w))) for x, w in wide]
    for (low, high), event in zip(spans, WHOLE["timeline"], strict=False):
        assert (low, high) == pytest.approx((event["seconds"]["p05"], event["seconds"]["p95"]), abs=3.0)


def test_events_much_later_do_not_crush_the_rest() -> None:
    now, late = charts.early(WHOLE["timeline"])
    assert [e["event"] for e in late] == ["first pass over Pyongyang"] and len(now) == 9
    assert charts.early([]) == ([], [])


def test_the_clocks_over_the_timeline_agree_with_the_seconds() -> None:
    clock = charts.Clock(datetime(2023, 11, 21, 13, 42, 28, tzinfo=UTC))
    found = clock.ticks(0.0, 900.0, 6)
    assert (found[0], found[1]) == ((152.0, "13:45"), (332.0, "13:48"))
    assert charts.Clock(datetime(2023, 11, 21, 23, 59, tzinfo=UTC)).ticks(0.0, 120.0, 3)[-1] == (
        120.0,
        "00:01",
    )
    assert [t for _, t in charts.Clock(datetime(2023, 11, 21, 13, tzinfo=UTC)).ticks(0.0, 40.0, 5)][
        1
    ] == "13:00:10"
    made = charts.timeline_chart(WHOLE, 720.0)
    assert made is not None and "13:45" in made and "22:45" in made and "site time (UTC+9)" in made


def test_no_clock_is_shown_for_a_lift_off_that_is_not_known() -> None:
    assert charts.lift_off(made_brief.before_the_warning()) is None
    made = charts.timeline_chart(made_brief.before_the_warning(), 720.0)
    assert made is not None and ">UTC<" not in made
    vague: dict[str, Any] = {
        "median": "2023-11-21T13:42:28Z",
        "p05": "2023-11-21T10:00:00Z",
        "p95": "2023-11-22T10:00Z",
    }
    assert charts.lift_off({"timeline": [{"event": "Liftoff", "utc": vague}]}) is None


def test_the_inclination_is_shown_by_what_it_rests_on() -> None:
    made = charts.inclination_chart(WHOLE["orbit"], 720.0)
    assert made is not None
    for name in ("read by hand, one plane", "from the areas alone", "areas and stated aim", "orbit found"):
        assert name in made
    inferred = {**WHOLE["orbit"], "aim": {"stated": False}}
    assert "areas and inferred aim" in (charts.inclination_chart(inferred, 720.0) or "")
    assert charts.inclination_chart({}, 720.0) is None


def test_the_chance_stands_on_a_scale_from_0_to_100() -> None:
    made = charts.chance_chart(WHOLE["chance"], 500.0)
    assert made is not None
    values = [v for _, v in ticks_of(made)]
    assert (values[0], values[-1]) == (0.0, 100.0)
    assert "with judgement" in made and "rule of Laplace" in made
    same = {**WHOLE["chance"], "with_judgement": {**WHOLE["chance"]["with_judgement"], "p": 0.46}}
    assert "with judgement" not in (charts.chance_chart(same, 500.0) or "")
    assert "this brief" in (charts.chance_chart({"p": 0.4}, 500.0) or "")
    assert charts.chance_chart({}, 500.0) is None


def test_past_forecasts_of_its_size_stand_beside_the_chance() -> None:
    row = {"n": 25, "reached": 0.48, "reached_lo": 0.28, "reached_hi": 0.69}
    made = charts.chance_chart({**WHOLE["chance"], "calibration": row}, 500.0)
    assert made is not None and "25 past forecasts like it: 48 %" in made
    assert "past forecasts" not in (charts.chance_chart(WHOLE["chance"], 500.0) or "")


def test_ways_of_failing_come_in_the_order_of_the_flight() -> None:
    phases = [f["phase"] for f, _ in charts.by_phase(WHOLE["failures"])]
    assert phases == sorted(phases)
    assert charts.way({"phase": "stage 2", "mode": "no ignition"}) == "stage 2: no ignition"
    assert charts.way({}) == "failure"
    made = charts.downrange_chart(WHOLE["failures"], 360.0)
    assert made is not None and "stage 1: loss of control" in made and ticks_of(made)[0][1] == 0.0
    assert charts.downrange_chart([{"mode": "x", "falls": None}], 360.0) is None


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 12))
def test_ticks_are_round_inside_and_not_too_many(low: float, span: float, most: int) -> None:
    found = bars.ticks(low, low + span, most)
    assert all(low - 1e-6 * span <= v <= low + span * (1 + 1e-6) for v in found)
    assert 1 <= len(found) <= most + 2


def test_a_span_beyond_all_steps_takes_the_largest() -> None:
    assert bars.ticks(0.0, 1e5, 3, bars.TIME_STEPS)[1] == 14_400.0


def test_the_median_stands_for_missing_quartiles() -> None:
    assert bars.quantiles({"median": 2.0, "p05": 1.0, "p95": 3.0}) == (1.0, 2.0, 2.0, 2.0, 3.0)
    assert bars.quantiles(None) is None
    assert [bars.plain(v) for v in (-1500.0, 97.3, 0.0, -0.0)] == ["−1,500", "97.3", "0", "0"]


def test_many_ways_of_failing_are_shown_to_a_bound_and_the_rest_are_summed() -> None:
    ways = [{"phase": f"stage {k}", "mode": "early shutdown", "p": 0.1 / (k + 1)} for k in range(20)]
    assert [w["phase"] for w in charts.leading(ways)] == [f"stage {k}" for k in range(charts.SHOWN_WAYS)]
    rest = charts.rarer(ways)
    assert rest["count"] == 20 - charts.SHOWN_WAYS
    assert rest["p"] == pytest.approx(sum(w["p"] for w in ways) - sum(w["p"] for w in charts.leading(ways)))
    assert charts.rarer(ways[:3]) == {}
