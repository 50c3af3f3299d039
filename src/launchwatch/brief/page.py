"""The page of the brief: `brief.json` in, one self-contained HTML document out.

Nothing on the page is fetched and nothing on it runs: style and pictures are inline, there is no script,
and a strict content-security policy says so. All text of the case is escaped by the template engine.
What is missing in the brief is told in a plain sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from launchwatch.brief import charts, layers, words
from launchwatch.brief import map as maps
from launchwatch.brief.bars import PHONE
from launchwatch.brief.statements import anchor, reports, statement_parts
from launchwatch.brief.svg import el, join

if TYPE_CHECKING:
    import jinja2

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""The content-security policy of the page: it may load nothing at all."""

WIDE, NARROW = 720.0, 360.0
"""Natural widths of a picture on a desk and on a phone, CSS pixels."""


def render_page(brief: Mapping[str, Any]) -> str:
    """The brief as one HTML document.

    `brief` is `brief.json` as a dictionary (schema `launchwatch-brief-1`); any part may be missing or null.
    """
    return _environment().get_template("brief.html").render(view(_parts(brief)))


class Part(dict[str, Any]):
    """A part of the brief in which a key that is missing reads as null."""

    def __missing__(self, key: str) -> None:
        return None


def _parts(found: Any) -> Any:
    if isinstance(found, Mapping):
        return Part({str(key): _parts(value) for key, value in found.items()})
    if isinstance(found, list | tuple) and any(isinstance(item, Mapping) for item in found):
        return [_parts(item) for item in found]
    return found


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("launchwatch.brief", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "figure": figure,
        "latitude": lambda interval: spread(words.place(interval, "N", "S")),
        "longitude": lambda interval: spread(words.place(interval, "E", "W")),
        "chance": words.chance,
        "clean": words.clean,
        "moment": words.moment,
        "published": words.published,
        "moments": moments,
        "after": lambda interval: figure(words.seconds(interval)),
        "measure": words.measure,
        "percent": words.percent,
    }
    made.globals |= {"policy": POLICY, "linked": linked, "anchor": anchor, "reports": reports}
    return made


def spread(found: tuple[str, str] | None) -> Markup:
    """A figure and its interval, marked up so that each keeps together."""
    if found is None:
        return el("span", words.NOT_KNOWN, class_="missing")
    tail = (" ", el("span", f"({found[1]})", class_="range")) if found[1] else ()
    return el("span", el("b", found[0]), *tail, class_="figure")


def figure(interval: Mapping[str, Any] | None) -> Markup:
    """A figure of the brief with its 90 % interval."""
    return spread(words.parts(interval))


def moments(found: Mapping[str, Any] | None) -> Markup:
    """An instant of the brief with its 90 % interval."""
    return spread(words.moments(found))


def both(wide: Markup | None, narrow: Markup | None) -> Markup | None:
    """One picture in two drawings; the style sheet shows the one that fits."""
    if wide is None or narrow is None:
        return None
    return join((el("div", wide, class_="wide"), el("div", narrow, class_="narrow")))


def view(brief: Mapping[str, Any]) -> dict[str, Any]:
    """All that the template prints: every part of the brief, with a default where it is missing."""
    part = Part(brief.get("map") or {})
    orbit = Part(brief.get("orbit") or {})
    late = charts.early(brief.get("timeline") or [])[1]
    sources = Sources(brief.get("sources") or ())
    return {
        "brief": brief,
        "title": words.clean(brief.get("title") or brief.get("case") or "Launch brief"),
        "as_of": words.moment(brief.get("as_of")),
        "bottom_line": [words.clean(s) for s in brief.get("bottom_line") or ()],
        "map": part,
        "main_map": both(maps.main_map(part, 560.0), maps.main_map(part, NARROW, "map-narrow")),
        "near_map": both(maps.near_map(part, 400.0), maps.near_map(part, NARROW, "near-narrow")),
        "legend": legend(part),
        "announced": [a for a in part["areas"] or () if a.get("attempt") != "earlier"],
        "timeline": brief.get("timeline") or [],
        "late": late,
        "timeline_chart": both(
            charts.timeline_chart(brief, WIDE), charts.timeline_chart(brief, NARROW, "timeline-narrow")
        ),
        "windows": brief.get("windows") or [],
        "clock_known": charts.lift_off(brief) is not None,
        "passages": brief.get("passages") or [],
        "outcome": Part(brief.get("outcome") or {}),
        "site_zone": site_zone(brief),
        "zones": zones(brief),
        "orbit": orbit,
        "planned": [
            (text, (orbit.get("planned") or {}).get(key), found(orbit, key))
            for key, text in (
                ("perigee", "Perigee height"),
                ("apogee", "Apogee height"),
                ("inclination", "Inclination"),
                ("period", "Period"),
                ("ltan", "Local time of the ascending node"),
            )
        ],
        "inclination_chart": both(
            charts.inclination_chart(orbit, WIDE),
            charts.inclination_chart(orbit, NARROW, "inclination-narrow"),
        ),
        "chance": Part(brief.get("chance") or {}),
        "chance_chart": both(
            charts.chance_chart(brief.get("chance") or {}, PHONE),
            charts.chance_chart(brief.get("chance") or {}, NARROW, "chance-narrow"),
        ),
        "failures": charts.leading(brief.get("failures") or []),
        "rarer": charts.rarer(brief.get("failures") or []),
        "failure_map": both(
            maps.failure_map(part, 460.0), maps.failure_map(part, NARROW, "failure-map-narrow")
        ),
        "failure_legend": maps.swatches(
            [
                *(
                    ("mode", k, with_chance(str(z.get("mode")), brief))
                    for k, z in enumerate(
                        z for z in part.get("failure_zones") or () if layers.rows(z.get("points"))
                    )
                ),
                *(
                    ("hazard", k, f"within: 1 in {1 / h['per_km2']:,.0f} a km² or more")
                    for k, h in enumerate(part.get("hazard") or ())
                ),
            ]
        ),
        "falls_chart": charts.downrange_chart(charts.leading(brief.get("failures") or []), NARROW),
        "way": charts.way,
        "statements": brief.get("statements") or [],
        "said": statement_parts(brief.get("statements") or [], brief.get("tensions") or []),
        "watch_for": brief.get("watch_for") or [],
        "looks": brief.get("looks") or Part(),
        "assumed": brief.get("assumed") or [],
        "unknown": brief.get("unknown") or [],
        "sources": sources.listed,
        "cite": sources.cite,
        "numerics": Part(brief.get("numerics") or {}),
    }


class Sources:
    """The numbered sources, and the references to them from anywhere on the page."""

    def __init__(self, sources: Sequence[Mapping[str, Any]]) -> None:
        self.listed = [Part(dict(s) | {"n": s.get("n") or k}) for k, s in enumerate(sources, 1)]
        self._numbers = {str(s.get("source")): s["n"] for s in self.listed}
        self._known = {str(s["n"]) for s in self.listed}

    def cite(self, source: object) -> Markup:
        """A link to the numbered source; a source that is not in the list stands as it is."""
        if source is None or source == "":
            return Markup("")
        texts = [str(s) for s in (source if isinstance(source, list | tuple) else [source])]
        every = [part for text in texts for part in self._split(text)]
        return Markup(" ").join(self._one(text) for text in every)

    def _split(self, text: str) -> list[str]:
        """The sources of a line with semicolons between; a source that holds one stays whole."""
        return [text] if text in self._numbers else [part.strip() for part in text.split("; ")]

    def _one(self, text: str) -> Markup:
        n = self._numbers.get(text, text if text in self._known else None)
        if n is None:
            return el("span", linked(text), class_="source")
        return el("a", f"[{n}]", href=f"#source-{n}", class_="cite", title=text)


def linked(text: str) -> Markup:
    """A source with its web addresses as links (followed only by hand; nothing is loaded)."""
    out = []
    for word in text.split(" "):
        if word.startswith(("https://", "http://")):
            address = word.rstrip(".,;)")
            out.append(
                el("a", address, href=address, rel="noreferrer noopener") + escape(word[len(address) :])
            )
        else:
            out.append(escape(word))
    return Markup(" ").join(out)


def with_chance(mode: str, brief: Mapping[str, Any]) -> str:
    """A way of failing with its chance; `stage 2 fails` is all ways of failing of stage 2."""
    alike = [
        f["p"]
        for f in brief.get("failures") or ()
        if mode in (f.get("mode"), f"{f.get('phase')} fails") and words.finite(f.get("p"))
    ]
    return f"{mode}: {words.percent(min(sum(alike), 1.0))}{words.THIN}%" if alike else mode


def site_zone(brief: Mapping[str, Any]) -> str:
    """The zone of site time: `UTC+9`; plain `site time` where no instant tells it."""
    spots = [e.get("local") or {} for e in brief.get("timeline") or ()]
    texts = [s.get("median") for s in spots] + [w.get("begin_local") for w in brief.get("windows") or ()]
    for text in texts:
        when = words.instant(text)
        if when is not None and isinstance(text, str) and text[10:].count(":") > 1 and text[-6] in "+-":
            return words.zone(when)
    return ""


def found(orbit: Mapping[str, Any], key: str) -> tuple[str, bool | None] | None:
    """The value of the orbit found, and whether it lies in the interval given before."""
    part = orbit.get("found") or {}
    names = {
        "perigee": ("perigee_km", "km"),
        "apogee": ("apogee_km", "km"),
        "inclination": ("inclination_deg", "deg"),
        "period": ("period_min", "min"),
        "ltan": ("ltan_h", "h"),
    }
    name, unit = names[key]
    if not words.finite(part.get(name)):
        return None
    inside = part.get("inside")
    told = inside.get(key) if isinstance(inside, Mapping) else None
    return words.with_unit(f"{part[name]:.6g}", unit), told


def legend(part: Mapping[str, Any]) -> list[tuple[Markup, str]]:
    """The rows of the legend of the main map: only what the map shows."""
    rows: list[tuple[str, int, str]] = []
    areas = part.get("areas") or ()
    kinds = {layers.area_class(a) for a in areas}
    if part.get("site"):
        rows.append(("pad", 0, "launch pad"))
    if part.get("track"):
        rows.append(
            ("track", 0, "ground track: median with a dot each minute, 90 % band, some single flights")
        )
    if "area" in kinds:
        rows.append(("area", 0, "announced area"))
    if "area loose" in kinds:
        rows.append(("loose", 0, "area read from words in the press; its edge is uncertain"))
    if "area earlier" in kinds:
        rows.append(("earlier", 0, "area of an earlier attempt"))
    for k, zone in enumerate(part.get("drop_zones") or ()):
        rows.append(("zone", k, f"{zone.get('piece')} falls: half and 95 % of flights inside the lines"))
    if part.get("observed"):
        rows.append(("observed", 0, "observed; the circle is one standard deviation"))
    return maps.swatches(rows)


def zones(brief: Mapping[str, Any]) -> list[Part]:
    """The drop zones, each with its own map."""
    part = brief.get("map") or {}
    rows = []
    for k, zone in enumerate(brief.get("drop_zones") or ()):
        piece = str(zone.get("piece") or "piece")
        rows.append(Part(zone | {"piece": piece, "map": maps.zone_map(part, piece, 300.0, f"zone-{k}")}))
    return rows
