"""A ledger as of an instant: what is seen, what is superseded, what checks come to, who is independent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from launchwatch.ledger import Ledger
from launchwatch.ledger.records import Assessment, Check, Document, Hop, Link, Record, Report, Statement

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def day(n: int) -> datetime:
    return datetime(2023, 11, n, tzinfo=UTC)


def statement(name: str, **keys: Any) -> Statement:
    return Statement(id=name, recorded=NOW, origin="NIS", said="it is near", **keys)


def report(name: str, of: str, document: str, date: datetime, *chain: str, outlet: str = "") -> Report:
    hops = tuple(Hop(name=hop) for hop in chain)
    return Report(
        id=name, recorded=NOW, statement=of, document=document, date=date, chain=hops, outlet=outlet
    )


def document(name: str, **keys: Any) -> Document:
    return Document(id=name, recorded=NOW, title=name, published=day(1), **keys)


def check(name: str, tool: str, verdict: str, as_of: datetime) -> Check:
    code = "future" if verdict == "cannot test" else ""
    return Check(id=name, recorded=NOW, statement="s", tool=tool, version="1", as_of=as_of,
                 verdict=verdict, reason_code=code, reason="so")  # fmt: skip


def test_a_statement_is_seen_from_its_first_report_where_it_has_no_date() -> None:
    records: list[Record] = [
        statement("s"), report("r2", "s", "d", day(9)), report("r1", "s", "d", day(5)),
        statement("own", date=day(7)),
    ]  # fmt: skip
    assert set(Ledger(records, day(4)).statements) == set()
    assert set(Ledger(records, day(5)).statements) == {"s"}
    assert set(Ledger(records, day(7)).statements) == {"s", "own"}
    assert [r.id for r in Ledger(records, day(30)).reports_of("s")] == ["r1", "r2"]
    assert set(Ledger(records).statements) == {"s", "own"}


def test_what_hangs_on_an_unseen_statement_is_unseen() -> None:
    records: list[Record] = [
        statement("s", date=day(9)), statement("t", date=day(1)),
        Assessment(id="a", recorded=NOW, statement="s", analyst="me", date=day(2), text="early"),
        Link(id="l", recorded=NOW, relation="denies", of="s", to="t"),
    ]  # fmt: skip
    early, late = Ledger(records, day(3)), Ledger(records, day(9))
    assert early.assessments == () and early.links == ()
    assert len(late.assessments) == 1 and len(late.links) == 1


def test_a_superseded_record_is_out_from_the_day_of_the_new_one() -> None:
    records: list[Record] = [statement("s", date=day(1)), statement("new", date=day(5), supersedes="s")]
    assert set(Ledger(records, day(4)).statements) == {"s"}
    assert set(Ledger(records, day(5)).statements) == {"new"}


@pytest.mark.parametrize(
    ("checks", "status"),
    [
        ([], "open"),
        ([("a", "open", 1)], "open"),
        ([("a", "supports", 1)], "supported"),
        ([("a", "contradicts", 1)], "contradicted"),
        ([("a", "supports", 1), ("b", "contradicts", 1)], "disputed"),
        ([("a", "supports", 1), ("a", "contradicts", 2)], "contradicted"),
        ([("a", "cannot test", 1)], "cannot test"),
        ([("a", "cannot test", 1), ("b", "supports", 1)], "supported"),
        ([("a", "contradicts", 20)], "open"),
    ],
)
def test_the_status_is_what_the_latest_checks_come_to(checks: list[Any], status: str) -> None:
    records: list[Record] = [statement("s", date=day(1))]
    records += [check(f"c{k}", tool, verdict, day(d)) for k, (tool, verdict, d) in enumerate(checks)]
    assert Ledger(records, day(10)).status("s") == status


def test_seven_outlets_that_render_one_briefing_are_one_source() -> None:
    records: list[Record] = [statement("s")]
    records += [report(f"r{k}", "s", f"d{k}", day(1), "NIS", f"lawmaker {k}") for k in range(7)]
    assert Ledger(records).independent("s") == ("NIS",)
    records.append(report("r", "s", "d", day(2), "a satellite company"))
    assert Ledger(records).independent("s") == ("NIS", "a satellite company")


def test_a_report_without_a_chain_counts_as_the_outlet_its_text_comes_from() -> None:
    records: list[Record] = [
        statement("s"), document("wire", wire="Reuters"), document("copy", copy_of="wire", outlet="A paper"),
        document("again", copy_of="copy", outlet="B paper"), document("own", outlet="C paper"),
        report("r1", "s", "copy", day(1)), report("r2", "s", "again", day(1)),
        report("r3", "s", "own", day(1)),
        report("r4", "s", "unknown", day(1), outlet="D radio"),
    ]  # fmt: skip
    assert Ledger(records).independent("s") == ("Reuters", "C paper", "D radio")


def test_copies_in_a_circle_end_somewhere_and_nobody_else_is_the_origin() -> None:
    records: list[Record] = [
        statement("s"), statement("t"), document("a", copy_of="b", outlet="A"), document("b", copy_of="a"),
        report("r", "s", "a", day(1)),
    ]  # fmt: skip
    assert Ledger(records).independent("s") == ("A",)
    assert Ledger(records).independent("t") == ("NIS",)


def test_reports_and_links_go_over_to_a_correction_and_checks_do_not() -> None:
    records: list[Record] = [
        statement("s"), statement("new", supersedes="s"), statement("newest", supersedes="new"),
        statement("t", date=day(1)),
        document("d", outlet="Radio"), document("d2", outlet="Television", supersedes="d"),
        report("r", "s", "d", day(5)), report("q", "new", "d", day(6)),
        check("c", "tool", "supports", day(5)),
        Assessment(id="a", recorded=NOW, statement="s", analyst="me", date=day(6), text="so"),
        Link(id="l", recorded=NOW, relation="denies", of="t", to="s"),
    ]  # fmt: skip
    found = Ledger(records, day(9))
    assert set(found.statements) == {"newest", "t"}
    assert [(r.id, r.document) for r in found.reports_of("newest")] == [("r", "d2"), ("q", "d2")]
    assert found.independent("newest") == ("Television",)
    assert found.checks == () and found.status("newest") == "open"
    assert [a.statement for a in found.assessments] == ["newest"]
    assert [(link.of, link.to) for link in found.links] == [("t", "newest")]


def test_a_correction_is_as_old_as_what_it_corrects() -> None:
    records: list[Record] = [
        statement("newest", supersedes="new"), statement("new", supersedes="s"), statement("s"),
        report("r", "s", "d", day(5)),
    ]  # fmt: skip
    assert set(Ledger(records, day(4)).statements) == set()
    assert set(Ledger(records, day(5)).statements) == {"newest"}


def test_records_that_supersede_one_another_leave_none() -> None:
    records: list[Record] = [
        statement("s", supersedes="t"), statement("t", supersedes="s"), report("r", "s", "d", day(5)),
    ]  # fmt: skip
    assert Ledger(records).statements == {} and Ledger(records).reports == ()
