"""`launchwatch notice`: published warnings to areas and windows."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from launchwatch import listing
from launchwatch.verbs._arguments import Answer, read_text

DOES = "read published warnings into areas and windows"
EXAMPLE = "warning.txt --json"
MORE = ""


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verb.add_argument("files", nargs="+", metavar="FILE", help="text files; - reads standard input")


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Warning text to areas and windows."""
    texts = [(name, read_text(name)) for name in chosen.files]
    from launchwatch.notice import read_notices

    found = [one.to_json() for name, text in texts for one in read_notices(text, file=name)]
    answer = {"notices": found}
    return answer, listing.notices(answer)
