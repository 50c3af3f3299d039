"""The verbs of the ledger that read news: `ledger read`, `ledger match`, `ledger review`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from launchwatch.errors import InputError
from launchwatch.verbs._arguments import Answer, Verbs, add_verb, read_text

if TYPE_CHECKING:
    from launchwatch.ledger import Proposal, Proposals


def add(verbs: Verbs) -> None:
    """Add the verbs."""
    read = add_verb(
        verbs, "ledger read", "propose the statements that a news text attributes to somebody",
        "docs/examples/story.txt --out story.jsonl --published 2024-03-04",
        "English, offline. Offsets count Unicode code points of the text as it is on the disk.",
    )  # fmt: skip
    read.add_argument("file", metavar="FILE", help="a text; - reads standard input")
    read.add_argument(
        "--model", action="store_true",
        help="tell verbs by a spaCy model (the extra `language`) instead of by word lists",
    )  # fmt: skip
    read.add_argument("--out", type=Path, metavar="FILE", help="write proposals to review here, one a line")
    read.add_argument("--outlet", default="", metavar="NAME", help="who published it (for --out)")
    read.add_argument("--published", default="", metavar="DATE", help="when: 2023-11-01 (for --out)")
    read.add_argument("--address", default="", metavar="URL", help="where (for --out)")
    match = add_verb(
        verbs, "ledger match", "find the statements that several texts share, and how their figures spread",
        "docs/examples/story.txt docs/examples/story-elsewhere.txt",
        "Renderings by several outlets with one source are one piece of evidence.",
    )  # fmt: skip
    match.add_argument("files", nargs="+", metavar="FILE", help="texts")
    review = add_verb(
        verbs, "ledger review", "take, mend or refuse proposals one by one, and keep those taken",
        "story.jsonl cases/malligyong-1",
        "Each decision is kept at once: stop at any time, and go on later.",
    )  # fmt: skip
    review.add_argument(
        "proposals", type=Path, metavar="PROPOSALS", help="the file that `ledger read --out` wrote"
    )
    review.add_argument("place", metavar="LEDGER", help="a case folder, or the URL of a database")
    review.add_argument(
        "--take", action="store_true", help='ask nothing: keep what the file says "yes" to, after editing it'
    )


def _read(chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.ledger import propose, read_news

    text = read_text(chosen.file)
    tagger = None
    if chosen.model:
        from launchwatch.ledger import load_tagger

        tagger = load_tagger()
    found = read_news(text, tagger=tagger)
    answer: Answer = {"statements": [one.to_json(text) for one in found]}
    lines = [f"{_chain(one)}: {one.said}{_more(one)}" for one in found]
    how = "with the language model" if tagger else "by rules alone, without a language model"
    lines.append(
        f"{len(found)} statements, read {how}; a person confirms them: see `launchwatch ledger review`"
    )
    if chosen.out is not None:
        proposals = propose(
            text, chosen.file, outlet=chosen.outlet, published=chosen.published, address=chosen.address
        )
        if proposals.source.published:
            proposals.source.instant()  # refused now, not after the review
        proposals.write(chosen.out)
        lines.append(f"wrote {chosen.out}")
    return answer, lines


def _chain(one: Any) -> str:
    return " > ".join(hop.name if hop.named else f"{hop.name} (unnamed)" for hop in one.chain)


def _more(one: Any) -> str:
    parts = ["denies or negates"] if one.polarity == "denies" else []
    parts += [f"{q.comparator} {_figure(q.value)} {q.unit}".rstrip() for q in one.quantities]
    parts += [
        h.word if h.lo is None else f"{h.word}, {100 * h.lo:.0f} to {100 * h.hi:.0f} %" for h in one.hedges
    ]
    return f"  [{'; '.join(parts)}]" if parts else ""


def _figure(value: float) -> str:
    """A value as people write it: 3,450,000, not 3.45e+06."""
    return f"{value:,.6f}".rstrip("0").rstrip(".") if value < 1e15 else f"{value:g}"


def _match(chosen: Namespace) -> tuple[Answer, list[str]]:
    from launchwatch.ledger import match, read_news

    groups, opposed = match({name: read_news(read_text(name)) for name in chosen.files})
    lines = []
    for group in groups:
        lines.append(
            f"{len(group.renderings)} renderings, {len(group.sources)} source(s): {', '.join(group.sources)}"
        )
        lines += [f"  {r.file}: {r.statement.said}" for r in group.renderings]
        lines += [
            f"  {row['unit'] or 'figure'}: "
            + ", ".join(f"{a['comparator']} {_figure(a['value'])}" for a in row["renderings"])
            for row in group.spread()
        ]
    links = [
        {
            "relation": "denies",
            "of": {"file": a.file, "number": a.number},
            "to": {"file": b.file, "number": b.number},
        }
        for a, b in opposed
    ]
    lines += [
        f"one denies the other: {a.file}: {a.statement.said} | {b.file}: {b.statement.said}"
        for a, b in opposed
    ]
    return {"groups": [group.to_json() for group in groups], "links": links}, lines or [
        "no statement is shared"
    ]


def _review(chosen: Namespace) -> tuple[Answer, list[str]]:
    from datetime import UTC, datetime

    from launchwatch.ledger import (
        open_store,
        read_proposals,
        records_from,
        review,
        terminal_key,
        terminal_line,
    )

    proposals = read_proposals(chosen.proposals)
    if proposals.source.file == "-":
        raise InputError(
            "what was read from standard input cannot be reviewed",
            mend="keep the text in a file and read that",
        )
    text = read_text(proposals.source.file)
    store = open_store(chosen.place)
    recorded = datetime.now(UTC).replace(microsecond=0)

    def take(*items: Proposal) -> int:
        made = records_from(proposals, items, text, recorded)
        kept = {(r.kind, r.id) for r in store.records()}
        return store.add([r for r in made if (r.kind, r.id) not in kept])

    take()  # the document: whatever is wrong with it is said before the first question
    if chosen.take:
        yes = [item for item in proposals.items if item.decision == "yes"]
        added = take(*yes)
        return {"taken": len(yes), "records": added}, [f"{len(yes)} statements taken, {added} records added"]
    from rich.console import Console

    counts = review(
        proposals, text, take=take, console=Console(highlight=False), key=terminal_key, ask=terminal_line,
        near=_nearest(proposals, store),
    )  # fmt: skip
    told = f"{counts['taken']} taken, {counts['refused']} refused, {counts['open']} still open"
    more = (
        [f"go on with `launchwatch ledger review {chosen.proposals} {chosen.place}`"]
        if counts["open"]
        else []
    )
    return counts, [told, *more]


def _nearest(proposals: Proposals, store: Any) -> Any:
    """A finder of the statement on record that a proposal resembles most."""
    from launchwatch.ledger import nearest

    own = {item.id for item in proposals.items}
    known = [r for r in store.records() if r.kind == "statement" and r.id not in own]
    return nearest(known)


DOING = {"read": _read, "match": _match, "review": _review}
