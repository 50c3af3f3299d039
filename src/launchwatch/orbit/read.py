"""One door for element sets: a file or its text, in whatever form it comes."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from launchwatch.errors import ElementsError
from launchwatch.orbit import omm, omm_xml, tle
from launchwatch.orbit.elements import Elements

#: A catalogue of all objects is some 10 MB as XML-free text; beyond this a file is not one.
LARGEST = 50_000_000
#: Two element lines, whatever name stands before them.
_TWO_LINES = re.compile(r"^1 [ A-Z0-9]{5}[^\n]{53,}\n2 [ A-Z0-9]{5}", re.MULTILINE)

#: Other messages of the CCSDS, by the keyword or the tag they begin with.
_OTHER_KINDS = {
    "OPM": "an Orbit Parameter Message (one state)",
    "OEM": "an Orbit Ephemeris Message (states over time)",
    "CDM": "a Conjunction Data Message",
    "AEM": "an attitude message",
    "APM": "an attitude message",
    "TDM": "a tracking message",
}
_OF_STATES = ("OPM", "OEM", "CDM")
_FORMS = "give TLE, or OMM as JSON, XML, KVN or CSV"
_KINDS = "|".join(_OTHER_KINDS)
_KEYWORD = re.compile(rf"^[ \t]*CCSDS_({_KINDS})_VERS[ \t]*=", re.MULTILINE)
_TAG = re.compile(rf"<({_KINDS.lower()})[\s>]")


def _other_kind(text: str) -> str:
    """Which other message of the standard a text is, or ""."""
    start = text[:4000].lstrip("\ufeff \t\r\n")
    found = (_TAG if start[:1] == "<" else _KEYWORD).search(start)
    return found[1].upper() if found else ""


def holds_states(source: str | Path) -> bool:
    """Whether a file or a text is a message of states (OPM, OEM, CDM), which `read_state_messages` takes."""
    return _other_kind(text_of(source)[0]) in _OF_STATES


def read_elements(source: str | Path, *, problems: list[ElementsError] | None = None) -> list[Elements]:
    """Element sets of a file (also .gz) or of a text, in their order.

    TLE and 3LE, OMM as JSON, XML, KVN or CSV: told apart by what stands there, not by the name. A string
    with a line break, or one that begins as JSON or XML does, is taken as text, any other as a path.

    Raises ElementsError with file, line and mend at the first bad set; with a list of `problems`, bad sets
    are put into it and the good ones are returned.
    """
    text, file = text_of(source)
    if kind := _other_kind(text):
        raise ElementsError(
            f"this is {_OTHER_KINDS[kind]}, which holds no element sets",
            where=file or "text",
            mend="`elements show` and `elements fit` take it" if kind in _OF_STATES else _FORMS,
        )
    found: list[Elements] = []
    for item in _sets(text, file):
        if isinstance(item, Elements):
            found.append(item)
        elif problems is None:
            raise item
        else:
            problems.append(item)
    if not found and not problems:
        first = next((n for n, line in enumerate(text.splitlines(), start=1) if line.strip()), 1)
        raise ElementsError("no element sets", where=f"{file or 'text'}, line {first}", mend=_FORMS)
    return found


def _sets(text: str, file: str) -> Iterator[Elements | ElementsError]:
    if _TWO_LINES.search(text):
        return tle.read_tle(text.lstrip("\ufeff"), file)
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "["):
        return omm.read_json(start, file)
    if start[:1] == "<":
        return omm_xml.read_xml(start, file)
    header = start.split("\n", 1)[0]
    if "," in header and "MEAN_MOTION" in header:
        return omm.read_csv(text.lstrip("\ufeff"), file)
    if re.search(r"^[ \t]*CCSDS_OMM_VERS[ \t]*=", text, re.MULTILINE):
        return omm.read_kvn(text.lstrip("\ufeff"), file)
    return tle.read_tle(text.lstrip("\ufeff"), file)


def text_of(source: str | Path) -> tuple[str, str]:
    """The text of a file or the text itself, and the name of the file (empty for a text)."""
    if isinstance(source, str) and ("\n" in source or source.lstrip()[:1] in ("{", "[", "<")):
        return source, ""
    path = Path(source)
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise ElementsError("larger than 50 MB", where=str(path), mend="split it")
        return raw.decode("utf-8"), str(path)
    except UnicodeDecodeError:
        raise ElementsError("not text", where=str(path), mend="element sets are plain text") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise ElementsError("the compressed file is damaged", where=str(path), mend="get it anew") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        raise ElementsError(
            reason[0].lower() + reason[1:], where=str(path)[:200], mend="check the path"
        ) from None
