"""A throwaway PostgreSQL for the tests of the ledger: real, on a port of this machine, gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import leave_out

PROGRAMS = [Path("/usr/local/bin"), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


def program(name: str) -> str:
    """A program of the server, which Debian keeps off the path."""
    found = shutil.which(name) or next((str(d / name) for d in PROGRAMS if (d / name).is_file()), None)
    if found is None:
        leave_out("postgresql", "no PostgreSQL server is installed (apt-get install postgresql)")
    return found


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server without databases of ours, ending in a slash."""
    initdb, postgres = program("initdb"), program("postgres")
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None  # the server refuses root
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        setup = [initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(setup, check=True, capture_output=True, user=user, cwd=folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = ["-D", str(data), "-k", "", "-h", "127.0.0.1", "-p", str(port)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([postgres, *settings], stdout=log, stderr=log, user=user, cwd=folder)
        try:
            ready = [program("pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-t", "30"]
            while subprocess.run(ready, capture_output=True, check=False).returncode != 0:
                assert server.poll() is None, (folder / "log").read_text()
            yield f"postgresql://postgres@127.0.0.1:{port}/"
        finally:
            server.send_signal(signal.SIGINT)  # without waiting for connections
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database."""
    import psycopg

    name = f"ledger_{abs(hash(request.node.nodeid)) % 10**12}"
    with psycopg.connect(f"{postgres_server}postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield postgres_server + name
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
