"""Phrases taken apart: owner and owned, the head of a description, the name and kind of a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_ADJECTIVES = words("sources.adjectives")
_QUALIFIES = words("sources.qualifies")
_ENDS_HEAD = words("sources.ends_head")
_OUTLET_TAIL = words("sources.outlet_tail")
_PARTICLES = words("sources.particles")
_KINDS_BEFORE = words("sources.kinds_before")
_CONNECTORS = words("sources.connectors")
_NO_PERSON = nouns.BODY_TAIL | nouns.BODIES | nouns.TITLES | nouns.DEMONYMS | nouns.PLACES
_FIELDS = words("names.fields")
_SORTS = (nouns.BODIES | words("names.sorts")) - nouns.PEOPLE
_OFFICES = nouns.PEOPLE | {"head", "chief"}
_OF = frozenset({"of", "from", "at", "for", "with", "in"})
_KINDS = nouns.BODIES | {"tank", "group", "agency", "media", "rights"}


def initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s-]+", name) if w[:1].isupper())


def fitting(words: list[str], short: str) -> tuple[str, str]:
    """The words before a bracket whose initials make the acronym."""
    letters = [c for c in short.upper() if c.isalpha()]
    while words and words[0] in ("the", "of", "for", "and", "on"):
        words = words[1:]
    for start in range(len(words)):
        part = words[start:]
        initials = "".join(
            p[0]
            for w in part
            for p in re.split(r"[-]", w)
            if p and w not in ("of", "the", "for", "and", "on")
        )
        if (
            initials.upper().startswith("".join(letters)[:2])
            and initials.upper()[: len(letters)] == "".join(letters)[: len(initials)]
        ):
            return " ".join(part).removeprefix("The "), short
    if words and any(letters[0] == w[0].upper() for w in words):
        start = next(k for k, w in enumerate(words) if w[0].upper() == letters[0])
        return " ".join(words[start:]), short
    return "", short


def trim(units: Sequence[Unit]) -> Sequence[Unit]:
    start, end = 0, len(units)
    while start < end and (
        (units[start].kind == "p" and units[start].text != "(")
        or (units[start].low in ("and", "but", "also", "or", "both", "meanwhile", "as") and end - start > 1)
    ):
        start += 1
    while end > start and units[end - 1].kind == "p" and units[end - 1].text != ")":
        end -= 1
    while end - start > 1 and units[end - 1].low in lex.TIMES | {"earlier", "later"}:
        end -= 1
    if end - start > 2 and units[end - 1].low in ("published", "released", "conducted", "issued"):
        end -= 1
    return units[start:end]


def surface_of(text: str, units: Sequence[Unit]) -> str:
    """A phrase as it stands in the text; a possessive whose ending was cut stays cut."""
    last = units[-1]
    end = last.start + len(last.text) if last.kind == "w" else last.end
    return " ".join(text[units[0].start : end].split())


def strip_article(name: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", name)


def without_article(units: Sequence[Unit]) -> Sequence[Unit]:
    return units[1:] if len(units) > 1 and units[0].low in ("the", "a", "an") else units


def without_adjectives(units: Sequence[Unit]) -> Sequence[Unit]:
    """A name without what newspapers put before it: `official`, `state-run`."""
    k = 0
    while (
        k + 1 < len(units)
        and units[k].low in _ADJECTIVES
        and units[k].text[0].islower()
        and units[k + 1].text[:1].isupper()
    ):
        k += 1
    return units[k:]


def possessive(units: Sequence[Unit]) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """Owner and owned: `South Korea's | spy agency`; the owner is empty where nothing is owned."""
    of = next((k for k, u in enumerate(units) if k and u.low in _OF), len(units))
    for k in range(min(len(units) - 2, of), -1, -1):
        low = units[k].low
        if low.endswith("'s") or (low in ("his", "her", "its", "their") and k == 0):
            return units[: k + 1], units[k + 1 :]
        if units[k].text in ("'", "’") and k > 0 and units[k - 1].low.endswith("s"):
            return units[: k + 1], units[k + 1 :]
    return (), units


def is_body_role(apposition: Sequence[Unit]) -> bool:
    """Whether an apposition describes a body: 'the state news agency', 'a think tank'."""
    noun = head_noun(apposition)
    return noun in nouns.BODIES and noun not in nouns.PEOPLE


def head_noun(units: Sequence[Unit]) -> str:
    """The head of a description: the last noun of a source before what qualifies it."""
    best = ""
    for k, u in enumerate(units):
        if k and u.low in _ENDS_HEAD:
            if best:
                return best
            continue
        if u.text in (",", "("):
            break
        low = u.low.rstrip(".").removesuffix("'s")
        if low in nouns.PEOPLE or low in nouns.BODIES or low in nouns.DOCUMENTS:
            best = low
    return best or (units[-1].low if units and units[-1].kind == "w" and units[-1].low.endswith("s") else "")


def outlet_tail(units: Sequence[Unit]) -> bool:
    words = [u.low for u in units]
    return any(u.text[:1].isupper() for u in units) and (
        words[-2:] == ["news", "agency"] or words[-1] in _OUTLET_TAIL or words[-1] == "television"
    )


def strip_kind(units: Sequence[Unit]) -> str:
    """A name without the kind of thing before it: `Startup Aquila Launch`, `Aid group MediAid`."""
    words = list(units)
    while (
        len(words) > 1
        and words[0].text[:1].isupper()
        and (
            (words[0].low in _KINDS_BEFORE and words[1].text[:1].islower())
            or words[0].low in ("startup", "carmaker", "chipmaker", "airline", "broadcaster", "newspaper")
        )
    ):
        words.pop(0)
        while len(words) > 1 and words[0].text[:1].islower() and words[0].low in _KINDS:
            words.pop(0)
    lower = [
        k
        for k, u in enumerate(words[:-1])
        if u.text[:1].islower() and u.low not in _CONNECTORS and u.kind == "w"
    ]
    if (
        lower
        and words[-1].text[:1].isupper()
        and (words[lower[-1]].low in nouns.BODIES or words[lower[-1]].low in ("maker", "giant", "newspaper"))
    ):
        words = words[lower[-1] + 1 :]
    return " ".join(u.text for u in words)


def body_role(name: str) -> str:
    """What kind of body a name says it is."""
    low = name.lower()
    for word, role in (
        ("intelligence", "intelligence agency"),
        ("space agency", "space agency"),
        ("ministry", "ministry"),
        ("police", "police"),
        ("court", "court"),
        ("news", "news outlet"),
        ("chiefs", "military"),
        ("military", "military"),
        ("army", "military"),
        ("navy", "military"),
        ("university", "university"),
        ("committee", "committee"),
        ("agency", "agency"),
        ("department", "department"),
        ("bank", "bank"),
        ("organization", "organisation"),
        ("organisation", "organisation"),
        ("survey", "agency"),
        ("administration", "agency"),
        ("service", "agency"),
        ("commission", "commission"),
        ("report", "document"),
    ):
        if word in low:
            return role
    return "body"
