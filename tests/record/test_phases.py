"""How failures split over stages and kinds, by what was known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from launchwatch.record import forecast, kinds_of_stage, known_phases, load_record
from launchwatch.record.phases import KINDS, PUBLISHED

NOVEMBER = datetime(2023, 11, 1, tzinfo=UTC)


def test_every_known_phase_is_of_a_failed_launch_and_has_its_source() -> None:
    by_tag = {launch.tag: launch for launch in load_record()}
    assert len(known_phases()) > 30
    for tag, phase in known_phases().items():
        assert not by_tag[tag].orbit, tag
        assert phase.known > by_tag[tag].date, tag
        assert "http" in phase.source and phase.kind in KINDS and phase.stage in (1, 2, 3)


def test_failures_split_by_what_was_known() -> None:
    before = forecast("Cheonlima-1", 1, datetime(2023, 5, 1, tzinfo=UTC), state="KP")
    after = forecast("Cheonlima-1", 3, NOVEMBER)
    for found in (before, after):
        assert sum(found.by_phase.values()) == pytest.approx(1.0)
        assert sum(found.by_kind.values()) == pytest.approx(1.0)
    assert after.by_phase["stage 2"] > before.by_phase["stage 2"]  # the attempt of 30 May failed there
    assert (
        after.by_kind["termination"] > before.by_kind["termination"]
    )  # and that of August by its own charge
    worth = {one.tag: one.worth for one in after.failures}
    assert (worth["2023-F06"], worth["2012-F01"], worth["2008-F01"]) == (1.0, 0.5, 0.25)
    assert "2023-F06" not in {one.tag for one in before.failures} and "2024-F02" not in worth


def test_a_mature_line_is_held_against_the_published_count_and_its_own_failures() -> None:
    found = forecast("Falcon 9", 270, NOVEMBER)
    total = sum(PUBLISHED.values())
    assert found.by_phase == pytest.approx({phase: count / total for phase, count in PUBLISHED.items()})
    assert found.failures == ()
    assert 0.0 < found.by_kind["orbit but wrong"] < 0.5


def test_orbit_but_wrong_follows_the_class() -> None:
    """Of launches that were no full success, more reached an orbit in a class where more did so before."""
    record = [launch for launch in load_record() if launch.date < NOVEMBER]
    plain = forecast("Falcon 9", 268, NOVEMBER, record)
    marred = [
        one._replace(success=False) if one.line == "Falcon 9" and one.date.year == 2023 else one
        for one in record
    ]
    assert forecast("Falcon 9", 268, NOVEMBER, marred).by_kind["orbit but wrong"] > 0.7
    assert plain.by_kind["orbit but wrong"] < 0.4


def test_kinds_are_counted_by_stage_apart_from_a_line() -> None:
    counts = kinds_of_stage(NOVEMBER)
    assert counts[2]["fairing"] == 2 and counts[3]["termination"] == 1
    without = kinds_of_stage(NOVEMBER, "Cheonlima-1")
    assert without[3]["termination"] == 0
    assert without[2] == counts[2] | {"propulsion": counts[2]["propulsion"] - 1}
    assert counts[1]["staging"] == 2 and without[1] == counts[1]
    assert (
        sum(sum(kinds.values()) for kinds in kinds_of_stage(datetime(1996, 1, 2, tzinfo=UTC)).values()) == 2
    )
