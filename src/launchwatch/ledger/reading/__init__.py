"""Reading: from the text of a news story to the statements it attributes, each with its place in the text."""

from launchwatch.ledger.reading.amounts import Amount, amounts
from launchwatch.ledger.reading.dateline import dateline
from launchwatch.ledger.reading.hedges import Hedge, hedges
from launchwatch.ledger.reading.known import Source
from launchwatch.ledger.reading.matching import Group, Likeness, Matcher, Rendering, match, nearest
from launchwatch.ledger.reading.proposals import (
    Proposal,
    Proposals,
    propose,
    read_proposals,
    records_from,
)
from launchwatch.ledger.reading.reader import Proposed, read_news
from launchwatch.ledger.reading.review import review, terminal_key, terminal_line
from launchwatch.ledger.reading.tagger import load_tagger

__all__ = [
    "Amount",
    "Group",
    "Hedge",
    "Likeness",
    "Matcher",
    "Proposal",
    "Proposals",
    "Proposed",
    "Rendering",
    "Source",
    "amounts",
    "dateline",
    "hedges",
    "load_tagger",
    "match",
    "nearest",
    "propose",
    "read_news",
    "read_proposals",
    "records_from",
    "review",
    "terminal_key",
    "terminal_line",
]
