"""What is handed to other eyes is read in a few queries, however many interviews there are."""

from __future__ import annotations

import pytest

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.fieldwork import entries, interviews
from interviewkit.fieldwork.notes import Note
from interviewkit.queries import interviews as asked
from interviewkit.queries import material
from interviewkit.queries.scope import Scope


def test_more_interviews_are_no_more_queries(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = []
    for customer in ("Acme", "Bolt", "Crane"):
        opened = interviews.start(file_store, "ann", interviews.Opening(customer, participants=["Bea", "Al"]))
        row = file_store.rows("SELECT * FROM interviews WHERE uid = :uid", uid=opened.uid)[0]
        entries.log(file_store, "ann", row, [Note(recorder.new_uid(), answer=f"we wait at {customer}")])
        queries: list[str] = []
        with monkeypatch.context() as watched:
            rows = Store.rows

            def counted(store: Store, sql: str, **values: object) -> list[Row]:
                queries.append(sql)  # noqa: B023  called inside this turn of the loop
                return rows(store, sql, **values)  # noqa: B023  likewise

            watched.setattr(Store, "rows", counted)
            found = material.read(file_store, Scope())
        numbers.append(len(queries))
        assert [one["customer"] for one in found.interviews] == ["acme", "bolt", "crane"][: len(numbers)]
    assert numbers[0] == numbers[1] == numbers[2]
    keys = [row["id"] for row in file_store.rows("SELECT id FROM interviews ORDER BY id DESC")]
    assert asked.wholes(file_store, keys) == [asked.whole(file_store, key) for key in keys]
