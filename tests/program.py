"""How tests run the program: as a process of its own, the way a person or a script does."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import interviewkit

SOURCES = Path(interviewkit.__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """What a run of the program gave."""

    code: int
    out: str
    err: str

    @cached_property
    def json(self) -> Any:
        """Standard output as the JSON document that it is."""
        return json.loads(self.out)


class Run(Protocol):
    """What the fixture `run` is."""

    def __call__(
        self,
        words: str | Sequence[str],
        *,
        code: int = 0,
        stdin: str | bytes = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run the program with these words; any exit code but the expected one fails the test."""


def run(
    words: str | Sequence[str],
    *,
    code: int = 0,
    stdin: str | bytes = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Run the program with words as a shell splits them, or with a list; what it prints must be UTF-8."""
    arguments = shlex.split(words) if isinstance(words, str) else [*words]
    ran = subprocess.run(
        [sys.executable, "-m", "interviewkit", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(SOURCES)} | dict(env or {}),
        timeout=120,
        check=False,
    )
    found = Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
    assert found.code == code, f"{arguments} exited {found.code}, not {code}\n{found.err}\n{found.out}"
    return found
