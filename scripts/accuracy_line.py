"""One row of docs/accuracy.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row of the page: what is compared with which truth, the measured figure, the bar it is held to."""

    key: str
    what: str
    value: float
    bar: float
    unit: str
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its bar."""
        return self.value >= self.bar if self.at_least else abs(self.value) <= self.bar

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return (
            f"| `{self.key}` | {self.what} | {self.value:.4g} {self.unit} | {sign} {self.bar:g} {self.unit} |"
        )
