"""Roadmap items on both engines: what names them, what an import knows again, when they shipped."""

from __future__ import annotations

from typing import Any

import pytest

from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import roadmap
from interviewkit.queries import roadmap as asked

FIRST, THEN, LAST = (f"2026-{month}-21T10:00:00.000Z" for month in ("10", "11", "12"))
ISSUE: dict[str, Any] = {"tracker": "github", "key": "a/b#7", "title": "Audit trail", "description": "who did what"}
ROW: dict[str, Any] = {"tracker": "csv", "title": "Audit trail", "status": "building"}


def outcomes(store: Store, source: str, *rows: dict[str, Any]) -> list[tuple[str, str]]:
    """Slug and outcome of each item that an import speaks of."""
    return [(row["slug"], row["outcome"]) for row in roadmap.upsert(store, "ann", source, rows)]


def known(store: Store, field: str) -> dict[str, Any]:
    """A field of every item, by slug."""
    return {row["slug"]: row[field] for row in asked.items(store)}


def test_a_tracker_s_item_that_was_removed_keeps_its_slug(store: Store) -> None:
    outcomes(store, "github", ISSUE)
    roadmap.remove(store, "ann", "audit-trail")
    with pytest.raises(UsageError) as caught:
        roadmap.add(store, "ann", "Audit trail")
    assert str(caught.value) == (
        "the item audit-trail was removed; bring it back: interviewkit undelete audit-trail, or give this one a --slug"
    )
    assert roadmap.add(store, "ann", "Audit trail", slug="trail") == "trail"
    assert known(store, "description") == {"trail": None}


def test_an_item_whose_key_was_edited_is_known_again(store: Store) -> None:
    outcomes(store, "github", ISSUE)
    roadmap.edit(store, "ann", "audit-trail", key="NEW-1")
    assert outcomes(store, "github", ISSUE) == [("audit-trail", "changed")]
    assert known(store, "key") == {"audit-trail": "a/b#7"}


def test_rows_without_keys_speak_of_what_bears_their_slug(store: Store) -> None:
    outcomes(store, "github", ISSUE)
    assert outcomes(store, "csv", ROW) == [("audit-trail", "changed")]
    assert outcomes(store, "csv", ROW) == [("audit-trail", "unchanged")]
    assert known(store, "key") == {"audit-trail": "a/b#7"}
    roadmap.remove(store, "ann", "audit-trail")
    assert outcomes(store, "csv", ROW) == [("audit-trail", "changed")]


def test_a_key_names_one_item(store: Store) -> None:
    roadmap.add(store, "ann", "Dup", key="T-9")
    roadmap.add(store, "ann", "Other", key=" ")
    roadmap.add(store, "ann", "Third", key="")
    sentence = "dup has the key T-9 already; give another, or see interviewkit roadmap show dup"
    with pytest.raises(UsageError) as added:
        roadmap.add(store, "ann", "Dup", slug="two", key=" T-9")
    with pytest.raises(UsageError) as edited:
        roadmap.edit(store, "ann", "other", key="T-9")
    assert str(added.value) == str(edited.value) == sentence
    assert known(store, "key") == {"dup": "T-9", "other": None, "third": None}
    assert not roadmap.edit(store, "ann", "dup", key="T-9")[1]
    assert roadmap.edit(store, "ann", "dup", key="")[1]
    assert roadmap.edit(store, "ann", "other", key="T-9")[1]


def test_what_ships_again_has_shipped_then(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    roadmap.add(store, "ann", "Search")
    for moment, status in ((FIRST, "shipped"), (THEN, "shipped"), (THEN, "building"), (LAST, "shipped")):
        monkeypatch.setenv("INTERVIEWKIT_NOW", moment)
        roadmap.edit(store, "ann", "search", status=status)
        seen.append(known(store, "shipped_at")["search"])
    assert seen == [FIRST, FIRST, None, LAST]
    roadmap.edit(store, "ann", "search", status="building")
    outcomes(store, "csv", {"tracker": "csv", "title": "Search", "status": "shipped"})
    assert known(store, "shipped_at") == {"search": LAST}
    roadmap.edit(store, "ann", "search", status="dropped")
    roadmap.edit(store, "ann", "search", status="shipped", shipped_at=THEN)
    assert known(store, "shipped_at") == {"search": THEN}


def test_a_moment_noted_before_it_ships_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", LAST)
    roadmap.add(store, "ann", "Search", shipped_at=FIRST)
    roadmap.edit(store, "ann", "search", status="building")
    roadmap.edit(store, "ann", "search", status="shipped")
    assert known(store, "shipped_at") == {"search": FIRST}


def test_blank_names_of_topics_and_segments_say_nothing(store: Store) -> None:
    roadmap.add(store, "ann", "Search", topics=["", "delivery"], segments=[" "])
    assert known(store, "topics") == {"search": ["delivery"]}
    assert roadmap.edit(store, "ann", "search", topics=[" ", "testing"])[1]
    assert known(store, "topics") == {"search": ["testing"]}
    assert roadmap.edit(store, "ann", "search", topics=[""], segments=[""])[1]
    assert known(store, "topics") == {"search": []}
    assert not roadmap.edit(store, "ann", "search", topics=[""])[1]


def test_an_import_tells_what_is_stored(store: Store) -> None:
    late = ISSUE | {"status": "shipped", "horizon": "later"}
    told = {"slug": "audit-trail", "title": "Audit trail", "status": "shipped", "horizon": "later"}
    assert roadmap.upsert(store, "ann", "github", [late], keep=False) == [told | {"outcome": "new"}]
    assert asked.items(store) == []
    roadmap.upsert(store, "ann", "github", [late])
    other = ISSUE | {"key": "a/b#8", "title": "Search"}
    assert roadmap.upsert(store, "ann", "github", [other]) == [
        {"slug": "search", "title": "Search", "status": "planned", "horizon": None, "outcome": "new"},
        told | {"outcome": "gone"},
    ]
