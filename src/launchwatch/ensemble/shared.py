"""What all flights of a launcher share: its phases by name, and the kernel's tables of it.

Thrust curves and attitude programmes lie in tables that rows name by number, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.stretches import Curve, Stretch, joint_curve, stretches
from launchwatch.flight import attitude_programme, make_tables, thrust_curve

if TYPE_CHECKING:
    from launchwatch.case import CasePad
    from launchwatch.launcher import Launcher, Stage


@dataclass(frozen=True, slots=True)
class Phase:
    """What the rows call a phase: the stage that burns, what it drops, whether the stage ends with it."""

    stage: int
    drops: str | None
    ends_stage: bool


def phase_of(launcher: Launcher, stretch: Stretch) -> Phase:
    """The phase that a stretch of the first stage is."""
    if stretch.ends == "lit":
        return Phase(1, None, False)
    core = stretch.ends == "core"
    return Phase(1, "stage 1" if core else launcher.strap_ons[stretch.who - 1].name, core)


def phases_of(launcher: Launcher) -> list[Phase]:
    """The phases of a launcher: stretches of its first stage, burns of the others."""
    found = [phase_of(launcher, stretch) for stretch in stretches(launcher)]
    for k, stage in enumerate(launcher.stages[1:], 2):
        found += [Phase(k, None, False) for _ in stage.burns[1:]]
        found.append(Phase(k, f"stage {k}", True))
    return found


def curves_of(launcher: Launcher) -> dict[int, Curve]:
    """The thrust curve of each phase that has one."""
    first = stretches(launcher)
    found: dict[int, Curve] = {}
    for p, phase in enumerate(phases_of(launcher)):
        if phase.stage == 1:
            curve = joint_curve(launcher, first[p])
        else:
            told = launcher.stages[phase.stage - 1].thrust_curve
            curve = None if told is None else told.table
        if curve is not None:
            found[p] = curve
    return found


def curve_numbers(launcher: Launcher) -> dict[int, int]:
    """Number of the thrust curve of each phase that has one."""
    return {p: n for n, p in enumerate(curves_of(launcher), 1)}


def programme_numbers(launcher: Launcher) -> dict[int, int]:
    """Number of the attitude programme of each phase that flies by one."""
    flown = [k for k, stage in enumerate(launcher.stages, 1) if stage.attitude is not None]
    return {p: flown.index(h.stage) + 1 for p, h in enumerate(phases_of(launcher)) if h.stage in flown}


def tables_of(launcher: Launcher, pad: CasePad, air: Floats | None = None) -> Floats:
    """What all rows of a launcher share: the air, its thrust curves, its attitude programmes."""
    return make_tables(
        air=air,
        curves=[thrust_curve(curve) for curve in curves_of(launcher).values()],
        attitudes=[_programme(s, pad) for s in launcher.stages if s.attitude is not None],
    )


def _programme(stage: Stage, pad: CasePad) -> Floats:
    """The attitude programme of a stage in the axes of the flight."""
    assert stage.attitude is not None
    lat, lon = radians(pad.lat_deg), radians(pad.lon_deg)
    up = np.array([cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)])
    east = np.array([-sin(lon), cos(lon), 0.0])
    north = np.cross(up, east)
    times = np.array([row[0] for row in stage.attitude.table])
    elevation, azimuth = (np.radians([row[i] for row in stage.attitude.table])[:, None] for i in (1, 2))
    level = np.cos(azimuth) * north + np.sin(azimuth) * east
    jumps = sorted({float(t) for t in times[1:][np.diff(times) == 0.0]})
    return attitude_programme(times, np.sin(elevation) * up + np.cos(elevation) * level, jumps)
