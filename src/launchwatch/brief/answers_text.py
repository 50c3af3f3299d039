"""Sentences of the brief: the bottom line, the chance in words, what to look for next, what is assumed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from launchwatch.brief.answers_flight import LIKELY_PIECE, Lift, figure, instants, source_text
from launchwatch.evidence import Weighed
from launchwatch.interval import Interval
from launchwatch.ledger import in_words

if TYPE_CHECKING:
    from launchwatch.case import CaseView
    from launchwatch.record import Forecast

Json = dict[str, Any]


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
            f"the inclination is {_short(planned['inclination'])} and the period {_short(planned['period'])}"
        )
    elif planned["inclination"] is not None:
        parts.append(f"{'and ' if parts else ''}flights end at inclination {_short(planned['inclination'])}")
    if found is not None:
        parts.append("; " + found["text"][0].lower() + found["text"][1:].rstrip("."))
    text = " ".join(parts).replace(" ;", ";").strip(" ,")
    return (text[:1].upper() + text[1:] + ".") if text else "Nothing published fixes the orbit."


def _short(interval: Json) -> str:
    return str(Interval(*(interval[k] for k in ("median", "p05", "p25", "p75", "p95", "unit"))))


def _third(w: Weighed, view: CaseView, brief: Json) -> str:
    zones = [z for z in brief["drop_zones"] if z["time"] is not None]
    said = [
        f"the {LIKELY_PIECE.get(z['piece'], z['piece'])} {_minutes(z['time'])} after lift-off, "
        f"{_short(z['downrange'])} down range"
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
        text += f"{_short(gates[0]['altitude'])} up"
    if not known and not w.flown:
        text += "; the next warning will settle path and day"
    return text + "."


def _minutes(interval: Json) -> str:
    m = Interval(*(interval[k] for k in ("median", "p05", "p25", "p75", "p95", "unit"))).scaled(
        1.0 / 60.0, "min"
    )
    return str(m)


def watch_for(w: Weighed, view: CaseView, lift: Lift) -> list[Json]:
    """What to look for next and when: the warning, the coasts, the first elements, the first pass."""
    rows: list[Json] = []
    known = any(a.attempt == "this" for a in view.areas)
    if not w.flown and not known:
        rows.append(
            _row(
                "the warning",
                "before the window",
                "A notice with the first stage, fairing and second stage areas settles path, day and hours. "
                "Earlier ones reached the Japan Coast Guard or the IMO one to two days ahead.",
            )
        )
    if not w.flown:
        for g, name in enumerate(w.planned.plan.gates):
            seconds = w.planned.column(f"gate{g}_vehicle_s")
            interval = Interval.of(seconds, w.plan, "s")
            if interval is None:
                continue
            height = Interval.of(w.planned.column(f"gate{g}_vehicle_altitude_m") * 1e-3, w.plan, "km")
            utc, _ = instants(lift, seconds, w.plan, view.utc_offset)
            rows.append(
                _row(
                    f"first seconds over {name}",
                    f"{interval.scaled(1 / 60, 'min')} after lift-off",
                    f"It passes {height} up; a time outside says which stage differs.",
                    utc=utc,
                    place=name,
                )
            )
        inserted = Interval.of(w.planned.column("insertion_s"), w.plan, "s")
        if inserted is not None:
            rows.append(
                _row(
                    "orbit insertion",
                    f"{inserted.scaled(1 / 60, 'min')} after lift-off",
                    "A claim of orbit earlier or later contradicts the flights.",
                )
            )
    if not view.elements and not any(o.kind == "orbit" for o in view.observations):
        inclination = figure(w.planned.column("inclination_rad"), w.plan, "deg", 180.0 / np.pi)
        rows.append(
            _row(
                "the first element set",
                "usually 2 to 12 hours after lift-off",
                "A new object"
                + (f" at {_short(inclination)}" if inclination else "")
                + " from this site settles success; two objects are usual, satellite and last stage.",
            )
        )
    rows.extend(first_passes(w, view, lift))
    return rows


def _row(what: str, when: str, text: str, *, utc: Json | None = None, place: str | None = None) -> Json:
    return {"what": what, "when": when, "utc": utc, "place": place, "text": text}


def first_passes(w: Weighed, view: CaseView, lift: Lift) -> list[Json]:
    """First passes of the object over the places of the case, from the insertion states."""
    from launchwatch.orbit import Place, ensemble_passes

    places = [Place(p.name, p.latitude, p.longitude) for p in view.places if not p.gate]
    ok = (w.planned.column("outcome") < 2.0) & (w.plan > 0.0)
    if not places or not np.any(ok):
        return []
    names = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")
    states = np.column_stack([w.planned.column(f"insertion_{n}") for n in names])[ok]
    known = None if lift is None or not w.flown else lift[0]
    passes = ensemble_passes(
        states,
        w.planned.column("insertion_s")[ok],
        places,
        hours=14.0,
        weights=w.plan[ok],
        lift_off=known,
        least_p=0.3,
        at_most=400,
    )
    rows = []
    for place in places[:3]:
        mine = [p for p in passes if p.place == place.name and p.max_elevation.median >= 5.0]
        for first in mine[:1]:
            hours = first.culmination.scaled(1.0 / 3600.0, "h")
            utc = None
            if known is not None:
                utc = {
                    k: (known + timedelta(seconds=getattr(first.culmination, k)))
                    .replace(tzinfo=None)
                    .isoformat(timespec="seconds")
                    + "Z"
                    for k in ("median", "p05", "p95")
                }
            rows.append(
                _row(
                    f"first pass over {place.name}",
                    f"{hours} after lift-off",
                    f"Culminates at {first.max_elevation.median:.0f} deg elevation "
                    f"(chance of this pass {100 * first.p:.0f} %).",
                    utc=utc,
                    place=place.name,
                )
            )
    return rows


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


def windows(w: Weighed, view: CaseView) -> list[Json]:
    """Announced windows of this attempt in UTC and site time."""
    zone = view.utc_offset

    def local(t: datetime) -> str:
        return (t + zone).replace(tzinfo=None).isoformat(timespec="minutes")

    return [
        {
            "begin": x.begin.replace(tzinfo=None).isoformat(timespec="minutes") + "Z",
            "end": x.end.replace(tzinfo=None).isoformat(timespec="minutes") + "Z",
            "begin_local": local(x.begin),
            "end_local": local(x.end),
            "daily": None if x.daily_begin is None else f"{x.daily_begin} to {x.daily_end} UTC",
            "source": source_text(x.source),
        }
        for x in view.windows
        if x.attempt == "this"
    ]
