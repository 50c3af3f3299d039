"""What stands around a verb of speech, where what was said ends, and numbers that are none: odd cases."""

from __future__ import annotations

import pytest

from launchwatch.ledger.reading import read_news
from launchwatch.ledger.reading.amounts import amounts


def told(text: str) -> list[tuple[str, str]]:
    """Each statement of a text, with the names of its chain."""
    return [(p.said, " > ".join(hop.name for hop in p.chain)) for p in read_news(text)]


@pytest.mark.parametrize(
    ("text", "said", "chain"),
    [
        # remarks of time and place between a verb and what was said
        ("The ministry said Nov. 21, 2023, that it fell.", "it fell", "ministry"),
        ("The ministry said in a note on pages 3, 4 that it fell.", "it fell", "ministry"),
        (
            "The ministry said in a statement carried by KCNA the rocket fell.",
            "the rocket fell",
            "ministry > KCNA",
        ),
        ("The ministry told the crowd of tired and hungry old sailors that it fell.", "it fell", "ministry"),
        ("It fell, said an analyst in a note.", "It fell", "an analyst"),
        ("It fell, said the ministry in March.", "It fell", "ministry"),
        ("By noon, Roth said it fell.", "it fell", "Roth"),
        ("— It fell, Roth said.", "It fell", "Roth"),
        ("Roth said: But, it fell.", "it fell", "Roth"),
        # several sources at the end, and a quotation that goes on after its source
        (
            "It fell, according to Bo Ray, according to Cy Fox, according to Di Lee.",
            "It fell",
            "Bo Ray > Cy Fox > Di Lee",
        ),
        (
            '"It fell," said Roth of the institute, "and it burned for hours."',
            "It fell … and it burned for hours.",
            "Roth of the institute",
        ),
        ("It fell, according to Roth, who left.", "It fell", "Roth"),
        ("It fell, according to Roth, it seems.", "It fell … it seems", "Roth"),
        # where the object of a verb ends
        ("The firm confirmed the crash and flew home.", "the crash", "firm"),
        ("The firm confirmed the crash but flew home.", "the crash", "firm"),
        # views and their owners
        ("The view of the ministry is that it fell.", "it fell", "ministry"),
        ("The belief in the ministry was that it fell.", "it fell", "ministry"),
        ("His view is that it fell.", "it fell", "he"),
        ("The firm's view is that it fell.", "it fell", "firm"),
        # a subject that a clause stands in
        ("Two lawmakers who attended said it fell.", "it fell", "Two lawmakers who attended"),
        ("An agency that owns ships said it fell.", "it fell", "An agency that owns ships"),
    ],
)
def test_one_statement(text: str, said: str, chain: str) -> None:
    assert told(text) == [(said, chain)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell, the ministry said with a note that it flew.",
        "The ministry told reporters on Friday, by noon.",
        "The ministry denied.",
        "A fair view is that it fell.",
        "It fell, said Roth (of Tass.",
        "Speaking in Oslo, Roth said.",
        "At Oslo, Roth said.",
        "Both left and said.",
    ],
)
def test_no_statement(text: str) -> None:
    assert read_news(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("half-finished work", []),
        ("They won 10 to 2.", [(10.0, 10.0, 10.0, "exactly")]),
        ("between 3 and 5m people", [(4e6, 3e6, 5e6, "between")]),
        ("more than one rocket", [(1.0, 1.0, 1.0, "exactly")]),
        ("at least hundreds of shells", [(200.0, 200.0, None, "at least")]),
        ("about a million barrels", [(1e6, 0.9e6, 1.1e6, "about")]),
        ("million barrels", []),
        ("a little over four hours", [(4.0, 4.0, None, "more than")]),
        ("slower by four to five months", [(4.5, 4.0, 5.0, "between")]),
        ("it earned that over four years", [(4.0, 4.0, 4.0, "exactly")]),
    ],
)
def test_amounts_at_the_edge(text: str, found: list[tuple[float, float | None, float | None, str]]) -> None:
    assert [(a.value, a.lower, a.upper, a.comparator) for a in amounts(text)] == [
        (value, pytest.approx(low) if low else low, pytest.approx(high) if high else high, comparator)
        for value, low, high, comparator in found
    ]
