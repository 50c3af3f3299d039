"""Answers as lines a person reads in a terminal.

Each function takes the same plain values that `--json` prints, so that both always say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import degrees
from typing import Any

UNITS = {"latitude": " deg", "longitude": " deg", "height": " m"}
"""The units of the library's plain numbers; a figure carries its own."""


def names(what: str, found: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """A list of names, as JSON and as lines."""
    ordered = sorted(found)
    return {what: ordered}, ordered


def figures(thing: dict[str, Any]) -> list[str]:
    """The figures of a library entry, each with the number of its source, and the sources below.

    >>> figures({"name": "Test", "dry": {"value": "3 t", "source": "handbook, p. 4", "guess": True}})
    ['name  Test', 'dry   3 t [1], a guess', '', '[1] handbook, p. 4']
    """
    sources: dict[str, int] = {}
    return [*_block(thing, sources), "", *(f"[{number}] {source}" for source, number in sources.items())]


def _block(thing: dict[str, Any], sources: dict[str, int]) -> list[str]:
    """One thing: its plain values and figures first, then its parts, each under its name and indented."""
    rows: list[tuple[str, str]] = []
    parts: list[str] = []
    for key, value in thing.items():
        if value is None or value == [] or value == {}:
            continue
        if isinstance(value, dict) and "value" not in value:
            parts += ["", key, *_indented(_block(value, sources))]
        elif isinstance(value, list) and isinstance(value[0], dict):
            for number, item in enumerate(value, 1):
                parts += [
                    "",
                    item.get("name", f"{key} {number}"),
                    *_indented(_block(item | {"name": None}, sources)),
                ]
        else:
            rows.append((key, _leaf(key, value, sources)))
    width = max((len(key) for key, _ in rows), default=0)
    return [*(f"{key:{width}}  {text}" for key, text in rows), *parts]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}".rstrip() for line in lines]


def _leaf(key: str, value: Any, sources: dict[str, int]) -> str:
    """A value in one line; a figure with the number of its source, and why it was guessed."""
    if key == "source":
        return f"[{sources.setdefault(value, len(sources) + 1)}]"
    if isinstance(value, dict):
        guess = ", a guess" if value.get("guess") else ""
        note = f": {value['note']}" if value.get("note") else ""
        return f"{value['value']} [{sources.setdefault(value['source'], len(sources) + 1)}]{guess}{note}"
    if isinstance(value, list):
        return ", ".join(" ".join(map(str, item)) if isinstance(item, list) else str(item) for item in value)
    return f"{value}{UNITS.get(key, '')}"


def notices(answer: dict[str, Any]) -> list[str]:
    """The notices that were read: identity, windows, areas, and every problem.

    >>> print(*notices({"notices": []}), sep="\\n")
    no notice was found in the text
    """
    lines: list[str] = []
    for one in answer["notices"]:
        lines.append(
            " ".join(
                filter(
                    None,
                    (one["id"] or "a notice without a number", f"({one['file']})" if one["file"] else ""),
                )
            )
        )
        if one.get("p_orbital_launch") is not None:
            lines.append(f"  orbital launch behind it: {percents(one['p_orbital_launch'])}")
        lines += [f"  window   {begin} to {end}" for begin, end in one["windows"]]
        for area in one["areas"]:
            lines.append(f"  area {area['label'] or '-':3} {area['kind']}: {_outline(area)}")
            if area.get("role"):
                lines.append(f"           for {_roles(area['role'])}")
            if area["windows"] != one["windows"]:
                lines += [f"           {begin} to {end}" for begin, end in area["windows"]]
        lines += [f"  problem  {problem}" for problem in one["problems"]]
    for chain in answer.get("chains", ()):
        lines += [f"{link['kind']:8} {link['said']}" for link in chain["links"]]
    for launch in answer.get("launches", ()):
        pads = ", ".join(
            f"{name} {percents(p)}" for name, p in list(launch["sites"].items())[:3] if p >= 0.01
        )
        of = ", ".join(filter(None, launch["notices"])) or "this notice"
        lines += [f"one launch: {of}"] if len(launch["notices"]) > 1 else []
        lines += [f"pad of {of}, if it is a launch: {pads}"] if pads else []
    return lines or ["no notice was found in the text"]


def _roles(role: dict[str, float]) -> str:
    """The likely roles of an area, likeliest first."""
    ranked = sorted(role.items(), key=lambda one: -one[1])
    return ", ".join(f"{name} {percents(p)}" for k, (name, p) in enumerate(ranked) if p >= 0.1 or k == 0)


def _outline(area: dict[str, Any]) -> str:
    """The shape of an area in degrees and kilometres."""
    corners = ", ".join(position(*corner) for corner in area["vertices"])
    if area["radius_m"] is None:
        return corners or "no position could be read"
    middle = position(*area["center"]) if area["center"] else corners
    return f"{area['radius_m'] / 1000:.1f} km about {middle}"


def position(latitude_deg: float, longitude_deg: float) -> str:
    """A position in degrees with hemispheres.

    >>> position(39.66, -124.705)
    '39.660N 124.705W'
    """
    north, east = "NS"[latitude_deg < 0], "EW"[longitude_deg < 0]
    return f"{abs(latitude_deg):.3f}{north} {abs(longitude_deg):.3f}{east}"


def plain(value: Any) -> Any:
    """A record of any kind as plain values: dicts, lists, texts and numbers."""
    from dataclasses import fields, is_dataclass  # 25 ms that `--help` does without

    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_asdict"):
        return {key: plain(item) for key, item in value._asdict().items()}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def forecast(answer: dict[str, Any]) -> list[str]:
    """The chance with its interval, its reference class, its calibration, and what stands beside it."""
    peers, row = answer["reference_class"], answer["calibration"]
    reached = sum(member["outcome"] == "success" for member in peers["members"])
    laplace, faa = percents(answer["laplace"]), percents(answer["faa"])
    lines = [f"chance of reaching orbit: {_chance(answer)} (95 % interval)"]
    if answer["with_judgement"] is not None:
        judged = answer["with_judgement"]
        lines.append(f"with the judgement of {', '.join(judged['authors'])}: {_chance(judged)}")
    lines += [
        f"beside it: Laplace's rule {laplace}, the rule of 14 CFR 417 {faa}",
        f"reference class: {peers['description']}, {reached} of {len(peers['members'])} reached orbit",
        *(f"  {one['date'][:10]}  {one['vehicle']}: {one['outcome']}" for one in peers["members"]),
    ]
    if row is None:
        lines.append("calibration: no forecast of this size has been made yet")
    else:
        lines.append(
            f"calibration: of {row['n']:,} past forecasts of {percents(row['lo'])} to {percents(row['hi'])} "
            f"({percents(row['forecast'])} on average) {percents(row['reached'])} came true"
        )
    stages = ", ".join(f"{phase} {percents(p)}" for phase, p in answer["by_phase"].items())
    kinds = ", ".join(f"{kind} {percents(p)}" for kind, p in answer["by_kind"].items())
    known = len(answer["failures"])
    lines.append(f"if it does not reach orbit, it fails in {stages}")
    lines.append(
        f"if it is no full success: {kinds} (from a published count and {known} failures told in public)"
    )
    if any(step["launches"] for voice in answer["voices"] for step in voice["steps"]):
        lines += [line for voice in answer["voices"] for line in _voice(voice)]
    return [*lines, *([answer["note"]] if answer["note"] else [])]


def around(answer: dict[str, Any]) -> list[str]:
    """The days of the window, a launch before it, and what failed by what was seen; for a case only."""
    lines, days, after = [], answer.get("days"), answer.get("after")
    if days is not None:
        shown = ", ".join(f"{one['day']} {percents(one['p'])}" for one in days["by_day"][:4])
        later = sum(one["p"] for one in days["by_day"][4:])
        lines += [
            f"launch day: before the window {percents(days['before'])}, {shown}"
            f"{f', later {percents(later)}' if later else ''}, not in this window {percents(days['slip'])}",
            f"  by {days['warnings']} earlier warnings, {days['warnings_of_state']} of them of this state",
        ]
    if answer.get("early_s") is not None:
        minutes = answer["early_s"] / 60.0
        lines.append(f"it came {int(minutes // 60)} h {int(minutes % 60):02} min before the window opened")
    if after is not None:
        told = ", ".join(f"{stage} {percents(p)}" for stage, p in after["by_stage"].items())
        lines.append(f"after what was seen: {told}")
        lines += [
            f"  stage {way['stage']}, {way['kind']}: {percents(way['p'])}, "
            f"{way['when_s'][1]:.0f} s after lift-off ({way['when_s'][0]:.0f} to {way['when_s'][2]:.0f})"
            for way in after["ways"][:5]
        ]
    return lines


def _voice(voice: dict[str, Any]) -> list[str]:
    """How one voice of a forecast came about, rung by rung, with the launches counted."""
    lines = [f"{voice['name']}, weight {voice['weight']:.2f}: {percents(voice['p'])}"]
    for step in voice["steps"]:
        did = "reached orbit" if step["kind"] == "share" else "failed"
        of = "launches" if step["kind"] == "share" else "failures expected"
        count = f"{step['hit']:.1f} {did}, {step['seen']:.1f} {of} (faded with age)"
        lines.append(f"  {step['what']}: {count}, so {100 * step['p']:.1f} %")
        tags = [f"{one['tag']}{'+' if one['hit'] else '-'}" for one in step["launches"]]
        for k in range(0, len(tags), 10):
            lines.append("    " + " ".join(tags[k : k + 10]))
    return lines


def marks(answer: dict[str, Any]) -> list[str]:
    """The marks of a backtest, one line a subset."""
    width = max(len(name) for name in answer["subsets"])
    head = f"{'since 1965':{width}}  launches  Brier  log loss  calibration error"
    lines = [head]
    for name, mark in answer["subsets"].items():
        scores = f"{mark['brier']:.4f}  {mark['log_loss']:8.4f}  {mark['ece']:17.4f}"
        lines.append(f"{name:{width}}  {mark['n']:8,}  {scores}")
    return lines


def lines(answer: dict[str, Any]) -> list[str]:
    """The lines of launchers with the vehicles folded into each."""
    found = [
        f"{one['line']}: {one['orbits']} of {one['launches']} reached orbit, "
        f"family {one['family'] or '?'}, "
        f"builder {', '.join(one['builders']) or '?'}; {', '.join(one['vehicles'])}"
        for one in answer["lines"]
    ]
    return [*found, f"rows in {answer['overrides']} override the shipped tables"]


def _chance(answer: dict[str, Any]) -> str:
    return f"{percents(answer['p'])}, {percents(answer['lo'])} to {percents(answer['hi'])}"


def percents(p: float) -> str:
    """A probability in whole per cent, which no forecast from a few dozen launches can go beyond.

    >>> percents(0.4444), percents(0.9999), percents(0.0)
    ('44 %', 'over 99 %', 'under 1 %')
    """
    return "under 1 %" if p < 0.005 else "over 99 %" if p > 0.995 else f"{100 * p:.0f} %"


def inferred(answer: dict[str, Any], gave: list[dict[str, Any]]) -> list[str]:
    """Path and orbit, with 90 % intervals, and what each source changed.

    >>> inferred({"inclination_deg": {"median": 97.4, "p05": 97.2, "p95": 98.1}, "used": []}, [])
    ['inclination        97.4 (97.2 to 98.1) deg', 'used: nothing but the pad']
    """
    lines = []
    for key, name, unit, digits in (
        ("inclination_deg", "inclination", "deg", 1),
        ("azimuth_deg", "launch azimuth", "deg", 1),
        ("perigee_km", "perigee", "km", 0),
        ("apogee_km", "apogee", "km", 0),
        ("ltan_h", "local time of node", "h", 1),
    ):
        if answer.get(key) is not None:
            middle, low, high = (f"{answer[key][q]:.{digits}f}" for q in ("median", "p05", "p95"))
            lines.append(f"{name:18} {middle} ({low} to {high}) {unit}")
    for key, name in (("p_sun_synchronous", "sun-synchronous"), ("dogleg_p", "dogleg")):
        if answer.get(key) is not None:
            lines.append(f"{name:18} {percents(answer[key])}")
    lines.append(f"used: {', '.join(answer['used']) or 'nothing but the pad'}")
    for one in gave:
        low, middle, high = (f"{one['without'][q]:.1f}" for q in ("p05", "median", "p95"))
        said = f"; {one['said']}" if one["said"] else ""
        lines.append(f"  without {one['source']:8} {middle} ({low} to {high}) deg{said}")
    return lines


def flight(answer: dict[str, Any]) -> list[str]:
    """A flight for a person: how it ended and its events in the order of time."""
    lines = [
        f"flight {answer['flight']} ({answer['variant']}) of {answer['case']}, seed {answer['seed']}: "
        f"{answer['failure'] or 'no failure'}, {answer['outcome']}"
    ]
    seconds = {n: v for n, v in answer["outputs"].items() if n.endswith("_s") and not n.startswith("gate")}
    events = {n: v for n, v in seconds.items() if not n.endswith(("_m_s", "period_s", "margin_m_s"))}
    width = max((len(name) for name in events), default=0) - 2
    for name in sorted(events, key=events.__getitem__):
        lines.append(f"  {name.removesuffix('_s').replace('_', ' '):{width}}  {events[name]:9.2f} s")
    reached = {name: answer["outputs"].get(name) for name in ("perigee_m", "apogee_m", "inclination_rad")}
    if all(value is not None for value in reached.values()):
        low, high, tilt = reached.values()
        lines.append(f"  orbit  {low / 1e3:.1f} x {high / 1e3:.1f} km, {degrees(tilt):.3f} deg")
    return [*lines, ""]


def matched(answer: dict[str, Any]) -> list[str]:
    """The candidates of a match, likeliest first."""
    if not answer["candidates"]:
        return ["no object is young enough to be it"]
    rows = [("object", "name", "chance", "type", "node off", "inclination off", "perigee, apogee off")]
    for one in answer["candidates"]:
        off = one["off"]
        node = "-" if off["node_deg"] is None else f"{off['node_deg']:+.1f} deg"
        rows.append(
            (
                one["id"],
                one["name"],
                percents(one["p"]),
                one["type"],
                node,
                f"{off['inclination_deg']:+.2f} deg",
                f"{off['perigee_km']:+.0f}, {off['apogee_km']:+.0f} km",
            )
        )
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return [
        *lines,
        f"none of these: {percents(answer['none_of_these'])}, of {answer['considered']} considered",
    ]


def watched(answer: dict[str, Any]) -> list[str]:
    """The burns of an object, and when it comes down."""
    lines = [f"{answer['name']} ({answer['id']}): {answer['sets']} element sets, as of {answer['as_of']}"]
    burns = answer["manoeuvres"]
    if not burns:
        lines.append("no burn found")
    for one in burns:
        dv, sigma = one["dv_m_s"], one["sigma_m_s"]
        lines.append(
            f"burn {one['epoch'][:16]} ({one['earliest'][:16]} to {one['latest'][:16]}): "
            f"orbit {one['semi_major_axis_change_m']:+,.0f} m; "
            f"along {dv['along']:+.4f} +- {sigma['along']:.4f} m/s, "
            f"across {dv['cross']:+.2f} +- {sigma['cross']:.2f} m/s, radial {dv['radial']:.2f} m/s; "
            f"confidence {percents(one['confidence'])}"
            + (f"; told {one['told'][:16]}" if "told" in one else "")
        )
    down = answer["reentry"]
    if down is None:
        lines.append("re-entry: not within 25 years, or the sets do not tell")
    else:
        lines.append(
            f"re-entry: {down['median'][:16]}, nine in ten between {down['p05'][:16]} and {down['p95'][:16]}"
        )
        lines += [f"  {note}" for note in down["notes"]]
    return lines
