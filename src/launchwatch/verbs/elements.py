"""`launchwatch elements`: element sets shown, converted, fitted, fetched."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from launchwatch.errors import InputError
from launchwatch.verbs import _elements_fit, _elements_states
from launchwatch.verbs._arguments import Answer, add_verb, instant, nest, whole

if TYPE_CHECKING:
    from launchwatch.orbit import Elements

DOES = "element sets: show, convert, fit, fetch"
EXAMPLE = ""
MORE = ""

FORMATS = ("json", "csv", "xml", "kvn", "tle", "oem")
MOST_STATES = 1_000_000


def arguments(verb: ArgumentParser) -> None:
    """The arguments of the verb."""
    verbs = nest(verb)
    show = add_verb(
        verbs,
        "elements show",
        "what element sets say: heights, plane, period, age, and how far off a passage is by now",
        "docs/examples/malligyong-1.tle --at 2024-06-14T00:00Z",
        "Reads OMM as XML, KVN, JSON and CSV, and TLE, also packed (.gz), told apart by what stands there. "
        "Of messages with states (OPM, OEM, CDM, as KVN or XML) it shows these.",
    )
    add_sets(show)
    show.add_argument(
        "--at", metavar="T", help="the instant for the spread (default: a day after each epoch)"
    )
    show.add_argument("--f107", type=figure(50.0, 500.0), default=120.0, metavar="F", help="solar flux F10.7")
    show.add_argument("--thrusting", action="store_true", help="the objects thrust; the spread is wider")

    convert = add_verb(
        verbs,
        "elements convert",
        "element sets from any form to any other, or to an ephemeris",
        "docs/examples/malligyong-1.tle --to csv --out malligyong-1.csv",
        "Two-line elements exist for identifiers to 339999 only. An ephemeris (OEM, TEME) is of one object.",
    )
    add_sets(convert)
    convert.add_argument("--to", choices=FORMATS, required=True, help="json, csv, xml, kvn: OMM; tle; oem")
    convert.add_argument("--out", type=Path, metavar="FILE", help="where it goes (left out: standard output)")
    convert.add_argument("--created", metavar="T", help="date of creation of messages (default: last epoch)")
    convert.add_argument("--from", dest="begin", metavar="T", help="begin of the ephemeris (default: epoch)")
    convert.add_argument("--hours", type=figure(1e-3, 1e5), default=24.0, metavar="H", help="its length")
    convert.add_argument("--step", type=figure(1e-3, 1e6), default=60.0, metavar="S", help="seconds a row")

    _elements_fit.arguments(verbs)

    fetch = add_verb(
        verbs,
        "elements fetch",
        "element sets from CelesTrak or Space-Track, with a cache",
        "--id 58400 --out malligyong-1.json --dry-run",
        "The only verb of these that uses the network. CelesTrak is asked once in two hours at most, "
        "Space-Track once an hour. Space-Track wants an account: SPACETRACK_USER and SPACETRACK_PASSWORD in "
        "the environment, or the keyring (`keyring set space-track.org USER`).",
    )
    one = fetch.add_mutually_exclusive_group(required=True)
    one.add_argument("--id", metavar="N", help="a catalogue number, one to nine digits")
    one.add_argument("--launch", metavar="YYYY-NNN", help="all objects of a launch")
    one.add_argument("--group", metavar="NAME", help="a group of CelesTrak: active, stations, last-30-days")
    one.add_argument("--name", metavar="PART", help="all objects whose name holds this")
    fetch.add_argument("--site", choices=("celestrak", "space-track"), default="celestrak")
    fetch.add_argument("--from", dest="begin", metavar="DAY", help="a history from this day (Space-Track)")
    fetch.add_argument("--dry-run", action="store_true", help="only tell the address, and ask nobody")
    fetch.add_argument("--to", dest="end", metavar="DAY", help="to this day")
    fetch.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the answer goes there, as it came"
    )


def figure(low: float, high: float) -> Any:
    """A reader of a figure between two bounds."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is no figure from {low:g} to {high:g}")
        return value

    return read


def add_sets(verb: ArgumentParser) -> None:
    """Files of element sets, and which of the sets."""
    verb.add_argument("files", nargs="+", metavar="FILE", help="element sets; - reads standard input")
    verb.add_argument("--only", metavar="ID|NAME", help="only the object of this number, or of this name")
    verb.add_argument("--skip-bad", action="store_true", help="pass bad sets over, and name them")
    verb.add_argument("--last", type=whole(1), metavar="N", help="only the last N in order of epoch")


def sources(chosen: Namespace) -> list[Path | str]:
    """The files as the readers take them; standard input as its text."""
    from launchwatch.verbs._arguments import read_text

    # a text without a line break is a path to the reader
    return [Path(name) if name != "-" else read_text("-") + "\n" for name in chosen.files]


def read_sets(
    chosen: Namespace, given: Sequence[Path | str] | None = None
) -> tuple[list[Elements], list[str]]:
    """The sets that are asked for, in the order of the files, and what was wrong with others."""
    from launchwatch.errors import ElementsError
    from launchwatch.orbit import read_elements

    problems: list[ElementsError] | None = [] if chosen.skip_bad else None
    found: list[Elements] = []
    for source in sources(chosen) if given is None else given:
        found += read_elements(source, problems=problems)
    if chosen.only is not None:
        wanted = chosen.only.strip().lstrip("0") or "0"
        found = [e for e in found if e.identifier == wanted or e.name.upper() == chosen.only.strip().upper()]
        if not found:
            raise InputError(f"no set of {chosen.only!r}", where="--only", mend="see `elements show FILE`")
    if chosen.last:
        found = sorted(found, key=lambda e: e.epoch)[-chosen.last :]
    return found, [str(one) for one in problems or []]


def run(chosen: Namespace) -> tuple[Answer, list[str]]:
    """The verb below this one."""
    return {"show": _show, "convert": _convert, "fit": _elements_fit.run, "fetch": _fetch}[chosen.action](
        chosen
    )


def _show(chosen: Namespace) -> tuple[Answer, list[str]]:
    """What the sets say, and the states."""
    at = instant(chosen.at, "--at")
    of_sets, of_states = _elements_states.apart(sources(chosen))
    messages, wrong = _elements_states.read_messages(of_states, chosen.only, chosen.skip_bad)
    states, lines = _elements_states.shown(messages)
    answer: Answer = {"elements": [], "states": states} if of_states else {}
    if not of_sets:
        return answer | {"problems": wrong}, [*lines, *wrong]
    sets, problems = read_sets(chosen, of_sets)
    problems += wrong
    rows = [row(one, at, chosen.f107, chosen.thrusting) for one in sets]
    lines += [
        f"{'id':>9}  {'name':24} {'epoch (UTC)':19}  {'perigee':>8} x {'apogee km':9} {'incl.':>8} "
        f"{'node':>8} {'ltan h':>6} {'period min':>10}  passage ±"
    ]
    for one in rows:
        sigma = spread(one["in_track_sigma_s"], one["period_s"])
        lines.append(
            f"{one['id']:>9}  {one['name'][:24]:24} {one['epoch'][:19]}  {one['perigee_km']:8.1f} x "
            f"{one['apogee_km']:<9.1f} {one['inclination_deg']:8.4f} {one['raan_deg']:8.4f} "
            f"{one['ltan_h']:6.2f} {one['period_s'] / 60.0:10.3f}  {sigma}"
        )
    return answer | {"elements": rows, "problems": problems}, [*lines, *problems]


def spread(sigma_s: float | None, period_s: float) -> str:
    """The spread of a passage in words: beyond half a revolution the object may be anywhere on its way."""
    if sigma_s is None:
        return "unknown"
    return "lost" if sigma_s > period_s / 2.0 else f"{sigma_s:.2f} s"


def row(one: Elements, at: datetime | None, f107: float = 120.0, thrusting: bool = False) -> dict[str, Any]:
    """One set as JSON; the spread at an instant (or a day after the epoch) is null where SGP4 has no part."""
    from launchwatch.earth import format_utc
    from launchwatch.orbit import in_track_sigma_s

    age = (at - one.epoch).total_seconds() if at else 86400.0
    usual = one.theory == "SGP4" and one.frame == "TEME" and one.time_system == "UTC"
    sigma = float(in_track_sigma_s(one, age, f107=f107, thrusting=thrusting)) if usual else None
    return {
        "id": one.identifier,
        "name": one.name,
        "designator": one.designator,
        "epoch": format_utc(one.epoch, 6),
        "time_system": one.time_system,
        "frame": one.frame,
        "theory": one.theory,
        "perigee_km": round(one.perigee_m / 1e3, 3),
        "apogee_km": round(one.apogee_m / 1e3, 3),
        "inclination_deg": one.inclination_deg,
        "raan_deg": one.raan_deg,
        "argument_of_perigee_deg": one.argument_of_perigee_deg,
        "mean_anomaly_deg": one.mean_anomaly_deg,
        "eccentricity": one.eccentricity,
        "mean_motion_rev_day": one.mean_motion_rev_day,
        "bstar": one.bstar,
        "period_s": round(one.period_s, 3),
        "ltan_h": round(one.ltan_h(), 4),
        "age_s": age,
        "in_track_sigma_s": None if sigma is None else round(sigma, 3),
    }


def _convert(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Sets in another form."""
    begin, created = instant(chosen.begin, "--from"), instant(chosen.created, "--created")
    sets, problems = read_sets(chosen)
    if not sets:
        raise InputError("no good set is left", mend="; ".join(problems)[:200])
    text = written(sets, chosen.to, created, begin, chosen.hours * 3600.0, chosen.step)
    answer: Answer = {"sets": len(sets), "format": chosen.to, "problems": problems}
    if chosen.out is None:
        return answer | {"text": text}, [text.rstrip("\n"), *problems]
    from launchwatch.record import write_whole

    return answer | {"files": {"elements": str(write_whole(chosen.out, text))}}, [
        f"{len(sets)} sets",
        *problems,
    ]


def written(
    sets: list[Elements],
    form: str,
    created: datetime | None = None,
    begin: datetime | None = None,
    length_s: float = 86400.0,
    step_s: float = 60.0,
) -> str:
    """The text of the sets in one of FORMATS."""
    from launchwatch import orbit

    made = created or max(one.epoch for one in sets)
    if form == "json":
        return orbit.write_omm_json(sets)
    if form == "csv":
        return orbit.write_omm_csv(sets)
    if form == "xml":
        return orbit.write_omm_xml(sets, made)
    if form == "kvn":
        return "\n".join(orbit.write_omm_kvn(one, made) for one in sets)
    if form == "tle":
        return "".join(orbit.write_tle(one) for one in sets)
    if len(sets) != 1:
        raise InputError(f"an ephemeris of {len(sets)} sets", mend="choose one: --only ID --last 1")
    one, start = sets[0], begin or sets[0].epoch
    rows = int(length_s / step_s + 1e-9) + 1
    if rows > MOST_STATES:
        raise InputError(f"{rows:,} rows", where="--step", mend=f"{MOST_STATES:,} are the most")
    instants = [start + timedelta(seconds=k * step_s) for k in range(rows)]
    states = orbit.propagate_utc(one, instants)
    return orbit.write_oem(one.name, one.designator, instants, states, created=made)


def _fetch(chosen: Namespace) -> tuple[Answer, list[str]]:
    """Sets from the network or the cache, written as they came."""
    from launchwatch.orbit import address_of, fetch_elements
    from launchwatch.record import write_whole

    by = next(key for key in ("id", "launch", "group", "name") if getattr(chosen, key) is not None)
    if (chosen.begin is None) != (chosen.end is None):
        raise InputError("a history has a first and a last day", where="--from, --to", mend="give both")
    history = (chosen.begin, chosen.end) if chosen.begin else None
    if chosen.dry_run:
        address = address_of(chosen.site, by, getattr(chosen, by), history)
        return {"address": address}, [f"would ask {address}"]
    found = fetch_elements(chosen.site, by, getattr(chosen, by), history=history)
    file = write_whole(chosen.out, found.octets)
    said = f"{len(found.elements)} sets, " + (
        f"from the cache, {found.age_s / 60:.0f} minutes old" if found.age_s else f"from {found.address}"
    )
    answer: Answer = {
        "sets": len(found.elements),
        "address": found.address,
        "age_s": round(found.age_s, 1),
        "note": found.note,
        "files": {"elements": str(file)},
    }
    return answer, [said, *([found.note] if found.note else [])]
