"""`launchwatch notice`: published warnings to areas and windows, and what they are for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from launchwatch import listing
from launchwatch.errors import InputError
from launchwatch.verbs._arguments import Answer, instant, read_text

DOES = "read published warnings into areas and windows, and say what each area is for"
EXAMPLE = "warning.txt --json"
MORE = (
    "Give the notices of one launch together: they are recognised as such, and what each area is for is read "
    "from all of them. The pad is guessed where --site does not name it."
)


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument("files", nargs="+", metavar="FILE", help="text files; - reads standard input")
    verb.add_argument(
        "--issued", metavar="T", help="when the notices were issued, where they do not say; it fixes the year"
    )
    verb.add_argument("--site", metavar="NAME", help="the launch site, where it is known")
    verb.add_argument(
        "--join", action="store_true", help="make one of notices that re-issue, relay or complete one another"
    )
    verb.add_argument("--geojson", type=Path, metavar="OUT", help="write the areas as GeoJSON")
    verb.add_argument("--map", type=Path, metavar="OUT", help="draw a map, .svg or .png")


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Warning text to areas, windows, roles and probabilities; GeoJSON and a map where asked."""
    if chosen.map is not None and chosen.map.suffix.lower() not in (".svg", ".png"):
        raise InputError(f"cannot draw '{chosen.map.name}'", where="--map", mend="let it end in .svg or .png")
    issued = instant(chosen.issued, "--issued") if chosen.issued else None
    texts = [(name, read_text(name)) for name in chosen.files]
    from launchwatch.notice import area_ring, assess_notices, find_chains, join_notices, read_notices

    site = _site(chosen.site) if chosen.site else None
    read = [one for name, text in texts for one in read_notices(text, file=name, issued=issued)]
    chains = find_chains(read)
    notices, launches = assess_notices(join_notices(read) if chosen.join else read, site and site[1:])
    answer: Answer = {
        "notices": [one.to_json() for one in notices],
        "chains": [
            {
                "notices": [read[i].id or read[i].file for i in chain.members],
                "links": [{"kind": kind, "said": said} for kind, _, _, said in chain.links],
            }
            for chain in chains
        ],
        "launches": [
            {"notices": [notices[i].id or notices[i].file for i in one.members], "sites": one.sites}
            for one in launches
        ],
    }
    rings = [
        [None if (ring := area_ring(area)) is None else ring.tolist() for area in one.areas]
        for one in notices
    ]
    if chosen.geojson or chosen.map:
        from launchwatch.brief import write_warnings

        pads = [site] if site else [one.pad for one in launches if one.pad]
        answer["files"] = write_warnings(answer, rings, chosen.geojson, chosen.map, pads)
    return answer, listing.notices(answer)


def _site(name: str) -> tuple[str, float, float]:
    """The name and the position of a site."""
    from launchwatch.launcher import load_site

    found = load_site(name)
    return found.name, found.latitude, found.longitude
