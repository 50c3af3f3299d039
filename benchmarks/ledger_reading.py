"""How well news text is read: statements, sources, hops, quantities, words a second.

    python benchmarks/ledger_reading.py [FILE.json ...] [--errors]

Each file holds texts with hand-made annotations (`tests/ledger/texts/`: `dev.json` was looked at while the
rules were written, `test.json` was annotated before there were rules).  A statement counts as found when
a proposal covers half of it or more and half of the proposal lies in it, one proposal for one statement.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).resolve().parent.parent / "tests" / "ledger" / "texts"
_SMALL = frozenset({"the", "a", "an", "of", "said", "in", "for"})

COUNTED = (
    "gold", "read", "found", "loose", "covered", "source", "hops", "hops_right", "hops_read", "polarity",
    "amounts", "value", "comparator",
)  # fmt: skip


def points(spans: list[dict[str, Any]]) -> set[int]:
    """The code points of a statement."""
    return {k for span in spans for k in range(span["start"], span["end"])}


def same_name(one: str, other: str) -> bool:
    """Whether two names mean one: the words of the shorter are all in the longer."""
    a, b = (
        set(re.findall(r"[\w.]+", re.sub(r"['’]s\b", "", name.lower()))) - _SMALL for name in (one, other)
    )
    return bool(a and b) and (a <= b or b <= a)


def pair(gold: list[dict[str, Any]], read: list[dict[str, Any]], share: float = 0.5) -> list[tuple[int, int]]:
    """Which statement was found by which proposal, one for one, best overlap first."""
    scored = []
    places = [points(p["spans"]) for p in read]
    for g, statement in enumerate(gold):
        mine = points(statement["spans"])
        for r, theirs in enumerate(places):
            both = len(mine & theirs)
            if both and both >= share * len(mine) and both >= share * len(theirs):
                scored.append((-both / len(mine | theirs), g, r))
    pairs: list[tuple[int, int]] = []
    for _, g, r in sorted(scored):
        if all(g != a and r != b for a, b in pairs):
            pairs.append((g, r))
    return sorted(pairs)


def hops_right(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> int:
    """How many hops of a chain stand in the other, in order (longest common run of steps)."""
    table = [[0] * (len(read) + 1) for _ in range(len(gold) + 1)]
    for i, one in enumerate(gold):
        for j, other in enumerate(read):
            same = same_name(one["name"], other["name"])
            table[i + 1][j + 1] = table[i][j] + 1 if same else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


def score(texts: list[dict[str, Any]], *, show: bool = False) -> dict[str, float]:
    """Figures over annotated texts."""
    from launchwatch.ledger.reading import read_news

    n = dict.fromkeys(COUNTED, 0)
    for one in texts:
        text, gold = one["text"], one["statements"]
        read = [p.to_json(text) for p in read_news(text)]
        pairs = pair(gold, read)
        n["gold"] += len(gold)
        n["read"] += len(read)
        n["found"] += len(pairs)
        everywhere = [points(p["spans"]) for p in read]
        n["loose"] += sum(any(points(g["spans"]) & e for e in everywhere) for g in gold)
        golden = set().union(*(points(g["spans"]) for g in gold)) if gold else set()
        n["covered"] += sum(bool(e & golden) for e in everywhere)
        if show:
            _errors(one["id"], gold, read, pairs)
        for g, r in pairs:
            a, b = gold[g], read[r]
            n["source"] += same_name(a["speaker"], b["speaker"])
            n["hops"] += len(a["chain"])
            n["hops_read"] += len(b["chain"])
            n["hops_right"] += hops_right(a["chain"], b["chain"])
            n["polarity"] += a["polarity"] == b["polarity"] or a["polarity"] == "affirms"
            for amount in a["quantities"]:
                n["amounts"] += 1
                same = [
                    q
                    for q in b["quantities"]
                    if abs(q["value"] - amount["value"]) <= 1e-3 * abs(amount["value"])
                ]
                n["value"] += bool(same)
                n["comparator"] += any(q["comparator"] == amount["comparator"] for q in same)
                if show and not any(q["comparator"] == amount["comparator"] for q in same):
                    seen = [(q["value"], q["comparator"], q["unit"]) for q in b["quantities"]]
                    print(f"   {one['id']}: amount {amount} read as {seen}")

    def share(a: int, b: int) -> float:
        return a / b if b else 1.0

    return {
        "statements": n["gold"],
        "recall": share(n["found"], n["gold"]),
        "precision": share(n["found"], n["read"]),
        "recall, any overlap": share(n["loose"], n["gold"]),
        "precision, any overlap": share(n["covered"], n["read"]),
        "source right": share(n["source"], n["found"]),
        "hops found": share(n["hops_right"], n["hops"]),
        "hops right": share(n["hops_right"], n["hops_read"]),
        "quantities": n["amounts"],
        "value": share(n["value"], n["amounts"]),
        "comparator": share(n["comparator"], n["amounts"]),
    }


def _errors(
    name: str, gold: list[dict[str, Any]], read: list[dict[str, Any]], pairs: list[tuple[int, int]]
) -> None:
    for g, one in enumerate(gold):
        if all(g != a for a, _ in pairs):
            print(f"   {name}: missed  {one['spans'][0]['exact'][:90]!r} ({one['speaker']})")
    for r, one in enumerate(read):
        if all(r != b for _, b in pairs):
            print(f"   {name}: too much {one['said'][:110]!r} ({one['speaker']})")
    for g, r in pairs:
        a, b = gold[g], read[r]
        if not same_name(a["speaker"], b["speaker"]) or hops_right(a["chain"], b["chain"]) < max(
            len(a["chain"]), len(b["chain"])
        ):
            gold_names, names = ([h["name"] for h in one["chain"]] for one in (a, b))
            print(f"   {name}: chain   {gold_names} read as {names}: {b['said'][:50]!r}")
        if a["polarity"] == "denies" != b["polarity"]:
            print(f"   {name}: polarity {b['said'][:60]!r}")


def sources(passages: list[dict[str, Any]], *, show: bool = False) -> dict[str, float]:
    """Figures over passages of which only what each statement opens with, or holds, and its chain are told.

    Slashes stand between openings and between names that are as good as one another.
    """
    from launchwatch.ledger.reading import read_news

    n = dict.fromkeys(("told", "found", "source", "chain"), 0)
    for one in passages:
        read = list(read_news(one["text"]))
        for opening, chain in one["told"]:
            n["told"] += 1
            wanted = opening.split(" / ")
            fits = [p for p in read if p.said.lstrip(' "“').startswith(tuple(wanted))]
            fits = fits or [p for p in read if any(w in p.said for w in wanted)]
            if not fits:
                if show:
                    print(f"   missed {opening!r} ({chain})")
                continue
            read.remove(fits[0])
            names, hops = [hop.name for hop in fits[0].chain], chain.split(", ")
            same = [
                any(same_name(a, b) for b in hop.split(" / ")) for a, hop in zip(names, hops, strict=False)
            ]
            n["found"] += 1
            n["source"] += same[:1] == [True]
            n["chain"] += len(names) == len(hops) and all(same)
            if show and not (len(names) == len(hops) and all(same)):
                print(f"   {chain} read as {names}: {fits[0].said[:50]!r}")
    return {
        "statements": n["told"],
        "recall": n["found"] / n["told"],
        "source right": n["source"] / n["found"],
        "chain right": n["chain"] / n["found"],
    }


def speed(texts: list[dict[str, Any]]) -> float:
    """Words a second on one core, over some 20,000 words."""
    from launchwatch.ledger.reading import read_news

    words = sum(len(t["text"].split()) for t in texts)
    times = max(1, 20_000 // words)
    read_news(texts[0]["text"])
    start = time.process_time()
    for _ in range(times):
        for one in texts:
            read_news(one["text"])
    return words * times / (time.process_time() - start)


def main(arguments: list[str]) -> None:
    """Print the figures of each file."""
    files = [Path(a) for a in arguments if not a.startswith("--")] or [
        TEXTS / "dev.json",
        TEXTS / "test.json",
    ]
    for file in files:
        held = json.loads(file.read_text(encoding="utf-8"))
        texts = held.get("texts") or held["passages"]
        figures = (score if "texts" in held else sources)(texts, show="--errors" in arguments)
        print(f"{file.stem}: {len(texts)} texts, {sum(len(t['text'].split()) for t in texts):,} words")
        for name, value in figures.items():
            print(f"  {name:24s} {value:.0f}" if isinstance(value, int) else f"  {name:24s} {value:.3f}")
        print(f"  {'words a second':24s} {speed(texts):,.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
