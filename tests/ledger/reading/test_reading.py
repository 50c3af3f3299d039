"""Whole texts: the bars on texts annotated by hand, offsets, odd spaces, wrapped lines, random text."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.ledger.reading import read_news, tagger

TEXTS = Path(__file__).resolve().parent.parent / "texts"


@pytest.fixture(scope="module")
def benchmark(root: Path) -> ModuleType:
    """The scores of `benchmarks/ledger_reading.py`."""
    spec = importlib.util.spec_from_file_location("ledger_reading", root / "benchmarks" / "ledger_reading.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["dev", "test"])
def test_the_bars_of_reading(name: str, benchmark: ModuleType) -> None:
    texts = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))["texts"]
    figures = benchmark.score(texts)
    assert figures["recall"] >= 0.95 and figures["precision"] >= 0.95
    assert figures["source right"] >= 0.95
    assert figures["hops found"] >= 0.95 and figures["hops right"] >= 0.95
    assert figures["value"] >= 0.97 and figures["comparator"] >= 0.95


def test_the_bars_of_reading_on_texts_written_by_another_hand(benchmark: ModuleType) -> None:
    """Written and annotated before their author saw the rules, when .73 were found; the rules were then
    mended on them, so this holds what was gained and measures nothing blind.
    """
    texts = json.loads((TEXTS / "wires.json").read_text(encoding="utf-8"))["texts"]
    figures = benchmark.score(texts)
    assert figures["recall"] >= 0.88 and figures["precision"] >= 0.95
    assert figures["source right"] >= 0.95 and figures["hops found"] >= 0.95
    assert figures["value"] >= 0.97 and figures["comparator"] >= 0.95


def test_the_bars_of_reading_on_texts_that_were_read_blind(benchmark: ModuleType) -> None:
    """Texts of another hand: .89 and .98 when they were first read, with .89 of the sources; then the rules
    were mended on them.
    """
    texts = json.loads((TEXTS / "blind.json").read_text(encoding="utf-8"))["texts"]
    figures = benchmark.score(texts)
    assert figures["recall"] >= 0.94 and figures["precision"] >= 0.97
    assert figures["source right"] >= 0.98 and figures["hops found"] >= 0.98
    assert figures["value"] >= 0.97 and figures["comparator"] >= 0.95


def test_the_bars_of_reading_on_texts_kept_aside(benchmark: ModuleType) -> None:
    """Texts of another hand whose misses nobody has looked at: only these sums. Keep it so: whoever mends
    rules on them needs new ones.
    """
    texts = json.loads((TEXTS / "aside.json").read_text(encoding="utf-8"))["texts"]
    figures = benchmark.score(texts)
    assert figures["recall"] >= 0.85 and figures["precision"] >= 0.90
    assert figures["source right"] >= 0.90 and figures["hops found"] >= 0.85
    assert figures["value"] >= 0.95 and figures["comparator"] >= 0.90


def test_sources_of_passages_of_our_own(benchmark: ModuleType) -> None:
    """Passages on which the rules of sources were made: they hold what was gained and measure nothing new."""
    passages = json.loads((TEXTS / "passages.json").read_text(encoding="utf-8"))["passages"]
    figures = benchmark.sources(passages)
    assert figures["recall"] >= 0.98
    assert figures["source right"] >= 0.98 and figures["chain right"] >= 0.97


def test_a_quotation_goes_on_only_from_a_quotation() -> None:
    text = 'Kim said the rocket fell. Nobody was hurt: "We saw it.\n\n"It was loud."'
    found = read_news(text)
    assert [(p.said, len(p.spans)) for p in found] == [("the rocket fell", 1)]


def test_the_scores_fall_when_the_reading_is_wrong(benchmark: ModuleType) -> None:
    gold = [
        {"spans": [{"start": 0, "end": 10}], "speaker": "Kim", "chain": [{"name": "Kim"}, {"name": "AP"}]}
    ]
    assert benchmark.pair(gold, [{"spans": [{"start": 8, "end": 30}]}]) == []
    assert benchmark.pair(gold, [{"spans": [{"start": 1, "end": 10}]}]) == [(0, 0)]
    assert benchmark.hops_right(gold[0]["chain"], [{"name": "AP"}, {"name": "Kim"}]) == 1
    assert not benchmark.same_name("the agency", "the ministry")


def test_spans_hold_what_was_said_in_code_points() -> None:
    text = (
        "🚀 Ünïcode first.\r\n\r\n“Es flog,” said Jörg Müller. The\u00a0ministry said the\u2009rocket fell."
    )
    first, second = (p.to_json(text) for p in read_news(text))
    assert first["spans"][0]["exact"] == "Es flog" and first["speaker"] == "Jörg Müller"
    assert second["said"] == "the rocket fell"
    assert second["spans"][0]["exact"] == "the\u2009rocket fell"


def test_the_contract() -> None:
    text = "More than 10 ships likely left, a source told Yonhap."
    (found,) = read_news(text)
    assert found.to_json(text) == {
        "spans": [{"start": 0, "end": 30, "exact": "More than 10 ships likely left"}],
        "speaker": "a source",
        "chain": [
            {"name": "a source", "role": "source", "named": False},
            {"name": "Yonhap", "role": "news outlet", "named": True},
        ],
        "said": "More than 10 ships likely left",
        "polarity": "affirms",
        "quantities": [
            {
                "value": 10.0,
                "lo": 10.0,
                "hi": None,
                "unit": "ships",
                "comparator": "more than",
                "span": {"start": 0, "end": 18, "exact": "More than 10 ships"},
            }
        ],
        "hedges": [{"word": "likely", "lo": 0.55, "hi": 0.80}],
    }


def test_a_text_wrapped_by_hand_reads_as_one_that_is_not() -> None:
    text = (
        "Two fishermen who drifted for eleven days in a boat without an engine were rescued on Friday, the "
        "navy said. The men had lived on rainwater and raw fish, the navy spokesman Rui Pinto said."
    )
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 60:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    wrapped = read_news("\n".join(lines))
    assert [p.said for p in wrapped] == [p.said for p in read_news(text)] and len(wrapped) == 2


def test_reading_twice_gives_the_same() -> None:
    texts = json.loads((TEXTS / "dev.json").read_text(encoding="utf-8"))["texts"]
    for one in texts[:4]:
        assert read_news(one["text"]) == read_news(one["text"])


@given(st.text(max_size=300))
def test_random_text_never_breaks_it(text: str) -> None:
    _sound(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "told",
                ",",
                ".",
                '"',
                "“",
                "”",
                "'",
                "the",
                "agency",
                "Kim",
                "NIS",
                "(",
                ")",
                "according",
                "to",
                "citing",
                "as",
                "saying",
                "that",
                "who",
                "and",
                "but",
                "\n\n",
                "more",
                "than",
                "10",
                "quoted",
                "by",
                "Yonhap",
                "denied",
                ":",
                "reports",
                "was",
                "he",
                "it",
                "adding",
                "pledged",
                "with",
                "-",
                "a",
            ]
        ),
        max_size=40,
    )
)
def test_words_of_speech_in_any_order_never_break_it(words: list[str]) -> None:
    _sound(" ".join(words))


def _sound(text: str) -> None:
    for one in read_news(text):
        assert one.chain and one.spans
        for start, end in one.spans:
            assert 0 <= start < end <= len(text)
        json.dumps(one.to_json(text), allow_nan=False)


@pytest.mark.parametrize(
    "piece",
    [
        "said ",
        '"',
        "“ ",
        ", the agency said",
        "(",
        "Kim Min-ho, ",
        "1,",
        "quoted as saying ",
        "a" * 5000,
        "and ",
        "the ",
        "according to ",
    ],
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        read_news(text)
        return time.process_time() - start

    seconds(4_000)
    small, large = seconds(20_000), seconds(80_000)
    assert large < 12 * small + 0.5, f"four times the text took {large / small:.0f} times as long"


def test_verbs_told_by_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for spaCy: `covers` and `said` are verbs to it, and nothing else."""

    def pipe(texts: list[str], batch_size: int) -> list[list[SimpleNamespace]]:
        return [
            [
                SimpleNamespace(idx=text.find(word), tag_="VBZ" if word in ("covers", "said") else "NN")
                for word in text.split()
            ]
            for text in texts
        ]

    spacy = ModuleType("spacy")
    spacy.load = lambda folder, exclude: SimpleNamespace(pipe=pipe)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    monkeypatch.setattr(tagger, "find_spec", lambda name: SimpleNamespace(origin=f"{name}/__init__.py"))
    monkeypatch.setattr(tagger, "check_digest", lambda *given: None)
    (found,) = read_news("Water covers it, the navy said.", tagger=tagger.load_tagger())
    assert (found.said, found.speaker) == ("Water covers it", "navy")
