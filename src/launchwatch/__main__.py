"""`python -m launchwatch` is the command `launchwatch`."""

from __future__ import annotations

import sys

from launchwatch.cli import main

if __name__ == "__main__":
    sys.exit(main())
