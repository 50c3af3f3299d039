"""The news agency that a text comes from."""

from __future__ import annotations

import re

from launchwatch.ledger.reading import lexicon as lex
from launchwatch.ledger.reading.known import Source
from launchwatch.ledger.reading.tokens import plain

_WIRE = "AFP|AP|Reuters|dpa|Kyodo|EFE|ANSA"
_TOLD = re.compile(rf"\b(?:told|spoke to|interview with) ({_WIRE})\b")
_SEEN = re.compile(rf"\b({_WIRE}) has (?:seen|learned)\b")


def dateline(text: str) -> Source | None:
    """The news agency that a text comes from, by its dateline or its closing signature.

    >>> dateline("SEOUL, Nov 1 (Reuters) - North Korea ...").name
    'Reuters'
    """
    head = plain(text[:4000])
    m = re.search(
        (
            r"\((Reuters|AP|AFP|Yonhap|KCNA|Kyodo(?: News)?|TASS|Xinhua|Bloomberg|UPI|dpa|Interfax|EFE"
            r"|ANSA|PTI|ANI|IANS|VOA|RFA|CNN|Anadolu|Sputnik|RIA Novosti|Bernama|IRNA)\)\s*(?:-{1,2}|—"
            r"|–)"
        ),
        head,
        re.I,
    )
    m = m or re.search(
        r"^[A-Z][A-Z .'’/-]{2,40}[,;]?[^.\n()]{0,25}\(([A-Z]{2,6})\)\s*(?:-{1,2}|—|–)", head, re.M
    )
    m = m or re.search(r"/(TASS|Xinhua|Interfax|PRNewswire)/", head)
    m = m or re.search(
        (
            r"^[A-Z][A-Z .'’/-]{2,40},?[^.\n]{0,20}?\b(Kyodo|Reuters|AFP|AP|TASS|Xinhua|Yonhap"
            r"|dpa)\s*(?:-{1,2}|—|–)"
        ),
        head,
        re.M,
    )
    if m is None:
        m = re.search(
            r"\((Reuters|AP|AFP|Yonhap|KCNA|Kyodo|TASS|Xinhua|ANI|PTI)\)\s*(?:$|END|\n)",
            plain(text[-3000:]),
            re.I,
        )
    if m is None:
        told, seen = _TOLD.findall(head), _SEEN.findall(head)
        if told and seen and len({*told, *seen}) == 1:  # 'told AFP', 'AFP has seen': its own text
            return Source(lex.WIRES.get(seen[0].lower(), seen[0]), "news agency", True)
        m = re.search(r"\((Reporting) by [A-Z][^()\n]{3,200}[Ee]dit", plain(text[-6000:]))
        return Source("Reuters", "news agency", True) if m else None
    return Source(lex.WIRES.get(m[1].lower(), m[1]), "news agency", True)
