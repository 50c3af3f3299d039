"""`launchwatch looks`: which satellite can see which place when, and how often."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from launchwatch.errors import InputError
from launchwatch.verbs._arguments import Answer, whole
from launchwatch.verbs._looks_asked import Asked, asked_for
from launchwatch.verbs.elements import figure

if TYPE_CHECKING:
    from launchwatch.overpass import Looks

DOES = "when satellites can see places: rise, culmination, set; light, detail, revisit"
EXAMPLE = "docs/examples/malligyong-1.tle docs/examples/places.csv --from 2024-06-08 --to 2024-06-09 --gsd 3"
MORE = (
    "PLACES is CSV (name,lat,lon,height_m), GeoJSON with points and polygons, or grid:KM for the whole "
    "Earth. A camera (--gsd, or --focal-length with --pixel) and --off-nadir turn passes into imaging "
    "opportunities. Off-nadir angles count from the direction of the Earth's centre; there is no refraction."
)

#: Looks that are printed as lines, and the most that one answer holds.
LINES, MOST = 200, 3_000_000
#: How low the Sun is, deg, when the sky is dark enough to see a satellite in its light.
DARK = -6.0


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument("elements", metavar="ELEMENTS", help="element sets, as `elements show` reads them")
    verb.add_argument("places", metavar="PLACES", help="CSV, GeoJSON, or grid:KM; - reads standard input")
    verb.add_argument(
        "--from", dest="begin", required=True, metavar="T", help="begin of the span: an instant, or a day"
    )
    verb.add_argument(
        "--to", dest="end", required=True, metavar="T", help="its end: an instant, or a day, which is whole"
    )
    verb.add_argument("--only", metavar="ID|NAME", help="only the object of this number, or of this name")
    verb.add_argument("--skip-bad", action="store_true", help="pass bad sets over, and name them")
    verb.add_argument(
        "--min-elevation", type=figure(0.0, 89.9), default=10.0, metavar="DEG", help="default 10"
    )
    verb.add_argument(
        "--off-nadir", type=figure(0.01, 90.0), metavar="DEG", help="greatest angle off nadir (camera: 45)"
    )
    verb.add_argument("--gsd", type=figure(1e-3, 1e5), metavar="M", help="ground sample distance at nadir")
    verb.add_argument("--gsd-height", type=figure(1.0, 1e6), metavar="KM", help="the height that is meant at")
    verb.add_argument("--focal-length", type=figure(1e-3, 1e3), metavar="M", help="focal length")
    verb.add_argument("--pixel", type=figure(1e-2, 1e4), metavar="UM", help="side of a pixel, micrometres")
    verb.add_argument("--pixels", type=whole(1), metavar="N", help="pixels across the strip, for the swath")
    verb.add_argument("--min-sun", type=figure(-90.0, 90.0), metavar="DEG", help="least height of the Sun")
    verb.add_argument(
        "--visible", action="store_true", help="only satellites in sunlight over places in the dark"
    )
    verb.add_argument("--clouds", metavar="FILE", help="climatology, CSV: lat,lon,month,cloud[,hour]")
    verb.add_argument(
        "--spacing", type=figure(0.1, 5000.0), default=50.0, metavar="KM", help="cells of areas"
    )
    verb.add_argument("--revisit", action="store_true", help="revisit and coverage instead of the looks")
    verb.add_argument("--ut1", type=figure(-0.95, 0.95), default=0.0, metavar="S", help="UT1 - UTC")
    verb.add_argument("--threads", type=whole(1), metavar="N", help="default: one a core; changes no figure")
    verb.add_argument(
        "--out", type=Path, metavar="DIR", help="write looks.csv, .ics, .geojson, .czml and .svg there"
    )
    verb.add_argument(
        "--stream", type=Path, metavar="FILE", help="write all looks to a .parquet or .csv as they come"
    )


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Find them."""
    asked = asked_for(chosen)
    doing = _revisit if chosen.revisit else _stream if chosen.stream else _looks
    answer, lines = doing(asked, chosen)
    if asked.problems:
        answer["problems"] = asked.problems
    return answer, lines + asked.problems


def _looks(asked: Asked, chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.overpass import Looks, clear_sky, looks_json, looks_of_targets
    from launchwatch.progress import progress

    parts: list[Looks] = []
    held = 0
    with progress() as report:
        report("looking", 0.0)
        for block in _blocks(asked, report):
            kept = _wanted(block, chosen)
            held += len(kept)
            parts.append(kept)
            if held > MOST:
                raise InputError(
                    f"more than {MOST:,} looks", mend="write them to a file: --stream looks.parquet"
                )
    found = Looks.joined(asked.begin, parts)
    found = found.take(_order(found))
    looks = looks_of_targets(found, asked.targets)
    clear = None if asked.clouds is None else clear_sky(looks, asked.targets.middles, asked.clouds)
    answer: Answer = {"looks": looks_json(looks, asked.names, asked.targets.names, clear)}
    if chosen.out is not None:
        answer["files"] = _write(asked, chosen, looks, clear)
    return answer, _lines(looks, answer["looks"])


def _blocks(asked: Asked, report: Any) -> Any:
    """The blocks of the stream, each told to the bar by the satellite it ends with."""
    from launchwatch.overpass import stream_looks

    count = max(len(asked.satellites), 1)
    for block in stream_looks(asked.satellites, asked.targets.cells, *asked.span, **asked.limits):
        yield block
        report("looking", float(block.satellite[-1] + 1) / count if len(block) else 1.0)


def _wanted(looks: Looks, chosen: Namespace) -> Looks:
    """The looks whose light is as asked for."""
    if chosen.min_sun is not None:
        looks = looks.take(looks.sun_elevation_deg >= chosen.min_sun)
    if chosen.visible:
        looks = looks.take(looks.lit & (looks.sun_elevation_deg < DARK))
    return looks


def _order(looks: Looks) -> Any:
    import numpy as np

    return np.lexsort((looks.place, looks.satellite, looks.rise))


def _stream(asked: Asked, chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.overpass import clear_sky, stream_of_targets, stream_to_file
    from launchwatch.progress import progress

    targets, clouds = asked.targets, asked.clouds
    clear = None if clouds is None else lambda block: clear_sky(block, targets.middles, clouds)
    with progress() as report:
        report("looking", 0.0)
        wanted = (_wanted(block, chosen) for block in _blocks(asked, report))
        blocks = stream_of_targets(wanted, targets)
        count = stream_to_file(blocks, chosen.stream, asked.names, targets.names, clear)
    return {"count": count, "files": {"looks": str(chosen.stream)}}, [f"{count:,} looks"]


def _write(asked: Asked, chosen: Namespace, looks: Looks, clear: Any) -> dict[str, str]:
    """The files of `--out`; a target that is an area stands in them as its middle."""
    from launchwatch import overpass as o
    from launchwatch.record import write_whole

    seconds = (asked.end - asked.begin).total_seconds()
    names, places = asked.names, list(asked.targets.names)
    middles = asked.targets.middles
    limits = {"min_elevation_deg": chosen.min_elevation, "camera": asked.camera}
    texts = {
        "csv": o.looks_csv(looks, names, places, clear),
        "ics": o.looks_ics(looks, names, places),
        "geojson": o.looks_geojson(looks, asked.satellites, middles, **limits),
        "czml": o.looks_czml(looks, asked.satellites, middles, *asked.span),
        "svg": o.looks_svg(looks, names, middles, seconds),
    }
    return {kind: str(write_whole(chosen.out / f"looks.{kind}", text)) for kind, text in texts.items()}


def _lines(looks: Looks, rows: list[dict[str, Any]]) -> list[str]:
    """The looks for a person, the first two hundred."""
    lines = [
        f"{'satellite':22} {'place':18} {'rise (UTC)':19}  {'culmination':12} {'set':12} {'elev.':>5} "
        f"{'off':>4} {'gsd m':>7} {'sun':>5} {'± s':>6}"
    ]
    for k, one in enumerate(rows[:LINES]):
        gsd = "" if one["gsd_m"] is None else f"{one['gsd_m']:.2f}"
        sigma = f"{looks.sigma_s[k]:.1f}"
        marks = f"{'  lit' if looks.lit[k] else ''}{'  cut' if one['cut'] else ''}"
        if one.get("p_clear") is not None:
            marks += f"  clear {100 * one['p_clear']:.0f} %"
        lines.append(
            f"{one['satellite'][:22]:22} {one['place'][:18]:18} {one['rise'][:19]}  "
            f"{one['culmination'][11:23]} {one['set'][11:23]} "
            f"{one['max_elevation_deg']:5.1f} {one['min_off_nadir_deg']:4.0f} {gsd:>7} "
            f"{one['sun_elevation_deg']:5.0f} {sigma:>6}{marks}"
        )
    if len(rows) > LINES:
        lines.append(f"… and {len(rows) - LINES:,} more (--out DIR, --stream FILE or --json gives all)")
    return [*lines, f"{len(rows):,} looks"]


def _revisit(asked: Asked, chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.overpass import revisit, revisit_of_targets
    from launchwatch.progress import progress

    for name in ("stream", "clouds", "min_sun"):
        if getattr(chosen, name) is not None or chosen.visible:
            raise InputError("--revisit counts all looks", where="--revisit", mend="leave the rest out")
    with progress() as report:
        seen = revisit(
            asked.satellites,
            asked.targets.cells,
            *asked.span,
            **asked.limits,
            report=lambda part: report("counting", part),
        )
    rows = revisit_of_targets(seen, asked.targets)
    rounded: list[dict[str, Any]] = [
        {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()} for row in rows
    ]
    lines = [
        f"{'place':24} {'cells':>6} {'seen %':>6} {'looks':>8} {'time %':>7} {'mean h':>7} {'median':>7} "
        f"{'95 %':>7} {'longest':>8}"
    ]
    for row in rounded[:LINES]:
        gaps = [row[f"{name}_gap_s"] for name in ("mean", "median", "p95", "longest")]
        told = ["-" if gap is None else f"{gap / 3600.0:.2f}" for gap in gaps]
        lines.append(
            f"{row['place'][:24]:24} {row['cells']:6d} {100 * row['seen']:6.1f} {row['looks']:8.1f} "
            f"{100 * row['covered']:7.3f} {told[0]:>7} {told[1]:>7} {told[2]:>7} {told[3]:>8}"
            f"{' cut' if row['longest_cut'] else ''}"
        )
    answer: Answer = {"revisit": rounded}
    if chosen.out is not None:
        import csv
        import io

        from launchwatch.record import write_whole

        text = io.StringIO()
        table = csv.DictWriter(text, list(rounded[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rounded)
        answer["files"] = {"revisit": str(write_whole(chosen.out / "revisit.csv", text.getvalue()))}
    return answer, lines
