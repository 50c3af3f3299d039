"""Flying many: draws by index, rows of the kernel, the flights of a case, their table on disk."""

from launchwatch.ensemble.draws import Floats, counted, generator, normals
from launchwatch.ensemble.failing import Twins, failing_twins, mode_names
from launchwatch.ensemble.flights import Flights, Plan, fly_draws, make_plan
from launchwatch.ensemble.parameters import Parameter, direct_azimuth
from launchwatch.ensemble.rows import Phase
from launchwatch.ensemble.table import table_of, write_table
from launchwatch.ensemble.ways import Ways

__all__ = [
    "Flights",
    "Floats",
    "Parameter",
    "Phase",
    "Plan",
    "Twins",
    "Ways",
    "counted",
    "direct_azimuth",
    "failing_twins",
    "fly_draws",
    "generator",
    "make_plan",
    "mode_names",
    "normals",
    "table_of",
    "write_table",
]
