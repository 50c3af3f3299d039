"""Looks as rows: the JSON of the command line, CSV, and files for jobs too large to hold.

Times are UTC to the millisecond; an unknown figure is null in JSON and empty in CSV. Large jobs go to CSV or
Parquet block by block, so that memory does not grow with them.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.errors import InputError
from launchwatch.overpass.look_table import Looks

Array = npt.NDArray[np.float64]

#: Columns of CSV and Parquet, and how many digits behind the point.
FIGURES = {
    "max_elevation_deg": 2, "min_off_nadir_deg": 2, "distance_m": 0, "gsd_m": 3, "swath_m": 0,
    "sun_elevation_deg": 2, "local_h": 3, "sigma_s": 2, "azimuth_rise_deg": 1, "azimuth_deg": 1,
    "azimuth_set_deg": 1,
}  # fmt: skip
TIMES = ("rise", "culmination", "set")
#: Looks that are written at once, about.
GATHER = 500_000


def stamps(looks: Looks, name: str) -> list[str]:
    """One of the times as ISO 8601 in UTC with milliseconds."""
    return [f"{one}Z" for one in np.datetime_as_string(looks.times(name), unit="ms").tolist()]


def looks_json(
    looks: Looks, satellites: Sequence[str], places: Sequence[str], clear: Array | None = None
) -> list[dict[str, Any]]:
    """The looks as the contract of `launchwatch looks --json` has them, in the order they have.

    `clear` adds the chance of a clear sky, `p_clear`.
    """
    rise, top, fall = (stamps(looks, name) for name in TIMES)
    return [
        {
            "satellite": satellites[int(looks.satellite[k])],
            "place": places[int(looks.place[k])],
            "rise": rise[k],
            "culmination": top[k],
            "set": fall[k],
            "max_elevation_deg": round(float(looks.max_elevation_deg[k]), 3),
            "min_off_nadir_deg": round(float(looks.min_off_nadir_deg[k]), 3),
            "gsd_m": figure(looks.gsd_m[k], 3),
            "sun_elevation_deg": round(float(looks.sun_elevation_deg[k]), 3),
            "cut": bool(looks.cut[k]),
            **({} if clear is None else {"p_clear": figure(clear[k], 2)}),
        }
        for k in range(len(looks))
    ]


def figure(value: float, digits: int) -> float | None:
    """A rounded figure, or None where it is not known."""
    return round(float(value), digits) if math.isfinite(value) else None


def looks_csv(
    looks: Looks, satellites: Sequence[str], places: Sequence[str], clear: Array | None = None
) -> str:
    """All that is known of each look, a line a look; `clear` adds the share of clear skies."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    extra = [] if clear is None else ["p_clear"]
    table.writerow(["satellite", "place", *TIMES, *FIGURES, "lit", "cut", *extra])
    times = [stamps(looks, name) for name in TIMES]
    columns = [(getattr(looks, name), digits) for name, digits in FIGURES.items()]
    for k in range(len(looks)):
        figures = [f"{c[k]:.{digits}f}" if math.isfinite(c[k]) else "" for c, digits in columns]
        table.writerow(
            [
                satellites[int(looks.satellite[k])],
                places[int(looks.place[k])],
                *(one[k] for one in times),
                *figures,
                int(looks.lit[k]),
                int(looks.cut[k]),
                *([] if clear is None else [f"{clear[k]:.2f}" if math.isfinite(clear[k]) else ""]),
            ]
        )
    return out.getvalue()


def stream_to_file(
    blocks: Iterable[Looks],
    path: Path,
    satellites: Sequence[str],
    places: Sequence[str],
    clear: Callable[[Looks], Array] | None = None,
) -> int:
    """Write blocks of looks to a Parquet or CSV file as they come; how many there were.

    CSV is what `looks_csv` writes but for quotes; Parquet has times as times, and no figure is rounded.
    `clear` gives the chance of a clear sky, for a column `p_clear`. The file is written beside and put in
    its place at the end, so a run that stops leaves none.

    Raises InputError where the folder takes no file, or the name ends in neither.
    """
    import pyarrow as pa

    if path.suffix not in (".csv", ".parquet"):
        raise InputError(f"{path.name} is neither .parquet nor .csv", mend="name the file so")
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            count = _write_blocks(blocks, beside, path.suffix == ".csv", satellites, places, clear)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, pa.ArrowException) as error:
        reason = str(getattr(error, "strerror", None) or error).partition(". Detail")[0]
        raise InputError("the file cannot be written", where=str(path), mend=reason) from None
    return count


def _gathered(blocks: Iterable[Looks]) -> Iterator[Looks]:
    """The blocks in larger ones: what Parquet notes of each stays in memory to the end."""
    waiting: list[Looks] = []
    for block in blocks:
        waiting.append(block)
        if sum(map(len, waiting)) >= GATHER:
            yield Looks.joined(block.begin, waiting)
            waiting = []
    if waiting:
        yield Looks.joined(waiting[0].begin, waiting)


def _write_blocks(
    blocks: Iterable[Looks],
    path: Path,
    text: bool,
    satellites: Sequence[str],
    places: Sequence[str],
    clear: Callable[[Looks], Array] | None,
) -> int:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv
    import pyarrow.parquet

    figures = FIGURES if clear is None else FIGURES | {"p_clear": 2}
    flag, time = (pa.int8(), pa.string()) if text else (pa.bool_(), pa.timestamp("ms", tz="UTC"))
    schema = pa.schema(
        [("satellite", pa.string()), ("place", pa.string())]
        + [(name, time) for name in TIMES]
        + [(name, pa.float64()) for name in FIGURES]
        + [("lit", flag), ("cut", flag)]
        + ([] if clear is None else [("p_clear", pa.float64())])
    )

    def instants(looks: Looks, name: str) -> Any:
        column = pa.array(looks.times(name)).cast(pa.timestamp("ms", tz="UTC"))
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%SZ", locale="C") if text else column

    def number(values: Array, name: str) -> Any:
        # what is not known is left empty
        return pa.array(np.round(values, figures[name]) if text else values, from_pandas=True)

    count = 0
    # names as dictionaries: each is written once, not once a look
    who, where = pa.array(list(satellites), pa.string()), pa.array(list(places), pa.string())
    with (pyarrow.csv.CSVWriter if text else pyarrow.parquet.ParquetWriter)(str(path), schema) as writer:
        for looks in _gathered(blocks):
            count += len(looks)
            columns = [
                who.take(pa.array(looks.satellite)),
                where.take(pa.array(looks.place)),
                *(instants(looks, name) for name in TIMES),
                *(number(getattr(looks, name), name) for name in FIGURES),
                pa.array(looks.lit).cast(flag),
                pa.array(looks.cut).cast(flag),
                *([] if clear is None else [number(clear(looks), "p_clear")]),
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
    return count
