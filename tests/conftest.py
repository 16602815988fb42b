"""What the tests share: a clean environment, stores copied rather than made, a server, the program."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import program
import pytest
from hypothesis import settings
from server import Server, serving

from interviewkit import dbfile
from interviewkit.paths import Location

settings.register_profile("kit", max_examples=50, derandomize=True, deadline=None, database=None)
settings.load_profile("kit")

OURS = ("INTERVIEWKIT_", "_INTERVIEWKIT_", "_IK_", "XDG_", "PG")
SWITCHES = (
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LINES",
    "VISUAL",
    "EDITOR",
    "PAGER",
    "LANG",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker run all tests that need the server, so that only one is started."""
    for item in items:
        chosen = getattr(getattr(item, "callspec", None), "params", {})
        if chosen.get("engine_name") == "postgresql" or "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("postgresql"))


@pytest.fixture(autouse=True)
def clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home of its own, no settings of the person who runs the tests, UTC, no colour; cwd is tmp_path."""
    for name in [*os.environ]:
        if name.startswith(OURS) or name in SWITCHES:
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    for name, value in {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "NO_COLOR": "1",
        "TERM": "dumb",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    time.tzset()
    yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new, empty SQLite store, made once for all workers; copy it, never write to it."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = folder / "template.db"
    with (folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            from interviewkit.store import schema

            schema.create(Location(str(path), folder, "the tests' template"))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each of the two engines in turn."""
    return str(request.param)


@pytest.fixture
def sqlite(template: Path, tmp_path: Path) -> Location:
    """A fresh, empty store in a file."""
    return copied(template, tmp_path / "interviews.db")


@pytest.fixture
def server(postgres: Server) -> Iterator[Location]:
    """A fresh, empty store on a PostgreSQL server."""
    with postgres.database() as location:
        yield location


@pytest.fixture
def location(engine_name: str, request: pytest.FixtureRequest) -> Location:
    """A fresh, empty store on each engine."""
    found: Location = request.getfixturevalue("server" if engine_name == "postgresql" else "sqlite")
    return found


@pytest.fixture
def store(location: Location) -> Iterator[dbfile.Store]:
    """A fresh, empty store on each engine, open for writing."""
    with opened(location) as store:
        yield store


@pytest.fixture
def file_store(sqlite: Location) -> Iterator[dbfile.Store]:
    """A fresh, empty store in a file, open for writing."""
    with opened(sqlite) as store:
        yield store


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Location:
    """A workspace with an empty store in the working directory, as `init` leaves it."""
    return copied(template, tmp_path / ".interviewkit" / "interviews.db")


def copied(template: Path, path: Path) -> Location:
    """A copy of the template at the path."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(template, path)
    path.chmod(0o600)
    return Location(str(path), path.parent, "a test")


@contextmanager
def opened(location: Location) -> Iterator[dbfile.Store]:
    """The store, open for writing, closed in the end."""
    store = dbfile.connect(location, write=True)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The tests' server, started when first asked for."""
    with serving() as server:
        yield server


@pytest.fixture
def run() -> program.Run:
    """Run the program as a process: `run("log 'we push' --pain", code=0)`."""
    return program.run
