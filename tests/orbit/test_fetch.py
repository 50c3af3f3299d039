"""Fetching with a cache: who is asked, how often, what is kept, and what is said when it fails."""

from __future__ import annotations

import http.server
import json
import os
import sys
import threading
import types
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit import fetch, fetch_elements
from launchwatch.orbit.fetch import address_of, cache_folder, credentials

ROW = {
    "OBJECT_NAME": "X", "OBJECT_ID": "2026-200A", "EPOCH": "2026-08-01T00:00:00", "MEAN_MOTION": 15.2,
    "ECCENTRICITY": 0.001, "INCLINATION": 97.4, "RA_OF_ASC_NODE": 10, "ARG_OF_PERICENTER": 20,
    "MEAN_ANOMALY": 30, "NORAD_CAT_ID": 123456789,
}  # fmt: skip
ANSWER = json.dumps([ROW]).encode()


class Server:
    """Stands in for the network: gives what it is told to, and counts."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, request: urllib.request.Request) -> bytes:
        self.asked.append(request.full_url)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def refusal(code: int) -> urllib.error.HTTPError:
    return urllib.error.HTTPError("https://x", code, "Forbidden", Message(), None)


def age(folder: Path, seconds: float) -> None:
    """Make everything in the cache that much older."""
    for path in folder.iterdir():
        then = path.stat().st_mtime - seconds
        os.utime(path, (then, then))


def test_the_cache_answers_while_it_is_fresh_and_the_server_afterwards(tmp_path: Path) -> None:
    server = Server(ANSWER, ANSWER)
    first = fetch_elements("celestrak", "id", "123456789", folder=tmp_path, ask=server)
    again = fetch_elements("celestrak", "id", "123456789", folder=tmp_path, ask=server)
    assert len(server.asked) == 1
    assert first.octets == again.octets == ANSWER
    assert again.elements[0].identifier == "123456789"
    age(tmp_path, 7201.0)
    assert fetch_elements("celestrak", "id", "123456789", folder=tmp_path, ask=server).age_s == 0.0
    assert len(server.asked) == 2


def test_without_a_network_the_last_answer_serves_with_a_word_of_warning(tmp_path: Path) -> None:
    server = Server(ANSWER, OSError("no route"), refusal(403))
    fetch_elements("celestrak", "name", "SAT X", folder=tmp_path, ask=server)
    age(tmp_path, 10_000.0)
    found = fetch_elements("celestrak", "name", "SAT X", folder=tmp_path, ask=server)
    assert found.age_s >= 10_000.0 and "no answer (no route)" in found.note
    found = fetch_elements("celestrak", "name", "SAT X", folder=tmp_path, ask=server)
    assert "refused (403 Forbidden)" in found.note
    with pytest.raises(InputError, match=r"no answer: .*everything else works from files"):
        fetch_elements("celestrak", "name", "SAT Y", folder=tmp_path, ask=Server(OSError("no route")))


def test_a_refusal_is_not_asked_for_again_before_its_time(tmp_path: Path) -> None:
    server = Server(refusal(404), ANSWER)
    with pytest.raises(InputError, match="the server refused: 404 Forbidden"):
        fetch_elements("celestrak", "group", "actve", folder=tmp_path, ask=server)
    with pytest.raises(InputError, match=r"refused 0 minutes ago.*not asked again before 120 minutes"):
        fetch_elements("celestrak", "group", "actve", folder=tmp_path, ask=server)
    assert len(server.asked) == 1
    age(tmp_path, 7201.0)
    assert fetch_elements("celestrak", "group", "actve", folder=tmp_path, ask=server).elements
    assert not list(tmp_path.glob("*.refused"))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"No GP data found", "the answer is 'No GP data found'"),
        (b"[]", "no such object"),
        (b'[{"EPOCH": "never"}]', "MEAN_MOTION is missing"),
        (b"<html>", "the answer is '<html>'"),
    ],
)
def test_what_cannot_be_read_is_not_kept(tmp_path: Path, answer: bytes, message: str) -> None:
    with pytest.raises(ElementsError, match=message):
        fetch_elements("celestrak", "id", "5", folder=tmp_path, ask=Server(answer))
    assert not list(tmp_path.glob("*.json"))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("celestrak", "id", "58400&GROUP=active"), "a catalogue number"),
        (("celestrak", "id", "1234567890"), "a catalogue number"),
        (("celestrak", "launch", "2023-179A"), "as 2023-179"),
        (("celestrak", "group", "../x"), "a group of CelesTrak"),
        (("celestrak", "name", "X/format/tle"), "letters and digits"),
        (("celestrak", "id", "5", ("2026-01-01", "2026-02-01")), "serves no histories"),
        (("space-track", "group", "active"), "has no groups"),
        (("space-track", "id", "5", ("yesterday", "2026-02-01")), "'yesterday' is no date"),
    ],
)
def test_only_plain_questions_are_asked(asked: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        address_of(*asked)  # type: ignore[arg-type]


def test_the_addresses_of_space_track() -> None:
    now, then = address_of("space-track", "launch", "2023-179"), ("2026-01-01", "2026-02-01")
    assert now.startswith("https://www.space-track.org/") and "/class/gp/OBJECT_ID/~~2023-179/" in now
    assert "/gp_history/NORAD_CAT_ID/5/EPOCH/2026-01-01--2026-02-01/" in address_of(
        "space-track", "id", "5", then
    )
    with pytest.raises(InputError, match="celestrak or space-track"):
        fetch_elements("heavens", "id", "5")


def test_the_cache_lies_where_the_system_has_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "launchwatch" / "elements"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder().parts[-3:] == (".cache", "launchwatch", "elements")


def test_credentials_come_from_the_environment_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPACETRACK_PASSWORD", raising=False)
    monkeypatch.setenv("SPACETRACK_USER", "me")
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(InputError, match="set SPACETRACK_USER and SPACETRACK_PASSWORD"):
        credentials()
    ring = types.ModuleType("keyring")
    kept = types.SimpleNamespace(username="me", password="from the ring")
    ring.get_credential = lambda service, user: kept if service == "space-track.org" else None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert credentials() == ("me", "from the ring")
    monkeypatch.setenv("SPACETRACK_PASSWORD", "from the environment")
    assert credentials() == ("me", "from the environment")


@pytest.fixture
def space_track(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str, str]]]:
    """A server on this machine that behaves as Space-Track: a login with a cookie, then data."""
    seen: list[tuple[str, str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self, body: bytes, cookie: bool = False) -> None:
            self.send_response(200)
            if cookie:
                self.send_header("Set-Cookie", "chocolatechip=1; Path=/")
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            seen.append(("POST", self.path, form))
            good = "password=right" in form
            self.answer(b'""' if good else b'{"Login":"Failed"}', cookie=good)

        def do_GET(self) -> None:
            seen.append(("GET", self.path, self.headers.get("Cookie", "")))
            self.answer(ANSWER)

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setattr(fetch, "SPACE_TRACK", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("SPACETRACK_USER", "me@x.org")
    monkeypatch.setenv("SPACETRACK_PASSWORD", "right")
    yield seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_space_track_is_logged_into_asked_and_left(
    space_track: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    found = fetch_elements("space-track", "id", "123456789", folder=tmp_path)
    assert found.elements[0].identifier == "123456789"
    assert [kind for kind, _, _ in space_track] == ["POST", "GET", "GET"]
    assert space_track[0][1:] == ("/ajaxauth/login", "identity=me%40x.org&password=right")
    assert space_track[1][2] == "chocolatechip=1"
    assert space_track[2][1] == "/ajaxauth/logout"
    assert not any(b"right" in path.read_bytes() for path in tmp_path.iterdir())


def test_wrong_credentials_are_one_sentence(
    space_track: list[tuple[str, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPACETRACK_PASSWORD", "wrong")
    with pytest.raises(InputError, match="does not take the credentials") as caught:
        fetch_elements("space-track", "id", "5", folder=tmp_path)
    assert "wrong" not in str(caught.value)
    monkeypatch.setenv("SPACETRACK_PASSWORD", "right")
    monkeypatch.setattr(fetch, "LARGEST", 10)
    with pytest.raises(InputError, match="more than 0 MB"):
        fetch_elements("space-track", "id", "5", folder=tmp_path)


def test_celestrak_is_asked_without_an_account(
    space_track: list[tuple[str, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "CELESTRAK", f"{fetch.SPACE_TRACK}/gp.php")
    assert fetch_elements("celestrak", "id", "5", folder=tmp_path).elements
    assert space_track == [("GET", "/gp.php?CATNR=5&FORMAT=JSON", "")]
