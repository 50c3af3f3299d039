"""Flying many: draws by index, rows of the kernel, the flights of a case, their table on disk."""

from launchwatch.ensemble.draws import Floats, counted, generator, normals
from launchwatch.ensemble.failing import Twins, failing_twins, mode_names
from launchwatch.ensemble.flights import Flights, Plan, fly_draws, make_plan
from launchwatch.ensemble.parameters import Parameter, direct_azimuth
from launchwatch.ensemble.parts import Parts, pack, publish
from launchwatch.ensemble.rows import Phase
from launchwatch.ensemble.table import batch_of, table_of, write_batches, write_table
from launchwatch.ensemble.ways import Ways

__all__ = [
    "Flights",
    "Floats",
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
    "make_plan",
    "mode_names",
    "normals",
    "pack",
    "publish",
    "table_of",
    "write_batches",
    "write_table",
]
