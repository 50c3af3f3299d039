"""A news text to the statements it attributes: what was said, by whom, through whom, how surely, how much.

Read sentence by sentence in order, so memory is bounded by the longest paragraph and time grows with length.
Offsets are Unicode code points of the text as it was given.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from launchwatch.ledger.reading.amounts import Amount, amounts
from launchwatch.ledger.reading.dateline import dateline
from launchwatch.ledger.reading.dialogue import Turn, turns
from launchwatch.ledger.reading.hedges import Hedge, hedges
from launchwatch.ledger.reading.known import Source
from launchwatch.ledger.reading.parts import Claim, Speaker
from launchwatch.ledger.reading.sources import Cast
from launchwatch.ledger.reading.speech import claims
from launchwatch.ledger.reading.tagger import Tagger
from launchwatch.ledger.reading.tokens import Unit, sentences

_NEGATIVE = re.compile(
    (
        r"\b(?:not|never|no longer|neither|cannot|\w+n['’]t|no (?:evidence|sign|signs|indication"
        r"|plans?|intention|information|link|reports?|casualties|injuries|damage|toxic|need|reason"
        r"|such|fuel|one)|none of|nobody|without any)\b"
    ),
    re.I,
)
_BOILERPLATE = re.compile(
    r"^\s*\(?\s*(?:additional )?(?:reporting|writing|editing|edited) by\b|all rights reserved|^copyright",
    re.I,
)
_GOES_ON = frozenset({"quoted", "cited", "added", "adds"})
"""Verbs that go on with what was told to an outlet in the sentence before."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A statement as it was read: spans (code points), chain from the origin to the outlet, and what it
    holds.
    """

    spans: tuple[tuple[int, int], ...]
    chain: tuple[Source, ...]
    said: str
    polarity: str
    quantities: tuple[Amount, ...]
    hedges: tuple[Hedge, ...]
    cue: str = ""

    @property
    def speaker(self) -> str:
        """The head of the chain: who said it first, as far as the text tells."""
        return self.chain[0].name if self.chain else "unknown"

    def to_json(self, text: str) -> dict[str, Any]:
        """The statement as the contract of `ledger read` has it."""
        return {
            "spans": [{"start": a, "end": b, "exact": text[a:b]} for a, b in self.spans],
            "speaker": self.speaker,
            "chain": [hop.to_json() for hop in self.chain],
            "said": self.said,
            "polarity": self.polarity,
            "quantities": [q.to_json(text) for q in self.quantities],
            "hedges": [h.to_json() for h in self.hedges],
        }


def read_news(text: str, *, tagger: Tagger | None = None) -> list[Proposed]:
    """The statements that a news text attributes to somebody, in order.

    >>> found = read_news("The missile flew about 300 km, the ministry said, according to Yonhap.")
    >>> found[0].said, found[0].speaker, [hop.name for hop in found[0].chain]
    ('The missile flew about 300 km', 'ministry', ['ministry', 'Yonhap'])
    """
    return list(iterate(text, tagger(text) if tagger else None))


@dataclass(slots=True)
class _Chain:
    origins: list[Source] = field(default_factory=list)
    carriers: list[Source] = field(default_factory=list)
    paragraph: int = -9


def iterate(text: str, tags: Mapping[int, str] | None = None) -> Iterator[Proposed]:
    """The statements of a text one by one, as they are read."""
    cast, wire, last = Cast(text), dateline(text), _Chain()
    outlet = [wire] if wire else []
    held: tuple[Claim, _Chain] | None = None
    spoken = deque(turns(text))
    for sentence in sentences(text, tags):
        units = sentence.units
        if _BOILERPLATE.match(text[units[0].start : units[0].start + 60]):
            continue
        while spoken and units[0].start > spoken[0].end:
            spoken.popleft()
        if spoken and units[0].start >= spoken[0].start:
            turn = spoken[0]
            if units[0].start > turn.label_end or turn.asks:
                cast.note(units)
                continue  # of a turn that was read with its label, or asks
            found = [_answer(turn, units, cast)]
        else:
            found = claims(sentence)
        cast.note(units)
        if not _opens_with_speaker(found, units[0].start) and not _it_said(found):
            cast.topic(units)
        for claim in sorted(found, key=lambda c: c.spans[0] if c.spans else (0, 0)):
            if claim.inherit and sentence.carried and held is not None:
                if not _goes_on(text, held[0], claim):
                    continue  # of a quotation that nobody was found to have begun
                held[0].spans += claim.spans  # a quotation over several paragraphs
                last.paragraph = sentence.paragraph
                continue
            if held is not None and claim.speakers and claim.speakers is held[0].speakers:
                chain: _Chain | None = held[1]  # the second of two statements of one sentence
            else:
                chain = _chain(cast, claim, sentence.paragraph, last) if claim.spans else None
                if chain is not None and claim.speakers:
                    cast.learn(units, claim.speakers[-1].units)
            if chain is None:
                continue
            if held is not None:
                yield _proposed(text, held[0], _joined([*held[1].origins, *held[1].carriers, *outlet]))
            held, last = (claim, chain), chain
    if held is not None:
        yield _proposed(text, held[0], _joined([*held[1].origins, *held[1].carriers, *outlet]))


def _answer(turn: Turn, units: Sequence[Unit], cast: Cast) -> Claim:
    """What stands under a label; the label 'A' means the first person of the text."""
    label = [u for u in units if u.end <= turn.label_end]
    speaker = Speaker(label)
    if not turn.label:
        name = cast.people[0].name if cast.people else "i"
        speaker = Speaker([Unit(w, w.lower(), turn.start, turn.label_end, "w") for w in name.split()])
    return Claim([(turn.begin, turn.end)], [speaker], [], ":")


def _chain(cast: Cast, claim: Claim, paragraph: int, last: _Chain) -> _Chain | None:
    """Who said a claim and who carried it; None where nobody can be told."""
    if claim.inherit:
        near = paragraph - last.paragraph <= 1 and last.origins
        return _Chain(last.origins, last.carriers, paragraph) if near else None
    origins = _origins(cast, claim.speakers)
    carriers = [s for s in (_source(cast, p) for p in claim.carriers) if s is not None]
    same = paragraph == last.paragraph and len(origins) == 1 and origins == last.origins[:1]
    if claim.cue in _GOES_ON and same and not carriers:
        return _Chain(last.origins, last.carriers, paragraph)  # '"...", she was quoted as saying'
    return _Chain(origins, carriers, paragraph) if origins else None


def _origins(cast: Cast, speakers: Sequence[Speaker]) -> list[Source]:
    """The sources of a claim, in the order of the text while told: a pronoun looks back."""
    places = [speaker.units[0].start if speaker.units else -1 for speaker in speakers]
    order = sorted(range(len(speakers)), key=places.__getitem__)
    told = {k: _source(cast, speakers[k]) for k in order}
    return [source for k in range(len(speakers)) if (source := told[k]) is not None]


def _goes_on(text: str, held: Claim, claim: Claim) -> bool:
    """Whether nothing but marks and spaces stands between a quotation and its next paragraph."""
    return not any(c.isalnum() for c in text[max(b for _, b in held.spans) : claim.spans[0][0]])


def _opens_with_speaker(found: list[Claim], start: int) -> bool:
    """Whether the subject of the sentence speaks, so that it is met anyway."""
    return any(p.units and p.units[0].start <= start + 4 for c in found for p in c.speakers)


def _it_said(found: list[Claim]) -> bool:
    """Whether a sentence closes with `it said`: then 'it' is no subject of the same sentence."""
    return any(
        len(p.units) == 1 and p.units[0].low == "it" and c.spans and p.units[0].start > c.spans[0][0]
        for c in found
        for p in c.speakers
    )


def _first_clause(said: str) -> str:
    """What is looked at for a negation: up to where a second clause or sentence starts."""
    return re.split(
        r"[.;!?](?:\s|$)|,?\s(?:but|although|though|while|because|which|who|after|if)\s",
        said[:200],
        maxsplit=1,
    )[0]


def _source(cast: Cast, speaker: Speaker) -> Source | None:
    return cast.source(speaker.units, speaker.apposition)


def _joined(hops: list[Source]) -> tuple[Source, ...]:
    """Each hop once: an outlet that is named twice is one hop, at its first place."""
    kept: list[Source] = []
    for hop in hops:
        words = _key(hop.name)
        if any(words <= _key(k.name) or _key(k.name) <= words for k in kept if k.named == hop.named):
            continue
        kept.append(hop)
    return tuple(kept)


@lru_cache(maxsize=1024)
def _key(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - {"the", "news", "agency"} or frozenset(
        [name.lower()]
    )


def _proposed(text: str, claim: Claim, chain: tuple[Source, ...]) -> Proposed:
    spans = tuple(sorted(set(claim.spans)))
    said = " … ".join(" ".join(text[a:b].split()) for a, b in spans)
    found = tuple(q for a, b in spans for q in amounts(text, a, b))
    negative = claim.denied != bool(_NEGATIVE.search(_first_clause(said)))
    return Proposed(
        spans, chain, said, "denies" if negative else "affirms", found, tuple(hedges(said)), claim.cue
    )
