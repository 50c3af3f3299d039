"""Vehicles by their many names: which line of the launch record (GCAT, J. McDowell, CC-BY 4.0) one is of."""

from __future__ import annotations

import functools
import re
from typing import Final

from launchwatch.record import load_record

OTHER_NAMES: Final = (("Long March", "Chang Zheng"), ("Ceres-1", "Gushenxing 1"), ("Kinetica 1", "Lijian-1"),
                      ("Kuaizhou 1A", "Kuaizhou-1A"), ("Minotaur-C", "Minotaur C"))  # fmt: skip
"""Names in use elsewhere, and the record's."""


def line_of(vehicle: str) -> str:
    """The line of the launch record that a vehicle is of, or '' where none begins its name.

    >>> line_of("Long March 6A"), line_of("Falcon 9 FT5"), line_of("Chang Zheng 3B/YZ-1 G3Z"), line_of("?")
    ('Chang Zheng 6A', 'Falcon 9', 'Chang Zheng 3B', '')
    """
    name = vehicle
    for other, usual in OTHER_NAMES:
        name = name.replace(other, usual)
    key = _key(name)
    fits = [line for line in _lines() if key.startswith(_key(line))]
    return max(fits, key=lambda line: (len(line), line), default="")


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


@functools.cache
def _lines() -> tuple[str, ...]:
    return tuple(sorted({one.line for one in load_record() if one.date.year >= 2000}))
