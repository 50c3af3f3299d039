"""The word lists of the reading, from `words.toml` beside this module: plain text, so that anybody may add
a word."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("launchwatch.ledger.reading").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(key: str) -> frozenset[str]:
    """The words of one list; where bars stand in it, what stands between bars.

    >>> "monday" in words("lexicon.days")
    True
    """
    room, name = key.split(".")
    text = _table()[room][name]
    if "|" in text:
        return frozenset(" ".join(part.split()) for part in text.split("|") if part.strip())
    return frozenset(text.split())


@cache
def forms(key: str) -> dict[str, str]:
    """Each form of each verb of a list to its first form; one verb a line.

    >>> forms("lexicon.strong")["told"]
    'tell'
    """
    room, name = key.split(".")
    return {
        form: line.split()[0] for line in _table()[room][name].splitlines() if line for form in line.split()
    }
