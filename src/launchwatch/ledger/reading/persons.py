"""The personal name in a phrase, the title before it, and the office that an apposition gives it."""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.people import personal
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_CONNECTORS = words("sources.connectors")
_FIELDS = words("names.fields")
_SORTS = (nouns.BODIES | words("names.sorts")) - nouns.PEOPLE
_QUALIFIES = words("sources.qualifies")
_PARTICLES = words("sources.particles")
_NO_PERSON = nouns.BODY_TAIL | nouns.BODIES | nouns.TITLES | nouns.DEMONYMS | nouns.PLACES
_HEADS = nouns.PEOPLE | nouns.BODIES | nouns.DOCUMENTS
_OFFICES = nouns.PEOPLE | {"head", "chief"}


def _name_of(units: Sequence[Unit]) -> str:
    """The personal name that opens `Lee Cheol-woo of the ruling party`; empty when there is none."""
    first = next(
        (k for k, u in enumerate(units) if u.low.rstrip(".") not in nouns.PERSONAL_TITLES and u.text != "."),
        0,
    )
    units = units[first:]
    end = next((k for k, u in enumerate(units) if not u.text[:1].isupper()), len(units))
    if not 2 <= end <= 4 or end + 1 >= len(units) or units[end].low not in ("of", "from", "at", "with"):
        return ""
    words = {u.low.rstrip(".") for u in units[:end]}
    if words & _NO_PERSON:
        return ""
    return " ".join(u.text for u in units[:end])


def person_name(units: Sequence[Unit], described: bool) -> tuple[str, list[str]]:
    """The personal name that ends a phrase, and the title before it; empty when there is none."""
    opening = _name_of(units)
    if opening:
        return opening, ["member"]
    bracket = next((k for k, u in enumerate(units) if u.text == "("), len(units))
    words = [u for u in units[:bracket]]
    cut = next(
        (
            k
            for k, u in enumerate(words)
            if u.low in ("of", "from", "with", "at", "for", "in", "who", "on")
            and k > 0
            and words[k - 1].text[:1].isupper()
            and not any(
                v.text[:1].isupper()
                and (
                    words[j - 1].low not in ("of", "for", "at", "from", "with", "in", "the", "on")
                    and not words[j - 1].text[:1].isupper()
                )
                for j, v in enumerate(words)
                if j > k
            )
        ),
        None,
    )
    title_cut = cut is not None and any(u.low.rstrip(".") in nouns.TITLES for u in words[:cut])
    if cut is not None and not title_cut and described:
        words = words[:cut]
    end = len(words)
    start = end
    while start > 0:
        u = words[start - 1]
        if u.kind == "q" and len(u.text.split()) <= 2 and start < end:
            start -= 1
            continue
        if u.kind == "p" and u.text in ".-'" and start < end:
            start -= 1
            continue
        if u.kind != "w":
            break
        if u.text[:1].isupper() or (
            u.low in _PARTICLES
            and start < end
            and start > 1
            and (words[start - 2].text[:1].isupper() or words[start - 2].low in _CONNECTORS)
        ):
            start -= 1
            continue
        break
    run = words[start:end]
    if not run or not run[-1].text[:1].isupper():
        return "", []
    if run[-1].low.endswith("'s"):
        return "", []
    last_title = -1
    for k, u in enumerate(run):
        low = u.low.rstrip(".")
        if (
            low in nouns.TITLES
            or (low in nouns.DEMONYMS and (low not in ("un", "eu", "us", "uk") or u.text.isupper()))
            or (low in nouns.BODIES and (len(low) > 3 or u.text.isupper()))
            or low in ("of", "white", "house", "foreign", "nato")
        ):
            last_title = k
    if last_title == len(run) - 1 > 0 and personal(run[-2:], surname=True):
        titled = [k for k, u in enumerate(run[:-2]) if u.low.rstrip(".") in nouns.TITLES]
        last_title = titled[-1] if titled else -1  # 'James Pope', 'Senator Carol Driver'
    if last_title >= 0 and run[last_title].low in nouns.DEMONYMS and last_title == len(run) - 1:
        return "", []
    title = run[: last_title + 1]
    name = [u for u in run[last_title + 1 :] if u.kind != "p" or u.text != "."]
    before = words[start - 1] if start else None
    lower_role = (
        before is not None
        and (before.low in nouns.PEOPLE or before.low in ("named", "called"))
        and before.text[0].islower()
    )
    if before is not None and before.low in _QUALIFIES:
        prior = [u for u in words[: start - 1]]
        if any(u.low in _HEADS for u in prior) and not any(u.low.rstrip(".") in nouns.TITLES for u in title):
            return "", []
    sort = before is not None and before.text[0].islower() and before.low in _SORTS
    if sort and not title and not personal(name):
        return "", []  # 'launch startup Hanbit Orbital'
    if before is not None and before.low in ("the", "a", "an") and not title:
        return "", []
    titles = [u for u in title if u.low.rstrip(".") in nouns.TITLES]
    of_office = start > 1 and words[start - 1].low in ("of", "for") and words[start - 2].low in nouns.TITLES
    if not of_office and all(u.low in _FIELDS for u in titles):
        titles = []  # 'Defence Science': a field without an office
    if not name or len(name) > 5 or any(u.low in lex.PREPOSITIONS or u.low == "without" for u in name):
        return "", []
    last = name[-1].low.rstrip(".")
    short = len(last) < 3 and not name[-1].text.isupper()  # 'Kim Jong Un'
    if last in nouns.BODY_TAIL or (last in nouns.BODIES and not titles and not lower_role and not short):
        return "", []
    full = " ".join(f"{u.text}." if len(u.text) == 1 and u.text.isupper() else u.text for u in name)
    full = full.replace(" - ", "-")
    if full.lower() in nouns.PLACES or full.lower() in lex.OUTLETS:
        return "", []
    if not titles and not lower_role and any(u.low in nouns.BODY_TAIL for u in name):
        return "", []
    if title and not titles and not lower_role and not described:
        return "", []  # 'South Korean Kim'?
    if len(name) == 1 and name[0].text.isupper() and len(name[0].text) > 1:
        return "", []
    if (
        len(name) > 1
        and not titles
        and not lower_role
        and not described
        and any(u.text.isupper() and len(u.text) > 2 for u in name)
    ):
        return "", []
    roles = [u.text for u in title] if titles else []
    if lower_role and before is not None:
        roles = [u.text for u in words[:start] if u.low not in ("the", "a", "an")] + roles
    return full, roles


def role_words(apposition: Sequence[Unit]) -> str:
    """The office an apposition names, up to its first break; empty when it names none."""
    words = []
    for u in apposition:
        if u.text in (",", ";") or u.low in ("who", "which", "that"):
            break
        words.append(u)
    if not any(u.low.rstrip(".").removesuffix("'s") in _OFFICES or u.low in nouns.BODIES for u in words):
        return "person" if words and (words[0].kind == "n" or apposition[0].low in ("who", "whose")) else ""
    return " ".join(u.text for u in words if u.low not in ("the", "a", "an") or u is not words[0])
