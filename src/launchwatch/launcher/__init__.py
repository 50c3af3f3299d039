"""Launchers and launch sites, every figure sourced, every guess labelled.

>>> from launchwatch.launcher import load_launcher
>>> launcher = load_launcher("Chollima-1")
>>> [stage.name for stage in launcher.stages]
['stage 1', 'stage 2', 'stage 3']
"""

from launchwatch.launcher.closure import ClosureRow, closure
from launchwatch.launcher.figure import Figure
from launchwatch.launcher.library import launcher_names, load_launcher
from launchwatch.launcher.schema import Drag, Fairing, Launcher, Stage, StrapOn
from launchwatch.launcher.sites import Pad, Site, load_site, site_names

__all__ = [
    "ClosureRow",
    "Drag",
    "Fairing",
    "Figure",
    "Launcher",
    "Pad",
    "Site",
    "Stage",
    "StrapOn",
    "closure",
    "launcher_names",
    "load_launcher",
    "load_site",
    "site_names",
]
