"""Words of likelihood and the intervals they stand for, always printed together.

The bands are those of Intelligence Community Directive 203, "Analytic Standards" (2015).  A word outside the
directive ("high", "imminent") has no band there; the few that launches are spoken of with get a band of our
own, labelled as such.  Probabilities run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

ICD_203 = "ICD 203 (2015)"
OURS = "not in ICD 203; our reading"


@dataclass(frozen=True, slots=True)
class Band:
    """A word of likelihood, the probabilities it stands for, and who says so."""

    word: str
    lo: float
    hi: float
    source: str

    def __str__(self) -> str:
        return f"{self.word}, {_percent(self.lo, self.hi)}"


_SCALE: tuple[tuple[float, float, tuple[str, ...]], ...] = (
    (0.01, 0.05, ("almost no chance", "remote")),
    (0.05, 0.20, ("very unlikely", "highly improbable")),
    (0.20, 0.45, ("unlikely", "improbable")),
    (0.45, 0.55, ("roughly even chance", "roughly even odds")),
    (0.55, 0.80, ("likely", "probable", "probably")),
    (0.80, 0.95, ("very likely", "highly probable")),
    (0.95, 0.99, ("almost certain", "almost certainly", "nearly certain")),
)
BANDS: tuple[Band, ...] = tuple(Band(words[0], lo, hi, ICD_203) for lo, hi, words in _SCALE)
_BY_WORD = {word: Band(word, lo, hi, ICD_203) for lo, hi, words in _SCALE for word in words}
_BY_WORD |= {
    word: Band(word, lo, hi, OURS)
    for word, lo, hi in (
        ("high", 0.55, 0.95),  # at least "likely", short of certainty
        ("very high", 0.80, 0.99),
        ("low", 0.05, 0.45),
        ("certain", 0.95, 1.00),
        ("even", 0.45, 0.55),
    )
}


def band(word: str) -> Band | None:
    """The band of a word of likelihood, or None when the word stands for no interval.

    >>> str(band("Probably"))
    'probably, 55 to 80 %'
    """
    return _BY_WORD.get(" ".join(word.lower().split()))


def find_band(text: str) -> Band | None:
    """The band of the longest word of likelihood in a text, or None.

    >>> find_band("the chances of success are high").source
    'not in ICD 203; our reading'
    """
    padded = " " + " ".join("".join(c if c.isalpha() else " " for c in text.lower()).split()) + " "
    found = [word for word in _BY_WORD if f" {word} " in padded]
    return _BY_WORD[max(found, key=len)] if found else None


def in_words(p_lo: float, p_hi: float) -> str:
    """A probability known to lie between two values, as words with that interval in line.

    One word where a band holds most (four fifths) of the interval, else from word to word.

    >>> in_words(0.55, 0.80)
    'likely, 55 to 80 %'
    >>> in_words(0.25, 0.68)
    'unlikely to likely, 25 to 68 %'
    """
    lo, hi = sorted((min(max(p_lo, 0.0), 1.0), min(max(p_hi, 0.0), 1.0)))
    middle = _of((lo + hi) / 2.0)
    inside = min(hi, _upper(middle)) - max(lo, _lower(middle))
    if hi - lo <= 0.0 or inside >= 0.8 * (hi - lo):
        return f"{middle.word}, {_percent(lo, hi)}"
    first, last = _of(lo), _of(hi)
    return f"{first.word} to {last.word}, {_percent(lo, hi)}"


def _of(p: float) -> Band:
    """The band of one probability; an edge belongs to the band above it."""
    return next((b for b in reversed(BANDS) if p >= b.lo), BANDS[0])


def _lower(b: Band) -> float:
    return 0.0 if b is BANDS[0] else b.lo


def _upper(b: Band) -> float:
    return 1.0 if b is BANDS[-1] else b.hi


def _percent(lo: float, hi: float) -> str:
    """An interval of probability in per cent, whole numbers; tenths near 0 and 1."""
    low, high = _figure(lo), _figure(hi)
    return f"{low} %" if low == high else f"{low} to {high} %"


def _figure(p: float) -> str:
    value = 100.0 * p
    if 0.0 < value < 1.0 or 99.0 < value < 100.0:
        return f"{value:.1f}"
    return f"{value:.0f}"
