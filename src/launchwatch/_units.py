"""The units people write, with their dimension and their factor to SI.

A small table of our own answers nearly every figure; pint (0.3 to 0.6 s to import) is asked only
for a unit that is not in it.  Factors are exact fractions where the definition is exact (BIPM, The
International System of Units, 9th edition, 2019; NIST SP 811, appendix B), so that a figure in
kilometres and the same figure in metres give the same bits.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint

_G0 = Fraction("9.80665")  # m/s2, standard gravity (3rd CGPM, 1901)
_LB = Fraction("0.45359237")  # kg, international pound
_FT = Fraction("0.3048")  # m, international foot
_DEG = math.pi / 180.0

# dimension -> (an example for messages, the unit in pint's words)
DIMENSIONS: dict[str, tuple[str, str]] = {
    "mass": ("8 t", "kg"),
    "length": ("8 km", "m"),
    "time": ("91 s", "s"),
    "angle": ("97.4 deg", "rad"),
    "speed": ("7.6 km/s", "m/s"),
    "acceleration": ("39 m/s2", "m/s**2"),
    "force": ("250 kN", "N"),
    "specific impulse": ("280 s", "s"),
    "temperature": ("288.15 K", "K"),
    "area": ("1.2 m2", "m**2"),
    "count": ("5,000 containers", ""),
    "ratio": ("0.3", ""),
    "pressure": ("101.3 kPa", "Pa"),
    "density": ("1.2 kg/m3", "kg/m**3"),
    "mass per area": ("500 kg/m2", "kg/m**2"),
}

# a value below zero makes no sense in these (temperature: below absolute zero)
NOT_NEGATIVE = frozenset(DIMENSIONS) - {"length", "time", "angle", "speed", "ratio"}

_WRITTEN: dict[str, dict[str, Fraction | float | int | str]] = {
    "mass": {
        "kg kilogram kilograms kilogramme kilogrammes": 1,
        "g gram grams": "0.001",
        "t ton tons tonne tonnes Mg": 1000,
        "lb lbs pound pounds": _LB,
    },
    "length": {
        "m metre metres meter meters": 1,
        "km kilometre kilometres kilometer kilometers": 1000,
        "cm": "0.01",
        "mm": "0.001",
        "ft foot feet": _FT,
        "in inch inches": "0.0254",
        "mi mile miles": "1609.344",
        "nmi NM": 1852,
    },
    "time": {
        "s sec second seconds": 1,
        "ms": "0.001",
        "min minute minutes": 60,
        "h hr hour hours": 3600,
        "d day days": 86400,
    },
    "angle": {
        "rad": 1,
        "mrad": "0.001",
        "° º deg degree degrees": _DEG,
        "' ′ arcmin": _DEG / 60.0,
        '" ″ arcsec': _DEG / 3600.0,
    },
    "speed": {
        "m/s": 1,
        "km/s": 1000,
        "km/h kph": Fraction(5, 18),
        "kt kn knot knots": Fraction(1852, 3600),
        "ft/s": _FT,
        "mph": "0.44704",
    },
    "acceleration": {"m/s2 m/s² m/s^2": 1, "g0": _G0, "ft/s2 ft/s² ft/s^2": _FT},
    "force": {
        "N": 1,
        "kN": 1000,
        "MN": 1_000_000,
        "kgf": _G0,
        "tf": 1000 * _G0,
        "lbf": _LB * _G0,
    },
    # specific impulse by weight, in seconds; as a speed it is divided by standard gravity
    "specific impulse": {
        "s sec second seconds": 1,
        "m/s N.s/kg N·s/kg Ns/kg": 1 / _G0,
        "km/s": 1000 / _G0,
    },
    "temperature": {"K": 1, "°C degC": 1, "°F degF": Fraction(5, 9)},
    "area": {"m2 m² m^2": 1, "cm2 cm² cm^2": "0.0001", "km2 km² km^2": 1_000_000, "ft2 ft² ft^2": _FT**2},
    "ratio": {"": 1, "% percent": "0.01", "‰": "0.001"},
    "pressure": {
        "Pa": 1,
        "hPa mbar": 100,
        "kPa": 1000,
        "MPa": 1_000_000,
        "bar": 100_000,
        "atm": 101_325,
        "psi": _LB * _G0 / Fraction("0.0254") ** 2,
    },
    "density": {"kg/m3 kg/m³ kg/m^3": 1, "g/cm3 g/cm³ g/cm^3": 1000},
    "mass per area": {"kg/m2 kg/m² kg/m^2": 1, "g/cm2 g/cm² g/cm^2": 10, "t/m2 t/m²": 1000},
}
_OFFSET = {
    "°C": Fraction("273.15"),
    "degC": Fraction("273.15"),
    "°F": Fraction(229835, 900),  # 459.67 * 5 / 9
    "degF": Fraction(229835, 900),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """SI value = number * factor + offset."""

    name: str
    factor: Fraction | float
    offset: Fraction

    def si(self, number: Fraction) -> float:
        """A reading in SI."""
        if isinstance(self.factor, float):
            return float(number) * self.factor
        return float(number * self.factor + self.offset)

    def si_step(self, number: Fraction) -> float:
        """A difference of readings in SI."""
        return float(number) * self.factor if isinstance(self.factor, float) else float(number * self.factor)

    def of(self, value_si: float) -> float:
        """An SI value as a reading in this unit."""
        return (value_si - float(self.offset)) / float(self.factor)


_TABLE: dict[str, dict[str, Unit]] = {
    dimension: {
        word: Unit(word, f if isinstance(f, float) else Fraction(f), _OFFSET.get(word, Fraction(0)))
        for words, f in rows.items()
        for word in (words.split() or [""])
    }
    for dimension, rows in _WRITTEN.items()
}


def find(unit: str, dimension: str) -> Unit | None:
    """The unit as written, or None where it is not a unit of that dimension."""
    if dimension == "count":
        return None if dimension_of(unit) else Unit(unit, Fraction(1), Fraction(0))
    known = _TABLE[dimension].get(unit)
    if known is not None or dimension_of(unit):
        return known
    factor = _pint(unit, DIMENSIONS[dimension][1])
    return None if factor is None else Unit(unit, factor, Fraction(0))


def dimension_of(unit: str) -> str | None:
    """The first dimension whose own table knows the unit (the empty unit has none)."""
    if not unit:
        return None
    return next((name for name, rows in _TABLE.items() if unit in rows), None)


def guess_dimension(unit: str) -> str | None:
    """The dimension of a unit by our table, else by pint; None where neither knows it."""
    known = dimension_of(unit)
    if known is not None or not unit:
        return known
    return next((n for n, (_, si) in DIMENSIONS.items() if si and _pint(unit, si) is not None), None)


def joined(number: str, unit: str) -> str:
    """Number and unit as people space them: 97.4°, 20 °C, 8 t."""
    tight = unit in ("°", "º", "'", "′", '"', "″", "")
    return number + unit if tight else f"{number} {unit}"


def article(dimension: str) -> str:
    """The dimension with its article: "a mass", "an angle"."""
    return f"an {dimension}" if dimension[0] in "aeiou" else f"a {dimension}"


@functools.lru_cache(maxsize=256)
def _pint(unit: str, si: str) -> float | None:
    """The factor from `unit` to `si` by pint; None where it knows no such unit or dimension.

    Only words, products, quotients and one-digit powers are handed on: pint works powers out, and
    `m**9**9**9` would keep it busy for ever.
    """
    if not re.fullmatch(r"[A-Za-zµμ]{1,24}([*/·. ][A-Za-zµμ]{1,24}|\^?[234]){0,6}", unit) or not si:
        return None
    try:
        registry = _registry()
        bare = registry.Quantity(1.0, registry.parse_units(re.sub(r"\^?([234])", r"**\1", unit)))
        factor = float(bare.to(si).magnitude)
    except Exception:  # pint raises its own errors, and those of the tokenizer and of arithmetic
        return None
    return factor if math.isfinite(factor) and factor > 0.0 else None


@functools.lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry[float]:
    import pint

    return pint.UnitRegistry()
