"""The second screen on a terminal: drawn anew on a commit of somebody else, on the minute, and on a new size.

A thread looks at the store, so that a store that is busy or away keeps neither the clock nor a key waiting. The
terminal is given back however this ends: by a key, an error, or a signal that asks for the end.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread

from interviewkit import console, dates
from interviewkit.session.guide import Guide
from interviewkit.session.looking import Eye, Look
from interviewkit.session.watch_lines import fitted, printed
from interviewkit.session.watching import Listener, Seen, screen

# Another page, no cursor, nothing wrapped: a sign whose width terminals disagree about must not move the lines below.
TAKE = b"\x1b[?1049h\x1b[?25l\x1b[?7l"
GIVE_BACK = b"\x1b[?7h\x1b[?25h\x1b[?1049l"
# A frame is shown at once where the terminal can (DEC mode 2026), so that nothing flickers.
BEGIN, END = b"\x1b[?2026h\x1b[H\x1b[2J", b"\x1b[?2026l"
NEWS = 0
LEAVING = {b"q", b"Q", b"\x03", b"\x04"}
AGAIN = b"\x0c"  # Ctrl-L
DEADLY = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
HEARD = (signal.SIGINT, *DEADLY, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
Wake = Callable[[], None]


def once(seen: Seen, guide: Guide) -> str:
    """The screen as text: for where there is no terminal to keep it on."""
    return "\n".join(printed(screen(seen, guide, Listener(guide), dates.now()), console.width()))


def watch(eye: Eye, guide: Guide, seen: Seen) -> None:
    """Show an interview, as it was seen first and as it goes on, until q or Ctrl-C. Both are the usual way to leave.

    A signal that asks for the end ends the process as it would have ended without this screen.
    """
    deadly = None
    with _bell() as bell, _Terminal() as terminal, _looking(eye, bell.news) as looks:
        page = _Page(guide, seen)
        page.draw()
        while not bell.left and deadly is None:
            rung = bell.wait(page.seconds())
            deadly = next((one for one in DEADLY if one in rung), None)
            page.take(looks)
            if signal.SIGTSTP in rung:
                terminal.stop()
            if {signal.SIGTSTP, signal.SIGCONT} & rung:
                terminal.take()
            if not bell.left and deadly is None:
                page.draw(anew=bool(rung - {NEWS}))
    if deadly is not None:
        signal.signal(deadly, signal.SIG_DFL)
        os.kill(os.getpid(), deadly)


class _Page:
    """What is on the terminal: drawn only where it would change."""

    def __init__(self, guide: Guide, seen: Seen) -> None:
        self._guide = guide
        self._seen = seen
        self._listener = Listener(guide)
        self._trouble = ""
        self._drawn = ""

    def take(self, looks: SimpleQueue[Look]) -> None:
        """Know what was looked at since."""
        with suppress(Empty):
            while True:
                look = looks.get_nowait()
                self._seen = look.seen or self._seen
                self._trouble = look.trouble

    def draw(self, *, anew: bool = False) -> None:
        """Draw what there is to see; what stands there already only when that is asked for."""
        width, height = _size()
        stands = screen(self._seen, self._guide, self._listener, dates.now(), self._trouble)
        text = "\n".join(fitted(stands, width, max(height - 1, 1)))  # a line end in the last row would scroll
        if anew or text != self._drawn:
            self._drawn = text
            console.result_bytes(BEGIN)
            console.result(text or " ")
            console.result_bytes(END)

    def seconds(self) -> float | None:
        """How long the clock on it is right; None when it stands still."""
        row = self._seen.row
        if row["ended_at"] is not None:
            return None
        passed = dates.minutes_between(row["started_at"], dates.now()) * 60
        return 60.05 - (passed + 30) % 60  # minutes are rounded: they change on the half


class _Terminal:
    """The terminal while this screen has it; keys arrive as they are pressed and are not shown."""

    def __enter__(self) -> _Terminal:
        self._keyboard = sys.stdin.fileno() if console.interactive() else None
        self._before = None if self._keyboard is None else termios.tcgetattr(self._keyboard)
        self.take()
        return self

    def __exit__(self, *error: object) -> None:
        self.give_back()

    def take(self) -> None:
        """Take it, or take it again after somebody else had it."""
        if self._keyboard is not None:
            tty.setcbreak(self._keyboard, termios.TCSANOW)
        console.result_bytes(TAKE)

    def give_back(self) -> None:
        """Leave it as it was, without what was typed meanwhile; a terminal that is gone needs nothing."""
        with suppress(Exception):
            console.result_bytes(GIVE_BACK)
        with suppress(termios.error):
            if self._keyboard is not None and self._before is not None:
                termios.tcflush(self._keyboard, termios.TCIFLUSH)
                termios.tcsetattr(self._keyboard, termios.TCSANOW, self._before)

    def stop(self) -> None:
        """Ctrl-Z: give it back and stop, until the shell lets this go on."""
        self.give_back()
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, ours)


class _Bell:
    """Everything that ends waiting: a signal (its number), news from the store (NEWS), a key."""

    def __init__(self, rope: int, hand: int) -> None:
        self._rope, self._hand = rope, hand
        self._keyboard = [sys.stdin.fileno()] if console.interactive() else []
        self.left = False

    def news(self) -> None:
        """Ring from another thread."""
        with suppress(OSError):  # it rings already, or nobody listens any more
            os.write(self._hand, bytes([NEWS]))

    def wait(self, seconds: float | None) -> set[int]:
        """What has rung; nothing when the time is over. `left` is set by a key that leaves, and by Ctrl-C."""
        ready, _, _ = select.select([self._rope, *self._keyboard], [], [], seconds)
        rung = set(os.read(self._rope, 512)) if self._rope in ready else set()
        if {*self._keyboard} & {*ready}:
            keys = self._keys()
            self.left = self.left or any(key in keys for key in LEAVING) or not keys
            rung |= {signal.SIGWINCH.value} if AGAIN in keys else set()
        self.left = self.left or signal.SIGINT in rung
        return rung

    def _keys(self) -> bytes:
        """What was typed; nothing where the terminal is gone."""
        with suppress(OSError):
            return os.read(self._keyboard[0], 512)
        return b""


@contextmanager
def _bell() -> Iterator[_Bell]:
    """A bell that signals ring; those that the shell wants ignored (nohup) stay so."""
    rope, hand = os.pipe()
    os.set_blocking(hand, False)
    wanted = [one for one in HEARD if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, lambda *_: None) for one in wanted}
    signal.set_wakeup_fd(hand, warn_on_full_buffer=False)
    try:
        yield _Bell(rope, hand)
    finally:
        signal.set_wakeup_fd(-1)
        for one, handler in before.items():
            signal.signal(one, handler)
        os.close(hand)
        os.close(rope)


@contextmanager
def _looking(eye: Eye, news: Wake) -> Iterator[SimpleQueue[Look]]:
    """A thread that looks at the store; it is not waited for long, since a store may keep it for half a minute."""
    looks: SimpleQueue[Look] = SimpleQueue()
    over = Event()

    def go_on() -> None:
        while not over.is_set():
            look = eye.look()
            if look is not None and not over.is_set():
                looks.put(look)
                news()
            over.wait(eye.pace)
        eye.close()

    thread = Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield looks
    finally:
        over.set()
        thread.join(0.5)


def _size() -> tuple[int, int]:
    """The terminal's columns and lines as they are now."""
    try:
        width, height = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        width, height = 0, 0
    return width or 80, height or 24
