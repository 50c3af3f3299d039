"""The statements of the brief in the order in which they help a reader: settled, open, beyond any test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

SETTLED = ("contradicts", "supports")
_COUNTED = {
    "supports": "borne out",
    "contradicts": "contradicted",
    "open": "open",
    "cannot test": "beyond any test",
}
_WHY = {
    "no public data": "nothing public bears on them",
    "motive": "they are about what somebody intends",
    "future": "they are about what had not happened yet",
    "definition missing": "their words are not defined well enough to be measured",
    "needs imagery": "it would take imagery that is not public",
    "dark vessel": "they are about ships that did not report where they were",
}


def statement_parts(statements: Sequence[Row], tensions: Sequence[Row]) -> dict[str, Any]:
    """What the template prints of the statements.

    `counted` is a sentence, `tables` are the settled and the open statements in order of publication,
    `untested` those that nobody can test, by why, the commonest reason first, and `tensions` the pairs that
    do not sit well together.
    """
    untested: dict[str, list[Row]] = {}
    for row in statements:
        if row.get("verdict") == "cannot test":
            untested.setdefault(str(row.get("code") or "no public data"), []).append(row)
    groups = sorted(untested.items(), key=lambda item: (-len(item[1]), item[0]))
    settled = [row for row in statements if row.get("verdict") in SETTLED]
    rest = [row for row in statements if row.get("verdict") not in (*SETTLED, "cannot test")]
    tables = (
        ("What the figures bear out or contradict", settled),
        ("Open: the figures do not decide", rest),
    )
    return {
        "counted": _counted(statements),
        "tables": [(caption, rows) for caption, rows in tables if rows],
        "untested": [(_WHY.get(code, code), rows) for code, rows in groups],
        "tensions": list(tensions),
    }


def _counted(statements: Sequence[Row]) -> str:
    """`69 statements: 27 borne out, 8 contradicted, 2 open, 32 beyond any test`."""
    counts = Counter(str(row.get("verdict")) for row in statements)
    told = ", ".join(f"{counts[key]} {words}" for key, words in _COUNTED.items() if counts[key])
    n = len(statements)
    return f"{n} statement{'s' if n != 1 else ''}: {told}"


def anchor(row: Row) -> str:
    """The name of a statement's place on the page.

    >>> anchor({"id": "pictures Guam"})
    'statement-pictures-Guam'
    """
    return "statement-" + re.sub(r"[^A-Za-z0-9._-]", "-", str(row.get("id") or ""))


def reports(row: Row) -> str:
    """How many renderings there are and how many sources they come to; nothing for one of one."""
    n, heads = int(row.get("reports") or 1), int(row.get("heads") or 1)
    if n <= 1:
        return ""
    return f"{n} reports, {heads} source{'s' if heads != 1 else ''}"
