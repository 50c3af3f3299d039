"""The little SVG that the pictures of the brief need: elements, paths, numbers.

Lengths are in user units of the picture, which are CSS pixels at its natural size; x runs right and y down.
Everything that is not markup is escaped, so any text of a case may stand in a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import ArrayLike

Attribute = str | float | int | None


def number(value: float) -> str:
    """A length with at most one decimal.

    >>> number(3.14159), number(2.0), number(-0.04)
    ('3.1', '2', '0')
    """
    return f"{round(float(value), 1) + 0.0:g}"


def el(tag: str, *children: str, **attributes: Attribute) -> Markup:
    """An element; `class_` and `stroke_width` are written `class` and `stroke-width`, None is left out.

    >>> print(el("text", "a < b", x=1.26, class_="note"))
    <text x="1.3" class="note">a &lt; b</text>
    """
    parts = [f"<{tag}"]
    for key, value in attributes.items():
        if value is None:
            continue
        shown = value if isinstance(value, str) else number(value)
        parts.append(f' {key.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    if not children:
        return Markup("".join(parts) + "/>")
    inside = "".join(escape(child) for child in children)
    return Markup("".join(parts) + f">{inside}</{tag}>")


def join(parts: Iterable[str]) -> Markup:
    """Markup one after another; plain text among it is escaped."""
    return Markup("").join(parts)


def path(lines: Iterable[ArrayLike], *, closed: bool = False) -> str:
    """The `d` of polylines, each (n, 2) in user units; relative steps of a tenth keep it short."""
    out = []
    for line in lines:
        tenths = np.round(np.asarray(line, dtype=np.float64) * 10.0).astype(np.int64)
        if len(tenths) < 2:
            continue
        steps = np.diff(tenths, axis=0)
        steps = steps[np.any(steps != 0, axis=1)]
        if len(steps) == 0:
            continue
        start = f"M{tenths[0, 0] / 10:g} {tenths[0, 1] / 10:g}l"
        out.append(start + " ".join(f"{x / 10:g} {y / 10:g}" for x, y in steps) + ("z" if closed else ""))
    return "".join(out)


def picture(
    name: str, width: float, height: float, title: str, description: str, body: Sequence[str], kind: str = ""
) -> Markup:
    """A whole picture that a screen reader can announce; `name` makes its ids unique on the page."""
    return el(
        "svg",
        el("title", title, id=f"{name}-title"),
        el("desc", description, id=f"{name}-desc"),
        *body,
        id=name,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        preserveAspectRatio="xMinYMin meet",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        class_=kind or None,
        xmlns="http://www.w3.org/2000/svg",
    )
