"""What `launchwatch looks` is asked for, read from its arguments: who, what, when, within which limits."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from launchwatch.errors import InputError
from launchwatch.verbs._arguments import instant, is_day, read_text
from launchwatch.verbs.elements import figure, read_sets

if TYPE_CHECKING:
    from launchwatch.orbit import Elements
    from launchwatch.overpass import Camera, Clouds, Targets


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: who, what, when, and the limits as the finder takes them."""

    satellites: list[Elements]
    targets: Targets
    begin: datetime
    end: datetime
    camera: Camera | None
    clouds: Clouds | None
    limits: dict[str, Any]
    problems: list[str]

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Begin and end."""
        return self.begin, self.end

    @property
    def names(self) -> list[str]:
        """What the satellites are called: by name, else by number; told apart where two are the same."""
        from launchwatch.overpass import numbered

        return numbered([one.name or one.identifier for one in self.satellites])


def asked_for(chosen: Namespace) -> Asked:
    """Read the files and check the arguments.

    Raises InputError.
    """
    from launchwatch.overpass import grid, read_clouds, read_places

    begin, end = instant(chosen.begin, "--from"), instant(chosen.end, "--to")
    assert begin is not None and end is not None
    if is_day(chosen.begin):  # read as its end, which is right for --to
        begin = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    if end <= begin:
        raise InputError("the span ends before it begins", where="--from, --to", mend="give begin, then end")
    spacing = chosen.spacing * 1e3
    if chosen.places.startswith("grid:"):
        try:
            targets = grid(figure(1.0, 20000.0)(chosen.places[5:]) * 1e3)
        except Exception as error:
            raise InputError(str(error), where="PLACES", mend="write grid:500 for cells of 500 km") from None
    else:
        targets = read_places(read_text(chosen.places), chosen.places, spacing)
    asked_sets = Namespace(files=[chosen.elements], only=chosen.only, skip_bad=chosen.skip_bad, last=None)
    sets, problems = read_sets(asked_sets)
    if not sets:
        raise InputError("no good set is left", where=chosen.elements, mend="; ".join(problems)[:200])
    satellites = newest(sets, begin)
    camera = _camera(chosen)
    limits = {
        "min_elevation_deg": chosen.min_elevation,
        "camera": camera,
        "threads": chosen.threads,
        "delta_ut1": chosen.ut1,
    }
    clouds = None if chosen.clouds is None else read_clouds(read_text(chosen.clouds), chosen.clouds)
    return Asked(satellites, targets, begin, end, camera, clouds, limits, problems)


def newest(sets: list[Elements], begin: datetime) -> list[Elements]:
    """One set an object: the last before the begin, or the first after it; in the order they came."""
    chosen: dict[tuple[str, str], Elements] = {}
    for one in sets:
        # a set without a number is an object of its own by name
        key = (one.identifier, "" if one.identifier else one.name)
        other = chosen.get(key)
        if other is None or _rank(one, begin) > _rank(other, begin):
            chosen[key] = one
    return list(chosen.values())


def _rank(one: Elements, begin: datetime) -> tuple[bool, float]:
    before = (begin - one.epoch).total_seconds()
    return before >= 0.0, -abs(before)


def _camera(chosen: Namespace) -> Camera | None:
    """The camera that the arguments describe; None where they say nothing of one."""
    from launchwatch.overpass import Camera

    told = (chosen.off_nadir, chosen.gsd, chosen.focal_length, chosen.pixel, chosen.pixels, chosen.gsd_height)
    if all(one is None for one in told):
        return None
    return Camera(
        gsd_at_nadir_m=chosen.gsd,
        focal_length_m=chosen.focal_length,
        pixel_m=None if chosen.pixel is None else chosen.pixel * 1e-6,
        max_off_nadir_deg=45.0 if chosen.off_nadir is None else chosen.off_nadir,
        height_m=None if chosen.gsd_height is None else chosen.gsd_height * 1e3,
        pixels=chosen.pixels,
    )
