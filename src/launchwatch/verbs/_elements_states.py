"""`launchwatch elements` on messages of states (OPM, OEM, CDM): shown, and made into an element set."""

from __future__ import annotations

import math
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from launchwatch.errors import InputError
from launchwatch.verbs._arguments import instant

if TYPE_CHECKING:
    from launchwatch.orbit import Elements, Ephemeris, OrbitState, StateMessage

#: So many states of an ephemeris are printed at each end; --json has all.
ENDS = 6


def apart(given: Sequence[Path | str]) -> tuple[list[Path | str], list[Path | str]]:
    """The files of element sets, and those of states."""
    from launchwatch.orbit import holds_states

    of_states = [holds_states(source) for source in given]
    return (
        [source for source, holds in zip(given, of_states, strict=True) if not holds],
        [source for source, holds in zip(given, of_states, strict=True) if holds],
    )


def read_messages(
    given: Sequence[Path | str], only: str | None, skip_bad: bool
) -> tuple[list[StateMessage], list[str]]:
    """The messages of these files, of one object where `only` names it, and what was wrong with others."""
    from launchwatch.errors import ElementsError
    from launchwatch.orbit import read_state_messages

    found: list[StateMessage] = []
    problems: list[str] = []
    for source in given:
        try:
            found += read_state_messages(source)
        except ElementsError as error:
            if not skip_bad:
                raise
            problems.append(str(error))
    if only is not None:
        wanted = only.strip().upper()
        found = [kept for one in found if (kept := _of(one, wanted)).ephemerides]
        if given and not found:
            raise InputError(f"no state of {only!r}", where="--only", mend="see `elements show FILE`")
    return found, problems


def _of(message: StateMessage, wanted: str) -> StateMessage:
    """The message with the ephemerides of one object alone, called by name or designator."""
    from dataclasses import replace

    kept = [
        one
        for one in message.ephemerides
        if wanted in (one.states[0].name.upper(), one.states[0].designator.upper())
    ]
    return replace(message, ephemerides=tuple(kept))


def state_rows(kind: str, ephemeris: Ephemeris) -> list[dict[str, Any]]:
    """States as JSON, SI; heights and inclination are null where the orbit is not round the Earth."""
    orbit = ephemeris.orbit()
    if orbit is None:
        return [_row(kind, state, ()) for state in ephemeris.states]
    columns = (orbit.perigee_m / 1e3, orbit.apogee_m / 1e3, orbit.inclination * 180.0 / math.pi)
    figures = zip(*(column.tolist() for column in columns), strict=True)
    return [_row(kind, state, told) for state, told in zip(ephemeris.states, figures, strict=True)]


def _row(kind: str, state: OrbitState, figures: Sequence[float]) -> dict[str, Any]:
    from launchwatch.earth import format_utc

    told = [round(one, 4) if math.isfinite(one) else None for one in figures] or [None] * 3
    return {
        "message": kind,
        "name": state.name,
        "designator": state.designator,
        "epoch": format_utc(state.epoch, 6),
        "time_system": state.time_system,
        "centre": state.centre,
        "frame": state.frame,
        "position_m": [round(x, 6) for x in state.position],
        "velocity_m_s": [round(x, 9) for x in state.velocity],
        "perigee_km": told[0],
        "apogee_km": told[1],
        "inclination_deg": told[2],
    }


def shown(messages: Sequence[StateMessage]) -> tuple[list[dict[str, Any]], list[str]]:
    """All states as JSON, and the lines that print them."""
    rows: list[dict[str, Any]] = []
    lines: list[str] = []
    for message in messages:
        head = f"{message.kind} of {message.originator}, states: {len(message.states)}"
        if message.miss_distance_m is not None:
            head += f", {message.miss_distance_m:g} m apart"
        if message.probability is not None:
            head += f", probability of collision {message.probability:.2g}"
        lines += [
            head,
            f"{'name':24} {'epoch':31} {'centre':12} {'frame':9} {'perigee':>9} x {'apogee km':9} "
            f"{'incl.':>8}  position km; velocity km/s",
        ]
        for ephemeris in message.ephemerides:
            found = state_rows(message.kind, ephemeris)
            rows += found
            if len(found) > 2 * ENDS:
                lines += [_line(row) for row in found[:ENDS]]
                lines.append(f"… {len(found) - 2 * ENDS} states between; --json has all")
            lines += [_line(row) for row in (found[-ENDS:] if len(found) > 2 * ENDS else found)]
    return rows, lines


def _line(row: dict[str, Any]) -> str:
    low, high, tilt = (row[key] for key in ("perigee_km", "apogee_km", "inclination_deg"))
    position = " ".join(f"{x / 1e3:.6f}" for x in row["position_m"])
    velocity = " ".join(f"{x / 1e3:.9f}" for x in row["velocity_m_s"])
    epoch = f"{row['epoch'].removesuffix('Z')} {row['time_system']}"
    return (
        f"{row['name'][:24]:24} {epoch:31} {row['centre'][:12]:12} {row['frame'][:9]:9} "
        f"{'-' if low is None else f'{low:.1f}':>9} x {'-' if high is None else f'{high:.1f}':9} "
        f"{'-' if tilt is None else f'{tilt:.4f}':>8}  {position}; {velocity}"
    )


def fitted(chosen: Namespace, given: Sequence[Path | str]) -> tuple[Elements, dict[str, Any], list[str]]:
    """The element set of a state: the first, or the one at `--at`; how far it is off the other states."""
    from launchwatch.orbit import elements_of_state

    messages, _ = read_messages(given, chosen.only, skip_bad=False)
    ephemerides = [(one.kind, each) for one in messages for each in one.ephemerides]
    names = {each.states[0].name for _, each in ephemerides}
    if len(names) > 1:
        raise InputError(
            f"states of {len(names)} objects: {', '.join(sorted(names))[:100]}",
            mend="choose one: --only NAME",
        )
    kind, ephemeris, state = _chosen(chosen, ephemerides)
    made = elements_of_state(
        state.teme(),
        state.epoch,
        name=chosen.name or state.name,
        designator=state.designator,
        bstar=chosen.bstar,
    )
    told: dict[str, Any] = {"state": state_rows(kind, type(ephemeris)((state,)))[0]}
    lines = [f"the set has the state of {state.source} at its epoch"]
    if len(ephemeris.states) > 1:
        mean, worst, lost = _off(made, ephemeris)
        told |= {"rms_km": round(mean / 1e3, 4), "worst_km": round(worst / 1e3, 4)}
        hours = (ephemeris.states[-1].epoch - ephemeris.states[0].epoch).total_seconds() / 3600.0
        lines.append(
            f"over the {hours:.1f} h of the ephemeris it is {mean / 1e3:.3f} km off in the mean, "
            f"{worst / 1e3:.3f} km at most" + (f"; SGP4 has none for {lost} of its states" if lost else "")
        )
    return made, told, lines


def _chosen(
    chosen: Namespace, ephemerides: Sequence[tuple[str, Ephemeris]]
) -> tuple[str, Ephemeris, OrbitState]:
    """The state at `--at`, or the first."""
    at = instant(chosen.at, "--at")
    found = [(kind, one, state) for kind, one in ephemerides for state in one.states]
    if at is None:
        return found[0]
    nearest = min(found, key=lambda row: abs((row[2].epoch - at).total_seconds()))
    if abs((nearest[2].epoch - at).total_seconds()) > 1e-3:
        from launchwatch.earth import format_utc

        raise InputError(
            "no state at this instant", where="--at", mend=f"the nearest is {format_utc(nearest[2].epoch, 6)}"
        )
    return nearest


def _off(made: Elements, ephemeris: Ephemeris) -> tuple[float, float, int]:
    """How far a set is off the states of an ephemeris, in the mean and at most, m; how many it has not."""
    import numpy as np

    from launchwatch.orbit import propagate_utc

    here = propagate_utc(made, [state.epoch for state in ephemeris.states], lenient=True)[:, :3]
    off = np.linalg.norm(here - ephemeris.teme()[:, :3], axis=1)
    there = off[np.isfinite(off)]
    return float(np.sqrt(np.mean(there**2))), float(there.max()), int(off.size - there.size)
