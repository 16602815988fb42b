"""`init` makes a workspace."""

from __future__ import annotations

import stat
from pathlib import Path

from program import Run


def test_init_makes_a_workspace_that_no_repository_takes_and_nobody_else_reads(run: Run, tmp_path: Path) -> None:
    made = run("init")
    store = tmp_path / ".interviewkit" / "interviews.db"
    assert made.out == f"{store}\n"
    assert made.err == "made a new store; begin: interviewkit start CUSTOMER\n"
    assert (store.parent / ".gitignore").read_text() == "*\n"
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.parent.stat().st_mode) == 0o700


def test_init_leaves_the_store_that_is_there(run: Run, acme: str, tmp_path: Path) -> None:
    store = tmp_path / ".interviewkit" / "interviews.db"
    before = store.read_bytes()
    again = run("init --json")
    assert again.json == {"store": str(store), "created": False}
    assert again.err == ""
    assert store.read_bytes() == before


def test_init_takes_a_folder(run: Run, tmp_path: Path) -> None:
    made = run("init study --json")
    assert made.json == {"store": str(tmp_path / "study" / ".interviewkit" / "interviews.db"), "created": True}


def test_init_makes_the_store_that_db_names(run: Run, tmp_path: Path) -> None:
    assert run("--db here.db init").out == f"{tmp_path / 'here.db'}\n"
    assert not (tmp_path / ".interviewkit").exists()


def test_init_says_where_it_cannot_make_a_workspace(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = run("init file", code=5)
    assert refused.out == ""
    assert refused.err == (
        f"error: {tmp_path}/file/.interviewkit cannot be made: Not a directory;"
        " name another folder: interviewkit init DIR\n"
    )
