"""What each author made of an entry is kept, so that agreement can be measured.

A tag is one row whoever sets it, and names the first who did. A reading is what one author would have tagged the
entry; it counts before the tags that bear their name.
"""

from __future__ import annotations

from collections.abc import Collection

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.vocabulary import Kind


def settle(store: Store, author: str, interview: Row, entry: Row) -> None:
    """In triage the author went through an entry, and leaves it as it stands; it need not be looked at again."""
    with recorder.change(store, "triage", author, interview=interview["uid"]) as change:
        change.revise("entry", entry["uid"], look=0)
        went_through(change, entry, author)


def went_through(change: recorder.Change, entry: Row, author: str) -> None:
    """Somebody has gone through an entry and leaves it as it stands: they would have tagged it so.

    The change marks the reading also where it says nothing new, so that it is known when they did.
    """
    standing = {row["kind"] for row in _tags(change, entry)}
    if _reading(change, entry, author) is not None:
        change.revise("reading", _uid(entry, author), deleted=1)  # and back, in one change: that is the mark
    _keep(change, entry, author, standing)


def judge(store: Store, author: str, interview: Row, entry: Row, kinds: Collection[str]) -> None:
    """The author, who has not seen how an entry is tagged, would give it these kinds; its tags stay as they are."""
    with recorder.change(store, "triage", author, interview=interview["uid"]) as change:
        _keep(change, entry, author, {*kinds})


def tagged(change: recorder.Change, entry: Row, author: str, kind: Kind) -> None:
    """Somebody has tagged an entry, also where another's tag was there already. Call it after the tag is set."""
    _keep(change, entry, author, _said(change, entry, author) | {kind.value})


def untagged(change: recorder.Change, entry: Row, author: str, tag: Row) -> None:
    """Somebody takes a tag off an entry; whoever set it would still have. Call it before the tag is taken off."""
    _keep(change, entry, tag["author"], _said(change, entry, tag["author"]))
    _keep(change, entry, author, _said(change, entry, author) - {tag["kind"]})


def _said(change: recorder.Change, entry: Row, author: str) -> set[str]:
    """The kinds that an author gave an entry: by their reading, else by the tags that bear their name."""
    reading = _reading(change, entry, author)
    if reading is not None and not reading["deleted"]:
        return {kind.value for kind in Kind if reading[kind.value]}
    return {row["kind"] for row in _tags(change, entry) if row["author"] == author}


def _reading(change: recorder.Change, entry: Row, author: str) -> Row | None:
    return change.store.row("SELECT * FROM reading WHERE uid = :uid", uid=_uid(entry, author))


def _tags(change: recorder.Change, entry: Row) -> list[Row]:
    return change.store.rows("SELECT kind, author FROM tags WHERE entry = :entry", entry=entry["id"])


def _keep(change: recorder.Change, entry: Row, author: str, kinds: set[str]) -> None:
    flags = {kind.value: int(kind.value in kinds) for kind in Kind}
    change.put("reading", _uid(entry, author), entry=entry["id"], author=author, **flags)


def _uid(entry: Row, author: str) -> str:
    return f"{entry['uid']}:{author}"
