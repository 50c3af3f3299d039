"""A case folder from the disk: `case.toml`, and the notices, articles and elements it names.

Everything is checked on reading, whatever its date, and all problems of the file are told at once.  Files are
named relative to the folder and must lie inside it, links followed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from launchwatch.case.areas import CaseArea, resolve_area
from launchwatch.case.faults import gather
from launchwatch.case.observations import CaseObservation, resolve_observation
from launchwatch.case.problems import Gathering
from launchwatch.case.schema import AirEntry, Document, Head, WindRow
from launchwatch.case.view import Case, CaseElements, CasePad, overridden
from launchwatch.case.winds import read_wind
from launchwatch.errors import CaseError

MAX_BYTES = 1_000_000
_ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){30}")  # costs tomllib all memory
MAX_ITEMS = 1_000
SEA_TOLERANCE_M = 25_000.0  # the 1:110 million coastline is off by this much, and leaves small islands out


def load_case(path: str | Path) -> Case:
    """The case in a folder (or of a `case.toml`); a CaseError tells file, line, key, what and mend."""
    folder = Path(path)
    if folder.name == "case.toml" and not folder.is_dir():
        folder = folder.parent
    if not folder.is_dir():
        what = "this is a file, not a case folder" if folder.exists() else "there is no such case folder"
        raise CaseError(
            what, where=str(path), mend="check the path, or make a case with 'launchwatch new NAME'"
        )
    file = folder / "case.toml"
    text = _text(file, str(file))
    return _Reading(folder, Gathering(str(file), text)).case()


class _Reading:
    """One case folder on its way to a Case."""

    def __init__(self, folder: Path, problems: Gathering) -> None:
        self.folder, self.problems = folder, problems

    def case(self) -> Case:
        document = self.document
        head = document.case
        pad = self.pad(head)
        areas = tuple(self.areas((pad.lat_deg, pad.lon_deg) if pad else (0.0, 0.0)))
        observations = tuple(self.observations())
        self.windows()
        self.statements()
        self.attempts()
        self.unique_places()
        texts = dict(self.texts())
        elements = tuple(self.elements())
        airs = tuple(self.airs(pad)) if pad else ()
        launcher = self.launcher()
        self.problems.stop()
        assert pad is not None and launcher is not None
        return Case(
            folder=self.folder, name=head.name, title=head.title, summary=head.summary,
            satellite=head.satellite, attempt=head.attempt, line=head.line, utc_offset=head.utc_offset,
            pad=pad, bare_launcher=launcher, aims=tuple(document.aim), overrides=tuple(document.override),
            windows=tuple(document.window), areas=areas, observations=observations,
            statements=tuple(document.statement), judgements=tuple(document.judgement),
            attempts=tuple(document.attempt), unknowns=tuple(document.unknown), elements=elements,
            cameras=tuple(document.camera), airs=airs,
            places=tuple(document.place), texts=texts,
        )  # fmt: skip

    @cached_property
    def document(self) -> Document:
        file, text = self.problems.file, self.problems.text
        if _ENDLESS_KEY.search(text):
            raise CaseError("a key has more than thirty parts", where=file, mend="shorten it")
        try:
            data = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            why = str(error) or "too deeply nested"
            raise CaseError(f"this is not TOML: {why}", where=file, mend="mend that line") from None
        if sum(len(v) for v in data.values() if isinstance(v, list)) > MAX_ITEMS:
            raise CaseError(f"there are more than {MAX_ITEMS:,} items", where=file, mend="keep what matters")
        sources = data.pop("sources", {})
        if not isinstance(sources, dict) or not all(isinstance(v, str) for v in sources.values()):
            self.problems.add(("sources",), "[sources] must hold texts", 'write name = "who, address"')
            sources = {}
        self.name_sources(data, sources, ())
        try:
            return Document.model_validate(data)
        except ValidationError as error:
            gather(error, self.problems)
            self.problems.stop()
            raise

    def name_sources(self, value: Any, sources: dict[str, str], path: tuple[str | int, ...]) -> None:
        """Write out short names of sources; a word that is no name and holds no space is a slip."""
        if isinstance(value, list):
            for index, inner in enumerate(value):
                self.name_sources(inner, sources, (*path, index))
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key != "source":
                    self.name_sources(inner, sources, (*path, key))
                    continue
                names = inner if isinstance(inner, list) else [inner]
                if names and all(isinstance(n, str) for n in names):
                    value[key] = "; ".join(self.source(n, sources, (*path, key)) for n in names)

    def source(self, name: str, sources: dict[str, str], path: tuple[str | int, ...]) -> str:
        if name in sources or not name or " " in name or "/" in name or "." in name:
            return sources.get(name, name)
        from difflib import get_close_matches

        near = get_close_matches(name, sources, n=1)
        mend = (
            f"did you mean '{near[0]}'?"
            if near
            else "name it under [sources], or write who and where in full"
        )
        self.problems.add(path, f"'{name}' is no source of this case", mend)
        return name

    def pad(self, head: Head) -> CasePad | None:
        from launchwatch.launcher import load_site

        if (at := head.site_position) is not None:
            lon = at.longitude - 360.0 if at.longitude > 180.0 else at.longitude
            if not at.at_sea:
                self.dry(at.latitude, lon)
            return CasePad(head.pad or head.site, head.site, at.latitude, lon, at.height, "this case")
        with self.problems.at("case", "site"):
            site = load_site(head.site)
            with self.problems.at("case", "pad"):
                pad = site.pad(head.pad)
                return CasePad(pad.name, site.name, pad.latitude, pad.longitude, site.height, pad.source)
        return None

    def dry(self, lat: float, lon: float) -> None:
        """Note a site that lies under water."""
        from launchwatch.earth import land

        if not land.is_land(lat, lon) and (off := float(land.distance_to_land(lat, lon))) > SEA_TOLERANCE_M:
            self.problems.add(
                ("case", "site_position"),
                f"the site at {lat:.3f}, {lon:.3f} is under water, {off / 1000:.0f} km from land",
                "check latitude and longitude; for a platform or a small island add at_sea = true",
            )

    def launcher(self) -> Any:
        from launchwatch.launcher import load_launcher

        launcher = None
        name = self.document.case.launcher
        with self.problems.at("case", "launcher"):
            launcher = load_launcher(self.inside(name)) if name.endswith(".toml") else load_launcher(name)
        if launcher is not None:
            for index, item in enumerate(self.document.override):
                with self.problems.at("override", index):
                    overridden(launcher, [item])
        return launcher

    def areas(self, pad: tuple[float, float]) -> Iterator[CaseArea]:
        seen: set[tuple[str, str, str]] = set()
        for index, entry in enumerate(self.document.area):
            with self.problems.at("area", index):
                key = (entry.label, entry.attempt, entry.published.isoformat())
                if key in seen:
                    raise CaseError(f"the area '{entry.label}' is given twice", mend="take one out")
                seen.add(key)
                warning = None if entry.notice is None else _text(self.inside(entry.notice), "")
                yield resolve_area(entry, pad, warning)

    def observations(self) -> Iterator[CaseObservation]:
        for index, entry in enumerate(self.document.observation):
            with self.problems.at("observation", index):
                yield resolve_observation(entry, self.document.place)

    def windows(self) -> None:
        for index, window in enumerate(self.document.window):
            if window.end <= window.begin:
                begin, end = (f"{t:%Y-%m-%dT%H:%MZ}" for t in (window.begin, window.end))
                self.problems.add(
                    ("window", index, "end"),
                    f"the window ends at {end}, not after it begins at {begin}",
                    "check the two dates and their zones",
                )
            if (window.daily_begin is None) != (window.daily_end is None):
                self.problems.add(("window", index), "daily_begin and daily_end go together", "give both")

    def statements(self) -> None:
        for index, item in enumerate(self.document.statement):
            if item.window_begin and item.window_end and item.window_end <= item.window_begin:
                self.problems.add(
                    ("statement", index, "window_end"),
                    "the pledged window ends before it begins",
                    "swap the two",
                )

    def attempts(self) -> None:
        for index, item in enumerate(self.document.attempt):
            if item.published < item.liftoff:
                self.problems.add(
                    ("attempt", index, "published"),
                    "the attempt is published before it flew",
                    "check the dates",
                )

    def unique_places(self) -> None:
        names: set[str] = set()
        for index, place in enumerate(self.document.place):
            if place.name in names:
                self.problems.add(
                    ("place", index, "name"), f"the place '{place.name}' is given twice", "rename one"
                )
            names.add(place.name)

    def texts(self) -> Iterator[tuple[str, str]]:
        """The notices and articles that items name, each read once."""
        named: list[tuple[Sequence[str | int], str | None]] = []
        document = self.document
        named += [(("window", i, "notice"), w.notice) for i, w in enumerate(document.window)]
        named += [(("area", i, "notice"), a.notice) for i, a in enumerate(document.area)]
        named += [(("statement", i, "article"), s.article) for i, s in enumerate(document.statement)]
        read: set[str] = set()
        for path, name in named:
            if name is not None and name not in read:
                read.add(name)
                with self.problems.at(*path):
                    yield name, _text(self.inside(name), "")

    def elements(self) -> Iterator[CaseElements]:
        for index, entry in enumerate(self.document.elements):
            with self.problems.at("elements", index, "file"):
                file = self.inside(entry.file)
                text = _text(file, "")
                yield CaseElements(file, text, entry.note or "", entry.source, entry.published)

    def airs(self, pad: CasePad) -> Iterator[AirEntry]:
        """The air of the day; a wind that a file holds is read over the pad."""
        for index, entry in enumerate(self.document.air):
            if entry.wind_file is None or entry.at is None:
                yield entry
                continue
            with self.problems.at("air", index, "wind_file"):
                wind = read_wind(self.inside(entry.wind_file), pad.lat_deg, pad.lon_deg, entry.at)
                rows = [
                    WindRow.model_validate({"altitude": f"{h} m", "east": f"{u} m/s", "north": f"{v} m/s"})
                    for h, u, v in zip(*(column.tolist() for column in wind), strict=True)
                ]
                yield entry.model_copy(update={"wind": rows})

    def inside(self, name: str) -> Path:
        """A file named in the case, which must lie in the folder."""
        mend = "name a file inside the case folder, relative to it"
        if "\x00" in name or Path(name).is_absolute() or "\\" in name or ":" in name:
            raise CaseError(f"'{name}' is not a plain relative path", mend=mend)
        root = self.folder.resolve()
        file = (root / name).resolve()
        if not file.is_relative_to(root) or file == root:
            raise CaseError(f"'{name}' lies outside the case folder", mend=mend)
        if not file.is_file():
            raise CaseError(f"there is no file '{name}' in the case folder", mend="add it, or check its name")
        return file


def _text(file: Path, where: str) -> str:
    """The text of a file of a case, UTF-8, of at most a megabyte."""
    name = file.name
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise CaseError(
            f"there is no {name} in this folder", where=where, mend="is it a case folder?"
        ) from None
    except OSError as error:
        raise CaseError(f"{name} cannot be read ({error.strerror})", where=where) from None
    if len(raw) > MAX_BYTES:
        raise CaseError(
            f"{name} is larger than a megabyte", where=where, mend="keep only what the case needs"
        )
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CaseError(f"{name} is not UTF-8 in line {line}", where=where, mend="save it as UTF-8") from None
