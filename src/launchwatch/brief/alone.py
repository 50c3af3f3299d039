"""One flight of the ensemble of a case, flown again alone: its figures, and on demand its time history."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from launchwatch import __version__
from launchwatch.brief.chance import forecast_case
from launchwatch.brief.exports import history_csv, history_czml, history_oem
from launchwatch.brief.files import write_files
from launchwatch.brief.job import Json, Progress, clean, ensemble_recipe
from launchwatch.case import CaseView, load_case
from launchwatch.ensemble import TWIN_TOLERANCE, Flights, History, history_of, mode_names, write_table
from launchwatch.errors import InputError
from launchwatch.evidence import Clock
from launchwatch.flight import OUTCOMES, OUTPUTS, TOLERANCE


def fly_flight(
    case_folder: Path,
    *,
    as_of: datetime | None,
    flights: int,
    seed: int,
    threads: int | None,
    out: Path,
    without: tuple[str, ...],
    progress: Progress,
    flight: int,
    failing: bool = False,
    history: bool = False,
) -> Json:
    """Fly flight number `flight` of the ensemble of a case alone, or its failing twin.

    Its figures are those of its row of `flights.parquet`. With `history` its path is written to `out` as
    Parquet, CSV, CZML and OEM. Raises InputError where the ensemble has no such flight.
    """
    if flight >= flights:
        raise InputError(
            f"there is no flight {flight:,} in an ensemble of {flights:,}",
            where="--flight",
            mend=f"flights count from 0 to {flights - 1:,}; give --flights as in the run",
        )
    progress("reading the case", 0.0)
    view = load_case(case_folder).as_of(as_of)
    recipe = ensemble_recipe(
        view, forecast_case(view), flights, seed, threads, without, lambda share: progress("steering", share)
    )
    planned, twin, _ = recipe.block(flight, 1, threads)
    some, tolerance = (twin, TWIN_TOLERANCE) if failing else (planned, TOLERANCE)
    files: dict[str, str | bytes] = {}
    answer: Json = {
        "case": view.name,
        "as_of": view.as_of.isoformat(),
        "flights": flights,
        "seed": seed,
        "flight": flight,
        "variant": "failing" if failing else "planned",
        "failure": mode_names(some)[0],
        "outcome": OUTCOMES[int(some.column("outcome")[0])],
        "draws": {p.name: float(v) for p in some.plan.free for v in some.plan.values(some.z)[p.name]},
        "outputs": {n: v for n, v in zip(OUTPUTS, some.out[0].tolist(), strict=True) if v == v},
    }
    if history:
        path = history_of(some, 0, tolerance)
        answer["steps"] = len(path)
        files = _files(path, some, view, recipe.clock, answer)
        write_files(out, files)
    progress("done", 1.0)
    answer["files"] = {name: str(out / name) for name in files}
    return dict(clean(answer))


def _files(
    path: History, some: Flights, view: CaseView, clock: Clock, answer: Json
) -> dict[str, str | bytes]:
    """The time history in four formats."""
    import pyarrow as pa

    epoch, words = lift_off(view, clock)
    stem = f"flight-{answer['flight']}{'-failing' if answer['variant'] == 'failing' else ''}"
    title = f"{view.name}, flight {answer['flight']} of seed {answer['seed']}, {answer['variant']}"
    about = {
        **{key: str(answer[key]) for key in ("case", "as_of", "seed", "flights", "flight", "variant")},
        "epoch": epoch.isoformat(),
        "epoch_is": words,
        "launchwatch": __version__,
    }
    table = pa.table({name: pa.array(column) for name, column in path.columns.items()})
    sink = io.BytesIO()
    write_table(table.replace_schema_metadata(about), sink)
    name = view.name.upper()
    return {
        f"{stem}.parquet": sink.getvalue(),
        f"{stem}.csv": history_csv(path),
        f"{stem}.czml": history_czml(path, title, epoch, words, view.as_of),
        f"{stem}.oem": history_oem(path, name, f"FLIGHT-{answer['flight']}", epoch, words, view.as_of),
    }


def lift_off(view: CaseView, clock: Clock) -> tuple[datetime, str]:
    """The instant that a history starts at, UTC, and the words that say what it is."""
    if clock.liftoff is not None:
        return clock.liftoff.astimezone(UTC), "The epoch is the lift-off as reported."
    if clock.spans:
        return clock.spans[0][0].astimezone(
            UTC
        ), "Lift-off is not known: the epoch is the opening of the window."
    return view.as_of.astimezone(UTC), "Lift-off is not known: the epoch is the instant of the view."
