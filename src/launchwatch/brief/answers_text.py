"""Sentences of the brief: the bottom line, the chance in words, what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.brief.answers_figures import Json, short
from launchwatch.brief.chance import around
from launchwatch.evidence import Weighed
from launchwatch.interval import Interval
from launchwatch.ledger import in_words
from launchwatch.record import limits

if TYPE_CHECKING:
    from launchwatch.case import CaseView
    from launchwatch.record import Forecast

LIKELY_PIECE: Final = {"stage 1": "first stage", "stage 2": "second stage", "stage 3": "third stage"}


def chance_answer(forecast: Forecast, view: CaseView) -> Json:
    """The forecast, its reference class and its bounds."""
    reference = forecast.reference_class
    judged = forecast.with_judgement
    words = in_words(forecast.lo, forecast.hi)
    reached = sum(1 for m in reference.members if m.outcome == "success")
    return {
        "p": forecast.p,
        "lo": forecast.lo,
        "hi": forecast.hi,
        "words": words,
        "reference_class": {
            "text": f"{reference.description}: {reached} of {len(reference.members)} reached orbit",
            "members": [
                {"tag": m.tag, "date": str(m.date)[:10], "vehicle": m.vehicle, "outcome": m.outcome}
                for m in reference.members
            ],
        },
        "laplace": forecast.laplace,
        "faa": forecast.faa,
        "by_phase": dict(forecast.by_phase),
        "by_kind": dict(forecast.by_kind),
        "calibration": calibration_answer(forecast),
        **around(view, forecast),
        "with_judgement": None
        if judged is None
        else {
            "p": judged.p,
            "lo": judged.lo,
            "hi": judged.hi,
            "multiplier": judged.multiplier,
            "authors": list(judged.authors),
        },
        "note": forecast.note,
        "text": f"Chance that attempt {view.attempt} reaches orbit: {100 * forecast.p:.0f} % "
        f"({100 * forecast.lo:.0f} to {100 * forecast.hi:.0f} %). {forecast.note}".strip(),
    }


def calibration_answer(forecast: Forecast) -> Json | None:
    """How past forecasts of about this size came true, with the 95 % interval of that rate."""
    row = forecast.calibration
    if row is None:
        return None
    low, high = limits(round(row.reached * row.n), row.n, 0.95)
    return {**row._asdict(), "reached_lo": low, "reached_hi": high}


def bottom_line(w: Weighed, view: CaseView, brief: Json) -> list[str]:
    """Three sentences with numbers."""
    return [_first(w, view, brief), _second(brief), _third(w, view, brief)]


def _odds(chance: Json) -> str:
    return f"{100 * chance['p']:.0f} % ({100 * chance['lo']:.0f} to {100 * chance['hi']:.0f} %)"


def _first(w: Weighed, view: CaseView, brief: Json) -> str:
    chance = brief["chance"]
    odds = (
        f"the chance of orbit was put at {_odds(chance)} before"
        if w.flown
        else f"the chance that it reaches orbit is {_odds(chance)}"
    )
    basis = chance["reference_class"]["text"]
    if w.flown and w.clock.liftoff is not None:
        when = w.clock.liftoff.strftime("%d %B %Y, %H:%M:%SZ")
        after = f"after what was seen, orbit is {100 * w.p_orbit:.0f} % likely"
        if w.p_orbit > 0.995:
            after = "what was seen since shows that it reached orbit"
        elif w.p_orbit < 0.005:
            worst = brief["failures"][0] if brief["failures"] else None
            after = "what was seen since shows that it failed" + (
                f", most likely {worst['phase']}: {worst['mode']} ({100 * worst['p']:.0f} %)" if worst else ""
            )
        sigma = max(w.clock.sigma_s, 1.0)
        return f"{view.satellite} lifted off at {when} ± {sigma:.0f} s; {odds} ({basis}), and {after}."
    if w.clock.liftoff is not None:
        when = w.clock.liftoff.strftime("%d %B %Y, %H:%M:%SZ")
        return (
            f"{view.satellite} lifted off at {when} ± {max(w.clock.sigma_s, 1.0):.0f} s; what was seen since "
            f"is withheld here, so {odds} ({basis})."
        )
    spans = w.clock.spans
    if spans:
        opens = spans[0][0].strftime("%d %B %Y, %H:%MZ")
        closes = spans[-1][1].strftime("%d %B %Y, %H:%MZ")
        named = f"{view.satellite}, attempt {view.attempt},"
        return f"{named} is announced for {opens} to {closes}; {odds} ({basis})."
    missed = [s for s in brief["statements"] if s.get("check") == "window" and s["verdict"] == "contradicts"]
    pledge = (
        f"; the launch pledged earlier did not come ({missed[-1]['reason'].rstrip('.')})" if missed else ""
    )
    return f"No warning is out for attempt {view.attempt}{pledge}; {odds} ({basis})."


def _second(brief: Json) -> str:
    orbit = brief["orbit"]
    planned, plane, naive, found = orbit["planned"], orbit["one_plane"], orbit["naive"], orbit["found"]
    parts = []
    if plane is not None and not plane["fits"]:
        parts.append(
            "the announced areas do not lie in one orbital plane, so a turn is needed, "
            "and they alone do not fix the inclination"
        )
        parts.append(f"(the naive plane gives about {naive['inclination_deg']:.1f} deg)")
    elif plane is not None:
        parts.append(
            f"the areas fit a direct ascent at azimuth {naive['azimuth_deg']:.0f} deg, "
            f"{naive['inclination_deg']:.1f} deg,"
        )
        synchronous = orbit["sun_synchronous"]
        if synchronous is not None and synchronous["plane_change_deg"] > 1.0:
            parts.append(
                "not sun-synchronous without a plane change of more than "
                f"{np.floor(synchronous['plane_change_deg']):.0f} deg,"
            )
    aim = orbit["aim"]
    if aim is not None and planned["inclination"] is not None:
        stated = "stated" if aim["stated"] else "inferred"
        parts.append(
            f"{'and ' if parts else ''}with the {stated} aim of a {aim['text']} "
            f"the inclination is {short(planned['inclination'])} and the period {short(planned['period'])}"
        )
    elif planned["inclination"] is not None:
        parts.append(f"{'and ' if parts else ''}flights end at inclination {short(planned['inclination'])}")
    if found is not None:
        parts.append("; " + found["text"][0].lower() + found["text"][1:].rstrip("."))
    text = " ".join(parts).replace(" ;", ";").strip(" ,")
    return (text[:1].upper() + text[1:] + ".") if text else "Nothing published fixes the orbit."


def _third(w: Weighed, view: CaseView, brief: Json) -> str:
    zones = [z for z in brief["drop_zones"] if z["time"] is not None]
    said = [
        f"the {LIKELY_PIECE.get(z['piece'], z['piece'])} {_minutes(z['time'])} after lift-off, "
        f"{short(z['downrange'])} down range"
        for z in zones[:3]
    ]
    known = any(a.attempt == "this" for a in view.areas)
    verb = (
        "Pieces fell"
        if w.flown
        else ("Pieces should fall" if known else "On the usual path from this pad pieces would fall")
    )
    text = f"{verb}: " + ", ".join(said) if said else "No piece falls"
    gates = [p for p in brief["passages"] if p["body"] == "vehicle" and p["time"] is not None]
    if gates:
        text += f"; it passes the {gates[0]['place']} {_minutes(gates[0]['time'])} after lift-off, "
        text += f"{short(gates[0]['altitude'])} up"
    if not known and not w.flown:
        text += "; the next warning will settle path and day"
    return text + "."


def _minutes(interval: Json) -> str:
    m = Interval(*(interval[k] for k in ("median", "p05", "p25", "p75", "p95", "unit"))).scaled(
        1.0 / 60.0, "min"
    )
    return str(m)


def assumed(w: Weighed) -> list[Json]:
    """Every quantity with its prior, and what the evidence left of it."""
    values = w.planned.plan.values(w.planned.z)
    rows = []
    for p in w.planned.plan.parameters:
        found = None if p.fixed else Interval.of(values[p.name] * p.factor, w.plan, p.unit)
        rows.append(
            {
                "quantity": p.name,
                "prior": p.prior,
                "posterior": None if found is None else str(found),
                "source": p.source,
                "guess": p.guess,
            }
        )
    rows.append(
        {
            "quantity": "how a failing stage fails",
            "prior": "break-up 30 to 40 %, shutdown 25 to 30 %, loss of control 15 to 25 %; the rest "
            "no ignition, no separation or a fairing that stays",
            "posterior": None,
            "source": "launchwatch.ensemble.failing",
            "guess": True,
        }
    )
    return rows
