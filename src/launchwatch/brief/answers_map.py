"""Map layers for `brief.json`: areas, the track with its spread, drop-zone rings, failures, what was seen.

A zone's ring holds 50 or 95 % of the weight: the highest-density region of a smoothed weighted histogram on a
local plane (D. W. Scott, Multivariate Density Estimation, 2nd ed., ch. 6), outlined by marching squares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from launchwatch.brief.answers_figures import unwrapped
from launchwatch.brief.answers_flight import fallen_far
from launchwatch.earth import OMEGA, geodetic_array
from launchwatch.ensemble import Floats, generator
from launchwatch.evidence import Weighed
from launchwatch.flight import fly_one
from launchwatch.interval import weighted_quantile

if TYPE_CHECKING:
    from launchwatch.case import CaseView

Json = dict[str, Any]
TRACKS: Final = 60
"""Flights whose whole path is flown again for the map."""
TRACK_STEP_S: Final = 10.0
POINTS: Final = 400
CELLS: Final = 96
_PURPOSE: Final = 53


def map_layers(w: Weighed, view: CaseView, seed: int) -> Json:
    """All layers, degrees and metres."""
    return {
        "site": {"lat": view.pad.lat_deg, "lon": view.pad.lon_deg, "name": _pad_name(view)},
        "places": [{"name": p.name, "lat": p.latitude, "lon": p.longitude} for p in view.places],
        "areas": [
            {
                "label": a.label,
                "role": a.role,
                "attempt": a.attempt,
                "ring": [list(point) for point in a.outline()],
                "exact": a.exact,
                "text": a.text,
            }
            for a in _shown_areas(view)
        ],
        "track": track(w, seed),
        "drop_zones": _zones(w, seed),
        "failure_zones": _failure_zones(w, seed),
        "observed": _observed(view),
    }


def _pad_name(view: CaseView) -> str:
    """Site and pad as one name."""
    pad = view.pad
    return pad.name if pad.site in pad.name else f"{pad.site}, {pad.name}"


def _shown_areas(view: CaseView) -> list[Any]:
    """Areas of this attempt; those of earlier ones only for roles not announced yet."""
    now = {a.role for a in view.areas if a.attempt == "this"}
    return [a for a in view.areas if a.attempt == "this" or a.role not in now]


def _pick(weights: Floats, count: int, seed: int, purpose: int) -> np.ndarray:
    """Indices of `count` flights in proportion to weight (systematic resampling, without repeats)."""
    total = weights.sum()
    if total <= 0.0:
        return np.empty(0, dtype=int)
    start = generator(seed, purpose).random()
    steps = (start + np.arange(count)) / count * total
    chosen = np.searchsorted(np.cumsum(weights), steps)
    return np.unique(np.minimum(chosen, len(weights) - 1))


def track(w: Weighed, seed: int) -> Json:
    """Ground track to insertion: the middle, its 90 % borders across, and a sample of whole paths."""
    chosen = _pick(w.plan, TRACKS, seed, _PURPOSE)
    ends = w.planned.column("insertion_s")
    end = float(weighted_quantile(ends, w.plan, 0.5))
    times = np.append(np.arange(0.0, end, TRACK_STEP_S), end)
    paths = []
    for k in chosen:
        _, trail = fly_one(w.planned.rows[k], tables=w.planned.plan.tables())
        paths.append(_ground_path(trail, times))
    stack = np.array(paths)  # (flights, times, 3): lat, lon unwrapped, altitude
    middle = np.nanmedian(stack, axis=0)
    left, right = _borders(stack, middle)
    median = np.column_stack([middle, times])
    return {
        "median": _rounded(median, 5),
        "low": _rounded(left, 4),
        "high": _rounded(right, 4),
        "sample": [_rounded(path[:, :2], 4) for path in stack[:24]],
    }


def _ground_path(trail: Floats, times: Floats) -> Floats:
    """(latitude deg, longitude deg unwrapped, height m) at times, held at the end of the trail."""
    t = trail[:, 0]
    x, y, z = (np.interp(times, t, trail[:, 1 + i]) for i in range(3))
    # straight chords between steps dip below the arc; put the radius back
    radius = np.interp(times, t, np.linalg.norm(trail[:, 1:4], axis=1))
    scale = radius / np.sqrt(x * x + y * y + z * z)
    position = np.column_stack([x * scale, y * scale, z * scale])
    lat, lon, height = geodetic_array(position).T
    lon = np.degrees(lon - OMEGA * np.minimum(times, t[-1]))
    return np.column_stack([np.degrees(lat), unwrapped(lon), height])


def _borders(stack: Floats, middle: Floats) -> tuple[Floats, Floats]:
    """The 5 and 95 % of displacement across the middle path, as two paths."""
    step = np.gradient(middle[:, :2], axis=0)
    cos = np.cos(np.radians(middle[:, 0]))
    along = np.column_stack([step[:, 0], step[:, 1] * cos])
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    normal = np.column_stack([-along[:, 1], along[:, 0]])
    d = stack[:, :, :2] - middle[None, :, :2]
    across = d[:, :, 0] * normal[None, :, 0] + d[:, :, 1] * cos[None, :] * normal[None, :, 1]
    low, high = np.nanquantile(across, (0.05, 0.95), axis=0)
    sides = []
    for border in (low, high):
        sides.append(
            np.column_stack(
                [
                    middle[:, 0] + border * normal[:, 0],
                    middle[:, 1] + border * normal[:, 1] / np.maximum(cos, 1e-3),
                ]
            )
        )
    return sides[0], sides[1]


def _rounded(values: Floats, digits: int) -> list[list[float]]:
    return [[round(float(x), digits) for x in row] for row in values]


def _zones(w: Weighed, seed: int) -> list[Json]:
    found = []
    for number, piece in enumerate(w.planned.pieces):
        fallen = w.planned.impact(piece)
        if fallen is None:
            continue
        _, lat, lon = fallen
        lon = unwrapped(lon)
        chosen = _pick(np.where(np.isfinite(lat), w.plan, 0.0), POINTS, seed, _PURPOSE + 1 + number)
        if chosen.size < 3:
            continue
        half, most = rings(lat, lon, w.plan, (0.5, 0.95))
        found.append(
            {
                "piece": piece,
                "points": _rounded(np.column_stack([lat[chosen], lon[chosen]]), 4),
                "ring50": half,
                "ring95": most,
            }
        )
    return found


def rings(lat: Floats, lon: Floats, weights: Floats, shares: tuple[float, ...]) -> list[list[list[float]]]:
    """The largest outline of each highest-density region, [[lat, lon], ...] closed; [] where none is."""
    from contourpy import contour_generator
    from scipy.ndimage import gaussian_filter

    ok = np.isfinite(lat) & np.isfinite(lon) & (weights > 0.0)
    y, x, w = lat[ok], lon[ok], weights[ok] / weights[ok].sum()
    if y.size < 10:
        return [[] for _ in shares]
    n = 1.0 / float((w * w).sum())
    edges, sigma = [], []
    for values in (y, x):
        low, middle, high = weighted_quantile(values, w, (0.005, 0.5, 0.995))
        deviation = max(float(np.sqrt((w * (np.clip(values, low, high) - middle) ** 2).sum())), 1e-5)
        edges.append(np.linspace(low - 2.0 * deviation, high + 2.0 * deviation, CELLS + 1))
        sigma.append(deviation * n ** (-1.0 / 6.0) / float(edges[-1][1] - edges[-1][0]))
    density, _, _ = np.histogram2d(y, x, bins=edges, weights=w)
    density = gaussian_filter(density, sigma)
    order = np.sort(density.ravel())[::-1]
    held = np.cumsum(order) / order.sum()
    middles = [0.5 * (e[1:] + e[:-1]) for e in edges]
    lines = contour_generator(middles[1], middles[0], density)
    found = []
    for share in shares:
        level = order[min(int(np.searchsorted(held, share)), order.size - 1)]
        loops: list[Floats] = [np.asarray(line) for line in lines.lines(float(level))]
        longest = max(loops, key=_enclosed, default=np.empty((0, 2)))
        found.append(_rounded(longest[:, ::-1], 4))
    return found


def _enclosed(loop: Floats) -> float:
    x, y = loop[:, 0], loop[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))))


def _failure_zones(w: Weighed, seed: int) -> list[Json]:
    """Points where stacks and debris come down, by the stage that fails."""
    phase = np.array([w.failing.phases[int(p)].stage for p in w.failing.rows[:, _FAILURE_PHASE]])
    found = []
    for stage in sorted(set(phase.tolist())):
        here = phase == stage
        lat, lon = fallen_far(w, here)
        weight = np.where(np.isfinite(lat), np.tile(w.joint_failing[here], 4), 0.0)
        chosen = _pick(weight, POINTS, seed, _PURPOSE + 20 + stage)
        if chosen.size and weight.sum() > 1e-4:
            points = np.column_stack([lat[chosen], lon[chosen]])
            found.append({"mode": f"stage {stage} fails", "points": _rounded(points, 3)})
    return found


def _observed(view: CaseView) -> list[Json]:
    return [
        {
            "label": "unknown piece" if o.piece == "unknown" else o.piece,
            "lat": o.spot.lat_deg,
            "lon": o.spot.lon_deg,
            "sigma_km": max(o.spot.sigma_along_m, o.spot.sigma_cross_m) / 1e3,
            "text": o.text,
        }
        for o in view.observations
        if o.spot is not None and o.kind in ("splash", "debris")
    ]


def _failure_phase_column() -> int:
    from launchwatch.flight import INPUTS

    return INPUTS.index("failure_phase")


_FAILURE_PHASE = _failure_phase_column()
