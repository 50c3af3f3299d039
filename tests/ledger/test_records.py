"""Records: what is written is read back exactly, one content has one hash, what is wrong is named."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.ledger.lines import read_lines
from launchwatch.ledger.records import (
    Amount,
    Assessment,
    Check,
    Document,
    Hop,
    Link,
    Number,
    Record,
    Report,
    Span,
    Statement,
    read_record,
    searched_text,
)

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3, minutes=-30))])
INSTANTS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=ZONES)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,12}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
FIGURES = st.floats(allow_nan=False, allow_infinity=False)
HASHES = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
HOPS = st.builds(Hop, name=TEXTS, role=TEXTS, named=st.booleans())
SPANS = st.builds(
    lambda start, exact, prefix: Span(start=start, end=start + len(exact), exact=exact, prefix=prefix),
    *(st.integers(0, 10**6), TEXTS, TEXTS),
)
AMOUNTS = st.builds(
    lambda three, unit: Amount(value=three[1], lower=three[0], upper=three[2], unit=unit),
    *(st.tuples(FIGURES, FIGURES, FIGURES).map(sorted), TEXTS),
)
COMMON: dict[str, Any] = {"id": NAMES, "recorded": INSTANTS, "supersedes": st.none() | NAMES}
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(Document, **COMMON, title=TEXTS, published=INSTANTS, copy_of=st.none() | NAMES,
              sha256=st.none() | HASHES, path=st.none() | TEXTS),
    st.builds(Statement, **COMMON, origin=TEXTS, said=TEXTS, date=st.none() | INSTANTS, hedge=TEXTS,
              quantities=st.lists(AMOUNTS, max_size=2).map(tuple)),
    st.builds(Report, **COMMON, statement=NAMES, document=NAMES, date=INSTANTS, span=st.none() | SPANS,
              chain=st.lists(HOPS, max_size=3).map(tuple)),
    st.builds(Check, **COMMON, statement=NAMES, tool=TEXTS, version=TEXTS, as_of=INSTANTS, reason=TEXTS,
              inputs=st.dictionaries(TEXTS, HASHES, max_size=2), verdict=st.just("supports"),
              number=st.none() | st.builds(Number, value=FIGURES, unit=TEXTS)),
    st.builds(Assessment, **COMMON, statement=NAMES, analyst=TEXTS, date=INSTANTS, text=TEXTS,
              probability=st.none() | st.floats(0, 1)),
    st.builds(Link, **COMMON, relation=st.sampled_from(["denies", "in tension"]), of=st.just("s1"),
              to=st.just("s2"), why=TEXTS),
)  # fmt: skip


@given(RECORDS)
def test_a_record_is_read_back_exactly(record: Record) -> None:
    line = json.dumps(record.to_json(), ensure_ascii=False)
    (again,) = read_lines(line + "\n", "here")
    assert again == record and again.hash == record.hash
    assert json.dumps(again.to_json(), ensure_ascii=False) == line


@given(RECORDS)
def test_the_hash_is_that_of_the_keys_in_order(record: Record) -> None:
    plain = record.to_json()
    told = plain.pop("hash")
    text = json.dumps(dict(sorted(plain.items())), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert told == hashlib.sha256(text.encode()).hexdigest()
    assert read_record(dict(reversed(plain.items()))).hash == told


def test_the_hash_of_one_record_by_hand() -> None:
    record = Statement(id="a", recorded=datetime(2023, 11, 1, 18, tzinfo=timezone(timedelta(hours=9))),
                       origin="é", said="so")  # fmt: skip
    by_hand = '{"id":"a","kind":"statement","origin":"é","recorded":"2023-11-01T09:00:00Z","said":"so"}'
    assert record.hash == hashlib.sha256(by_hand.encode()).hexdigest()


def test_composed_and_decomposed_letters_stay_apart() -> None:
    one = Statement(id="a", recorded=datetime(2023, 11, 1, tzinfo=UTC), origin="x", said="caf\u00e9")
    other = one.model_copy(update={"said": "cafe\u0301"})
    assert one.hash != other.hash and read_record(other.to_json()) == other


def test_a_record_is_found_by_its_words_not_by_its_names() -> None:
    report = Report(id="name", recorded=datetime(2023, 11, 1, tzinfo=UTC), statement="s", document="d",
                    date=datetime(2023, 11, 1, tzinfo=UTC), chain=(Hop(name="Yoo Sang-bum", role="hand"),),
                    span=Span(start=0, end=4, exact="more"))  # fmt: skip
    text = searched_text(report)
    assert text.split() == ["more", "Yoo", "Sang-bum", "hand"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"window_begin": "2023-11-02T00:00Z", "window_end": "2023-11-01T00:00Z"}, "ends before it begins"),
        ({"quantities": [{"value": 1, "lower": 2, "unit": "km"}]}, "value 1 lies outside its bounds"),
        ({"quantities": [{"value": float("inf"), "unit": "km"}]}, "quantities.0.value"),
        ({"id": ""}, "id: "),
        ({"said": "x" * 10_001}, "said: "),
        ({"date": 1698829200}, "an instant is a text"),
        ({"date": "0001-01-01T00:00+23:59"}, "outside all years"),
        (
            {"quantities": [{"value": "10", "unit": "km"}]},
            "quantities.0.value: Input should be a valid number",
        ),
        ({"hedge": "\ud800"}, "hedge: "),
        ({"mood": 1, "said": None}, r"said: .* \(1 more\)"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(keys: dict[str, Any], said: str) -> None:
    plain = {
        "kind": "statement",
        "id": "a",
        "recorded": "2023-11-01T00:00Z",
        "origin": "x",
        "said": "y",
        **keys,
    }
    with pytest.raises(InputError, match=said) as refused:
        read_record(plain, "file, line 3")
    assert "file, line 3" in str(refused.value)
