"""A store is brought up to date without losing anything, or stays as it was."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from conftest import opened
from replicas import unsound
from sqlalchemy.exc import IntegrityError

from interviewkit import dbfile, recorder
from interviewkit.dbfile import Store
from interviewkit.errors import NotFound, StoreDamaged, StoreUnusable
from interviewkit.paths import Location
from interviewkit.store import schema
from interviewkit.store.engine import engine

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    with op.batch_alter_table("entry", recreate="{recreate}") as batch:
        batch.add_column(sa.Column("mood", sa.String(), nullable=True))
    op.add_column("customer", sa.Column("region", sa.String(), nullable=True))
    {then}
"""


def migrations(folder: Path, *, then: str = "pass", recreate: str = "always") -> Path:
    """Our revisions and one more, which rebuilds `entry` on SQLite."""
    copy = folder / "100% ours"
    shutil.copytree(schema.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "0003_next.py").write_text(NEXT.format(then=then, recreate=recreate))
    return copy


def fill(store: Store) -> None:
    """One interview with an entry that was edited."""
    with recorder.change(store, "log", "ann") as change:
        acme = change.insert(
            "customer", uid="acme", slug="acme", name="Acme", lifecycle="regular", internal=0, weight=2
        )
        talk = change.insert(
            "interview",
            uid="talk",
            slug="acme-2026-11-21",
            twin=1,
            customer=acme,
            title="Acme",
            guide="intern",
            source="interview",
            lifecycle="regular",
            started_at="2026-11-21T10:00:00.000Z",
            zone="UTC",
            disclosed=0,
        )
        entry = change.insert(
            "entry",
            uid="e1",
            interview=talk,
            number=1,
            twin=1,
            answer="a day is gone",
            at="2026-11-21T10:01:00.000Z",
            verbatim=0,
            evidence="experience",
            prompted=0,
            aha=0,
            look=0,
        )
        change.insert("tag", uid="e1:pain", entry=entry, kind="pain", severity=3)
    with recorder.change(store, "edit", "ann") as change:
        change.revise("entry", "e1", answer="nightmares every day")


def content(store: Store) -> str:
    """The whole store as text."""
    tables = ("change", "customer", "interview", "entry", "tag", "revision")
    return str([store.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables])


def found(store: Store, word: str) -> int:
    """How many entries full text finds."""
    if store.is_server:
        from interviewkit.store.derived import SERVER_DOCUMENT

        sql = f"SELECT count(*) FROM entry WHERE {SERVER_DOCUMENT} @@ plainto_tsquery('simple', :word)"
    else:
        sql = "SELECT count(*) FROM entry_search WHERE entry_search MATCH :word"
    return int(store.value(sql, word=word))


def test_this_programs_schema_is_the_last_revision() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [dbfile.SCHEMA]


def test_an_upgrade_keeps_everything_and_makes_a_backup_first(
    location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(location) as store:
        fill(store)
        before = content(store)
    recreate = "never" if location.is_server else "always"
    first, last, backup = schema.upgrade(location, migrations=migrations(tmp_path, recreate=recreate))
    assert (first, last) == ("0002", "0003")
    with pytest.raises(StoreDamaged, match="newer interviewkit"):
        dbfile.connect(location)
    with closing(dbfile.open_any(location, write=True)) as store:
        assert content(store).replace(", 'mood': None", "").replace(", 'region': None", "") == before
        assert store.columns_of("entry")[-1] == "mood"
        assert unsound(store) == []
        assert store.value("SELECT answer FROM entries") == "nightmares every day"
        assert (found(store, "nightmares"), found(store, "gone")) == (1, 0)
        with recorder.change(store, "edit", "ann") as change:
            change.revise("entry", "e1", answer="a golden build")
        assert (found(store, "nightmares"), found(store, "golden")) == (0, 1)
    if location.is_server:
        assert backup is None
    else:
        assert backup is not None
        with closing(dbfile.connect(Location(str(backup), tmp_path, "a test"))) as store:
            assert content(store) == before


def test_a_revision_that_fails_halfway_leaves_everything_as_it_was(location: Location, tmp_path: Path) -> None:
    with opened(location) as store:
        fill(store)
        before = content(store)
    recreate = "never" if location.is_server else "always"
    broken = migrations(tmp_path, then='raise RuntimeError("halfway")', recreate=recreate)
    with pytest.raises(RuntimeError, match="halfway"):
        schema.upgrade(location, migrations=broken)
    with opened(location) as store:
        assert content(store) == before
        assert store.value("SELECT answer FROM entries") == "nightmares every day"
        assert found(store, "nightmares") == 1
        assert "mood" not in store.columns_of("entry")


def test_a_revision_that_leaves_rows_pointing_nowhere_is_undone(sqlite: Location, tmp_path: Path) -> None:
    with opened(sqlite) as store:
        fill(store)
    broken = migrations(tmp_path, then='op.execute("DELETE FROM interview")')
    with pytest.raises(StoreDamaged, match="1 rows that point nowhere; nothing was changed"):
        schema.upgrade(sqlite, migrations=broken)
    with opened(sqlite) as store:
        assert store.value("SELECT ref FROM entries") == "acme-2026-11-21/1"


def test_a_store_that_is_up_to_date_needs_no_backup(location: Location, tmp_path: Path) -> None:
    assert schema.upgrade(location) == ("0002", "0002", None)
    assert list(tmp_path.glob("*before-upgrade*")) == []
    dbfile.connect(location).close()


def test_what_is_not_ours_is_not_upgraded(sqlite: Location, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear customer, " * 500)
    with pytest.raises(StoreDamaged, match="not an interviewkit store"):
        schema.upgrade(Location(str(tmp_path / "letter.db"), tmp_path, "a test"))
    with pytest.raises(NotFound):
        schema.upgrade(Location(str(tmp_path / "nothing.db"), tmp_path, "a test"))
    with opened(sqlite) as store, store.writing():
        store.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreDamaged, match="newer interviewkit"):
        schema.upgrade(sqlite)


def test_a_backup_that_is_not_whole_stops_the_upgrade(sqlite: Location, tmp_path: Path) -> None:
    with opened(sqlite) as store:
        fill(store)
        page = store.value("SELECT rootpage FROM sqlite_master WHERE name = 'ix_entry_change'")
        size = store.value("PRAGMA page_size")
    with Path(sqlite.target).open("r+b") as file:
        file.seek((page - 1) * size + size - 40)
        file.write(b"\x00" * 40)
    with pytest.raises(StoreDamaged, match="nothing was changed"):
        schema.upgrade(sqlite, migrations=migrations(tmp_path))
    with closing(dbfile.open_any(sqlite)) as store:
        assert dbfile.schema_version(store) == "0002"


def test_sqlalchemy_reads_without_the_write_lock_and_writes_with_it(
    sqlite: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbfile, "PATIENCE", 0.05)
    with engine(sqlite).connect() as reader, reader.begin():
        assert reader.exec_driver_sql("SELECT count(*) FROM change").scalar() == 0
        with closing(dbfile.open_file(sqlite.target)) as other:
            other.execute("BEGIN IMMEDIATE")
    with (
        engine(sqlite).connect().execution_options(writes=True) as writer,
        writer.begin(),
        opened(sqlite) as store,
        pytest.raises(StoreUnusable),
        store.writing(),
    ):
        pytest.fail("two wrote at once")


def test_a_notebook_checks_references_as_the_program_does(sqlite: Location) -> None:
    with engine(sqlite).connect().execution_options(writes=True) as writer, writer.begin():
        with pytest.raises(IntegrityError):
            writer.exec_driver_sql("INSERT INTO forgotten (subject, change, checksum) VALUES ('x', 99, 1)")
        assert writer.exec_driver_sql("PRAGMA journal_mode").scalar() == "truncate"
