"""Segments are formed: what labels suggested becomes segments with customers in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewkit import recorder, references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import people


def form(store: Store, author: str, wanted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Put customers (slugs) into segments (by name), all in one change; gives each segment's slug by its name.

    A segment that is not there yet is made, being in one already is fine. Errors: NotFound for a customer.
    """
    slugs: dict[str, str] = {}
    with recorder.change(store, "form segments", author) as change:
        for name, customers in wanted.items():
            segment = people.known_segment(store, name) or people.put_segment(change, name)
            slugs[name] = segment["slug"]
            for slug in customers:
                customer = references.customer(store, slug)
                people.place(change, customer["id"], customer["slug"], [segment])
    return slugs
