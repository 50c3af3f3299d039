"""Who is a person by the words alone: given names, and words for women and for men.

The names are common ones of some twenty languages (`words.toml`); any other name tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_HERS, _HIS, _EITHER = words("people.hers"), words("people.his"), words("people.either")
_WOMEN, _MEN = words("people.women"), words("people.men")
_NO_PERSON = nouns.BODY_TAIL | nouns.BODIES | nouns.DEMONYMS | nouns.PLACES
_JOINED = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A Korean given name as agencies write it: `Hyok-chol`."""
GENDERS = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
"""What a pronoun tells."""


def gender_of_name(name: str) -> str:
    """`f` or `m` by the given name, or by the ending of a Slavic surname; empty where neither tells.

    >>> gender_of_name("Maria Lind"), gender_of_name("Petrova"), gender_of_name("Kim Yo Jong")
    ('f', 'f', '')
    """
    parts = name.lower().split()
    if not parts:
        return ""
    for first in (parts[0], parts[0].partition("-")[0]):
        if first in _HERS or first in _HIS:
            return "f" if first in _HERS else "m"
    return "f" if parts[-1].endswith(("ova", "eva", "skaya", "ska")) and len(parts[-1]) > 5 else ""


def gender_of_words(role: Iterable[str]) -> str:
    """`f` or `m` by the first word of a role that tells: `spokeswoman`, `Mr`, `father`."""
    for word in role:
        low = word.lower().rstrip(".")
        if low in _WOMEN or low in _MEN:
            return "f" if low in _WOMEN else "m"
    return ""


def personal(run: Sequence[Unit], *, surname: bool = False) -> bool:
    """Whether words with capitals read as a person's name: `Anna Keller`, `Sin Hyok-chol`.

    `surname`: the last word may be any, `James Court`.
    """
    if not 2 <= len(run) <= 4 or any(_of_body(u) for u in run[: len(run) - surname]):
        return False
    first = run[0].low if run[0].low in _EITHER else run[0].low.partition("-")[0]
    given = first in _HERS or first in _HIS or first in _EITHER
    return given or (len(run) == 2 and bool(_JOINED.fullmatch(run[1].text)))


def _of_body(unit: Unit) -> bool:
    """Whether a word belongs to no person's name; 'Un' in `Kim Jong Un` may."""
    low = unit.low.rstrip(".")
    return low in _NO_PERSON and (len(low) > 2 or unit.text.isupper())
