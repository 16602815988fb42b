"""Customers, their people, and their segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interviewkit import recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.vocabulary import Consent, Lifecycle


def known_customer(store: Store, name: str) -> Row | None:
    """The customer of exactly this slug or name, one that was merged away included; None when new."""
    return store.row(
        "SELECT v.* FROM customer c JOIN customer_roots r ON r.id = c.id JOIN customers v ON v.id = r.root"
        " WHERE c.slug IN (:name, :slug) OR c.name = :name"
        " ORDER BY CASE WHEN c.slug = :name THEN 0 ELSE 1 END, c.id LIMIT 1",
        name=name,
        slug=slug_of(name, "customer"),
    )


def resembling(store: Store, name: str, slug: str) -> str:
    """Of which known customer a new name may be a slip, and what to do then; an empty text where of none."""
    from difflib import get_close_matches

    by_lower = {row["name"].lower(): row for row in store.rows("SELECT name, slug FROM customers")}
    close = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.8)
    close = close or [known for known in by_lower if known.startswith(f"{name.lower()} ")]
    if not close:
        return ""
    known = by_lower[close[0]]
    return f"close to {known['name']}; if it is the same: interviewkit customer merge {slug} {known['slug']}"


def put_customer(change: recorder.Change, name: str, **values: Any) -> int:
    """Write a new customer of that name (or bring a deleted one back); gives its key."""
    slug = slug_of(name, "customer")
    fresh = {"lifecycle": Lifecycle.REGULAR.value, "internal": 0, "weight": None}
    return change.put("customer", slug, slug=slug, **({"name": name} | fresh | values))


def add_customer(store: Store, author: str, name: str, segments: Sequence[str], **values: Any) -> str:
    """Add a customer; gives its slug. Errors: UsageError when it is there already, NotFound for a segment."""
    with recorder.change(store, "add customer", author) as change:
        there = known_customer(store, name)
        if there:
            raise UsageError(
                f"{there['name']} is there already as {there['slug']};"
                f" change it: interviewkit customer edit {there['slug']}"
            )
        key = put_customer(change, name, **values)
        place(change, key, slug_of(name, "customer"), [references.segment(store, one) for one in segments])
    return slug_of(name, "customer")


def edit_customer(store: Store, author: str, reference: str, segments: Sequence[str] | None, **values: Any) -> Row:
    """Change what is known of a customer; `segments`, when given, are all that it is in. Gives its row."""
    with recorder.change(store, "edit customer", author) as change:
        found = references.customer(store, reference)
        change.revise("customer", found["uid"], **named(values))
        if segments is not None:
            wanted = [references.segment(store, one) for one in segments]
            keep = {one["id"] for one in wanted}
            for row in store.rows(
                "SELECT m.uid, m.segment FROM customer_segment m JOIN customer_roots r ON r.id = m.customer"
                " WHERE r.root = :customer AND m.deleted = 0",
                customer=found["id"],
            ):
                if row["segment"] not in keep:
                    change.revise("customer_segment", row["uid"], deleted=1)
            place(change, found["id"], found["slug"], wanted)
        return found


def merge_customers(store: Store, author: str, reference: str, into: str) -> tuple[Row, Row]:
    """Say that one customer is another one, under whose name everything of both is counted from now on."""
    with recorder.change(store, "merge customers", author) as change:
        one, other = references.customer(store, reference), references.customer(store, into)
        if one["id"] == other["id"]:
            raise UsageError(
                f"{one['slug']} is {other['slug']} already; name two customers: interviewkit customer list"
            )
        merged = store.rows("SELECT uid FROM customer WHERE same_as = :customer", customer=one["id"])
        for row in [{"uid": one["uid"]}, *merged]:
            change.revise("customer", row["uid"], same_as=other["id"])
    return one, other


def named(values: dict[str, Any]) -> dict[str, Any]:
    """The same values, unless they hold a name without any letter. Errors: UsageError."""
    if not values.get("name", "a name that stays").strip():
        raise UsageError('a name needs letters; give one: --name "Acme Inc."')
    return values


def part_customers(store: Store, author: str, slug: str) -> bool:
    """Take back that a customer is another one; says whether it had been merged."""
    with recorder.change(store, "part customers", author) as change:
        merged = store.row("SELECT uid FROM customer WHERE slug = :slug AND same_as IS NOT NULL", slug=slug)
        return merged is not None and change.revise("customer", merged["uid"], same_as=None)


def place(change: recorder.Change, customer: int, slug: str, segments: Sequence[Row]) -> None:
    """Put a customer into segments; being in one already is fine."""
    for segment in segments:
        uid = f"{slug}:{segment['slug']}"
        change.put("customer_segment", uid, customer=customer, segment=segment["id"])


def put_segment(change: recorder.Change, name: str, weight: float | None = None) -> Row:
    """Write a new segment (or bring a deleted one back); gives its row."""
    slug = slug_of(name, "segment")
    key = change.put("segment", slug, slug=slug, name=name, weight=weight)
    return {"id": key, "uid": slug, "slug": slug, "name": name}


def known_segment(store: Store, name: str) -> Row | None:
    """The segment of exactly this slug or name, or None when new."""
    return store.row(
        "SELECT * FROM segments WHERE slug IN (:name, :slug) OR name = :name ORDER BY id LIMIT 1",
        name=name,
        slug=slug_of(name, "segment"),
    )


def add_segment(store: Store, author: str, name: str, weight: float | None) -> str:
    """Add a segment; gives its slug. Errors: UsageError when it is there already."""
    with recorder.change(store, "add segment", author) as change:
        there = known_segment(store, name)
        if there:
            raise UsageError(
                f"the segment {there['slug']} is there already; change it: interviewkit segment edit {there['slug']}"
            )
        slug: str = put_segment(change, name, weight)["slug"]
    return slug


def edit_segment(store: Store, author: str, reference: str, **values: Any) -> Row:
    """Change a segment's name or weight; gives its row."""
    with recorder.change(store, "edit segment", author) as change:
        found = references.segment(store, reference)
        change.revise("segment", found["uid"], **named(values))
        return found


def add_participant(store: Store, author: str, customer: str, name: str, role: str | None, consent: Consent) -> str:
    """Add a person on a customer's side; gives their uid."""
    with recorder.change(store, "add participant", author) as change:
        found = references.customer(store, customer)
        uid = recorder.new_uid()
        change.insert("participant", uid=uid, customer=found["id"], name=name, role=role, consent=consent.value)
    return uid


def edit_participant(store: Store, author: str, reference: str, **values: Any) -> Row:
    """Change a participant's name, role or consent; gives their row."""
    with recorder.change(store, "edit participant", author) as change:
        found = references.participant(store, reference)
        change.revise("participant", found["uid"], **named(values))
        return found


def speaker(change: recorder.Change, interview: Row, name: str, *, uid: str | None = None) -> int:
    """The participant of that name on this customer's side, present in the interview from now on; gives the key.

    A first name alone is enough where only one participant bears it. A new one gets the `uid`, or one of their own.
    """
    there = _participant_called(change.store, interview["customer"], name)
    uid = there["uid"] if there else uid or recorder.new_uid()
    key: int = (
        there["id"]
        if there
        else change.insert(
            "participant", uid=uid, customer=interview["customer"], name=name, consent=Consent.UNASKED.value
        )
    )
    change.put("attendance", f"{interview['uid']}:{uid}", interview=interview["id"], participant=key)
    return key


def _participant_called(store: Store, customer: int, name: str) -> Row | None:
    people = store.rows(
        "SELECT id, uid, name FROM participants WHERE customer = :customer ORDER BY id", customer=customer
    )
    wanted = name.casefold()
    exact = [one for one in people if one["name"].casefold() == wanted]
    first = [one for one in people if one["name"].casefold().startswith(f"{wanted} ")]
    return exact[0] if exact else first[0] if len(first) == 1 else None


def attend(store: Store, author: str, interview: Row, name: str, role: str | None) -> None:
    """Somebody on the customer's side is in the room, perhaps for the first time."""
    with recorder.change(store, "who", author, interview=interview["uid"]) as change:
        key = speaker(change, interview, name)
        if role:
            uid = store.value("SELECT uid FROM participant WHERE id = :key", key=key)
            change.revise("participant", uid, role=role)
