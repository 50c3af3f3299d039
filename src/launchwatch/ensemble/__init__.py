"""Flying many: draws by index, rows of the kernel, the flights of a case, their table on disk."""

from launchwatch.ensemble.cluster import on_cluster
from launchwatch.ensemble.draws import Floats, counted, generator, normals
from launchwatch.ensemble.failing import TWIN_TOLERANCE, Twins, failing_twins, kinds_of_flights, mode_names
from launchwatch.ensemble.flights import Flights, Plan, fly_draws, make_plan
from launchwatch.ensemble.history import History, history_of
from launchwatch.ensemble.impact import impact_points
from launchwatch.ensemble.parameters import Parameter, direct_azimuth
from launchwatch.ensemble.parts import Parts, pack, publish
from launchwatch.ensemble.shared import Phase
from launchwatch.ensemble.table import batch_of, table_of, write_batches, write_table
from launchwatch.ensemble.ways import Ways

__all__ = [
    "TWIN_TOLERANCE",
    "Flights",
    "Floats",
    "History",
    "Parameter",
    "Parts",
    "Phase",
    "Plan",
    "Twins",
    "Ways",
    "batch_of",
    "counted",
    "direct_azimuth",
    "failing_twins",
    "fly_draws",
    "generator",
    "history_of",
    "impact_points",
    "kinds_of_flights",
    "make_plan",
    "mode_names",
    "normals",
    "on_cluster",
    "pack",
    "publish",
    "table_of",
    "write_batches",
    "write_table",
]
