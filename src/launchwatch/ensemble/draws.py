"""Draws by index: the same numbers for flight k of seed s, on any machine and in any shard.

A draw is a point of a scrambled Sobol sequence (left matrix scrambling and a digital shift keyed by the
seed, after J. Matousek, J. Complexity 14, 1998), carried into standard normal numbers, one per uncertain
quantity. What has discrete outcomes (which failure, when) is drawn by a counter-based generator (Philox)
keyed by seed and purpose.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EDGE: Final = 1.0e-9
"""Draws keep this far from 0 and 1, so that no quantile is infinite."""


def uniforms(dimensions: int, first: int, count: int, seed: int, purpose: int) -> Floats:
    """Points first to first + count of the sequence, (count, dimensions) in (0, 1)."""
    import warnings

    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng([seed, purpose]))
    if first:
        sequence.fast_forward(first)
    with warnings.catch_warnings():  # any count may be asked for; balance at powers of two is not needed
        warnings.simplefilter("ignore", UserWarning)
        points = sequence.random(count)
    return np.asarray(np.clip(points, EDGE, 1.0 - EDGE))


def normals(dimensions: int, first: int, count: int, seed: int, purpose: int) -> Floats:
    """The same points as standard normal numbers."""
    from scipy.special import ndtri

    return np.asarray(ndtri(uniforms(dimensions, first, count, seed, purpose)))


def generator(seed: int, purpose: int) -> np.random.Generator:
    """A counter-based generator for one purpose; draw whole columns for all flights, in flight order."""
    return np.random.Generator(np.random.Philox(key=[seed & 0xFFFFFFFFFFFFFFFF, purpose]))


def counted(width: int, first: int, count: int, seed: int, purpose: int) -> Floats:
    """Uniform numbers (count, width) in [0, 1) for flights first to first + count, each by its own counter.

    One count of Philox gives four numbers (J. K. Salmon et al., SC11, 2011), so flight k has the counts from
    k * ceil(width / 4) on, whatever was drawn before.

    >>> whole = counted(3, 0, 10, 7, 1)
    >>> bool((counted(3, 8, 2, 7, 1) == whole[8:]).all())
    True
    """
    counts = -(-width // 4)
    bits = np.random.Philox(key=[seed & 0xFFFFFFFFFFFFFFFF, purpose])
    bits.advance(first * counts)
    return np.random.Generator(bits).random((count, 4 * counts))[:, :width]
