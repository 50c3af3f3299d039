"""The main job: a case folder to a brief, and the ensemble alone."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from launchwatch import __version__
from launchwatch.brief.answers import answers
from launchwatch.brief.chance import forecast_case
from launchwatch.brief.exports import export_czml, export_geojson, export_kml
from launchwatch.brief.files import MANIFEST, listing, write_file, write_files
from launchwatch.brief.hazard import hazard_answers
from launchwatch.brief.page import render_page
from launchwatch.case import CaseView, load_case
from launchwatch.ensemble import table_of, write_table
from launchwatch.evidence import (
    BLOCK,
    Recipe,
    Weighed,
    find_recipe,
    fly_here,
    fly_on_cluster,
    pilots_of,
    stream_table,
    weigh,
    with_ways,
)
from launchwatch.flight import OUTPUTS, TOLERANCE, device, fly_rows
from launchwatch.ledger import records_of
from launchwatch.record import Forecast

Json = dict[str, Any]
Progress = Callable[[str, float], None]

SIDE_FLIGHTS: Final = 2000
"""Flights of the side questions: what the areas alone say, what was expected before the flight."""
ERROR_FLIGHTS: Final = 100


def make_brief(
    case_folder: Path,
    *,
    as_of: datetime | None,
    flights: int,
    seed: int,
    threads: int | None,
    out: Path,
    without: tuple[str, ...],
    progress: Progress,
) -> Json:
    """Fly, weigh and write the brief of a case; returns `brief.json` with the paths written under "files".

    `as_of` None shows everything; `without` withholds "aim", "areas" or "observed". `progress` is told a
    stage in words and the share of the whole that is done. Raises InputError for anything wrong in the case.
    """
    began = time.perf_counter()
    progress("reading the case", 0.0)
    view = load_case(case_folder).as_of(as_of)
    ledger, unread = records_of(case_folder)
    odds = forecast_case(view)
    w = _weigh(view, odds, flights, seed, threads, without, _part(progress, "flying", 0.02, 0.60))
    side = min(flights, SIDE_FLIGHTS)
    alone = None
    if view.aims and "aim" not in without:
        held = (*without, "aim", "observed")
        asked = _part(progress, "asking the areas alone", 0.60, 0.78)
        alone = _weigh(view, odds, side, seed + 1, threads, held, asked, near=w)
    before = None
    if w.flown:
        held = (*without, "observed")
        asked = _part(progress, "as before the flight", 0.78, 0.90)
        before = _weigh(view, odds, side, seed + 2, threads, held, asked, near=w)
    progress("writing the brief", 0.90)
    brief = answers(
        w,
        view,
        odds,
        alone=alone or before or w,  # where no aim is known, or it is withheld, these are without it
        before=before,
        seed=seed,
        command=_command(case_folder, as_of, flights, seed, without),
        integration_error_m=_integration_error(w),
        ledger=ledger,
    )
    brief["unknown"] += [f"Not read in the ledger: {problem}" for problem in unread]
    brief["hazard"], hazard = hazard_answers(w, view)
    brief["map"]["hazard"] = brief["hazard"].pop("outlines")
    table = _parquet(w, view, seed)
    brief = clean(brief)
    texts: dict[str, str | bytes] = {
        "brief.html": render_page(brief),
        "brief.json": json.dumps(brief, indent=1, ensure_ascii=False, allow_nan=False) + "\n",
        "areas.geojson": export_geojson(brief),
        "hazard.geojson": hazard,
        "path.kml": export_kml(brief),
        "path.czml": export_czml(brief),
        "flights.parquet": table,
    }
    write_files(out, texts)
    progress("done", 1.0)
    return {
        **brief,
        "seconds": time.perf_counter() - began,
        "files": {name: str(out / name) for name in texts},
    }


def fly_case(
    case_folder: Path,
    *,
    as_of: datetime | None,
    flights: int,
    seed: int,
    threads: int | None,
    out: Path,
    without: tuple[str, ...],
    progress: Progress,
    cluster: str | None = None,
    block: int = BLOCK,
) -> Json:
    """Fly and weigh the ensemble of a case, of any size, and write `flights.parquet` alone.

    The table is that of `make_brief`. A run that was killed goes on when it is called again. `cluster` is the
    address of a dask scheduler whose workers fly the blocks.
    """
    progress("reading the case", 0.0)
    view = load_case(case_folder).as_of(as_of)
    odds = forecast_case(view)
    steering = _part(progress, "finding where the evidence is", 0.02, 0.10)
    recipe = ensemble_recipe(view, odds, flights, seed, threads, without, steering)
    flying = _part(progress, "flying", 0.10, 0.99)
    target = out / "flights.parquet"
    made = stream_table(
        recipe,
        odds.p,
        flights,
        target,
        _about(view, seed),
        runner=fly_here(threads) if cluster is None else fly_on_cluster(cluster),
        block=block,
        progress=flying,
    )
    write_file(out / MANIFEST, listing({target.name: (made.octets, made.sha256)}))
    progress("done", 1.0)
    return {
        "case": view.name,
        "as_of": view.as_of.isoformat(),
        "flights": flights,
        "seed": seed,
        "effective_sample_size": made.weights.effective,
        "collapsed": made.weights.collapsed,
        "sha256": made.sha256,
        "files": {target.name: str(target)},
    }


def ensemble_recipe(
    view: CaseView,
    odds: Forecast,
    flights: int,
    seed: int,
    threads: int | None,
    without: tuple[str, ...],
    progress: Callable[[float], None],
) -> Recipe:
    """The recipe of the ensemble that `make_brief` weighs: draws steered, ways to fail focused."""
    recipe = find_recipe(
        view, flights=flights, seed=seed, threads=threads, without=without, progress=progress
    )
    pilots, scores = recipe.planned(0, pilots_of(flights), threads)
    return with_ways(recipe, odds.by_phase, pilots, scores, threads)


def _weigh(
    view: CaseView,
    odds: Forecast,
    flights: int,
    seed: int,
    threads: int | None,
    without: tuple[str, ...],
    progress: Callable[[float], None],
    near: Weighed | None = None,
) -> Weighed:
    return weigh(
        view,
        odds.p,
        odds.by_phase,
        flights=flights,
        seed=seed,
        threads=threads,
        without=without,
        near=near,
        progress=progress,
    )


def _part(progress: Progress, text: str, begin: float, end: float) -> Callable[[float], None]:
    progress(text, begin)
    return lambda share: progress(text, begin + share * (end - begin))


def _integration_error(w: Weighed) -> float:
    """How far impact points move when the tolerance is 100 times tighter, m: the 99 % quantile."""
    some = w.planned.take(np.argsort(-w.plan, kind="stable")[:ERROR_FLIGHTS])
    tight = fly_rows(
        some.rows, some.plan.gate_vectors(), tolerance=TOLERANCE / 100.0, tables=some.plan.tables()
    )
    worst = [0.0]
    for piece in some.pieces:
        slot = some.slot(piece)
        fallen = some.impact(piece)
        if slot is None or fallen is None:
            continue
        lat = tight[:, OUTPUTS.index(f"{slot}_latitude_rad")] - np.radians(fallen[1])
        lon = tight[:, OUTPUTS.index(f"{slot}_longitude_rad")] - np.radians(fallen[2])
        east = 2.0 * np.sin(0.5 * lon)  # the short way round
        miss = 6.371e6 * np.hypot(lat, east * np.cos(np.radians(fallen[1])))
        if np.any(np.isfinite(miss)):
            worst.append(float(np.nanquantile(miss, 0.99)))
    return max(worst)


def _parquet(w: Weighed, view: CaseView, seed: int) -> bytes:
    """The table of flights as the bytes of a Parquet file."""
    import io

    parts = [("planned", w.planned, w.joint_planned), ("failing", w.failing, w.joint_failing)]
    sink = io.BytesIO()
    write_table(table_of(parts, _about(view, seed)), sink)
    return sink.getvalue()


def _about(view: CaseView, seed: int) -> dict[str, str]:
    """What stands in the footer of the table of flights."""
    return {
        "case": view.name,
        "as_of": view.as_of.isoformat(),
        "seed": str(seed),
        "launchwatch": __version__,
        "device": device(),
    }


def _command(case: Path, as_of: datetime | None, flights: int, seed: int, without: tuple[str, ...]) -> str:
    parts = ["launchwatch brief", case.name]
    if as_of is not None:
        parts.append("--as-of " + as_of.replace(tzinfo=None).isoformat(timespec="seconds") + "Z")
    parts.append(f"--flights {flights} --seed {seed}")
    parts.extend(f"--without {name}" for name in without)
    if device() != "cpu":
        parts.append(f"--device {device()}")
    return " ".join(parts)


def clean(value: Any) -> Any:
    """Plain JSON values: numpy numbers become Python's, what is not finite becomes null."""
    if isinstance(value, dict):
        return {str(k): clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(v) for v in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return value
