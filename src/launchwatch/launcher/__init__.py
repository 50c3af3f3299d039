"""Launchers and launch sites, every figure sourced, every guess labelled.

>>> from launchwatch.launcher import load_launcher
>>> launcher = load_launcher("Chollima-1")
>>> [stage.name for stage in launcher.stages]
['stage 1', 'stage 2', 'stage 3']
"""

from launchwatch.launcher.closure import (
    ClosureRow,
    closure,
    ideal_delta_v,
    lift_off_mass,
    thrust_to_weight,
)
from launchwatch.launcher.figure import Figure
from launchwatch.launcher.library import launcher_names, load_launcher
from launchwatch.launcher.parts import Burn, Drag, Fairing, Motor, Stage, StrapOn
from launchwatch.launcher.schema import Launcher
from launchwatch.launcher.sites import Pad, Site, load_site, site_names

__all__ = [
    "Burn",
    "ClosureRow",
    "Drag",
    "Fairing",
    "Figure",
    "Launcher",
    "Motor",
    "Pad",
    "Site",
    "Stage",
    "StrapOn",
    "closure",
    "ideal_delta_v",
    "launcher_names",
    "lift_off_mass",
    "load_launcher",
    "load_site",
    "site_names",
    "thrust_to_weight",
]
