"""The line that is being typed, on disk: offered again when the program died in the middle of it.

A line that is sent is kept under the uid of what it makes until it is stored, so that a program that died in between
can find out whether it was.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from interviewkit.paths import state_folder


class Draft:
    """One author's unfinished line in one interview; errors are swallowed, because typing must go on."""

    def __init__(self, interview: str, author: str) -> None:
        """The draft of an interview (its uid) and an author."""
        safe = "".join(sign if sign.isalnum() else "-" for sign in author)
        self._path = state_folder() / "drafts" / f"{interview}-{safe}.txt"
        self._sent: Path | None = None

    def keep(self, text: str) -> None:
        """Write down what stands on the line; an empty line leaves no file."""
        try:
            if not text:
                self._path.unlink(missing_ok=True)
                return
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = self._path.with_suffix(".new")
            beside.write_bytes(text.encode("utf-8", "surrogatepass"))
            beside.replace(self._path)
        except OSError:
            return

    def send(self, uid: str) -> None:
        """The line goes to the store, to become what has this uid."""
        sent = self._path.with_suffix(f".{uid}.txt")
        with suppress(OSError):
            self._path.replace(sent)
            self._sent = sent

    def arrived(self, prefill: str = "") -> None:
        """What was sent is stored, or safe elsewhere; what comes back to the prompt is the line now."""
        self.keep(prefill)
        if self._sent is not None:
            with suppress(OSError):
                self._sent.unlink(missing_ok=True)
            self._sent = None

    def left(self, stored: Callable[[str], bool]) -> str:
        """What was on the line when the program last died, or nothing; a line whose uid is `stored` is not left."""
        sent = sorted(self._path.parent.glob(f"{self._path.stem}.*.txt"))
        lost = [_read(path) for path in sent if not stored(path.suffixes[0][1:])]
        text = "\n".join(dict.fromkeys(filter(None, [*lost, _read(self._path)])))
        if sent:
            self.keep(text)
        for path in sent:
            with suppress(OSError):
                path.unlink()
        return text

    def edited(self, text: str) -> str:
        """The text as the person's own editor leaves it, whatever the editor says of itself when it ends."""
        self.keep(text or " ")
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        try:
            subprocess.run([*editor, str(self._path)], check=False)
        except (OSError, ValueError):
            return text
        return _read(self._path).removesuffix("\n").strip(" ") or text


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError):
        return ""


def append(path: Path | None, line: str) -> Path | None:
    """Add a line to a file that is there already, on the disk when this returns; None where that cannot be done."""
    if path is None:
        return None
    try:
        with path.open("ab") as file:
            file.write(f"{line}\n".encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return None
    return path
