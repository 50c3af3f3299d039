"""Notices that belong together: re-issued, cancelled, relayed, cut at borders, and those that do not."""

from __future__ import annotations

import random

import numpy as np
import pytest

from launchwatch.earth import Area
from launchwatch.notice import Notice, find_chains, join_notices, read_notices

MSI = """{series} {number}.
NORTH ATLANTIC.
1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING
   {window} IN AREA BOUND BY
   {ring}.
{more}"""
RING = "28-38.00N 080-37.00W, 28-57.00N 080-28.00W, 29-22.00N 079-55.00W, 28-37.00N 080-21.00W"
NOTAM = """{number} NOTAMN
Q) {fir}/QRTCA/IV/BO/W/000/999/
A) {fir} B) {begin} C) {end}
E) A TEMPORARY RESTRICTED AREA BOUNDED BY {ring} BACK TO START.
F) SFC G) UNL"""


def msi(
    number: str, *, series: str = "NAVAREA IV", window: str = "020424Z TO 020555Z JUL", **more: str
) -> Notice:
    text = MSI.format(
        series=series, number=number, window=window, ring=more.get("ring", RING), more=more.get("more", "")
    )
    return read_notices(text)[0]


def notam(number: str, fir: str, ring: str, begin: str = "2607020400", end: str = "2607020600") -> Notice:
    return read_notices(NOTAM.format(number=number, fir=fir, ring=ring, begin=begin, end=end))[0]


def kinds(notices: list[Notice]) -> list[tuple[str, int, int]]:
    return [link[:3] for chain in find_chains(notices) for link in chain.links]


def test_a_re_issue_stands_for_what_it_cancels_and_keeps_its_number() -> None:
    old = msi("630/26")
    new = msi("634/26", window="030424Z TO 030555Z JUL", more="2. CANCEL NAVAREA IV 630/26.")
    assert kinds([old, new]) == [("re-issue", 1, 0)]
    (joined,) = join_notices([old, new])
    assert joined.id == "NAVAREA IV 630/26 + NAVAREA IV 634/26"
    assert joined.windows == new.windows and len(joined.areas) == 1
    assert old.text.strip() in joined.text and new.text.strip() in joined.text
    assert "NAVAREA IV 634/26 re-issues NAVAREA IV 630/26" in joined.problems


def test_a_cancellation_alone_is_linked_and_leaves_nothing_in_force() -> None:
    old = msi("630/26")
    end = read_notices("NAVAREA IV 640/26.\n1. CANCEL NAVAREA IV 630/26.\n")[0]
    assert kinds([old, end]) == [("cancel", 1, 0)]
    (joined,) = join_notices([old, end])
    assert joined.areas == [] and joined.windows == []
    assert joined.cancels == ["NAVAREA IV 630/26"] and RING.split(",")[0] in joined.text


def test_a_number_of_another_series_is_not_meant() -> None:
    old = msi("630/26", series="HYDROLANT")
    new = msi("634/26", window="090424Z TO 090555Z JUL", more="2. CANCEL NAVAREA IV 630/26.")
    assert find_chains([old, new]) == []


def test_a_relay_rounded_to_minutes_is_told_once() -> None:
    first = msi("452/26", series="NAVAREA XII")
    relay = msi(
        "1855/26",
        series="HYDROPAC",
        ring="28-38N 080-37W, 28-57N 080-28W, 29-22N 079-55W, 28-37N 080-21W",
        window="020424Z TO 020600Z JUL",
    )
    assert kinds([first, relay]) == [("relay", 1, 0)]
    (joined,) = join_notices([first, relay])
    assert len(joined.areas) == 1
    assert joined.windows == sorted({*first.windows, *relay.windows})


def test_a_relay_with_one_corner_off_says_which() -> None:
    first = msi("452/26", series="NAVAREA XII")
    relay = msi("1855/26", series="HYDROPAC", ring=RING.replace("29-22.00N", "29-52.00N"))
    chain = find_chains([first, relay])[0]
    assert chain.links[0][0] == "relay"
    assert "corner 3 at 29.867, -79.917 is 56 km off there: a typo in one" in chain.links[0][3]


def test_the_same_ring_at_another_time_is_another_launch() -> None:
    assert find_chains([msi("1/26"), msi("99/26", series="HYDROLANT", window="120424Z TO 120555Z JUL")]) == []


# one box of 16 to 18 N, 115 to 118 E, cut at 117 E between Hong Kong and Manila
WEST = "N1600E11500-N1800E11500-N1800E11700-N1600E11700"
EAST = "N1600E11702-N1800E11702-N1800E11800-N1600E11800"


def test_a_zone_cut_at_a_border_is_one_area_again() -> None:
    parts = [notam("A1693/26", "VHHK", WEST), notam("N3791/26", "RPHI", EAST)]
    assert kinds(parts) == [("cut", 1, 0)]
    (joined,) = join_notices(parts)
    assert joined.id == "A1693/26 + N3791/26"
    (area,) = joined.areas
    whole = Area.polygon(np.array(area.vertices))
    assert whole.contains([17.0, 17.0, 17.0], [115.1, 117.015, 117.9]).all()
    corners = np.array([(16.0, 115.0), (18.0, 115.0), (18.0, 118.0), (16.0, 118.0)])
    assert whole.distance(corners[:, 0], corners[:, 1]).max() < 3_000.0
    assert not whole.contains([15.7, 17.0, 17.0], [116.0, 114.7, 118.3]).any()


def test_three_parts_over_the_antimeridian_are_one_area_in_any_order() -> None:
    cuts = [
        notam("A0001/26", "NZZO", "S4000E17700-S3900E17700-S3900E17900-S4000E17900"),
        notam("A0002/26", "NFFF", "S4000E17900-S3900E17900-S3900W17900-S4000W17900"),
        notam("A0003/26", "KZAK", "S4000W17900-S3900W17900-S3900W17700-S4000W17700"),
    ]
    random.Random(3).shuffle(cuts)
    (joined,) = join_notices(cuts)
    (area,) = joined.areas
    whole = Area.polygon(np.array(area.vertices))
    assert whole.contains([-39.5] * 4, [177.2, 179.0, -179.0, -177.2]).all()


def test_neighbours_of_one_office_stay_two_zones() -> None:
    gap = EAST.replace("11702", "11704")
    assert find_chains([notam("B1351/26", "RPHI", WEST), notam("B1352/26", "RPHI", gap)]) == []


def test_neighbours_at_other_times_or_askew_stay_two_zones() -> None:
    later = notam("N3791/26", "RPHI", EAST, "2607091000", "2607091200")
    askew = notam("N3792/26", "RPHI", "N1600E11702-N2200E11702-N2200E11720-N1600E11720")
    assert find_chains([notam("A1693/26", "VHHK", WEST), later]) == []
    assert find_chains([notam("A1693/26", "VHHK", WEST), askew]) == []


def test_copies_of_one_notice_are_one() -> None:
    assert kinds([msi("1/26"), msi("1/26")])[0] == ("same number", 1, 0)
    assert len(join_notices([msi("1/26"), msi("1/26"), msi("2/26", window="150424Z TO 150555Z JUL")])) == 2


def test_nothing_is_lost_whatever_the_order() -> None:
    found = [
        msi("630/26"),
        msi("634/26", more="2. CANCEL NAVAREA IV 630/26."),
        notam("A1693/26", "VHHK", WEST),
        notam("N3791/26", "RPHI", EAST),
        read_notices("")[0],
    ]
    for seed in range(4):
        mixed = random.Random(seed).sample(found, len(found))
        joined = join_notices(mixed)
        assert {n for one in joined for n in one.id.split(" + ")} == {one.id for one in found}
        assert sum(len(one.areas) for one in joined) == 2


@pytest.mark.parametrize("launch, parts", [("2025-242", 3), ("2025-284", 2), ("2024-024", 2)])
def test_zones_of_real_launches_are_joined(data_dir: object, launch: str, parts: int) -> None:
    """Notices of one launch: among them one zone that stands in so many notices of different regions."""
    import json
    from pathlib import Path

    lines = (Path(str(data_dir)) / "notices/notices-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [one for one in map(json.loads, lines) if one["launch"]["launch_id"] == launch]
    joined = join_notices([read_notices(row["text"])[0] for row in rows])
    cut = [one for one in joined if any("same zone" in problem for problem in one.problems)]
    assert [len(one.areas) for one in cut] == [1]
    assert len(cut[0].id.split(" + ")) == parts
