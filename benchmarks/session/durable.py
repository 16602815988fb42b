"""From Enter to durable: lines through the live session against the same statements by hand in bare sqlite3.

python3 benchmarks/session/durable.py [--entries 2000] [--folder DIR]

Each turn types one line into `Loop.take` and then carries out, on a second store in the same folder, exactly the
statements that such a line sends to SQLite: same pragmas, same durability, same disk, one after the other in one run.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from interviewkit import dbfile
from interviewkit.dbfile import Store
from interviewkit.fieldwork import interviews, roadmap
from interviewkit.paths import Location
from interviewkit.session import guide
from interviewkit.session.loop import Loop
from interviewkit.session.notebook import Notebook

LINES = (
    "we push to the branch and then it waits for somebody to look at it",
    "nobody can merge meanwhile #p3 +faster-builds",
    '"a day is gone, every time" #p +faster-builds -nightly-reports ~shown',
    "the release group tags it by:QE takes:3h",
    "Ann: we ask around until somebody knows #b2 &handover",
)
WARM_UP = 20
TARGET = 3.0
Statement = tuple[str, object]


class Study:
    """A store with a running interview and two roadmap items."""

    def __init__(self, path: Path) -> None:
        from interviewkit.store import schema

        self.location = Location(str(path), path.parent, "the benchmark")
        schema.create(self.location)
        with self.open(write=True) as store:
            roadmap.add(store, "ann", "Faster builds")
            roadmap.add(store, "ann", "Nightly reports")
            opening = interviews.Opening("Acme", topic="delivery", participants=["Ann Lee"])
            self.ref = interviews.start(store, "ann", opening).ref

    @contextmanager
    def open(self, *, write: bool = False) -> Iterator[Store]:
        """The store, opened anew."""
        with closing(dbfile.connect(self.location, write=write)) as store:
            yield store

    def sit_down(self, opening: Callable[[], object] | None = None) -> Loop:
        """A session in it; `opening` is how it opens the store to write."""
        writing = opening or (lambda: self.open(write=True))
        loop = Loop(Notebook(writing, self._reading, "ann", self.ref), guide.load("intern"))  # type: ignore[arg-type]  # both open the store
        loop.warm()
        return loop

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        with self.open() as store, store.reading():
            yield store


class Listening:
    """A connection that notes down every statement that it is given."""

    def __init__(self, connection: sqlite3.Connection, heard: list[Statement]) -> None:
        self._connection = connection
        self._heard = heard

    def execute(self, sql: str, values: object = ()) -> sqlite3.Cursor:
        """Carry out a statement, and note it down."""
        self._heard.append((sql, values))
        return self._connection.execute(sql, values)  # type: ignore[arg-type]  # what the store binds

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def recorded(study: Study, lines: Sequence[str]) -> list[list[Statement]]:
    """The statements that each line sends to a store, their values with them."""
    heard: list[Statement] = []

    @contextmanager
    def opening() -> Iterator[Store]:
        with study.open(write=True) as store:
            store.connection = Listening(store.connection, heard)
            yield store

    loop = study.sit_down(opening)
    sent = []
    for line in lines:
        heard.clear()
        loop.take(line)
        begin = next(place for place, (sql, _) in enumerate(heard) if sql.startswith("BEGIN"))
        sent.append(list(heard[begin:]))
        assert heard[-1][0] == "COMMIT"
    return sent


def bare(connection: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    """Carry out statements by hand."""
    for sql, values in statements:
        connection.execute(sql, values).fetchall()  # type: ignore[arg-type]  # as they were bound before


def timed(work: Callable[[], object]) -> float:
    """The milliseconds that something takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measured(folder: Path, entries: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each line through the session, and of its statements by hand, in turns.

    By hand they go into a copy that has heard none of the lines, so that each finds the store as it was when recorded.
    """
    lines = [f"{LINES[number % len(LINES)]}" for number in range(entries + WARM_UP)]
    copy, ours = Study(folder / "by-hand.db"), Study(folder / "session.db")
    untouched = (folder / "by-hand.db").read_bytes()
    sent = recorded(copy, lines)
    (folder / "by-hand.db").write_bytes(untouched)
    connection = sqlite3.connect(folder / "by-hand.db", isolation_level=None, timeout=30)
    for pragma in ("foreign_keys=ON", "synchronous=EXTRA", "journal_mode=TRUNCATE"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    loop = ours.sit_down()
    through, by_hand = [], []
    for number, line in enumerate(lines):
        first = number % 2
        if first:
            by_hand.append(timed(lambda place=number: bare(connection, sent[place])))  # type: ignore[misc]  # bound now
        through.append(timed(lambda typed=line: loop.take(typed)))  # type: ignore[misc]  # bound now
        if not first:
            by_hand.append(timed(lambda place=number: bare(connection, sent[place])))  # type: ignore[misc]  # bound now
    for path in ("session.db", "by-hand.db"):
        with closing(sqlite3.connect(folder / path)) as there:
            assert there.execute("SELECT count(*) FROM entry").fetchone()[0] == len(lines)
    return through[WARM_UP:], by_hand[WARM_UP:]


def percentile(times: Sequence[float], part: int) -> float:
    """The value that `part` of a hundred do not exceed."""
    return statistics.quantiles(times, n=100, method="inclusive")[part - 1]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="From Enter to durable, against bare sqlite3.")
    options.add_argument("--entries", type=int, default=2000)
    options.add_argument("--folder", type=Path, help="where the stores lie (a disk: memory syncs for nothing)")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="interviewkit-benchmark-", dir=chosen.folder) as folder:
        through, by_hand = measured(Path(folder), chosen.entries)
    load = f"load average {os.getloadavg()[0]:.1f}"
    print(f"{chosen.entries} lines, {platform.system()}, SQLite {sqlite3.sqlite_version}, {load}\n")
    print("| from Enter to durable | p50 | p99 |\n|---|---:|---:|")
    for name, times in (("the live session", through), ("the same statements by hand", by_hand)):
        print(f"| {name} | {percentile(times, 50):.2f} ms | {percentile(times, 99):.2f} ms |")
    half, most = (percentile(through, part) / percentile(by_hand, part) for part in (50, 99))
    verdict = "met" if most <= TARGET else "MISSED"
    print(f"| ratio | {half:.2f} | {most:.2f} |\n\ntarget: p99 at most {TARGET:g} times: {verdict}")


if __name__ == "__main__":
    main()
