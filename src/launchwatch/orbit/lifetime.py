"""When a catalogued object comes down: median and 90 % window, from its element sets as of an instant.

The ballistic coefficient comes from how the sets fell (`ballistic`), the weather to come from the fan of
`solar`, and each member of an ensemble is carried down by `decay` with a coefficient of its own: off by a
constant (how well the fit is known, and how objects change) and by a part that wanders within days (what the
atmosphere's model leaves). The spreads come from six objects, each left out in turn (docs: lifetime).

What cannot be known: an object that burns, or turns, does not come down as it fell so far. `steady` says
whether it has fallen alike for at least a quarter of the life left; where not, the window is widened, and is
no more than a guess at what it would do if left alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from launchwatch.earth import format_utc
from launchwatch.errors import InputError
from launchwatch.orbit.ballistic import Ballistic, Way, fit_ballistic, pieces_of, way_of
from launchwatch.orbit.decay import DAY, FACTOR, LAST_HEIGHT, pull_along, run_down, run_many
from launchwatch.orbit.density import HEIGHTS, Density, density_table
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.members import normal, wandering
from launchwatch.orbit.solar import weather_fan
from launchwatch.orbit.spaceweather import SpaceWeather

Array = npt.NDArray[np.float64]

#: Life left supposed at first, days.
FIRST_GUESS = 15.0
#: Sets older than this before the last one are not looked at, days; fewer sets than this tell nothing.
LOOK_BACK, FEWEST = 90.0, 5
#: No element set for so long before the instant: nothing is known of the object, days.
SILENT = 30.0
#: Space weather that ends so long before the instant is worth a word, days.
STALE = 10.0
#: A life of more than this is not predicted, days: 25 years.
LONGEST = 25 * 365.25
#: No satellite but a balloon has more, m2/kg: what falls so and not steadily is being flown down.
HIGHEST = 0.3
#: Spread of the logarithm of the coefficient: of its constant part at least, as a multiple of the scatter of
#: the pieces, and where the object is not steady.
CONSTANT, OF_SCATTER, UNSTEADY = 0.03, 0.3, 0.30
#: The coefficient grows on the way down, for five objects of six: what is still to come is so much larger
#: (log) than what was fitted.
GROWS = 0.03
#: Spread of the last fall itself, days: 20 minutes (attitude, break-up, drag in denser air).
LAST_FALL = 0.014


class SetsOfOne(Protocol):
    """What is asked of a history: element sets of one object in order of epoch."""

    @property
    def sets(self) -> Sequence[Elements]:
        """The sets."""


@dataclass(frozen=True, slots=True, eq=False)
class Reentry:
    """When an object comes down, as of an instant. UTC; `ballistic` is Cd A / m in m2/kg."""

    identifier: str
    as_of: datetime
    median: datetime
    p05: datetime
    p95: datetime
    ballistic: float
    ballistic_p05: float
    ballistic_p95: float
    steady: bool
    notes: tuple[str, ...]
    #: The ensemble: days from `as_of` to the end; the orbit (n, 5) as in `decay` near it, and the days from
    #: there to the end; nan: later.
    days: Array
    ends: Array
    on: Array
    inclination: float

    def to_json(self) -> dict[str, Any]:
        """Plain figures for `launchwatch watch --json`."""
        return {
            "median": format_utc(self.median),
            "p05": format_utc(self.p05),
            "p95": format_utc(self.p95),
            "ballistic_m2_kg": {
                "median": self.ballistic,
                "p05": self.ballistic_p05,
                "p95": self.ballistic_p95,
            },
            "steady": self.steady,
            "notes": list(self.notes),
        }


def reentry(
    history: SetsOfOne | Sequence[Elements],
    as_of: datetime,
    seed: int = 0,
    *,
    weather: SpaceWeather | None = None,
    members: int = 200,
    down_to: float = LAST_HEIGHT,
) -> Reentry | None:
    """When the object of a history comes down, seen from `as_of` (UTC); None where that cannot be said.

    Nothing later than `as_of` is used: no set of a later epoch, no later day of the space weather. Without
    space weather the mean solar cycle stands in, and a note says so. None: fewer than five sets in the last
    90 days, none in the last 30, no loss of height that could be measured, a raise, or more than 25 years.

    `down_to` asks for the time at which the mean height over the equatorial radius (m) is passed instead.
    """
    if as_of.tzinfo is None:
        raise InputError("as_of has no time zone", mend="give an instant in UTC")
    sets = history if isinstance(history, Sequence) else history.sets
    known = [one for one in sets if one.epoch <= as_of]
    if not known or (as_of - known[-1].epoch).total_seconds() > SILENT * DAY:
        return None
    if known[-1].perigee_m > HEIGHTS[-1]:
        return None  # nothing comes down from above 1,000 km in 25 years
    way = way_of([o for o in known if (known[-1].epoch - o.epoch).total_seconds() < LOOK_BACK * DAY])
    if len(way.days) < FEWEST:
        return None
    seen = weather.as_of(as_of) if weather is not None else None
    run = _Run(way, seen, seed)
    fit, life = run.fit(down_to)
    if fit is None or not life < LONGEST or (fit.value > HIGHEST and not fit.steady):
        return None
    gone = (as_of - way.begin).total_seconds() / DAY - way.days[-1]
    is_steady = fit.steady
    spread = math.hypot(CONSTANT, OF_SCATTER * (0.3 if math.isnan(fit.scatter) else fit.scatter))
    if not is_steady:
        spread = math.hypot(spread, UNSTEADY)
    horizon = int(min(5.0 * life, life + 6000.0)) + 40
    rng = np.random.default_rng([seed, 1])
    fan = run.weather(horizon, members, rng)
    state = run.state(fit, fan[0])  # the past is the same in all members
    fan[..., FACTOR] = wandering(members, fan.shape[1], rng)
    # every other member burns on, where the way speaks for a thrust
    readings = np.where(np.arange(members)[:, None] % 2, fit.burning, (fit.value, 0.0))
    b = readings[:, 0] * np.exp(GROWS + spread * normal(members, rng))
    out = np.empty((members, 6))
    run_many(
        np.tile(state, (members, 1)),
        np.full(members, run.inclination),
        b,
        readings[:, 1].copy(),
        run.offset + way.days[-1],
        run.year + way.days[-1] / 365.25,
        fan,
        run.table,
        float(horizon),
        down_to,
        out,
    )
    days = np.where(np.isnan(out[:, 0]), float(horizon), out[:, 0]) - gone
    on = LAST_FALL * normal(members, rng)
    days = days + on
    low, middle, high = np.quantile(days, (0.05, 0.5, 0.95))
    return Reentry(
        identifier=known[-1].identifier,
        as_of=as_of,
        median=as_of + timedelta(days=float(middle)),
        p05=as_of + timedelta(days=float(low)),
        p95=as_of + timedelta(days=float(high)),
        ballistic=fit.value,
        ballistic_p05=fit.value * math.exp(-1.645 * spread),
        ballistic_p95=fit.value * math.exp(1.645 * spread),
        steady=is_steady,
        notes=_notes(is_steady, seen, weather, as_of, float(high), horizon - gone),
        days=np.where(np.isnan(out[:, 0]), np.nan, days),
        ends=out[:, 1:],
        on=on,
        inclination=run.inclination,
    )


class _Run:
    """One object's way with the air about it."""

    def __init__(self, way: Way, seen: SpaceWeather | None, seed: int) -> None:
        self.way, self.seen, self.seed = way, seen, seed
        self.inclination = float(np.median(way.inclination[-5:]))
        self.table: Density = density_table(self.inclination)
        midnight = datetime(way.begin.year, way.begin.month, way.begin.day, tzinfo=UTC)
        self.offset = (way.begin - midnight).total_seconds() / DAY - 0.5
        self.year = (way.begin - datetime(way.begin.year, 1, 1, tzinfo=UTC)).total_seconds() / DAY / 365.25

    def weather(self, horizon: int, members: int, rng: np.random.Generator) -> Array:
        """Weather (members, days, 4) from the first day of the way to `horizon` days after its last."""
        days = int(self.way.days[-1]) + horizon + 3
        fan = weather_fan(self.seen, self.way.begin, days, members, rng)
        return np.concatenate([fan, np.zeros((*fan.shape[:2], 1))], axis=2)

    def fit(self, down_to: float) -> tuple[Ballistic | None, float]:
        """The coefficient with a memory that suits the life left, and that life (days, without spread)."""
        way = self.way
        near = self.weather(60, 30, np.random.default_rng([self.seed, 0])).mean(axis=0)
        pull = np.empty(len(way.days))
        pull_along(way.days, way.orbits, way.inclination, self.offset, self.year, near, self.table, pull)
        pieces = pieces_of(way.days, way.orbits[:, 0], pull)
        life, fit = math.nan, None
        guess = FIRST_GUESS
        for _ in range(2):
            fit = fit_ballistic(pieces, way.days[-1], guess) if len(pieces) else None
            if fit is None:
                break
            life = self.life(fit, down_to)
            guess = life if life == life else LONGEST
        return fit, life

    def life(self, fit: Ballistic, down_to: float) -> float:
        """Days from the last set to the end in the mean weather; first near, then as far as it takes."""
        for horizon in (200, 2000, int(LONGEST)):
            mean = self.weather(horizon, 30, np.random.default_rng([self.seed, 0])).mean(axis=0)
            state = self.state(fit, mean)
            end = self._down(state, fit, mean, self.way.days[-1], float(horizon), down_to)[0]
            if not math.isnan(end):
                return end
        return math.nan

    def state(self, fit: Ballistic, weather: Array) -> Array:
        """The orbit (5) at the last set: the median of the last five, each carried on to it."""
        days, orbits = self.way.days[-5:], self.way.orbits[-5:]
        carried = []
        for k in range(len(days)):
            path = np.empty((256, 6))
            rows = self._down(orbits[k], fit, weather, days[k], days[-1] - days[k], 80e3, path)[1]
            if path[rows - 1, 0] >= days[-1] - days[k] - 1e-6:
                carried.append(path[rows - 1, 1:])
        shape = np.median(np.array(carried)[:, :3], axis=0)
        return np.concatenate([shape, orbits[-1, 3:]])

    def _down(
        self,
        orbit: Array,
        fit: Ballistic,
        weather: Array,
        day: float,
        longest: float,
        down_to: float,
        path: Array | None = None,
    ) -> tuple[float, int]:
        return run_down(
            orbit,
            self.inclination,
            fit.value,
            0.0,
            self.offset + day,
            self.year + day / 365.25,
            weather,
            self.table,
            longest,
            down_to,
            np.empty((0, 6)) if path is None else path,
        )


def _notes(
    is_steady: bool,
    seen: SpaceWeather | None,
    weather: SpaceWeather | None,
    as_of: datetime,
    high: float,
    horizon: float,
) -> tuple[str, ...]:
    """What a reader must know beside the window; `high` and `horizon` in days from `as_of`."""
    notes = []
    if high < 0.0:
        notes.append("it has most likely come down: the window ended before the instant asked")
    if not is_steady:
        notes.append(
            "the object has not fallen alike for a quarter of the life left: it may burn or turn, and then"
            " nothing here holds"
        )
    if seen is None:
        reason = "no space weather was given" if weather is None else "the space weather begins too late"
        notes.append(f"{reason}: the mean solar cycle stands in, and the window is wider than it need be")
    elif as_of.replace(tzinfo=None) - seen.end.astype("datetime64[s]").item() > timedelta(days=STALE):
        notes.append(f"the space weather ends on {seen.end - 1}: later days are forecast from there")
    if high >= horizon - 1.0:
        notes.append("one in twenty of the ensemble comes down after the last day computed; p95 is that day")
    return tuple(notes)
