"""The case folder: everything known about one launch, every item dated and sourced, seen as of an instant.

>>> from launchwatch.case import load_case
>>> view = load_case("cases/malligyong-1").as_of("2023-11-21T12:00Z")  # doctest: +SKIP
>>> view.window.begin, len(view.areas), view.hidden  # doctest: +SKIP
"""

from launchwatch.case.areas import CaseArea
from launchwatch.case.observations import CaseObservation
from launchwatch.case.positions import Spot
from launchwatch.case.problems import CaseFileError
from launchwatch.case.read import load_case
from launchwatch.case.schema import (
    Aim,
    AirEntry,
    Attempt,
    CameraEntry,
    Judgement,
    Override,
    Place,
    Statement,
    Unknown,
    Window,
)
from launchwatch.case.template import new_case
from launchwatch.case.view import Case, CaseElements, CasePad, CaseSource, CaseView

__all__ = [
    "Aim",
    "AirEntry",
    "Attempt",
    "CameraEntry",
    "Case",
    "CaseArea",
    "CaseElements",
    "CaseFileError",
    "CaseObservation",
    "CasePad",
    "CaseSource",
    "CaseView",
    "Judgement",
    "Override",
    "Place",
    "Spot",
    "Statement",
    "Unknown",
    "Window",
    "load_case",
    "new_case",
]
