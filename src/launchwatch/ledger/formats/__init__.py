"""The ledger in the formats of others: ClaimReview, STIX 2.1 and Web Annotation out, annotations in."""

from launchwatch.ledger.formats.annotation import read_annotations, write_annotations
from launchwatch.ledger.formats.claimreview import write_claim_reviews
from launchwatch.ledger.formats.stix import write_stix

__all__ = ["read_annotations", "write_annotations", "write_claim_reviews", "write_stix"]
