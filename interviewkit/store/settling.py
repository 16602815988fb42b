"""A field that two laptops gave different values gets one of them, for good."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.store.merge import standing_anew

STANDING = ("interview", "part_of")  # fields from which it follows where other things stand


def settle(store: Store, author: str, chosen: Sequence[tuple[Row, Row]]) -> None:
    """Give fields the values chosen for them, in one change, in the place of all that are open.

    Each is a field and one of its values, as `queries.conflicts.listed` gives them. Errors: NotFound.
    """
    moves = any(field["field"] in STANDING for field, _ in chosen)
    with recorder.change(store, "resolve", author) as change, standing_anew(store) if moves else nullcontext():
        for field, value in chosen:
            table, name = field["table"], field["field"]
            held = value["value"]
            said = int(held) if isinstance(held, bool) else recorder.local(store, name, held, table)
            change.settle(table, field["uid"], name, said)
