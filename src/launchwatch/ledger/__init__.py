"""The ledger: who said what, and what a computation says of it as of an instant.

>>> from launchwatch.ledger import in_words
>>> in_words(0.55, 0.8)
'likely, 55 to 80 %'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from launchwatch.ledger.audit import Defect, audit, find_circles
from launchwatch.ledger.checking import Checked, checks_to_json, records_of, run_checks
from launchwatch.ledger.checks import (
    CheckedStatement,
    Tension,
    check_statements,
    claims_of,
    count_hidden,
    find_tensions,
    hedge_in_line,
)
from launchwatch.ledger.claims import reached_orbit
from launchwatch.ledger.formats import read_annotations, write_annotations, write_claim_reviews, write_stix
from launchwatch.ledger.lines import read_lines
from launchwatch.ledger.records import Record, Statement
from launchwatch.ledger.store import Store, open_store
from launchwatch.ledger.told import Claim
from launchwatch.ledger.tools import REASONS, TOOLS
from launchwatch.ledger.track import TrackRecord, track
from launchwatch.ledger.view import Ledger
from launchwatch.ledger.words import Band, band, find_band, in_words

if TYPE_CHECKING:
    from launchwatch.ledger.reading import (
        Proposal,
        Proposals,
        Proposed,
        load_tagger,
        match,
        nearest,
        propose,
        read_news,
        read_proposals,
        records_from,
        review,
        terminal_key,
        terminal_line,
    )

__all__ = [
    "REASONS",
    "TOOLS",
    "Band",
    "Checked",
    "CheckedStatement",
    "Claim",
    "Defect",
    "Ledger",
    "Proposal",
    "Proposals",
    "Proposed",
    "Record",
    "Statement",
    "Store",
    "Tension",
    "TrackRecord",
    "audit",
    "band",
    "check_statements",
    "checks_to_json",
    "claims_of",
    "count_hidden",
    "find_band",
    "find_circles",
    "find_tensions",
    "hedge_in_line",
    "in_words",
    "load_tagger",
    "match",
    "nearest",
    "open_store",
    "propose",
    "reached_orbit",
    "read_annotations",
    "read_lines",
    "read_news",
    "read_proposals",
    "records_from",
    "records_of",
    "review",
    "run_checks",
    "terminal_key",
    "terminal_line",
    "track",
    "write_annotations",
    "write_claim_reviews",
    "write_stix",
]


def __getattr__(name: str) -> Any:
    """What reads news is loaded when it is first asked for: its patterns take a fifth of a second."""
    if name not in __all__:
        raise AttributeError(f"module 'launchwatch.ledger' has no attribute '{name}'")
    return getattr(import_module("launchwatch.ledger.reading"), name)
