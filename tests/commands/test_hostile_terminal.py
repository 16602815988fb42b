"""What people wrote never talks to a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import closing

import pytest
from program import SOURCES, Run

from interviewkit import dbfile, references
from interviewkit.fieldwork import entries, people, questions, roadmap
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.paths import Location
from interviewkit.vocabulary import Kind, Stance

HOSTILE = "a\x1b]52;c;eHg=\x07b\x1b]8;;http://x\x1b\\c\u202ed\x9b31me\rf\x7fg"
SHOWN = "a␛]52;c;eHg=␇b␛]8;;http://x␛\\c\\u202ed\\x9b31me␍f␡g"


def on_terminal(*words: str) -> str:
    """What a terminal receives from the program."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "interviewkit", *words],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"PYTHONPATH": str(SOURCES), "PAGER": "cat", "COLUMNS": "300", "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # Linux ends a pseudo-terminal so
        pass
    os.close(ours)
    child.wait()
    return shown.decode().replace("\r\n", "\n")


@pytest.fixture
def hostile(acme: str, workspace: Location) -> None:
    """Hostile text in every field that a person fills."""
    step = Tagging(Kind.PROCESS, by=HOSTILE, links=[("item", Stance.SUPPORTS)])
    note = Note("u-1", question=HOSTILE, answer=HOSTILE, speaker=HOSTILE, tags=[step])
    with closing(dbfile.connect(workspace, write=True)) as store:
        interview = references.interview(store, acme)
        people.edit_customer(store, HOSTILE, "acme", None, name=HOSTILE)
        people.add_segment(store, HOSTILE, "Seg", None)
        people.edit_segment(store, HOSTILE, "seg", name=HOSTILE)
        roadmap.add(store, HOSTILE, HOSTILE, slug="item", description=HOSTILE, key=HOSTILE, url=HOSTILE)
        entries.log(store, "ann", interview, [note])
        questions.park(store, "ann", interview, HOSTILE, HOSTILE)
        questions.explain(store, "ann", interview, HOSTILE, HOSTILE)


@pytest.mark.parametrize(
    "words",
    [
        "list",
        "show @",
        "show 1",
        "show @ --json",
        "history 1",
        "parked",
        "terms",
        "search a",
        "customer list",
        "customer show acme",
        "segment list",
        "participant list",
        "roadmap list",
        "roadmap list --csv",
        "roadmap show item",
        "answer 1 so",
        "undo",
    ],
)
def test_no_control_character_reaches_a_terminal(run: Run, hostile: None, words: str) -> None:
    shown = on_terminal(*words.split())
    assert shown
    assert not [sign for sign in shown if sign in "\x1b\x07\x9b\x7f\u202e\r"]


def test_each_is_shown_as_a_visible_sign(run: Run, hostile: None) -> None:
    assert f"Q  {SHOWN}\n" in on_terminal("show", "@")
    assert f"Q  {SHOWN}\n" in run("show @").out


def test_json_carries_them_escaped(run: Run, hostile: None) -> None:
    shown = run("show 1 --json")
    assert shown.json["answer"] == HOSTILE
    assert all(sign == "\n" or sign.isprintable() for sign in shown.out)


@pytest.mark.parametrize("words", [["show", HOSTILE], ["--db", HOSTILE, "list"], ["customer", "show", HOSTILE]])
def test_errors_repeat_nothing_hostile(run: Run, acme: str, words: list[str]) -> None:
    refused = run(words, code=3)
    assert refused.out == ""
    assert not [sign for sign in refused.err if sign in "\x1b\x07\x9b\x7f\u202e\r"]
