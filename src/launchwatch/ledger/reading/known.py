"""What is known of one who was introduced, and a hop of a chain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from launchwatch.ledger.reading.names import initials

_TOKENS = re.compile(r"[\w.]+")


@dataclass(frozen=True, slots=True)
class Source:
    """One hop of a chain: the name as it is best known, its role, and whether anybody is named."""

    name: str
    role: str
    named: bool

    def to_json(self) -> dict[str, object]:
        """The hop as the contract has it."""
        return {"name": self.name, "role": self.role, "named": self.named}


@dataclass(slots=True)
class Known:
    name: str
    role: str
    words: frozenset[str]
    kind: str  # person, body, place, crowd
    named: bool = True
    seen: int = 0
    """When this one spoke last, counted in sources; -1 for one who has not spoken."""
    met: int = 0
    """In which sentence this one was mentioned last."""
    gender: str = ""
    """`m` or `f` by name or title."""
    leaning: str = ""
    """`m` or `f` by a pronoun that stood for this one, or stood near."""
    parts: list[str] = field(init=False)
    """The words of the name in lower case."""
    low: str = field(init=False)
    initials: str = field(init=False)
    tokens: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.rename(self.name)

    def rename(self, name: str) -> None:
        """Take a fuller name."""
        self.name, self.low = name, name.lower()
        self.parts = self.low.split() or [""]
        self.initials = initials(name)
        self.tokens = frozenset(_TOKENS.findall(self.low))


def fits(known: Known, gender: str, *, surely: bool = True) -> bool:
    """Whether 'he' or 'she' may mean one; `surely` false goes by name and title alone."""
    mine = known.gender or (known.leaning if surely else "")
    return not gender or not mine or mine == gender


def as_source(known: Known) -> Source:
    return Source(known.name, known.role or ("person" if known.kind == "person" else "body"), known.named)
