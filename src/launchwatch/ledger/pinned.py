"""A folder of data held to the SHA-256 that it had when we looked at it.

The digest is that of a list of the files, as `sha256sum` prints it: one line a file, in the order of their
paths.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from launchwatch.errors import InputError


def digest_of(folder: Path) -> str:
    """The SHA-256 of all files below a folder, hexadecimal."""
    files = sorted(
        (file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file()
    )
    lines = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n" for name, file in files)
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def check_digest(folder: Path, digest: str, mend: str) -> None:
    """Raise InputError, which ends with how to mend it, where a folder does not hold what it should."""
    if digest_of(folder) != digest:
        raise InputError("these files are not those we know", where=str(folder), mend=mend)
