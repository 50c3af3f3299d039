"""`launchwatch brief`: the main job, a case folder to a brief."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from launchwatch.verbs._arguments import Answer, add_run, flying, run_settings

DOES = "write the brief of a case: page, figures and files"
EXAMPLE = "cases/malligyong-1 --as-of 2023-11-21T12:00Z --out out/malligyong-1"
MORE = "This is the main job."


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    add_run(verb)


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The main job: a case folder to a brief."""
    settings = run_settings(chosen)
    from launchwatch.brief import make_brief

    with flying(chosen) as report:
        answer = make_brief(chosen.case, **settings, progress=report)
    return answer, [*answer["bottom_line"], ""]
