"""The ledger: who said what, and what a computation says of it as of an instant.

>>> from launchwatch.ledger import in_words
>>> in_words(0.55, 0.8)
'likely, 55 to 80 %'
"""

from launchwatch.ledger.checks import REASONS, CheckedStatement, check_statements, hedge_in_line
from launchwatch.ledger.words import Band, band, find_band, in_words

__all__ = [
    "REASONS",
    "Band",
    "CheckedStatement",
    "band",
    "check_statements",
    "find_band",
    "hedge_in_line",
    "in_words",
]
