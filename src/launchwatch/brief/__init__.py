"""The brief: answers to a document a person reads in five minutes, and files their other tools open."""

from launchwatch.brief.alone import fly_flight
from launchwatch.brief.chance import around, forecast_case
from launchwatch.brief.files import write_file
from launchwatch.brief.job import fly_case, make_brief
from launchwatch.brief.matching import expected_of_case
from launchwatch.brief.warnings import write_warnings

__all__ = [
    "around",
    "expected_of_case",
    "fly_case",
    "fly_flight",
    "forecast_case",
    "make_brief",
    "write_file",
    "write_warnings",
]
