"""Where speech is told of: the verbs and phrases of a sentence that carry a statement, each with its kind.

Kinds: `say` (said, added, told ...), `cite` (A cited B as saying), `quoted` (B was quoted as saying),
`according` (according to B), `promise` (pledged to), `call` (called it "..."), `reject` (denied reports
that ...).
"""

from __future__ import annotations

from collections.abc import Sequence

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.adjuncts import skip_adjuncts
from launchwatch.ledger.reading.citations import Cue, carried_remarks, citation, listener, passive, told_by
from launchwatch.ledger.reading.nominals import is_finite
from launchwatch.ledger.reading.tokens import Unit
from launchwatch.ledger.reading.vocabulary import words

_ALSO_NOUNS = words("cues.also_nouns")
_DETERMINERS = words("cues.determiners")
_NOUNISH = words("cues.nounish")
_FINDERS = words("cues.finders")
_STATES = words("cues.states")
_OPENERS = words("cues.openers")
_FIGURES = words("cues.figures")
_FINDINGS = words("cues.findings")
_NEGATED = words("cues.negated")
_PROMISED = words("cues.promised")
_VIEWS = words("opening.views")
_GOES_ON = frozenset({"on", "continued", "continues", "quick", "keen", "careful"})
_QUOTING = words("cues.quoting")
_NUMBERS = words("content.number_words")
_ONLY_VERBS = frozenset({"hopes", "fears", "doubts", "hope", "fear", "doubt", "advises", "boasts", "signal"})
_ACCUSES = frozenset({"accused", "accuses", "blamed", "blames", "attributed", "ascribed"})
_CARRIES = words("citations.carries")
_IS = frozenset({"is", "was", "are", "were", "am", "remain", "remains", "remained"})
_LIGHT_VERBS, _LIGHT_NOUNS = words("light.verbs"), words("light.nouns")
_LIGHT_NO, _SURE = words("light.denies"), words("light.adjectives")


_TRIGGERS = frozenset(
    {"according", "in", "per", "cited", "quoted", "cites", "quotes", "quoting", "citing", "pointed", "points"}
    | {"shot", "fired", "hit"}
    | {"claimed", "claims", "demanded", "demands", "promised", "pledged", "pledges", "promises"}
    | {"put", "puts"}
    | _CARRIES | _QUOTING | lex.CALLS | lex.PROMISES | lex.DENIALS | _ACCUSES | _IS | _LIGHT_VERBS | _NOUNISH
    | lex.STRONG.keys() | lex.THAT_ONLY.keys()
)  # fmt: skip
"""Nothing else can be a cue."""


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
    return found or _told_last(units)


def _told_last(units: Sequence[Unit]) -> list[Cue]:
    """Any verb that ends a sentence with its subject after a quotation: `"...", the minister fumed`."""
    k = len(units) - 1
    quoted = k > 1 and any(
        u.kind == "q" and u.text.rstrip()[-1:] in ",?!" for u in units[max(0, k - 6) : k - 1]
    )
    if quoted and is_finite(units, k) and _after_quotation(units, k):
        return [Cue(k, k + 1, "say", "say")]
    return []


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
        return citation(units, k)
    if low in _CARRIES:
        remarks = carried_remarks(units, k)
        if remarks is not None:
            return remarks
    if low in lex.CALLS and (_quote_near(units, k) or (low in lex.PARTICIPLES and before == "," and after)):
        return Cue(k, k + 1, "call", low)
    if low in lex.PROMISES and before not in _DETERMINERS and not passive(units, k):
        to = next((j for j in range(k + 1, min(len(units), k + 6)) if units[j].low == "to"), None)
        if to is not None and skip_adjuncts(units, k + 1, to) == to:
            return Cue(k, to, "promise", low)
    if low in lex.DENIALS and low not in lex.STRONG and not passive(units, k) and before not in _DETERMINERS:
        return Cue(k, k + 1, "reject", low)
    if low in _ACCUSES and not passive(units, k) and before not in _DETERMINERS:
        return Cue(k, k + 1, "accuse", low)
    light = _light(units, k)
    if light is not None:
        return light
    if low in ("shot", "fired", "hit") and after == "back":
        return Cue(k, k + 2, "say", "say") if k + 2 < len(units) else None
    if low in ("pointed", "points") and after == "out":
        return Cue(k, k + 2, "say", "say")
    if low in ("claimed", "claims") and after in ("responsibility", "credit") and not passive(units, k):
        return Cue(k, k + 1, "promise", low)
    if low in ("demanded", "demands") and before not in _DETERMINERS and not passive(units, k):
        noun = low == "demands" and not (k and units[k - 1].text[:1].isupper())
        return None if noun or after in ("by", "of", "for", "from", "") else Cue(k, k + 1, "promise", low)
    if (
        low in ("promised", "pledged", "pledges", "promises")
        and (after in _PROMISED or after == "$" or (k + 1 < len(units) and units[k + 1].kind == "n"))
        and not passive(units, k)
    ):
        return Cue(k, k + 1, "promise", low)
    if (
        low in ("put", "puts")
        and k
        and (any(u.low in _FIGURES for u in units[k + 1 : k + 5]) or _put_at(units, k))
    ):
        return Cue(k, k + 1, "put", low)
    lemma = lex.STRONG.get(low) or lex.THAT_ONLY.get(low)
    if lemma is None and low in _QUOTING:
        return Cue(k, k + 1, "say", "say") if _after_quotation(units, k) else None
    if low in _NOUNISH and (
        before in ("they", "we", "i")
        or (after == "that" and before in ("he", "she", "it", "who", "also", "still"))
        or (
            before.endswith("s")
            and before in nouns.PEOPLE
            and after in ("that", "the", "a", "it", "there", "its", "", ".")
        )
        or (after == "," and before in ("it", "he", "she") and k > 1 and units[k - 2].text == ",")
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
    if _negated(units, k) or passive(units, k):
        return told_by(units, k) if passive(units, k) else None
    plain = low not in lex.STRONG and after != "that" and not _that_soon(units, k)
    if plain and not _posted(units, k) and not _after_quotation(units, k):
        return None
    cue = Cue(k, k + 1, "say", lemma)
    if lemma in lex.TAKES_OBJECT:
        cue.object = listener(units, k + 1)
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
    if not be and (verb not in _LIGHT_VERBS or passive(units, k)):
        return None
    that = next((j for j in range(k + 2, min(len(units), k + 8)) if units[j].low == "that"), None)
    if that is None or any(u.kind != "w" for u in units[k:that]):
        return None
    if verb in ("has", "have", "had") and that - k > 3:
        return None  # 'has shown no indication that', not 'has no doubt that'
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
    return at is not None and any(
        u.kind == "n" or u.text == "$" or u.low in _NUMBERS for u in units[at + 1 : at + 5]
    )


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
        and (units[k - 1].text[:1].isupper() or units[k - 1].low in nouns.DOCUMENTS | {"site", "agency"})
    )


def _after_quotation(units: Sequence[Unit], k: int) -> bool:
    """Whether a verb stands with its subject right after a quotation: `"...", she posted`."""
    j = k
    while j > 0 and k - j < 6 and units[j - 1].kind == "w" and (j == k or not is_finite(units, j - 1)):
        j -= 1
    after = units[k + 1] if k + 1 < len(units) else None
    ends = after is None or after.kind in "pqn" or after.low in lex.PREPOSITIONS or after.low in lex.ADVERBS
    ends = ends or (after is not None and after.low in ("a", "an", "with"))
    return ends and 0 < j < k and units[j - 1].kind == "q" and " " in units[j - 1].text


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
        units[j].low in _NEGATED and (j == 0 or units[j].text[0].islower())
        for j in range(max(0, k - 3), k)
        if all(u.kind != "p" for u in units[j:k])
    ) and not any(units[j].low == "only" for j in range(max(0, k - 2), k))


def _quote_near(units: Sequence[Unit], k: int) -> bool:
    for j in range(k + 1, min(len(units), k + 22)):
        if units[j].kind == "q":
            return True
        if units[j].text in ";:" or (units[j].low in lex.STRONG and units[j].low not in _ALSO_NOUNS):
            return False
    return False
