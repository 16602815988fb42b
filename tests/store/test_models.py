"""Three faces of one schema: the models, the migrated tables, and what the recorder writes are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from replicas import unsound
from server import Server
from sqlalchemy import Enum, Float, Inspector, Integer, create_engine, inspect
from sqlmodel import Session, SQLModel, select

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.paths import Location
from interviewkit.store import derived, merge
from interviewkit.store.engine import engine
from interviewkit.store.models import Customer, Entry, Flag, Interview, Kept, Label, Tag
from interviewkit.vocabulary import Evidence, Kind, Source

MODELS: dict[str, type[SQLModel]] = {
    str(model.__tablename__): model for model in Kept.__subclasses__() if hasattr(model, "__table__")
}
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
MOMENTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
)
ZONES = st.sampled_from(sorted(available_timezones()))


# The tables --------------------------------------------------------------------------------------------------


@contextmanager
def declared(name: str, postgres: Server | None) -> Iterator[Inspector]:
    """The tables as the models declare them, made by SQLAlchemy alone."""
    if postgres is None:
        fresh = create_engine("sqlite://")
        SQLModel.metadata.create_all(fresh)
        yield inspect(fresh)
    else:
        with postgres.database("template0") as location:
            SQLModel.metadata.create_all(engine(location))
            yield inspect(engine(location))


def described(found: Inspector) -> dict[str, Any]:
    """Everything that a table is made of, in an order of its own."""
    tables = [name for name in found.get_table_names() if not name.startswith(("entry_search", "alembic_version"))]
    return {
        name: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"] is None)
                for column in found.get_columns(name)
                if column["name"] != "id"
            ],
            "key": found.get_pk_constraint(name)["constrained_columns"],
            "unique": sorted(one["column_names"] for one in found.get_unique_constraints(name)),
            "references": sorted(
                (one["constrained_columns"], one["referred_table"], one["referred_columns"])
                for one in found.get_foreign_keys(name)
            ),
            "checks": sorted(
                (one["name"], re.sub(r"\s+", " ", one["sqltext"])) for one in found.get_check_constraints(name)
            ),
            "indexes": sorted(
                (one["name"], one["column_names"])
                for one in found.get_indexes(name)
                if not one.get("duplicates_constraint") and one["name"] != "ix_entry_search"
            ),
        }
        for name in tables
    }


def test_the_migrated_tables_are_those_that_the_models_declare(
    location: Location, request: pytest.FixtureRequest
) -> None:
    postgres = request.getfixturevalue("postgres") if location.is_server else None
    migrated = described(inspect(engine(location)))
    with declared("models", postgres) as found:
        models = described(found)
    assert migrated.keys() == models.keys()
    for name, table in models.items():
        assert migrated[name] == table
    assert models["tag"]["checks"][0][0] == "ck_tag_kind"
    assert len(models["tag"]["checks"]) == 3


def test_every_enumeration_is_checked_by_the_table(store: Store) -> None:
    with recorder.change(store, "add", "ann") as change:
        values = {"slug": "acme", "name": "Acme", "internal": 0}
        with pytest.raises(Exception, match="ck_customer_lifecycle"):
            change.insert("customer", uid="acme", lifecycle="whatever", **values)
        store.connection.execute("ROLLBACK")
        store.connection.execute("BEGIN")


def test_every_column_of_a_view_is_a_tables_or_computed(store: Store) -> None:
    columns = {column.name for table in SQLModel.metadata.tables.values() for column in table.columns}
    seen = {column for view in derived.VIEWS for column in store.columns_of(view)}
    assert seen - columns == derived.COMPUTED


def test_every_reference_by_name_is_a_foreign_key_and_the_other_way_round() -> None:
    for table in merge.TABLES:
        by_name = {
            column.name: recorder.refers_to(table, column.name)
            for column in merge.TABLES[table].columns
            if recorder.refers_to(table, column.name)
        }
        assert by_name == merge.references(table)
    named = {name for table in merge.TABLES for name in merge.references(table)}
    assert named == set(recorder.REFERENCES)


# What is written ---------------------------------------------------------------------------------------------


class Writer:
    """Fills every column of any table, and of the tables that it points at."""

    def __init__(self, change: recorder.Change) -> None:
        self.change = change
        self.keys: dict[str, int] = {}
        self.written: dict[str, dict[str, Any]] = {}

    def key(self, table: str) -> int:
        """A row of the table, written when first asked for."""
        if table not in self.keys:
            values = self.values(table)
            self.keys[table] = self.change.insert(table, uid=f"{table}-1", **values)
            self.written[table] = values
        return self.keys[table]

    def values(self, table: str) -> dict[str, Any]:
        """A value for every column; only what a CHECK excludes and what points at itself is left out."""
        to = merge.references(table)
        left_out = {"tag": {"severity"}, "workshop_seat": {"member"}}.get(table, set())
        return {
            column.name: self.key(to[column.name]) if column.name in to else _value(table, column)
            for column in merge.TABLES[table].columns
            if column.name not in merge.BOOKKEEPING | {"deleted"} | left_out and to.get(column.name) != table
        }


def _value(table: str, column: Any) -> Any:
    if isinstance(column.type, Enum):
        return "process" if table == "tag" else column.type.enums[-1]
    if isinstance(column.type, Float):
        return 2.5
    return 1 if isinstance(column.type, (Integer, Flag)) else "some “text”"


def test_every_column_of_every_table_can_be_written_and_reads_back(store: Store, location: Location) -> None:
    with recorder.change(store, "fill", "ann") as change:
        writer = Writer(change)
        for table in merge.TABLES:
            writer.key(table)
    assert unsound(store) == []
    assert set(writer.written) == set(MODELS)
    with Session(engine(location)) as session:
        for table, model in MODELS.items():
            row = session.exec(select(model)).one()
            found = row.model_dump()
            for name, value in writer.written[table].items():
                assert found[name] == value
            stored = store.row(f"SELECT * FROM {table}") or {}
            assert {name: found[name] for name in stored} == stored
            assert model.model_validate(stored).model_dump() == found


@pytest.fixture
def session(location: Location) -> Iterator[Session]:
    """A notebook's view of the store."""
    with Session(engine(location)) as session:
        yield session


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXT,
    question=st.none() | TEXT,
    kind=st.sampled_from(Kind),
    severity=st.none() | st.integers(1, 3),
    evidence=st.sampled_from(Evidence),
    source=st.sampled_from(Source),
    at=MOMENTS,
    zone=ZONES,
    weight=st.none() | st.floats(0, 1e12),
    flag=st.booleans(),
)
def test_what_the_recorder_writes_is_what_the_models_describe(
    store: Store,
    session: Session,
    text: str,
    question: str | None,
    kind: Kind,
    severity: int | None,
    evidence: Evidence,
    source: Source,
    at: str,
    zone: str,
    weight: float | None,
    flag: bool,
) -> None:
    uid = recorder.new_uid()
    step = kind is Kind.PROCESS
    rows: dict[type[SQLModel], dict[str, Any]] = {
        Customer: {"slug": uid, "name": text, "lifecycle": "new", "internal": flag, "weight": weight},
        Interview: {
            "slug": uid,
            "twin": 1,
            "title": text,
            "topic": question,
            "guide": "intern",
            "source": source,
        }
        | {"lifecycle": "regular", "started_at": at, "zone": zone, "disclosed": flag},
        Entry: {"number": 1, "twin": 1, "question": question, "answer": text, "at": at, "verbatim": flag}
        | {"evidence": evidence, "prompted": not flag, "aha": False, "look": True},
        Tag: {"kind": kind, "severity": None if step else severity, "who": text if step else None},
        Label: {"name": "builds"},
    }
    parents = {Interview: "customer", Entry: "interview", Tag: "entry", Label: "entry"}
    keys: dict[str, int] = {}
    with recorder.change(store, "log", text) as change:
        for model, values in rows.items():
            if model in parents:
                values[parents[model]] = keys[parents[model]]
            keys[str(model.__tablename__)] = change.insert(str(model.__tablename__), uid=uid, **values)
    for model, values in rows.items():
        stored = store.row(f"SELECT * FROM {model.__tablename__} WHERE uid = :uid", uid=uid) or {}
        read = session.exec(select(model).where(model.uid == uid)).one().model_dump()  # type: ignore[attr-defined]  # of every one
        session.rollback()
        assert {name: stored[name] for name in values} == values
        assert read == stored
        assert model.model_validate(stored).model_dump() == read
        assert recorder.row_checksum(store, str(model.__tablename__), stored) == stored["checksum"]


# Full text ---------------------------------------------------------------------------------------------------


def test_full_text_follows_what_is_written_changed_and_gone(store: Store) -> None:
    def found(word: str) -> int:
        if store.is_server:
            sql = f"SELECT count(*) FROM entry WHERE {derived.SERVER_DOCUMENT} @@ plainto_tsquery('simple', :word)"
        else:
            sql = "SELECT count(*) FROM entry_search WHERE entry_search MATCH :word"
        return int(store.value(sql, word=word))

    with recorder.change(store, "fill", "ann") as change:
        writer = Writer(change)
        change.insert("entry", uid="e1", **writer.values("entry") | {"number": 2, "answer": "the golden build"})
    assert found("golden") == 1
    with recorder.change(store, "edit", "ann") as change:
        change.revise("entry", "e1", answer="the official build", question="which one")
    assert (found("golden"), found("official"), found("which")) == (0, 1, 1)
    with store.writing():
        store.run("DELETE FROM entry WHERE uid = 'e1'")
    assert (found("official"), found("which")) == (0, 0)
