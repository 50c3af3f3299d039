"""Where speech is told of: the verbs and phrases of a sentence that carry a statement, each with its kind.

Kinds: `say` (said, added, told ...), `cite` (A cited B as saying), `quoted` (B was quoted as saying),
`according` (according to B), `promise` (pledged to), `call` (called it "..."), `reject` (denied reports
that ...).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.adjuncts import skip_adjuncts
from launchwatch.ledger.reading.nominals import is_finite, noun_phrase_after
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_BETWEEN = words("cues.between")
_ALSO_NOUNS = words("cues.also_nouns")
_DETERMINERS = words("cues.determiners")
_NOUNISH = words("cues.nounish")
_AS_VERBS = words("cues.as_verbs")
_FINDERS = words("cues.finders")
_STATES = words("cues.states")
_OPENERS = words("cues.openers")
_FIGURES = words("cues.figures")
_FINDINGS = words("cues.findings")
_NEGATED = words("cues.negated")
_PROMISED = words("cues.promised")
_VIEWS = words("opening.views")
_GOES_ON = frozenset({"on", "continued", "continues", "quick", "keen", "careful"})
_ONLY_VERBS = frozenset({"hopes", "fears", "doubts", "hope", "fear", "doubt", "advises", "boasts", "signal"})
_ACCUSES = frozenset({"accused", "accuses", "blamed", "blames", "attributed", "ascribed"})
_IS = frozenset({"is", "was", "are", "were", "am", "remain", "remains", "remained"})
_LIGHT_VERBS, _LIGHT_NOUNS = words("light.verbs"), words("light.nouns")
_LIGHT_NO, _SURE = words("light.denies"), words("light.adjectives")


_TRIGGERS = frozenset(
    {"according", "in", "per", "cited", "quoted", "cites", "quotes", "quoting", "citing", "pointed", "points"}
    | {"claimed", "claims", "demanded", "demands", "promised", "pledged", "pledges", "promises", "put", "puts"}
    | lex.CALLS | lex.PROMISES | lex.DENIALS | _ACCUSES | _IS | _LIGHT_VERBS | _NOUNISH
    | lex.STRONG.keys() | lex.THAT_ONLY.keys()
)  # fmt: skip
"""Nothing else can be a cue."""


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


def cues(units: Sequence[Unit]) -> list[Cue]:
    """The cues of a sentence, in order."""
    found: list[Cue] = []
    skip_to = 0
    for k, unit in enumerate(units):
        if unit.low not in _TRIGGERS or k < skip_to or unit.kind != "w":
            continue
        one = _cue(units, k, unit.low)
        if one is not None:
            found.append(one)
            skip_to = one.end if one.kind in ("cite", "quoted") else k + 1
    return found


def _cue(units: Sequence[Unit], k: int, low: str) -> Cue | None:
    after = units[k + 1].low if k + 1 < len(units) else ""
    before = units[k - 1].low if k else ""
    if low == "according":
        if after == "to" and not (
            k + 2 < len(units) and units[k + 2].low in ("plan", "schedule", "plans", "custom", "tradition")
        ):
            return Cue(k, k + 2, "according", low)
        return None
    if low == "in" and after == "the" and k + 3 < len(units) and units[k + 2].low in _VIEWS:
        return Cue(k, k + 4, "according", "view") if units[k + 3].low == "of" and before == "," else None
    if low == "per" and before == "," and after in ("the", "a"):
        return Cue(k, k + 1, "according", low)
    if low in ("cited", "quoted", "cites", "quotes", "quoting", "citing"):
        return _citation(units, k)
    if low in lex.CALLS and (_quote_near(units, k) or (low in lex.PARTICIPLES and before == "," and after)):
        return Cue(k, k + 1, "call", low)
    if low in lex.PROMISES and before not in _DETERMINERS and not _passive(units, k):
        to = next((j for j in range(k + 1, min(len(units), k + 6)) if units[j].low == "to"), None)
        if to is not None and skip_adjuncts(units, k + 1, to) == to:
            return Cue(k, to, "promise", low)
    if low in lex.DENIALS and low not in lex.STRONG and not _passive(units, k) and before not in _DETERMINERS:
        return Cue(k, k + 1, "reject", low)
    if low in _ACCUSES and not _passive(units, k) and before not in _DETERMINERS:
        return Cue(k, k + 1, "accuse", low)
    light = _light(units, k)
    if light is not None:
        return light
    if low in ("pointed", "points") and after == "out":
        return Cue(k, k + 2, "say", "say")
    if low in ("claimed", "claims") and after in ("responsibility", "credit") and not _passive(units, k):
        return Cue(k, k + 1, "promise", low)
    if low in ("demanded", "demands") and before not in _DETERMINERS and not _passive(units, k):
        noun = low == "demands" and not (k and units[k - 1].text[:1].isupper())
        return None if noun or after in ("by", "of", "for", "from", "") else Cue(k, k + 1, "promise", low)
    if (
        low in ("promised", "pledged", "pledges", "promises")
        and (after in _PROMISED or after == "$" or (k + 1 < len(units) and units[k + 1].kind == "n"))
        and not _passive(units, k)
    ):
        return Cue(k, k + 1, "promise", low)
    if (
        low in ("put", "puts")
        and k
        and (any(u.low in _FIGURES for u in units[k + 1 : k + 5]) or _put_at(units, k))
    ):
        return Cue(k, k + 1, "put", low)
    lemma = lex.STRONG.get(low) or lex.THAT_ONLY.get(low)
    if low in _NOUNISH and (
        before in ("they", "we", "i")
        or (after == "that" and before in ("he", "she", "it", "who", "also", "still"))
        or (
            before.endswith("s")
            and before in nouns.PEOPLE
            and after in ("that", "the", "a", "it", "there", "its", "", ".")
        )
        or _states(units, k)
    ):
        return Cue(k, k + 1, "say", lemma or low)
    if lemma == "hear" and not any(u.low in _FINDERS for u in units[max(0, k - 6) : k]):
        return None
    if lemma is None or (before == "to" and not (k > 2 and units[k - 2].low in _GOES_ON)):
        return None
    if low in _ONLY_VERBS and not (before in ("he", "she", "it", "who") or _named_before(units, k)):
        return None
    if (low in _NOUNISH and (before in _DETERMINERS or before.endswith("'s"))) or unit_is_name(units, k):
        return None
    if low.endswith("ed") and before in _DETERMINERS and before not in ("that", "this"):
        return None
    if _negated(units, k) or _passive(units, k):
        return _told_by(units, k) if _passive(units, k) else None
    if low not in lex.STRONG and after != "that" and not _that_soon(units, k) and not _posted(units, k):
        return None
    cue = Cue(k, k + 1, "say", lemma)
    if lemma in lex.TAKES_OBJECT:
        cue.object = _object(units, k + 1)
        cue.end = cue.object[1] if cue.object else k + 1
    return cue


def _named_before(units: Sequence[Unit], k: int) -> bool:
    """Whether a name or a body stands before a form that may be a noun: `Roth doubts`, `the bank fears`."""
    return (
        k > 0
        and units[k - 1].kind == "w"
        and (
            units[k - 1].text[:1].isupper()
            or units[k - 1].low in nouns.BODIES
            or units[k - 1].low in nouns.PEOPLE
        )
    )


def _light(units: Sequence[Unit], k: int) -> Cue | None:
    """`expressed concern that`, `found no evidence that`, `is confident that`: a verb, its noun, 'that'."""
    verb = units[k].low
    be = verb in _IS
    if not be and (verb not in _LIGHT_VERBS or _passive(units, k)):
        return None
    that = next((j for j in range(k + 2, min(len(units), k + 8)) if units[j].low == "that"), None)
    if that is None or any(u.kind != "w" for u in units[k:that]):
        return None
    if be:
        return Cue(k, that, "say", "say") if units[that - 1].low in _SURE else None
    if not any(u.low in _LIGHT_NOUNS for u in units[k + 1 : that]) or any(
        is_finite(units, j) for j in range(k + 1, that)
    ):
        return None
    denied = any(u.low in _LIGHT_NO for u in units[k + 1 : that])
    return Cue(k, that, "say", "say", denied=denied)


def _put_at(units: Sequence[Unit], k: int) -> bool:
    """`put the loss at $5 million`: 'at' and a figure after a short object."""
    at = next((j for j in range(k + 2, min(len(units) - 1, k + 7)) if units[j].low == "at"), None)
    return at is not None and any(u.kind == "n" or u.text == "$" for u in units[at + 1 : at + 5])


def _states(units: Sequence[Unit], k: int) -> bool:
    """A verb that may be a noun, between a body and a clause or an object: `The FBI estimates the ...`."""
    if units[k].low not in _STATES or k + 1 >= len(units) or units[k + 1].low not in _OPENERS:
        return False
    before = units[k - 1] if k else None
    named = (
        before is not None
        and before.kind == "w"
        and (before.text[:1].isupper() or before.low in nouns.BODIES)
    )
    apposed = (
        before is not None and before.text == "," and any(u.low == "known" for u in units[max(0, k - 5) : k])
    )
    return named or apposed


def unit_is_name(units: Sequence[Unit], k: int) -> bool:
    """Whether a word with a capital in the middle of a sentence is a name: `United States`, `Post`."""
    return (
        k > 0
        and units[k].text[:1].isupper()
        and units[k].text != units[k].text.lower()
        and units[k - 1].text[:1].isupper()
    )


def _posted(units: Sequence[Unit], k: int) -> bool:
    """A verb that may be a noun, but closes the sentence after a name: `..., Yonhap reports.`"""
    return (
        units[k].low in ("reports", "notes", "claims", "estimates", "states", "shows")
        and k > 1
        and (k + 1 == len(units) or units[k + 1].text in ".,")
        and units[k - 1].text[:1].isupper()
    )


def _that_soon(units: Sequence[Unit], k: int) -> bool:
    j = skip_adjuncts(units, k + 1, min(len(units), k + 12))
    if j < len(units) and (
        units[j].low in ("that", "how", "whether")
        or (units[j].kind == "q" and " " in units[j].text and j == k + 1)
    ):
        return True
    before = units[k - 1].low if k else ""
    if units[k].low in ("report", "claim", "say", "estimate", "find", "show", "state"):
        return before in ("records", "images", "we", "they")
    if units[k].low in ("found", "showed", "shows", "finds", "heard", "hears") and (
        k + 1 == len(units) or units[k + 1].kind == "p"
    ):
        return any(u.low in nouns.DOCUMENTS or u.low in _FINDERS for u in units[max(0, k - 5) : k])
    if units[k].low in _FINDINGS:
        previous = units[k - 1].low if k else ""
        subject = (previous in lex.ADVERBS and k > 1 and units[k - 2].low) or previous
        return bool(
            subject in nouns.DOCUMENTS
            or subject in ("inquiry", "investigation", "court", "panel", "probe", "audit")
            or any(u.low in nouns.DOCUMENTS for u in units[max(0, k - 8) : k])
        ) and any(is_finite(units, j) or units[j].low.endswith("ing") for j in range(k + 1, len(units)))
    return False


def _negated(units: Sequence[Unit], k: int) -> bool:
    return any(
        units[j].low in _NEGATED for j in range(max(0, k - 3), k) if all(u.kind != "p" for u in units[j:k])
    ) and not any(units[j].low == "only" for j in range(max(0, k - 2), k))


def _passive(units: Sequence[Unit], k: int) -> bool:
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
    return j >= 0 and units[j].low in lex.BE | {"being", "be", "been", "it's"}


def _told_by(units: Sequence[Unit], k: int) -> Cue | None:
    """`lawmakers were told by the agency that ...`"""
    if units[k].low in ("told", "informed", "briefed") and k + 1 < len(units) and units[k + 1].low == "by":
        end = noun_phrase_after(units, k + 2, len(units))
        if end < len(units) and units[end].low == "that":
            return Cue(k, end, "by", "tell", cited=(k + 2, end))
    return None


def _citation(units: Sequence[Unit], k: int) -> Cue | None:
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
    passive = _passive(units, k) or (k > 0 and units[k - 1].text == ",")
    if passive and units[k].low in ("quoted", "cited"):
        carriers = []
        by = next((j for j in range(k + 1, stop) if units[j].low == "by"), None)
        if by is not None:
            carriers.append((by + 1, min(noun_phrase_after(units, by + 1, stop), stop)))
        end = stop + 2
        told = None
        if units[stop + 1].low == "telling":
            close = noun_phrase_after(units, end, n)
            told = (end, close) if close >= n or units[close].text == "," else _object(units, end)
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


def _object(units: Sequence[Unit], k: int) -> tuple[int, int] | None:
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
            longer = " ".join(u.low for u in units[k : j + 2]).removeprefix("the ")
            longest = " ".join(u.low for u in units[k : j + 3]).removeprefix("the ")
            if (
                longest in lex.OUTLETS
                or longer in lex.OUTLETS
                or (
                    j + 1 < n
                    and units[j + 1].low in ("news", "newspaper", "television", "radio", "agency", "tv")
                )
            ):
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
    while k2 < n and units[k2].text[:1].isupper() and units[k2].kind == "w":
        k2 += 1
        if units[k2 - 1].low.endswith("'s") is False and k2 < n and not units[k2].text[:1].isupper():
            break
    return (k, max(k2, min(k + 1, n)))


def _quote_near(units: Sequence[Unit], k: int) -> bool:
    for j in range(k + 1, min(len(units), k + 22)):
        if units[j].kind == "q":
            return True
        if units[j].text in ";:" or (units[j].low in lex.STRONG and units[j].low not in _ALSO_NOUNS):
            return False
    return False
