"""One proposal made two: where a reading took two statements for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from launchwatch.ledger.reading.amounts import amounts
from launchwatch.ledger.reading.hedges import hedges
from launchwatch.ledger.reading.proposals import Proposal

_JOINTS = (" and that", " but that", " and", " but", " that", ";", ",")


def parted(item: Proposal, text: str, words: str) -> tuple[Proposal, Proposal] | None:
    """Two proposals, the second from where `words` first stand inside the first; None where they do not.

    Places, quantities and hedges of each are its own; speaker, chain and polarity are those of the one.
    """
    spans = [(int(s["start"]), int(s["end"])) for s in item.plain["spans"]]
    for n, (start, end) in enumerate(spans):
        at = text.find(words, start, end) if words.strip() else -1
        if at <= start:
            continue
        head = text[start:at].rstrip()
        for joint in _JOINTS:
            head = head.removesuffix(joint).rstrip()
        if not head:
            continue
        first = [*spans[:n], (start, start + len(head))]
        second = [(at, end), *spans[n + 1 :]]
        return _with(item, text, first, "a"), _with(item, text, second, "b")
    return None


def _with(item: Proposal, text: str, spans: list[tuple[int, int]], letter: str) -> Proposal:
    said = " … ".join(" ".join(text[a:b].split()) for a, b in spans)
    plain: dict[str, Any] = {
        **item.plain,
        "spans": [{"start": a, "end": b, "exact": text[a:b]} for a, b in spans],
        "said": said,
        "quantities": [q.to_json(text) for a, b in spans for q in amounts(text, a, b)],
        "hedges": [h.to_json() for h in hedges(said)],
    }
    return replace(item, id=f"{item.id}{letter}", plain=plain)
