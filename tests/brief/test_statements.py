"""The statements of the page: settled, open, in tension, beyond any test."""

from __future__ import annotations

from typing import Any

import pytest
from made_brief import malligyong
from read_page import Page

from launchwatch.brief.page import render_page
from launchwatch.brief.statements import anchor, reports, statement_parts


def row(name: str, verdict: str, **more: Any) -> dict[str, Any]:
    base = {
        "id": name, "published": "2023-11-01T00:00:00+00:00", "speaker": "Agency",
        "chain": ["Agency", "Paper"], "said": f"{name} is so", "exact": None, "hedge": None,
        "verdict": verdict, "figure": None, "reason": f"Reason of {name}.", "code": None,
        "reports": 1, "heads": 1, "source": "Paper, 1 November 2023",
    }  # fmt: skip
    return base | more


ROWS = [
    row("one", "supports", figure="12 km (11 to 13)", reports=3, heads=1),
    row("two", "contradicts", hedge="likely, 55 to 80 %"),
    row("three", "open", exact="it may well be so"),
    row("four", "cannot test", code="motive"),
    row("five", "cannot test", code="needs imagery"),
    row("six", "cannot test", code="needs imagery"),
]
TENSION = {
    "one": {"speaker": "Agency", "said": "one is so"}, "other": {"speaker": "Paper", "said": "it is not"},
    "relation": "in tension", "why": "both were told at once",
}  # fmt: skip


def test_statements_are_sorted_by_what_the_checks_say() -> None:
    parts = statement_parts(ROWS, [TENSION])
    assert parts["counted"] == "6 statements: 1 borne out, 1 contradicted, 1 open, 3 beyond any test"
    assert [[r["id"] for r in rows] for _, rows in parts["tables"]] == [["one", "two"], ["three"]]
    assert [(why, len(rows)) for why, rows in parts["untested"]] == [
        ("it would take imagery that is not public", 2),
        ("they are about what somebody intends", 1),
    ]
    assert statement_parts(ROWS[:1], [])["counted"] == "1 statement: 1 borne out"
    assert statement_parts([], [])["tables"] == []


@pytest.mark.parametrize(
    ("counts", "text"), [((1, 1), ""), ((3, 1), "3 reports, 1 source"), ((3, 2), "3 reports, 2 sources")]
)
def test_reports_are_counted_beside_their_sources(counts: tuple[int, int], text: str) -> None:
    assert reports({"reports": counts[0], "heads": counts[1]}) == text


def test_a_place_on_the_page_is_a_plain_name() -> None:
    assert anchor({"id": 'a "b" <c>'}) == "statement-a--b---c-"


def test_the_page_shows_them_all_with_chain_hedge_figure_and_reason() -> None:
    brief = malligyong() | {"statements": ROWS, "tensions": [TENSION]}
    page = Page(render_page(brief))
    for r in ROWS:
        assert r["reason"] in page.text and r["said"] in page.text
        assert any(a.get("id") == f"statement-{r['id']}" for _, a in page.elements)
    assert "Agency → Paper" in page.text and "3 reports, 1 source" in page.text
    assert "hedge: likely, 55 to 80 %" in page.text and "12 km (11 to 13)" in page.text
    assert "it may well be so" in page.text  # the words of the source, where the user keeps them
    assert "sits ill with" in page.text and "Both were told at once." in page.text
    assert "2 because it would take imagery that is not public" in page.text


def test_words_of_a_source_are_text_and_never_markup() -> None:
    bad = row("bad", "supports", said="<script>x</script>", exact="<b>bold</b>", chain=["<i>", "b"])
    page = Page(render_page(malligyong() | {"statements": [bad], "tensions": []}))
    assert "<script>x</script>" in page.text and "<b>bold</b>" in page.text
    assert not any(tag == "script" for tag, _ in page.elements)


def test_two_sources_of_one_item_are_cited_one_by_one() -> None:
    brief = malligyong()
    listed = [{"n": 1, "source": "A, https://a.example", "published": None, "used_for": ""},
              {"n": 2, "source": "B; still B", "published": None, "used_for": ""}]  # fmt: skip
    both = row("one", "supports", source="A, https://a.example; C elsewhere")
    whole = row("two", "supports", source="B; still B")
    page = Page(render_page(brief | {"statements": [both, whole], "tensions": [], "sources": listed}))
    cited = [a["href"] for _, a in page.elements if a.get("class") == "cite"]
    assert "#source-1" in cited and "#source-2" in cited
    assert "C elsewhere" in page.text
