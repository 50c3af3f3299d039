"""The ledger: who said what, and what a computation says of it as of an instant.

>>> from launchwatch.ledger import in_words
>>> in_words(0.55, 0.8)
'likely, 55 to 80 %'
"""

from launchwatch.ledger.checks import (
    CheckedStatement,
    Tension,
    check_statements,
    claims_of,
    find_tensions,
    hedge_in_line,
)
from launchwatch.ledger.told import Claim
from launchwatch.ledger.tools import REASONS, TOOLS
from launchwatch.ledger.words import Band, band, find_band, in_words

__all__ = [
    "REASONS",
    "TOOLS",
    "Band",
    "CheckedStatement",
    "Claim",
    "Tension",
    "band",
    "check_statements",
    "claims_of",
    "find_band",
    "find_tensions",
    "hedge_in_line",
    "in_words",
]
