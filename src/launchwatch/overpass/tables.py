"""Looks as rows: the JSON of the command line, CSV, and files for jobs too large to hold.

Times are UTC to the millisecond; an unknown figure is null in JSON and empty in CSV. Large jobs go to CSV or
Parquet block by block, so that memory does not grow with them.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.errors import InputError
from launchwatch.overpass.looks import Looks

Array = npt.NDArray[np.float64]

#: Columns of CSV and Parquet, and how many digits behind the point.
FIGURES = {
    "max_elevation_deg": 2, "min_off_nadir_deg": 2, "distance_m": 0, "gsd_m": 3, "swath_m": 0,
    "sun_elevation_deg": 2, "local_h": 3, "sigma_s": 2, "azimuth_rise_deg": 1, "azimuth_deg": 1,
    "azimuth_set_deg": 1,
}  # fmt: skip
TIMES = ("rise", "culmination", "set")


def stamps(looks: Looks, name: str) -> list[str]:
    """One of the times as ISO 8601 in UTC with milliseconds."""
    return [f"{one}Z" for one in np.datetime_as_string(looks.times(name), unit="ms").tolist()]


def looks_json(looks: Looks, satellites: Sequence[str], places: Sequence[str]) -> list[dict[str, Any]]:
    """The looks as the contract of `launchwatch looks --json` has them, in the order they have."""
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
    blocks: Iterable[Looks], path: Path, satellites: Sequence[str], places: Sequence[str]
) -> int:
    """Write blocks of looks to a Parquet or CSV file as they come; how many there were.

    The file is written beside and put in its place at the end, so a run that stops leaves none.
    """
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    kinds = {".parquet": pq.ParquetWriter, ".csv": pc.CSVWriter}
    if path.suffix not in kinds:
        raise InputError(f"{path.name} is neither .parquet nor .csv", mend="name the file so")
    schema = pa.schema(
        [("satellite", pa.string()), ("place", pa.string())]
        + [(name, pa.timestamp("ms", tz="UTC")) for name in TIMES]
        + [(name, pa.float64()) for name in FIGURES]
        + [("lit", pa.bool_()), ("cut", pa.bool_())]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    count = 0
    # names as dictionaries: each is written once, not once a look
    who, where = pa.array(list(satellites), pa.string()), pa.array(list(places), pa.string())
    try:
        with kinds[path.suffix](str(beside), schema) as writer:
            for looks in blocks:
                count += len(looks)
                columns = [
                    who.take(pa.array(looks.satellite)),
                    where.take(pa.array(looks.place)),
                    *(pa.array(looks.times(name)).cast(schema.field(name).type) for name in TIMES),
                    *(pa.array(getattr(looks, name)) for name in FIGURES),
                    pa.array(looks.lit),
                    pa.array(looks.cut),
                ]
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return count
