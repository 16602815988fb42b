"""The README is true: its shell transcripts run and print what it says, its reference is what the program has.

`UPDATE_README=1 pytest tests/test_readme.py` writes what was printed into it, to be read before it is committed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
UPDATE = bool(os.environ.get("UPDATE_README"))
TRANSCRIPT = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
REFERENCE = re.compile(r"(?<=<!-- reference -->\n).*?(?=<!-- /reference -->)", re.DOTALL)
MARK = "-- end of a command --"


@pytest.fixture
def bash(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A shell in a clean home, where the program is on the PATH and the clock stands still."""
    programs = Path(sys.executable).parent
    home = tmp_path / "mika"
    home.mkdir()
    environment = {
        "HOME": str(home),
        "PATH": f"{programs}:{os.environ['PATH']}",
        "INTERVIEWKIT_NOW": "2026-11-21T10:00:00Z",
        "INTERVIEWKIT_AS": "mika",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    with subprocess.Popen(
        ["bash", "--norc"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=home,
        env=environment,
    ) as shell:
        yield shell


def typed(shell: subprocess.Popen[str], command: str) -> str:
    """What a shell prints for one command, both streams as a person would see them."""
    assert shell.stdin is not None
    assert shell.stdout is not None
    shell.stdin.write(f"{command}\nprintf '\\n{MARK}\\n'\n")
    shell.stdin.flush()
    lines = list(iter(shell.stdout.readline, f"{MARK}\n"))
    return "".join(lines).removesuffix("\n")


def commands_in(transcript: str) -> Iterator[str]:
    """The commands of a transcript: what stands behind a dollar sign."""
    for line in transcript.splitlines():
        if line.startswith("$ "):
            yield line.removeprefix("$ ")


def test_every_transcript_prints_what_it_shows(bash: subprocess.Popen[str]) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed, and the README's recipes use it")
    typed(bash, "interviewkit demo --keep ~/demo > /dev/null && cd ~/demo")
    text = README.read_text(encoding="utf-8")
    ran = TRANSCRIPT.sub(lambda found: _played(bash, found.group()), text)
    if UPDATE:
        README.write_text(ran, encoding="utf-8")
    assert ran == README.read_text(encoding="utf-8")


def test_the_reference_is_what_the_program_has() -> None:
    text = README.read_text(encoding="utf-8")
    written = REFERENCE.sub(lambda _: reference(), text)
    if UPDATE:
        README.write_text(written, encoding="utf-8")
    assert written == README.read_text(encoding="utf-8")


def test_every_command_of_the_table_is_in_the_reference() -> None:
    from interviewkit.cli import CONTENTS

    listed = re.findall(r"^- `(\w+)", REFERENCE.search(README.read_text(encoding="utf-8")).group(), re.MULTILINE)  # type: ignore[union-attr]  # the markers stand in it
    assert list(dict.fromkeys(listed)) == list(CONTENTS)


def _played(shell: subprocess.Popen[str], transcript: str) -> str:
    played = []
    for command in commands_in(transcript):
        said = typed(shell, command)
        played.append(f"$ {command}\n{said}" + ("" if not said or said.endswith("\n") else "\n"))
    return "".join(played)


def reference() -> str:
    """Every command with its arguments, its line and its options, as a list."""
    import typer
    from typer.main import get_command

    from interviewkit import cli

    root: Any = get_command(cli.app)
    lines = []
    for name, line in cli.CONTENTS.items():
        _, command, _ = root.resolve_command(typer.Context(root), [name])
        verbs = getattr(command, "commands", {"": command})
        for verb, one in verbs.items():
            said = line if verb == "" else one.get_short_help_str(200)
            lines.append(f"- `{' '.join([f'{name} {verb}'.strip(), *_arguments(one)])}`: {said}")
            options = " · ".join(f"`{option}`" for option in _options(one))
            lines += [f"  <br>{options}"] if options else []
    return "\n".join(lines) + "\n"


def _arguments(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield parameter.metavar or parameter.name.upper()


def _options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if parameter.param_type_name == "option":
            names = "/".join([*parameter.opts, *parameter.secondary_opts])
            words = "|".join(getattr(parameter.type, "choices", ())) or {"int range": "N", "float": "NUMBER"}.get(
                parameter.type.name, parameter.type.name.upper()
            )
            value = "" if parameter.is_flag else f" {parameter.metavar or words}"
            yield f"{names}{value}{'…' if parameter.multiple and not value.endswith('…') else ''}"
