"""What is known of one who was introduced, and a hop of a chain."""

from __future__ import annotations

from dataclasses import dataclass


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


def as_source(known: Known) -> Source:
    return Source(known.name, known.role or ("person" if known.kind == "person" else "body"), known.named)
