"""Orbits: elements in and out, propagation, first passes of what was just launched, ground tracks."""

from launchwatch.orbit.ccsds_states import read_state_messages
from launchwatch.orbit.corridor import Corridor, corridor_geojson, risk_corridor
from launchwatch.orbit.corridor_picture import corridor_svg
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.expected import Expected, Planned, expected_of_plan, expected_of_states, mixed
from launchwatch.orbit.fetch import Fetched, address_of, fetch_elements
from launchwatch.orbit.fit import announced_orbit, elements_of_state
from launchwatch.orbit.fit_sets import Fit, fit_elements
from launchwatch.orbit.heights import HeightsFit, Report, fit_heights, read_reports
from launchwatch.orbit.history import History, joined, read_history
from launchwatch.orbit.history_picture import history_svg
from launchwatch.orbit.identifiers import Anchor, newest
from launchwatch.orbit.impulse import DeltaV
from launchwatch.orbit.kepler import (
    Orbit,
    apsides,
    elements_to_state,
    mean_to_true_anomaly,
    period,
    state_to_elements,
    true_to_mean_anomaly,
)
from launchwatch.orbit.lifetime import Reentry, reentry
from launchwatch.orbit.manoeuvres import Manoeuvre, find_manoeuvres, watch_manoeuvres
from launchwatch.orbit.match import Candidate, Match, match, type_of
from launchwatch.orbit.matches import match_launches
from launchwatch.orbit.mean import MeanOrbit, mean_elements, mean_orbit, propagate_mean
from launchwatch.orbit.passes import Pass, elements_passes, ensemble_passes
from launchwatch.orbit.plan import read_plan
from launchwatch.orbit.read import holds_states, read_elements
from launchwatch.orbit.secular import local_time_of_node, secular_rates, sun_synchronous_inclination
from launchwatch.orbit.sgp4 import propagate, propagate_utc
from launchwatch.orbit.spaceweather import SpaceWeather, read_space_weather
from launchwatch.orbit.spread import (
    Growth,
    in_track_errors,
    in_track_growth,
    in_track_scale,
    in_track_sigma_s,
)
from launchwatch.orbit.stages import lifetimes_of_states, stage_lifetimes, tumbling_cylinder
from launchwatch.orbit.states import Covariance, Ephemeris, OrbitState, StateMessage
from launchwatch.orbit.tle import write_tle
from launchwatch.orbit.track import track_of_elements, track_of_state
from launchwatch.orbit.windows import Place
from launchwatch.orbit.write import (
    write_oem,
    write_omm_csv,
    write_omm_json,
    write_omm_kvn,
    write_omm_xml,
)

__all__ = [
    "Anchor",
    "Candidate",
    "Corridor",
    "Covariance",
    "DeltaV",
    "Elements",
    "Ephemeris",
    "Expected",
    "Fetched",
    "Fit",
    "Growth",
    "HeightsFit",
    "History",
    "Manoeuvre",
    "Match",
    "MeanOrbit",
    "Orbit",
    "OrbitState",
    "Pass",
    "Place",
    "Planned",
    "Reentry",
    "Report",
    "SpaceWeather",
    "StateMessage",
    "address_of",
    "announced_orbit",
    "apsides",
    "corridor_geojson",
    "corridor_svg",
    "elements_of_state",
    "elements_passes",
    "elements_to_state",
    "ensemble_passes",
    "expected_of_plan",
    "expected_of_states",
    "fetch_elements",
    "find_manoeuvres",
    "fit_elements",
    "fit_heights",
    "history_svg",
    "holds_states",
    "in_track_errors",
    "in_track_growth",
    "in_track_scale",
    "in_track_sigma_s",
    "joined",
    "lifetimes_of_states",
    "local_time_of_node",
    "match",
    "match_launches",
    "mean_elements",
    "mean_orbit",
    "mean_to_true_anomaly",
    "mixed",
    "newest",
    "period",
    "propagate",
    "propagate_mean",
    "propagate_utc",
    "read_elements",
    "read_history",
    "read_plan",
    "read_reports",
    "read_space_weather",
    "read_state_messages",
    "reentry",
    "risk_corridor",
    "secular_rates",
    "stage_lifetimes",
    "state_to_elements",
    "sun_synchronous_inclination",
    "track_of_elements",
    "track_of_state",
    "true_to_mean_anomaly",
    "tumbling_cylinder",
    "type_of",
    "watch_manoeuvres",
    "write_oem",
    "write_omm_csv",
    "write_omm_json",
    "write_omm_kvn",
    "write_omm_xml",
    "write_tle",
]
