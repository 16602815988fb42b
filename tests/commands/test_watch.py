"""`watch`: the second screen in a real terminal, while other processes write."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from program import SOURCES, Run
from session.terminals import terminal as seated

from interviewkit import dbfile, references
from interviewkit.fieldwork import interviews
from interviewkit.paths import Location

PATIENCE = 20.0
# What a shell does for its programs: a session of their own, with this terminal, so that it signals a new size.
ON_ITS_OWN = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    " os.execv(sys.argv[1], sys.argv[1:])"
)
FRAME = "\x1b[?2026h\x1b[H\x1b[2J"
SEQUENCE = re.compile(r"\x1b\[[?0-9;]*[a-zA-Z]")
TAKEN, GIVEN_BACK = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"


class Terminal:
    """A terminal in which `watch` runs: what it was sent, how it is set, and keys."""

    def __init__(self, words: tuple[str, ...], width: int, height: int) -> None:
        self._ours, theirs = pty.openpty()
        self.resize(width, height)
        self.before = termios.tcgetattr(self._ours)
        self.child = subprocess.Popen(
            [sys.executable, "-c", ON_ITS_OWN, sys.executable, "-m", "interviewkit", "watch", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | {"PYTHONPATH": str(SOURCES), "TERM": "xterm-256color"},
        )
        self._theirs = theirs
        self._sent = b""
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def sent(self) -> str:
        """Everything that was written to the terminal."""
        return self._sent.decode("utf-8", "replace")

    @property
    def screen(self) -> str:
        """What stands on it now."""
        return SEQUENCE.sub("", self.sent.rpartition(FRAME)[2]).replace("\r\n", "\n")

    @property
    def modes(self) -> list[Any]:
        """How the terminal is set."""
        return termios.tcgetattr(self._ours)

    def set_modes(self, modes: list[Any]) -> None:
        """Set it, as another program would."""
        termios.tcsetattr(self._ours, termios.TCSANOW, modes)

    def resize(self, width: int, height: int) -> None:
        """Give it another size."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def shows(self, text: str) -> str:
        """Wait until a text stands on the screen; the whole screen."""
        self.waits_for(lambda: text in self.screen, lambda: f"{text!r} never stood on:\n{self.screen}")
        return self.screen

    def waits_for(self, holds: Callable[[], bool], told: Callable[[], str]) -> None:
        """Wait until something holds; the test fails when it does not within the patience."""
        patience = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < patience, told()
            time.sleep(0.01)

    def ends(self) -> int:
        """Wait for its end; the exit code."""
        code = self.child.wait(PATIENCE)
        self.waits_for(lambda: GIVEN_BACK in self.sent, lambda: f"not given back: {self.sent[-200:]!r}")
        return code

    def close(self) -> None:
        """End what still runs."""
        self.child.kill()
        self.child.wait()
        os.close(self._theirs)
        self._reader.join(PATIENCE)
        os.close(self._ours)

    def _read(self) -> None:
        try:
            while part := os.read(self._ours, 65536):
                self._sent += part
        except OSError:  # Linux ends a pseudo-terminal so
            return


@contextmanager
def watching(*words: str, width: int = 80, height: int = 24) -> Iterator[Terminal]:
    """A terminal with `watch` in it, that shows its first screen."""
    terminal = Terminal(words, width, height)
    try:
        terminal.shows("q leaves")
        yield terminal
    finally:
        terminal.close()


@pytest.fixture
def stand(workspace: Location, acme: str) -> Callable[..., None]:
    """Say where the interview stands: `stand(phase="roadmap")`."""

    def stood(**values: str | int) -> None:
        with closing(dbfile.connect(workspace, write=True)) as store:
            interviews.stand(store, "ann", references.interview(store, acme), verb="stand", **values)

    return stood


def test_what_another_process_notes_stands_on_the_screen(run: Run, acme: str) -> None:
    with watching() as terminal:
        assert "1 of 5 · open" in terminal.screen
        run(["log", "How does code get out?", "we push, somebody waits", "--pain"])
        run(["park", "when will it be faster?", "--why", "a fix waits"])
        run(["term", "golden build"])
        screen = terminal.shows("golden build")
        assert "1  we push, somebody waits" in screen
        assert "1  when will it be faster?" in screen
        assert "because a fix waits" in screen
        terminal.type("q")
        assert terminal.ends() == 0


def test_no_item_severity_or_tag_is_ever_sent_before_the_roadmap_phase(
    run: Run, acme: str, stand: Callable[..., None]
) -> None:
    run(["roadmap", "add", "Faster builds"])
    with watching() as terminal:
        stand(phase="walk through", question="how does code get out")
        run(["log", "a day is gone", "--pain", "--severity", "3", "--link", "faster-builds", "--label", "builds"])
        run(["log", "[they exaggerate]"])
        run(["log", "that is the last of it", "--problem"])
        screen = terminal.shows("that is the last of it")
        assert "a day is gone" in screen
        for hidden in ("aster", "builds", "pain", "problem", "severity", "blocking", "exaggerate", "supports", "valid"):
            assert hidden not in terminal.sent
        stand(phase="roadmap")
        screen = terminal.shows("what may answer it")
        assert "Faster builds" in screen
        assert "a day is gone   (pain)" in screen
        assert "exaggerate" not in terminal.sent


def test_the_screen_follows_the_terminals_size(run: Run, acme: str, stand: Callable[..., None]) -> None:
    stand(question="how does code reach production")
    run(["log", "it is pushed, and somebody hopes"])
    with watching() as terminal:
        terminal.resize(40, 12)
        terminal.waits_for(lambda: terminal.screen.count("\n") == 11, lambda: terminal.screen)
        assert max(map(len, terminal.screen.splitlines())) <= 40
        terminal.resize(200, 60)
        terminal.waits_for(lambda: terminal.screen.count("\n") == 59, lambda: terminal.screen)
        assert "how does code reach production" in terminal.screen


def test_it_stays_after_the_interviews_end_and_shows_it_again_when_it_goes_on(run: Run, acme: str) -> None:
    run(["log", "we push"])
    with watching() as terminal:
        run(["end"])
        assert "1  we push" in terminal.shows("the interview has ended")
        run(["undo", "-i", acme])
        terminal.shows("1 of 5 · open")


def test_a_store_that_vanishes_is_told_of_and_found_again(run: Run, acme: str, workspace: Location) -> None:
    run(["log", "we push"])
    store, away = Path(workspace.target), Path(workspace.target).with_name("away.db")
    with watching() as terminal:
        store.rename(away)
        assert "1  we push" in terminal.shows("the store is gone; this goes on when it is back")
        away.rename(store)
        run(["log", "we are back"])
        assert "the store is gone" not in terminal.shows("2  we are back")


def test_an_interview_that_is_deleted_is_told_of(run: Run, acme: str) -> None:
    with watching() as terminal:
        run(["delete", acme])
        terminal.shows("there is no interview")
        run(["undelete", acme])
        terminal.waits_for(lambda: "there is no" not in terminal.screen, lambda: terminal.screen)


@pytest.mark.parametrize("key", ["q", "Q", "\x03", "\x04"], ids=["q", "Q", "Ctrl-C", "Ctrl-D"])
def test_leaving_gives_the_terminal_back(acme: str, key: str) -> None:
    with watching() as terminal:
        assert terminal.sent.startswith(TAKEN)
        assert terminal.modes != terminal.before
        terminal.type(key)
        assert terminal.ends() == 0
        assert terminal.sent.endswith(GIVEN_BACK)
        assert terminal.modes == terminal.before


@pytest.mark.parametrize("deadly", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_it_and_the_terminal_is_given_back(acme: str, deadly: signal.Signals) -> None:
    with watching() as terminal:
        os.kill(terminal.child.pid, deadly)
        assert terminal.ends() == -deadly
        assert terminal.modes == terminal.before


def stop_between_two_looks(child: int, store: str) -> None:
    """Stop a process at a moment when it holds no lock; one that was stopped in a read would hold up every writer."""
    for _ in range(100):
        os.kill(child, signal.SIGSTOP)
        with closing(sqlite3.connect(store, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                os.kill(child, signal.SIGCONT)
                time.sleep(0.05)
            else:
                other.execute("ROLLBACK")
                return
    raise AssertionError("it was never between two looks")


def test_a_terminal_that_a_shell_had_meanwhile_is_taken_again(run: Run, acme: str, workspace: Location) -> None:
    with watching() as terminal:
        stop_between_two_looks(terminal.child.pid, workspace.target)
        terminal.set_modes(terminal.before)
        run(["log", "we went on"])
        os.kill(terminal.child.pid, signal.SIGCONT)
        terminal.shows("1  we went on")
        assert terminal.sent.count(TAKEN) >= 2
        assert terminal.modes != terminal.before


def test_asked_to_stop_it_gives_the_terminal_back_first(acme: str) -> None:
    with watching() as terminal:
        os.kill(terminal.child.pid, signal.SIGTSTP)  # no shell is there to continue it, so the kernel stops nothing
        again = GIVEN_BACK + TAKEN + FRAME
        terminal.waits_for(lambda: again in terminal.sent, lambda: repr(terminal.sent))


def test_what_people_wrote_does_not_talk_to_the_terminal(run: Run, acme: str) -> None:
    with watching() as terminal:
        run(["log", "a\x1b]52;c;eHg=\x07b\x1b[2Jc"])
        assert "1  a␛]52;c;eHg=␇b␛[2Jc" in terminal.shows("1  a")
        assert "\x1b]52" not in terminal.sent
        assert "\x07" not in terminal.sent


def test_without_a_terminal_it_is_printed_once(run: Run, acme: str, stand: Callable[..., None]) -> None:
    stand(phase="walk through", question="how does code get out")
    run(["log", "a day is gone", "--pain", "--at", "10:05"])
    assert run(["watch"], env={"INTERVIEWKIT_NOW": "2026-11-21T10:23:10Z"}).out == (
        "2 of 5 · walk through                                               23 min of 60\n"
        "Acme · delivery\n"
        "\n"
        "now: how does code get out\n"
        "\n"
        "ask next: Tell us about the last time, from its very first minute: what set it\n"
        "          off?\n"
        "\n"
        "1  a day is gone\n"
    )


def test_a_terminal_that_can_nothing_is_no_place_for_it(acme: str) -> None:
    ours, theirs = pty.openpty()
    ran = subprocess.run(
        [sys.executable, "-m", "interviewkit", "watch"],
        stdin=theirs,
        stdout=theirs,
        env=os.environ | {"PYTHONPATH": str(SOURCES), "TERM": "dumb"},
        timeout=PATIENCE,
        check=True,
    )
    assert ran.returncode == 0
    assert "\x1b" not in os.read(ours, 65536).decode()
    os.close(ours)
    os.close(theirs)


def test_a_screen_waits_for_an_interview_to_begin(workspace: Location, run: Run, begin: Callable[..., str]) -> None:
    run("customer add Acme")
    with seated("watch") as seat:
        seat.shows("waiting for an interview to begin; Ctrl-C leaves")
        begin("Acme")
        seat.shows("q leaves")
        seat.press("q")
        assert seat.ends() == 0


def test_what_cannot_be_watched_is_told_and_no_screen_is_taken(
    run: Run, workspace: Location, begin: Callable[..., str]
) -> None:
    assert run(["watch"], code=3).err == "error: no interview is running; begin one: interviewkit start CUSTOMER\n"
    begin("Acme", guide="no-such-guide")
    assert run(["watch"], code=3).err == "error: there is no guide no-such-guide; see interviewkit guide list\n"
