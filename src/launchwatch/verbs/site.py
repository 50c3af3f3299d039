"""`launchwatch site`: the figures of a launch site with their sources."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from launchwatch import listing
from launchwatch.verbs._arguments import Answer

DOES = "print the figures of a launch site with their sources"
EXAMPLE = "Sohae"
MORE = ""


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument("name", nargs="?", metavar="NAME", help="the site; leave it out to list all")


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The figures of a launch site with their sources, or the names of all sites."""
    from launchwatch.launcher import load_site, site_names

    if chosen.name is None:
        return listing.names("sites", site_names())
    answer = load_site(chosen.name).model_dump(mode="json", exclude_none=True)
    return answer, listing.figures(answer)
