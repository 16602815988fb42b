"""The floor of `interviewkit log`: import what it cannot do without, and write one row as safely as it does.

python bare_insert.py STORE [ROWS]      # ROWS at once, in one transaction (default 1)
"""

import gc
import sqlite3
import sys

import typer  # noqa: F401  a command cannot do without

ROW = ("what a customer said, and nobody can merge meanwhile", "how does code reach production?")
COLUMNS = "answer, question, uid, at, evidence, phase, number, verbatim, interview"


def store(path: str) -> sqlite3.Connection:
    """A connection with the pragmas of a store, and a table with the columns of an entry."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute(f"CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, {COLUMNS})")
    return connection


def insert(path: str, rows: int) -> None:
    """Write so many rows in one transaction."""
    uid, at = "01932b7e-0000-7000-8000-000000000000", "2026-11-21T10:02:11.000Z"
    values = [(*ROW, uid, at, "experience", "walk through", number, 0, 1) for number in range(rows)]
    connection = store(path)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(f"INSERT INTO entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    freeze = "--freeze" in sys.argv
    insert(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 + freeze else 1)
    if freeze:
        gc.freeze()
