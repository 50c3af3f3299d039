"""The documentation: Sphinx with MyST pages, and a reference made from the code at every build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import launchwatch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "scripts"))

project = "launchwatch"
author = "The launchwatch authors"
copyright = author
version = release = launchwatch.__version__
extensions = ["myst_parser"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "launchwatch"
html_copy_source = False
html_show_sourcelink = False


def setup(app: Any) -> None:
    """Write the pages of the rooms before Sphinx looks for pages."""
    import room_reference

    app.connect("config-inited", lambda *_: room_reference.write(HERE / "reference" / "rooms"))
