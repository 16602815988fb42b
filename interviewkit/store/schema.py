"""Create a store and bring an older one up to date.

A new file is built under another name while the writers' queue is held, and renamed when it is whole: a
kill in between leaves nothing that looks like a store. An upgrade runs the Alembic revisions, their record
and everything derived in one transaction, after a verified backup.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from interviewkit import dbfile
from interviewkit.errors import StoreDamaged, StoreUnusable
from interviewkit.paths import Location
from interviewkit.store import backup, derived
from interviewkit.store.engine import engine, translated

MIGRATIONS = Path(__file__).parent / "migrations"


def create(location: Location) -> bool:
    """Make the store if there is none; says whether it did. Errors: StoreUnusable, StoreDamaged."""
    os.umask(0o077)
    if location.is_server:
        return _create_on_server(location)
    path = Path(location.target)
    with _writable(location):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with dbfile.queue(path):
            if path.exists():
                return False
            _build(path)
    return True


def upgrade(location: Location, *, migrations: Path = MIGRATIONS) -> tuple[str, str, Path | None]:
    """Bring the store up to date; gives the revisions before and after and where the backup lies.

    A file is copied first; on a server the transaction alone protects it. Errors: NotFound where there is no store,
    StoreDamaged where it is not ours, newer than the program, or cannot be copied whole.
    """
    _refuse_unknown(location, migrations)
    if location.is_server:
        with _serving(location) as connection:
            return (*_upgrade(connection, migrations), None)
    path = Path(location.target)
    with dbfile.queue(path), translated(location):
        kept = backup.keep(location, "before-upgrade")
        rebuilding = engine(location, checked=False).connect().execution_options(writes=True)
        with rebuilding as connection, connection.begin():
            before, after = _upgrade(connection, migrations)
            _check_references(connection)
        if before == after:
            kept.unlink()
            return before, after, None
    return before, after, kept


def _build(path: Path) -> None:
    unfinished = path.with_name(f"{path.name}.new-{os.getpid()}")
    place = Location(str(unfinished), path.parent, "a new store")
    try:
        building = engine(place, must_exist=False).connect().execution_options(writes=True)
        with building as connection, connection.begin():
            connection.exec_driver_sql(f"PRAGMA application_id={dbfile.APPLICATION_ID}")
            _upgrade(connection, MIGRATIONS)
        unfinished.chmod(0o600)
        backup.to_disk(unfinished)
        unfinished.rename(path)
        backup.to_disk(path.parent)
    finally:
        for left in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            left.unlink(missing_ok=True)


def _create_on_server(location: Location) -> bool:
    with _serving(location) as connection:
        if connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar():
            return False
        _upgrade(connection, MIGRATIONS)
    return True


@contextmanager
def _serving(location: Location) -> Iterator[Connection]:
    """A transaction on a server, alone among those that change its tables."""
    with translated(location), engine(location).connect() as connection, connection.begin():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({dbfile.SERVER_LOCK})")
        yield connection


def _upgrade(connection: Connection, migrations: Path) -> tuple[str, str]:
    """Everything inside one transaction: what is derived goes, tables change, what is derived comes back."""
    dialect = connection.dialect.name
    before = _version(connection)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    for statement in derived.drop(dialect):
        connection.exec_driver_sql(statement)
    command.upgrade(config, "head")
    for statement in derived.create(dialect):
        connection.exec_driver_sql(statement)
    return before, _version(connection)


def _version(connection: Connection) -> str:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() or ""


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StoreDamaged(f"the upgrade would leave {len(broken)} rows that point nowhere; nothing was changed")


def _refuse_unknown(location: Location, migrations: Path) -> None:
    """Refuse what `connect` refuses, except a store that is of an older revision of ours."""
    from alembic.script import ScriptDirectory

    known = [script.revision for script in ScriptDirectory(str(migrations)).walk_revisions()]
    with closing(dbfile.open_any(location, write=True)) as store:
        if dbfile.schema_version(store) not in known:
            dbfile.check_schema(store)


@contextmanager
def _writable(location: Location) -> Iterator[None]:
    try:
        with translated(location):
            yield
    except OSError as error:
        raise StoreUnusable(
            f"a store cannot be made at {location.shown}: {error.strerror}; name another place: interviewkit --db PATH"
        ) from error
