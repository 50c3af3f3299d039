"""An element set: the mean orbit of one catalogued object, as SGP4 wants it and catalogues publish it.

The fields keep the published figures in the published units (revolutions a day, degrees), so that what is
written is what was read. What is computed from them is in metres, seconds and radians, in TEME of epoch.
The identifier of the object is text of any length: five-digit numbers ended in 2026, and nothing here, SGP4
included, ever counts with it. The epoch is UTC and the frame TEME but for messages that say otherwise
(`time_system`, `frame`): they are read and shown, and SGP4 refuses them.

Source of the mean semi-major axis: Hoots and Roehrich, Spacetrack Report 3 (the published mean motion is
Kozai's; SGP4 turns it into Brouwer's, with the constants of WGS 72 by which element sets are made).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from launchwatch.earth import RADIUS
from launchwatch.errors import ElementsError
from launchwatch.orbit.secular import local_time_of_node, rates

#: WGS 72 as SGP4 uses it (Spacetrack Report 3, revisited: Vallado and others 2006, appendix B).
WGS72_MU = 398600.8e9  # m3/s2
WGS72_RADIUS = 6378135.0  # m
WGS72_J2 = 0.001082616


@dataclass(frozen=True, slots=True)
class Elements:
    """One element set. Raises ElementsError where a figure cannot be that of an orbit.

    >>> from launchwatch.orbit import read_elements
    >>> sat = read_elements('''MALLIGYONG-1
    ... 1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    ... 2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329''')[0]
    >>> f"{sat.perigee_m / 1e3:.1f} x {sat.apogee_m / 1e3:.1f} km"
    '498.9 x 501.0 km'
    """

    name: str
    identifier: str
    designator: str
    epoch: datetime
    mean_motion_rev_day: float
    eccentricity: float
    inclination_deg: float
    raan_deg: float
    argument_of_perigee_deg: float
    mean_anomaly_deg: float
    bstar: float = 0.0
    mean_motion_dot: float = 0.0
    mean_motion_ddot: float = 0.0
    revolution: int = 0
    element_set: int = 0
    classification: str = "U"
    ephemeris_type: int = 0
    theory: str = "SGP4"
    frame: str = "TEME"
    time_system: str = "UTC"
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no closed orbit round the Earth."""
        for key, value in self._figures().items():
            if not math.isfinite(value):
                raise ElementsError(f"{key} is {value}", where=self._place(), mend="give a finite number")
        if self.epoch.tzinfo is None:
            raise ElementsError("the epoch has no time zone", where=self._place(), mend="epochs are UTC")
        self._within("eccentricity", self.eccentricity, 0.0, math.nextafter(1.0, 0.0))
        self._within("inclination", self.inclination_deg, 0.0, 180.0)
        self._within("mean motion", self.mean_motion_rev_day, 1e-6, 20.0)

    def _figures(self) -> dict[str, float]:
        return {
            "mean motion": self.mean_motion_rev_day,
            "eccentricity": self.eccentricity,
            "inclination": self.inclination_deg,
            "right ascension of the node": self.raan_deg,
            "argument of perigee": self.argument_of_perigee_deg,
            "mean anomaly": self.mean_anomaly_deg,
            "drag term": self.bstar,
            "first derivative of mean motion": self.mean_motion_dot,
            "second derivative of mean motion": self.mean_motion_ddot,
        }

    def _place(self) -> str:
        return self.source or self.name or self.identifier

    def _within(self, key: str, value: float, low: float, high: float) -> None:
        if not low <= value <= high:
            raise ElementsError(
                f"{key} {value:g} is not that of an orbit round the Earth",
                where=self._place(),
                mend=f"it lies from {low:g} to {high:g}",
            )

    @property
    def inclination(self) -> float:
        """Mean inclination, rad."""
        return math.radians(self.inclination_deg)

    @property
    def raan(self) -> float:
        """Mean right ascension of the ascending node, rad, TEME."""
        return math.radians(self.raan_deg)

    @property
    def mean_motion(self) -> float:
        """Published (Kozai) mean motion, rad/s."""
        return self.mean_motion_rev_day * 2.0 * math.pi / 86400.0

    @property
    def period_s(self) -> float:
        """The period catalogues print: one revolution of the published mean motion, s."""
        return 86400.0 / self.mean_motion_rev_day

    @property
    def semi_major_axis(self) -> float:
        """Brouwer's mean semi-major axis, m: the published mean motion un-Kozai'd as SGP4 does."""
        n = self.mean_motion
        a1 = (WGS72_MU / (n * n)) ** (1.0 / 3.0)
        c2 = math.cos(self.inclination) ** 2
        eta = math.sqrt(1.0 - self.eccentricity**2)
        d = 0.75 * WGS72_J2 * WGS72_RADIUS**2 * (3.0 * c2 - 1.0) / eta**3
        d1 = d / (a1 * a1)
        a0 = a1 * (1.0 - d1 * (1.0 / 3.0 + d1 * (1.0 + 134.0 * d1 / 81.0)))
        brouwer = n / (1.0 + d / (a0 * a0))
        return float((WGS72_MU / (brouwer * brouwer)) ** (1.0 / 3.0))

    @property
    def perigee_m(self) -> float:
        """Mean height of the perigee over the Earth's equatorial radius, m."""
        return self.semi_major_axis * (1.0 - self.eccentricity) - RADIUS

    @property
    def apogee_m(self) -> float:
        """Mean height of the apogee over the Earth's equatorial radius, m."""
        return self.semi_major_axis * (1.0 + self.eccentricity) - RADIUS

    def ltan_h(self, at: datetime | None = None) -> float:
        """Mean local time (h) of the ascending node at the epoch, or, the node drifted, at a UTC instant."""
        when = at or self.epoch
        node_rate, _, _ = rates(self.semi_major_axis, self.eccentricity, self.inclination)
        drift = node_rate * (when - self.epoch).total_seconds()
        return float(local_time_of_node(self.raan + drift, when))
