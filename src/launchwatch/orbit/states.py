"""States as messages give them: where one was, how fast, round what, in which axes, by which clock.

Metres and metres a second. What is known of them is kept as the message says it, other bodies and other
frames too; `teme` turns a state round the Earth into TEME, the frame of element sets, and says
why where it cannot. EME2000 differs from GCRF by the frame bias (0.7 m in a low orbit); Earth-fixed frames
are all taken for one, without polar motion (10 m) and UT1 - UTC (420 m at most), as `earth` has them.

Source: IERS Conventions 2010, section 5 (frames, bias); CCSDS 502.0-B-3, 3.2.3.3 (their names).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.earth import ecef_to_teme, ecef_to_teme_state, gcrs_to_ecef
from launchwatch.errors import ElementsError
from launchwatch.orbit.kepler import Orbit, state_to_elements

Array = npt.NDArray[np.float64]
Three = tuple[float, float, float]

_CELESTIAL = re.compile(r"(GCRF|ICRF|GCRS|ICRS)[- ]?\d*")
_FIXED = re.compile(r"ITRF[- ]?\d*")
_EME2000 = ("EME2000", "J2000")
_TEME = ("TEME", "TEMEOFDATE")
#: Axes that do not turn: a state in them is an orbit even where nothing here leads to TEME.
_AT_REST = ("TOD", "MOD", "GCRF", "ICRF", *_EME2000, *_TEME)


@dataclass(frozen=True, slots=True)
class OrbitState:
    """One state: position (m) and velocity (m/s) in `frame` round `centre` at `epoch`.

    The epoch is UTC unless `time_system` names a clock that cannot be turned into it.

    >>> from datetime import UTC
    >>> state = OrbitState(datetime(2026, 1, 1, tzinfo=UTC), (6.88e6, 0, 0), (0, -1.0e3, 7.54e3), "TEME")
    >>> f"{state.orbit().perigee_m[0] / 1e3:.0f} km"
    '482 km'
    """

    epoch: datetime
    position: Three
    velocity: Three
    frame: str
    centre: str = "EARTH"
    name: str = ""
    designator: str = ""
    time_system: str = "UTC"
    source: str = ""

    def teme(self) -> Array:
        """The state (6,) in TEME; ElementsError where it is not round the Earth, or in an odd frame."""
        return Ephemeris((self,)).teme().ravel()

    def orbit(self) -> Orbit | None:
        """Osculating elements (1,) round the Earth, to its equator of date; none where they are not told."""
        return Ephemeris((self,)).orbit()


def _bias() -> Array:
    """The frame bias: rows turn GCRS into the mean equator and equinox of 2000 (IAU 2006)."""
    import erfa

    return np.asarray(erfa.bp06(2451545.0, 0.0)[0], dtype=float)


@dataclass(frozen=True, slots=True, eq=False)
class Covariance:
    """How well a state is known: (6, 6), m2, m2/s and m2/s2, in `frame`, at `epoch`."""

    epoch: datetime
    frame: str
    matrix: Array


@dataclass(frozen=True, slots=True)
class Ephemeris:
    """States of one object in the order of time, between which one may interpolate, and their covariances.

    All states have one frame, one centre and one clock.
    """

    states: tuple[OrbitState, ...]
    covariances: tuple[Covariance, ...] = ()
    usable: tuple[datetime, datetime] | None = None

    def _rows(self) -> Array:
        return np.array([[*state.position, *state.velocity] for state in self.states], dtype=float)

    def teme(self) -> Array:
        """The states (n, 6) in TEME; ElementsError where they are not round the Earth, or in an odd frame."""
        like = self.states[0]
        if like.centre != "EARTH":
            raise ElementsError(
                f"the state is round {like.centre[:40]!r}",
                where=like.source,
                mend="only the Earth's can be used",
            )
        if like.time_system != "UTC":
            raise ElementsError(
                f"the epoch is on the clock {like.time_system[:20]!r}",
                where=like.source,
                mend="UTC is needed",
            )
        rows = self._rows()
        r, v = rows[:, :3], rows[:, 3:]
        at = np.array([state.epoch.replace(tzinfo=None) for state in self.states], dtype="datetime64[us]")
        if like.frame in _TEME:
            return rows
        if _FIXED.fullmatch(like.frame):
            return np.hstack(ecef_to_teme_state(r, v, at))
        if like.frame in _EME2000:
            bias = _bias()
            r, v = r @ bias, v @ bias
        elif not _CELESTIAL.fullmatch(like.frame):
            raise ElementsError(
                f"the state is in the frame {like.frame[:40]!r}",
                where=like.source,
                mend="EME2000, GCRF, ICRF, TEME and ITRF can be used",
            )
        # both frames are at rest to a part in 10^11 a second, so speeds are turned as places are
        return np.hstack([ecef_to_teme(gcrs_to_ecef(each, at), at) for each in (r, v)])

    def orbit(self) -> Orbit | None:
        """Osculating elements (n,) round the Earth, to its equator of date; none where they are not told."""
        try:
            rows = self.teme()
        except ElementsError:
            if self.states[0].centre != "EARTH" or self.states[0].frame not in _AT_REST:
                return None
            rows = self._rows()
        with np.errstate(all="ignore"):
            return state_to_elements(rows)


@dataclass(frozen=True, slots=True)
class StateMessage:
    """A message with states: `OPM` (one), `OEM` (an ephemeris or more), `CDM` (two objects at their closest).

    `miss_distance_m` and `probability` (of a collision) are what a CDM tells, else none.
    """

    kind: str
    originator: str
    ephemerides: tuple[Ephemeris, ...]
    miss_distance_m: float | None = None
    probability: float | None = None

    @property
    def states(self) -> tuple[OrbitState, ...]:
        """All states, in their order."""
        return tuple(state for ephemeris in self.ephemerides for state in ephemeris.states)
