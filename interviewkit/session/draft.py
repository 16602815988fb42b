"""The line that is being typed, on disk: offered again when the program died in the middle of it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from interviewkit.paths import state_folder


class Draft:
    """One author's unfinished line in one interview; errors are swallowed, because typing must go on."""

    def __init__(self, interview: str, author: str) -> None:
        """The draft of an interview (its uid) and an author."""
        safe = "".join(sign if sign.isalnum() else "-" for sign in author)
        self._path = state_folder() / "drafts" / f"{interview}-{safe}.txt"

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

    def left(self) -> str:
        """What was on the line when the program last died, or nothing."""
        try:
            return self._path.read_bytes().decode("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return ""

    def edited(self, text: str) -> str:
        """The text as the person's own editor leaves it, whatever the editor says of itself when it ends."""
        self.keep(text or " ")
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        try:
            subprocess.run([*editor, str(self._path)], check=False)
        except (OSError, ValueError):
            return text
        return self.left().removesuffix("\n").strip(" ") or text


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
