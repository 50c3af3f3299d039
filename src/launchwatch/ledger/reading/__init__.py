"""Reading: from the text of a news story to the statements it attributes, each with its place in the text."""

from launchwatch.ledger.reading.amounts import Amount, amounts
from launchwatch.ledger.reading.hedges import Hedge, hedges
from launchwatch.ledger.reading.reader import Proposed, read_news
from launchwatch.ledger.reading.sources import Source, dateline

__all__ = ["Amount", "Hedge", "Proposed", "Source", "amounts", "dateline", "hedges", "read_news"]
