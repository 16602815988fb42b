"""A program that asks one thing after the other, answered on a real terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable

from program import SOURCES

PATIENCE = 60


def walk(words: str, *typed: str | Callable[[], str], env: dict[str, str] | None = None) -> str:
    """Run the program on a terminal and type a line at each prompt, then the end of input; gives all it showed.

    A line may be a function, which does something meanwhile and gives what is typed then.
    """
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "interviewkit", *words.split()],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(SOURCES), "COLUMNS": "80"} | (env or {}),
    )
    os.close(slave)
    left = [*typed]
    shown = b""
    while select.select([master], [], [], PATIENCE)[0]:
        try:
            part = os.read(master, 65536)
        except OSError:  # Linux says so when the last program has left the terminal
            break
        if not part:
            break
        shown += part
        if shown.endswith(b"> "):
            os.write(master, _typed(left.pop(0)) if left else b"\x04")
    os.close(master)
    assert process.wait(PATIENCE) == 0, shown
    assert left == []
    return shown.decode().replace("\r\n", "\n")


def _typed(line: str | Callable[[], str]) -> bytes:
    return f"{line if isinstance(line, str) else line()}\n".encode()
