"""The verdicts of one day are kept, so that a later report can say what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from interviewkit import dates, recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork.slugs import slug_of

BETWEEN = "/"
"""What stands between a customer's states in the two rounds of an item that has shipped."""


class JudgedItem(NamedTuple):
    """What is kept of one item: the verdict (None: listed, not judged) with its reason, the figures of the report
    without anybody's words, and the state of every counted customer by slug.

    An item with two rounds has both states there, `BETWEEN` them: "supports/silent", "/supports" for who was
    counted in the second round only.
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
    """Keep a roadmap's verdicts under a name; gives uid and ref. `judge` is called inside the transaction.

    Errors: UsageError for a name of blanks, or one that is taken, also by a snapshot that was deleted.
    """
    if not name.strip():
        raise UsageError("a snapshot needs a name: interviewkit snapshot before-planning")
    slug, uid = slug_of(name, "snapshot"), recorder.new_uid()
    with recorder.change(store, "snapshot", author) as change:
        _refuse_taken(store, slug)
        judged = judge()
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
        _keep_items(change, key, uid, judged.items)
    return {"uid": uid, "ref": slug}


def _keep_items(change: recorder.Change, snapshot: int, uid: str, items: Sequence[JudgedItem]) -> None:
    item_keys = _keys(change.store, "SELECT uid AS name, id FROM items")
    customer_keys = _keys(change.store, "SELECT slug AS name, id FROM customers")
    for item in items:
        judged = change.insert(
            "snapshot_item",
            uid=f"{uid}:{item.uid}",
            snapshot=snapshot,
            item=item_keys[item.uid],
            verdict=item.verdict,
            reason=item.reason,
            figures=recorder.encoded(item.figures),
        )
        for slug, state in item.voices.items():
            voice = f"{uid}:{item.uid}:{slug}"
            change.insert("snapshot_voice", uid=voice, judged=judged, customer=customer_keys[slug], state=state)


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
