"""Flying many: draws by index, rows of the kernel, the flights of a case, their table on disk."""

from launchwatch.ensemble.draws import Floats, generator, normals
from launchwatch.ensemble.flights import Flights, Plan, fly_draws, make_plan
from launchwatch.ensemble.parameters import Parameter, direct_azimuth
from launchwatch.ensemble.rows import Phase

__all__ = [
    "Flights",
    "Floats",
    "Parameter",
    "Phase",
    "Plan",
    "direct_azimuth",
    "fly_draws",
    "generator",
    "make_plan",
    "normals",
]
