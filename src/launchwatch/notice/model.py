"""What is read of a warning: one `Notice` with its `NoticeArea`s, and both as plain JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from launchwatch.notice.dates import Window


@dataclass(slots=True)
class NoticeArea:
    """One area of a notice: vertices or centre in degrees, radius or half-width in metres, windows in UTC."""

    label: str
    kind: str
    vertices: list[tuple[float, float]]
    center: tuple[float, float] | None = None
    radius_m: float | None = None
    bearings_deg: tuple[float, float] | None = None
    said: str = ""
    windows: list[Window] = field(default_factory=list)
    role: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The area in the JSON contract of `launchwatch notice`."""
        return {
            "label": self.label,
            "kind": self.kind,
            "vertices": [list(v) for v in self.vertices],
            "center": list(self.center) if self.center else None,
            "radius_m": self.radius_m,
            "bearings_deg": list(self.bearings_deg) if self.bearings_deg else None,
            "said": self.said,
            "windows": windows_json(self.windows),
            "role": self.role,
        }


@dataclass(slots=True)
class Notice:
    """One notice as read; `text` is the notice verbatim, whatever could be read of it."""

    file: str
    id: str
    series: str
    issued: datetime | None
    cancels: list[str]
    windows: list[Window]
    areas: list[NoticeArea]
    problems: list[str]
    text: str
    p_orbital_launch: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The notice in the JSON contract of `launchwatch notice`."""
        return {
            "file": self.file,
            "id": self.id,
            "series": self.series,
            "issued": _instant(self.issued) if self.issued else None,
            "cancels": self.cancels,
            "windows": windows_json(self.windows),
            "areas": [area.to_json() for area in self.areas],
            "p_orbital_launch": self.p_orbital_launch,
            "problems": self.problems,
            "text": self.text,
        }


def windows_json(windows: list[Window]) -> list[list[str]]:
    """Windows as pairs of ISO instants to the minute."""
    return [[_instant(a), _instant(b)] for a, b in windows]


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")
