"""A cue of speech, and what belongs to some: who is cited, who was told, who told in the passive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.nominals import is_finite, noun_phrase_after
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_AS_VERBS = words("cues.as_verbs")
_BETWEEN = words("cues.between")
_REMARKS = words("citations.remarks")
_OPENS_REMARK = frozenset({"that", "saying", "in"})
_KINDS = frozenset({"news", "newspaper", "television", "radio", "agency", "tv"})
_BEING = lex.BE | {"it's"}


@dataclass(slots=True)
class Cue:
    """A verb or phrase of speech: first unit, first unit after it (and its object), and who else stands in
    it.
    """

    start: int
    end: int
    kind: str
    lemma: str
    object: tuple[int, int] | None = None
    cited: tuple[int, int] | None = None
    carriers: list[tuple[int, int]] = field(default_factory=list)
    denied: bool = False


def passive(units: Sequence[Unit], k: int) -> bool:
    """Whether a past participle follows a form of 'to be': `is believed`, `was told`."""
    if not (
        units[k].low.endswith("ed")
        or units[k].low
        in ("told", "said", "found", "held", "known", "thought", "shown", "written", "felt", "understood")
    ):
        return False
    j = k - 1
    while j >= 0 and (
        units[j].low in _BETWEEN or (units[j].low.endswith("ly") and units[j].text[0].islower())
    ):
        j -= 1
    return j >= 0 and units[j].low in _BEING


def told_by(units: Sequence[Unit], k: int) -> Cue | None:
    """`lawmakers were told by the agency that ...`"""
    if units[k].low in ("told", "informed", "briefed") and k + 1 < len(units) and units[k + 1].low == "by":
        end = noun_phrase_after(units, k + 2, len(units))
        if end < len(units) and units[end].low == "that":
            return Cue(k, end, "by", "tell", cited=(k + 2, end))
    return None


def citation(units: Sequence[Unit], k: int) -> Cue | None:
    n = len(units)
    stop = next(
        (
            j
            for j in range(k + 1, min(n - 1, k + 26))
            if units[j].low == "as" and units[j + 1].low in _AS_VERBS
        ),
        None,
    )
    if stop is None or any(units[j].kind == "q" and len(units[j].text) > 60 for j in range(k, stop)):
        return None
    in_passive = passive(units, k) or (k > 0 and units[k - 1].text == "," and _no_object(units, k + 1))
    if in_passive and units[k].low in ("quoted", "cited"):
        carriers = []
        by = next((j for j in range(k + 1, stop) if units[j].low == "by"), None)
        if by is not None:
            carriers.append((by + 1, min(noun_phrase_after(units, by + 1, stop), stop)))
        end = stop + 2
        told = None
        if units[stop + 1].low == "telling":
            close = noun_phrase_after(units, end, n)
            told = (end, close) if close >= n or units[close].text == "," else listener(units, end)
            end = told[1] if told else end
        if end + 1 < n and units[end].low == "by":
            close = noun_phrase_after(units, end + 1, n)
            if (
                close + 1 < n
                and units[close].text == ","
                and units[close + 1].text[:1].isupper()
                and noun_phrase_after(units, close + 1, n) >= n - 1
            ):
                carriers.append((close + 1, noun_phrase_after(units, close + 1, n)))
                end = carriers[-1][1]
            else:
                carriers.append((end + 1, close))
                end = close
        return Cue(k, end, "quoted", "say", told, carriers=carriers)
    return Cue(k, stop + 2, "cite", "say", cited=(k + 1, stop))


def _no_object(units: Sequence[Unit], k: int) -> bool:
    """Whether `quoted` is passive: `Kim, quoted by KCNA as saying`, not `quoted Kim as saying`."""
    low = units[k].low
    return low in ("as", "by") or low in lex.PREPOSITIONS or low in lex.ADVERBS or low in lex.TIMES


def carried_remarks(units: Sequence[Unit], k: int) -> Cue | None:
    """`Interfax carried remarks by the minister that ...`: an outlet, what it carried, whose, and 'that'."""
    n = len(units)
    noun = next((j for j in range(k + 1, min(n - 2, k + 5)) if units[j].low in _REMARKS), None)
    if noun is None or units[noun + 1].low not in ("by", "from", "of") or passive(units, k):
        return None
    end = noun_phrase_after(units, noun + 2, n)
    that = next((j for j in range(noun + 3, min(n - 1, end + 12)) if units[j].low in _OPENS_REMARK), None)
    if that is None or any(is_finite(units, j) or units[j].kind == "q" for j in range(noun + 2, that)):
        return None
    stop = that + 1 + (units[that].low in ("saying", "in") and units[that + 1].low in ("that", "which"))
    if units[that].low == "in":  # 'in which he said that'
        said = next((j for j in range(stop, min(n - 1, stop + 4)) if units[j].low in ("said", "says")), None)
        if said is None or units[that + 1].low != "which":
            return None
        stop = said + 1 + (units[said + 1].low == "that")
    return Cue(k, stop, "cite", "say", cited=(noun + 2, that))


def listener(units: Sequence[Unit], k: int) -> tuple[int, int] | None:
    """Who was told: `reporters`, `a news conference in Seoul`, `the Financial Times`."""
    n = len(units)
    if (
        k >= n
        or units[k].low in lex.PREPOSITIONS
        or units[k].text in ",:"
        or units[k].kind == "q"
        or units[k].low == "that"
    ):
        return None
    last = k
    for j in range(k, min(n, k + 12)):
        unit = units[j]
        if unit.low == "that" or unit.text in (",", ":", ".") or unit.kind == "q":
            return (k, j) if j - k <= 8 or last == k else (k, last)
        if unit.low in lex.AUDIENCE:
            last = j + 1
            following = units[j + 1] if j + 1 < n else None
            if following is not None and (
                following.low in lex.AUDIENCE
                or following.low in ("committee", "agency", "interview", "'s")
                or following.text == "'"
            ):
                continue
            if following is not None and following.low in ("of", "newspaper") and j + 3 < n:
                continue
            if (
                unit.low in ("news", "press", "media", "state", "security")
                and following is not None
                and following.low in lex.AUDIENCE
            ):
                continue
            if (
                following is not None
                and following.text[:1].isupper()
                and following.kind == "w"
                and following.low not in lex.DAYS
                and unit.low not in ("reporters", "journalists")
            ):
                continue
            return (k, last)
        if " ".join(u.low for u in units[k : j + 1]).removeprefix("the ") in lex.OUTLETS:
            longer = {
                " ".join(u.low for u in units[k : j + more]).removeprefix("the ")
                for more in (2, 3)
                if j + more <= n
            }
            kind = units[j + 1].low if j + 1 < n else ""
            if longer & lex.OUTLETS or kind in _KINDS:
                continue
            return (k, j + 1)
        if is_finite(units, j) and j > k:
            break
    if units[last - 1].low in lex.AUDIENCE and last > k:
        while last < n and units[last].text[:1].isupper() and units[last].kind == "w":
            last += 1
        return (k, last)
    k2 = k
    if units[k2].low in ("the", "a", "an", "his", "her", "its", "their"):
        k2 += 1
        name = next((j for j in range(k2, min(n, k2 + 3)) if units[j].text[:1].isupper()), k2)
        k2 = name if all(u.kind == "w" for u in units[k2:name]) else k2  # 'the weekly Sisa Journal'
    while k2 < n and units[k2].text[:1].isupper() and units[k2].kind == "w":
        k2 += 1
        if units[k2 - 1].low.endswith("'s") is False and k2 < n and not units[k2].text[:1].isupper():
            break
    return (k, max(k2, min(k + 1, n)))
