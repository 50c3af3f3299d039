"""The fit of the table of pieces: it finds figures that made the data, and its table tells real roles."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from launchwatch.earth import offset
from launchwatch.notice import area_ring, area_roles, join_notices, read_notices, with_roles
from launchwatch.notice.pieces import Piece, read_table, table, write_table
from launchwatch.notice.sphere import seen_from


def from_path(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def fitting(root: Path) -> ModuleType:
    return from_path(root / "scripts/fit_roles.py")


def made_launches(count: int, seed: int) -> list[tuple[str, list[object], list[object], list[str]]]:
    """Light solids whose stages fall at about 100, 2,000 and 9,000 km, every one announced."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        way = rng.uniform(0.0, 360.0)
        seen = []
        for middle, size in ((100.0, 40.0), (2000.0, 100.0), (9000.0, 400.0)):
            range_km, long_km = np.exp(np.log((middle, size)) + 0.1 * rng.normal(size=2))
            lat, lon = offset(0.0, 0.0, way, range_km * 1e3)
            ends = [offset(lat, lon, way + turn, long_km * 500.0) for turn in (0.0, 90.0, 180.0, 270.0)]
            seen.append(seen_from(ends, 0.0, 0.0))
        found.append(("Kuaizhou-1A ", seen, [[]] * 3, [""] * 3))
    return found  # type: ignore[return-value]


def test_the_fit_goes_where_the_data_is(fitting: ModuleType) -> None:
    data = made_launches(60, 3)
    fitted = fitting.start()
    for _ in range(4):
        fitted = fitting.fit(fitted, data)
    solid = fitted.plans[0]
    for role, middle, size in (
        ("stage 1", 100.0, 40.0),
        ("stage 2", 2000.0, 100.0),
        ("stage 3", 9000.0, 400.0),
    ):
        piece = solid.pieces[role]
        assert piece.range_km[0] == pytest.approx(middle, rel=0.12)
        assert piece.size_km[0] == pytest.approx(size, rel=0.25)
        assert piece.told > 0.85
    assert solid.pieces["fairing"].told < 0.15
    assert solid.prior > 0.85
    assert read_table(write_table(fitted)).plans[0].name == solid.name


def test_moments_lean_on_the_first_guess_where_there_is_no_data(fitting: ModuleType) -> None:
    none = fitting.moments(np.zeros(1), np.log([77.0]), 500.0, 0.4)
    assert none == pytest.approx((500.0, 0.4))
    much = fitting.moments(np.full(1000, 1.0), np.full(1000, np.log(77.0)), 500.0, 0.4)
    assert much[0] == pytest.approx(77.0, rel=0.02) and much[1] == 0.25  # never sharper than a quarter


def test_circles_of_the_data_become_rings(fitting: ModuleType) -> None:
    ring = fitting.ring_of({"center": [10.0, 20.0], "radius_nm": 60.0, "coords": None})
    assert ring.shape == (24, 2)
    assert np.ptp(ring[:, 0]) == pytest.approx(2.0, abs=0.02)  # 60 miles are a degree
    assert fitting.ring_of({"coords": [[0, 0], [1, 1]]}) is None


def test_families_are_told_by_the_beginnings_of_names(fitting: ModuleType) -> None:
    names = (
        "Chang Zheng 2C ",
        "Chang Zheng 2F G ",
        "Chang Zheng 6 ",
        "Chang Zheng 6A ",
        "Kinetica 1 ",
        "Rokot ",
    )
    assert [fitting.plan_of(name) for name in names] == [1, 3, 2, 3, 0, 2]
    assert [fitting.plan_of(name) for name in ("Soyuz-2-1V Volga ", "Soyuz-ST-A ", "Nova ")] == [1, 3, None]


def test_a_piece_is_what_the_shipped_table_says() -> None:
    """Drop zones of public record: first stages of solids fall near, second stages of three far."""
    plans = {plan.name: plan.pieces for plan in table().plans}
    assert 100.0 < plans["light, solid"]["stage 1"].range_km[0] < 300.0
    assert 2000.0 < plans["three stages"]["stage 2"].range_km[0] < 3300.0
    assert plans["two stages"]["upper-stage disposal"].range_km[0] > 9000.0
    assert isinstance(plans["two stages"]["fairing"], Piece)


def test_roles_of_real_launches_are_right_where_staging_leaves_one_reading(
    root: Path, data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules of the benchmark, on every third launch; 98 % of all when the table was fitted."""
    bench = from_path(root / "benchmarks/notice_roles.py")
    right = []
    lines = (data_dir / "notices/notices-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [one for one in map(json.loads, lines) if not one["association_suspect"]]
    for launch in sorted({one["launch"]["launch_id"] for one in rows})[::3]:
        of = [one for one in rows if one["launch"]["launch_id"] == launch]
        fact = of[0]["launch"]
        areas = [a for one in of for a in read_notices(one["text"])[0].areas if area_ring(a) is not None]
        rings = [area_ring(a) for a in areas]
        pad = fact["site_lat"], fact["site_lon"]
        found = area_roles(rings, *pad, [a.windows for a in areas])  # type: ignore[arg-type]
        for a, ring, roles in zip(areas, rings, found, strict=True):
            said = f"{a.label} {a.said}".upper()
            truth = bench.truth(fact["vehicle"], said, seen_from(ring, *pad))  # type: ignore[arg-type]
            if truth:
                right.append(max(roles, key=roles.__getitem__) == truth)
    assert len(right) > 35 and np.mean(right) >= 0.92


def test_stages_said_in_the_text_are_believed() -> None:
    text = """Z0219/26 NOTAMN
A) RKRR B) 2611010500 C) 2611011100
E) ROCKET LAUNCH. AREA 1 (1ST STAGE): 320000N 1270000E-320000N 1274000E-312000N 1274000E-312000N 1270000E.
AREA 2 (FAIRING): 293000N 1271000E-293000N 1275000E-283000N 1275000E-283000N 1271000E.
AREA 3 (2ND STAGE): 110000N 1280000E-110000N 1290000E-060000N 1290000E-060000N 1280000E.
F) SFC G) UNL"""
    (notice,) = with_roles(join_notices(read_notices(text)), site=(34.43, 127.54))  # Naro
    best = [max(a.role, key=a.role.__getitem__) for a in notice.areas]
    assert best == ["stage 1", "fairing", "stage 2"]


def test_the_script_writes_the_table_it_prints(
    fitting: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    launch = {"launch_id": "x", "vehicle": "Long March 4C", "site_lat": 40.96, "site_lon": 100.3}
    area = {"label": None, "said_to_be": None, "coords": [[36.1, 104.6], [36.0, 104.4], [35.8, 104.6]]}
    line = {"association_suspect": None, "launch": launch, "areas": [area, {**area, "coords": None}]}
    (tmp_path / "in.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    monkeypatch.setattr(fitting, "OUT", tmp_path / "pieces.toml")
    monkeypatch.setattr(fitting, "ROUNDS", 1)
    monkeypatch.setattr(sys, "argv", ["fit_roles.py", str(tmp_path / "in.jsonl")])
    fitting.main()
    written = read_table((tmp_path / "pieces.toml").read_text(encoding="utf-8"))
    assert "on 1 launches of in.jsonl" in written.provenance
    assert capsys.readouterr().out.startswith("# Where the pieces of launchers fall")
