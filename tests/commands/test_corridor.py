"""The fast corridor: what people run all day imports nothing heavy."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from contextlib import closing

import pytest
from program import SOURCES

from interviewkit import dbfile, references
from interviewkit.fieldwork import entries, questions, roadmap
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.paths import Location
from interviewkit.vocabulary import Kind

HEAVY = (
    *("pydantic", "sqlmodel", "sqlalchemy", "alembic", "jinja2", "rich", "prompt_toolkit", "markupsafe", "psycopg"),
    *("tomlkit", "slugify"),
)
WATCHER = f"""
import atexit, json, os, sys, traceback
HEAVY = {HEAVY!r}
found = {{}}
class Watch:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in HEAVY and top not in found:
            chain = [f for f in traceback.extract_stack() if "importlib" not in f.filename]
            found[top] = [f"{{f.filename}}:{{f.lineno}}" for f in chain]
sys.meta_path.insert(0, Watch())
atexit.register(lambda: open(os.environ["WATCHED"], "w").write(json.dumps(found)))
"""


@pytest.fixture
def noted(acme: str, workspace: Location) -> str:
    """An interview with a tagged entry, a parked question, and an item to link to."""
    with closing(dbfile.connect(workspace, write=True)) as store:
        interview = references.interview(store, acme)
        roadmap.add(store, "ann", "Faster builds")
        entries.log(store, "ann", interview, [Note("u-1", answer="so", tags=[Tagging(Kind.PAIN)])])
        questions.park(store, "ann", interview, "why", None)
    return acme


def imported(tmp_path: object, words: str, **environment: str) -> dict[str, list[str]]:
    """Every heavy package that a run of the program asked for, with the chain of files that brought it in."""
    log = f"{tmp_path}/watched.json"
    starter = WATCHER + (
        "sys.argv = ['interviewkit', *json.loads(os.environ['WORDS'])]\nfrom interviewkit.cli import main\nmain()\n"
    )
    words_given = {"WORDS": json.dumps(shlex.split(words)), "WATCHED": log, "PYTHONPATH": str(SOURCES)}
    ran = subprocess.run(
        [sys.executable, "-c", starter],
        env=os.environ | words_given | environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    with open(log, encoding="utf-8") as file:  # noqa: PTH123  the path is a word of the child's environment
        found: dict[str, list[str]] = json.load(file)
    return found


@pytest.mark.parametrize(
    "words",
    [
        "log 'we push' --pain --link faster-builds --severity 2",
        "log how 'we push' --process --by QE --takes 3h --speaker Zoë --json",
        "log --stdin",
        "park when --why because",
        "parked",
        "parked --json",
        "answer 1 soon",
        "term canary small",
        "term 'golden build'",
        "terms",
        "terms --open",
        "status",
        "status --json",
        "undo",
        "end",
        "list",
        "list --json",
        "list --csv --since yesterday",
        "show @",
        "show 1 --json",
        "history 1",
        "edit 1 -a thus",
        "tag 1 process",
        "link 1:pain faster-builds",
        "delete 1",
        "search push",
        "roadmap list",
        "roadmap show faster-builds",
        "customer list",
        "customer show acme --json",
        "segment list",
        "participant list",
        "suggest 1 --json",
        "agreement @",
        "triage --json",
        "followup list",
        "guide list",
        "path",
        "config list",
        "--help",
        "--version",
        "log --help",
        "start -h",
        "roadmap -h",
        "completion show bash",
    ],
)
def test_the_corridor_imports_nothing_heavy(noted: str, tmp_path: object, words: str) -> None:
    assert imported(tmp_path, words) == {}


@pytest.mark.parametrize("typed", ["ik lo", "ik log --link ", "ik show ", "ik roadmap edit ", "ik --db "])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_imports_nothing_heavy(noted: str, tmp_path: object, typed: str, shell: str) -> None:
    asked = {
        "_INTERVIEWKIT_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
        "_TYPER_COMPLETE_ARGS": typed,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    assert imported(tmp_path, "", **asked) == {}


def test_a_label_brings_in_slugify_and_nothing_else(noted: str, tmp_path: object) -> None:
    assert list(imported(tmp_path, "log 'we push' --label 'Slow builds'")) == ["slugify"]


def test_the_watcher_sees_what_it_watches_for(noted: str, tmp_path: object) -> None:
    chain = imported(tmp_path, "upgrade")["sqlalchemy"]
    assert any("interviewkit/store/schema.py" in place for place in chain)
