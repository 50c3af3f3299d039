"""Launch sites and their pads: where a flight begins.

Positions are WGS 84 geodetic degrees, heights metres above the ellipsoid as far as the source tells (most
sources mean sea level; the difference is below 100 m).  The table is ``data/sites.toml``; GCAT's site
positions are approximate (tens of kilometres off for some), so pads are from pad lists and say which.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from launchwatch.errors import LibraryError
from launchwatch.launcher.figure import Strict
from launchwatch.launcher.library import folded, suggestion, unique
from launchwatch.launcher.toml import build, parse

Latitude = Annotated[float, Field(ge=-90.0, le=90.0)]
Longitude = Annotated[float, Field(ge=-180.0, le=180.0)]
Height = Annotated[float, Field(ge=-450.0, le=6000.0)]


class Pad(Strict):
    """One pad: degrees, WGS 84, and the source of the position."""

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    latitude: Latitude
    longitude: Longitude
    source: str = Field(min_length=1)
    note: str | None = None


class Site(Strict):
    """A launch site: position of its usual pad in degrees (WGS 84), height in metres, and its pads."""

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    state: str
    gcat: str | None = None
    latitude: Latitude
    longitude: Longitude
    height: Height = 0.0
    source: str = Field(min_length=1)
    note: str | None = None
    pads: tuple[Pad, ...] = ()

    def pad(self, name: str | None = None) -> Pad:
        """The pad of that name, or the site's own position as a pad; an unknown name raises LibraryError."""
        if name is None:
            return Pad(name=self.name, latitude=self.latitude, longitude=self.longitude, source=self.source)
        found = unique({p.name: [p.name, *p.aliases] for p in self.pads}, "pad")
        key = found.get(folded(name))
        if key is None:
            known = [p.name for p in self.pads]
            mend = suggestion(name, known, known) if known else "leave the pad out"
            raise LibraryError(f"{self.name} has no pad '{name}'", mend=mend)
        return next(p for p in self.pads if p.name == key)


class _Table(Strict):
    site: list[Site]


def load_site(name: str) -> Site:
    """A site by name, alias or GCAT code; an unknown one raises LibraryError with the nearest names.

    >>> load_site("sohae").pad("coastal pad").name
    'coastal pad'
    """
    sites = _sites()
    key = _shelf().get(folded(name))
    if key is None:
        spoken = [n for s in sites.values() for n in (s.name, *s.aliases)]
        raise LibraryError(f"there is no site '{name}'", mend=suggestion(name, spoken, site_names()))
    return sites[key]


def site_names() -> list[str]:
    """The names of the sites, sorted."""
    return sorted(_sites())


@cache
def _sites() -> dict[str, Site]:
    text = files("launchwatch.launcher").joinpath("data/sites.toml").read_text(encoding="utf-8")
    table = build(_Table, parse(text, "sites.toml"), text, "sites.toml")
    return {s.name: s for s in table.site}


@cache
def _shelf() -> dict[str, str]:
    return unique(
        {s.name: [s.name, *s.aliases, *([s.gcat] if s.gcat else [])] for s in _sites().values()}, "site"
    )
