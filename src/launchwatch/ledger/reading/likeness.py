"""Which body a description stands for: 'the spy agency', 'the state corporation', 'the paper'."""

from __future__ import annotations

from collections.abc import Iterable

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading import nouns
from launchwatch.ledger.reading.known import Known
from launchwatch.ledger.reading.met import Met
from launchwatch.ledger.reading.vocabulary import words

_OTHER_FIELDS = words("sources.other_fields")
_GENERIC = words("sources.generic")
_FIRMS = words("likeness.firms")
_OUTLETS = words("likeness.outlets")
_LOOSE = words("sources.loose")
_PLAIN = words("likeness.plain") | nouns.DEMONYMS
_BROADCASTERS = frozenset({"bbc", "cnn", "nhk", "kbs", "voa", "rfa", "sputnik"})
_ARTICLES = frozenset({"the", "this", "that", "its", "said", "same"})


class Likeness(Met):
    """Bodies told by what was introduced by name."""

    __slots__ = ()

    def _body_like(self, noun: str, words: frozenset[str], owned: bool) -> Known | None:
        """A body introduced by name that a description may stand for."""
        described = words - _ARTICLES
        if noun == "agency" and described - _PLAIN <= {"agency", "news", "wire"}:
            return self._agency("news" in described)
        kind = self._of_kind(noun, described)
        if kind is not None:
            return kind
        if noun in ("military", "police") and not owned:
            return _latest(b for b in self.bodies if noun in b.words or noun in b.low)
        if owned:
            return next((b for b in self.bodies if b.named and described <= b.words), None)
        if noun in ("country", "nation"):
            return _latest(b for b in self.bodies if b.kind == "place")
        if noun in ("briefing", "session"):
            return _latest(b for b in self.bodies if b.kind == "body" and b.named and b.role != "news outlet")
        if noun == "statement":
            return self.last if len(described) == 1 else None
        return self._generic(noun, described) if noun in _GENERIC else None

    def _of_kind(self, noun: str, described: frozenset[str]) -> Known | None:
        """`the spy agency`, `the watchdog`: a body whose name shows that it is of that kind."""
        for left, right in nouns.KINDS:
            if "news" in left or not described & left or noun not in left | {"agency", "service"}:
                continue
            if described & _OTHER_FIELDS - left:
                continue
            narrow = described & left - {"agency", "service"}
            if not narrow and noun not in ("agency", "service", "military", "watchdog", "regulator"):
                continue
            fits = _latest(b for b in self.bodies if b.named and (right & b.tokens))
            if fits:
                return fits
        return None

    def _generic(self, noun: str, described: frozenset[str]) -> Known | None:
        """`the company`, `the state corporation`: the last body that the words do not speak against."""
        named = [b for b in self.bodies if b.seen >= 0 and noun in _kinds(b)]
        narrow = described - _PLAIN - {noun}
        if narrow:
            return _latest(b for b in named if narrow <= b.words | set(b.low.replace("'s", "").split()))
        if noun in _FIRMS:
            named += [b for b in self.bodies if b.seen >= 0 and (_kinds(b) & _FIRMS or _may_be_firm(b))]
        if named:
            return _latest(named)
        if noun in _OUTLETS:
            papers = [b for b in self.bodies if b.role == "news outlet" or _kinds(b) & _OUTLETS]
            return _latest(b for b in papers if not _tells_news(b)) or _latest(papers)
        return self._loose(noun)

    def _loose(self, noun: str) -> Known | None:
        """A body whose name does not show its kind."""
        if noun not in _LOOSE:
            return None
        loose = [
            b
            for b in self.bodies
            if b.named
            and b.low != b.name
            and b.kind == "body"
            and b.seen >= 0
            and b.role not in ("government", "news outlet", "ministry")
        ]
        if not loose and noun in _FIRMS:  # 'Kestrel Orbital said': a name without an office may be a firm's
            loose = [p for p in self.people if not p.role and not p.gender and " " in p.name and p.seen >= 0]
        return _latest(loose)

    def _agency(self, of_news: bool) -> Known | None:
        """The agency that was seen last, of whatever field; else one that the text names somewhere."""
        return _latest(
            b for b in self.bodies if b.named and (_tells_news(b) or (not of_news and _is_agency(b)))
        )


def _latest(bodies: Iterable[Known]) -> Known | None:
    return max(bodies, key=lambda b: b.seen, default=None)


def _kinds(body: Known) -> set[str]:
    """The words of a body, in the singular."""
    return {w.removesuffix("s") for w in body.words} | set(body.low.split())


def _tells_news(body: Known) -> bool:
    """Whether a body is a news agency."""
    return (body.low in lex.WIRES and body.low not in _BROADCASTERS) or (
        body.role == "news outlet" and "agency" in body.tokens
    )


def _is_agency(body: Known) -> bool:
    """Whether a body may be called 'the agency', though no news agency."""
    known = any(right & body.tokens for left, right in nouns.KINDS if "agency" in left and "news" not in left)
    return known or "agency" in body.words or body.role.endswith("agency")


def _may_be_firm(body: Known) -> bool:
    """Whether a name shows no kind, as firms' names do."""
    return body.kind == "body" and body.role == "body" and body.named and body.low != body.name
