"""`edit` gives an entry other words or another moment."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from program import SOURCES, Run


def entry(run: Run) -> tuple[Any, ...]:
    """Question, answer and moment of entry 1."""
    row = run("show 1 --json").json
    return row["question"], row["answer"], row["at"][11:16]


def test_edit_changes_what_is_named_and_says_so(run: Run, acme: str) -> None:
    run("log -q how -a so")
    changed = run(["edit", "1", "-a", "- so it is"])
    assert (changed.out, changed.err) == (
        "",
        "changed acme-2026-11-21/1; see interviewkit history acme-2026-11-21/1\n",
    )
    assert entry(run) == ("how", "- so it is", "10:00")
    run("edit acme/1 -q why --at 09:30")
    assert entry(run) == ("why", "- so it is", "09:30")


def test_an_edit_that_changes_nothing_says_so(run: Run, acme: str) -> None:
    run("log so")
    assert run("edit 1 -a so").err == "nothing is different\n"
    assert run("undo").out == "took back entry 1: so\n"


def test_an_emptied_question_is_no_question(run: Run, acme: str) -> None:
    run("log -q how -a so")
    run(["edit", "1", "-q", ""])
    assert entry(run) == (None, "so", "10:00")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("edit 1", 2, 'say what to change: interviewkit edit 1 -a "…"'),
        ("edit 1 -a ''", 2, "an entry needs words; to take it back: interviewkit delete acme-2026-11-21/1"),
        ("edit 9 -a x", 3, "there is no entry 9 in acme-2026-11-21; see interviewkit show acme-2026-11-21"),
        (
            "edit foo -a x",
            3,
            "there is no entry foo; an entry is named like 7 or acme-2026-11-21/7; see interviewkit show @",
        ),
    ],
)
def test_edit_refuses(run: Run, acme: str, words: str, code: int, sentence: str) -> None:
    run("log so")
    refused = run(words, code=code)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert entry(run) == (None, "so", "10:00")


def in_editor(tmp_path: Path, script: str, **environment: str) -> tuple[int, str]:
    """Run `edit 1` on a terminal, with a shell script as the editor; gives exit code and what was shown."""
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o700)
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "interviewkit", "edit", "1"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"PYTHONPATH": str(SOURCES), "EDITOR": str(editor), "TMPDIR": str(tmp_path)} | environment,
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # Linux ends a pseudo-terminal so
        pass
    os.close(ours)
    return child.wait(), shown.decode().replace("\r\n", "\n")


def kept(tmp_path: Path) -> list[Path]:
    """The editor's files that are left."""
    return [*tmp_path.glob("interviewkit-*.txt")]


def test_the_editor_changes_an_entry(run: Run, acme: str, tmp_path: Path) -> None:
    run(["log", "-q", "how", "-a", "two\r\nlines"])
    code, shown = in_editor(tmp_path, "sed -i s/two/three/ $1")
    assert (code, shown) == (
        0,
        f"editing with {tmp_path}/editor\nchanged acme-2026-11-21/1; see interviewkit history acme-2026-11-21/1\n",
    )
    assert entry(run) == ("how", "three\r\nlines", "10:00")
    assert kept(tmp_path) == []


def test_what_the_editor_left_alone_is_nobodys_change(run: Run, acme: str, tmp_path: Path) -> None:
    run("log -q how -a so")
    meanwhile = f"PYTHONPATH={SOURCES} {sys.executable} -m interviewkit --as bob edit 1 -q why 2>/dev/null"
    code, _ = in_editor(tmp_path, f"{meanwhile}; sed -i s/so/thus/ $1")
    assert code == 0
    assert entry(run) == ("why", "thus", "10:00")


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("echo new > $1; exit 3", 1, "ended with 3; edit again: interviewkit edit REF"),
        ("echo new > $1", 2, "the dividing line is gone; put it back, or use: interviewkit edit REF -q … -a …"),
        ("sed -i /so/d $1; sed -i /how/d $1", 2, "an entry needs words"),
        ("echo new >> $1; rm .interviewkit/interviews.db", 3, "there is no store at"),
    ],
)
def test_the_editors_file_stays_until_its_text_is_accepted(
    run: Run, acme: str, tmp_path: Path, script: str, code: int, said: str
) -> None:
    run("log -q how -a so")
    ended, shown = in_editor(tmp_path, script)
    assert ended == code
    (left,) = kept(tmp_path)
    assert f"warning: nothing was changed; your text is kept in {left}\n" in shown
    assert said in shown
    assert "Traceback" not in shown


def test_an_editor_that_is_not_there_is_named(run: Run, acme: str, tmp_path: Path) -> None:
    run("log so")
    code, shown = in_editor(tmp_path, "", EDITOR="no-such-editor")
    assert code == 1
    assert "no-such-editor does not start (No such file or directory); set EDITOR, or use: interviewkit edit" in shown
