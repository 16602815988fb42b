"""Time `import jsonl` against `sqlite-utils insert` of the same lines into one flat table with full text.

python3 benchmarks/bulk.py [--entries 100000] [--runs 3] [--folder DIR]

Runs with the Python that has interviewkit installed; sqlite-utils is installed into an environment of its own, kept for
the next time where a folder is named.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from interviewkit.exchange import jsonl
from interviewkit.store.records import Record

SAID = (
    "then QA tags the golden build and we wait for the CAB until somebody signs it off",
    "nobody can merge meanwhile, it usually takes the whole day, and on Thursdays two",
    "the release team copies the numbers into the Friday sheet; für Österreich zweimal",
    "they told us that the approved image is in the blue room, and we never found it",
)
MOMENT = "2026-11-21T10:00:00.000Z"
IN_AN_INTERVIEW = 200
SQLITE_UTILS = "sqlite-utils==4.2.1"
Command = Sequence[str | Path]


class Ran(NamedTuple):
    """What processes took: seconds by the clock and of the processor, and the most memory that one held, in MB."""

    seconds: float
    processor: float
    megabytes: float


def uid(table: int, number: int) -> str:
    """A uid as the program makes them, the same in every run."""
    return f"0193{table:04x}-{number >> 16:04x}-7{number & 0xFFF:03x}-8000-{number:012x}"


def study(entries: int) -> Iterator[Record]:
    """A study of so many entries: half of them tagged, a third labelled, a quarter linked; one change for each."""
    dice = random.Random(7)  # noqa: S311  every run writes the same lines
    opened = uid(0, 0)
    kept = {"change": opened, "deleted": 0}
    yield "change", {"uid": opened, "at": MOMENT, "verb": "start", "author": "bench"}
    for number in range(entries):
        yield "change", {"uid": uid(1, number), "at": MOMENT, "verb": "log", "author": "bench"}
    acme = {"slug": "acme", "name": "Acme", "lifecycle": "regular", "internal": 0}
    yield "customer", {"uid": "acme", **kept, **acme}
    item = {"slug": "faster-builds", "twin": 1, "title": "Faster builds", "status": "planned", "gone": 0}
    yield "item", {"uid": "faster-builds", **kept, **item}
    talk = {"twin": 1, "customer": "acme", "title": "Acme", "guide": "intern", "source": "interview", "zone": "UTC"}
    talk |= {"lifecycle": "regular", "started_at": MOMENT, "disclosed": 1}
    for number in range(entries // IN_AN_INTERVIEW + 1):
        yield "interview", {"uid": uid(2, number), **kept, "slug": f"acme-{number}", **talk}
    flags = {"verbatim": 0, "evidence": "experience", "prompted": 0, "aha": 0, "look": 0}
    for number in range(entries):
        said = {"question": "how does code reach production?", "answer": f"{dice.choice(SAID)}, {number}"}
        place = {"interview": uid(2, number // IN_AN_INTERVIEW), "number": number % IN_AN_INTERVIEW + 1, "twin": 1}
        yield "entry", {**_kept(3, number), **place, **said, "at": MOMENT, "phase": "walk through", **flags}
    for number in range(0, entries, 2):
        yield "tag", {**_kept(3, number, ":pain"), "entry": uid(3, number), "kind": "pain", "severity": 3}
    for number in range(0, entries, 3):
        yield "label", {**_kept(3, number, ":builds"), "entry": uid(3, number), "name": "builds"}
    for number in range(0, entries, 4):
        tied = {"tag": f"{uid(3, number)}:pain", "item": "faster-builds", "stance": "supports"}
        yield "link", {**_kept(3, number, ":pain:faster-builds"), **tied}


def _kept(table: int, number: int, more: str = "") -> dict[str, str | int]:
    """The columns that every row begins with."""
    return {"uid": uid(table, number) + more, "change": uid(1, number), "deleted": 0}


def run(*commands: Command) -> Ran:
    """Run programs to their ends, one after the other. Any exit code but 0 ends the benchmark."""
    begun, most, processor = time.perf_counter(), 0, 0.0
    for command in commands:
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{command} exited {process.returncode}")
        most = max(most, used.ru_maxrss)
        processor += used.ru_utime + used.ru_stime
    return Ran(time.perf_counter() - begun, processor, most / 1024)


def ours(folder: Path, lines: Path) -> Ran:
    """The lines into a new store."""
    store = Path(tempfile.mkdtemp(dir=folder)) / "study.db"
    return run([sys.executable, "-m", "interviewkit", "--quiet", "--db", store, "import", "jsonl", lines])


def theirs(folder: Path, lines: Path, sqlite_utils: Path) -> Ran:
    """The lines into one flat table, then its full text."""
    flat = Path(tempfile.mkdtemp(dir=folder)) / "flat.db"
    insert: Command = [sqlite_utils, "insert", flat, "lines", lines, "--nl", "--alter", "--silent"]
    return run(insert, [sqlite_utils, "enable-fts", flat, "lines", "question", "answer"])


def written(folder: Path, entries: int) -> tuple[Path, int]:
    """A study as JSON Lines, and how many records it has."""
    path = folder / f"study-{entries}.jsonl"
    with path.open("wb") as file:
        return path, jsonl.write(study(entries), file)


def installed(folder: Path) -> Path:
    """sqlite-utils, in an environment that is made when there is none."""
    program = folder / "sqlite-utils-venv/bin/sqlite-utils"
    if not program.exists():
        venv.create(folder / "sqlite-utils-venv", with_pip=True)
        subprocess.run([program.with_name("python"), "-m", "pip", "install", "-q", SQLITE_UTILS], check=True)
    return program


def compare(folder: Path, entries: int, runs: int) -> None:
    """Time both sides in turns, then ours with a quarter of the lines, for its memory."""
    sqlite_utils = installed(folder)
    lines, records = written(folder, entries)
    quarter, _ = written(folder, entries // 4)
    with tempfile.TemporaryDirectory(dir=folder) as passing:
        place = Path(passing)
        both = [(ours(place, lines), theirs(place, lines, sqlite_utils)) for _ in range(runs)]
        small = ours(place, quarter)
    size = lines.stat().st_size / 1e6
    print(f"{platform.platform()}, Python {platform.python_version()}, load average {os.getloadavg()[0]:.1f}")
    print(f"{entries:,} entries as {records:,} lines, {size:.0f} MB; whole processes, medians of {runs}, in turns\n")
    print("| | seconds | of the processor | entries a second | most memory |\n|---|---:|---:|---:|---:|")
    mine, other = (_middle([ran[side] for ran in both]) for side in (0, 1))
    names = ("import jsonl, five tables and more, checked", "sqlite-utils insert, then enable-fts")
    for name, took in zip(names, (mine, other), strict=True):
        rate = entries / took.seconds
        print(f"| {name} | {took.seconds:.2f} | {took.processor:.2f} | {rate:,.0f} | {took.megabytes:.0f} MB |")
    print(
        f"\n{mine.seconds / other.seconds:.2f} × sqlite-utils, {mine.processor / other.processor:.2f} × its processor"
    )
    print(f"a quarter of the lines takes {small.megabytes:.0f} MB")


def _middle(runs: Sequence[Ran]) -> Ran:
    """The medians of the times, and the most memory of all."""
    seconds, processor = (statistics.median(ran[place] for ran in runs) for place in (0, 1))
    return Ran(seconds, processor, max(ran.megabytes for ran in runs))


def main() -> None:
    """Prepare, time, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=100_000, help="entries in the study (100,000)")
    asked.add_argument("--runs", type=int, default=3, help="timed runs of each side (3)")
    asked.add_argument("--folder", type=Path, help="where environment and lines are made, and kept for the next time")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="interviewkit-benchmark-") as passing:
        folder = (given.folder or Path(passing)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        compare(folder, given.entries, given.runs)


if __name__ == "__main__":
    main()
