"""How SQLAlchemy opens a store, for creation, upgrades and notebooks: with our pragmas, locks and BEGINs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from interviewkit import dbfile
from interviewkit.paths import Location


def engine(location: Location, *, must_exist: bool = True, checked: bool = True) -> Engine:
    """An engine over the store; a connection with `execution_options(writes=True)` takes the write lock.

    The driver's own transaction handling is off: it would send no BEGIN before a read, or take the write lock
    for every read. `checked=False` leaves foreign keys alone while tables are rebuilt: SQLite takes that only
    before a transaction begins.
    """
    if location.is_server:
        return create_engine("postgresql+psycopg://" + location.target.partition("://")[2], poolclass=NullPool)

    def opened() -> Any:
        connection = dbfile.open_file(location.target, must_exist=must_exist)
        connection.execute(f"PRAGMA foreign_keys={int(checked)}")
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        return connection

    made = create_engine("sqlite://", creator=opened, poolclass=NullPool)
    event.listen(made, "begin", _begin)
    return made


@contextmanager
def translated(location: Location) -> Iterator[None]:
    """As `dbfile.translated`, for the drivers' errors that SQLAlchemy has wrapped."""
    with dbfile.translated(location):
        try:
            yield
        except DBAPIError as error:
            raise error.orig or error from None


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
