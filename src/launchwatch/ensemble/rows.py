"""From drawn quantities to rows of the kernel: stages and strap-ons become phases.

A phase is a time during which the same engines burn. Strap-ons cut the burn of the first stage into phases
(stretches.py); a stage that burns more than once has a phase for each burn and is dropped after the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.earth import RADIUS
from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.parameters import eccentricity_height
from launchwatch.ensemble.shared import Phase, curve_numbers, phase_of, programme_numbers
from launchwatch.ensemble.stretches import (
    Motor,
    factor,
    instants,
    motors,
    reference_area,
    stretches,
)
from launchwatch.errors import InputError
from launchwatch.flight import (
    ATTITUDE,
    END_CRITERIA,
    INPUT_WIDTH,
    INPUTS,
    INSERT,
    LOFT,
    MACH_NODES,
    PHASE_FIELDS,
    PHASES,
    TURN,
)

if TYPE_CHECKING:
    from launchwatch.case import CasePad
    from launchwatch.launcher import Burn, Launcher, Stage

_AT: Final = {name: k for k, name in enumerate(INPUTS)}
_WIDTH: Final = len(PHASE_FIELDS)
_FIELD: Final = {name: k for k, name in enumerate(PHASE_FIELDS)}
_STEERING: Final = {"turn": TURN, "loft": LOFT, "insert": INSERT, "attitude": ATTITUDE}
_ENDING: Final = {
    "ends_after": "time",
    "ends_at_speed": "inertial speed",
    "ends_at_relative_speed": "Earth-relative speed",
    "ends_at_altitude": "altitude",
    "ends_at_acceleration": "acceleration",
    "ends_at_semi_major_axis": "semi-major axis",
}
_END_CODE: Final = {word: float(code) for code, word in END_CRITERIA.items()}


class _Rows:
    """Columns being filled, for all draws at once."""

    def __init__(self, count: int) -> None:
        self.rows = np.zeros((count, INPUT_WIDTH))

    def set(self, name: str, value: Floats | float) -> None:
        self.rows[:, _AT[name]] = value

    def phase(self, p: int, **fields: Floats | float) -> None:
        for name, value in fields.items():
            self.rows[:, p * _WIDTH + _FIELD[name]] = value


def build_rows(
    launcher: Launcher, values: dict[str, Floats], pad: CasePad, count: int
) -> tuple[Floats, list[Phase]]:
    """Rows (count, INPUT_WIDTH) and what their phases are.

    `values` holds the drawn quantities by the names of `parameters`, SI, each of shape (count,) or (1,).
    """
    made = _Rows(count)
    phases = _first_stage(launcher, values, made)
    for k in range(1, len(launcher.stages)):
        _upper_stage(launcher, k, values, made, phases)
    made.set("phases", len(phases))
    for p, number in curve_numbers(launcher).items():
        made.phase(p, thrust_curve=float(number))
    for p, number in programme_numbers(launcher).items():
        made.phase(p, attitude=float(number))
    _head(launcher, values, pad, phases, made)
    _aims(launcher, values, phases, made)
    return made.rows, phases


def _first_stage(launcher: Launcher, values: dict[str, Floats], made: _Rows) -> list[Phase]:
    """Cut the burn of the first stage at ignitions and burn-outs of its strap-ons; returns the phases."""
    burning = motors(launcher, values)
    core, stage = burning[0], launcher.stages[0]
    lit, out = instants(launcher, burning)
    way = launcher.guidance[0]
    before: Floats = np.zeros(1)
    phases: list[Phase] = []
    for stretch in stretches(launcher):
        p = len(phases)
        _room(p, launcher)
        end = lit[stretch.who] if stretch.ends == "lit" else out[stretch.who]
        span = np.maximum(end - before, 1e-3)
        on = [(burning[k], factor(burning[k], lit[k], before, before + span)) for k in stretch.burning]
        flow = sum((m.flow * share for m, share in on), start=np.zeros(1))
        spent = None if stretch.ends == "lit" else burning[stretch.who]
        alone = way == "insert" and stretch.burning == (0,)
        made.phase(
            p,
            propellant_kg=flow * span,
            mass_flow_kg_s=flow,
            thrust_N=sum((m.thrust * share for m, share in on), start=np.zeros(1)),
            acceleration_limit_m_s2=core.limit,
            exit_area_m2=sum((m.exit for m, _ in on), start=np.zeros(1)),
            coast_s=0.0,
            steering=_STEERING[way] if alone or way != "insert" else TURN,
            drop_kg=0.0 if spent is None else spent.dry,
            drop_delay_s=core.separation if spent is core else 0.0,
            drop_ballistic_kg_m2=1.0 if spent is None else spent.beta,
            reference_area_m2=reference_area(launcher),
        )
        if spent is core:
            _ending(made, p, stage, "stage 1", values, before)
        phases.append(phase_of(launcher, stretch))
        before = np.maximum(end, before)
    return phases


def _upper_stage(
    launcher: Launcher, k: int, values: dict[str, Floats], made: _Rows, phases: list[Phase]
) -> None:
    """The phases of a stage above the first: one for each of its burns."""
    stage, key = launcher.stages[k], f"stage {k + 1}"
    motor = Motor(key, stage, values, 1)
    burns: Sequence[Burn | Stage] = stage.burns or [stage]
    rest = motor.propellant
    if stage.hot_staging is not None:
        made.phase(len(phases) - 1, drop_delay_s=-motor.hot)
    for b, burn in enumerate(burns):
        p, last = len(phases), b == len(burns) - 1
        _room(p, launcher)
        mine = f"{key} burn {b + 1}" if stage.burns else key
        propellant = np.maximum(rest, 1.0) if last else np.minimum(values[f"{mine}.propellant"], rest)
        rest = rest - propellant
        coast = stage.ignition_delay if b == 0 else stage.burns[b].coast
        wait = motor.delay if b == 0 else values.get(f"{mine}.coast", np.zeros(1))
        made.phase(
            p,
            propellant_kg=propellant,
            mass_flow_kg_s=motor.flow,
            thrust_N=motor.thrust,
            exit_area_m2=motor.exit,
            coast_s=-1.0 if coast == "free" else wait,
            steering=_STEERING[launcher.guidance[k]],
            acceleration_limit_m_s2=motor.limit,
            drop_kg=motor.dry if last else 0.0,
            drop_delay_s=motor.separation if last else 0.0,
            drop_ballistic_kg_m2=motor.beta if last else 1.0,
            reference_area_m2=reference_area(launcher),
        )
        _ending(made, p, burn, mine, values, np.zeros(1))
        phases.append(Phase(k + 1, key if last else None, last))


def _room(p: int, launcher: Launcher) -> None:
    if p >= PHASES:
        raise InputError(
            f"{launcher.name} has more than {PHASES} phases", mend="join strap-ons that burn alike"
        )


def _ending(
    made: _Rows, p: int, burn: Burn | Stage, key: str, values: dict[str, Floats], begun: Floats
) -> None:
    """What ends the burn of a phase; `begun` is its ignition in s after that of its stage."""
    if burn.ending is None:
        return
    value = values[f"{key}.{burn.ending}"]
    if burn.ending == "ends_after":
        value = np.maximum(value - begun, 1e-3)
    elif burn.ending == "ends_at_semi_major_axis":
        value = value - RADIUS
    made.phase(p, end_criterion=_END_CODE[_ENDING[burn.ending]], end_value=value)


def _aims(launcher: Launcher, values: dict[str, Floats], phases: list[Phase], made: _Rows) -> None:
    """The orbits of burns that have one of their own; the inserting phases before one aim for it too."""
    if not any(burn.perigee is not None for stage in launcher.stages for burn in stage.burns):
        return
    low, high = eccentricity_height(values["perigee"], values.get("apogee"))
    keys = [f"stage {k}" for k in (phase.stage for phase in phases)]
    for p in reversed(range(len(phases))):
        if launcher.guidance[phases[p].stage - 1] != "insert":
            return
        burn = f"{keys[p]} burn {1 + keys[:p].count(keys[p])}"
        if f"{burn}.perigee" in values:
            low, high = eccentricity_height(values[f"{burn}.perigee"], values[f"{burn}.apogee"])
        made.phase(p, aim_perigee_m=low, aim_apogee_m=high)


def _sun_synchronous(heights: Floats) -> Floats:
    """Sun-synchronous inclination of circular orbits, rad: interpolated in a table of 5 km."""
    from launchwatch.orbit import sun_synchronous_inclination

    low, high = np.floor(heights.min() / 5e3), np.ceil(heights.max() / 5e3)
    nodes = 5e3 * np.arange(low, max(high, low + 1.0) + 1.0)  # on a grid of its own: any block has the same
    return np.interp(heights, nodes, [sun_synchronous_inclination(h, h) for h in nodes])


def _head(
    launcher: Launcher, values: dict[str, Floats], pad: CasePad, phases: list[Phase], made: _Rows
) -> None:
    """The columns that are not of a phase: pad, payload, fairing, plan, air."""
    made.set("site_latitude_rad", np.radians(pad.lat_deg))
    made.set("site_longitude_rad", np.radians(pad.lon_deg))
    made.set("site_height_m", pad.height_m)
    made.set("payload_kg", values["launcher.payload"])
    made.set("fairing_phase", -1.0)
    if launcher.fairing is not None:
        stage = next(
            k for k, s in enumerate(launcher.stages, 1) if s.name == launcher.fairing.after_ignition_of
        )
        made.set("fairing_phase", next(p for p, phase in enumerate(phases) if phase.stage == stage))
        made.set("fairing_kg", values["fairing.mass"])
        made.set("fairing_after_s", values["fairing.jettison"])
        made.set("fairing_ballistic_kg_m2", values["fairing.ballistic_coefficient"])
        made.set("fairing_split_m_s", values.get("fairing.halves_part_at", np.zeros(1)))
    low, high = eccentricity_height(values["perigee"], values.get("apogee"))
    made.set("target_perigee_m", low)
    made.set("target_apogee_m", high)
    if "inclination" in values:
        made.set("target_inclination_rad", values["inclination"])
    elif "inclination offset" in values:
        made.set(
            "target_inclination_rad", _sun_synchronous(0.5 * (low + high)) + values["inclination offset"]
        )
    else:
        made.set("target_inclination_rad", nan)
    azimuth = values["azimuth"]
    made.set("azimuth_rad", azimuth)
    made.set("target_branch", 0.0)  # as the motion leads
    made.set("turn_rad", values["turn"])
    made.set("last_turn_rad", values.get("last turn", np.zeros(1)))
    made.set("burnout_angle_rad", values["burnout angle"])
    made.set("loft_apogee_m", low * values["loft"])
    made.set("ignition_lead", values["ignition lead"])
    made.set("vertical_rise_s", values["vertical rise"])
    made.set("pitch_over_s", 10.0)
    made.set("density_factor", values["density factor"])
    made.set("drag_factor", values["drag factor"])
    made.set("wind_east_m_s", values["wind east"])
    made.set("wind_north_m_s", values["wind north"])
    made.set("stack_ballistic_kg_m2", values["stack ballistic"])
    for k, mach in enumerate(MACH_NODES):
        made.set(f"drag_coefficient_{k}", launcher.drag.coefficient(mach))
