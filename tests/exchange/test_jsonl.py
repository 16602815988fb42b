"""JSON Lines hold everything and give it back exactly; what they cannot be is refused with its line."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from exchange.handed_on import empty, exported, imported, lived, revise
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from replicas import Clock, dump, in_memory, unsound
from report_study import small_study, written

from interviewkit import recorder
from interviewkit.dbfile import SCHEMA, Store
from interviewkit.errors import UsageError
from interviewkit.exchange import jsonl
from interviewkit.store import bulk, merge
from interviewkit.store.records import records

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
MOMENT = "2026-11-21T10:00:00.000Z"
CHANGE = "0193a000-0000-7000-8000-000000000000"
FIRST = {"type": "interviewkit", "schema": SCHEMA}
MADE = {"type": "change", "uid": CHANGE, "at": MOMENT, "verb": "add", "author": "ann"}
SEGMENT = {"type": "segment", "uid": "s", "change": CHANGE, "deleted": False, "slug": "s", "name": "S"}


def lines(*rows: dict[str, Any], ended: bool = True) -> bytes:
    """Rows between a first and a last line."""
    last = [{"type": "end", "lines": len(rows)}] if ended else []
    return b"".join(json.dumps(row).encode() + b"\n" for row in (FIRST, *rows, *last))


def test_what_was_exported_is_imported_exactly_on_either_engine(store: Store, template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as source:
        found = exported(lived(source))
        counts = imported(store, found)
        assert dump(store) == dump(source)
    assert exported(store) == found
    assert unsound(store) == []
    assert (counts.rows["entry"], counts.rows["interview"], counts.forgotten) == (12, 4, 1)
    assert store.value("SELECT count(*) FROM entry WHERE deleted = 1") == 1


def test_the_same_lines_again_bring_nothing_and_change_nothing(template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as source, empty(template, tmp_path) as other:
        found = exported(lived(source))
        imported(other, found)
        assert imported(other, found) == merge.Counts()
        assert imported(source, found) == merge.Counts()
        assert exported(other) == exported(source) == found


def test_lines_come_into_a_store_with_content_as_a_merge_would_bring_them(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock(step=10).rule(monkeypatch.setattr)
    with empty(template, tmp_path) as source, empty(template, tmp_path) as merged:
        lived(source)
        written(merged, small_study)  # which knows some of the same customers, interviews and entries
        imported_into = in_memory(merged.connection.serialize(), tmp_path)
        counts = merge.merge(merged, source)
        assert imported(imported_into, exported(source)) == counts
        assert counts.conflicts > 0
        assert exported(imported_into) == exported(merged)


@example("=1+1 \x1b]0;x\x07 </script> {{ }} ﷺ \u2028\x7f\x85", "\r\n", "😀\u202eabc", 0.1)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT, TEXT, st.floats(0, 1e300))
def test_any_text_comes_back_as_it_was(
    template: Path, tmp_path: Path, one: str, two: str, three: str, weight: float
) -> None:
    with empty(template, tmp_path) as source, empty(template, tmp_path) as other:
        with recorder.change(source, one, two) as change:
            values = {"slug": "c", "lifecycle": "new", "internal": 0, "weight": weight}
            customer = change.insert("customer", uid="c", name=three, **values)
            change.insert("participant", uid=f"p{one}", customer=customer, name=two, consent="no")
        revise(source, "customer", "c", name=one, weight=None)
        revise(source, "participant", f"p{one}", role=three)
        found = exported(source)
        assert found.count(b"\n") == len(found.decode().splitlines()), (
            "a line break inside a text is written as an escape"
        )
        imported(other, found)
        assert dump(other) == dump(source)
        assert exported(other) == found


def test_a_line_is_one_thing_with_names_that_every_store_knows(template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as store:
        found = [json.loads(line) for line in exported(lived(store)).splitlines()]
    assert found[0] == {"type": "interviewkit", "schema": SCHEMA}
    assert found[-1] == {"type": "end", "lines": len(found) - 2}
    by_uid = {(row["type"], row.get("uid")): row for row in found}
    entry = by_uid["entry", "acme/3"]
    assert entry == {
        "type": "entry",
        "uid": "acme/3",
        "change": found[1]["uid"],
        "deleted": False,
        "interview": "acme",
        "number": 3,
        "twin": 1,
        "answer": "a day is gone, every time",
        "at": "2026-03-01T10:03:00.000Z",
        "phase": "walk through",
        "speaker": "Ann",
        "verbatim": True,
        "evidence": "experience",
        "prompted": False,
        "aha": True,
        "look": False,
    }
    versions = [row["value"] for row in found if row.get("subject") == "entry:acme/1" and row["field"] == "answer"]
    assert versions == ["we push before lunch", "we push after lunch", "we push at three"]
    assert [row["subject"] for row in found if row["type"] == "forgotten"] == ["segment:gone"]
    kinds = [row["type"] for row in found]
    assert kinds == sorted(kinds, key=["interviewkit", "change", *merge.TABLES, "revision", "forgotten", "end"].index)


def test_words_that_may_not_be_shown_are_marked(template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as store:
        found = [json.loads(line) for line in exported(lived(store)).splitlines()]
    assert [row["uid"] for row in found if row.get("withheld")] == ["bolt/1", "bolt/3"]


def test_memory_stays_flat_because_pages_and_batches_are_small(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewkit.store.records.PAGE", 3)
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    with empty(template, tmp_path) as source, empty(template, tmp_path) as other:
        lived(source)
        stream = records(source)
        assert [next(stream)[0] for _ in range(3)] == ["change"] * 3
        found = exported(source)
        imported(other, found)
        assert exported(other) == found
        assert dump(other) == dump(source)


def test_full_text_finds_what_was_imported_in_bulk(template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as source, empty(template, tmp_path) as other:
        imported(other, exported(lived(source)))
        found = other.value("SELECT count(*) FROM entry_search WHERE entry_search MATCH 'golden'")
        other.run("INSERT INTO entry_search(entry_search, rank) VALUES ('integrity-check', 1)")
    assert found == 1


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "the file is empty; name one that interviewkit export jsonl wrote"),
    "entries for log --stdin": (
        b'{"answer": "we push"}\n',
        "line 1: this is not what interviewkit export jsonl writes",
    ),
    "a newer schema": (json.dumps(FIRST | {"schema": "9999"}).encode(), "line 1: it was written by a newer"),
    "no last line": (lines(MADE, ended=False), "the file ends after line 2, before its last line"),
    "a line too few": (
        lines(MADE).replace(b'"lines": 1', b'"lines": 2'),
        "line 3: there are 1 records, and there were 2",
    ),
    "more behind it": (lines(MADE) + b"{}\n", "line 4: something stands behind the last line"),
    "no JSON": (lines()[:-1] + b"\n{oops\n", "line 3: column 2: no JSON"),
    "no UTF-8": (lines(MADE).replace(b"ann", b"\xff"), "line 2: this is not UTF-8"),
    "a list": (b"[]\n", "line 1: a line is an object"),
    "a deep one": (b"[" * 100_000, "line 1: nested far too deeply"),
    "a long number": (b'{"a": ' + b"9" * 5000 + b"}", "line 1: a number far too long"),
    "NaN": (lines(MADE, SEGMENT | {"weight": float("nan")}), "line 3: NaN is no JSON"),
    "no type": (lines({"uid": "x"}), "line 2: a line says what it is"),
    "an unknown type": (lines({"type": "sqlite_master"}), "line 2: 'sqlite_master' is nothing that a store holds"),
    "an unknown column": (lines(MADE | {"id; --": 1}), "line 2: change has no 'id; --'"),
    "a column too few": (
        lines(MADE, {"type": "segment", "uid": "s"}),
        "line 3: segment lacks change, deleted, name, slug",
    ),
    "a text for a flag": (lines(MADE, SEGMENT | {"deleted": "no"}), "line 3: deleted of segment cannot be 'no'"),
    "a number for a text": (lines(MADE, SEGMENT | {"name": 7}), "line 3: name of segment cannot be '7'"),
    "an empty name": (lines(MADE, SEGMENT | {"name": ""}), "line 3: name of segment cannot be ''"),
    "no slug": (lines(MADE, SEGMENT | {"slug": "$(x)"}), "line 3: slug of segment cannot be '$(x)'"),
    "no moment": (lines(MADE | {"at": "yesterday"}), "line 2: at of change cannot be 'yesterday'"),
    "a change of the year 9999": (lines(MADE | {"uid": "e" + CHANGE[1:]}), "line 2: uid of change cannot be"),
    "a change not there": (lines(MADE, SEGMENT | {"change": "else"}), "there is no change else to point at"),
    "twice the same": (lines(MADE, SEGMENT, SEGMENT), "what it says of a segment cannot be stored (UNIQUE"),
    "a version of nothing": (
        lines(MADE, {"type": "revision", "subject": "segment:s", "field": "no", "change": CHANGE, "value": 1}),
        "line 3: there is no no of segment:s",
    ),
    "a version of what is not there": (
        lines(MADE, {"type": "revision", "subject": "segment:x", "field": "name", "change": CHANGE, "value": "X"}),
        "there is no segment x to point at",
    ),
    "a version of another kind": (
        lines(MADE, {"type": "revision", "subject": "segment:s", "field": "name", "change": CHANGE, "value": 1}),
        "line 3: name of segment cannot be '1'",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_with_its_line_and_leaves_the_store_as_it_was(
    name: str, template: Path, tmp_path: Path
) -> None:
    data, sentence = REFUSED[name]
    with empty(template, tmp_path) as store:
        with pytest.raises(UsageError) as refused:
            imported(store, data)
        assert sentence in str(refused.value)
        assert exported(store) == lines().replace(b": ", b":").replace(b", ", b",")
        assert store.value("SELECT count(*) FROM entry_search") == 0


def test_an_import_that_fails_half_way_leaves_a_store_with_content_as_it_was(template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as source, empty(template, tmp_path) as store:
        written(store, small_study)
        before = exported(store)
        with pytest.raises(UsageError, match="before its last line"):
            imported(store, exported(lived(source)).rpartition(b'{"type":"end"')[0])
        assert exported(store) == before


def test_escapes_for_what_no_store_can_keep_become_visible(template: Path, tmp_path: Path) -> None:
    with empty(template, tmp_path) as store:
        data = lines(MADE, SEGMENT | {"name": "@"}).replace(b"@", rb"a\u0000b\ud800c")
        imported(store, data)
        assert store.value("SELECT name FROM segment") == "a␀b�c"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_lines_are_refused_or_read_but_never_a_surprise(
    template: Path, tmp_path: Path, data: st.DataObject
) -> None:
    whole = sample(template, tmp_path)
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + data.draw(st.integers(0, 3)) :]
    try:
        found = list(jsonl.read(BytesIO(damaged)))
    except UsageError as error:
        assert str(error).endswith("nothing was stored")
    else:
        assert len(found) == whole.count(b"\n") - 2


SAMPLE: list[bytes] = []


def sample(template: Path, folder: Path) -> bytes:
    """The lines of the study, made once."""
    if not SAMPLE:
        with empty(template, folder) as store:
            SAMPLE.append(exported(lived(store)))
    return SAMPLE[0]
