"""The review: proposals shown one by one in their place in the text, each taken, mended, refused or put off.

Each decision is on the disk before the next proposal is shown, so a stop (`q`, Ctrl-C, a closed terminal)
loses nothing and the next review goes on where this one stopped.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from launchwatch.ledger.reading.parting import parted
from launchwatch.ledger.reading.proposals import Proposal, Proposals

if TYPE_CHECKING:
    from rich.console import Console

KEYS = "y take  ·  e in your own words  ·  n refuse  ·  x split in two  ·  s later  ·  q stop"
AROUND = 260
"""Code points of text shown on each side of a statement."""

Take = Callable[[Proposal], object]
Near = Callable[[Proposal], tuple[str, str] | None]


def review(
    proposals: Proposals,
    text: str,
    *,
    take: Take,
    console: Console,
    key: Callable[[], str],
    ask: Callable[[str, str], str],
    near: Near | None = None,
) -> dict[str, int]:
    """Go through the open proposals; what is taken is handed to `take` before its decision is kept.

    Parameters
    ----------
    key, ask:
        One key from the person; a line, with what stands there now.
    near:
        The statement already on record that a proposal resembles (id, said), if any: `m` joins the two.
    """
    counts = {"taken": 0, "refused": 0, "later": 0, "open": 0}
    waiting = deque(item.id for item in proposals.items if item.decision == "")
    done = 0
    with contextlib.suppress(KeyboardInterrupt):  # at any moment: what was decided is on the disk
        while waiting:
            number = next(n for n, one in enumerate(proposals.items) if one.id == waiting[0])
            item = proposals.items[number]
            known = near(item) if near else None
            _show(console, item, text, f"{done + 1} of {done + len(waiting)}", known)
            answer = _decide(key, bool(known))
            if answer == "q":
                break
            if answer == "x":
                two = parted(item, text, ask("the second begins with", ""))
                if two is None:
                    console.print("these words do not stand inside it", style="yellow")
                    continue
                proposals.part(number, two)
                waiting.popleft()
                waiting.extendleft(one.id for one in reversed(two))
                continue
            waiting.popleft()
            done += 1
            if answer == "s":
                counts["later"] += 1
                continue
            if answer == "n":
                proposals.decide(number, "no")
                counts["refused"] += 1
                continue
            plain = _mended(item.plain, ask) if answer == "e" else item.plain
            joined = known[0] if answer == "m" and known else ""
            take(Proposal(item.id, plain, "yes", joined))
            proposals.decide(number, "yes", plain, joined)
            counts["taken"] += 1
    counts["open"] = sum(item.decision == "" for item in proposals.items)
    return counts


def _decide(key: Callable[[], str], near: bool) -> str:
    """The next key that means something; end of input and Ctrl-C mean stop."""
    while True:
        try:
            pressed = key().lower()
        except EOFError:
            return "q"
        if pressed in ("", "\x03", "\x04", "q"):
            return "q"
        if pressed in "yensx" or (pressed == "m" and near):
            return pressed


def _mended(plain: dict[str, Any], ask: Callable[[str, str], str]) -> dict[str, Any]:
    """The proposal in the person's words; an empty answer keeps what stands there."""
    said = ask("said", plain["said"]) or plain["said"]
    speaker = ask("speaker", plain["speaker"]) or plain["speaker"]
    polarity = ask("affirms or denies", plain["polarity"]) or plain["polarity"]
    polarity = polarity if polarity in ("affirms", "denies") else plain["polarity"]
    chain = [dict(hop) for hop in plain["chain"]]
    if chain and speaker != plain["speaker"]:
        chain[0]["name"] = speaker
    return {**plain, "said": said, "speaker": speaker, "polarity": polarity, "chain": chain}


def _show(console: Console, item: Proposal, text: str, place: str, known: tuple[str, str] | None) -> None:
    from rich.panel import Panel
    from rich.text import Text

    spans = sorted((int(s["start"]), int(s["end"])) for s in item.plain["spans"])
    low, high = max(0, spans[0][0] - AROUND), min(len(text), spans[-1][1] + AROUND)
    shown = Text(overflow="fold")
    at = low
    for start, end in spans:
        shown.append(_clean(text[at:start]), style="dim")
        shown.append(_clean(text[start:end]), style="bold reverse")
        at = end
    shown.append(_clean(text[at:high]), style="dim")
    rows = Text()
    rows.append(
        " → ".join(
            hop["name"] if hop.get("named", True) else f"{hop['name']} (unnamed)"
            for hop in item.plain["chain"]
        ),
        style="bold",
    )
    if item.plain.get("polarity") == "denies":
        rows.append("   denies or negates", style="red")
    for q in item.plain.get("quantities", []):
        rows.append(f"\n{q['comparator']} {q['value']:,.10g} {q['unit']}")
    for h in item.plain.get("hedges", []):
        band = f", {100 * h['lo']:.0f} to {100 * h['hi']:.0f} %" if h.get("lo") is not None else ""
        rows.append(f"\n{h['word']}{band}", style="italic")
    if known:
        rows.append(f"\non record already? [{known[0]}] {known[1]}", style="yellow")
    console.print(Panel(shown, title=place, title_align="left"))
    console.print(rows)
    console.print(KEYS + ("  ·  m the same as that" if known else ""), style="dim")


def _clean(text: str) -> str:
    """Text for a terminal: nothing in it can move the cursor or change its colours."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def terminal_key() -> str:
    """One key from the terminal, without waiting for return; a line's first letter where there is no
    terminal.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip()[:1] or ("s" if line else "")
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)  # what was typed ahead is kept
        return os.read(descriptor, 4).decode("utf-8", "replace")[:1]
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def terminal_line(name: str, now: str) -> str:
    """One line from the person, after what stands there now."""
    print(f"{name} [{_clean(now)[:160]}]: ", end="", flush=True)
    return sys.stdin.readline().strip()
