"""How a failure is told: one sentence on stderr, the documented exit code, what was typed kept."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from typer.exceptions import TyperException

from interviewkit import console
from interviewkit.commands.desk import Desk, program_words
from interviewkit.errors import Exit, InterviewKitError

# What of the environment says where a command's words go.
REPEATED = ("INTERVIEWKIT_AS", "INTERVIEWKIT_INTERVIEW")


@contextmanager
def told(ctx: Any) -> Iterator[None]:
    """Run what is inside; end the program as the contract says when it fails."""
    try:
        yield
    except (TyperException, typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except InterviewKitError as error:
        console.error(f"{error}")
        if ctx.obj and ctx.obj.unwritten:
            _rescue(ctx.obj)
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        console.error("interrupted")
        raise typer.Exit(Exit.INTERRUPTED) from None
    except MemoryError:
        console.error("that is more than this machine's memory holds; give it in parts")
        raise typer.Exit(Exit.FAILED) from None
    except OSError as error:
        console.error(f"{error.filename or 'a file'}: {error.strerror or error}; see interviewkit path")
        raise typer.Exit(Exit.FAILED) from None
    except UnicodeEncodeError as error:  # text is decoded as it comes in; what is left are names of things
        console.error(f"{error.object!r} is not UTF-8, and no name of anything; see interviewkit list")
        raise typer.Exit(Exit.USAGE) from None
    except Exception as error:
        _surprise(ctx.obj, error)
        raise typer.Exit(Exit.FAILED) from None


def _surprise(desk: Desk | None, error: Exception) -> None:
    """Tell of a failure that nobody foresaw; what was typed is kept, and so is where it happened."""
    import traceback

    from interviewkit import rescue

    kept = rescue.keep("".join(traceback.format_exception(error)), ".txt")
    console.error(
        f"this should not happen ({type(error).__name__}); the store is as it was;"
        f" please report it with {kept or 'what you did'}; see interviewkit --version"
    )
    if desk and desk.typed is not None:
        _rescue(desk)


def _rescue(desk: Desk) -> None:
    """Keep what was typed, and say where and how to enter it again."""
    from interviewkit import rescue

    if desk.typed is not None:
        text = desk.typed()
        kept = rescue.keep(text, ".jsonl")
        again = f"{_program(desk)} log --stdin{_into(desk)} < {kept}"
    else:
        text = _script(desk)
        kept = rescue.keep(text, ".sh")
        again = f"sh {kept}"
    if kept:
        console.error(f"what was typed is kept in {kept}; enter it again: {again}")
    else:
        console.error(f"what was typed could be kept nowhere; here it is:\n{text}")


def _program(desk: Desk) -> str:
    """The program with the store and author that were meant; a server's URL may hold a password."""
    words = [] if desk.location.is_server else ["--db", desk.location.target]
    words += ["--as", desk.named_author] if desk.named_author else []
    return shlex.join([*program_words(), *words])


def _into(desk: Desk) -> str:
    return f" -i {shlex.quote(desk.interview)}" if desk.interview else ""


def _script(desk: Desk) -> str:
    """The command as a shell script that does the same from anywhere: same folder, same store, same standard input."""
    from interviewkit import rescue

    said = {name: value for name, value in os.environ.items() if name in REPEATED}
    if not desk.location.is_server:
        said["INTERVIEWKIT_DB"] = desk.location.target
    words = [*(f"{name}={shlex.quote(value)}" for name, value in said.items()), shlex.join(program_words())]
    words += [shlex.quote(word) for word in sys.argv[1:]]
    if desk.stdin is not None:
        given = rescue.keep(desk.stdin, ".input")
        words += ["<", shlex.quote(str(given))] if given else []
    return f"cd {shlex.quote(_here())} &&\n{' '.join(words)}\n"


def _here() -> str:
    try:
        return str(Path.cwd())
    except FileNotFoundError:
        return "/"


def readable(desk: Desk, path: str) -> bytes:
    """What a file, or standard input for `-`, holds. Errors: UsageError and NotFound with a sentence."""
    if path == "-":
        desk.stdin = console.read_stdin()
        return desk.stdin
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: str, error: OSError) -> InterviewKitError:
    """Why a file that was named cannot be read, as the error to raise."""
    from interviewkit.errors import NotFound, UsageError

    if isinstance(error, FileNotFoundError):
        return NotFound(f"there is no file {path}; name one, or - for standard input")
    if isinstance(error, IsADirectoryError):
        return UsageError(f"{path} is a folder, no file; name a file, or - for standard input")
    return UsageError(f"{path} cannot be read: {error.strerror}; name another file, or - for standard input")
