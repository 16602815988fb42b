"""A reference that may name anything: an interview, an entry, an item, a customer, whatever has a uid."""

from __future__ import annotations

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.queries import things
from interviewkit.queries.things import Thing
from interviewkit.vocabulary import Kind

LISTS = {
    "interview": "interviewkit list",
    "item": "interviewkit roadmap list",
    "customer": "interviewkit customer list",
    "segment": "interviewkit segment list",
    "workshop": "interviewkit workshop list",
    "snapshot": "interviewkit snapshot",
}


def named(store: Store, name: str, within: str | None, *, quiet_hours: float) -> Thing:
    """The thing that a reference names; a tag's is its entry's.

    An exact name wins over a prefix, whatever it is the name of; a number is an entry's. Errors: NotFound, UsageError.
    """
    if name == references.CURRENT:
        row = references.interview(store, name, quiet_hours=quiet_hours)
        return Thing("interview", row, row["ref"])
    if references.is_number(name):
        return _entry(store, name, within, quiet_hours)
    found = _only(name, things.exact(store, name))
    if found:
        return found
    if without_kind(name) != name:
        on, _ = references.tag(store, name, within, quiet_hours=quiet_hours)
        return Thing("entry", on, on["ref"])
    if "/" in name:
        return _entry(store, name, within, quiet_hours)
    found = _only(name, things.beginning(store, name))
    if found:
        return found
    raise _nothing(store, name)


def known(store: Store, name: str, within: str | None, *, quiet_hours: float) -> Thing:
    """The thing that a reference names, a deleted one too. Errors: NotFound, UsageError."""
    try:
        return named(store, name, within, quiet_hours=quiet_hours)
    except NotFound:
        gone = deleted(store, name, within, quiet_hours=quiet_hours)
        gone = gone or _once_tagged(store, name, within, quiet_hours)
        if gone is None:
            raise
        return gone


def deleted(store: Store, name: str, within: str | None, *, quiet_hours: float) -> Thing | None:
    """The deleted thing that a reference names, or None. Errors: NotFound, UsageError."""
    bare = without_kind(name)
    before, slash, number = bare.rpartition("/")
    if not (slash or references.is_number(bare)):
        return _only(name, things.gone(store, name) or things.gone(store, bare))
    gone = _only(before, things.gone(store, before, ("interview",)))
    if gone:
        return _numbered(store, gone.row["id"], gone.ref, number)
    on = references.interview(store, before or within, quiet_hours=quiet_hours)
    return _numbered(store, on["id"], on["ref"], number)


def without_kind(name: str) -> str:
    """The entry's reference in a tag's, as 7 in 7:pain."""
    before, _, kind = name.rpartition(":")
    return before if before and kind in [one.value for one in Kind] else name


def _entry(store: Store, name: str, within: str | None, quiet_hours: float) -> Thing:
    row = references.entry(store, name, within, quiet_hours=quiet_hours)
    return Thing("entry", row, row["ref"])


def _only(name: str, found: list[Thing]) -> Thing | None:
    """The one thing that was found, or None. Errors: UsageError for several."""
    if len(found) > 1:
        listed = ", ".join(one.ref for one in found[:5]) + (", …" if len(found) > 5 else "")
        raise UsageError(f"{name} could be {listed}; write more of it; see {LISTS[found[0].table]}")
    return found[0] if found else None


def _nothing(store: Store, name: str) -> NotFound:
    """What to say of a name that nothing bears: the nearest one of all, and where its like are listed."""
    offered = things.names(store)
    near = references.nearest(name, [*offered])
    table = next((table for one, table in offered.items() if near and references.nearest(name, [one]) == near), None)
    return NotFound(f"nothing is called {name}{near}; see {LISTS[table or 'interview']}")


def _numbered(store: Store, interview: int, ref: str, number: str) -> Thing | None:
    first, _, twin = number.partition("-")
    if not references.is_number(number) or max(len(first), len(twin)) > 9:
        return None
    row = things.gone_entry(store, interview, int(first), int(twin or 1))
    return Thing("entry", row, f"{ref}/{number}") if row else None


def _once_tagged(store: Store, name: str, within: str | None, quiet_hours: float) -> Thing | None:
    """The entry of a tag that was taken off."""
    bare = without_kind(name)
    if bare == name:
        return None
    on = named(store, bare, within, quiet_hours=quiet_hours)
    kind = name.removeprefix(f"{bare}:")
    return on if on.table == "entry" and things.once_tagged(store, on.row["id"], kind) else None
