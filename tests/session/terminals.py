"""A real pseudo-terminal with the program in it: keys in, what a screen would receive out."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from program import SOURCES
from session.screens import Screen

from interviewkit.paths import state_folder

WAIT = 30.0
ENTER, TAB, CTRL_C, CTRL_D, ESCAPE = "\r", "\t", "\x03", "\x04", "\x1b"
PASTE = "\x1b[200~{}\x1b[201~"
# The child takes the terminal as its own, so that a hang-up reaches it, and becomes the program.
_SEAT = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, '-m', 'interviewkit', *sys.argv[1:]])"
)


class Terminal:
    """One terminal of `rows` × `columns`."""

    def __init__(self, *words: str, rows: int = 24, columns: int = 80, env: Mapping[str, str] | None = None) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SEAT, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(SOURCES), "TERM": "xterm-256color"} | dict(env or {}),
        )
        os.close(theirs)
        self._screen = Screen(rows, columns)
        self._open = True
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def press(self, keys: str) -> None:
        """Type keys as they are; what comes meanwhile is read, or neither side could go on."""
        left = keys.encode()
        while left:
            self._read(0)
            if select.select([], [self._ours], [], 0.2)[1]:
                left = left[os.write(self._ours, left[:512]) :]

    def line(self, text: str) -> None:
        """Type a line and send it."""
        self.press(text + ENTER)

    @property
    def lines(self) -> list[str]:
        """What has been on the screen, from the first line to the last that is there now."""
        return [*self._screen.gone, *self._screen.lines]

    def has(self, text: str) -> int:
        """How often the text is there, however its lines are broken."""
        return squeezed("".join(self.lines)).count(squeezed(text))

    def shows(self, text: str, times: int = 1) -> None:
        """Wait until the text is there, so many times."""
        end = time.monotonic() + WAIT
        while self.has(text) < times:
            shown = "\n".join(self.lines)
            assert time.monotonic() < end, f"{text!r} never came; there was:\n{shown}"
            if not self._read(0.2) and self.process.poll() is not None:
                assert self.has(text) >= times, f"{text!r} never came; it ended with:\n{shown}"

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + WAIT
        while not holds():
            assert time.monotonic() < end, "it never came to hold:\n" + "\n".join(self.lines)
            self._read(0.02)

    def ends(self) -> int:
        """Wait until the program has ended; gives its exit code."""
        end = time.monotonic() + WAIT
        while self.process.poll() is None:
            self._read(0.1)
            assert time.monotonic() < end, "it did not end:\n" + "\n".join(self.lines)
        while self._read(0):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the terminal's window."""
        self._open = False
        os.close(self._ours)

    def close(self) -> None:
        """End what still runs."""
        if self._open:
            self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def _read(self, patience: float) -> bool:
        """Take what has come, and answer as a terminal does when it is asked where the cursor is."""
        if not self._open:
            time.sleep(patience)
            return False
        if not select.select([self._ours], [], [], patience)[0]:
            return False
        try:
            data = self._decode(os.read(self._ours, 65536))
        except OSError:  # Linux ends a pseudo-terminal so
            return False
        for part in data.splitlines(keepends=True):
            self._screen.feed(part)
            if "\x1b[6n" in part:
                os.write(self._ours, "\x1b[{};{}R".format(*self._screen.cursor).encode())
        return bool(data)


@contextmanager
def terminal(*words: str, **how: object) -> Iterator[Terminal]:
    """A terminal with the program in it, closed in the end."""
    opened = Terminal(*words, **how)  # type: ignore[arg-type]  # a test passes what fits
    try:
        yield opened
    finally:
        with suppress(OSError):
            opened.close()


def squeezed(text: str) -> str:
    """A text without blanks: lines break where the screen is narrow."""
    return "".join(text.split())


DEATHS = {
    "kill -9": lambda seat: seat.process.kill(),
    "SIGTERM": lambda seat: seat.process.send_signal(signal.SIGTERM),
    "SIGHUP": lambda seat: seat.process.send_signal(signal.SIGHUP),
    "the window is closed": lambda seat: seat.hang_up(),
}


def drafts() -> list[str]:
    """The unfinished lines on the disk."""
    return [file.read_text(encoding="utf-8") for file in (state_folder() / "drafts").glob("*.txt")]
