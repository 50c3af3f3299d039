"""`launchwatch elements fit`: an element set from sets, heights, a state, or an announcement."""

from __future__ import annotations

import math
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from launchwatch.errors import InputError
from launchwatch.verbs import _elements_states
from launchwatch.verbs._arguments import Answer, Verbs, add_verb, instant, read_text

if TYPE_CHECKING:
    from launchwatch.orbit import Elements

FORMS = ("json", "csv", "xml", "kvn", "tle")


def arguments(verbs: Verbs) -> None:
    """The arguments of the verb."""
    fit = add_verb(
        verbs,
        "elements fit",
        "an element set from several sets, from reported heights, from a state, or from an announcement",
        "--announced 488 508 97.4 --at 2023-11-21T13:54Z --over 15.0 122.0",
        "Says how far off the result is.",
    )
    fit.add_argument(
        "files", nargs="*", metavar="FILE", help="two or more sets of one object, or a message with states"
    )
    fit.add_argument("--only", metavar="ID|NAME", help="of these files only this object")
    fit.add_argument("--last", type=int, metavar="N", help="of these sets only the last N")
    fit.add_argument(
        "--heights", metavar="CSV", help="reports: time,height_km and, where told, lat,lon,sigma_km"
    )
    fit.add_argument(
        "--state",
        nargs=6,
        type=float,
        metavar=("X", "Y", "Z", "VX", "VY", "VZ"),
        help="a state in km and km/s at --at",
    )
    fit.add_argument("--frame", choices=("teme", "earth-fixed"), default="teme", help="the frame of --state")
    fit.add_argument(
        "--announced",
        nargs=3,
        type=float,
        metavar=("PERIGEE", "APOGEE", "INCLINATION"),
        help="km, km, degrees, as announced; with --at and --over",
    )
    fit.add_argument("--at", metavar="T", help="the instant of the state, or of the place; the new epoch")
    fit.add_argument("--over", nargs=2, type=float, metavar=("LAT", "LON"), help="the place at --at, degrees")
    fit.add_argument("--northbound", action="store_true", help="it flew north there (default: south)")
    fit.add_argument("--height", type=float, metavar="KM", help="its height there (default: at perigee)")
    fit.add_argument(
        "--inclination", nargs=2, type=float, metavar=("DEG", "SIGMA"), help="known beforehand, for --heights"
    )
    fit.add_argument(
        "--node", nargs=2, type=float, metavar=("DEG", "SIGMA"), help="known beforehand, for --heights"
    )
    fit.add_argument("--bstar", type=float, default=0.0, metavar="B", help="drag term for a state (1/radii)")
    fit.add_argument("--name", default="", help="the name of the object")
    fit.add_argument("--to", choices=FORMS, default="json", help="the form of --out")
    fit.add_argument("--out", type=Path, metavar="FILE", help="write the set there")


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """One of the four ways."""
    given = [key for key in ("files", "heights", "state", "announced") if getattr(chosen, key)]
    if len(given) != 1:
        raise InputError("one thing to fit", mend="give FILE…, or --heights, or --state, or --announced")
    figures = [*(chosen.state or []), *(chosen.announced or []), *(chosen.over or [])]
    figures += [*(chosen.inclination or []), *(chosen.node or []), chosen.bstar, chosen.height or 0.0]
    if not all(math.isfinite(value) for value in figures):
        raise InputError("a figure that is not finite", mend="give plain numbers")
    ways = {"files": _sets, "heights": _heights, "state": _state, "announced": _announced}
    made, told, lines = ways[given[0]](chosen)
    from launchwatch.verbs.elements import row, written

    answer: Answer = {"elements": row(made, None), "fit": told}
    text = written([made], chosen.to)
    if chosen.out is not None:
        from launchwatch.record import write_whole

        answer["files"] = {"elements": str(write_whole(chosen.out, text))}
        return answer, lines
    return answer, [*lines, text.rstrip("\n")]


def _sets(chosen: Namespace) -> tuple[Elements, dict[str, Any], list[str]]:
    from launchwatch.orbit import fit_elements
    from launchwatch.verbs.elements import read_sets, sources

    of_sets, of_states = _elements_states.apart(sources(chosen))
    if of_states:
        if of_sets:
            raise InputError("states and element sets together", mend="fit one or the other")
        return _elements_states.fitted(chosen, of_states)
    chosen.skip_bad = False
    sets, _ = read_sets(chosen, of_sets)
    fit = fit_elements(sets, instant(chosen.at, "--at"))
    told = {
        "rms_km": round(fit.rms_m / 1e3, 4),
        "residuals_km": [round(r / 1e3, 4) for r in fit.residuals_m],
        "apart": list(fit.apart),
    }
    lines = [f"{len(sets)} sets, {fit.rms_m / 1e3:.3f} km off in the mean"]
    for k in fit.apart:
        off = f"{fit.residuals_m[k] / 1e3:.1f} km off"
        lines.append(f"the set of {fit.epochs[k]:%Y-%m-%dT%H:%MZ} does not belong: {off}")
    return fit.elements, told, lines


def _heights(chosen: Namespace) -> tuple[Elements, dict[str, Any], list[str]]:
    from launchwatch.orbit import fit_heights, read_reports

    reports = read_reports(read_text(chosen.heights), chosen.heights)
    fit = fit_heights(
        reports,
        inclination_deg=tuple(chosen.inclination) if chosen.inclination else None,
        raan_deg=tuple(chosen.node) if chosen.node else None,
        epoch=instant(chosen.at, "--at"),
        name=chosen.name,
    )
    e, s = fit.elements, fit.sigma
    told: dict[str, Any] = {"sigma": {key: round(value, 4) for key, value in s.items()}}
    told["residuals_km"] = [round(r / 1e3, 4) for r in fit.residuals_m]
    lines = [
        f"perigee      {e.perigee_m / 1e3:9.1f} ± {s['perigee_m'] / 1e3:.1f} km",
        f"apogee       {e.apogee_m / 1e3:9.1f} ± {s['apogee_m'] / 1e3:.1f} km",
        f"inclination  {e.inclination_deg:9.2f} ± {s['inclination_deg']:.2f} deg",
        f"node         {e.raan_deg:9.2f} ± {s['raan_deg']:.2f} deg"
        if s["raan_deg"] < 60.0
        else "node         not told by these reports",
        f"passages     ± {s['along_s']:.1f} s at the epoch, period ± {s['period_s']:.2f} s",
    ]
    return e, told, lines


def _state(chosen: Namespace) -> tuple[Elements, dict[str, Any], list[str]]:
    at = instant(chosen.at, "--at")
    if at is None:
        raise InputError("a state without its instant", where="--at", mend="give --at T")
    from launchwatch.earth import ecef_to_teme_state
    from launchwatch.orbit import elements_of_state

    state = [1e3 * value for value in chosen.state]
    if chosen.frame == "earth-fixed":
        r, v = ecef_to_teme_state(state[:3], state[3:], at)
        state = [*map(float, r), *map(float, v)]
    made = elements_of_state(state, at, name=chosen.name, bstar=chosen.bstar)
    return made, {}, ["the set has the given state at its epoch"]


def _announced(chosen: Namespace) -> tuple[Elements, dict[str, Any], list[str]]:
    at = instant(chosen.at, "--at")
    if at is None or chosen.over is None:
        raise InputError(
            "an announced orbit needs a place and its instant", mend="give --at T --over LAT LON"
        )
    from launchwatch.orbit import announced_orbit

    perigee, apogee, inclination = chosen.announced
    made = announced_orbit(
        perigee * 1e3,
        apogee * 1e3,
        inclination,
        at,
        *chosen.over,
        northbound=chosen.northbound,
        height_m=None if chosen.height is None else chosen.height * 1e3,
        name=chosen.name,
        bstar=chosen.bstar,
    )
    return made, {}, [f"the set passes over {chosen.over[0]:g}, {chosen.over[1]:g} at its epoch"]
