"""The checks that there are, by name: what each computes from, and the version of what it computes.

A statement names its check and what the check is given: `window`, `imagery:Guam 13.45 144.80`, `flight:passes
Okinawa-Miyako gap`, or why there is none, `cannot test:motive; words`.  A check reads the case as of an
instant, the answers of a brief, the anchors of arithmetic, other statements; `inputs` gives a hash of each
part that it reads, so that it need not run again while they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from launchwatch.ledger.arithmetic import check_loads, check_sum, check_supply
from launchwatch.ledger.claims import check_chance, check_count, check_orbit, check_outcome
from launchwatch.ledger.direction import check_direction, check_plane
from launchwatch.ledger.fallen import check_areas
from launchwatch.ledger.flown import check_fall, check_flight, check_phase
from launchwatch.ledger.imagery import check_imagery
from launchwatch.ledger.launch_times import check_launched_early, check_liftoff, check_window
from launchwatch.ledger.passage import check_passage
from launchwatch.ledger.records import REASON_CODES
from launchwatch.ledger.texts import check_headline
from launchwatch.ledger.told import Claim, digest_of
from launchwatch.ledger.verdicts import Finding, ViewLike

Answers = Mapping[str, Any]

# Why a statement cannot be tested, by code, each as a plain sentence.
REASONS: dict[str, str] = {
    "no public data": "Nothing public bears on it.",
    "motive": "It is about what somebody intends; no measurement decides that.",
    "future": "It is about what had not happened yet.",
    "definition missing": "Its words are not defined well enough to be measured.",
    "needs imagery": "It would take imagery that is not public.",
    "dark vessel": "It is about ships that did not report where they were.",
}
assert set(REASONS) == set(REASON_CODES)


@dataclass(frozen=True)
class World:
    """What a check may look at: the case as of an instant, a brief's answers, the other statements."""

    view: ViewLike
    answers: Answers | None
    claims: Sequence[Claim]

    def claim(self, name: str) -> Claim | None:
        """The statement of that name, if it is known."""
        return next((c for c in self.claims if c.id == name), None)


Run = Callable[["Claim", "World", str], Finding]


@dataclass(frozen=True)
class Tool:
    """One check: its name, its version, what it reads of the world, and the doing (claim, world, given)."""

    name: str
    version: str
    reads: tuple[str, ...]
    run: Run

    @property
    def of_brief(self) -> tuple[str, ...]:
        """The parts of a brief that it reads."""
        return tuple(name for name in self.reads if name in _ANSWERS)

    def inputs(self, claim: Claim, world: World) -> dict[str, str]:
        """A hash of every part that the check reads."""
        parts = {name: digest_of(_part(name, claim, world)) for name in self.reads}
        return {"statement": claim.hash, **parts}


_CASE = ("windows", "attempts", "observations", "areas", "pad")
_ANSWERS = ("chance", "orbit", "timeline", "drop_zones", "failures")
_ANCHORS = ("rounds a container", "containers a voyage", "rounds a day", "won a dollar")


def _viewed(check: Callable[[Claim, ViewLike], Finding]) -> Run:
    return lambda claim, world, _: check(claim, world.view)


def _answered(check: Callable[[Claim, ViewLike, Answers | None], Finding]) -> Run:
    return lambda claim, world, _: check(claim, world.view, world.answers)


def _flown(check: Callable[[Claim, ViewLike, Answers | None, str], Finding]) -> Run:
    return lambda claim, world, given: check(claim, world.view, world.answers, given)


def _counted(check: Callable[[Claim, Sequence[Claim], datetime], Finding]) -> Run:
    return lambda claim, world, _: check(claim, world.claims, world.view.as_of)


_SEEN = ("observations",)
_SUMS = ("anchors", "others")

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool("window", "1", ("windows", "attempts", "observations"), _viewed(check_window)),
        Tool("launched early", "1", ("windows", "observations"), _viewed(check_launched_early)),
        Tool("liftoff", "1", _SEEN, _viewed(check_liftoff)),
        Tool("passage", "1", _SEEN, _viewed(check_passage)),
        Tool("pair of times", "1", _SEEN, _viewed(check_passage)),
        Tool("areas", "1", ("observations", "areas"), _viewed(check_areas)),
        Tool("direction", "1", ("areas",), _viewed(check_direction)),
        Tool("plane", "1", ("pad",), _viewed(check_plane)),
        Tool("chance", "1", ("chance",), lambda claim, world, _: check_chance(claim, world.answers)),
        Tool("orbit", "1", ("observations", "orbit"), _answered(check_orbit)),
        Tool("outcome", "1", ("observations", "orbit"), _answered(check_outcome)),
        Tool("count", "1", _SEEN, _viewed(check_count)),
        Tool("imagery", "1", _SEEN, lambda claim, world, given: check_imagery(claim, world.view, given)),
        Tool("flight", "1", ("observations", "timeline"), _flown(check_flight)),
        Tool("fall", "1", ("observations", "drop_zones"), _flown(check_fall)),
        Tool(
            "phase", "1", ("failures",), lambda claim, world, given: check_phase(claim, world.answers, given)
        ),
        Tool("loads", "1", _SUMS, _counted(check_loads)),
        Tool("supply", "1", _SUMS, _counted(check_supply)),
        Tool("sum", "1", _SUMS, _counted(check_sum)),
        Tool(
            "headline",
            "1",
            ("others",),
            lambda claim, world, given: check_headline(claim, world.claim(given)),
        ),
    )
}


def named(check: str | None) -> tuple[str, str]:
    """The name of a check and what it is given.

    >>> named("Imagery: Guam 13.45 144.80")
    ('imagery', 'Guam 13.45 144.80')
    """
    name, _, given = (check or "").strip().partition(":")
    return " ".join(name.lower().split()), given.strip()


def find(claim: Claim, world: World) -> Finding:
    """The finding of the check that a statement names."""
    name, given = named(claim.check)
    if not name:
        return Finding("open", "No check is named for it.")
    if name == "cannot test":
        return untestable(given)
    tool = TOOLS.get(name)
    if tool is None:
        return Finding("open", f"No check is known by the name '{name}'.")
    return tool.run(claim, world, given)


def untestable(given: str) -> Finding:
    """Why a statement cannot be tested: a code, then words of one's own if any.

    >>> untestable("motive").reason
    'It is about what somebody intends; no measurement decides that.'
    >>> untestable("no public data; only the operator has the telemetry").reason
    'Only the operator has the telemetry.'
    """
    code, _, words = given.partition(";")
    code = code.strip().lower().replace("-", " ").replace("_", " ")
    if code not in REASONS:
        code, words = "no public data", given
    words = " ".join(words.split()).rstrip(".")
    reason = f"{words[0].upper()}{words[1:]}." if words else REASONS[code]
    return Finding("cannot test", reason, code=code)


def _part(name: str, claim: Claim, world: World) -> Any:
    """One part of the world as plain values."""
    if name in _CASE:
        return plain(getattr(world.view, name))
    if name in _ANSWERS:
        found = (world.answers or {}).get(name)
        # of the chance only its figures, so that a run with a brief and one without agree
        return {key: found[key] for key in ("p", "lo", "hi")} if name == "chance" and found else found
    if name == "anchors":
        from launchwatch.transfer import anchors

        return [a.to_json() for q in _ANCHORS for a in anchors(q, world.view.as_of)]
    near = [c for c in world.claims if c.about == claim.about]
    return [c.hash for c in near]


def plain(value: Any) -> Any:
    """A value of a case as plain JSON, for its hash; shapes and figures by their own words."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = [f.name for f in fields(value) if f.repr]
        return {name: plain(getattr(value, name)) for name in kept}
    if hasattr(value, "model_dump"):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if hasattr(value, "tolist"):  # the ring of an area
        return value.tolist()
    return type(value).__name__
