"""Two laptops become one study: what is said, what is kept, what is refused."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import copied, opened
from program import SOURCES, Run

from interviewkit import recorder
from interviewkit.store.backup import place


@pytest.fixture
def laptops(template: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Ann's and Ben's stores; both began the same interview with Acme, a minute apart, and logged two entries each."""
    paths = tuple(Path(copied(template, tmp_path / name / "interviews.db").target) for name in ("ann", "ben"))
    for minute, (path, words) in enumerate(zip(paths, ("we push", "QA tags it"), strict=True)):
        author = path.parent.name
        monkeypatch.setenv("INTERVIEWKIT_NOW", f"2026-11-21T10:0{minute}:00Z")
        run(f"--db {path} --as {author} start Acme --no-session")
        lines = "".join(
            json.dumps({"answer": f"{words} {number}", "at": f"2026-11-21T10:{minute + 2 * number:02}:00Z"}) + "\n"
            for number in (1, 2)
        )
        monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T10:20:00Z")
        run(f"--db {path} --as {author} log --stdin", stdin=lines)
    return paths[0], paths[1]


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*-before-*"))


def test_merge_says_what_came_keeps_what_was_and_offers_to_join(
    laptops: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    ann, ben = laptops
    before = ann.read_bytes()
    dry = run(f"--db {ann} merge {ben} --dry-run")
    assert dry.out == "new 4 (1 interview, 2 entries), changed 1, unchanged 0, conflicting 0\n"
    offered = (
        "acme-2026-11-21 (ann, 2 entries) and acme-2026-11-21.2 (ben, 2 entries) overlap;"
        f" if they were one conversation: interviewkit merge {ben} --join\n"
    )
    assert dry.err == (
        "nothing was stored: this was a dry run\n"
        "acme-2026-11-21 was given on both laptops; the younger one would be acme-2026-11-21.2\n" + offered
    )
    assert (ann.read_bytes(), backups(ann.parent)) == (before, [])
    told = run(f"--db {ann} merge {ben}")
    assert told.out == dry.out
    (kept,) = backups(ann.parent)
    assert told.err == (
        f"the store as it was: {ann.parent / kept}\n"
        "acme-2026-11-21 was given on both laptops; the younger one is now acme-2026-11-21.2\n" + offered
    )
    assert run(f"--db {ann.parent / kept} list --json").json == run(f"--db {ann.parent / kept} list --json").json
    again = run(f"--db {ann} merge {ben} --json").json
    assert (again["new"], again["changed"], again["unchanged"], again["backup"]) == (0, 0, 5, None)
    assert [pair["part"] for pair in again["may_be_one"]] == ["acme-2026-11-21.2"]
    assert backups(ann.parent) == [kept]


def test_joined_they_are_one_interview_in_the_order_of_its_moments_and_old_references_still_hold(
    laptops: tuple[Path, Path], run: Run
) -> None:
    ann, ben = laptops
    told = run(f"--db {ann} --as ann merge {ben} --join --json").json
    assert told["joined"] == [
        {
            "whole": "acme-2026-11-21",
            "part": "acme-2026-11-21.2",
            "uid": told["joined"][0]["uid"],
            "entries": 2,
        }
    ]
    assert told["renamed"] == [{"uid": told["joined"][0]["uid"], "was": "acme-2026-11-21", "is": "acme-2026-11-21.2"}]
    (only,) = run(f"--db {ann} list --json").json
    assert (only["ref"], only["entries"]) == ("acme-2026-11-21", 4)
    shown = run(f"--db {ann} show acme-2026-11-21 --json").json["entries"]
    assert [(row["ref"].partition("/")[2], row["answer"], row["author"]) for row in shown] == [
        ("1", "we push 1", "ann"),
        ("1-2", "QA tags it 1", "ben"),
        ("2", "we push 2", "ann"),
        ("2-2", "QA tags it 2", "ben"),
    ]
    answers = {ref: run(f"--db {ann} show acme-2026-11-21{ref} --json").json["answer"] for ref in ("/2", ".2/2")}
    assert answers == {"/2": "we push 2", ".2/2": "QA tags it 2"}
    assert run(f"--db {ann} show acme-2026-11-21.2 --json").json["ref"] == "acme-2026-11-21"
    assert run(f"--db {ann} log -i acme-2026-11-21.2 'and then'").out == "3\n"
    assert "interview" not in {row["field"] for row in run(f"--db {ann} history acme-2026-11-21/1-2 --json").json}
    run(f"--db {ben} --as ben merge {ann} --join")
    assert run(f"--db {ben} export jsonl").out == run(f"--db {ann} export jsonl").out
    parted = run(f"--db {ben} --as ben resolve acme-2026-11-21.2 --apart")
    assert parted.out == "acme-2026-11-21.2 is an interview of its own again, apart from acme-2026-11-21\n"
    assert run(f"--db {ben} show acme-2026-11-21.2/2 --json").json["answer"] == "QA tags it 2"
    refused = run(f"--db {ben} resolve acme-2026-11-21.2 --apart", code=3)
    assert refused.err == ("error: acme-2026-11-21.2 is part of no other interview; see interviewkit list\n")


def test_conflicts_are_listed_and_settled_by_whoever_gave_the_value_or_by_number(
    laptops: tuple[Path, Path], run: Run
) -> None:
    ann, ben = laptops
    entry = "acme-2026-11-21/1"
    run(f"--db {ann} merge {ben}")
    run(f"--db {ben} merge {ann}")
    assert run(f"--db {ann} conflicts").out == ""
    assert run(f"--db {ann} conflicts --json").json == []
    run(f"--db {ann} --as ann edit {entry} -a 'on Mondays'")
    run(f"--db {ben} --as ben edit {entry} -a 'every day'")
    run(f"--db {ann} merge {ben}")
    (row,) = run(f"--db {ann} conflicts --json").json
    assert (row["ref"], row["table"], row["field"]) == (entry, "entry", "answer")
    assert [(one["number"], one["value"], one["author"], one["shown"]) for one in row["values"]] == [
        (1, "on Mondays", "ann", False),
        (2, "every day", "ben", True),
    ]
    unsaid = run(f"--db {ann} resolve {entry}", code=2)
    assert "no terminal to ask on" in unsaid.err
    nobody = run(f"--db {ann} --as cho resolve {entry} --mine", code=2)
    assert nobody.err == (
        f"error: 0 of the values of {entry} answer are yours (1 ann: on Mondays; 2 ben: every day); say --take NUMBER\n"
    )
    assert "one way" in run(f"--db {ann} resolve {entry} --mine --theirs", code=2).err
    run(f"--db {ann} resolve {entry} --take 3", code=2)
    run(f"--db {ann} resolve {entry} --mine --field question", code=3)
    assert run(f"--db {ann} --as ann resolve {entry} --mine").out == f"{entry} answer: on Mondays\n"
    assert run(f"--db {ann} conflicts --json").json == []
    run(f"--db {ben} merge {ann}")
    assert run(f"--db {ben} show {entry} --json").json["answer"] == "on Mondays"
    assert run(f"--db {ben} conflicts --json").json == []
    assert "every day" in run(f"--db {ben} history {entry}").out
    assert run(f"--db {ben} export jsonl").out == run(f"--db {ann} export jsonl").out


def test_merge_makes_a_store_where_none_is_and_reads_through_a_link(
    laptops: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    ann, _ = laptops
    before = ann.read_bytes()
    (tmp_path / "link.db").symlink_to(ann)
    new = tmp_path / "new" / "interviews.db"
    assert "new 5" in run(f"--db {new} merge {tmp_path}/link.db --dry-run").out
    assert not new.parent.exists()
    told = run(f"--db {new} merge {tmp_path}/link.db")
    assert told.err == f"made a new store at {new}\n"
    assert told.out == "new 5 (1 interview, 2 entries, 1 customer), changed 0, unchanged 0, conflicting 0\n"
    assert run(f"--db {new} export jsonl").out == run(f"--db {ann} export jsonl").out
    assert ann.read_bytes() == before
    for same in (ann, tmp_path / "link.db"):
        refused = run(f"--db {ann} merge {same}", code=2)
        assert refused.err == f"error: {same} is this store itself; name another: interviewkit merge OTHER.db\n"


# What is refused -------------------------------------------------------------------------------------------------


def spoilt(store: Path, path: Path, *statements: str) -> Path:
    """A copy of a store that somebody worked on with another tool."""
    shutil.copyfile(store, path)
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()
    return path


def written(store: Path, path: Path, table: str, **values: object) -> Path:
    """A copy whose rows of a table were changed together with their checksums."""
    shutil.copyfile(store, path)
    with opened(place(path)) as held, held.writing():
        held.connection.execute("PRAGMA ignore_check_constraints=ON")
        for row in held.rows(f"SELECT * FROM {table} LIMIT 1"):
            recorder.overwrite(held, table, row, dict(values))
    return path


def test_what_is_no_sound_store_of_ours_is_refused_and_nothing_is_changed(
    laptops: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    ann, ben = laptops
    before = ann.read_bytes()
    (tmp_path / "letter.db").write_text("Dear customer, " * 400)
    (tmp_path / "nothing.db").touch()
    half = tmp_path / "half.db"
    half.write_bytes(ben.read_bytes()[:200_000])
    os.mkfifo(tmp_path / "pipe.db")
    unchecked = spoilt(
        ben,
        tmp_path / "unchecked.db",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'number >= 1 AND', '1 AND') WHERE name = 'entry'",
    )
    cases = [
        (tmp_path / "away.db", 3, "there is no file"),
        (tmp_path / "pipe.db", 2, "is not a file"),
        (tmp_path / "letter.db", 6, "is not an interviewkit store; it was left as it is"),
        (tmp_path / "nothing.db", 6, "is not an interviewkit store; it was left as it is"),
        (half, 6, "is damaged"),
        (
            spoilt(ben, tmp_path / "newer.db", "UPDATE alembic_version SET version_num = '9999'"),
            6,
            "was written by a newer interviewkit (schema 9999",
        ),
        (
            spoilt(ben, tmp_path / "flipped.db", "UPDATE entry SET answer = 'ours never breaks' WHERE number = 1"),
            6,
            "is damaged (row 1 of entry is not as it was written: its checksum does not fit); nothing was changed",
        ),
        (
            spoilt(ben, tmp_path / "column.db", "ALTER TABLE entry ADD COLUMN mood TEXT"),
            6,
            "has another table entry than ours; nothing was changed",
        ),
        (written(ben, tmp_path / "kinds.db", "entry", at="yesterday"), 6, "at of entry cannot be 'yesterday'"),
        (written(ben, tmp_path / "checks.db", "entry", number=-1), 6, "is damaged (CHECK constraint failed in entry)"),
        (written(unchecked, tmp_path / "numbers.db", "entry", number=-1), 6, "numbers.db holds what no store can"),
    ]
    for path, code, said in cases:
        told = run(f"--db {ann} merge {path}", code=code)
        assert said in told.err
        assert str(path) in told.err
        assert told.out == ""
    assert ann.read_bytes() == before
    assert backups(ann.parent) == []
    assert list(tmp_path.rglob(".interviewkit-*")) == []


def test_what_somebody_put_into_the_file_does_not_act(laptops: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    ann, ben = laptops
    evil = spoilt(
        ben,
        tmp_path / "evil.db",
        "DROP VIEW entries",
        "CREATE VIEW entries AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
        "CREATE TRIGGER gotcha AFTER DELETE ON entry BEGIN DELETE FROM customer; END",
    )
    assert run(f"--db {ann} merge {evil}").out.startswith("new 4 (1 interview, 2 entries)")
    restored = tmp_path / "restored.db"
    run(f"--db {restored} restore {evil}")
    with closing(sqlite3.connect(restored)) as file:
        triggers = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert triggers == {"entry_search_insert", "entry_search_update", "entry_search_delete"}
    assert run(f"--db {restored} export jsonl").out == run(f"--db {ben} export jsonl").out


def test_a_disk_that_is_full_leaves_the_store_as_it_was(laptops: tuple[Path, Path], tmp_path: Path) -> None:
    ann, ben = laptops
    before = ann.read_bytes()
    blocks = len(before) // 1024 - 8  # a file of this size is no whole copy
    program = [sys.executable, "-m", "interviewkit", "--db", str(ann)]
    for words in (["merge", str(ben)], ["backup"], ["restore", str(ben)]):
        told = subprocess.run(
            ["bash", "-c", f"ulimit -f {blocks}; trap '' XFSZ; exec \"$@\"", "sh", *program, *words],
            env=os.environ | {"PYTHONPATH": str(SOURCES)},
            capture_output=True,
            check=False,
        )
        assert (told.returncode, told.stdout) == (5, b""), told.stderr
        assert b"is full; make room" in told.stderr or b"cannot be read or written now" in told.stderr
        assert ann.read_bytes() == before
        assert backups(ann.parent) == []
    assert sorted(path.name for path in ann.parent.iterdir() if not path.name.startswith("interviews.db")) == []


def test_a_store_whose_writer_was_killed_is_read_from_a_repaired_copy(
    laptops: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    ann, ben = laptops
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(sqlite3.connect(ben, isolation_level=None)) as killed:
        killed.execute("PRAGMA journal_mode=TRUNCATE")
        killed.execute("PRAGMA cache_size=1")
        killed.execute("BEGIN IMMEDIATE")
        killed.execute("CREATE TABLE half (written)")
        killed.executemany("INSERT INTO half VALUES (?)", [("z" * 3000,)] * 200)
        for name in (ben.name, f"{ben.name}-journal"):
            shutil.copyfile(ben.with_name(name), stick / name)
        killed.execute("ROLLBACK")
    before = {path.name: path.read_bytes() for path in stick.iterdir()}
    assert before[f"{ben.name}-journal"]
    assert run(f"--db {ann} merge {stick / ben.name}").out.startswith("new 4 (1 interview, 2 entries)")
    assert {path.name: path.read_bytes() for path in stick.iterdir()} == before
