"""Checks as records: kept while what they read is the same, run again when it is not."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from made_claims import amount, at, claim, observation, view

from launchwatch.case import load_case
from launchwatch.errors import InputError
from launchwatch.ledger import (
    REASONS,
    TOOLS,
    Checked,
    Claim,
    checks_to_json,
    claims_of,
    count_hidden,
    find_tensions,
    records_of,
    run_checks,
)
from launchwatch.ledger.records import Check, Document, Hop, Link, Record, Report, Span, Statement
from launchwatch.ledger.tools import World, find, named, plain, untestable

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CHANCE = {"chance": {"p": 0.46, "lo": 0.25, "hi": 0.68, "text": "words"}}


def statement(name: str, check: str, **more: Any) -> Statement:
    fields: dict[str, Any] = {"origin": "Agency", "said": f"{name} was said", "about": "it"}
    return Statement(id=name, recorded=NOW, check=check, **(fields | more))


def report(of: str, day: str, document: str = "paper", *hops: str, **more: Any) -> Report:
    chain = tuple(
        Hop(name=h.removeprefix("?"), named=not h.startswith("?")) for h in hops or ("Agency", "Paper")
    )
    return Report(
        id=f"{of}-{document}-{day}",
        recorded=NOW,
        statement=of,
        document=document,
        date=at(day),
        chain=chain,
        **more,
    )


PAPER = Document(
    id="paper", recorded=NOW, title="Paper, 1 May 2023", published=at("2023-05-01"), outlet="Paper",
    address="https://paper.example/1",
)  # fmt: skip
COPY = Document(
    id="copy", recorded=NOW, title="Copy", published=at("2023-05-02"), outlet="Copy", copy_of="paper"
)


def ledger() -> list[Record]:
    return [
        PAPER,
        COPY,
        statement(
            "pledge", "window", window_begin=at("2023-06-01"), window_end=at("2023-06-10"), tense="future"
        ),
        statement("odds", "chance", hedge="chances are high"),
        statement("why", "cannot test:motive"),
        statement("later", "outcome"),
        report("pledge", "2023-05-01"),
        report("pledge", "2023-05-02", "copy", "Agency", "?officials"),
        report("odds", "2023-05-01", span=Span(start=4, end=9, exact="words")),
        report("why", "2023-05-01"),
        report("later", "2023-07-01"),
        Link(id="l", recorded=NOW, relation="in tension", of="why", to="odds", why="both at once"),
        Link(id="m", recorded=NOW, relation="corroborates", of="pledge", to="odds"),
        Link(id="n", recorded=NOW, relation="denies", of="later", to="odds"),
    ]


def run(records: list[Record], as_of: str = "2023-06-20", answers: Any = CHANCE, **lists: Any) -> Checked:
    return run_checks(view(as_of, **lists), answers, records, NOW)


# ---------------------------------------------------------------- one claim


def test_statement_reports_and_documents_join_into_one_claim() -> None:
    pledge, odds, _ = (
        c for c in sorted(claims_of(view("2023-06-20"), ledger()), key=lambda c: c.id != "pledge")
    )
    assert (pledge.id, pledge.speaker, pledge.published) == ("pledge", "Agency", at("2023-05-01"))
    assert pledge.chain == ("Agency", "Paper")
    assert pledge.source == "Paper, 1 May 2023, https://paper.example/1; Copy"
    assert (pledge.reports, pledge.heads) == (2, 1)  # a copy and a relay of one briefing are one source
    assert {odds.exact, _.exact} == {"words", None}
    unnamed: list[Record] = [report("why", "2023-04-01", "copy", "?officials", "Copy")]
    told = {c.id: c for c in claims_of(view("2023-06-20"), ledger() + unnamed)}
    assert told["why"].chain == ("officials (not named)", "Copy")


def test_a_statement_is_known_from_its_first_report_on() -> None:
    records = ledger()
    assert {c.id for c in claims_of(view("2023-05-01"), records)} == {"pledge", "odds", "why"}
    assert {c.id for c in claims_of(view("2023-04-30"), records)} == set()
    assert count_hidden(records, at("2023-05-01")) == 1 and count_hidden(records, at("2023-07-01")) == 0


def test_a_table_of_the_case_file_and_a_ledger_give_the_same_kind_of_thing() -> None:
    table = SimpleNamespace(
        published=at("2023-04-01"), source="s", speaker="S", chain=["S", "T"], said="x", hedge=None,
        window_begin=None, window_end=None, about=None, check="cannot test:motive",
    )  # fmt: skip
    claims = claims_of(view("2023-06-20", statements=[table]), ledger())
    assert claims[0].id == "case-1" and claims[0].chain == ("S", "T")
    assert all(isinstance(c, Claim) and len(c.hash) == 64 for c in claims)


# ---------------------------------------------------------------- tensions


def test_tensions_are_the_links_against_and_only_among_what_is_known() -> None:
    records = ledger()
    found = find_tensions(claims_of(view("2023-06-20"), records), records)
    assert [(t.one.id, t.relation, t.other.id, t.why) for t in found] == [
        ("why", "in tension", "odds", "both at once")
    ]
    assert {t.relation for t in find_tensions(claims_of(view("2023-08-01"), records), records)} == {
        "in tension",
        "denies",
    }
    assert found[0].to_json()["one"]["speaker"] == "Agency"


def test_figures_of_one_speaker_that_disagree_are_found_without_a_link_and_not_told_twice() -> None:
    a, b = claim(None, "w", amount(10, "ships"), id="a"), claim(None, "w", amount(30, "ships"), id="b")
    assert [t.why for t in find_tensions([a, b])] == ["10 against 30 ships"]
    linked: list[Record] = [
        statement("a", ""), statement("b", ""),
        Link(id="l", recorded=NOW, relation="contradicts", of="a", to="b", why="told"),
    ]  # fmt: skip
    assert [t.why for t in find_tensions([a, b], linked)] == ["told"]


# ---------------------------------------------------------------- records of checks


def test_a_check_says_tool_version_inputs_and_what_it_came_to() -> None:
    found = run(ledger())
    by = {claim.id: check for claim, check in found.rows}
    assert (by["pledge"].verdict, by["pledge"].tool, by["pledge"].version) == ("contradicts", "window", "1")
    assert set(by["pledge"].inputs) == {"statement", "windows", "attempts", "observations"}
    assert by["why"].reason_code == "motive" and by["why"].figure == ""
    assert by["odds"].figure == "46 % (25 to 68 %)"
    assert all(c.as_of == at("2023-06-20") and c.recorded == NOW for c in by.values())
    assert len({c.id for c in by.values()}) == len(by)


def test_what_is_unchanged_is_not_computed_again() -> None:
    records = ledger()
    first = run(records)
    again = run([*records, *first.new])
    assert len(first.new) == 3 and again.new == ()
    assert [c.hash for _, c in again.rows] == [c.hash for _, c in first.rows]
    assert checks_to_json(view("2023-06-20"), again)["kept"] == 3


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"as_of": "2023-06-21"}, {"pledge", "odds", "why"}),  # another instant, another check
        ({"observations": [observation("liftoff", "2023-06-05")]}, {"pledge"}),
        ({"answers": {"chance": {"p": 0.9, "lo": 0.8, "hi": 0.95}}}, {"odds"}),
        ({"answers": {"chance": CHANCE["chance"] | {"text": "other words"}}}, set()),
    ],
)
def test_only_what_changed_is_computed_again(change: dict[str, Any], expected: set[str]) -> None:
    records = ledger()
    kept = [*records, *run(records).new]
    assert {c.statement for c in run(kept, **change).new} == expected


def test_a_changed_statement_is_checked_again() -> None:
    records = ledger()
    kept = [*records, *run(records).new]
    moved = statement("why", "cannot test:future", said="other words")
    kept = [moved if r.id == "why" and isinstance(r, Statement) else r for r in kept]
    assert {c.statement for c in run(kept).new} == {"why"}


def test_a_check_by_flights_outlives_a_run_without_a_brief() -> None:
    told = statement("when", "flight:orbit insertion", quantities=(amount(705, "s"),))
    records: list[Record] = [PAPER, told, report("when", "2023-05-01")]
    timeline = [{"event": "orbit insertion", "seconds": {
        "median": 700.0, "p05": 680.0, "p25": 690.0, "p75": 710.0, "p95": 720.0, "unit": "s"}}]  # fmt: skip
    flown = run(records, answers={"timeline": timeline})
    assert [c.verdict for _, c in flown.rows] == ["supports"]
    number = flown.new[0].number
    assert number is not None and number.value == pytest.approx(700.0 / 60.0) and number.unit == "min"
    later = run([*records, *flown.new], answers=CHANCE)
    assert later.new == () and [c.verdict for _, c in later.rows] == ["supports"]
    lifted = run([*records, *flown.new], answers=CHANCE, observations=[observation("liftoff", "2023-06-05")])
    assert [c.verdict for c in lifted.new] == ["open"]  # something else it read has changed


def test_a_statement_without_a_check_is_open_and_says_so() -> None:
    records: list[Record] = [PAPER, statement("bare", ""), statement("odd", "feeling"),
                             report("bare", "2023-05-01"), report("odd", "2023-05-01")]  # fmt: skip
    found = {claim.id: check for claim, check in run(records).rows}
    assert (found["bare"].verdict, found["bare"].tool) == ("open", "no check named")
    assert "feeling" in found["odd"].reason


# ---------------------------------------------------------------- tools


def test_every_tool_finds_something_to_say_of_a_bare_claim() -> None:
    world = World(view(), None, [])
    for name in TOOLS:
        finding = find(claim(name), world)
        assert finding.verdict in ("open", "cannot test") and finding.reason.endswith(".")
        assert (finding.code is not None) == (finding.verdict == "cannot test")
        assert set(TOOLS[name].inputs(claim(name), world)) == {"statement", *TOOLS[name].reads}


@pytest.mark.parametrize(
    ("given", "code", "reason"),
    [
        ("motive", "motive", REASONS["motive"]),
        ("needs-imagery; the pad", "needs imagery", "The pad."),
        ("somebody forgot", "no public data", "Somebody forgot."),
        ("", "no public data", REASONS["no public data"]),
    ],
)
def test_what_cannot_be_tested_always_has_a_code(given: str, code: str, reason: str) -> None:
    finding = untestable(given)
    assert (finding.verdict, finding.code, finding.reason) == ("cannot test", code, reason)


def test_the_name_of_a_check_and_what_it_is_given() -> None:
    assert named(" Launched  Early ") == ("launched early", "")
    assert named("flight:passes A: B") == ("flight", "passes A: B")
    assert named(None) == ("", "")


def test_a_case_is_plain_and_the_same_each_time(root: Path) -> None:
    import json

    seen = load_case(root / "cases" / "malligyong-1").as_of("2023-12-01")
    for items in (seen.observations, seen.windows, seen.areas, seen.attempts):
        assert json.loads(json.dumps(plain(items))) == plain(items)
    box = load_case(root / "cases" / "kwangmyongsong-3").as_of().areas
    assert "ring" in json.dumps(plain(box)) and json.loads(json.dumps(plain(box))) == plain(box)
    assert plain({"a": timedelta(minutes=1)}) == {"a": 60.0}
    assert plain(object()) == "object"


# ---------------------------------------------------------------- the shipped ledger


def test_a_case_without_a_ledger_has_no_records(tmp_path: Path) -> None:
    assert records_of(tmp_path) == ((), ())


def test_words_are_quoted_from_the_document_that_the_user_keeps(tmp_path: Path) -> None:
    import hashlib

    from launchwatch.ledger import open_store

    text = "Die Agentur sagte 🚀, es gehe bald los.".encode()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(text)
    (tmp_path.parent / "outside.txt").write_text("secret words here", encoding="utf-8")
    (tmp_path / "articles" / "latin.txt").write_bytes("für".encode("latin-1"))
    documents = [
        Document(id=name, recorded=NOW, title=name, published=NOW, path=path, sha256=digest)
        for name, path, digest in (
            ("kept", "articles/a.txt", hashlib.sha256(text).hexdigest()),
            ("changed", "articles/a.txt", "0" * 64),
            ("gone", "articles/none.txt", None),
            ("outside", "../outside.txt", None),
            ("latin", "articles/latin.txt", None),
        )
    ]
    spans = {"kept": Span(start=4, end=20), "changed": Span(start=4, end=11), "gone": Span(start=0, end=1),
             "outside": Span(start=0, end=6), "latin": Span(start=0, end=2)}  # fmt: skip
    reports = [
        Report(id=f"r-{name}", recorded=NOW, statement="why", document=name, date=NOW, span=span)
        for name, span in spans.items()
    ]
    far = Report(
        id="far", recorded=NOW, statement="why", document="kept", date=NOW, span=Span(start=9, end=999)
    )
    bare = Report(id="bare", recorded=NOW, statement="why", document="kept", date=NOW)
    open_store(tmp_path).add([*documents, statement("why", "cannot test:motive"), *reports, far, bare])
    found, problems = records_of(tmp_path)
    told = {r.id: r.span.exact if r.span else None for r in found if isinstance(r, Report)}
    assert problems == ()
    assert told.pop("r-kept") == "Agentur sagte 🚀,"  # sixteen code points from the fifth on
    assert set(told.values()) == {None}
    assert "Agentur" not in (tmp_path / "ledger" / "report.jsonl").read_text(encoding="utf-8")
    (claim_,) = claims_of(view("2026-02-01"), found)
    assert claim_.exact == "Agentur sagte 🚀,"


@pytest.fixture(scope="module")
def shipped(root: Path) -> tuple[Record, ...]:
    records, problems = records_of(root / "cases" / "malligyong-1")
    assert problems == ()
    return records


AS_OF = ("2023-11-01", "2023-11-21T12:00Z", "2023-12-01")


@pytest.mark.parametrize(("as_of", "least"), list(zip(AS_OF, (30, 35, 60), strict=True)))
def test_the_shipped_checks_are_those_that_a_run_gives(
    root: Path, shipped: tuple[Record, ...], as_of: str, least: int
) -> None:
    """Where this fails, the case or a check has changed: run `launchwatch ledger check` again."""
    from launchwatch.brief import forecast_case

    seen = load_case(root / "cases" / "malligyong-1").as_of(as_of)
    odds = forecast_case(seen)
    bare = [r for r in shipped if r.kind != "check"]
    found = run_checks(seen, {"chance": {"p": odds.p, "lo": odds.lo, "hi": odds.hi}}, bare, NOW)
    assert len(found.rows) >= least
    latest = {r.statement: r for r in shipped if isinstance(r, Check) and r.as_of == seen.as_of}
    assert set(latest) == {told.id for told, _ in found.rows}
    for told, now in found.rows:
        kept = latest[told.id]
        tool = TOOLS.get(kept.tool)
        assert kept.tool == now.tool
        if tool is None or not set(tool.of_brief) & {"timeline", "drop_zones", "failures", "orbit"}:
            assert kept.verdict == now.verdict, told.id


def test_every_statement_that_nobody_can_test_has_one_of_the_codes(shipped: tuple[Record, ...]) -> None:
    checks = [r for r in shipped if r.kind == "check"]
    assert checks
    assert {c.reason_code for c in checks if c.verdict == "cannot test"} <= set(REASONS)


def test_no_sentence_of_the_story_stands_in_the_ledger(data_dir: Path, root: Path) -> None:
    """No run of eight words of the article is in the case, so nothing was copied."""
    import re

    def words(text: str) -> list[str]:
        return re.findall(r"[a-z0-9']+", text.lower())

    article = words((data_dir / "article" / "reuters-2023-11-01.txt").read_text(encoding="utf-8"))
    runs = {tuple(article[k : k + 8]) for k in range(len(article) - 7)}
    for file in (root / "cases" / "malligyong-1").rglob("*"):
        if file.suffix in (".jsonl", ".toml"):
            ours = words(file.read_text(encoding="utf-8"))
            assert not runs & {tuple(ours[k : k + 8]) for k in range(len(ours) - 7)}, file.name


def test_check_verb_keeps_what_it_finds_and_then_keeps_still(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argparse import Namespace

    from launchwatch import brief
    from launchwatch.verbs._ledger_checks import check

    monkeypatch.setattr(brief, "forecast_case", lambda view: SimpleNamespace(p=0.48, lo=0.3, hi=0.66))
    shutil.copytree(root / "cases" / "malligyong-1", tmp_path / "malligyong-1")
    (tmp_path / "malligyong-1" / "ledger" / "check.jsonl").unlink(missing_ok=True)
    chosen = Namespace(
        case=tmp_path / "malligyong-1", as_of="2023-11-01", brief=None, ledger=None, dry_run=True
    )
    dry, _ = check(chosen)
    assert dry["computed"] >= 30
    chosen.dry_run = False
    first, lines = check(chosen)
    second, _ = check(chosen)
    assert first["computed"] == dry["computed"] and (second["computed"], second["kept"]) == (
        0,
        first["computed"],
    )
    assert lines[-1].endswith("computed, 0 kept, as of 2023-11-01T23:59:59Z")
    assert any(line.startswith("✗ contradicts") and "missed by 1 day so far" in line for line in lines)
    monkeypatch.chdir(
        tmp_path
    )  # where `launchwatch brief` would have written: another instant is passed over
    chosen.brief = None
    there = tmp_path / "out" / "malligyong-1-20231101" / "brief.json"
    there.parent.mkdir(parents=True)
    there.write_text('{"case": "malligyong-1", "as_of": "2023-10-01T00:00:00Z"}', encoding="utf-8")
    assert check(chosen)[0]["computed"] == 0
    chosen.brief = tmp_path / "none.json"
    with pytest.raises(InputError, match="no such file"):
        check(chosen)
    chosen.brief.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"no brief\.json"):
        check(chosen)
    chosen.brief.write_text('{"case": "other", "as_of": "2023-11-01T00:00:00Z"}', encoding="utf-8")
    with pytest.raises(InputError, match="this brief is of other"):
        check(chosen)
    chosen.brief.write_text(
        '{"case": "malligyong-1", "as_of": "2023-11-01T23:59:59Z", '
        '"chance": {"p": 0.9, "lo": 0.8, "hi": 0.95}}',
        encoding="utf-8",
    )
    third, _ = check(chosen)
    assert third["computed"] == 1  # only the forecast has changed
