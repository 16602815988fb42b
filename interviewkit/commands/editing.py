"""An entry in the person's own editor; the file is ours, and stays until its text is accepted."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewkit import console
from interviewkit.errors import InterviewKitError, UsageError

DIVIDER = "---- the question stands above this line, the answer below it ----"


@contextmanager
def question_and_answer(question: str, answer: str) -> Iterator[tuple[str, str]]:
    """Both as the editor left them; after any failure, also of what is done with them, the file stays and that is said.

    Errors: InterviewKitError when the editor fails, UsageError without divider.
    """
    descriptor, name = tempfile.mkstemp(prefix="interviewkit-", suffix=".txt")
    path = Path(name)
    with os.fdopen(descriptor, "wb") as file:
        file.write(f"{question}\n{DIVIDER}\n{answer}\n".encode("utf-8", "surrogateescape"))
    try:
        _run_editor(path)
        yield _parts(path.read_bytes().decode("utf-8", "surrogateescape"))
    except BaseException:
        console.warn(f"nothing was changed; your text is kept in {path}")
        raise
    path.unlink()


def _parts(text: str) -> tuple[str, str]:
    asked, divider, said = text.partition(f"{DIVIDER}\n")
    if not divider:
        raise UsageError("the dividing line is gone; put it back, or use: interviewkit edit REF -q … -a …")
    return asked.removesuffix("\n"), said.removesuffix("\n")


def _run_editor(path: Path) -> None:
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    console.say(f"editing with {editor[0]}")
    try:
        done = subprocess.run([*editor, str(path)], check=False)
    except OSError as error:
        raise InterviewKitError(
            f"{editor[0]} does not start ({error.strerror}); set EDITOR, or use: interviewkit edit REF -a …"
        ) from error
    if done.returncode != 0:
        raise InterviewKitError(f"{editor[0]} ended with {done.returncode}; edit again: interviewkit edit REF")
