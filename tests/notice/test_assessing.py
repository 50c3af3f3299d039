"""Assessing many notices at once: the order does not matter, nothing breaks it, nothing is left out."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import numpy as np
import pytest

from launchwatch.notice import Notice, assess_notices, find_chains, join_notices, read_notices, with_roles

FALCON = """NAVAREA IV 741/26.
NORTH ATLANTIC.
FLORIDA.
1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING
   050732Z TO 051012Z AUG, ALTERNATE 060712Z TO 060951Z AND 070651Z TO 070931Z AUG IN AREAS BOUND BY:
   A. 32-09N 077-03W, 33-45N 075-40W, 34-04N 074-47W, 33-34N 074-20W, 31-59N 076-55W.
   B. 28-36.55N 080-36.00W, 28-57N 080-20W, 28-50N 080-13W, 28-31.17N 080-33.42W.
"""
DISPOSAL = """HYDROPAC 2183/26.
EASTERN INDIAN OCEAN.
1. HAZARDOUS OPERATIONS, SPACE DEBRIS
   050952Z TO 051245Z, 060932Z TO 061224Z AND 070911Z TO 071204Z AUG IN AREA BOUND BY
   40-53S 081-04E, 51-11S 117-25E, 47-16S 158-45E, 50-07S 157-59E, 54-19S 130-56E, 43-45S 080-23E.
"""
FIRING = """HYDROARC 39/26.
BARENTS SEA.
1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING 0700Z TO 1900Z DAILY 05 THRU 07 AUG IN AREA BOUND BY
   70-48N 036-00E, 70-48N 038-00E, 69-45N 038-00E, 69-45N 034-00E, 70-00N 034-00E.
"""
CHINA = """A2501/26 NOTAMN
Q) ZXXX/QRTCA/IV/BO/W/000/999/
A) ZLHW B) 2608050815 C) 2608050841
E) A TEMPORARY RESTRICTED AREA BOUNDED BY N3608E10436-N3602E10425-N3549E10439-N3555E10450 BACK TO START.
F) GND G) UNL"""
NUMBERLESS = "1. HAZARDOUS OPERATIONS 050900Z TO 051000Z AUG 26 WITHIN 20 MILES OF 12-00S 150-00W."


@pytest.fixture
def mixed() -> list[Notice]:
    """Notices of a Falcon, of a firing, of a Chang Zheng, and one without a number, all on one day."""
    return [read_notices(text)[0] for text in (FALCON, DISPOSAL, FIRING, CHINA, NUMBERLESS)]


def test_the_order_of_notices_changes_no_figure(mixed: list[Notice]) -> None:
    first, launches = assess_notices(mixed)
    assert (0, 1) in [one.members for one in launches]
    for seed in range(3):
        order = random.Random(seed).sample(range(len(mixed)), len(mixed))
        found, again = assess_notices([mixed[i] for i in order])
        assert {frozenset(order[k] for k in one.members) for one in again} == {
            frozenset(o.members) for o in launches
        }
        for k, i in enumerate(order):
            assert found[k].p_orbital_launch == first[i].p_orbital_launch
            for a, b in zip(found[k].areas, first[i].areas, strict=True):
                np.testing.assert_allclose(list(a.role.values()), list(b.role.values()), atol=3e-4)


def test_every_notice_with_an_area_is_of_one_launch_only(mixed: list[Notice]) -> None:
    _, launches = assess_notices([*mixed, read_notices("HYDROLANT 1/26. CANCEL HYDROLANT 2/26.")[0]])
    members = [i for one in launches for i in one.members]
    assert sorted(members) == list(range(len(mixed)))
    assert all(abs(sum(one.sites.values()) - 1.0) < 0.03 for one in launches)


def test_a_company_of_other_notices_changes_no_probability_of_a_launch(mixed: list[Notice]) -> None:
    together = with_roles(mixed)
    alone = [with_roles([one])[0] for one in mixed]
    assert [one.p_orbital_launch for one in together] == [one.p_orbital_launch for one in alone]


def test_a_disposal_is_surer_beside_its_launch(mixed: list[Notice]) -> None:
    pair = assess_notices(mixed[:2])[1]
    assert len(pair) == 1 and pair[0].pad is not None and pair[0].pad[0] == "Cape Canaveral"
    alone = assess_notices(mixed[1:2])[1]
    assert alone[0].pad is None  # on the far side of the Earth, the pad cannot be told
    roles = with_roles(mixed[:2])[1].areas[0].role
    assert roles["upper-stage disposal"] > 0.7


def test_the_pad_given_is_the_pad_taken(mixed: list[Notice]) -> None:
    here = with_roles(mixed[3:4], site=(40.96, 100.3))[0].areas[0].role  # Jiuquan: 630 km down-range
    there = with_roles(mixed[3:4], site=(35.9, 104.6))[0].areas[0].role  # a pad inside
    assert max(here, key=here.__getitem__) == "stage 1"
    assert max(there, key=there.__getitem__) == "launch area"


def test_joined_notices_are_assessed_as_one(mixed: list[Notice]) -> None:
    relay = read_notices(DISPOSAL.replace("HYDROPAC 2183/26", "NAVAREA X 12/26"))[0]
    joined = join_notices([*mixed, relay])
    assert len(joined) == len(mixed)
    found, launches = assess_notices(joined)
    assert "HYDROPAC 2183/26 + NAVAREA X 12/26" in [one.id for one in found]
    assert (0, 1) in [one.members for one in launches]


def test_notices_beyond_number_are_taken_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("launchwatch.notice.launches._MOST", 1)
    _, launches = assess_notices([read_notices(text)[0] for text in (FALCON, DISPOSAL)])
    assert [one.members for one in launches] == [(0,), (1,)]


def test_mutated_real_notices_are_assessed_whatever_they_say(data_dir: Path) -> None:
    """Real texts with letters lost, doubled and swapped, some many times over: no crash, no nonsense."""
    texts = []
    for name in ("negatives-dev", "notices-dev", "corpus-dev-msi_warnings", "corpus-dev-notams"):
        lines = (data_dir / f"notices/{name}.jsonl").read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines[::15]]
    draw = random.Random(20260101)
    for _ in range(40):
        text = "\n".join(draw.sample(texts, draw.randrange(1, 4)))
        for _ in range(draw.randrange(12)):
            at = draw.randrange(len(text) + 1)
            more = draw.choice(["", draw.choice("0123456789NSEW.-,Z \n"), text[at : at + draw.randrange(40)]])
            text = text[:at] + more + text[at + draw.randrange(6) :]
        began = time.perf_counter()
        notices = read_notices(text)
        found, launches = assess_notices(notices)
        joined = join_notices(notices)
        assert time.perf_counter() - began < 20.0
        assert {n for one in joined for n in one.id.split(" + ")} >= {one.id for one in notices if one.id}
        assert all(len(chain.members) > 1 for chain in find_chains(notices))
        assert len(found) == len(notices) and sum(len(one.members) for one in launches) <= len(found)
        for one in found:
            assert one.p_orbital_launch is not None and 0.0 < one.p_orbital_launch < 1.0
            json.dumps(one.to_json(), allow_nan=False)
            for area in one.areas:
                assert not area.role or abs(sum(area.role.values()) - 1.0) < 2e-3
