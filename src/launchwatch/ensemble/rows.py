"""From drawn quantities to rows of the kernel: stages and strap-ons become phases.

A phase is a stretch in which the same engines burn. Strap-ons that light with or after the first stage cut
its burn into phases at every ignition and burn-out; each burn-out drops the spent group. The order of these
instants is that of the central figures, for all draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, pi
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble.draws import Floats
from launchwatch.ensemble.parameters import eccentricity_height
from launchwatch.errors import InputError
from launchwatch.flight import INPUT_WIDTH, INPUTS, INSERT, LOFT, MACH_NODES, PHASE_FIELDS, PHASES, TURN

if TYPE_CHECKING:
    from launchwatch.case import CasePad
    from launchwatch.launcher import Launcher, Stage, StrapOn

G0: Final = 9.80665
_AT: Final = {name: k for k, name in enumerate(INPUTS)}
_WIDTH: Final = len(PHASE_FIELDS)
_FIELD: Final = {name: k for k, name in enumerate(PHASE_FIELDS)}


@dataclass(frozen=True, slots=True)
class Phase:
    """What the rows call a phase: the stage that burns, what it drops, whether the stage ends with it."""

    stage: int
    drops: str | None
    ends_stage: bool


class _Rows:
    """Columns being filled, for all draws at once."""

    def __init__(self, count: int) -> None:
        self.rows = np.zeros((count, INPUT_WIDTH))

    def set(self, name: str, value: Floats | float) -> None:
        self.rows[:, _AT[name]] = value

    def phase(self, p: int, **fields: Floats | float) -> None:
        for name, value in fields.items():
            self.rows[:, p * _WIDTH + _FIELD[name]] = value


class _Motor:
    """Drawn figures of one stage or group of strap-ons."""

    def __init__(self, key: str, model: Stage | StrapOn, values: dict[str, Floats], count: int) -> None:
        def figure(name: str, default: float = 0.0) -> Floats:
            return values.get(f"{key}.{name}", np.full(1, default))

        self.propellant = count * figure("propellant")
        self.dry = count * figure("dry")
        self.thrust = count * figure("thrust")
        self.flow = self.thrust / (G0 * figure("specific_impulse"))
        self.burn = self.propellant / self.flow
        scale = self.thrust / (count * model.thrust.central) if model.sea_level_specific_impulse else 1.0
        self.exit = count * model.exit_area() * scale
        self.beta = figure("ballistic_coefficient")
        self.separation = figure("separation_delay", 0.0)
        self.delay = figure("ignition_delay", 0.0)
        self.hot = figure("hot_staging", 0.0)
        self.limit = figure("acceleration_limit", 0.0)


def build_rows(
    launcher: Launcher, values: dict[str, Floats], pad: CasePad, count: int
) -> tuple[Floats, list[Phase]]:
    """Rows (count, INPUT_WIDTH) and what their phases are.

    `values` holds the drawn quantities by the names of `parameters`, SI, each of shape (count,) or (1,).
    """
    made = _Rows(count)
    area = 0.25 * pi * launcher.diameter.central**2
    stages = [_Motor(f"stage {k}", s, values, 1) for k, s in enumerate(launcher.stages, 1)]
    phases = _first_stage(launcher, stages[0], values, made, area)
    last = len(stages) - 1
    for k in range(1, len(stages)):
        motor = stages[k]
        p = len(phases)
        if p >= PHASES:
            raise InputError(
                f"{launcher.name} has more than {PHASES} phases", mend="join strap-ons that burn alike"
            )
        stage = launcher.stages[k]
        free = stage.ignition_delay == "free"
        if stage.hot_staging is not None:
            made.phase(p - 1, drop_delay_s=-motor.hot)
        made.phase(
            p,
            propellant_kg=motor.propellant,
            mass_flow_kg_s=motor.flow,
            thrust_N=motor.thrust,
            exit_area_m2=motor.exit,
            coast_s=-1.0 if free else motor.delay,
            steering=LOFT if stage.guidance != "insert" and k < last else INSERT,
            acceleration_limit_m_s2=motor.limit,
            thrust_curve=float(curve_numbers(launcher).get(k, 0)),
            drop_kg=motor.dry,
            drop_delay_s=motor.separation,
            drop_ballistic_kg_m2=motor.beta,
            reference_area_m2=area,
        )
        phases.append(Phase(k + 1, f"stage {k + 1}", True))
    made.set("phases", len(phases))
    _head(launcher, values, pad, phases, made)
    return made.rows, phases


def _first_stage(
    launcher: Launcher, core: _Motor, values: dict[str, Floats], made: _Rows, area: float
) -> list[Phase]:
    """Cut the burn of the first stage at ignitions and burn-outs of its strap-ons; returns the phases."""
    groups = [_Motor(f"strap-on {k}", s, values, s.count) for k, s in enumerate(launcher.strap_ons, 1)]
    instants, _ = _instants(launcher, core, groups)
    central = {key: np.full(1, figure.quantity.central) for key, figure in launcher.figures()}
    planned, lit = _instants(
        launcher,
        _Motor("stage 1", launcher.stages[0], central, 1),
        [_Motor(f"strap-on {k}", s, central, s.count) for k, s in enumerate(launcher.strap_ons, 1)],
    )
    order = sorted(range(len(planned)), key=lambda k: float(planned[k][0][0]))
    burning = {g for g in range(len(groups)) if lit[g] == 0.0}
    phases: list[Phase] = []
    before: Floats = np.zeros(1)
    for end, what, g in (instants[k] for k in order):
        motors = [core, *(groups[k] for k in sorted(burning))]
        span = np.maximum(end - before, 1e-3)
        flow = sum((m.flow for m in motors), start=np.zeros(1))
        dropped = core if what == "core" else (groups[g] if what == "out" else None)
        p = len(phases)
        made.phase(
            p,
            propellant_kg=flow * span,
            mass_flow_kg_s=flow,
            thrust_N=sum((m.thrust for m in motors), start=np.zeros(1)),
            acceleration_limit_m_s2=core.limit,
            thrust_curve=0.0 if groups else float(curve_numbers(launcher).get(0, 0)),
            exit_area_m2=sum((m.exit for m in motors), start=np.zeros(1)),
            coast_s=0.0,
            steering=TURN,
            drop_kg=0.0 if dropped is None else dropped.dry,
            drop_delay_s=dropped.separation if what == "core" and dropped is not None else 0.0,
            drop_ballistic_kg_m2=1.0 if dropped is None else dropped.beta,
            reference_area_m2=area,
        )
        name = "stage 1" if what == "core" else (launcher.strap_ons[g].name if what == "out" else None)
        phases.append(Phase(1, name, what == "core"))
        before = np.maximum(end, before)
        if what == "core":
            break
        if what == "lit":
            burning.add(g)
        else:
            burning.discard(g)
            after = f"after {launcher.strap_ons[g].name}"
            burning |= {k for k, s in enumerate(launcher.strap_ons) if s.lit == after}
    return phases


def _instants(
    launcher: Launcher, core: _Motor, groups: list[_Motor]
) -> tuple[list[tuple[Floats, str, int]], list[float]]:
    """When the core burns out and groups burn out or light, not sorted; the mean ignition of each group."""
    lit: list[float] = []
    ends: dict[str, float] = {}
    out: dict[str, Floats] = {}
    instants = [(core.burn, "core", -1)]
    for g, (model, motor) in enumerate(zip(launcher.strap_ons, groups, strict=True)):
        after = model.lit.startswith("after ")
        start = out[model.lit.removeprefix("after ")] if after else np.full(1, model.lit_at(ends))
        lit.append(float(np.mean(start)))
        out[model.name] = start + motor.burn
        ends[model.name] = float(np.mean(out[model.name]))
        instants.append((out[model.name], "out", g))
        if lit[g] > 0.0 and not after:
            instants.append((start, "lit", g))
    return instants, lit


def curve_numbers(launcher: Launcher) -> dict[int, int]:
    """Number (from 1) of the thrust curve of each stage that has one, by the index of the stage."""
    curved = [k for k, stage in enumerate(launcher.stages) if stage.thrust_curve is not None]
    return {k: n for n, k in enumerate(curved, 1)}


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
