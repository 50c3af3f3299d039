"""Make the table of launch days within announced windows, from notices with known launch times.

    python scripts/make_windows.py FOLDER

FOLDER holds notices-dev.jsonl and negatives-dev.jsonl: public warnings (US NGA, NOTAM), each tied to a
launch, or to none.  Taken over are facts only: of the first warning found of each launch that names
several days, how many days it names and on which of them the launch came; of warnings behind which no
launch came and which look like a slip or a scrub (an inference), the number of days.  To them are added
the warnings of North Korea's launches, told by the press (`KOREA`).

Day 1 is the first announced day; day 0 is before the window opened; an empty day means no launch within it.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "launchwatch" / "record" / "data" / "windows.csv"
STATES = {  # the names in the data: GCAT's states, successors folded
    "China": "CN",
    "USA": "US",
    "France (Kourou)": "F-ESA",
    "Russia": "RU",
    "New Zealand": "NZ",
    "India": "IN",
    "Japan": "J",
}
SLIPPED = {  # in the words of the data: which launching state
    "Kourou notice whose windows passed": "F-ESA",
    "Eastern Range operation without": "US",
}
KOREA = [  # first day UTC of the window, days announced, day of the launch, source
    ("2009-04-04", 5, 2, "http://cns.miis.edu/stories/090408_dprk_satellite.htm"),
    ("2012-04-11", 5, 2, "https://kantei.go.jp/jp/kikikanri/northkorea/2012/2403192150renrakusitu.html"),
    ("2012-12-09", 13, 3, "http://www.pref.yamaguchi.lg.jp/cms/a10900/n_korea/20121207002.html"),
    ("2016-02-06", 8, 1, "https://en.wikipedia.org/wiki/Kwangmy%C5%8Fngs%C5%8Fng-4"),
    ("2023-05-30", 11, 1, "https://cm.asiae.co.kr/en/article/2023053019450323200"),
    ("2023-08-23", 7, 1, "http://onecorea.com/bbs/board.php?bo_table=newss&page=112&wr_id=5445"),
    (
        "2023-11-21",
        9,
        0,
        "https://spacepolicyonline.com/news/north-korea-claims-success-with-military-satellite-launch/",
    ),
    ("2024-05-26", 8, 1, "https://www3.nhk.or.jp/nhkworld/ko/news/k10014461681000/"),
]
COLUMNS = ("opens", "state", "days", "day", "source")

Row = tuple[str, str, int, int | None, str]


def table(folder: Path) -> str:
    """The table as CSV, in the order of the first announced day."""
    rows = [*launched(read(folder / "notices-dev.jsonl")), *slipped(read(folder / "negatives-dev.jsonl"))]
    rows += [(opens, "KP", days, day, source) for opens, days, day, source in KOREA]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: (row[0], row[4])):
        writer.writerow("" if value is None else value for value in row)
    return text.getvalue()


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def launched(notices: list[dict[str, Any]]) -> list[Row]:
    """For each launch the first of its warnings that names several days and holds the launch."""
    found: dict[str, Row] = {}
    for notice in sorted(notices, key=lambda one: (min(one["windows"])[0], one["id"])):
        windows = [(instant(begin), instant(end)) for begin, end in sorted(notice["windows"])]
        liftoff = instant(notice["launch"]["launch_utc"])
        inside = [k for k, (begin, end) in enumerate(windows) if begin <= liftoff <= end]
        if len(windows) > 1 and inside:
            opens = windows[0][0].date().isoformat()
            state = STATES[notice["launch"]["country"]]
            row = (opens, state, len(windows), inside[0] + 1, notice["notice_number"])
            found.setdefault(notice["launch"]["launch_id"], row)
    return list(found.values())


def slipped(negatives: list[dict[str, Any]]) -> list[Row]:
    """Warnings whose days passed without a launch, where that looks like a slip or a scrub."""
    found: list[Row] = []
    for notice in negatives:
        hint = notice["analyst_hint"] or ""
        states = [state for words, state in SLIPPED.items() if hint.startswith(words)]
        if notice["record_type"] == "negative: scrubbed launch":
            states = [STATES["India"]]
        if states and len(notice["windows"]) > 1:
            opens = min(notice["windows"])[0][:10]
            found.append((opens, states[0], len(notice["windows"]), None, notice["notice_number"]))
    return found


def instant(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    TARGET.write_text(table(Path(sys.argv[1])), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
