"""Every schema that was ever released keeps a small store, which is brought up to date and holds what it held."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from program import Run

from interviewkit import dbfile
from interviewkit.store import soundness
from interviewkit.store.backup import place

STORES = Path(__file__).parents[1] / "data" / "stores"
REVISIONS = sorted(path.name.partition(".")[0] for path in STORES.glob("*.db.gz"))


def unpacked(revision: str, folder: Path) -> Path:
    """The old store, in the folder."""
    path = folder / "old.db"
    path.write_bytes(gzip.decompress((STORES / f"{revision}.db.gz").read_bytes()))
    return path


def content(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, without what is empty."""
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = sorted(name for name in tables if not name.startswith(("entry_search", "alembic", "sqlite")))
        return {
            name: [
                {key: row[key] for key in row.keys() if row[key] is not None}  # noqa: SIM118  a Row's values are its items
                for row in file.execute(f"SELECT * FROM {name} ORDER BY id")
            ]
            for name in ours
        }


def test_a_store_of_every_older_schema_is_kept() -> None:
    assert [f"{number:04}" for number in range(1, int(dbfile.SCHEMA))] == REVISIONS


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_old_store_is_brought_up_to_date_and_holds_what_it_held(revision: str, tmp_path: Path, run: Run) -> None:
    path = unpacked(revision, tmp_path)
    before = content(path)
    assert before["entry"] and before["revision"]
    refused = run(f"--db {path} list", code=6)
    assert refused.err == (
        f"error: {path} is of an older interviewkit (schema {revision}, now {dbfile.SCHEMA});"
        " run: interviewkit upgrade\n"
    )
    told = run(f"--db {path} upgrade").err
    (kept,) = tmp_path.glob("old-before-upgrade-*Z.db")
    assert told == f"upgraded {path} from schema {revision} to {dbfile.SCHEMA}; the store as it was: {kept}\n"
    assert content(path) == before
    assert content(kept) == before
    with closing(dbfile.connect(place(path))) as store:
        assert soundness.faults(store) == []
    entries = [row for row in before["entry"] if not row["deleted"]]
    listed = json.loads(run(f"--db {path} list --json").out)
    assert sum(row["entries"] for row in listed) == len(entries)
    run(f"--db {path} workshop list --json")
    run(f"--db {path} snapshot --json")


def test_an_old_store_is_merged_and_restored_without_being_changed(tmp_path: Path, run: Run) -> None:
    path = unpacked("0001", tmp_path)
    as_it_was = path.read_bytes()
    merged = run(f"--db {tmp_path}/mine.db merge {path} --json").json
    assert (merged["new"] > 0, merged["backup"]) == (True, None)
    run(f"--db {tmp_path}/again.db restore {path}")
    assert run(f"--db {tmp_path}/mine.db export jsonl").out == run(f"--db {tmp_path}/again.db export jsonl").out
    assert path.read_bytes() == as_it_was
