"""Checked statements as schema.org ClaimReview, in JSON-LD.

One `ClaimReview` a statement: what was said in our own words, who said it, where it appeared, and the
verdict.  The verdict is in `alternateName`; the number beside it runs from 1 (contradicts) to 5
(supports), and there is none where nothing could be tested, since no number says that.  `url` is the
place of the review: search engines want it on the site that publishes it, so give yours; without one it
points into `brief.html`.

Source: https://schema.org/ClaimReview; the required and recommended properties are those of Google's page
on fact-check markup (claimReviewed, reviewRating, url; author, itemReviewed).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from launchwatch import __version__
from launchwatch.ledger.records import Check
from launchwatch.ledger.told import Claim
from launchwatch.ledger.view import Ledger

RATING = {"contradicts": 1, "open": 3, "supports": 5}
BASE = "brief.html"
PEOPLE = ("minister", "lawmaker", "scientist", "analyst", "spokesperson")


def write_claim_reviews(
    rows: Sequence[tuple[Claim, Check]], ledger: Ledger, base: str = BASE
) -> dict[str, Any]:
    """The reviews of all statements as one JSON-LD document."""
    graph = [_review(claim, check, ledger, base) for claim, check in rows]
    return {"@context": "https://schema.org", "@graph": graph}


def _review(claim: Claim, check: Check, ledger: Ledger, base: str) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": check.verdict}
    if check.verdict in RATING:
        rating |= {"ratingValue": RATING[check.verdict], "worstRating": 1, "bestRating": 5}
    if check.figure:
        rating["ratingExplanation"] = check.figure
    item: dict[str, Any] = {
        "@type": "Claim",
        "author": _speaker(claim, ledger),
        "datePublished": claim.published.isoformat(),
    }
    places = _appearances(claim, ledger)
    if places:
        item |= {"firstAppearance": places[0], "appearance": places}
    return {
        "@type": "ClaimReview",
        "@id": f"{base}#statement-{quote(claim.id)}",
        "url": f"{base}#statement-{quote(claim.id)}",
        "claimReviewed": claim.said,
        "datePublished": check.as_of.isoformat(),
        "author": {"@type": "Organization", "name": f"launchwatch {__version__}"},
        "itemReviewed": item,
        "reviewRating": rating,
        "reviewBody": check.reason,
    }


def _speaker(claim: Claim, ledger: Ledger) -> dict[str, str]:
    """The origin, a person where its role in a chain says so."""
    roles = {h.name: h.role for r in ledger.reports_of(claim.id) for h in r.chain}
    person = roles.get(claim.speaker, "") in PEOPLE
    return {"@type": "Person" if person else "Organization", "name": claim.speaker}


def _appearances(claim: Claim, ledger: Ledger) -> list[dict[str, Any]]:
    """The documents in which it was reported, in order; those of a case file by their source alone."""
    found: list[dict[str, Any]] = []
    for report in ledger.reports_of(claim.id):
        document = ledger.documents.get(report.document)
        if document is None:
            continue
        work: dict[str, Any] = {
            "@type": "NewsArticle" if document.outlet else "CreativeWork",
            "name": document.title,
            "datePublished": report.date.isoformat(),
            "inLanguage": document.language,
        }
        if document.address:
            work["url"] = document.address
        if document.outlet:
            work["publisher"] = {"@type": "Organization", "name": document.outlet}
        found.append(work)
    if found:
        return found
    return [{"@type": "CreativeWork", "name": s} for s in claim.source.split("; ") if s]
