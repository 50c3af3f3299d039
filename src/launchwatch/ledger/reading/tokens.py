"""Text to tokens, quotations, sentences: everything carries its place in the text, in Unicode code points.

A `Unit` is a word, a number, a mark, or a whole quotation, however long: what stands in quotation marks
is one thing to the rules of speech around it.  A paragraph ends at a line's end, unless the text was
wrapped by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from launchwatch.ledger.reading.nouns import STARTERS, TITLES
from launchwatch.ledger.reading.vocabulary import words


class Unit(NamedTuple):
    """A word, mark or quotation: its text, the same in lower case, its place, and its kind.

    Kinds: `w` word, `n` number, `p` mark, `q` quotation (`text` is what stands between the marks then, and
    `inner` is where that is).
    """

    text: str
    low: str
    start: int
    end: int
    kind: str
    inner: tuple[int, int] = (0, 0)
    tag: str = ""


class Sentence(NamedTuple):
    """The units of one sentence; whether it opens its paragraph, whether the paragraph is a heading, and
    whether it goes on with a quotation that the paragraph before left open.
    """

    units: list[Unit]
    paragraph: int
    first: bool
    heading: bool
    carried: bool = False


# Odd spaces count as spaces and marks that print nothing as part of a word: one sign for one sign, so
# that places stay.
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ODD: dict[int, str] = {ord(c): " " for c in f"{_SPACES}\t\x0b\x0c"}
_ODD |= {0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x2010: "-", 0x2011: "-", 0xFEFF: " ", 0x200B: " "}

_ODD_ONE = re.compile(f"[{''.join(map(chr, _ODD))}]")

_TOKEN = re.compile(
    r"(?P<w>(?:[A-Za-z]\.){2,}(?:-\w+)*(?:['’]s)?"
    r"|@[A-Za-z]\w+|[^\W\d_][\w\u00ad\u200c\u200d]*(?:\.(?=[a-z])\w+|[’'&/-]\w+|['’](?=s\b))*)"
    r"|(?P<n>(?:US|A|C|HK|NZ)?[$€£¥₩]?\d+(?:[.,:]\d+)*\w*(?:-\w+)*%?)"
    r"|(?P<p>--+|\.\.\.|``|''|[^\w\s])"
)
_OPENING, _CLOSING, _EITHER = frozenset("“«„‟``"), frozenset("”»''"), frozenset('"')
_MARKS = _OPENING | {'"', "“", "``", "'", "‘"}
_SHORT = words("tokens.short")
_ENDS = words("tokens.ends")
LONGEST = 60_000
"""A paragraph longer than this, in code points, is read in pieces of this length."""


LONGEST_SENTENCE = 250
"""A sentence longer than this, in units, is cut, so that time grows with length and no faster."""


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text lie: lines, or blocks of lines where a text is wrapped by hand.

    >>> list(paragraphs("One.\\n\\nTwo."))
    [(0, 4), (6, 10)]
    """
    block: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n\r]*", text):
        if not line[0].strip():
            if line[0] or _blank_before(text, line.start()):
                yield from _blocks(text, block)
                block = []
            continue
        block.append(line.span())
    yield from _blocks(text, block)


def _blank_before(text: str, place: int) -> bool:
    """Whether an empty match at a place is an empty line and not just the end of a full one."""
    before = text[max(place - 2, 0) : place].replace("\r\n", "\n")
    return before.endswith(("\n", "\r")) or not before


def _blocks(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    lengths = [end - start for start, end in lines]
    wrapped = len(lines) > 1 and max(lengths) <= 110 and all(n >= 0.6 * max(lengths) for n in lengths[:-1])
    if wrapped and (len(lines) > 2 or text[lines[0][1] - 1] not in '.!?”"'):
        lines = [(lines[0][0], lines[-1][1])]
    for start, end in lines:
        for piece in range(start, end, LONGEST):
            yield piece, min(piece + LONGEST, end)


def tokens(text: str, start: int, end: int) -> list[Unit]:
    """The words, numbers and marks of a stretch of text whose odd spaces have been made plain."""
    found = []
    new, blank = tuple.__new__, (0, 0)
    for m in _TOKEN.finditer(text, start, end):
        word = m[0]
        low = word.lower()
        if "’" in low:
            low = low.replace("’", "'")
        begin, stop = m.span()
        found.append(new(Unit, (word, low, begin, stop, m.lastgroup or "p", blank, "")))
    return found


def plain(text: str) -> str:
    """The same text, sign for sign, with odd spaces made plain."""
    return text.translate(_ODD) if _ODD_ONE.search(text) else text


def quoted(found: list[Unit], text: str, *, carried: bool) -> tuple[list[Unit], bool]:
    """Fold what stands in quotation marks into one unit each.

    Returns the units, and whether the last quotation was left open (it goes on in the next paragraph if that
    opens with a mark too; `carried` says that the paragraph before left one open).
    """
    units: list[Unit] = []
    k, n = 0, len(found)
    while k < n:
        mark = found[k].text
        if mark not in _MARKS or not _opens(found, k, text):
            units.append(found[k])
            k += 1
            continue
        close = _closing(found, k, text)
        if close is None:
            rest_is_quote = mark not in "'‘" and (k == 0 or carried or found[k - 1].text in ":,")
            if rest_is_quote and k + 1 < n:
                units.append(_quotation(found, k, n, text))
                return units, True
            units.append(found[k])
            k += 1
            continue
        if close > k + 1:
            units.append(_quotation(found, k, close, text))
        k = close + 1
    return units, False


def _quotation(found: list[Unit], opening: int, closing: int, text: str) -> Unit:
    inner = (found[opening].end, found[closing].start if closing < len(found) else found[-1].end)
    stop = found[closing].end if closing < len(found) else inner[1]
    words = text[inner[0] : inner[1]]
    return Unit(words, words.lower(), found[opening].start, stop, "q", inner)


def _opens(found: list[Unit], k: int, text: str) -> bool:
    mark, start, end = found[k].text, found[k].start, found[k].end
    if mark in _OPENING or mark in ("“", "``"):
        return True
    after = text[end : end + 1]
    if mark == '"':
        return bool(after.strip()) or end == start
    if mark in "'‘":
        before = text[start - 1 : start] if start else " "
        return bool(after.strip()) and (not before.strip() or before in "([—–-:") and not after.isdigit()
    return False


def _closing(found: list[Unit], opening: int, text: str) -> int | None:
    """The unit that closes a quotation, or None."""
    mark = found[opening].text
    single = mark in "'‘"
    limit = len(found) if not single else min(len(found), opening + 120)
    for k in range(opening + 1, limit):
        other = found[k].text
        if single:
            after = text[found[k].end : found[k].end + 1]
            if other in "'’" and not (after.strip() and after.isalnum()):
                return k
        elif (
            (mark == '"' and other in ('"', "”"))
            or (
                (mark in ("“", "„", "‟") and other in ("”", '"'))
                or (mark == "“" and other == "“" and _ended(found, k))
            )
            or (
                (mark == "«" and other == "»")
                or (mark == "„" and other == "“")
                or (mark == "``" and other == "''")
            )
        ):
            return k
    return None


def _ended(found: list[Unit], k: int) -> bool:
    """A wrong mark that stands where a closing one should: after a stop or comma, before a space."""
    return found[k - 1].text in (",", ".", "!", "?") and (
        k + 1 == len(found) or found[k + 1].start > found[k].end
    )


def sentences(text: str, tags: Mapping[int, str] | None = None) -> Iterator[Sentence]:
    """The sentences of a text, quotations folded; `tags` are those of its words by their offsets, if
    known.
    """
    text = plain(text)
    carried = False
    for number, (start, end) in enumerate(paragraphs(text)):
        if number < 12:
            start = _after_dateline(text, start, end, first=number < 3 and end - start > 90)
        start = _after_clock(text, start, end)
        goes_on = carried
        found = tokens(text, start, end)
        if tags:
            found = [unit._replace(tag=tags.get(unit.start, "")) for unit in found]
        units, carried = quoted(found, text, carried=carried)
        heading = bool(units) and units[-1].text not in _ENDS and units[-1].kind != "q" and len(units) < 30
        cut, first = 0, True
        for k in range(len(units)):
            last = k + 1 == len(units) or k - cut >= LONGEST_SENTENCE
            if last or ((units[k].kind in "pq" or units[k].text[-1] == ".") and _breaks(units, k)):
                if units[cut : k + 1]:
                    yield Sentence(
                        units[cut : k + 1], number, first, heading, goes_on and first and units[0].kind == "q"
                    )
                cut, first = k + 1, False


_DASH = r"(?:-{1,2}|—|–)"
_DATELINE = re.compile(
    r"\s*(?:By\s[^\n]{3,60}\s)?[A-Z][A-Z .,'’/-]{2,40}[A-Z.](?:,\s+[A-Z][\w .'’]{1,24})?"
    r"(?:[,;]?\s+(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Za-zé]{3,9}\.?)(?:,?\s\d{4})?)?,?"
    rf"(?:\s+\([^)\n]{{2,70}}\)(?:\s*{_DASH}\s*|\s+(?=[A-Z]))|\s+{_DASH}\s+"
    rf"|,?\s+(?:Kyodo|AFP|AP|Reuters|Xinhua|TASS)\s*{_DASH}\s+)"
    r"|\s*[A-Z][a-z]+(?:[ ,][ A-Z][\w .]{1,24})?(?:,\s+[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
    rf"\s+\([A-Z][\w .]{{1,20}}\)\s*{_DASH}\s*"
)


_CITY = re.compile(
    r"\s*(?:[A-Z][A-Z'’/-]{2,20}(?: [A-Z'’/-]{3,20})?:\s+"
    rf"|[A-Z][a-z]{{3,14}}(?: [A-Z][a-z]{{3,14}})?\s+{_DASH}\s+)(?=[A-Z“\"])"
)
"""A city before the first sentence: `NEW DELHI: The ...`, `Copenhagen -- The ...`."""


def _after_dateline(text: str, start: int, end: int, *, first: bool = False) -> int:
    """Where a paragraph starts after its dateline: `SEOUL, Nov 1 (Reuters) - `."""
    m = _DATELINE.match(text, start, end) or (_CITY.match(text, start, end) if first else None)
    spoken = m is not None and any(w.strip(".").lower() in TITLES for w in m[0].rstrip(": -–—").split())
    return m.end() if m and not spoken else start


_CLOCK = re.compile(
    r"\s*[012]?\d[:.][0-5]\d(?:\s(?:GMT|UTC|KST|JST|BST|ET|CET))?(?:\s*[-–—:]\s*|\s+)(?=[A-Z“\"])"
)


def _after_clock(text: str, start: int, end: int) -> int:
    """Where a paragraph starts after the time that stands before an entry of a live blog: `22:50 `."""
    m = _CLOCK.match(text, start, end)
    return m.end() if m else start


def _breaks(units: list[Unit], k: int) -> bool:
    """Whether a sentence ends after a unit."""
    unit, after = units[k], units[k + 1]
    if unit.kind == "q":
        last = unit.text.rstrip()[-1:]
        if last not in ".!?…":
            return False
        if after.kind == "q" or last == ".":
            return after.kind == "q" or after.text[:1].isupper()
        return after.text[:1].isupper() and not _attributes(units, k + 1)
    if unit.text not in _ENDS:
        return (
            unit.kind == "w"
            and unit.low.endswith(".")
            and after.text[:1].isupper()
            and (after.low in STARTERS or after.start == unit.end)
        )
    if after.start == unit.end and after.kind == "p" and after.text not in "([":
        return False
    opens = after.kind in "qn" or after.text[:1].isupper() or after.text in '(["“'
    if not opens or k == 0:
        return opens and k > 0
    before = units[k - 1]
    if after.start == unit.end and before.text.isupper() and len(before.text) <= 6 and after.text.isupper():
        return False  # a ticker: BRW.L
    if unit.text == "." and before.end == unit.start and before.kind == "w":
        if before.low in _SHORT and (before.text[:1].isupper() or after.kind == "n"):
            return False
        if len(before.text) == 1 and before.text.isupper():
            return after.low in STARTERS or after.kind == "q"
    return True


def _attributes(units: list[Unit], k: int) -> bool:
    """Whether words of speech follow a question or call: `"Why?" Kim asked`."""
    return any(
        u.low in ("said", "asked", "says", "asks", "added", "shouted", "told", "wrote")
        for u in units[k : k + 5]
    )
