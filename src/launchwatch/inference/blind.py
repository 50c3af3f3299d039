"""What inference takes and what physics gives back: a blind case, and a likelihood over paths and orbits.

Degrees north and east, kilometres, UTC at this face. A blind case knows a pad, areas and windows, and no
launcher. `PathPosterior` is a likelihood first: `log_likelihood_of` gives it as a function of the plane, for
others to multiply their knowledge in; its weighted draws say what a plane does to everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class BlindArea:
    """One announced area: a ring of corners (n, 2), latitude and longitude; circles are rings by now."""

    kind: str
    ring_deg: Floats
    notice_id: str = ""
    label: str = ""
    said_to_be: str = ""
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class BlindCase:
    """A launch of which only pad, areas and windows are known, as of an instant."""

    launch_id: str
    as_of: datetime | None
    site_lat_deg: float
    site_lon_deg: float
    site_code: str
    areas: tuple[BlindArea, ...]
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class PathPosterior:
    """A likelihood over the plane of an ascent, and draws of the paths behind it.

    Attributes
    ----------
    grid_deg, log_grid:
        Inclinations (m,), and the log-likelihood of the areas (2, m) for an ascent that ends northbound (row
        0) and southbound (row 1), all else marginalised; -inf where no plane of that inclination exists.
    inclination_deg ... log_likelihood:
        Draws, arrays of equal length (n,) of equal weight under a flat prior over the heading at insertion.
        azimuth_deg: launch azimuth, inertial; ground_azimuth_deg: the same over the turning Earth, as flown
        from the pad; dogleg_deg: turn of the plane, positive to the right; node_lon_deg: Earth-fixed
        longitude, at lift-off, of the ascending node; insertion_s: seconds after lift-off.
    roles:
        For each area the probability of what falls in it, {name: p}.
    """

    grid_deg: Floats
    log_grid: Floats
    inclination_deg: Floats
    azimuth_deg: Floats
    ground_azimuth_deg: Floats
    dogleg_deg: Floats
    descending: npt.NDArray[np.bool_]
    perigee_km: Floats
    apogee_km: Floats
    node_lon_deg: Floats
    insertion_s: Floats
    log_likelihood: Floats
    roles: tuple[dict[str, float], ...]

    def log_likelihood_of(self, inclination_deg: npt.ArrayLike, descending: bool | None = None) -> Floats:
        """Log-likelihood of the areas given inclinations (k,); without a branch, the mean of both.

        >>> import numpy as np
        >>> none = np.zeros(0)
        >>> flat = PathPosterior(np.array([40.0, 60.0]), np.log([[1.0, 1.0], [3.0, 3.0]]), none, none, none,
        ...                      none, none.astype(bool), none, none, none, none, none, ())
        >>> np.exp(flat.log_likelihood_of([50.0], descending=True)).round(3).tolist()
        [3.0]
        >>> np.exp(flat.log_likelihood_of([50.0])).round(3).tolist()
        [2.0]
        """
        wanted = np.atleast_1d(np.asarray(inclination_deg, dtype=np.float64))
        rows = [np.interp(wanted, self.grid_deg, np.maximum(row, -1e9)) for row in self.log_grid]
        outside = (wanted < self.grid_deg[0]) | (wanted > self.grid_deg[-1])
        both = np.logaddexp(rows[0], rows[1]) - np.log(2.0)
        found = both if descending is None else rows[int(descending)]
        return np.where(outside | (found < -1e8), -np.inf, found)
