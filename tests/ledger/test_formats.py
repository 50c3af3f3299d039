"""ClaimReview, STIX 2.1 and Web Annotation against what they require; annotations read back."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch import cli
from launchwatch.case import load_case
from launchwatch.errors import InputError
from launchwatch.ledger import (
    Ledger,
    Record,
    read_annotations,
    records_of,
    run_checks,
    write_annotations,
    write_claim_reviews,
    write_stix,
)
from launchwatch.ledger.records import Check, Document, Report, Span, Statement
from launchwatch.ledger.told import Claim

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Rows = tuple[tuple[Claim, Check], ...]


@pytest.fixture(scope="module")
def records(root: Path) -> tuple[Record, ...]:
    return records_of(root / "cases" / "malligyong-1")[0]


@pytest.fixture(scope="module")
def rows(root: Path, records: tuple[Record, ...]) -> Rows:
    view = load_case(root / "cases" / "malligyong-1").as_of("2023-12-01")
    return run_checks(view, None, records, NOW).rows


@pytest.fixture(scope="module")
def ledger(records: tuple[Record, ...]) -> Ledger:
    return Ledger(records, datetime(2023, 12, 1, 23, 59, 59, tzinfo=UTC))


# ---------------------------------------------------------------- ClaimReview


def test_every_review_has_what_schema_org_and_search_engines_ask_for(rows: Rows, ledger: Ledger) -> None:
    made = write_claim_reviews(rows, ledger, "https://news.example/brief")
    assert made["@context"] == "https://schema.org" and len(made["@graph"]) == len(rows)
    for review in made["@graph"]:
        assert review["@type"] == "ClaimReview"
        assert review["claimReviewed"] and review["url"].startswith("https://news.example/brief#statement-")
        assert review["author"]["@type"] == "Organization" and review["author"]["name"]
        rating = review["reviewRating"]
        assert rating["@type"] == "Rating" and rating["alternateName"]
        if "ratingValue" in rating:
            assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        else:
            assert rating["alternateName"] == "cannot test"  # no number says that
        item = review["itemReviewed"]
        assert item["@type"] == "Claim" and item["author"]["name"]
        assert datetime.fromisoformat(item["datePublished"]) <= datetime.fromisoformat(
            review["datePublished"]
        )
        assert item["firstAppearance"] == item["appearance"][0]
        for work in item["appearance"]:
            assert work["@type"] in ("NewsArticle", "CreativeWork") and work["name"]


def test_verdicts_people_and_places_are_told(rows: Rows, ledger: Ledger) -> None:
    by = {r["@id"].rpartition("statement-")[2]: r for r in write_claim_reviews(rows, ledger)["@graph"]}
    assert by["october"]["reviewRating"]["ratingValue"] == 1
    assert by["success"]["reviewRating"]["ratingValue"] == 5
    assert by["shipments"]["reviewRating"]["ratingValue"] == 3
    assert by["by-30-november"]["itemReviewed"]["author"] == {"@type": "Person", "name": "Shin Won-sik"}
    assert by["shipments"]["itemReviewed"]["author"]["@type"] == "Organization"
    assert by["shipments"]["url"] == "brief.html#statement-shipments"


# ---------------------------------------------------------------- STIX 2.1

REQUIRED = {  # STIX 2.1, sections 4.5, 4.9, 4.10, 5.1: beside type, spec_version, id, created, modified
    "identity": {"name"},
    "note": {"content", "object_refs"},
    "opinion": {"opinion", "object_refs"},
    "relationship": {"relationship_type", "source_ref", "target_ref"},
}
ALLOWED = {
    "identity": {"description", "roles", "identity_class", "sectors", "contact_information"},
    "note": {"abstract", "authors"},
    "opinion": {"explanation", "authors"},
    "relationship": {"description", "start_time", "stop_time"},
}
COMMON = {"type", "spec_version", "id", "created", "modified"}
MAY = {
    "created_by_ref",
    "external_references",
    "labels",
    "confidence",
    "lang",
    "revoked",
    "object_marking_refs",
}
ID = re.compile(r"([a-z-]+)--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
OPINIONS = {"strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"}


def test_every_object_of_the_bundle_is_as_the_specification_asks(rows: Rows, ledger: Ledger) -> None:
    made = write_stix("malligyong-1", rows, ledger)
    assert set(made) == {"type", "id", "objects"} and made["type"] == "bundle"
    assert ID.fullmatch(made["id"])
    ids = [o["id"] for o in made["objects"]]
    assert len(set(ids)) == len(ids)
    for thing in made["objects"]:
        kind = thing["type"]
        assert thing["spec_version"] == "2.1"
        m = ID.fullmatch(thing["id"])
        assert m is not None and m[1] == kind
        assert STAMP.fullmatch(thing["created"]) and STAMP.fullmatch(thing["modified"])
        keys = set(thing) - COMMON
        assert REQUIRED[kind] <= keys <= REQUIRED[kind] | ALLOWED[kind] | MAY
        refs = [*thing.get("object_refs", []), *(v for k, v in thing.items() if k.endswith("_ref"))]
        assert set(refs) <= set(ids)
        for reference in thing.get("external_references", []):
            assert reference["source_name"] and {"description", "url"} & set(reference)
        if kind == "opinion":
            assert thing["opinion"] in OPINIONS and thing["explanation"]
        if kind == "relationship":
            assert re.fullmatch(r"[a-z0-9-]+", thing["relationship_type"])


def test_one_ledger_gives_one_bundle_byte_for_byte(rows: Rows, ledger: Ledger) -> None:
    one, other = (json.dumps(write_stix("malligyong-1", rows, ledger)) for _ in range(2))
    assert one == other
    assert json.dumps(write_stix("other", rows, ledger)) != one
    assert write_stix("empty", (), Ledger(()))["objects"][0]["type"] == "identity"


def test_chain_hedge_and_figures_stand_in_the_note(rows: Rows, ledger: Ledger) -> None:
    notes = [o for o in write_stix("m", rows, ledger)["objects"] if o["type"] == "note"]
    assert len(notes) == len(rows)
    told = "\n".join(n["content"] for n in notes)
    assert "Relayed: NIS > Yoo Sang-bum > Reuters" in told
    assert "Hedge: chances are high, 55 to 95 %" in told
    assert "Figure: more than 10 shipments" in told


# ---------------------------------------------------------------- Web Annotation


def test_every_annotation_has_what_the_model_asks_for(rows: Rows, ledger: Ledger) -> None:
    """Web Annotation Data Model 3.1: one or more @context, one id, type Annotation, one or more targets."""
    made = write_annotations("malligyong-1", [check for _, check in rows], ledger)
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and made["type"] == "AnnotationPage"
    assert len(made["items"]) == len(ledger.reports)
    for item in made["items"]:
        assert item["type"] == "Annotation" and item["id"].startswith("urn:")
        assert item["motivation"] in ("assessing", "describing")
        assert item["target"]["source"]
        for body in item["body"]:
            assert body["type"] == "TextualBody" and body["value"] and body["format"] == "text/plain"


def test_what_was_written_is_read_back(rows: Rows, ledger: Ledger) -> None:
    text = json.dumps(write_annotations("malligyong-1", [check for _, check in rows], ledger))
    back = {(r.kind, r.id): r.hash for r in read_annotations(text, "file", NOW)}
    told = [*ledger.documents.values(), *ledger.statements.values(), *ledger.reports]
    assert back == {(r.kind, r.id): r.hash for r in told}


def test_a_span_becomes_position_and_quote() -> None:
    span = Span(start=3, end=8, exact="words", prefix="in ", suffix=" of")
    document = Document(id="d", recorded=NOW, title="T", published=NOW, sha256="0" * 64)
    statement = Statement(id="s", recorded=NOW, origin="O", said="it is so")
    report = Report(id="r", recorded=NOW, statement="s", document="d", date=NOW, span=span)
    bare = Report(id="b", recorded=NOW, statement="s", document="d", date=NOW, span=Span(start=1, end=2))
    ledger = Ledger([document, statement, report, bare])
    items = {i["id"]: i["target"] for i in write_annotations("c", [], ledger)["items"]}
    quoted, placed = items["urn:launchwatch:c:report:r"], items["urn:launchwatch:c:report:b"]
    assert quoted["source"] == "urn:launchwatch:c:document:d"
    assert quoted["selector"] == [
        {"type": "TextPositionSelector", "start": 3, "end": 8},
        {"type": "TextQuoteSelector", "exact": "words", "prefix": "in ", "suffix": " of"},
    ]
    assert placed["selector"] == [{"type": "TextPositionSelector", "start": 1, "end": 2}]


# ---------------------------------------------------------------- Hypothesis


def mark(**change: Any) -> dict[str, Any]:
    """An annotation as the interface of Hypothesis gives it (made up)."""
    exact = change.pop("exact", "a launch by the end of the month")
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 1},
        {"type": "TextPositionSelector", "start": 12, "end": 12 + len(exact.encode("utf-16-le")) // 2},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "foresees ", "suffix": "."},
    ]  # fmt: skip
    base = {
        "id": "AbCdEf-12", "created": "2023-11-19T10:00:00.000000+00:00",
        "user": "acct:somebody@hypothes.is", "uri": "https://paper.example/story",
        "text": "a date is named",
        "tags": ["speaker: Minister", "launch"], "group": "__world__",
        "document": {"title": ["Paper: a story"]},
        "target": [{"source": "https://paper.example/story", "selector": selectors}],
    }  # fmt: skip
    return base | change


def read(*marks: dict[str, Any]) -> list[Record]:
    return read_annotations(json.dumps({"total": len(marks), "rows": list(marks)}), "marks.json", NOW)


def test_an_annotation_of_hypothesis_becomes_document_statement_and_report() -> None:
    document, statement, report = read(mark())
    assert isinstance(document, Document) and isinstance(statement, Statement) and isinstance(report, Report)
    assert (document.title, document.outlet) == ("Paper: a story", "paper.example")
    assert document.address == "https://paper.example/story"
    assert document.published == datetime(2023, 11, 19, 10, tzinfo=UTC)
    assert (statement.origin, statement.said) == ("Minister", "a date is named")
    exact = "a launch by the end of the month"
    assert report.span == Span(start=12, end=44, exact=exact, prefix="foresees ", suffix=".")
    assert [(h.name, h.named) for h in report.chain] == [("Minister", True), ("paper.example", True)]


def test_two_marks_on_one_page_share_its_document() -> None:
    kinds = [r.kind for r in read(mark(), mark(id="other"))]
    assert sorted(kinds) == ["document", "report", "report", "statement", "statement"]


def test_without_note_the_marked_text_is_said_and_without_tag_nobody_is_named() -> None:
    _, statement, report = read(mark(text="", tags=[]))
    assert isinstance(statement, Statement) and isinstance(report, Report)
    assert statement.said == "a launch by the end of the month" and statement.origin == "not named"
    assert not report.chain[0].named


@pytest.mark.parametrize("exact", ["rocket 🚀 away", "한국어", "a\u00a0b", "x"])
def test_spans_count_code_points_whatever_the_text_holds(exact: str) -> None:
    report = read(mark(exact=exact))[2]
    assert isinstance(report, Report) and report.span is not None
    assert report.span.end - report.span.start == len(exact) and report.span.exact == exact


@pytest.mark.parametrize(
    "target",
    [[], None, [{"source": "u"}], [{"selector": [{"type": "TextPositionSelector", "start": -1}]}],
     [{"selector": [{"type": "TextQuoteSelector", "exact": "only"}]}], ["odd"], [{"selector": ["odd"]}]],
)  # fmt: skip
def test_a_page_note_has_no_span(target: Any) -> None:
    report = read(mark(target=target))[2]
    assert isinstance(report, Report) and report.span is None


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("nothing", "not JSON"),
        ("[1]", "no annotations"),
        ('{"rows": 3}', "no annotations"),
        ("3", "no annotations"),
        ('[{"id": "x"}]', "neither its page nor its records"),
        (json.dumps([mark(id="")]), "no id"),
        (json.dumps([mark(text="", target=[])]), "neither a note"),
        (json.dumps([mark(created="yesterday")]), "published"),
        (json.dumps([mark(id="a b")]), "cannot be kept"),
        ('[{"launchwatch:records": [{"kind": "odd"}]}]', "no kind of record"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text: str, match: str) -> None:
    with pytest.raises(InputError, match=match) as caught:
        read_annotations(text, "marks.json", NOW)
    assert "marks.json" in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["uri", "id", "target", "selector", "type", "exact", "text", "tags", "document",
                         "title", "created", "launchwatch:records"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(JSON)
def test_whatever_comes_in_only_our_own_error_comes_out(given: Any) -> None:
    try:
        found = read_annotations(json.dumps({"rows": [given]}), "file", NOW)
    except InputError:
        return
    assert all(r.kind in ("document", "statement", "report") for r in found)


# ---------------------------------------------------------------- the verbs


def test_export_and_import_verbs(root: Path, tmp_path: Path) -> None:
    from launchwatch.verbs._ledger_checks import export, import_

    out = tmp_path / "marks.json"
    brief = tmp_path / "brief.json"  # with it no forecast is made
    brief.write_text('{"case": "malligyong-1", "as_of": "2023-11-01T23:59:59Z"}', encoding="utf-8")
    chosen = Namespace(
        case=root / "cases" / "malligyong-1", as_of="2023-11-01", brief=brief, ledger=None,
        format="annotation", out=out, base="brief.html",
    )  # fmt: skip
    answer, lines = export(chosen)
    assert answer["files"] == {"annotation": str(out)} and lines == []
    first = out.read_bytes()
    export(chosen)
    assert out.read_bytes() == first
    (tmp_path / "case").mkdir()
    taken = Namespace(file=str(out), into=str(tmp_path / "case"))
    counted, said = import_(taken)
    assert (
        counted["added"]
        == counted["given"]
        == counted["documents"] + counted["statements"] + counted["reports"]
    )
    assert import_(taken)[0]["added"] == 0 and said == [
        f"{counted['given']} of {counted['given']} records were new"
    ]
    for name, key in (("claimreview", "@graph"), ("stix", "objects")):
        made, printed = export(Namespace(**(vars(chosen) | {"format": name, "out": None})))
        assert made[key] and json.loads(printed[0]) == made


def test_a_small_case_without_a_ledger_is_exported_too(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The tables of its case file have sources, and no documents."""
    folder = root / "cases" / "kwangmyongsong-4"
    view = load_case(folder).as_of()
    rows = run_checks(view, None, (), NOW).rows
    empty = Ledger(())
    reviews = write_claim_reviews(rows, empty)["@graph"]
    assert all(
        "name" in work and "url" not in work for r in reviews for work in r["itemReviewed"]["appearance"]
    )
    notes = [o for o in write_stix("k", rows, empty)["objects"] if o["type"] == "note"]
    assert notes and not any("external_references" in n for n in notes)
    assert write_annotations("k", [], empty)["items"] == []
    out = tmp_path / "reviews.json"
    brief = tmp_path / "brief.json"
    brief.write_text(
        json.dumps({"case": "kwangmyongsong-4", "as_of": view.as_of.isoformat()}), encoding="utf-8"
    )
    words = ["ledger", "export", str(folder), "--as-of", view.as_of.isoformat(), "--brief", str(brief)]
    assert cli.main([*words, "--format", "claimreview", "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["@graph"] == reviews
    assert f"wrote {out}" in capsys.readouterr().out


def test_a_source_without_address_or_text_is_told_by_its_title() -> None:
    document = Document(id="d", recorded=NOW, title="A wall paper", published=NOW, sha256="a" * 64)
    statement = Statement(id="s", recorded=NOW, origin="O", said="it is so", check="cannot test:motive")
    told = [Report(id=f"r{k}", recorded=NOW, statement="s", document=k, date=NOW) for k in ("d", "gone")]
    records: list[Record] = [document, statement, *told]
    at_once = SimpleNamespace(as_of=NOW, statements=[], observations=[], windows=[], attempts=[], areas=[])
    rows = run_checks(at_once, None, records, NOW).rows
    ledger = Ledger(records)
    (review,) = write_claim_reviews(rows, ledger)["@graph"]
    assert review["itemReviewed"]["appearance"] == [
        {
            "@type": "CreativeWork",
            "name": "A wall paper",
            "datePublished": NOW.isoformat(),
            "inLanguage": "en",
        }
    ]
    note = next(o for o in write_stix("c", rows, ledger)["objects"] if o["type"] == "note")
    assert note["external_references"] == [
        {"source_name": "A wall paper", "description": "A wall paper", "hashes": {"SHA-256": "a" * 64}}
    ]
    assert len(write_annotations("c", [], ledger)["items"]) == 1


def test_what_is_exported_was_known_by_then(root: Path, records: tuple[Record, ...]) -> None:
    instant = datetime(2023, 11, 1, 23, 59, 59, tzinfo=UTC)
    made = write_annotations("m", [], Ledger(records, instant))
    assert 0 < len(made["items"]) < sum(r.kind == "report" for r in records)
    for item in made["items"]:
        assert datetime.fromisoformat(item["launchwatch:records"][2]["date"]) <= instant + timedelta(0)
