"""Figures keep text, source and reason; launchers give them by dotted key and take replacements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from launchwatch.errors import LibraryError, QuantityError
from launchwatch.launcher import Figure, Launcher, launcher_names, load_launcher
from launchwatch.launcher.figure import DIMENSIONS
from launchwatch.launcher.parts import StrapOn

SOURCE = "a page"


def figure(value: str, dimension: str = "") -> Figure:
    return Figure(value=value, source=SOURCE, dimension=dimension)


def test_a_figure_is_read_in_si_and_printed_as_written() -> None:
    mass = figure("70 to 76 t", "mass")
    assert mass.central == pytest.approx(73_000.0)
    assert mass.bounds == pytest.approx((70_300.0, 75_700.0))
    assert str(mass) == "70 to 76 t"


def test_a_guess_needs_a_spread() -> None:
    with pytest.raises(ValidationError, match="has no spread"):
        Figure(value="70 t", source=SOURCE, note="because", guess=True, dimension="mass")


def test_a_guess_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="without a note"):
        Figure(value="70 to 76 t", source=SOURCE, guess=True, dimension="mass")


def test_what_has_no_source_must_be_a_guess() -> None:
    with pytest.raises(ValidationError, match="not marked as a guess"):
        Figure(value="70 to 76 t", source="no source found", dimension="mass")


def test_a_figure_without_dimension_takes_that_of_its_place() -> None:
    assert figure("3 t").of("mass").central == pytest.approx(3_000.0)
    with pytest.raises(QuantityError, match="force"):
        figure("3 t").of("force")


def test_a_figure_that_cannot_be_read_is_refused_where_it_stands() -> None:
    with pytest.raises(ValidationError, match="furlong"):
        figure("3 furlongs", "mass")


@pytest.mark.parametrize("name", launcher_names())
def test_figures_come_in_a_stable_order_with_unique_keys(name: str) -> None:
    launcher = load_launcher(name)
    keys = [k for k, _ in launcher.figures()]
    assert keys == [k for k, _ in launcher.figures()]
    assert len(keys) == len(set(keys))
    assert keys[0] == "stage 1.propellant"
    assert keys[-1].startswith("launcher.")
    for key, found in launcher.figures():
        assert launcher.figure(key) is found
        assert found.dimension == DIMENSIONS[key.split(".")[1]]


@pytest.mark.parametrize("name", launcher_names())
def test_figures_for_the_audit_are_not_among_those_that_are_drawn(name: str) -> None:
    launcher = load_launcher(name)
    drawn = {k for k, _ in launcher.figures()}
    kept = {k for k, _ in launcher.published()}
    assert "launcher.lift_off_mass" in kept
    assert not drawn & kept


@pytest.mark.parametrize("name", launcher_names())
def test_every_figure_has_a_source_and_every_guess_a_reason_and_a_spread(name: str) -> None:
    for key, found in load_launcher(name).figures():
        assert len(found.source) > 10, f"{key}: '{found.source}' is no source"
        if found.guess:
            assert found.note and found.quantity.kind != "exact", key


def test_the_north_korean_launchers_are_mostly_guesses_and_say_so() -> None:
    for name in ("Unha-3", "Chollima-1"):
        engines = [
            f
            for k, f in load_launcher(name).figures()
            if k.split(".")[1] in ("propellant", "thrust", "dry", "specific_impulse")
        ]
        assert len(engines) == 12
        assert all(f.guess for f in engines)


ALL_KEYS = [(n, k) for n in launcher_names() for k, _ in load_launcher(n).figures()]


@given(place=st.sampled_from(ALL_KEYS), share=st.floats(0.97, 1.03))
def test_a_replaced_figure_is_found_and_nothing_else_changes(place: tuple[str, str], share: float) -> None:
    name, key = place
    launcher = load_launcher(name)
    old = launcher.figure(key)
    assert old is not None
    new = Figure(value=_scaled(old, share), source="an override")
    changed = launcher.replaced(key, new)
    after = changed.figure(key)
    assert after is not None
    assert (after.source, after.dimension) == ("an override", old.dimension)
    assert after.central == pytest.approx(old.central * share, rel=1e-6, abs=1e-9)
    for other, found in launcher.figures():
        if other != key:
            assert changed.figure(other) == found
    assert launcher.figure(key) is old


def _scaled(figure: Figure, share: float) -> str:
    unit = {"mass": "kg", "force": "N", "specific impulse": "s", "area": "m2", "length": "m", "time": "s"}
    return f"{figure.central * share:.9f} {unit.get(figure.dimension, 'kg/m2')}"


def test_a_stage_may_be_named_in_a_key() -> None:
    saturn = load_launcher("Saturn V")
    assert saturn.figure("s-ic.thrust") is saturn.figure("stage 1.thrust")
    assert saturn.figure("payload") is saturn.figure("launcher.payload")
    changed = saturn.replaced("s-ii.dry", figure("50 t"))
    assert changed.stages[1].dry.central == 50_000.0


def test_strap_ons_and_fairing_can_be_replaced() -> None:
    pslv = load_launcher("PSLV")
    assert pslv.replaced("air-lit.dry", figure("3 t")).strap_ons[1].dry.central == 3_000.0
    changed = pslv.replaced("fairing.mass", figure("2 t"))
    assert changed.fairing is not None and changed.fairing.mass.central == 2_000.0


def test_a_figure_left_out_can_be_put_in() -> None:
    delta = load_launcher("Delta III")
    assert delta.figure("stage 1.nozzle exit area") is None
    assert delta.stages[0].exit_area() == 0.0
    changed = delta.replaced("stage 1.nozzle_exit_area", figure("1.5 m2"))
    assert changed.stages[0].exit_area() == pytest.approx(1.5)


def test_a_free_ignition_can_be_fixed() -> None:
    pslv = load_launcher("PSLV")
    assert pslv.stages[3].ignition_delay == "free"
    assert pslv.figure("stage 4.ignition_delay") is None
    fixed = pslv.replaced("stage 4.ignition_delay", figure("140 s")).stages[3].ignition_delay
    assert isinstance(fixed, Figure) and fixed.central == 140.0


def test_an_unknown_key_is_refused_with_the_nearest() -> None:
    with pytest.raises(LibraryError, match=r"'stage 3.propelant' .*did you mean stage 3.propellant"):
        load_launcher("Unha-3").replaced("stage 3.propelant", figure("3 t"))
    for key in ("stage 9.dry", "nowhere.at.all", "", "fairing.thrust", "launcher.name", "stage 1.name"):
        with pytest.raises(LibraryError, match="is no figure of Unha-3"):
            load_launcher("Unha-3").figure(key)


def test_a_replacement_of_wrong_dimension_names_launcher_and_key() -> None:
    with pytest.raises(QuantityError, match=r"Unha-3, stage 1.thrust: '3 t'"):
        load_launcher("Unha-3").replaced("stage 1.thrust", figure("3 t"))


def test_a_replacement_that_breaks_the_launcher_is_refused() -> None:
    with pytest.raises(LibraryError, match=r"Unha-3, stage 1.propellant: .*zero or less"):
        load_launcher("Unha-3").replaced("stage 1.propellant", figure("0 kg"))
    with pytest.raises(LibraryError, match="no ignition_delay"):
        load_launcher("Unha-3").replaced("stage 1.ignition_delay", figure("1 s"))


def test_exit_area_follows_from_what_was_published() -> None:
    saturn = load_launcher("Saturn V").stages[0]
    # five F-1 nozzles: (39,573 - 34,431) kN / 101,325 Pa = 50.75 m2, 10.1 m2 each
    assert saturn.exit_area() == pytest.approx(5_142_000.0 / 101_325.0)
    assert saturn.exit_area(1.0) == saturn.exit_area()
    unha = load_launcher("Unha-3").stages[0]
    assert unha.exit_area(2.0 * unha.thrust.central) == pytest.approx(2.0 * unha.exit_area())
    assert unha.lift_off_thrust == pytest.approx(unha.thrust.central * 226.0 / 251.0)


def test_strap_ons_light_when_they_say() -> None:
    delta, pslv = load_launcher("Delta III"), load_launcher("PSLV")
    assert [g.lit_at({"strap-ons 1 to 6": 75.2}) for g in delta.strap_ons] == [0.0, 75.2]
    assert [g.lit_at({}) for g in pslv.strap_ons] == [0.0, 25.0]
    with pytest.raises(ValidationError):
        StrapOn.model_validate({**dict(pslv.strap_ons[0]), "lit": "whenever"})


def test_a_launcher_cannot_be_changed_by_accident() -> None:
    launcher: Launcher = load_launcher("Unha-3")
    with pytest.raises(ValidationError):
        launcher.name = "Unha-4"  # type: ignore[misc]
