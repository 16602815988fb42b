"""Time interviewkit as whole processes, against floors measured in the same run; see README.md beside this file.

python3 benchmarks/run.py [--runs 30] [--folder DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
SAID = "what a customer said, and nobody can merge meanwhile"
FLOOR = "floor: typer, sqlite3, one bare INSERT"
MANY = 10_000
AT_ONCE = 20
WARM_UP = 2
JRNL_SETTINGS = """\
journals: {{default: {{journal: {home}/journal.txt}}}}
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %T'
version: v4.6
"""

Command = Sequence[str | Path]


class Bench(NamedTuple):
    """Where everything is: two environments, a study with a running interview, a home for each program."""

    python: Path
    kit: Path
    jrnl: Path
    study: Path
    home: Path
    folder: Path

    def environment(self) -> dict[str, str]:
        """What every program is started with: nothing of the person who runs this."""
        return {"HOME": str(self.home), "PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}

    def start(self, command: Command, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """Start a program in the study's folder."""
        words = [str(word) for word in command]
        return subprocess.Popen(words, cwd=self.study, env=self.environment(), stdin=stdin, stdout=subprocess.DEVNULL)

    def run(self, command: Command, typed: bytes = b"") -> float:
        """Run a program to its end; the seconds that it took. Any exit code but 0 ends the benchmark."""
        begun = time.perf_counter()
        process = self.start(command, subprocess.PIPE)
        process.communicate(typed)
        took = time.perf_counter() - begun
        if process.returncode:
            sys.exit(f"{command} exited {process.returncode}")
        return took


def prepared(folder: Path) -> Bench:
    """Build and install both programs, make the demo's study, begin an interview in it."""
    bench = Bench(
        python=folder / "kit-venv/bin/python",
        kit=folder / "kit-venv/bin/interviewkit",
        jrnl=folder / "jrnl-venv/bin/jrnl",
        study=Path(tempfile.mkdtemp(prefix="study-", dir=folder)),
        home=Path(tempfile.mkdtemp(prefix="home-", dir=folder)),
        folder=folder,
    )
    wheels = tempfile.mkdtemp(prefix="wheel-", dir=folder)
    pip: list[str | Path] = [_environment(folder / "kit-venv"), "-m", "pip"]
    _must([*pip, "wheel", "-q", "--no-deps", "-w", wheels, ROOT])
    (wheel,) = Path(wheels).glob("*.whl")
    _must([*pip, "install", "-q", wheel])
    _must([*pip, "install", "-q", "--force-reinstall", "--no-deps", wheel])
    _must([_environment(folder / "jrnl-venv"), "-m", "pip", "install", "-q", "jrnl"])
    settings = bench.home / ".config/jrnl/jrnl.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text(JRNL_SETTINGS.format(home=bench.home), encoding="utf-8")
    (bench.home / "journal.txt").touch()
    bench.run([bench.kit, "demo", "--keep", bench.study])
    bench.run([bench.kit, "start", "Bench Customer", "--topic", "how software is delivered", "--no-session"])
    bench.run([bench.python, HERE / "bare_insert.py", bench.study / "bare.db"])
    return bench


def contenders(bench: Bench) -> dict[str, Command]:
    """What is timed, by the name it has in the table."""
    python, kit = bench.python, bench.kit
    bare = [python, HERE / "bare_insert.py", bench.study / "bare.db"]
    return {
        "python -c pass": [python, "-c", "pass"],
        "import typer": [python, "-c", "import typer"],
        FLOOR: bare,
        "the floor, without its last collection": [*bare, "--freeze"],
        "the same row through SQLModel": [python, HERE / "through_sqlmodel.py", bench.study / "bare.db"],
        "jrnl: one entry": [bench.jrnl, SAID],
        "log ANSWER": [kit, "log", SAID],
        "log, tagged and linked": [kit, "log", SAID, "--pain", "--severity", "3", "--link", "faster-builds"],
        "list": [kit, "list"],
        "status": [kit, "status"],
        "search": [kit, "search", "golden"],
        "--help": [kit, "--help"],
    }


def timed(bench: Bench, commands: Mapping[str, Command], runs: int) -> dict[str, list[float]]:
    """The seconds of each command's runs, one of each per round in an order that changes, the first rounds left out."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    order, mix = [*commands], random.Random(7)  # noqa: S311  the order need not be secret
    for turn in range(WARM_UP + runs):
        mix.shuffle(order)
        for name in order:
            took = bench.run(commands[name])
            if turn >= WARM_UP:
                times[name].append(took)
    return times


def table(times: Mapping[str, Sequence[float]]) -> str:
    """Medians, the fastest run, and the ratio to the floor: of the medians, and of the fastest runs."""
    floor = times[FLOOR]
    lines = [
        "| whole process | median | fastest | × floor, medians | × floor, fastest |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, took in times.items():
        middle, best = statistics.median(took), min(took)
        ratios = f"{middle / statistics.median(floor):.2f} | {best / min(floor):.2f}"
        lines.append(f"| {name} | {middle * 1000:.0f} ms | {best * 1000:.0f} ms | {ratios} |")
    return "\n".join(lines)


def throughput(bench: Bench) -> str:
    """Many entries in one process, against as many bare rows."""
    entries = b"".join(b"%s\n" % json.dumps({"answer": f"{SAID} {number}"}).encode() for number in range(MANY))
    bare = min(bench.run([bench.python, HERE / "bare_insert.py", bench.study / "bare.db", str(MANY)]) for _ in range(3))
    before = _entries(bench)
    ours = min(bench.run([bench.kit, "--quiet", "log", "--stdin"], entries) for _ in range(3))
    assert _entries(bench) == before + 3 * MANY
    return (
        f"log --stdin, {MANY:,} entries: {ours:.2f} s ({MANY / ours:,.0f} a second); as many bare rows with"
        f" executemany: {bare:.2f} s; {ours / bare:.1f} × (best of 3 each)"
    )


def at_once(bench: Bench, name: str, command: Command, kept: Callable[[], int]) -> str:
    """Processes that write one entry each, started together: how many were refused, how many entries are there."""
    before, begun = kept(), time.perf_counter()
    codes = [process.wait() for process in [bench.start(command) for _ in range(AT_ONCE)]]
    took = time.perf_counter() - begun
    refused = sum(code != 0 for code in codes)
    return f"{name}, {AT_ONCE} processes at once: {refused} refused, {kept() - before} entries kept, {took:.1f} s"


def machine(bench: Bench) -> str:
    """On what this was measured."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    versions = [_must([program, "--version"]).splitlines()[0] for program in (bench.python, bench.kit, bench.jrnl)]
    load = f"load average {os.getloadavg()[0]:.1f}"
    sqlite = f"SQLite {sqlite3.sqlite_version}"
    return ", ".join([model, f"{os.cpu_count()} cores", platform.system(), *versions, sqlite, load])


def main() -> None:
    """Prepare, time, print."""
    options = argparse.ArgumentParser(description="Time interviewkit as whole processes.")
    options.add_argument("--runs", type=int, default=30, help="timed runs of each command (30)")
    options.add_argument("--folder", type=Path, help="where the environments are made, and kept for the next time")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="interviewkit-benchmark-") as passing:
        folder = (chosen.folder or Path(passing)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        bench = prepared(folder)
        print(machine(bench), f"\n{chosen.runs} runs each, interleaved\n", sep="\n")
        print(table(timed(bench, contenders(bench), chosen.runs)), end="\n\n")
        print(throughput(bench))
        print(at_once(bench, "log", [bench.kit, "log", SAID], lambda: _entries(bench)))
        print(at_once(bench, "jrnl", [bench.jrnl, SAID], lambda: (bench.home / "journal.txt").read_text().count(SAID)))


def _entries(bench: Bench) -> int:
    with sqlite3.connect(bench.study / ".interviewkit/interviews.db") as connection:
        return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def _environment(folder: Path) -> Path:
    """An environment's Python; the environment is made when there is none."""
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    return python


def _must(command: Command) -> str:
    """What a command printed; ends the benchmark when it fails."""
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    main()
