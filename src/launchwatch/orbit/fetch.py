"""Element sets from CelesTrak or Space-Track, kept in a cache, asked for no more often than they ask to be.

The only module of the room that uses the network. An answer that has been read without a fault is kept beside
the address it came from; until it is `HOLD_S` old the cache answers, and so it does, with a word of warning,
when there is no network. A refusal of the server is remembered as long, so that a mistyped name is not asked
again and again. Space-Track wants an account: `SPACETRACK_USER` and `SPACETRACK_PASSWORD` in the environment,
or a password under `space-track.org` in the keyring of the system (package `keyring`). They are sent to that
host alone, over https, and written nowhere.

Sources: CelesTrak, GP data query (gp.php) and usage policy (data change every two hours); Space-Track, API
use guidelines (class gp once an hour, gp_history once for ever).
"""

from __future__ import annotations

import hashlib
import http.client
import http.cookiejar
import os
import re
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from launchwatch import __version__
from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.read import LARGEST, read_elements

TIMEOUT_S: Final = 60.0
#: How long an answer stands before the server is asked again, s.
HOLD_S: Final = {"celestrak": 7200.0, "space-track": 3600.0}
#: Where the two live, and what they call the same thing.
CELESTRAK: Final = "https://celestrak.org/NORAD/elements/gp.php"
SPACE_TRACK: Final = "https://www.space-track.org"
_CELESTRAK = {"id": "CATNR", "launch": "INTDES", "group": "GROUP", "name": "NAME"}
_SPACE_TRACK = {"id": "NORAD_CAT_ID/{}", "launch": "OBJECT_ID/~~{}", "name": "OBJECT_NAME/~~{}"}

#: Takes a request and gives the answer's octets; the default is the network.
Ask = Callable[[urllib.request.Request], bytes]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found: the sets, the octets as they came, the address, and how old the answer is (s)."""

    elements: list[Elements]
    octets: bytes
    address: str
    age_s: float
    note: str = ""


def address_of(site: str, by: str, value: str, history: tuple[str, str] | None = None) -> str:
    """The address that answers: `by` is id, launch (2023-179), group or name; `history` two dates.

    >>> address_of("celestrak", "id", "58400")
    'https://celestrak.org/NORAD/elements/gp.php?CATNR=58400&FORMAT=JSON'
    """
    rule, mend = {
        "id": (r"\d{1,9}", "a catalogue number of one to nine digits"),
        "launch": (r"\d{4}-\d{3}", "year and number of the launch, as 2023-179"),
        "group": (r"[A-Za-z0-9-]{2,40}", "a group of CelesTrak, as active or stations"),
        "name": (r"[A-Za-z0-9 ().-]{2,40}", "a part of a name, letters and digits"),
    }[by]
    if not re.fullmatch(rule, value, re.ASCII):
        raise InputError(f"{value[:60]!r}", where=f"--{by}", mend=f"give {mend}")
    if site == "celestrak":
        if history:
            raise InputError("CelesTrak serves no histories", where="--from", mend="use --site space-track")
        return f"{CELESTRAK}?{_CELESTRAK[by]}={urllib.parse.quote(value)}&FORMAT=JSON"
    if by == "group":
        raise InputError("Space-Track has no groups", where="--group", mend="use --site celestrak")
    wanted = _SPACE_TRACK[by].format(urllib.parse.quote(value))
    if history is None:
        return f"{SPACE_TRACK}/basicspacedata/query/class/gp/{wanted}/orderby/NORAD_CAT_ID/format/json"
    for day in history:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            raise InputError(f"{day[:40]!r} is no date", where="--from, --to", mend="write 2026-08-01")
    span = f"EPOCH/{history[0]}--{history[1]}"
    return f"{SPACE_TRACK}/basicspacedata/query/class/gp_history/{wanted}/{span}/orderby/EPOCH/format/json"


def cache_folder() -> Path:
    """Where answers are kept: `$XDG_CACHE_HOME` or `~/.cache`, under launchwatch/elements."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if home else Path.home() / ".cache") / "launchwatch" / "elements"


def fetch_elements(
    site: str,
    by: str,
    value: str,
    *,
    history: tuple[str, str] | None = None,
    folder: Path | None = None,
    ask: Ask | None = None,
    now: Callable[[], float] = time.time,
) -> Fetched:
    """The sets that CelesTrak or Space-Track has of it, from the cache while that is fresh.

    Raises InputError where neither the server nor the cache has an answer, and ElementsError where the
    answer cannot be read.
    """
    if site not in HOLD_S:
        raise InputError(f"no site {site!r}", mend="celestrak or space-track")
    address = address_of(site, by, value, history)
    stem = (folder or cache_folder()) / hashlib.sha256(address.encode()).hexdigest()[:24]
    kept, refused = stem.with_suffix(".json"), stem.with_suffix(".refused")
    age = _age(kept, now())
    if age is not None and age < HOLD_S[site]:
        return _read(kept.read_bytes(), address, age)
    since = _age(refused, now())
    if since is not None and since < HOLD_S[site]:
        raise InputError(
            f"refused {since / 60:.0f} minutes ago: {refused.read_text(encoding='utf-8')[:200]}",
            where=address,
            mend=f"not asked again before {(HOLD_S[site] - since) / 60:.0f} minutes have gone",
        )
    try:
        octets = (ask or _asker(site))(_request(address))
        found = _read(octets, address, 0.0)
    except (urllib.error.HTTPError, ElementsError) as error:
        _write(refused, str(error).encode())
        if isinstance(error, ElementsError):
            raise
        if age is not None:
            said = f"the server refused ({error.code} {error.reason}); this is the last answer kept"
            return _read(kept.read_bytes(), address, age, said)
        raise InputError(
            f"the server refused: {error.code} {error.reason}", where=address, mend="check the name"
        ) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        if age is None:
            raise InputError(
                f"no answer: {reason}", where=address, mend="everything else works from files"
            ) from None
        return _read(kept.read_bytes(), address, age, f"no answer ({reason}); this is the last one kept")
    _write(kept, octets)
    refused.unlink(missing_ok=True)
    return found


def _age(path: Path, now: float) -> float | None:
    """How long ago the file was written, s; None where there is none."""
    try:
        return max(now - path.stat().st_mtime, 0.0)
    except OSError:
        return None


def _read(octets: bytes, address: str, age: float, note: str = "") -> Fetched:
    text = octets.decode("utf-8", errors="replace").strip()
    if text[:1] not in ("[", "{"):
        raise ElementsError(f"the answer is {text[:80]!r}", where=address, mend="check the name")
    sets = read_elements(text) if text != "[]" else []
    if not sets:
        raise ElementsError("the server has no such object", where=address, mend="check the name")
    return Fetched(sets, octets, address, age, note)


def _write(path: Path, octets: bytes) -> None:
    """Write whole, beside and renamed: two that fetch at once leave one good file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".part", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(octets)
    Path(name).replace(path)


def _request(address: str, form: dict[str, str] | None = None) -> urllib.request.Request:
    data = urllib.parse.urlencode(form).encode() if form else None
    return urllib.request.Request(address, data=data, headers={"User-Agent": f"launchwatch/{__version__}"})


def _asker(site: str) -> Ask:
    """The network: for Space-Track with a session, which is ended when the answer is there."""
    if site == "celestrak":
        return _over(urllib.request.build_opener())
    user, password = credentials()
    session = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    get = _over(urllib.request.build_opener(session))

    def ask(request: urllib.request.Request) -> bytes:
        said = get(_request(f"{SPACE_TRACK}/ajaxauth/login", {"identity": user, "password": password}))
        if b"Failed" in said[:200]:
            raise InputError("Space-Track does not take the credentials", mend="check user and password")
        try:
            return get(request)
        finally:
            get(_request(f"{SPACE_TRACK}/ajaxauth/logout"))

    return ask


def _over(opener: urllib.request.OpenerDirector) -> Ask:
    def ask(request: urllib.request.Request) -> bytes:
        with opener.open(request, timeout=TIMEOUT_S) as answer:
            octets: bytes = answer.read(LARGEST + 1)
        if len(octets) > LARGEST:
            raise InputError(f"more than {LARGEST // 10**6} MB", where=request.full_url)
        return octets

    return ask


def credentials() -> tuple[str, str]:
    """User and password for Space-Track, from the environment or else the keyring.

    Raises InputError with the way to give them.
    """
    user, password = os.environ.get("SPACETRACK_USER", ""), os.environ.get("SPACETRACK_PASSWORD", "")
    if user and password:
        return user, password
    try:
        import keyring

        kept = keyring.get_credential("space-track.org", user or None)
    except Exception:  # not installed, locked, or without a backend: each has errors of its own
        kept = None
    if kept is None:
        raise InputError(
            "Space-Track wants an account",
            mend="set SPACETRACK_USER and SPACETRACK_PASSWORD, or `keyring set space-track.org USER`",
        )
    return str(kept.username), str(kept.password)
