"""Mutated notices through the reader: no crash, no hang, no text lost, every refusal a sentence.

Run ``nice python benchmarks/notice_fuzz.py --count 1000000 --processes 2 [--seed S]``.  The seeds are the
real notices of ``../shared/data`` (or of the folder ``LAUNCHWATCH_DATA`` names), or a few made-up ones where
there are none.  One mutant is one number: ``--seed S --only K`` repeats mutant K.  At the end short pieces of
mutants are repeated to 16 and 64 kB, to see that time grows with length and not faster.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from launchwatch.notice import Notice, read_notices

DATA = Path(os.environ.get("LAUNCHWATCH_DATA", Path(__file__).parents[2] / "shared" / "data")) / "notices"
SETS = ("notices-dev", "corpus-dev-msi_warnings", "corpus-dev-notams", "negatives-dev")
ALPHABET = "0123456789NSEWnsew-.,/:+() \n\r\t°'\"ABZСЮВЗ北度時월\x00ßÅ\u202e\U0001f680"
WORDS = (
    "TO ", "THRU ", "AND ", "UNTIL ", "DAILY ", "ALTERNATE ", "Z ", "UTC ", " JAN", " DEC 26", "A. ", "D) ",
    "WITHIN 25 MILES OF ", "BETWEEN ", "CANCEL ", "TRACKLINE ", "CLOCKWISE ON A 30 NM ARC CENTERED ON ",
    "NOTAMN", "HYDROPAC 1/26", "30-00N 120-00E, ", "N3934E10021-", "7:00 A.M. TO ", "5月31日0時から",
    "F) SFC ", "B) 2613329999", "E) ",
)  # fmt: skip
OWN = (
    "201200Z JUN 26\nHYDROPAC 1/26.\n1. HAZARDOUS OPERATIONS, SPACE DEBRIS\n"
    "   302300Z TO 010100Z JUL, ALTERNATE\n"
    "   0100Z TO 0200Z DAILY 02, 04 THRU 07 JUL IN AREAS:\n   A. WITHIN TWO MILES OF 69-18N 016-01E\n"
    "      BETWEEN 342 DEGREES AND 016 DEGREES.\n   B. BETWEEN 72-39N 74-29N AND 012-20E 018-50E.\n"
    "   C. 69-29N 015-53E, 69-29N 016-07E, 69-25N 016-06E.\n2. CANCEL THIS MSG 080300Z JUL 26.\n",
    "A0061/26 NOTAMR A0060/26\nQ) ZLHW/QRDCA/IV/BO/W/000/999/3946N10011E014\n"
    "A) ZLHW B) 2606220342 C) 2606240410\n"
    "D) 22 0400-0410 0500-0600, 24 0200-0300\nE) AREA BOUNDED BY:\nN3934E10021-N3936E09959-N3958E10002-N39\n"
    "56E10024 BACK TO START.\nLAUNCH PAD COORD: 134312N 0801348E CIRCLE OF 10NM AROUND THE LAUNCHER\n"
    "F) SFC G) UNL\n",
    "The launch is to be between 7:00 a.m. and 11:00 a.m. local time from 4 to 8 April 2009, in the area\n"
    "40-41-44N 135-34-45E, 40-27-22N 138-30-40E, 40-16-34N 138-30-22E, 40-30-52N 135-34-26E.\n",
)

PIECES = (
    "28-39.92N 080-38.33W, ",
    "N374911E0960028-",
    "1. HAZARDOUS OPERATIONS 220100Z TO 220200Z JUN IN AREA BOUND BY\n30-00N 120-00E, 30-00N 121-00E.\n",
    "0100Z TO 0200Z DAILY 22 JUN ",
    "220100Z TO 220200Z JUN, ",
    "HYDROPAC 1/26.\nNAVAREA XII 3/26 ",
    "A0061/26 NOTAMN B) 2606220342 C) 2606240410 D) 0100-0200 E) N3934E10021 ",
    "D) 22 0400-0410, 24 0200-0300 ",
    "CANCEL HYDROPAC 9/26, 8/26 ",
    "A. ",
    "12",
    "1 ",
    " ",
    "\n",
    "N",
    "12-",
    "12 12 12 ",
    "WITHIN 12 ",
    "AREA BETWEEN 72-39N 74-29N AND 012-20E ",
    "12°12'12\" ",
    "ARC CENT ON 285116N 0804219W ",
    "201200Z JUN 26\n",
    "FIR BOUND ALONG THE ",
    "7:00 A.M. TO 8:00 P.M. UTC ON 3 MAY ",
    "5月31日0時から",
    "30-00N 120-00E, 31-00N 121-00E, 30-00N 121-00E, 31-00S 120-00E. A. ",
    "D) E) N3934E10021 F) SFC ",
    "JUL 06 0400-0722 ",
)  # short texts that a megabyte is made of


@cache
def seeds() -> tuple[str, ...]:
    """The texts that mutants are made of."""
    texts: list[str] = []
    for name in SETS:
        path = DATA / f"{name}.jsonl"
        if path.exists():
            texts += [json.loads(line)["text"] for line in path.read_text().splitlines()]
    return tuple(texts) or OWN


def mutant(number: int, seed: int, texts: tuple[str, ...]) -> str:
    """One mutated notice: characters changed, words put in, stretches moved, repeated or spliced."""
    draw = random.Random(f"{seed}/{number}")
    out = draw.choice(texts)
    for _ in range(draw.randint(1, 10)):
        k = draw.randrange(len(out) + 1)
        n = draw.randint(1, 80)
        act = draw.randrange(9)
        if act == 0:
            out = out[:k] + draw.choice(ALPHABET) + out[k + 1 :]
        elif act == 1:
            out = out[:k] + out[k + draw.choice((1, n)) :]
        elif act == 2:
            out = out[:k] + draw.choice(ALPHABET) + out[k:]
        elif act == 3:
            out = out[:k] + draw.choice(WORDS) + out[k:]
        elif act == 4:
            at = draw.randrange(len(out) + 1)
            out = out[:at] + out[k : k + n] + out[at:]
        elif act == 5:
            out = out[:k] + out[k : k + n] * draw.randint(2, 30) + out[k + n :]
        elif act == 6:
            other = draw.choice(texts)
            at = draw.randrange(len(other) + 1)
            out = out[:k] + other[at : at + 4 * n]
        elif act == 7:
            out = out.swapcase() if draw.random() < 0.2 else out[:k]
        else:
            digits = [i for i, c in enumerate(out) if c.isdigit()]
            if digits:
                i = draw.choice(digits)
                out = out[:i] + draw.choice("0123456789") + out[i + 1 :]
    return out


def wrong_with(text: str, notices: list[Notice]) -> str:
    """What a reading must never be, or "" when it is none of that."""
    if "".join(n.text for n in notices) != text:
        return "text was lost"
    for notice in notices:
        if not ((notice.windows and notice.areas) or notice.problems or "CANCEL" in text.upper()):
            return "nothing was read and no problem was told"
        if not all(isinstance(p, str) and len(p) > 12 and " " in p for p in notice.problems):
            return f"a refusal is no sentence: {notice.problems}"
        if not all(end > begin for area in notice.areas for begin, end in area.windows):
            return "a window ends before it begins"
        points = [p for a in notice.areas for p in (*a.vertices, *([a.center] if a.center else []))]
        if not all(abs(lat) <= 90.0 and abs(lon) <= 180.0 for lat, lon in points):
            return "a corner lies off the globe"
        json.dumps(notice.to_json(), allow_nan=False)
    return ""


@dataclass
class Tally:
    """What a run of mutants came to."""

    count: int = 0
    told: int = 0  # mutants with at least one problem
    slowest_s: float = 0.0
    slowest: int = -1
    failures: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take another run in."""
        self.count += other.count
        self.told += other.told
        self.failures += other.failures
        if other.slowest_s > self.slowest_s:
            self.slowest_s, self.slowest = other.slowest_s, other.slowest


def run(first: int, last: int, seed: int) -> Tally:
    """Mutants of these numbers, read one by one."""
    tally, texts = Tally(), seeds()
    for number in range(first, last):
        text = mutant(number, seed, texts)
        begin = time.perf_counter()
        try:
            notices = read_notices(text, "mutant")
            odd = wrong_with(text, notices)
            tally.told += any(n.problems for n in notices)
        except Exception as error:
            odd = f"{type(error).__name__}: {error}"
        took = time.perf_counter() - begin
        if took > 0.5:  # once more by the clock of the process, which does not count waiting
            begin = time.process_time()
            read_notices(text)
            took = time.process_time() - begin
        if took > tally.slowest_s:
            tally.slowest_s, tally.slowest = took, number
        if took > 2.0:
            odd = odd or f"{took:.1f} s for {len(text)} characters"
        if odd and len(tally.failures) < 20:
            tally.failures.append(f"mutant {number}: {odd}")
        tally.count += 1
    return tally


def growth(pieces: int, seed: int) -> tuple[float, float, str]:
    """The longest time for 64 kB of one piece repeated, the worst growth from 16 to 64 kB, and of what."""
    draw, texts = random.Random(f"growth {seed}"), seeds()
    slowest, worst, piece_of_worst = 0.0, 0.0, ""
    for number in range(pieces):
        text = mutant(number, seed + 1, texts)
        k = draw.randrange(len(text) + 1)
        piece = text[k : k + draw.randint(1, 60)] or " "
        took = []
        for size in (16_000, 64_000):
            long = (piece * (size // len(piece) + 1))[:size]
            begin = time.process_time()
            read_notices(long)
            took.append(time.process_time() - begin)
        slowest = max(slowest, took[1])
        if took[1] > 0.1 and took[1] / max(took[0], 1e-3) > worst:
            worst, piece_of_worst = took[1] / max(took[0], 1e-3), piece
    return slowest, worst, piece_of_worst


def megabytes() -> tuple[float, str]:
    """The longest time, s, that a megabyte of one of the pieces took, and which; the bar is 2 s."""
    took = []
    for piece in PIECES:
        text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
        begin = time.process_time()
        read_notices(text)
        took.append((time.process_time() - begin, piece))
    return max(took)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="which mutants")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=200, help="how many pieces are repeated to 64 kB")
    parser.add_argument("--only", type=int, default=-1, help="print and read this mutant alone")
    args = parser.parse_args()
    if args.only >= 0:
        text = mutant(args.only, args.seed, seeds())
        print(text)
        print(json.dumps([n.to_json() for n in read_notices(text)], indent=1, ensure_ascii=False))
        return 0
    step = 2_000
    chunks = [(k, min(k + step, args.count), args.seed) for k in range(0, args.count, step)]
    total, begin = Tally(), time.time()
    with ProcessPoolExecutor(args.processes) as pool:
        for k, part in enumerate(pool.map(run, *zip(*chunks, strict=True)), 1):
            total.add(part)
            for failure in part.failures:
                print("  ", failure, file=sys.stderr, flush=True)
            if k % 50 == 0:
                print(f"{total.count:,} mutants, {len(total.failures)} failures", file=sys.stderr, flush=True)
    print(
        f"{total.count:,} mutants of {len(seeds())} notices, seed {args.seed}, {time.time() - begin:.0f} s: "
        f"{len(total.failures)} failures; {total.told / total.count:.1%} told a problem; "
        f"slowest {total.slowest_s * 1e3:.0f} ms (mutant {total.slowest})"
    )
    for failure in total.failures[:20]:
        print("  ", failure)
    slowest, worst, piece = growth(args.pieces, args.seed)
    print(
        f"{args.pieces} pieces repeated to 64 kB: slowest {slowest * 1e3:.0f} ms; four times the length took "
        f"at most {worst:.1f} times as long ({piece!r})"
    )
    longest_s, piece = megabytes()
    print(f"a megabyte of one of {len(PIECES)} pieces took at most {longest_s:.2f} s (bar 2 s; {piece!r})")
    return 1 if total.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
