"""The ledger's stores under load: `python benchmarks/ledger_store.py [--postgres URL]`.

Ten writers at once, 1,000 records each in calls of their own; fifty kills in mid-write; 100,000 statements
listed, filtered and searched. It counts what was lost or doubled and prints times. The URL names a PostgreSQL
server on which it makes and drops a database of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from launchwatch.ledger import Statement, Store, open_store

WRITER = Path(__file__).resolve().parent.parent / "tests" / "ledger" / "writers.py"
WHEN = "2023-11-01T09:00:00Z"
NAME = "launchwatch_benchmark"
WORDS = (
    *("launch", "satellite", "shells", "containers", "engine"),
    *("window", "orbit", "agency", "failed", "third"),
)


def main() -> None:
    """Run all three loads on every kind of store that is at hand."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", metavar="URL", help="postgresql://USER@HOST:PORT/, ending in a slash")
    parser.add_argument("--kinds", nargs="+", default=["files", "SQLite", "PostgreSQL"], metavar="KIND")
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--statements", type=int, default=100_000)
    chosen = parser.parse_args()
    for kind in chosen.kinds:
        if kind == "PostgreSQL" and not chosen.postgres:
            continue
        with fresh(kind, chosen.postgres) as place:
            write_at_once(kind, place, chosen.writers, chosen.records)
        with fresh(kind, chosen.postgres) as place:
            kill(kind, place, chosen.kills)
        with fresh(kind, chosen.postgres) as place:
            search(kind, place, chosen.statements)


@contextmanager
def fresh(kind: str, server: str | None) -> Iterator[str]:
    """An empty place of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        if kind != "PostgreSQL":
            yield folder if kind == "files" else f"sqlite:///{folder}/ledger.db"
            return
        import psycopg

        with psycopg.connect(f"{server}postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {NAME}")
            try:
                yield f"{server}{NAME}"
            finally:
                connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def writer(*arguments: object) -> subprocess.Popen[str]:
    """A process that writes."""
    command = [sys.executable, str(WRITER), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def write_at_once(kind: str, place: str, writers: int, records: int) -> None:
    """Writers at once: what they were told is kept against what is there."""
    begin = time.perf_counter()
    at_work = [writer(place, f"w{k}", records) for k in range(writers)]
    told = [line for one in at_work for line in one.communicate()[0].split()]
    seconds = time.perf_counter() - begin
    names = [record.id for record in open_store(place).records() if record.id != "shared"]
    lost, doubled = len(set(told) - set(names)), len(names) - len(set(names))
    print(
        f"{kind:10} {writers} writers x {records:,}: {len(told):,} acknowledged, {lost} lost,"
        f" {doubled} doubled, {len(told) / seconds:,.0f} a second"
    )


def kill(kind: str, place: str, kills: int) -> None:
    """Writers killed in mid-write: every acknowledged record is there afterwards."""
    told: list[str] = []
    for turn in range(kills):
        with writer(place, f"t{turn}") as one:
            assert one.stdout is not None
            told += [one.stdout.readline().strip() for _ in range(1 + turn % 7)]
            one.kill()
            told += [line.strip() for line in one.stdout if line.endswith("\n")]
    names = {record.id for record in open_store(place).records()}
    print(f"{kind:10} {kills} kills: {len(told):,} acknowledged, {len(set(told) - names)} lost")


def search(kind: str, place: str, statements: int) -> None:
    """Listing, filtering and search of many statements; the median of nine, in ms, after the first."""
    store = open_store(place)
    many = [
        Statement(id=f"s{k}", recorded=WHEN, origin=f"speaker {k % 500}",
                  said=f"{WORDS[k % 10]} {WORDS[k // 10 % 10]} number {k}")
        for k in range(statements)
    ]  # fmt: skip
    begin = time.perf_counter()
    for k in range(0, statements, 10_000):
        store.add(many[k : k + 10_000])
    adding = time.perf_counter() - begin
    begin = time.perf_counter()
    store = open_store(place)  # a process of its own begins here
    assert len(store.find("statement", words=str(statements - 7))) == 1
    first = time.perf_counter() - begin
    asked: dict[str, Callable[[Store], object]] = {
        "list": lambda s: s.find("statement"),
        "filter": lambda s: s.find("statement", origin="speaker 77"),
        "search": lambda s: s.find("statement", words="shells orbit"),
        "rare word": lambda s: s.find("statement", words=str(statements - 7)),
    }
    figures = []
    for name, ask in asked.items():
        assert ask(store), name
        times = []
        for _ in range(9):
            begin = time.perf_counter()
            ask(store)
            times.append(1e3 * (time.perf_counter() - begin))
        figures.append(f"{name} {median(times):.1f} ms")
    print(
        f"{kind:10} {statements:,} statements added in {adding:.1f} s, opened and searched in {first:.2f} s,"
        f" then {', '.join(figures)}"
    )


if __name__ == "__main__":
    main()
