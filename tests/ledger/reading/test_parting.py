"""One proposal made two, by words of the text."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from launchwatch.ledger.reading import Proposal, propose, read_proposals, review
from launchwatch.ledger.reading.parting import parted

TEXT = "The navy said more than ten ships left in May, and two tankers were likely lost.\n"


def test_each_part_has_its_own_place_quantity_and_hedge() -> None:
    item = propose(TEXT, "a.txt").items[0]
    two = parted(item, TEXT, "two tankers")
    assert two is not None
    first, second = two
    assert first.plain["said"] == "more than ten ships left in May"
    assert second.plain["said"] == "two tankers were likely lost"
    assert [q["value"] for q in first.plain["quantities"]] == [10.0]
    assert [q["value"] for q in second.plain["quantities"]] == [2.0]
    assert first.plain["hedges"] == [] and second.plain["hedges"][0]["word"] == "likely"
    for one in two:
        (span,) = one.plain["spans"]
        assert TEXT[span["start"] : span["end"]] == span["exact"] == one.plain["said"]
        assert one.plain["chain"] == item.plain["chain"]


def test_words_that_do_not_stand_inside_part_nothing() -> None:
    item = propose(TEXT, "a.txt").items[0]
    for words in ("", "The navy", "more than ten", "submarines"):
        assert parted(item, TEXT, words) is None


def test_the_review_parts_a_proposal_and_shows_both(tmp_path: Path) -> None:
    proposals = propose(TEXT, "a.txt", published="2023-05-20")
    proposals.write(tmp_path / "a.jsonl")
    pressed = iter("xxyn")
    answers = iter(["submarines", "two tankers"])
    taken: list[Proposal] = []
    out = io.StringIO()
    counts = review(
        proposals,
        TEXT,
        take=taken.append,
        console=Console(file=out, width=100),
        key=lambda: next(pressed),
        ask=lambda name, now: next(answers),
    )
    assert counts == {"taken": 1, "refused": 1, "later": 0, "open": 0}
    assert [p.plain["said"] for p in taken] == ["more than ten ships left in May"]
    assert "do not stand inside" in out.getvalue() and "2 of 2" in out.getvalue()
    kept = read_proposals(tmp_path / "a.jsonl")
    assert [p.decision for p in kept.items] == ["yes", "no"] and len({p.id for p in kept.items}) == 2
