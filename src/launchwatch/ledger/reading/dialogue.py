"""Interviews and transcripts: paragraphs that open with the label of who speaks (`Q:`, `A:`, `MR. SATO:`).

A text counts as one where two lines or more carry labels, and one of them asks or labels come back.  What
stands under the label of one who answers is one statement; questions are none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:[A-Z][\w.'’-]*)(?: (?:[A-Z(][\w.'’)-]*|of|the|for)){0,6}):"
    r"[ \t]+(?P<said>\S[^\n]*)$",
    re.M,
)
_ASKS = frozenset(
    {"q", "question", "reporter", "journalist", "interviewer", "host", "moderator", "anchor", "press"}
)
_ANSWERS = frozenset({"a", "answer"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one says under a label: the label (empty for `A:`), its place, and the place of what is said."""

    label: str
    start: int
    label_end: int
    begin: int
    end: int
    asks: bool


def turns(text: str) -> list[Turn]:
    """The labelled turns of a transcript, in order; none where the text is no transcript.

    >>> [(t.label, t.asks) for t in turns("Q: Did it fly?\\nMR. SATO: It did, for ten minutes.")]
    [('Q', True), ('MR. SATO', False)]
    """
    found = [m for m in _LABEL.finditer(text) if len(m["said"].split()) > 1]
    labels = Counter(m["label"].lower() for m in found)
    asked = {m["label"].lower() for m in found if m["said"].rstrip(' ”"*').endswith("?")}
    if len(found) < 2 or not (asked or _ANSWERS & set(labels) or max(labels.values()) > 1):
        return []
    if not asked and not (_ASKS | _ANSWERS) & set(labels) and len(labels) == len(found):
        return []
    made = []
    for m in found:
        low = m["label"].lower().rstrip(".")
        asks = low in _ASKS or low.split()[-1] in _ASKS or m["said"].rstrip(' ”"*').endswith("?")
        name = "" if low in _ANSWERS else m["label"]
        end = m.end("said") - (len(m["said"]) - len(m["said"].rstrip(' \t\r.”"')))
        made.append(Turn(name, m.start("label"), m.end("label"), m.start("said"), end, asks))
    return made
