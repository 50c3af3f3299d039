"""A hundred defects planted in a sound ledger: each is caught, with a sentence that names place and mend."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from launchwatch import cli
from launchwatch.ledger import audit, open_store

Plain = dict[str, Any]
Plant = Callable[[dict[str, Plain], Path], None]

TEXT = (
    "Séoul — \u201cmore than ten\u201d shipments\u00a0left Rajin, a lawmaker\r\nsaid. "
    "Success is \U0001f680 likely."
)
QUOTES = ("more than ten", "shipments\u00a0left Rajin", "lawmaker\r\nsaid", "\U0001f680 likely", "Success")
NOW = "2023-12-01T00:00:00Z"
AS_OF = datetime(2023, 12, 2, tzinfo=UTC)


def sound() -> dict[str, Plain]:
    """A ledger without a defect: records by kind and id, five of each kind but one."""
    records: list[Plain] = []
    for k, quote in enumerate(QUOTES):
        day = f"2023-11-0{k + 1}T09:00:00Z"
        start = TEXT.index(quote)
        span = {"start": start, "end": start + len(quote), "exact": quote}
        number = {"value": 10.0, "lower": 10.0, "upper": 12.0, "unit": "shipments", "comparator": "at least"}
        records += [
            {"kind": "document", "id": f"d{k}", "title": "t", "published": day, "outlet": "Yonhap",
             "path": "text.txt", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()},
            {"kind": "statement", "id": f"s{k}", "origin": "the agency", "said": "shipments left",
             "date": day, "quantities": [number]},
            {"kind": "report", "id": f"r{k}", "statement": f"s{k}", "document": f"d{k}", "date": day,
             "span": span, "chain": [{"name": "the agency"}, {"name": "a lawmaker"}, {"name": "Yonhap"}]},
            {"kind": "check", "id": f"c{k}", "statement": f"s{k}", "tool": "capacity", "version": "1",
             "as_of": NOW, "verdict": "open", "reason": "wide",
             "number": {"value": 2.0, "lower": 1.0, "upper": 3.0}},
            {"kind": "assessment", "id": f"a{k}", "statement": f"s{k}", "analyst": "me", "date": NOW,
             "text": "plausible", "probability": 0.5},
        ]  # fmt: skip
    records += [
        {"kind": "link", "id": f"l{k}", "relation": "depends on", "of": f"s{k}", "to": f"s{k + 1}"}
        for k in range(4)
    ]
    records.append({"kind": "link", "id": "l4", "relation": "corroborates", "of": "s0", "to": "s2"})
    return {f"{r['kind']} {r['id']}": {**r, "recorded": NOW} for r in records}


def put(kind: str, key: str, value: Any) -> Callable[[int], Plant]:
    """Set a key of a record; `{k}` in a text is the number of the record."""

    def planted(k: int) -> Plant:
        def plant(ledger: dict[str, Plain], folder: Path) -> None:
            at = ledger[f"{kind} {kind[0]}{k}"]
            *above, last = key.split(".")
            for step in above:
                at = at[int(step)] if step.isdigit() else at[step]  # type: ignore[index]
            at[last] = value.format(k=k) if isinstance(value, str) and "{k}" in value else value

        return plant

    return planted


def hashed(kind: str, key: str) -> Callable[[int], Plant]:
    """Change a record after its hash was taken."""

    def planted(k: int) -> Plant:
        def plant(ledger: dict[str, Plain], folder: Path) -> None:
            record = ledger[f"{kind} {kind[0]}{k}"]
            record["hash"] = hashlib.sha256(
                json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            ).hexdigest()
            record[key] = "something else"

        return plant

    return planted


def shifted(by: int) -> Callable[[int], Plant]:
    def planted(k: int) -> Plant:
        def plant(ledger: dict[str, Plain], folder: Path) -> None:
            span = ledger[f"report r{k}"]["span"]
            span["start"] += by
            span["end"] += by

        return plant

    return planted


def extra(**keys: Any) -> Callable[[int], Plant]:
    """Add a record."""

    def planted(k: int) -> Plant:
        def plant(ledger: dict[str, Plain], folder: Path) -> None:
            record = {"recorded": NOW} | {
                key: value.format(k=k, j=(k + 1) % 5) if isinstance(value, str) else value
                for key, value in keys.items()
            }
            ledger[f"extra {len(ledger)}"] = record

        return plant

    return planted


KINDS_OF_DEFECT: list[tuple[str, Callable[[int], Plant], str]] = [
    ("shifted offset", shifted(1), r"report 'r{k}': its quote stands at \d+ to \d+, not at"),
    ("altered quote", put("report", "span.exact", "X"), r"report.*'r{k}'.*span"),
    ("quote not there", put("report", "span", {"start": 0, "end": 5, "exact": "never"}), "quotes what"),
    ("span beyond the text", put("report", "span", {"start": 900, "end": 901}), "ends after the text does"),
    ("span that ends first", put("report", "span", {"start": 9, "end": 3}), "ends at 3, not after 9"),
    ("broken chain", put("report", "chain.0.name", "a source close to it"), "the chain begins with"),
    ("loop in a chain", put("report", "chain.2.name", "the agency"), "2 times in the chain"),
    ("nobody as a name", put("report", "chain.1.name", "officials"), "'officials' is no name"),
    ("wrong hash", hashed("statement", "said"), "hash of statement 's{k}' does not fit"),
    ("changed check", hashed("check", "reason"), "hash of check 'c{k}' does not fit"),
    ("missing document", put("report", "document", "d9"), "there is no document 'd9'"),
    ("missing statement", put("check", "statement", "s9"), "there is no statement 's9'"),
    ("missing original", put("document", "copy_of", "d9"), "copy_of: there is no document 'd9'"),
    ("missing older record", put("statement", "supersedes", "s9"), "supersedes: there is no statement"),
    ("missing text", put("document", "path", "none.txt"), "there is no text at 'none.txt'"),
    ("text outside", put("document", "path", "../text.txt"), "leaves the folder"),
    ("other text", put("document", "sha256", "0" * 64), "is not the text that was hashed"),
    ("lower above upper", put("statement", "quantities.0.lower", 99.0), "lower bound 99 is above"),
    ("value outside", put("statement", "quantities.0.value", 99.0), "99 lies outside its bounds"),
    ("interval of a check", put("check", "number.lower", 9.0), "lower bound 9 is above"),
    ("unknown kind", put("assessment", "kind", "opinion"), "'opinion' is no kind of record"),
    ("unknown key", put("statement", "mood", "good"), "mood: "),
    ("bad date", put("report", "date", "1 November"), "date: "),
    ("date without zone", put("document", "published", "2023-11-01T09:00:00"), "has no zone"),
    ("not a number", put("assessment", "probability", float("nan")), "NaN is no figure"),
    ("chance above one", put("assessment", "probability", 1.5), "probability: "),
    ("verdict without code", put("check", "verdict", "cannot test"), "goes with a reason code"),
    ("unknown code", put("check", "reason_code", "shy"), "reason code"),
    ("retrieved too early", put("document", "retrieved", "2023-10-01T00:00:00Z"), "retrieved before it was"),
    ("reported too early", put("report", "date", "2023-10-01T00:00:00Z"), "before the statement was made"),
    ("checked too early", put("check", "as_of", "2023-10-01T00:00:00Z"), "before the statement was made"),
    ("recorded too early", put("statement", "recorded", "2023-10-01T00:00:00Z"), "recorded before"),
    ("later than as of", put("assessment", "date", "2024-01-01T00:00:00Z"), "after 2023-12-02"),
    ("linked to itself", put("link", "of", "s{k}"), ""),
    ("cyclic link", extra(kind="link", id="x", relation="depends on", of="s4", to="s0"), "round in a circle"),
    ("copies in a circle", extra(kind="document", id="x{k}", title="t", published=NOW, copy_of="x{k}"),
     "documents copy: they go round in a circle"),
    ("the same id twice", extra(kind="assessment", id="a{k}", statement="s{k}", analyst="you", date=NOW,
                                text="no"), "there are 2 of that id"),
    ("the same link twice", extra(kind="link", id="x", relation="corroborates", of="s0", to="s2"),
     "it says what link 'l4' says"),
    ("both ways", extra(kind="link", id="x", relation="contradicts", of="s2", to="s0"),
     "both corroborates and"),
    ("unit mismatch", extra(kind="statement", id="x{k}", origin="o", said="y", date=NOW,
                            quantities=[{"value": 1.0, "unit": "km"}]), ""),
]  # fmt: skip


def unit_mismatch(k: int) -> Plant:
    def plant(ledger: dict[str, Plain], folder: Path) -> None:
        ledger[f"statement s{k}"]["quantities"] = [{"value": 4.7e9, "unit": "KRW"}]
        other = f"s{(k + 1) % 5}"
        ledger["extra"] = {
            "kind": "link", "id": "x", "relation": "in tension", "of": f"s{k}", "to": other, "recorded": NOW,
        }  # fmt: skip

    return plant


def itself(k: int) -> Plant:
    def plant(ledger: dict[str, Plain], folder: Path) -> None:
        ledger[f"link l{k}"]["to"] = ledger[f"link l{k}"]["of"]

    return plant


OWN = {
    "unit mismatch": (unit_mismatch, "link 'x': it holds KRW against shipments"),
    "linked to itself": (itself, "is linked to itself"),
}
ALL = [
    (f"{name} {k}", (OWN[name][0] if name in OWN else made)(k), (OWN[name][1] if name in OWN else said), k)
    for name, made, said in KINDS_OF_DEFECT
    for k in range(3 if name not in ("the same link twice", "both ways", "cyclic link") else 1)
]


def written(ledger: dict[str, Plain], folder: Path) -> Path:
    (folder / "text.txt").write_bytes(TEXT.encode())
    (folder / "ledger").mkdir()
    for plain in ledger.values():
        kind = plain["kind"] if plain["kind"] != "opinion" else "assessment"
        with (folder / "ledger" / f"{kind}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(plain, ensure_ascii=False) + "\n")
    return folder


def defects(folder: Path) -> list[str]:
    store = open_store(folder)
    records = store.records()
    return [*store.problems, *map(str, audit(records, folder, AS_OF))]


def test_there_are_a_hundred_defects() -> None:
    assert len(ALL) >= 100


def test_a_sound_ledger_has_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert defects(written(sound(), tmp_path)) == []
    assert cli.main(["ledger", "audit", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "30 records, no defect\n"


@pytest.mark.parametrize(("plant", "said", "k"), [row[1:] for row in ALL], ids=[row[0] for row in ALL])
def test_a_planted_defect_is_caught(plant: Plant, said: str, k: int, tmp_path: Path) -> None:
    ledger = sound()
    plant(ledger, tmp_path)
    found = defects(written(ledger, tmp_path))
    assert any(re.search(said.replace("{k}", str(k)), one) for one in found), found
    for one in found:
        assert re.search(r"(line \d+|'[\w-]+'|they go round)", one) and (";" in one or "cut short" in one), (
            one
        )


def test_defects_are_printed_and_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = sound()
    shifted(2)(1)(ledger, tmp_path)
    written(ledger, tmp_path)
    assert cli.main(["ledger", "audit", str(tmp_path), "--json"]) == 2
    told = capsys.readouterr()
    assert len(json.loads(told.out)["defects"]) == 1 and "1 defects in 30 records" in told.err


def test_a_defect_that_a_later_record_mends_is_not_told(tmp_path: Path) -> None:
    ledger = sound()
    shifted(2)(1)(ledger, tmp_path)
    span = sound()["report r1"]["span"]
    ledger["mended"] = {**ledger["report r1"], "id": "r1b", "supersedes": "r1", "span": span}
    ledger["statement"] = {**ledger["statement s1"], "id": "s1b", "supersedes": "s1", "said": "ships left"}
    assert defects(written(ledger, tmp_path)) == []


def test_two_records_that_supersede_one_are_told(tmp_path: Path) -> None:
    ledger = sound()
    for name in ("x", "y"):
        ledger[name] = {**ledger["assessment a1"], "id": name, "supersedes": "a1"}
    assert defects(written(ledger, tmp_path)) == [
        "assessment 'y': 'x' supersedes 'a1' too; let this one supersede 'x'"
    ]
