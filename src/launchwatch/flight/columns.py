"""The columns of a flight: what goes in, what comes out, declared once.

A flight is one row of numbers in and one row of numbers out. SI and radians throughout; times are seconds
after lift-off. A launcher is a sequence of *phases*: a phase is a time during which the set of burning
engines does not change. At its end the vehicle drops a mass (a spent stage, or strap-ons).

Kernels use the integer constants of this module; everybody else uses the names in `INPUTS` and `OUTPUTS`.
"""

from __future__ import annotations

from typing import Final

PHASES: Final = 8
"""The most phases a launcher may have."""

PHASE_FIELDS: Final = (
    "propellant_kg",  # burned in this phase
    "mass_flow_kg_s",  # of all engines burning
    "thrust_N",  # vacuum thrust of all engines burning
    "exit_area_m2",  # nozzle exit area of all engines burning, for back pressure
    "coast_s",  # from the end of the phase before to ignition; negative: guidance chooses
    "steering",  # a code of codes.py
    "drop_kg",  # mass dropped after the phase
    "drop_delay_s",  # from burn-out to separation; negative: hot staging, so long after the next ignition
    "drop_ballistic_kg_m2",  # ballistic coefficient of what is dropped
    "reference_area_m2",  # for drag, while this phase burns
    "end_criterion",  # a code of codes.py; 0: the propellant is used up
    "end_value",  # where the phase ends, in the unit of the criterion
    "acceleration_limit_m_s2",  # of thrust over mass, held by throttling; 0: none
    "thrust_curve",  # number of a curve of the tables, from 1; 0: constant thrust
    "attitude",  # number of an attitude programme of the tables, from 1; used by steering ATTITUDE
    "aim_perigee_m",  # orbit of an inserting phase; both 0: the target of the flight
    "aim_apogee_m",
)
(
    P_PROPELLANT, P_FLOW, P_THRUST, P_EXIT, P_COAST, P_STEERING, P_DROP, P_DELAY, P_BETA, P_AREA,
    P_END, P_END_VALUE, P_LIMIT, P_CURVE, P_ATTITUDE, P_AIM_PERIGEE, P_AIM_APOGEE,
) = range(17)  # fmt: skip
PHASE_WIDTH: Final = len(PHASE_FIELDS)

MACH_NODES: Final = (0.0, 0.5, 0.8, 0.95, 1.05, 1.2, 1.5, 2.0, 3.0, 5.0, 10.0)
"""Mach numbers at which a row gives the drag coefficient."""

_OTHER_INPUTS: Final = (
    "phases",  # how many phases are used
    "site_latitude_rad",
    "site_longitude_rad",
    "site_height_m",
    "payload_kg",
    "fairing_kg",
    "fairing_phase",  # index of the phase whose ignition starts the clock of the fairing; -1: none
    "fairing_after_s",
    "fairing_ballistic_kg_m2",
    "fairing_split_m_s",  # speed to the left and right of two halves; 0: the fairing falls as one
    "azimuth_rad",  # launch azimuth, Earth-fixed, from north over east
    "vertical_rise_s",
    "pitch_over_s",
    "burnout_angle_rad",  # Earth-relative flight-path angle wanted at the end of the gravity turn
    "turn_rad",  # dogleg: turn of the inertial velocity asked of the lofting phases; positive to the right
    "last_turn_rad",  # turn of the plane asked of the inserting phases where no inclination is wanted
    "loft_apogee_m",  # apogee radius minus equatorial radius asked of the lofting phases
    "ignition_lead",  # share of the last burn that lies before apogee when guidance chooses its start
    "target_perigee_m",  # above the equatorial radius
    "target_apogee_m",
    "target_inclination_rad",  # NaN: stay in the plane of motion
    "target_anomaly_rad",  # true anomaly at which the target orbit is entered; 0: at its perigee
    "target_branch",  # +1 insertion northbound, -1 southbound, 0 as the plane of motion leads
    "density_factor",
    "drag_factor",
    "normal_force_slope",  # of the normal force with angle of attack, 1/rad, for the reference area
    "wind_east_m_s",  # at the peak of the wind profile
    "wind_north_m_s",
    "stack_ballistic_kg_m2",  # of an unseparated vehicle that falls
    "failure",  # a code of failures.py; 0: none
    "failure_phase",
    "failure_share",  # share of the phase's burn after which it happens
    "failure_turn_rad_s",  # malfunction turn rate, for loss of control
    "failure_roll_rad",  # direction of the malfunction turn
    "failure_delay_s",  # by how much a late ignition is late
    "failure_factor",  # share of thrust that is left after a loss of thrust
    "termination_limit_rad",  # impact point this far off the plane of motion: flight termination; 0: none
    "termination_delay_s",  # from the limit to the break-up
    "debris_groups",  # how many groups of debris are flown; 0: the first three
    "given_kick_rad",  # pitch-over, where it is known from another flight; 0: found for the burn-out angle
)

DEBRIS_GROUPS: Final = (
    ("dense", 1500.0),
    ("plates", 200.0),
    ("light", 25.0),
    ("engines", 3000.0),
    ("vessels", 800.0),
    ("structure", 400.0),
    ("panels", 100.0),
    ("sheets", 50.0),
    ("insulation", 12.0),
    ("foam", 6.0),
)
"""Debris groups of a break-up: name and ballistic coefficient m/(Cd A) in kg/m2.

The first three are decades of the span of ballistic coefficient in break-up lists of launch vehicles, from
engines and pressure vessels over tank shell to insulation; the other seven fill and widen it (after the
classes of break-up lists in 14 CFR 417 Appendix A and FAA flight safety analysis practice)."""
USUAL_GROUPS: Final = 3

INPUTS: Final = (
    tuple(f"phase{k}_{name}" for k in range(PHASES) for name in PHASE_FIELDS)
    + _OTHER_INPUTS
    + tuple(f"drag_coefficient_{k}" for k in range(len(MACH_NODES)))
    + tuple(f"debris_{name}_{axis}_m_s" for name, _ in DEBRIS_GROUPS for axis in ("x", "y", "z"))
)
"""Names of the input columns, in order."""

_i = {name: k for k, name in enumerate(INPUTS)}
I_PHASES = _i["phases"]
I_LAT, I_LON, I_HEIGHT = _i["site_latitude_rad"], _i["site_longitude_rad"], _i["site_height_m"]
I_PAYLOAD, I_FAIRING, I_FAIRING_PHASE = _i["payload_kg"], _i["fairing_kg"], _i["fairing_phase"]
I_FAIRING_AFTER, I_FAIRING_BETA = _i["fairing_after_s"], _i["fairing_ballistic_kg_m2"]
I_FAIRING_SPLIT = _i["fairing_split_m_s"]
I_AZIMUTH, I_RISE, I_PITCH_OVER = _i["azimuth_rad"], _i["vertical_rise_s"], _i["pitch_over_s"]
I_BURNOUT_ANGLE, I_TURN, I_LOFT = _i["burnout_angle_rad"], _i["turn_rad"], _i["loft_apogee_m"]
I_LAST_TURN = _i["last_turn_rad"]
I_LEAD, I_PERIGEE, I_APOGEE = _i["ignition_lead"], _i["target_perigee_m"], _i["target_apogee_m"]
I_INCLINATION, I_BRANCH = _i["target_inclination_rad"], _i["target_branch"]
I_ANOMALY = _i["target_anomaly_rad"]
I_DENSITY, I_DRAG, I_NORMAL = _i["density_factor"], _i["drag_factor"], _i["normal_force_slope"]
I_WIND_EAST, I_WIND_NORTH = _i["wind_east_m_s"], _i["wind_north_m_s"]
I_STACK_BETA, I_FAILURE, I_FAILURE_PHASE = _i["stack_ballistic_kg_m2"], _i["failure"], _i["failure_phase"]
I_FAILURE_SHARE, I_FAILURE_TURN = _i["failure_share"], _i["failure_turn_rad_s"]
I_FAILURE_ROLL, I_FAILURE_DELAY = _i["failure_roll_rad"], _i["failure_delay_s"]
I_FAILURE_FACTOR, I_DEBRIS_GROUPS = _i["failure_factor"], _i["debris_groups"]
I_GIVEN_KICK = _i["given_kick_rad"]
I_LIMIT, I_LIMIT_DELAY = _i["termination_limit_rad"], _i["termination_delay_s"]
I_CD, I_DEBRIS = _i["drag_coefficient_0"], _i["debris_dense_x_m_s"]

PIECES: Final = (
    *(f"drop{k}" for k in range(PHASES)),
    *("fairing", "stack", *(n for n, _ in DEBRIS_GROUPS), "other_half"),
)
"""Slots of fallen pieces: what each phase drops, the fairing, a fallen stack, debris groups, and the other
half of a fairing that falls in two."""
PIECE_FIELDS: Final = ("release_s", "impact_s", "latitude_rad", "longitude_rad", "apex_m")
PIECE_FAIRING, PIECE_STACK, PIECE_DEBRIS = PHASES, PHASES + 1, PHASES + 2
PIECE_OTHER_HALF: Final = PIECE_DEBRIS + len(DEBRIS_GROUPS)
Q_RELEASE, Q_IMPACT, Q_LAT, Q_LON, Q_APEX = range(5)
PIECE_WIDTH: Final = len(PIECE_FIELDS)

GATES: Final = 4
"""The most places whose overflight is timed."""
GATE_FIELDS: Final = (
    "vehicle_s",
    "vehicle_altitude_m",
    "vehicle_distance_m",
    "piece_s",
    "piece_altitude_m",
    "piece_distance_m",
)
"""Closest approach to a gate of the vehicle, and of the stage dropped last but one (it flies far)."""
GATE_WIDTH: Final = len(GATE_FIELDS)

EVENT_FIELDS: Final = (
    "ignition_s",
    "cutoff_s",
    "separation_s",
    "cutoff_latitude_rad",
    "cutoff_longitude_rad",
    "cutoff_altitude_m",
    "cutoff_speed_m_s",  # inertial
    "cutoff_angle_rad",  # Earth-relative flight-path angle
    "cutoff_inclination_rad",  # of the osculating orbit
    "cutoff_relative_speed_m_s",  # Earth-relative
)
(E_IGNITION, E_CUTOFF, E_SEPARATION, E_LAT, E_LON, E_ALT, E_SPEED, E_ANGLE, E_INC, E_REL) = range(10)
EVENT_WIDTH: Final = len(EVENT_FIELDS)

_OTHER_OUTPUTS: Final = (
    "outcome",  # a code of failures.py
    "fairing_s",
    "max_q_Pa",
    "max_q_s",
    "kick_rad",  # pitch-over angle that gives the wanted burn-out angle
    "insertion_s",
    "insertion_x_m",
    "insertion_y_m",
    "insertion_z_m",
    "insertion_vx_m_s",
    "insertion_vy_m_s",
    "insertion_vz_m_s",
    "insertion_mass_kg",
    "perigee_m",  # mean, above the equatorial radius
    "apogee_m",
    "inclination_rad",
    "period_s",
    "node_rad",  # longitude of the ascending node in the axes frozen at lift-off
    "margin_m_s",  # ideal velocity left in the last phase; negative: shortfall
    "failure_s",  # when it failed; NaN: it did not
    "steps",  # integrator steps of the vehicle
)

OUTPUTS: Final = (
    tuple(f"phase{k}_{name}" for k in range(PHASES) for name in EVENT_FIELDS)
    + tuple(f"{piece}_{name}" for piece in PIECES for name in PIECE_FIELDS)
    + tuple(f"gate{k}_{name}" for k in range(GATES) for name in GATE_FIELDS)
    + _OTHER_OUTPUTS
)
"""Names of the output columns, in order."""

_o = {name: k for k, name in enumerate(OUTPUTS)}
O_PIECE, O_GATE = _o["drop0_release_s"], _o["gate0_vehicle_s"]
O_OUTCOME, O_FAIRING, O_MAX_Q, O_MAX_Q_TIME = (
    _o["outcome"],
    _o["fairing_s"],
    _o["max_q_Pa"],
    _o["max_q_s"],
)
O_KICK, O_INSERTION, O_STATE, O_MASS = (
    _o["kick_rad"],
    _o["insertion_s"],
    _o["insertion_x_m"],
    _o["insertion_mass_kg"],
)
O_PERIGEE, O_APOGEE, O_INCLINATION = _o["perigee_m"], _o["apogee_m"], _o["inclination_rad"]
O_PERIOD, O_NODE, O_MARGIN = _o["period_s"], _o["node_rad"], _o["margin_m_s"]
O_FAILURE_TIME, O_STEPS = _o["failure_s"], _o["steps"]

INPUT_WIDTH: Final = len(INPUTS)
OUTPUT_WIDTH: Final = len(OUTPUTS)

TRAIL_ROWS: Final = 4096
"""The most accepted steps a trail keeps; a flight needs some hundreds."""
TRAIL_FIELDS: Final = ("t_s", "x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s", "mass_kg", "phase")
