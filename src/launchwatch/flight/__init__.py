"""The kernel: dynamics, guidance, failures, falling pieces; a flight is a function of one row."""

from launchwatch.flight.ascent import CYCLE_S
from launchwatch.flight.codes import ATTITUDE, END_CRITERIA, INSERT, LOFT, TURN
from launchwatch.flight.columns import (
    DEBRIS_GROUPS,
    GATES,
    INPUT_WIDTH,
    INPUTS,
    MACH_NODES,
    OUTPUT_WIDTH,
    OUTPUTS,
    PHASE_FIELDS,
    PHASES,
    PIECES,
    TRAIL_FIELDS,
)
from launchwatch.flight.device import DEVICES, device, flying_on
from launchwatch.flight.failures import FAILURES, IN_ORBIT, OUTCOMES
from launchwatch.flight.fleet import TOLERANCE, fly_one, fly_rows, gate_vectors
from launchwatch.flight.impact import impact_trace
from launchwatch.flight.tables import air_table, attitude_programme, make_tables, thrust_curve

__all__ = [
    "ATTITUDE",
    "CYCLE_S",
    "DEBRIS_GROUPS",
    "DEVICES",
    "END_CRITERIA",
    "FAILURES",
    "GATES",
    "INPUTS",
    "INPUT_WIDTH",
    "INSERT",
    "IN_ORBIT",
    "LOFT",
    "MACH_NODES",
    "OUTCOMES",
    "OUTPUTS",
    "OUTPUT_WIDTH",
    "PHASES",
    "PHASE_FIELDS",
    "PIECES",
    "TOLERANCE",
    "TRAIL_FIELDS",
    "TURN",
    "air_table",
    "attitude_programme",
    "device",
    "fly_one",
    "fly_rows",
    "flying_on",
    "gate_vectors",
    "impact_trace",
    "make_tables",
    "thrust_curve",
]
