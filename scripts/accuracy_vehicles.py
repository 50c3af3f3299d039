"""Launchers and missions of the flights of which a table of events was published, for accuracy_tables.py.

Masses: GCAT, J. McDowell, planet4589.org, CC-BY, unless said. Thrust and specific impulse: round figures of
the makers. Where they do not close with the burn time that was published, the thrust is the mean that does
(`mean`); where that time is the table's own, the time of the burn-out is not compared.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "flight"), str(ROOT / "scripts")]

import flight_vehicles as fv  # noqa: E402

from launchwatch.flight import INSERT, TURN  # noqa: E402

Floats = NDArray[np.float64]
G0 = 9.80665


@dataclass(frozen=True)
class Motor:
    """A stage or a set of strap-ons: kg, kg, vacuum thrust N, vacuum specific impulse s, at sea level N."""

    propellant: float
    dry: float
    thrust: float
    impulse: float
    ground: float | None = None

    @property
    def flow(self) -> float:
        """Mass flow, kg/s."""
        return self.thrust / (G0 * self.impulse)

    @property
    def seconds(self) -> float:
        """Burn time, s."""
        return self.propellant / self.flow

    @property
    def exit(self) -> float:
        """Nozzle exit area, m2."""
        return 0.0 if self.ground is None else (self.thrust - self.ground) / 101325.0


def mean(propellant: float, dry: float, seconds: float, impulse: float, loss: float = 0.0) -> Motor:
    """A motor of known burn time: its mean thrust follows; `loss` is the share lost at sea level."""
    thrust = propellant / seconds * G0 * impulse
    return Motor(propellant, dry, thrust, impulse, thrust * (1.0 - loss))


@dataclass(frozen=True)
class Flight:
    """A launcher, its mission and the events of its table, as `what the kernel has: its event`."""

    site: tuple[float, float]
    azimuth: float
    orbit: tuple[float, float, float]  # perigee km, apogee km, inclination deg (NaN: the plane of launch)
    payload: float
    stages: tuple[Motor, ...]
    coasts: tuple[float, ...]  # from the burn-out before to ignition, s; after the first stage
    events: dict[str, tuple[str, int]]  # by its name in the table: what the kernel has, and of which phase
    area: float
    strap_ons: Motor | None = None
    fairing: tuple[float, float] = (0.0, 0.0)  # kg, s after lift-off


def row(flight: Flight, angle: float) -> Floats:
    """The flight as a row of the kernel."""
    motors: list[tuple[float, float, float, float, float, int, float]] = []
    core, other = flight.stages[0], flight.strap_ons
    if other is not None:
        both = core.flow + other.flow, core.thrust + other.thrust, core.exit + other.exit
        left = core.propellant - core.flow * other.seconds
        motors.append((both[0] * other.seconds, *both, other.dry, TURN, 0.0))
        motors.append((left, core.flow, core.thrust, core.exit, core.dry, INSERT, 0.0))
    else:
        motors.append((core.propellant, core.flow, core.thrust, core.exit, core.dry, TURN, 0.0))
    for motor, coast in zip(flight.stages[1:], flight.coasts, strict=True):
        motors.append((motor.propellant, motor.flow, motor.thrust, 0.0, motor.dry, INSERT, coast))
    fields: dict[str, float] = {}
    for p, (propellant, flow, thrust, exit_area, dry, steering, coast) in enumerate(motors):
        strap_on = other is not None and p == 0
        fields |= {
            f"phase{p}_propellant_kg": propellant,
            f"phase{p}_mass_flow_kg_s": flow,
            f"phase{p}_thrust_N": thrust,
            f"phase{p}_exit_area_m2": exit_area,
            f"phase{p}_coast_s": coast,
            f"phase{p}_steering": float(steering),
            f"phase{p}_drop_kg": dry,
            f"phase{p}_drop_delay_s": 0.0 if strap_on else 2.0,
            f"phase{p}_drop_ballistic_kg_m2": 300.0,
            f"phase{p}_reference_area_m2": flight.area,
        }
    low, high, inclination = flight.orbit
    made = fv.two_stage(
        phases=float(len(motors)),
        site_latitude_rad=math.radians(flight.site[0]),
        site_longitude_rad=math.radians(flight.site[1]),
        payload_kg=flight.payload,
        azimuth_rad=math.radians(flight.azimuth),
        burnout_angle_rad=math.radians(angle),
        target_perigee_m=1e3 * low,
        target_apogee_m=1e3 * high,
        target_inclination_rad=math.radians(inclination),
        fairing_kg=flight.fairing[0],
        fairing_ballistic_kg_m2=50.0,
        **fields,
    )
    for p in range(1, len(motors)):  # the fairing leaves at its time, in the phase that burns then
        if flight.fairing[0] > 0.0:
            begun = sum(m[0] / m[1] + m[6] for m in motors[:p]) + motors[p][6]
            if begun < flight.fairing[1]:
                made[fv.AT["fairing_phase"]] = float(p)
                made[fv.AT["fairing_after_s"]] = flight.fairing[1] - begun
    return made


OFF, LIT, AT = "cutoff", "ignition", "at the time that was published"
FLIGHTS = {
    "soyuz_ms25": Flight(  # RD-107A and RD-108A: NPO Energomash; RD-0110: KBKhA; tower and shroud: a guess
        site=(45.92, 63.342),
        azimuth=61.0,
        orbit=(200.0, 242.0, 51.67),
        payload=7152.0,
        strap_ons=Motor(156640.0, 15136.0, 4 * 1021.3e3, 320.2, 4 * 838.5e3),
        stages=(Motor(90100.0, 6545.0, 921.9e3, 320.6, 792.4e3), Motor(22790.0, 2410.0, 298e3, 326.0)),
        coasts=(0.0,),
        events={
            "strap-on separation": (OFF, 0),
            "fairing jettison": (AT, 0),
            "core separation": (OFF, 1),
            "stage-3 cut-off": (OFF, 2),
        },
        area=32.0,
        fairing=(3500.0, 153.33),
    ),
    "electron_pug": Flight(  # means: the published thrust and impulse burn the loads in 118 and 261 s
        site=(-39.26, 177.865),
        azimuth=190.0,
        orbit=(200.0, 500.0, 97.4),
        payload=150.0 + 285.0,
        stages=(mean(9250.0, 950.0, 153.0, 311.0, 0.08), mean(2100.0, 250.0, 373.0, 343.0)),
        coasts=(5.0,),
        events={
            "MECO/separation": (AT, 0),
            "S2 ignition": (AT, 1),
            "fairing": (AT, 1),
        },
        area=1.1,
        fairing=(44.0, 184.0),
    ),
    "ariane62_va266": Flight(  # Ariane 6 user's manual; Vinci: ArianeGroup; LLPM with 154 t
        site=(5.236, -52.769),
        azimuth=57.0,
        orbit=(180.0, 6000.0, 56.0),
        payload=1700.0,
        strap_ons=mean(283268.0, 26786.0, 132.0, 278.5, 0.1),
        stages=(
            Motor(154000.0, 14700.0, 1370e3, 431.0, 960e3),
            Motor(28000.0, 6000.0, 180e3, 457.0),
        ),
        coasts=(8.0,),
        events={
            "P120C separation": (OFF, 0),
            "fairing": (AT, 1),
            "main stage separation": (OFF, 1),
            "Vinci ignition": (LIT, 2),
        },
        area=40.0,
        fairing=(1756.0, 210.0),
    ),
    "atlasv551_viasat3f2": Flight(  # Atlas V user's guide; GEM 63: Northrop Grumman; RD-180 throttled: a mean
        site=(28.583, -80.583),
        azimuth=95.0,
        orbit=(185.0, 25000.0, 27.0),
        payload=6000.0,
        strap_ons=mean(221000.0, 25500.0, 97.6, 279.0, 0.1),
        stages=(
            mean(284089.0, 23848.0, 262.5, 337.8, 0.078),
            Motor(20830.0, 2247.0, 99.2e3, 449.7),
        ),
        coasts=(16.0,),
        events={
            "SRB jettison": (OFF, 0),
        },
        area=23.0,
        fairing=(3524.0, 194.1),
    ),
    "h2a_f50": Flight(  # LE-7A, LE-5B, SRB-A3: JAXA
        site=(30.401, 130.977),
        azimuth=165.0,
        orbit=(666.0, 666.0, 97.03),
        payload=2600.0,
        strap_ons=mean(130000.0, 21000.0, 116.0, 283.6, 0.1),
        stages=(Motor(101100.0, 12900.0, 1098e3, 440.0, 870e3), Motor(16900.0, 3100.0, 137e3, 448.0)),
        coasts=(15.0,),
        events={"SRB-A sep": (OFF, 0), "MECO": (OFF, 1), "SELI": (LIT, 2), "SECO": (OFF, 2)},
        area=19.0,
        fairing=(1400.0, 266.0),
    ),
    "falcon1_f4": Flight(  # Merlin 1C and Kestrel: Falcon 1 user's guide
        site=(9.048, 167.743),
        azimuth=90.0,
        orbit=(325.0, 650.0, math.nan),
        payload=165.0,
        stages=(Motor(21540.0, 1360.0, 409e3, 301.0, 347e3), Motor(3956.0, 544.0, 31e3, 317.0)),
        coasts=(4.0,),
        events={"MECO": (OFF, 0), "SECO": (OFF, 1)},
        area=2.3,
    ),
    "nuri_f1f2": Flight(  # KRE-075 and KRE-007: KARI
        site=(34.432, 127.535),
        azimuth=170.0,
        orbit=(700.0, 700.0, 98.2),
        payload=1500.0,
        stages=(
            Motor(131100.0, 16000.0, 4 * 816e3, 298.6, 4 * 735e3),
            Motor(36800.0, 4400.0, 788e3, 315.4),
            Motor(10810.0, 1290.0, 68.7e3, 325.1),
        ),
        coasts=(4.0, 4.0),
        events={"stage 1 separation": (OFF, 0), "stage 3 cut-off F1": (OFF, 2)},
        area=9.6,
        fairing=(1000.0, 234.0),
    ),
}
