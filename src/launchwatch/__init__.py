"""launchwatch: from the published warning to the satellite overhead, every public claim on record and tested."""

__version__ = "0.1.0"
