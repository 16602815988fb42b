"""A backup is whole or is not there; restoring it is safe beside whoever has the store open."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from program import SOURCES, Run

from interviewkit.paths import Location
from interviewkit.store import backup as copies


@pytest.fixture
def study(workspace: Location, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with an interview and an entry."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T10:00:00Z")
    run("start Acme --no-session")
    run("log 'we push'")
    return Path(workspace.target)


def content(run: Run, path: Path) -> str:
    return run(f"--db {path} export jsonl").out


def test_a_backup_is_a_store_beside_the_store_and_nothing_is_overwritten(study: Path, run: Run, tmp_path: Path) -> None:
    made = study.with_name("interviews-20261121T100000Z.db")
    told = run("backup")
    assert (told.out, told.err) == (f"{made}\n", "1 interviews, 1 entries; checked\n")
    assert made.stat().st_mode & 0o777 == 0o600
    assert content(run, made) == content(run, study)
    chosen = tmp_path / "mine.db"
    assert run(f"backup {chosen} --json").json == {
        "file": str(chosen),
        "store": str(study),
        "bytes": chosen.stat().st_size,
        "interviews": 1,
        "entries": 1,
    }
    first = chosen.read_bytes()
    run("log 'QA tags it'")
    refused = run(f"backup {chosen}", code=2)
    assert refused.err == (f"error: {chosen} is there already and stays as it is; name another file, or say --force\n")
    assert chosen.read_bytes() == first
    run(f"backup {chosen} --force")
    assert content(run, chosen) == content(run, study)
    assert "is the store itself" in run(f"backup {study} --force", code=2).err
    assert "there is no folder" in run(f"backup {tmp_path}/away/x.db", code=3).err
    assert run(f"backup {tmp_path}").out == f"{tmp_path}/interviews-20261121T100000Z.db\n"
    run(f"--db {tmp_path}/none.db backup", code=3)
    assert not [path for path in (*tmp_path.iterdir(), *study.parent.iterdir()) if ".new-" in path.name]


def test_restore_keeps_what_was_there_and_writes_into_the_same_file(study: Path, run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    run(f"backup {kept}")
    before = content(run, study)
    inode = study.stat().st_ino
    run("log 'said after the backup'")
    after = content(run, study)
    with closing(sqlite3.connect(study)) as reader:  # somebody has it open, as a session or a browser of tables has
        assert reader.execute("SELECT count(*) FROM entry").fetchone() == (2,)
        told = run(f"restore {kept}")
        assert reader.execute("SELECT count(*) FROM entry").fetchone() == (1,)
    safe = study.with_name("interviews-before-restore-20261121T100000Z.db")
    assert told.err == f"the store as it was: {safe}\n"
    assert told.out == f"{study} holds 1 interviews, 1 entries again\n"
    assert (content(run, study), content(run, safe)) == (before, after)
    assert study.stat().st_ino == inode
    assert run("log 'goes on'").out == "2\n"
    assert run(f"restore {safe} --json").json == {
        "store": str(study),
        "restored": str(safe),
        "kept": str(study.with_name("interviews-before-restore-20261121T100000Z-2.db")),
        "interviews": 1,
        "entries": 2,
    }
    assert content(run, study) == after
    assert "is the store itself" in run(f"restore {study}", code=2).err
    fresh = tmp_path / "fresh" / "interviews.db"
    assert run(f"--db {fresh} restore {kept} --json").json["kept"] is None
    assert content(run, fresh) == before
    assert fresh.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in fresh.parent.iterdir() if path.name.startswith(".")] == []


def test_a_damaged_store_is_replaced_and_kept_as_it_is_and_a_damaged_backup_refused(
    study: Path, run: Run, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.db"
    run(f"backup {kept}")
    before = content(run, study)
    with closing(sqlite3.connect(study)) as file:
        file.execute("UPDATE entry SET answer = 'somebody else wrote this'")
        file.commit()
    damaged = study.read_bytes()
    refused = run("backup", code=6)
    assert "could not be backed up whole (row 1 of entry is not as it was written" in refused.err
    assert list(study.parent.glob("interviews-*.db")) == []
    told = run(f"restore {kept}")
    (safe,) = study.parent.glob("interviews-before-restore-*.db")
    assert str(safe) in told.err
    assert safe.read_bytes() == damaged
    assert content(run, study) == before
    for path, code in ((safe, 6), (tmp_path / "away.db", 3)):
        run(f"restore {path}", code=code)
    letter = tmp_path / "letter.db"
    letter.write_text("Dear customer, " * 400)
    assert "move it away: mv" in run(f"--db {letter} restore {kept}", code=6).err
    assert letter.read_text().startswith("Dear customer")
    assert content(run, study) == before


def test_a_servers_store_names_the_servers_own_tools(run: Run) -> None:
    url = "postgresql://ann:secret@db.example/study"
    told = run(f"--db {url} backup", code=2)
    assert told.err == (
        "error: a server's store is backed up by its own tool:"
        " pg_dump --format=custom --file=interviews.dump 'postgresql://ann@db.example/study'\n"
    )
    told = run(f"--db {url} restore mine.dump", code=2)
    assert told.err == (
        "error: a server's store is restored by its own tool: pg_restore --clean --if-exists --single-transaction"
        " --dbname='postgresql://ann@db.example/study' mine.dump\n"
    )


def test_a_backup_beside_busy_writers_holds_what_was_acknowledged(study: Path, run: Run, tmp_path: Path) -> None:
    line = '{"answer": "we push"}\n'
    script = (
        "for n in 1 2 3 4; do printf '%s' '" + line.strip() + f"' | {sys.executable} -m interviewkit log --stdin; done"
    )
    with subprocess.Popen(
        ["sh", "-c", script], env=os.environ | {"PYTHONPATH": str(SOURCES)}, stdout=subprocess.DEVNULL
    ):
        numbers = [run(f"backup {tmp_path}/{turn}.db --json").json["entries"] for turn in range(3)]
    assert numbers == sorted(numbers)
    assert run("backup --json").json["entries"] == 5


KILLED = """
import os, signal, sys
import {module} as module
whole = module.{function}
def killed(*words, **options):
    {before}whole(*words, **options)
    os.kill(os.getpid(), signal.SIGKILL)
module.{function} = killed
from interviewkit.cli import main
main()
"""


@pytest.mark.parametrize(
    ("command", "where", "done"),
    [
        ("backup", "interviewkit.store.backup.put", False),
        ("restore", "interviewkit.store.restoring._kept", False),
        ("restore", "interviewkit.store.restoring.restore", True),
        ("merge", "interviewkit.store.merge.unite", False),
        ("merge", "interviewkit.store.together.bring", True),
    ],
)
def test_killed_the_store_is_as_before_or_as_after(
    command: str, where: str, done: bool, study: Path, run: Run, tmp_path: Path
) -> None:
    other, target = tmp_path / "other.db", tmp_path / "copy.db"
    run(f"backup {other}")
    run(f"--db {other} log 'on the other laptop'")
    before, after = content(run, study), content(run, other)
    module, _, function = where.rpartition(".")
    script = KILLED.format(module=module, function=function, before="" if command != "backup" else "# never ")
    words = [command, str(target if command == "backup" else other)]
    killed = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not target.exists()
    assert content(run, study) == (after if done else before)
    assert run("log 'goes on'").out == ("3\n" if done else "2\n")


def test_a_copy_that_meets_a_lock_ends_instead_of_waiting_for_ever(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from interviewkit import dbfile
    from interviewkit.errors import StoreUnusable

    monkeypatch.setattr(dbfile, "PATIENCE", 0.05)
    with closing(sqlite3.connect(study, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnusable, match="busy for"):
            copies.backup(copies.place(study), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
