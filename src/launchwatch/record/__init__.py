"""The history of launch attempts, and the chance that the next one reaches orbit."""

from launchwatch.record.aftermath import (
    TOLD_FAILED,
    TOLD_KIND,
    TOLD_STAGE,
    Aftermath,
    Profile,
    Seen,
    Way,
    aftermath,
)
from launchwatch.record.backtest import Mark, Scored, Tenth, backtest, mark, marks, ranking, tenths
from launchwatch.record.disk import write_whole
from launchwatch.record.folding import Folding, Vehicle, data_folder, load_folding
from launchwatch.record.forecast import CalibrationRow, Forecast, Judged, Judgement, forecast
from launchwatch.record.lines import Line, lines_of
from launchwatch.record.phases import Phase, Split, Weighed, kinds_of_stage, known_phases, split
from launchwatch.record.reference import Member, ReferenceClass, limits
from launchwatch.record.report import report
from launchwatch.record.table import CREDIT, Launch, Record, load_record
from launchwatch.record.trace import Step, Voice
from launchwatch.record.update import Updated, update
from launchwatch.record.windows import Announced, LaunchDays, announced, before_opening, launch_days

__all__ = [
    "CREDIT",
    "TOLD_FAILED",
    "TOLD_KIND",
    "TOLD_STAGE",
    "Aftermath",
    "Announced",
    "CalibrationRow",
    "Folding",
    "Forecast",
    "Judged",
    "Judgement",
    "Launch",
    "LaunchDays",
    "Line",
    "Mark",
    "Member",
    "Phase",
    "Profile",
    "Record",
    "ReferenceClass",
    "Scored",
    "Seen",
    "Split",
    "Step",
    "Tenth",
    "Updated",
    "Vehicle",
    "Voice",
    "Way",
    "Weighed",
    "aftermath",
    "announced",
    "backtest",
    "before_opening",
    "data_folder",
    "forecast",
    "kinds_of_stage",
    "known_phases",
    "launch_days",
    "limits",
    "lines_of",
    "load_folding",
    "load_record",
    "mark",
    "marks",
    "ranking",
    "report",
    "split",
    "tenths",
    "update",
    "write_whole",
]
