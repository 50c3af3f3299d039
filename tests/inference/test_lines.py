"""Lines of the batch contract: what is read, what is refused and how."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_launches import at, line, past_line

from launchwatch.earth import distance
from launchwatch.errors import InputError
from launchwatch.inference import read_archive, read_blind, read_known
from launchwatch.inference.lines import read_lines


def test_a_line_may_hold_its_input_at_the_top_or_under_its_name() -> None:
    flat = line()
    nested = {
        "launch_id": flat.pop("launch_id"),
        "as_of": flat.pop("as_of"),
        "blind_input": flat,
    }
    for case in (read_blind(line(), "x"), read_blind(nested, "x")):
        assert (case.launch_id, case.as_of, case.site_code) == ("a", at("2024-04-14T00:00"), "JQ")
        assert (case.site_lat_deg, case.site_lon_deg) == (40.96, 100.298)
        assert case.windows == ((at("2024-04-15T04:03"), at("2024-04-15T04:28")),)
        assert case.areas[0].windows == case.windows
        assert case.areas[0].ring_deg.tolist()[0] == [32.3, 98.2]


def test_a_date_alone_is_the_end_of_that_day() -> None:
    as_of = read_blind(line(as_of="2024-04-14"), "x").as_of
    assert as_of is not None and at("2024-04-14T23:59") < as_of <= at("2024-04-15T00:00")


def test_a_circle_becomes_a_ring_of_its_radius() -> None:
    area = {"kind": "circle", "coords": None, "center": [74.4, 53.1], "radius_nm": 31.0}
    ring = read_blind(line(areas=[area]), "x").areas[0].ring_deg
    away = distance(74.4, 53.1, ring[:, 0], ring[:, 1])
    assert np.allclose(away, 31.0 * 1852.0, atol=1.0)


def test_a_circle_without_a_radius_is_a_point_and_an_area_without_a_place_is_left_out() -> None:
    point = {"kind": "circle", "coords": None, "center": [74.4, 53.1], "radius_nm": None}
    nothing = {"kind": "polygon", "coords": None, "center": None}
    areas = read_blind(line(areas=[point, nothing]), "x").areas
    assert [area.ring_deg.tolist() for area in areas] == [[[74.4, 53.1]]]


def test_a_window_that_ends_before_it_begins_keeps_its_beginning() -> None:
    windows = {"n1": [["2024-04-15T23:50Z", "2024-04-15T00:10Z"]]}
    assert read_blind(line(windows=windows), "x").windows == ((at("2024-04-15T23:50"),) * 2,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"site_lat": None}, "site_lat is None"),
        ({"site_lat": True}, "site_lat is True"),
        ({"site_lat": 91}, "give -90 to 90"),
        ({"site_lon": "x"}, "site_lon"),
        ({"areas": {}}, "no list of areas"),
        ({"areas": [3]}, "area 1: the area is not an object"),
        ({"areas": [{"coords": 3}]}, "coords is not a list"),
        ({"areas": [{"coords": [[1, 2, 3]]}]}, "not a place"),
        ({"areas": [{"center": [1, "b"]}]}, "longitude is 'b'"),
        ({"areas": [{"center": [1, 2], "radius_nm": -1}]}, "radius_nm is -1"),
        ({"windows": []}, ""),
        ({"windows": [1]}, "windows is not an object"),
        ({"windows": {"n": 3}}, "not a list"),
        ({"windows": {"n": [["2024-04-15T04:03Z"]]}}, "not a window"),
        ({"windows": {"n": [[1, 2]]}}, "not an instant"),
        ({"as_of": "soon"}, "soon"),
        ({"as_of": 3}, "not an instant"),
        ({"blind_input": 3}, "blind_input is not an object"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(change: dict[str, Any], said: str) -> None:
    if not said:
        assert read_blind(line(**change), "f, line 2").windows == ()
        return
    with pytest.raises(InputError, match="f, line 2") as refused:
        read_blind(line(**change), "f, line 2")
    assert said in str(refused.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(line())), json_values)
def test_any_value_in_any_place_is_read_or_refused(key: str, value: Any) -> None:
    try:
        case = read_blind(line(**{key: value}), "x")
    except InputError as refused:
        assert str(refused).startswith("x")
    else:
        assert -90 <= case.site_lat_deg <= 90


def test_a_launch_of_the_archive_is_its_case_and_its_truth() -> None:
    found = read_known(past_line(), "x")
    assert found is not None
    assert found.launched == at("2023-02-24T04:01")
    assert (found.inclination_deg, found.ltan_h, found.perigee_km) == (97.47, 22.6, 488.0)
    assert read_known(past_line(inclination=None), "x") is None


@pytest.mark.parametrize(
    "truth",
    [None, {}, {"launch": 3}, {"launch": {}}, {"launch": {"launch_utc": "2023-01-01T00:00Z"}, "orbit": 3}],
)
def test_a_broken_truth_is_refused(truth: Any) -> None:
    with pytest.raises(InputError, match="f, line 1"):
        read_known(past_line() | {"truth": truth}, "f, line 1")


def test_lines_that_cannot_be_read_are_named_and_the_others_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "past.jsonl"
    good = [past_line("2023-02-24T04:01:00Z"), past_line("2021-02-24T04:01:00Z")]
    bad = ["{", "[1]", '{"a": NaN}', json.dumps(past_line() | {"truth": None})]
    path.write_text("\n".join([json.dumps(good[0]), *bad, "", json.dumps(good[1])]), encoding="utf-8")
    found, wrong = read_archive(path)
    assert [one.launched.year for one in found] == [2021, 2023]
    assert [str(error).split(": ")[0] for error in wrong] == [f"{path}, line {n}" for n in (2, 3, 4, 5)]
    assert [one.launched.year for one in read_archive(path, at("2022-01-01T00:00"))[0]] == [2021]


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_lines(tmp_path / "none"))
    (tmp_path / "b").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        list(read_lines(tmp_path / "b"))
