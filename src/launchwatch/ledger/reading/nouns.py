"""Nouns of sources: bodies, people by office, places that speak for a government.  All lower case."""

from __future__ import annotations

from launchwatch.ledger.reading.vocabulary import words

BODIES = words("nouns.bodies")
"""Heads of descriptions that name a body or a document."""

DOCUMENTS = words("nouns.documents")

_TRADES = words("nouns.trades")
_PLURALS = {f"{w[:-1]}ies" if w[-1] == "y" and w[-2] not in "aeo" else f"{w}s" for w in _TRADES}
_PEOPLE = words("nouns.people") | _TRADES | _PLURALS
PEOPLE = _PEOPLE | {f"{prefix}-{word}" for prefix in ("vice", "co", "ex") for word in _PEOPLE}
"""Heads of descriptions of people who are not named."""

TITLES = PEOPLE | words("nouns.titles")
"""Words before a name that are no part of it."""

PERSONAL_TITLES = words("nouns.personal_titles")

BODY_TAIL = words("nouns.body_tail")
"""Last (or first) words of the names of bodies."""

KINDS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset(["spy", "intelligence", "agency", "service"]), words("nouns.kinds")),
    (frozenset(["space", "agency"]), words("nouns.kinds_2")),
    (words("nouns.kinds_3"), words("nouns.kinds_4")),
    (frozenset(["joint", "chiefs"]), frozenset(["jcs", "chiefs"])),
    (frozenset(["watchdog", "regulator", "agency"]), words("nouns.kinds_5")),
)
"""Words of a description (left) and words in the names of bodies that it may stand for (right)."""

PLACES = words("nouns.places")
GOVERNMENT_SEATS = frozenset(["kremlin", "pentagon", "house", "street"])

DEMONYMS = words("nouns.demonyms")

STARTERS = words("nouns.starters")
