"""The orbit that a case expects, for matching it with a catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.brief.answers_figures import Lift
from launchwatch.errors import InputError
from launchwatch.evidence import Weighed

if TYPE_CHECKING:
    from launchwatch.orbit import Expected

STATE = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")


def expected_of_case(
    case_folder: Path,
    *,
    as_of: datetime | None,
    flights: int,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[str, float], None] = lambda text, share: None,
) -> Expected:
    """Fly and weigh the ensemble of a case as of an instant, and take the orbits it ends in.

    Raises InputError where no flight reaches an orbit, or where neither lift-off nor a window is known.
    """
    from launchwatch.brief.chance import forecast_case
    from launchwatch.case import load_case
    from launchwatch.evidence import weigh

    progress("reading the case", 0.0)
    view = load_case(case_folder).as_of(as_of)
    odds = forecast_case(view)
    w = weigh(
        view,
        odds.p,
        odds.by_phase,
        flights=flights,
        seed=seed,
        threads=threads,
        progress=lambda share: progress("flying", 0.05 + 0.9 * share),
    )
    return expected_of_weighed(w, w.clock.draw(len(w.planned), seed), str(case_folder))


def expected_of_weighed(w: Weighed, lift: Lift, where: str = "") -> Expected:
    """The orbits that the flights of a weighed ensemble end in, at the times of lift-off drawn."""
    from launchwatch.orbit import expected_of_states

    if lift is None:
        raise InputError("neither lift-off nor a window is known", where=where, mend="enter one of them")
    weight = w.joint_planned if w.flown else w.plan
    ok = (w.planned.column("outcome") < 2.0) & (weight > 0.0)
    if not np.any(ok):
        raise InputError("no flight reaches an orbit", where=where, mend="there is nothing to match")
    states = np.column_stack([w.planned.column(f"insertion_{name}") for name in STATE])[ok]
    return expected_of_states(
        states, w.planned.column("insertion_s")[ok], lift[0], weights=weight[ok], lift_off_s=lift[1][ok]
    )
