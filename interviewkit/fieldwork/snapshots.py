"""The verdicts of one day are kept, so that a later report can say what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from interviewkit import dates, recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork.bulk import insert_many
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.queries.snapshots import COUNTED_WITH, silence


class JudgedItem(NamedTuple):
    """What is kept of one item: the verdict (None: listed, not judged) with its reason, the figures of the report
    without anybody's words, and the state of every counted customer by slug.

    An item with two rounds has both states there, `queries.snapshots.BETWEEN` them: "supports/silent", "/supports"
    for who was counted in the second round only.
    """

    uid: str
    verdict: str | None
    reason: str
    figures: Mapping[str, Any]
    voices: Mapping[str, str]


class Judged(NamedTuple):
    """A roadmap as it was judged: inside which scope, by which policy, item by item."""

    scope: Mapping[str, Any]
    policy: Mapping[str, Any]
    items: Sequence[JudgedItem]


def keep(store: Store, author: str, name: str, judge: Callable[[], Judged]) -> Row:
    """Keep a roadmap's verdicts under a name; gives uid and ref.

    `judge` is called before the transaction, so that nobody waits for it; and once more inside where something was
    written meanwhile, so that what is kept is what the store held.

    Errors: UsageError for a name of blanks, or one that is taken, also by a snapshot that was deleted.
    """
    if not name.strip():
        raise UsageError("a snapshot needs a name: interviewkit snapshot before-planning")
    slug, uid = slug_of(name, "snapshot"), recorder.new_uid()
    with store.reading():
        _refuse_taken(store, slug)
        seen, judged = _latest(store), judge()
        spoken = _spoken(judged.items)
    with recorder.change(store, "snapshot", author) as change:
        _refuse_taken(store, slug)
        if _latest(store) != seen:
            judged = judge()
            spoken = _spoken(judged.items)
        key = change.insert(
            "snapshot",
            uid=uid,
            slug=slug,
            twin=1,
            name=name.strip(),
            at=dates.now(),
            scope=recorder.encoded(judged.scope),
            policy=recorder.encoded(judged.policy),
        )
        _keep_items(change, key, uid, spoken)
    return {"uid": uid, "ref": slug}


def _latest(store: Store) -> int | None:
    """The key of the last change that was written, whenever it was made."""
    found: int | None = store.value("SELECT max(id) FROM change")
    return found


class _Spoken(NamedTuple):
    """What is written of an item: `counted_with` is another one for which the very same customers counted (its uid),
    and `voices` then leaves out who was silent here."""

    item: JudgedItem
    counted_with: str | None
    voices: Mapping[str, str]


def _spoken(items: Sequence[JudgedItem]) -> list[_Spoken]:
    """The items; of those for which the same customers counted only the first holds them all."""
    first: dict[frozenset[tuple[str, str]], str] = {}
    found = []
    for item in items:
        silent = {slug: silence(state) for slug, state in item.voices.items()}
        other = first.setdefault(frozenset(silent.items()), item.uid)
        said = {slug: state for slug, state in item.voices.items() if state != silent[slug]}
        found.append(_Spoken(item, None, item.voices) if other == item.uid else _Spoken(item, other, said))
    return found


def _keep_items(change: recorder.Change, snapshot: int, uid: str, items: Sequence[_Spoken]) -> None:
    item_keys = _keys(change.store, "SELECT uid AS name, id FROM items")
    customer_keys = _keys(change.store, "SELECT slug AS name, id FROM customers")
    rows: list[tuple[str, int, int, str]] = []
    for item, counted_with, voices in items:
        judged = change.insert(
            "snapshot_item",
            uid=f"{uid}:{item.uid}",
            snapshot=snapshot,
            item=item_keys[item.uid],
            verdict=item.verdict,
            reason=item.reason,
            figures=recorder.encoded({**item.figures, **({COUNTED_WITH: counted_with} if counted_with else {})}),
        )
        rows += ((f"{uid}:{item.uid}:{slug}", judged, customer_keys[slug], state) for slug, state in voices.items())
    insert_many(change, "snapshot_voice", ("uid", "judged", "customer", "state"), rows, lambda _: None)


def _keys(store: Store, query: str) -> dict[str, int]:
    return {row["name"]: row["id"] for row in store.rows(query)}


def _refuse_taken(store: Store, slug: str) -> None:
    taken = store.row("SELECT deleted, at FROM snapshot WHERE slug = :slug ORDER BY deleted, twin LIMIT 1", slug=slug)
    if taken and taken["deleted"]:
        raise UsageError(
            f"a snapshot {slug} was kept and deleted; bring it back: interviewkit undelete {slug},"
            " or choose another name"
        )
    if taken:
        raise UsageError(
            f"there is a snapshot {slug} already, of {dates.short_day(taken['at'])}; choose another name,"
            f" or see what changed since: interviewkit report --since-snapshot {slug}"
        )
