"""The verbs of the command line, one module each: what its arguments are, and what it does with them.

A verb calls one room and returns its answer twice: as one JSON object, and as lines for a person. It
names the files it wrote under `files`. This face imports nothing but the standard library, and a verb
imports rooms only when it runs, so that `launchwatch --help` answers at once. A verb that only
holds others, as `record` holds `backtest`, has an empty example and adds them with `nest` and `add_verb`.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import Protocol

from launchwatch.verbs import (
    _arguments,
    brief,
    chance,
    elements,
    fly,
    infer,
    launcher,
    ledger,
    looks,
    match,
    new,
    notice,
    record,
    site,
    watch,
)
from launchwatch.verbs._arguments import Answer, Verbs, instant, read_text, whole

__all__ = ["VERBS", "Verb", "add_verbs", "instant", "read_text", "run", "whole"]


class Verb(Protocol):
    """What a module of this room offers: a line of help, an example, its arguments, and the doing."""

    DOES: str
    EXAMPLE: str
    MORE: str

    def arguments(self, verb: ArgumentParser, /) -> None:
        """Add the arguments of the verb."""

    def run(self, chosen: Namespace, /) -> tuple[Answer, list[str]]:
        """Do it: the answer as JSON, and the lines for a person."""


VERBS: dict[str, Verb] = {
    "brief": brief,
    "fly": fly,
    "notice": notice,
    "infer": infer,
    "match": match,
    "new": new,
    "chance": chance,
    "record": record,
    "ledger": ledger,
    "elements": elements,
    "looks": looks,
    "watch": watch,
    "launcher": launcher,
    "site": site,
}


def add_verbs(verbs: Verbs) -> None:
    """Add every verb to the parser of the command line."""
    for name, verb in VERBS.items():
        verb.arguments(_arguments.add_verb(verbs, name, verb.DOES, verb.EXAMPLE, verb.MORE))


def run(chosen: Namespace) -> None:
    """Run the verb that was chosen and print its answer."""
    answer, lines = VERBS[chosen.verb].run(chosen)
    if chosen.json:
        print(json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=2))
        return
    for line in lines:
        print(line)
    files = answer.get("files", {})
    for kind in files:
        print(f"wrote {files[kind]}")
