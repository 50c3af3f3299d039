"""How well a predicted track goes with an announced box: how far it passes by, and at what angle."""

from __future__ import annotations

import math

import numpy as np

from launchwatch.inference import figures as fig
from launchwatch.inference.blind import Floats
from launchwatch.inference.boxes import Box
from launchwatch.inference.tracks import Track


def log_student(z: Floats, freedom: float) -> Floats:
    """Log-density of Student's t of scale one.

    >>> round(float(np.exp(log_student(np.zeros(1), 1.0))[0] * math.pi), 12)
    1.0
    """
    constant = math.lgamma(0.5 * (freedom + 1.0)) - math.lgamma(0.5 * freedom)
    constant -= 0.5 * math.log(freedom * math.pi)
    return np.asarray(constant - 0.5 * (freedom + 1.0) * np.log1p(z * z / freedom))


def density(values: Floats, scale: float | Floats, freedom: float) -> Floats:
    """Density of Student's t of a scale."""
    return np.asarray(np.exp(log_student(values / scale, freedom)) / scale)


def skew(track: Track, box: Box) -> Floats:
    """Angle from the track, carried on to the box, to the long axis of the box, rad; an axis has no sense, so
    the angle counts modulo half a turn. Without jumps along the axes of the grid."""
    normal = np.cross(track.at, track.ahead)
    ahead = np.cross(normal, box.middle)
    right = np.cross(ahead, box.middle)
    angle = np.arctan2(np.sum(right * box.axis, -1), np.sum(ahead * box.axis, -1))
    doubled = 2.0 * angle
    for axis in range(doubled.ndim):
        doubled = np.unwrap(doubled, axis=axis)
    return np.asarray(0.5 * doubled)


def likelihood(box: Box, across_km: Floats, angle: Floats) -> Floats:
    """Likelihood of a box by the distance of its middle from a track and the angle of its axis to it (rad).

    A planner draws a box about the planned fall: across the track the middle is off by a share of the
    half-width, and by what guidance and this model do not know. Most boxes are drawn along the great circle
    from the pad; others show the direction of their track. Tails are heavy: some boxes are sloppy, some
    belong to another track altogether.
    """
    c, s = np.cos(angle), np.sin(angle)
    half = np.minimum(np.hypot(box.half_short_km * c, box.half_long_km * s), box.half_long_km)
    sigma = np.sqrt(
        (fig.SHARE_OF_BOX * half) ** 2 + fig.CROSS_FLOOR_KM**2 + (fig.CROSS_PER_KM * box.range_km) ** 2
    )
    on = density(across_km, sigma, fig.CROSS_FREEDOM)
    if box.half_long_km > fig.AXIS_FROM * box.half_short_km:
        skewed = np.arctan2(s * np.sign(c), np.abs(c))
        along = density(skewed, math.radians(fig.AXIS_DEG), fig.AXIS_FREEDOM)
        by_pad = float(density(np.array(box.drawn), math.radians(fig.PAD_AXIS_DEG), fig.AXIS_FREEDOM))
        rest = 1.0 - fig.AXIS_SHARE - fig.PAD_AXIS_SHARE
        on = on * (fig.AXIS_SHARE * along + fig.PAD_AXIS_SHARE * by_pad + rest / math.pi)
    else:
        on = on / math.pi
    off = density(across_km, fig.STRANGER_KM, 30.0) / math.pi
    return np.asarray((1.0 - fig.STRANGER) * on + fig.STRANGER * off)
