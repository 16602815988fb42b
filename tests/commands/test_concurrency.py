"""Many at once, as real processes: nothing is lost, nobody is told to wait, no number is given twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from program import SOURCES, Run

from interviewkit import dbfile
from interviewkit.paths import Location

WRITERS = 20
EACH = 10
LOGGING = "for n in $(seq {each}); do {python} -m interviewkit log writer-{name}-$n || exit 1; done"


def started(words: Sequence[str], *, apart: bool = False) -> subprocess.Popen[bytes]:
    """A program that runs beside the test; `apart` in a group of its own, to be killed whole."""
    return subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        start_new_session=apart,
    )


def numbers(run: Run) -> dict[int, str]:
    """Every entry's number and answer."""
    return {entry["number"]: entry["answer"] for entry in run("show acme-2026-11-21 --json").json["entries"]}


def test_twenty_writers_and_their_readers_lose_nothing(run: Run, acme: str) -> None:
    writers = [
        started(["sh", "-c", LOGGING.format(each=EACH, python=sys.executable, name=name)]) for name in range(WRITERS)
    ]
    readers = [
        started(["sh", "-c", f"for n in 1 2 3; do {sys.executable} -m interviewkit {words} || exit 1; done"])
        for words in ("list --json", "status --json", "report --format json", "search writer")
    ]
    printed = []
    for process in (*writers, *readers):
        out, err = process.communicate(timeout=300)
        assert (process.returncode, err) == (0, b"")
        printed += [int(line) for line in out.split() if process in writers]
    assert sorted(printed) == list(range(1, WRITERS * EACH + 1))
    noted = numbers(run)
    assert sorted(noted) == sorted(printed)
    wanted = {f"writer-{name}-{n}" for name in range(WRITERS) for n in range(1, EACH + 1)}
    assert set(noted.values()) == wanted


@pytest.mark.parametrize("seed", range(8))
def test_a_killed_writer_loses_no_number_that_it_told(run: Run, acme: str, seed: int) -> None:
    writer = started(["sh", "-c", LOGGING.format(each=50, python=sys.executable, name=seed)], apart=True)
    assert writer.stdout is not None
    told = [int(writer.stdout.readline())]
    time.sleep(random.Random(seed).uniform(0, 0.4))  # noqa: S311  any moment will do
    os.killpg(writer.pid, signal.SIGKILL)
    told += [int(line) for line in writer.communicate()[0].split()]
    noted = numbers(run)
    assert told == list(range(1, len(told) + 1))
    assert set(told) <= set(noted)
    assert len(noted) <= len(told) + 1
    assert run("log after").out == f"{len(noted) + 1}\n"


def test_two_who_begin_at_once_make_one_store(run: Run, tmp_path: Path) -> None:
    beginners = [started([sys.executable, "-m", "interviewkit", "start", f"c{n}"]) for n in range(4)]
    told = [process.communicate(timeout=120) for process in beginners]
    assert [process.returncode for process in beginners] == [0] * 4
    assert sorted(out.decode() for out, _ in told) == [f"c{n}-2026-11-21\n" for n in range(4)]
    assert sum(b"made a new store" in err for _, err in told) == 1
    assert len(run("list --json").json) == 4


def test_a_writer_waits_for_one_who_holds_the_store(run: Run, acme: str, workspace: Location) -> None:
    with closing(dbfile.connect(workspace, write=True)) as store, store.writing():
        waiting = started([sys.executable, "-m", "interviewkit", "log", "patient"])
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=1.5)
    assert waiting.communicate(timeout=60) == (b"1\n", b"")


def test_a_reader_waits_for_nobody_who_only_prepares(run: Run, acme: str, workspace: Location) -> None:
    with closing(dbfile.connect(workspace, write=True)) as store, store.writing():
        assert json.loads(run("list --json").out)[0]["ref"] == acme


def test_a_pager_left_open_makes_no_writer_wait(run: Run, acme: str, tmp_path: Path) -> None:
    import pty

    for n in range(3):
        run(["log", f"line {n}"])
    opened = tmp_path / "opened"
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ntouch {opened}\nexec sleep 60\n")
    pager.chmod(0o700)
    ours, theirs = pty.openpty()
    reading = subprocess.Popen(
        [sys.executable, "-m", "interviewkit", "show", "@"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"PYTHONPATH": str(SOURCES), "PAGER": str(pager), "LINES": "3"},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        while not opened.exists():
            assert reading.poll() is None
            time.sleep(0.02)
        assert run("log 'meanwhile'").out == "4\n"
        assert reading.poll() is None
    finally:
        os.killpg(reading.pid, signal.SIGKILL)
        reading.wait()
        os.close(ours)
