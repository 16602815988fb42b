"""Everybody whose name a store knows, and the mask that takes these names out of a report or an export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import Any
from zlib import crc32

from interviewkit.dbfile import Row, Store
from interviewkit.masking import Mask, Named, letters


def mask(store: Store, words: Sequence[str] = ()) -> Mask:
    """The mask of a store's customers and participants, and of more `words`.

    The same study gives everybody the same letter, on every laptop and either engine, whatever part of it a report
    shows: customers by their first interview, people by when they were first noted. So no row's local number decides
    anything, and what is in an order is put there here: two engines sort text by different rules. Whoever was merged
    into another bears the letter of that one; the names of deleted ones, and former names, are masked too.
    """
    customers = _customers(store)
    aliases = {root: f"Customer {letters(place)}" for place, root in enumerate(_ordered(customers))}
    owned = {row["id"]: aliases[row["root"]] for row in customers}
    former = _former(store)
    named = [
        Named(_names(row, former[f"customer:{row['uid']}"]), owned[row["id"]])
        for row in sorted(customers, key=lambda row: (row["id"] == row["root"], row["uid"]))
    ]
    return Mask(
        named + _people(store, owned, former),
        words,
        ours=_ours(store),
        team=_team(store),
        exact=_alike(store, customers, owned),
    )


class Abroad(Store):
    """A store as other eyes may read it: without what tells a customer apart although it is no name.

    A time zone names a place, so every moment is told in UTC; a weight is an exact sum, so there is none.
    """

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """Every row that the query finds, in UTC and without weights."""
        return [{name: ABROAD.get(name, value) for name, value in row.items()} for row in super().rows(sql, **values)]


ABROAD = {"zone": "UTC", "weight": None}
"""What a column tells other eyes instead of what it holds."""


def abroad(store: Store) -> Store:
    """The same open store, as other eyes may read it."""
    return Abroad(store.location, store.connection)


def _customers(store: Store) -> list[Row]:
    """Every customer there ever was, with the one it counts as and the moment that one was first interviewed."""
    met: dict[int, str] = {}
    for talk in store.rows(
        "SELECT r.root, i.started_at, i.uid FROM interview i JOIN customer_roots r ON r.id = i.customer"
    ):
        moment = f"{talk['started_at']}{talk['uid']}"
        met[talk["root"]] = min(moment, met.get(talk["root"], moment))
    rows = store.rows(
        "SELECT c.id, c.uid, c.slug, c.name, r.root, h.uid AS change"
        " FROM customer c JOIN customer_roots r ON r.id = c.id JOIN change h ON h.id = c.change"
    )
    return [row | {"met": met.get(row["root"])} for row in rows]


def _ordered(customers: list[Row]) -> list[int]:
    """The customers in the order of their letters, which is not that of their names: by their first interview,
    then those never met, in an order that only who has the store can tell."""
    keys: dict[int, tuple[bool, str, int, str]] = {}
    for row in customers:
        if row["id"] == row["root"]:
            chance = crc32(f"{row['change']}:{row['uid']}".encode())
            keys[row["id"]] = (row["met"] is None, row["met"] or "", chance, row["uid"])
    return sorted(keys, key=keys.__getitem__)


def _people(store: Store, owned: dict[int, str], former: dict[str, list[str]]) -> list[Named]:
    """Every participant there ever was: "Person B2" is the second of customer B."""
    seen: dict[str, int] = defaultdict(int)
    people = []
    rows = store.rows(
        "SELECT p.uid, p.name, p.customer, h.uid AS change FROM participant p JOIN change h ON h.id = p.change"
    )
    for row in sorted(rows, key=lambda row: (row["change"], row["uid"])):
        letter = owned[row["customer"]].removeprefix("Customer ")
        seen[letter] += 1
        names = _names(row, former[f"participant:{row['uid']}"])
        people.append(Named(names, f"Person {letter}{seen[letter]}", person=True))
    return people


def _names(row: Row, former: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (row["name"], row.get("slug"), *former) if name))


def _former(store: Store) -> dict[str, list[str]]:
    """The names that customers and people have, or had, by subject."""
    from json import loads

    found: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(
        "SELECT subject, value FROM revision WHERE field = 'name'"
        " AND (subject LIKE 'customer:%' OR subject LIKE 'participant:%')"
    ):
        found[row["subject"]].append(loads(row["value"]))
    return defaultdict(list, {subject: sorted(filter(None, names)) for subject, names in found.items()})


def _ours(store: Store) -> list[str]:
    """The names that we gave: of roadmap items, segments and labels."""
    rows = store.rows(
        "SELECT title AS name FROM item UNION SELECT slug FROM item UNION SELECT name FROM segment"
        " UNION SELECT slug FROM segment UNION SELECT name FROM label"
    )
    return [row["name"] for row in rows]


def _team(store: Store) -> list[str]:
    """The names of our own people: who typed, asked and noted."""
    return [row["name"] for row in store.rows("SELECT author AS name FROM change UNION SELECT name FROM crew")]


def _alike(store: Store, customers: list[Row], owned: dict[int, str]) -> dict[str, str]:
    """The interviews whose slugs would be another's once their customers are one: each with a slug of its own."""
    slugs = {row["id"]: row["slug"] for row in customers}
    taken: set[str] = set()
    apart: dict[str, str] = {}
    for row in sorted(store.rows("SELECT uid, slug, customer FROM interview"), key=itemgetter("uid")):
        own = slugs[row["customer"]]
        if row["slug"] in apart or not row["slug"].startswith(own):
            continue
        masked = owned[row["customer"]].lower().replace(" ", "-") + row["slug"].removeprefix(own)
        number, free = 2, masked
        while free in taken:
            free, number = f"{masked}-{number}", number + 1
        taken.add(free)
        if free != masked:
            apart[row["slug"]] = free
    return apart
