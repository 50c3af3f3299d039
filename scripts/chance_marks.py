"""Write the marks of the forecasts into docs/explanation/chance.md.

    python scripts/chance_marks.py [--check]

The table between the two marks of the page is made from the shipped record. With `--check` nothing is
written, and the exit code is 1 where the page is out of date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from launchwatch.record import Mark, backtest, load_record, marks

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "chance.md"
BEGIN, END = "% marks: made by scripts/chance_marks.py", "% end of marks"
BARS = {
    "all": 0.0408,
    "2000 to 2025": 0.0310,
    "attempts 1 to 5 of a line": 0.1200,
    "first flights": 0.1900,
    "new builder, attempts 1 to 5": 0.163,
    "state with fewer than 3 successes": 0.201,
    "no success yet, attempts 2 to 5": 0.260,
}


def table() -> str:
    """The marks as a table of Markdown."""
    ours, scored = backtest(load_record())
    laplace, faa = marks(scored, lambda one: one.laplace), marks(scored, lambda one: one.faa)
    lines = [
        "| launches since 1965 | n | Laplace | 14 CFR 417 | ours | bar | log loss | calibration error |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, one in ours.items():
        scores = " | ".join(brief(by[name]) for by in (laplace, faa, ours))
        bar = f"{BARS[name]:.4f}".lstrip("0")
        lines.append(f"| {name} | {one.n:,} | {scores} | {bar} | {one.log_loss:.3f} | {one.ece:.3f} |")
    return "\n".join(lines)


def brief(mark: Mark) -> str:
    """A Brier score as the page writes it."""
    return f"{mark.brier:.4f}".lstrip("0")


def page(text: str) -> str:
    """The page with the table of today."""
    pattern = rf"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})"
    return re.sub(pattern, lambda _: f"\n{table()}\n\n", text, flags=re.DOTALL)


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8")
    after = page(before)
    if "--check" in sys.argv[1:]:
        sys.exit(after != before)
    PAGE.write_text(after, encoding="utf-8")
    print(f"wrote {PAGE}")
