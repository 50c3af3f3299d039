"""A writer in a process of its own: `writers.py PLACE NAME COUNT`, or without COUNT until it is killed.

Each record is added in a call of its own and then named on standard output.
"""

from __future__ import annotations

import sys
from itertools import count, islice

from launchwatch.ledger.records import Statement
from launchwatch.ledger.store import open_store

WHEN = "2023-11-01T09:00:00Z"


def main(place: str, name: str, many: int | None = None) -> None:
    """Write."""
    store = open_store(place)
    for k in islice(count(), many):
        said = "x" * 2000 if many is None else "the satellite was launched"
        one = Statement(id=f"{name}-{k}", recorded=WHEN, origin="the agency", said=said)
        shared = Statement(id="shared", recorded=WHEN, origin="the agency", said="seen by all")
        store.add([one] if many is None else [one, shared])
        print(one.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
