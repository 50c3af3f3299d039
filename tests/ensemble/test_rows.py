"""Rows of the kernel: phases as published for two launchers, and no mass lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from tiny_cases import tiny_flights

from launchwatch.ensemble import Phase
from launchwatch.ensemble.rows import build_rows
from launchwatch.errors import InputError
from launchwatch.flight import INPUTS, INSERT, LOFT, TURN
from launchwatch.launcher import Launcher, launcher_names, load_launcher

AT = {name: k for k, name in enumerate(INPUTS)}
PAD = SimpleNamespace(lat_deg=28.5, lon_deg=-80.5, height_m=0.0)
PLAN = {
    "perigee": 300e3,
    "inclination": 0.5,
    "azimuth": 1.5,
    "turn": 0.0,
    "burnout angle": 0.5,
    "loft": 1.0,
    "ignition lead": 0.5,
    "vertical rise": 8.0,
    "density factor": 1.0,
    "drag factor": 1.0,
    "wind east": 0.0,
    "wind north": 0.0,
    "stack ballistic": 2000.0,
}


def central(launcher: Launcher, **changes: float) -> dict[str, np.ndarray]:
    """The central figures of a launcher and a plan, as `build_rows` takes them."""
    values = {key: figure.quantity.central for key, figure in launcher.figures()} | PLAN | changes
    return {key: np.full(1, value) for key, value in values.items()}


def rows_of(name: str, **changes: float) -> tuple[np.ndarray, list[Phase]]:
    launcher = load_launcher(name)
    rows, phases = build_rows(launcher, central(launcher, **changes), PAD, 1)  # type: ignore[arg-type]
    return rows[0], phases


def column(row: np.ndarray, p: int, name: str) -> float:
    return float(row[AT[f"phase{p}_{name}"]])


def burn(row: np.ndarray, p: int) -> float:
    return column(row, p, "propellant_kg") / column(row, p, "mass_flow_kg_s")


def test_delta_iii_has_the_phases_of_the_benchmark(data_dir: Path) -> None:
    """Benson 2005 and Betts 2010 give the phases; `delta3_problem.json` holds them."""
    truth = json.loads((data_dir / "ascent" / "delta3_problem.json").read_text())
    row, phases = rows_of("Delta III")
    assert len(phases) == len(truth["phases"]) == int(row[AT["phases"]])
    for p, (mine, theirs) in enumerate(zip(phases[:3], truth["phases"][:3], strict=True)):
        assert mine.stage == 1 and mine.ends_stage == (p == 2)
        assert column(row, p, "thrust_N") == pytest.approx(theirs["thrust_N"], rel=1e-12)
        assert column(row, p, "drop_kg") == pytest.approx(theirs["drop_kg"], rel=1e-12)
        assert burn(row, p) == pytest.approx(theirs["t"][1] - theirs["t"][0], rel=1e-9)
    assert column(row, 3, "thrust_N") == truth["phases"][3]["thrust_N"]
    assert burn(row, 3) == pytest.approx(truth["burn_s"]["stage2"], rel=1e-9)


def test_delta_iii_without_the_data_set() -> None:
    row, phases = rows_of("Delta III")
    ends = np.cumsum([burn(row, p) for p in range(4)])
    assert ends[:3] == pytest.approx([75.2, 150.4, 261.0], rel=1e-9)
    assert [column(row, p, "thrust_N") for p in range(3)] == pytest.approx([4854100, 2968600, 1083100])
    assert [column(row, p, "drop_kg") for p in range(3)] == pytest.approx([13680, 6840, 8830])
    assert [phase.drops for phase in phases] == [
        "strap-ons 1 to 6",
        "strap-ons 7 to 9",
        "stage 1",
        "stage 2",
    ]
    assert [column(row, p, "steering") for p in range(4)] == [TURN, TURN, TURN, INSERT]


def test_pslv_xl_lights_two_strap_ons_in_flight_and_drops_both_groups_in_order() -> None:
    row, phases = rows_of("PSLV-XL")
    assert [phase.drops for phase in phases] == [
        None,  # the two air-lit ones ignite
        "ground-lit",
        "air-lit",
        "stage 1",
        "stage 2",
        "stage 3",
        "stage 4",
    ]
    assert [phase.stage for phase in phases] == [1, 1, 1, 1, 2, 3, 4]
    ends = np.cumsum([burn(row, p) for p in range(4)])
    # the brochure of PSLV-C52: air-lit at 25 s; ground-lit dropped 69.9 s, air-lit 92.0 s, PS1 109.7 s
    assert ends[0] == pytest.approx(25.0, abs=0.5)
    assert ends[1] == pytest.approx(67.0, abs=4.0)
    assert ends[2] == pytest.approx(92.0, abs=4.0)
    assert ends[3] == pytest.approx(108.0, abs=4.0)
    core, each = 3380e3, 470e3
    assert [column(row, p, "thrust_N") for p in range(4)] == pytest.approx(
        [core + 4 * each, core + 6 * each, core + 2 * each, core]
    )
    assert [column(row, p, "drop_kg") for p in range(4)] == pytest.approx([0.0, 4 * 2360, 2 * 2360, 30100])
    assert [column(row, p, "steering") for p in range(4, 7)] == [LOFT, LOFT, INSERT]
    assert column(row, 6, "coast_s") < 0.0, "guidance chooses when the fourth stage lights"
    assert row[AT["fairing_phase"]] == 4, "the fairing's clock starts with PS2"


@pytest.mark.parametrize("name", launcher_names())
def test_no_mass_is_lost_on_the_way_to_the_rows(name: str) -> None:
    launcher = load_launcher(name)
    row, phases = rows_of(name)
    burned = sum(column(row, p, "propellant_kg") for p in range(len(phases)))
    dropped = sum(column(row, p, "drop_kg") for p in range(len(phases)))
    stages = sum(s.propellant.central + s.dry.central for s in launcher.stages)
    boosters = sum(s.count * (s.propellant.central + s.dry.central) for s in launcher.strap_ons)
    assert burned + dropped == pytest.approx(stages + boosters, rel=1e-9)
    assert sum(phase.ends_stage for phase in phases) == len(launcher.stages)
    assert all(burn(row, p) > 0.0 for p in range(len(phases)))


def test_mass_is_conserved_in_every_draw() -> None:
    flights = tiny_flights()
    values = flights.plan.values(flights.z)
    n = len(flights.phases)
    mass = sum(
        flights.rows[:, AT[f"phase{p}_{what}"]] for p in range(n) for what in ("propellant_kg", "drop_kg")
    )
    expected = sum(values[f"stage {k}.{what}"] for k in (1, 2) for what in ("propellant", "dry"))
    expected = expected + sum(
        c * values[f"strap-on {k}.{what}"] for k, c in ((1, 6), (2, 3)) for what in ("propellant", "dry")
    )
    assert np.allclose(mass, expected, rtol=1e-9)


def test_without_a_wanted_inclination_the_plane_of_motion_is_kept() -> None:
    launcher = load_launcher("Delta III")
    values = central(launcher)
    del values["inclination"]
    rows, _ = build_rows(launcher, values | {"last turn": np.full(1, 0.1)}, PAD, 1)  # type: ignore[arg-type]
    assert np.isnan(rows[0, AT["target_inclination_rad"]]) and rows[0, AT["last_turn_rad"]] == 0.1


@pytest.mark.parametrize("azimuth", [0.2, 1.5, 3.0, 6.0])
def test_the_motion_decides_whether_insertion_is_north_or_southbound(azimuth: float) -> None:
    row, _ = rows_of("Delta III", azimuth=azimuth)
    assert row[AT["target_branch"]] == 0.0 and row[AT["azimuth_rad"]] == azimuth


def test_a_sun_synchronous_offset_is_laid_on_the_inclination_of_the_height() -> None:
    launcher = load_launcher("Unha-3")
    values = central(launcher, perigee=500e3)
    del values["inclination"]
    values = {k: np.full(3, v[0]) for k, v in values.items()}
    values["perigee"] = np.array([400e3, 500e3, 600e3])
    values["inclination offset"] = np.array([0.0, 0.001, 0.0])
    rows, _ = build_rows(launcher, values, PAD, 3)  # type: ignore[arg-type]
    found = np.degrees(rows[:, AT["target_inclination_rad"]])
    # the node must turn by 360 deg in a tropical year: cos i = -2 a^3.5 rate / (3 R^2 J2 sqrt(mu))
    a, rate = 6378137.0 + values["perigee"], 2.0 * np.pi / (365.2422 * 86400.0)
    cosine = -2.0 * a**3.5 * rate / (3.0 * 6378137.0**2 * 1.08263e-3 * np.sqrt(3.986004418e14))
    assert found == pytest.approx(np.degrees(np.arccos(cosine) + np.array([0.0, 0.001, 0.0])), abs=0.03)
    assert found[1] - np.degrees(0.001) == pytest.approx(97.42, abs=0.01)  # T. Molczan, SeeSat-L, April 2012


def test_more_phases_than_the_kernel_has_are_refused() -> None:
    launcher = load_launcher("PSLV-XL")
    many = launcher.model_copy(update={"stages": [*launcher.stages[:1], *launcher.stages[1:3] * 4]})
    with pytest.raises(InputError, match="more than 8 phases"):
        build_rows(many, central(many), PAD, 1)  # type: ignore[arg-type]
