"""Files written whole: beside the target, synced, then renamed over it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from launchwatch.errors import InputError


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file so that at any instant it is the old one or the new one; its folder is made.

    Raises InputError where the folder takes no file.
    """
    octets = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(octets)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError("the file cannot be written", where=str(path), mend=str(error.strerror)) from None
    return path
