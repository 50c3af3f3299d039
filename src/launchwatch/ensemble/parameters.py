"""The uncertain quantities of a case: every figure of the launcher, the plan, the air.

Each becomes one `Parameter`: a name, a quantile function in SI, and for the reader the prior in words with
its source. The plan (where the launcher heads, how it turns, how high it lofts) is what nobody publishes; its
priors are wide and said here:

* launch azimuth: about the direct one to the orbit aimed for, Student's t with two degrees of freedom and a
  scale of 12 degrees (doglegs are usual from this pad and from many others); if no inclination is aimed for,
  about the mean bearing of the areas; any azimuth if neither is known;
* turn after the first stage, and of the last stage where no inclination is aimed for: about none, Student's
  t, scale 8 degrees;
* flight-path angle at the end of the gravity turn: 32 +- 9 degrees, the span that flown launchers with two
  and three stages show there (AS-506 19, Falcon 9 25 to 35, small launchers up to 45 degrees);
* apogee of the lofting stages: the orbit's height +- 25 %;
* wind: 15 +- 15 m/s from the west and 0 +- 8 m/s at the jet's height, a mid-latitude mean with its spread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.earth import OMEGA, RADIUS
from launchwatch.ensemble.draws import Floats

if TYPE_CHECKING:
    from launchwatch.case import Aim, CaseView

AZIMUTH_SCALE_DEG: Final = 12.0
TURN_SCALE_DEG: Final = 8.0
ORBITAL_SPEED_M_S: Final = 7600.0
SUN_SYNCHRONOUS_SIGMA_DEG: Final = 0.03


@dataclass(frozen=True, slots=True)
class Parameter:
    """One quantity: `quantile` takes (0, 1) to SI, `factor` SI to the printed `unit`; `fixed`: no spread."""

    name: str
    quantile: Callable[[Floats], Floats]
    prior: str
    source: str
    guess: bool
    unit: str
    factor: float
    fixed: bool = False


def student2(u: Floats) -> Floats:
    """Quantile of Student's t with two degrees of freedom (closed form), clipped at +-25."""
    return np.clip((2.0 * u - 1.0) / np.sqrt(2.0 * u * (1.0 - u)), -25.0, 25.0)


def normal(center: float, sigma: float) -> Callable[[Floats], Floats]:
    """Quantile function of a normal."""

    def quantile(u: Floats) -> Floats:
        from scipy.special import ndtri

        return np.asarray(center + sigma * ndtri(u))

    return quantile


def direct_azimuth(latitude_deg: float, inclination_deg: float, southbound: bool) -> float:
    """Earth-fixed launch azimuth in degrees that reaches an inclination without a turn.

    The inertial azimuth from cos i = cos(latitude) sin(azimuth), corrected for the speed of the pad
    (Wertz and Larson, Space Mission Analysis and Design, eq. 6-42c); an inclination below the latitude gives
    due east or west.
    """
    latitude = radians(latitude_deg)
    inertial = asin(max(-1.0, min(1.0, cos(radians(inclination_deg)) / cos(latitude))))
    if southbound:
        inertial = pi - inertial
    east = ORBITAL_SPEED_M_S * sin(inertial) - OMEGA * RADIUS * cos(latitude)
    return degrees(np.arctan2(east, ORBITAL_SPEED_M_S * cos(inertial))) % 360.0


_UNITS: Final = {
    "mass": ("kg", 1.0),
    "force": ("kN", 1e-3),
    "specific impulse": ("s", 1.0),
    "time": ("s", 1.0),
    "mass per area": ("kg/m2", 1.0),
    "area": ("m2", 1.0),
    "length": ("km", 1e-3),
    "angle": ("deg", degrees(1.0)),
    "speed": ("m/s", 1.0),
    "acceleration": ("m/s2", 1.0),
}


def launcher_parameters(view: CaseView) -> list[Parameter]:
    """One parameter per figure of the launcher that flights use."""
    unused = ("diameter", "nozzle_exit_area", "sea_level_thrust", "sea_level_specific_impulse")
    found = []
    for key, figure in view.launcher.figures():
        if key.split(".")[1] in unused:
            continue
        unit, factor = _UNITS[figure.quantity.dimension]
        found.append(
            Parameter(
                key,
                figure.quantity.ppf,
                str(figure.quantity),
                figure.source,
                figure.guess,
                unit,
                factor,
                figure.quantity.kind == "exact",
            )
        )
    return found


def plan_parameters(view: CaseView, without: tuple[str, ...] = ()) -> list[Parameter]:
    """The plan of the flight and the air it meets. `without=("aim",)` withholds the orbit aimed for."""
    here = "launchwatch.ensemble.parameters"
    aim = view.aims[-1] if view.aims and "aim" not in without else None
    bearing = _bearing_of_areas(view)
    parameters = _aim_parameters(view, aim)
    southbound = _southbound(view, bearing)
    inclination = _aimed_inclination_deg(aim)
    if inclination is not None:
        center = direct_azimuth(view.pad.lat_deg, inclination, southbound)
        parameters.append(
            Parameter(
                "azimuth",
                lambda u: np.radians(center + AZIMUTH_SCALE_DEG * np.clip(student2(u), -14.0, 14.0)),
                f"{center:.0f} deg, Student's t, scale {AZIMUTH_SCALE_DEG:.0f} deg",
                f"direct azimuth to {inclination:.1f} deg from the pad; scale: {here}",
                True,
                "deg",
                degrees(1.0),
            )
        )
    else:
        parameters.append(_blind_azimuth(bearing))

    def guess(
        name: str, quantile: Callable[[Floats], Floats], prior: str, unit: str = "", factor: float = 1.0
    ) -> None:
        parameters.append(Parameter(name, quantile, prior, here, True, unit, factor))

    scale = radians(TURN_SCALE_DEG)
    turns = f"0 deg, Student's t, scale {TURN_SCALE_DEG:.0f} deg"
    guess("turn", lambda u: scale * np.clip(student2(u), -8.0, 8.0), turns, "deg", degrees(1.0))
    if inclination is None:
        guess("last turn", lambda u: scale * np.clip(student2(u), -8.0, 8.0), turns, "deg", degrees(1.0))
    guess(
        "burnout angle",
        _above(normal(radians(32.0), radians(9.0)), radians(3.0)),
        "32 ± 9 deg",
        "deg",
        degrees(1.0),
    )
    guess("loft", _above(normal(1.0, 0.25), 0.3), "apogee 1.00 ± 0.25 of the orbit's height", "", 1.0)
    guess("ignition lead", lambda u: 0.35 + 0.5 * u, "35 to 85 % of the last burn before apogee", "%", 100.0)
    guess("vertical rise", _above(normal(8.0, 2.0), 2.0), "8 ± 2 s", "s")
    guess("density factor", _above(normal(1.0, 0.04), 0.5), "1.00 ± 0.04", "")
    guess("drag factor", _above(normal(1.0, 0.15), 0.3), "1.00 ± 0.15", "")
    if view.air is not None and view.air.wind:  # what is left of a wind that was told
        guess("wind east", normal(0.0, 5.0), "as told, ± 5 m/s at the jet", "m/s")
        guess("wind north", normal(0.0, 5.0), "as told, ± 5 m/s at the jet", "m/s")
    else:
        guess("wind east", normal(15.0, 15.0), "15 ± 15 m/s at the jet", "m/s")
        guess("wind north", normal(0.0, 8.0), "0 ± 8 m/s at the jet", "m/s")
    guess(
        "stack ballistic",
        lambda u: 2000.0 * np.exp(0.5 * normal(0.0, 1.0)(u)),
        "2,000 kg/m2, factor 1.6",
        "kg/m2",
    )
    return parameters


def _blind_azimuth(bearing: float | None) -> Parameter:
    """Launch azimuth where no inclination is aimed for: toward the areas, or anywhere."""
    if bearing is None:
        return Parameter(
            "azimuth",
            lambda u: np.radians(180.0 + 360.0 * u),
            "any direction",
            "no orbit stated",
            True,
            "deg",
            degrees(1.0),
        )
    return Parameter(
        "azimuth",
        lambda u: np.radians(bearing + AZIMUTH_SCALE_DEG * np.clip(student2(u), -14.0, 14.0)),
        f"{bearing:.0f} deg, Student's t, scale {AZIMUTH_SCALE_DEG:.0f} deg",
        "mean bearing of the areas from the pad; scale: launchwatch.ensemble.parameters",
        True,
        "deg",
        degrees(1.0),
    )


def _above(quantile: Callable[[Floats], Floats], least: float) -> Callable[[Floats], Floats]:
    return lambda u: np.maximum(quantile(u), least + 1e-6 * u)


def _bearing_of_areas(view: CaseView) -> float | None:
    """Mean bearing in degrees from the pad to the areas of this attempt, else of earlier ones."""
    from launchwatch.earth import bearing

    now = [a for a in view.areas if a.attempt == "this"] or list(view.areas)
    if not now:
        return None
    angles = np.radians(
        [bearing(view.pad.lat_deg, view.pad.lon_deg, a.center_lat, a.center_lon) for a in now]
    )
    return float(np.degrees(np.arctan2(np.sin(angles).mean(), np.cos(angles).mean()))) % 360.0


def _southbound(view: CaseView, bearing: float | None) -> bool:
    """Whether the flight heads south: by the areas, else by the node aimed for, else by hemisphere."""
    if bearing is not None:
        return 90.0 < bearing < 270.0
    if view.aims and view.aims[-1].node is not None:
        return view.aims[-1].node == "descending"
    return view.pad.lat_deg > 0.0


def _aimed_inclination_deg(aim: Aim | None) -> float | None:
    if aim is None:
        return None
    return aim.sun_synchronous_deg if aim.inclination is None else degrees(aim.inclination.central)


def _aim_parameters(view: CaseView, aim: Aim | None) -> list[Parameter]:
    """Height and inclination of the orbit aimed for."""
    here = "launchwatch.ensemble.parameters"
    low, high = (None, None) if aim is None else aim.heights
    source = here if aim is None else aim.source
    found = []
    if low is None or high is None:
        found.append(
            Parameter("perigee", lambda u: 250e3 + 750e3 * u, "250 to 1,000 km", here, True, "km", 1e-3)
        )
    else:
        found.append(Parameter("perigee", low.ppf, str(low), source, False, "km", 1e-3))
        if high is not low:
            found.append(Parameter("apogee", high.ppf, str(high), source, False, "km", 1e-3))
    inclination = None if aim is None else aim.inclination
    if inclination is not None:
        spread = (
            inclination.ppf if inclination.kind != "exact" else normal(inclination.central, radians(0.05))
        )
        found.append(Parameter("inclination", spread, str(inclination), source, False, "deg", degrees(1.0)))
    elif aim is not None and aim.orbit == "sun-synchronous":
        found.append(
            Parameter(
                "inclination offset",
                normal(0.0, radians(SUN_SYNCHRONOUS_SIGMA_DEG)),
                f"sun-synchronous at its height, ± {SUN_SYNCHRONOUS_SIGMA_DEG} deg",
                source,
                False,
                "deg",
                degrees(1.0),
            )
        )
    return found


def eccentricity_height(perigee: Floats, apogee: Floats | None) -> tuple[Floats, Floats]:
    """Perigee and apogee heights in m, the lower one first; a circular aim has both alike."""
    if apogee is None:
        return perigee, perigee
    return np.minimum(perigee, apogee), np.maximum(perigee, apogee)
