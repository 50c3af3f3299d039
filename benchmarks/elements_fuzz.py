"""Mutated element sets through the readers: no crash, no hang, only our own error, every refusal a sentence.

Run ``nice python benchmarks/elements_fuzz.py --count 1000000 --processes 2 [--seed S] [--states]``. The
seeds are made here in every form (TLE, 3LE, OMM as KVN, XML, JSON, CSV, reports of heights), and, where the
data set is, its CCSDS messages too; with ``--states`` messages of states (OPM, OEM, CDM) instead. One mutant
is one number: ``--seed S --only K`` shows mutant K. What is read is written again in every form and read
back, so the writers are run as well. At the end pieces of mutants are repeated to 16 and 64 kB, to see that
time grows with length and not faster.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit import (
    Elements,
    StateMessage,
    holds_states,
    propagate,
    read_elements,
    read_reports,
    read_state_messages,
    write_oem,
    write_omm_csv,
    write_omm_json,
    write_omm_kvn,
    write_omm_xml,
    write_tle,
)
from launchwatch.orbit.tle import checksum

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LAUNCHWATCH_DATA", ROOT.parent / "shared" / "data")) / "orbit"
MADE = datetime(2026, 11, 1, tzinfo=UTC)
TLE = (
    "MALLIGYONG-1\n1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991\n"
    "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329\n"
)
OPM = (
    "CCSDS_OPM_VERS = 3.0\nCREATION_DATE = 2026-01-01T00:00:00\nORIGINATOR = US\nOBJECT_NAME = X\n"
    "OBJECT_ID = 2026-001A\nCENTER_NAME = EARTH\nREF_FRAME = EME2000\nTIME_SYSTEM = UTC\n"
    "EPOCH = 2026-001T06:00:00.5\nX = 6880.125 [km]\nY = -1.5\nZ = +2.5e0 [km]\nX_DOT = 0.25 [km/s]\n"
    "Y_DOT = -1.0\nZ_DOT = 7.5\nMASS = 100 [kg]\nUSER_DEFINED_A = b\n"
)
REPORTS = (
    "time,height_km,lat,lon,sigma_km\n2026-08-01T00:00:00Z,501.5,39.1,125.2,2\n2026-08-01T00:10Z,499,,,\n"
)
WORDS = (
    "CCSDS_OMM_VERS = 3.0\n", "COMMENT ", "<omm>", "</omm>", "<ndm>", "<metadata>", "&a;", "\n1 ", "\n2 ",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "A0000", "Z9999", "339999", "340000", "999999999999", "NaN", "Infinity",
    "1e999", "-0", "1e-320", "EPOCH = ", "2026-366T24:00:60", "0001-01-01T00:00:00", "9999-12-31T23:59:60",
    "TIME_SYSTEM = TCB\n", "[km]",
    "[rad]", ' units="m"', "null", "true", "{}", "[[[[", '"', ",", "\r\n", "\x00",
    "\u2028", "١٢٣", "²", "\ufeff",
)  # fmt: skip
STATE_WORDS = (
    "CCSDS_OEM_VERS = 2.0\n", "<opm>", "</oem>", "<ndm>", "<segment>", "<covarianceMatrix>", "META_START\n",
    "META_STOP\n", "COVARIANCE_START\n", "COVARIANCE_STOP\n", "OBJECT = OBJECT2\n", "REF_FRAME = ITRF\n",
    "REF_FRAME = TEME\n", "CENTER_NAME = EARTH\n", "USER_DEFINED_A = 1\n", 'nil="true"', "EPOCH = ",
    "X = 0\n", "1 2 3 4 5 6\n", "2026-01-01T00:00:00 7e3 0 0 0 0 7\n", "[m]", "[km", "&a;",
    *WORDS[17:24], *WORDS[26:],
)  # fmt: skip
ALPHABET = '0123456789.+-eE UCS<>/=[]{}",:\n\t\x00\x1c\x85éß²١\U0001f680'


@cache
def seeds() -> tuple[str, ...]:
    """The texts that mutants are made of."""
    one = read_elements(TLE)[0]
    made = [
        TLE,
        TLE * 3,
        write_omm_kvn(one, MADE) * 2,
        write_omm_xml([one, one], MADE),
        write_omm_json([one]),
    ]
    made += [write_omm_csv([one, one]), REPORTS]
    return (*made, *_messages("omm"))


@cache
def state_seeds() -> tuple[str, ...]:
    """The texts that mutants of messages of states are made of."""
    one = read_elements(TLE)[0]
    instants = [one.epoch + timedelta(minutes=k) for k in range(3)]
    states = propagate(one, [0.0, 60.0, 120.0])
    oem = write_oem(one.name, one.designator, instants, states, created=MADE)
    return (OPM, oem, *_messages("opm"), *_messages("oem"), *_messages("cdm"))


def _messages(kind: str) -> list[str]:
    """The messages of the data set of this kind; none where it is not here."""
    folder = DATA / "formats" / "ccsds" / kind
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < 8000)
    return [path.read_text(encoding="utf-8", errors="replace") for path in found]


def mutant(number: int, seed: int, texts: tuple[str, ...], words: tuple[str, ...] = WORDS) -> str:
    """One mutated text: characters changed, words put in, stretches moved, repeated or spliced."""
    draw = random.Random(f"{seed}/{number}")
    out = draw.choice(texts)
    for _ in range(draw.randint(1, draw.choice((1, 2, 8)))):
        k, n = draw.randrange(len(out) + 1), draw.randint(1, 60)
        act = draw.randrange(8)
        if act == 0:
            out = out[:k] + draw.choice(ALPHABET) + out[k + 1 :]
        elif act == 1:
            out = out[:k] + out[k + draw.choice((1, n)) :]
        elif act == 2:
            out = out[:k] + draw.choice(words) + out[k:]
        elif act == 3:
            at = draw.randrange(len(out) + 1)
            out = out[:at] + out[k : k + n] + out[at:]
        elif act == 4:
            out = out[:k] + out[k : k + n] * draw.randint(2, 20) + out[k + n :]
        elif act == 5:
            other = draw.choice(texts)
            at = draw.randrange(len(other) + 1)
            out = out[:k] + other[at : at + 4 * n]
        elif act == 6:
            out = out[:k] if draw.random() < 0.3 else out[:k] + draw.choice(ALPHABET) + out[k:]
        else:
            digits = [i for i, c in enumerate(out) if c.isdigit()]
            if digits:
                i = draw.choice(digits)
                out = out[:i] + draw.choice("0123456789") + out[i + 1 :]
    return _summed(out) if draw.random() < 0.5 else out


def _summed(text: str) -> str:
    """Element lines with their checksums set right, so that what stands in them is read."""
    lines = text.split("\n")
    for k, line in enumerate(lines):
        if line[:2] in ("1 ", "2 ") and len(line) >= 69:
            lines[k] = line[:68] + str(checksum(line)) + line[69:]
    return "\n".join(lines)


def read(text: str) -> tuple[list[Elements | StateMessage], list[InputError]]:
    """What stands in the text, and what was refused."""
    problems: list[ElementsError] = []
    try:
        if text.lstrip("\ufeff").startswith("time,"):
            read_reports(text)
            return [], []
        if holds_states(text + "\n"):
            return [*read_state_messages(text + "\n")], []
        # a line break at the end: without one a text is taken for a path
        return [*read_elements(text + "\n", problems=problems)], list(problems)
    except InputError as error:
        return [], [*problems, error]


def wrong_with_states(message: StateMessage) -> str:
    """What states must never be, or "" when they are none of that."""
    for state in message.states:
        if not all(math.isfinite(x) for x in (*state.position, *state.velocity)):
            return "a figure of a state is not finite"
        state.orbit()
        try:
            state.teme()
        except ElementsError:
            continue
    if any(a.epoch >= b.epoch for e in message.ephemerides for a, b in pairwise(e.states)):
        return "an ephemeris out of order"
    return ""


def wrong_with(found: list[Elements | StateMessage], refused: list[InputError]) -> str:
    """What a reading must never be, or "" when it is none of that."""
    for error in refused:
        if "\n" in str(error) or len(str(error)) < 12 or len(str(error)) > 600:
            return f"a refusal is no sentence: {str(error)[:700]!r}"
    for one in found:
        if isinstance(one, StateMessage):
            if odd := wrong_with_states(one):
                return odd
            continue
        figures = (one.mean_motion_rev_day, one.eccentricity, one.inclination_deg, one.raan_deg, one.bstar)
        if not all(math.isfinite(x) for x in figures) or not math.isfinite(one.perigee_m):
            return "a figure is not finite"
        texts = [write_omm_kvn(one, MADE), write_omm_xml([one], MADE), write_omm_json([one])]
        for write in (write_tle, lambda e: write_omm_csv([e])):
            try:
                texts.append(write(one))
            except ElementsError:
                continue
        for text in texts:
            if read_elements(text)[0].inclination_deg != one.inclination_deg and text[1:2] != " ":
                plain = abs(read_elements(text)[0].inclination_deg - one.inclination_deg) < 1e-4
                if not plain:
                    return f"written and read back it is another: {text[:200]!r}"
        try:
            propagate(one, [0.0, 86400.0], lenient=True)
        except ElementsError:
            continue
    return ""


@dataclass
class Tally:
    """What a run of mutants came to."""

    count: int = 0
    sets: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    slowest: int = -1
    failures: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take another run in."""
        self.count += other.count
        self.sets += other.sets
        self.refused += other.refused
        self.failures += other.failures
        if other.slowest_s > self.slowest_s:
            self.slowest_s, self.slowest = other.slowest_s, other.slowest


def run(first: int, last: int, seed: int, states: bool = False) -> Tally:
    """Mutants of these numbers, of sets or of messages of states, read one by one."""
    tally = Tally()
    texts, words = (state_seeds(), STATE_WORDS) if states else (seeds(), WORDS)
    for number in range(first, last):
        text = mutant(number, seed, texts, words)
        begin = time.process_time()
        try:
            found, refused = read(text)
            took = time.process_time() - begin
            odd = wrong_with(found, refused)
            tally.sets += len(found)
            tally.refused += bool(refused)
        except Exception as error:
            took, odd = time.process_time() - begin, f"{type(error).__name__}: {error}"
        if took > tally.slowest_s:
            tally.slowest_s, tally.slowest = took, number
        if took > 2.0:
            odd = odd or f"{took:.1f} s for {len(text)} characters"
        if odd and len(tally.failures) < 20:
            tally.failures.append(f"mutant {number}: {odd}")
        tally.count += 1
    return tally


def growth(pieces: int, seed: int, states: bool = False) -> tuple[float, float, str]:
    """The longest time for 64 kB of one piece repeated, the worst growth from 16 to 64 kB, and of what."""
    draw = random.Random(f"growth {seed}")
    texts, words = (state_seeds(), STATE_WORDS) if states else (seeds(), WORDS)
    heads = ("", "CCSDS_OMM_VERS = 3.0\n", "<ndm>", "[", "EPOCH,MEAN_MOTION\n")
    if states:
        heads = (OPM, "CCSDS_OEM_VERS = 2.0\n", "CCSDS_CDM_VERS = 1.0\n", "<oem>", texts[1])
    slowest, worst, piece_of_worst = 0.0, 0.0, ""
    for number in range(pieces):
        text = mutant(number, seed + 1, texts, words)
        k = draw.randrange(len(text) + 1)
        piece = text[k : k + draw.randint(1, 60)] or " "
        head = draw.choice(heads)
        took = []
        for size in (16_000, 64_000):
            begin = time.process_time()
            read((head + piece * (size // len(piece) + 1))[:size])
            took.append(time.process_time() - begin)
        slowest = max(slowest, took[1])
        if took[1] > 0.1 and took[1] / max(took[0], 1e-3) > worst:
            worst, piece_of_worst = took[1] / max(took[0], 1e-3), piece
    return slowest, worst, piece_of_worst


def main() -> int:
    """Run it; 1 where anything failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="which mutants")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=200, help="how many pieces are repeated to 64 kB")
    parser.add_argument("--only", type=int, default=-1, help="print and read this mutant alone")
    parser.add_argument("--states", action="store_true", help="messages of states (OPM, OEM, CDM), not sets")
    args = parser.parse_args()
    texts, words = (state_seeds(), STATE_WORDS) if args.states else (seeds(), WORDS)
    if args.only >= 0:
        text = mutant(args.only, args.seed, texts, words)
        print(text)
        print(*read(text), sep="\n")
        return 0
    step = 2_000
    chunks = [(k, min(k + step, args.count), args.seed, args.states) for k in range(0, args.count, step)]
    total, begin = Tally(), time.time()
    with ProcessPoolExecutor(args.processes) as pool:
        for k, part in enumerate(pool.map(run, *zip(*chunks, strict=True)), 1):
            total.add(part)
            for failure in part.failures:
                print("  ", failure, file=sys.stderr, flush=True)
            if k % 50 == 0:
                print(f"{total.count:,} mutants, {len(total.failures)} failures", file=sys.stderr, flush=True)
    print(
        f"{total.count:,} mutants of {len(texts)} texts, seed {args.seed}, {time.time() - begin:.0f} s: "
        f"{len(total.failures)} failures; {total.sets:,} sets read, "
        f"{total.refused / total.count:.1%} refused; "
        f"slowest {total.slowest_s * 1e3:.0f} ms (mutant {total.slowest})"
    )
    slowest, worst, piece = growth(args.pieces, args.seed, args.states)
    print(
        f"{args.pieces} pieces repeated to 64 kB: slowest {slowest * 1e3:.0f} ms; four times the length took "
        f"at most {worst:.1f} times as long ({piece!r})"
    )
    return 1 if total.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
