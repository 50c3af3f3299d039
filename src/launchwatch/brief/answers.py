"""`brief.json`: every figure of the brief, from the weighed ensemble, the record and the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from launchwatch import __version__
from launchwatch.brief.answers_figures import Json, Lift
from launchwatch.brief.answers_flight import drop_zones, failures, passages
from launchwatch.brief.answers_looks import looks_answer, passes_of
from launchwatch.brief.answers_map import map_layers
from launchwatch.brief.answers_next import watch_for, windows
from launchwatch.brief.answers_orbit import orbit_answers
from launchwatch.brief.answers_text import assumed, bottom_line, chance_answer
from launchwatch.brief.answers_timeline import timeline
from launchwatch.evidence import Weighed
from launchwatch.ledger import check_statements, claims_of, count_hidden, find_tensions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from launchwatch.case import CaseView
    from launchwatch.ledger import Record
    from launchwatch.record import Forecast


def answers(
    w: Weighed,
    view: CaseView,
    forecast: Forecast,
    *,
    alone: Weighed | None,
    before: Weighed | None,
    seed: int,
    command: str,
    integration_error_m: float,
    ledger: Sequence[Record] = (),
) -> Json:
    """The whole of `brief.json`.

    `ledger` holds the records of the ledger of the case, whenever published.

    `alone` is the same case with the aim withheld, `before` with the observations withheld (None where
    there are none), `integration_error_m` the effect of the integrator's tolerance on impact points.
    """
    lift: Lift = w.clock.draw(len(w.planned), seed)
    brief: Json = {
        "schema": "launchwatch-brief-1",
        "version": __version__,
        "case": view.name,
        "title": view.title,
        "summary": view.summary,
        "as_of": view.as_of.replace(tzinfo=None).isoformat(timespec="seconds") + "Z",
        "hidden": view.hidden + count_hidden(ledger, view.as_of),
        "made_by_command": command,
        "seed": seed,
        "flights": len(w.planned),
        "device": "CPU",
        "seconds": None,
    }
    brief["map"] = map_layers(w, view, seed)
    brief["timeline"] = timeline(w, view, lift)
    brief["windows"] = windows(w, view)
    brief["drop_zones"] = drop_zones(w, view)
    brief["passages"] = passages(w, view)
    brief["orbit"] = orbit_answers(w, view, lift, alone, before)
    brief["chance"] = chance_answer(forecast, view)
    brief["outcome"] = {"p_orbit": w.p_orbit, "flown": w.flown}
    brief["failures"] = failures(w, view)
    brief["statements"] = [c.to_json() for c in check_statements(view, brief, ledger)]
    brief["tensions"] = [t.to_json() for t in find_tensions(claims_of(view, ledger), ledger)]
    passes = passes_of(w, view, lift)
    brief["watch_for"] = watch_for(w, view, lift, passes)
    brief["looks"] = looks_answer(w, view, lift, passes)
    brief["assumed"] = assumed(w)
    brief["unknown"] = [u.text for u in view.unknowns] + [
        f"The library's figures of {view.launcher.name} carry no date: whoever set their spreads knew later "
        "flights, so as-of hides dated items of the case but not that hindsight."
    ]
    brief["sources"] = _sources(view, brief["statements"])
    brief["numerics"] = _numerics(w, integration_error_m)
    brief["bottom_line"] = bottom_line(w, view, brief)
    return brief


def _sources(view: CaseView, statements: list[Json]) -> list[Json]:
    """Every source once, numbered from 1 by first use, and what was taken from it."""
    told = [(s.source, s.published.date().isoformat(), s.used_for.split(", ")) for s in view.sources]
    told += [(s["source"], s["published"][:10], ["a statement"]) for s in statements]
    first: dict[str, str] = {}
    uses: dict[str, dict[str, None]] = {}
    for line, published, used_for in told:
        for source in filter(None, (part.strip() for part in line.split("; "))):
            first[source] = min(published, first.get(source, published))
            uses.setdefault(source, {}).update(dict.fromkeys(used_for))
    ordered = sorted(first, key=lambda source: first[source])
    return [
        {"n": n, "source": source, "published": first[source], "used_for": ", ".join(uses[source])}
        for n, source in enumerate(ordered, 1)
    ]


def _numerics(w: Weighed, error: float) -> Json:
    said = (
        f"{w.plan_effective:.0f} of {len(w.planned):,} draws carry the weight of what was planned, "
        f"{w.effective:.0f} that of what happens (effective sample size); "
        f"the draws were moved in {len(w.rounds)} rounds."
    )
    if w.collapsed:
        said += (
            " Too few carry it: the evidence and the priors disagree, so read every interval as too narrow."
        )
    return {
        "effective_sample_size": w.effective,
        "effective_of_plan": w.plan_effective,
        "cut": w.cut,
        "rounds": [{"flights": r.flights, "power": r.power, "effective": r.effective} for r in w.rounds],
        "collapsed": w.collapsed,
        "text": said,
        "integration_error_m": error,
        "integration_error_text": "numerical error of impact points at the default tolerance: at most "
        f"{error:.1f} m (99 of 100 flights, against a tolerance 100 times tighter)",
    }
