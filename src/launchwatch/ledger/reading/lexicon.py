"""The words the rules go by: verbs of speech, nouns for sources, news outlets, places, times.

All are lower case unless they are names.  Plain lists, so that a person can add a word and see what changes
with `benchmarks/ledger_reading.py`.
"""

from __future__ import annotations

from launchwatch.ledger.reading.vocabulary import forms, words

STRONG = forms("lexicon.strong")
"""Verbs that carry a statement, with or without 'that', by every form that counts as one."""

NOUNS_TOO = words("lexicon.nouns_too")
_NOUNS_OR_VERBS = {form: STRONG.pop(form) for form in sorted(NOUNS_TOO) if form in STRONG}

THAT_ONLY = _NOUNS_OR_VERBS | forms("lexicon.that_only")
"""Verbs, and forms that are nouns as well, that carry a statement only where 'that' follows."""

NEEDS_THAT = words("lexicon.needs_that")
"""Of the strong verbs, those after which a clause without 'that' is believed only if it holds a finite
verb."""

TAKES_OBJECT = words("lexicon.takes_object")

NOUN_CONTENT = words("lexicon.noun_content") | {
    "acknowledged",
    "admitted",
    "reported",
    "warned",
    "disclosed",
    "dispute",
    "disputes",
    "disputed",
    "refuted",
    "reject",
}
"""Verbs whose object may be what was said: 'announced the closure', 'denied any violation'."""

DENIALS = words("lexicon.denials")
DENIED_NOUNS = words("lexicon.denied_nouns")
PROMISES = words("lexicon.promises")
"""Verbs whose infinitive is what was said."""

CALLS = words("lexicon.calls")
"""Verbs that name a thing; what stands in quotation marks after them was said."""

PARTICIPLES = words("lexicon.participles")

BE = words("lexicon.be")
AUXILIARIES = BE | words("lexicon.auxiliaries")
FINITE = AUXILIARIES | words("lexicon.finite")
"""Words that are finite verbs, or nearly always so; a past tense in -ed is told by its ending."""

NOT_PAST = words("lexicon.not_past")

ADVERBS = words("lexicon.adverbs")
"""What may stand between a subject and its verb of speech."""

NEGATIONS = words("lexicon.negations")

DAYS = words("lexicon.days")
MONTHS = words("lexicon.months")
TIMES = DAYS | (MONTHS - {"may", "mar", "march"}) | words("lexicon.times")

PREPOSITIONS = words("lexicon.prepositions")
"""What a closing remark after the verb of speech may begin with."""

SUBORDINATORS = words("lexicon.subordinators")

TALKS = words("lexicon.talks")
"""Where a thing is said: nouns that may close 'in a statement', 'at a briefing'."""

AUDIENCE = words("lexicon.audience")

OUTLETS = words("lexicon.outlets")
WIRES = {
    "reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "afp": "AFP",
    "yonhap": "Yonhap",
    "kcna": "KCNA",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "tass": "TASS",
    "xinhua": "Xinhua",
    "bloomberg": "Bloomberg",
    "dpa": "dpa",
    "upi": "UPI",
    "interfax": "Interfax",
    "ria novosti": "RIA Novosti",
    "efe": "EFE",
    "ansa": "ANSA",
    "pti": "PTI",
    "ani": "ANI",
    "voa": "VOA",
    "rfa": "RFA",
    "cnn": "CNN",
    "bbc": "BBC",
    "sputnik": "Sputnik",
    "anadolu": "Anadolu",
    "nhk": "NHK",
    "kbs": "KBS",
    "irna": "IRNA",
    "bernama": "Bernama",
    "ians": "IANS",
}
"""News agencies by the name that stands in a dateline."""
