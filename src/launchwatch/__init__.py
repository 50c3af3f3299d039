"""launchwatch: from the published warning to the satellite overhead, every public claim tested."""

__version__ = "0.1.0"
