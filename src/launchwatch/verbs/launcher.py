"""`launchwatch launcher`: the figures of a launcher with their sources."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from launchwatch import listing
from launchwatch.verbs._arguments import Answer

DOES = "print the figures of a launcher with their sources"
EXAMPLE = "Chollima-1"
MORE = ""


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="the launcher, or the path of a .toml file; leave it out to list all",
    )


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The figures of a launcher with their sources, or the names of all launchers."""
    from launchwatch.launcher import launcher_names, load_launcher

    if chosen.name is None:
        return listing.names("launchers", launcher_names())
    answer = load_launcher(chosen.name).model_dump(mode="json", exclude_none=True)
    return answer, listing.figures(answer)
