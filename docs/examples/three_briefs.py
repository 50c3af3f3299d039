"""Print how the same figures change from brief to brief: `python three_briefs.py FOLDER…`."""

import json
import sys
from pathlib import Path


def shown(figure: dict | None) -> str:
    """A figure with its 90 % interval."""
    if figure is None:
        return "not known"
    return f"{figure['median']:.2f} {figure['unit']} ({figure['p05']:.2f} to {figure['p95']:.2f})"


for folder in sys.argv[1:]:
    brief = json.loads((Path(folder) / "brief.json").read_text(encoding="utf-8"))
    chance = brief["chance"]
    print(brief["case"], "as of", brief["as_of"])
    print("  inclination", shown(brief["orbit"]["planned"]["inclination"]))
    print("  period     ", shown(brief["orbit"]["planned"]["period"]))
    print(f"  chance      {chance['p']:.0%} ({chance['lo']:.0%} to {chance['hi']:.0%})")
