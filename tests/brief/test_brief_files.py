"""The files of a brief on disk: the old set or the new one, never a mixture that goes unnoticed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from launchwatch.brief import files
from launchwatch.brief.files import MANIFEST, check_files, write_files
from launchwatch.errors import InputError

OLD = {"brief.html": "old page", "brief.json": "{}", "flights.parquet": b"\x00\x01"}
NEW = {"brief.html": "new page, ± 5 km", "brief.json": '{"a": 1}', "flights.parquet": b"\x02" * 9}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != MANIFEST}


def as_bytes(texts: dict[str, str] | dict[str, bytes] | dict[str, str | bytes]) -> dict[str, bytes]:
    return {k: v.encode() if isinstance(v, str) else v for k, v in texts.items()}


def left_over(folder: Path) -> list[str]:
    return [p.name for p in folder.parent.iterdir() if ".part-" in p.name]


@pytest.fixture(params=["swap", "one by one"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "one by one":
        monkeypatch.setattr(files, "exchange", lambda a, b: False)
    return str(request.param)


def test_a_new_folder_holds_all_files_and_a_manifest(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    paths = write_files(out, OLD)
    assert [p.name for p in paths] == [*OLD, MANIFEST] and all(p.is_file() for p in paths)
    assert contents(out) == as_bytes(OLD) and check_files(out) == [] and left_over(out) == []


def test_a_second_run_replaces_the_first_and_keeps_what_is_not_its_own(tmp_path: Path, way: str) -> None:
    out = tmp_path / "out"
    write_files(out, OLD)
    (out / "notes.txt").write_text("mine")
    out.chmod(0o750)
    write_files(str(out), NEW)
    assert contents(out) == as_bytes(NEW) | {"notes.txt": b"mine"}
    assert check_files(out) == [] and left_over(out) == [] and out.stat().st_mode & 0o777 == 0o750


def test_a_folder_with_folders_in_it_keeps_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "inner").mkdir(parents=True)
    (out / "inner" / "x").write_text("x")
    write_files(out, NEW)
    assert (out / "inner" / "x").read_text() == "x" and check_files(out) == []


def test_a_folder_we_stand_in_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_files(out, OLD)
    monkeypatch.chdir(out)
    number = out.stat().st_ino
    write_files(".", NEW)
    assert out.stat().st_ino == number and contents(out) == as_bytes(NEW)


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    write_files(link, NEW)
    assert link.is_symlink() and contents(tmp_path / "real") == as_bytes(NEW)


def test_a_file_system_without_hard_links_is_served_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write_files(out, OLD)
    (out / "notes.txt").write_text("mine")

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write_files(out, NEW)
    assert contents(out) == as_bytes(NEW) | {"notes.txt": b"mine"} and check_files(out) == []


def test_a_mixed_set_is_recognised(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_files(out, OLD)
    (out / "brief.html").write_text("of another run")
    (out / "brief.json").unlink()
    assert check_files(out) == ["brief.html", "brief.json"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_full_or_broken_disk_ends_in_one_sentence_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    out = tmp_path / "out"
    write_files(out, OLD)
    calls = []

    def fails(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(InputError) as caught:
        write_files(out, NEW)
    text = str(caught.value)
    assert "\n" not in text and str(out) in text and "cannot be written" in text
    assert contents(out) == as_bytes(OLD) and check_files(out) == [] and left_over(out) == []


def test_a_real_full_disk_is_told_as_such(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys\n"
        "from launchwatch.brief.files import write_files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_files(sys.argv[1], {'a': 'x' * 5000})\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "out")], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("InputError") and done.stdout.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    for out in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(InputError, match="file, not a folder"):
            write_files(out, NEW)
    assert (tmp_path / "out").read_text() == "a file" and len(list(tmp_path.iterdir())) == 1


def test_where_the_parent_is_closed_the_folder_itself_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write_files(out, OLD)
    make = files.tempfile.mkdtemp

    def closed(prefix: str, dir: Path) -> str:
        if dir == tmp_path:
            raise PermissionError(errno.EACCES, "closed")
        return make(prefix=prefix, dir=dir)

    monkeypatch.setattr(files.tempfile, "mkdtemp", closed)
    write_files(out, NEW)
    assert contents(out) == as_bytes(NEW) and check_files(out) == []
    with pytest.raises(InputError, match="not permitted"):
        write_files(tmp_path / "other", NEW)


def test_what_a_killed_run_left_is_swept_and_a_living_run_is_spared(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    dead, alive = tmp_path / f".out.part-{ended.pid}-x", tmp_path / f".out.part-{os.getppid()}-y"
    for folder in (dead, alive):
        folder.mkdir()
    write_files(out, NEW)
    assert not dead.exists() and alive.exists()


def test_names_that_would_leave_the_folder_are_a_fault_of_the_program(tmp_path: Path) -> None:
    for name in ("../x", "a/b", "", "..", MANIFEST):
        with pytest.raises(ValueError, match="plain file name"):
            write_files(tmp_path / "out", {name: "x"})
    assert list(tmp_path.iterdir()) == []


def test_other_systems_have_no_swap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not files.exchange(tmp_path, tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(files.ctypes, "CDLL", lambda *_, **__: object())
    assert not files.exchange(tmp_path, tmp_path)


KILLER = """
import os, signal, sys, time
from launchwatch.brief.files import write_files
for k in range(40):
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        run = 0
        while True:
            run += 1
            names = ("brief.html", "brief.json", "path.kml")
            write_files(sys.argv[1], {name: f"run {k}-{run} " * 2000 for name in names})
            os.write(tell, b"x")
    os.read(told, 1)  # one whole set has been acknowledged
    time.sleep(0.0007 * k)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(told), os.close(tell)
    print(sys.argv[1], flush=True)
    sys.stdin.readline()  # until the test has looked
"""


def test_a_run_killed_at_any_instant_leaves_the_old_set_or_the_new_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", KILLER, str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as killer:
        assert killer.stdout is not None and killer.stdin is not None
        looked = 0
        while killer.stdout.readline():
            assert check_files(out) == []
            assert len({p.read_text().split()[1] for p in out.iterdir() if p.name != MANIFEST}) == 1
            looked += 1
            killer.stdin.write("go on\n")
            killer.stdin.flush()
    assert looked == 40
