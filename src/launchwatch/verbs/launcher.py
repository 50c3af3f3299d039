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
    from launchwatch.launcher import closure, launcher_names, load_launcher

    if chosen.name is None:
        return listing.names("launchers", launcher_names())
    launcher = load_launcher(chosen.name)
    answer = launcher.model_dump(mode="json", exclude_none=True)
    lines = listing.figures(answer)
    rows = closure(launcher)
    guesses = sum(figure.guess for _, figure in launcher.figures())
    whole = sum(1 for _ in launcher.figures())
    answer["figures"] = {"published": whole - guesses, "guesses": guesses}
    answer["closure"] = [
        {
            "what": row.what,
            "found": row.found,
            "expected": list(row.expected),
            "unit": row.unit,
            "closes": row.closes,
        }
        for row in rows
    ]
    lines += ["", f"{whole} figures: {whole - guesses} published, {guesses} guesses", "", "does it close?"]
    return answer, [*lines, *(f"  {row}" for row in rows)]
