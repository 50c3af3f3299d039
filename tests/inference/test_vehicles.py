"""Zones betray the line of launchers: equal ones most, kin in part, and none of the day or later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from blind_cases import box, case
from made_launches import JIUQUAN, at, known

from launchwatch.earth import offset
from launchwatch.inference import BlindCase, read_archive
from launchwatch.inference.history import bloc_of, bloc_of_site, places
from launchwatch.inference.look import GRID_DEG
from launchwatch.inference.named import line_of
from launchwatch.inference.prior import prior
from launchwatch.inference.vehicles import likelihoods, zones

NOW = at("2024-04-14T00:00")


def _southward(*zones_km: tuple[float, float, float]) -> BlindCase:
    """Zones south of Jiuquan: distance, whole length and whole width in km."""
    return case(JIUQUAN, [box(*offset(*JIUQUAN, 190.0, 1e3 * r), 190.0, a, b) for r, a, b in zones_km])


def test_lines_are_known_by_their_other_names() -> None:
    assert line_of("Long March 2D") == line_of("Chang Zheng 2D/YZ-3") == "Chang Zheng 2D"
    assert line_of("Long March 6A") == "Chang Zheng 6A" and line_of("Chang Zheng 6") == "Chang Zheng 6"
    assert line_of("Kuaizhou 1A") == line_of("Kuaizhou-1A E") == "Kuaizhou-1A"
    assert line_of("Falcon 9 Block 5") == "Falcon 9"
    assert line_of("") == line_of("a kite") == ""


def test_zones_of_a_line_speak_for_it_and_in_part_for_its_kin() -> None:
    # Long March 4C: first stage at some 635 km, 42 by 22 km; second at some 2,780 km, 136 by 66 km
    told = likelihoods(_southward((635.0, 42.0, 22.0), (2780.0, 136.0, 66.0)), NOW)
    assert told["Chang Zheng 4C"] > 10.0 * told["Chang Zheng 2D"]
    assert told["Chang Zheng 2D"] > 3.0 * told["Falcon 9"]
    assert told[""] == 1.0 and told["Falcon 9"] < 1.0


def test_a_zone_about_the_pad_or_none_says_nothing() -> None:
    for blind in (_southward((5.0, 20.0, 20.0)), case(JIUQUAN, [])):
        assert set(likelihoods(blind, NOW).values()) == {1.0}


def test_zones_of_the_day_or_later_do_not_speak() -> None:
    # the first zones of Long March 11 in the table are of 2023-03-15
    assert "Chang Zheng 11" not in zones(at("2023-03-15T23:59"))
    assert "Chang Zheng 11" in zones(at("2023-03-16T00:00"))
    assert zones(at("1990-01-01T00:00")) == {}


def test_before_any_zone_every_line_is_as_any() -> None:
    told = likelihoods(_southward((635.0, 42.0, 22.0)), at("1990-01-01T00:00"))
    assert set(told.values()) == {1.0}


def test_the_archive_adds_zones_that_the_table_has_not() -> None:
    new = replace(known("2024-02-02T00:00", 97.4), line="A new line")
    assert zones(NOW, [new])["A new line"].shape[1] == 3
    assert "A new line" not in zones(NOW, [replace(new, launched=at("2024-04-14T00:01"))])
    usual = zones(NOW)["Chang Zheng 11"]
    told = replace(known("2023-03-15T11:41", 97.46), line="Chang Zheng 11")
    assert np.array_equal(zones(NOW, [told])["Chang Zheng 11"], usual)


def test_a_line_moves_the_prior_to_where_it_goes() -> None:
    crewed = (GRID_DEG >= 41.2) & (GRID_DEG <= 41.7)
    plain = prior(*JIUQUAN, NOW)
    told = prior(*JIUQUAN, NOW, lines={"": 1.0, "Chang Zheng 2F": 100.0})
    certain = prior(*JIUQUAN, NOW, line="Chang Zheng 2F")
    assert plain[crewed].sum() < told[crewed].sum() < certain[crewed].sum()
    nobody = prior(*JIUQUAN, NOW, line="A line of another pad")
    assert nobody == pytest.approx(plain)


def test_blocs_do_not_fly_to_each_others_stations() -> None:
    assert {bloc_of_site(site) for site in places(*JIUQUAN)} == {"China"}
    assert bloc_of(0.0, 0.0) == ""
    station = abs(GRID_DEG - 51.65) < 0.2
    wenchang, at_sea = (prior(19.6, lon, at("2016-01-01T00:00")) for lon in (110.95, -30.0))
    assert wenchang[station].sum() < 0.5 * at_sea[station].sum()


def test_the_archive_tells_the_line_of_a_launch(data_dir: Path) -> None:
    told, wrong = read_archive(data_dir / "notices" / "cases-dev.jsonl")
    assert not wrong and all(one.line for one in told)
