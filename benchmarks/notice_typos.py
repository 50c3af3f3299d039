"""How well typos are found and mended: slips planted into the clean rings of the published notices.

Run ``python benchmarks/notice_typos.py [--rings 400] [--seed 1]``; the rings are those read from the notices
of ``../shared/data`` (four to fifteen corners), each written in three styles.  "Told" counts a problem, or a
lost corner that is named; "told of large" leaves out slips that move the corner by less than three tenths of
the area, which no one could see in the corners alone.  A false alarm is a problem on a ring as published.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

from launchwatch.notice import read_notices
from launchwatch.notice.coordinates import find_positions
from launchwatch.notice.typos import mend

sys.path.insert(0, str(Path(__file__).parent))
import notice_reading

Ring = tuple[tuple[float, float], ...]
SLIPS = (
    "none",
    "hemisphere",
    "swapped digits",
    "doubled digit",
    "dropped digit",
    "wrong degree digit",
    "zigzag",
)


def clean_rings() -> list[Ring]:
    """Every polygon of the published notices, once, in the order of the files."""
    rings: dict[Ring, None] = {}
    for name in notice_reading.SETS:
        for record in notice_reading.records(name):
            for notice in read_notices(record["text"]):
                rings.update({tuple(a.vertices): None for a in notice.areas if a.kind == "polygon"})
    return [r for r in rings if 4 <= len(r) <= 15]


def _minutes(value: float, width: int) -> str:
    minutes = round(abs(value) * 60.0, 2)
    return f"{int(minutes // 60):0{width}}-{minutes % 60:05.2f}"


def _packed(value: float, width: int, seconds: bool) -> str:
    total = round(abs(value) * (3600 if seconds else 60))
    if seconds:
        return f"{total // 3600:0{width}}{total // 60 % 60:02}{total % 60:02}"
    return f"{total // 60:0{width}}{total % 60:02}"


def written(point: tuple[float, float], style: int) -> tuple[str, str]:
    """Latitude and longitude as ``28-39.92N 080-38.33W``, ``N284000W0803820`` or ``2840N 08038W``."""
    ns, ew = "NS"[point[0] < 0], "EW"[point[1] < 0]
    if style == 0:
        return _minutes(point[0], 2) + ns, " " + _minutes(point[1], 3) + ew
    if style == 1:
        return ns + _packed(point[0], 2, True), ew + _packed(point[1], 3, True)
    return _packed(point[0], 2, False) + ns, " " + _packed(point[1], 3, False) + ew


def slipped(words: tuple[str, str], slip: str, draw: random.Random) -> str | None:
    """One slip in one of the two angles; None where the slip changes nothing."""
    halves, half = list(words), draw.randrange(2)
    text = halves[half]
    digits = [k for k, c in enumerate(text) if c.isdigit()]
    if slip == "hemisphere":
        text = text.translate(str.maketrans("NSEW", "SNWE"))
    elif slip == "swapped digits":
        pairs = [(a, b) for a, b in itertools.pairwise(digits) if b == a + 1 and text[a] != text[b]]
        if not pairs:
            return None
        a, b = draw.choice(pairs)
        text = text[:a] + text[b] + text[a] + text[b + 1 :]
    else:
        k = draw.choice(digits if slip != "wrong degree digit" else digits[: 2 + half])
        other = draw.choice([d for d in "0123456789" if d != text[k]])
        put = {"doubled digit": text[k] * 2, "dropped digit": "", "wrong degree digit": other}[slip]
        text = text[:k] + put + text[k + 1 :]
    halves[half] = text
    return "".join(halves)


@dataclass
class Tally:
    """What became of the slips of one kind."""

    planted: int = 0
    told: int = 0
    large: int = 0
    told_large: int = 0
    right: int = 0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)


def measure(rings: list[Ring], slip: str, draw: random.Random) -> Tally:
    """Plant one slip into each ring in each style."""
    tally = Tally()
    for ring in rings:
        for style in range(3):
            words = [written(p, style) for p in ring]
            texts = ["".join(w) for w in words]
            truth = [(p.lat, p.lon) for p in find_positions(", ".join(texts))]
            k, moved = draw.randrange(len(ring)), 9.0
            if slip == "zigzag":
                if len(ring) != 4:
                    continue
                texts[0], texts[1] = texts[1], texts[0]
            elif slip != "none":
                text = slipped(words[k], slip, draw)
                if text is None:
                    continue
                texts[k] = text
            read = find_positions(", ".join(texts))
            tally.planted += 1
            if len(read) == len(truth):
                corners, told = mend(read)
                flat = math.cos(math.radians(truth[k][0]))
                apart = [math.hypot(p[0] - q[0], (p[1] - q[1]) * flat) for p in truth for q in truth]
                if slip != "zigzag":
                    moved = math.hypot(read[k].lat - truth[k][0], (read[k].lon - truth[k][1]) * flat) / max(
                        apart
                    )
                same = sorted(corners) == sorted(truth)
                changed = corners != [(p.lat, p.lon) for p in read] and not read[k].problem
                tally.right += bool(told) and same
                tally.wrong += bool(told) and changed and not same
            else:
                told = ["half a position was not read"]
            tally.told += bool(told)
            tally.large += moved > 0.3
            tally.told_large += moved > 0.3 and bool(told)
    return tally


@dataclass
class Losses:
    """What became of notices in which one character of a figure or letter was broken."""

    broken: int = 0
    corners_lost: int = 0
    windows_lost: int = 0
    silent: list[str] = field(default_factory=list)


def losses(draw: random.Random, share: float = 1.0) -> Losses:
    """Break one character of each clean notice; a corner or window less must be told."""
    tally = Losses()
    for name in ("corpus-dev-msi_warnings", "corpus-dev-notams"):
        for record in notice_reading.records(name):
            if draw.random() > share:
                continue
            before = notice_reading.read(record)
            text = record["text"]
            places = [k for k, c in enumerate(text) if c.isdigit() or c in "NSEWZ-"]
            if not places or any(n.problems for n in before) or not any(n.areas for n in before):
                continue
            k = draw.choice(places)
            broken = text[:k] + draw.choice(["", "X", "O", ".", " "]) + text[k + 1 :]
            after = notice_reading.read({**record, "text": broken})
            tally.broken += 1
            corners = [
                sum(len(a.vertices) + (a.center is not None) for n in ns for a in n.areas)
                for ns in (before, after)
            ]
            windows = [len({w for n in ns for w in n.windows}) for ns in (before, after)]
            tally.corners_lost += corners[1] < corners[0]
            tally.windows_lost += windows[1] < windows[0]
            less = corners[1] < corners[0] or windows[1] < windows[0]
            if less and not any(n.problems for n in after):
                tally.silent.append(f"{record['id']}, character {k}")
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rings", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    every = clean_rings()
    rings = draw.sample(every, min(args.rings, len(every)))
    print(f"{len(rings)} of {len(every)} rings, three styles each")
    print(f"{'slip':20s} planted   told  told of large  mended right  mended wrong")
    for slip in SLIPS:
        t = measure(rings, slip, draw)
        print(
            f"{slip:20s} {t.planted:7d} {t.told / t.planted:6.1%} {t.told_large / max(t.large, 1):14.1%}"
            f" {t.right / t.planted:13.1%} {t.wrong / t.planted:13.1%}"
        )

    lost = losses(draw)
    print(
        f"{lost.broken} clean notices with one character broken: {lost.corners_lost} lost a corner, "
        f"{lost.windows_lost} a window, {len(lost.silent)} of them in silence {lost.silent}"
    )


if __name__ == "__main__":
    main()
