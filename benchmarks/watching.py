"""Time the second screen: from another process's commit to the terminal, and what watching costs when nothing happens.

python3 benchmarks/watching.py [--commits 60] [--entries 150] [--idle 20]

Runs where interviewkit is installed, on Linux. The interview holds `--entries` entries before the first commit.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from interviewkit import dbfile, recorder, references
from interviewkit.fieldwork import entries, interviews
from interviewkit.fieldwork.notes import Note
from interviewkit.paths import Location
from interviewkit.store import schema

SAID = (
    "then QA tags the golden build and we wait for the CAB",
    "nobody can merge meanwhile, it usually takes the whole day",
    "the release team copies the numbers into the Friday sheet",
    "they told us that the approved image is in the blue room",
)
LINE_ENDS = b"\x1b[?2026l"
PATIENCE = 10.0


class Watched:
    """A terminal of 80×24 with `watch` in it."""

    def __init__(self, location: Location) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "interviewkit", "--db", location.target, "watch"],
            stdin=theirs,
            stdout=theirs,
            env=os.environ | {"TERM": "xterm-256color"},
        )
        os.close(theirs)

    def shows(self, text: bytes) -> float:
        """Wait until a text and the frame that it stands in have arrived; the moment."""
        arrived = b""
        patience = time.perf_counter() + PATIENCE
        while LINE_ENDS not in arrived.partition(text)[2]:
            ready, _, _ = select.select([self._ours], [], [], patience - time.perf_counter())
            if not ready:
                sys.exit(f"{text!r} was not shown within {PATIENCE:g} s")
            arrived += os.read(self._ours, 65536)
        return time.perf_counter()

    def worked(self) -> float:
        """The seconds of processor time that the process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def leave(self) -> int:
        """Press q; the exit code."""
        os.write(self._ours, b"q")
        return self.process.wait(PATIENCE)


def log(location: Location, answer: str) -> float:
    """Note an answer as another process does; the moment at which it was durable."""
    with closing(dbfile.connect(location, write=True)) as store:
        entries.log(store, "bench", references.interview(store, None), [Note(recorder.new_uid(), answer=answer)])
        return time.perf_counter()


def study(folder: Path, count: int) -> Location:
    """A store with one interview of so many entries."""
    location = Location(str(folder / "interviews.db"), folder, "a benchmark")
    schema.create(location)
    with closing(dbfile.connect(location, write=True)) as store:
        interviews.start(store, "bench", interviews.Opening("Acme", topic="delivery"))
        notes = [Note(recorder.new_uid(), answer=f"{random.choice(SAID)}, {number}") for number in range(count)]  # noqa: S311  nothing secret
        entries.log(store, "bench", references.interview(store, None), notes)
    return location


def main(words: Sequence[str] | None = None) -> None:
    """Measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("--commits", 60), ("--entries", 150), ("--idle", 20)):
        asked.add_argument(name, type=int, default=usual)
    given = asked.parse_args(words)
    random.seed(11)
    with tempfile.TemporaryDirectory() as folder:
        location = study(Path(folder), given.entries)
        watched = Watched(location)
        watched.shows(b"q leaves")
        took = []
        for number in range(given.commits):
            time.sleep(random.uniform(0.2, 0.6))  # noqa: S311  nothing secret
            committed = log(location, f"mark{number}; {random.choice(SAID)}")  # noqa: S311  nothing secret
            took.append(1000 * (watched.shows(b"mark%d;" % number) - committed))
        before = watched.worked()
        time.sleep(given.idle)
        idle = (watched.worked() - before) / given.idle
        code = watched.leave()
    took.sort()
    print(f"from commit to screen, {given.commits} commits into {given.entries} entries and more:")
    print(
        f"  median {statistics.median(took):.0f} ms, p95 {took[int(0.95 * len(took))]:.0f} ms, worst {took[-1]:.0f} ms"
    )
    print(f"idle for {given.idle} s: {100 * idle:.2f} % of a core; left with {code}")


if __name__ == "__main__":
    main()
