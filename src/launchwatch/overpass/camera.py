"""A camera in orbit: how far aside it can look, how fine it sees, how wide a strip it takes.

The ground sample distance of a look is the geometric mean of the two sides of a pixel on the ground: across
the line of sight it is `angle * distance`, along it that divided by the sine of the elevation at which the
place sees the satellite. This is how operators quote it: WorldView-3, 617 km up, has 1.24 m at nadir and
1.38 m at 20 degrees off nadir (data sheet of the maker), which this gives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from launchwatch.errors import InputError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Camera:
    """What a camera can: off-nadir limit (deg), and its pixel by one of two descriptions.

    `gsd_at_nadir_m` is taken at the height of the moment, or at `height_m` where that is given. `pixels` is
    how many there are across the strip. A camera without a pixel only limits the angle.

    >>> camera = Camera(gsd_at_nadir_m=1.24, height_m=617e3)
    >>> round(float(camera.gsd_m(661e3, 617e3, 0.9275)), 2)
    1.38
    """

    gsd_at_nadir_m: float | None = None
    focal_length_m: float | None = None
    pixel_m: float | None = None
    max_off_nadir_deg: float = 45.0
    height_m: float | None = None
    pixels: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no camera."""
        if (self.focal_length_m is None) != (self.pixel_m is None):
            raise InputError("half a camera", where="camera", mend="give focal_length_m and pixel_m together")
        if self.gsd_at_nadir_m is not None and self.focal_length_m is not None:
            raise InputError(
                "two descriptions of one pixel", where="camera", mend="gsd_at_nadir_m, or the focal length"
            )
        for name in ("gsd_at_nadir_m", "focal_length_m", "pixel_m", "height_m", "pixels"):
            value = getattr(self, name)
            if value is not None and not 0.0 < value < 1e9:
                raise InputError(f"{name} is {value:g}", where="camera", mend="it is more than nothing")
        if not 0.0 < self.max_off_nadir_deg <= 90.0:
            raise InputError(
                f"max_off_nadir_deg is {self.max_off_nadir_deg:g}", where="camera", mend="0 to 90 degrees"
            )

    def angle(self, height_m: npt.ArrayLike) -> Array:
        """What one pixel spans, rad, from a satellite at this height; nan for a camera without a pixel."""
        height = np.asarray(height_m, dtype=float)
        if self.focal_length_m is not None and self.pixel_m is not None:
            return np.full(height.shape, self.pixel_m / self.focal_length_m)
        if self.gsd_at_nadir_m is None:
            return np.full(height.shape, np.nan)
        return np.asarray(self.gsd_at_nadir_m / (height if self.height_m is None else self.height_m))

    def gsd_m(self, distance_m: npt.ArrayLike, height_m: npt.ArrayLike, sine: npt.ArrayLike) -> Array:
        """Ground sample distance, m, at a distance, from a height, at this sine of the elevation."""
        return np.asarray(self.angle(height_m) * np.asarray(distance_m) / np.sqrt(np.asarray(sine)))

    def swath_m(self, distance_m: npt.ArrayLike, height_m: npt.ArrayLike) -> Array:
        """Width of the strip across the line of sight, m; nan where the count of pixels is not known."""
        return np.asarray(self.angle(height_m) * np.asarray(distance_m) * (self.pixels or np.nan))
