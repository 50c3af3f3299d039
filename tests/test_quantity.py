"""Figures as people write them: what is read, what is refused, and what is drawn."""

from __future__ import annotations

import math
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pint
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from launchwatch import _units
from launchwatch.errors import QuantityError
from launchwatch.quantity import Kind, Quantity

LEVELS = np.array([1e-12, 1e-9, 1e-3, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999, 1 - 1e-9, 1 - 1e-12])

number = st.decimals("0.001", "99999", places=3).map(lambda d: f"{d.normalize():f}")
unit_of_mass = st.sampled_from(["kg", "t", "lb", "g", "tonnes"])


@pytest.mark.parametrize(
    ("text", "dimension", "kind", "central", "shown"),
    [
        ("8.0 ± 0.5 t", "mass", "normal", 8000.0, "8.0 ± 0.5 t"),
        ("8.0 +/- 0.5 t", "mass", "normal", 8000.0, "8.0 ± 0.5 t"),
        ("8 t ± 500 kg", "mass", "normal", 8000.0, "8 t ± 500 kg"),
        ("8 t ± 0 t", "mass", "exact", 8000.0, "8 t"),
        ("8 t ± 5 %", "mass", "normal", 8000.0, "8 t ± 5 %"),
        ("about 8 ± 0.5 t", "mass", "normal", 8000.0, "8 ± 0.5 t"),
        ("70 to 75 t", "mass", "uniform", 72500.0, "70 to 75 t"),
        ("70-75 t", "mass", "uniform", 72500.0, "70 to 75 t"),
        ("70–75 t", "mass", "uniform", 72500.0, "70 to 75 t"),
        ("between 70 and 75 t", "mass", "uniform", 72500.0, "70 to 75 t"),
        ("900 m to 1.2 km", "length", "uniform", 1050.0, "900 m to 1.2 km"),
        ("−5 to 5 deg", "angle", "uniform", 0.0, "-5 to 5 deg"),
        ("about 300 kg", "mass", "about", 300.0, "about 300 kg"),
        ("~300 kg", "mass", "about", 300.0, "~ 300 kg"),
        ("some 300 containers", "count", "about", 300.0, "some 300 containers"),
        ("91 s", "time", "exact", 91.0, "91 s"),
        ("10 min", "time", "exact", 600.0, "10 min"),
        ("1.5 h", "time", "exact", 5400.0, "1.5 h"),
        ("97.4°", "angle", "exact", math.radians(97.4), "97.4°"),
        ("97.4 deg", "angle", "exact", math.radians(97.4), "97.4 deg"),
        ("253 km", "length", "exact", 253000.0, "253 km"),
        ("5,000 containers", "count", "exact", 5000.0, "5000 containers"),
        ("20 °C", "temperature", "exact", 293.15, "20 °C"),
        ("32 °F", "temperature", "exact", 273.15, "32 °F"),
        ("0.3", "ratio", "exact", 0.3, "0.3"),
        ("5 %", "ratio", "exact", 0.05, "5 %"),
        ("280 s", "specific impulse", "exact", 280.0, "280 s"),
        ("1.2e3 m", "length", "exact", 1200.0, "1.2e3 m"),
        ("500 kg/m2", "mass per area", "exact", 500.0, "500 kg/m2"),
        ("  8   t ", "mass", "exact", 8000.0, "8 t"),
    ],
)
def test_reads_figures_as_people_write_them(
    text: str, dimension: str, kind: Kind, central: float, shown: str
) -> None:
    found = Quantity.parse(text, dimension)
    assert (found.kind, str(found), found.text) == (kind, shown, text)
    assert found.central == pytest.approx(central, rel=1e-15)


@pytest.mark.parametrize("word", ["over", "more than", "at least", "above", ">", "≥", "exceeding", "Over"])
def test_a_bound_from_below_draws_only_above(word: str) -> None:
    found = Quantity.parse(f"{word} 1000", "count")
    assert found.kind == "at least"
    drawn = found.ppf(LEVELS)
    assert drawn.min() >= 1000.0
    assert found.interval(0.9)[1] == pytest.approx(1000 + 100 * math.log(20), rel=1e-12)


@pytest.mark.parametrize("word", ["under", "less than", "up to", "at most", "nearly", "<", "≤"])
def test_a_bound_from_above_draws_only_below_and_above_zero(word: str) -> None:
    found = Quantity.parse(f"{word} 300 kg", "mass")
    assert found.kind == "at most"
    drawn = found.ppf(LEVELS)
    assert drawn.max() <= 300.0 and drawn.min() >= 0.0
    assert found.central == pytest.approx(300 - 30 * math.log(2), rel=1e-4)


@pytest.mark.parametrize(("text", "sd"), [("300", 30), ("97.4", 0.5), ("705", 5), ("11", 1.1), ("1250", 50)])
def test_about_is_a_tenth_but_no_wider_than_five_of_the_last_digit(text: str, sd: float) -> None:
    found = Quantity.parse(f"about {text} km", "length")
    half = (found.interval(0.6826894921)[1] - found.central) / 1000.0
    assert half == pytest.approx(sd, rel=1e-6)


def test_plus_minus_is_one_standard_deviation() -> None:
    found = Quantity.parse("70 ± 3 t", "mass").ppf(LEVELS)
    np.testing.assert_allclose(found, stats.norm.ppf(LEVELS, 70e3, 3e3), rtol=1e-9)


def test_a_wide_normal_mass_is_cut_off_at_zero() -> None:
    found = Quantity.parse("8 ± 5 t", "mass").ppf(LEVELS)
    truth = stats.truncnorm.ppf(LEVELS, -1.6, np.inf, 8e3, 5e3)
    np.testing.assert_allclose(found, truth, rtol=1e-5, atol=1e-6)  # 1 - u has four digits at the end
    assert found.min() >= 0.0


def test_an_exact_figure_draws_itself() -> None:
    assert set(Quantity.parse("91 s", "time").ppf(LEVELS)) == {91.0}
    assert Quantity.parse("91 s", "time").interval() == (91.0, 91.0)


def test_a_wide_normal_angle_goes_below_zero() -> None:
    assert Quantity.parse("1 ± 5 deg", "angle").interval()[0] < 0.0


@given(
    st.one_of(
        st.tuples(number, number, unit_of_mass).map(lambda t: f"{t[0]} ± {t[1]} {t[2]}"),
        st.tuples(st.sampled_from(["about", "over", "under", "up to", "~"]), number, unit_of_mass).map(
            " ".join
        ),
        st.tuples(number, unit_of_mass).map(" ".join),
    )
)
def test_what_is_printed_reads_back_as_the_same_figure(text: str) -> None:
    assume(text.split()[0] not in ("about", "over", "under", "up", "~") or float(text.split()[-2]) > 0)
    found = Quantity.parse(text, "mass")
    assert Quantity.parse(str(found), "mass") == found
    assert str(Quantity.parse(str(found), "mass")) == str(found)


@given(st.tuples(number, number).filter(lambda t: Decimal(t[0]) != Decimal(t[1])), unit_of_mass)
def test_a_printed_range_reads_back_as_the_same_range(ends: tuple[str, str], unit: str) -> None:
    low, high = sorted(ends, key=Decimal)
    found = Quantity.parse(f"{low}-{high} {unit}", "mass")
    assert Quantity.parse(str(found), "mass") == found


@given(
    number.filter(lambda n: float(n) > 0.01), st.sampled_from(["± 7 %", "about", "over", "under", "range"])
)
def test_draws_rise_strictly_and_are_finite(value: str, form: str) -> None:
    text = {"± 7 %": f"{value} t ± 7 %", "range": f"{value} to 100000 t"}.get(form, f"{form} {value} t")
    drawn = Quantity.parse(text, "mass").ppf(LEVELS)
    assert np.all(np.isfinite(drawn)) and np.all(np.diff(drawn) > 0.0)


@given(number)
def test_kilometres_and_metres_give_the_same_bits(value: str) -> None:
    in_metres = f"{Decimal(value) * 1000:f}"
    first = Quantity.parse(f"{value} km", "length").central
    assert first == Quantity.parse(f"{in_metres} m", "length").central


@pytest.mark.parametrize(
    ("text", "dimension", "message"),
    [
        ("8 kg", "length", "'8 kg' is a mass, a length was expected, e.g. '8 km'"),
        ("8 t ± 5 km", "mass", "is a length, a mass was expected"),
        ("5 kg", "count", "is a mass, a count was expected"),
        ("3 stone", "length", "is a mass, a length was expected"),
        ("3 foo", "mass", "unknown unit 'foo', a mass was expected"),
        ("8", "mass", "'8' has no unit, a mass was expected"),
        ("8 t", "angle", "an angle was expected"),
        ("", "mass", "is empty"),
        ("   ", "mass", "is empty"),
        ("nan kg", "mass", "cannot be read"),
        ("inf kg", "mass", "cannot be read"),
        ("1e999 kg", "mass", "unknown unit|cannot be read"),
        ("-8 t", "mass", "below zero"),
        ("-300 °C", "temperature", "below zero"),
        ("8 ± -1 t", "mass", "spread below zero"),
        ("75 to 70 t", "mass", "does not rise"),
        ("70 to 70 t", "mass", "does not rise"),
        ("8,5 t", "mass", "cannot be read"),
        ("over 70 to 75 t", "mass", "cannot be read"),
        ("about 0 km", "length", "hedges a zero"),
        ("heavy", "mass", "cannot be read"),
        ("8 t 9 t", "mass", "cannot be read"),
        ("8 " + "t" * 300, "mass", "too long"),
        ("8 m**9**9**9", "length", "unknown unit"),
        ("8 __import__", "length", "unknown unit"),
    ],
)
def test_refuses_with_the_text_and_what_was_expected(text: str, dimension: str, message: str) -> None:
    with pytest.raises(QuantityError, match=message) as caught:
        Quantity.parse(text, dimension, "case.toml, line 7")
    assert str(caught.value).startswith("case.toml, line 7: ")


@given(st.text(max_size=40), st.sampled_from(sorted(_units.DIMENSIONS)))
def test_any_text_is_read_or_refused_with_our_own_error(text: str, dimension: str) -> None:
    try:
        found = Quantity.parse(text, dimension)
    except QuantityError:
        return
    assert math.isfinite(found.central)


def test_an_unknown_dimension_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="no such dimension"):
        Quantity.parse("8 t", "weight")


def test_our_table_of_units_agrees_with_pint() -> None:
    """Every unit of the own table that pint knows by the same word, against pint's factor."""
    registry = pint.UnitRegistry()
    respelled = {"t": "metric_ton", "ton": "metric_ton", "tons": "metric_ton", "NM": "nautical_mile"}
    respelled |= {"kt": "knot", "kn": "knot", "m/s": "m/s", "º": "degree", "°": "degree", "kgf": "kgf"}
    checked = 0
    for dimension, rows in _units._TABLE.items():
        si = _units.DIMENSIONS[dimension][1]
        if not si or dimension in ("specific impulse", "temperature"):
            continue
        for word, unit in rows.items():
            if word in ("'", '"', "′", "″"):
                continue
            try:
                expected = registry.Quantity(1.0, respelled.get(word, word)).to(si).magnitude
            except pint.UndefinedUnitError:  # a spelling pint does not have
                continue
            assert float(unit.factor) == pytest.approx(expected, rel=1e-12), word
            checked += 1
    assert checked > 60


def test_pint_is_asked_only_for_units_that_are_not_in_the_table() -> None:
    code = (
        "import sys; from launchwatch.quantity import Quantity as Q;"
        "Q.parse('8.0 ± 0.5 t', 'mass').central; Q.parse('97.4 deg', 'angle');"
        "assert 'pint' not in sys.modules and 'scipy' not in sys.modules;"
        "assert abs(Q.parse('1 furlong', 'length').central - 201.168) < 0.01; assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_figure_is_told_in_another_unit() -> None:
    found = Quantity.parse("253 km", "length")
    assert found.to("nmi") == pytest.approx(253 / 1.852)
    assert Quantity.parse("293.15 K", "temperature").to("°C") == pytest.approx(20.0)
    with pytest.raises(QuantityError, match="is a mass, a length was expected"):
        found.to("kg")


def test_figures_made_from_si_print_in_their_unit() -> None:
    assert str(Quantity.normal(8000.0, 512.3, "t")) == "8.00 ± 0.51 t"
    assert str(Quantity.uniform(70e3, 75e3, "t")) == "70 to 75 t"
    assert str(Quantity.exact(5.0, "containers")) == "5 containers"
    assert str(Quantity.exact(0.3, "")) == "0.3"
    assert Quantity.exact(280.0, "s").dimension == "time"
    assert Quantity.exact(280.0, "s", "specific impulse").dimension == "specific impulse"
    assert Quantity.exact(201.168, "furlong").dimension == "length"


@pytest.mark.parametrize("sd", [0.0, -1.0, math.nan, math.inf])
def test_figures_made_from_si_are_checked(sd: float) -> None:
    with pytest.raises(QuantityError):
        Quantity.normal(8000.0, sd, "t")
    with pytest.raises(QuantityError):
        Quantity.uniform(8000.0, 8000.0 + min(sd, 0.0), "t")
    with pytest.raises(QuantityError):
        Quantity.exact(-8000.0, "t")
