"""The history of launch attempts, and the chance that the next one reaches orbit."""

from launchwatch.record.backtest import Mark, Scored, backtest
from launchwatch.record.forecast import CalibrationRow, Forecast, Judged, Judgement, forecast
from launchwatch.record.phases import Phase, known_phases
from launchwatch.record.reference import Member, ReferenceClass
from launchwatch.record.table import CREDIT, Launch, Record, load_record

__all__ = [
    "CREDIT",
    "CalibrationRow",
    "Forecast",
    "Judged",
    "Judgement",
    "Launch",
    "Mark",
    "Member",
    "Phase",
    "Record",
    "ReferenceClass",
    "Scored",
    "backtest",
    "forecast",
    "known_phases",
    "load_record",
]
