"""Figures as people write them: `8.0 ± 0.5 t`, `70 to 75 t`, `about 300 kg`, `over 1000`, `97.4°`.

A `Quantity` keeps the text, the unit it was written in, and a distribution in SI (seconds for a
specific impulse, radians for an angle, 1 for a ratio).  How words become distributions:

exact       a bare figure, `91 s`.  No spread: a case that knows of one writes ±.
normal      `8.0 ± 0.5 t`: 0.5 t is one standard deviation.  `± 10 %` is taken of the value.
uniform     `70 to 75 t`, `70-75 t`, `between 70 and 75 t`: all values between are alike.
about       `about 300 kg`, also ~, around, roughly, some, approximately: normal, one standard
            deviation the smaller of 10 % of the value and 5 units of its last significant digit.
            A round figure said with "about" is seldom off by more than a fifth (two sigma), and one
            who says "about 97.4 deg" knows it to better than a degree.
at least    `over 1000`, more than, above, at least, from a writer who rounded down: the value plus
            an exponential tail of mean 10 % of it.  One in twenty is more than 30 % above.
at most     `under 100 kg`, less than, below, up to, at most, nearly: mirrored, and never past zero.

Where a value below zero makes no sense (masses, forces, counts, absolute temperatures, pressures,
areas) the normal is cut off at zero.  A hedge about zero has no scale and is refused, as are
anything not finite, a spread below zero, a reversed range, a decimal comma, and a missing or wrong
unit.  The hedge rule is a judgement of ours, in one place, to be re-set when graded cases allow.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from launchwatch import _units
from launchwatch.errors import QuantityError

Kind = Literal["exact", "normal", "uniform", "about", "at least", "at most"]

ABOUT_RELATIVE: Final = Fraction(1, 10)  # one sigma of "about", and the mean tail of "over", "under"
ABOUT_DIGIT: Final = 5  # ... but "about" is no wider than this many units of the last digit

_LONGEST = 120
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?"
_UNIT = r"[^\d\s,;:±+\-<>~=()](?:[^\s±,;:+\-<>~=()]|\s(?!\d))*?"
_HEDGES: dict[Kind, str] = {
    "about": r"~|≈|about|around|roughly|approximately|approx\.?|circa|ca\.?|some",
    "at least": r">=|≥|>|over|more than|above|at least|no less than|not less than|exceeding",
    "at most": r"<=|≤|<|under|less than|below|up to|at most|no more than|not more than|nearly|almost",
}
_HEDGE = re.compile(
    "|".join(f"(?P<{kind.replace(' ', '_')}>(?:{words})(?![a-z]))" for kind, words in _HEDGES.items()), re.I
)
_ONE = re.compile(rf"(?P<n>{_NUMBER})\s*(?P<u>{_UNIT})?")
_SPREAD = re.compile(rf"(?P<n>{_NUMBER})\s*(?P<u>{_UNIT})?\s*±\s*(?P<s>{_NUMBER})\s*(?P<v>{_UNIT})?")
_RANGE = re.compile(
    rf"(?:between\s+)?(?P<n>{_NUMBER})\s*(?P<u>{_UNIT})?\s*(?:\bto\b|\band\b|-)\s*(?P<s>{_NUMBER})\s*(?P<v>{_UNIT})?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: its text, its unit, its distribution.  Make it with `parse` or a constructor.

    >>> thrust = Quantity.parse("8.0 ± 0.5 t", "mass")
    >>> thrust.central, thrust.kind, str(thrust)
    (8000.0, 'normal', '8.0 ± 0.5 t')

    `first` and `second` are the parameters in SI: value and 0 (exact), value and standard deviation
    (normal, about), low and high (uniform), bound and mean tail (at least, at most).
    """

    text: str = field(compare=False)  # as written
    dimension: str
    unit: str  # as written
    kind: Kind
    first: float
    second: float
    shown: str = field(compare=False)  # as printed
    _measure: _units.Unit = field(repr=False)

    @classmethod
    def parse(cls, text: str, dimension: str, where: str = "") -> Quantity:
        """Read a figure; a QuantityError names the offending text and what was expected.

        `dimension` is one of `_units.DIMENSIONS`; `where` (file, key) is put before a message.
        """
        if dimension not in _units.DIMENSIONS:
            raise ValueError(f"no such dimension: {dimension!r}")
        return _Reader(text, dimension, where).read()

    @classmethod
    def exact(cls, value_si: float, unit: str, dimension: str = "") -> Quantity:
        """A figure without spread, given in SI, printed in `unit`."""
        return _made("exact", value_si, 0.0, unit, dimension)

    @classmethod
    def normal(cls, value_si: float, sd_si: float, unit: str, dimension: str = "") -> Quantity:
        """A normal figure, given in SI, printed in `unit`; `dimension` where the unit leaves a choice."""
        return _made("normal", value_si, sd_si, unit, dimension)

    @classmethod
    def uniform(cls, low_si: float, high_si: float, unit: str, dimension: str = "") -> Quantity:
        """A range, given in SI, printed in `unit`."""
        return _made("uniform", low_si, high_si, unit, dimension)

    @property
    def central(self) -> float:
        """The middle in SI: the value, the middle of a range, the median beyond a bound."""
        if self.kind == "uniform":
            return 0.5 * (self.first + self.second)
        if self.kind in ("at least", "at most"):
            return float(self.ppf(np.float64(0.5)))
        return self.first

    def ppf(self, u: ArrayLike) -> NDArray[np.float64]:
        """The quantile function in SI at `u`, each in (0, 1); the shape of `u`.

        Strictly increasing unless exact, and finite from u = 1e-12 to 1 - 1e-12.
        """
        p = np.asarray(u, dtype=np.float64)
        a, b = self.first, self.second
        if self.kind == "exact":
            return np.full(p.shape, a)
        if self.kind == "uniform":
            return np.asarray(a + (b - a) * p)
        if self.kind == "at least":
            return np.asarray(a - b * np.log1p(-p))
        if self.kind == "at most":  # the tail is an exponential cut off at |a|
            return np.asarray(a + b * np.log1p((1.0 - p) * math.expm1(-abs(a) / b)))
        from scipy.special import ndtri  # 0.3 s, only when something is drawn

        cut = _below_zero(self)
        return np.asarray(a + b * ndtri(cut + p * (1.0 - cut)))

    def interval(self, p: float = 0.9) -> tuple[float, float]:
        """The central interval of probability `p` in SI."""
        low, high = self.ppf(np.array([0.5 - 0.5 * p, 0.5 + 0.5 * p]))
        return float(low), float(high)

    def to(self, unit: str) -> float:
        """The central value in another unit of the same dimension."""
        return _unit(unit, self.dimension, self.text, "").of(self.central)

    def __str__(self) -> str:
        return self.shown


def _below_zero(q: Quantity) -> float:
    """The weight a normal figure would put below zero where it cannot lie there."""
    if q.dimension not in _units.NOT_NEGATIVE:
        return 0.0
    return 0.5 * math.erfc(q.first / q.second / math.sqrt(2.0))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One text on its way to a Quantity."""

    text: str
    dimension: str
    where: str

    def read(self) -> Quantity:
        body = " ".join(self.text.split())
        if not body:
            self.refuse("is empty")
        if len(body) > _LONGEST:
            self.refuse("is too long for a figure")
        body = re.sub(r"[\u2212\u2013\u2014]", "-", body)
        body = re.sub(r"\+\s?/\s?-|\+-", "±", body)
        hedge = _HEDGE.match(body)
        kind: Kind = hedge.lastgroup.replace("_", " ") if hedge and hedge.lastgroup else "exact"  # type: ignore[assignment]
        body = body[hedge.end() :].strip() if hedge else body
        if kind in ("exact", "about"):
            if found := _SPREAD.fullmatch(body):
                return self.spread(found)
            if found := _RANGE.fullmatch(body):
                return self.range(found)
        if found := _ONE.fullmatch(body):
            return self.one(found, kind, hedge.group() if hedge else "")
        self.refuse("cannot be read as a figure")

    def one(self, found: re.Match[str], kind: Kind, hedge: str) -> Quantity:
        word, number = _plain(found["n"]), _number(found["n"])
        unit = self.unit(found["u"] or "")
        text = _units.joined(f"{hedge} {word}".strip(), unit.name)
        if kind == "exact":
            return self.made("exact", self.si(unit, number), 0.0, unit, text)
        if number == 0:
            self.refuse(
                f"hedges a zero, which gives no scale; write the spread, e.g. '{word} ± 1 {unit.name}'"
            )
        scale = abs(number) * ABOUT_RELATIVE
        if kind == "about":
            scale = min(scale, ABOUT_DIGIT * _last_digit(word))
        return self.made(kind, self.si(unit, number), unit.si_step(scale), unit, text)

    def spread(self, found: re.Match[str]) -> Quantity:
        word, number, sd = _plain(found["n"]), _number(found["n"]), _number(found["s"])
        before, after = found["u"] or "", found["v"] or ""
        unit = self.unit(before or after)
        if sd < 0:
            self.refuse("has a spread below zero")
        if before and after == "%" and before != "%":
            step = unit.si_step(abs(number) * sd / 100)
            text = f"{_units.joined(word, unit.name)} ± {_plain(found['s'])} %"
        elif before and after and before != after:
            step = self.unit(after).si_step(sd)
            text = f"{_units.joined(word, before)} ± {_units.joined(_plain(found['s']), after)}"
        else:
            step, text = unit.si_step(sd), _units.joined(f"{word} ± {_plain(found['s'])}", unit.name)
        if step == 0.0:
            return self.made("exact", self.si(unit, number), 0.0, unit, _units.joined(word, unit.name))
        return self.made("normal", self.si(unit, number), step, unit, text)

    def range(self, found: re.Match[str]) -> Quantity:
        unit = self.unit(found["v"] or found["u"] or "")
        first = self.unit(found["u"]) if found["u"] else unit
        low, high = self.si(first, _number(found["n"])), self.si(unit, _number(found["s"]))
        if not low < high:
            self.refuse("is a range that does not rise; write the lower figure first")
        head = _plain(found["n"]) if first == unit else _units.joined(_plain(found["n"]), first.name)
        text = _units.joined(f"{head} to {_plain(found['s'])}", unit.name)
        return self.made("uniform", low, high, unit, text)

    def si(self, unit: _units.Unit, number: Fraction) -> float:
        value = unit.si(number)
        if value < 0.0 and self.dimension in _units.NOT_NEGATIVE:
            self.refuse(f"is below zero, which a {self.dimension} cannot be")
        return value

    def unit(self, name: str) -> _units.Unit:
        return _unit(name.strip(), self.dimension, self.text, self.where)

    def made(self, kind: Kind, first: float, second: float, unit: _units.Unit, shown: str) -> Quantity:
        return Quantity(self.text, self.dimension, unit.name, kind, first, second, shown, unit)

    def refuse(self, why: str) -> NoReturn:
        expected = f"expected {_units.article(self.dimension)}, e.g. '{_units.DIMENSIONS[self.dimension][0]}'"
        raise QuantityError(f"'{self.text[:_LONGEST]}' {why}", where=self.where, mend=expected)


def _unit(name: str, dimension: str, text: str, where: str) -> _units.Unit:
    """The unit by name, or a refusal that says what the text is and what was expected."""
    found = _units.find(name, dimension)
    if found is not None:
        return found
    expected, example = _units.article(dimension), _units.DIMENSIONS[dimension][0]
    other = _units.guess_dimension(name)
    if not name:
        what = f"'{text}' has no unit, {expected} was expected"
    elif other is None:
        what = f"'{text}' has the unknown unit '{name}', {expected} was expected"
    else:
        what = f"'{text}' is {_units.article(other)}, {expected} was expected"
    raise QuantityError(f"{what}, e.g. '{example}'", where=where)


def _made(kind: Kind, first: float, second: float, unit: str, dimension: str) -> Quantity:
    """A quantity from SI figures, checked as a parsed one is."""
    name = dimension or _units.guess_dimension(unit) or ("count" if unit else "ratio")
    measure = _unit(unit, name, f"{first:g} {unit}", "")
    reader = _Reader(f"{first:g} ({kind}, SI)", name, "")
    if not (math.isfinite(first) and math.isfinite(second)):
        reader.refuse("is not finite")
    if first < 0.0 and name in _units.NOT_NEGATIVE:
        reader.refuse(f"is below zero, which a {name} cannot be")
    if (kind == "normal" and second <= 0.0) or (kind == "uniform" and second <= first):
        reader.refuse("has no spread, or one below zero")
    if kind == "exact":
        text = f"{measure.of(first):.12g}"
    elif kind == "uniform":
        text = f"{measure.of(first):.6g} to {measure.of(second):.6g}"
    else:
        sd = second / float(measure.factor)
        decimals = max(0, 1 - math.floor(math.log10(sd)))
        text = f"{measure.of(first):.{decimals}f} ± {sd:.{decimals}f}"
    shown = _units.joined(text, unit)
    return Quantity(shown, name, unit, kind, first, second, shown, measure)


def _plain(number: str) -> str:
    return number.replace(",", "").removeprefix("+")


def _number(number: str) -> Fraction:
    return Fraction(_plain(number))


def _last_digit(number: str) -> Fraction:
    """One unit of the last significant digit: 0.1 for 97.4, 100 for 300, 1 for 705."""
    mantissa, _, exponent = number.lower().partition("e")
    digits, point, decimals = mantissa.lstrip("-").partition(".")
    place = -len(decimals) if point else len(digits) - len(digits.rstrip("0"))
    return Fraction(10) ** (place + int(exponent or 0))
