"""The same statement in another outlet: recognised by its words, kept apart by polarity, its figures
compared.

Likeness is the mean of two measures of the words without their figures: the cosine of TF-IDF vectors (weights
from the statements at hand, so that 'North Korea' tells little in a set of stories about North Korea) and
rapidfuzz's token-set ratio.  Figures in one unit that cannot be renderings of one another pull it down.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from launchwatch.ledger.reading.amounts import Amount, amounts
from launchwatch.ledger.reading.reader import Proposed
from launchwatch.ledger.reading.vocabulary import forms, words

SAME = 0.55
"""From this likeness on two statements are proposed as one (`tests/ledger/texts/pairs.json` shows the
trade)."""
RENDERED = 1.35
"""Two figures may be renderings of one where their ratio is below this: 'more than ten' is told as 'a
dozen'."""

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")


@dataclass(frozen=True, slots=True)
class Rendering:
    """One outlet's version of a statement: where it is from and what was read."""

    file: str
    number: int
    statement: Proposed


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two statements are, and whether they are proposed as one (`same`) or as its denial."""

    score: float
    same: bool
    opposed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Renderings of one statement, and how far their figures spread."""

    renderings: tuple[Rendering, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The heads of the chains: so many independent pieces of evidence, not one an outlet."""
        return tuple(dict.fromkeys(r.statement.speaker for r in self.renderings))

    def spread(self) -> list[dict[str, Any]]:
        """Each quantity that several renderings give: what was written, and the bounds of all together."""
        by_unit: dict[str, list[tuple[Rendering, Amount]]] = defaultdict(list)
        for rendering in self.renderings:
            for amount in rendering.statement.quantities:
                by_unit[_unit(amount.unit)].append((rendering, amount))
        rows = []
        for pairs in by_unit.values():
            if len({r.file for r, _ in pairs}) < 2:
                continue
            values = [a.value for _, a in pairs]
            rows.append(
                {
                    "unit": pairs[0][1].unit,
                    "renderings": [
                        {
                            "file": r.file,
                            "value": a.value,
                            "comparator": a.comparator,
                            "lo": a.lower,
                            "hi": a.upper,
                        }
                        for r, a in pairs
                    ],
                    "lo": min(values),
                    "hi": max(values),
                }
            )
        return rows

    def to_json(self) -> dict[str, Any]:
        """The group as `ledger match --json` prints it."""
        first = self.renderings[0].statement
        return {
            "polarity": first.polarity,
            "sources": list(self.sources),
            "statements": [
                {"file": r.file, "number": r.number, "speaker": r.statement.speaker, "said": r.statement.said}
                for r in self.renderings
            ],
            "spread": self.spread(),
        }


class Matcher:
    """Likeness of statements within a set, from which the weights of words are taken.

    >>> from launchwatch.ledger.reading import read_news
    >>> a, b = (read_news(t)[0] for t in ("More than ten shipments of shells were sent, Seoul said.",
    ...     "A dozen shipments of shells have been sent, South Korea said."))
    >>> Matcher([a.said, b.said]).compare(a, b).same
    True
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = Counter(word for text in texts for word in set(_content(text)))
        places = {_stem(w) for w in words("matching.places")}
        self._weights = {
            word: (0.5 + math.log((1.0 + len(texts)) / (1.0 + n))) * (0.4 if word in places else 1.0)
            for word, n in counts.items()
        }
        self._unknown = 0.5 + math.log(1.0 + len(texts))

    def compare(self, one: Proposed, other: Proposed) -> Likeness:
        """How alike two statements are."""
        from rapidfuzz import fuzz

        a, b = _content(one.said), _content(other.said)
        if not a or not b:
            return Likeness(0.0, False, False)
        alike = fuzz.token_sort_ratio(" ".join(sorted(set(a))), " ".join(sorted(set(b)))) / 100.0
        score = 0.7 * self._cosine(a, b) + 0.3 * alike
        score *= _figures(one.quantities, other.quantities)
        if len(set(a) & set(b)) < 2:
            score *= 0.5
        same_side = one.polarity == other.polarity
        return Likeness(score, score >= SAME and same_side, score >= SAME and not same_side)

    def _cosine(self, a: list[str], b: list[str]) -> float:
        one, other = (
            {w: n * self._weights.get(w, self._unknown) for w, n in Counter(x).items()} for x in (a, b)
        )
        dot = sum(weight * other[w] for w, weight in one.items() if w in other)
        norm = math.sqrt(sum(x * x for x in one.values()) * sum(x * x for x in other.values()))
        return dot / norm if norm else 0.0


def match(texts: dict[str, list[Proposed]]) -> tuple[list[Group], list[tuple[Rendering, Rendering]]]:
    """Statements that several texts share, and pairs of which one denies the other.

    Parameters
    ----------
    texts:
        What was read, by the name of its file.
    """
    every = [Rendering(file, n, one) for file, read in texts.items() for n, one in enumerate(read)]
    matcher = Matcher([r.statement.said for r in every])
    candidates = _candidates(every)
    scored = sorted(
        ((matcher.compare(every[i].statement, every[j].statement), i, j) for i, j in candidates),
        key=lambda found: (-found[0].score, found[1], found[2]),
    )
    group = list(range(len(every)))
    members = {k: {k} for k in group}
    score = {(i, j): likeness.score for likeness, i, j in scored}
    for likeness, i, j in scored:
        a, b = group[i], group[j]
        if not likeness.same or a == b:
            continue
        across = [score.get((min(x, y), max(x, y)), 0.0) for x in members[a] for y in members[b]]
        if sum(across) / len(across) < 0.8 * SAME:
            continue  # alike at one end only
        files = {every[k].file for k in members[a]} & {every[k].file for k in members[b]}
        if files and likeness.score < 0.75:
            continue  # one text says different things: do not chain them together
        for k in members.pop(b):
            members[a].add(k)
            group[k] = a
    groups = [
        Group(tuple(every[k] for k in sorted(m)))
        for m in members.values()
        if len({every[k].file for k in m}) > 1
    ]
    opposed = [(every[i], every[j]) for likeness, i, j in scored if likeness.opposed]
    return sorted(groups, key=lambda g: (g.renderings[0].file, g.renderings[0].number)), opposed


def _candidates(every: list[Rendering]) -> list[tuple[int, int]]:
    """Pairs from different texts that share a word which is not in half of all statements."""
    where: dict[str, list[int]] = defaultdict(list)
    for k, rendering in enumerate(every):
        for word in sorted(set(_content(rendering.statement.said))):
            where[word].append(k)
    common = max(4, len(every) // 2)
    pairs = Counter(
        (i, j)
        for found in where.values()
        if len(found) <= common
        for n, i in enumerate(found)
        for j in found[n + 1 :]
        if every[i].file != every[j].file
    )
    return sorted(pairs)


def _content(text: str) -> list[str]:
    """The words that carry the content, stemmed, without figures and small words."""
    low = [m[0].lower().replace("’", "'").removesuffix("'s") for m in _WORD.finditer(text)]
    kept = (_kin().get(w, w) for w in low if w not in words("matching.small"))
    return [_stem(w) for w in kept]


def _kin() -> dict[str, str]:
    return forms("matching.kin")


def _stem(word: str) -> str:
    """A word without its commonest endings; crude, but the same on both sides."""
    for ending in ("ations", "ation", "ings", "ing", "edly", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _unit(unit: str) -> str:
    """A unit under one name: `kilometres` as `km`."""
    low = unit.lower()
    return _stem(_kin().get(low, low))


def _figures(one: Sequence[Amount], other: Sequence[Amount]) -> float:
    """A factor for how the figures of two statements go together: 1 where nothing speaks against it."""
    factor = 1.0
    theirs: dict[str, list[Amount]] = defaultdict(list)
    for amount in other:
        theirs[_unit(amount.unit)].append(amount)
    for amount in one:
        same_unit = theirs.get(_unit(amount.unit), []) if amount.unit else []
        if same_unit:
            factor *= 1.1 if any(renders(amount, b) for b in same_unit) else 0.7
    return min(factor, 1.2)


def renders(one: Amount, other: Amount) -> bool:
    """Whether two figures may be renderings of one: bounds that meet, or values that are near.

    >>> from launchwatch.ledger.reading import amounts
    >>> renders(amounts("more than ten")[0], amounts("a dozen")[0])
    True
    """
    low, high = sorted((abs(one.value), abs(other.value)))
    return high <= RENDERED * low or low == high


def nearest(known: Sequence[Any]) -> Callable[[Any], tuple[str, str] | None]:
    """A finder of the statement on record (id, said) that a proposal is proposed to be a rendering of.

    Parameters
    ----------
    known:
        Statements of a ledger (`launchwatch.ledger.records.Statement`).
    """
    if not known:
        return lambda item: None
    matcher = Matcher([one.said for one in known])
    theirs = [Proposed((), (), one.said, one.polarity, tuple(amounts(one.said)), ()) for one in known]

    def find(item: Any) -> tuple[str, str] | None:
        plain = item.plain
        mine = Proposed((), (), plain["said"], plain["polarity"], tuple(amounts(plain["said"])), ())
        scored = [(matcher.compare(mine, other), k) for k, other in enumerate(theirs)]
        likeness, k = max(scored, key=lambda found: (found[0].score, -found[1]))
        return (known[k].id, known[k].said) if likeness.same else None

    return find
