"""An anonymous export bears nobody's name: not in what was said, not in slugs and uids, not in what was before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest
from exchange.handed_on import empty, exported, imported, key, lived, revise
from replicas import unsound

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.exchange import Format
from interviewkit.exchange.exporting import Exported, export
from interviewkit.masking import Mask
from interviewkit.queries import known
from interviewkit.queries.scope import Scope

NAMES = re.compile(rb"acme|bolt|\bann\b(?! )|\bben\b|bea\b|platform.team", re.IGNORECASE)


def named(store: Store) -> Store:
    """The study, where names stand in places that nobody thinks of."""
    lived(store)
    revise(store, "entry", "acme/3", answer="At Acme a day is gone, says Bolt; ask Ben")
    revise(store, "item", "audit-trail", title="Audit trail for Acme Works")
    with recorder.change(store, "add", "Bolt") as change:
        change.insert("customer", uid="acme-2", slug="acme-2", name="Acme", lifecycle="new", internal=0)
        change.revise("customer", "acme-2", same_as=key(store, "customer", "acme"))
    return store


def anonymous(store: Store, form: Format, path: Path) -> Exported:
    """An anonymous export of everything."""

    @contextmanager
    def reading() -> Iterator[tuple[Store, Scope, Mask | None]]:
        with store.reading():
            yield known.abroad(store), Scope(), known.mask(store)

    return export(reading(), form, path)


def written(place: Path) -> bytes:
    """Everything that lies at a place, unpacked, with the names of the files."""
    if place.is_dir():
        return b"\n".join(path.as_posix().encode() + path.read_bytes() for path in place.rglob("*") if path.is_file())
    if place.suffix == ".qdpx":
        with ZipFile(place) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    return place.read_bytes()


@pytest.mark.parametrize("form", Format)
def test_no_name_is_in_the_bytes_of_an_anonymous_export(form: Format, template: Path, tmp_path: Path) -> None:
    place = tmp_path / f"out.{form.value}"
    with empty(template, tmp_path) as store:
        done = anonymous(named(store), form, place)
    data = written(place).replace(str(tmp_path).encode(), b"").replace(b"Annoying", b"").replace(b"annoying", b"")
    if form not in (Format.JSONL, Format.SQLITE):
        data = re.sub(rb'"?\bann\b"?', b"", data)  # who tagged it: our own people stay, a customer's namesake or not
    assert NAMES.findall(data) == []
    assert not done.marked


def test_an_anonymous_file_reads_back_into_a_store_of_letters(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with empty(template, tmp_path) as store, empty(template, tmp_path) as other:
        anonymous(named(store), Format.JSONL, path)
        data = path.read_bytes()
        imported(other, data)
        assert exported(other) == data
        assert unsound(other) == []
        slugs = other.rows("SELECT uid, slug, name FROM customer ORDER BY uid")
    assert [(row["uid"], row["slug"], row["name"]) for row in slugs] == [
        ("customer-a", "customer-a", "Customer A"),
        ("customer-a-2", "customer-a-2", "Customer A"),
        ("customer-b", "customer-b", "Customer B"),
        ("customer-c", "customer-c", "Customer C"),
    ]
    kinds = [json.loads(line)["type"] for line in data.splitlines()]
    assert not {"revision", "forgotten", "snapshot"} & {*kinds}


def test_a_masked_word_leaves_slugs_that_are_slugs(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"

    with empty(template, tmp_path) as store, empty(template, tmp_path) as other:
        named(store)

        @contextmanager
        def reading() -> Iterator[tuple[Store, Scope, Mask | None]]:
            with store.reading():
                yield store, Scope(), known.mask(store, ["faster", "builds"])

        export(reading(), Format.JSONL, path)
        imported(other, path.read_bytes())
        items = [row["slug"] for row in other.rows("SELECT slug FROM item ORDER BY slug")]
        labels = {row["name"] for row in other.rows("SELECT name FROM label")}
    assert items == ["audit-trail", "masked", "sign-in"]
    assert "masked" in labels
    assert b"builds" not in path.read_bytes()


@pytest.mark.parametrize("form", Format)
def test_no_zone_and_no_weight_is_in_an_anonymous_export(form: Format, template: Path, tmp_path: Path) -> None:
    place = tmp_path / f"out.{form.value}"
    with empty(template, tmp_path) as store:
        named(store)
        revise(store, "customer", "acme", weight=123457.5)
        store.run("UPDATE interview SET zone = 'America/Sao_Paulo'")
        anonymous(store, form, place)
    data = written(place)
    assert [word for word in (b"Paulo", b"Sao_", b"123457", b"Person T") if word in data] == []
