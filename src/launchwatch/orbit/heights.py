"""An orbit from heights reported at instants, with places where they were told.

A report is an instant, a height over the ellipsoid, and perhaps latitude and longitude. Six mean elements are
sought (carried by the oblate Earth's secular rates, ripple put on: see `mean`), weighed against what is
believed beforehand: any low orbit, or an inclination or node that the warnings gave. Each result comes with
its spread, which is wide where the reports do not say: heights alone tell the shape and the phase, and of the
plane next to nothing. Reports of one burnt-out object; under thrust there is no orbit to fit.

CSV of reports: `time,height_km[,lat,lon][,sigma_km]`, times in UTC with their zone.
TEME; metres, seconds, radians inside. Source: Gauss-Newton least squares with priors (any textbook).
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from launchwatch.earth import RADIUS, geodetic_array, parse_utc, teme_to_ecef
from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.fit import elements_of_state
from launchwatch.orbit.mean import EX, EY, INCLINATION, LATITUDE, NODE, A, mean_orbit, propagate_mean

Array = npt.NDArray[np.float64]

#: Believed beforehand, mean and sigma: a (m), ex, ey, inclination, node, argument of latitude (rad).
_BEFORE = np.array([RADIUS + 500e3, 0.0, 0.0, math.pi / 3.0, 0.0, 0.0])
_SIGMA = np.array([400e3, 0.03, 0.03, 0.8, 6.0, 6.0])
#: How far off a reported height and place are where nothing is said, m.
HEIGHT_SIGMA_M, PLACE_SIGMA_M = 5e3, 20e3
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Report:
    """One reported height: instant (UTC), m over the ellipsoid, its sigma; place (deg), nan if untold."""

    at: datetime
    height_m: float
    latitude_deg: float = math.nan
    longitude_deg: float = math.nan
    sigma_m: float = HEIGHT_SIGMA_M


@dataclass(frozen=True, slots=True)
class HeightsFit:
    """The set that fits best; one sigma of what people ask for, by name; heights reported less fitted, m."""

    elements: Elements
    sigma: dict[str, float]
    residuals_m: tuple[float, ...]


def read_reports(text: str, where: str = "") -> list[Report]:
    """Reports from CSV; a bad row is an InputError that names its line."""
    try:
        return _reports(text, where)
    except csv.Error as error:
        raise InputError(f"not valid CSV ({error})", where=where or "text") from None


def _reports(text: str, where: str) -> list[Report]:
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    known = {"time", "height_km", "lat", "lon", "sigma_km"}
    header = [key.strip().lower() for key in rows.fieldnames or []]
    if not {"time", "height_km"} <= set(header) or not set(header) <= known:
        raise InputError(
            "the columns are not those of reports",
            where=where,
            mend="time,height_km and, where told, lat,lon,sigma_km",
        )
    rows.fieldnames = header
    found = []
    for row in rows:
        place = f"{where or 'text'}, line {rows.line_num}"
        if row.get(None) or None in row.values():
            raise InputError(f"a row of other than {len(header)} cells", where=place)
        height = _figure(row, "height_km", place, -0.5, 1e6)
        sigma = _figure(row, "sigma_km", place, 1e-3, 1e5, HEIGHT_SIGMA_M / 1e3)
        latitude = _figure(row, "lat", place, -90.0, 90.0, math.nan)
        longitude = _figure(row, "lon", place, -360.0, 360.0, math.nan)
        if math.isnan(latitude) != math.isnan(longitude):
            raise InputError("a latitude without a longitude, or the reverse", where=place)
        if len(row["time"]) > 40:
            raise InputError(f"{row['time'][:40]!r} is no time", where=place, mend="write 2026-08-01T00:00Z")
        at = parse_utc(row["time"], place)
        found.append(Report(at, height * 1e3, latitude, longitude, sigma * 1e3))
        if len(found) > MOST:
            raise InputError(f"more than {MOST:,} reports", where=where, mend="thin them")
    return found


def _figure(
    row: dict[str, str], key: str, where: str, low: float, high: float, default: float | None = None
) -> float:
    text = row.get(key, "").strip()
    if not text and default is not None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise InputError(f"{key} {text[:20]!r} is no figure from {low:g} to {high:g}", where=where)
    return value


def fit_heights(
    reports: Sequence[Report],
    *,
    inclination_deg: tuple[float, float] | None = None,
    raan_deg: tuple[float, float] | None = None,
    epoch: datetime | None = None,
    name: str = "",
) -> HeightsFit:
    """The orbit nearest to the reports; `inclination_deg` and `raan_deg` are (mean, sigma) where known.

    Starts all round the orbit and round the node, so that the best of several valleys is found. Raises
    InputError for fewer than three reports, ElementsError where no orbit above the ground fits.
    """
    if len(reports) < 3:
        raise InputError(f"{len(reports)} reports", mend="three heights at three instants are the least")
    at = epoch or min(one.at for one in reports)
    before, sigma = _BEFORE.copy(), _SIGMA.copy()
    for k, given in ((INCLINATION, inclination_deg), (NODE, raan_deg)):
        if given is not None:
            before[k], sigma[k] = math.radians(given[0]), math.radians(max(given[1], 1e-3))
    before[A] = RADIUS + max(150e3, float(np.median([one.height_m for one in reports])))
    seen = _Seen(reports, at)
    mean, jacobian = _best(seen, before, sigma, raan_deg is None)
    covariance = np.asarray(np.linalg.pinv(jacobian.T @ jacobian), dtype=np.float64)
    spread = np.asarray(sigma * np.sqrt(np.maximum(np.diag(covariance), 0.0)), dtype=np.float64)
    made = elements_of_state(propagate_mean(mean[None, :], [0], [0.0])[0], at, name=name)
    away = seen.heights - seen.look(mean)[:, 2]
    return HeightsFit(made, _told(mean, sigma, covariance, spread), tuple(float(x) for x in away))


class _Seen:
    """Reports as arrays, and what an orbit would have shown at their instants."""

    def __init__(self, reports: Sequence[Report], at: datetime) -> None:
        self.seconds = np.array([(one.at - at).total_seconds() for one in reports])
        self.instants = np.array(
            [one.at.astimezone(UTC).replace(tzinfo=None) for one in reports], dtype="datetime64[us]"
        )
        self.heights = np.array([one.height_m for one in reports])
        self.sigmas = np.array([one.sigma_m for one in reports])
        self.places = np.radians([[one.latitude_deg, one.longitude_deg] for one in reports])
        self.told = np.isfinite(self.places[:, 0])

    def look(self, mean: Array) -> Array:
        """Latitude, longitude (rad) and height (m) at the instants: (n, 3)."""
        states = propagate_mean(mean[None, :], np.zeros(len(self.seconds), dtype=int), self.seconds)
        shown: Array = geodetic_array(teme_to_ecef(states[:, :3], self.instants))
        return shown

    def misses(self, mean: Array) -> Array:
        """Everything seen less everything shown, each by its sigma."""
        shown = self.look(mean)
        up = (shown[:, 2] - self.heights) / self.sigmas
        off = shown[self.told, :2] - self.places[self.told]
        east = (off[:, 1] + math.pi) % (2.0 * math.pi) - math.pi
        scale = RADIUS / PLACE_SIGMA_M
        flat = np.concatenate([off[:, 0], east * np.cos(self.places[self.told, 0])]) * scale
        return np.asarray(np.nan_to_num(np.concatenate([up, flat]), nan=1e6))


def _best(seen: _Seen, before: Array, sigma: Array, node_free: bool) -> tuple[Array, Array]:
    """The best of the valleys: mean elements, and the slopes of all misses (the prior's too) by sigma."""
    from scipy.optimize import least_squares  # 0.3 s, and not everybody who reads elements fits them

    def cost(x: Array) -> Array:
        mean = before + x * sigma
        if not (math.hypot(mean[EX], mean[EY]) < 0.9 and mean[A] > RADIUS):
            return np.full(seen.heights.size + 2 * int(seen.told.sum()) + 6, 1e6)
        return np.concatenate([seen.misses(mean), x])

    nodes = np.linspace(-math.pi, math.pi, 12, endpoint=False) if node_free and seen.told.any() else [0.0]
    starts = []
    for latitude in np.linspace(-math.pi, math.pi, 12, endpoint=False):
        for node in nodes:
            for e in (0.002, -0.002):
                x = np.zeros(6)
                x[LATITUDE] = latitude / sigma[LATITUDE]
                x[NODE] += node / sigma[NODE] if node_free else 0.0
                x[EX] = e / sigma[EX]
                starts.append((float(np.sum(cost(x) ** 2)), tuple(x)))
    found = [least_squares(cost, np.array(x), loss="soft_l1", max_nfev=60) for _, x in sorted(starts)[:12]]
    best = min(found, key=lambda one: float(one.cost))
    best = least_squares(cost, best.x, loss="linear", max_nfev=200)
    mean = before + best.x * sigma
    if not best.cost < 1e10:
        raise ElementsError("no orbit comes near these reports", mend="check the heights and the times")
    return np.asarray(mean), np.asarray(best.jac)


def _told(mean: Array, sigma: Array, covariance: Array, spread: Array) -> dict[str, float]:
    """One sigma of perigee, apogee (m), inclination, node (deg), period (s), time along the track (s)."""
    e = math.hypot(mean[EX], mean[EY])
    c = covariance * np.outer(sigma, sigma)
    towards = np.array([mean[EX], mean[EY]]) / e if e > 0.0 else np.array([1.0, 0.0])

    def of(slope: Array) -> float:
        return math.sqrt(max(float(slope @ c @ slope), 0.0))

    low, high = np.zeros(6), np.zeros(6)
    low[A], high[A] = 1.0 - e, 1.0 + e
    low[[EX, EY]], high[[EX, EY]] = -mean[A] * towards, mean[A] * towards
    period = float(mean_orbit(propagate_mean(mean[None, :], [0], [0.0])).period_s[0])
    return {
        "perigee_m": of(low),
        "apogee_m": of(high),
        "inclination_deg": math.degrees(spread[INCLINATION]),
        "raan_deg": math.degrees(spread[NODE]),
        "period_s": 1.5 * period * float(spread[A] / mean[A]),
        "along_s": float(spread[LATITUDE]) * period / (2.0 * math.pi),
    }
