"""The one way to open a store: a SQLite file, or a PostgreSQL database named by a URL.

A file is opened with a rollback journal (TRUNCATE) and synchronous=EXTRA, because that is the combination
that lost no acknowledged row in simulated power cuts; writers queue on a lock file beside it, because SQLite's
own waiting starves under many writers. Readers fetch all they need and end their transaction before anything is
printed, so a pager left open makes nobody wait. SQL is the same for both engines: `:name` parameters, flags as 0
and 1, moments as text.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from interviewkit.errors import NoStore, StoreDamaged, StoreUnusable, UsageError
from interviewkit.paths import Location

APPLICATION_ID = 0x494B6974  # "IKit"
SCHEMA = "0002"
PATIENCE = 30.0  # seconds that a writer waits for the others
SERVER_LOCK = 0x494B6974

Row = dict[str, Any]


class Store:
    """An open store: `rows`, `row` and `value` read, `writing` is the only transaction that writes."""

    def __init__(self, location: Location, connection: Any) -> None:
        self.location = location
        self.connection = connection
        self.is_server = location.is_server
        self.columns: dict[str, tuple[str, ...]] = {}

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """Every row that the query finds, as dicts by column name."""
        return [dict(zip(names, row, strict=True)) for names, row in self._fetch(sql, values)]

    def row(self, sql: str, **values: Any) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, **values)
        return found[0] if found else None

    def value(self, sql: str, **values: Any) -> Any:
        """The first column of the first row, or None."""
        for _, row in self._fetch(sql, values):
            return row[0]
        return None

    def run(self, sql: str, **values: Any) -> None:
        """Carry out a statement that returns nothing."""
        with translated(self.location):
            self.connection.execute(self._spoken(sql), self._bound(values))

    def columns_of(self, table: str) -> tuple[str, ...]:
        """The table's columns in their stored order."""
        if table not in self.columns:
            with translated(self.location):
                cursor = self.connection.execute(f"SELECT * FROM {table} LIMIT 0")
            self.columns[table] = tuple(column[0] for column in cursor.description)
        return self.columns[table]

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """Several reads of one state of the store; nothing may be printed inside."""
        with translated(self.location):
            self.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if self.is_server else "BEGIN")
        try:
            yield self
        finally:
            self._end("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """A transaction that writes: alone in the store, durable when left, undone by any exception."""
        with _told_as_writing(), self._turn(), translated(self.location):
            self.connection.execute("BEGIN" if self.is_server else "BEGIN IMMEDIATE")
            try:
                if self.is_server:
                    self.connection.execute(f"SELECT pg_advisory_xact_lock({SERVER_LOCK})")
                yield self
                self.connection.execute("COMMIT")
            except BaseException:
                self._end("ROLLBACK")
                raise

    def close(self) -> None:
        """Give the store back."""
        self.connection.close()

    def _fetch(self, sql: str, values: dict[str, Any]) -> list[tuple[list[str], tuple[Any, ...]]]:
        with translated(self.location):
            cursor = self.connection.execute(self._spoken(sql), self._bound(values))
            names = [column[0] for column in cursor.description]
            return [(names, row) for row in cursor.fetchall()]

    def _spoken(self, sql: str) -> str:
        """The SQL as the engine's driver wants its parameters written."""
        if not self.is_server:
            return sql
        import re

        return re.sub(r"(?<![:\w]):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%"))

    def _bound(self, values: dict[str, Any]) -> dict[str, Any]:
        """The parameters as both engines keep them: a server has a type of its own for True, our columns 1."""
        if not self.is_server:
            return values
        return {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}

    def _end(self, how: str) -> None:
        with suppress(Exception):  # the transaction is gone already; the first error is the one to tell
            self.connection.execute(how)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.is_server:
            yield
        else:
            with queue(Path(self.location.target)):
                yield


def connect(location: Location, *, write: bool = False) -> Store:
    """Open the store that is there: for reading only, unless told.

    Errors: NoStore when there is none, StoreUnusable when it cannot be opened now, StoreDamaged when it is
    not a store of ours or of another version than this program.
    """
    store = open_any(location, write=write)
    try:
        with _told_as_writing() if write else nullcontext():
            check_schema(store)
    except BaseException:
        store.close()
        raise
    return store


def open_any(location: Location, *, write: bool = False) -> Store:
    """Open a store of ours of whatever revision. Errors: as `connect`, but for its version."""
    os.umask(0o077)
    with _told_as_writing() if write else nullcontext():
        return _server(location, write) if location.is_server else _file(location, write)


def exists(location: Location) -> bool:
    """Whether something is at the location; a server is taken to be there. Errors: StoreUnusable."""
    return location.is_server or _looked_at(location) is not None


def open_file(path: str, *, must_exist: bool = True) -> sqlite3.Connection:
    """A connection with our pragmas and no implicit transactions; checks nothing of what is inside."""
    uri = Path(path).absolute().as_uri() + ("?mode=rw" if must_exist else "?mode=rwc")
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=EXTRA")
    return connection


@contextmanager
def queue(path: Path) -> Iterator[None]:
    """The writers' turn at a SQLite file: first come, mostly first served, for `PATIENCE` seconds at most."""
    try:
        import fcntl
    except ImportError:  # Windows: SQLite's own waiting has to do
        yield
        return
    try:
        lock = os.open(path.with_name(path.name + "-queue"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreUnusable(f"{path} may not be written: {error.strerror}; see interviewkit path") from error
    try:
        patience = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > patience:
                    raise StoreUnusable(f"{path} was busy for {PATIENCE:g} seconds; try again") from None
                time.sleep(0.002)
            except OSError as error:
                raise StoreUnusable(
                    f"{path} lies where nothing can be locked: {error.strerror}; see interviewkit path"
                ) from error
        yield
    finally:
        os.close(lock)


@contextmanager
def translated(location: Location) -> Iterator[None]:
    """Turn the engines' errors into ours, each with what to do about it; others pass."""
    try:
        yield
    except sqlite3.Error as error:
        ours: Exception | None = _from_sqlite(location, error)
        if ours is None:
            raise
        raise ours from error
    except Exception as error:
        ours = _from_server(location, error) if type(error).__module__.startswith("psycopg") else None
        if ours is None:
            raise
        raise ours from None  # the driver's words may hold the password


@contextmanager
def _told_as_writing() -> Iterator[None]:
    """Mark the errors of a store that was to be written, so that what was typed can be rescued."""
    try:
        yield
    except (StoreUnusable, StoreDamaged) as error:
        error.writing = True
        raise


def _looked_at(location: Location) -> os.stat_result | None:
    """What lies at a file's place, or None. Errors: StoreUnusable where that may not be known."""
    try:
        return Path(location.target).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreUnusable(f"{location.shown} cannot be reached: {error.strerror}; see interviewkit path") from error


def _file(location: Location, write: bool) -> Store:
    found = _looked_at(location)
    if found is None:
        raise NoStore(f"there is no store at {location.shown}; make one: interviewkit init")
    if not stat.S_ISREG(found.st_mode):
        raise StoreDamaged(f"{location.shown} is not a file; name a store: interviewkit --db PATH")
    with translated(location):
        connection = open_file(location.target)
        try:
            _take(location, connection, write)
        except BaseException:
            connection.close()
            raise
    return Store(location, connection)


def _take(location: Location, connection: sqlite3.Connection, write: bool) -> None:
    """Refuse what is not ours, else make the connection fit for reading or for writing."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _foreign(location)
    if not write:
        connection.execute("PRAGMA query_only=ON")
    elif connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0] != "truncate":
        raise StoreUnusable(f"another program keeps {location.shown} in another journal mode; close it and try again")


def _foreign(location: Location) -> StoreDamaged:
    return StoreDamaged(f"{location.shown} is not an interviewkit store; it was left as it is; see interviewkit path")


def _server(location: Location, write: bool) -> Store:
    try:
        import psycopg
    except ImportError:
        raise StoreUnusable("a postgresql:// store needs the driver: pip install 'interviewkit[postgres]'") from None
    with translated(location):
        try:
            connection = psycopg.connect(location.target, autocommit=True, connect_timeout=10)
        except psycopg.ProgrammingError:  # its words quote the URL, password and all
            raise UsageError(f"{location.shown} is no server's URL; write postgresql://USER@HOST/DATABASE") from None
        connection.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
        if not write:
            connection.execute("SET default_transaction_read_only = on")
    return Store(location, connection)


def check_schema(store: Store) -> None:
    """Refuse a store of another revision than this program's. Errors: NoStore, StoreDamaged."""
    version = schema_version(store)
    shown = store.location.shown
    if version is None:
        raise NoStore(f"there is no interviewkit store at {shown}; make one: interviewkit init")
    if not version.isdigit():
        raise _foreign(store.location)
    if version > SCHEMA:
        raise StoreDamaged(
            f"{shown} was written by a newer interviewkit (schema {version}, this program knows {SCHEMA});"
            " upgrade the program"
        )
    if version < SCHEMA:
        raise StoreDamaged(
            f"{shown} is of an older interviewkit (schema {version}, now {SCHEMA}); run: interviewkit upgrade"
        )


def schema_version(store: Store) -> str | None:
    """The revision that the store's tables are at, or None where there are no tables of ours."""
    catalogue = (
        "to_regclass('alembic_version') IS NOT NULL"
        if store.is_server
        else ("EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'alembic_version')")
    )
    if not store.value(f"SELECT {catalogue}"):
        return None
    version: str | None = store.value("SELECT version_num FROM alembic_version")
    return version


def _from_sqlite(location: Location, error: sqlite3.Error) -> Exception | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    where = location.shown
    known = {
        "SQLITE_FULL": f"the disk that holds {where} is full; make room and try again",
        "SQLITE_BUSY": f"{where} was busy for {PATIENCE:g} seconds; try again",
        "SQLITE_LOCKED": f"{where} was busy for {PATIENCE:g} seconds; try again",
        "SQLITE_READONLY": f"{where} may not be written; see interviewkit path",
        "SQLITE_CANTOPEN": f"{where} cannot be opened; see interviewkit path",
        "SQLITE_PERM": f"{where} may not be opened; see interviewkit path",
        "SQLITE_IOERR": f"{where} cannot be read or written now ({error}); check the disk and try again",
        "SQLITE_TOOBIG": "that text is larger than a store can hold (1 GB); nothing was changed",
    }
    sentence = next((text for code, text in known.items() if name.startswith(code)), None)
    if sentence:
        return StoreUnusable(sentence)
    if name.startswith("SQLITE_NOTADB"):
        return _foreign(location)
    lacking = isinstance(error, sqlite3.OperationalError) and "no such" in str(error)
    if lacking or name.startswith("SQLITE_CORRUPT"):
        return StoreDamaged(f"{where} is damaged ({error}); nothing was changed; run: interviewkit check")
    return None


def _from_server(location: Location, error: Exception) -> Exception | None:
    import psycopg

    missing = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)
    if isinstance(error, missing):
        said = str(error).partition("\n")[0]
        return StoreDamaged(f"{location.shown} is damaged ({said}); nothing was changed; run: interviewkit check")
    unusable = (
        psycopg.OperationalError,
        psycopg.errors.ReadOnlySqlTransaction,
        psycopg.errors.InsufficientPrivilege,
    )
    if isinstance(error, unusable):
        said = " ".join(str(error).split())
        return StoreUnusable(f"the store at {location.shown} cannot be used now ({said}); try again")
    return None
