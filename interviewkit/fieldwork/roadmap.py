"""Roadmap items are added, changed, brought in from a tracker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from interviewkit import dates, recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people
from interviewkit.fieldwork.slugs import free, slug_of
from interviewkit.vocabulary import Status

# Trackers whose export is the whole of a roadmap, so that what it leaves out is gone from it.
WHOLE = frozenset({"github", "jira", "linear", "aha"})

# What an item is unless more is known.
PLANNED = {"status": Status.PLANNED.value}

# What stands for the tracker of a file that no known tracker wrote.
NOBODYS = frozenset({"csv", "json"})


def add(
    store: Store,
    author: str,
    title: str,
    *,
    slug: str | None = None,
    segments: Sequence[str] = (),
    topics: Sequence[str] = (),
    **values: Any,
) -> str:
    """Add an item; gives its slug. Blank names of segments and topics say nothing.

    Errors: UsageError for a slug or key that is taken, NotFound for a segment.
    """
    if not title.strip():
        raise UsageError('a roadmap item needs a title: interviewkit roadmap add "Faster builds"')
    wanted = slug_of(slug or title, "item")
    with recorder.change(store, "add item", author) as change:
        _refuse_taken_slug(store, wanted)
        stored = _dated(PLANNED | _keyed(store, values))
        wanted_segments = [references.segment(store, one) for one in _named(segments)]
        key = change.insert("item", uid=wanted, slug=wanted, twin=1, title=title, gone=0, **stored)
        _place(change, key, wanted, wanted_segments, _named(topics))
    return wanted


def edit(
    store: Store,
    author: str,
    reference: str,
    *,
    segments: Sequence[str] | None = None,
    topics: Sequence[str] | None = None,
    **values: Any,
) -> tuple[Row, bool]:
    """Change an item; gives its row as it was, and whether anything is different.

    Segments and topics, when given, are all that it has; blank names say nothing, so that only such mean none.
    Errors: NotFound, UsageError for a title of blanks or a key that is taken.
    """
    if not values.get("title", "a title that stays").strip():
        raise UsageError('a roadmap item needs a title: interviewkit roadmap edit ITEM --title "Faster builds"')
    with recorder.change(store, "edit item", author) as change:
        found = references.item(store, reference)
        change.revise("item", found["uid"], **_dated(_keyed(store, values, found), found))
        if segments is not None:
            wanted = [references.segment(store, one) for one in _named(segments)]
            _leave(change, "item_segment", found["id"], [f"{found['uid']}:{one['slug']}" for one in wanted])
            _place(change, found["id"], found["uid"], wanted, ())
        if topics is not None:
            names = _named(topics)
            _leave(change, "item_topic", found["id"], [f"{found['uid']}:{slug_of(one, 'topic')}" for one in names])
            _place(change, found["id"], found["uid"], (), names)
        wrote = store.value("SELECT id FROM change WHERE uid = :uid", uid=change.uid) is not None
        return found, wrote


def remove(store: Store, author: str, reference: str) -> Row:
    """Take an item off the roadmap; links to it are kept and come back with it. Gives its row."""
    with recorder.change(store, "remove item", author) as change:
        found = references.item(store, reference)
        change.revise("item", found["uid"], deleted=1)
        return found


def upsert(
    store: Store, author: str, source: str, rows: Iterable[Mapping[str, Any]], *, keep: bool = True
) -> list[Row]:
    """Bring a tracker's rows in: new ones are added, known ones changed, those gone from it marked.

    A row has title and, where known, tracker, key, slug, description, status, horizon, segments, topics, url; what it
    does not have stays as it is. Gives one row per item: slug, title, status and horizon as they are stored, and its
    outcome (`new`, `changed`, `unchanged`, `gone`).
    Unless told to `keep` it, nothing of it stays: it was only tried.
    """
    outcomes: list[Row] = []
    with suppress(_OnlyTried), recorder.change(store, "import roadmap", author) as change:
        seen = set()
        for row in rows:
            uid, outcome = _upsert(change, row)
            seen.add(uid)
            outcomes.append(outcome)
        if source in WHOLE and seen:
            outcomes += _gone(change, source, seen)
        if not keep:
            raise _OnlyTried
    return outcomes


def counted(outcomes: Iterable[Row]) -> dict[str, int]:
    """How many items were new, changed, unchanged, gone."""
    counts = Counter(row["outcome"] for row in outcomes)
    return {outcome: counts[outcome] for outcome in ("new", "changed", "unchanged", "gone")}


class _OnlyTried(Exception):
    """Leaves the transaction of an import that is only tried."""


def _upsert(change: recorder.Change, row: Mapping[str, Any]) -> tuple[str, Row]:
    there = _there(change.store, row)
    said = {name: row[name] for name in ("title", "description", "status", "horizon", "url") if row.get(name)}
    if there is None:
        uid, item = _new(change, row, said)
        outcome = "new"
    else:
        uid, item = there["uid"], there["id"]
        changed = change.revise("item", uid, deleted=0, gone=0, **_claimed(row), **_dated(said, there))
        outcome = "changed" if changed else "unchanged"
    before = _places(change.store, item)
    names = row.get("segments") or ()
    segments = [people.known_segment(change.store, one) or people.put_segment(change, one) for one in names]
    _place(change, item, uid, segments, row.get("topics") or ())
    if outcome == "unchanged" and before != _places(change.store, item):
        outcome = "changed"
    return uid, _told(change.store, uid, outcome)


def _told(store: Store, uid: str, outcome: str) -> Row:
    """What an import tells of an item: how it is stored now, and what became of it."""
    stored = store.row("SELECT ref AS slug, title, status, horizon FROM items WHERE uid = :uid", uid=uid)
    return (stored or {}) | {"outcome": outcome}


def _claimed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The key that a row gives an item, and its tracker where one is known."""
    if not row.get("key"):
        return {}
    return {"key": row["key"]} | ({} if row["tracker"] in NOBODYS else {"tracker": row["tracker"]})


def _there(store: Store, row: Mapping[str, Any]) -> Row | None:
    """The item that a row speaks of, a removed one too: by tracker and key, also those that it came with.

    Else one of ours of that key, or of that slug and without a key. A row without a key speaks of what bears its slug.
    """
    key, slug = row.get("key"), slug_of(row.get("slug") or row["title"], "item")
    if key is None:
        return store.row("SELECT * FROM item WHERE slug = :slug ORDER BY deleted, twin LIMIT 1", slug=slug)
    return store.row(
        "SELECT * FROM item WHERE uid = :uid OR (key = :key AND tracker = :tracker)"
        " ORDER BY CASE WHEN uid = :uid THEN 0 ELSE 1 END, id LIMIT 1",
        uid=f"{row['tracker']}:{key}",
        key=key,
        tracker=row["tracker"],
    ) or store.row(
        "SELECT * FROM item WHERE tracker IS NULL AND deleted = 0 AND (key = :key OR (key IS NULL AND slug = :slug))"
        " ORDER BY CASE WHEN key IS NULL THEN 1 ELSE 0 END, id LIMIT 1",
        key=key,
        slug=slug,
    )


def _new(change: recorder.Change, row: Mapping[str, Any], said: Mapping[str, Any]) -> tuple[str, int]:
    key = row.get("key")
    taken = (one["slug"] for one in change.store.rows("SELECT slug FROM item"))
    slug = free(slug_of(row.get("slug") or row["title"], "item"), taken)
    uid = f"{row['tracker']}:{key}" if key else slug
    values = _dated({**PLANNED, **said})
    tracker = row["tracker"] if key else None
    return uid, change.insert("item", uid=uid, slug=slug, twin=1, tracker=tracker, key=key, gone=0, **values)


def _places(store: Store, item: int) -> tuple[int, int]:
    segments: int = store.value("SELECT count(*) FROM item_segments WHERE item = :item", item=item)
    topics: int = store.value("SELECT count(*) FROM item_topics WHERE item = :item", item=item)
    return segments, topics


def _gone(change: recorder.Change, tracker: str, seen: set[str]) -> list[Row]:
    left = change.store.rows("SELECT uid FROM items WHERE tracker = :tracker AND gone = 0", tracker=tracker)
    missing = [row for row in left if row["uid"] not in seen]
    for row in missing:
        change.revise("item", row["uid"], gone=1)
    return [_told(change.store, row["uid"], "gone") for row in missing]


def _dated(values: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An item that becomes shipped has shipped now, unless a moment is given or was noted before.

    The moment goes with the status: what ships again has shipped then, not the first time.
    """
    dated = dict(values)
    if not dated.get("status") or dated.get("shipped_at"):
        return dated
    shipped = Status.SHIPPED.value
    if dated["status"] == shipped and not (before and before["shipped_at"]):
        dated["shipped_at"] = dates.now()
    if dated["status"] != shipped and before and before["status"] == shipped:
        dated["shipped_at"] = None
    return dated


def _refuse_taken_slug(store: Store, slug: str) -> None:
    """Errors: UsageError for a slug that an item bears, or one that was removed and would come back with its links."""
    if store.value("SELECT id FROM items WHERE slug = :slug", slug=slug):
        raise UsageError(
            f"there is an item {slug} already; change it: interviewkit roadmap edit {slug}, or give this one a --slug"
        )
    if store.value("SELECT id FROM item WHERE slug = :slug", slug=slug):
        raise UsageError(
            f"the item {slug} was removed; bring it back: interviewkit undelete {slug}, or give this one a --slug"
        )


def _keyed(store: Store, values: Mapping[str, Any], before: Row | None = None) -> dict[str, Any]:
    """The values with a key that names one item only, none where it is blank. Errors: UsageError when it is taken."""
    if "key" not in values:
        return dict(values)
    key = (values["key"] or "").strip() or None
    own = before["uid"] if before else ""
    taken = key and store.value("SELECT ref FROM items WHERE key = :key AND uid <> :own LIMIT 1", key=key, own=own)
    if taken and not (before and before["key"] == key):
        raise UsageError(f"{taken} has the key {key} already; give another, or see interviewkit roadmap show {taken}")
    return {**values, "key": key}


def _named(names: Iterable[str]) -> list[str]:
    """The names that say something."""
    return [name for name in names if name.strip()]


def _place(change: recorder.Change, item: int, uid: str, segments: Sequence[Row], topics: Sequence[str]) -> None:
    for segment in segments:
        change.put("item_segment", f"{uid}:{segment['slug']}", item=item, segment=segment["id"])
    for topic in topics:
        name = slug_of(topic, "topic")
        change.put("item_topic", f"{uid}:{name}", item=item, name=name)


def _leave(change: recorder.Change, table: str, item: int, keep: Sequence[str]) -> None:
    """Take an item out of the segments or topics that are not among those to keep."""
    for row in change.store.rows(f"SELECT uid FROM {table} WHERE item = :item AND deleted = 0", item=item):
        if row["uid"] not in keep:
            change.revise(table, row["uid"], deleted=1)
