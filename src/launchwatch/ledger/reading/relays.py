"""Who is cited and who carried it; what may be a source at all, and what is a news outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.nominals import is_source_noun, noun_phrase_after
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_PRONOUNS = words("cues.pronouns")
_QUALIFIERS = words("cues.qualifiers")
_BRIEFINGS = words("cues.briefings")
_OUTLET_NOUNS = words("cues.outlet_nouns")
_CARRIED = words("cues.carried")
_STATION = re.compile(r"[A-Za-z]\d+$")
"""A name with a number: `News1`, `Digi24`."""
_NAMED_AFTER = frozenset({"newspaper", "magazine", "broadcaster", "website", "daily", "weekly", "paper"})
_AMBIGUOUS = words("cues.ambiguous")
_AGENTS = ("ers", "ors", "ists", "ians", "ees", "men", "women", "ologist", "omist", "omer")
_NO_SUBJECT = words("relays.no_subject")
_TELLS = words("relays.tells")
_DETERMINERS = words("relays.determiners")
_NO_AGENTS = words("relays.no_agents")


def relays(
    units: Sequence[Unit], start: int, end: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Who is cited (nearer the origin) and who carried it (nearer the outlet) in the remarks around a cue."""
    origins: list[tuple[int, int]] = []
    carriers: list[tuple[int, int]] = []
    k = start
    while k < end - 1:
        low, after = units[k].low, units[k + 1].low
        if (
            low in ("citing", "quoting", "cited", "quoted")
            and after not in ("as", "by")
            and (low.endswith("ing") or (k > 0 and units[k - 1].low in ("which", "who")))
        ):
            close = noun_phrase_after(units, k + 1, end)
            if close > k + 1 and citable(units, k + 1, close):
                origins.append((k + 1, close))
            k = close
            continue
        by = next((j for j in range(k + 1, min(end - 1, k + 9)) if units[j].low == "by"), None)
        if low == "briefed" and by is not None:
            close = noun_phrase_after(units, by + 1, end)
            if close > by + 1 and sourcelike(units, by + 1, close):
                origins.append((by + 1, close))
            k = max(close, k + 1)
            continue
        if after in ("by", "from") and (
            low in _BRIEFINGS or (after == "from" and low in ("learned", "heard"))
        ):
            close = noun_phrase_after(units, k + 2, end)
            if close > k + 2 and sourcelike(units, k + 2, close):
                origins.append((k + 2, close))
            k = max(close, k + 1)
            continue
        if (
            (after == "by" and low in _CARRIED)
            or low == "via"
            or (low == "interview" and after == "with")
            or (low in ("carried", "published", "broadcast", "aired", "run") and after in ("on", "in"))
        ):
            first = k + (1 if low == "via" else 2)
            close = noun_phrase_after(units, first, end)
            told = low in ("quoted", "cited") and sourcelike(units, first, close)
            if close > first and (told or is_outlet(units, first, close)):
                carriers.append((first, close))
            k = max(close, k + 1)
            continue
        k += 1
    return origins, carriers


def sourcelike(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a noun phrase can be a source at all: a name, a body, people, a document."""
    words = [u for u in units[start:end] if u.kind == "w"]
    if not words or words[0].low in _NO_SUBJECT:
        return False
    return words[0].low in _PRONOUNS or any(
        is_source_noun(w.low)
        or (len(w.low) > 5 and w.low.endswith(_AGENTS) and w.low not in _NO_AGENTS and w.text[0].islower())
        or w.low in nouns.DOCUMENTS
        or w.text[0] == "@"
        or (
            w.text[:1].isupper()
            and (k > 0 or start > 0 or w.low in nouns.PLACES or w.low not in nouns.STARTERS)
        )
        for k, w in enumerate(words)
    )


def speaks(units: Sequence[Unit], start: int, end: int, lemma: str, after: str) -> bool:
    """Whether a noun phrase can be the subject of a verb of speech: a source, or the one who 'said'.

    `lemma` is the verb and `after` the word that follows it.
    """
    if sourcelike(units, start, end):
        return True
    first = units[start].low
    told = lemma in _TELLS or after == "that"
    owned = any(u.low.endswith("'s") for u in units[start : end - 1])
    return (
        told
        and 1 < end - start <= 7
        and (first in _DETERMINERS or owned)
        and first not in _NO_SUBJECT
        and all(u.kind == "w" or u.low.endswith("-old") for u in units[start:end])
    )


def citable(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a phrase after 'citing' is a source and no reason: `citing safety concerns` is one."""
    head = next(
        (
            k
            for k in range(start + 1, end)
            if units[k].low in ("of", "with", "from", "in", "familiar", "on", "for", "who", "at", "by")
        ),
        end,
    )
    last = units[head - 1]
    return sourcelike(units, start, end) and (
        is_source_noun(last.low)
        or last.low in nouns.DOCUMENTS
        or last.text[:1].isupper()
        or last.text in (")", "'")
        or last.low in ("data", "imagery")
    )


def is_outlet(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether a noun phrase is a news outlet, and not `this newspaper`, which is the text's own."""
    while end - 1 > start and (units[end - 1].low in lex.TIMES or units[end - 1].low in lex.ADVERBS):
        end -= 1
    words = [u.low for u in units[start:end] if u.kind == "w"]
    if words[:1] in (["this"], ["our"]) or "by" in words:
        return False
    if units[start].text == "The" and start and units[end - 1].text[:1].isupper():
        return True  # 'told The Sun': news writes the article of a paper large
    if len(words) == 1 and (_STATION.search(units[end - 1].text) or words[0].endswith("tv")):
        return True
    if units[end - 1].text[:1].isupper() and set(words[:3]) & _NAMED_AFTER:
        return True  # 'the magazine Cicero'
    while words and words[0] in _QUALIFIERS:
        if " ".join(words) in lex.OUTLETS:
            return True
        words.pop(0)
    text = " ".join(words)
    return bool(words) and (
        text in lex.OUTLETS
        or words[-1] in _OUTLET_NOUNS
        or words[-2:] == ["news", "agency"]
        or (words[0] in lex.OUTLETS and words[0] not in _AMBIGUOUS)
    )
