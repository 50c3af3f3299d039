"""The kernel: dynamics, guidance, failures, falling pieces; a flight is a function of one row."""

from launchwatch.flight.ascent import CYCLE_S
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
from launchwatch.flight.failures import FAILURES, OUTCOMES
from launchwatch.flight.fleet import TOLERANCE, fly_one, fly_rows, gate_vectors
from launchwatch.flight.steering import INSERT, LOFT, TURN

__all__ = [
    "CYCLE_S",
    "DEBRIS_GROUPS",
    "FAILURES",
    "GATES",
    "INPUTS",
    "INPUT_WIDTH",
    "INSERT",
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
    "fly_one",
    "fly_rows",
    "gate_vectors",
]
