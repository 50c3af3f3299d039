"""The main job on a small case: the same files for the same seed, nothing from later, wrong input refused."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from tiny_cases import LIFTOFF, WINDOW, item, write_case

from launchwatch.brief import fly_case, make_brief
from launchwatch.brief.job import clean
from launchwatch.earth import parse_utc
from launchwatch.errors import InputError

FLIGHTS = 256
BEFORE = "2000-01-20T00:00Z"
AREA = item(
    "area",
    published="2000-01-10",
    label="A",
    role="stage 1",
    corners="[[29.5, -58.0], [29.5, -52.0], [33.5, -52.0], [33.5, -58.0]]",
)
FELL = item(
    "observation",
    kind="splash",
    piece="stage 1",
    time="2000-02-01T12:20:40Z",
    latitude=31.2,
    longitude=-55.0,
    spread="60 km",
)
FOUND = item(
    "observation",
    kind="orbit",
    piece="satellite",
    perigee="298 km",
    apogee="303 km",
    inclination="35 deg",
)
LATER = (LIFTOFF, FELL, FOUND, item("statement", speaker="A", said="it flew", about="orbit"))


@cache
def made(*items: str, as_of: str | None = BEFORE, seed: int = 1, threads: int | None = None) -> Path:
    """Folder of the files of a brief."""
    home = Path(mkdtemp(prefix="brief"))
    case = write_case(home, *items)
    out = home / "out"
    told: list[tuple[str, float]] = []
    answer = make_brief(
        case,
        as_of=None if as_of is None else parse_utc(as_of),
        flights=FLIGHTS,
        seed=seed,
        threads=threads,
        out=out,
        without=(),
        progress=lambda text, share: told.append((text, share)),
    )
    assert [s for _, s in told] == sorted(s for _, s in told) and told[-1] == ("done", 1.0)
    assert answer["seconds"] > 0.0 and set(answer["files"]) <= {p.name for p in out.iterdir()}
    return out


def brief_of(*items: str, **how: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((made(*items, **how) / "brief.json").read_text(encoding="utf-8"))
    return answer


def test_one_seed_gives_the_same_files_on_one_thread_and_on_two() -> None:
    one, two = made(WINDOW, AREA, threads=1), made(WINDOW, AREA, threads=2)
    for name in ("brief.json", "flights.parquet", "areas.geojson", "path.kml", "path.czml"):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_another_seed_gives_other_flights_and_nearly_the_same_answers() -> None:
    a, b = brief_of(WINDOW, AREA), brief_of(WINDOW, AREA, seed=2)
    assert (made(WINDOW, AREA) / "flights.parquet").read_bytes() != (
        made(WINDOW, AREA, seed=2) / "flights.parquet"
    ).read_bytes()
    period = [x["orbit"]["planned"]["period"] for x in (a, b)]
    assert period[0]["median"] == pytest.approx(period[1]["median"], abs=0.1)


def test_what_was_published_later_changes_nothing_but_the_count_of_what_is_hidden() -> None:
    """As of an instant, the brief of a case with later items is that of the case without them."""
    known, whole = brief_of(WINDOW, AREA), brief_of(WINDOW, AREA, *LATER)
    assert whole["hidden"] == len(LATER) and known["hidden"] == 0
    assert {k: v for k, v in whole.items() if k != "hidden"} == {
        k: v for k, v in known.items() if k != "hidden"
    }


def test_the_brief_before_launch_says_what_is_planned() -> None:
    brief = brief_of(WINDOW, AREA)
    planned = brief["orbit"]["planned"]
    assert planned["perigee"]["median"] == pytest.approx(300.0, abs=10.0)
    assert planned["inclination"]["median"] == pytest.approx(35.0, abs=0.1)
    assert planned["period"]["median"] == pytest.approx(90.5, abs=0.4)
    assert brief["orbit"]["found"] is None and brief["outcome"]["flown"] is False
    assert brief["outcome"]["p_orbit"] == pytest.approx(brief["chance"]["p"], abs=0.05)
    assert len(brief["bottom_line"]) == 3 and all(line.endswith(".") for line in brief["bottom_line"])
    assert [z["piece"] for z in brief["drop_zones"]] == ["strap-ons 1 to 6", "strap-ons 7 to 9", "stage 1"]
    assert 0.0 <= brief["drop_zones"][2]["p_inside"]["lo"] <= brief["drop_zones"][2]["p_inside"]["p"] <= 1.0
    assert brief["windows"][0]["begin"] == "2000-02-01T00:00Z"
    assert sum(f["p"] for f in brief["failures"]) == pytest.approx(1.0 - brief["chance"]["p"], abs=1e-3)
    order = [e["seconds"]["median"] for e in brief["timeline"]]
    assert order == sorted(order) and brief["timeline"][0]["event"] == "lift-off"


def test_the_brief_after_launch_grades_the_one_before() -> None:
    brief = brief_of(WINDOW, AREA, *LATER, as_of=None)
    assert brief["hidden"] == 0 and brief["outcome"]["flown"] is True
    assert brief["outcome"]["p_orbit"] > 0.99
    found = brief["orbit"]["found"]
    assert found["inclination_deg"] == pytest.approx(35.0)
    assert found["inside"]["perigee"] and found["inside"]["inclination"]
    assert "inside the earlier" in found["text"]
    stage = next(z for z in brief["drop_zones"] if z["piece"] == "stage 1")
    assert stage["observed"] and stage["observed"][0]["miss_km"] < 300.0
    assert brief["timeline"][0]["reported"][0]["seconds"] == 0.0


def test_a_failed_flight_is_told_as_failed() -> None:
    flare = item("observation", kind="event", piece="vehicle", event="break-up", after_liftoff="60 to 90 s")
    none = item("observation", kind="object count", piece="satellite", count=0)
    brief = brief_of(WINDOW, AREA, LIFTOFF, flare, none, as_of=None)
    assert brief["outcome"]["p_orbit"] < 1e-3
    worst = brief["failures"][0]
    assert worst["phase"] == "stage 1" and 40.0 < worst["falls"]["seconds"]["median"] < 130.0
    assert "failed" in brief["bottom_line"][0]
    # what was planned is still told from what was announced, not from how it failed
    assert brief["orbit"]["planned"]["perigee"]["median"] == pytest.approx(300.0, abs=10.0)


def test_no_area_and_no_window_still_give_a_brief() -> None:
    brief = brief_of()
    assert brief["windows"] == [] and brief["orbit"]["naive"] is None
    assert "does not fix the inclination" in brief["orbit"]["areas_alone"]["text"]
    assert brief["bottom_line"][0].startswith("No warning is out")


def test_the_table_holds_what_the_brief_says() -> None:
    table = pq.read_table(made(WINDOW, AREA) / "flights.parquet")
    weight = table["weight"].to_numpy()
    assert table.num_rows == 2 * FLIGHTS and weight.sum() == pytest.approx(1.0)
    planned = np.array([v == "planned" for v in table["variant"].to_pylist()])
    chance = brief_of(WINDOW, AREA)["chance"]["p"]
    assert weight[planned].sum() == pytest.approx(chance)
    assert table.schema.metadata[b"case"] == b"tiny"


def test_flying_a_case_alone_writes_the_same_table(tmp_path: Path) -> None:
    answer = fly_case(
        write_case(tmp_path, WINDOW, AREA),
        as_of=parse_utc(BEFORE),
        flights=FLIGHTS,
        seed=1,
        threads=None,
        out=tmp_path / "out",
        without=(),
        progress=lambda text, share: None,
    )
    written = Path(answer["files"]["flights.parquet"]).read_bytes()
    assert written == (made(WINDOW, AREA) / "flights.parquet").read_bytes()
    assert answer["effective_sample_size"] > 0.0 and answer["flights"] == FLIGHTS


def refuse(case: Path, out: Path, match: str) -> None:
    with pytest.raises(InputError, match=match):
        make_brief(
            case,
            as_of=None,
            flights=FLIGHTS,
            seed=1,
            threads=None,
            out=out,
            without=(),
            progress=lambda text, share: None,
        )
    assert not out.exists()


@pytest.mark.parametrize(
    "old, new, match",
    [
        ('"Delta III"\nsite', '"Delta XXX"\nsite', "Delta XXX"),
        ('"Cape Canaveral"', '"Atlantis"', "Atlantis"),
        ('"300 ± 10 km"', '"300 ± 10 kg"', "kg"),
        ('published = "2000-01-01"', 'published = "2000-01-01T10:00"', "2000-01-01T10:00"),
    ],
)
def test_wrong_input_is_refused_before_anything_is_written(
    tmp_path: Path, old: str, new: str, match: str
) -> None:
    case = write_case(tmp_path, WINDOW)
    text = (case / "case.toml").read_text(encoding="utf-8")
    assert old in text
    (case / "case.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    refuse(case, tmp_path / "out", match)


def test_a_missing_case_is_refused(tmp_path: Path) -> None:
    refuse(tmp_path / "nowhere", tmp_path / "out", "nowhere")


def test_numbers_are_made_plain_for_json() -> None:
    given = {
        "a": np.float64(1.5),
        "b": [np.int64(2), float("nan")],
        3: (np.bool_(True), float("inf")),
        "t": "x",
    }
    assert clean(given) == {"a": 1.5, "b": [2, None], "3": [True, None], "t": "x"}
