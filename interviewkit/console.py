"""The only module that touches stdin, stdout and stderr: results to one, messages to the other.

Bytes are UTF-8 whatever the locale says. A reader that goes away (`| head`) is no error, as `gh` treats a
pager that was left: the rest goes nowhere, the command finishes its work and exits as it would have, so 0
unless something else failed or a gate did not hold.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from interviewkit.errors import InterviewKitError, UsageError

# What `harmless` replaces, by code point.
CONTROLS: dict[int, str] = (
    {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
    | {0x7F: "␡"}
    | {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
    | {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
)

# Unicode sets these noncharacters aside for use inside one program: text painted with them can still be made
# harmless as a whole, and only then becomes colour.
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
PLAIN = "\ufdd0"  # ends what a painted text began
_MARKS = {style: chr(0xFDD1 + place) for place, style in enumerate(_STYLES)}
_RESET = "\x1b[0m"
_SEQUENCES = {ord(PLAIN): "\x1b[0m"} | {ord(_MARKS[style]): f"\x1b[{code}m" for style, code in _STYLES.items()}


class _Mood:
    """What `--quiet` set for this process."""

    quiet = False


def set_quiet(quiet: bool) -> None:
    """Say no more than results, warnings and errors from now on (`--quiet`), or speak again."""
    _Mood.quiet = quiet


def harmless(text: str) -> str:
    """Return `text` with whatever could move a cursor, reverse a line or talk to a terminal as visible signs.

    Newline and tab stay; ESC shows as ␛, the other C0 likewise, C1 and bidirectional overrides as escapes.
    """
    return text.translate(CONTROLS)


def result(text: str, *, raw: bool = False) -> None:
    """Write a result to stdout, ending in a newline; an empty text writes nothing.

    `raw` leaves the characters of JSON and CSV as they are in a pipe or file; a terminal is always protected.
    Raises InterviewKitError when stdout cannot take it (a full disk), or was closed before the program began.
    """
    if text and sys.stdout is None:
        raise InterviewKitError("stdout is closed, and the result went nowhere; write to a file: -o")
    if text:
        whole = text if text.endswith("\n") else f"{text}\n"
        shown = whole if raw and not is_terminal() else _shown(whole, sys.stdout)
        result_bytes(shown.encode("utf-8", "backslashreplace"))


def result_bytes(data: bytes) -> None:
    """Write bytes to stdout as they are, and flush: no failure waits for the end. Raises as `result` does."""
    try:
        _write(sys.stdout, data)
    except BrokenPipeError:
        _discard(sys.stdout)
    except OSError as error:
        _discard(sys.stdout)
        reason = error.strerror or str(error)
        raise InterviewKitError(f"stdout could not be written ({reason}); write to a file: -o") from error


def say(text: str) -> None:
    """Tell the person something on stderr, unless `--quiet`."""
    if not _Mood.quiet:
        _tell(text)


def warn(text: str) -> None:
    """Warn on stderr; `--quiet` does not silence it."""
    _tell(f"{paint('warning:', 'yellow', sys.stderr)} {text}")


def error(text: str) -> None:
    """Report a failure on stderr."""
    _tell(f"{paint('error:', 'red', sys.stderr)} {text}")


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether a stream (stdout, if none is named) is a terminal; a closed one is not."""
    stream = sys.stdout if stream is None else stream
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def interactive() -> bool:
    """Whether a person can be asked: stdin and stdout are both terminals."""
    return sys.stdin is not None and is_terminal(sys.stdin) and is_terminal()


def width() -> int:
    """The columns of the terminal; 80 where there is none, COLUMNS before either."""
    return _size("COLUMNS", 0, 80)


def height() -> int:
    """The lines of the terminal; 24 where there is none, LINES before either."""
    return _size("LINES", 1, 24)


def colour(stream: TextIO | None = None) -> bool:
    """Whether a stream (stdout, if none is named) gets colour: a terminal, not dumb, and no NO_COLOR."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and is_terminal(stream)


def paint(text: str, style: str, stream: TextIO | None = None) -> str:
    """Mark `text` to be shown in a style by this module; unchanged where the stream (stdout) has no colour.

    Styles: bold, dim, red, green, yellow, blue, cyan. The marks take no column (see `output`).
    """
    return f"{_MARKS[style]}{text}{PLAIN}" if colour(stream) else text


def ask(question: str) -> str:
    """Ask on the terminal and return the line typed, without its newline; end of input is an empty answer.

    For short answers: a terminal cuts a line at 4,095 bytes. Raises UsageError where nobody can be asked.
    """
    if not interactive():
        raise UsageError(f"no terminal to ask on: {question.strip()} Answer with an option; see --help")
    stream = sys.stderr if is_terminal(sys.stderr) else sys.stdout
    _flush_stdout()
    _write(stream, _shown(f"{question.rstrip()} ", stream).encode("utf-8", "backslashreplace"))
    return sys.stdin.buffer.readline().decode("utf-8", "surrogateescape").rstrip("\r\n")


@contextmanager
def early_prompt(text: str) -> Iterator[None]:
    """Show a prompt while what will read it still loads: the terminal keeps what is typed, and the line is cleared."""
    able = interactive() and os.environ.get("TERM") != "dumb"
    if able:
        result_bytes(_shown(text, sys.stdout).encode("utf-8", "backslashreplace"))
    try:
        yield
    finally:
        if able:
            result_bytes(b"\r\x1b[K")


def passing(text: str) -> None:
    """Show a line on stderr that the next one, or an empty one, takes the place of; only on a terminal that can."""
    if is_terminal(sys.stderr) and not _Mood.quiet and os.environ.get("TERM") != "dumb":
        try:
            _write(sys.stderr, f"\r\x1b[K{harmless(text)}".encode("utf-8", "backslashreplace"))
        except OSError:
            _discard(sys.stderr)


def read_stdin() -> bytes:
    """Return everything on stdin; nothing when it is closed."""
    if sys.stdin is None:
        return b""
    buffer = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read().encode("utf-8", "surrogateescape") if buffer is None else bytes(buffer.read())


def page(text: str) -> None:
    """Show a result through the pager when it is longer than the terminal is high, else as `result` does.

    $PAGER decides, `less -FRX` when it is unset; empty or `cat` means none. Close the store first: a person
    may read for an hour.
    """
    pager = os.environ.get("PAGER", "less").strip()
    short = text.count("\n") < height()
    if pager in {"", "cat"} or short or not is_terminal() or not _paged(pager, text):
        result(text)


def _paged(pager: str, text: str) -> bool:
    """Give the whole text to a pager and wait until it is left; false if it cannot be started."""
    import shlex
    import signal
    import subprocess

    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    _flush_stdout()
    try:
        process = subprocess.Popen(shlex.split(pager), stdin=subprocess.PIPE, env=environment)
    except (OSError, ValueError):
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the pager while it runs
    try:
        process.communicate(_shown(text, sys.stdout).encode("utf-8", "backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def _shown(text: str, stream: TextIO) -> str:
    """Text as a stream may show it: harmless, and painted where the stream has colour."""
    safe = harmless(text)
    if not colour(stream):
        return safe
    painted = safe.translate(_SEQUENCES)
    return painted if painted == safe else painted + _RESET  # what a person typed may hold a mark: end it here


def _tell(text: str) -> None:
    """Write a message to stderr after everything stdout was given; a stderr that is gone is no failure."""
    _flush_stdout()
    try:
        _write(sys.stderr, _shown(f"{text.rstrip()}\n", sys.stderr).encode("utf-8", "backslashreplace"))
    except OSError:
        _discard(sys.stderr)


def _flush_stdout() -> None:
    """Hand on what stdout still holds, so that a diagnostic never overtakes the data it is about."""
    if sys.stdout is not None:
        result_bytes(b"")


def _write(stream: TextIO | None, data: bytes) -> None:
    """Write bytes beneath a text stream and flush; a stream that is closed or has no bytes beneath is met."""
    if stream is None:
        return
    stream.flush()
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode("utf-8", "replace"))
    else:
        rest = memoryview(data)
        while rest:  # an unbuffered stream (PYTHONUNBUFFERED) may take less than it is given
            rest = rest[buffer.write(rest) :]
    stream.flush()


def _discard(stream: TextIO) -> None:
    """Send what a stream holds, and all that follows, to nowhere: the flush at shutdown must not complain."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _size(variable: str, place: int, otherwise: int) -> int:
    """One side of the terminal: from the environment, else from the terminal itself."""
    named = os.environ.get(variable, "")
    if named.isascii() and named.isdigit() and int(named) > 0:
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno())[place] or otherwise
    except (OSError, ValueError, AttributeError):
        return otherwise
