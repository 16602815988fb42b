"""Many rows of one table at once: as well kept as single ones, each with its change and checksum, but much sooner.

A row that enters a table with full text makes SQLite write the whole index's latest part down, once for each statement.
So rows wait in a temporary table, and one statement takes a few thousand of them over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from interviewkit import recorder
from interviewkit.dbfile import translated

AT_ONCE = 2_000


def insert_many(
    change: recorder.Change,
    table: str,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    done: Callable[[int], None],
) -> int:
    """Write new rows of a table in the change's transaction; gives how many. `done` is told how many there are so far.

    `names` are the columns that `rows` give, `uid` among them, flags as 0 and 1; the others are NULL, and `change`,
    `deleted` and `checksum` are filled in here. Nothing is looked for first: the caller knows that the uids are new.
    """
    store = change.store
    columns = [name for name in store.columns_of(table) if name not in ("id", "checksum")]
    waiting = _Waiting(change, table, [*columns, "checksum"])
    number = 0
    whole = _whole(change, columns, names, rows)
    while some := list(islice(whole, AT_ONCE)):
        waiting.take(some)
        number += len(some)
        done(number)
    return number


def _whole(
    change: recorder.Change, columns: Sequence[str], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[list[Any]]:
    """The rows with every column in its stored place, and the checksum behind them."""
    places = [columns.index(name) for name in names]
    empty: list[Any] = [None] * len(columns)
    empty[columns.index("change")] = change.id
    empty[columns.index("deleted")] = 0
    for row in rows:
        values = empty.copy()
        for place, value in zip(places, row, strict=True):
            values[place] = value
        yield [*values, recorder.checksum(values)]


class _Waiting:
    """The temporary table; a server needs none, because it indexes each row when it comes."""

    def __init__(self, change: recorder.Change, table: str, columns: Sequence[str]) -> None:
        self.store = change.store
        listed = ", ".join(columns)
        sign = "%s" if self.store.is_server else "?"
        into = table if self.store.is_server else "temp.waiting"
        self.insert = f"INSERT INTO {into} ({listed}) VALUES ({', '.join([sign] * len(columns))})"
        self.take_over = f"INSERT INTO main.{table} ({listed}) SELECT {listed} FROM temp.waiting ORDER BY rowid"
        if not self.store.is_server:
            self.store.run("DROP TABLE IF EXISTS temp.waiting")
            self.store.run(f"CREATE TEMP TABLE waiting AS SELECT {listed} FROM main.{table} LIMIT 0")

    def take(self, rows: list[list[Any]]) -> None:
        """Write these rows."""
        with translated(self.store.location):
            self.store.connection.cursor().executemany(self.insert, rows)
        if not self.store.is_server:
            self.store.run(self.take_over)
            self.store.run("DELETE FROM temp.waiting")
