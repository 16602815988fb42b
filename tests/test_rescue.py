"""What was typed when the store could not take it is kept, and comes back exactly once."""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from program import SOURCES, Ran, Run

from interviewkit import dbfile, rescue
from interviewkit.fieldwork import interviews
from interviewkit.paths import Location

KEPT = re.compile(r"error: what was typed is kept in (\S+); enter it again: (.*)\n\Z")


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every command is typed at ten o'clock, by a program that `interviewkit` on PATH names."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "interviewkit"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m interviewkit "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(SOURCES))
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T10:00:00Z")


@pytest.fixture
def acme(workspace: Location) -> Path:
    """The path of a store in which an interview with Acme runs."""
    with closing(dbfile.connect(workspace, write=True)) as store:
        interviews.start(store, "ann", interviews.Opening("Acme"))
    return Path(workspace.target)


def kept(ran: Ran) -> tuple[Path, str]:
    """The file that holds what was typed, and the command that enters it again."""
    found = KEPT.search(ran.err)
    assert found, ran.err
    return Path(found[1]), found[2]


def again(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Enter the printed command in a shell, in another folder, without the environment it was typed in."""
    named = ("INTERVIEWKIT_DB", "INTERVIEWKIT_AS", "INTERVIEWKIT_INTERVIEW")
    known = {name: value for name, value in os.environ.items() if name not in named}
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=known, capture_output=True, text=True, check=False, timeout=120
    )


def answers(run: Run) -> list[str]:
    """What the entries of the interview say."""
    return [entry["answer"] for entry in run("show acme-2026-11-21 --json").json["entries"]]


def make_foreign(store: Path) -> None:
    """Put another program's file into the store's place."""
    store.write_bytes(b"no store at all, but some other file of this name " * 40)


def make_vanish(store: Path) -> None:
    """Take the store away, as an unplugged disk does."""
    store.unlink()


def make_older(store: Path) -> None:
    """Let the store be of a schema that this program has to upgrade first."""
    with closing(dbfile.open_file(str(store))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")


def make_newer(store: Path) -> None:
    """Let the store be of a schema that this program does not know."""
    with closing(dbfile.open_file(str(store))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def make_damaged(store: Path) -> None:
    """Take a part of the store away that is first needed when the interview is known."""
    with closing(dbfile.open_file(str(store))) as connection:
        connection.execute("DROP VIEW entries")


FAILURES = [(make_foreign, 6), (make_vanish, 3), (make_older, 6), (make_newer, 6), (make_damaged, 6)]
LINES = '{"answer": "then QA", "tags": [{"kind": "pain", "severity": 2}]}\n{"question": "why?"}\n'


@pytest.mark.parametrize(("harm", "code"), FAILURES)
def test_a_note_comes_back_exactly_once(run: Run, acme: Path, tmp_path: Path, harm: object, code: int) -> None:
    whole = acme.read_bytes()
    assert callable(harm)
    harm(acme)
    words = ["--as", "Zoë", "log", "-q", "how?", "- we push\nit's slow", "--pain", "--severity", "3", "--label", "Slow"]
    failed = run(words, code=code)
    assert failed.out == ""
    file, command = kept(failed)
    into = " -i acme-2026-11-21" if harm is make_damaged else ""  # the interview was found before the damage was
    assert (
        command == f"{sys.executable} -m interviewkit --db {acme} --as {shlex.quote('Zoë')} log --stdin{into} < {file}"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.parent == tmp_path / "home" / "state" / "interviewkit" / "rescue"
    acme.write_bytes(whole)
    for told in ("1 entry noted in acme-2026-11-21\n", "0 entries noted in acme-2026-11-21, 1 there already\n"):
        done = again(command, tmp_path / "home")
        assert (done.returncode, done.stderr) == (0, told)
    entry = run("show acme/1 --json").json
    assert {key: entry[key] for key in ("question", "answer", "at", "labels", "author")} == {
        "question": "how?",
        "answer": "- we push\nit's slow",
        "at": "2026-11-21T10:00:00.000Z",
        "labels": ["slow"],
        "author": "Zoë",
    }
    assert [(tag["kind"], tag["severity"]) for tag in entry["tags"]] == [("pain", 3)]


@pytest.mark.parametrize(("harm", "code"), FAILURES)
def test_lines_come_back_exactly_once(run: Run, acme: Path, tmp_path: Path, harm: object, code: int) -> None:
    whole = acme.read_bytes()
    assert callable(harm)
    harm(acme)
    failed = run("log --stdin -i acme", stdin=LINES, code=code)
    file, command = kept(failed)
    into = "acme-2026-11-21" if harm is make_damaged else "acme"
    assert command == f"{sys.executable} -m interviewkit --db {acme} log --stdin -i {into} < {file}"
    assert [json.loads(line).get("answer") for line in file.read_text().splitlines()] == ["then QA", None]
    acme.write_bytes(whole)
    assert again(command, tmp_path / "home").stdout == "1\n2\n"
    assert again(command, tmp_path / "home").stdout == ""
    assert answers(run) == ["then QA", None]


def test_the_interview_that_the_environment_named_is_kept_too(run: Run, acme: Path) -> None:
    make_foreign(acme)
    _, command = kept(run("log x", code=6, env={"INTERVIEWKIT_INTERVIEW": "acme-2026-11-21"}))
    assert " log --stdin -i acme-2026-11-21 < " in command


@pytest.mark.parametrize(
    ("words", "shown", "expected"),
    [
        (["park", "- when's it done?", "--why", "$(date)"], "parked -i acme --json", "- when's it done?"),
        (["term", "golden build", "the `one`"], "terms -i acme --json", "golden build"),
        (["roadmap", "add", "Faster builds"], "roadmap list --json", "Faster builds"),
    ],
)
def test_any_other_command_is_kept_as_a_script_that_runs_from_anywhere(
    run: Run, acme: Path, tmp_path: Path, words: list[str], shown: str, expected: str
) -> None:
    whole = acme.read_bytes()
    make_foreign(acme)
    file, command = kept(run(words, code=6, env={"INTERVIEWKIT_AS": "zoë", "INTERVIEWKIT_INTERVIEW": "acme"}))
    assert command == f"sh {file}"
    acme.write_bytes(whole)
    done = again(command, tmp_path / "home")
    assert done.returncode == 0, done.stderr
    (row,) = run(shown).json
    assert expected in (row.get("question"), row.get("word"), row.get("title"))
    assert row.get("author", "zoë") == "zoë"
    assert row.get("why", "$(date)") == "$(date)"


def test_what_came_by_stdin_is_kept_with_the_command(run: Run, acme: Path, tmp_path: Path) -> None:
    whole = acme.read_bytes()
    make_foreign(acme)
    data = "title\nFaster builds\nINTERVIEWKIT\n$(touch pwned)\n"
    _, command = kept(run("roadmap import -", code=6, stdin=data))
    acme.write_bytes(whole)
    assert again(command, tmp_path / "home").stdout == "imported: 3 new, 0 changed, 0 unchanged, 0 gone\n"
    assert not [*tmp_path.rglob("pwned")]


def test_a_full_disk_keeps_the_note(acme: Path, run: Run, tmp_path: Path) -> None:
    limit = acme.stat().st_size

    def no_more() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    text = "x" * (limit // 2)
    for _ in range(4):
        failed = subprocess.run(
            [sys.executable, "-m", "interviewkit", "log", "--stdin"],
            input=json.dumps({"answer": text}).encode(),
            capture_output=True,
            preexec_fn=no_more,
            check=False,
        )
        if failed.returncode:
            break
    assert (failed.returncode, failed.stdout) == (5, b"")
    shown = Ran(failed.returncode, "", failed.stderr.decode())
    assert str(acme) in shown.err.splitlines()[0]
    before = len(answers(run))
    _, command = kept(shown)
    assert again(command, tmp_path / "home").returncode == 0
    assert again(command, tmp_path / "home").returncode == 0
    assert answers(run)[before:] == [text]


def test_a_store_that_is_busy_keeps_the_note(run: Run, acme: Path, workspace: Location, tmp_path: Path) -> None:
    hasty = tmp_path / "hasty"
    hasty.mkdir()
    (hasty / "sitecustomize.py").write_text("from interviewkit import dbfile\ndbfile.PATIENCE = 0.2\n")
    with closing(dbfile.connect(workspace, write=True)) as store, store.writing():
        failed = run("log patient", code=5, env={"PYTHONPATH": f"{hasty}:{SOURCES}"})
    assert failed.err.splitlines()[0] == f"error: {acme} was busy for 0.2 seconds; try again"
    _, command = kept(failed)
    assert again(command, tmp_path / "home").stdout == "1\n"
    assert again(command, tmp_path / "home").stdout == ""


def unprivileged(*words: str) -> Ran:
    """Run the program as somebody whom permissions bind, which they do not bind root to."""
    bound: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write everywhere and setpriv is not here, so a read-only folder was not tried")
        bound = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"]
    command = [*bound, sys.executable, "-m", "interviewkit", *words]
    ran = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_a_folder_that_may_not_be_written_keeps_the_note(acme: Path, tmp_path: Path) -> None:
    acme.chmod(0o400)
    acme.parent.chmod(0o500)
    try:
        failed = unprivileged("log", "x")
        listed = unprivileged("list", "--json")
        started = unprivileged("--db", str(acme.parent / "new.db"), "start", "Beta")
    finally:
        acme.parent.chmod(0o700)
        acme.chmod(0o600)
    assert (failed.code, failed.out) == (5, "")
    assert failed.err.splitlines()[0].startswith(f"error: {acme} may not be written")
    _, command = kept(failed)
    assert again(command, tmp_path / "home").stdout == "1\n"
    assert (listed.code, [row["ref"] for row in listed.json]) == (0, ["acme-2026-11-21"])
    assert started.code == 5
    assert str(acme.parent / "new.db") in started.err


def test_what_was_refused_is_not_kept(run: Run, acme: Path, tmp_path: Path) -> None:
    run("log x --severity 9", code=2)
    run("log x -i nope", code=3)
    run("show nope", code=3)
    assert not [*tmp_path.rglob("rescue")]


def test_reading_keeps_nothing(run: Run, acme: Path, tmp_path: Path) -> None:
    make_foreign(acme)
    assert run("list", code=6).err == (
        f"error: {acme} is not an interviewkit store; it was left as it is; see interviewkit path\n"
    )
    assert not [*tmp_path.rglob("rescue")]


def test_text_goes_to_the_next_folder_when_the_first_takes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = rescue.keep("caf\udce9\n", ".txt")
    assert file is not None
    assert file.parent == tmp_path
    assert file.read_bytes() == b"caf\xe9\n"
    assert re.fullmatch(r"interviewkit-2026-11-21T100000-\w+\.txt", file.name)


def test_text_that_can_be_kept_nowhere_is_shown(run: Run, acme: Path, tmp_path: Path) -> None:
    make_foreign(acme)
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    (nowhere / "sitecustomize.py").write_text(
        "from interviewkit import rescue\nrescue.keep = lambda text, ending: None\n"
    )
    failed = run("log 'we push'", code=6, env={"PYTHONPATH": f"{nowhere}:{SOURCES}"})
    told, line = failed.err.splitlines()[1:]
    assert told == "error: what was typed could be kept nowhere; here it is:"
    assert json.loads(line)["answer"] == "we push"
