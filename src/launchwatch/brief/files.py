"""The files of a brief on disk: all of them, or the ones that were there before.

Everything is first written into a new folder beside the target (same file system) and synced. Then it is
made visible in the strongest way the file system allows:

1. The target does not exist: the new folder takes its name, in one step.
2. The target holds nothing but files, and the system can swap two folders in one step (Linux
   `renameat2` with `RENAME_EXCHANGE`): files that are not of the set are linked into the new folder, the
   two folders swap names, and the old one is removed.
3. Otherwise the files are renamed into the target one by one, the manifest last.

In 1 and 2 a run that is killed at any instant leaves the old set or the new one. In 3 each file is whole at
any instant, and a set that is part old and part new is recognised: `manifest.json` holds the SHA-256 of
every file and `check_files` compares. What a killed run leaves beside the target (a folder `.NAME.part-…`)
is removed by the next run.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from launchwatch.errors import InputError

MANIFEST = "manifest.json"
_PART = ".part-"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def write_files(folder: Path | str, files: Mapping[str, str | bytes]) -> list[Path]:
    """Write `files` (plain names to contents; text as UTF-8) into `folder`, all or none; their paths.

    Adds `manifest.json`. Other files in the folder are kept. A full disk, a read-only folder and the like
    end as one sentence (`InputError`) with nothing changed.

    >>> write_files("out/malligyong-1", {"brief.html": "<!doctype html>…"})  # doctest: +SKIP
    """
    target = Path(folder)
    for name in files:
        if name in ("", ".", "..", MANIFEST) or Path(name).name != name:
            raise ValueError(f"not a plain file name: {name!r}")
    contents = {name: c.encode() if isinstance(c, str) else c for name, c in files.items()}
    contents[MANIFEST] = manifest(contents)
    try:
        target = target.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        part = _beside(target)
        try:
            for name, content in contents.items():
                _write(part / name, content)
            _publish(part, target, list(contents))
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise InputError(
            f"the brief cannot be written ({_reason(error)})",
            where=str(folder),
            mend="make room or choose another folder with --out; what was there before is untouched",
        ) from error
    return [target / name for name in contents]


def write_file(target: Path, content: str | bytes) -> None:
    """Write one file: beside, synced and renamed, so the target is the old one or the new one.

    Raises InputError where that cannot be done.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write(part, content.encode("utf-8") if isinstance(content, str) else content)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise InputError(f"cannot write there: {_reason(error)}", where=str(target)) from error


def _beside(target: Path) -> Path:
    """A new folder on the file system of the target: beside it, or in it where that is not allowed."""
    prefix = f".{target.name}{_PART}{os.getpid()}-"
    if not target.is_mount():
        try:
            return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
        except PermissionError:
            if not target.is_dir():
                raise
    return Path(tempfile.mkdtemp(prefix=prefix, dir=target))


def manifest(contents: Mapping[str, bytes]) -> bytes:
    """The names, sizes and SHA-256 digests of a set of files, as JSON."""
    return listing({name: (len(c), hashlib.sha256(c).hexdigest()) for name, c in contents.items()})


def listing(files: Mapping[str, tuple[int, str]]) -> bytes:
    """The same from sizes and digests alone, for files too large to hold."""
    listed = {name: {"bytes": size, "sha256": digest} for name, (size, digest) in files.items()}
    return (json.dumps({"files": listed}, indent=1, sort_keys=True) + "\n").encode()


def check_files(folder: Path | str) -> list[str]:
    """The names in the manifest of `folder` whose files are missing or not of the same run; [] if whole."""
    target = Path(folder)
    listed = json.loads((target / MANIFEST).read_bytes())["files"]
    wrong = []
    for name, entry in listed.items():
        path = target / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            wrong.append(name)
    return wrong


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _publish(part: Path, target: Path, names: list[str]) -> None:
    """Make the finished folder visible under the name of the target."""
    part.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o777 & ~_umask())
    _sync(part)
    apart = part.parent == target.parent
    if not target.exists():
        part.rename(target)
    elif not (apart and _only_files(target) and _links(part, target, names) and exchange(part, target)):
        for name in names:  # the manifest is the last of them
            (part / name).replace(target / name)
        _sync(target)
    _sync(target.parent)


def _only_files(target: Path) -> bool:
    """Whether the folder may be swapped: nothing but files in it, and nobody of this run stands in it."""
    here = Path.cwd()
    if target == here or target in here.parents or target.is_mount() or not os.access(target, os.W_OK):
        return False
    return all(entry.is_file() and not entry.is_symlink() for entry in target.iterdir())


def _links(part: Path, target: Path, names: list[str]) -> bool:
    """Take the other files of the target along; False where the file system has no hard links."""
    try:
        for entry in target.iterdir():
            if entry.name not in names:
                os.link(entry, part / entry.name)
    except OSError:
        for path in part.iterdir():
            if path.name not in names:
                path.unlink()
        return False
    return True


def exchange(a: Path, b: Path) -> bool:
    """Swap the names of two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is None:
        return False
    return bool(swap(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE) == 0)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(target: Path) -> None:
    """Remove what a killed run left beside the target; a folder of a run that still lives is kept."""
    prefix = f".{target.name}{_PART}"
    around = [*target.parent.iterdir(), *(target.iterdir() if target.is_dir() else ())]
    for entry in around:
        if entry.name.startswith(prefix) and entry.is_dir():
            number = entry.name.removeprefix(prefix).split("-")[0]
            if not (number.isdigit() and _alive(int(number))):
                shutil.rmtree(entry, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    """Why the system refused, in plain words."""
    words = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the quota is used up",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "writing there is not permitted",
        errno.EPERM: "writing there is not permitted",
        errno.ENOTDIR: "a part of the path is a file, not a folder",
        errno.EEXIST: "a part of the path is a file, not a folder",
        errno.EISDIR: "a folder stands where a file of the brief should be",
        errno.ENAMETOOLONG: "the name is too long",
    }
    return words.get(error.errno or 0, error.strerror or str(error))
